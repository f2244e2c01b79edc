/* SPDX-License-Identifier: EUPL-1.2 */
/* ical.c — iCalendar by libical. What comes from outside is cut to ICAL_MOST bytes and checked to
 * be text before the library sees it, and nothing but a handful of values is taken from it.
 */
#include "mail/ical.h"

#include "base/utf8.h"
#include "i18n/i18n.h"

#include <ctype.h>
#include <libical/ical.h>
#include <pthread.h>
#include <string.h>

#define PRODUCT "-//Kolo//Kolo//EN"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static icaltimezone *utc;

/* The library makes its zone at the first call, which is not safe from several threads. */
static void begin(void)
{
    icalerror_set_errors_are_fatal(false);
    utc = icaltimezone_get_utc_timezone();
}

static void drop(void *p) { icalcomponent_free(p); }

/* ---- writing --------------------------------------------------------------------------------- */

static struct icaltimetype instant(stamp s)
{
    return icaltime_from_timet_with_zone((time_t)s, 0, utc);
}

static struct icaltimetype day(date d)
{
    struct icaltimetype t = icaltime_null_date();
    date_parts(d, &t.year, &t.month, &t.day);
    return t;
}

/* Names stand in parameters, where a quote or a line's end cannot be written. */
static const char *plain(struct cx *cx, const char *z)
{
    char *copy = arena_dup(cx->arena, z ? z : "");
    for (char *c = copy; *c; c++) {
        if (*c == '"') *c = '\'';
        if ((unsigned char)*c < ' ' || *c == 0x7f) *c = ' ';
    }
    return copy;
}

static const char *mailto(struct cx *cx, const char *address)
{
    return arena_printf(cx->arena, "mailto:%s", plain(cx, address));
}

static icalparameter_partstat partstat(const char *answer)
{
    if (z_eq(answer, "accepted")) return ICAL_PARTSTAT_ACCEPTED;
    if (z_eq(answer, "tentative")) return ICAL_PARTSTAT_TENTATIVE;
    if (z_eq(answer, "declined")) return ICAL_PARTSTAT_DECLINED;
    return ICAL_PARTSTAT_NEEDSACTION;
}

