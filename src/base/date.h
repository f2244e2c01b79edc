/* SPDX-License-Identifier: EUPL-1.2 */
/* date.h — calendar days and instants. A date has no time and no zone; a stamp is whole seconds
 * since 1970 UTC.
 *
 * Proleptic Gregorian, years 1900..2199. Stored as ISO text (2007-03-31; 2007-03-31T08:15:00Z).
 */
#ifndef KOLO_BASE_DATE_H
#define KOLO_BASE_DATE_H

#include "base/str.h"

typedef struct date {
    int32_t day;
} date;                /* days since 1970-01-01; DATE_NONE when not given */
typedef int64_t stamp; /* seconds since 1970-01-01T00:00:00Z; 0 when not given */
typedef int32_t month; /* year*12 + (month 1..12) - 1, e.g. 2007-03 is 24086; 0 when not given */

#define DATE_NONE ((date){ INT32_MIN })
#define DATE_TEXT 11  /* "2007-03-31" and NUL */
#define STAMP_TEXT 21 /* "2007-03-31T08:15:00Z" and NUL */
#define MONTH_TEXT 8  /* "2007-03" and NUL */

static inline bool date_given(date d) { return d.day != INT32_MIN; }
/** date_cmp: <0, 0, >0; both must be given. */
static inline int date_cmp(date a, date b) { return (a.day > b.day) - (a.day < b.day); }
/** date_make(y, m, d): DATE_NONE when there is no such day (leap years counted). */
date date_make(int y, int m, int d);
void date_parts(date d, int *y, int *m, int *day);
/** date_add: never leaves the calendar: what would lie before or behind it is its first or last
 * day. DATE_NONE stays so. */
date date_add(date d, int days);
/** date_add_months: the same day so many months on, or the last of a shorter month; from the last
 * day of a month to the last of another. Stays within the calendar as date_add does. */
date date_add_months(date d, int months);
/** date_iso(s, out): exactly YYYY-MM-DD and a real day; otherwise false. */
bool date_iso(str s, date *out);
/** date_text(d, out): ISO into ${out}; "" for DATE_NONE. */
const char *date_text(date d, char out[DATE_TEXT]);
date date_of_stamp(stamp s);

bool stamp_iso(str s, stamp *out);
const char *stamp_text(stamp s, char out[STAMP_TEXT]);

month month_of(date d);
static inline int month_year(month m) { return m / 12; }
static inline int month_no(month m) { return m % 12 + 1; }
static inline month month_make(int year, int no) { return year * 12 + no - 1; }
date month_first(month m);
date month_last(month m);
bool month_iso(str s, month *out); /* YYYY-MM */
const char *month_text(month m, char out[MONTH_TEXT]);

#endif
