/* SPDX-License-Identifier: EUPL-1.2 */
/* country.c — the name of a country in the reader's language, by ICU from its two-letter code. */
#include "i18n/i18n.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

enum { NAME_MOST = 120 };

bool i18n_country_known(const char *code)
{
    if (z_eq(code, "XK")) return true;
    for (const char *const *c = uloc_getISOCountries(); *c; c++)
        if (z_eq(code, *c)) return true;
    return false;
}

const char *i18n_country(struct cx *cx, const char *code)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar name[NAME_MOST];
    const char *tag = cx->locale ? cx->locale->tag : "en";
    if (z_eq(tag, "sr")) tag = "sr-Latn"; /* in ICU "sr" is Cyrillic */
    int32_t n = uloc_getDisplayCountry(arena_printf(cx->arena, "und_%s", code), tag, name,
                                       NAME_MOST, &error);
    if (U_FAILURE(error) || n <= 0 || n >= NAME_MOST) return code;
    char *out = arena_alloc(cx->arena, (size_t)NAME_MOST * 4);
    int32_t bytes;
    (void)u_strToUTF8(out, NAME_MOST * 4 - 1, &bytes, name, n, &error);
    if (U_FAILURE(error)) return code;
    out[bytes] = 0;
    return out;
}