static icalproperty *person(struct cx *cx, const struct ical_person *p)
{
    icalproperty *a = icalproperty_new_attendee(mailto(cx, p->address));
    if (*plain(cx, p->name))
        icalproperty_add_parameter(a, icalparameter_new_cn(plain(cx, p->name)));
    icalproperty_add_parameter(a, icalparameter_new_role(p->chair      ? ICAL_ROLE_CHAIR
                                                         : p->optional ? ICAL_ROLE_OPTPARTICIPANT
                                                                       : ICAL_ROLE_REQPARTICIPANT));
    icalproperty_add_parameter(a, icalparameter_new_partstat(partstat(p->answer)));
    icalproperty_add_parameter(a, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
    return a;
}

static void put_text(icalcomponent *c, icalproperty *(*make)(const char *), const char *text)
{
    if (text && *text) icalcomponent_add_property(c, make(text));
}

static void put_when(icalcomponent *c, const struct ical_event *e)
{
    if (e->starts) {
        icalcomponent_add_property(c, icalproperty_new_dtstart(instant(e->starts)));
        icalcomponent_add_property(c, icalproperty_new_dtend(instant(e->ends)));
        return;
    }
    icalcomponent_add_property(c, icalproperty_new_dtstart(day(e->day)));
    icalcomponent_add_property(c, icalproperty_new_dtend(day(date_add(e->last, 1))));
    icalcomponent_add_property(c, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
}

static icalcomponent *event(struct cx *cx, const struct ical_event *e)
{
    icalcomponent *c = icalcomponent_new_vevent();
    icalcomponent_add_property(c, icalproperty_new_uid(e->uid));
    icalcomponent_add_property(c, icalproperty_new_dtstamp(instant(cx->now)));
    icalcomponent_add_property(c, icalproperty_new_sequence((int)e->sequence));
    put_when(c, e);
    put_text(c, icalproperty_new_summary, e->summary);
    put_text(c, icalproperty_new_description, e->description);
    put_text(c, icalproperty_new_location, e->place);
    put_text(c, icalproperty_new_url, e->url);
    icalcomponent_add_property(c, icalproperty_new_status(e->cancelled   ? ICAL_STATUS_CANCELLED
                                                          : e->tentative ? ICAL_STATUS_TENTATIVE
                                                                         : ICAL_STATUS_CONFIRMED));
    if (e->organizer_address) {
        icalproperty *o = icalproperty_new_organizer(mailto(cx, e->organizer_address));
        icalproperty_add_parameter(o, icalparameter_new_cn(plain(cx, e->organizer_name)));
        icalcomponent_add_property(c, o);
    }
    for (size_t i = 0; i < e->n; i++) icalcomponent_add_property(c, person(cx, &e->person[i]));
    return c;
}

static const char *text_of(struct cx *cx, icalcomponent *calendar)
{
    char *text = icalcomponent_as_ical_string_r(calendar);
    const char *copy = arena_dup(cx->arena, text);
    if (text) icalmemory_free_buffer(text);
    return copy;
}

enum rc ical_write(struct cx *cx, const char *method, const char *name, const struct ical_event *e,
                   size_t n, const char **out)
{
    pthread_once(&once, begin);
    icalcomponent *c = icalcomponent_new_vcalendar();
    icalcomponent_add_property(c, icalproperty_new_version("2.0"));
    icalcomponent_add_property(c, icalproperty_new_prodid(PRODUCT));
    icalcomponent_add_property(c, icalproperty_new_method(icalproperty_string_to_method(method)));
    if (name) {
        icalproperty *x = icalproperty_new_x(name);
        icalproperty_set_x_name(x, "X-WR-CALNAME");
        icalcomponent_add_property(c, x);
    }
    for (size_t i = 0; i < n; i++) icalcomponent_add_component(c, event(cx, &e[i]));
    *out = text_of(cx, c);
    icalcomponent_free(c);
    return *out ? RC_OK : fail(cx, "libical wrote no calendar");
}

void ical_organizer(struct cx *cx, const char *text, const char *address, const char **out)
{
    *out = text;
    pthread_once(&once, begin);
    icalcomponent *c = icalparser_parse_string(text);
    if (!c) return;
    for (icalcomponent *e = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT); e;
         e = icalcomponent_get_next_component(c, ICAL_VEVENT_COMPONENT)) {
        icalproperty *o = icalcomponent_get_first_property(e, ICAL_ORGANIZER_PROPERTY);
        if (o) icalproperty_set_organizer(o, mailto(cx, address));
    }
    const char *changed = text_of(cx, c);
    if (changed) *out = changed;
    icalcomponent_free(c);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* The library counts in int and multiplies: what is no moment of our calendar is none at all. */
static stamp moment(struct icaltimetype t)
{
    if (icaltime_is_null_time(t) || t.is_date || t.hour < 0 || t.hour > 23 || t.minute < 0 ||
        t.minute > 59 || t.second < 0 || t.second > 60)
        return 0;
    const date d = date_make(t.year, t.month, t.day);
    return date_given(d)
               ? (stamp)d.day * 86400 + (stamp)t.hour * 3600 + (stamp)t.minute * 60 + t.second
               : 0;
}

static const char *taken(struct cx *cx, const char *z, size_t most)
{
    if (!z) return "";
    str s = { z, strlen(z) };
    if (s.n > most) s.n = most;
    while (s.n && !utf8_ok(s)) s.n--;
    return arena_str(cx->arena, str_trim(s));
}

static const char *address_of(struct cx *cx, icalproperty *attendee)
{
    const char *z = icalproperty_get_attendee(attendee);
    if (z && strlen(z) > 7 && str_is_nocase((str){ z, 7 }, "mailto:")) z += 7;
    return taken(cx, z, 254);
}

static const char *answer_of(icalproperty *attendee)
{
    icalparameter *p = icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER);
    const icalparameter_partstat s = p ? icalparameter_get_partstat(p) : ICAL_PARTSTAT_NONE;
    return s == ICAL_PARTSTAT_ACCEPTED    ? "accepted"
           : s == ICAL_PARTSTAT_TENTATIVE ? "tentative"
           : s == ICAL_PARTSTAT_DECLINED  ? "declined"
                                          : "";
}

static enum rc read_event(struct cx *cx, icalcomponent *e, struct ical_reply *out)
{
    icalproperty *p = icalcomponent_get_first_property(e, ICAL_UID_PROPERTY);
    out->uid = taken(cx, p ? icalproperty_get_uid(p) : NULL, 200);
    if ((p = icalcomponent_get_first_property(e, ICAL_SEQUENCE_PROPERTY)))
        out->sequence = icalproperty_get_sequence(p);
    if (out->sequence < 0) out->sequence = 0;
    if ((p = icalcomponent_get_first_property(e, ICAL_DTSTAMP_PROPERTY)))
        out->at = moment(icalproperty_get_dtstamp(p));
    if ((p = icalcomponent_get_first_property(e, ICAL_COMMENT_PROPERTY)))
        out->comment = taken(cx, icalproperty_get_comment(p), 2000);
    if ((p = icalcomponent_get_first_property(e, ICAL_ATTENDEE_PROPERTY))) {
        out->address = address_of(cx, p);
        out->answer = answer_of(p);
    }
    return *out->uid ? RC_OK
                     : problem(cx, "",
                               T("The answer of the calendar does not say which meeting it "
                                 "is about."));
}

enum rc ical_read_reply(struct cx *cx, str text, struct ical_reply *out)
{
    *out = (struct ical_reply){ .uid = "", .address = "", .answer = "", .comment = "" };
    pthread_once(&once, begin);
    if (!text.n || text.n > ICAL_MOST || !utf8_ok(text))
        return problem(cx, "", T("The answer of the calendar cannot be read."));
    icalcomponent *c = icalparser_parse_string(arena_str(cx->arena, text));
    if (c) arena_defer(cx->arena, drop, c);
    if (!c || icalcomponent_isa(c) != ICAL_VCALENDAR_COMPONENT)
        return problem(cx, "", T("The answer of the calendar cannot be read."));
    icalproperty *m = icalcomponent_get_first_property(c, ICAL_METHOD_PROPERTY);
    if (!m || icalproperty_get_method(m) != ICAL_METHOD_REPLY)
        return problem(cx, "", T("What came from the calendar is not an answer to an invitation."));
    icalcomponent *e = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
    if (!e)
        return problem(cx, "",
                       T("The answer of the calendar does not say which meeting it is "
                         "about."));
    return read_event(cx, e, out);
}
