/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes_paper_web.c — minutes as PDF and as DOCX. */
#include "meeting/minutes_paper.h"

#include "i18n/i18n.h"
#include "meeting/meeting_sql.h"
#include "meeting/minutes_pages.h"

static enum rc reply(struct cx *cx, const struct request *rq, struct response *rs,
                     enum rc (*write)(struct cx *cx, const struct paper *p, struct buf *out),
                     const char *type, const char *end)
{
    struct meeting_get_row m;
    struct paper *p;
    enum rc rc = meeting_get(cx, rq->id[0], &m);
    if (rc) return rc;
    if (z_eq(m.state, "proposed") || z_eq(m.state, "invited") || z_eq(m.state, "cancelled"))
        return refuse(cx, RC_CONFLICT, T("This meeting was not held, so it has no minutes."));
    rc = minutes_paper(cx, m.id, &p);
    if (!rc) rc = write(cx, p, &rs->body);
    if (rc) return rc;
    rs->type = type;
    reply_header(
        cx, rs, "Content-Disposition",
        reply_disposition(cx, "attachment", arena_printf(cx->arena, "%s.%s", m.title, end)));
    return RC_OK;
}

enum rc minutes_pdf(struct cx *cx, struct request *rq, struct response *rs)
{
    return reply(cx, rq, rs, paper_pdf, "application/pdf", "pdf");
}

enum rc minutes_docx(struct cx *cx, struct request *rq, struct response *rs)
{
    return reply(cx, rq, rs, paper_docx,
                 "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
}
