/* SPDX-License-Identifier: EUPL-1.2 */
/* person.c — who is asked, what they answer, who is there, and who speaks for whom. */
#include "account/viewer.h"
#include "base/utf8.h"
#include "body/body.h"
#include "body/body_sql.h"
#include "i18n/i18n.h"
#include "meeting/answer_words.h"
#include "meeting/meeting_inside.h"
#include "store/audit.h"
#include "store/db.h"

#include <string.h>

const char *meeting_who(struct cx *cx)
{
    return cx->viewer && cx->viewer->name ? cx->viewer->name : "Kolo";
}

enum rc meeting_person_audited(struct cx *cx, const char *action, const struct meeting_get_row *m,
                               int64_t person, const struct person_list_row *before)
{
    struct person_list_row after;
    bool found = false;
    enum rc rc = person_get(cx, m->id, person, &after, &found);
    return rc ? rc
              : audit_change(cx, action, "meeting_person", person, m->project, &person_list_meta,
                             before, found ? &after : NULL);
}

/* ---- the seats of the body ------------------------------------------------------------------- */

static const struct body_seats_row *seat_of(const struct body_seats_rows *seats,
                                            const struct person_list_row *p)
{
    for (size_t i = 0; i < seats->n; i++) {
        const struct body_seats_row *s = &seats->v[i];
        if (s->account
                ? s->account == p->account
                : !p->account && s->organisation == p->organisation && z_eq(s->name, p->name))
            return s;
    }
    return NULL;
}

static bool has_place(const struct person_list_rows *people, const struct body_seats_row *s)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_of(&(struct body_seats_rows){ .v = (struct body_seats_row *)s, .n = 1 },
                    &people->v[i]))
            return true;
    return false;
}

/* Somebody whose mandate has ended goes, or, where they said or did something, stays a guest. */
static enum rc unseat(struct cx *cx, int64_t meeting, const struct person_list_row *p)
{
    if (z_eq(p->role, "guest")) return RC_OK;
    enum rc rc = person_forget_proxy(cx, p->id);
    if (!rc && (*p->answer || *p->attendance || p->proxy))
        return person_set_seat(cx, p->id, "guest", 0, p->organisation);
    if (!rc) rc = person_drop_proxies(cx, p->id);
    if (!rc) rc = available_drop(cx, p->id);
    return rc ? rc : person_drop(cx, meeting, p->id);
}

enum rc meeting_seat(struct cx *cx, const struct meeting_get_row *m, date day)
{
    struct body_seats_rows seats;
    struct person_list_rows people;
    int64_t id;
    if (!m->body) return RC_OK;
    enum rc rc = body_seats(cx, m->body, day, &seats);
    if (!rc) rc = person_list(cx, m->id, &people);
    for (size_t i = 0; i < people.n && !rc; i++) {
        const struct person_list_row *p = &people.v[i];
        const struct body_seats_row *s = seat_of(&seats, p);
        if (!s)
            rc = unseat(cx, m->id, p);
        else if (!z_eq(s->role, p->role) || s->weight != p->weight ||
                 s->organisation != p->organisation)
            rc = person_set_seat(cx, p->id, s->role, s->weight, s->organisation);
    }
    for (size_t i = 0; i < seats.n && !rc; i++) {
        const struct body_seats_row *s = &seats.v[i];
        if (has_place(&people, s)) continue;
        rc = person_add_row(cx,
                            &(struct person_add_row_in){ .meeting = m->id,
                                                         .organisation = s->organisation,
                                                         .account = s->account,
                                                         .name = s->name,
                                                         .address = "",
                                                         .lang = "",
                                                         .role = s->role,
                                                         .weight = s->weight },
                            &id);
    }
    return rc;
}

/* ---- guests ---------------------------------------------------------------------------------- */

static bool still_to_come(const struct meeting_get_row *m)
{
    return z_eq(m->state, "proposed") || z_eq(m->state, "invited");
}

