/* SPDX-License-Identifier: EUPL-1.2 */
/* questions_web.c — questions of the lead, answers of the partner: their page, and the thread that
 * other pages show of them.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "report/questions_html.h"
#include "report/questions_view.h"
#include "report/report_pages.h"
#include "web/route.h"

struct answer_form {
    int64_t version;
    const char *answer;
};
static const struct form_field answer_fields[] = {
    FIELD_OF(answer_form, version, FORM_INT, N_("Version"), .required = true, .hidden = true,
             .min = 1),
    FIELD_OF(answer_form, answer, FORM_LONG, N_("Your answer"), .required = true, .max = 4000),
};
const struct form report_answer_form = FORM(answer_form, answer_fields);

struct mark report_question_mark(struct cx *cx, const struct question_list_row *q)
{
    if (q->closed_at) return (struct mark){ "good", T("closed") };
    if (q->answer) return (struct mark){ "wait", T("answered") };
    return (struct mark){ "ask", T("open question") };
}

const char *report_question_about(struct cx *cx, const struct question_list_row *q,
                                  const struct ruleset *set)
{
    const char *title = q->block;
    if (q->line_key) return arena_printf(cx->arena, T("line %d"), (int)q->line_key);
    for (size_t i = 0; set && q->block && i < set->question_count; i++) {
        if (z_eq(set->questions[i].key, q->block))
            title = i18n_text(cx, NULL, set->questions[i].title);
    }
    if (!q->activity) return title;
    const char *activity = arena_printf(cx->arena, T("activity %s"), q->activity);
    return title ? arena_printf(cx->arena, "%s: %s", activity, title) : activity;
}

static struct url about_url(struct cx *cx, int64_t report, const struct question_list_row *q)
{
    if (q->expenditure) return url_path(cx, "/expenditure/%lld", (long long)q->expenditure);
    if (q->line_key) return url_path(cx, "/report/%lld/expenditure", (long long)report);
    return url_path(cx, "/report/%lld/narrative#b-%s-%lld", (long long)report,
                    q->block ? q->block : "", (long long)q->activity_id);
}

struct thread report_thread(struct cx *cx, const struct report_facts_row *r,
                            const struct ruleset *set, const struct question_list_rows *q,
                            int64_t line_key)
{
    VEC(struct remark) remarks = { 0 };
    for (size_t i = 0; i < q->n; i++) {
        const struct question_list_row *one = &q->v[i];
        if (line_key > 0 && one->line_key != line_key) continue;
        const char *about = line_key ? NULL : report_question_about(cx, one, set);
        *vec_push(cx->arena, &remarks) = (struct remark){
            .who = one->asked_by ? one->asked_by : T("Kolo"),
            .at = one->asked_at,
            .text = one->body,
            .open = !one->closed_at,
            .about = about ? about_url(cx, r->id, one) : (struct url){ NULL },
            .about_text = about,
            .mark = report_question_mark(cx, one),
        };
        if (!one->answer) continue;
        *vec_push(cx->arena, &remarks) =
            (struct remark){ .who = one->answered_by ? one->answered_by : T("Kolo"),
                             .at = one->answered_at,
                             .text = one->answer,
                             .reply = true };
    }
    return (struct thread){ remarks.v, remarks.n };
}

static const char *empty_sentence(struct cx *cx, const struct report_facts_row *r)
{
    if (z_eq(r->state, "draft"))
        return T("No questions. The lead asks them when it checks the report.");
    if (z_eq(r->state, "submitted")) return T("No questions yet. The check has not begun.");
    return T("No questions were asked about this report.");
}

static void fill(struct cx *cx, const struct request *rq, const struct rules *rules,
                 const struct question_list_rows *q, int64_t refused, struct questions_view *v)
{
    const struct report_facts_row *r = v->report;
    bool answers =
        z_eq(r->state, "returned") && viewer_can(cx, MAY_EDIT_REPORT, r->project, r->partner);
    v->can_ask =
        z_eq(r->state, "in_check") && viewer_can(cx, MAY_REVIEW_REPORT, r->project, r->partner);
    struct question_shown *s = arena_array(cx->arena, struct question_shown, q->n);
    for (size_t i = 0; i < q->n; i++) {
        const struct question_list_row *one = &q->v[i];
        s[i] = (struct question_shown){
            .q = one,
            .mark = report_question_mark(cx, one),
            .about = report_question_about(cx, one, rules->set),
            .about_url = about_url(cx, r->id, one),
            .answer = url_path(cx, "/question/%lld/answer", (long long)one->id),
            .close = url_path(cx, "/question/%lld/close", (long long)one->id),
            .talk = url_path(cx, "/p/%lld/thread/question/%lld", (long long)r->project,
                             (long long)one->id),
            .talk_text =
                one->comments
                    ? arena_printf(cx->arena, T_N(one->comments, "%d comment", "%d comments"),
                                   (int)one->comments)
                    : T("Comment"),
            .can_answer = answers && !one->closed_at,
            .can_close = v->can_ask && !one->closed_at,
            .typed = one->answer,
        };
        if (one->id != refused) continue;
        s[i].typed = request_field(rq, "answer");
        s[i].problem = problem_of(cx, "answer");
        if (!s[i].problem) s[i].problem = problem_of(cx, "");
    }
    v->v = s;
    v->n = q->n;
    v->ask = report_to(cx, r, "ask");
    v->empty = empty_sentence(cx, r);
    if (rq->method == METHOD_POST && !refused) {
        v->typed = request_field(rq, "body");
        v->problem = problem_of(cx, "body");
    }
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, int64_t report,
                    int64_t refused)
{
    struct report_facts_row r;
    struct question_list_rows q;
    struct rules rules;
    bool found;
    enum rc rc = report_facts(cx, report, &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = question_list(cx, r.id, &q))) return rc;
    reply_rows(cx, rs, "questions", &question_list_meta, q.v, q.n);
    if (!reply_is_page(rq)) return RC_OK;
    if ((rc = rules_of(cx, r.project, &rules))) return rc;
    struct questions_view v = { .report = &r };
    fill(cx, rq, &rules, &q, refused, &v);
    struct page *pg = report_page(
        cx, rq, &r,
        arena_printf(cx->arena, T("Questions to %s, period %d"), r.partner_name, (int)r.period_no),
        "questions");
    page_exports(cx, rq, pg);
    questions_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc report_questions(struct cx *cx, struct request *rq, struct response *rs)
{
    return show(cx, rq, rs, rq->id[0], 0);
}

static enum rc report_of(struct cx *cx, int64_t question, int64_t *report)
{
    struct question_get_row q;
    enum rc rc = question_get(cx, question, &q);
    *report = q.report;
    return rc;
}

enum rc report_questions_again(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t report;
    enum rc rc = report_of(cx, rq->id[0], &report);
    return rc ? rc : show(cx, rq, rs, report, rq->id[0]);
}

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, const char *notice)
{
    int64_t report;
    enum rc rc = report_of(cx, rq->id[0], &report);
    if (rc) return rc;
    return reply_see_other(
        cx, rq, rs,
        url_path(cx, "/report/%lld/questions#q-%lld", (long long)report, (long long)rq->id[0]),
        notice);
}

enum rc report_post_answer(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct answer_form *f = rq->form;
    enum rc rc = report_answer(cx, rq->id[0], f->version, f->answer);
    return rc ? rc
              : back(cx, rq, rs,
                     T("The answer is saved. Submit the report again when all is answered."));
}

enum rc report_post_close(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = report_close_question(cx, rq->id[0]);
    return rc ? rc : back(cx, rq, rs, T("The question is closed."));
}
