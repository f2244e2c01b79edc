/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_test.c — single lines, rows of a grid and documents: what a submitted version said it
 * says for ever, on both engines. */
#include "base/rand.h"
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
      cmocka_unit_test(a_removed_line_can_come_back),
      cmocka_unit_test(the_rows_of_a_grid_are_saved_whole),
      cmocka_unit_test(documents_stay_with_the_version_they_were_submitted_in));
