/* SPDX-License-Identifier: EUPL-1.2 */
/* report_test.c — the way of a report from state to state, on both engines: what each step needs,
 * what it must leave alone, and that every version stays readable.
 */
#include "report/report.h"

#include "finance/expenditure.h"
#include "finance/expenditure_sql.h"
#include "project/ruleset.h"
#include "report/donor.h"
#include "report/overview_sql.h"
#include "report/question_sql.h"
#include "report/report_sql.h"
#include "tests/engine.h"
#include "tests/t.h"
#include "tests/world.h"

#include <string.h>

static void at(struct cx *cx, const char *when) { assert_true(stamp_iso(str_of(when), &cx->now)); }

static const char *said(struct cx *cx)
{
    const struct problem *p = cx->problems.first;
    cx->problems = (struct problems){ 0 };
    return p ? p->text : "";
}

static struct report_get_row row_of(struct cx *cx, int64_t report)
{
    struct report_get_row r;
    assert_int_equal(report_get(cx, report, &r), RC_OK);
    return r;
}

static void is(struct cx *cx, int64_t report, const char *state)
{
    assert_string_equal(row_of(cx, report).state, state);
}

static struct expenditure_current_row line(struct cx *cx, int64_t report, int64_t key)
{
    struct expenditure_current_row l;
    bool found;
    assert_int_equal(expenditure_current(cx, report, key, &l, &found), RC_OK);
    assert_true(found);
    return l;
}

static int64_t ask(struct cx *cx, int64_t report, int64_t key)
{
    int64_t id;
    const struct question_input q = { .report = report, .line_key = key, .body = "Why?" };
    assert_int_equal(report_ask(cx, &q, &id), RC_OK);
    return id;
}

static void decide(struct cx *cx, int64_t report, int64_t key, const char *what, int64_t cents)
{
    const struct line_decision d = { .report = report,
                                     .line_key = key,
                                     .decision = what,
                                     .deducted = eur(cents),
                                     .reason = "said" };
    assert_int_equal(report_decide(cx, &d), RC_OK);
}

static struct expenditure_input same(const struct expenditure_current_row *l)
{
    return (struct expenditure_input){ .line = l->line,
                                       .description = l->description,
                                       .supplier = l->supplier,
                                       .doc_type = l->doc_type,
                                       .doc_no = l->doc_no,
                                       .doc_date = l->doc_date,
                                       .service_from = l->service_from,
                                       .service_to = l->service_to,
                                       .payment_date = l->payment_date,
                                       .currency = l->currency,
                                       .gross = l->gross,
                                       .vat = l->vat,
                                       .amount = l->amount,
                                       .share_e2 = l->share_e2 };
}

/* Returned with a question on ${key}, which is answered. */
static void come_back(struct cx *cx, int64_t report, int64_t key)
{
    int64_t q = ask(cx, report, key);
    assert_int_equal(report_return(cx, report), RC_OK);
    assert_int_equal(report_answer(cx, q, 1, "Because."), RC_OK);
}

/* ---- each step, and what it refuses -----------------------------------------------------------
 */

