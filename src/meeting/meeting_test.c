/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_test.c — a meeting from its call to its approved minutes, on both engines; and random
 * answers by mail, twice, late and out of order, between moves and cancellations.
 */
#include "meeting/meeting.h"

#include "account/viewer.h"
#include "app/due.h"
#include "app/modules.h"
#include "base/rand.h"
#include "body/body.h"
#include "i18n/i18n.h"
#include "meeting/agenda.h"
#include "meeting/agenda_sql.h"
#include "meeting/feed.h"
#include "meeting/meeting_sql.h"
#include "meeting/minutes.h"
#include "meeting/minutes_sql.h"
#include "meeting/person_sql.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <string.h>

#define DAY ((stamp)86400)

struct scene {
    struct people who;
    int64_t da, body, meeting; /* da: the coordinator of DA */
};

static const char *said(struct cx *cx)
{
    const struct problem *p = cx->problems.first;
    cx->problems = (struct problems){ 0 };
    return p ? p->text : "";
}

#define OK(call) ok(cx, call, #call)
static void ok(struct cx *cx, enum rc rc, const char *what)
{
    if (rc != RC_OK) fail_msg("%s: %s: %s", what, rc_name(rc), said(cx));
}

#define REFUSED(rc, part, call) refused(cx, rc, part, call, #call)
static void refused(struct cx *cx, enum rc want, const char *part, enum rc rc, const char *what)
{
    const char *text = said(cx);
    if (rc != want || !strstr(text, part)) fail_msg("%s: %s: %s", what, rc_name(rc), text);
}

static struct meeting_get_row row(struct cx *cx, int64_t id)
{
    struct meeting_get_row m;
    OK(meeting_get(cx, id, &m));
    return m;
}

static struct person_list_row person(struct cx *cx, int64_t id, int64_t account)
{
    struct person_list_rows people;
    OK(person_list(cx, id, &people));
    for (size_t i = 0; i < people.n; i++)
        if (people.v[i].account == account) return people.v[i];
    fail_msg("account %lld is not invited", (long long)account);
    return (struct person_list_row){ 0 };
}

static void seat(struct cx *cx, int64_t body, int64_t organisation, int64_t account,
                 const char *role, int64_t weight)
{
    int64_t id;
    OK(mandate_add(cx, body,
                   &(struct mandate_input){ .organisation = organisation,
                                            .account = account,
                                            .role = role,
                                            .weight = weight,
                                            .starts_on = date_make(2007, 1, 1),
                                            .ends_on = DATE_NONE },
                   &id));
}

/* MCIC chairs; EHO and DA have a vote each; the auditor is nobody there. */
static void begin(struct cx *cx, struct scene *s)
{
    assert_int_equal(modules_setup(), RC_OK);
    people_make(cx, &s->who);
    assert_true(stamp_iso(STR("2008-02-25T09:00:00Z"), &cx->now));
    s->da = people_add(cx, "da@example.org", ROLE_PARTNER_COORDINATOR, PROJECT, ORG_DA);
    OK(body_add(cx, PROJECT,
                &(struct body_input){ .kind = "steering_group",
                                      .name = "Steering group",
                                      .quorum_e2 = 6000,
                                      .rule = "simple_majority" },
                &s->body));
    seat(cx, s->body, ORG_MCIC, s->who.account[ROLE_LEAD_COORDINATOR], "chair", 1);
    seat(cx, s->body, ORG_EHO, s->who.account[ROLE_PARTNER_COORDINATOR], "member", 1);
    seat(cx, s->body, ORG_DA, s->da, "member", 1);
    seat(cx, s->body, ORG_EHO, s->who.account[ROLE_PARTNER_FINANCE], "observer", 0);
}

static void as(struct cx *cx, int64_t account) { people_sign_in(cx, account); }
static void chair(struct cx *cx, const struct scene *s)
{
    as(cx, s->who.account[ROLE_LEAD_COORDINATOR]);
}

static void call_meeting(struct cx *cx, struct scene *s, stamp first)
{
    const struct slot_input slots[] = { { first, "Skopje", NULL }, { first + DAY, NULL, NULL } };
    begin(cx, s);
    chair(cx, s);
    OK(meeting_add(cx, PROJECT,
                   &(struct meeting_input){ .body = s->body,
                                            .title = "Spring meeting",
                                            .minutes = 90,
                                            .link = "https://meet.example.org/x",
                                            .slot = slots,
                                            .n_slots = 2 },
                   &s->meeting));
}

