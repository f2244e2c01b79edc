/* SPDX-License-Identifier: EUPL-1.2 */
/* decision_test.c — numbers without gaps, digests that notice, and what a decision refuses. */
#include "decide/decision.h"

#include "body/body.h"
#include "decide/decision_sql.h"
#include "store/audit.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

#include <pthread.h>
#include <string.h>

static struct decision_input one(struct cx *cx, const char *title)
{
    return (struct decision_input){ .project = PROJECT,
                                    .title = title,
                                    .outcome = "adopted",
                                    .rule = "simple_majority",
                                    .figures = "{\"support\":4,\"object\":1}",
                                    .decided = "The training is held in **Šabac**.",
                                    .reasons = "Cheaper.",
                                    .dissent = "DA would rather have met in Tirana.",
                                    .mandate = "EHO signs the contract with the hotel.",
                                    .decided_on = date_of_stamp(cx->now) };
}

static int64_t make(struct cx *cx, const char *title)
{
    const struct decision_input in = one(cx, title);
    int64_t id = 0;
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, decision_make(cx, &in, &id)), RC_OK);
    return id;
}

static enum rc try(struct cx *cx, const struct decision_input *in)
{
    int64_t id = 0;
    cx->problems = (struct problems){ 0 };
    assert_int_equal(db_begin(cx), RC_OK);
    return db_end(cx, decision_make(cx, in, &id));
}

/* ---- numbers --------------------------------------------------------------------------------- */

enum { WRITERS = 4, EACH = 12 };

/* Every third comes to nothing, as when a rule after it refuses. */
static void *writes(void *p)
{
    struct cx *cx = p;
    for (int i = 0; i < EACH; i++) {
        const struct decision_input in = one(cx, "Of many");
        int64_t id;
        enum rc rc;
        do {
            rc = db_begin(cx);
            if (!rc) rc = db_end(cx, decision_make(cx, &in, &id) || i % 3 == 2 ? RC_STALE : RC_OK);
        } while (rc == RC_BUSY);
        if (rc != (i % 3 == 2 ? RC_STALE : RC_OK)) return p;
    }
    return NULL;
}

static void numbers_have_no_gap(struct cx *cx)
{
    struct people people;
    pthread_t thread[WRITERS];
    site_setup();
    people_make(cx, &people);
    for (int i = 0; i < WRITERS; i++) {
        struct cx *peer = test_peer(cx);
        peer->viewer = cx->viewer;
        peer->locale = cx->locale;
        assert_int_equal(pthread_create(&thread[i], NULL, writes, peer), 0);
    }
    for (int i = 0; i < WRITERS; i++) {
        void *trouble;
        assert_int_equal(pthread_join(thread[i], &trouble), 0);
        assert_null(trouble);
    }
    const int64_t n = WRITERS * EACH * 2 / 3;
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision"), n);
    assert_int_equal(test_count(cx, "SELECT COUNT(DISTINCT no) FROM decision"), n);
    assert_int_equal(test_count(cx, "SELECT MIN(no) FROM decision"), 1);
    assert_int_equal(test_count(cx, "SELECT MAX(no) FROM decision"), n);
}

/* ---- what it says is what it said ------------------------------------------------------------ */

static const char *const changes[] = {
    "UPDATE decision SET decided = 'The training is held in Niš.' WHERE id = 1",
    "UPDATE decision SET figures = '{\"support\":5}' WHERE id = 1",
    "UPDATE decision SET outcome = 'rejected' WHERE id = 1",
    "UPDATE decision SET dissent = '' WHERE id = 1",
    "UPDATE decision SET no = 77 WHERE id = 1",
    "UPDATE decision SET decided_on = '2001-01-01' WHERE id = 1",
    "INSERT INTO about (from_type, from_id, to_type, to_id) VALUES ('decision', 1, 'decision', 9)",
    "DELETE FROM about WHERE from_type = 'decision' AND from_id = 1",
};

