/* SPDX-License-Identifier: EUPL-1.2 */
/* report_random_test.c — three reports of one partner pushed about at random: submit, take, decide,
 * park, take in again, ask, return, change, remove, restore, resubmit, accept, reopen, freeze, in
 * any order. Whatever happens, each cost is counted exactly once, no amount is lost or reset, and a
 * frozen period stays what it was.
 */
#include "finance/expenditure.h"
#include "finance/expenditure_list_sql.h"
#include "finance/expenditure_sql.h"
#include "report/donor.h"
#include "report/question_sql.h"
#include "report/report.h"
#include "report/report_sql.h"
#include "tests/engine.h"
#include "tests/t.h"
#include "tests/world.h"

#include <string.h>

enum { PARTNER = 1, STEPS = 200, OPS = 16 };

struct play {
    struct cx *cx;
    struct world w;
    struct seeded r;
    int64_t report[WORLD_PERIODS];
    int64_t frozen, frozen_period; /* accepted cents of the frozen donor report */
    int done[OPS];                 /* how often each step went through */
};

static int64_t below(struct play *p, int64_t n) { return seeded_below(&p->r, n); }

static int done[OPS]; /* in all plays */

/* A current line of the report, by its place; false when it has none. */
static bool some_line(struct play *p, int64_t report, struct expenditure_current_row *out)
{
    struct expenditure_of_report_rows rows;
    assert_int_equal(expenditure_of_report(p->cx, report, &rows), RC_OK);
    if (rows.n) *out = rows.v[below(p, (int64_t)rows.n)];
    return rows.n != 0;
}

static struct expenditure_input same(const struct expenditure_current_row *l)
{
    return (struct expenditure_input){ .line = l->line,
                                       .description = l->description,
                                       .supplier = l->supplier,
                                       .doc_type = l->doc_type,
                                       .doc_no = l->doc_no,
                                       .doc_date = l->doc_date,
                                       .service_from = DATE_NONE,
                                       .service_to = DATE_NONE,
                                       .payment_date = l->payment_date,
                                       .currency = l->currency,
                                       .gross = l->gross,
                                       .vat = l->vat,
                                       .amount = l->amount,
                                       .share_e2 = l->share_e2 };
}

/* ---- what may happen ---------------------------------------------------------------------------
 */

static enum rc decide(struct play *p, int64_t report)
{
    struct expenditure_current_row l;
    if (!some_line(p, report, &l)) return RC_MISSING;
    struct line_decision d = { report, l.line_key, "accepted", eur(0), "said" };
    switch (below(p, 4)) {
    case 0:
    case 1: d.decision = "parked"; break;
    case 2:
        d.decision = "deducted";
        d.deducted = eur(1 + below(p, l.eur > 1 ? l.eur : 1));
        break;
    default: break;
    }
    return report_decide(p->cx, &d);
}

static enum rc accept_rest(struct play *p, int64_t report)
{
    const struct line_decision d = { .report = report, .decision = "accepted" };
    return report_decide(p->cx, &d);
}

static enum rc change(struct play *p, int64_t report)
{
    struct expenditure_current_row l;
    if (!some_line(p, report, &l)) return RC_MISSING;
    struct expenditure_input in = same(&l);
    if (below(p, 2)) in.amount = in.gross = l.amount + (l.amount < 0 ? -17 : 17);
    in.description = "Changed";
    return expenditure_change(p->cx, report, l.line_key, l.version, &in);
}

static enum rc add(struct play *p, int64_t report, int64_t unparks)
{
    struct expenditure_current_row l;
    int64_t key;
    if (!some_line(p, report, &l)) return RC_MISSING;
    struct expenditure_input in = same(&l);
    in.unparks = unparks;
    in.doc_no = "more";
    if (unparks) in.doc_type = "invoice", in.gross = MONEY_MAX;
    return expenditure_add(p->cx, report, &in, &key);
}

/* One that can be taken, or (first 0) any parked line at all. */
TEST_STMT(parked_one, DB_OPT, false, "ii", "i",
          "SELECT e.id FROM expenditure e JOIN partner_report r ON r.id = e.report_id WHERE "
          "e.decision = 'parked' AND e.until_version IS NULL AND e.amount > 0 AND ($2 = 0 OR "
          "(r.state = 'accepted' AND r.id <> $1 AND NOT EXISTS (SELECT 1 FROM expenditure u WHERE "
          "u.unparks = e.id))) ORDER BY e.version, e.id LIMIT 1");

