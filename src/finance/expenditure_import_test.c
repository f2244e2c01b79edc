/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_import_test.c — files of lines: what is taken, what is refused and how it is named,
 * one fault a file, on both engines. */
#include "tests/booked.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <string.h>

#define HEAD "seq,line,activity,description,supplier,document_no,document_date,currency,amount\n"
#define GOOD ",5.7,A1.1,Hall,Hotel Park,118/07,2007-03-12,RSD,42500.00\n"

static enum rc import(struct cx *cx, int64_t report, const char *file, const char *how,
                      struct import_result *out)
{
    const struct import_request in = { .report = report,
                                       .bytes = str_of(file),
                                       .name = "lines.csv",
                                       .replace = strstr(how, "replace") != NULL,
                                       .save = !strstr(how, "look"),
                                       .decimal = strstr(how, "comma") ? ',' : '.' };
    cx->problems = (struct problems){ 0 };
    return expenditure_import(cx, &in, out);
}

static int64_t lines(struct cx *cx)
{
    return test_count(cx, "SELECT COUNT(*) FROM expenditure WHERE until_version IS NULL");
}

/* ---- what is taken --------------------------------------------------------------------------- */

static void takes(struct cx *cx)
{
    struct booked b;
    struct import_result out;
    booked_make(cx, &b);
    int64_t audited = test_count(cx, "SELECT COUNT(*) FROM audit");
    assert_int_equal(import(cx, b.report, HEAD GOOD GOOD, "look", &out), RC_OK);
    assert_int_equal(out.added, 2);
    assert_int_equal(lines(cx), 0);
    assert_int_equal(import(cx, b.report, HEAD GOOD GOOD, "", &out), RC_OK);
    assert_int_equal(lines(cx), 2);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit"), audited + 1);
    assert_int_equal(test_count(cx, "SELECT CAST(SUM(gross) AS BIGINT) FROM expenditure"), 8500000);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM expenditure WHERE share_e2 = 10000"
                                    " AND doc_type = 'invoice' AND search_key LIKE '%hotel%'"),
                     2);
    /* the second line changes, a third comes, the first is the same; semicolons, commas, BOM */
    const char *more = "\xEF\xBB\xBFseq;line;activity;description;supplier;document_no;"
                       "document_date;currency;amount\r\n"
                       "1;5.7;A1.1;Hall;Hotel Park;118/07;12.3.2007.;rsd;42.500,00\r\n"
                       "2;4.3;;Paper;Knjižara;7;1. 4. 2007;RSD;1.234,5\r\n"
                       ";1.1.1;;Salary;EHO;IL-3;2007-04-30;RSD;60000\r\n";
    assert_int_equal(import(cx, b.report, more, "comma", &out), RC_OK);
    assert_int_equal(out.same, 1);
    assert_int_equal(out.changed, 1);
    assert_int_equal(out.added, 1);
    assert_string_equal(out.rows[0].fields,
                        "Budget line, Activity, What for, Supplier, Document number, Date of the "
                        "document, On the document, Amount charged");
    assert_int_equal(test_count(cx, "SELECT amount FROM expenditure WHERE line_key = 2"), 123450);
    assert_int_equal(test_count(cx, "SELECT line_key FROM expenditure WHERE doc_no = 'IL-3'"), 3);
    /* the whole report: what is not named goes */
    assert_int_equal(import(cx, b.report, "seq,amount\n3,60000\n", "replace look", &out), RC_OK);
    assert_int_equal(out.removed, 2);
    assert_int_equal(import(cx, b.report, "seq,amount\n3,61000\n", "replace", &out), RC_OK);
    assert_int_equal(lines(cx), 1);
    /* columns that the file has not stay as they are */
    assert_int_equal(test_count(cx, "SELECT amount FROM expenditure WHERE doc_no = 'IL-3'"),
                     6100000);
}
static void a_file_is_taken(void **state)
{
    (void)state;
    test_on_engines(takes);
}