static enum rc guest_in(struct cx *cx, int64_t id, const struct guest_input *in, int64_t *person)
{
    struct meeting_get_row m;
    struct body_organisation_ok_row there;
    bool found = true;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc && in->organisation) rc = body_organisation_ok(cx, in->organisation, &there, &found);
    if (rc) return rc;
    if (!still_to_come(&m) && !z_eq(m.state, "held"))
        return refuse(cx, RC_CONFLICT, T("The list of this meeting is closed."));
    if (!found) return problem(cx, "organisation", T("Choose an organisation."));
    if (!in->name || !*in->name || utf8_count(str_of(in->name)) > 120)
        return problem(cx, "name", T("Name the person, in at most 120 characters."));
    const char *lang;
    if ((rc = guest_lang(cx, m.project, in, &lang))) return rc;
    rc = person_add_row(cx,
                        &(struct person_add_row_in){ .meeting = id,
                                                     .organisation = in->organisation,
                                                     .name = in->name,
                                                     .address = in->address ? in->address : "",
                                                     .lang = lang,
                                                     .role = "guest" },
                        person);
    if (!rc) rc = meeting_person_audited(cx, "meeting.guest", &m, *person, NULL);
    return rc ? rc : meeting_tell_one(cx, id, *person);
}

enum rc meeting_guest(struct cx *cx, int64_t id, const struct guest_input *in, int64_t *person)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, guest_in(cx, id, in, person));
}

static enum rc find(struct cx *cx, int64_t id, int64_t person, struct person_list_row *p)
{
    bool found = false;
    enum rc rc = person_get(cx, id, person, p, &found);
    return rc || found ? rc : RC_MISSING;
}

static enum rc uninvite_in(struct cx *cx, int64_t id, int64_t person)
{
    struct meeting_get_row m;
    struct person_list_row p;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc) rc = find(cx, id, person, &p);
    if (rc) return rc;
    if (!z_eq(p.role, "guest"))
        return refuse(cx, RC_CONFLICT,
                      T("%s is invited by the mandate. Change it on the page of the body."),
                      p.name);
    if (!still_to_come(&m))
        return refuse(cx, RC_CONFLICT, T("The list of this meeting is closed."));
    rc = available_drop(cx, person);
    if (!rc) rc = person_drop_proxies(cx, person);
    if (!rc) rc = person_drop(cx, id, person);
    return rc ? rc : meeting_person_audited(cx, "meeting.uninvite", &m, person, &p);
}

enum rc meeting_uninvite(struct cx *cx, int64_t id, int64_t person)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, uninvite_in(cx, id, person));
}

/* ---- when they can, whether they come -------------------------------------------------------- */

/* Oneself, or who leads. */
static enum rc for_person(struct cx *cx, int64_t id, int64_t person, struct meeting_get_row *m,
                          struct person_list_row *p)
{
    enum rc rc = meeting_get(cx, id, m);
    if (!rc) rc = find(cx, id, person, p);
    if (rc || (p->account && p->account == viewer_is(cx))) return rc;
    return meeting_to_lead(cx, id, m);
}

static bool one_of(const char *z, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (z_eq(z, words[i])) return true;
    return false;
}

static enum rc can_in(struct cx *cx, int64_t id, int64_t person, int64_t slot, const char *answer)
{
    static const char *const words[] = { "yes", "if_need", "no" };
    struct meeting_get_row m;
    struct person_list_row p;
    struct slot_list_row s;
    bool found = false;
    enum rc rc = for_person(cx, id, person, &m, &p);
    if (!rc) rc = slot_get(cx, id, slot, &s, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (!z_eq(m.state, "proposed"))
        return refuse(cx, RC_CONFLICT, T("The time of this meeting is fixed."));
    if (!one_of(answer, words, 3))
        return problem(cx, "answer", T("Answer yes, if need be, or no."));
    rc = available_set(cx, slot, person, answer, cx->now);
    return rc ? rc
              : audit_add(cx,
                          &(struct audit_entry){
                              .action = "meeting.available",
                              .object_type = "meeting_person",
                              .object_id = person,
                              .project_id = m.project,
                              .after = arena_printf(cx->arena, "{\"slot\":%lld,\"answer\":\"%s\"}",
                                                    (long long)slot, answer) });
}

enum rc meeting_can(struct cx *cx, int64_t id, int64_t person, int64_t slot, const char *answer)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, can_in(cx, id, person, slot, answer));
}

