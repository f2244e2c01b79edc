/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_meet.c — the meetings of the demonstration, as acts of demo_talk_words.c: found, invited to,
 * held, written down.
 */
#include "app/demo_talk.h"
#include "meeting/agenda.h"
#include "meeting/agenda_sql.h"
#include "meeting/meeting.h"
#include "meeting/meeting_sql.h"
#include "meeting/minutes.h"
#include "meeting/person_sql.h"
#include "store/db.h"

static int64_t id_of(const struct demo *d, const struct demo_act *a)
{
    return d->talk->meeting[a->of];
}

static enum rc person_of(struct demo *d, const struct demo_act *a, enum demo_person who,
                         int64_t *out)
{
    struct person_of_account_row p;
    bool found;
    enum rc rc = person_of_account(d->cx, id_of(d, a), d->account[who], &p, &found);
    *out = p.id;
    return rc || found ? rc : fail(d->cx, "%s has no place at the meeting", demo_people[who].name);
}

enum rc demo_calls(struct demo *d, const struct demo_act *a)
{
    const struct slot_input slots[] = {
        { .starts_at = demo_moment(d, a->b), .place = a->c },
        { .starts_at = demo_moment(d, a->b) + 7 * 86400, .place = a->c },
        { .starts_at = demo_moment(d, a->b) + 8 * 86400, .place = a->c }
    };
    const struct meeting_input in = { .body = d->talk->body[STEERING],
                                      .title = a->a,
                                      .minutes = 240,
                                      .place = a->c,
                                      .slot = slots,
                                      .n_slots = (size_t)a->n };
    return meeting_add(d->cx, d->project, &in, &d->talk->meeting[a->of]);
}

/* What one can at each of the slots: "yes,if_need,no". */
enum rc demo_can(struct demo *d, const struct demo_act *a)
{
    struct slot_list_rows slots;
    int64_t person = 0;
    str rest = str_of(a->a);
    enum rc rc = slot_list(d->cx, id_of(d, a), &slots);
    if (!rc) rc = person_of(d, a, a->who, &person);
    for (size_t i = 0; i < slots.n && !rc; i++)
        rc = meeting_can(d->cx, id_of(d, a), person, slots.v[i].id,
                         arena_str(d->cx->arena, str_cut(&rest, ',')));
    return rc;
}

static enum rc now(struct demo *d, const struct demo_act *a, struct meeting_get_row *m)
{
    return meeting_get(d->cx, id_of(d, a), m);
}

enum rc demo_fixes(struct demo *d, const struct demo_act *a)
{
    struct meeting_get_row m;
    struct slot_list_rows slots;
    enum rc rc = now(d, a, &m);
    if (!rc) rc = slot_list(d->cx, m.id, &slots);
    return rc ? rc : meeting_fix(d->cx, m.id, m.version, slots.v[a->n].id);
}

enum rc demo_comes(struct demo *d, const struct demo_act *a)
{
    struct meeting_answer in = { .answer = a->a, .by = "web", .sequence = -1 };
    enum rc rc = person_of(d, a, a->who, &in.person);
    return rc ? rc : meeting_answer(d->cx, id_of(d, a), &in);
}

static enum rc item_no(struct demo *d, const struct demo_act *a, struct agenda_list_row *out)
{
    struct agenda_list_rows items;
    enum rc rc = agenda_list(d->cx, id_of(d, a), &items);
    if (!rc && (size_t)a->n > items.n)
        rc = fail(d->cx, "the agenda of the demonstration has no item %d", a->n);
    if (!rc) *out = items.v[a->n - 1];
    return rc;
}

enum rc demo_item(struct demo *d, const struct demo_act *a)
{
    int64_t id = 0;
    const struct agenda_input in = {
        .title = a->a, .note = a->b, .minutes = a->n, .speaker = a->c
    };
    enum rc rc = agenda_add(d->cx, id_of(d, a), &in, &id);
    /* As the command line everybody leads, so what is proposed by others is accepted at once. */
    return rc;
}

enum rc demo_held(struct demo *d, const struct demo_act *a)
{
    struct meeting_get_row m;
    struct person_list_rows people;
    enum rc rc = now(d, a, &m);
    if (!rc) rc = meeting_hold(d->cx, m.id, m.version);
    if (!rc) rc = person_list(d->cx, m.id, &people);
    for (size_t i = 0; i < people.n && !rc; i++) {
        const bool away = a->n >= 0 && people.v[i].organisation == d->organisation[a->n];
        rc = meeting_attend(d->cx, m.id, people.v[i].id, away ? "excused" : "present");
    }
    return rc ? rc : pen_take(d->cx, m.id, false);
}

enum rc demo_minutes(struct demo *d, const struct demo_act *a)
{
    struct agenda_list_row item;
    enum minutes_kept kept;
    enum rc rc = item_no(d, a, &item);
    return rc ? rc : minutes_write(d->cx, id_of(d, a), item.id, item.text_version, a->a, &kept);
}

enum rc demo_votes(struct demo *d, const struct demo_act *a)
{
    struct agenda_list_row item;
    struct person_list_rows people;
    int64_t decision;
    enum rc rc = item_no(d, a, &item);
    if (!rc) rc = person_list(d->cx, id_of(d, a), &people);
    for (size_t i = 0; i < people.n && !rc; i++)
        if (people.v[i].weight && z_eq(people.v[i].attendance, "present"))
            rc = minutes_vote(d->cx, id_of(d, a), item.id, people.v[i].id, "for");
    const struct minutes_outcome out = { .decided = a->a, .reasons = a->b, .mandate = a->c };
    return rc ? rc : minutes_decide(d->cx, id_of(d, a), item.id, &out, &decision);
}

enum rc demo_task_of(struct demo *d, const struct demo_act *a)
{
    struct agenda_list_row item;
    int64_t task;
    enum demo_person who = LEAD_COORDINATOR;
    enum rc rc = item_no(d, a, &item);
    for (int p = 0; p < DEMO_PARTNERS; p++)
        if (z_eq(demo_people[demo_coordinator((enum demo_partner)p)].name, a->b))
            who = demo_coordinator((enum demo_partner)p);
    const struct minutes_task in = {
        .title = a->a,
        .organisation = d->organisation[demo_people[who].partner],
        .account = d->account[who],
        .due_on = demo_day(a->c),
    };
    return rc ? rc : minutes_task(d->cx, id_of(d, a), item.id, &in, &task);
}

enum rc demo_sends(struct demo *d, const struct demo_act *a)
{
    struct meeting_get_row m;
    enum rc rc = now(d, a, &m);
    return rc ? rc : minutes_send(d->cx, m.id, m.version, "silence", demo_moment(d, a->a));
}

enum rc demo_approves(struct demo *d, const struct demo_act *a)
{
    return minutes_say(d->cx, id_of(d, a), "approve", NULL);
}

enum rc demo_silence(struct demo *d, const struct demo_act *a)
{
    (void)a;
    return due_all(d->cx, &minutes_approve_due);
}
