/* SPDX-License-Identifier: EUPL-1.2 */
/* question.c — what the lead asks about a line, a text or the whole report, and the partner's
 * answer. */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "report/question_sql.h"
#include "report/report_object.h"
#include "report/report_state.h"
#include "store/audit.h"
#include "store/db.h"
#include "talk/comment_mail.h"

static enum rc question_audited(struct cx *cx, const char *action, int64_t project, int64_t id,
                                const struct question_get_row *before)
{
    struct question_get_row after;
    enum rc rc = question_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, action, "question", id, project, &question_get_meta, before,
                             &after);
}

static enum rc ask_in(struct cx *cx, const struct question_input *q, int64_t *id)
{
    struct report_get_row r;
    if (!q->body || !*q->body) return problem(cx, "body", T("Write the question."));
    enum rc rc = report_in(cx, q->report, "in_check", &r);
    if (rc) return rc;
    if (q->line_key) {
        struct report_line_for_decision_row line;
        bool found;
        if ((rc = report_line_for_decision(cx, q->report, q->line_key, &line, &found))) return rc;
        if (!found)
            return refuse(cx, RC_MISSING, T("The report has no line %d."), (int)q->line_key);
    }
    if (q->block && (rc = report_block_known(cx, &r, q->block, q->activity))) return rc;
    rc = question_add(cx,
                      &(struct question_add_in){ .report = q->report,
                                                 .line_key = q->line_key,
                                                 .block = q->block,
                                                 .activity = q->activity,
                                                 .body = q->body,
                                                 .at = cx->now,
                                                 .by = report_who(cx),
                                                 .version_no = r.version_no },
                      id);
    return rc ? rc : question_audited(cx, "question.ask", r.project, *id, NULL);
}

enum rc report_ask(struct cx *cx, const struct question_input *q, int64_t *id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, ask_in(cx, q, id));
}

static enum rc answer_in(struct cx *cx, int64_t question, int64_t version, const char *answer)
{
    struct question_get_row q;
    struct report_get_row r;
    if (!answer || !*answer) return problem(cx, "answer", T("Write the answer."));
    enum rc rc = question_get(cx, question, &q);
    if (!rc) rc = report_in(cx, q.report, "returned", &r);
    if (rc) return rc;
    if (q.closed_at) return refuse(cx, RC_CONFLICT, T("The question is closed."));
    if (q.version != version) {
        return refuse(
            cx, RC_STALE,
            T("Somebody answered this question meanwhile. Your text is still here; compare "
              "and save again."));
    }
    rc = question_set_answer(cx, question, q.version, answer, cx->now, report_who(cx));
    return rc ? rc : question_audited(cx, "question.answer", r.project, question, &q);
}

enum rc report_answer(struct cx *cx, int64_t question, int64_t version, const char *answer)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, answer_in(cx, question, version, answer));
}

static enum rc close_in(struct cx *cx, int64_t question)
{
    struct question_get_row q;
    struct report_get_row r;
    enum rc rc = question_get(cx, question, &q);
    if (!rc) rc = report_in(cx, q.report, "in_check", &r);
    if (rc) return rc;
    if (q.closed_at) return refuse(cx, RC_CONFLICT, T("The question is closed already."));
    rc = question_close(cx, question, cx->now, report_who(cx));
    return rc ? rc : question_audited(cx, "question.close", r.project, question, &q);
}

enum rc report_close_question(struct cx *cx, int64_t question)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, close_in(cx, question));
}

/* ---- by mail --------------------------------------------------------------------------------- */

static bool waits_for(const struct cx *cx, const struct question_get_row *q,
                      const struct report_get_row *r)
{
    return !q->answer && !q->closed_at && z_eq(r->state, "returned") &&
           viewer_can(cx, MAY_EDIT_REPORT, r->project, r->partner);
}

enum rc question_reply(struct cx *cx, const struct reply *r)
{
    struct question_get_row q;
    struct report_get_row of;
    struct reply files = *r;
    enum rc rc = question_get(cx, r->id, &q);
    if (!rc) rc = report_get(cx, q.report, &of);
    if (rc) return rc;
    /* The same mail again. */
    if (z_eq(q.answer, r->text) && !r->n_files) return RC_OK;
    if (!*r->text || !waits_for(cx, &q, &of)) return comment_of_mail(cx, r);
    rc = answer_in(cx, r->id, q.version, r->text);
    files.text = "";
    return rc || !r->n_files ? rc : comment_of_mail(cx, &files);
}
