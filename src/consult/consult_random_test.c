/* SPDX-License-Identifier: EUPL-1.2 */
/* consult_random_test.c — events in any order: positions on the web and by mail, twice, late, out
 * of order, by proxy; recusals, extensions, time that passes. Beside them runs a model that knows
 * only lists. No position is lost or doubled, and the result is what the history comes to.
 */
#include "base/buf.h"
#include "base/rand.h"
#include "consult/consult_write.h"
#include "consult/mail.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <string.h>

enum { VOICES = 3, SAID = 400, MAILS = 60, EVENTS = 70, RUNS = 12 };

struct said {
    int seat;
    stamp at;
    const char *choice, *reason;
    bool late;
};
struct letter {
    enum try_person from;
    const char *id, *choice, *reason;
    stamp sent;
    bool taken;
};
struct model {
    struct consult_try t;
    int64_t seat[VOICES]; /* of TRY_CHAIR, TRY_EHO, TRY_DA */
    bool recused[VOICES];
    int proxy[VOICES]; /* -1: none */
    struct said said[SAID];
    int n;
    struct letter mail[MAILS];
    int n_mail;
    stamp closes;
};

static const char *const choices[] = { "support", "support_with_changes", "abstain", "object" };
static const char *const words[] = { "Za", "Support with changes", "Uzdržan", "Kundër" };

/* The last said in time: of equal moments the later one. */
static const struct said *now_of(const struct model *m, int seat)
{
    const struct said *last = NULL;
    for (int i = 0; i < m->n; i++)
        if (m->said[i].seat == seat && !m->said[i].late && (!last || m->said[i].at >= last->at))
            last = &m->said[i];
    return last;
}

static void keep(struct model *m, struct said s)
{
    assert_true(m->n < SAID);
    m->said[m->n++] = s;
}

static bool is_open(struct cx *cx, const struct model *m) { return cx->now < m->closes; }

static void web(struct cx *cx, struct model *m, struct seeded *r)
{
    int who = (int)seeded_below(r, VOICES), seat = (int)seeded_below(r, VOICES),
        c = (int)seeded_below(r, 4);
    bool own = who == seat, may = own || m->proxy[seat] == who, open = is_open(cx, m);
    const char *reason = seeded_below(r, 2) || c == 3 ? "Because." : "";
    enum rc rc = try_say_for(cx, &m->t, (enum try_person)who, m->seat[seat], choices[c], reason);
    if (!may) assert_int_equal(rc, RC_DENIED);
    if (may && m->recused[seat]) assert_int_equal(rc, RC_CONFLICT);
    if (!may || m->recused[seat]) return;
    assert_int_equal(rc, RC_OK);
    const struct said *now = now_of(m, seat);
    bool same = now && z_eq(now->choice, choices[c]) && z_eq(now->reason, reason);
    if (open && same) return;
    keep(m, (struct said){ seat, cx->now, choices[c], reason, !open });
    if (open && own) m->proxy[seat] = -1;
}

static void write_mail(struct cx *cx, struct model *m, struct seeded *r)
{
    if (m->n_mail == MAILS) return;
    int c = (int)seeded_below(r, 4);
    m->mail[m->n_mail] = (struct letter){
        .from = (enum try_person)seeded_below(r, VOICES),
        .id = arena_printf(cx->arena, "<%d@x>", m->n_mail),
        .choice = choices[c],
        .reason = c == 3 || seeded_below(r, 2) ? "By mail." : "",
        .sent = cx->now,
    };
    m->n_mail++;
}

/* Any of those that are on their way, those that have arrived too. */
static void deliver(struct cx *cx, struct model *m, struct seeded *r)
{
    if (!m->n_mail) return;
    struct letter *l = &m->mail[seeded_below(r, m->n_mail)];
    int c = 0;
    while (!z_eq(choices[c], l->choice)) c++;
    try_as(cx, &m->t, l->from);
    const struct reply reply = { .type = "consultation",
                                 .id = m->t.id,
                                 .account = m->t.person[l->from],
                                 .text = arena_printf(cx->arena, "%s\n\n%s", words[c], l->reason),
                                 .message_id = l->id,
                                 .sent_at = l->sent,
                                 .received_at = cx->now };
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_end(cx, consult_reply(cx, &reply));
    if (!is_open(cx, m)) {
        assert_int_equal(rc, RC_CONFLICT);
        return;
    }
    if (l->taken) {
        assert_int_equal(rc, RC_OK);
        return;
    }
    if (m->recused[l->from]) { /* it has no vote, so its mail is a comment */
        assert_int_equal(rc, RC_OK);
        return;
    }
    assert_int_equal(rc, RC_OK);
    l->taken = true;
    keep(m, (struct said){ (int)l->from, l->sent, l->choice, l->reason, false });
    m->proxy[l->from] = -1;
}

