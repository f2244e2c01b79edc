/* SPDX-License-Identifier: EUPL-1.2 */
/* decide_web.c — from a closed round to a decision: the figures and the dissent stand there, the
 * text, the mandate and the first task are written.
 */
#include "consult/decide_web.h"

#include "base/vec.h"
#include "body/body_sql.h"
#include "consult/consult_html.h"
#include "consult/consult_web.h"
#include "consult/consult_write.h"
#include "i18n/i18n.h"

static const struct form_choice outcomes[] = {
    { "adopted", N_("Adopted") },
    { "rejected", N_("Not adopted") },
    { "noted", N_("Noted") },
    { NULL, NULL },
};
struct consult_decide_form {
    const char *outcome, *decided, *reasons, *why_open, *mandate, *task;
    int64_t task_organisation, version;
    date due_on;
};
static const struct form_field fields[] = {
    FIELD_OF(consult_decide_form, outcome, FORM_CHOICE, N_("Outcome"), .choices = outcomes,
             .hint = N_("Positions were advice: you say what comes of them.")),
    FIELD_OF(consult_decide_form, decided, FORM_LONG, N_("What is decided"), .required = true,
             .max = CONSULT_TEXT,
             .hint = N_("A text that can stand alone in the register of decisions.")),
    FIELD_OF(consult_decide_form, reasons, FORM_LONG, N_("Reasons"), .max = 20000),
    FIELD_OF(consult_decide_form, why_open, FORM_LONG, N_("Why it is decided over what is open"),
             .max = 20000,
             .hint = N_("Needed while an objection or a comment is open; it goes into the "
                        "decision.")),
    FIELD_OF(consult_decide_form, mandate, FORM_LONG, N_("Mandate to act"), .max = 20000,
             .hint = N_("Who may act on it, and how far.")),
    FIELD_OF(consult_decide_form, task, FORM_TEXT, N_("First task"), .max = 200,
             .hint = N_("More can be added to the decision.")),
    FIELD_OF(consult_decide_form, task_organisation, FORM_ID, N_("Who does it")),
    FIELD_OF(consult_decide_form, due_on, FORM_DATE, N_("Until")),
    FIELD_OF(consult_decide_form, version, FORM_INT, N_("Version"), .hidden = true),
};
const struct form consult_decide_form = FORM(consult_decide_form, fields);

static enum rc offer(struct cx *cx, int64_t project, struct form_view *form)
{
    struct body_organisations_rows rows;
    VEC(struct form_choice) all = { 0 };
    enum rc rc = body_organisations(cx, project, &rows);
    for (size_t i = 0; i < rows.n && !rc; i++)
        if (rows.v[i].partner)
            *vec_push(cx->arena, &all) =
                (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)rows.v[i].id),
                                      rows.v[i].short_name };
    *vec_push(cx->arena, &all) = (struct form_choice){ NULL, NULL };
    form_options(form, "task_organisation", all.v);
    return rc;
}

/* The objections as they go into the decision, and what is open still. */
static enum rc put_open(struct cx *cx, const struct consult_get_row *c,
                        const struct consult_count *k, struct consult_step_view *v)
{
    v->dissent = consult_dissent(cx, k);
    return consult_held_up(cx, c, k, &v->open);
}

/* The text that was put to them. A question that found support is no decision yet: its words are
 * the chair's, NULL. */
static const char *text_to_decide(struct cx *cx, const struct consult_get_row *c,
                                  const struct consult_count *k,
                                  const struct consult_text_at_row *text)
{
    if (k->tally.winner >= 0)
        return arena_printf(cx->arena, "%s\n\n**%s**", c->question, k->option[k->tally.winner]);
    if (text) return text->body;
    const bool asked = k->tally.outcome == OUTCOME_ADOPTED || k->tally.rule == RULE_ADVISORY;
    return asked ? NULL : c->question;
}

/* Only what this round leaves open: by most rules its outcome is known. */
static void fit(struct cx *cx, const struct consult_count *k, struct form_view *form)
{
    if (k->tally.rule == RULE_ADVISORY) {
        form_change(cx, form, "outcome")->required = true;
        form_change(cx, form, "reasons")->required = true;
        return;
    }
    form_change(cx, form, "outcome")->hidden = true;
    if (k->tally.outcome == OUTCOME_ADOPTED) return;
    struct form_field *decided = form_change(cx, form, "decided");
    decided->label = N_("Text put to the vote");
    decided->hint = N_("As it was not adopted: it goes into the register as such.");
    form_change(cx, form, "mandate")->hidden = true;
}

enum rc consult_decide_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    struct consult_count k;
    struct consult_text_at_row text;
    bool document;
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    if (!rc) rc = consult_count(cx, &c, &k);
    if (!rc) rc = consult_text_at(cx, c.id, 0, &text, &document);
    if (rc) return rc;
    if (!z_eq(c.state, "closed"))
        return refuse(cx, RC_CONFLICT, T("Only a closed round is decided."));
    const struct consult_decide_form now = {
        .decided = text_to_decide(cx, &c, &k, document ? &text : NULL),
        .due_on = DATE_NONE,
        .version = c.version,
    };
    struct form_view *form = form_view(cx, rq, &consult_decide_form, &now);
    fit(cx, &k, form);
    struct consult_step_view v = { .form = form,
                                   .question = now.decided ? NULL : c.question,
                                   .to = consult_to(cx, c.id, "decide"),
                                   .back = consult_url(cx, c.id),
                                   .why = arena_printf(
                                       cx->arena, "%s. %s",
                                       i18n_text(cx, NULL, outcome_title(k.tally.outcome)), k.why),
                                   .button = T("Record the decision") };
    if ((rc = offer(cx, c.project, form)) || (rc = put_open(cx, &c, &k, &v))) return rc;
    form_change(cx, form, "why_open")->hidden = !v.open;
    form_change(cx, form, "why_open")->required = v.open;
    struct page *pg = consult_page(cx, rq, &c, T("Decide"));
    pg->problem = NULL;
    consult_step_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc consult_decide_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct consult_decide_form *f = rq->form;
    const struct task_input task = { .title = f->task,
                                     .organisation = f->task_organisation,
                                     .due_on = f->due_on };
    const struct consult_decision in = { .outcome = f->outcome,
                                         .decided = f->decided,
                                         .reasons = f->reasons,
                                         .mandate = f->mandate,
                                         .why_open = f->why_open,
                                         .task = &task,
                                         .n_tasks = f->task ? 1 : 0 };
    enum rc rc = consult_decide(cx, rq->id[0], f->version, &in, &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/decision/%lld", (long long)rs->created),
                                T("It is decided. The partners have been told."));
}
