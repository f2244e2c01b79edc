/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_document_web.c — documents come to a line, are served safely, and leave it; and whose
 * a line or an attachment is.
 */
#include "finance/expenditure_document.h"

#include "account/viewer.h"
#include "finance/expenditure_grid_view.h"
#include "finance/expenditure_line_sql.h"
#include "finance/expenditure_web.h"
#include "finance/finance_web.h"
#include "i18n/i18n.h"

enum rc expenditure_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct expenditure_owner_row row;
    bool found;
    enum rc rc = expenditure_owner(cx, id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *out = (struct scope_owner){ row.project, row.partner };
    return RC_OK;
}

enum rc expenditure_documents_add(struct cx *cx, struct request *rq, struct response *rs)
{
    struct expenditure_file *files =
        arena_array(cx->arena, struct expenditure_file, rq->uploads.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < rq->uploads.n; i++) {
        const struct upload *u = &rq->uploads.v[i];
        if (!z_eq(u->field, "file") || (!*u->name && !u->bytes.n)) continue;
        files[n++] = (struct expenditure_file){ u->bytes, *u->name ? u->name : T("document") };
    }
    if (!n) return problem(cx, "file", T("Choose a file first."));
    int64_t row = 0, attachment = 0;
    enum rc rc = expenditure_attach(cx, rq->id[0], files, n, &row, &attachment);
    if (rc) return rc;
    rs->created = attachment;
    return reply_see_other(
        cx, rq, rs, url_path(cx, "/expenditure/%lld", (long long)row),
        arena_printf(cx->arena, T_N((int64_t)n, "%d document attached.", "%d documents attached."),
                     (int)n));
}

enum rc expenditure_attachment_remove(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t row = 0;
    enum rc rc = expenditure_detach(cx, rq->id[0], &row);
    if (rc) return rc;
    return reply_see_other(cx, rq, rs, url_path(cx, "/expenditure/%lld", (long long)row),
                           T("The document is off the line."));
}
