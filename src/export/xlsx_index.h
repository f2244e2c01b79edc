/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_index.h — what a workbook says around its sheets. For xlsx_read.c alone. */
#ifndef KOLO_EXPORT_XLSX_INDEX_H
#define KOLO_EXPORT_XLSX_INDEX_H

#include "base/buf.h"
#include "base/vec.h"
#include "export/xlsx_decimal.h"
#include "export/xlsx_zip.h"

struct xlsx_index {
    struct cx *cx;
    struct xlsx_zip *zip;
    const char *sheet; /* the part with the cells */
    bool from_1904;
    struct {
        str *v;
        size_t n, cap;
    } strings; /* shared ones, by number */
    struct {
        enum xlsx_clock *v;
        size_t n, cap;
    } styles; /* by number of the cell format */
};

/** xlsx_index_read(ix, field, sheet): ix->cx and ix->zip are set; the rest is filled. */
enum rc xlsx_index_read(struct xlsx_index *ix, const char *field, const char *sheet) MUST_USE;
/** xlsx_index_text(a, s): ${s} with its _xHHHH_ read as characters. */
str xlsx_index_text(struct arena *a, str s);

#endif
