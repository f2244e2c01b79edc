/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting.c — a meeting from its call to its holding: slots, the time, what changes of it. Who is
 * there is person.c's; what calendars and mailboxes are told is invite.c's.
 */
#include "account/viewer.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "body/body.h"
#include "body/body_sql.h"
#include "i18n/i18n.h"
#include "meeting/meeting_inside.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/search.h"

#include <string.h>

enum { LONGEST = 7 * 24 * 60, SLOTS = 20 };

/* ---- what the rules share -------------------------------------------------------------------- */

enum rc meeting_stale(struct cx *cx)
{
    return refuse(cx, RC_STALE,
                  T("Somebody changed this since you opened it. Your text is still here."));
}

enum rc meeting_audited(struct cx *cx, const char *action, int64_t id,
                        const struct meeting_get_row *before)
{
    struct meeting_get_row after;
    enum rc rc = meeting_get(cx, id, &after);
    if (!rc)
        rc = search_put(cx, &(struct search_text){ .type = "meeting",
                                                   .id = id,
                                                   .project = after.project,
                                                   .title = after.title,
                                                   .text = arena_printf(cx->arena, "%s\n\n%s",
                                                                        after.note, after.place),
                                                   .at = cx->now });
    return rc ? rc
              : audit_change(cx, action, "meeting", id, after.project, &meeting_get_meta, before,
                             &after);
}

enum rc meeting_led(struct cx *cx, const struct meeting_get_row *m, bool *out)
{
    *out = viewer_can(cx, MAY_EDIT_BODY, m->project, 0) ||
           (m->created_by && m->created_by == viewer_is(cx));
    return *out ? RC_OK : body_led_by(cx, m->body, viewer_is(cx), out);
}

enum rc meeting_to_lead(struct cx *cx, int64_t id, struct meeting_get_row *m)
{
    bool leads = false;
    enum rc rc = meeting_get(cx, id, m);
    if (!rc) rc = meeting_led(cx, m, &leads);
    if (rc || leads) return rc;
    return refuse(
        cx, RC_DENIED,
        T("This is for who leads the meeting: the chair or the secretary of the body, who "
          "called it, or the lead coordinator."));
}

/* ---- calling one ----------------------------------------------------------------------------- */

static bool is_link(const char *z)
{
    return !z || !*z || str_starts(str_of(z), "https://") || str_starts(str_of(z), "http://");
}

static enum rc check(struct cx *cx, const struct meeting_input *in)
{
    enum rc rc = RC_OK;
    size_t n = in->title ? utf8_count(str_of(in->title)) : 0;
    if (!n || n > 200) rc = problem(cx, "title", T("Give a title of at most 200 characters."));
    if (in->note && utf8_count(str_of(in->note)) > 20000)
        rc = problem(cx, "note", T("At most 20,000 characters fit."));
    if (in->minutes < 5 || in->minutes > LONGEST)
        rc = problem(cx, "minutes", T("A meeting takes between 5 minutes and 7 days."));
    if (!is_link(in->link)) rc = problem(cx, "link", T("The link begins with https://."));
    return rc;
}

static enum rc check_slot(struct cx *cx, const struct slot_input *in)
{
    if (in->starts_at <= cx->now)
        return problem(cx, "starts_at", T("This time has passed. Propose one that is to come."));
    if (!is_link(in->link)) return problem(cx, "link", T("The link begins with https://."));
    return RC_OK;
}

static enum rc slot_in(struct cx *cx, int64_t meeting, const struct slot_input *in, int64_t *id)
{
    enum rc rc = check_slot(cx, in);
    if (rc) return rc;
    rc = slot_add_row(cx, meeting, in->starts_at, in->place ? in->place : "",
                      in->link ? in->link : "", id);
    return rc == RC_CONFLICT ? problem(cx, "starts_at", T("This time is proposed already.")) : rc;
}