static void steps(struct cx *cx)
{
    struct world w;
    world_make(cx, "R-AVG", &w);
    int64_t r = world_report(cx, &w, 1, 0, 5, 3), id, again;
    assert_int_equal(report_open(cx, w.partner[1], w.period[0], &again), RC_OK);
    assert_int_equal(again, r);
    assert_int_equal(report_take(cx, r), RC_CONFLICT);
    assert_non_null(strstr(said(cx), "draft"));
    assert_int_equal(report_return(cx, r), RC_CONFLICT);
    assert_int_equal(report_accept(cx, r), RC_CONFLICT);
    assert_int_equal(report_reopen(cx, r), RC_CONFLICT);
    assert_int_equal(report_submit(cx, r), RC_OK);
    is(cx, r, "submitted");
    assert_int_equal(report_submit(cx, r), RC_CONFLICT);
    assert_int_equal(report_write(cx, r, "summary", 0, 1, "Later"), RC_CONFLICT);
    struct expenditure_current_row l = line(cx, r, 1);
    struct expenditure_input in = same(&l);
    assert_int_equal(expenditure_change(cx, r, 1, l.version, &in), RC_CONFLICT);
    assert_int_equal(expenditure_remove(cx, r, 1), RC_CONFLICT);
    const struct line_decision early = { .report = r, .line_key = 1, .decision = "accepted" };
    assert_int_equal(report_decide(cx, &early), RC_CONFLICT);
    assert_int_equal(report_take(cx, r), RC_OK);
    said(cx);
    assert_int_equal(report_return(cx, r), RC_CONFLICT); /* nothing was asked */
    assert_non_null(strstr(said(cx), "question"));
    assert_int_equal(report_accept(cx, r), RC_CONFLICT); /* nothing was decided */
    assert_non_null(strstr(said(cx), "5 lines are not decided yet"));
    id = ask(cx, r, 2);
    decide(cx, r, 0, "accepted", 0);
    assert_int_equal(report_accept(cx, r), RC_CONFLICT); /* the question is open */
    assert_int_equal(report_answer(cx, id, 1, "Now?"), RC_CONFLICT);
    assert_int_equal(report_return(cx, r), RC_OK);
    assert_int_equal(row_of(cx, r).version_no, 2);
    assert_int_equal(report_submit(cx, r), RC_INVALID); /* not answered */
    assert_int_equal(report_close_question(cx, id), RC_CONFLICT);
    assert_int_equal(report_answer(cx, id, 7, "Stale"), RC_STALE);
    assert_int_equal(report_answer(cx, id, 1, ""), RC_INVALID);
    assert_int_equal(report_answer(cx, id, 1, "Because."), RC_OK);
    assert_int_equal(report_submit(cx, r), RC_OK);
    assert_int_equal(report_take(cx, r), RC_OK);
    assert_int_equal(report_accept(cx, r), RC_OK); /* decisions of unchanged lines were kept */
    is(cx, r, "accepted");
    struct question_get_row q;
    assert_int_equal(question_get(cx, id, &q), RC_OK);
    assert_true(q.closed_at);
    assert_int_equal(report_reopen(cx, r), RC_OK);
    is(cx, r, "in_check");
    assert_int_equal(row_of(cx, r).decided_at, 0);
}
static void each_step_needs_its_state(void **state)
{
    (void)state;
    test_on_engines(steps);
}

static enum rc try_it(struct cx *cx, int64_t report, const char *what, int64_t cents,
                      const char *reason)
{
    const struct line_decision d = { report, 1, what, eur(cents), reason };
    cx->problems = (struct problems){ 0 };
    return report_decide(cx, &d);
}

