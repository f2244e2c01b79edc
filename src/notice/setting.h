/* SPDX-License-Identifier: EUPL-1.2 */
/* setting.h — how a person wants to hear of things: their time zone, quiet hours, when a digest
 * comes, and for each kind whether at once, daily, weekly or not at all.
 */
#ifndef KOLO_NOTICE_SETTING_H
#define KOLO_NOTICE_SETTING_H

#include "base/cx.h"
#include "notice/notice.h"

struct setting {
    const char *zone;         /* IANA name; never NULL */
    int quiet_from, quiet_to; /* minutes since midnight by the clock there; -1: no quiet hours */
    int digest_hour;          /* 0 to 23 */
    int digest_weekday;       /* 1 Monday to 7 */
};
/** Without a choice of the person: the zone of their organisation's country (else UTC), no quiet
 * hours, digests at 7 o'clock, the weekly one on Monday. */
enum { SETTING_HOUR = 7, SETTING_WEEKDAY = 1 };

/** setting_of(cx, account, out): RC_MISSING: no such account. */
enum rc setting_of(struct cx *cx, int64_t account, struct setting *out) MUST_USE;
/** setting_quiet_end(s, now): when a mail may go that would go now: ${now} itself outside of the
 * quiet hours, else the instant at which they end. */
stamp setting_quiet_end(const struct setting *s, stamp now);
/** setting_digest(s, now, weekly): the latest instant not after ${now} at which a digest is due;
 * *day is that day by the person's calendar. */
stamp setting_digest(const struct setting *s, stamp now, bool weekly, date *day);

/** How a kind reaches somebody; the order is how soon. */
enum notice_how { NOTICE_NONE, NOTICE_WEEKLY, NOTICE_DAILY, NOTICE_NOW };
const char *notice_how_name(enum notice_how how); /* "now" */
bool notice_how_parse(const char *name, enum notice_how *out);
/** notice_how_default(kind): at once, but comments daily: a thread of twenty comments is one mail,
 * and who is named in it hears of that at once. */
enum notice_how notice_how_default(enum notice_kind kind);

/** What holds of each kind, and what held before one click in a mail ended it (NOTICE_NONE: no
 * click did). */
struct choices {
    enum notice_how how[NOTICE_KINDS], was[NOTICE_KINDS];
};
enum rc setting_choices_of(struct cx *cx, int64_t account, struct choices *out) MUST_USE;

struct setting_input {
    const char *zone, *quiet_from, *quiet_to; /* "22:00"; NULL: none */
    int64_t digest_hour, digest_weekday;
    enum notice_how how[NOTICE_KINDS];
};
/** setting_save(cx, in): the viewer's own; RC_INVALID with a sentence for each field. */
enum rc setting_save(struct cx *cx, const struct setting_input *in) MUST_USE;
/** setting_clock(cx, minutes): "22:00". */
const char *setting_clock(struct cx *cx, int minutes);

#endif
