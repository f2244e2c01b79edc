/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_document.c — documents come to a line and leave it, while its report is open. What a
 * document is and how it is kept, store/document knows.
 */
#include "finance/expenditure_document.h"

#include "finance/expenditure_compare.h"
#include "finance/expenditure_line_sql.h"
#include "finance/expenditure_write.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/document.h"
#include "store/document_sql.h"

struct line {
    const struct expenditure_book *book;
    struct expenditure_current_row row;
};

/* The current row of the line that ${id} is a row of, in a report that may be written, and its own
 * row of the version being written. ${latest}: of a line that got a successor, the successor: of
 * several files dropped at once the first one makes it. */
static enum rc line_for_writing(struct cx *cx, int64_t id, bool latest, struct line *l)
{
    struct expenditure_line_row at;
    bool found;
    enum rc rc = expenditure_line(cx, id, &at, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (!rc) rc = expenditure_book_read(cx, at.report, &l->book);
    if (!rc) rc = expenditure_book_open(cx, l->book);
    if (rc) return rc;
    if ((rc = expenditure_current(cx, at.report, at.seq, &l->row, &found))) return rc;
    if (!found || (at.until_version && !latest))
        return refuse(cx, RC_CONFLICT,
                      T("This is an earlier version of the line; open the present one."));
    if (l->row.from_version == l->book->report.version_no) return RC_OK;
    struct expenditure_input in;
    expenditure_input_of(&l->row, &in);
    if ((rc = expenditure_write_change(cx, l->book, &l->row, &in))) return rc;
    return expenditure_current(cx, at.report, at.seq, &l->row, &found);
}

static enum rc attach_one(struct cx *cx, const struct line *l, const struct expenditure_file *f,
                          int64_t *attachment)
{
    int64_t document;
    struct attachment_by_id_row made;
    enum rc rc = document_put(cx, f->bytes, f->name, &document);
    if (rc) return rc;
    rc = document_attach(cx, document, "expenditure", l->row.id, f->name, attachment);
    if (rc == RC_CONFLICT)
        return refuse(cx, RC_CONFLICT, T("“%s” is on this line already."), f->name);
    if (!rc) rc = attachment_by_id(cx, *attachment, &made);
    return rc ? rc
              : audit_change(cx, "expenditure.attach", "expenditure", l->row.id,
                             l->book->report.project, &attachment_by_id_meta, NULL, &made);
}

enum rc expenditure_attach(struct cx *cx, int64_t id, const struct expenditure_file *files,
                           size_t n, int64_t *row, int64_t *attachment)
{
    struct line l;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = line_for_writing(cx, id, true, &l);
    for (size_t i = 0; i < n && !rc; i++) rc = attach_one(cx, &l, &files[i], attachment);
    if (!rc) *row = l.row.id;
    return db_end(cx, rc);
}

static enum rc detach_in(struct cx *cx, int64_t attachment, int64_t *row)
{
    struct expenditure_attachment_row was;
    struct expenditure_attachment_again_row again;
    struct attachment_by_id_row gone;
    struct line l;
    bool found;
    enum rc rc = expenditure_attachment(cx, attachment, &was, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = line_for_writing(cx, was.expenditure, false, &l))) return rc;
    rc = expenditure_attachment_again(cx, l.row.id, was.document, &again, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (!rc) rc = attachment_by_id(cx, again.id, &gone);
    if (!rc) rc = document_detach(cx, again.id);
    if (rc) return rc;
    *row = l.row.id;
    return audit_change(cx, "expenditure.detach", "expenditure", l.row.id, l.book->report.project,
                        &attachment_by_id_meta, &gone, NULL);
}

enum rc expenditure_detach(struct cx *cx, int64_t attachment, int64_t *row)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, detach_in(cx, attachment, row));
}
