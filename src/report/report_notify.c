/* SPDX-License-Identifier: EUPL-1.2 */
/* report_notify.c — who hears of a step of a partner report, and in which words. How it reaches
 * them is their own choice.
 */
#include "report/report_notify.h"

#include "i18n/i18n.h"
#include "notice/notice.h"
#include "report/notify_sql.h"
#include "talk/object.h"

/* What is said, in the language that cx speaks now. */
static void put_words(struct cx *cx, const char *action, const struct notify_facts_row *f,
                      struct notice *m)
{
    const char *partner = f->partner;
    const int no = (int)f->period_no;
    if (z_eq(action, "report.submit")) {
        m->subject =
            arena_printf(cx->arena, T("%s submitted its report for period %d"), partner, no);
        m->body = arena_printf(
            cx->arena,
            T("%s submitted its report for period %d of %s, version %d.\n\nIt waits for "
              "you to take it into check."),
            partner, no, f->code, (int)f->version_no);
    } else if (z_eq(action, "report.return")) {
        m->subject =
            arena_printf(cx->arena, T("The report for period %d comes back with questions"), no);
        m->body = arena_printf(
            cx->arena,
            T_N(f->questions,
                "The lead returned the report of %s for period %d of %s, with %d question.\n\n"
                "Please answer it and submit the report again.",
                "The lead returned the report of %s for period %d of %s, with %d questions.\n\n"
                "Please answer them and submit the report again."),
            partner, no, f->code, (int)f->questions);
    } else {
        m->subject = arena_printf(cx->arena, T("The report for period %d is accepted"), no);
        m->body = arena_printf(cx->arena,
                               T("The lead accepted the report of %s for period %d of %s. What it "
                                 "accepted goes into the donor report.\n\nThere is nothing you "
                                 "have to do."),
                               partner, no, f->code);
    }
}

static enum rc tell(struct cx *cx, const char *action, int64_t report,
                    const struct notify_facts_row *f, int64_t account)
{
    struct notice m = {
        .kind = NOTICE_REPORT,
        .cause = action,
        .cause_key = arena_printf(cx->arena, "report %lld change %lld", (long long)report,
                                  (long long)f->version),
        .project = f->project,
        .account = account,
        .path = arena_printf(cx->arena, "/p/%lld/report/%lld", (long long)f->project,
                             (long long)report),
        .thread = arena_printf(cx->arena, "report-%lld", (long long)report),
        .reply_type = "report",
        .reply = report,
    };
    const struct locale *was = notice_reader(cx, account);
    put_words(cx, action, f, &m);
    cx->locale = was;
    return notice_add(cx, &m);
}

/* A question can be answered by mail, so each comes as one of its own. */
static enum rc put_question(struct cx *cx, const struct notify_facts_row *f,
                            const struct notify_questions_row *q, int64_t account)
{
    struct object o;
    enum rc rc = object_there(cx, "question", q->id, &o);
    if (rc) return rc;
    const struct notice n = {
        .kind = NOTICE_COMMENT,
        .cause = "question.ask",
        .cause_key = arena_printf(cx->arena, "question %lld version %lld", (long long)q->id,
                                  (long long)f->version_no),
        .project = f->project,
        .account = account,
        .subject = o.label,
        .body = arena_printf(cx->arena,
                             T("%s\n\nAn answer to this mail is kept as your answer. It goes to "
                               "the lead when the report is submitted again."),
                             q->body),
        .path = object_thread_path(cx, &o),
        .thread = arena_printf(cx->arena, "question-%lld", (long long)q->id),
        .reply_type = "question",
        .reply = q->id,
    };
    return notice_add(cx, &n);
}

static enum rc tell_questions(struct cx *cx, int64_t report, const struct notify_facts_row *f,
                              int64_t account)
{
    struct notify_questions_rows rows;
    enum rc rc = notify_questions(cx, report, &rows);
    const struct locale *was = notice_reader(cx, account);
    for (size_t i = 0; i < rows.n && !rc; i++) rc = put_question(cx, f, &rows.v[i], account);
    cx->locale = was;
    return rc;
}

enum rc report_notify(struct cx *cx, const char *action, int64_t report)
{
    struct notify_facts_row facts;
    struct notify_partner_rows people = { 0 };
    const bool lead = z_eq(action, "report.submit");
    if (!lead && !z_eq(action, "report.return") && !z_eq(action, "report.accept")) return RC_OK;
    enum rc rc = notify_facts(cx, report, &facts);
    if (!rc) rc = lead ? notify_lead(cx, report, &people) : notify_partner(cx, report, &people);
    for (size_t i = 0; i < people.n && !rc; i++)
        rc = tell(cx, action, report, &facts, people.v[i].id);
    for (size_t i = 0; z_eq(action, "report.return") && i < people.n && !rc; i++)
        rc = tell_questions(cx, report, &facts, people.v[i].id);
    return rc;
}
