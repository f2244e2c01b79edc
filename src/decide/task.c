/* SPDX-License-Identifier: EUPL-1.2 */
/* task.c — giving, changing, finishing and dropping tasks. Who is told of it: task_tell.c. */
#include "decide/task.h"

#include "account/viewer.h"
#include "base/log.h"
#include "base/utf8.h"
#include "decide/task_sql.h"
#include "decide/task_tell.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/search.h"

enum { TITLE_MOST = 300, NOTE_MOST = 10000, OUTCOME_MOST = 2000 };

static const char *or_none(const char *z) { return z ? z : ""; }

static enum rc check_text(struct cx *cx, const char *field, const char *z, size_t most)
{
    size_t n = utf8_count(str_of(z));
    if (n <= most) return RC_OK;
    return problem(cx, field, T("This has %zu characters; at most %zu fit."), n, most);
}

/* Who does it: of this project; the organisation of a person who is named without one. */
static enum rc check_who(struct cx *cx, int64_t project, struct task_input *in)
{
    struct task_account_ok_row person;
    struct task_organisation_ok_row organisation;
    bool found;
    enum rc rc;
    if (in->account) {
        if ((rc = task_account_ok(cx, project, in->account, &person, &found))) return rc;
        if (!found)
            return problem(cx, "account", T("Choose somebody who has a part in this project."));
        if (!in->organisation) in->organisation = person.organisation;
    }
    if (!in->organisation) return RC_OK;
    if ((rc = task_organisation_ok(cx, project, in->organisation, &organisation, &found)))
        return rc;
    return found ? RC_OK
                 : problem(cx, "organisation", T("Choose an organisation of this project."));
}

/* A day that is over asks for nothing; one that was given before may stay. Somewhere it is still
 * yesterday. */
static enum rc check_due(struct cx *cx, date due, date was)
{
    if (!date_given(due) || (date_given(was) && !date_cmp(due, was)) ||
        date_cmp(due, date_add(date_of_stamp(cx->now), -1)) >= 0)
        return RC_OK;
    return problem(cx, "due_on", T("This day is over: choose one to come, or none."));
}

static enum rc check(struct cx *cx, int64_t project, struct task_input *in, date was)
{
    enum rc rc = RC_OK, bad;
    if (!in->title || !*in->title) rc = problem(cx, "title", T("Say what is to be done."));
    if ((bad = check_text(cx, "title", in->title, TITLE_MOST))) rc = bad;
    if ((bad = check_text(cx, "note", in->note, NOTE_MOST))) rc = bad;
    if ((bad = check_due(cx, in->due_on, was))) rc = bad;
    if ((bad = check_who(cx, project, in))) rc = bad;
    return rc;
}

static const char *search_key(struct cx *cx, const char *title, const char *note)
{
    return utf8_fold(cx->arena, arena_printf(cx->arena, "%s %s", title, or_none(note)));
}

static enum rc audited(struct cx *cx, const char *action, int64_t id,
                       const struct task_get_row *before, struct task_get_row *after)
{
    enum rc rc = task_get(cx, id, after);
    if (!rc)
        rc = search_put(cx, &(struct search_text){ .type = "task",
                                                   .id = id,
                                                   .project = after->project,
                                                   .title = after->title,
                                                   .text = after->note,
                                                   .at = after->created_at });
    return rc ? rc
              : audit_change(cx, action, "task", id, after->project, &task_get_meta, before, after);
}

enum rc task_add(struct cx *cx, int64_t project, const struct task_input *given, int64_t *id)
{
    struct task_input in = *given;
    struct task_get_row after;
    MUST(db_in_write(cx->db));
    enum rc rc = check(cx, project, &in, DATE_NONE);
    if (rc) return rc;
    rc = task_add_row(cx,
                      &(struct task_add_row_in){ .project = project,
                                                 .title = in.title,
                                                 .note = or_none(in.note),
                                                 .from_type = or_none(in.from_type),
                                                 .from = in.from,
                                                 .organisation = in.organisation,
                                                 .account = in.account,
                                                 .due_on = in.due_on,
                                                 .at = cx->now,
                                                 .by = viewer_is(cx),
                                                 .search_key = search_key(cx, in.title, in.note) },
                      id);
    if (!rc) rc = audited(cx, "task.add", *id, NULL, &after);
    return rc ? rc : task_tell(cx, &after, TASK_GIVEN);
}

/* ---- whose it is ----------------------------------------------------------------------------- */

static bool acts_for(const struct cx *cx, const struct task_get_row *t)
{
    if (cx->viewer->system) return true;
    for (size_t i = 0; i < cx->viewer->n; i++) {
        const struct viewer_role *r = &cx->viewer->roles[i];
        if (r->project != t->project) continue;
        if (r->role == ROLE_LEAD_COORDINATOR) return true;
        if (t->organisation && r->organisation == t->organisation) return true;
    }
    return false;
}

