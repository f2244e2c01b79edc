/* SPDX-License-Identifier: EUPL-1.2 */
/* invite.c — what people and their calendars are told of a meeting, each in their language and by
 * their clock. Calendars are told of a time; until there is one, there is nothing to put in them.
 */
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "mail/ical.h"
#include "mail/mail.h"
#include "meeting/meeting_inside.h"
#include "notice/notice.h"

/* Answers find their way by the address that the outbox puts here for each recipient. */
#define ANSWERS_TO "kolo@kolo.invalid"

static const char *agenda_text(struct cx *cx, const struct meeting_get_row *m,
                               const struct meeting_agenda_text_rows *items)
{
    const char *text = m->note;
    for (size_t i = 0; i < items->n; i++)
        text = arena_printf(cx->arena, T("%s%s%d. %s (%d min)"), text,
                            !*text ? ""
                            : i    ? "\n"
                                   : "\n\n",
                            (int)i + 1, items->v[i].title, (int)items->v[i].minutes);
    return text;
}

static const char *place_of(struct cx *cx, const struct meeting_get_row *m)
{
    if (*m->place && *m->link) return arena_printf(cx->arena, "%s, %s", m->place, m->link);
    return *m->place ? m->place : m->link;
}

/* Guests see the members and themselves; nobody's private address goes to other guests. */
static bool shown_to(const struct person_list_row *p, int64_t of)
{
    return *p->address && (p->id == of || p->account);
}

enum rc meeting_event(struct cx *cx, const struct meeting_get_row *m,
                      const struct person_list_rows *people, int64_t of, const char *method,
                      const char **out)
{
    struct meeting_agenda_text_rows items;
    enum rc rc = meeting_agenda_text(cx, m->id, &items);
    if (rc) return rc;
    struct ical_person *who = arena_array(cx->arena, struct ical_person, people->n);
    struct ical_event e = { .uid = m->uid,
                            .sequence = m->sequence,
                            .starts = m->starts_at,
                            .ends = m->starts_at + m->minutes * 60,
                            .summary = arena_printf(cx->arena, "%s (%s)", m->title, m->code),
                            .description = agenda_text(cx, m, &items),
                            .place = place_of(cx, m),
                            .organizer_name = *m->body_name ? m->body_name : m->code,
                            .organizer_address = of ? ANSWERS_TO : NULL,
                            .person = who,
                            .cancelled = z_eq(m->state, "cancelled") };
    for (size_t i = 0; of && i < people->n; i++) {
        const struct person_list_row *p = &people->v[i];
        if (!shown_to(p, of)) continue;
        who[e.n++] = (struct ical_person){ .name = p->name,
                                           .address = p->address,
                                           .answer = p->answer,
                                           .chair = z_eq(p->role, "chair"),
                                           .optional = !p->weight };
    }
    return ical_write(cx, method, NULL, &e, 1, out);
}

/* ---- words ----------------------------------------------------------------------------------- */

struct words {
    const char *subject, *body;
};

static const char *where(struct cx *cx, const struct meeting_get_row *m)
{
    const char *place = place_of(cx, m);
    return *place ? arena_printf(cx->arena, T("Where: %s"), place)
                  : T("The place is not said yet.");
}

static struct words words_of_time(struct cx *cx, const char *what, const struct meeting_get_row *m)
{
    const char *time = i18n_stamp(cx, m->starts_at);
    struct words w = { 0 };
    if (z_eq(what, "invite")) {
        w.subject = arena_printf(cx->arena, T("Invitation: %s, %s"), m->title, time);
        w.body = arena_printf(cx->arena, T("You are invited to “%s” on %s, for %d minutes.\n\n%s"),
                              m->title, time, (int)m->minutes, where(cx, m));
    } else if (z_eq(what, "move")) {
        w.subject = arena_printf(cx->arena, T("Moved: %s, now %s"), m->title, time);
        w.body = arena_printf(cx->arena,
                              T("“%s” has been moved to %s. Please answer again whether you "
                                "come.\n\n%s"),
                              m->title, time, where(cx, m));
    } else {
        w.subject = arena_printf(cx->arena, T("Changed: %s, %s"), m->title, time);
        w.body = arena_printf(cx->arena,
                              T("Something about “%s” on %s has changed; your answer stays.\n\n%s"),
                              m->title, time, where(cx, m));
    }
    w.body = arena_printf(cx->arena,
                          T("%s\n\nAccept or decline in your calendar, on the page of the meeting, "
                            "or by answering this mail with yes, perhaps or no."),
                          w.body);
    return w;
}

