/* SPDX-License-Identifier: EUPL-1.2 */
/* report_cli.c — partner reports from the terminal: kolo report
 * list|show|submit|take|return|accept. The rules are those of the pages.
 */
#include "report/report_cli.h"

#include "i18n/i18n.h"
#include "project/pick.h"
#include "report/overview_sql.h"
#include "report/question_sql.h"
#include "report/report.h"
#include "report/report_state.h"

static enum rc list(struct cx *cx, const struct cli_args *args)
{
    int64_t project, no;
    struct report_matrix_rows rows;
    enum rc rc = project_pick(cx, cli_value(args, "project"), &project);
    if (!rc) rc = cli_number(cx, args, "period", 0, &no);
    if (!rc) rc = report_matrix(cx, project, 0, &rows);
    if (rc) return rc;
    size_t n = 0;
    for (size_t i = 0; i < rows.n; i++)
        if (!no || rows.v[i].period_no == no) rows.v[n++] = rows.v[i];
    return cli_rows(cx, args, &report_matrix_meta, rows.v, n);
}

/* The number of the report: the one word of the command. */
static enum rc number(struct cx *cx, const struct cli_args *args, int64_t *id)
{
    if (args->word_count == 1 && str_int64(str_of(args->words[0]), id) && *id > 0) return RC_OK;
    return problem(cx, "report",
                   T("Give the number of the report; `kolo report list` shows them."));
}

static enum rc one(struct cx *cx, const struct cli_args *args, struct report_facts_row *r)
{
    int64_t id;
    bool found;
    enum rc rc = number(cx, args, &id);
    if (!rc) rc = report_facts(cx, id, r, &found);
    if (rc || found) return rc;
    return refuse(cx, RC_MISSING, T("There is no report %d."), (int)id);
}

static void say_facts(struct cx *cx, const struct report_facts_row *r)
{
    cli_say(T("%s, period %d (%s to %s): %s, version %d"), r->partner_name, (int)r->period_no,
            i18n_date(cx, r->starts_on), i18n_date(cx, r->ends_on),
            i18n_text(cx, NULL, report_state_word(r->state)), (int)r->version_no);
    if (r->submitted_at)
        cli_say(T("submitted %s by %s"), i18n_stamp(cx, r->submitted_at),
                r->submitted_by ? r->submitted_by : T("Kolo"));
}

static enum rc say_checks(struct cx *cx, const struct report_facts_row *r)
{
    struct report_check *checks;
    size_t n;
    enum rc rc = report_checks(cx, r->id, &checks, &n);
    for (size_t i = 0; !rc && i < n; i++) {
        cli_say("%s: %s", z_eq(checks[i].severity, "stop") ? T("needed") : T("worth a look"),
                checks[i].what);
    }
    return rc;
}

static enum rc show(struct cx *cx, const struct cli_args *args)
{
    struct report_facts_row r;
    struct report_heading_sums_rows sums;
    struct question_list_rows questions;
    const char *format = cli_value(args, "format");
    enum rc rc = one(cx, args, &r);
    if (!rc) rc = report_heading_sums(cx, r.id, &sums);
    if (!rc) rc = question_list(cx, r.id, &questions);
    if (rc) return rc;
    if (format && !z_eq(format, "table"))
        return cli_rows(cx, args, &report_heading_sums_meta, sums.v, sums.n);
    say_facts(cx, &r);
    if (sums.n && (rc = cli_rows(cx, args, &report_heading_sums_meta, sums.v, sums.n))) return rc;
    for (size_t i = 0; i < questions.n; i++) {
        const struct question_list_row *q = &questions.v[i];
        cli_say("%s %s",
                q->closed_at ? T("closed:")
                : q->answer  ? T("answered:")
                             : T("asked:"),
                q->body);
    }
    if (z_eq(r.state, "draft") || z_eq(r.state, "returned")) rc = say_checks(cx, &r);
    return rc;
}

/* A step of the report, and what it is then. */
static enum rc step(struct cx *cx, const struct cli_args *args,
                    enum rc (*take)(struct cx *cx, int64_t report))
{
    struct report_facts_row r;
    bool found;
    enum rc rc = one(cx, args, &r);
    if (!rc) rc = take(cx, r.id);
    if (!rc) rc = report_facts(cx, r.id, &r, &found);
    if (!rc) say_facts(cx, &r);
    return rc;
}

static enum rc submit(struct cx *cx, const struct cli_args *args)
{
    return step(cx, args, report_submit);
}

static enum rc take(struct cx *cx, const struct cli_args *args)
{
    return step(cx, args, report_take);
}

static enum rc give_back(struct cx *cx, const struct cli_args *args)
{
    return step(cx, args, report_return);
}

static enum rc accept(struct cx *cx, const struct cli_args *args)
{
    return step(cx, args, report_accept);
}

const struct command report_commands[] = {
    { "report list", N_("partner reports: whose, which period, in what state"), NULL, list, true,
      true,
      .options = { { "project", "CODE", N_("when there is more than one") },
                   { "period", "N", N_("of this period only") } } },
    { "report show", N_("one report: sums, questions, what stands in its way"), "REPORT", show,
      true, true, .options = { { 0 } } },
    { "report submit", N_("submit a report to the lead"), "REPORT", submit, true, false,
      .options = { { 0 } } },
    { "report take", N_("take a submitted report into check"), "REPORT", take, true, false,
      .options = { { 0 } } },
    { "report return", N_("return a report to the partner with its questions"), "REPORT", give_back,
      true, false, .options = { { 0 } } },
    { "report accept", N_("accept a report whose lines are all decided"), "REPORT", accept, true,
      false, .options = { { 0 } } },
    { 0 },
};
