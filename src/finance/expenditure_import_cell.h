/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_import_cell.h — one cell of an uploaded table as one column of a line. Private to
 * finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_IMPORT_CELL_H
#define KOLO_FINANCE_EXPENDITURE_IMPORT_CELL_H

#include "export/table.h"
#include "finance/expenditure_compare.h"

/** import_column_find(name, out): which column of expenditure_columns a head means: its name, its
 * label in English or the reader's language, upper or lower case. IMPORT_SEQ for "seq",
 * IMPORT_IGNORED for what an export says besides, IMPORT_UNKNOWN. */
enum { IMPORT_SEQ = -1, IMPORT_IGNORED = -2, IMPORT_UNKNOWN = -3 };
int import_column_find(struct cx *cx, str head);
/** import_cell_read(cx, column, cell, kind, decimal, in): into its place in ${in}. NULL, or the
 * sentence that says why it cannot be read. */
const char *import_cell_read(struct cx *cx, const struct expenditure_column *column, str cell,
                             enum xlsx_kind kind, char decimal, struct expenditure_input *in);
/** import_column_advice(cx, name): how the column is written, in a sentence. */
const char *import_column_advice(struct cx *cx, const char *name);

#endif
