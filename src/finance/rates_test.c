/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_test.c — conversion against the vectors of field.md §1.8 and §5, and the import of rates,
 * on both engines.
 */
#include "finance/rates.h"

#include "account/viewer.h"
#include "finance/rates_sql.h"
#include "i18n/i18n.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <string.h>

#define M(year, no) month_make(year, no)

static const char *said(struct cx *cx)
{
    const struct problem *p = cx->problems.first;
    const char *text = p ? p->text : "";
    cx->problems = (struct problems){ 0 };
    return text;
}

static void begin(struct cx *cx)
{
    cx->locale = i18n_locale("en");
    cx->viewer = viewer_system(cx, "test");
}

static enum rc take(struct cx *cx, const char *text, month m, const char *reason)
{
    const struct rates_import in = { .bytes = str_of(text), .month = m, .reason = reason };
    struct rates_import_row *rows;
    size_t n;
    return rates_import(cx, &in, &rows, &n);
}

static const char rates[] =
    "currency,year,month,rate\n"
    "MKD,2007,1,61.4950\nMKD,2007,2,61.6200\nMKD,2007,3,61.5550\n"
    "RSD,2007,1,117.1450\nALL,2007,1,99.6500\nMKD,2007,5,61.5\n"
    "BGN,2025,11,1.9558\nBGN,2025,12,1.9558\nHRK,2022,11,7.5420\nHRK,2022,12,7.5390\n";

static const struct rate_table *table(struct cx *cx)
{
    const struct rate_table *t;
    assert_int_equal(rate_table_read(cx, M(2000, 1), M(2030, 12), &t), RC_OK);
    return t;
}

static int64_t paid(struct cx *cx, const char *cur, int64_t minor, date d)
{
    const struct conversion_case c = { .amount = money_of(minor, cur), .paid = d };
    struct conversion out;
    enum rc rc = rates_convert(cx, table(cx), REGIME_PAYMONTH, &c, &out);
    if (rc) return -1;
    assert_string_equal(out.to.cur, "EUR");
    return out.to.minor;
}

static void converts(struct cx *cx)
{
    const date jan = date_make(2007, 1, 20);
    begin(cx);
    assert_int_equal(take(cx, rates, 0, NULL), RC_OK);
    assert_int_equal(paid(cx, "MKD", 6150000, jan), 100008);
    assert_int_equal(paid(cx, "RSD", 1234567, jan), 10539);
    assert_int_equal(paid(cx, "ALL", 9876500, jan), 99112);
    assert_int_equal(paid(cx, "EUR", 12345, jan), 12345);
    /* after its end a currency has one rate; before it the month's */
    assert_int_equal(paid(cx, "BGN", 10000, date_make(2026, 3, 1)), 5113);
    assert_int_equal(paid(cx, "BGN", 170, date_make(2026, 1, 1)), 87);
    assert_int_equal(paid(cx, "HRK", 10000, date_make(2023, 1, 1)), 1327);
    assert_int_equal(paid(cx, "HRK", 1000000, date_make(2022, 12, 31)), 132644);
    assert_int_equal(paid(cx, "HRK", 1000000, date_make(2023, 1, 1)), 132723);
    /* a month that is not there is named */
    assert_int_equal(paid(cx, "MKD", 100, date_make(2007, 4, 30)), -1);
    const char *why = said(cx);
    assert_non_null(strstr(why, "MKD"));
    assert_non_null(strstr(why, "2007"));
    assert_int_equal(paid(cx, "HRK", 100, date_make(2022, 10, 1)), -1);
    assert_non_null(strstr(said(cx), "HRK"));
    assert_int_equal(paid(cx, "MKD", 100, DATE_NONE), -1);
    assert_non_null(strstr(said(cx), "date of payment"));
}
static void by_month_of_payment(void **state)
{
    (void)state;
    test_on_engines(converts);
}

