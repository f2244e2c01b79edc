/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes_paper_web.c — minutes as PDF and as DOCX. */
#include "meeting/minutes_paper.h"

#include "i18n/i18n.h"
#include "meeting/meeting_sql.h"
#include "meeting/minutes_pages.h"

struct kind {
    enum rc (*write)(struct cx *cx, const struct paper *p, struct buf *out);
    const char *type, *end;
};
static const struct kind pdf = { paper_pdf, "application/pdf", "pdf" },
                         docx = { paper_docx,
                                  "application/vnd.openxmlformats-officedocument.wordprocessingml"
                                  ".document",
                                  "docx" };

static enum rc write_out(struct cx *cx, const struct meeting_get_row *m, struct response *rs,
                         const struct kind *k)
{
    struct paper *p;
    enum rc rc = minutes_paper(cx, m->id, &p);
    if (!rc) rc = k->write(cx, p, &rs->body);
    if (rc) return rc;
    rs->type = k->type;
    reply_header(
        cx, rs, "Content-Disposition",
        reply_disposition(cx, "attachment", arena_printf(cx->arena, "%s.%s", m->title, k->end)));
    return RC_OK;
}

static enum rc reply(struct cx *cx, const struct request *rq, struct response *rs,
                     const struct kind *k)
{
    struct meeting_get_row m;
    enum rc rc = meeting_get(cx, rq->id[0], &m);
    if (rc) return rc;
    if (z_eq(m.state, "proposed") || z_eq(m.state, "invited") || z_eq(m.state, "cancelled"))
        return refuse(cx, RC_CONFLICT, T("This meeting was not held, so it has no minutes."));
    return write_out(cx, &m, rs, k);
}

enum rc minutes_pdf_of(struct cx *cx, const struct meeting_get_row *m, struct response *rs)
{
    return write_out(cx, m, rs, &pdf);
}

enum rc minutes_pdf(struct cx *cx, struct request *rq, struct response *rs)
{
    return reply(cx, rq, rs, &pdf);
}

enum rc minutes_docx(struct cx *cx, struct request *rq, struct response *rs)
{
    return reply(cx, rq, rs, &docx);
}