static int64_t first_slot(struct cx *cx, int64_t meeting)
{
    struct slot_list_rows slots;
    OK(slot_list(cx, meeting, &slots));
    return slots.v[0].id;
}

static void invite(struct cx *cx, struct scene *s, stamp first)
{
    call_meeting(cx, s, first);
    OK(meeting_fix(cx, s->meeting, row(cx, s->meeting).version, first_slot(cx, s->meeting)));
}

/* ---- the way --------------------------------------------------------------------------------- */

static void found(struct cx *cx)
{
    struct scene s;
    call_meeting(cx, &s, 1205000000);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM mail WHERE cause = 'meeting.propose'"),
                     3);
    as(cx, s.who.account[ROLE_PARTNER_COORDINATOR]);
    const struct person_list_row eho = person(cx, s.meeting, viewer_is(cx));
    const int64_t slot = first_slot(cx, s.meeting);
    OK(meeting_can(cx, s.meeting, eho.id, slot, "if_need"));
    OK(meeting_can(cx, s.meeting, eho.id, slot, "yes"));
    REFUSED(RC_INVALID, "if need be", meeting_can(cx, s.meeting, eho.id, slot, "sometimes"));
    REFUSED(RC_DENIED, "leads",
            meeting_can(cx, s.meeting, person(cx, s.meeting, s.da).id, slot, "no"));
    REFUSED(RC_DENIED, "leads", meeting_fix(cx, s.meeting, 1, slot));
    REFUSED(RC_CONFLICT, "not fixed",
            meeting_answer(cx, s.meeting,
                           &(struct meeting_answer){ eho.id, "accepted", "web", 0, -1 }));
    assert_int_equal(test_count(cx, "SELECT count(*) FROM meeting_available"), 1);
    chair(cx, &s);
    OK(meeting_fix(cx, s.meeting, row(cx, s.meeting).version, slot));
    const struct meeting_get_row m = row(cx, s.meeting);
    assert_string_equal(m.state, "invited");
    assert_string_equal(m.place, "Skopje");
    assert_string_equal(m.link, "https://meet.example.org/x");
    assert_int_equal(m.sequence, 0);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM mail WHERE cause = 'meeting.invite' AND "
                                    "calendar LIKE '%METHOD:REQUEST%' AND reply_type = 'meeting'"),
                     4);
}

static void it_is_found(void **state)
{
    (void)state;
    test_on_engines(found);
}

static void proxies(struct cx *cx)
{
    struct scene s;
    struct person_list_rows people;
    invite(cx, &s, 1205000000);
    const struct person_list_row eho =
                                     person(cx, s.meeting, s.who.account[ROLE_PARTNER_COORDINATOR]),
                                 da = person(cx, s.meeting, s.da),
                                 finance =
                                     person(cx, s.meeting, s.who.account[ROLE_PARTNER_FINANCE]),
                                 mcic = person(cx, s.meeting, viewer_is(cx));
    cx->now = 1205000000 + 60;
    OK(meeting_hold(cx, s.meeting, row(cx, s.meeting).version));
    OK(meeting_attend(cx, s.meeting, mcic.id, "present"));
    OK(person_list(cx, s.meeting, &people));
    struct meeting_get_row m = row(cx, s.meeting);
    struct meeting_quorum q = meeting_quorum(&m, &people);
    assert_int_equal(q.needed, 2);
    assert_int_equal(q.there, 1);
    assert_false(q.reached);
    OK(meeting_attend(cx, s.meeting, finance.id, "present"));
    as(cx, s.da);
    REFUSED(RC_INVALID, "another member", meeting_proxy(cx, s.meeting, da.id, da.id));
    REFUSED(RC_INVALID, "another member", meeting_proxy(cx, s.meeting, da.id, finance.id));
    OK(meeting_proxy(cx, s.meeting, da.id, mcic.id));
    REFUSED(RC_DENIED, "leads", meeting_proxy(cx, s.meeting, eho.id, mcic.id));
    chair(cx, &s);
    REFUSED(RC_INVALID, "is represented", meeting_proxy(cx, s.meeting, eho.id, da.id));
    REFUSED(RC_INVALID, "represents somebody", meeting_proxy(cx, s.meeting, mcic.id, eho.id));
    OK(person_list(cx, s.meeting, &people));
    q = meeting_quorum(&m, &people);
    assert_int_equal(q.there, 2);
    assert_true(q.reached);
    OK(meeting_proxy(cx, s.meeting, da.id, 0));
    OK(meeting_proxy(cx, s.meeting, da.id, mcic.id));
    /* Who comes after all speaks for themselves. */
    OK(meeting_attend(cx, s.meeting, da.id, "present"));
    assert_int_equal(person(cx, s.meeting, s.da).proxy, 0);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM meeting_proxy"), 2);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM meeting_proxy WHERE revoked_at IS NULL"),
                     0);
}

