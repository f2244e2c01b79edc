/* SPDX-License-Identifier: EUPL-1.2 */
/* zone.c — asks ICU one thing, how far a zone is from UTC at an instant, and reckons with it. A
 * calendar is opened once a zone and kept for the life of the process.
 */
#include "i18n/zone.h"

#include "base/log.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/uenum.h>

enum { DAY = 86400, ZONES = 600 };

/* Where our partners and their networks are. */
static const struct {
    const char *country, *zone;
} near[] = {
    { "AL", "Europe/Tirane" },    { "BA", "Europe/Sarajevo" },  { "BE", "Europe/Brussels" },
    { "BG", "Europe/Sofia" },     { "GR", "Europe/Athens" },    { "HR", "Europe/Zagreb" },
    { "HU", "Europe/Budapest" },  { "ME", "Europe/Podgorica" }, { "MK", "Europe/Skopje" },
    { "RO", "Europe/Bucharest" }, { "RS", "Europe/Belgrade" },  { "SI", "Europe/Ljubljana" },
    { "TR", "Europe/Istanbul" },  { "XK", "Europe/Belgrade" },
};
enum { NEAR = sizeof near / sizeof *near - 1 }; /* without Kosovo, which shares its zone */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct known {
    char name[ZONE_NAME];
    UCalendar *calendar;
} known[ZONES];
static size_t n_known;
static const char *places[ZONES];
static char place_names[ZONES][ZONE_NAME];
static size_t n_places;
static pthread_once_t listing = PTHREAD_ONCE_INIT;

/* Characters of IANA's names only; the rest of ICU's own inventions is refused by it not being a
 * name of the system. */
static bool wide(const char *name, UChar out[ZONE_NAME])
{
    size_t n = name ? strlen(name) : 0;
    if (!n || n >= ZONE_NAME) return false;
    for (size_t i = 0; i <= n; i++) {
        if (name[i] &&
            !strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-", name[i]))
            return false;
        out[i] = (UChar)name[i];
    }
    return true;
}

/* Under the lock. NULL: no such zone. */
static UCalendar *calendar_of(const char *name)
{
    for (size_t i = 0; i < n_known; i++)
        if (strcmp(known[i].name, name) == 0) return known[i].calendar;
    UChar id[ZONE_NAME], canonical[64];
    UErrorCode error = U_ZERO_ERROR;
    UBool of_system = 0;
    if (n_known == ZONES || !wide(name, id)) return NULL;
    ucal_getCanonicalTimeZoneID(id, -1, canonical, 64, &of_system, &error);
    if (U_FAILURE(error) || !of_system) return NULL;
    UCalendar *c = ucal_open(id, -1, "en", UCAL_GREGORIAN, &error);
    if (U_FAILURE(error)) return NULL;
    memcpy(known[n_known].name, name, strlen(name) + 1);
    known[n_known++].calendar = c;
    return c;
}

static bool offset_at(const char *zone, stamp s, int *out)
{
    UErrorCode error = U_ZERO_ERROR;
    *out = 0;
    if (!zone) return false;
    pthread_mutex_lock(&lock);
    UCalendar *c = calendar_of(zone);
    if (c) {
        ucal_setMillis(c, (UDate)s * 1000, &error);
        *out =
            (ucal_get(c, UCAL_ZONE_OFFSET, &error) + ucal_get(c, UCAL_DST_OFFSET, &error)) / 1000;
    }
    pthread_mutex_unlock(&lock);
    MUST(U_SUCCESS(error));
    return c != NULL;
}

bool zone_ok(const char *name)
{
    int offset;
    return offset_at(name, 0, &offset);
}

int zone_offset(const char *zone, stamp s)
{
    int offset;
    offset_at(zone, s, &offset);
    return offset;
}

bool zone_local(const char *zone, stamp s, struct zone_time *out)
{
    int offset;
    const bool there_is = offset_at(zone, s, &offset);
    const stamp shown = s + offset;
    *out = (struct zone_time){ .day = date_of_stamp(shown) };
    const int rest = (int)(shown - (stamp)out->day.day * DAY);
    out->hour = rest / 3600;
    out->minute = rest / 60 % 60;
    out->second = rest % 60;
    return there_is;
}

stamp zone_stamp(const char *zone, struct zone_time local)
{
    const stamp shown =
        (stamp)local.day.day * DAY + local.hour * 3600 + local.minute * 60 + local.second;
    const int before = zone_offset(zone, shown - DAY), after = zone_offset(zone, shown + DAY);
    if (before == after) return shown - before;
    /* On the day the clocks are changed: what was before comes first, and decides where nothing
     * fits. */
    if (zone_offset(zone, shown - before) == before) return shown - before;
    if (zone_offset(zone, shown - after) == after) return shown - after;
    return shown - before;
}

const char *zone_label(struct cx *cx, const char *zone, stamp s)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar wide_name[64];
    const int offset = zone_offset(zone, s);
    int32_t n = 0;
    pthread_mutex_lock(&lock);
    UCalendar *c = zone ? calendar_of(zone) : NULL;
    if (c) {
        ucal_setMillis(c, (UDate)s * 1000, &error);
        n = ucal_getTimeZoneDisplayName(
            c, ucal_inDaylightTime(c, &error) ? UCAL_SHORT_DST : UCAL_SHORT_STANDARD, "en_GB",
            wide_name, 64, &error);
    }
    pthread_mutex_unlock(&lock);
    char *out = arena_alloc(cx->arena, 65);
    bool letters = U_SUCCESS(error) && n > 0 && n < 64;
    for (int32_t i = 0; i < n && letters; i++) {
        letters = wide_name[i] >= 'A' && wide_name[i] <= 'Z';
        out[i] = (char)wide_name[i];
    }
    out[letters ? n : 0] = 0;
    if (letters) return out;
    const int minutes = abs(offset) / 60;
    if (!minutes) return "UTC";
    if (minutes % 60 == 0)
        return arena_printf(cx->arena, "UTC%c%d", offset < 0 ? '-' : '+', minutes / 60);
    return arena_printf(cx->arena, "UTC%c%d:%02d", offset < 0 ? '-' : '+', minutes / 60,
                        minutes % 60);
}

