/* SPDX-License-Identifier: EUPL-1.2 */
/* signin_test.c — passwords, the counting of attempts, sessions and tokens, with a clock that the
 * test moves.
 */
#include "account/signin.h"

#include "account/password.h"
#include "account/throttle.h"
#include "account/token.h"
#include "base/clock.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <pthread.h>
#include <string.h>

#define GOOD "klupa u parku 17"
static const struct session_place here = { "192.0.2.1", "Firefox" };

static const char *said(struct cx *cx)
{
    const char *text = cx->problems.first ? cx->problems.first->text : "";
    cx->problems = (struct problems){ 0 };
    return text;
}

/* One account with a password. */
static int64_t with_password(struct cx *cx, struct people *p)
{
    people_make(cx, p);
    const int64_t who = p->account[ROLE_PARTNER_FINANCE];
    assert_int_equal(account_set_password_by_hand(cx, who, GOOD), RC_OK);
    cx->viewer = NULL;
    return who;
}

static enum rc try(struct cx *cx, const char *email, const char *password, struct signin *out)
{
    cx->viewer = NULL;
    return signin_password(cx, email, password, &here, out);
}

#define EMAIL "partner_finance@example.org"

/* ---- passwords ------------------------------------------------------------------------------- */

static void rules(void **state)
{
    (void)state;
    struct cx cx;
    cx_init(&cx, arena_new());
    cx.locale = i18n_locale("en");
    static const char *const bad[] = { "",           "kratko",       "aaaaaaaaaaaa",  "Lozinka2007",
                                       "1234567890", "abababababab", "ana.petrovic1", NULL };
    for (const char *const *z = bad; *z; z++)
        assert_int_equal(password_good(&cx, "password", *z, "ana.petrovic@eho.example"),
                         RC_INVALID);
    assert_string_equal(cx.problems.first->field, "password");
    assert_int_equal(password_good(&cx, "password", GOOD, "ana@eho.example"), RC_OK);
    assert_int_equal(password_good(&cx, "password", "клупа у парку", NULL), RC_OK);
    char *vast = arena_alloc(cx.arena, 1000);
    for (size_t i = 0; i < 999; i++) vast[i] = (char)('a' + i % 26);
    assert_int_equal(password_good(&cx, "password", vast, NULL), RC_INVALID);
    arena_free(cx.arena);
}

static void hashes(void **state)
{
    (void)state;
    struct cx cx;
    bool right;
    const char *a, *b;
    cx_init(&cx, arena_new());
    assert_int_equal(password_hash(&cx, GOOD, &a), RC_OK);
    assert_int_equal(password_hash(&cx, GOOD, &b), RC_OK);
    assert_true(str_starts(str_of(a), "$argon2id$v=19$m=16384,t=3,p=1$"));
    assert_string_not_equal(a, b);
    assert_int_equal(password_check(&cx, a, GOOD, &right), RC_OK);
    assert_true(right);
    assert_int_equal(password_check(&cx, a, GOOD " ", &right), RC_OK);
    assert_false(right);
    assert_int_equal(password_check(&cx, NULL, GOOD, &right), RC_OK);
    assert_false(right);
    arena_free(cx.arena);
}

static void *hash_once(void *p)
{
    struct cx cx;
    const char *hash;
    cx_init(&cx, arena_new());
    cx.locale = i18n_locale("en");
    *(enum rc *)p = password_hash(&cx, GOOD, &hash);
    arena_free(cx.arena);
    return NULL;
}

static void too_many_at_once_are_turned_away(void **state)
{
    enum { N = 24 };
    pthread_t threads[N];
    enum rc rc[N];
    int good = 0, busy = 0;
    (void)state;
    for (int i = 0; i < N; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, hash_once, &rc[i]), 0);
    for (int i = 0; i < N; i++) {
        pthread_join(threads[i], NULL);
        good += rc[i] == RC_OK;
        busy += rc[i] == RC_BUSY;
    }
    assert_int_equal(good + busy, N);
    assert_true(good >= 8); /* two at work, six waiting, all served in the end */
    void *after = &rc[0];
    hash_once(after);
    assert_int_equal(rc[0], RC_OK);
}

