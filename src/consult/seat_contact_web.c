/* SPDX-License-Identifier: EUPL-1.2 */
/* seat_contact_web.c — the form by which who leads a round corrects the contact of a seat. */
#include "account/account_web.h"
#include "consult/consult_html.h"
#include "consult/consult_web.h"
#include "i18n/i18n.h"

struct contact_form {
    const char *name, *email, *lang;
    int64_t version;
};
static const struct form_field contact_fields[] = {
    FIELD_OF(contact_form, name, FORM_TEXT, N_("Contact"), .max = 100),
    FIELD_OF(contact_form, email, FORM_EMAIL, N_("E-mail address"), .required = true, .max = 200),
    FIELD_OF(contact_form, lang, FORM_TEXT, N_("Language of its mails"), .required = true,
             .max = 20),
    FIELD_OF(contact_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form contact_form = FORM(contact_form, contact_fields);

static enum rc of_this(struct cx *cx, const struct request *rq, struct consult_get_row *c,
                       struct seat_where_row *at)
{
    bool found;
    enum rc rc = consult_find(cx, rq, c);
    if (!rc) rc = seat_where(cx, rq->id[1], at, &found);
    return rc ? rc : found && at->consultation == c->id ? RC_OK : RC_MISSING;
}

static enum rc contact_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    struct seat_where_row at;
    struct seat_contact_input now;
    struct contact_form start = { 0 };
    enum rc rc = of_this(cx, rq, &c, &at);
    if (!rc) rc = seat_contact_now(cx, rq->id[1], &now, &start.version);
    if (rc) return rc;
    start.name = now.name;
    start.email = now.email;
    start.lang = now.lang;
    struct form_view *form = form_view(cx, rq, &contact_form, &start);
    form_options(form, "lang", signin_languages(cx));
    const struct consult_step_view v = {
        .form = form,
        .to = consult_to(cx, c.id,
                         arena_printf(cx->arena, "seat/%lld/contact", (long long)rq->id[1])),
        .back = consult_url(cx, c.id),
        .lead = T("A new address is asked at once, by a mail of its own. What comes from the old "
                  "one, or by its links, is not taken any more. It holds for this round; the page "
                  "of the organisation keeps what it has."),
        .button = T("Save the contact"),
    };
    struct page *pg = consult_page(
        cx, rq, &c, arena_printf(cx->arena, T("The contact of %s"), at.organisation_name));
    pg->problem = NULL;
    consult_step_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc contact_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct contact_form *f = rq->form;
    const struct seat_contact_input in = { f->name, f->email, f->lang };
    struct consult_get_row c;
    struct seat_where_row at;
    enum rc rc = of_this(cx, rq, &c, &at);
    if (!rc) rc = seat_contact_change(cx, rq->id[1], f->version, &in);
    return rc ? rc : reply_see_other(cx, rq, rs, consult_url(cx, c.id), T("The contact is saved."));
}

const struct route consult_seat_contact_routes[] = {
    { METHOD_GET, "/consultation/{consultation}/seat/{seat}/contact", contact_page,
      .may = MAY_EDIT_CONSULT, .of = OF_CONSULTATION, .no_api = true,
      .title = N_("Correct the contact of a seat") },
    { METHOD_POST, "/consultation/{consultation}/seat/{seat}/contact", contact_post,
      .may = MAY_EDIT_CONSULT, .of = OF_CONSULTATION, .form = &contact_form, .again = contact_page,
      .title = N_("Correct the contact of a seat") },
    { 0 },
};