static void the_digest_notices(struct cx *cx)
{
    struct people people;
    site_setup();
    people_make(cx, &people);
    int64_t body = 0, id = 0;
    assert_int_equal(
        body_add(cx, PROJECT,
                 &(struct body_input){ "steering_group", "Steering group", "", 5000, "consent" },
                 &body),
        RC_OK);
    const struct object about[] = { { .type = "body", .id = body },
                                    { .type = "body", .id = body } };
    struct decision_input in = one(cx, "Where the training is");
    in.body = body;
    in.about = about;
    in.n_about = 2;
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, decision_make(cx, &in, &id)), RC_OK);
    assert_int_equal(id, 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM about"), 1);
    bool whole;
    assert_int_equal(decision_whole(cx, id, &whole), RC_OK);
    assert_true(whole);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM decision WHERE search_key LIKE '%sabac%'"), 1);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        assert_int_equal(db_begin(cx), RC_OK);
        assert_int_equal(db_script(cx, changes[i]), RC_OK);
        assert_int_equal(decision_whole(cx, id, &whole), RC_OK);
        if (whole) fail_msg("unnoticed: %s", changes[i]);
        assert_int_equal(db_end(cx, RC_STALE), RC_STALE);
    }
    assert_int_equal(decision_whole(cx, id, &whole), RC_OK);
    assert_true(whole);
}

/* ---- superseding ----------------------------------------------------------------------------- */

static void is_superseded_once(struct cx *cx)
{
    struct people people;
    site_setup();
    people_make(cx, &people);
    const int64_t first = make(cx, "First");
    struct decision_input in = one(cx, "Second");
    in.supersedes = first;
    assert_int_equal(try(cx, &in), RC_OK);
    in.title = "Third";
    assert_int_equal(try(cx, &in), RC_CONFLICT);
    assert_non_null(strstr(problem_of(cx, ""), "by decision 2"));
    in.supersedes = first + 100;
    assert_int_equal(try(cx, &in), RC_INVALID);
    in = one(cx, "Elsewhere");
    in.project = ELSEWHERE;
    in.supersedes = first;
    assert_int_equal(try(cx, &in), RC_INVALID);
    in.supersedes = 0;
    assert_int_equal(try(cx, &in), RC_OK);
    assert_int_equal(test_count(cx, "SELECT no FROM decision WHERE project_id = 2"), 1);
}

static void refuses_what_says_nothing(struct cx *cx)
{
    struct people people;
    site_setup();
    people_make(cx, &people);
    struct decision_input in = one(cx, "");
    in.decided = NULL;
    in.outcome = "perhaps";
    in.rule = "dice";
    in.decided_on = date_add(in.decided_on, 2);
    in.body = 99;
    assert_int_equal(try(cx, &in), RC_INVALID);
    static const char *const fields[] = { "title", "decided",    "outcome",
                                          "rule",  "decided_on", "body" };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_non_null(problem_of(cx, fields[i]));
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision"), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision_count"), 0);
}

/* ---- telling --------------------------------------------------------------------------------- */

static void tells_the_coordinators(struct cx *cx)
{
    struct people people;
    site_setup();
    people_make(cx, &people);
    people_sign_in(cx, people.account[ROLE_LEAD_COORDINATOR]);
    make(cx, "For all to know");
    /* Not the one who recorded it, and nobody of finance. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'decision.make'"), 1);
    assert_int_equal(test_count(cx, "SELECT account_id FROM mail WHERE cause = 'decision.make'"),
                     people.account[ROLE_PARTNER_COORDINATOR]);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'decision.make'"),
                     1);
    struct audit_verdict v;
    assert_int_equal(audit_verify(cx, &v), RC_OK);
    assert_int_equal(v.bad_seq, 0);
}

static void numbers(void **state)
{
    (void)state;
    test_on_engines(numbers_have_no_gap);
}

static void digests(void **state)
{
    (void)state;
    test_on_engines(the_digest_notices);
}

static void supersedes(void **state)
{
    (void)state;
    test_on_engines(is_superseded_once);
}

static void refusals(void **state)
{
    (void)state;
    test_on_engines(refuses_what_says_nothing);
}

static void tells(void **state)
{
    (void)state;
    test_on_engines(tells_the_coordinators);
}

TESTS(decisions, cmocka_unit_test(numbers), cmocka_unit_test(digests), cmocka_unit_test(supersedes),
      cmocka_unit_test(refusals), cmocka_unit_test(tells));