/* ---- signing in ------------------------------------------------------------------------------ */

static void good_and_bad(struct cx *cx)
{
    struct people p;
    struct signin in;
    const int64_t who = with_password(cx, &p);
    assert_int_equal(try(cx, " Partner_Finance@Example.org", GOOD, &in), RC_OK);
    assert_int_equal(viewer_is(cx), who);
    struct session s;
    assert_int_equal(session_find(cx, in.session.token, &s), RC_OK);
    assert_int_equal(s.viewer->account, who);
    assert_int_equal(strlen(s.csrf), 43);
    assert_string_not_equal(s.csrf, in.session.token);
    assert_false(s.viewer->by_token);
    /* every refusal is one and the same */
    struct grant_invited invited;
    cx->viewer = viewer_system(cx, "test");
    const struct grant_invite new = {
        .email = "new@example.org", .name = "N", .lang = "en", .grant = { "auditor", PROJECT, 0 }
    };
    assert_int_equal(grant_invite(cx, &new, &invited), RC_OK);
    assert_int_equal(account_set_password_by_hand(cx, p.account[ROLE_DONOR], GOOD), RC_OK);
    assert_int_equal(account_lock(cx, p.account[ROLE_DONOR]), RC_OK);
    static const char *const pairs[][2] = { { EMAIL, "wrong" },
                                            { "nobody@example.org", GOOD },
                                            { "new@example.org", GOOD },
                                            { "donor@example.org", GOOD },
                                            { "auditor@example.org", "" },
                                            { "", "" } };
    assert_int_equal(try(cx, pairs[0][0], pairs[0][1], &in), RC_INVALID);
    assert_null(cx->viewer);
    const char *sentence = said(cx);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        int64_t before = db_statement_count(cx->db);
        assert_int_equal(try(cx, pairs[i][0], pairs[i][1], &in), RC_INVALID);
        assert_int_equal(db_statement_count(cx->db) - before, 5);
        assert_int_equal(cx->problems.n, 1);
        assert_string_equal(cx->problems.first->field, "");
        assert_string_equal(said(cx), sentence);
    }
}
static void a_refusal_tells_nothing(void **state)
{
    (void)state;
    test_on_engines(good_and_bad);
}

static int64_t fastest(struct cx *cx, const char *email)
{
    struct signin in;
    int64_t best = INT64_MAX;
    for (int i = 0; i < 3; i++) {
        int64_t from = clock_us();
        assert_int_equal(try(cx, email, "wrong", &in), RC_INVALID);
        int64_t took = clock_us() - from;
        if (took < best) best = took;
    }
    return best;
}

static void work(struct cx *cx)
{
    struct people p;
    with_password(cx, &p);
    int64_t known = fastest(cx, EMAIL), unknown = fastest(cx, "nobody@example.org");
    assert_true(unknown * 2 > known && known * 2 > unknown);
}
static void an_unknown_account_takes_as_long(void **state)
{
    (void)state;
    test_on_engines(work);
}

