/* SPDX-License-Identifier: EUPL-1.2 */
/* project_cli.c — kolo project list, kolo project show. */
#include "project/project_cli.h"

#include "i18n/i18n.h"
#include "project/partner_sql.h"
#include "project/pick.h"
#include "project/project_sql.h"
#include "project/rule_word.h"
#include "project/ruleset.h"

static enum rc list(struct cx *cx, const struct cli_args *args)
{
    struct project_list_rows rows;
    enum rc rc = project_list(cx, &rows);
    return rc ? rc : cli_rows(cx, args, &project_list_meta, rows.v, rows.n);
}

static enum rc say_contract(struct cx *cx, const struct project_get_row *p)
{
    struct rules rules;
    enum rc rc = rules_of(cx, p->id, &rules);
    if (rc) return rc;
    cli_say("%s  %s", p->code, p->title);
    cli_say(T("Contract %s, %s, %s to %s"), p->contract_no, p->donor, i18n_date(cx, p->starts_on),
            i18n_date(cx, p->ends_on));
    cli_say(T("At most %s, %s of the eligible costs; state: %s"), i18n_money(cx, p->grant_max),
            i18n_percent_e2(cx, p->grant_e2), p->state);
    cli_say("%s", i18n_text(cx, NULL, rules.set->title));
    for (size_t i = 0; i < rules.value_count; i++) {
        const struct rule_value *r = &rules.values[i];
        cli_say("  %-24s %-14s %s", r->key, rule_word_show(cx, r->key, r->value), r->source);
    }
    return RC_OK;
}

static enum rc show(struct cx *cx, const struct cli_args *args)
{
    int64_t id;
    struct project_get_row p;
    struct partner_list_rows partners;
    const char *format = cli_value(args, "format");
    enum rc rc = project_pick(cx, cli_value(args, "project"), &id);
    if (!rc) rc = project_get(cx, id, &p);
    if (rc) return rc;
    if (format && !z_eq(format, "table")) return cli_rows(cx, args, &project_get_meta, &p, 1);
    rc = say_contract(cx, &p);
    if (!rc) rc = partner_list(cx, id, &partners);
    if (rc) return rc;
    cli_say("%s", "");
    return cli_rows(cx, args, &partner_list_meta, partners.v, partners.n);
}

const struct command project_commands[] = {
    { "project list", N_("all projects"), .run = list, .needs_db = true, .rows = true },
    { "project show", N_("a contract, its rules with their sources, its partners"), .run = show,
      .needs_db = true, .rows = true,
      .options = { { "project", "CODE",
                     N_("which project; may be left out when there is one") } } },
    { 0 },
};