static void it_counts_proxies(void **state)
{
    (void)state;
    test_on_engines(proxies);
}

/* ---- minutes --------------------------------------------------------------------------------- */

static int64_t add_item(struct cx *cx, int64_t meeting, const char *title)
{
    int64_t id;
    OK(agenda_add(cx, meeting, &(struct agenda_input){ .title = title, .minutes = 20 }, &id));
    return id;
}

static struct agenda_list_row item(struct cx *cx, int64_t meeting, int64_t id)
{
    struct agenda_list_row i;
    bool there;
    OK(agenda_get(cx, meeting, id, &i, &there));
    assert_true(there);
    return i;
}

static void orders(struct cx *cx)
{
    struct scene s;
    struct agenda_list_rows rows;
    call_meeting(cx, &s, 1205000000);
    const int64_t a = add_item(cx, s.meeting, "A"), b = add_item(cx, s.meeting, "B");
    as(cx, s.da);
    const int64_t c = add_item(cx, s.meeting, "C");
    assert_string_equal(item(cx, s.meeting, c).state, "proposed");
    REFUSED(RC_DENIED, "leads", agenda_accept(cx, s.meeting, c));
    REFUSED(RC_DENIED, "leads",
            agenda_change(cx, s.meeting, a, 1, &(struct agenda_input){ .title = "X" }));
    OK(agenda_change(cx, s.meeting, c, 1, &(struct agenda_input){ .title = "C2", .minutes = 5 }));
    chair(cx, &s);
    OK(agenda_accept(cx, s.meeting, c));
    OK(agenda_move(cx, s.meeting, c, -1));
    OK(agenda_move(cx, s.meeting, a, -1)); /* is the first already */
    OK(agenda_decline(cx, s.meeting, b, "Next time"));
    REFUSED(RC_INVALID, "Say why", agenda_decline(cx, s.meeting, a, ""));
    OK(agenda_list(cx, s.meeting, &rows));
    assert_int_equal(rows.v[0].id, a);
    assert_int_equal(rows.v[1].id, c);
    assert_int_equal(rows.v[2].id, b);
    assert_string_equal(rows.v[2].answer, "Next time");
    int64_t paper;
    OK(agenda_paper(cx, s.meeting, a, "Plan", "plan.txt", STR("one"), &paper));
    OK(agenda_paper(cx, s.meeting, a, "Plan", "plan.txt", STR("two"), &paper));
    REFUSED(RC_CONFLICT, "very document",
            agenda_paper(cx, s.meeting, a, "Plan", "plan.txt", STR("two"), &paper));
    struct agenda_paper_list_rows papers;
    OK(agenda_paper_list(cx, s.meeting, &papers));
    assert_int_equal(papers.n, 2);
    assert_int_equal(papers.v[0].no, 2);
}

static void it_orders_the_agenda(void **state)
{
    (void)state;
    test_on_engines(orders);
}