static enum rc take_again(struct play *p, int64_t report)
{
    int64_t id = 0;
    const struct db_value v[] = { db_i(report), db_i(below(p, 3)) };
    assert_int_equal(test_run(p->cx, &parked_one, v, &id), RC_OK);
    return id ? add(p, report, id) : RC_MISSING;
}

static enum rc ask(struct play *p, int64_t report)
{
    int64_t id;
    const struct question_input q = { .report = report, .body = "Why?" };
    return report_ask(p->cx, &q, &id);
}

static enum rc answer(struct play *p, int64_t report)
{
    struct question_list_rows q;
    enum rc rc = question_list(p->cx, report, &q);
    for (size_t i = 0; i < q.n && !rc; i++)
        if (!q.v[i].answer && !q.v[i].closed_at)
            rc = report_answer(p->cx, q.v[i].id, q.v[i].version, "Because.");
    return rc;
}

static enum rc take_out(struct play *p, int64_t report)
{
    return expenditure_remove(p->cx, report, 1 + below(p, 5));
}

static enum rc restore(struct play *p, int64_t report)
{
    enum rc rc = RC_MISSING;
    for (int64_t key = 1; key < 9 && rc; key++) rc = expenditure_restore(p->cx, report, key);
    return rc;
}

static enum rc freeze(struct play *p)
{
    int64_t id;
    struct donor_table t;
    if (p->frozen || below(p, 4)) return RC_MISSING;
    enum rc rc = donor_begin(p->cx, p->w.project, p->w.period[0], &id);
    if (!rc) rc = donor_freeze(p->cx, id);
    if (!rc) rc = donor_table_read(p->cx, p->w.project, p->w.period[0], &t);
    if (!rc) p->frozen = id, p->frozen_period = t.total_period.minor;
    return rc;
}

static enum rc step(struct play *p, int what, int64_t report)
{
    switch (what) {
    case 0: return report_submit(p->cx, report);
    case 1: return report_take(p->cx, report);
    case 2: return ask(p, report);
    case 3: return report_return(p->cx, report);
    case 4: return answer(p, report);
    case 5: return report_accept(p->cx, report);
    case 6: return report_reopen(p->cx, report);
    case 7:
    case 8: return decide(p, report);
    case 9: return accept_rest(p, report);
    case 10: return change(p, report);
    case 11: return add(p, report, 0);
    case 12: return take_again(p, report);
    case 13: return take_out(p, report);
    case 14: return restore(p, report);
    default: return freeze(p);
    }
}

/* Half of the steps are such as the state of the report lets through. */
static int choose(struct play *p, int64_t report)
{
    static const struct {
        const char *state;
        int steps[6];
    } likely[] = { { "draft", { 0, 0, 10, 12, 12, 13 } },
                   { "submitted", { 1, 1, 1, 1, 1, 1 } },
                   { "in_check", { 3, 5, 5, 7, 8, 9 } },
                   { "returned", { 0, 4, 10, 13, 14, 14 } },
                   { "accepted", { 6, 15, 15, 15, 15, 12 } } };
    struct report_get_row r;
    assert_int_equal(report_get(p->cx, report, &r), RC_OK);
    const bool any = below(p, 3) == 0;
    for (size_t i = 0; i < sizeof likely / sizeof *likely && !any; i++)
        if (!strcmp(likely[i].state, r.state)) return likely[i].steps[below(p, 6)];
    return (int)below(p, OPS);
}

/* ---- what must hold ----------------------------------------------------------------------------
 */

struct shot {
    struct expenditure_current_row *v;
    size_t n;
};

static void none(struct cx *cx, const char *what, const char *sql)
{
    const int64_t n = test_count(cx, sql);
    if (n) fail_msg("%s: %lld", what, (long long)n);
}

#define COUNTED(e) "(" e ".decision IN ('accepted', 'deducted') AND " e ".until_version IS NULL)"

