/* SPDX-License-Identifier: EUPL-1.2 */
/* message_view.c — the bodies of a mail. Headers and sending are smtp.c's. */
#include "mail/message_view.h"

#include "base/buf.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "mail/message_html.h"

#include <string.h>

enum { MOST = 1 << 20 };

/* "[Words](/path)", whole: a page of ours; any other paragraph is text. */
static bool is_link(str s, str *words, str *path)
{
    if (s.n < 5 || s.p[0] != '[' || s.p[s.n - 1] != ')') return false;
    const char *middle = memchr(s.p, ']', s.n);
    if (!middle || middle + 3 >= s.p + s.n || middle[1] != '(') return false;
    *words = (str){ s.p + 1, (size_t)(middle - s.p) - 1 };
    *path = (str){ middle + 2, (size_t)(s.p + s.n - middle) - 3 };
    if (path->p[0] != '/' || (path->n > 1 && path->p[1] == '/')) return false;
    for (size_t i = 0; i < path->n; i++)
        if (path->p[i] <= ' ' || path->p[i] == '(' || path->p[i] == '\\') return false;
    return true;
}

static const char *why_of(struct cx *cx, bool answerable)
{
    return answerable
               ? T("You get this mail because you take part in this project. An answer to it is "
                   "kept in Kolo, under your name.")
               : T("You get this mail because you take part in this project. It was sent by a "
                   "program; please do not answer it.");
}

struct message_view message_of(struct cx *cx, const struct message *m)
{
    VEC(struct message_part) parts = { 0 };
    for (const char *body = m->body; *body;) {
        const char *end = strstr(body, "\n\n");
        const size_t n = end ? (size_t)(end - body) : strlen(body);
        str words, to;
        if (n && !is_link((str){ body, n }, &words, &to))
            vec_push(cx->arena, &parts)->text = arena_str(cx->arena, (str){ body, n });
        else if (n && !m->base)
            vec_push(cx->arena, &parts)->text = arena_str(cx->arena, words);
        else if (n)
            *vec_push(cx->arena, &parts) = (struct message_part){
                arena_str(cx->arena, words),
                *m->base
                    ? url_outside(cx, arena_printf(cx->arena, "%s%.*s", m->base, (int)to.n, to.p))
                    : url_kept(cx, arena_str(cx->arena, to)),
            };
        body += end ? n + 2 : n;
    }
    struct message_view v = { .lang = m->lang,
                              .subject = m->subject,
                              .why = why_of(cx, m->answerable),
                              .part = parts.v,
                              .n = parts.n };
    if (m->base && *m->path)
        v.url = url_outside(cx, arena_printf(cx->arena, "%s%s", m->base, m->path));
    if (m->unsubscribe) v.unsubscribe = url_outside(cx, m->unsubscribe);
    return v;
}

struct url message_leads(struct cx *cx, const char *path)
{
    static const char *const everybodys[] = { "/p/", "/consultation/", "/decision/", "/meeting/",
                                              "/task/" };
    for (size_t i = 0; path && i < sizeof everybodys / sizeof *everybodys; i++)
        if (str_starts(str_of(path), everybodys[i])) return url_kept(cx, path);
    return (struct url){ NULL };
}

const char *message_text(struct cx *cx, const struct message_view *v)
{
    struct buf b;
    buf_init(&b, MOST);
    for (size_t i = 0; i < v->n; i++)
        if (v->part[i].url.p)
            buf_printf(&b, "%s:\n%s\n\n", v->part[i].text, v->part[i].url.p);
        else
            buf_printf(&b, "%s\n\n", v->part[i].text);
    if (v->url.p) buf_printf(&b, "%s\n%s\n\n", T("Open it in Kolo:"), v->url.p);
    /* RFC 3676 §4.3: what stands below is a signature, which mail programs do not quote. */
    buf_printf(&b, "-- \n%s\n", v->why);
    if (v->unsubscribe.p) buf_printf(&b, "%s %s\n", T("Fewer such mails:"), v->unsubscribe.p);
    const char *out = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}

const char *message_page(struct cx *cx, const struct message_view *v)
{
    struct buf b;
    buf_init(&b, MOST);
    message_html(cx, &b, v);
    const char *out = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}
