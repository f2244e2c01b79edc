/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_document.h — the documents on a line. Like the line itself they stay as they were in
 * every version that was submitted: a line of a returned report gets a successor first. */
#ifndef KOLO_FINANCE_EXPENDITURE_DOCUMENT_H
#define KOLO_FINANCE_EXPENDITURE_DOCUMENT_H

#include "base/cx.h"

struct expenditure_file {
    str bytes;
    const char *name;
};
/** expenditure_attach(cx, id, files, n, row, attachment): all of them or none. *row is the line's
 * row that has them now, *attachment the last link made. RC_CONFLICT: the report is not open, the
 * line is not in this version any more, or the file is on it already. */
enum rc expenditure_attach(struct cx *cx, int64_t id, const struct expenditure_file *files,
                           size_t n, int64_t *row, int64_t *attachment) MUST_USE;
/** expenditure_detach(cx, attachment, row): only while the report is open. */
enum rc expenditure_detach(struct cx *cx, int64_t attachment, int64_t *row) MUST_USE;

#endif