static void averages(struct cx *cx)
{
    struct conversion out;
    struct conversion_case c = { .amount = money_of(6155667, "MKD"),
                                 .paid = DATE_NONE,
                                 .period_first = M(2007, 1),
                                 .period_last = M(2007, 3),
                                 .submitted = M(2007, 2) };
    begin(cx);
    assert_int_equal(take(cx, rates, 0, NULL), RC_OK);
    assert_int_equal(rates_convert(cx, table(cx), REGIME_AVG, &c, &out), RC_OK);
    /* the mean stays a fraction: 61.556666…, shown with ten digits, never rounded */
    assert_int_equal(out.rate.sum_e6, 184670000);
    assert_int_equal(out.rate.n, 3);
    assert_int_equal(rate_e10(out.rate), INT64_C(615566666667));
    assert_int_equal(out.to.minor, 100000);
    assert_string_equal(out.basis, "2007-01..2007-03");
    assert_non_null(strstr(rates_explain(cx, &out), "61.5566666667"));
    c.period_last = M(2007, 5); /* April is not loaded */
    assert_int_equal(rates_convert(cx, table(cx), REGIME_AVG, &c, &out), RC_INVALID);
    assert_string_equal(out.missing, "MKD 2007-04");
    said(cx);
    assert_int_equal(rates_convert(cx, table(cx), REGIME_SUBMITMONTH, &c, &out), RC_OK);
    assert_string_equal(out.basis, "2007-02");
    assert_int_equal(out.to.minor, 99897);
    /* a period across the end of a currency: its months, then the fixed rate */
    c = (struct conversion_case){ .amount = money_of(1000000, "HRK"),
                                  .period_first = M(2022, 12),
                                  .period_last = M(2023, 1) };
    assert_int_equal(rates_convert(cx, table(cx), REGIME_AVG, &c, &out), RC_OK);
    assert_int_equal(out.rate.sum_e6, 7539000 + 7534500);
    c.amount = money_of(-1, "MKD"); /* half a cent either way goes away from zero */
    c.amount.minor = -31;
    c.period_first = c.period_last = M(2007, 5);
    assert_int_equal(rates_convert(cx, table(cx), REGIME_AVG, &c, &out), RC_OK);
    assert_int_equal(out.to.minor, -1);
}
static void by_mean_and_by_submission(void **state)
{
    (void)state;
    test_on_engines(averages);
}

static int64_t now(struct cx *cx, const char *currency, month m)
{
    return rate_on(table(cx), currency, m);
}

static void imports(struct cx *cx)
{
    begin(cx);
    assert_int_equal(take(cx,
                          "[{\"country\":\"Macedonia\",\"isoA3Code\":\"MKD\",\"value\":61.4950},"
                          "{\"country\":\"Serbia\",\"isoA3Code\":\"RSD\",\"value\":\"79.5\"},"
                          "{\"country\":\"Austria\",\"isoA3Code\":\"EUR\",\"value\":1},"
                          "{\"country\":\"Belgium\",\"isoA3Code\":\"EUR\",\"value\":1},"
                          "{\"country\":\"USA\",\"isoA3Code\":\"USD\",\"value\":1.3},"
                          "{\"country\":\"Ecuador\",\"isoA3Code\":\"USD\",\"value\":\"1.300\"},"
                          "{\"country\":\"Nowhere\",\"isoA3Code\":\"XXX\",\"value\":5}]",
                          M(2007, 6), NULL),
                     RC_OK);
    assert_int_equal(now(cx, "MKD", M(2007, 6)), 61495000);
    assert_int_equal(now(cx, "RSD", M(2007, 6)), 79500000);
    assert_int_equal(now(cx, "USD", M(2007, 6)), 1300000);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM rate"), 3);
    assert_int_equal(take(cx,
                          "[{\"isoA3Code\":\"USD\",\"value\":1.3},"
                          "{\"isoA3Code\":\"USD\",\"value\":1.4}]",
                          M(2007, 7), NULL),
                     RC_INVALID);
    assert_non_null(strstr(said(cx), "two different values"));
    assert_int_equal(
        take(cx, "{\"code\":5,\"message\":\"No rates published for period\"}", M(2030, 1), NULL),
        RC_INVALID);
    assert_non_null(strstr(said(cx), "No rates published"));
    assert_int_equal(take(cx, "[{\"isoA3Code\":\"MKD\",\"value\":61.4}]", 0, NULL), RC_INVALID);
    assert_non_null(strstr(said(cx), "names no month"));
    assert_int_equal(take(cx, "[{\"isoA3Code\":\"MKD\",\"value\":-1}]", M(2007, 7), NULL),
                     RC_INVALID);
    said(cx);
    assert_int_equal(take(cx, "[{\"isoA3Code\":\"MKD\",\"value\":1e3}]", M(2007, 7), NULL),
                     RC_INVALID);
    said(cx);
    assert_int_equal(take(cx, "[{\"isoA3Code\":\"MKD\",", M(2007, 7), NULL), RC_INVALID);
    assert_non_null(strstr(said(cx), "not JSON"));
}
static void inforeuro_json(void **state)
{
    (void)state;
    test_on_engines(imports);
}

