/* SPDX-License-Identifier: EUPL-1.2 */
/* activity.c — adding, changing and removing activities. */
#include "activity/activity.h"

#include "activity/activity_sql.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

static enum rc need(struct cx *cx, const char *field, const char *z, size_t most)
{
    size_t n = z ? utf8_count(str_of(z)) : 0;
    if (!n) return problem(cx, field, T("This may not be empty."));
    if (n > most)
        return problem(cx, field, T("This has %zu characters; at most %zu fit."), n, most);
    return RC_OK;
}

static enum rc check(struct cx *cx, int64_t project, const struct activity_input *in)
{
    struct activity_place_ok_row place;
    bool found;
    enum rc rc = activity_place_ok(cx, project, in->component, in->partner, &place, &found), bad;
    if (rc) return rc;
    if (!found)
        rc = problem(cx, "component", T("Choose a component and a partner of this project."));
    if ((bad = need(cx, "code", in->code, 20))) rc = bad;
    if ((bad = need(cx, "title", in->title, 300))) rc = bad;
    if ((bad = need(cx, "place", in->place, 100))) rc = bad;
    if (!date_given(in->starts_on))
        rc = problem(cx, "starts_on", T("Give the first day."));
    else if (!date_given(in->ends_on))
        rc = problem(cx, "ends_on", T("Give the last day."));
    else if (date_cmp(in->starts_on, in->ends_on) > 0)
        rc = problem(cx, "ends_on", T("The activity ends before it begins."));
    static const char *const states[] = { "planned", "running", "done", "cancelled" };
    bool known = false;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        known = known || z_eq(in->state, states[i]);
    if (!known) rc = problem(cx, "state", T("Choose planned, running, done or cancelled."));
    return rc;
}

static enum rc audited(struct cx *cx, const char *action, int64_t id,
                       const struct activity_get_row *before)
{
    struct activity_get_row after;
    enum rc rc = activity_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, action, "activity", id, after.project, &activity_get_meta, before,
                             &after);
}

static enum rc add_in(struct cx *cx, int64_t project, const struct activity_input *in, int64_t *id)
{
    enum rc rc = check(cx, project, in);
    if (rc) return rc;
    rc = activity_add_row(
        cx,
        &(struct activity_add_row_in){ .project = project,
                                       .component = in->component,
                                       .partner = in->partner,
                                       .code = in->code,
                                       .title = in->title,
                                       .place = in->place,
                                       .programme = in->programme ? in->programme : "",
                                       .starts_on = in->starts_on,
                                       .ends_on = in->ends_on,
                                       .state = in->state },
        id);
    if (rc == RC_CONFLICT)
        return problem(cx, "code", T("There is an activity %s already."), in->code);
    return rc ? rc : audited(cx, "activity.add", *id, NULL);
}

enum rc activity_add(struct cx *cx, int64_t project, const struct activity_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, add_in(cx, project, in, id));
}

/* What was submitted names it by code, under its partner. */
static enum rc check_reported(struct cx *cx, const struct activity_get_row *before,
                              const struct activity_input *in)
{
    struct activity_reported_row reported;
    bool code = !z_eq(before->code, in->code), partner = before->partner != in->partner;
    if (!code && !partner) return RC_OK;
    enum rc rc = activity_reported(cx, before->id, &reported);
    if (rc || !reported.versions) return rc;
    return problem(cx, code ? "code" : "partner",
                   T("Submitted reports speak of this activity, so its code (%s) and its partner "
                     "stay; the title may change."),
                   before->code);
}

static enum rc change_in(struct cx *cx, int64_t id, int64_t version,
                         const struct activity_input *in)
{
    struct activity_get_row before;
    enum rc rc = activity_get(cx, id, &before);
    if (!rc) rc = check(cx, before.project, in);
    if (!rc) rc = check_reported(cx, &before, in);
    if (rc) return rc;
    rc = activity_set_row(
        cx, &(struct activity_set_row_in){ .id = id,
                                           .version = version,
                                           .component = in->component,
                                           .partner = in->partner,
                                           .code = in->code,
                                           .title = in->title,
                                           .place = in->place,
                                           .programme = in->programme ? in->programme : "",
                                           .starts_on = in->starts_on,
                                           .ends_on = in->ends_on,
                                           .state = in->state });
    if (rc == RC_CONFLICT)
        return problem(cx, "code", T("There is an activity %s already."), in->code);
    if (rc == RC_STALE)
        return refuse(
            cx, rc,
            T("Somebody changed the activity since you opened it. Your text is still here."));
    return rc ? rc : audited(cx, "activity.change", id, &before);
}

enum rc activity_change(struct cx *cx, int64_t id, int64_t version, const struct activity_input *in)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, change_in(cx, id, version, in));
}

static enum rc remove_in(struct cx *cx, int64_t id)
{
    struct activity_get_row before;
    struct activity_rests_row rests;
    enum rc rc = activity_get(cx, id, &before);
    if (!rc) rc = activity_rests(cx, id, &rests);
    if (rc) return rc;
    if (rests.things)
        return refuse(
            cx, RC_CONFLICT,
            T("Reports speak of this activity, so it stays; set its state to cancelled instead."));
    rc = activity_delete(cx, id);
    return rc ? rc
              : audit_change(cx, "activity.remove", "activity", id, before.project,
                             &activity_get_meta, &before, NULL);
}

enum rc activity_remove(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, remove_in(cx, id));
}

enum rc activity_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct activity_owner_row row;
    bool found;
    enum rc rc = activity_owner(cx, id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *out = (struct scope_owner){ row.project, row.partner };
    return RC_OK;
}
