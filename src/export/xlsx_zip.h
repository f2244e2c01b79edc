/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_zip.h — the parts of a workbook through libzip and libxml2, within limits. For export alone.
 */
#ifndef KOLO_EXPORT_XLSX_ZIP_H
#define KOLO_EXPORT_XLSX_ZIP_H

#include "base/cx.h"

struct xlsx_zip;

/* What a part is told while it is parsed. Names are local: the prefix and the namespace do not
 * matter, so that strict and transitional files read alike. */
struct xlsx_element {
    const char *name;
    const void *attributes; /* for xlsx_zip_attribute */
    int n_attributes;
};
struct xlsx_handler {
    /* Not RC_OK ends the parsing and is returned. */
    enum rc (*begin)(void *p, const struct xlsx_element *e);
    enum rc (*end)(void *p, const char *name);
    void (*text)(void *p, str text); /* in pieces; NULL: not wanted */
};

/** xlsx_zip_open(cx, field, bytes, out): RC_INVALID with a sentence that says what the file is. */
enum rc xlsx_zip_open(struct cx *cx, const char *field, str bytes, struct xlsx_zip **out) MUST_USE;
/** xlsx_zip_has(z, part): is there such a part? */
bool xlsx_zip_has(struct xlsx_zip *z, const char *part);
/** xlsx_zip_parse(z, part, handler, p): the whole part, in pieces of 64 KiB. */
enum rc xlsx_zip_parse(struct xlsx_zip *z, const char *part, const struct xlsx_handler *handler,
                       void *p) MUST_USE;
/** xlsx_zip_damaged(z): RC_INVALID with "this workbook is damaged". */
enum rc xlsx_zip_damaged(struct xlsx_zip *z);
/** xlsx_zip_attribute(e, name): as written, entities resolved; ends with the element; false: not
 * there. */
bool xlsx_zip_attribute(const struct xlsx_element *e, const char *name, str *out);

#endif
