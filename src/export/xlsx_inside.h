/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_inside.h — what xlsx.c and xlsx_parts.c share. For no one else. */
#ifndef KOLO_EXPORT_XLSX_INSIDE_H
#define KOLO_EXPORT_XLSX_INSIDE_H

#include "base/buf.h"
#include "export/xlsx.h"

enum { XLSX_FORMS = XLSX_DATE + 1, XLSX_LOOKS = XLSX_INPUT + 1 };

/** Of each finished sheet, what the workbook part says about it. */
struct xlsx_done {
    const char *name;           /* as Excel takes it, unique */
    unsigned repeat_rows;       /* 0: none */
    unsigned repeat_from;       /* 0: 1 */
    unsigned filter_row;        /* 0: none */
    unsigned last_row, columns; /* of the filter */
};

/** The style number of a cell. */
static inline unsigned xlsx_style(enum xlsx_look look, enum xlsx_form form)
{
    return (unsigned)look * XLSX_FORMS + (unsigned)form;
}
/** xlsx_escape(b, z, n): as XML text or quoted attribute, with the _xHHHH_ of SpreadsheetML. */
void xlsx_escape(struct buf *b, const char *z, size_t n);
void xlsx_part_styles(struct buf *b);
void xlsx_part_rels(struct buf *b);
void xlsx_part_types(struct buf *b, size_t n_sheets);
void xlsx_part_workbook(struct buf *b, const struct xlsx_done *sheets, size_t n);
void xlsx_part_workbook_rels(struct buf *b, size_t n_sheets);
/** What stands in a sheet before its rows, and after them. */
void xlsx_part_sheet_head(struct buf *b, const struct xlsx_layout *l);
void xlsx_part_sheet_foot(struct buf *b, const struct xlsx_layout *l, const struct xlsx_done *d);

#endif
