/* SPDX-License-Identifier: EUPL-1.2 */
/* ballot_test.c — what is counted is what was cast, and who has the whole database and the trail
 * cannot tell whose paper is whose.
 */
#include "ballot/ballot.h"

#include "ballot/ballot_sql.h"
#include "ballot/urn.h"
#include "base/rand.h"
#include "base/seal.h"
#include "store/audit.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SEATS = 12, OPTIONS = 4 };

/* A consultation of PROJECT with one secret round and ${seats} seats; numbers from 1. */
static void round_make(struct cx *cx, int seats)
{
    struct people people;
    struct buf b;
    site_setup();
    people_make(cx, &people);
    buf_init(&b, 1u << 16);
    buf_text(&b, "INSERT INTO consultation (project_id, title, question, kind, is_public, rule,"
                 " quorum_e2, weighted, block_allowed, secret, proxy_limit, chair_id, state,"
                 " round_no, closes_at, search_key, created_at) VALUES (1, 'Who chairs', '',"
                 " 'question', 0, 'simple_majority', 5000, 0, 0, 1, 0, 1, 'open', 1,"
                 " '2027-01-01T00:00:00Z', '', '2026-01-01T00:00:00Z');"
                 "INSERT INTO consultation_round (consultation_id, no, text_no, rule, quorum_e2,"
                 " block_allowed, secret, opened_at, closes_at) VALUES (1, 1, 0,"
                 " 'simple_majority', 5000, 0, 1, '2026-01-01T00:00:00Z',"
                 " '2027-01-01T00:00:00Z');");
    for (int i = 1; i <= seats; i++)
        buf_printf(&b,
                   "INSERT INTO organisation (short_name, name, name_latin, country, city,"
                   " sort_key) VALUES ('S%d', 'S', 'S', 'MK', 'Skopje', 's');"
                   "INSERT INTO consultation_seat (round_id, organisation_id, weight)"
                   " SELECT 1, id, 1 FROM organisation WHERE short_name = 'S%d';",
                   i, i);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_script(cx, b.p), RC_OK);
    assert_int_equal(audit_add(cx, &(struct audit_entry){ .action = "test.make",
                                                          .object_type = "consultation",
                                                          .object_id = 1 }),
                     RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    buf_done(&b);
}

static void open_round(struct cx *cx)
{
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, ballot_open(cx, 1)), RC_OK);
}

static void close_round(struct cx *cx)
{
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, ballot_close(cx, 1)), RC_OK);
}

static enum rc cast(struct cx *cx, int64_t seat, const char *choice, const char *receipt,
                    char out[BALLOT_RECEIPT])
{
    cx->problems = (struct problems){ 0 };
    return ballot_cast(cx, 1, seat, &(struct paper_cast){ .choice = choice, .receipt = receipt },
                       out);
}

/* ---- what is counted is what was cast -------------------------------------------------------- */

static const char *const words[] = { "support", "abstain", "object", "ranked" };

struct model {
    bool voted;
    char receipt[BALLOT_RECEIPT], ranking[16];
    int word;
};

static void random_ranking(struct seeded *r, char out[16])
{
    int order[OPTIONS], n = (int)seeded_below(r, OPTIONS) + 1;
    size_t at = 0;
    for (int i = 0; i < OPTIONS; i++) order[i] = i + 1;
    for (int i = 0; i < n; i++) {
        const int k = i + (int)seeded_below(r, OPTIONS - i), was = order[i];
        order[i] = order[k];
        order[k] = was;
        if (i) out[at++] = ',';
        out[at++] = (char)('0' + order[i]);
    }
    out[at] = 0;
}

static void vote_at_random(struct cx *cx, struct seeded *r, struct model *m, int64_t seat)
{
    struct model next = { .voted = true, .word = (int)seeded_below(r, 4) };
    if (next.word == 3) random_ranking(r, next.ranking);
    struct paper_cast p = { .choice = words[next.word],
                            .ranking = next.word == 3 ? next.ranking : NULL,
                            .options = OPTIONS };
    if (m->voted && seeded_below(r, 3) == 0) {
        /* Somebody who has lost the receipt, or tries that of another. */
        p.receipt = seeded_below(r, 2) ? NULL : "00000-00000-00000-00000-00000-00000";
        assert_int_equal(ballot_cast(cx, 1, seat, &p, next.receipt), RC_CONFLICT);
        cx->problems = (struct problems){ 0 };
        return;
    }
    p.receipt = m->voted ? m->receipt : NULL;
    assert_int_equal(ballot_cast(cx, 1, seat, &p, next.receipt), RC_OK);
    *m = next;
}