/* The meeting has 90 minutes. */
static void fits(struct cx *cx)
{
    struct scene s;
    struct agenda_list_rows rows;
    struct agenda_fit f;
    static const int64_t boxes[] = { 1, 200, 7, 0, 33, 100 }, to[] = { 1, 53, 2, 0, 8, 26 };
    int64_t id[6];
    invite(cx, &s, 1205000000);
    const int64_t sequence = row(cx, s.meeting).sequence;
    for (size_t i = 0; i < 6; i++) {
        const struct agenda_input in = { .title = arena_printf(cx->arena, "Box %zu", i),
                                         .note = "N",
                                         .minutes = boxes[i],
                                         .speaker = "S" };
        OK(agenda_add(cx, s.meeting, &in, &id[i]));
    }
    as(cx, s.da);
    add_item(cx, s.meeting, "Proposed only");
    REFUSED(RC_DENIED, "leads", agenda_shorten(cx, s.meeting, ""));
    REFUSED(RC_DENIED, "leads", agenda_lengthen(cx, s.meeting, ""));
    chair(cx, &s);
    const struct meeting_get_row m = row(cx, s.meeting);
    OK(agenda_list(cx, s.meeting, &rows));
    agenda_fit_of(cx, &m, &rows, &f);
    assert_true(f.over && f.shares);
    assert_int_equal(f.planned, 341);
    OK(agenda_change(cx, s.meeting, id[3], 1,
                     &(struct agenda_input){ .title = "Box 3", .minutes = 1 }));
    REFUSED(RC_STALE, "Look at it again", agenda_shorten(cx, s.meeting, f.plan));
    REFUSED(RC_STALE, "Look at it again", agenda_lengthen(cx, s.meeting, f.plan));
    OK(agenda_change(cx, s.meeting, id[3], 2,
                     &(struct agenda_input){ .title = "Box 3", .minutes = 0 }));
    OK(agenda_shorten(cx, s.meeting, f.plan));
    for (size_t i = 0; i < 6; i++) {
        const struct agenda_list_row r = item(cx, s.meeting, id[i]);
        if (r.minutes != to[i]) fail_msg("%s: %lld", r.title, (long long)r.minutes);
        if (i != 3) assert_string_equal(r.speaker, "S");
        assert_int_equal(r.version, i == 3 ? 3 : boxes[i] == to[i] ? 1 : 2);
    }
    REFUSED(RC_CONFLICT, "fits", agenda_shorten(cx, s.meeting, ""));
    assert_int_equal(row(cx, s.meeting).sequence, sequence);
    OK(agenda_change(cx, s.meeting, id[0], 1,
                     &(struct agenda_input){ .title = "Box 0", .minutes = 31 }));
    OK(agenda_lengthen(cx, s.meeting, ""));
    assert_int_equal(row(cx, s.meeting).minutes, 120);
    assert_int_equal(row(cx, s.meeting).sequence, sequence + 1);
    assert_string_equal(row(cx, s.meeting).link, "https://meet.example.org/x");
    OK(meeting_cancel(cx, s.meeting, row(cx, s.meeting).version, "No"));
    OK(agenda_list(cx, s.meeting, &rows));
}

static void it_fits_agenda_and_meeting(void **state)
{
    (void)state;
    test_on_engines(fits);
}

/* Whatever the boxes: the sum is exact, none grows, none that had a minute has less. */
static void any_boxes_are_shared(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct seeded r = { 77 };
    for (int round = 0; round < 2000; round++) {
        struct cx cx;
        struct agenda_fit f;
        struct agenda_list_row v[40];
        struct agenda_list_rows rows = { v, (size_t)seeded_below(&r, 40) + 1 };
        const struct meeting_get_row m = { .minutes = 5 + seeded_below(&r, 120) };
        int64_t sum = 0, boxes = 0;
        cx_init(&cx, a);
        for (size_t i = 0; i < rows.n; i++) {
            v[i] = (struct agenda_list_row){ .id = (int64_t)i, .state = "accepted" };
            v[i].minutes = seeded_below(&r, seeded_below(&r, 3) ? 6 : 500);
            boxes += v[i].minutes > 0;
        }
        agenda_fit_of(&cx, &m, &rows, &f);
        assert_int_equal(f.shares, f.over && boxes <= m.minutes);
        for (size_t i = 0; i < f.n && f.shares; i++) {
            assert_in_range(f.to[i], v[i].minutes > 0, v[i].minutes);
            sum += f.to[i];
        }
        if (f.shares) assert_int_equal(sum, m.minutes);
        arena_reset(a);
    }
    arena_free(a);
}

