/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_cli.c — kolo rates import|list, kolo export rates. */
#include "finance/rates_cli.h"

#include "base/file.h"
#include "finance/rates.h"
#include "finance/rates_sql.h"
#include "i18n/i18n.h"

static enum rc import(struct cx *cx, const struct cli_args *args)
{
    struct rates_import in = { .source = cli_value(args, "source"),
                               .reason = cli_value(args, "reason"),
                               .dry_run = cli_value(args, "dry-run") != NULL };
    const char *of = cli_value(args, "month");
    if (args->word_count != 1) return problem(cx, "", T("Name one file: kolo rates import FILE"));
    if (of && !month_iso(str_of(of), &in.month))
        return problem(cx, "month", T("--month needs the form 2007-03, not “%s”"), of);
    enum rc rc = file_read(cx, args->words[0], (size_t)16 << 20, &in.bytes);
    struct rates_import_row *rows;
    size_t n, added = 0, same = 0, corrected = 0;
    if (!rc) rc = rates_import(cx, &in, &rows, &n);
    if (rc) return rc;
    for (size_t i = 0; i < n; i++) {
        added += z_eq(rows[i].change, "new");
        same += z_eq(rows[i].change, "same");
        corrected += z_eq(rows[i].change, "corrected");
    }
    cli_say(T("%zu new, %zu the same, %zu corrected%s"), added, same, corrected,
            in.dry_run ? T("; nothing was saved") : "");
    return RC_OK;
}

static enum rc months_of(struct cx *cx, const struct cli_args *args, month *from, month *until)
{
    const char *a = cli_value(args, "from"), *b = cli_value(args, "until");
    *from = month_make(1994, 1);
    *until = month_make(2199, 12);
    if (a && !month_iso(str_of(a), from))
        return problem(cx, "from", T("--from needs the form 2007-03, not “%s”"), a);
    if (b && !month_iso(str_of(b), until))
        return problem(cx, "until", T("--until needs the form 2007-03, not “%s”"), b);
    return RC_OK;
}

static enum rc list(struct cx *cx, const struct cli_args *args)
{
    month from, until;
    struct rate_list_rows rows;
    enum rc rc = months_of(cx, args, &from, &until);
    if (!rc) rc = rate_list(cx, cli_value(args, "currency"), from, until, &rows);
    return rc ? rc : cli_rows(cx, args, &rate_list_meta, rows.v, rows.n);
}

static enum rc put(void *p, const struct rate_export_row *row) { return cli_stream_row(p, row); }

static enum rc export(struct cx *cx, const struct cli_args *args) {
    month from, until; enum rc rc = months_of(cx, args, &from, &until); if (rc) return rc;
    struct cli_stream *out = cli_stream_open(cx, args, &rate_export_meta);
    rc = rate_export(cx, from, until, put, out);
    enum rc closed = cli_stream_close(out);
    return rc ? rc : closed;
}

#define MONTHS \
    { "from", "YYYY-MM", N_("first month") }, { "until", "YYYY-MM", N_("last month") }

const struct command rates_commands[] = {
    { "rates import",
      N_("read monthly rates: InforEuro's JSON, or CSV with currency,year,month,rate"), "FILE",
      import, true, false,
      .options = { { "month", "YYYY-MM", N_("the month of an InforEuro JSON file") },
                   { "source", "TEXT", N_("where the rates are from; InforEuro when not given") },
                   { "reason", "TEXT", N_("why a rate that is there is corrected") },
                   { "dry-run", NULL, N_("say what would change and save nothing") } } },
    { "rates list", N_("the rates that count"), NULL, list, true, true,
      .options = { MONTHS, { "currency", "CODE", N_("one currency only") } } },
    { "export rates", N_("currency,year,month,rate in units per euro"), NULL, export, true, true,
      .options = { MONTHS } },
    { 0 },
};