static void counts_equal_what_was_cast(struct cx *cx)
{
    struct seeded r = { 20261125 };
    struct model model[SEATS] = { 0 };
    struct ballot_papers_rows papers;
    int64_t voted, seats, spoke = 0;
    struct ballot *ballot;
    size_t n;
    round_make(cx, SEATS);
    open_round(cx);
    for (int i = 0; i < 60; i++) {
        const int64_t s = seeded_below(&r, SEATS);
        if (s != 3) vote_at_random(cx, &r, &model[s], s + 1);
    }
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper"), 0);
    close_round(cx);
    close_round(cx);
    assert_int_equal(ballot_papers(cx, 1, &papers), RC_OK);
    for (int i = 0; i < SEATS; i++) {
        if (!model[i].voted) continue;
        spoke++;
        bool found = false;
        for (size_t k = 0; k < papers.n; k++)
            if (z_eq(papers.v[k].receipt, model[i].receipt)) {
                assert_string_equal(papers.v[k].choice, words[model[i].word]);
                assert_string_equal(papers.v[k].ranking, model[i].ranking);
                found = true;
            }
        assert_true(found);
    }
    assert_int_equal(papers.n, spoke);
    assert_int_equal(ballot_turnout(cx, 1, &voted, &seats), RC_OK);
    assert_int_equal(voted, spoke);
    assert_int_equal(seats, SEATS);
    assert_int_equal(ballot_count(cx, 1, &ballot, &n), RC_OK);
    assert_int_equal(n, SEATS);
    int64_t by_word[4] = { 0 }, silent = 0;
    for (size_t i = 0; i < n; i++) {
        silent += ballot[i].choice == CHOICE_NONE;
        for (int w = 0; w < 4; w++) by_word[w] += z_eq(choice_name(ballot[i].choice), words[w]);
    }
    assert_int_equal(silent, SEATS - spoke);
    for (int w = 0; w < 4; w++)
        for (int i = 0; i < SEATS; i++) by_word[w] -= model[i].voted && model[i].word == w;
    for (int w = 0; w < 4; w++) assert_int_equal(by_word[w], 0);
}

/* ---- what cannot be joined ------------------------------------------------------------------- */

/* The order of the voting, so that each relation below would show it. */
static const int64_t order[] = { 5, 2, 9, 1, 7, 3 };
enum { VOTES = sizeof order / sizeof *order };

static void vote_in_order(struct cx *cx, char receipt[VOTES][BALLOT_RECEIPT])
{
    for (int i = 0; i < VOTES; i++) {
        assert_int_equal(cast(cx, order[i], words[i % 3], NULL, receipt[i]), RC_OK);
        cx->now += 60;
    }
}

static str urn_bytes(struct cx *cx)
{
    struct ballot_urn_take_row row;
    bool found;
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(ballot_urn_take(cx, 1, &row, &found), RC_OK);
    assert_int_equal(db_end(cx, RC_STALE), RC_STALE);
    assert_true(found);
    return row.sealed;
}

/* Before closing: nothing of any paper is in the database, whatever one compares. */
static void an_open_round_says_nothing(struct cx *cx)
{
    char receipt[VOTES][BALLOT_RECEIPT];
    round_make(cx, SEATS);
    open_round(cx);
    const str empty = urn_bytes(cx);
    vote_in_order(cx, receipt);
    const str full = urn_bytes(cx);
    assert_int_equal(empty.n, full.n);
    assert_int_equal(full.n, SEATS * sizeof(struct paper) + SEAL_MORE);
    for (size_t i = 0; i + 7 < full.n; i++) {
        assert_true(memcmp(full.p + i, "support", 7) != 0);
        assert_true(memcmp(full.p + i, empty.p + i, 8) != 0 || i + 8 > full.n);
    }
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper"), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_voter WHERE voted = 1"), VOTES);
    /* With the database and without the file of the key: no. */
    const char *path = getenv("KOLO_BALLOT_KEY");
    const char *away = arena_printf(cx->arena, "%s.away", path);
    assert_int_equal(rename(path, away), 0);
    test_quiet(true);
    struct urn urn;
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, urn_take(cx, 1, &urn)), RC_CONFLICT);
    test_quiet(false);
    assert_int_equal(rename(away, path), 0);
}