static void hold(struct cx *cx, struct scene *s, int64_t *a)
{
    invite(cx, s, 1205000000);
    *a = add_item(cx, s->meeting, "Budget");
    REFUSED(RC_CONFLICT, "It begins on", meeting_hold(cx, s->meeting, row(cx, s->meeting).version));
    cx->now = 1205000000;
    OK(meeting_hold(cx, s->meeting, row(cx, s->meeting).version));
}

static void writes(struct cx *cx)
{
    struct scene s;
    enum minutes_kept kept;
    int64_t a;
    hold(cx, &s, &a);
    OK(pen_take(cx, s.meeting, false));
    OK(minutes_write(cx, s.meeting, a, 0, "The chair opens.", &kept));
    assert_int_equal(kept, MINUTES_WRITTEN);
    as(cx, s.da);
    REFUSED(RC_CONFLICT, "has the pen", pen_take(cx, s.meeting, false));
    REFUSED(RC_CONFLICT, "has the pen", pen_take(cx, s.meeting, true));
    OK(minutes_write(cx, s.meeting, a, 1, "DA says no.", &kept));
    assert_int_equal(kept, MINUTES_ASIDE);
    assert_non_null(strstr(said(cx), "is kept beside"));
    cx->now += PEN_MINUTES * 60 + 1;
    OK(pen_take(cx, s.meeting, false));
    /* The text they had before them is an old one. */
    OK(minutes_write(cx, s.meeting, a, 0, "DA again.", &kept));
    assert_int_equal(kept, MINUTES_ASIDE);
    said(cx);
    OK(minutes_write(cx, s.meeting, a, 1, "Both speak.", &kept));
    assert_int_equal(kept, MINUTES_WRITTEN);
    chair(cx, &s);
    OK(pen_take(cx, s.meeting, true));
    assert_string_equal(item(cx, s.meeting, a).text, "Both speak.");
    struct aside_list_rows asides;
    OK(aside_list(cx, s.meeting, &asides));
    assert_int_equal(asides.n, 2);
    REFUSED(RC_CONFLICT, "Settle",
            minutes_send(cx, s.meeting, row(cx, s.meeting).version, "vote", 0));
    for (size_t i = 0; i < asides.n; i++) OK(minutes_settle(cx, s.meeting, asides.v[i].id));
    as(cx, s.who.account[ROLE_PARTNER_FINANCE]);
    REFUSED(RC_DENIED, "takes part", pen_take(cx, s.meeting, false));
}

static void it_loses_no_word(void **state)
{
    (void)state;
    test_on_engines(writes);
}

static void decides(struct cx *cx)
{
    struct scene s;
    int64_t a, decision, task;
    hold(cx, &s, &a);
    const struct minutes_outcome out = { .decided = "The budget is adopted." };
    const int64_t eho = person(cx, s.meeting, s.who.account[ROLE_PARTNER_COORDINATOR]).id,
                  da = person(cx, s.meeting, s.da).id, me = person(cx, s.meeting, viewer_is(cx)).id;
    REFUSED(RC_CONFLICT, "not here", minutes_vote(cx, s.meeting, a, eho, "for"));
    OK(meeting_attend(cx, s.meeting, me, "present"));
    OK(meeting_attend(cx, s.meeting, eho, "present"));
    OK(meeting_proxy(cx, s.meeting, da, eho));
    as(cx, s.who.account[ROLE_PARTNER_COORDINATOR]);
    OK(minutes_vote(cx, s.meeting, a, eho, "against"));
    OK(minutes_vote(cx, s.meeting, a, da, "for"));
    REFUSED(RC_DENIED, "leads", minutes_vote(cx, s.meeting, a, me, "for"));
    REFUSED(RC_DENIED, "leads", minutes_decide(cx, s.meeting, a, &out, &decision));
    chair(cx, &s);
    OK(minutes_vote(cx, s.meeting, a, me, "for"));
    OK(minutes_task(cx, s.meeting, a,
                    &(struct minutes_task){ .title = "Send it", .due_on = DATE_NONE }, &task));
    struct minutes_outcome hands = out;
    hands.in_favour = 3;
    hands.against = 1;
    REFUSED(RC_INVALID, "4 votes are counted, and 3",
            minutes_decide(cx, s.meeting, a, &hands, &decision));
    OK(minutes_decide(cx, s.meeting, a, &out, &decision));
    const struct agenda_list_row i = item(cx, s.meeting, a);
    assert_int_equal(i.decision, decision);
    assert_string_equal(i.decision_outcome, "adopted");
    REFUSED(RC_CONFLICT, "is decided", minutes_decide(cx, s.meeting, a, &out, &decision));
    REFUSED(RC_CONFLICT, "is decided", minutes_vote(cx, s.meeting, a, me, "against"));
    const int64_t b = add_item(cx, s.meeting, "Second");
    hands.in_favour = 1;
    hands.against = 2;
    OK(minutes_decide(cx, s.meeting, b, &hands, &decision));
    assert_string_equal(item(cx, s.meeting, b).decision_outcome, "rejected");
    OK(meeting_proxy(cx, s.meeting, da, 0));
    OK(meeting_attend(cx, s.meeting, eho, "absent"));
    const int64_t c = add_item(cx, s.meeting, "Third");
    OK(minutes_decide(cx, s.meeting, c, &out, &decision));
    assert_string_equal(item(cx, s.meeting, c).decision_outcome, "no_quorum");
}

