/* SPDX-License-Identifier: EUPL-1.2 */
/* task_tell.c — who hears of a task, and in which words; reminders of those that come due. */
#include "decide/task_tell.h"

#include "account/viewer.h"
#include "decide/task.h"
#include "i18n/i18n.h"
#include "notice/notice.h"

enum { SOON_DAYS = 3 };

static const char *const causes[] = {
    [TASK_GIVEN] = "task.give",      [TASK_DONE] = "task.done", [TASK_DROPPED] = "task.drop",
    [TASK_REOPENED] = "task.reopen", [TASK_SOON] = "task.soon", [TASK_LATE] = "task.late",
};

static const char *subject(struct cx *cx, const struct task_get_row *t, enum task_news news)
{
    switch (news) {
    case TASK_GIVEN: return arena_printf(cx->arena, T("A task for you: %s"), t->title);
    case TASK_DONE: return arena_printf(cx->arena, T("Done: %s"), t->title);
    case TASK_DROPPED: return arena_printf(cx->arena, T("Dropped: %s"), t->title);
    case TASK_REOPENED: return arena_printf(cx->arena, T("Open again: %s"), t->title);
    case TASK_SOON:
        return arena_printf(cx->arena, T("Due on %s: %s"), i18n_date(cx, t->due_on), t->title);
    case TASK_LATE: return arena_printf(cx->arena, T("Late: %s"), t->title);
    }
    return t->title;
}

static const char *body(struct cx *cx, const struct task_get_row *t, const struct task_facts_row *f,
                        enum task_news news)
{
    const char *due = date_given(t->due_on) ? i18n_date(cx, t->due_on) : NULL;
    const char *who = f->account ? f->account : f->organisation ? f->organisation : T("Nobody yet");
    const char *what;
    if (news == TASK_DONE || news == TASK_DROPPED)
        return arena_printf(cx->arena, T("“%s” (%s).\n\n%s"), t->title, f->code, t->outcome);
    if (news == TASK_LATE)
        what = arena_printf(cx->arena, T("The task “%s” (%s) was due on %s and is still open."),
                            t->title, f->code, due);
    else if (due)
        what = arena_printf(cx->arena, T("The task “%s” (%s) is due on %s. Who does it: %s."),
                            t->title, f->code, due, who);
    else
        what = arena_printf(cx->arena, T("The task “%s” (%s) has no date. Who does it: %s."),
                            t->title, f->code, who);
    return *t->note ? arena_printf(cx->arena, "%s\n\n%s", what, t->note) : what;
}

/* A change of the version is a new cause; a reminder is one a date. */
static const char *cause_key(struct cx *cx, const struct task_get_row *t, enum task_news news)
{
    char due[DATE_TEXT];
    if (news == TASK_SOON || news == TASK_LATE)
        return arena_printf(cx->arena, "task %lld due %s", (long long)t->id,
                            date_text(t->due_on, due));
    return arena_printf(cx->arena, "task %lld version %lld", (long long)t->id,
                        (long long)t->version);
}

static enum rc tell_one(struct cx *cx, const struct task_get_row *t, const struct task_facts_row *f,
                        enum task_news news, int64_t account)
{
    const struct locale *was = notice_reader(cx, account);
    struct notice n = {
        .kind = NOTICE_TASK,
        .cause = causes[news],
        .cause_key = cause_key(cx, t, news),
        .project = t->project,
        .account = account,
        .subject = subject(cx, t, news),
        .body = body(cx, t, f, news),
        .path = arena_printf(cx->arena, "/task/%lld", (long long)t->id),
        .thread = arena_printf(cx->arena, "task-%lld", (long long)t->id),
        .reply_type = "task",
        .reply = t->id,
    };
    cx->locale = was;
    return notice_add(cx, &n);
}

enum rc task_tell(struct cx *cx, const struct task_get_row *t, enum task_news news)
{
    struct task_people_rows people;
    struct task_facts_row f;
    bool giver = false;
    enum rc rc = task_facts(cx, t->id, &f);
    if (!rc) rc = task_people(cx, t->id, &people);
    for (size_t i = 0; !rc && i < people.n; i++) {
        giver = giver || people.v[i].id == t->created_by;
        rc = tell_one(cx, t, &f, news, people.v[i].id);
    }
    const bool became = news == TASK_DONE || news == TASK_DROPPED;
    if (!rc && became && t->created_by && !giver) rc = tell_one(cx, t, &f, news, t->created_by);
    return rc;
}

/* Those of which to remind today; a task is in one of the two lists at most. */
struct reminders {
    struct task_soon_rows soon;
    struct task_late_rows late;
};

static enum rc reminders_of(struct cx *cx, struct reminders *out)
{
    const date today = date_of_stamp(cx->now);
    enum rc rc = task_soon(cx, today, date_add(today, SOON_DAYS), &out->soon);
    return rc ? rc : task_late(cx, today, &out->late);
}

static enum rc list_due(struct cx *cx, struct due_keys *out)
{
    struct reminders r;
    enum rc rc = reminders_of(cx, &r);
    if (rc) return rc;
    for (size_t i = 0; i < r.soon.n; i++) due_key(cx, out, r.soon.v[i].id);
    for (size_t i = 0; i < r.late.n; i++) due_key(cx, out, r.late.v[i].id);
    return RC_OK;
}

static enum rc remind(struct cx *cx, int64_t id)
{
    struct task_get_row t;
    enum rc rc = task_get(cx, id, &t);
    if (rc) return rc;
    const bool late = date_cmp(t.due_on, date_of_stamp(cx->now)) < 0;
    rc = task_tell(cx, &t, late ? TASK_LATE : TASK_SOON);
    if (rc) return rc;
    return late ? task_set_late(cx, id, t.due_on) : task_set_soon(cx, id, t.due_on);
}

const struct due task_remind_due = { "task.remind", 60, list_due, remind };