/* After it: papers have an order of their own, one transaction, and no time. */
static void a_closed_round_joins_nothing(struct cx *cx)
{
    char receipt[VOTES][BALLOT_RECEIPT];
    round_make(cx, SEATS);
    open_round(cx);
    vote_in_order(cx, receipt);
    close_round(cx);
    const bool lite = db_engine(cx->db) == DB_SQLITE;
    /* As they lie in the table, so they are sorted: nothing is left of when they were cast. */
    assert_int_equal(test_count(cx, lite ? "SELECT COUNT(*) FROM ballot_paper a JOIN ballot_paper b"
                                           " ON a.rowid < b.rowid AND a.receipt > b.receipt"
                                         : "SELECT COUNT(*) FROM ballot_paper a JOIN ballot_paper b"
                                           " ON a.ctid < b.ctid AND a.receipt > b.receipt"),
                     0);
    if (!lite) {
        assert_int_equal(
            test_count(cx, "SELECT COUNT(DISTINCT CAST(xmin AS text)) FROM ballot_paper"), 1);
        assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper p JOIN ballot_voter v"
                                        " ON CAST(v.xmin AS text) = CAST(p.xmin AS text)"),
                         0);
    }
    /* What the key was made of is gone. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_urn WHERE salt <> ''"), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_urn WHERE length(sealed) > 1"), 0);
    /* The trail: that there were so many, by nobody, in no request, with nothing of a paper. */
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'ballot.cast' AND actor = 'Kolo'"
                       " AND COALESCE(actor_id, 0) = 0 AND request = ''"
                       " AND after_json = '{\"round\":1}' AND before_json IS NULL"),
        VOTES);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE after_json LIKE '%support%'"),
                     0);
    for (int i = 0; i < VOTES; i++) {
        const char *sql = arena_printf(
            cx->arena, "SELECT COUNT(*) FROM audit WHERE after_json LIKE '%%%s%%'", receipt[i]);
        assert_int_equal(test_count(cx, sql), 0);
    }
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail"), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM idempotency"), 0);
}

/* No column of papers leads to a voter, and none of voters to a paper. */
static void the_tables_share_nothing_but_the_round(struct cx *cx)
{
    if (db_engine(cx->db) == DB_SQLITE) {
        assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM pragma_table_info('ballot_paper')"
                                        " WHERE name NOT IN ('receipt', 'round_id', 'choice',"
                                        " 'ranking')"),
                         0);
        assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM pragma_table_info('ballot_voter')"
                                        " WHERE name NOT IN ('seat_id', 'round_id', 'voted')"),
                         0);
        return;
    }
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM information_schema.columns WHERE"
                       " (table_name = 'ballot_paper' AND column_name NOT IN ('receipt',"
                       " 'round_id', 'choice', 'ranking')) OR (table_name = 'ballot_voter' AND"
                       " column_name NOT IN ('seat_id', 'round_id', 'voted'))"),
        0);
}

/* ---- what it refuses ------------------------------------------------------------------------- */

