/* SPDX-License-Identifier: EUPL-1.2 */
/* form_time.c — days and hours as people type them. */
#include "web/form_time.h"

#include "i18n/zone.h"

#include <string.h>

/* d.m.yyyy with an optional full stop at the end and blanks after the stops, as Central Europe
 * writes. */
static bool local_date(str s, date *out)
{
    int64_t d, m, y;
    if (s.n && s.p[s.n - 1] == '.') s.n--;
    str rest = s;
    str day = str_trim(str_cut(&rest, '.'));
    str mon = str_trim(str_cut(&rest, '.'));
    str year = str_trim(rest);
    if (year.n != 4 || day.n > 2 || mon.n > 2) return false;
    if (!str_int64(day, &d) || !str_int64(mon, &m) || !str_int64(year, &y)) return false;
    if (d < 1 || m < 1 || y < 0) return false;
    *out = date_make((int)y, (int)m, (int)d);
    return date_given(*out);
}

bool form_date_read(str s, date *out) { return date_iso(s, out) || local_date(s, out); }

static bool two_digits(str s, int64_t most, int *out)
{
    int64_t v;
    if (s.n < 1 || s.n > 2 || !str_int64(s, &v) || v < 0 || v > most) return false;
    *out = (int)v;
    return true;
}

static bool clock_read(str s, struct zone_time *t)
{
    t->second = 0;
    str hour = str_cut(&s, ':'), minute = str_cut(&s, ':');
    if (minute.n != 2 || !two_digits(hour, 23, &t->hour) || !two_digits(minute, 59, &t->minute))
        return false;
    return !s.n || (s.n == 2 && two_digits(s, 59, &t->second));
}

bool form_stamp_read(struct cx *cx, str s, stamp *out)
{
    struct zone_time t = { 0 };
    if (stamp_iso(s, out)) return true;
    size_t at = s.n;
    while (at && s.p[at - 1] != 'T' && s.p[at - 1] != ' ') at--;
    if (!at || !clock_read((str){ s.p + at, s.n - at }, &t)) return false;
    if (!form_date_read(str_trim((str){ s.p, at - 1 }), &t.day)) return false;
    *out = zone_stamp(cx->zone ? cx->zone : ZONE_UTC, t);
    return true;
}

const char *form_stamp_text(struct cx *cx, stamp s)
{
    struct zone_time t;
    char day[DATE_TEXT];
    if (!s) return "";
    (void)zone_local(cx->zone ? cx->zone : ZONE_UTC, s, &t);
    return arena_printf(cx->arena, "%sT%02d:%02d", date_text(t.day, day), t.hour, t.minute);
}