static enum rc check_body(struct cx *cx, int64_t project, int64_t body)
{
    struct body_get_row b;
    if (!body) return RC_OK;
    enum rc rc = body_get(cx, body, &b);
    if (rc == RC_MISSING || (!rc && b.project != project))
        return problem(cx, "body", T("Choose a body of this project."));
    if (!rc && date_given(b.closed_on))
        return problem(cx, "body", T("This body is closed since %s."), i18n_date(cx, b.closed_on));
    return rc;
}

/* Who calls a meeting without a body comes to it. */
static enum rc seat_caller(struct cx *cx, int64_t id)
{
    struct person_of_account_row there;
    struct person_name_of_row me;
    bool found = false;
    int64_t person;
    if (!viewer_is(cx)) return RC_OK;
    enum rc rc = person_of_account(cx, id, viewer_is(cx), &there, &found);
    if (rc || found) return rc;
    rc = person_name_of(cx, viewer_is(cx), &me, &found);
    if (rc || !found) return rc;
    return person_add_row(cx,
                          &(struct person_add_row_in){ .meeting = id,
                                                       .account = viewer_is(cx),
                                                       .name = me.name,
                                                       .address = "",
                                                       .lang = "",
                                                       .role = "guest" },
                          &person);
}

static enum rc add_in(struct cx *cx, int64_t project, const struct meeting_input *in, int64_t *id)
{
    struct meeting_get_row m;
    char word[44];
    enum rc rc = check(cx, in), bad = check_body(cx, project, in->body);
    if (rc || bad) return rc ? rc : bad;
    for (size_t i = 0; i < in->n_slots; i++)
        if ((bad = check_slot(cx, &in->slot[i]))) return bad;
    if (in->n_slots > SLOTS) return problem(cx, "slot", T("At most %d times fit."), SLOTS);
    rand_token(word);
    rc = meeting_add_row(
        cx,
        &(struct meeting_add_row_in){ .project = project,
                                      .body = in->body,
                                      .title = in->title,
                                      .note = in->note ? in->note : "",
                                      .minutes = in->minutes,
                                      .place = in->place ? in->place : "",
                                      .link = in->link ? in->link : "",
                                      .uid = arena_printf(cx->arena, "%s@kolo", word),
                                      .by = viewer_is(cx),
                                      .at = cx->now },
        id);
    int64_t slot;
    for (size_t i = 0; i < in->n_slots && !rc; i++) rc = slot_in(cx, *id, &in->slot[i], &slot);
    if (!rc) rc = meeting_get(cx, *id, &m);
    if (!rc) rc = meeting_seat(cx, &m, date_of_stamp(cx->now));
    if (!rc && !in->body) rc = seat_caller(cx, *id);
    if (!rc) rc = meeting_audited(cx, "meeting.call", *id, NULL);
    return rc || !in->n_slots ? rc : meeting_tell(cx, *id, "propose");
}

enum rc meeting_add(struct cx *cx, int64_t project, const struct meeting_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, add_in(cx, project, in, id));
}

/* ---- slots ----------------------------------------------------------------------------------- */

static enum rc in_state(struct cx *cx, const struct meeting_get_row *m, const char *state,
                        const char *sentence)
{
    return z_eq(m->state, state) ? RC_OK : refuse(cx, RC_CONFLICT, "%s", sentence);
}

static enum rc slot_add_in(struct cx *cx, int64_t id, const struct slot_input *in, int64_t *slot)
{
    struct meeting_get_row m;
    struct slot_list_rows slots;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc) rc = in_state(cx, &m, "proposed", T("The time of this meeting is fixed."));
    if (!rc) rc = slot_list(cx, id, &slots);
    if (!rc && slots.n >= SLOTS) return problem(cx, "starts_at", T("At most %d times fit."), SLOTS);
    if (!rc) rc = slot_in(cx, id, in, slot);
    if (!rc) rc = meeting_touch(cx, id);
    if (!rc) rc = meeting_audited(cx, "meeting.slot", id, &m);
    /* Who was asked already sees one time more; one mail for each would be a nuisance. */
    return rc || slots.n ? rc : meeting_tell(cx, id, "propose");
}

