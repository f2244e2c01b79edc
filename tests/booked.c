/* SPDX-License-Identifier: EUPL-1.2 */
/* booked.c — the budget comes by its rule; what has no rule of its own yet is written as rows. */
#include "tests/booked.h"

#include "base/date.h"
#include "finance/budget.h"
#include "project/ruleset.h"
#include "report/report.h"
#include "tests/engine.h"
#include "tests/t.h"

static const char rows[] =
    "INSERT INTO period (id, project_id, no, starts_on, ends_on, books_closed_on, partner_due_on,"
    " review_due_on, consolidated_on, verified_on, donor_due_on) VALUES"
    " (1, 1, 1, '2007-01-01', '2007-06-30', '2007-07-10', '2007-07-20', '2007-08-04', '2007-08-14',"
    "  '2007-08-24', '2007-08-29'),"
    " (2, 1, 2, '2007-07-01', '2007-12-31', '2008-01-10', '2008-01-20', '2008-02-04', '2008-02-14',"
    "  '2008-02-24', '2008-02-29');"
    "INSERT INTO component (id, project_id, no, title) VALUES (1, 1, 1, 'Coordination');"
    "INSERT INTO activity (id, project_id, component_id, partner_id, code, title, place, starts_on,"
    " ends_on, state) VALUES"
    " (1, 1, 1, 2, 'A1.1', 'Round table in Novi Sad', 'Novi Sad', '2007-01-01', '2007-12-31',"
    "  'running'),"
    " (2, 1, 1, 3, 'A2.1', 'Training in Tirana', 'Tirana', '2007-01-01', '2007-12-31', 'running');";

TEST_STMT(add_rate, DB_EXEC, true, "tii", "",
          "INSERT INTO rate (currency, month, no, rate_e6, is_current, source, source_sha,"
          " imported_at) VALUES ($1, $2, 1, $3, 1, 'test', '', '2007-01-01T00:00:00Z')");
TEST_STMT(current_id, DB_ONE, false, "ii", "i",
          "SELECT id FROM expenditure WHERE report_id = $1 AND line_key = $2"
          " AND until_version IS NULL");

date booked_day(const char *iso)
{
    date d;
    assert_true(date_iso(str_of(iso), &d));
    return d;
}

static void put_rates(struct cx *cx)
{
    static const struct {
        const char *currency;
        int64_t e6;
    } of[] = { { "MKD", 61200000 }, { "ALL", 124500000 }, { "RSD", 80500000 } };
    assert_int_equal(db_begin(cx), RC_OK);
    enum rc rc = RC_OK;
    for (size_t i = 0; i < 3; i++)
        for (month m = month_make(2006, 12); m <= month_make(2008, 12) && !rc; m++) {
            const struct db_value v[] = { db_t(of[i].currency), db_i(m),
                                          db_i(of[i].e6 + (m % 7) * 10000) };
            rc = test_run(cx, &add_rate, v, NULL);
        }
    assert_int_equal(db_end(cx, rc), RC_OK);
}

static void put_budget(struct cx *cx)
{
    static const int64_t partners[] = { PARTNER_MCIC, PARTNER_EHO, PARTNER_DA };
    static const int64_t even[] = { 1200000, 600000, 600000 }, lead[] = { 2400000, 0, 0 };
    const struct budget_line_input lines[] = {
        { "1.1.1", "1", "Project officer", "per month", 24000, eur(100000), even },
        { "1.1.2", "1", "Administration", "per month", 24000, eur(100000), even },
        { "2.1", "2", "International travel", "per flight", 24000, eur(100000), even },
        { "3.2", "3", "Computers", "per item", 24000, eur(100000), lead },
        { "4.3", "4", "Consumables", "per month", 24000, eur(100000), even },
        { "5.7", "5", "Conferences", "per event", 24000, eur(100000), even },
    };
    int64_t version;
    assert_int_equal(
        budget_create(cx, PROJECT, lines, sizeof lines / sizeof *lines, partners, 3, &version),
        RC_OK);
}

void booked_make(struct cx *cx, struct booked *out)
{
    stamp now;
    assert_true(stamp_iso(STR("2007-08-01T10:00:00Z"), &now));
    cx->now = now;
    assert_int_equal(ruleset_load(), RC_OK);
    people_make(cx, &out->people);
    test_script(cx, rows);
    put_rates(cx);
    put_budget(cx);
    assert_int_equal(report_open(cx, PARTNER_EHO, PERIOD_1, &out->report), RC_OK);
}

struct expenditure_input booked_line(void)
{
    return (struct expenditure_input){ .line = "5.7",
                                       .activity = "A1.1",
                                       .description = "Hall for the round table",
                                       .supplier = "Hotel Park, Novi Sad",
                                       .doc_type = "invoice",
                                       .doc_no = "118/07",
                                       .doc_date = booked_day("2007-03-12"),
                                       .service_from = DATE_NONE,
                                       .service_to = DATE_NONE,
                                       .payment_date = booked_day("2007-03-20"),
                                       .currency = "RSD",
                                       .gross = 4250000,
                                       .amount = 4250000,
                                       .share_e2 = 10000 };
}

int64_t booked_add(struct cx *cx, int64_t report, const struct expenditure_input *in)
{
    int64_t key = 0;
    enum rc rc = expenditure_add(cx, report, in, &key);
    if (rc) fail_msg("not added: %s", cx->problems.first ? cx->problems.first->text : "?");
    return key;
}

int64_t booked_id(struct cx *cx, int64_t report, int64_t key)
{
    int64_t id = 0;
    const struct db_value v[] = { db_i(report), db_i(key) };
    assert_int_equal(test_run(cx, &current_id, v, &id), RC_OK);
    return id;
}