static void decisions(struct cx *cx)
{
    struct world w;
    struct report_sums_row s;
    world_make(cx, "R-AVG", &w);
    int64_t r = world_report(cx, &w, 3, 0, 3, 3);
    assert_int_equal(report_submit(cx, r), RC_OK);
    assert_int_equal(report_take(cx, r), RC_OK);
    money euro = eur(line(cx, r, 1).eur);
    assert_true(euro.minor > 10);
    assert_int_equal(try_it(cx, r, "maybe", 0, "x"), RC_INVALID);
    assert_int_equal(try_it(cx, r, "deducted", 5, NULL), RC_INVALID);
    assert_non_null(problem_of(cx, "reason"));
    assert_int_equal(try_it(cx, r, "deducted", 0, "x"), RC_INVALID);
    assert_int_equal(try_it(cx, r, "deducted", euro.minor + 1, "x"), RC_INVALID);
    assert_non_null(problem_of(cx, "deducted"));
    assert_int_equal(try_it(cx, r, "parked", 0, ""), RC_INVALID);
    assert_int_equal(try_it(cx, r, "deducted", 10, "x"), RC_OK);
    assert_int_equal(report_sums(cx, r, &s), RC_OK);
    assert_int_equal(s.undecided, 2);
    assert_int_equal(s.accepted.minor, euro.minor - 10);
    assert_int_equal(s.deducted.minor, 10);
    assert_int_equal(try_it(cx, r, "parked", 0, "x"),
                     RC_OK); /* another mind: nothing is left over */
    assert_int_equal(report_sums(cx, r, &s), RC_OK);
    assert_int_equal(s.undecided, 2);
    assert_int_equal(s.accepted.minor, 0);
    assert_int_equal(s.deducted.minor, 0);
    assert_int_equal(s.parked.minor, euro.minor);
    const struct line_decision park_all = { .report = r, .decision = "parked", .reason = "x" };
    assert_int_equal(report_decide(cx, &park_all), RC_INVALID);
    const struct line_decision none = { .report = r, .line_key = 9, .decision = "accepted" };
    assert_int_equal(report_decide(cx, &none), RC_MISSING);
    decide(cx, r, 0, "accepted", 0);
    assert_int_equal(report_sums(cx, r, &s), RC_OK);
    assert_int_equal(s.undecided, 0);
    assert_int_equal(s.euro.minor, s.accepted.minor + s.deducted.minor + s.parked.minor);
    assert_string_equal(line(cx, r, 1).decision, "parked"); /* what was decided is left alone */
}
static void a_line_is_accepted_deducted_or_parked(void **state)
{
    (void)state;
    test_on_engines(decisions);
}

/* ---- rates -------------------------------------------------------------------------------------
 */

static void over_a_month(struct cx *cx)
{
    struct world w;
    world_make(cx, "R-SUBMITMONTH", &w);
    at(cx, "2007-07-30T10:00:00Z");
    int64_t r = world_report(cx, &w, 0, 0, 12, 5), key;
    assert_int_equal(report_submit(cx, r), RC_OK);
    assert_int_equal(report_take(cx, r), RC_OK);
    struct expenditure_of_report_rows before, after;
    assert_int_equal(expenditure_of_report(cx, r, &before), RC_OK);
    int64_t mkd = 0;
    for (size_t i = 0; i < before.n; i++)
        if (!strcmp(before.v[i].currency, "MKD")) mkd = before.v[i].line_key;
    assert_true(mkd > 0);
    struct expenditure_current_row l = line(cx, r, mkd);
    assert_string_equal(l.rate_basis, "2007-07");
    come_back(cx, r, mkd);
    at(cx, "2007-09-03T10:00:00Z");
    /* the month's rate is corrected meanwhile: that is for lines that have none yet */
    test_script(cx, "UPDATE rate SET rate_e6 = rate_e6 + 1000000 WHERE month = 2007 * 12 + 6");
    struct expenditure_input in = same(&l);
    in.description = "Said better";
    assert_int_equal(expenditure_change(cx, r, mkd, line(cx, r, mkd).version, &in), RC_OK);
    /* changed twice in one version: the euro amount follows the amount at the old rate */
    in.amount = in.gross = l.amount / 2;
    assert_int_equal(expenditure_change(cx, r, mkd, line(cx, r, mkd).version, &in), RC_OK);
    in.doc_no = "new";
    assert_int_equal(expenditure_add(cx, r, &in, &key), RC_OK);
    assert_int_equal(report_submit(cx, r), RC_OK);
    assert_int_equal(expenditure_of_report(cx, r, &after), RC_OK);
    assert_int_equal(after.n, before.n + 1);
    for (size_t i = 0; i < before.n; i++) {
        if (before.v[i].line_key == mkd) continue;
        assert_int_equal(after.v[i].eur, before.v[i].eur);
        assert_string_equal(after.v[i].rate_basis, before.v[i].rate_basis);
    }
    const struct expenditure_current_row changed = line(cx, r, mkd), added = line(cx, r, key);
    const struct rate rate = { l.rate_sum_e6, (int32_t)l.rate_n };
    assert_int_equal(changed.rate_sum_e6, l.rate_sum_e6);
    assert_string_equal(changed.rate_basis, "2007-07");
    assert_int_equal(changed.eur, rate_to_eur(money_of(changed.amount, "MKD"), rate).minor);
    assert_null(changed.decision);
    assert_string_equal(added.rate_basis, "2007-07"); /* the month of the first submission */
    assert_int_equal(added.rate_sum_e6, l.rate_sum_e6 + 1000000);
    assert_int_equal(row_of(cx, r).submitted_at, cx->now);
    assert_true(row_of(cx, r).first_submitted_at < cx->now);
}
static void resubmission_over_a_month_keeps_the_rate(void **state)
{
    (void)state;
    test_on_engines(over_a_month);
}

