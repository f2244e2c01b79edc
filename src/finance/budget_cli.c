/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_cli.c — kolo budget show|headroom. */
#include "finance/budget.h"

#include "base/row.h"
#include "finance/budget_sql.h"
#include "finance/rates_cli.h"
#include "i18n/i18n.h"
#include "project/pick.h"

#include <stddef.h>

static enum rc pick(struct cx *cx, const struct cli_args *args, int64_t *project, int64_t *version)
{
    enum rc rc = project_pick(cx, cli_value(args, "project"), project);
    if (rc) return rc;
    int64_t no;
    if ((rc = cli_number(cx, args, "version", 0, &no))) return rc;
    if (!no) return budget_in_force(cx, *project, version);
    struct budget_version_list_rows all;
    rc = budget_version_list(cx, *project, &all);
    for (size_t i = 0; i < all.n && !rc; i++) {
        if (all.v[i].no != no) continue;
        *version = all.v[i].id;
        return RC_OK;
    }
    return rc ? rc : refuse(cx, RC_MISSING, T("The budget has no version %d."), (int)no);
}

static enum rc show(struct cx *cx, const struct cli_args *args)
{
    int64_t project, version;
    struct budget_lines_rows rows;
    enum rc rc = pick(cx, args, &project, &version);
    if (!rc) rc = budget_lines(cx, version, &rows);
    return rc ? rc : cli_rows(cx, args, &budget_lines_meta, rows.v, rows.n);
}

#define FIELD(member, kind)                                     \
    {                                                           \
#member, kind, offsetof(struct headroom, member), false \
    }
static const struct row_field headroom_fields[] = {
    FIELD(code, FIELD_TEXT),   FIELD(title, FIELD_TEXT), FIELD(base, FIELD_EUR),
    FIELD(current, FIELD_EUR), FIELD(low, FIELD_EUR),    FIELD(high, FIELD_EUR),
    FIELD(up, FIELD_EUR),      FIELD(down, FIELD_EUR),   FIELD(sentence, FIELD_TEXT),
};
static const struct row_meta headroom_meta = { "headroom", sizeof(struct headroom),
                                               sizeof headroom_fields / sizeof *headroom_fields,
                                               headroom_fields };

static enum rc headroom(struct cx *cx, const struct cli_args *args)
{
    int64_t project, version;
    struct headroom *room;
    size_t n;
    enum rc rc = pick(cx, args, &project, &version);
    if (!rc) rc = budget_headroom(cx, project, version, &room, &n);
    return rc ? rc : cli_rows(cx, args, &headroom_meta, room, n);
}

#define WHICH                                                       \
    { "project", "CODE", N_("when there is more than one") },       \
    {                                                               \
        "version", "N", N_("a version; otherwise the one in force") \
    }

const struct command budget_commands[] = {
    { "budget show", N_("the lines of the budget"), NULL, show, true, true, .options = { WHICH } },
    { "budget headroom", N_("how far each heading may still move without an addendum"), NULL,
      headroom, true, true, .options = { WHICH } },
    { 0 },
};
