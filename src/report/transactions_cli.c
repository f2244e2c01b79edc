/* SPDX-License-Identifier: EUPL-1.2 */
/* transactions_cli.c — kolo export transactions --period N: streamed, however long the list is. */
#include "report/transactions.h"

#include "i18n/i18n.h"
#include "project/pick.h"
#include "report/donor_cli.h"

static enum rc put(void *p, const struct transaction_row *row) { return cli_stream_row(p, row); }

static enum rc write_out(struct cx *cx, const struct cli_args *args)
{
    struct transaction_filter f = { 0 };
    struct donor_table t;
    int64_t no, project, period;
    enum rc rc = project_pick(cx, cli_value(args, "project"), &project);
    if (!rc) rc = cli_number(cx, args, "period", 0, &no);
    if (!rc && !no) rc = problem(cx, "period", T("Say which period: --period 1"));
    if (!rc) rc = project_pick_period(cx, project, no, &period);
    if (!rc && cli_value(args, "partner"))
        rc = project_pick_partner(cx, project, cli_value(args, "partner"), &f.partner);
    if (!rc) rc = donor_table_read(cx, project, period, &t);
    if (rc) return rc;
    struct cli_stream *out = cli_stream_open(cx, args, &transaction_meta);
    rc = transactions_each(cx, &t, &f, put, out);
    enum rc closed = cli_stream_close(out);
    return rc ? rc : closed;
}

const struct command transactions_commands[] = {
    { "export transactions", N_("the list of transactions behind a donor report"), NULL, write_out,
      true, true,
      .options = { { "project", "CODE", N_("when there is more than one") },
                   { "period", "N", N_("number of the period") },
                   { "partner", "NAME", N_("one partner only, such as EHO") } } },
    { 0 },
};