static void it_decides_by_the_rule(void **state)
{
    (void)state;
    test_on_engines(decides);
}

static void write_one(struct cx *cx, struct scene *s, int64_t *a)
{
    enum minutes_kept kept;
    hold(cx, s, a);
    OK(minutes_write(cx, s->meeting, *a, 0, "We agree.", &kept));
    REFUSED(RC_CONFLICT, "Nobody is noted as present",
            minutes_send(cx, s->meeting, row(cx, s->meeting).version, "silence", cx->now + DAY));
    OK(meeting_attend(cx, s->meeting, person(cx, s->meeting, viewer_is(cx)).id, "present"));
}

static void silence(struct cx *cx)
{
    struct scene s;
    int64_t a;
    enum minutes_kept kept;
    write_one(cx, &s, &a);
    const stamp until = cx->now + 7 * DAY;
    REFUSED(RC_INVALID, "a time to come",
            minutes_send(cx, s.meeting, row(cx, s.meeting).version, "silence", cx->now));
    OK(minutes_send(cx, s.meeting, row(cx, s.meeting).version, "silence", until));
    REFUSED(RC_CONFLICT, "closed", minutes_write(cx, s.meeting, a, 1, "Changed.", &kept));
    as(cx, s.da);
    REFUSED(RC_INVALID, "needs a reason", minutes_say(cx, s.meeting, "object", ""));
    OK(minutes_say(cx, s.meeting, "object", "I was there."));
    cx->now = until + 1;
    OK(due_pass(cx));
    assert_string_equal(row(cx, s.meeting).state, "minutes_draft");
    chair(cx, &s);
    OK(minutes_reopen(cx, s.meeting, row(cx, s.meeting).version));
    OK(minutes_write(cx, s.meeting, a, 1, "We agree, DA was there.", &kept));
    OK(minutes_send(cx, s.meeting, row(cx, s.meeting).version, "silence", cx->now + DAY));
    cx->now += DAY - 60;
    OK(due_pass(cx));
    assert_string_equal(row(cx, s.meeting).state, "minutes_draft");
    cx->now += 120;
    OK(due_pass(cx));
    const struct meeting_get_row m = row(cx, s.meeting);
    assert_string_equal(m.state, "approved");
    const char *sha;
    OK(minutes_digest(cx, s.meeting, &sha));
    assert_string_equal(sha, m.minutes_sha);
    REFUSED(RC_CONFLICT, "closed", minutes_write(cx, s.meeting, a, 2, "Forged.", &kept));
    REFUSED(RC_CONFLICT, "not changed any more", minutes_reopen(cx, s.meeting, m.version));
    TEST_STMT(forge, DB_EXEC, true, "i", "", "UPDATE agenda_item SET text = 'x' WHERE id = $1");
    OK(db_begin(cx));
    OK(test_run(cx, &forge, (struct db_value[]){ db_i(a) }, NULL));
    db_require_audit(false);
    OK(db_end(cx, RC_OK));
    db_require_audit(true);
    OK(minutes_digest(cx, s.meeting, &sha));
    assert_string_not_equal(sha, m.minutes_sha);
}

static void it_is_approved_by_silence(void **state)
{
    (void)state;
    test_on_engines(silence);
}

