/* SPDX-License-Identifier: EUPL-1.2 */
/* str.c — looking at slices. Nothing here allocates, and nothing knows of UTF-8: see utf8.h for
 * that. */
#include "base/str.h"

#include "base/digits.h"

str str_of(const char *z) { return z ? (str){ z, strlen(z) } : (str){ "", 0 }; }

bool str_eq(str a, str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }

bool str_is(str a, const char *z) { return str_eq(a, str_of(z)); }

static unsigned char lower(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 'A' && u <= 'Z' ? (unsigned char)(u | 0x20) : u;
}

bool str_is_nocase(str a, const char *z)
{
    str b = str_of(z);
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

bool str_starts(str a, const char *z)
{
    str b = str_of(z);
    return a.n >= b.n && (b.n == 0 || memcmp(a.p, b.p, b.n) == 0);
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

str str_trim(str a)
{
    while (a.n > 0 && is_blank(a.p[0])) a.p++, a.n--;
    while (a.n > 0 && is_blank(a.p[a.n - 1])) a.n--;
    return a;
}

str str_cut(str *rest, char sep)
{
    const char *at = rest->n > 0 ? memchr(rest->p, sep, rest->n) : NULL;
    str part = *rest;
    if (!at) {
        *rest = (str){ rest->n > 0 ? rest->p + rest->n : "", 0 };
        return part;
    }
    part.n = (size_t)(at - part.p);
    *rest = (str){ at + 1, rest->n - part.n - 1 };
    return part;
}

bool z_eq(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

bool str_int64(str s, int64_t *out)
{
    bool neg = s.n > 0 && s.p[0] == '-';
    if (neg) s.p++, s.n--;
    if (s.n < 1 || s.n > 19) return false;
    uint64_t v = 0; /* 19 digits fit */
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    if (v > (uint64_t)INT64_MAX + (neg ? 1 : 0)) return false;
    if (neg)
        *out = v == 0 ? 0 : -(int64_t)(v - 1) - 1;
    else
        *out = (int64_t)v;
    return true;
}
