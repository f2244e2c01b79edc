/* SPDX-License-Identifier: EUPL-1.2 */
/* words.c — parts a text into words and folds them. What utf8_fold knows it does; letters of other
 * scripts (Greek, Armenian …) lose case and marks by Unicode's own tables. It does not know
 * languages: no stemming, no stop words.
 */
#include "i18n/words.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

static bool is_word(int32_t c)
{
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return u_isalnum(c);
}

/* A mark belongs to the letter before it; soft hyphens and their like are not seen. */
static bool is_inside(int32_t c)
{
    return c >= 0x80 && (u_getCombiningClass(c) != 0 || u_charType(c) == U_FORMAT_CHAR);
}

/* bare(c): the small letter without its marks. */
static int32_t bare(int32_t c)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar parts[32];
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&e);
    int32_t n = U_SUCCESS(e) ? unorm2_getDecomposition(nfd, c, parts, 32, &e) : -1;
    if (n > 0 && U_SUCCESS(e) && U16_IS_SINGLE(parts[0])) c = parts[0];
    return u_foldCase(c, U_FOLD_CASE_DEFAULT);
}

struct words {
    char *out;
    size_t n, word; /* written; of them in the word that is being written */
    bool apart;
};

static void put(struct words *w, const char *p, size_t n)
{
    if (w->apart) {
        if (w->n) w->out[w->n++] = ' ';
        w->apart = false;
        w->word = 0;
    }
    if (w->word + n > WORDS_LONGEST) return;
    memcpy(w->out + w->n, p, n);
    w->n += n;
    w->word += n;
}

char *words_of(struct arena *a, const char *z)
{
    str rest = str_of(utf8_fold(a, z));
    /* A letter's bare form may need a byte more (ι with its marks never does, but who knows). */
    struct words w = { .out = arena_alloc(a, 2 * rest.n + 1), .apart = true };
    while (rest.n > 0) {
        const char *at = rest.p;
        int32_t c = utf8_next(&rest);
        char form[5];
        if (c < 0x80 && is_word(c)) {
            put(&w, at, 1);
        } else if (c >= 0x80 && is_word(c)) {
            utf8_put(bare(c), form);
            put(&w, form, strlen(form));
        } else if (!is_inside(c)) {
            w.apart = true;
        }
    }
    w.out[w.n] = '\0';
    return w.out;
}

str words_next(str *rest)
{
    str word = { rest->p, 0 };
    while (rest->n > 0) {
        str after = *rest;
        int32_t c = utf8_next(&after);
        bool in = is_word(c) || (word.n && is_inside(c));
        if (!in && word.n) break;
        if (in && !word.n) word.p = rest->p;
        if (in) word.n = (size_t)(after.p - word.p);
        *rest = after;
    }
    return word;
}