static void once_each(struct cx *cx)
{
    none(cx, "a parked line was taken in again and is not parked any more",
         "SELECT COUNT(*) FROM expenditure u JOIN expenditure e ON e.id = u.unparks JOIN "
         "partner_report r ON r.id = e.report_id WHERE e.decision IS DISTINCT FROM 'parked' OR "
         "e.until_version IS NOT NULL OR r.state <> 'accepted'");
    none(cx, "a cost is counted twice",
         "SELECT COUNT(*) FROM expenditure u JOIN expenditure e ON e.id = u.unparks WHERE " COUNTED(
             "u") " AND " COUNTED("e"));
    none(cx, "a line has two current rows",
         "SELECT COUNT(*) FROM (SELECT 1 FROM expenditure WHERE until_version IS NULL GROUP BY "
         "report_id, line_key HAVING COUNT(*) > 1) x");
    none(cx, "what was taken in again is not what was parked",
         "SELECT COUNT(*) FROM expenditure u JOIN expenditure e ON e.id = u.unparks WHERE u.amount "
         "<> e.amount OR u.currency <> e.currency OR u.eur <> e.eur OR u.rate_basis <> "
         "e.rate_basis");
    none(cx, "a deduction without a decision, or larger than the line",
         "SELECT COUNT(*) FROM expenditure WHERE deducted <> 0 AND (decision IS DISTINCT FROM "
         "'deducted' OR deducted < 0 OR deducted > eur)");
}

/* The stored sums are those of the lines, as soon as the report has left the partner. */
static void sums_agree(struct play *p, int64_t report)
{
    struct report_get_row r;
    struct report_sums_row s;
    struct expenditure_of_report_rows lines;
    assert_int_equal(report_get(p->cx, report, &r), RC_OK);
    if (!strcmp(r.state, "draft") || !strcmp(r.state, "returned")) return;
    assert_int_equal(report_sums(p->cx, report, &s), RC_OK);
    assert_int_equal(expenditure_of_report(p->cx, report, &lines), RC_OK);
    int64_t sum = 0, accepted = 0, deducted = 0, parked = 0, undecided = 0;
    for (size_t i = 0; i < lines.n; i++) {
        const struct expenditure_current_row *l = &lines.v[i];
        assert_non_null(l->regime); /* nothing is with the lead without its rate */
        sum += l->eur;
        if (!l->decision)
            undecided++;
        else if (!strcmp(l->decision, "parked"))
            parked += l->eur;
        else
            accepted += l->eur - l->deducted.minor, deducted += l->deducted.minor;
    }
    assert_int_equal(s.lines, lines.n);
    assert_int_equal(s.undecided, undecided);
    assert_int_equal(s.euro.minor, sum);
    assert_int_equal(s.accepted.minor, accepted);
    assert_int_equal(s.deducted.minor, deducted);
    assert_int_equal(s.parked.minor, parked);
}

/* A list's foot is the same from stored sums as from the lines, whatever is still being written. */
static void foot_agrees(struct play *p)
{
    const struct expenditure_sums_in all = { .project = p->w.project };
    struct expenditure_sums_rows stored, counted;
    assert_int_equal(expenditure_sums_plain(p->cx, all.project, 0, 0, &stored), RC_OK);
    assert_int_equal(expenditure_sums(p->cx, &all, &counted), RC_OK);
    assert_int_equal(stored.n, counted.n);
    for (size_t i = 0; i < stored.n; i++) {
        assert_string_equal(stored.v[i].amount.cur, counted.v[i].amount.cur);
        assert_int_equal(stored.v[i].amount.minor, counted.v[i].amount.minor);
        assert_int_equal(stored.v[i].eur.minor, counted.v[i].eur.minor);
        assert_int_equal(stored.v[i].lines, counted.v[i].lines);
    }
}

/* Each rated line is its amount at its rate. */
static void rates_agree(struct play *p, int64_t report)
{
    struct expenditure_of_report_rows lines;
    assert_int_equal(expenditure_of_report(p->cx, report, &lines), RC_OK);
    for (size_t i = 0; i < lines.n; i++) {
        const struct expenditure_current_row *l = &lines.v[i];
        if (!l->regime) continue;
        const struct rate rate = { l->rate_sum_e6, (int32_t)l->rate_n };
        assert_int_equal(l->eur, rate_to_eur(money_of(l->amount, l->currency), rate).minor);
    }
}

/* All rows of the report that may not change, by what must stay. */
static struct shot shoot(struct play *p, int64_t report)
{
    struct expenditure_of_report_rows rows;
    assert_int_equal(expenditure_of_report(p->cx, report, &rows), RC_OK);
    return (struct shot){ rows.v, rows.n };
}

/* A step of the report itself (not of one of its lines) leaves every line as it was; only the first
 * submission puts a rate where there was none. */