enum rc meeting_slot_add(struct cx *cx, int64_t id, const struct slot_input *in, int64_t *slot)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, slot_add_in(cx, id, in, slot));
}

static enum rc slot_remove_in(struct cx *cx, int64_t id, int64_t slot)
{
    struct meeting_get_row m;
    struct slot_list_row s;
    bool found = false;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc) rc = in_state(cx, &m, "proposed", T("The time of this meeting is fixed."));
    if (!rc) rc = slot_get(cx, id, slot, &s, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    rc = slot_drop_answers(cx, slot);
    if (!rc) rc = slot_drop(cx, id, slot);
    if (!rc) rc = meeting_touch(cx, id);
    return rc ? rc : meeting_audited(cx, "meeting.slot_remove", id, &m);
}

enum rc meeting_slot_remove(struct cx *cx, int64_t id, int64_t slot)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, slot_remove_in(cx, id, slot));
}

/* ---- the time -------------------------------------------------------------------------------- */

static enum rc fix_in(struct cx *cx, int64_t id, int64_t version, int64_t slot)
{
    struct meeting_get_row m;
    struct slot_list_row s;
    bool found = false;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc) rc = in_state(cx, &m, "proposed", T("The time of this meeting is fixed already."));
    if (!rc) rc = slot_get(cx, id, slot, &s, &found);
    if (rc) return rc;
    if (!found) return problem(cx, "slot", T("Choose one of the proposed times."));
    if (s.starts_at <= cx->now)
        return problem(cx, "slot", T("This time has passed. Propose one that is to come."));
    rc = meeting_set_time(cx, &(struct meeting_set_time_in){ .id = id,
                                                             .version = version,
                                                             .starts_at = s.starts_at,
                                                             .place = *s.place ? s.place : m.place,
                                                             .link = *s.link ? s.link : m.link,
                                                             .sequence = m.sequence,
                                                             .time_sequence = m.sequence });
    if (rc == RC_STALE) return meeting_stale(cx);
    if (!rc) rc = meeting_seat(cx, &m, date_of_stamp(s.starts_at));
    if (!rc) rc = meeting_audited(cx, "meeting.invite", id, &m);
    return rc ? rc : meeting_tell(cx, id, "invite");
}

enum rc meeting_fix(struct cx *cx, int64_t id, int64_t version, int64_t slot)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, fix_in(cx, id, version, slot));
}

static enum rc move_in(struct cx *cx, int64_t id, int64_t version, const struct slot_input *to)
{
    struct meeting_get_row m;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc)
        rc = in_state(cx, &m, "invited",
                      T("Only a meeting that people are invited to can be moved."));
    if (rc) return rc;
    const bool other = to->starts_at != m.starts_at;
    if (other) rc = check_slot(cx, to);
    if (!rc && !is_link(to->link)) rc = problem(cx, "link", T("The link begins with https://."));
    if (rc) return rc;
    rc = meeting_set_time(cx, &(struct meeting_set_time_in){
                                  .id = id,
                                  .version = version,
                                  .starts_at = to->starts_at,
                                  .place = to->place ? to->place : "",
                                  .link = to->link ? to->link : "",
                                  .sequence = m.sequence + 1,
                                  .time_sequence = other ? m.sequence + 1 : m.time_sequence });
    if (rc == RC_STALE) return meeting_stale(cx);
    if (!rc && other) rc = person_clear_answers(cx, id);
    if (!rc && other) rc = meeting_seat(cx, &m, date_of_stamp(to->starts_at));
    if (!rc) rc = meeting_audited(cx, "meeting.move", id, &m);
    return rc ? rc : meeting_tell(cx, id, other ? "move" : "update");
}

enum rc meeting_move(struct cx *cx, int64_t id, int64_t version, const struct slot_input *to)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, move_in(cx, id, version, to));
}