static void goes_round(struct cx *cx)
{
    struct booked b;
    struct import_result out;
    booked_make(cx, &b);
    const char *file = "line,activity,description,supplier,document_type,document_no,document_date,"
                       "service_from,service_to,payment_date,payment_ref,book_account,"
                       "procurement_ref,event_ref,staff_ref,original_at,currency,gross,vat,share,"
                       "amount,sensitive\n"
                       "1.1.1,,Salary,EHO,payslip,IL-1,2007-01-31,2007-01-01,2007-01-31,2007-02-05,"
                       "Izvod 12,5200,P-1,E-1,S-1,Novi Sad,RSD,90000.00,0.00,50,45000.00,yes\n";
    assert_int_equal(import(cx, b.report, file, "", &out), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM expenditure WHERE is_sensitive = 1"
                                    " AND share_e2 = 5000 AND amount = 4500000"
                                    " AND service_to = '2007-01-31' AND original_at = 'Novi Sad'"),
                     1);
    const char *at = strchr(file, '\n') + 1;
    const char *again = arena_printf(cx->arena, "seq,%.*s1,%s", (int)(at - file), file, at);
    assert_int_equal(import(cx, b.report, again, "replace", &out), RC_OK);
    assert_int_equal(out.same, 1);
    assert_int_equal(out.added + out.changed + out.removed, 0);
}
static void every_column_comes_back_the_same(void **state)
{
    (void)state;
    test_on_engines(goes_round);
}

/* ---- what is refused ------------------------------------------------------------------------- */

/* One fault a file; the good row before it must not be saved. */
static const struct {
    const char *row, *column, *value, *why;
} faults[] = {
    { ",9.9,A1.1,Hall,Hotel,1,2007-03-12,RSD,1\n", "line, B (2)", "9.9", "no line “9.9”" },
    { ",5.8,A1.1,Hall,Hotel,1,2007-03-12,RSD,1\n", "line, B (2)", "5.8", "Did you mean 5.7?" },
    { ",,A1.1,Hall,Hotel,1,2007-03-12,RSD,1\n", "line, B (2)", "", "Give the budget line" },
    { ",5.7,A9,Hall,Hotel,1,2007-03-12,RSD,1\n", "activity, C (3)", "A9", "no activity" },
    { ",5.7,A1.1,,Hotel,1,2007-03-12,RSD,1\n", "description, D (4)", "", "empty" },
    { ",5.7,A1.1,Hall,,1,2007-03-12,RSD,1\n", "supplier, E (5)", "", "empty" },
    { ",5.7,A1.1,Hall,Hotel,,2007-03-12,RSD,1\n", "document_no, F (6)", "", "empty" },
    { ",5.7,A1.1,Hall,Hotel,1,,RSD,1\n", "document_date, G (7)", "", "Give the date" },
    { ",5.7,A1.1,Hall,Hotel,1,2007-02-30,RSD,1\n", "document_date, G (7)", "2007-02-30",
      "no date" },
    { ",5.7,A1.1,Hall,Hotel,1,3/4/2007,RSD,1\n", "document_date, G (7)", "3/4/2007", "two ways" },
    { ",5.7,A1.1,Hall,Hotel,1,2007-12-31,RSD,1\n", "document_date, G (7)", "2007-12-31",
      "in the future" },
    { ",5.7,A1.1,Hall,Hotel,1,2006-12-31,RSD,1\n", "document_date, G (7)", "2006-12-31",
      "before the action began" },
    { ",5.7,A1.1,Hall,Hotel,1,2007-03-12,RSX,1\n", "currency, H (8)", "RSX", "does not know" },
    { ",5.7,A1.1,Hall,Hotel,1,2007-03-12,,1\n", "currency, H (8)", "", "does not know" },
    { ",5.7,A1.1,Hall,Hotel,1,2007-03-12,RSD,\n", "amount, I (9)", "", "zero charges nothing" },
    { ",5.7,A1.1,Hall,Hotel,1,2007-03-12,RSD,1.234\n", "amount, I (9)", "1.234",
      "more than two decimals" },
    { ",5.7,A1.1,Hall,Hotel,1,2007-03-12,RSD,12 RSD\n", "amount, I (9)", "12 RSD", "no amount" },
    { ",5.7,A1.1,Hall,Hotel,1,2007-03-12,RSD,-5\n", "amount, I (9)", "-5", "“correction”" },
    { ",5.7,A1.1,Hall,Hotel,1,2007-03-12,RSD,10000000000.01\n", "amount, I (9)", "10000000000.01",
      "larger" },
    { "7,5.7,A1.1,Hall,Hotel,1,2007-03-12,RSD,1\n", "seq, A (1)", "7", "no line of this number" },
    { "x,5.7,A1.1,Hall,Hotel,1,2007-03-12,RSD,1\n", "seq, A (1)", "x", "no number of a line" },
};

