/* SPDX-License-Identifier: EUPL-1.2 */
/* form_web.c — one form for a new consultation and for a draft: what is asked and until when; the
 * rest has good defaults and is folded away (form_group_web.c).
 */
#include "consult/form_web.h"

#include "account/viewer.h"
#include "base/vec.h"
#include "body/body_sql.h"
#include "consult/consult_html.h"
#include "consult/consult_web.h"
#include "i18n/i18n.h"
#include "network/segment_sql.h"
#include "network/stale_web.h"
#include "project/partner_sql.h"
#include "web/parts.h"

enum { DAYS = 14 };

static const struct form_choice kinds[] = {
    { "question", N_("A question") },
    { "document", N_("A document, with versions") },
    { NULL, NULL },
};
struct consult_form {
    const char *title, *kind, *question, *text, *rule, *options;
    int64_t body, segment, open_to_public, quorum_e2, weighted, block_allowed, secret, proxy_limit,
        chair, drafter, version;
    stamp closes_at;
};
static const struct form_field fields[] = {
    FIELD_OF(consult_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 200,
             .hint = N_("What people will call it: “Place of the autumn meeting”.")),
    FIELD_OF(consult_form, kind, FORM_CHOICE, N_("What is put to them"), .required = true,
             .choices = kinds),
    FIELD_OF(consult_form, question, FORM_LONG, N_("Question"), .required = true, .max = 20000,
             .hint = N_("What one can be for or against, and what one has to know for it.")),
    FIELD_OF(consult_form, text, FORM_LONG, N_("Text of the document"), .max = CONSULT_TEXT,
             .hint = N_("Only for a document. Others can comment on a passage and suggest "
                        "wording.")),
    FIELD_OF(consult_form, body, FORM_ID, N_("Body that is asked"),
             .hint = N_("Its members of the day it opens have a seat. Or choose partners below.")),
    FIELD_OF(consult_form, segment, FORM_ID, N_("Segment of the network that is asked"),
             .hint = N_("Its organisations of the day it opens have a seat each and answer by mail "
                        "through their contacts, without an account.")),
    FIELD_OF(consult_form, open_to_public, FORM_FLAG, N_("Open to the public by a link"),
             .hint = N_("Anybody with the link can comment after confirming their mail address; "
                        "they have no vote.")),
    FIELD_OF(consult_form, rule, FORM_CHOICE, N_("Rule"), .required = true,
             .choices = consult_rules),
    FIELD_OF(consult_form, options, FORM_LONG, N_("Options"), .max = 4000,
             .hint = N_("Only for ranked choice: one a line.")),
    FIELD_OF(consult_form, closes_at, FORM_STAMP, N_("Positions until"), .required = true),
    FIELD_OF(consult_form, quorum_e2, FORM_PERCENT, N_("Quorum"), .max = 10000,
             .hint = N_("How many of the votes must take part; empty: it does not matter.")),
    FIELD_OF(consult_form, weighted, FORM_FLAG, N_("Weighted votes"),
             .hint = N_("As the mandates of the body say; otherwise one member one vote.")),
    FIELD_OF(consult_form, block_allowed, FORM_FLAG, N_("A member may block"),
             .hint = N_("One block stops it, whatever the others say. It needs a reason.")),
    FIELD_OF(consult_form, secret, FORM_FLAG, N_("Secret ballot"),
             .hint = N_("Nobody learns who voted what, not even from the database.")),
    FIELD_OF(consult_form, proxy_limit, FORM_INT, N_("Proxies for one member"), .max = 5,
             .hint = N_("For how many absent members one may speak; 0: none.")),
    FIELD_OF(consult_form, chair, FORM_ID, N_("Who leads it"), .hint = N_("Empty: who wrote it.")),
    FIELD_OF(consult_form, drafter, FORM_ID, N_("Who answers comments"),
             .hint = N_("Empty: who leads it.")),
    FIELD_OF(consult_form, version, FORM_INT, N_("Version"), .hidden = true),
};
const struct form consult_form = FORM(consult_form, fields);

/* ---- what is offered ------------------------------------------------------------------------- */

static const char *number(struct cx *cx, int64_t n)
{
    return arena_printf(cx->arena, "%lld", (long long)n);
}

