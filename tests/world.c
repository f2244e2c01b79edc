/* SPDX-License-Identifier: EUPL-1.2 */
/* world.c — makes the project of world.h, in the order in which people would. */
#include "tests/world.h"

#include "account/viewer.h"
#include "activity/activity.h"
#include "finance/budget.h"
#include "finance/expenditure.h"
#include "finance/expenditure_sql.h"
#include "finance/rates.h"
#include "i18n/i18n.h"
#include "network/organisation.h"
#include "project/project.h"
#include "project/ruleset.h"
#include "report/checks_sql.h"
#include "report/report.h"
#include "report/report_sql.h"
#include "tests/t.h"

#include <string.h>

static const char *const currencies[WORLD_PARTNERS] = { "MKD", "ALL", "RSD", "EUR" };
static const char *const names[WORLD_PARTNERS] = { "MCIC", "DA", "EHO", "ECAS" };

#define OK(call) world_ok(cx, call, #call)
static void world_ok(struct cx *cx, enum rc rc, const char *what)
{
    if (rc == RC_OK) return;
    for (const struct problem *p = cx->problems.first; p; p = p->next)
        print_error("%s: %s\n", p->field, p->text);
    fail_msg("%s: %s", what, rc_name(rc));
}

static void make_rates(struct cx *cx)
{
    struct seeded r = { 7 };
    const char *csv = "currency,year,month,rate\n";
    static const int64_t base[] = { 61000000, 123000000, 80000000 };
    for (int c = 0; c < 3; c++) {
        for (month m = month_make(2006, 1); m <= month_make(2009, 12); m++) {
            char text[MONEY_TEXT];
            csv = arena_printf(cx->arena, "%s%s,%d,%d,%s\n", csv, currencies[c], month_year(m),
                               month_no(m),
                               scaled_text(base[c] + seeded_below(&r, 2000000), 6, 4, text));
        }
    }
    struct rates_import in = { .bytes = str_of(csv), .source = "test" };
    struct rates_import_row *rows;
    size_t n;
    OK(rates_import(cx, &in, &rows, &n));
}

static void make_budget(struct cx *cx, struct world *w)
{
    static const struct {
        const char *code, *heading;
    } lines[WORLD_LINES] = {
        { "1.1.1", "1" }, { "1.3.3", "1" }, { "2.1", "2" }, { "3.2", "3" },
        { "4.2", "4" },   { "5.7", "5" },   { "6.1", "6" },
    };
    struct budget_line_input in[WORLD_LINES];
    static const int64_t slices[WORLD_PARTNERS] = { 4000000, 3000000, 2000000, 1000000 };
    for (int i = 0; i < WORLD_LINES; i++) {
        w->code[i] = lines[i].code;
        in[i] = (struct budget_line_input){ .code = lines[i].code,
                                            .heading = lines[i].heading,
                                            .title = "Line",
                                            .unit = "per month",
                                            .units_e3 = 10000,
                                            .unit_cost = eur(1000000),
                                            .slices = slices };
    }
    int64_t version;
    OK(budget_create(cx, w->project, in, WORLD_LINES, w->partner, WORLD_PARTNERS, &version));
}

