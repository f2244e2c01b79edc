/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_test.c — single lines, rows of a grid and documents: what a submitted version said it
 * says for ever, on both engines. */
#include "base/rand.h"
#include "finance/expenditure_book.h"
#include "finance/expenditure_document.h"
#include "finance/expenditure_save.h"
#include "store/document.h"
#include "tests/booked.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <string.h>

/* The report was submitted and came back: what is written now is version 2. */
static void came_back(struct cx *cx)
{
    test_script(cx, "UPDATE partner_report SET state = 'returned', version_no = 2;"
                    "UPDATE expenditure SET regime = 'R-AVG', rate_sum_e6 = 80500000, rate_n = 1,"
                    " rate_basis = '2007-03', eur = 52795, decision = 'accepted';");
}

static int64_t count(struct cx *cx, const char *where)
{
    return test_count(cx,
                      arena_printf(cx->arena, "SELECT COUNT(*) FROM expenditure WHERE %s", where));
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void changed(struct cx *cx)
{
    struct booked b;
    struct expenditure_input in = booked_line();
    booked_make(cx, &b);
    int64_t key = booked_add(cx, b.report, &in);
    assert_int_equal(key, 1);
    in.amount = in.gross = 4000000;
    assert_int_equal(expenditure_change(cx, b.report, key, 1, &in), RC_OK);
    assert_int_equal(count(cx, "1 = 1"), 1); /* never submitted: simply changed */
    assert_int_equal(expenditure_change(cx, b.report, key, 1, &in), RC_STALE);
    came_back(cx);
    in.amount = 2000000;
    assert_int_equal(expenditure_change(cx, b.report, key, 2, &in), RC_OK);
    assert_int_equal(count(cx, "until_version = 1 AND amount = 4000000 AND eur = 52795"
                               " AND decision = 'accepted'"),
                     1);
    /* the successor keeps the rate, its euro follows the amount, and it is to be decided anew */
    assert_int_equal(count(cx, "from_version = 2 AND until_version IS NULL AND amount = 2000000"
                               " AND eur = 24845 AND rate_basis = '2007-03' AND decision IS NULL"),
                     1);
    in.amount = 1000000;
    assert_int_equal(expenditure_change(cx, b.report, key, 1, &in), RC_OK);
    assert_int_equal(count(cx, "1 = 1"), 2); /* the row of version 2 is changed, version 1 stays */
    assert_int_equal(expenditure_remove(cx, b.report, key), RC_OK);
    assert_int_equal(count(cx, "1 = 1"), 1);
    test_script(cx, "UPDATE partner_report SET state = 'submitted';");
    assert_int_equal(expenditure_add(cx, b.report, &in, &key), RC_CONFLICT);
    assert_int_equal(expenditure_remove(cx, b.report, 1), RC_CONFLICT);
}
static void a_submitted_line_gets_a_successor(void **state)
{
    (void)state;
    test_on_engines(changed);
}

/* By the month of payment a corrected payment is another rate; by any other regime it is not. */
static void paid_again(struct cx *cx)
{
    struct booked b;
    struct expenditure_input in = booked_line();
    booked_make(cx, &b);
    int64_t key = booked_add(cx, b.report, &in);
    came_back(cx);
    in.payment_date = booked_day("2007-04-02");
    assert_int_equal(expenditure_change(cx, b.report, key, 1, &in), RC_OK);
    assert_int_equal(count(cx, "from_version = 2 AND rate_basis = '2007-03' AND eur = 52795"), 1);
    test_script(cx, "UPDATE expenditure SET regime = 'R-PAYMONTH', payment_date = '2007-03-20';");
    in.payment_date = booked_day("2007-03-31");
    assert_int_equal(expenditure_change(cx, b.report, key, 1, &in), RC_OK);
    assert_int_equal(count(cx, "from_version = 2 AND rate_basis = '2007-03' AND eur = 52795"), 1);
    in.payment_date = booked_day("2007-04-02");
    assert_int_equal(expenditure_change(cx, b.report, key, 2, &in), RC_OK);
    assert_int_equal(count(cx, "from_version = 2 AND regime IS NULL AND eur IS NULL"), 1);
    assert_int_equal(count(cx, "from_version = 1 AND rate_basis = '2007-03'"), 1);
}
static void another_month_of_payment_is_another_rate(void **state)
{
    (void)state;
    test_on_engines(paid_again);
}

/* ---- what one line can break by itself ------------------------------------------------------- */

static void tried(struct cx *cx, const struct expenditure_book *b, struct expenditure_input in,
                  const char *field, const char *part)
{
    cx->problems = (struct problems){ 0 };
    enum rc rc = expenditure_check(cx, b, &in, "");
    if (!field) {
        if (rc) fail_msg("refused: %s", cx->problems.first->text);
        return;
    }
    const char *why = problem_of(cx, field);
    if (rc != RC_INVALID || !why) fail_msg("%s was taken where \"%s\" is expected", field, part);
    if (!strstr(why, part)) fail_msg("no \"%s\" in: %s", part, why);
}

/* It is 2025; the action ran from 2022 to 2024. */
static void checks(struct cx *cx)
{
    struct booked b;
    const struct expenditure_book *book;
    booked_make(cx, &b);
    assert_true(stamp_iso(STR("2025-03-01T10:00:00Z"), &cx->now));
    test_script(cx,
                "UPDATE project SET starts_on = '2022-01-01', ends_on = '2024-12-31';"
                "UPDATE period SET starts_on = '2022-07-01', ends_on = '2022-12-31' WHERE id = 1;"
                "UPDATE budget_line SET code = '5.3' WHERE code = '5.7';");
    assert_int_equal(expenditure_book_read(cx, b.report, &book), RC_OK);
    const struct expenditure_input good = { .line = "1.1.1",
                                            .description = "Hall",
                                            .supplier = "Hotel",
                                            .doc_type = "invoice",
                                            .doc_no = "1",
                                            .doc_date = booked_day("2022-12-30"),
                                            .service_from = DATE_NONE,
                                            .service_to = DATE_NONE,
                                            .payment_date = booked_day("2023-01-05"),
                                            .currency = "HRK",
                                            .gross = 10000,
                                            .amount = 10000,
                                            .share_e2 = 10000 };
    struct expenditure_input in = good;
    /* an old kuna invoice stays valid whenever it is reported; a new one cannot be */
    tried(cx, book, in, NULL, NULL);
    in.doc_date = booked_day("2023-01-01");
    tried(cx, book, in, "currency", "HRK was not in use");
    in.currency = "EUR";
    tried(cx, book, in, NULL, NULL);
    in.currency = "BGN";
    tried(cx, book, in, NULL, NULL);
    in.currency = "XXX";
    tried(cx, book, in, "currency", "does not know");
    /* the service decides, then the document */
    in = good;
    in.doc_date = booked_day("2021-12-31");
    tried(cx, book, in, "document_date", "before the action began");
    in.service_from = booked_day("2022-01-01");
    tried(cx, book, in, NULL, NULL);
    in.service_from = booked_day("2021-12-01");
    tried(cx, book, in, "service_from", "before the action began");
    in = good;
    in.service_from = in.doc_date = booked_day("2025-01-20");
    in.currency = "EUR";
    tried(cx, book, in, "service_from", "after the action ended");
    in.line = "5.3"; /* the verification comes after the end */
    tried(cx, book, in, NULL, NULL);
    in.doc_date = booked_day("2025-03-02");
    tried(cx, book, in, "document_date", "in the future");
    in = good;
    in.payment_date = booked_day("2025-03-02");
    tried(cx, book, in, "payment_date", "until it is paid");
    /* amounts at their limits, signs, shares, VAT */
    in = good;
    in.gross = in.amount = MONEY_MAX;
    tried(cx, book, in, NULL, NULL);
    in.gross = in.amount = MONEY_MAX + 1;
    tried(cx, book, in, "amount", "larger than");
    in = good;
    in.gross = in.amount = -10000;
    tried(cx, book, in, "amount", "correction");
    in.doc_type = "correction";
    tried(cx, book, in, NULL, NULL);
    in.vat = -1600;
    tried(cx, book, in, NULL, NULL);
    in.vat = 1600;
    tried(cx, book, in, "vat", "another sign");
    in.vat = 0;
    in.gross = 10000;
    tried(cx, book, in, "amount", "More is charged");
    in = good;
    in.doc_type = "correction";
    tried(cx, book, in, "amount", "negative");
    in = good;
    in.share_e2 = 5000;
    tried(cx, book, in, "amount", "More is charged than 50");
    in.amount = 5001; /* one cent of rounding */
    tried(cx, book, in, NULL, NULL);
    in.share_e2 = 0;
    tried(cx, book, in, "share", "above 0");
    in = good;
    in.vat = 10001;
    tried(cx, book, in, "vat", "more than the document");
    in = good;
    in.amount = 0;
    tried(cx, book, in, "amount", "zero");
}
static void one_line_is_checked_by_itself(void **state)
{
    (void)state;
    test_on_engines(checks);
}

static void removed(struct cx *cx)
{
    struct booked b;
    struct expenditure_input in = booked_line();
    booked_make(cx, &b);
    int64_t key = booked_add(cx, b.report, &in);
    came_back(cx);
    assert_int_equal(expenditure_remove(cx, b.report, key), RC_OK);
    assert_int_equal(count(cx, "until_version = 1"), 1);
    assert_int_equal(expenditure_remove(cx, b.report, key), RC_MISSING);
    assert_int_equal(expenditure_restore(cx, b.report, key), RC_OK);
    assert_int_equal(count(cx, "until_version IS NULL AND eur = 52795"), 1);
    assert_int_equal(expenditure_restore(cx, b.report, key), RC_CONFLICT);
    int64_t next = booked_add(cx, b.report, &in);
    assert_int_equal(next, 2); /* a key is never given again */
}
static void a_removed_line_can_come_back(void **state)
{
    (void)state;
    test_on_engines(removed);
}

/* ---- rows of a grid -------------------------------------------------------------------------- */

static void saves(struct cx *cx)
{
    struct booked b;
    struct expenditure_saved s;
    struct expenditure_input in = booked_line(), other = in, bad = in;
    booked_make(cx, &b);
    booked_add(cx, b.report, &in);
    booked_add(cx, b.report, &in);
    other.supplier = "Putnik";
    bad.line = "9.9";
    struct expenditure_edit edits[] = {
        { .line_key = 1, .version = 1, .in = &in, .prefix = "line.0." },
        { .line_key = 2, .version = 1, .in = &other, .prefix = "line.1." },
        { .in = &other, .prefix = "line.2." },
        { .in = &bad, .prefix = "line.3." },
    };
    assert_int_equal(expenditure_save(cx, b.report, edits, 4, &s), RC_INVALID);
    assert_non_null(problem_of(cx, "line.3.line"));
    assert_int_equal(count(cx, "1 = 1"), 2);
    cx->problems = (struct problems){ 0 };
    int64_t audited = test_count(cx, "SELECT COUNT(*) FROM audit");
    assert_int_equal(expenditure_save(cx, b.report, edits, 3, &s), RC_OK);
    assert_int_equal(s.added, 1);
    assert_int_equal(s.changed, 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit"), audited + 2);
    edits[1].version = 1; /* of before */
    edits[1].in = &in;
    assert_int_equal(expenditure_save(cx, b.report, edits, 2, &s), RC_STALE);
    edits[1] = edits[0];
    edits[1].in = &other;
    assert_int_equal(expenditure_save(cx, b.report, edits, 2, &s), RC_INVALID); /* twice the same */
    edits[0].remove = true;
    assert_int_equal(expenditure_save(cx, b.report, edits, 1, &s), RC_OK);
    assert_int_equal(s.removed, 1);
    assert_int_equal(count(cx, "line_key = 1"), 0);
}
static void the_rows_of_a_grid_are_saved_whole(void **state)
{
    (void)state;
    test_on_engines(saves);
}

/* ---- documents ------------------------------------------------------------------------------- */

static int64_t attachments(struct cx *cx, int64_t row)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM attachment WHERE object_type ="
                                       " 'expenditure' AND object_id = %lld",
                                       (long long)row));
}