static void refuses(struct cx *cx)
{
    char receipt[BALLOT_RECEIPT], other[BALLOT_RECEIPT];
    round_make(cx, SEATS);
    open_round(cx);
    assert_int_equal(cast(cx, 1, "block", NULL, receipt), RC_INVALID);
    assert_int_equal(cast(cx, 1, "", NULL, receipt), RC_INVALID);
    assert_int_equal(cast(cx, 99, "support", NULL, receipt), RC_DENIED);
    static const char *const bad[] = { "",     "0",  "5",    "1,1", "1,,2",
                                       "1,2,", ",1", "01,2", "a",   "1,2,3,4,1" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(
            ballot_cast(cx, 1, 1,
                        &(struct paper_cast){ .choice = "ranked", .ranking = bad[i], .options = 4 },
                        receipt),
            RC_INVALID);
    assert_int_equal(cast(cx, 1, "support", NULL, receipt), RC_OK);
    assert_int_equal(cast(cx, 1, "object", NULL, other), RC_CONFLICT);
    bool voted;
    assert_int_equal(ballot_has_voted(cx, 1, &voted), RC_OK);
    assert_true(voted);
    /* As a person types it. */
    char typed[BALLOT_RECEIPT + 4] = " ";
    for (size_t i = 0; receipt[i]; i++)
        typed[i + 1] = receipt[i] >= 'A' ? (char)(receipt[i] + 32) : receipt[i];
    assert_int_equal(cast(cx, 1, "object", typed, other), RC_OK);
    assert_string_not_equal(receipt, other);
    assert_int_equal(cast(cx, 1, "support", receipt, typed), RC_CONFLICT);
    for (int64_t s = 4; s < 6; s++) assert_int_equal(cast(cx, s, "support", NULL, receipt), RC_OK);
    close_round(cx);
    assert_int_equal(cast(cx, 2, "support", NULL, receipt), RC_STALE);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper WHERE choice = 'object'"),
                     1);
}

static void needs_three_of_one_vote_each(struct cx *cx)
{
    round_make(cx, 2);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, ballot_open(cx, 1)), RC_CONFLICT);
    test_script(cx, "INSERT INTO consultation_seat (round_id, organisation_id, weight)"
                    " VALUES (1, 1, 2)");
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, ballot_open(cx, 1)), RC_CONFLICT);
    test_script(cx, "UPDATE consultation_seat SET weight = 1");
    open_round(cx);
    test_script(cx, "INSERT INTO consultation_seat (round_id, organisation_id, weight)"
                    " VALUES (1, 2, 1)");
    assert_int_equal(db_begin(cx), RC_OK);
    int64_t seat = test_count(cx, "SELECT MAX(id) FROM consultation_seat");
    assert_int_equal(ballot_seat_added(cx, 1, seat), RC_OK);
    assert_int_equal(audit_add(cx, &(struct audit_entry){ .action = "test.make",
                                                          .object_type = "consultation",
                                                          .object_id = 1 }),
                     RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    char receipt[BALLOT_RECEIPT];
    for (int64_t s = 1; s <= seat; s++)
        if (test_count(cx, arena_printf(cx->arena,
                                        "SELECT COUNT(*) FROM ballot_voter WHERE seat_id = %lld",
                                        (long long)s)))
            assert_int_equal(cast(cx, s, "support", NULL, receipt), RC_OK);
    close_round(cx);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper"), 4);
}

/* Of one or two papers each would be known; nobody opens them, whether the key is there or not. */
static void too_few_are_destroyed(struct cx *cx)
{
    char receipt[BALLOT_RECEIPT];
    struct ballot *ballot;
    size_t n;
    round_make(cx, SEATS);
    open_round(cx);
    for (int64_t s = 1; s < BALLOT_LEAST; s++)
        assert_int_equal(cast(cx, s, "support", NULL, receipt), RC_OK);
    const char *path = getenv("KOLO_BALLOT_KEY");
    const char *away = arena_printf(cx->arena, "%s.away", path);
    assert_int_equal(rename(path, away), 0);
    close_round(cx);
    close_round(cx);
    assert_int_equal(rename(away, path), 0);
    test_script(cx, "UPDATE consultation_round SET closed_at = '2026-12-01T00:00:00Z'");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper"), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_urn WHERE salt = '' AND"
                                    " length(sealed) = 1"),
                     1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'ballot.destroy'"
                                    " AND actor = 'Kolo' AND after_json = '{\"voted\":2}'"),
                     1);
    assert_int_equal(ballot_count(cx, 1, &ballot, &n), RC_MISSING);
    int64_t voted, seats;
    assert_int_equal(ballot_turnout(cx, 1, &voted, &seats), RC_OK);
    assert_int_equal(voted, BALLOT_LEAST - 1);
}