void world_make(struct cx *cx, const char *regime, struct world *w)
{
    assert_int_equal(ruleset_load(), RC_OK);
    stamp now;
    assert_true(stamp_iso(STR("2008-09-01T09:00:00Z"), &now));
    cx->now = now;
    cx->locale = i18n_locale("en");
    cx->viewer = viewer_system(cx, "test");
    struct project_input p = { .code = "W",
                               .title = "World",
                               .donor = "EU",
                               .contract_no = "1",
                               .signed_on = DATE_NONE,
                               .starts_on = date_make(2007, 1, 1),
                               .ends_on = date_make(2008, 6, 30),
                               .grant_max = eur(70000000),
                               .grant_e2 = 8000,
                               .rule_set = "eu-2006" };
    OK(project_create(cx, &p, &w->project));
    OK(rule_override_set(cx, w->project, "rate_regime", regime, "SC 7", "test"));
    for (int i = 0; i < WORLD_PARTNERS; i++) {
        int64_t org;
        OK(organisation_add(cx,
                            &(struct organisation_input){ names[i], names[i], names[i], "MK",
                                                          "Skopje", NULL, NULL, NULL },
                            &org));
        OK(partner_add(
            cx, w->project,
            &(struct partner_input){ org, i ? "co_beneficiary" : "lead", "en", currencies[i] },
            &w->partner[i]));
    }
    struct period_input *periods;
    size_t n;
    OK(period_propose(cx, w->project, 6, &periods, &n));
    assert_int_equal(n, WORLD_PERIODS);
    for (size_t i = 0; i < n; i++) OK(period_add(cx, w->project, &periods[i], &w->period[i]));
    int64_t component, activity;
    OK(component_add(cx, w->project, 1, "One", &component));
    OK(activity_add(cx, w->project,
                    &(struct activity_input){ .component = component,
                                              .partner = w->partner[0],
                                              .code = "A1",
                                              .title = "Work",
                                              .place = "Skopje",
                                              .starts_on = date_make(2007, 1, 1),
                                              .ends_on = date_make(2008, 6, 30),
                                              .state = "running" },
                    &activity));
    make_budget(cx, w);
    make_rates(cx);
}

static void write_texts(struct cx *cx, const struct world *w, int64_t report)
{
    struct rules rules;
    struct check_activities_rows activities;
    OK(rules_of(cx, w->project, &rules));
    OK(check_activities(cx, report, &activities));
    for (size_t i = 0; i < rules.set->question_count; i++) {
        const struct rule_question *q = &rules.set->questions[i];
        if (!q->per_activity) OK(report_write(cx, report, q->key, 0, 0, "Written."));
        for (size_t k = 0; q->per_activity && k < activities.n; k++)
            OK(report_write(cx, report, q->key, activities.v[k].id, 0, "Done."));
    }
}

int64_t world_report(struct cx *cx, const struct world *w, int partner, int period, int lines,
                     uint64_t seed)
{
    struct seeded r = { seed };
    struct report_period_of_row p;
    int64_t report, key;
    OK(report_open(cx, w->partner[partner], w->period[period], &report));
    OK(report_period_of(cx, w->period[period], &p));
    for (int i = 0; i < lines; i++) {
        date on = date_add(p.starts_on, (int)seeded_below(&r, p.ends_on.day - p.starts_on.day));
        int64_t amount = 1 + seeded_below(&r, 5000000);
        struct expenditure_input in = { .line = w->code[seeded_below(&r, WORLD_LINES)],
                                        .description = "Cost",
                                        .supplier = "Supplier",
                                        .doc_type = "invoice",
                                        .doc_no =
                                            arena_printf(cx->arena, "%d/%d/%d", partner, period, i),
                                        .doc_date = on,
                                        .payment_date = on,
                                        .service_from = DATE_NONE,
                                        .service_to = DATE_NONE,
                                        .currency =
                                            seeded_below(&r, 5) ? currencies[partner] : "EUR",
                                        .gross = amount,
                                        .amount = amount,
                                        .share_e2 = 10000 };
        if (!seeded_below(&r, 12)) in.doc_type = "correction", in.amount = in.gross = -amount;
        OK(expenditure_add(cx, report, &in, &key));
    }
    write_texts(cx, w, report);
    return report;
}

void world_review(struct cx *cx, int64_t report, uint64_t seed)
{
    struct seeded r = { seed };
    struct expenditure_of_report_rows lines;
    OK(report_take(cx, report));
    OK(expenditure_of_report(cx, report, &lines));
    for (size_t i = 0; i < lines.n; i++) {
        int64_t what = seeded_below(&r, 8);
        struct line_decision d = { .report = report,
                                   .line_key = lines.v[i].line_key,
                                   .decision = "accepted",
                                   .reason = "because" };
        if (what == 0) d.decision = "parked";
        if (what == 1 && lines.v[i].eur > 1)
            d.decision = "deducted", d.deducted = eur(1 + seeded_below(&r, lines.v[i].eur - 1));
        OK(report_decide(cx, &d));
    }
}
