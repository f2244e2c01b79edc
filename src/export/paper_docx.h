/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_docx.h — the parts of a DOCX around its text. */
#ifndef KOLO_EXPORT_PAPER_DOCX_H
#define KOLO_EXPORT_PAPER_DOCX_H

#include "base/vec.h"
#include "export/paper_inside.h"
#include "export/zipout.h"

#define DOCX_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define DOCX_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define DOCX_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/** A twentieth of a point, which is what the format counts in. A4 with margins of 2 cm. */
enum { DOCX_SHORT = 11906, DOCX_LONG = 16838, DOCX_MARGIN = 1134 };

struct docx {
    struct cx *cx;
    const struct paper *paper;
    struct zipout *zip;
    struct buf out;          /* what of the present part is not in the archive yet */
    VEC(const char *) links; /* rId10, rId11 … */
};

/** docx_escape(b, z): as text or the value of an attribute. */
void docx_escape(struct buf *b, const char *z);
/** docx_language(locale): "sr-Latn-RS". */
const char *docx_language(const char *locale);
/** All parts but word/document.xml; the relations last, when the links are known. */
void docx_parts(struct docx *d);
void docx_relations(struct docx *d);
void docx_part(struct docx *d, const char *name); /* begins one */
void docx_flush(struct docx *d);

#endif
