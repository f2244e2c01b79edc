/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_story.c — the way of the reports: period 1 is accepted, reported to the donor and accepted
 * there; in period 2 two reports are accepted, one is in check, one was returned and one is late;
 * period 3 has begun. What each person does is in the order of the days.
 */
#include "app/demo.h"
#include "base/log.h"
#include "finance/budget.h"
#include "finance/budget_sql.h"
#include "finance/expenditure.h"
#include "finance/expenditure_sql.h"
#include "report/donor.h"
#include "report/donor_sql.h"
#include "report/donor_text.h"
#include "report/question_sql.h"
#include "report/report.h"
#include "store/db.h"

#include <string.h>

static int64_t activity_id(const struct demo *d, const char *code)
{
    for (size_t i = 0; code && i < demo_activity_count; i++)
        if (z_eq(demo_activities[i].code, code)) return d->activity[i];
    return 0;
}

enum rc demo_write(struct demo *d, enum demo_partner p, int period, const char *when)
{
    demo_as(d, demo_coordinator(p), when);
    enum rc rc = db_begin(d->cx);
    for (size_t i = 0; i < demo_text_count && !rc; i++) {
        const struct demo_text *t = &demo_texts[i];
        if (t->partner != p || t->period != period) continue;
        d->cx->now += 340;
        rc = report_write(d->cx, d->report[p][period], t->question, activity_id(d, t->activity), 0,
                          t->body);
    }
    return db_end(d->cx, rc);
}

static enum rc submit(struct demo *d, enum demo_partner p, int period, const char *when)
{
    demo_as(d, demo_coordinator(p), when);
    return report_submit(d->cx, d->report[p][period]);
}

static enum rc take(struct demo *d, enum demo_partner p, int period, const char *when)
{
    demo_as(d, LEAD_FINANCE, when);
    return report_take(d->cx, d->report[p][period]);
}

/* The current line of a report whose description contains ${words}. */
static enum rc line_like(struct demo *d, int64_t report, const char *words,
                         struct expenditure_current_row *out)
{
    struct expenditure_of_report_rows rows;
    enum rc rc = expenditure_of_report(d->cx, report, &rows);
    for (size_t i = 0; i < rows.n && !rc; i++) {
        if (!strstr(rows.v[i].description, words)) continue;
        *out = rows.v[i];
        return RC_OK;
    }
    return rc ? rc : fail(d->cx, "the demonstration has no line “%s”", words);
}

/* ${deduct}: euro cents; -1 parks the whole line, 0 accepts it. */
static enum rc decide(struct demo *d, int64_t report, const char *words, int64_t deduct,
                      const char *reason)
{
    struct expenditure_current_row line;
    enum rc rc = line_like(d, report, words, &line);
    const struct line_decision it = {
        .report = report,
        .line_key = line.line_key,
        .decision = deduct < 0 ? "parked"
                    : deduct   ? "deducted"
                               : "accepted",
        .deducted = eur(deduct > 0 ? deduct : 0),
        .reason = reason,
    };
    d->cx->now += 95;
    return rc ? rc : report_decide(d->cx, &it);
}

static enum rc accept_rest(struct demo *d, enum demo_partner p, int period, const char *when)
{
    const struct line_decision all = { .report = d->report[p][period], .decision = "accepted" };
    d->cx->now += 1800;
    enum rc rc = report_decide(d->cx, &all);
    demo_as(d, LEAD_COORDINATOR, when);
    return rc ? rc : report_accept(d->cx, d->report[p][period]);
}

static enum rc ask(struct demo *d, int64_t report, const char *words, const char *block,
                   const char *activity, const char *body)
{
    struct expenditure_current_row line = { 0 };
    int64_t id;
    enum rc rc = words ? line_like(d, report, words, &line) : RC_OK;
    const struct question_input q = { .report = report,
                                      .line_key = line.line_key,
                                      .activity = activity_id(d, activity),
                                      .block = block,
                                      .body = body };
    d->cx->now += 240;
    return rc ? rc : report_ask(d->cx, &q, &id);
}

static enum rc answer_all(struct demo *d, int64_t report, const char *answer)
{
    struct question_list_rows rows;
    enum rc rc = question_list(d->cx, report, &rows);
    for (size_t i = 0; i < rows.n && !rc; i++)
        if (!rows.v[i].answered_at)
            rc = report_answer(d->cx, rows.v[i].id, rows.v[i].version, answer);
    return rc;
}

/* ---- period 1 ---------------------------------------------------------------------------------
 */