static void windows(struct cx *cx)
{
    struct people p;
    struct signin in;
    with_password(cx, &p);
    for (int i = 0; i < 5; i++) assert_int_equal(try(cx, EMAIL, "wrong", &in), RC_INVALID);
    said(cx);
    /* the right password helps nobody now, and is not looked at */
    int64_t waits[] = { 15, 30, 60, 120, 240, 480, 900 };
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_BUSY);
        assert_int_equal(in.wait, waits[i]);
        assert_non_null(strstr(said(cx), i > 1 ? "minute" : i ? "30 seconds" : "15 seconds"));
        cx->now += waits[i] - 1;
        assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_BUSY);
        assert_int_equal(in.wait, 1);
        assert_string_equal(said(cx), "Too many attempts. Try again in 1 second.");
        cx->now += 1;
        assert_int_equal(try(cx, EMAIL, "wrong", &in), RC_INVALID);
        said(cx);
    }
    /* others are not touched by it, nor is the same person from elsewhere better off */
    assert_int_equal(try(cx, "nobody@example.org", GOOD, &in), RC_INVALID);
    const struct session_place away = { "198.51.100.7", "" };
    cx->viewer = NULL;
    assert_int_equal(signin_password(cx, EMAIL, GOOD, &away, &in), RC_BUSY);
    /* after an hour all is forgotten */
    cx->now += 3601;
    assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_OK);
    /* and a good sign-in forgives what was before it */
    for (int i = 0; i < 4; i++) assert_int_equal(try(cx, EMAIL, "wrong", &in), RC_INVALID);
    assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_OK);
    for (int i = 0; i < 5; i++) assert_int_equal(try(cx, EMAIL, "wrong", &in), RC_INVALID);
    assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_BUSY);
}
static void attempts_on_an_account_are_slowed_down(void **state)
{
    (void)state;
    test_on_engines(windows);
}

/* Somebody guesses at an account without end: its owner comes in from the office all the same. */
static void besieged(struct cx *cx)
{
    struct people p;
    struct signin in;
    const struct session_place elsewhere = { "198.51.100.7", "" };
    with_password(cx, &p);
    assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_OK);
    cx->viewer = NULL;
    for (int i = 0; i < 5; i++)
        assert_int_equal(signin_password(cx, EMAIL, "wrong", &elsewhere, &in), RC_INVALID);
    assert_int_equal(signin_password(cx, EMAIL, GOOD, &elsewhere, &in), RC_BUSY);
    assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_OK);
    cx->viewer = NULL;
    /* which helps the one who guesses to nothing */
    assert_int_equal(signin_password(cx, EMAIL, GOOD, &elsewhere, &in), RC_BUSY);
    /* and from the office, too, five are all */
    for (int i = 0; i < 5; i++) assert_int_equal(try(cx, EMAIL, "wrong", &in), RC_INVALID);
    assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_BUSY);
    /* where nobody came in of late is elsewhere */
    cx->now += 43 * 86400;
    assert_int_equal(signin_sweep(cx), RC_OK);
    for (int i = 0; i < 5; i++)
        assert_int_equal(signin_password(cx, EMAIL, "wrong", &elsewhere, &in), RC_INVALID);
    assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_BUSY);
}
static void a_guesser_keeps_nobody_out(void **state)
{
    (void)state;
    test_on_engines(besieged);
}

static void one_address(struct cx *cx)
{
    struct attempt a;
    struct people p;
    people_make(cx, &p);
    for (int i = 0; i < 20; i++)
        assert_int_equal(
            throttle_enter(cx, arena_printf(cx->arena, "u%d@x.org", i), "192.0.2.1", &a), RC_OK);
    assert_int_equal(throttle_enter(cx, "u20@x.org", "192.0.2.1", &a), RC_BUSY);
    assert_int_equal(a.wait, 15);
    assert_int_equal(throttle_enter(cx, "u20@x.org", "192.0.2.2", &a), RC_OK);
    /* a good sign-in takes back its own attempt, not those of others at the same address */
    cx->now += 30;
    assert_int_equal(throttle_enter(cx, "u21@x.org", "192.0.2.1", &a), RC_OK);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, throttle_forgive(cx, &a)), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM login_failure WHERE subject = "
                                    "'address:192.0.2.1'"),
                     20);
    /* neighbours in an IPv6 net of 64 bits are one */
    assert_string_equal(throttle_subject(cx, "2001:db8:1:2:3:4:5:6"),
                        throttle_subject(cx, "2001:db8:1:2::9"));
    assert_string_not_equal(throttle_subject(cx, "2001:db8:1:2::9"),
                            throttle_subject(cx, "2001:db8:1:3::9"));
    assert_string_equal(throttle_subject(cx, "::ffff:192.0.2.1"), "address:192.0.2.1");
    cx->now += 86401;
    assert_int_equal(signin_sweep(cx), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM login_failure"), 0);
}
static void attempts_from_an_address_are_slowed_down(void **state)
{
    (void)state;
    test_on_engines(one_address);
}