static void documents(struct cx *cx)
{
    struct booked b;
    struct expenditure_input in = booked_line();
    const struct expenditure_file pdf = { STR("%PDF-1.4\nan invoice\n"), "invoice.pdf" },
                                  png = { STR("a statement"), "statement.txt" };
    const struct expenditure_file both[] = { png, pdf };
    int64_t row, attachment;
    booked_make(cx, &b);
    int64_t key = booked_add(cx, b.report, &in), id = booked_id(cx, b.report, key);
    assert_int_equal(expenditure_attach(cx, id, &pdf, 1, &row, &attachment), RC_OK);
    assert_int_equal(row, id);
    /* all or none: the second of two is there already */
    assert_int_equal(expenditure_attach(cx, id, both, 2, &row, &attachment), RC_CONFLICT);
    assert_int_equal(attachments(cx, id), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM document"), 1);
    /* the same bytes on another line are stored once */
    int64_t other = booked_id(cx, b.report, booked_add(cx, b.report, &in));
    assert_int_equal(expenditure_attach(cx, other, &pdf, 1, &row, &attachment), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM document"), 1);

    came_back(cx);
    assert_int_equal(expenditure_attach(cx, id, &png, 1, &row, &attachment), RC_OK);
    assert_int_not_equal(row, id); /* version 1 keeps its row and its one document */
    assert_int_equal(attachments(cx, id), 1);
    assert_int_equal(attachments(cx, row), 2);
    assert_int_equal(expenditure_attach(cx, id, &png, 1, &row, &attachment), RC_CONFLICT);
    /* the page still names the row of before when the next of several dropped files comes */
    const struct expenditure_file third = { STR("a delivery note"), "note.txt" };
    assert_int_equal(expenditure_attach(cx, id, &third, 1, &row, &attachment), RC_OK);
    assert_int_equal(attachments(cx, row), 3);
    assert_int_equal(expenditure_detach(cx, attachment, &row), RC_OK);
    int64_t now = row, of_v1 = test_count(cx, "SELECT MIN(id) FROM attachment");
    assert_int_equal(expenditure_detach(cx, of_v1, &row), RC_CONFLICT);
    int64_t last = test_count(cx, "SELECT MAX(id) FROM attachment");
    assert_int_equal(expenditure_detach(cx, last, &row), RC_OK);
    assert_int_equal(row, now);
    assert_int_equal(attachments(cx, now), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM document"), 1);

    test_script(cx, "UPDATE partner_report SET state = 'submitted';");
    assert_int_equal(expenditure_attach(cx, now, &png, 1, &row, &attachment), RC_CONFLICT);
    assert_int_equal(expenditure_detach(cx, of_v1, &row), RC_CONFLICT);
    assert_int_equal(expenditure_attach(cx, 999, &png, 1, &row, &attachment), RC_MISSING);
}
static void documents_stay_with_the_version_they_were_submitted_in(void **state)
{
    (void)state;
    test_on_engines(documents);
}

TESTS(expenditure, cmocka_unit_test(a_submitted_line_gets_a_successor),
      cmocka_unit_test(another_month_of_payment_is_another_rate),
      cmocka_unit_test(one_line_is_checked_by_itself),
      cmocka_unit_test(a_removed_line_can_come_back),
      cmocka_unit_test(the_rows_of_a_grid_are_saved_whole),
      cmocka_unit_test(documents_stay_with_the_version_they_were_submitted_in));
