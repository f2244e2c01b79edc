/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8.c — is this text, and what are its code points. What a letter means is utf8_fold.c's and
 * ICU's business. */
#include "base/utf8.h"

#include "base/log.h"

/* eight_plain: are the eight bytes at ${p} all printable ASCII? */
static bool eight_plain(const char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = UINT64_C(0x8080808080808080);
    uint64_t w;
    memcpy(&w, p, 8);
    uint64_t below_blank =
        (w - ones * 0x20) & ~w; /* exact where no high bit is set, which is asked too */
    uint64_t del = ((w ^ (ones * 0x7f)) - ones) & ~(w ^ (ones * 0x7f));
    return ((w | below_blank | del) & high) == 0;
}

/* sequence: the length of the well-formed sequence at ${p} of ${n} bytes, 0 when there is none. The
 * table of Unicode 15, D92: the second byte's range depends on the first; that is what excludes
 * overlong forms and surrogates. */
static size_t sequence(const unsigned char *p, size_t n)
{
    unsigned c = p[0], low = 0x80, top = 0xbf;
    size_t len = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    if (c < 0xc2 || c > 0xf4 || n < len) return 0;
    if (c == 0xc2) low = 0xa0; /* U+0080..U+009F are control characters */
    if (c == 0xe0) low = 0xa0;
    if (c == 0xed) top = 0x9f;
    if (c == 0xf0) low = 0x90;
    if (c == 0xf4) top = 0x8f;
    if (p[1] < low || p[1] > top) return 0;
    for (size_t i = 2; i < len; i++)
        if ((p[i] & 0xc0) != 0x80) return 0;
    return len;
}

bool utf8_ok(str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0;
    while (i < s.n) {
        if (s.n - i >= 8 && eight_plain(s.p + i)) {
            i += 8;
        } else if (p[i] < 0x80) {
            if (p[i] == 0x7f || (p[i] < 0x20 && p[i] != '\t' && p[i] != '\n' && p[i] != '\r'))
                return false;
            i++;
        } else {
            size_t len = sequence(p + i, s.n - i);
            if (len == 0) return false;
            i += len;
        }
    }
    return true;
}

int32_t utf8_next(str *s)
{
    if (s->n == 0) return -1;
    const unsigned char *p = (const unsigned char *)s->p;
    size_t len = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    MUST(len <= s->n);
    int32_t c = len == 1 ? p[0] : p[0] & (0x7f >> len);
    for (size_t i = 1; i < len; i++) c = c << 6 | (p[i] & 0x3f);
    s->p += len;
    s->n -= len;
    return c;
}

void utf8_put(int32_t c, char out[5])
{
    MUST(c >= 0 && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff));
    size_t n = 0;
    if (c < 0x80) {
        out[n++] = (char)c;
    } else if (c < 0x800) {
        out[n++] = (char)(0xc0 | c >> 6);
        out[n++] = (char)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out[n++] = (char)(0xe0 | c >> 12);
        out[n++] = (char)(0x80 | (c >> 6 & 0x3f));
        out[n++] = (char)(0x80 | (c & 0x3f));
    } else {
        out[n++] = (char)(0xf0 | c >> 18);
        out[n++] = (char)(0x80 | (c >> 12 & 0x3f));
        out[n++] = (char)(0x80 | (c >> 6 & 0x3f));
        out[n++] = (char)(0x80 | (c & 0x3f));
    }
    out[n] = '\0';
}

size_t utf8_count(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

static bool is_blank(int32_t c)
{
    return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Seen by nobody, so two names that differ by it would look the same. The joiners U+200C and U+200D
 * are letters' business and stay. */
static bool is_unseen(int32_t c)
{
    return c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

const char *utf8_line(struct arena *a, const char *z)
{
    char *in = arena_dup(a, z ? z : ""), *out = arena_dup(a, in);
    size_t n = 0;
    for (char *p = in; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7F) *p = ' ';
    str rest = str_of(in);
    if (!utf8_ok(rest)) return "";
    for (bool gap = false; rest.n;) {
        const char *at = rest.p;
        const int32_t c = utf8_next(&rest);
        if (is_unseen(c)) continue;
        if (is_blank(c)) {
            gap = n > 0;
            continue;
        }
        if (gap) out[n++] = ' ';
        gap = false;
        for (; at < rest.p; at++) out[n++] = *at;
    }
    out[n] = 0;
    return out;
}