static void nothing_lost(const struct shot *a, const struct shot *b)
{
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        const struct expenditure_current_row *x = &a->v[i], *y = &b->v[i];
        assert_int_equal(x->id, y->id);
        assert_int_equal(x->amount, y->amount);
        assert_int_equal(x->gross, y->gross);
        assert_string_equal(x->currency, y->currency);
        assert_int_equal(x->deducted.minor, y->deducted.minor);
        assert_string_equal(x->decision ? x->decision : "", y->decision ? y->decision : "");
        assert_string_equal(x->reason, y->reason);
        assert_int_equal(x->unparks, y->unparks);
        if (!x->regime) continue;
        assert_int_equal(x->eur, y->eur);
        assert_int_equal(x->rate_sum_e6, y->rate_sum_e6);
        assert_string_equal(x->rate_basis, y->rate_basis);
    }
}

/* Version for version, what was submitted has the digest it had. */
static void versions_stay(struct play *p, int64_t report)
{
    struct report_get_row r;
    assert_int_equal(report_get(p->cx, report, &r), RC_OK);
    for (int64_t no = 1; no <= r.version_no; no++) {
        struct report_digest d;
        const char *sql =
            arena_printf(p->cx->arena,
                         "SELECT COUNT(*) FROM report_version WHERE report_id = %lld AND no = %lld",
                         (long long)report, (long long)no);
        if (!test_count(p->cx, sql)) continue;
        assert_int_equal(report_digest(p->cx, report, no, &d), RC_OK);
        sql = arena_printf(p->cx->arena,
                           "SELECT COUNT(*) FROM report_version WHERE report_id = %lld AND no = "
                           "%lld AND content_sha = '%s' AND lines = %lld AND eur = %lld",
                           (long long)report, (long long)no, d.sha, (long long)d.lines,
                           (long long)d.eur.minor);
        if (!test_count(p->cx, sql)) fail_msg("version %lld is not what it was", (long long)no);
    }
}

static void frozen_stays(struct play *p)
{
    struct donor_table t;
    bool whole;
    if (!p->frozen) return;
    assert_int_equal(donor_table_read(p->cx, p->w.project, p->w.period[0], &t), RC_OK);
    assert_int_equal(t.total_period.minor, p->frozen_period);
    assert_int_equal(donor_verify(p->cx, p->frozen, &whole), RC_OK);
    assert_true(whole);
}

static void play(struct cx *cx, uint64_t seed)
{
    struct play p = { .cx = cx, .r = { seed } };
    world_make(cx, seed % 2 ? "R-SUBMITMONTH" : "R-PAYMONTH", &p.w);
    for (int i = 0; i < WORLD_PERIODS; i++)
        p.report[i] = world_report(cx, &p.w, PARTNER, i, 5, seed + (uint64_t)i);
    for (int i = 0; i < STEPS; i++) {
        const int64_t report = p.report[below(&p, WORLD_PERIODS)];
        const int what = choose(&p, report);
        const bool of_report = what <= 6 || what == 15;
        cx->now += 86400;
        cx->problems = (struct problems){ 0 };
        const struct shot before = shoot(&p, report);
        const enum rc rc = step(&p, what, report);
        if (rc == RC_OK) p.done[what]++;
        if (rc != RC_OK && rc != RC_CONFLICT && rc != RC_INVALID && rc != RC_MISSING)
            fail_msg("seed %d, step %d (%d): %s", (int)seed, i, what, rc_name(rc));
        const struct shot after = shoot(&p, report);
        if (of_report || rc) nothing_lost(&before, &after);
        sums_agree(&p, report);
        rates_agree(&p, report);
        if (i % 4 && i != STEPS - 1) continue; /* what takes many statements, now and then */
        once_each(cx);
        foot_agrees(&p);
        frozen_stays(&p);
    }
    for (int k = 0; k < WORLD_PERIODS; k++) versions_stay(&p, p.report[k]);
    for (int i = 0; i < OPS; i++) done[i] += p.done[i];
}

static void play_1(struct cx *cx) { play(cx, 1); }
static void play_2(struct cx *cx) { play(cx, 2); }
static void each_cost_is_counted_once_in_any_order(void **state)
{
    (void)state;
    test_on_engines(play_1);
    test_on_engines(play_2);
    for (int i = 0; i < OPS; i++)
        if (!done[i]) fail_msg("step %d was never done", i);
}

TESTS(report_random, cmocka_unit_test(each_cost_is_counted_once_in_any_order));
