/* SPDX-License-Identifier: EUPL-1.2 */
/* pick.c — from what a person writes on the command line to ids. */
#include "project/pick.h"

#include "i18n/i18n.h"
#include "project/partner_sql.h"
#include "project/project_sql.h"

enum rc project_pick(struct cx *cx, const char *code, int64_t *id)
{
    struct project_list_rows all;
    enum rc rc = project_list(cx, &all);
    if (rc) return rc;
    const char *codes = "";
    for (size_t i = 0; i < all.n; i++) {
        if (code ? z_eq(all.v[i].code, code) : all.n == 1) {
            *id = all.v[i].id;
            return RC_OK;
        }
        codes = arena_printf(cx->arena, "%s%s%s", codes, i ? ", " : "", all.v[i].code);
    }
    if (!all.n) return refuse(cx, RC_MISSING, T("There is no project yet."));
    if (code)
        return refuse(cx, RC_MISSING, T("There is no project “%s”; there is %s."), code, codes);
    return problem(cx, "project", T("Say which project with --project: %s"), codes);
}

enum rc project_pick_period(struct cx *cx, int64_t project, int64_t no, int64_t *id)
{
    struct period_list_rows all;
    enum rc rc = period_list(cx, project, &all);
    for (size_t i = 0; i < all.n && !rc; i++) {
        if (all.v[i].no != no) continue;
        *id = all.v[i].id;
        return RC_OK;
    }
    return rc ? rc : refuse(cx, RC_MISSING, T("The project has no period %d."), (int)no);
}

enum rc project_pick_partner(struct cx *cx, int64_t project, const char *short_name, int64_t *id)
{
    struct partner_list_rows all;
    enum rc rc = partner_list(cx, project, &all);
    const char *names = "";
    for (size_t i = 0; i < all.n && !rc; i++) {
        if (short_name && str_is_nocase(str_of(all.v[i].short_name), short_name)) {
            *id = all.v[i].id;
            return RC_OK;
        }
        names = arena_printf(cx->arena, "%s%s%s", names, i ? ", " : "", all.v[i].short_name);
    }
    return rc ? rc
              : refuse(cx, RC_MISSING, T("The project has no partner “%s”; there is %s."),
                       short_name ? short_name : "", names);
}