bool meeting_over(const struct meeting_get_row *m, stamp now)
{
    return !still_to_come(m) || (m->starts_at && m->starts_at + m->minutes * 60 < now);
}

/* An answer counts when the meeting is still at the time that was asked about. */
static enum rc check_answer(struct cx *cx, const struct meeting_get_row *m,
                            const struct meeting_answer *in)
{
    if (!meeting_answer_word(in->answer))
        return problem(cx, "answer", T("Answer that you come, perhaps, or not."));
    if (z_eq(m->state, "cancelled"))
        return refuse(cx, RC_CONFLICT, T("The meeting “%s” was cancelled: %s"), m->title,
                      m->cancelled_why);
    if (z_eq(m->state, "proposed"))
        return refuse(cx, RC_CONFLICT,
                      T("The time of “%s” is not fixed yet. Say on its page when you can."),
                      m->title);
    if (!z_eq(m->state, "invited"))
        return refuse(cx, RC_CONFLICT, T("The meeting “%s” has begun, so answers are closed."),
                      m->title);
    if (meeting_over(m, cx->now))
        return refuse(cx, RC_CONFLICT, T("The meeting “%s” was over on %s, so answers are closed."),
                      m->title, i18n_stamp(cx, m->starts_at + m->minutes * 60));
    if (in->sequence >= 0 && in->sequence < m->time_sequence)
        return refuse(cx, RC_CONFLICT,
                      T("The meeting “%s” has been moved to %s since. Please answer the new "
                        "invitation."),
                      m->title, i18n_stamp(cx, m->starts_at));
    return RC_OK;
}

static enum rc answer_in(struct cx *cx, int64_t id, const struct meeting_answer *in)
{
    struct meeting_get_row m;
    struct person_list_row p;
    stamp at = in->at && in->at <= cx->now ? in->at : cx->now;
    enum rc rc = for_person(cx, id, in->person, &m, &p);
    if (!rc) rc = check_answer(cx, &m, in);
    if (rc) return rc;
    const int64_t sequence = in->sequence < 0 ? m.sequence : in->sequence;
    /* Mail comes late and in any order: what was said last counts, not what arrived last. */
    if (p.answered_at &&
        (sequence < p.answered_sequence || (sequence == p.answered_sequence && at < p.answered_at)))
        return RC_OK;
    if (z_eq(p.answer, in->answer) && at == p.answered_at) return RC_OK;
    rc = person_set_answer(cx, in->person, in->answer, at, in->by, sequence);
    return rc ? rc : meeting_person_audited(cx, "meeting.answer", &m, in->person, &p);
}

enum rc meeting_answer(struct cx *cx, int64_t id, const struct meeting_answer *in)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, answer_in(cx, id, in));
}

/* ---- being there ----------------------------------------------------------------------------- */

static enum rc attend_in(struct cx *cx, int64_t id, int64_t person, const char *attendance)
{
    static const char *const words[] = { "present", "excused", "absent" };
    struct meeting_get_row m;
    struct person_list_row p;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (!rc) rc = find(cx, id, person, &p);
    if (rc) return rc;
    if (!z_eq(m.state, "invited") && !z_eq(m.state, "held"))
        return refuse(cx, RC_CONFLICT, T("The list of this meeting is closed."));
    if (!one_of(attendance, words, 3))
        return problem(cx, "attendance", T("Choose present, excused or absent."));
    if (z_eq(attendance, "present") && z_eq(m.state, "invited"))
        return refuse(cx, RC_CONFLICT, T("Open the meeting first; then people can be present."));
    rc = person_set_attendance(cx, person, attendance);
    /* Who is there speaks for themselves. */
    if (!rc && p.proxy && z_eq(attendance, "present")) {
        rc = proxy_revoke_row(cx, person, cx->now, meeting_who(cx));
        if (!rc) rc = person_set_proxy(cx, person, 0);
    }
    return rc ? rc : meeting_person_audited(cx, "meeting.attend", &m, person, &p);
}