static void no_rate(struct cx *cx)
{
    struct world w;
    world_make(cx, "R-SUBMITMONTH", &w);
    int64_t r = world_report(cx, &w, 0, 0, 6, 5);
    at(cx, "2011-02-01T10:00:00Z"); /* after the last month that is loaded */
    assert_int_equal(report_submit(cx, r), RC_INVALID);
    assert_non_null(strstr(said(cx), "MKD"));
    is(cx, r, "draft");
    assert_int_equal(line(cx, r, 1).rate_n, 0);
}
static void a_rate_that_is_missing_is_refused_by_name(void **state)
{
    (void)state;
    test_on_engines(no_rate);
}

/* ---- versions ----------------------------------------------------------------------------------
 */

static void versions(struct cx *cx)
{
    struct world w;
    struct report_digest d;
    struct report_versions_rows v;
    char first[HEX32];
    world_make(cx, "R-PAYMONTH", &w);
    int64_t r = world_report(cx, &w, 2, 0, 8, 5);
    assert_int_equal(report_submit(cx, r), RC_OK);
    assert_int_equal(report_digest(cx, r, 1, &d), RC_OK);
    assert_int_equal(d.lines, 8);
    memcpy(first, d.sha, sizeof first);
    assert_int_equal(report_take(cx, r), RC_OK);
    come_back(cx, r, 4);
    assert_int_equal(report_write(cx, r, "summary", 0, 0, "Another text"), RC_STALE);
    assert_int_equal(report_write(cx, r, "summary", 0, 1, "Another text"), RC_OK);
    assert_int_equal(report_write(cx, r, "summary", 0, 1, "A third text"), RC_STALE);
    assert_int_equal(report_write(cx, r, "summary", 0, 2, "A third text"), RC_OK);
    assert_int_equal(expenditure_remove(cx, r, 5), RC_OK);
    assert_int_equal(expenditure_remove(cx, r, 6), RC_OK);
    assert_int_equal(expenditure_restore(cx, r, 6), RC_OK);
    const struct expenditure_current_row l = line(cx, r, 4);
    struct expenditure_input in = same(&l);
    in.supplier = "Another";
    assert_int_equal(expenditure_change(cx, r, 4, l.version, &in), RC_OK);
    assert_int_equal(report_digest(cx, r, 1, &d), RC_OK);
    assert_string_equal(d.sha, first); /* whatever is being written, version 1 is what it was */
    assert_int_equal(report_submit(cx, r), RC_OK);
    world_review(cx, r, 0); /* decisions are not part of what was submitted */
    assert_int_equal(report_digest(cx, r, 1, &d), RC_OK);
    assert_string_equal(d.sha, first);
    assert_int_equal(d.lines, 8);
    assert_int_equal(report_digest(cx, r, 2, &d), RC_OK);
    assert_int_equal(d.lines, 7);
    assert_int_equal(report_versions(cx, r, &v), RC_OK);
    assert_int_equal(v.n, 2);
    assert_string_equal(v.v[0].content_sha, d.sha);
    assert_string_equal(v.v[1].content_sha, first);
    assert_int_equal(v.v[0].euro.minor, d.eur.minor);
    struct narrative_of_report_rows blocks;
    const char *said_first = NULL;
    assert_int_equal(narrative_of_report(cx, r, 1, &blocks), RC_OK);
    for (size_t i = 0; i < blocks.n; i++)
        if (!strcmp(blocks.v[i].question, "summary")) said_first = blocks.v[i].body;
    assert_string_equal(said_first, "Written.");
}
static void every_version_stays_as_it_was_submitted(void **state)
{
    (void)state;
    test_on_engines(versions);
}

