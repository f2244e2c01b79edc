/* SPDX-License-Identifier: EUPL-1.2 */
/* review_post_web.c — what the lead does in the check: decide a line, accept several, ask. */
#include "base/vec.h"
#include "i18n/i18n.h"
#include "report/report.h"
#include "report/report_pages.h"
#include "store/db.h"
#include "web/route.h"

struct decide_form {
    int64_t line, next;
    const char *decision, *reason, *show;
    money deducted;
};
static const struct form_choice decisions[] = { { "accepted", N_("Accept") },
                                                { "deducted", N_("Deduct") },
                                                { "parked", N_("Park") },
                                                { NULL, NULL } };
static const struct form_field decide_fields[] = {
    FIELD_OF(decide_form, line, FORM_INT, N_("Line"), .hint = N_("0 is every undecided line"),
             .max = 1000000000),
    FIELD_OF(decide_form, decision, FORM_CHOICE, N_("Decision"), .required = true,
             .choices = decisions),
    FIELD_OF(decide_form, deducted, FORM_EUR, N_("Deduct from this line, EUR")),
    FIELD_OF(decide_form, reason, FORM_LONG, N_("Reason"), .max = 2000),
    FIELD_OF(decide_form, next, FORM_INT, N_("Next line"), .hidden = true),
    FIELD_OF(decide_form, show, FORM_TEXT, N_("Which lines"), .hidden = true),
};
const struct form report_decide_form = FORM(decide_form, decide_fields);

struct ask_form {
    int64_t line, activity;
    const char *block, *body, *from, *show;
};
static const struct form_field ask_fields[] = {
    FIELD_OF(ask_form, line, FORM_ID, N_("Line")),
    FIELD_OF(ask_form, block, FORM_TEXT, N_("Text"), .max = 60),
    FIELD_OF(ask_form, activity, FORM_ID, N_("Activity")),
    FIELD_OF(ask_form, body, FORM_LONG, N_("Question to the partner"), .required = true,
             .max = 4000),
    FIELD_OF(ask_form, from, FORM_TEXT, N_("Page"), .hidden = true),
    FIELD_OF(ask_form, show, FORM_TEXT, N_("Which lines"), .hidden = true),
};
const struct form report_ask_form = FORM(ask_form, ask_fields);

static struct url back_to(struct cx *cx, const struct request *rq, const char *show, int64_t line)
{
    struct url to = url_path(cx, "/report/%lld/review", (long long)rq->id[0]);
    if (show) to = url_with(cx, to, "show", show);
    return line ? url_with(cx, to, "line", arena_printf(cx->arena, "%lld", (long long)line)) : to;
}

enum rc report_post_decide(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct decide_form *f = rq->form;
    const struct line_decision d = { .report = rq->id[0],
                                     .line_key = f->line,
                                     .decision = f->decision,
                                     .deducted = f->deducted,
                                     .reason = f->reason };
    const char *notice = T("All the lines that were left are accepted.");
    enum rc rc = report_decide(cx, &d);
    if (rc) return rc;
    if (f->line && z_eq(f->decision, "accepted"))
        notice = arena_printf(cx->arena, T("Line %d is accepted."), (int)f->line);
    else if (f->line && z_eq(f->decision, "parked"))
        notice = arena_printf(cx->arena, T("Line %d is parked."), (int)f->line);
    else if (f->line)
        notice = arena_printf(cx->arena, T("%s are deducted from line %d."),
                              i18n_money(cx, f->deducted), (int)f->line);
    return reply_see_other(cx, rq, rs, back_to(cx, rq, f->show, f->next), notice);
}

/* Every field called "line" is one to accept: all, or none of them. */
enum rc report_post_accept_lines(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t key, n = 0;
    enum rc rc = db_begin(cx);
    for (size_t i = 0; i < rq->fields.n && !rc; i++) {
        if (!z_eq(rq->fields.v[i].name, "line")) continue;
        if (!str_int64(str_of(rq->fields.v[i].value), &key) || key <= 0) {
            rc = problem(cx, "line", T("Give the numbers of lines."));
            break;
        }
        rc = report_decide(cx, &(struct line_decision){
                                   .report = rq->id[0], .line_key = key, .decision = "accepted" });
        n++;
    }
    if (!rc && !n) rc = problem(cx, "line", T("Tick the lines to accept first."));
    rc = db_end(cx, rc);
    if (rc) return rc;
    return reply_see_other(
        cx, rq, rs, back_to(cx, rq, request_field(rq, "show"), 0),
        arena_printf(cx->arena, T_N(n, "%d line is accepted.", "%d lines are accepted."), (int)n));
}

enum rc report_post_ask(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct ask_form *f = rq->form;
    const struct question_input q = { .report = rq->id[0],
                                      .line_key = f->line,
                                      .activity = f->activity,
                                      .block = f->block,
                                      .body = f->body };
    enum rc rc = report_ask(cx, &q, &rs->created);
    if (rc) return rc;
    struct url to = z_eq(f->from, "review") ? back_to(cx, rq, f->show, f->line)
                    : z_eq(f->from, "narrative")
                        ? url_path(cx, "/report/%lld/narrative", (long long)rq->id[0])
                        : url_path(cx, "/report/%lld/questions", (long long)rq->id[0]);
    return reply_see_other(
        cx, rq, rs, to,
        T("The question is noted. The partner sees it when you return the report."));
}
