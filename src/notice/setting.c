/* SPDX-License-Identifier: EUPL-1.2 */
/* setting.c — quiet hours and digests by the clock on the person's wall. */
#include "notice/setting.h"

#include "i18n/zone.h"
#include "notice/setting_inside.h"
#include "notice/setting_sql.h"

enum { DAY = 24 * 60 };

struct setting setting_from(const char *zone, const char *country, const int64_t chosen[4])
{
    const char *theirs = zone && zone_ok(zone) ? zone : zone_of_country(country);
    const bool none = chosen[0] < 0 || chosen[1] < 0 || chosen[0] == chosen[1];
    return (struct setting){
        .zone = theirs ? theirs : ZONE_UTC,
        .quiet_from = none ? -1 : (int)chosen[0],
        .quiet_to = none ? -1 : (int)chosen[1],
        .digest_hour = chosen[2] < 0 ? SETTING_HOUR : (int)chosen[2],
        .digest_weekday = chosen[3] < 0 ? SETTING_WEEKDAY : (int)chosen[3],
    };
}

enum rc setting_of(struct cx *cx, int64_t account, struct setting *out)
{
    struct setting_find_row r;
    bool found;
    enum rc rc = setting_find(cx, account, &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    const int64_t chosen[] = { r.quiet_from, r.quiet_to, r.digest_hour, r.digest_weekday };
    *out = setting_from(r.zone, r.country, chosen);
    return RC_OK;
}

static int minute_of(const struct zone_time *t) { return t->hour * 60 + t->minute; }

static bool is_quiet(const struct setting *s, const struct zone_time *t)
{
    const int minute = minute_of(t);
    if (s->quiet_from < 0) return false;
    return s->quiet_from < s->quiet_to ? minute >= s->quiet_from && minute < s->quiet_to
                                       : minute >= s->quiet_from || minute < s->quiet_to;
}

/* From hour to hour, since that is where clocks are set forward and back. */
stamp setting_quiet_end(const struct setting *s, stamp now)
{
    struct zone_time t;
    stamp at = now;
    for (zone_local(s->zone, at, &t); is_quiet(s, &t); zone_local(s->zone, at, &t)) {
        const int left = (s->quiet_to - minute_of(&t) + DAY) % DAY, hour = 60 - t.minute;
        at += (left < hour ? left : hour) * 60 - t.second;
    }
    return at;
}

stamp setting_digest(const struct setting *s, stamp now, bool weekly, date *day)
{
    struct zone_time t;
    zone_local(s->zone, now, &t);
    struct zone_time due = { .day = t.day, .hour = s->digest_hour };
    if (zone_stamp(s->zone, due) > now) due.day = date_add(due.day, -1);
    /* 1970-01-01, day 0, was a Thursday. */
    const int weekday = ((due.day.day % 7 + 7) % 7 + 3) % 7 + 1;
    if (weekly) due.day = date_add(due.day, -((weekday - s->digest_weekday + 7) % 7));
    *day = due.day;
    return zone_stamp(s->zone, due);
}

static const char *const hows[] = { "none", "weekly", "daily", "now" };

const char *notice_how_name(enum notice_how how) { return hows[how]; }

bool notice_how_parse(const char *name, enum notice_how *out)
{
    for (int i = NOTICE_NONE; name && i <= NOTICE_NOW; i++)
        if (z_eq(hows[i], name)) {
            *out = (enum notice_how)i;
            return true;
        }
    return false;
}

enum notice_how notice_how_default(enum notice_kind kind)
{
    return kind == NOTICE_COMMENT ? NOTICE_DAILY : NOTICE_NOW;
}