/* Nothing of what was submitted changes behind its digest. */
static void covered(struct cx *cx)
{
    static const char *const changes[] = {
        "line_key = 99",
        "budget_line_id = (SELECT MAX(id) FROM budget_line WHERE id <> budget_line_id)",
        "description = 'x'",
        "supplier = 'x'",
        "doc_type = 'bank'",
        "doc_no = 'x'",
        "doc_date = '2007-01-31'",
        "service_from = '2007-01-30'",
        "service_to = '2007-01-31'",
        "payment_date = '2007-01-31'",
        "payment_ref = 'x'",
        "book_account = 'x'",
        "procurement_ref = 'x'",
        "event_ref = 'x'",
        "staff_ref = 'x'",
        "original_at = 'x'",
        "activity_id = CASE WHEN activity_id IS NULL THEN (SELECT MIN(id) FROM activity) END",
        "share_e2 = share_e2 - 1",
        "is_sensitive = 1 - is_sensitive",
        "regime = 'x'",
        "currency = 'CHF'",
        "gross = gross + 1",
        "vat = vat + 1",
        "amount = amount + 1",
        "rate_basis = 'x'",
        "rate_sum_e6 = rate_sum_e6 + 1",
        "rate_n = rate_n + 1",
        "eur = eur + 1",
    };
    struct world w;
    struct report_digest d;
    char last[HEX32];
    world_make(cx, "R-PAYMONTH", &w);
    int64_t r = world_report(cx, &w, 2, 0, 4, 5);
    assert_int_equal(report_submit(cx, r), RC_OK);
    assert_int_equal(report_digest(cx, r, 1, &d), RC_OK);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        memcpy(last, d.sha, sizeof last);
        test_script(cx, arena_printf(cx->arena,
                                     "UPDATE expenditure SET %s WHERE id = (SELECT MAX(id) FROM"
                                     " expenditure WHERE report_id = %lld)",
                                     changes[i], (long long)r));
        assert_int_equal(report_digest(cx, r, 1, &d), RC_OK);
        if (z_eq(last, d.sha)) fail_msg("%s behind the digest", changes[i]);
    }
    memcpy(last, d.sha, sizeof last);
    test_script(cx, "UPDATE narrative SET body = body || '.' WHERE question = 'summary'");
    assert_int_equal(report_digest(cx, r, 1, &d), RC_OK);
    assert_string_not_equal(last, d.sha);
}
static void the_digest_covers_what_was_submitted(void **state)
{
    (void)state;
    test_on_engines(covered);
}

static void texts(struct cx *cx)
{
    struct world w;
    int64_t r, own, id;
    world_make(cx, "R-AVG", &w);
    own = test_count(cx, "SELECT MIN(id) FROM activity"); /* of partner 0 */
    assert_int_equal(report_open(cx, w.partner[1], w.period[0], &r), RC_OK);
    assert_int_equal(report_write(cx, r, "weather", 0, 0, "Fine."), RC_MISSING);
    assert_int_equal(report_write(cx, r, "summary", own, 0, "Fine."), RC_MISSING);
    assert_int_equal(report_write(cx, r, "activity.done", 0, 0, "Fine."), RC_MISSING);
    assert_int_equal(report_write(cx, r, "activity.done", own, 0, "Fine."), RC_MISSING);
    said(cx);
    assert_int_equal(report_submit(cx, r), RC_INVALID); /* no text at all */
    assert_non_null(strstr(said(cx), "not written yet"));
    assert_int_equal(report_open(cx, w.partner[0], w.period[0], &r), RC_OK);
    assert_int_equal(report_write(cx, r, "activity.done", own, 0, "Fine."), RC_OK);
    r = world_report(cx, &w, 2, 0, 2, 1);
    assert_int_equal(report_submit(cx, r), RC_OK);
    assert_int_equal(report_take(cx, r), RC_OK);
    const struct question_input unknown = { .report = r, .block = "weather", .body = "Rain?" };
    assert_int_equal(report_ask(cx, &unknown, &id), RC_MISSING);
    const struct question_input known = { .report = r, .block = "summary", .body = "Who?" };
    assert_int_equal(report_ask(cx, &known, &id), RC_OK);
    assert_int_equal(report_close_question(cx, id), RC_OK);
    assert_int_equal(report_close_question(cx, id), RC_CONFLICT);
}
static void only_texts_that_are_asked_for_are_written(void **state)
{
    (void)state;
    test_on_engines(texts);
}