/* ---- sessions -------------------------------------------------------------------------------- */

static bool works(struct cx *cx, const char *token)
{
    struct session s;
    assert_int_equal(session_find(cx, token, &s), RC_OK);
    return s.viewer != NULL;
}

static void expiry(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const char *token = people_sign_in(cx, p.account[ROLE_AUDITOR]);
    const stamp from = cx->now;
    assert_false(works(cx, "nonsense"));
    assert_false(works(cx, ""));
    cx->now = from + SESSION_IDLE - 1;
    assert_true(works(cx, token));
    /* used again and again it goes on, up to twelve hours */
    for (cx->now = from + SESSION_IDLE; cx->now < from + SESSION_LONGEST; cx->now += 3600)
        assert_true(works(cx, token));
    cx->now = from + SESSION_LONGEST - 1;
    assert_true(works(cx, token));
    cx->now = from + SESSION_LONGEST;
    assert_false(works(cx, token));
    /* left alone it ends after two */
    token = people_sign_in(cx, p.account[ROLE_AUDITOR]);
    cx->now += SESSION_IDLE;
    assert_false(works(cx, token));
    struct session_open_rows open;
    assert_int_equal(session_list(cx, p.account[ROLE_AUDITOR], &open), RC_OK);
    assert_int_equal(open.n, 0);
    cx->now += 31 * 86400;
    assert_int_equal(signin_sweep(cx), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM session"), 0);
}
static void a_session_ends_by_itself(void **state)
{
    (void)state;
    test_on_engines(expiry);
}

static void frugal(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const char *token = people_sign_in(cx, p.account[ROLE_AUDITOR]);
    cx->now += 59;
    int64_t before = db_statement_count(cx->db);
    assert_true(works(cx, token));
    assert_int_equal(db_statement_count(cx->db) - before, 1);
    cx->now += 1;
    assert_true(works(cx, token)); /* a minute: it is noted */
    before = db_statement_count(cx->db);
    cx->now += 59;
    assert_true(works(cx, token));
    assert_int_equal(db_statement_count(cx->db) - before, 1);
}
static void a_request_costs_one_statement(void **state)
{
    (void)state;
    test_on_engines(frugal);
}

static void secrets(struct cx *cx)
{
    struct people p;
    char hash[HEX32];
    people_make(cx, &p);
    const char *token = people_sign_in(cx, p.account[ROLE_AUDITOR]);
    sha256_hex(str_of(token), hash);
    assert_int_equal(
        test_count(cx, arena_printf(cx->arena,
                                    "SELECT COUNT(*) FROM session WHERE token_hash = '%s'", hash)),
        1);
    assert_false(works(cx, hash));
    /* rotated: the old token is worth nothing, the session is the same */
    struct session before, after;
    struct session_new fresh;
    assert_int_equal(session_find(cx, token, &before), RC_OK);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, session_rotate(cx, before.id, &fresh)), RC_OK);
    assert_false(works(cx, token));
    assert_int_equal(session_find(cx, fresh.token, &after), RC_OK);
    assert_int_equal(after.id, before.id);
    assert_string_not_equal(after.csrf, before.csrf);
}
static void a_token_is_kept_as_a_digest_and_rotates(void **state)
{
    (void)state;
    test_on_engines(secrets);
}

