/* SPDX-License-Identifier: EUPL-1.2 */
/* charset.c — bytes of some charset to clean UTF-8, by ICU. What a mail says of itself is believed
 * as far as its bytes agree.
 */
#include "mail/charset.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

/* Tab and LF stay; CR LF and CR become LF; other controls go. ${z} is good UTF-8. */
static const char *without_controls(struct cx *cx, const char *z, size_t n)
{
    char *out = arena_alloc(cx->arena, n + 1), *at = out;
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)z[i];
        if (c == '\r') {
            *at++ = '\n';
            if (i + 1 < n && z[i + 1] == '\n') i++;
        } else if (c == 0xC2 && i + 1 < n && (unsigned char)z[i + 1] < 0xA0) {
            i++; /* U+0080..U+009F */
        } else if ((c >= ' ' && c != 0x7F) || c == '\n' || c == '\t') {
            *at++ = (char)c;
        }
    }
    *at = 0;
    if (strncmp(out, "\xEF\xBB\xBF", 3) == 0) out += 3;
    return out;
}

static const char *converted(struct cx *cx, str bytes, const char *name)
{
    UErrorCode bad = U_ZERO_ERROR;
    UConverter *conv = ucnv_open(name, &bad);
    if (U_FAILURE(bad)) return NULL;
    const int32_t room = (int32_t)bytes.n * 2 + 2;
    UChar *wide = arena_array(cx->arena, UChar, (size_t)room);
    const int32_t n = ucnv_toUChars(conv, wide, room, bytes.p, (int32_t)bytes.n, &bad);
    ucnv_close(conv);
    if (U_FAILURE(bad)) return NULL;
    const size_t most = (size_t)n * 3 + 1;
    char *out = arena_alloc(cx->arena, most);
    int32_t length = 0;
    u_strToUTF8WithSub(out, (int32_t)most, &length, wide, n, 0xFFFD, NULL, &bad);
    return U_FAILURE(bad) ? NULL : without_controls(cx, out, (size_t)length);
}

static bool is_utf8(str s)
{
    int32_t n = 0;
    UErrorCode bad = U_ZERO_ERROR;
    u_strFromUTF8(NULL, 0, &n, s.p, (int32_t)s.n, &bad);
    return bad == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(bad);
}

/* Cyrillic of one byte a letter is nearly all high bytes, Latin has a few. */
static const char *guess(str s)
{
    size_t high = 0, low = 0;
    if (is_utf8(s)) return "UTF-8";
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c >= 0xC0) high++;
        if ((c | 32) >= 'a' && (c | 32) <= 'z') low++;
    }
    return high > low ? "windows-1251" : "windows-1250";
}

static bool has_c1(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80 && (unsigned char)s.p[i] < 0xA0) return true;
    return false;
}

static bool has_high(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return true;
    return false;
}

/* Programs that write Windows' letters under the name of the standard beside it are legion. */
static const char *really(str s, const char *name)
{
    const str said = str_of(name);
    if (!said.n || str_is_nocase(said, "us-ascii") || str_is_nocase(said, "ascii"))
        return has_high(s) ? guess(s) : "UTF-8";
    if (str_is_nocase(said, "utf-8") || str_is_nocase(said, "utf8")) return guess(s);
    if (has_c1(s)) {
        if (str_is_nocase(said, "iso-8859-1")) return "windows-1252";
        if (str_is_nocase(said, "iso-8859-2")) return "windows-1250";
        if (str_is_nocase(said, "iso-8859-9")) return "windows-1254";
    }
    return name;
}

const char *charset_text(struct cx *cx, str bytes, const char *name)
{
    if (bytes.n > INT32_MAX / 8) bytes.n = INT32_MAX / 8;
    const char *out = converted(cx, bytes, really(bytes, name));
    if (!out) out = converted(cx, bytes, guess(bytes));
    return out ? out : "";
}

const char *charset_line(struct cx *cx, const char *z)
{
    char *out = arena_dup(cx->arena, charset_text(cx, str_of(z), "UTF-8"));
    for (char *p = out; *p; p++)
        if (*p == '\n' || *p == '\t') *p = ' ';
    return arena_str(cx->arena, str_trim(str_of(out)));
}