static bool of_minutes(const char *what) { return z_eq(what, "minutes") || z_eq(what, "approved"); }

/* A guest neither approves nor objects, and has a link of their own. */
static struct words words_for_guest(struct cx *cx, const char *what,
                                    const struct meeting_get_row *m)
{
    struct words w = { 0 };
    if (z_eq(what, "minutes")) {
        w.subject = arena_printf(cx->arena, T("Minutes: %s"), m->title);
        w.body =
            arena_printf(cx->arena,
                         T("The minutes of “%s” are ready, and its members are asked to approve "
                           "them. If something is wrong, answer this mail; what you write "
                           "stands in the talk of the meeting."),
                         m->title);
    } else {
        w.subject = arena_printf(cx->arena, T("Minutes approved: %s"), m->title);
        w.body = arena_printf(cx->arena,
                              T("The minutes of “%s” are approved and are not changed any more."),
                              m->title);
    }
    const char *link = arena_printf(
        cx->arena, T("The link below leads to them, as PDF, for %d days."), GUEST_MINUTES_DAYS);
    w.body = arena_printf(cx->arena, "%s\n\n%s", w.body, link);
    return w;
}

static struct words words_of_minutes(struct cx *cx, const char *what,
                                     const struct meeting_get_row *m)
{
    struct words w = { 0 };
    if (z_eq(what, "minutes")) {
        w.subject = arena_printf(cx->arena, T("Minutes: %s"), m->title);
        w.body =
            z_eq(m->approval, "silence")
                ? arena_printf(cx->arena,
                               T("The minutes of “%s” are ready. If nobody objects by %s, they "
                                 "count as approved.\n\nRead them and, where something is "
                                 "wrong, say what on their page."),
                               m->title, i18n_stamp(cx, m->approve_until))
                : arena_printf(cx->arena,
                               T("The minutes of “%s” are ready. Please read them and say on "
                                 "their page whether you approve."),
                               m->title);
    } else if (z_eq(what, "objection")) {
        w.subject = arena_printf(cx->arena, T("An objection to the minutes: %s"), m->title);
        w.body = arena_printf(cx->arena,
                              T("Somebody objects to the minutes of “%s”, so they do not become "
                                "approved by themselves. Read the reason on their page."),
                              m->title);
    } else {
        w.subject = arena_printf(cx->arena, T("Minutes approved: %s"), m->title);
        w.body = arena_printf(cx->arena,
                              T("The minutes of “%s” are approved and are not changed any more."),
                              m->title);
    }
    return w;
}

static struct words words_of(struct cx *cx, const char *what, const struct meeting_get_row *m)
{
    if (z_eq(what, "propose"))
        return (struct words){
            arena_printf(cx->arena, T("When can you? %s"), m->title),
            arena_printf(cx->arena,
                         T("A meeting “%s” is to be held, and there are times to choose from.\n\n"
                           "Say on its page which of them suit you."),
                         m->title)
        };
    if (z_eq(what, "cancel"))
        return (struct words){ arena_printf(cx->arena, T("Cancelled: %s"), m->title),
                               arena_printf(cx->arena, T("“%s” does not take place.\n\nWhy: %s"),
                                            m->title, m->cancelled_why) };
    if (z_eq(what, "invite") || z_eq(what, "move") || z_eq(what, "update"))
        return words_of_time(cx, what, m);
    return words_of_minutes(cx, what, m);
}

/* ---- one person ------------------------------------------------------------------------------ */

static const char *method_of(const char *what, const struct meeting_get_row *m)
{
    if (!m->starts_at) return NULL;
    if (z_eq(what, "cancel")) return "CANCEL";
    return z_eq(what, "invite") || z_eq(what, "move") || z_eq(what, "update") ? "REQUEST" : NULL;
}

