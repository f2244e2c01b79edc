/* SPDX-License-Identifier: EUPL-1.2 */
/* office.h — what LibreOffice makes of a workbook of ours. */
#ifndef KOLO_TESTS_OFFICE_H
#define KOLO_TESTS_OFFICE_H

#include "base/cx.h"

/** office_convert(cx, bytes, to, end): the workbook ${bytes}, every formula of it calculated anew,
 * as ${to} says ("xlsx:Calc MS Excel 2007 XML"), whose file ends with ${end}. */
str office_convert(struct cx *cx, str bytes, const char *to, const char *end);

#endif