enum rc meeting_attend(struct cx *cx, int64_t id, int64_t person, const char *attendance)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, attend_in(cx, id, person, attendance));
}

static enum rc check_proxy(struct cx *cx, const struct meeting_get_row *m,
                           const struct person_list_row *p, int64_t to_id)
{
    struct person_list_row to;
    struct person_holds_row holds;
    enum rc rc = find(cx, m->id, to_id, &to);
    if (rc == RC_MISSING) return problem(cx, "to", T("Choose a member of this meeting."));
    if (!rc) rc = person_holds(cx, p->id, &holds);
    if (rc) return rc;
    if (!p->weight)
        return problem(cx, "to", T("%s has no vote, so there is nothing to pass on."), p->name);
    if (!to.weight || to.id == p->id)
        return problem(cx, "to", T("Choose another member with a vote."));
    if (to.proxy)
        return problem(cx, "to", T("%s is represented by %s and cannot represent others."), to.name,
                       to.proxy_name);
    if (holds.n)
        return problem(cx, "to",
                       T("%s represents somebody, so that one has to be taken back first."),
                       p->name);
    if (z_eq(p->attendance, "present"))
        return problem(cx, "to", T("%s is present and votes in person."), p->name);
    return RC_OK;
}

static enum rc proxy_in(struct cx *cx, int64_t id, int64_t person, int64_t to)
{
    struct meeting_get_row m;
    struct person_list_row p;
    int64_t row;
    enum rc rc = for_person(cx, id, person, &m, &p);
    if (rc) return rc;
    if (!still_to_come(&m) && !z_eq(m.state, "held"))
        return refuse(cx, RC_CONFLICT, T("The list of this meeting is closed."));
    if (p.proxy == to) return RC_OK;
    if (to) rc = check_proxy(cx, &m, &p, to);
    if (!rc) rc = proxy_revoke_row(cx, person, cx->now, meeting_who(cx));
    if (!rc && to) rc = proxy_add_row(cx, id, person, to, cx->now, meeting_who(cx), &row);
    if (!rc) rc = person_set_proxy(cx, person, to);
    return rc ? rc
              : meeting_person_audited(cx, to ? "meeting.proxy" : "meeting.proxy_end", &m, person,
                                       &p);
}

enum rc meeting_proxy(struct cx *cx, int64_t id, int64_t person, int64_t to)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, proxy_in(cx, id, person, to));
}

static bool is_there(const struct person_list_rows *people, const struct person_list_row *p,
                     bool begun)
{
    const char *word = begun ? p->attendance : p->answer;
    if (z_eq(word, begun ? "present" : "accepted")) return true;
    for (size_t i = 0; p->proxy && i < people->n; i++) {
        const struct person_list_row *o = &people->v[i];
        if (o->id == p->proxy)
            return z_eq(begun ? o->attendance : o->answer, begun ? "present" : "accepted");
    }
    return false;
}

struct meeting_quorum meeting_quorum(const struct meeting_get_row *m,
                                     const struct person_list_rows *people)
{
    struct meeting_quorum q = { 0 };
    for (size_t i = 0; i < people->n; i++) {
        const struct person_list_row *p = &people->v[i];
        if (!p->weight) continue;
        const bool there = is_there(people, p, !still_to_come(m));
        q.seats++;
        q.votes += p->weight;
        q.there += there;
        q.votes_there += there ? p->weight : 0;
    }
    q.needed = m->body ? body_quorum(q.votes, m->quorum) : 0;
    q.reached = q.votes_there >= q.needed && q.votes_there > 0;
    return q;
}