const char *zone_of_country(const char *code)
{
    if (!code || strlen(code) != 2) return NULL;
    for (size_t i = 0; i <= NEAR; i++)
        if (strcmp(near[i].country, code) == 0) return near[i].zone;
    UErrorCode error = U_ZERO_ERROR;
    UEnumeration *e =
        ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, code, NULL, &error);
    const char *first = U_SUCCESS(error) ? uenum_next(e, NULL, &error) : NULL;
    const char *out = NULL;
    for (size_t i = 0; first && !out && zone_at(i); i++)
        if (strcmp(zone_at(i), first) == 0) out = zone_at(i);
    uenum_close(e);
    return out;
}

static bool is_near(const char *name)
{
    for (size_t i = 0; i < NEAR; i++)
        if (strcmp(near[i].zone, name) == 0) return true;
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_places(void)
{
    UErrorCode error = U_ZERO_ERROR;
    for (size_t i = 0; i < NEAR; i++) places[n_places++] = near[i].zone;
    UEnumeration *e =
        ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, NULL, NULL, &error);
    for (const char *z; U_SUCCESS(error) && (z = uenum_next(e, NULL, &error));) {
        if (n_places == ZONES - 1 || strlen(z) >= ZONE_NAME || is_near(z)) continue;
        memcpy(place_names[n_places], z, strlen(z) + 1);
        places[n_places] = place_names[n_places];
        n_places++;
    }
    uenum_close(e);
    qsort(places + NEAR, n_places - NEAR, sizeof *places, by_name);
    places[n_places++] = ZONE_UTC;
}

size_t zone_near(void) { return NEAR; }

const char *zone_at(size_t i)
{
    pthread_once(&listing, list_places);
    return i < n_places ? places[i] : NULL;
}