static void pass_on(struct cx *cx, struct model *m, struct seeded *r)
{
    int who = (int)seeded_below(r, VOICES), to = (int)seeded_below(r, VOICES + 1) - 1, held = 0;
    try_as(cx, &m->t, (enum try_person)who);
    enum rc rc = seat_proxy(cx, m->seat[who], to < 0 ? 0 : m->seat[to], "Away.");
    if (!is_open(cx, m)) {
        assert_int_equal(rc, RC_CONFLICT);
        return;
    }
    bool holds = false;
    for (int i = 0; i < VOICES; i++) {
        holds |= m->proxy[i] == who;
        held += to >= 0 && m->proxy[i] == to && i != who;
    }
    bool good = to < 0 || m->proxy[who] == to ||
                (to != who && !m->recused[to] && !holds && m->proxy[to] < 0 && !held);
    if (good != (rc == RC_OK)) fail_msg("proxy from %d to %d: %d", who, to, (int)rc);
    if (good) m->proxy[who] = to;
}

static void recuse(struct cx *cx, struct model *m, struct seeded *r)
{
    int who = (int)seeded_below(r, VOICES);
    bool out = seeded_below(r, 2);
    try_as(cx, &m->t, (enum try_person)who);
    enum rc rc = seat_interest(cx, m->seat[who], out ? "We own it." : "", out);
    assert_int_equal(rc, is_open(cx, m) ? RC_OK : RC_CONFLICT);
    if (!rc) m->recused[who] = out;
}

static void extend(struct cx *cx, struct model *m)
{
    if (!is_open(cx, m)) return;
    try_as(cx, &m->t, TRY_CHAIR);
    assert_int_equal(consult_extend(cx, m->t.id, 0, m->closes + 3600, "More."), RC_OK);
    m->closes += 3600;
}

static void check(struct cx *cx, const struct model *m)
{
    struct consult_count k;
    struct ballot b[VOICES];
    try_count(cx, &m->t, &k);
    assert_int_equal(k.seats.n, VOICES);
    for (int i = 0; i < VOICES; i++) {
        const struct said *now = now_of(m, i);
        const struct consult_seats_row *s = NULL;
        for (size_t j = 0; j < k.seats.n; j++)
            if (k.seats.v[j].id == m->seat[i]) s = &k.seats.v[j];
        assert_non_null(s);
        assert_string_equal(s->choice, now ? now->choice : "");
        assert_string_equal(s->reason, now ? now->reason : "");
        b[i] = (struct ballot){ .weight = m->recused[i] ? 0 : 1 };
        if (now) assert_true(choice_parse(now->choice, &b[i].choice));
    }
    struct tally t = tally_count(cx->arena, RULE_TWO_THIRDS, b, VOICES, 0, 0);
    assert_int_equal(t.outcome, k.tally.outcome);
    assert_int_equal(t.in_favour, k.tally.in_favour);
    assert_int_equal(t.against, k.tally.against);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_position"), m->n);
    int late = 0;
    for (int i = 0; i < m->n; i++) late += m->said[i].late;
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_position WHERE late = 1"),
                     late);
}

static uint64_t seed;

static void one_run(struct cx *cx)
{
    struct seeded r = { seed };
    struct model *m = arena_array(cx->arena, struct model, 1);
    try_make(cx, &m->t, "two_thirds");
    try_open(cx, &m->t);
    m->closes = m->t.closes_at;
    static const int64_t orgs[VOICES] = { ORG_MCIC, ORG_EHO, ORG_DA };
    for (int i = 0; i < VOICES; i++) {
        m->seat[i] = try_seat(cx, &m->t, orgs[i]);
        m->proxy[i] = -1;
    }
    for (int e = 0; e < EVENTS; e++) {
        cx->now += seeded_below(&r, 6 * 3600);
        switch (seeded_below(&r, 10)) {
        case 0:
        case 1:
        case 2: web(cx, m, &r); break;
        case 3:
        case 4: write_mail(cx, m, &r); break;
        case 5:
        case 6: deliver(cx, m, &r); break;
        case 7: pass_on(cx, m, &r); break;
        case 8: recuse(cx, m, &r); break;
        case 9:
            if (seeded_below(&r, 3))
                extend(cx, m);
            else
                try_due(cx, cx->now);
        }
    }
    check(cx, m);
}

static void loses_and_doubles_nothing(void **state)
{
    (void)state;
    for (seed = 1; seed <= RUNS; seed++) test_on_engines(one_run);
}

TESTS(consult_random, cmocka_unit_test(loses_and_doubles_nothing));
