/* SPDX-License-Identifier: EUPL-1.2 */
/* public_web.c — a consultation by link, without signing in: read, answer, confirm by the link in a
 * mail, take back. Looking changes nothing: mail scanners open links.
 */
#include "consult/public_web.h"

#include "account/throttle.h"
#include "account/viewer.h"
#include "base/vec.h"
#include "consult/consult_web.h"
#include "consult/public.h"
#include "consult/public_html.h"
#include "consult/public_view.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"

struct public_form {
    const char *name, *organisation, *email, *choice, *body, *website;
    int64_t consent;
};
static const struct form_choice choices[] = {
    { "support", N_("I support it") },
    { "support_with_changes", N_("I support it with changes") },
    { "object", N_("I object") },
    { NULL, NULL },
};
static const struct form_field public_fields[] = {
    FIELD_OF(public_form, choice, FORM_CHOICE, N_("Where you stand"), .choices = choices),
    FIELD_OF(public_form, body, FORM_LONG, N_("What you say to it"), .required = true,
             .max = 20000),
    FIELD_OF(public_form, name, FORM_TEXT, N_("Your name"), .required = true, .max = 120),
    FIELD_OF(public_form, organisation, FORM_TEXT, N_("Organisation"), .max = 120),
    FIELD_OF(public_form, email, FORM_EMAIL, N_("E-mail address"), .required = true,
             .hint = N_("Not published. A link to confirm is sent there.")),
    FIELD_OF(public_form, website, FORM_TEXT, N_("Leave this empty"), .max = 200),
    FIELD_OF(public_form, consent, FORM_FLAG, N_("I agree"), .required = true),
};
static const struct form public_form = FORM(public_form, public_fields);

/* ---- the language of the page ---------------------------------------------------------------- */

static void speak(struct cx *cx, const struct request *rq)
{
    const char *tag = request_query(rq, "lang");
    const struct locale *l = tag ? i18n_locale(tag) : NULL;
    if (l) cx->locale = l;
}

static void put_languages(struct cx *cx, const struct request *rq, struct public_view *v)
{
    VEC(struct public_language) all = { 0 };
    const struct locale *l;
    for (size_t i = 0; (l = i18n_locale_at(i)); i++)
        *vec_push(cx->arena, &all) =
            (struct public_language){ l->name, l->tag,
                                      url_with(cx, url_path(cx, "/c/%s", rq->word), "lang", l->tag),
                                      l == cx->locale };
    v->languages = all.v;
    v->n_languages = all.n;
}

/* ---- the page -------------------------------------------------------------------------------- */

static enum rc put_document(struct cx *cx, const struct consult_get_row *c, struct public_view *v)
{
    struct consult_text_at_row text;
    bool found;
    v->document = "";
    if (!z_eq(c->kind, "document")) return RC_OK;
    enum rc rc = consult_text_at(cx, c->id, 0, &text, &found);
    if (!rc && found) v->document = text.body;
    return rc;
}

