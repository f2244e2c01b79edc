/* SPDX-License-Identifier: EUPL-1.2 */
/* due.c — what happens by itself: the closing at the deadline, the decision of a silence procedure
 * to which nobody objects, and reminders.
 */
#include "consult/consult_write.h"
#include "notice/notice.h"
#include "store/db.h"

enum { DAY = 24 * 3600 };

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

static enum rc list_close(struct cx *cx, struct due_keys *out)
{
    struct consult_due_close_rows due;
    enum rc rc = consult_due_close(cx, cx->now, &due);
    for (size_t i = 0; !rc && i < due.n; i++) due_key(cx, out, due.v[i].id);
    return rc;
}

static enum rc close_one(struct cx *cx, int64_t id)
{
    struct consult_get_row c;
    enum rc rc = consult_get(cx, id, &c);
    if (!rc) rc = consult_close_in(cx, &c);
    return rc || !z_eq(c.rule, rule_name(RULE_SILENCE)) ? rc : decide_silence(cx, id);
}

const struct due consult_close_due = { "consultation.close", 60, list_close, close_one };

/* ---- reminders ------------------------------------------------------------------------------- */

/* Reminded ${days} before the end: rounds that close between ${least} and ${days} days from now. */
static const struct window {
    int least, days;
} windows[] = { { 0, 1 }, { 1, 3 } };
enum { WINDOWS = sizeof windows / sizeof *windows };

static enum rc in_window(struct cx *cx, const struct window *w, struct consult_due_remind_rows *out)
{
    return consult_due_remind(cx, cx->now + w->least * DAY, cx->now + w->days * DAY, w->days,
                              cx->now - DAY / 2, out);
}

static enum rc list_remind(struct cx *cx, struct due_keys *out)
{
    enum rc rc = RC_OK;
    for (size_t w = 0; !rc && w < WINDOWS; w++) {
        struct consult_due_remind_rows due;
        rc = in_window(cx, &windows[w], &due);
        for (size_t i = 0; !rc && i < due.n; i++) due_key(cx, out, due.v[i].id);
    }
    return rc;
}

static enum rc remind_one(struct cx *cx, int64_t id)
{
    struct consult_get_row c;
    struct consult_round_row round;
    enum rc rc = consult_get(cx, id, &c);
    if (!rc) rc = consult_round_of(cx, &c, &round);
    if (rc) return rc;
    size_t w = 0;
    while (w + 1 < WINDOWS && round.closes_at > cx->now + windows[w].days * DAY) w++;
    const int days = windows[w].days;
    rc = consult_round_reminded(cx, round.id, days);
    if (!rc)
        rc = consult_note(cx, &c,
                          &(struct consult_event){ .kind = "remind",
                                                   .other = arena_printf(cx->arena, "%d", days) });
    if (!rc) rc = consult_audited(cx, "consultation.remind", c.id, &c);
    if (rc) return rc;
    return consult_tell(
        cx, &c, NEWS_REMINDER,
        arena_printf(cx->arena, "until %lld in %d days", (long long)c.closes_at, days), NULL);
}

const struct due consult_remind_due = { "consultation.remind", 60, list_remind, remind_one };