static void corrects(struct cx *cx)
{
    const char *other = "currency,year,month,rate\nMKD,2007,1,61.5\nMKD,2007,2,61.62\n";
    begin(cx);
    assert_int_equal(take(cx, rates, 0, NULL), RC_OK);
    int64_t rows = test_count(cx, "SELECT COUNT(*) FROM rate");
    int64_t trail = test_count(cx, "SELECT COUNT(*) FROM audit");
    assert_int_equal(take(cx, rates, 0, NULL), RC_OK); /* the same again changes nothing */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM rate"), rows);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit"), trail);
    assert_int_equal(take(cx, other, 0, NULL), RC_INVALID);
    const char *text = said(cx);
    assert_non_null(strstr(text, "MKD 2007-01"));
    assert_non_null(strstr(text, "needs a reason"));
    assert_int_equal(now(cx, "MKD", M(2007, 1)), 61495000);
    assert_int_equal(take(cx, other, 0, "typing error in the first file"), RC_OK);
    assert_int_equal(now(cx, "MKD", M(2007, 1)), 61500000);
    assert_int_equal(now(cx, "MKD", M(2007, 2)), 61620000);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM rate"), rows + 1); /* the old one stays */
    assert_int_equal(
        take(cx, "currency,year,month,rate\nMKD,2007,6,61.5\nXYZ,2007,13,x\n", 0, NULL),
        RC_INVALID);
    assert_non_null(strstr(said(cx), "Row 3"));
    assert_int_equal(now(cx, "MKD", M(2007, 6)), 0); /* whole or not at all */
}
static void a_correction_needs_a_reason(void **state)
{
    (void)state;
    test_on_engines(corrects);
}