/* DA's report comes back once, for the interpreter of an event that is not named. */
static enum rc first_of_da(struct demo *d)
{
    int64_t report = d->report[DA][0];
    enum rc rc = take(d, DA, 0, "2007-07-23 09:10");
    if (!rc)
        rc = ask(d, report, "Translation of the draft law", NULL, NULL,
                 "The invoice names 38 pages, the draft law has 31. What are the other seven?");
    if (!rc) rc = report_return(d->cx, report);
    demo_as(d, DA_COORDINATOR, "2007-07-26 11:25");
    if (!rc)
        rc = answer_all(d, report,
                        "The comments of the working group, seven pages, were translated for the "
                        "round table as well. They are in the annex of the invoice.");
    if (!rc) rc = submit(d, DA, 0, "2007-07-26 14:02");
    if (!rc) rc = take(d, DA, 0, "2007-07-27 09:30");
    if (!rc)
        rc = decide(d, report, "Sign board and stickers", 4250,
                    "The stickers for the private car of the office are not part of the action.");
    return rc ? rc : accept_rest(d, DA, 0, "2007-07-30 16:20");
}

static enum rc first_reports(struct demo *d)
{
    static const struct {
        enum demo_partner p;
        const char *written, *sent;
    } of[] = { { ECAS, "2007-07-11 09:20", "2007-07-12 16:05" },
               { CNVOS, "2007-07-13 08:00", "2007-07-13 12:48" },
               { MCIC, "2007-07-16 08:40", "2007-07-16 15:30" },
               { EHO, "2007-07-17 09:15", "2007-07-18 14:36" },
               { DA, "2007-07-19 10:30", "2007-07-20 17:41" } };
    enum rc rc = RC_OK;
    for (size_t i = 0; i < sizeof of / sizeof *of && !rc; i++) {
        rc = demo_write(d, of[i].p, 0, of[i].written);
        if (!rc) rc = submit(d, of[i].p, 0, of[i].sent);
    }
    return rc;
}

static enum rc first_checks(struct demo *d)
{
    enum rc rc = first_of_da(d);
    if (!rc) rc = take(d, ECAS, 0, "2007-07-31 09:00");
    if (!rc)
        rc = decide(d, d->report[ECAS][0], "Two trainers, training in Novi Sad", 45000,
                    "Preparation of eight days was invoiced; the contract has seven.");
    if (!rc) rc = accept_rest(d, ECAS, 0, "2007-07-31 15:12");
    if (!rc) rc = take(d, CNVOS, 0, "2007-08-01 09:20");
    if (!rc) rc = accept_rest(d, CNVOS, 0, "2007-08-01 16:40");
    if (!rc) rc = take(d, EHO, 0, "2007-08-02 09:05");
    if (!rc)
        rc = decide(d, d->report[EHO][0], "Office furniture", -1,
                    "Three offers are missing; the line waits until they are here.");
    if (!rc)
        rc = decide(d, d->report[EHO][0], "Bus Sarajevo–Novi Sad", 3120,
                    "Waiting time on the way back was private.");
    if (!rc) rc = accept_rest(d, EHO, 0, "2007-08-03 14:55");
    if (!rc) rc = take(d, MCIC, 0, "2007-08-03 15:30");
    return rc ? rc : accept_rest(d, MCIC, 0, "2007-08-06 11:00");
}

static enum rc write_donor_text(struct demo *d, int64_t id)
{
    struct donor_get_row before;
    enum rc rc = donor_get(d->cx, id, &before);
    return rc ? rc : donor_write(d->cx, id, before.version, demo_donor_text);
}

static enum rc first_donor_report(struct demo *d, int64_t *donor)
{
    int64_t id;
    demo_as(d, LEAD_FINANCE, "2007-08-14 09:30");
    enum rc rc = donor_begin(d->cx, d->project, d->period[0], &id);
    demo_as(d, LEAD_COORDINATOR, "2007-08-27 10:15");
    if (!rc) rc = write_donor_text(d, id);
    if (!rc) rc = donor_freeze(d->cx, id);
    demo_as(d, LEAD_COORDINATOR, "2007-08-28 09:45");
    *donor = id;
    return rc ? rc : donor_send(d->cx, id);
}

/* ---- the change of the budget ------------------------------------------------------------------
 */

static enum rc find_line(struct demo *d, int64_t version, const char *code, int64_t *id)
{
    struct budget_lines_rows rows;
    enum rc rc = budget_lines(d->cx, version, &rows);
    for (size_t i = 0; i < rows.n && !rc; i++)
        if (z_eq(rows.v[i].code, code)) *id = rows.v[i].id;
    return rc;
}

