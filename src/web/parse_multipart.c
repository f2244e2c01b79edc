/* SPDX-License-Identifier: EUPL-1.2 */
/* parse_multipart.c — multipart/form-data (RFC 7578, the part of RFC 2046 that browsers write). The
 * bytes of a file are not copied: an upload points into the body, which may be a mapped spool file.
 */
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "web/parse.h"

#include <string.h>

#define BOUNDARY_MAX 70
#define PART_HEADERS_MAX 8
#define NAME_MAX_BYTES 512

/* The part's own header lines, of which two matter. */
struct part {
    str disposition;
    const char *name, *filename;
};

static str find(str in, str what)
{
    const char *end = in.p + in.n;
    for (const char *at = in.p; (size_t)(end - at) >= what.n; at++) {
        at = memchr(at, what.p[0], (size_t)(end - at) - what.n + 1);
        if (!at) break;
        if (memcmp(at, what.p, what.n) == 0) return (str){ at, what.n };
    }
    return (str){ NULL, 0 };
}

static str skip(str s, size_t n) { return (str){ s.p + n, s.n - n }; }

/* parameter: the value of ; name="value" or ; name=value. Browsers write \" as %22, so a backslash
 * stands for itself. false when malformed or given twice. */
static bool parameter(str header, const char *name, str *out)
{
    bool found = false;
    (void)str_cut(&header, ';');
    while (header.n) {
        header = str_trim(header);
        str key = { header.p, 0 };
        while (key.n < header.n && !strchr("=; \t", header.p[key.n])) key.n++;
        header = skip(header, key.n);
        if (!key.n || !header.n || header.p[0] != '=') return false;
        header = skip(header, 1);
        str value;
        if (header.n && header.p[0] == '"') {
            header = skip(header, 1);
            const char *quote = memchr(header.p, '"', header.n);
            if (!quote) return false;
            value = (str){ header.p, (size_t)(quote - header.p) };
            header = skip(header, value.n + 1);
        } else {
            value = (str){ header.p, 0 };
            while (value.n < header.n && !strchr("; \t\"", header.p[value.n])) value.n++;
            header = skip(header, value.n);
        }
        header = str_trim(header);
        if (header.n && header.p[0] != ';') return false;
        if (header.n) header = skip(header, 1);
        if (!str_is_nocase(key, name)) continue;
        if (found) return false;
        found = true;
        *out = value;
    }
    return true;
}

/* The HTML standard has browsers write ", CR and LF in names as %22 %0D %0A. */
static const char *field_name(struct cx *cx, str s)
{
    if (s.n > NAME_MAX_BYTES || !utf8_ok(s)) return NULL;
    char *made = arena_str(cx->arena, s), *at = made;
    for (const char *c = made; *c; c++) {
        if (strncmp(c, "%22", 3) == 0) {
            *at++ = '"';
            c += 2;
        } else if (strncmp(c, "%0D", 3) == 0 || strncmp(c, "%0A", 3) == 0) {
            *at++ = ' ';
            c += 2;
        } else {
            *at++ = *c;
        }
    }
    *at = '\0';
    return made;
}

static const char *without_folders(const char *name)
{
    for (const char *c = name; *c; c++)
        if (*c == '/' || *c == '\\') name = c + 1;
    return name;
}

static bool part_read(struct cx *cx, str headers, struct part *out)
{
    size_t lines = 0;
    while (headers.n) {
        str end = find(headers, STR("\r\n"));
        str line = end.p ? (str){ headers.p, (size_t)(end.p - headers.p) } : headers;
        headers = end.p ? skip(headers, line.n + 2) : (str){ NULL, 0 };
        str value = line;
        str key = str_cut(&value, ':');
        if (++lines > PART_HEADERS_MAX || key.n == line.n) return false;
        if (!str_is_nocase(key, "Content-Disposition")) continue;
        if (out->disposition.p) return false;
        out->disposition = str_trim(value);
    }
    str kind = out->disposition, name = { NULL, 0 }, filename = { NULL, 0 };
    if (!str_is_nocase(str_trim(str_cut(&kind, ';')), "form-data")) return false;
    if (!parameter(out->disposition, "name", &name) || !name.p) return false;
    if (!parameter(out->disposition, "filename", &filename)) return false;
    out->name = field_name(cx, name);
    if (filename.p && !(out->filename = field_name(cx, filename))) return false;
    return out->name != NULL;
}

static enum rc part_keep(struct cx *cx, const struct part *p, str bytes, struct pairs *out,
                         struct uploads *files)
{
    if (out->n + files->n >= PARSE_MAX_PAIRS)
        return problem(cx, "", T("The form has too many fields."));
    if (p->filename) {
        *vec_push(cx->arena, files) =
            (struct upload){ p->name, without_folders(p->filename), bytes };
        return RC_OK;
    }
    if (!utf8_ok(bytes)) return problem(cx, "", T("The form data is not well-formed text."));
    *vec_push(cx->arena, out) = (struct pair){ p->name, arena_str(cx->arena, bytes) };
    return RC_OK;
}

/* The line that parts begin and end with, with the CRLF that belongs to it. */
static bool delimiter(struct cx *cx, str content_type, str *out)
{
    str b = { NULL, 0 };
    if (!parameter(content_type, "boundary", &b) || !b.n || b.n > BOUNDARY_MAX) return false;
    for (size_t i = 0; i < b.n; i++)
        if (b.p[i] < ' ' || b.p[i] > '~') return false;
    *out = str_of(arena_printf(cx->arena, "\r\n--%.*s", (int)b.n, b.p));
    return true;
}

enum rc parse_multipart(struct cx *cx, str content_type, str body, struct pairs *out,
                        struct uploads *files)
{
    const char *torn = T("The form was not sent whole. Send it again.");
    str mark;
    if (!delimiter(cx, content_type, &mark)) return problem(cx, "", "%s", torn);
    /* The first delimiter stands at the very start: no browser writes a preamble. */
    str first = skip(mark, 2);
    if (body.n < first.n || memcmp(body.p, first.p, first.n) != 0)
        return problem(cx, "", "%s", torn);
    body = skip(body, first.n);
    for (;;) {
        if (body.n >= 2 && memcmp(body.p, "--", 2) == 0) return RC_OK;
        if (body.n < 2 || memcmp(body.p, "\r\n", 2) != 0) return problem(cx, "", "%s", torn);
        body = skip(body, 2);
        str blank = find(body, STR("\r\n\r\n"));
        struct part p = { 0 };
        if (!blank.p || !part_read(cx, (str){ body.p, (size_t)(blank.p - body.p) }, &p))
            return problem(cx, "", "%s", torn);
        body = skip(body, (size_t)(blank.p - body.p) + 4);
        str end = find(body, mark);
        if (!end.p) return problem(cx, "", "%s", torn);
        str bytes = { body.p, (size_t)(end.p - body.p) };
        enum rc rc = part_keep(cx, &p, bytes, out, files);
        if (rc) return rc;
        body = skip(body, bytes.n + mark.n);
    }
}
