/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_cli.c — kolo import. */
#include "finance/expenditure_cli.h"

#include "base/file.h"
#include "finance/expenditure.h"
#include "finance/expenditure_import_sql.h"
#include "i18n/i18n.h"
#include "project/pick.h"

#include <stddef.h>

#define FIELD(member, type)                                           \
    {                                                                 \
#member, type, offsetof(struct import_problem, member), false \
    }
static const struct row_field fields[] = {
    FIELD(row, FIELD_INT),  FIELD(column, FIELD_TEXT), FIELD(value, FIELD_TEXT),
    FIELD(why, FIELD_TEXT), FIELD(advice, FIELD_TEXT),
};
static const struct row_meta problem_meta = { "problem", sizeof(struct import_problem),
                                              sizeof fields / sizeof *fields, fields };

/* --report 7, or --partner EHO --period 2. */
static enum rc pick_report(struct cx *cx, const struct cli_args *args, int64_t *report)
{
    int64_t project, partner, period, no;
    struct expenditure_report_of_row row;
    bool found;
    const char *who = cli_value(args, "partner");
    enum rc rc = cli_number(cx, args, "report", 0, report);
    if (rc || *report) return rc;
    if ((rc = cli_number(cx, args, "period", 0, &no))) return rc;
    if (!who || !no)
        return problem(cx, "report",
                       T("Say into which report: --report N, or --partner EHO --period 2"));
    rc = project_pick(cx, cli_value(args, "project"), &project);
    if (!rc) rc = project_pick_partner(cx, project, who, &partner);
    if (!rc) rc = project_pick_period(cx, project, no, &period);
    if (!rc) rc = expenditure_report_of(cx, partner, period, &row, &found);
    if (rc) return rc;
    if (!found)
        return refuse(cx, RC_MISSING, T("%s has not begun its report on period %d."), who, (int)no);
    *report = row.id;
    return RC_OK;
}

static enum rc import(struct cx *cx, const struct cli_args *args)
{
    const char *decimal = cli_value(args, "decimal");
    struct import_request in = { .replace = cli_value(args, "replace") != NULL,
                                 .save = cli_value(args, "dry-run") == NULL,
                                 .decimal = decimal && *decimal == ',' ? ',' : '.',
                                 .encoding = cli_value(args, "encoding") };
    struct import_result out;
    if (args->word_count != 1) return problem(cx, "", T("Name one file: kolo import FILE"));
    in.name = args->words[0];
    enum rc rc = pick_report(cx, args, &in.report);
    if (!rc) rc = file_read(cx, in.name, (size_t)512 << 20, &in.bytes);
    if (rc) return rc;
    rc = expenditure_import(cx, &in, &out);
    if (out.problem_count) {
        enum rc shown = cli_rows(cx, args, &problem_meta, out.problems, out.problem_count);
        return shown
                   ? shown
                   : problem(cx, "",
                             T_N((int64_t)out.problem_count, "%d cell is wrong. Nothing was saved.",
                                 "%d cells are wrong. Nothing was saved."),
                             (int)out.problem_count);
    }
    if (!rc)
        cli_say(T("%d new, %d changed, %d the same, %d removed%s"), (int)out.added,
                (int)out.changed, (int)out.same, (int)out.removed,
                in.save ? "" : T("; nothing was saved"));
    return rc;
}

const struct command expenditure_commands[] = {
    { "import",
      N_("lines of expenditure from CSV or XLSX into a partner report, whole or not at all"),
      "FILE", import, true, true,
      .options = { { "report", "N", N_("the number of the report") },
                   { "partner", "SHORT", N_("instead: whose report") },
                   { "period", "N", N_("and on which period") },
                   { "project", "CODE", N_("when there is more than one") },
                   { "replace", NULL, N_("lines that the file does not name are removed") },
                   { "decimal", "SIGN", N_("the decimal sign of the file: . or ,") },
                   { "encoding", "NAME", N_("utf-8, windows-1250 or windows-1251") },
                   { "dry-run", NULL, N_("say what would change and save nothing") } } },
    { 0 },
};
