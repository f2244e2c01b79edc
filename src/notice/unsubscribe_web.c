/* SPDX-License-Identifier: EUPL-1.2 */
/* unsubscribe_web.c — where “Fewer such mails” leads: a GET asks, since mail scanners open links; a
 * POST does it, also one that a mail program sends by itself (RFC 8058). Nobody needs to be signed
 * in, and it makes no difference who is.
 */
#include "notice/unsubscribe.h"

#include "i18n/i18n.h"
#include "notice/notice_html.h"
#include "notice/notice_view.h"

static enum rc read_word(struct cx *cx, const struct request *rq, struct unsubscribed *u)
{
    enum rc rc = unsubscribe_read(cx, rq->word, u);
    if (rc == RC_MISSING)
        return refuse(cx, RC_MISSING,
                      T("This link did not come whole, or not from here. Sign in to choose what "
                        "reaches you by mail."));
    if (!rc && !cx->viewer && i18n_locale(u->lang)) cx->locale = i18n_locale(u->lang);
    return rc;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs,
                    const struct unsubscribed *u, bool done)
{
    const bool digest = u->kind == UNSUBSCRIBE_DIGEST;
    const struct unsubscribe_view v = { .self = url_path(cx, "/unsubscribe/%s", rq->word),
                                        .digest = digest,
                                        .ended = u->ended,
                                        .done = done };
    struct page *pg =
        page_begin(cx, rq,
                   digest ? T("Mails with a digest")
                          : arena_printf(cx->arena, T("Mails about: %s"),
                                         notice_kind_title(cx, (enum notice_kind)u->kind)),
                   AREA_NONE);
    pg->lead = arena_printf(cx->arena, T("to %s"), unsubscribe_hidden(cx, u->email));
    notice_unsubscribe_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc unsubscribe_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct unsubscribed u;
    enum rc rc = read_word(cx, rq, &u);
    return rc ? rc : show(cx, rq, rs, &u, false);
}

/* The answer is a page and not a way to one: a mail program does not follow. */
enum rc unsubscribe_post(struct cx *cx, struct request *rq, struct response *rs)
{
    struct unsubscribed u;
    const char *act = request_field(rq, "act");
    const bool end = !z_eq(act ? act : "", "back");
    enum rc rc = read_word(cx, rq, &u);
    if (!rc) rc = unsubscribe_set(cx, &u, end);
    if (!rc) rc = unsubscribe_read(cx, rq->word, &u);
    return rc ? rc : show(cx, rq, rs, &u, true);
}