static void ending(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const char *a = people_sign_in(cx, p.account[ROLE_AUDITOR]);
    const char *b = people_sign_in(cx, p.account[ROLE_AUDITOR]);
    const char *c = people_sign_in(cx, p.account[ROLE_AUDITOR]);
    const char *other = people_sign_in(cx, p.account[ROLE_DONOR]);
    struct session sa, sb, so;
    assert_int_equal(session_find(cx, other, &so), RC_OK);
    assert_int_equal(session_find(cx, b, &sb), RC_OK);
    assert_int_equal(session_find(cx, a, &sa), RC_OK);
    cx->viewer = sa.viewer;
    assert_int_equal(session_end(cx, so.id), RC_MISSING);
    assert_int_equal(session_end(cx, 999), RC_MISSING);
    assert_int_equal(session_end(cx, sb.id), RC_OK);
    assert_int_equal(session_end(cx, sb.id), RC_MISSING);
    assert_false(works(cx, b));
    assert_true(works(cx, c) && works(cx, other));
    assert_int_equal(account_sign_out_elsewhere(cx, sa.id), RC_OK);
    assert_true(works(cx, a) && works(cx, other));
    assert_false(works(cx, c));
}
static void sessions_are_listed_and_ended(void **state)
{
    (void)state;
    test_on_engines(ending);
}

static void new_password(struct cx *cx)
{
    struct people p;
    struct session_new fresh;
    struct session mine;
    struct signin in;
    const int64_t who = with_password(cx, &p);
    const char *a = people_sign_in(cx, who), *b = people_sign_in(cx, who);
    assert_int_equal(session_find(cx, a, &mine), RC_OK);
    assert_int_equal(
        account_change_password(cx, "wrong", "plavi most 2007", &here, mine.id, &fresh),
        RC_INVALID);
    assert_string_equal(cx->problems.first->field, "password");
    said(cx);
    assert_int_equal(account_change_password(cx, GOOD, "short", &here, mine.id, &fresh),
                     RC_INVALID);
    assert_string_equal(cx->problems.first->field, "new_password");
    said(cx);
    assert_true(works(cx, a) && works(cx, b));
    assert_int_equal(account_change_password(cx, GOOD, "plavi most 2007", &here, mine.id, &fresh),
                     RC_OK);
    assert_false(works(cx, a) || works(cx, b));
    assert_true(works(cx, fresh.token));
    assert_int_equal(try(cx, EMAIL, GOOD, &in), RC_INVALID);
    assert_int_equal(try(cx, EMAIL, "plavi most 2007", &in), RC_OK);
    /* guessing the present password from a stolen session is counted too */
    for (int i = 0; i < 5; i++)
        assert_int_equal(
            account_change_password(cx, "wrong", "plavi most 2008", &here, mine.id, &fresh),
            RC_INVALID);
    assert_int_equal(
        account_change_password(cx, "plavi most 2007", "plavi most 2008", &here, mine.id, &fresh),
        RC_BUSY);
}
static void a_new_password_ends_other_sessions(void **state)
{
    (void)state;
    test_on_engines(new_password);
}

static void demo(struct cx *cx)
{
    struct people p;
    struct signin in;
    people_make(cx, &p);
    cx->viewer = NULL;
    assert_int_equal(signin_demo(cx, p.account[ROLE_DONOR], &here, &in), RC_OK);
    assert_true(works(cx, in.session.token));
    cx->viewer = viewer_system(cx, "test");
    assert_int_equal(account_lock(cx, p.account[ROLE_DONOR]), RC_OK);
    assert_int_equal(signin_demo(cx, p.account[ROLE_DONOR], &here, &in), RC_MISSING);
    assert_int_equal(signin_demo(cx, 999, &here, &in), RC_MISSING);
    test_script(cx, "UPDATE account SET is_demo = 0 WHERE email_key = 'auditor@example.org'");
    assert_int_equal(signin_demo(cx, p.account[ROLE_AUDITOR], &here, &in), RC_MISSING);
}
static void only_demo_people_come_in_without_a_password(void **state)
{
    (void)state;
    test_on_engines(demo);
}