static enum rc offer_people(struct cx *cx, int64_t project, struct form_view *form)
{
    struct body_choices_rows bodies;
    struct consult_leaders_rows leaders;
    struct segment_list_rows segments;
    enum rc rc = body_choices(cx, project, &bodies);
    if (!rc) rc = consult_leaders(cx, project, &leaders);
    if (!rc) rc = segment_list(cx, &segments);
    if (rc) return rc;
    struct form_choice *g = arena_array(cx->arena, struct form_choice, segments.n + 1);
    for (size_t i = 0; i < segments.n; i++)
        g[i] = (struct form_choice){ number(cx, segments.v[i].id), segments.v[i].name };
    form_options(form, "segment", g);
    struct form_choice *b = arena_array(cx->arena, struct form_choice, bodies.n + 1),
                       *l = arena_array(cx->arena, struct form_choice, leaders.n + 1);
    for (size_t i = 0; i < bodies.n; i++)
        b[i] = (struct form_choice){ number(cx, bodies.v[i].id), bodies.v[i].name };
    for (size_t i = 0; i < leaders.n; i++)
        l[i] = (struct form_choice){ number(cx, leaders.v[i].id),
                                     arena_printf(cx->arena, "%s, %s", leaders.v[i].name,
                                                  leaders.v[i].organisation) };
    form_options(form, "body", b);
    form_options(form, "chair", l);
    form_options(form, "drafter", l);
    return RC_OK;
}

static bool posted_asked(const struct request *rq, const char *value)
{
    for (size_t i = 0; i < rq->fields.n; i++)
        if (z_eq(rq->fields.v[i].name, "asked") && z_eq(rq->fields.v[i].value, value)) return true;
    return false;
}

/* All partners are asked, unless somebody has said otherwise. */
static enum rc offer_partners(struct cx *cx, const struct request *rq, int64_t project,
                              const struct consult_asked_rows *now, struct consult_form_view *v)
{
    struct partner_list_rows rows;
    enum rc rc = partner_list(cx, project, &rows);
    if (rc) return rc;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows.n + 1);
    const char **asked = arena_array(cx->arena, const char *, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        c[i] = (struct form_choice){ number(cx, rows.v[i].id), rows.v[i].short_name };
        bool is = rq->method == METHOD_POST ? posted_asked(rq, c[i].value) : !now;
        for (size_t k = 0; rq->method == METHOD_GET && now && k < now->n; k++)
            is |= now->v[k].partner == rows.v[i].id;
        asked[i] = is ? "1" : "";
    }
    v->partners = c;
    v->asked = asked;
    v->asked_problem = problem_of(cx, "asked");
    return RC_OK;
}

static void put_rules(struct cx *cx, struct consult_form_view *v)
{
    const size_t field = parts_field(v->form, "rule");
    struct consult_meaning *m = arena_array(cx->arena, struct consult_meaning, DECISION_RULES);
    for (int i = 0; i < DECISION_RULES; i++) {
        const char *value = rule_name((enum decision_rule)i);
        m[i] = (struct consult_meaning){
            .value = value,
            .title = i18n_text(cx, NULL, rule_title((enum decision_rule)i)),
            .meaning = i18n_text(cx, NULL, rule_meaning((enum decision_rule)i)),
            .chosen = parts_chosen(v->form, field, value),
        };
    }
    v->rule = m;
    v->n_rules = DECISION_RULES;
    v->rule_problem = v->form->problem[field];
}

/* ---- what was posted ------------------------------------------------------------------------- */

static void read_asked(struct cx *cx, const struct request *rq, struct consult_input *in)
{
    VEC(int64_t) all = { 0 };
    int64_t id;
    for (size_t i = 0; i < rq->fields.n; i++)
        if (z_eq(rq->fields.v[i].name, "asked") && str_int64(str_of(rq->fields.v[i].value), &id))
            *vec_push(cx->arena, &all) = id;
    in->asked = all.v;
    in->n_asked = all.n;
}

static void read_options(struct cx *cx, const char *text, struct consult_input *in)
{
    VEC(const char *) all = { 0 };
    str rest = str_of(text ? text : "");
    while (rest.n) {
        str line = str_trim(str_cut(&rest, '\n'));
        if (line.n) *vec_push(cx->arena, &all) = arena_str(cx->arena, line);
    }
    in->option = all.v;
    in->n_options = all.n;
}

static struct consult_input input_of(struct cx *cx, const struct request *rq)
{
    const struct consult_form *f = rq->form;
    struct about_list about = { 0 };
    struct consult_input in = {
        .title = f->title,
        .question = f->question,
        .kind = f->kind,
        .text = f->text,
        .body = f->body,
        .segment = f->segment,
        .open_to_public = f->open_to_public,
        .rule = f->rule,
        .quorum_e2 = f->quorum_e2,
        .weighted = f->weighted,
        .block_allowed = f->block_allowed,
        .secret = f->secret,
        .proxy_limit = f->proxy_limit,
        .chair = f->chair,
        .drafter = f->drafter,
        .closes_at = f->closes_at,
    };
    read_asked(cx, rq, &in);
    read_options(cx, f->options, &in);
    talk_about_read(cx, rq, &about);
    in.about = about.v;
    in.n_about = about.n;
    return in;
}