/* A month has one rate, whoever gives a reason. */
static void once(struct cx *cx)
{
    begin(cx);
    assert_int_equal(
        take(cx, "currency,year,month,rate\nMKD,2007,1,61.5\nRSD,2007,1,80\nMKD,2007,1,61.6\n", 0,
             "a correction"),
        RC_INVALID);
    assert_non_null(strstr(said(cx), "rows 2 and 4"));
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM rate"), 0);
    assert_int_equal(
        take(cx, "currency,year,month,rate\nMKD,2007,1,61.5\nMKD,2007,1,61.50\n", 0, NULL), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM rate"), 1);
    /* a spreadsheet of the region: byte order mark, semicolons, decimal commas */
    assert_int_equal(take(cx,
                          "\xEF\xBB\xBF"
                          "currency;year;month;rate\r\nMKD;2007;2;61,6200\r\n",
                          0, NULL),
                     RC_OK);
    assert_int_equal(now(cx, "MKD", M(2007, 2)), 61620000);
    assert_int_equal(take(cx, "currency,year,month,rate\nMKD,2007,3,\"61,62\"\n", 0, NULL),
                     RC_INVALID);
    assert_non_null(strstr(said(cx), "Row 2, column rate"));
}
static void a_month_has_one_rate(void **state)
{
    (void)state;
    test_on_engines(once);
}

static void history(struct cx *cx)
{
#define ENTRY(amount, from, until)                                           \
    "{\"currencyIso\":\"MKD\",\"refCurrencyIso\":\"EUR\",\"amount\":" amount \
    ",\"dateStart\":\"" from "\",\"dateEnd\":\"" until "\"}"
    begin(cx);
    assert_int_equal(take(cx,
                          "\xEF\xBB\xBF[" ENTRY("61.62", "01/02/2007", "28/02/2007") "," ENTRY(
                              "61.4950", "01/12/2006", "31/01/2007") "]",
                          0, NULL),
                     RC_OK);
    assert_int_equal(now(cx, "MKD", M(2007, 2)), 61620000);
    assert_int_equal(now(cx, "MKD", M(2006, 12)), 61495000);
    assert_int_equal(now(cx, "MKD", M(2007, 1)), 61495000);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM rate"), 3);
    assert_int_equal(take(cx, "[" ENTRY("61.5", "2007-03-01", "31/03/2007") "]", 0, NULL),
                     RC_INVALID);
    assert_non_null(strstr(said(cx), "does not name the months"));
    assert_int_equal(take(cx,
                          "[{\"currencyIso\":\"MKD\",\"refCurrencyIso\":\"USD\",\"amount\":45.1,"
                          "\"dateStart\":\"01/03/2007\",\"dateEnd\":\"31/03/2007\"}]",
                          0, NULL),
                     RC_INVALID);
    assert_non_null(strstr(said(cx), "for one euro"));
}
static void inforeuro_history(void **state)
{
    (void)state;
    test_on_engines(history);
}

static void behind(struct cx *cx)
{
    struct conversion c;
    struct rate_months months;
    struct conversion_case given = { .amount = money_of(6155667, "MKD"),
                                     .paid = DATE_NONE,
                                     .period_first = M(2007, 1),
                                     .period_last = M(2007, 3) };
    begin(cx);
    assert_int_equal(take(cx, rates, 0, NULL), RC_OK);
    assert_int_equal(rates_convert(cx, table(cx), REGIME_AVG, &given, &c), RC_OK);
    assert_int_equal(rates_behind(cx, &c, &months), RC_OK);
    assert_int_equal(months.n, 3);
    assert_int_equal(months.v[1].month, M(2007, 2));
    assert_int_equal(months.v[1].rate_e6, 61620000);
    assert_false(months.differs);
    assert_int_equal(take(cx, "currency,year,month,rate\nMKD,2007,2,61.63\n", 0, "published anew"),
                     RC_OK);
    assert_int_equal(rates_behind(cx, &c, &months), RC_OK);
    assert_true(months.differs); /* the line keeps its own */
    struct rate_corrections_rows all;
    assert_int_equal(rate_corrections(cx, M(2007, 1), M(2007, 12), &all), RC_OK);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.v[0].before, 61620000);
    assert_int_equal(all.v[0].rate, 61630000);
    assert_string_equal(all.v[0].reason, "published anew");
}
static void the_months_behind_a_rate(void **state)
{
    (void)state;
    test_on_engines(behind);
}

static void bounds(struct cx *cx)
{
    static const char head[] = "currency,year,month,rate\nMKD,2007,1,";
    static const struct {
        const char *rate;
        enum rc rc;
    } cases[] = {
        { "0.0001", RC_OK },     { "0.000099", RC_INVALID },       { "0", RC_INVALID },
        { "-61.5", RC_INVALID }, { "1000000.000001", RC_INVALID }, { "9000000000000", RC_INVALID }
    };
    begin(cx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *csv = arena_printf(cx->arena, "%s%s\n", head, cases[i].rate);
        const char *json = arena_printf(
            cx->arena, "[{\"country\":\"X\",\"isoA3Code\":\"MKD\",\"value\":%s}]", cases[i].rate);
        assert_int_equal(take(cx, csv, 0, "again"), cases[i].rc);
        if (cases[i].rc) assert_non_null(strstr(said(cx), "rate"));
        assert_int_equal(take(cx, json, M(2007, 2), "again"), cases[i].rc);
        if (cases[i].rc) assert_non_null(strstr(said(cx), "rate"));
    }
    assert_int_equal(take(cx, "currency,year,month,rate\nMKD,2007,1,1000000\n", 0, "again"), RC_OK);
}
static void a_rate_has_bounds(void **state)
{
    (void)state;
    test_on_engines(bounds);
}

TESTS(rates, cmocka_unit_test(a_month_has_one_rate), cmocka_unit_test(inforeuro_history),
      cmocka_unit_test(the_months_behind_a_rate), cmocka_unit_test(by_month_of_payment),
      cmocka_unit_test(by_mean_and_by_submission), cmocka_unit_test(inforeuro_json),
      cmocka_unit_test(a_correction_needs_a_reason), cmocka_unit_test(a_rate_has_bounds));
