/* SPDX-License-Identifier: EUPL-1.2 */
/* mandate.c — who sits in a body, from when until when. What was is never rewritten: a seat changes
 * hands by an end and a beginning.
 */
#include "base/utf8.h"
#include "body/body.h"
#include "body/body_sql.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

static enum rc audited(struct cx *cx, const char *action, int64_t id,
                       const struct mandate_get_row *before)
{
    struct mandate_get_row after;
    enum rc rc = mandate_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, action, "mandate", id, after.project, &mandate_get_meta, before,
                             &after);
}

/* The account acts for that organisation in the project; ${name} becomes the person's where none
 * was given. */
static enum rc check_account(struct cx *cx, int64_t project, const struct mandate_input *in,
                             const char **name)
{
    struct body_people_rows people;
    if (!in->account) return RC_OK;
    enum rc rc = body_people(cx, project, &people);
    for (size_t i = 0; i < people.n && !rc; i++) {
        if (people.v[i].id != in->account || people.v[i].organisation != in->organisation) continue;
        if (!**name) *name = people.v[i].name;
        return RC_OK;
    }
    return rc ? rc
              : problem(cx, "account",
                        T("This person does not act for that organisation in this project."));
}

static enum rc check_words(struct cx *cx, const struct mandate_input *in, const char *name)
{
    static const char *const roles[] = { "chair", "secretary", "member", "observer" };
    enum rc rc = RC_OK;
    bool known = false;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        known = known || z_eq(in->role, roles[i]);
    if (!known) rc = problem(cx, "role", T("Choose chair, secretary, member or observer."));
    if (z_eq(in->role, "observer") && in->weight)
        rc = problem(cx, "weight", T("An observer has no vote: write 0."));
    else if (in->weight < 0 || in->weight > 1000)
        rc = problem(cx, "weight", T("Votes are a whole number from 0 to 1,000."));
    if (!*name || utf8_count(str_of(name)) > 120)
        rc = problem(cx, "name", T("Name the person, in at most 120 characters."));
    if (!date_given(in->starts_on))
        rc = problem(cx, "starts_on", T("Give the first day."));
    else if (date_given(in->ends_on) && date_cmp(in->ends_on, in->starts_on) < 0)
        rc = problem(cx, "ends_on", T("The mandate ends before it begins."));
    return rc;
}

/* One seat with a vote an organisation, one chair a body, at any time. */
static enum rc check_seat(struct cx *cx, int64_t body, const struct mandate_input *in)
{
    struct mandate_overlaps_rows rows;
    enum rc rc = mandate_overlaps(cx, body, in->starts_on, in->ends_on, &rows);
    for (size_t i = 0; i < rows.n && !rc; i++) {
        const struct mandate_overlaps_row *m = &rows.v[i];
        if (in->weight && m->weight && m->organisation == in->organisation)
            return problem(cx, "organisation",
                           T("%s has the vote of this organisation in that time. End that mandate "
                             "first, or give this one no vote."),
                           m->name);
        if (z_eq(in->role, "chair") && z_eq(m->role, "chair"))
            return problem(cx, "role", T("%s is chair in that time. End that mandate first."),
                           m->name);
    }
    return rc;
}

static enum rc add_in(struct cx *cx, int64_t body, const struct mandate_input *in, int64_t *id)
{
    struct body_get_row b;
    struct body_organisation_ok_row there;
    bool found;
    const char *name = in->name ? in->name : "";
    enum rc rc = body_get(cx, body, &b);
    if (!rc) rc = body_organisation_ok(cx, in->organisation, &there, &found);
    if (rc) return rc;
    if (date_given(b.closed_on))
        return refuse(cx, RC_CONFLICT, T("The body is closed. Open it again first."));
    if (!found) return problem(cx, "organisation", T("Choose an organisation."));
    rc = check_account(cx, b.project, in, &name);
    if (!rc) rc = check_words(cx, in, name);
    if (!rc) rc = check_seat(cx, body, in);
    if (!rc)
        rc = mandate_add_row(cx,
                             &(struct mandate_add_row_in){ .body = body,
                                                           .organisation = in->organisation,
                                                           .account = in->account,
                                                           .name = name,
                                                           .role = in->role,
                                                           .weight = in->weight,
                                                           .starts_on = in->starts_on,
                                                           .ends_on = in->ends_on },
                             id);
    return rc ? rc : audited(cx, "mandate.add", *id, NULL);
}

enum rc mandate_add(struct cx *cx, int64_t body, const struct mandate_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, add_in(cx, body, in, id));
}

/* A later last day lengthens the mandate, and then it must not meet the next one. */
static enum rc check_longer(struct cx *cx, const struct mandate_get_row *m, date on)
{
    struct mandate_overlaps_rows rows;
    if (!date_given(m->ends_on) || date_cmp(on, m->ends_on) <= 0) return RC_OK;
    enum rc rc = mandate_overlaps(cx, m->body, date_add(m->ends_on, 1), on, &rows);
    for (size_t i = 0; i < rows.n && !rc; i++) {
        const struct mandate_overlaps_row *o = &rows.v[i];
        if (o->id == m->id) continue;
        if ((m->weight && o->weight && o->organisation == m->organisation) ||
            (z_eq(m->role, "chair") && z_eq(o->role, "chair")))
            return problem(cx, "ends_on", T("By then %s has this seat."), o->name);
    }
    return rc;
}

static enum rc end_in(struct cx *cx, int64_t id, int64_t version, date on)
{
    struct mandate_get_row before;
    enum rc rc = mandate_get(cx, id, &before);
    if (rc) return rc;
    if (!date_given(on)) return problem(cx, "ends_on", T("Give the last day."));
    if (date_cmp(on, before.starts_on) < 0)
        return problem(cx, "ends_on", T("The mandate ends before it begins."));
    rc = check_longer(cx, &before, on);
    if (rc) return rc;
    rc = mandate_set_end(cx, id, version, on);
    if (rc == RC_STALE)
        return refuse(cx, rc, T("Somebody changed this mandate since you opened it."));
    return rc ? rc : audited(cx, "mandate.end", id, &before);
}

enum rc mandate_end(struct cx *cx, int64_t id, int64_t version, date on)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, end_in(cx, id, version, on));
}
