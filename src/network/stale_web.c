/* SPDX-License-Identifier: EUPL-1.2 */
/* stale_web.c — names who was first from the audit trail. It knows no particular form. */
#include "network/stale_web.h"

#include "i18n/i18n.h"
#include "store/audit_sql.h"
#include "web/parts.h"

enum rc stale_show(struct cx *cx, const struct request *rq, struct form_view *v, const char *type,
                   int64_t id, int64_t version)
{
    int64_t typed;
    struct audit_of_object_rows last;
    const char *z = rq->method == METHOD_POST ? request_field(rq, "version") : NULL;
    if (!z || !str_int64(str_of(z), &typed) || typed == version) return RC_OK;
    enum rc rc = audit_of_object(cx, type, id, INT64_MAX, 1, &last);
    if (rc) return rc;
    v->value[parts_field(v, "version")] = arena_printf(cx->arena, "%lld", (long long)version);
    v->form_problem =
        last.n ? arena_printf(cx->arena,
                              T("%s saved this on %s, after you had opened it. Your text is still "
                                "here; saving again puts yours in place of it."),
                              last.v[0].actor, i18n_stamp(cx, last.v[0].at))
               : T("Somebody saved this after you had opened it. Your text is still here; saving "
                   "again puts yours in place of it.");
    return RC_OK;
}
