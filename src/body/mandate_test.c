/* SPDX-License-Identifier: EUPL-1.2 */
/* mandate_test.c — one vote an organisation and one chair a body at a time, at the edges of it. */
#include "account/viewer.h"
#include "body/body.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

static date day(int of_month, int no) { return date_make(2007, of_month, no); }

static int64_t body_make(struct cx *cx)
{
    struct people people;
    int64_t body;
    site_setup();
    people_make(cx, &people);
    cx->viewer = viewer_system(cx, "test");
    const struct body_input in = { .kind = "board", .name = "Board", .rule = "consent" };
    assert_int_equal(body_add(cx, PROJECT, &in, &body), RC_OK);
    return body;
}

/* ${id} is 0 where it is refused. */
static enum rc seat(struct cx *cx, int64_t body, int64_t organisation, const char *role,
                    int64_t weight, date from, date until, int64_t *id)
{
    const struct mandate_input in = { .organisation = organisation,
                                      .name = role,
                                      .role = role,
                                      .weight = weight,
                                      .starts_on = from,
                                      .ends_on = until };
    *id = 0;
    cx->problems = (struct problems){ 0 };
    return mandate_add(cx, body, &in, id);
}

static enum rc end(struct cx *cx, int64_t id, int64_t version, date on)
{
    cx->problems = (struct problems){ 0 };
    return mandate_end(cx, id, version, on);
}

static void one_vote(struct cx *cx)
{
    const int64_t body = body_make(cx);
    int64_t id;
    assert_int_equal(seat(cx, body, ORG_EHO, "secretary", 0, day(1, 1), DATE_NONE, &id), RC_OK);
    assert_int_equal(seat(cx, body, ORG_EHO, "member", 1, day(1, 1), day(6, 30), &id), RC_OK);
    assert_int_equal(seat(cx, body, ORG_EHO, "member", 0, day(1, 1), DATE_NONE, &id), RC_OK);
    int64_t other;
    /* On its last day the vote is still the first one's. */
    assert_int_equal(seat(cx, body, ORG_EHO, "member", 1, day(6, 30), DATE_NONE, &other),
                     RC_INVALID);
    assert_int_equal(seat(cx, body, ORG_EHO, "member", 1, day(7, 1), DATE_NONE, &other), RC_OK);
    assert_int_equal(seat(cx, body, ORG_EHO, "member", 1, day(2, 1), day(3, 1), &other),
                     RC_INVALID);
    assert_int_equal(seat(cx, body, ORG_DA, "member", 1, day(2, 1), day(3, 1), &other), RC_OK);
}

/* Before somebody's time there is a free one, and it ends where theirs begins. */
static void before(struct cx *cx)
{
    const int64_t body = body_make(cx);
    int64_t id;
    assert_int_equal(seat(cx, body, ORG_EHO, "member", 1, day(6, 1), DATE_NONE, &id), RC_OK);
    assert_int_equal(seat(cx, body, ORG_EHO, "member", 1, day(1, 1), day(5, 31), &id), RC_OK);
    assert_int_equal(end(cx, id, 1, day(6, 1)), RC_INVALID);
    assert_int_equal(end(cx, id, 1, day(5, 1)), RC_OK);
    assert_int_equal(end(cx, id, 2, day(5, 31)), RC_OK);
}

static void one_chair(struct cx *cx)
{
    const int64_t body = body_make(cx);
    int64_t first, next;
    assert_int_equal(seat(cx, body, ORG_MCIC, "chair", 0, day(1, 1), day(6, 30), &first), RC_OK);
    assert_int_equal(seat(cx, body, ORG_EHO, "chair", 0, day(6, 30), DATE_NONE, &next), RC_INVALID);
    assert_int_equal(seat(cx, body, ORG_EHO, "chair", 0, day(8, 1), DATE_NONE, &next), RC_OK);
    assert_int_equal(end(cx, first, 1, day(8, 1)), RC_INVALID);
    assert_int_equal(end(cx, first, 1, day(7, 31)), RC_OK);
    /* A member of another organisation is in nobody's way. */
    assert_int_equal(seat(cx, body, ORG_DA, "member", 1, day(8, 1), DATE_NONE, &next), RC_OK);
    assert_int_equal(end(cx, first, 2, day(6, 30)), RC_OK);
}

#define ON_BOTH(name, fn)          \
    static void name(void **state) \
    {                              \
        (void)state;               \
        test_on_engines(fn);       \
    }
ON_BOTH(votes, one_vote)
ON_BOTH(earlier, before)
ON_BOTH(chairs, one_chair)

TESTS(mandate, cmocka_unit_test(votes), cmocka_unit_test(earlier), cmocka_unit_test(chairs));
