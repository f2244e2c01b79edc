/* SPDX-License-Identifier: EUPL-1.2 */
/* office.h — what LibreOffice makes of a workbook or a document of ours, and poppler of a PDF. */
#ifndef KOLO_TESTS_OFFICE_H
#define KOLO_TESTS_OFFICE_H

#include "base/cx.h"

/** office_convert(cx, bytes, to, end): the workbook ${bytes}, every formula of it calculated anew,
 * as ${to} says ("xlsx:Calc MS Excel 2007 XML"), whose file ends with ${end}. */
str office_convert(struct cx *cx, str bytes, const char *to, const char *end);
/** office_document(cx, bytes, to, end): the same for a DOCX ("txt:Text (encoded):UTF8"). */
str office_document(struct cx *cx, str bytes, const char *to, const char *end);
/** office_pdf(cx, tool, option, bytes): what "pdftotext", "pdfinfo" or "pdffonts" says of a PDF;
 * ${option} may be NULL. */
str office_pdf(struct cx *cx, const char *tool, const char *option, str bytes);

#endif