static enum rc change_budget(struct demo *d)
{
    int64_t version, from = 0, to = 0;
    demo_as(d, LEAD_FINANCE, "2007-09-12 11:30");
    enum rc rc = budget_draft(d->cx, d->project, "unilateral",
                              "The conference in Ljubljana is held together with another project "
                              "and needs a larger hall; staff travel was cheaper than planned.",
                              &version);
    if (!rc) rc = find_line(d, version, "2.1.1", &from);
    if (!rc) rc = find_line(d, version, "5.7.3", &to);
    const struct budget_move move = { .from_line = from,
                                      .from_partner = d->partner[MCIC],
                                      .to_line = to,
                                      .to_partner = d->partner[CNVOS],
                                      .amount = eur(240000) };
    if (!rc) rc = budget_move_in_draft(d->cx, version, &move);
    demo_as(d, LEAD_COORDINATOR, "2007-09-14 09:10");
    return rc ? rc
              : budget_put_in_force(d->cx, version, demo_day("2007-09-15"),
                                    "General Conditions art. 9.2");
}

/* ---- period 2 ---------------------------------------------------------------------------------
 */

/* The parked furniture of period 1 is taken in again, at its old rate. */
static enum rc take_again(struct demo *d)
{
    struct expenditure_current_row parked;
    int64_t key;
    demo_as(d, EHO_BOOKKEEPER, "2007-09-19 10:22");
    enum rc rc = line_like(d, d->report[EHO][0], "Office furniture", &parked);
    const struct expenditure_input in = {
        .line = parked.line,
        .activity = parked.activity,
        .description = "Office furniture, parked in period 1; three offers attached",
        .supplier = parked.supplier,
        .doc_type = parked.doc_type,
        .doc_no = parked.doc_no,
        .doc_date = parked.doc_date,
        .payment_date = parked.payment_date,
        .service_from = DATE_NONE,
        .service_to = DATE_NONE,
        .currency = parked.currency,
        .gross = parked.gross,
        .vat = parked.vat,
        .share_e2 = parked.share_e2,
        .amount = parked.amount,
        .unparks = parked.id,
    };
    if (!rc) rc = report_open(d->cx, d->partner[EHO], d->period[1], &d->report[EHO][1]);
    return rc ? rc : expenditure_add(d->cx, d->report[EHO][1], &in, &key);
}

static enum rc second_of_eho(struct demo *d)
{
    int64_t report = d->report[EHO][1];
    enum rc rc = take(d, EHO, 1, "2008-01-24 09:40");
    if (!rc)
        rc = ask(d, report, "Per diems of 14 participants", NULL, NULL,
                 "The list has 14 names, the text speaks of 22 participants. Did eight pay for "
                 "themselves, or live in Novi Sad?");
    if (!rc)
        rc = ask(d, report, "legal clinic for associations", NULL, NULL,
                 "Please attach the decision on this small initiative and its final report.");
    if (!rc)
        rc = ask(d, report, NULL, "activity.results", "A3.7",
                 "Which two campaigns were carried out? The donor will ask for names and places.");
    if (!rc)
        rc = decide(d, report, "Bank charges, August", -1,
                    "The statement shows two accounts; it is not clear which is the action’s.");
    demo_as(d, LEAD_FINANCE, "2008-01-29 16:30");
    return rc ? rc : report_return(d->cx, report);
}

/* While it is returned: one question is answered, one line is corrected. */
static enum rc eho_at_work(struct demo *d)
{
    struct question_list_rows rows;
    demo_as(d, EHO_COORDINATOR, "2008-02-18 12:05");
    enum rc rc = question_list(d->cx, d->report[EHO][1], &rows);
    if (!rc && rows.n)
        rc = report_answer(d->cx, rows.v[0].id, rows.v[0].version,
                           "Eight participants live in Novi Sad and got no per diem; the list of "
                           "all 22 is attached to the line now.");
    return rc;
}

static enum rc second_of_ecas(struct demo *d)
{
    int64_t report = d->report[ECAS][1];
    enum rc rc = take(d, ECAS, 1, "2008-02-19 10:00");
    static const char *const fine[] = { "%, July",           "%, August",
                                        "%, September",      "telephone, July",
                                        "telephone, August", "telephone, September" };
    for (size_t i = 0; i < sizeof fine / sizeof *fine && !rc; i++)
        rc = decide(d, report, fine[i], 0, NULL);
    if (!rc)
        rc = decide(d, report, "Study visit: hotel", 36000,
                    "Thirteen rooms were invoiced for twelve participants.");
    if (!rc)
        rc = ask(d, report, "Study of accession funds, first", NULL, NULL,
                 "Is there a procurement file? The amount is above the limit of one offer.");
    return rc;
}