static const char *refusal(struct cx *cx, const struct task_get_row *t)
{
    int64_t me = viewer_is(cx);
    if (!cx->viewer) return T("Sign in first.");
    if (!t->account && !t->organisation) return NULL;
    if (me && (me == t->account || me == t->created_by)) return NULL;
    if (acts_for(cx, t)) return NULL;
    return T("Only who has the task, their organisation, who gave it and the lead coordinator "
             "change it. Write to them in the thread below.");
}

enum rc task_refusal(struct cx *cx, int64_t id, const char **out)
{
    struct task_get_row t;
    enum rc rc = task_get(cx, id, &t);
    *out = rc ? NULL : refusal(cx, &t);
    return rc;
}

static enum rc take(struct cx *cx, int64_t id, struct task_get_row *t)
{
    enum rc rc = task_get(cx, id, t);
    if (rc) return rc;
    const char *why = refusal(cx, t);
    return why ? refuse(cx, RC_DENIED, "%s", why) : RC_OK;
}

static enum rc stale(struct cx *cx, enum rc rc)
{
    if (rc != RC_STALE) return rc;
    return refuse(cx, rc,
                  T("Somebody changed the task since you opened it. Your text is still here."));
}

/* ---- changing -------------------------------------------------------------------------------- */

static enum rc change_in(struct cx *cx, int64_t id, int64_t version, struct task_input in)
{
    struct task_get_row before, after;
    enum rc rc = take(cx, id, &before);
    if (rc) return rc;
    if (!z_eq(before.state, "open"))
        return refuse(cx, RC_CONFLICT, T("The task is finished. Open it again to change it."));
    if ((rc = check(cx, before.project, &in, before.due_on))) return rc;
    rc = task_set_row(cx,
                      &(struct task_set_row_in){ .id = id,
                                                 .version = version,
                                                 .title = in.title,
                                                 .note = or_none(in.note),
                                                 .organisation = in.organisation,
                                                 .account = in.account,
                                                 .due_on = in.due_on,
                                                 .search_key = search_key(cx, in.title, in.note) });
    if (!rc) rc = audited(cx, "task.change", id, &before, &after);
    if (rc) return stale(cx, rc);
    if (after.account == before.account && after.organisation == before.organisation) return RC_OK;
    return task_tell(cx, &after, TASK_GIVEN);
}

enum rc task_change(struct cx *cx, int64_t id, int64_t version, const struct task_input *in)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, change_in(cx, id, version, *in));
}

/* From one state to another: ${outcome} NULL leaves the last word. */
static enum rc move_in(struct cx *cx, int64_t id, int64_t version, const char *state,
                       const char *outcome)
{
    struct task_get_row before, after;
    const bool open = z_eq(state, "open");
    enum rc rc = take(cx, id, &before);
    if (rc) return rc;
    if (z_eq(before.state, "open") == open)
        return refuse(cx, RC_CONFLICT,
                      open ? T("The task is open already.") : T("The task is finished already."));
    if ((rc = check_text(cx, "outcome", outcome, OUTCOME_MOST))) return rc;
    rc = task_set_state(cx,
                        &(struct task_set_state_in){ .id = id,
                                                     .version = version,
                                                     .state = state,
                                                     .outcome = outcome ? outcome : before.outcome,
                                                     .at = open ? 0 : cx->now,
                                                     .by = open ? 0 : viewer_is(cx) });
    const char *action = open ? "task.reopen" : z_eq(state, "done") ? "task.done" : "task.drop";
    if (!rc) rc = audited(cx, action, id, &before, &after);
    if (rc) return stale(cx, rc);
    return task_tell(cx, &after,
                     open                  ? TASK_REOPENED
                     : z_eq(state, "done") ? TASK_DONE
                                           : TASK_DROPPED);
}

static enum rc move(struct cx *cx, int64_t id, int64_t version, const char *state,
                    const char *outcome)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, move_in(cx, id, version, state, outcome));
}

enum rc task_finish(struct cx *cx, int64_t id, int64_t version, const char *outcome)
{
    if (!outcome || !*outcome)
        return problem(cx, "outcome", T("Say in a sentence what came of it."));
    return move(cx, id, version, "done", outcome);
}

enum rc task_drop(struct cx *cx, int64_t id, int64_t version, const char *why)
{
    if (!why || !*why) return problem(cx, "outcome", T("Say why it is not done any more."));
    return move(cx, id, version, "dropped", why);
}

enum rc task_reopen(struct cx *cx, int64_t id, int64_t version)
{
    return move(cx, id, version, "open", NULL);
}

/* ---- what it is to the rest of the house ----------------------------------------------------- */

enum rc task_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct task_owner_row row;
    bool found;
    enum rc rc = task_owner(cx, id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *out = (struct scope_owner){ row.project, 0 };
    return RC_OK;
}

enum rc task_object(struct cx *cx, int64_t id, struct object *out)
{
    struct task_owner_row row;
    bool found;
    enum rc rc = task_owner(cx, id, &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = row.project;
    out->label = row.title;
    out->path = arena_printf(cx->arena, "/task/%lld", (long long)id);
    return RC_OK;
}
