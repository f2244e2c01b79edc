/* SPDX-License-Identifier: EUPL-1.2 */
/* trail_cli.c — kolo audit list, verify, head: the audit trail without a browser. */
#include "i18n/i18n.h"
#include "project/pick.h"
#include "project/project_cli.h"
#include "project/trail_sql.h"
#include "store/audit.h"
#include "store/audit_sql.h"

static enum rc list(struct cx *cx, const struct cli_args *args)
{
    struct trail_page_in in = { .below = INT64_MAX, .object_type = cli_value(args, "type") };
    struct trail_page_rows rows;
    enum rc rc = cli_number(cx, args, "limit", 100, &in.count);
    if (!rc) rc = cli_number(cx, args, "object", 0, &in.object_id);
    if (!rc && cli_value(args, "project"))
        rc = project_pick(cx, cli_value(args, "project"), &in.project);
    if (!rc) rc = trail_page(cx, &in, &rows);
    return rc ? rc : cli_rows(cx, args, &trail_page_meta, rows.v, rows.n);
}

/* Broken is exit code 5: what is there conflicts with what was written. */
static enum rc verify(struct cx *cx, const struct cli_args *args)
{
    struct audit_verdict v;
    (void)args;
    enum rc rc = audit_verify(cx, &v);
    if (rc) return rc;
    cli_say(T("%lld entries, last hash %s"), (long long)v.entries, v.head);
    if (v.trouble)
        return refuse(cx, RC_CONFLICT, T("The chain is broken at entry %lld: %s."),
                      (long long)v.bad_seq, v.trouble);
    cli_say("%s", T("The chain is whole."));
    return RC_OK;
}

static enum rc head(struct cx *cx, const struct cli_args *args)
{
    struct audit_head_read_row h;
    enum rc rc = audit_head_read(cx, &h);
    return rc ? rc : cli_rows(cx, args, &audit_head_read_meta, &h, 1);
}

const struct command trail_commands[] = {
    { "audit list", N_("entries of the audit trail, the newest first"), .run = list,
      .needs_db = true, .rows = true,
      .options = { { "project", "CODE", N_("only of this project") },
                   { "type", "WORD", N_("only about such things: expenditure, partner_report …") },
                   { "object", "ID", N_("only about this one") },
                   { "limit", "N", N_("how many; 100") } } },
    { "audit verify",
      N_("walk the whole trail; exit code 5 when an entry was altered, removed or reordered"),
      .run = verify, .needs_db = true },
    { "audit head", N_("number and hash of the last entry, to be kept elsewhere and compared"),
      .run = head, .needs_db = true, .rows = true },
    { 0 },
};
