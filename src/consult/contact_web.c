/* SPDX-License-Identifier: EUPL-1.2 */
/* contact_web.c — where “Fewer such mails” leads a contact: a GET asks, a POST does it, also one
 * that a mail program sends by itself.
 */
#include "consult/contact.h"

#include "consult/consult_web.h"
#include "consult/matrix_html.h"
#include "i18n/i18n.h"
#include "notice/unsubscribe.h"

static enum rc read_word(struct cx *cx, const struct request *rq, struct seat_contact_of_row *c,
                         bool *ended)
{
    enum rc rc = contact_mails_read(cx, rq->word, c, ended);
    if (rc == RC_MISSING)
        return refuse(cx, RC_MISSING, T("This link did not come whole, or not from here."));
    if (!rc && !cx->viewer && i18n_locale(c->lang)) cx->locale = i18n_locale(c->lang);
    return rc;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs,
                    const struct seat_contact_of_row *c, bool ended, bool done)
{
    const struct consult_contact_view v = { .self = url_path(cx, "/contact-mails/%s", rq->word),
                                            .ended = ended,
                                            .done = done };
    struct page *pg = page_begin(cx, rq, T("Mails about consultations"), AREA_NONE);
    pg->lead = arena_printf(cx->arena, T("to %s"), unsubscribe_hidden(cx, c->email));
    consult_contact_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc contact_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct seat_contact_of_row c;
    bool ended;
    enum rc rc = read_word(cx, rq, &c, &ended);
    return rc ? rc : show(cx, rq, rs, &c, ended, false);
}

/* The answer is a page and not a way to one: a mail program does not follow. */
static enum rc contact_post(struct cx *cx, struct request *rq, struct response *rs)
{
    struct seat_contact_of_row c;
    const char *act = request_field(rq, "act");
    const bool end = !z_eq(act ? act : "", "back");
    bool ended;
    enum rc rc = read_word(cx, rq, &c, &ended);
    if (!rc) rc = contact_mails_set(cx, &c, end);
    return rc ? rc : show(cx, rq, rs, &c, end, true);
}

const struct route consult_contact_routes[] = {
    { METHOD_GET, "/contact-mails/{word}", contact_page, .may = ROUTE_PUBLIC, .no_api = true,
      .title = N_("Fewer mails to a contact") },
    { METHOD_POST, "/contact-mails/{word}", contact_post, .may = ROUTE_PUBLIC, .no_api = true,
      .signed_word = true, .max = 4 * KB,
      .title = N_("End mails to a contact, or take that back") },
    { 0 },
};