/* ---- API tokens ------------------------------------------------------------------------------ */

static bool token_counts(struct cx *cx, const char *text)
{
    const struct viewer *v;
    assert_int_equal(token_find(cx, text, &v), RC_OK);
    return v != NULL;
}

static void tokens(struct cx *cx)
{
    struct people p;
    struct token_new made, other;
    const struct viewer *v;
    people_make(cx, &p);
    people_sign_in(cx, p.account[ROLE_PARTNER_COORDINATOR]);
    assert_int_equal(token_make(cx, "", 30, &made), RC_INVALID);
    assert_int_equal(token_make(cx, "import", 0, &made), RC_INVALID);
    assert_int_equal(token_make(cx, "import", 366, &made), RC_INVALID);
    assert_int_equal(token_make(cx, "import", 365, &made), RC_OK);
    assert_true(str_starts(str_of(made.text), "kolo_"));
    assert_int_equal(strlen(made.text), 48);
    assert_int_equal(made.expires_at, cx->now + 365 * 86400);
    assert_int_equal(token_find(cx, made.text, &v), RC_OK);
    assert_true(v && v->by_token);
    assert_int_equal(v->account, p.account[ROLE_PARTNER_COORDINATOR]);
    assert_int_equal(v->n, 1);
    assert_int_equal(v->roles[0].partner, PARTNER_EHO);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM api_token WHERE token_hash LIKE "
                                    "'%kolo%'"),
                     0);
    assert_false(token_counts(cx, "kolo_"));
    assert_false(token_counts(cx, made.text + 5));
    assert_false(token_counts(cx, ""));
    const stamp from = cx->now;
    cx->now = made.expires_at - 1;
    assert_true(token_counts(cx, made.text));
    cx->now = made.expires_at;
    assert_false(token_counts(cx, made.text));
    cx->now = from;
    /* another person cannot take it away */
    assert_int_equal(token_make(cx, "second", 1, &other), RC_OK);
    const struct viewer *owner = cx->viewer;
    people_sign_in(cx, p.account[ROLE_DONOR]);
    assert_int_equal(token_revoke(cx, made.id), RC_MISSING);
    cx->viewer = owner;
    assert_int_equal(token_revoke(cx, made.id), RC_OK);
    assert_int_equal(token_revoke(cx, made.id), RC_MISSING);
    assert_false(token_counts(cx, made.text));
    assert_true(token_counts(cx, other.text));
    cx->viewer = viewer_system(cx, "test");
    assert_int_equal(account_lock(cx, owner->account), RC_OK);
    assert_false(token_counts(cx, other.text));
}
static void a_token_is_shown_once_and_ends(void **state)
{
    (void)state;
    test_on_engines(tokens);
}

TESTS_ALONE(signin, cmocka_unit_test(rules), cmocka_unit_test(hashes),
            cmocka_unit_test(too_many_at_once_are_turned_away),
            cmocka_unit_test(a_refusal_tells_nothing),
            cmocka_unit_test(an_unknown_account_takes_as_long),
            cmocka_unit_test(attempts_on_an_account_are_slowed_down),
            cmocka_unit_test(a_guesser_keeps_nobody_out),
            cmocka_unit_test(attempts_from_an_address_are_slowed_down),
            cmocka_unit_test(a_session_ends_by_itself),
            cmocka_unit_test(a_request_costs_one_statement),
            cmocka_unit_test(a_token_is_kept_as_a_digest_and_rotates),
            cmocka_unit_test(sessions_are_listed_and_ended),
            cmocka_unit_test(a_new_password_ends_other_sessions),
            cmocka_unit_test(only_demo_people_come_in_without_a_password),
            cmocka_unit_test(a_token_is_shown_once_and_ends));
