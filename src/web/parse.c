/* SPDX-License-Identifier: EUPL-1.2 */
/* parse.c — percent-encoding, urlencoded bodies, and which parser a body goes to. It refuses to
 * know what the names mean: that is the form's business.
 */
#include "web/parse.h"

#include "base/utf8.h"
#include "i18n/i18n.h"

#include <string.h>

static bool unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

char *parse_percent_put(char *at, str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (unreserved(c)) {
            *at++ = (char)c;
        } else {
            *at++ = '%';
            *at++ = hex[c >> 4];
            *at++ = hex[c & 15];
        }
    }
    return at;
}

char *parse_percent_encode(struct arena *a, const char *z)
{
    str s = str_of(z);
    char *made = arena_alloc(a, 3 * s.n + 1);
    *parse_percent_put(made, s) = '\0';
    return made;
}

int parse_hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

const char *parse_percent(struct arena *a, str s, bool plus)
{
    char *made = arena_alloc(a, s.n + 1), *at = made;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '%') {
            int high = i + 2 < s.n ? parse_hex(s.p[i + 1]) : -1;
            int low = high >= 0 ? parse_hex(s.p[i + 2]) : -1;
            if (low < 0) return NULL;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        *at++ = c;
    }
    *at = '\0';
    return utf8_ok((str){ made, (size_t)(at - made) }) ? made : NULL;
}

enum rc parse_urlencoded(struct cx *cx, str s, struct pairs *out)
{
    while (s.n) {
        str value = str_cut(&s, '&');
        if (!value.n) continue;
        str name = str_cut(&value, '=');
        const char *n = parse_percent(cx->arena, name, true);
        const char *v = parse_percent(cx->arena, value, true);
        if (!n || !v) return problem(cx, "", T("The form data is not well-formed text."));
        if (out->n >= PARSE_MAX_PAIRS) return problem(cx, "", T("The form has too many fields."));
        *vec_push(cx->arena, out) = (struct pair){ n, v };
    }
    return RC_OK;
}

enum rc parse_body(struct cx *cx, struct request *rq, int *status)
{
    struct pairs fields = { 0 };
    struct uploads files = { 0 };
    const char *type = request_header(rq, "content-type");
    str rest = str_of(type);
    str media = str_trim(str_cut(&rest, ';'));
    enum rc rc = RC_OK;
    *status = 400;
    if (!rq->body.n && !type) return RC_OK;
    if (str_is_nocase(media, "application/x-www-form-urlencoded")) {
        rc = parse_urlencoded(cx, rq->body, &fields);
    } else if (str_is_nocase(media, "multipart/form-data")) {
        rc = parse_multipart(cx, str_of(type), rq->body, &fields, &files);
    } else if (rq->api && str_is_nocase(media, "application/json")) {
        rc = rq->body.n ? parse_json(cx, rq->body, &fields) : RC_OK;
    } else {
        *status = 415;
        rc = problem(cx, "",
                     rq->api ? T("Send the data as application/json, "
                                 "application/x-www-form-urlencoded or multipart/form-data.")
                             : T("Send the form as application/x-www-form-urlencoded or "
                                 "multipart/form-data."));
    }
    rq->fields.v = fields.v;
    rq->fields.n = fields.n;
    rq->uploads.v = files.v;
    rq->uploads.n = files.n;
    return rc;
}