static void refuses_each(struct cx *cx)
{
    struct booked b;
    struct import_result out;
    struct expenditure_input in = booked_line();
    booked_make(cx, &b);
    booked_add(cx, b.report, &in);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const char *file = arena_printf(cx->arena, "%s%s%s", HEAD, GOOD, faults[i].row);
        enum rc rc = import(cx, b.report, file, "", &out);
        if (rc != RC_INVALID || out.problem_count != 1)
            fail_msg("fault %zu: rc %d, %zu problems, first %s", i, (int)rc, out.problem_count,
                     out.problem_count ? out.problems[0].why : "none");
        assert_int_equal(out.problems[0].row, 3);
        assert_string_equal(out.problems[0].column, faults[i].column);
        assert_string_equal(out.problems[0].value, faults[i].value);
        if (!strstr(out.problems[0].why, faults[i].why))
            fail_msg("fault %zu: %s", i, out.problems[0].why);
        assert_true(*out.problems[0].advice);
        assert_int_equal(lines(cx), 1);
    }
}
static void one_fault_refuses_the_file_and_is_named(void **state)
{
    (void)state;
    test_on_engines(refuses_each);
}

static void refuses_heads(struct cx *cx)
{
    struct booked b;
    struct import_result out;
    booked_make(cx, &b);
    assert_int_equal(import(cx, b.report, "line,description,betrag\n5.7,Hall,1\n", "", &out),
                     RC_INVALID);
    assert_int_equal(out.problem_count, 6); /* one unknown, five missing */
    assert_string_equal(out.problems[0].column, "betrag, C (3)");
    assert_int_equal(out.problems[0].row, 1);
    assert_int_equal(
        import(cx, b.report, "seq,partner,line,amount,accepted_eur\n1,EHO,5.7,1,1\n", "", &out),
        RC_INVALID);
    assert_non_null(strstr(out.problems[0].why, "list of transactions"));
    assert_int_equal(import(cx, b.report, HEAD GOOD ",5.7,A1.1\n", "", &out), RC_INVALID);
    assert_int_equal(out.problem_count, 0); /* the file as such: the sentence is the request's */
    assert_int_equal(cx->problems.n, 1);
    assert_int_equal(import(cx, b.report, "", "", &out), RC_INVALID);
    assert_int_equal(lines(cx), 0);
}
static void a_head_that_is_not_ours_is_named(void **state)
{
    (void)state;
    test_on_engines(refuses_heads);
}

static void twice(struct cx *cx)
{
    struct booked b;
    struct import_result out;
    struct expenditure_input in = booked_line();
    booked_make(cx, &b);
    booked_add(cx, b.report, &in);
    assert_int_equal(import(cx, b.report, "seq,amount,supplier\n1,5,a\n1,6,a\n", "", &out),
                     RC_INVALID);
    assert_string_equal(out.problems[0].why, "Row 2 has the same number.");
    /* what was looked at and what is there must be the same */
    assert_int_equal(import(cx, b.report, "seq,amount,supplier\n1,5,a\n", "look", &out), RC_OK);
    struct import_request in2 = { .report = b.report,
                                  .bytes = STR("seq,amount,supplier\n1,5,a\n"),
                                  .name = "l.csv",
                                  .save = true,
                                  .decimal = '.',
                                  .token = out.token };
    in.supplier = "Somebody else";
    assert_int_equal(expenditure_change(cx, b.report, 1, 1, &in), RC_OK);
    assert_int_equal(expenditure_import(cx, &in2, &out), RC_STALE);
    in2.token = out.token;
    assert_int_equal(expenditure_import(cx, &in2, &out), RC_OK);
    assert_int_equal(test_count(cx, "SELECT amount FROM expenditure"), 500);
}
static void what_was_looked_at_is_what_is_saved(void **state)
{
    (void)state;
    test_on_engines(twice);
}

TESTS(expenditure_import, cmocka_unit_test(a_file_is_taken),
      cmocka_unit_test(every_column_comes_back_the_same),
      cmocka_unit_test(one_fault_refuses_the_file_and_is_named),
      cmocka_unit_test(a_head_that_is_not_ours_is_named),
      cmocka_unit_test(what_was_looked_at_is_what_is_saved));