/* ---- the pages ------------------------------------------------------------------------------- */

enum rc consult_new_page(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct consult_form start = { .kind = "question",
                                        .rule = "consent",
                                        .proxy_limit = 1,
                                        .chair = viewer_is(cx),
                                        .closes_at =
                                            (cx->now / 3600 + 1) * 3600 + (stamp)DAYS * 24 * 3600 };
    struct about_list about = { 0 };
    struct object o = { 0 };
    const char *word = request_query(rq, "about");
    if (word && about_parse(cx, word, &o)) about = (struct about_list){ &o, 1 };
    struct consult_form_view v = {
        .form = form_view(cx, rq, &consult_form, &start),
        .to = url_path(cx, "/p/%lld/consultations", (long long)rq->project),
        .back = url_path(cx, "/p/%lld/consultations", (long long)rq->project),
        .button = T("Save the draft"),
    };
    enum rc rc = offer_people(cx, rq->project, (struct form_view *)v.form);
    if (!rc) rc = offer_partners(cx, rq, rq->project, NULL, &v);
    if (!rc) rc = talk_about_pick(cx, rq, rq->project, &about, &v.about);
    if (rc) return rc;
    put_rules(cx, &v);
    consult_form_groups(cx, &v);
    struct page *pg = page_begin(cx, rq, T("Ask for positions"), AREA_CONSULT);
    pg->problem = NULL;
    page_crumb(cx, pg, T("Consultations"), v.back);
    consult_form_page_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc consult_new_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct consult_input in = input_of(cx, rq);
    enum rc rc = consult_add(cx, rq->project, &in, &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs, consult_url(cx, rs->created),
                                T("The draft is saved. Nobody is asked before you open it."));
}

static const char *options_text(struct cx *cx, const struct consult_options_rows *o)
{
    const char *all = "";
    for (size_t i = 0; i < o->n; i++) all = arena_printf(cx->arena, "%s%s\n", all, o->v[i].title);
    return all;
}

static enum rc edit_form(struct cx *cx, struct request *rq, const struct consult_get_row *c,
                         struct consult_form_view *v)
{
    struct consult_asked_rows asked;
    struct consult_options_rows options;
    struct consult_text_at_row text = { .body = "" };
    struct about_list about;
    bool found;
    enum rc rc = consult_asked(cx, c->id, &asked);
    if (!rc) rc = consult_options(cx, c->id, &options);
    if (!rc) rc = consult_text_at(cx, c->id, 0, &text, &found);
    if (!rc) rc = about_of(cx, "consultation", c->id, &about);
    if (rc) return rc;
    const struct consult_form now = { .title = c->title,
                                      .kind = c->kind,
                                      .question = c->question,
                                      .text = found ? text.body : NULL,
                                      .rule = c->rule,
                                      .options = options_text(cx, &options),
                                      .body = c->body,
                                      .segment = c->segment,
                                      .open_to_public = c->public,
                                      .quorum_e2 = c->quorum,
                                      .weighted = c->weighted,
                                      .block_allowed = c->block_allowed,
                                      .secret = c->secret,
                                      .proxy_limit = c->proxy_limit,
                                      .chair = c->chair,
                                      .drafter = c->drafter,
                                      .version = c->version,
                                      .closes_at = c->closes_at };
    struct form_view *form = form_view(cx, rq, &consult_form, &now);
    v->form = form;
    rc = offer_people(cx, c->project, form);
    if (!rc) rc = offer_partners(cx, rq, c->project, &asked, v);
    if (!rc) rc = talk_about_pick(cx, rq, c->project, &about, &v->about);
    return rc ? rc : stale_show(cx, rq, form, "consultation", c->id, c->version);
}

enum rc consult_edit_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    if (rc) return rc;
    if (!z_eq(c.state, "draft"))
        return refuse(cx, RC_CONFLICT, T("It has been opened; what was asked stays as it was."));
    struct consult_form_view v = { .to = consult_to(cx, c.id, "edit"),
                                   .back = consult_url(cx, c.id),
                                   .button = T("Save the draft") };
    if ((rc = edit_form(cx, rq, &c, &v))) return rc;
    put_rules(cx, &v);
    consult_form_groups(cx, &v);
    struct page *pg = consult_page(cx, rq, &c, T("Change the draft"));
    pg->problem = NULL;
    consult_form_page_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc consult_edit_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct consult_form *f = rq->form;
    const struct consult_input in = input_of(cx, rq);
    enum rc rc = consult_change(cx, rq->id[0], f->version, &in);
    return rc ? rc : reply_see_other(cx, rq, rs, consult_url(cx, rq->id[0]), T("Saved."));
}