static const char *counts_text(struct cx *cx, const struct public_counts_row *n)
{
    const int64_t all = n->support + n->changes + n->object + n->others;
    return arena_printf(
        cx->arena, T_N(all, "%s contribution was confirmed.", "%s contributions were confirmed."),
        i18n_int(cx, all));
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    struct public_lead_row lead;
    struct public_counts_row counts;
    struct public_view v = { 0 };
    speak(cx, rq);
    enum rc rc = public_find(cx, rq->word, &c);
    if (!rc) rc = public_lead(cx, c.project, &lead);
    if (!rc) rc = public_counts(cx, c.id, &counts);
    if (!rc) rc = put_document(cx, &c, &v);
    if (rc) return rc;
    if (!viewer_is(cx)) cx->zone = zone_of_country(lead.country); /* a stranger's is not known */
    v.who = arena_printf(cx->arena, "%s · %s", lead.title, lead.name);
    v.question = c.question;
    v.result = counts_text(cx, &counts);
    v.consent = public_consent(cx, PUBLIC_CONSENT, lead.name);
    put_languages(cx, rq, &v);
    const bool open = public_open(cx, &c);
    v.until = arena_printf(cx->arena, open ? T("Open until %s") : T("Closed on %s"),
                           i18n_stamp(cx, c.closes_at));
    if (open) {
        v.form = form_view(cx, rq, &public_form, NULL);
        v.to = url_with(cx, url_path(cx, "/c/%s", rq->word), "lang", cx->locale->tag);
    }
    struct page *pg = page_begin(cx, rq, c.title, AREA_NONE);
    const struct mark m = consult_mark(cx, open ? "open" : c.state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    pg->lead = v.until;
    pg->problem = open ? NULL : problem_of(cx, "");
    consult_public_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc contribute(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct public_form *f = rq->form;
    struct attempt attempt;
    speak(cx, rq);
    const char *thanks = T("Thank you. A mail is on its way: open its link and press the button, "
                           "only then does it count.");
    const struct url back = url_with(cx, url_path(cx, "/c/%s", rq->word), "lang", cx->locale->tag);
    /* People do not see that field: who fills it in is a program, and is told nothing. */
    if (f->website && *f->website) return reply_see_other(cx, rq, rs, back, thanks);
    if (!f->consent)
        return problem(cx, "consent", T("Without your agreement it cannot be published."));
    int64_t id = 0;
    enum rc rc =
        throttle_enter(cx, arena_printf(cx->arena, "public %s", f->email), rq->address, &attempt);
    if (!rc)
        rc = public_contribute(cx, rq->word,
                               &(struct public_input){ .name = f->name,
                                                       .organisation = f->organisation,
                                                       .email = f->email,
                                                       .lang = cx->locale->tag,
                                                       .choice = f->choice,
                                                       .body = f->body },
                               &id);
    return rc ? rc : reply_see_other(cx, rq, rs, back, thanks);
}

/* ---- the link in the mail -------------------------------------------------------------------- */

static const char *sentence_of(struct cx *cx, const struct public_get_row *p, bool open)
{
    if (z_eq(p->state, "withdrawn")) return T("You took it back. Nothing of it is shown any more.");
    if (z_eq(p->state, "confirmed"))
        return T("It is confirmed and published. You can take it back at any time.");
    return open ? T("It does not count yet: press the button to confirm it.")
                : T("The consultation closed before this was confirmed, so it does not count.");
}

static enum rc contribution(struct cx *cx, struct request *rq, struct response *rs)
{
    struct public_get_row p;
    struct consult_get_row c;
    const char *word = "";
    enum choice choice;
    enum rc rc = public_read(cx, rq->word, &p, &c);
    if (!rc) rc = public_word(cx, &c, &word);
    if (rc) return rc;
    const bool open = public_open(cx, &c);
    struct contribution_view v = {
        .title = c.title,
        .who = *p.organisation ? arena_printf(cx->arena, "%s, %s", p.name, p.organisation) : p.name,
        .choice = choice_parse(p.choice, &choice) ? i18n_text(cx, NULL, choice_title(choice)) : "",
        .body = p.body,
        .sentence = sentence_of(cx, &p, open),
        .consultation = url_path(cx, "/c/%s", word),
    };
    if (open && z_eq(p.state, "waiting"))
        v.confirm = url_path(cx, "/contribution/%s/confirm", rq->word);
    if (!z_eq(p.state, "withdrawn"))
        v.withdraw = url_path(cx, "/contribution/%s/withdraw", rq->word);
    struct page *pg = page_begin(cx, rq, T("Your contribution"), AREA_NONE);
    consult_contribution_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, enum rc rc,
                    const char *notice)
{
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/contribution/%s", rq->word), notice);
}

static enum rc confirm(struct cx *cx, struct request *rq, struct response *rs)
{
    return back(cx, rq, rs, public_confirm(cx, rq->word), T("Confirmed. Thank you."));
}

static enum rc withdraw(struct cx *cx, struct request *rq, struct response *rs)
{
    return back(cx, rq, rs, public_withdraw(cx, rq->word), T("Taken back."));
}

const struct route consult_public_routes[] = {
    { METHOD_GET, "/c/{word}", show, .may = ROUTE_PUBLIC, .no_api = true,
      .title = N_("A consultation open to the public") },
    { METHOD_POST, "/c/{word}", contribute, .may = ROUTE_PUBLIC, .no_api = true,
      .form = &public_form, .again = show, .max = 128 * KB,
      .title = N_("Say something to a public consultation") },
    { METHOD_GET, "/contribution/{word}", contribution, .may = ROUTE_PUBLIC, .no_api = true,
      .title = N_("What one said to a public consultation") },
    { METHOD_POST, "/contribution/{word}/confirm", confirm, .may = ROUTE_PUBLIC, .no_api = true,
      .again = contribution, .title = N_("Confirm what one said") },
    { METHOD_POST, "/contribution/{word}/withdraw", withdraw, .may = ROUTE_PUBLIC, .no_api = true,
      .again = contribution, .title = N_("Take back what one said") },
    { 0 },
};
