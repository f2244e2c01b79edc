/* SPDX-License-Identifier: EUPL-1.2 */
/* zone.h — time zones by their IANA names ("Europe/Skopje"), from the rules that ICU carries along.
 * A stamp is an instant; a local time is what a clock on the wall shows. Safe from any thread.
 */
#ifndef KOLO_I18N_ZONE_H
#define KOLO_I18N_ZONE_H

#include "base/cx.h"
#include "base/date.h"

#define ZONE_UTC "UTC"
#define ZONE_NAME 48 /* the longest name that is taken, with its NUL */

/** What a clock on the wall shows. */
struct zone_time {
    date day;
    int hour, minute, second;
};

/** zone_ok(name): a name of IANA that is known here; not an abbreviation such as "CET+1". */
bool zone_ok(const char *name);
/** zone_offset(zone, s): seconds east of UTC at that instant, summer time included. A zone that is
 * not zone_ok counts as UTC, here and below. */
int zone_offset(const char *zone, stamp s);
/** zone_local(zone, s, out): what the clock there shows at ${s}; false, and UTC, when there is no
 * such zone. */
bool zone_local(const char *zone, stamp s, struct zone_time *out);
/** zone_stamp(zone, local): the instant at which the clock there shows ${local}. As in RFC 5545: of
 * two (clocks set back) the first; of none (set forward) the time by the clock before, so 02:30
 * becomes 03:30. hour, minute and second may lie outside their ranges and carry over. */
stamp zone_stamp(const char *zone, struct zone_time local);
/** zone_label(cx, zone, s): "CET", "EEST", or "UTC+1" where there is no short name in use. */
const char *zone_label(struct cx *cx, const char *zone, stamp s);
/** zone_of_country(code): of two letters; its main zone, NULL for none. */
const char *zone_of_country(const char *code);
/** zone_at(i): every zone that people live in; first those of our region, of which
 * there are zone_near, then the others by name. NULL behind the last. */
size_t zone_near(void);
const char *zone_at(size_t i);

#endif
