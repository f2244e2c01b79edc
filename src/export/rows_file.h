/* SPDX-License-Identifier: EUPL-1.2 */
/* rows_file.h — a list of described rows as a file, row by row in constant memory: the way out of
 * lists that have no end. The bytes are those of row_csv, rows_json and xlsx_of_datasets. */
#ifndef KOLO_EXPORT_ROWS_FILE_H
#define KOLO_EXPORT_ROWS_FILE_H

#include "base/cx.h"
#include "base/row.h"

enum rows_form { ROWS_CSV, ROWS_JSON, ROWS_XLSX };
struct rows_file;

/** rows_file_open(cx, form, name, meta, out): ${name} is the key of the JSON array and the sheet.
 * In cx->arena, below any row that a statement rewinds; its file goes with the arena unless
 * rows_file_close hands it over. */
enum rc rows_file_open(struct cx *cx, enum rows_form form, const char *name,
                       const struct row_meta *m, struct rows_file **out) MUST_USE;
/** RC_INVALID with a sentence for the row that a sheet cannot hold. */
enum rc rows_file_put(struct rows_file *f, const void *row) MUST_USE;
/** rows_file_close(f, fd, size): the whole file, unlinked, position 0; the caller closes it. */
enum rc rows_file_close(struct rows_file *f, int *fd, int64_t *size) MUST_USE;

#endif