static void by_vote(struct cx *cx)
{
    struct scene s;
    int64_t a;
    write_one(cx, &s, &a);
    OK(minutes_send(cx, s.meeting, row(cx, s.meeting).version, "vote", 0));
    OK(minutes_say(cx, s.meeting, "approve", NULL));
    assert_string_equal(row(cx, s.meeting).state, "minutes_draft");
    as(cx, s.who.account[ROLE_PARTNER_FINANCE]);
    REFUSED(RC_DENIED, "with a vote", minutes_say(cx, s.meeting, "approve", NULL));
    as(cx, s.da);
    OK(minutes_say(cx, s.meeting, "approve", NULL));
    assert_string_equal(row(cx, s.meeting).state, "approved");
}

static void it_is_approved_by_vote(void **state)
{
    (void)state;
    test_on_engines(by_vote);
}

/* ---- the feed -----------------------------------------------------------------------------------
 */

static void feeds(struct cx *cx)
{
    struct scene s;
    char word[44], second[44];
    const char *text;
    invite(cx, &s, 1205000000);
    OK(feed_renew(cx, word));
    cx->viewer = NULL;
    OK(feed_calendar(cx, word, &text));
    assert_non_null(strstr(text, "SUMMARY:Spring meeting"));
    assert_non_null(strstr(text, "METHOD:PUBLISH"));
    assert_null(strstr(text, "ATTENDEE"));
    chair(cx, &s);
    OK(feed_renew(cx, second));
    assert_int_equal(feed_calendar(cx, word, &text), RC_MISSING);
    OK(feed_calendar(cx, second, &text));
    OK(feed_end(cx));
    assert_int_equal(feed_calendar(cx, second, &text), RC_MISSING);
    as(cx, s.who.account[ROLE_AUDITOR]);
    OK(feed_renew(cx, word));
    OK(feed_calendar(cx, word, &text));
    assert_null(strstr(text, "VEVENT"));
}

static void it_feeds_calendars(void **state)
{
    (void)state;
    test_on_engines(feeds);
}

/* ---- random answers -------------------------------------------------------------------------- */

/* What should hold, kept in the simplest way. */
struct model {
    int64_t sequence, time_sequence, state; /* 0 invited, 1 cancelled */
    struct {
        const char *answer;
        stamp at;
        int64_t sequence;
    } p[3];
};

static const char *reply_text(struct cx *cx, const char *uid, int64_t sequence, stamp at,
                              const char *answer)
{
    static const char *const upper[] = { "ACCEPTED", "TENTATIVE", "DECLINED" };
    char text[STAMP_TEXT], compact[20];
    size_t n = 0;
    stamp_text(at, text);
    for (const char *c = text; *c; c++)
        if (*c != '-' && *c != ':') compact[n++] = *c;
    compact[n] = '\0';
    const char *word = upper[answer[0] == 'a' ? 0 : answer[0] == 't' ? 1 : 2];
    return arena_printf(
        cx->arena,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:%s\r\n"
        "SEQUENCE:%lld\r\nDTSTAMP:%s\r\nATTENDEE;PARTSTAT=%s:mailto:x@example.org\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
        uid, (long long)sequence, compact, word);
}

struct sent {
    int who;
    int64_t sequence;
    stamp at;
    const char *answer;
};

static void deliver(struct cx *cx, const struct scene *s, const int64_t account[3],
                    const struct sent *r, struct model *m)
{
    as(cx, account[r->who]);
    const struct meeting_get_row before = row(cx, s->meeting);
    const struct reply reply = { .type = "meeting",
                                 .id = s->meeting,
                                 .account = account[r->who],
                                 .text = "",
                                 .sent_at = r->at,
                                 .received_at = cx->now,
                                 .calendar =
                                     reply_text(cx, before.uid, r->sequence, r->at, r->answer) };
    enum rc rc = db_begin(cx);
    assert_int_equal(rc, RC_OK);
    rc = meeting_reply(cx, &reply);
    /* An answer that is not new writes nothing, which needs no entry either. */
    rc = db_end(cx, rc);
    const bool void_now = m->state || r->sequence < m->time_sequence;
    if (void_now) {
        assert_int_equal(rc, RC_CONFLICT);
        assert_string_not_equal(said(cx), "");
        return;
    }
    assert_int_equal(rc, RC_OK);
    if (m->p[r->who].at && (r->sequence < m->p[r->who].sequence ||
                            (r->sequence == m->p[r->who].sequence && r->at < m->p[r->who].at)))
        return;
    m->p[r->who].answer = r->answer;
    m->p[r->who].at = r->at;
    m->p[r->who].sequence = r->sequence;
}