static enum rc accept_one(struct demo *d, enum demo_partner p, const char *taken, const char *when)
{
    enum rc rc = take(d, p, 1, taken);
    return rc ? rc : accept_rest(d, p, 1, when);
}

static enum rc second_period(struct demo *d)
{
    enum rc rc = demo_write(d, CNVOS, 1, "2008-01-14 09:00");
    if (!rc) rc = submit(d, CNVOS, 1, "2008-01-15 13:15");
    if (!rc) rc = demo_write(d, EHO, 1, "2008-01-16 09:00");
    if (!rc) rc = submit(d, EHO, 1, "2008-01-17 15:47");
    if (!rc) rc = demo_write(d, ECAS, 1, "2008-01-18 08:30");
    if (!rc) rc = submit(d, ECAS, 1, "2008-01-18 14:20");
    if (!rc) rc = demo_write(d, MCIC, 1, "2008-01-18 15:00");
    if (!rc) rc = submit(d, MCIC, 1, "2008-01-18 18:56");
    if (!rc && !d->lines) rc = second_of_eho(d);
    if (!rc) rc = take(d, CNVOS, 1, "2008-02-04 09:15");
    if (!rc)
        rc = decide(d, d->report[CNVOS][1], "Conference: hall", 12800,
                    "The dinner of the organisers’ own staff is not eligible.");
    if (!rc) rc = accept_rest(d, CNVOS, 1, "2008-02-05 14:30");
    if (!rc) rc = accept_one(d, MCIC, "2008-02-11 09:20", "2008-02-12 10:45");
    return rc;
}

static enum rc second_as_it_is(struct demo *d)
{
    int64_t id;
    enum rc rc = demo_write(d, DA, 1, "2008-02-13 16:10");
    demo_as(d, LEAD_FINANCE, "2008-02-18 09:00");
    if (!rc) rc = donor_begin(d->cx, d->project, d->period[1], &id);
    if (!rc) rc = eho_at_work(d);
    return rc ? rc : second_of_ecas(d);
}

/* For measuring: all five are accepted, so that every line is consolidated. */
static enum rc second_for_measuring(struct demo *d)
{
    enum rc rc = demo_write(d, DA, 1, "2008-02-13 16:10");
    const struct {
        const char *question, *activity;
    } rest[] = { { "cooperation", NULL },          { "visibility", NULL },
                 { "activity.deviation", "A2.1" }, { "activity.results", "A2.1" },
                 { "activity.done", "A2.3" },      { "activity.deviation", "A2.3" },
                 { "activity.results", "A2.3" },   { "activity.done", "A3.8" },
                 { "activity.deviation", "A3.8" }, { "activity.results", "A3.8" } };
    for (size_t i = 0; i < sizeof rest / sizeof *rest && !rc; i++)
        rc = report_write(d->cx, d->report[DA][1], rest[i].question,
                          activity_id(d, rest[i].activity), 0, "As planned.");
    if (!rc) rc = submit(d, DA, 1, "2008-02-14 09:00");
    if (!rc) rc = accept_one(d, DA, "2008-02-14 10:00", "2008-02-14 16:00");
    if (!rc) rc = accept_one(d, EHO, "2008-02-15 10:00", "2008-02-15 16:00");
    return rc ? rc : accept_one(d, ECAS, "2008-02-18 10:00", "2008-02-18 16:00");
}

enum rc demo_tell(struct demo *d)
{
    int64_t donor = 0;
    demo_as(d, LEAD_FINANCE, "2007-07-10 09:00");
    enum rc rc = demo_rates(d, "2007-01", "2007-06");
    if (!rc) rc = first_reports(d);
    if (!rc) rc = first_checks(d);
    if (!rc) rc = first_donor_report(d, &donor);
    if (!rc) rc = change_budget(d);
    if (!rc) rc = take_again(d);
    demo_as(d, LEAD_COORDINATOR, "2007-10-15 13:20");
    if (!rc) rc = donor_accept(d->cx, donor, demo_day("2007-10-12"));
    demo_as(d, LEAD_FINANCE, "2008-01-10 16:00");
    if (!rc && d->lines) rc = demo_bulk(d);
    if (!rc && d->lines) rc = db_analyze(d->cx);
    demo_as(d, LEAD_FINANCE, "2008-01-11 09:00");
    if (!rc) rc = demo_rates(d, "2007-07", "2007-12");
    if (!rc) rc = second_period(d);
    demo_as(d, LEAD_FINANCE, "2008-02-12 11:00");
    if (!rc) rc = demo_rates(d, "2008-01", "2008-02");
    if (!rc) rc = d->lines ? second_for_measuring(d) : second_as_it_is(d);
    demo_as(d, LEAD_FINANCE, "2008-02-25 08:00");
    return rc;
}