static void three_are_counted(struct cx *cx)
{
    char receipt[BALLOT_RECEIPT];
    struct ballot *ballot;
    size_t n;
    round_make(cx, SEATS);
    open_round(cx);
    for (int64_t s = 1; s <= BALLOT_LEAST; s++)
        assert_int_equal(cast(cx, s, "support", NULL, receipt), RC_OK);
    close_round(cx);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper"), 3);
    assert_int_equal(ballot_count(cx, 1, &ballot, &n), RC_OK);
    assert_int_equal(n, SEATS);
}

/* A paper more than voters is not counted away. */
static void notices_a_stuffed_urn(struct cx *cx)
{
    char receipt[BALLOT_RECEIPT];
    round_make(cx, SEATS);
    open_round(cx);
    for (int64_t s = 1; s <= BALLOT_LEAST + 1; s++)
        assert_int_equal(cast(cx, s, "support", NULL, receipt), RC_OK);
    test_script(cx, "UPDATE ballot_voter SET voted = 0 WHERE seat_id = 2");
    test_quiet(true);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, ballot_close(cx, 1)), RC_FAIL);
    test_quiet(false);
}

/* ---- receipts and keys ----------------------------------------------------------------------- */

static void reads_receipts(struct cx *cx)
{
    const char *kept = "01ABC-DEFGH-JKMNP-QRSTV-WXYZ0-11234";
    assert_string_equal(ballot_receipt(cx, kept), kept);
    assert_string_equal(ballot_receipt(cx, " oiabc defghjkmnp-QRSTVwxyzO\tLl234\r\n"), kept);
    assert_string_equal(ballot_receipt(cx, "U1ABC-DEFGH-JKMNP-QRSTV-WXYZ0-11234"), "");
    assert_string_equal(ballot_receipt(cx, "01ABC-DEFGH-JKMNP-QRSTV-WXYZ0-1123"), "");
    assert_string_equal(ballot_receipt(cx, "01ABC-DEFGH-JKMNP-QRSTV-WXYZ0-112345"), "");
}

/* Who keeps a copy of the key's file and one old salt opens that one old copy and nothing else. */
static void every_vote_has_its_salt(struct cx *cx)
{
    struct ballot_urn_take_row held;
    char receipt[BALLOT_RECEIPT];
    const char *salt[4];
    bool found;
    round_make(cx, SEATS);
    open_round(cx);
    for (int64_t i = 0; i < 4; i++) {
        if (i) assert_int_equal(cast(cx, i, "support", NULL, receipt), RC_OK);
        assert_int_equal(db_begin(cx), RC_OK);
        assert_int_equal(ballot_urn_take(cx, 1, &held, &found), RC_OK);
        assert_int_equal(db_end(cx, RC_OK), RC_OK);
        salt[i] = held.salt;
        assert_true(strlen(salt[i]) >= 40);
        for (int64_t k = 0; k < i; k++) assert_string_not_equal(salt[i], salt[k]);
    }
}

/* ---- a lost key ------------------------------------------------------------------------------ */

static const char *key_away(struct cx *cx)
{
    const char *away = arena_printf(cx->arena, "%s.away", getenv("KOLO_BALLOT_KEY"));
    assert_int_equal(rename(getenv("KOLO_BALLOT_KEY"), away), 0);
    return away;
}

static void refuses_for_the_key(struct cx *cx)
{
    char receipt[BALLOT_RECEIPT];
    test_quiet(true);
    assert_int_equal(cast(cx, 5, "support", NULL, receipt), RC_CONFLICT);
    assert_non_null(strstr(cx->problems.first->text, "The key that secret ballots"));
    cx->problems = (struct problems){ 0 };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, ballot_close(cx, 1)), RC_CONFLICT);
    assert_non_null(strstr(cx->problems.first->text, "The key that secret ballots"));
    cx->problems = (struct problems){ 0 };
    test_quiet(false);
}

static void vote_of_three(struct cx *cx)
{
    char receipt[BALLOT_RECEIPT];
    round_make(cx, SEATS);
    open_round(cx);
    for (int64_t s = 1; s <= BALLOT_LEAST; s++)
        assert_int_equal(cast(cx, s, "support", NULL, receipt), RC_OK);
}