static enum rc change_in(struct cx *cx, int64_t id, int64_t version, const struct meeting_input *in)
{
    struct meeting_get_row m;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc) rc = check(cx, in);
    if (rc) return rc;
    if (!z_eq(m.state, "proposed") && !z_eq(m.state, "invited"))
        return refuse(cx, RC_CONFLICT, T("A meeting that was held or cancelled stays as it was."));
    const char *note = in->note ? in->note : "", *place = in->place ? in->place : "",
               *link = in->link ? in->link : "";
    const bool shown = z_eq(m.state, "invited") &&
                       (!z_eq(m.title, in->title) || !z_eq(m.note, note) || !z_eq(m.place, place) ||
                        !z_eq(m.link, link) || m.minutes != in->minutes);
    rc = meeting_set_row(cx, &(struct meeting_set_row_in){ .id = id,
                                                           .version = version,
                                                           .title = in->title,
                                                           .note = note,
                                                           .minutes = in->minutes,
                                                           .place = place,
                                                           .link = link,
                                                           .sequence = m.sequence + shown });
    if (rc == RC_STALE) return meeting_stale(cx);
    if (!rc) rc = meeting_audited(cx, "meeting.change", id, &m);
    return rc || !shown ? rc : meeting_tell(cx, id, "update");
}

enum rc meeting_change(struct cx *cx, int64_t id, int64_t version, const struct meeting_input *in)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, change_in(cx, id, version, in));
}

static enum rc renew_in(struct cx *cx, int64_t id, int64_t version)
{
    struct meeting_get_row m;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc) rc = in_state(cx, &m, "invited", T("Nobody is invited to this meeting now."));
    if (!rc) rc = meeting_set_sequence(cx, id, version, m.sequence + 1);
    if (rc == RC_STALE) return meeting_stale(cx);
    if (!rc) rc = meeting_audited(cx, "meeting.renew", id, &m);
    return rc ? rc : meeting_tell(cx, id, "update");
}

enum rc meeting_renew(struct cx *cx, int64_t id, int64_t version)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, renew_in(cx, id, version));
}

static enum rc cancel_in(struct cx *cx, int64_t id, int64_t version, const char *why)
{
    struct meeting_get_row m;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (rc) return rc;
    if (!z_eq(m.state, "proposed") && !z_eq(m.state, "invited"))
        return refuse(cx, RC_CONFLICT, T("A meeting that was held or cancelled stays as it was."));
    if (!why || !*why || utf8_count(str_of(why)) > 500)
        return problem(cx, "why", T("Say why, in at most 500 characters: those invited read it."));
    rc = meeting_set_cancelled(cx, id, version, why, m.sequence + 1);
    if (rc == RC_STALE) return meeting_stale(cx);
    if (!rc) rc = meeting_audited(cx, "meeting.cancel", id, &m);
    return rc ? rc : meeting_tell(cx, id, "cancel");
}

enum rc meeting_cancel(struct cx *cx, int64_t id, int64_t version, const char *why)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, cancel_in(cx, id, version, why));
}

static enum rc hold_in(struct cx *cx, int64_t id, int64_t version)
{
    struct meeting_get_row m;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc)
        rc = in_state(cx, &m, "invited", T("Only a meeting that people are invited to is opened."));
    if (rc) return rc;
    if (cx->now < m.starts_at - MEETING_EARLY)
        return refuse(cx, RC_CONFLICT, T("It begins on %s, so it cannot be opened yet."),
                      i18n_stamp(cx, m.starts_at));
    rc = meeting_set_state(cx, id, version, "held");
    if (rc == RC_STALE) return meeting_stale(cx);
    if (!rc) rc = person_open_attendance(cx, id);
    return rc ? rc : meeting_audited(cx, "meeting.hold", id, &m);
}

enum rc meeting_hold(struct cx *cx, int64_t id, int64_t version)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, hold_in(cx, id, version));
}
