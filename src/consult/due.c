/* SPDX-License-Identifier: EUPL-1.2 */
/* due.c — what happens by itself: reminders, the closing at the deadline, and the decision of a
 * silence procedure to which nobody objects.
 */
#include "consult/consult_write.h"
#include "notice/notice.h"
#include "store/db.h"

enum { DAY = 24 * 3600 };
static const int remind_days[] = { 0, 1, 3 };

/* Nothing is open and everyone was reached, so by its rule it is agreed: the text is what was
 * asked. Else it waits for its chair. */
static enum rc decide_silence(struct cx *cx, int64_t id)
{
    struct consult_get_row c;
    struct consult_count k;
    struct consult_text_at_row text;
    const char *held;
    bool document;
    int64_t decision;
    enum rc rc = consult_get(cx, id, &c);
    if (!rc) rc = consult_count(cx, &c, &k);
    if (!rc) rc = consult_held_up(cx, &c, &k, &held);
    if (!rc) rc = consult_text_at(cx, id, 0, &text, &document);
    if (rc) return rc;
    if (held || k.tally.outcome != OUTCOME_ADOPTED) return RC_OK;
    const struct consult_decision d = { .decided = document ? text.body : c.question };
    const struct locale *was = notice_reader(cx, c.chair);
    rc = consult_decide_in(cx, &c, &d, &decision);
    cx->locale = was;
    return rc;
}

static enum rc close_due(struct cx *cx)
{
    struct consult_due_close_rows due;
    enum rc rc = consult_due_close(cx, cx->now, &due);
    for (size_t i = 0; i < due.n && !rc; i++) {
        struct consult_get_row c;
        rc = consult_get(cx, due.v[i].id, &c);
        if (!rc) rc = consult_close_in(cx, &c);
        if (!rc && z_eq(c.rule, rule_name(RULE_SILENCE))) rc = decide_silence(cx, c.id);
    }
    return rc;
}

/* Those that close between ${least} and ${days} days from now. */
static enum rc remind(struct cx *cx, int least, int days)
{
    struct consult_due_remind_rows due;
    enum rc rc = consult_due_remind(cx, cx->now + least * DAY, cx->now + days * DAY, days,
                                    cx->now - DAY / 2, &due);
    for (size_t i = 0; i < due.n && !rc; i++) {
        struct consult_get_row c;
        rc = consult_get(cx, due.v[i].id, &c);
        if (!rc) rc = consult_round_reminded(cx, due.v[i].round, days);
        if (!rc)
            rc = consult_note(cx, &c,
                              &(struct consult_event){
                                  .kind = "remind", .other = arena_printf(cx->arena, "%d", days) });
        if (!rc) rc = consult_audited(cx, "consultation.remind", c.id, &c);
        if (!rc)
            rc = consult_tell(
                cx, &c, NEWS_REMINDER,
                arena_printf(cx->arena, "until %lld in %d days", (long long)c.closes_at, days),
                NULL);
    }
    return rc;
}

enum rc consult_due(struct cx *cx)
{
    enum rc rc = close_due(cx);
    for (size_t i = 1; i < sizeof remind_days / sizeof *remind_days && !rc; i++)
        rc = remind(cx, remind_days[i - 1], remind_days[i]);
    return rc;
}
