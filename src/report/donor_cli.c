/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_cli.c — the main job in one command: kolo report consolidated --period 1. */
#include "report/donor_cli.h"

#include "i18n/i18n.h"
#include "project/pick.h"
#include "report/donor_rows.h"

static enum rc pick_period(struct cx *cx, const struct cli_args *args, int64_t *project,
                           int64_t *period)
{
    int64_t no;
    enum rc rc = project_pick(cx, cli_value(args, "project"), project);
    if (!rc) rc = cli_number(cx, args, "period", 0, &no);
    if (!rc && !no) rc = problem(cx, "period", T("Say which period: --period 1"));
    return rc ? rc : project_pick_period(cx, *project, no, period);
}

static enum rc consolidated(struct cx *cx, const struct cli_args *args)
{
    int64_t project, period;
    struct donor_table t;
    enum rc rc = pick_period(cx, args, &project, &period);
    if (!rc)
        rc = cli_value(args, "recount") ? donor_recount(cx, project, period, &t)
                                        : donor_table_read(cx, project, period, &t);
    if (rc) return rc;
    const char *format = cli_value(args, "format");
    if (!format || z_eq(format, "table")) {
        struct donor_sum_row *rows;
        size_t n = donor_sum_rows(cx, &t, &rows);
        if ((rc = cli_rows(cx, args, &donor_sum_meta, rows, n))) return rc;
        cli_say("%s", "");
        for (size_t p = 0; p < t.partner_count; p++) {
            const struct donor_partner *one = &t.partners[p];
            char amount[MONEY_TEXT];
            cli_say("%-12s %14s EUR  %s%s", one->short_name, money_text(one->period, amount),
                    one->state, one->late ? T(", late") : "");
        }
        return RC_OK;
    }
    struct donor_cell_row *rows;
    size_t n = donor_cell_rows(cx, &t, &rows);
    return cli_rows(cx, args, &donor_cell_meta, rows, n);
}

static enum rc pick_report(struct cx *cx, const struct cli_args *args, int64_t *id)
{
    int64_t project, period;
    enum rc rc = pick_period(cx, args, &project, &period);
    return rc ? rc : donor_begin(cx, project, period, id);
}

static enum rc freeze(struct cx *cx, const struct cli_args *args)
{
    int64_t id;
    enum rc rc = pick_report(cx, args, &id);
    if (!rc) rc = donor_freeze(cx, id);
    if (!rc) cli_say(T("The donor report of period %s is frozen."), cli_value(args, "period"));
    return rc;
}

static enum rc send(struct cx *cx, const struct cli_args *args)
{
    int64_t id;
    enum rc rc = pick_report(cx, args, &id);
    if (!rc) rc = donor_send(cx, id);
    if (!rc)
        cli_say(T("The donor report of period %s is marked as sent."), cli_value(args, "period"));
    return rc;
}

static enum rc accept(struct cx *cx, const struct cli_args *args)
{
    int64_t id;
    const char *on = cli_value(args, "on");
    date d = date_of_stamp(cx->now);
    if (on && !date_iso(str_of(on), &d)) return problem(cx, "on", T("Give the day as 2007-10-12."));
    enum rc rc = pick_report(cx, args, &id);
    if (!rc) rc = donor_accept(cx, id, d);
    if (!rc)
        cli_say(T("The donor's acceptance of the report of period %s is recorded."),
                cli_value(args, "period"));
    return rc;
}

static enum rc verify(struct cx *cx, const struct cli_args *args)
{
    int64_t id;
    bool whole;
    enum rc rc = pick_report(cx, args, &id);
    if (!rc) rc = donor_verify(cx, id, &whole);
    if (rc) return rc;
    if (!whole)
        return refuse(
            cx, RC_CONFLICT,
            T("The donor report does not match its snapshot: something was changed outside Kolo."));
    cli_say(T("The donor report is whole: snapshot, stored sums and lines agree."));
    return RC_OK;
}

#define WHICH                                                 \
    { "project", "CODE", N_("when there is more than one") }, \
    {                                                         \
        "period", "N", N_("number of the period")             \
    }

const struct command donor_commands[] = {
    { "report consolidated", N_("the consolidated table of a period: the main job"), NULL,
      consolidated, true, true,
      .options = { WHICH,
                   { "recount", NULL, N_("from the lines themselves instead of stored sums") } } },
    { "donor freeze", N_("freeze the donor report of a period"), NULL, freeze, true, false,
      .options = { WHICH } },
    { "donor send", N_("mark the frozen donor report as sent"), NULL, send, true, false,
      .options = { WHICH } },
    { "donor accept", N_("record that the donor has accepted the report of a period"), NULL, accept,
      true, false,
      .options = { WHICH, { "on", "DATE", N_("the day of the acceptance; otherwise today") } } },
    { "donor verify", N_("hold a frozen donor report against its snapshot and its lines"), NULL,
      verify, true, false, .options = { WHICH } },
    { 0 },
};