static void change(struct cx *cx, struct scene *s, struct seeded *r, struct model *m)
{
    const struct meeting_get_row now = row(cx, s->meeting);
    chair(cx, s);
    switch (seeded_below(r, 3)) {
    case 0:
        OK(meeting_move(cx, s->meeting, now.version,
                        &(struct slot_input){ now.starts_at + 3600, "Tirana", NULL }));
        m->time_sequence = ++m->sequence;
        for (int i = 0; i < 3; i++) m->p[i].answer = "";
        break;
    case 1:
        OK(meeting_move(cx, s->meeting, now.version,
                        &(struct slot_input){ now.starts_at, "Novi Sad", NULL }));
        m->sequence++;
        break;
    default: OK(meeting_renew(cx, s->meeting, now.version)); m->sequence++;
    }
}

static void agrees(struct cx *cx, const struct scene *s, const int64_t account[3],
                   const struct model *m)
{
    const struct meeting_get_row now = row(cx, s->meeting);
    assert_int_equal(now.sequence, m->sequence);
    for (int i = 0; i < 3; i++)
        assert_string_equal(person(cx, s->meeting, account[i]).answer, m->p[i].answer);
}

static void random_events(struct cx *cx)
{
    static const char *const answers[] = { "accepted", "tentative", "declined" };
    struct scene s;
    struct seeded r = { 11 };
    invite(cx, &s, 1206000000);
    const int64_t account[3] = { s.who.account[ROLE_LEAD_COORDINATOR],
                                 s.who.account[ROLE_PARTNER_COORDINATOR], s.da };
    struct model m = { .p = { { "", 0, 0 }, { "", 0, 0 }, { "", 0, 0 } } };
    struct sent under_way[8];
    size_t n = 0;
    for (int step = 0; step < 400; step++) {
        cx->now += 60;
        const int64_t what = seeded_below(&r, 10);
        if (what < 4 && n < 8 && !m.state) {
            under_way[n++] =
                (struct sent){ (int)seeded_below(&r, 3),
                               seeded_below(&r, 4) ? m.sequence : seeded_below(&r, m.sequence + 1),
                               cx->now, answers[seeded_below(&r, 3)] };
        } else if (what < 9 && n) {
            const size_t i = (size_t)seeded_below(&r, (int64_t)n);
            const bool twice = seeded_below(&r, 4) == 0;
            deliver(cx, &s, account, &under_way[i], &m);
            if (!twice) under_way[i] = under_way[--n];
        } else if (what == 9 && !m.state) {
            change(cx, &s, &r, &m);
        }
        if (step == 380) {
            chair(cx, &s);
            OK(meeting_cancel(cx, s.meeting, row(cx, s.meeting).version, "No money"));
            m.state = 1;
            m.sequence++;
        }
        agrees(cx, &s, account, &m);
    }
    assert_true(m.sequence > 5);
    /* Calendars saw each number once, in order, the last with CANCEL. */
    assert_int_equal(test_count(cx, "SELECT count(DISTINCT cause_key) FROM mail "
                                    "WHERE calendar_method = 'REQUEST'"),
                     m.sequence);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM mail WHERE calendar_method = 'CANCEL'"),
                     4);
}

static void it_follows_random_events(void **state)
{
    (void)state;
    test_on_engines(random_events);
}

TESTS(meeting, cmocka_unit_test(it_is_found), cmocka_unit_test(it_counts_proxies),
      cmocka_unit_test(it_orders_the_agenda), cmocka_unit_test(it_fits_agenda_and_meeting),
      cmocka_unit_test(any_boxes_are_shared), cmocka_unit_test(it_loses_no_word),
      cmocka_unit_test(it_decides_by_the_rule), cmocka_unit_test(it_is_approved_by_silence),
      cmocka_unit_test(it_is_approved_by_vote), cmocka_unit_test(it_feeds_calendars),
      cmocka_unit_test(it_follows_random_events));
