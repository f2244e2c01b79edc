/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_decimal.h — numbers of a sheet as text, for xlsx_read.c alone. */
#ifndef KOLO_EXPORT_XLSX_DECIMAL_H
#define KOLO_EXPORT_XLSX_DECIMAL_H

#include "base/str.h"

#define XLSX_DECIMAL 80 /* room for the longest text and NUL */

/** xlsx_decimal(s, out): "1.5E3" as "1500", "9.9499999999999993" as "9.95". False: not a number, or
 * of a size that no amount, rate or count has (more than 30 digits on either side of the point). */
bool xlsx_decimal(str s, char out[XLSX_DECIMAL]);

enum xlsx_clock { XLSX_NO_CLOCK, XLSX_DAY, XLSX_TIME, XLSX_HUNDREDTHS };
/** xlsx_clock_of(format): does this number format ("d.m.yyyy", "[$-409]h:mm AM/PM") show a date, or
 * only a time, or a percentage? xlsx_clock_builtin(id): the same of the formats that have a number
 * but no text. */
enum xlsx_clock xlsx_clock_of(str format);
enum xlsx_clock xlsx_clock_builtin(int64_t id);
/** xlsx_moment(decimal, clock, from_1904, out): days since the sheet's epoch as ISO text. False
 * outside 1900..2199 and on 1900-02-29, a day that only Excel knows. */
bool xlsx_moment(const char *decimal, enum xlsx_clock clock, bool from_1904,
                 char out[XLSX_DECIMAL]);
/** xlsx_hundredths(decimal, out): "0.125" as it is seen in the cell, "12.5%". */
void xlsx_hundredths(const char *decimal, char out[XLSX_DECIMAL]);

#endif
