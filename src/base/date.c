/* SPDX-License-Identifier: EUPL-1.2 */
/* date.c — the Gregorian calendar in integers, and its ISO 8601 text.
 *
 * Days are counted in eras of 400 years that begin on 1 March, so that the leap day is the last of
 * its year and the months before it have the lengths of (153 × m + 2) / 5. No time zone, no system
 * call, no locale: readers' forms of a date are made in i18n.
 */
#include "base/date.h"

#include "base/digits.h"
#include "base/log.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199, DAY_SECONDS = 86400 };
enum { FIRST_DAY = -25567, LAST_DAY = 84005 }; /* 1900-01-01 and 2199-12-31 */

static int32_t day_number(int y, int m, int d)
{
    int from_march = m > 2 ? m - 3 : m + 9;
    int year = m > 2 ? y : y - 1;
    int era = year / 400, in_era = year % 400;
    int of_year = (153 * from_march + 2) / 5 + d - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + of_year - 719468;
}

static int month_days(int y, int m)
{
    static const signed char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    return m == 2 && leap ? 29 : days[m - 1];
}

date date_make(int y, int m, int d)
{
    if (y < FIRST_YEAR || y > LAST_YEAR || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
        return DATE_NONE;
    return (date){ day_number(y, m, d) };
}

void date_parts(date d, int *y, int *m, int *day)
{
    MUST(d.day >= FIRST_DAY && d.day <= LAST_DAY);
    int n = d.day + 719468; /* since 0000-03-01 */
    int era = n / 146097, of_era = n % 146097;
    int in_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * in_era + in_era / 4 - in_era / 100);
    int from_march = (5 * of_year + 2) / 153;
    *day = of_year - (153 * from_march + 2) / 5 + 1;
    *m = from_march < 10 ? from_march + 3 : from_march - 9;
    *y = era * 400 + in_era + (*m <= 2);
}

/* People may enter the last day there is, and dates are reckoned from what they enter: a deadline
 * 60 days after it is no reason to end the process. */
date date_add(date d, int days)
{
    if (!date_given(d)) return d;
    int64_t day = (int64_t)d.day + days;
    return (date){ day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : (int32_t)day };
}

/* number: ${n} digits at ${p}, or -1. */
static int number(const char *p, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9') return -1;
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

bool date_iso(str s, date *out)
{
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-') return false;
    date d = date_make(number(s.p, 4), number(s.p + 5, 2), number(s.p + 8, 2));
    if (!date_given(d)) return false;
    *out = d;
    return true;
}

static void put_year_month(char *out, int y, int m)
{
    digits_two(out, (unsigned)y / 100);
    digits_two(out + 2, (unsigned)y % 100);
    out[4] = '-';
    digits_two(out + 5, (unsigned)m);
}

static void put_date(char *out, date d)
{
    int y, m, day;
    date_parts(d, &y, &m, &day);
    put_year_month(out, y, m);
    out[7] = '-';
    digits_two(out + 8, (unsigned)day);
}

const char *date_text(date d, char out[DATE_TEXT])
{
    if (!date_given(d)) {
        out[0] = '\0';
        return out;
    }
    put_date(out, d);
    out[10] = '\0';
    return out;
}

/* split: the day of ${s} and the second within it, also before 1970. */
static date split(stamp s, int *second)
{
    int64_t day = s / DAY_SECONDS, rest = s % DAY_SECONDS;
    if (rest < 0) day--, rest += DAY_SECONDS;
    MUST(day >= FIRST_DAY && day <= LAST_DAY);
    *second = (int)rest;
    return (date){ (int32_t)day };
}

date date_of_stamp(stamp s)
{
    int second;
    return s == 0 ? DATE_NONE : split(s, &second);
}

/* 1970-01-01T00:00:00Z is refused: 0 already means that no time is given. */
bool stamp_iso(str s, stamp *out)
{
    date d;
    if (s.n != 20 || s.p[10] != 'T' || s.p[13] != ':' || s.p[16] != ':' || s.p[19] != 'Z')
        return false;
    if (!date_iso((str){ s.p, 10 }, &d)) return false;
    int h = number(s.p + 11, 2), m = number(s.p + 14, 2), sec = number(s.p + 17, 2);
    if (h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 59) return false;
    stamp all = (stamp)d.day * DAY_SECONDS + h * 3600 + m * 60 + sec;
    if (all == 0) return false;
    *out = all;
    return true;
}

const char *stamp_text(stamp s, char out[STAMP_TEXT])
{
    if (s == 0) {
        out[0] = '\0';
        return out;
    }
    int second;
    put_date(out, split(s, &second));
    out[10] = 'T';
    digits_two(out + 11, (unsigned)second / 3600);
    out[13] = ':';
    digits_two(out + 14, (unsigned)second / 60 % 60);
    out[16] = ':';
    digits_two(out + 17, (unsigned)second % 60);
    out[19] = 'Z';
    out[20] = '\0';
    return out;
}

month month_of(date d)
{
    if (!date_given(d)) return 0;
    int y, m, day;
    date_parts(d, &y, &m, &day);
    return month_make(y, m);
}

date month_first(month m)
{
    date d = date_make(month_year(m), month_no(m), 1);
    MUST(date_given(d));
    return d;
}

date month_last(month m)
{
    return date_add(month_first(m), month_days(month_year(m), month_no(m)) - 1);
}

date date_add_months(date d, int months)
{
    if (!date_given(d)) return d;
    int64_t to = (int64_t)month_of(d) + months;
    if (to < month_make(FIRST_YEAR, 1)) return (date){ FIRST_DAY };
    if (to > month_make(LAST_YEAR, 12)) return (date){ LAST_DAY };
    date last = month_last((month)to),
         same = date_add(month_first((month)to), d.day - month_first(month_of(d)).day);
    return d.day == month_last(month_of(d)).day || date_cmp(same, last) > 0 ? last : same;
}

bool month_iso(str s, month *out)
{
    if (s.n != 7 || s.p[4] != '-') return false;
    int y = number(s.p, 4), m = number(s.p + 5, 2);
    if (!date_given(date_make(y, m, 1))) return false;
    *out = month_make(y, m);
    return true;
}

const char *month_text(month m, char out[MONTH_TEXT])
{
    if (m == 0) {
        out[0] = '\0';
        return out;
    }
    MUST(month_year(m) >= FIRST_YEAR && month_year(m) <= LAST_YEAR && m > 0);
    put_year_month(out, month_year(m), month_no(m));
    out[7] = '\0';
    return out;
}