/* ---- parked lines ------------------------------------------------------------------------------
 */

static void parked(struct cx *cx)
{
    struct world w;
    int64_t key, two;
    world_make(cx, "R-PAYMONTH", &w);
    int64_t one = world_report(cx, &w, 2, 0, 3, 8);
    assert_int_equal(report_submit(cx, one), RC_OK);
    assert_int_equal(report_take(cx, one), RC_OK);
    decide(cx, one, 2, "parked", 0);
    decide(cx, one, 0, "accepted", 0);
    const struct expenditure_current_row p = line(cx, one, 2);
    struct expenditure_input in = same(&p);
    two = world_report(cx, &w, 2, 1, 2, 9);
    in.unparks = p.id;
    assert_int_equal(expenditure_add(cx, two, &in, &key), RC_CONFLICT); /* not accepted yet */
    assert_int_equal(report_accept(cx, one), RC_OK);
    assert_int_equal(expenditure_add(cx, two, &in, &key), RC_OK);
    assert_int_equal(expenditure_add(cx, two, &in, &key), RC_CONFLICT); /* once */
    key = test_count(cx, "SELECT line_key FROM expenditure WHERE unparks IS NOT NULL");
    struct expenditure_current_row t = line(cx, two, key);
    assert_int_equal(t.eur, p.eur);
    assert_string_equal(t.rate_basis, p.rate_basis);
    assert_int_equal(report_reopen(cx, one), RC_CONFLICT);
    /* its text may change, its amount not, in this version and in the next */
    in.amount = in.gross = p.amount * 2;
    in.description = "Offers attached";
    assert_int_equal(expenditure_change(cx, two, key, t.version, &in), RC_OK);
    assert_int_equal(line(cx, two, key).amount, p.amount);
    assert_int_equal(report_submit(cx, two), RC_OK);
    assert_int_equal(report_take(cx, two), RC_OK);
    come_back(cx, two, key);
    assert_int_equal(expenditure_change(cx, two, key, line(cx, two, key).version, &in), RC_OK);
    t = line(cx, two, key);
    assert_int_equal(t.from_version, 2);
    assert_int_equal(t.unparks, p.id);
    assert_int_equal(t.eur, p.eur);
    /* taken out again it is free, once that is submitted */
    assert_int_equal(expenditure_remove(cx, two, key), RC_OK);
    assert_int_equal(report_submit(cx, two), RC_OK);
    assert_int_equal(report_reopen(cx, one), RC_OK);
}
static void a_parked_line_is_taken_in_again_once(void **state)
{
    (void)state;
    test_on_engines(parked);
}

TESTS(report, cmocka_unit_test(each_step_needs_its_state),
      cmocka_unit_test(a_line_is_accepted_deducted_or_parked),
      cmocka_unit_test(resubmission_over_a_month_keeps_the_rate),
      cmocka_unit_test(a_rate_that_is_missing_is_refused_by_name),
      cmocka_unit_test(every_version_stays_as_it_was_submitted),
      cmocka_unit_test(the_digest_covers_what_was_submitted),
      cmocka_unit_test(only_texts_that_are_asked_for_are_written),
      cmocka_unit_test(a_parked_line_is_taken_in_again_once));
