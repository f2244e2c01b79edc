/* SPDX-License-Identifier: EUPL-1.2 */
/* url.c — making addresses. Whatever a person typed is percent-encoded here, so that no other file
 * has to think of it; and an address of elsewhere is looked at before it may stand in a link.
 */
#include "base/log.h"
#include "web/html.h"
#include "web/parse.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The longest the address can get: a byte becomes three at most. */
static size_t path_room(const char *fmt, va_list ap)
{
    size_t room = 1;
    for (const char *f = fmt; *f; f++) {
        if (*f != '%') {
            room++;
        } else if (strncmp(f, "%lld", 4) == 0) {
            (void)va_arg(ap, long long);
            room += 20;
            f += 3;
        } else if (f[1] == 's') {
            room += 3 * strlen(va_arg(ap, const char *));
            f++;
        } else if (f[1] == '%') {
            room++;
            f++;
        } else {
            BUG("url_path knows %%lld, %%s and %%%% only: %s", fmt);
        }
    }
    return room;
}

struct url url_path(struct cx *cx, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *made = arena_alloc(cx->arena, path_room(fmt, ap)), *at = made;
    va_end(ap);
    va_start(ap, fmt);
    for (const char *f = fmt; *f; f++) {
        if (*f != '%') {
            *at++ = *f;
        } else if (f[1] == 'l') {
            at += snprintf(at, 21, "%lld", va_arg(ap, long long));
            f += 3;
        } else {
            if (f[1] == 's')
                at = parse_percent_put(at, str_of(va_arg(ap, const char *)));
            else
                *at++ = '%';
            f++;
        }
    }
    va_end(ap);
    *at = '\0';
    return (struct url){ made };
}

struct url url_with(struct cx *cx, struct url u, const char *name, const char *value)
{
    str rest = str_of(u.p), whole = rest;
    str before_fragment = str_cut(&rest, '#');
    str fragment = { whole.p + before_fragment.n, whole.n - before_fragment.n };
    str query = before_fragment;
    str path = str_cut(&query, '?');
    const char *key = parse_percent_encode(cx->arena, name);
    struct buf b;
    buf_init(&b, 64 * 1024);
    buf_str(&b, path);
    char sep = '?';
    while (query.n) {
        str one = str_cut(&query, '&'), left = one;
        if (str_is(str_cut(&left, '='), key) || !one.n) continue;
        buf_char(&b, sep);
        buf_str(&b, one);
        sep = '&';
    }
    if (value) {
        buf_char(&b, sep);
        buf_text(&b, key);
        buf_char(&b, '=');
        buf_text(&b, parse_percent_encode(cx->arena, value));
    }
    buf_str(&b, fragment);
    struct url made = { arena_str(cx->arena, buf_slice(&b)) };
    buf_done(&b);
    return made;
}

static bool begins(const char *z, const char *scheme)
{
    for (; *scheme; z++, scheme++) {
        char c = *z >= 'A' && *z <= 'Z' ? (char)(*z - 'A' + 'a') : *z;
        if (c != *scheme) return false;
    }
    return *z != '\0';
}

static struct url plain_or_none(struct cx *cx, const char *z)
{
    for (const char *c = z; *c; c++)
        if ((unsigned char)*c <= 32 || *c == 127 || *c == '\\') return (struct url){ "#" };
    return (struct url){ arena_dup(cx->arena, z) };
}

struct url url_kept(struct cx *cx, const char *z)
{
    return z && *z == '/' && z[1] != '/' ? plain_or_none(cx, z) : (struct url){ "#" };
}

struct url url_outside(struct cx *cx, const char *z)
{
    if (!z || !(begins(z, "https://") || begins(z, "http://") || begins(z, "mailto:")))
        return (struct url){ "#" };
    return plain_or_none(cx, z);
}