static enum rc send(struct cx *cx, const char *what, const struct meeting_get_row *m,
                    const struct person_list_row *p, const struct words *w, const char *calendar,
                    const char *method)
{
    const char *cause = arena_printf(cx->arena, "meeting.%s", what);
    const char *key = arena_printf(cx->arena, "meeting %lld version %lld", (long long)m->id,
                                   (long long)m->version);
    const char *path = arena_printf(cx->arena, "/meeting/%lld", (long long)m->id);
    const char *thread = arena_printf(cx->arena, "meeting-%lld", (long long)m->id);
    if (p->account)
        return notice_add(cx, &(struct notice){ .kind = NOTICE_MEETING,
                                                .cause = cause,
                                                .cause_key = key,
                                                .project = m->project,
                                                .account = p->account,
                                                .subject = w->subject,
                                                .body = w->body,
                                                .path = path,
                                                .thread = thread,
                                                .reply_type = "meeting",
                                                .reply = m->id,
                                                .calendar = calendar,
                                                .calendar_method = method,
                                                /* Who calls it has a calendar as well. */
                                                .always = calendar != NULL });
    const char *own = "", *links = "";
    enum rc rc = of_minutes(what) ? guest_minutes(cx, p, &own) : guest_path(cx, p, &own);
    if (!rc && method && !z_eq(method, "CANCEL")) rc = guest_links(cx, p, &links);
    return rc ? rc
              : mail_add(cx, &(struct mail){ .cause = cause,
                                             .cause_key = key,
                                             .project = m->project,
                                             .address = p->address,
                                             .name = p->name,
                                             .lang = p->lang,
                                             .subject = w->subject,
                                             .body = arena_printf(cx->arena, "%s%s%s", w->body,
                                                                  *links ? "\n\n" : "", links),
                                             .path = own,
                                             .thread = thread,
                                             .reply_type = "meeting_person",
                                             .reply = p->id,
                                             .calendar = calendar,
                                             .calendar_method = method });
}

/* Guests are asked and invited, and get the minutes unless they stayed away on purpose; what is
 * said about the minutes is for the members. */
static bool hears(const struct person_list_row *p, const char *what)
{
    if (p->account) return true;
    if (!*p->address || z_eq(what, "objection")) return false;
    return !of_minutes(what) || !z_eq(p->answer, "declined") || z_eq(p->attendance, "present");
}

static enum rc tell(struct cx *cx, const char *what, const struct meeting_get_row *m,
                    const struct person_list_rows *people, const struct person_list_row *p)
{
    const struct locale *was = cx->locale;
    const char *zone = cx->zone, *calendar = NULL, *method = method_of(what, m);
    if (!hears(p, what)) return RC_OK;
    if (p->account)
        notice_reader(cx, p->account);
    else
        mail_language(cx, p->lang);
    cx->zone = zone_of_country(p->country);
    const struct words w =
        p->account || !of_minutes(what) ? words_of(cx, what, m) : words_for_guest(cx, what, m);
    enum rc rc = method ? meeting_event(cx, m, people, p->id, method, &calendar) : RC_OK;
    if (!rc) rc = send(cx, what, m, p, &w, calendar, method);
    cx->locale = was;
    cx->zone = zone;
    return rc;
}

enum rc meeting_tell(struct cx *cx, int64_t id, const char *what)
{
    struct meeting_get_row m;
    struct person_list_rows people;
    enum rc rc = meeting_get(cx, id, &m);
    if (!rc) rc = person_list(cx, id, &people);
    for (size_t i = 0; i < people.n && !rc; i++) rc = tell(cx, what, &m, &people, &people.v[i]);
    return rc;
}

enum rc meeting_tell_one(struct cx *cx, int64_t id, int64_t person)
{
    struct meeting_get_row m;
    struct person_list_rows people;
    struct slot_list_rows slots = { 0 };
    enum rc rc = meeting_get(cx, id, &m);
    if (!rc && z_eq(m.state, "proposed")) rc = slot_list(cx, id, &slots);
    if (!rc) rc = person_list(cx, id, &people);
    const char *what = z_eq(m.state, "invited") ? "invite" : slots.n ? "propose" : NULL;
    for (size_t i = 0; i < people.n && what && !rc; i++)
        if (people.v[i].id == person) rc = tell(cx, what, &m, &people, &people.v[i]);
    return rc;
}
