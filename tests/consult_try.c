/* SPDX-License-Identifier: EUPL-1.2 */
/* consult_try.c — its people act through the rules, each with a viewer of their own. */
#include "tests/consult_try.h"

#include "account/session.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

static const enum role role_of[TRY_PEOPLE] = {
    [TRY_CHAIR] = ROLE_LEAD_COORDINATOR,
    [TRY_EHO] = ROLE_PARTNER_COORDINATOR,
    [TRY_DA] = ROLE_PARTNER_COORDINATOR,
    [TRY_FINANCE] = ROLE_PARTNER_FINANCE,
};

void try_make(struct cx *cx, struct consult_try *t, const char *rule)
{
    static const int64_t asked[] = { PARTNER_MCIC, PARTNER_EHO, PARTNER_DA };
    stamp now;
    *t = (struct consult_try){ 0 };
    site_setup();
    people_make(cx, &t->people);
    assert_true(stamp_iso(STR("2007-08-01T09:00:00Z"), &now));
    cx->now = now;
    for (int i = 0; i < TRY_PEOPLE; i++) t->person[i] = t->people.account[role_of[i]];
    t->person[TRY_DA] = people_add(cx, "da@example.org", ROLE_PARTNER_COORDINATOR, PROJECT, ORG_DA);
    for (int i = 0; i < TRY_PEOPLE; i++) {
        assert_int_equal(session_viewer_of(cx, t->person[i], &t->viewer[i]), RC_OK);
        assert_non_null(t->viewer[i]);
    }
    t->closes_at = cx->now + 10 * 86400;
    const struct consult_input in = { .title = "Where do we meet?",
                                      .question = "The autumn meeting is in Tirana.",
                                      .kind = "question",
                                      .asked = asked,
                                      .n_asked = 3,
                                      .rule = rule,
                                      .proxy_limit = 1,
                                      .closes_at = t->closes_at };
    try_as(cx, t, TRY_CHAIR);
    assert_int_equal(consult_add(cx, PROJECT, &in, &t->id), RC_OK);
}

void try_as(struct cx *cx, const struct consult_try *t, enum try_person who)
{
    cx->viewer = t->viewer[who];
    cx->problems = (struct problems){ 0 };
}

void try_open(struct cx *cx, struct consult_try *t)
{
    try_as(cx, t, TRY_CHAIR);
    assert_int_equal(consult_open(cx, t->id, 0, t->closes_at), RC_OK);
}

enum rc try_say_for(struct cx *cx, const struct consult_try *t, enum try_person who, int64_t seat,
                    const char *choice, const char *reason)
{
    try_as(cx, t, who);
    const struct position_input in = {
        .consultation = t->id, .seat = seat, .choice = choice, .reason = reason, .via = "web"
    };
    return position_take(cx, &in, NULL);
}

enum rc try_say(struct cx *cx, const struct consult_try *t, enum try_person who, const char *choice,
                const char *reason)
{
    return try_say_for(cx, t, who, 0, choice, reason);
}

void try_count(struct cx *cx, const struct consult_try *t, struct consult_count *out)
{
    struct consult_get_row c;
    assert_int_equal(consult_get(cx, t->id, &c), RC_OK);
    assert_int_equal(consult_count(cx, &c, out), RC_OK);
}

int64_t try_seat(struct cx *cx, const struct consult_try *t, int64_t organisation)
{
    struct consult_count k;
    try_count(cx, t, &k);
    for (size_t i = 0; i < k.seats.n; i++)
        if (k.seats.v[i].organisation == organisation) return k.seats.v[i].id;
    return 0;
}

void try_due(struct cx *cx, stamp at)
{
    cx->now = at;
    cx->viewer = viewer_system(cx, "Kolo");
    assert_int_equal(due_all(cx, &consult_close_due), RC_OK);
    assert_int_equal(due_all(cx, &consult_remind_due), RC_OK);
}