/* No new key comes in its place, and when it is back nothing was lost. */
static void a_lost_key_is_said(struct cx *cx)
{
    const char *path = getenv("KOLO_BALLOT_KEY");
    unsigned char other[SEAL_KEY];
    vote_of_three(cx);
    const char *away = key_away(cx);
    refuses_for_the_key(cx);
    test_quiet(true);
    assert_int_equal(ballot_ready(cx), RC_CONFLICT);
    test_quiet(false);
    assert_int_equal(access(path, F_OK), -1);
    /* Another one opens nothing. */
    assert_true(seal_key_file(path, true, other));
    refuses_for_the_key(cx);
    assert_int_equal(rename(away, path), 0);
    close_round(cx);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper"), BALLOT_LEAST);
}

static void destroys_without_a_key(struct cx *cx)
{
    struct ballot *ballot;
    size_t n;
    vote_of_three(cx);
    const char *away = key_away(cx);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(db_begin(cx), RC_OK);
        assert_int_equal(db_end(cx, ballot_destroy(cx, 1)), RC_OK);
    }
    assert_int_equal(rename(away, getenv("KOLO_BALLOT_KEY")), 0);
    assert_int_equal(ballot_count(cx, 1, &ballot, &n), RC_MISSING);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper"), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_urn WHERE salt = '' AND"
                                    " length(sealed) = 1"),
                     1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'ballot.destroy'"
                                    " AND actor = 'Kolo' AND after_json = '{\"voted\":3}'"),
                     1);
}

/* Who takes no part is not waited for; who had voted before is counted. */
static void leaves_out_who_takes_no_part(struct cx *cx)
{
    char receipt[BALLOT_RECEIPT];
    struct ballot *ballot;
    int64_t voted, seats;
    size_t n;
    round_make(cx, SEATS);
    open_round(cx);
    for (int64_t s = 1; s <= BALLOT_LEAST; s++)
        assert_int_equal(cast(cx, s, "support", NULL, receipt), RC_OK);
    test_script(cx, "UPDATE consultation_seat SET recused_at = '2026-06-01T00:00:00Z'"
                    " WHERE id IN (1, 12)");
    assert_int_equal(ballot_turnout(cx, 1, &voted, &seats), RC_OK);
    assert_int_equal(voted, BALLOT_LEAST);
    assert_int_equal(seats, SEATS - 1);
    close_round(cx);
    assert_int_equal(ballot_count(cx, 1, &ballot, &n), RC_OK);
    assert_int_equal(n, SEATS - 1);
}

#define ON_BOTH(name, fn)          \
    static void name(void **state) \
    {                              \
        (void)state;               \
        test_on_engines(fn);       \
    }
ON_BOTH(counts, counts_equal_what_was_cast)
ON_BOTH(open_urn, an_open_round_says_nothing)
ON_BOTH(no_join, a_closed_round_joins_nothing)
ON_BOTH(no_column, the_tables_share_nothing_but_the_round)
ON_BOTH(refusals, refuses)
ON_BOTH(small_groups, needs_three_of_one_vote_each)
ON_BOTH(stuffed, notices_a_stuffed_urn)
ON_BOTH(few, too_few_are_destroyed)
ON_BOTH(enough, three_are_counted)
ON_BOTH(typed, reads_receipts)
ON_BOTH(salts, every_vote_has_its_salt)
ON_BOTH(lost, a_lost_key_is_said)
ON_BOTH(keyless, destroys_without_a_key)
ON_BOTH(recused, leaves_out_who_takes_no_part)

TESTS(ballot, cmocka_unit_test(counts), cmocka_unit_test(open_urn), cmocka_unit_test(no_join),
      cmocka_unit_test(no_column), cmocka_unit_test(refusals), cmocka_unit_test(small_groups),
      cmocka_unit_test(stuffed), cmocka_unit_test(few), cmocka_unit_test(enough),
      cmocka_unit_test(typed), cmocka_unit_test(salts), cmocka_unit_test(lost),
      cmocka_unit_test(keyless), cmocka_unit_test(recused));
