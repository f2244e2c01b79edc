/* SPDX-License-Identifier: EUPL-1.2 */
/* ical.h — iCalendar (RFC 5545, and RFC 5546 for invitations) written and read, by libical.
 * Instants are written in UTC, so that no calendar has to know our zones.
 */
#ifndef KOLO_MAIL_ICAL_H
#define KOLO_MAIL_ICAL_H

#include "base/cx.h"

#define ICAL_MOST ((size_t)256 * 1024) /* bytes that are looked at */

struct ical_person {
    const char *name, *address;
    const char *answer; /* "accepted", "tentative", "declined", "" not yet */
    bool chair, optional;
};
struct ical_event {
    const char *uid;
    int64_t sequence;
    stamp starts, ends;
    date day, last; /* for a whole day: then starts is 0 */
    const char *summary, *description, *place, *url;
    const char *organizer_name, *organizer_address; /* address NULL: no organizer is named */
    const struct ical_person *person;
    size_t n;
    bool cancelled, tentative;
};
/** ical_write(cx, method, name, e, n, out): a calendar of ${n} events as text with CRLF, lines
 * folded; ${method} REQUEST, CANCEL or PUBLISH; ${name}: what a feed is called, NULL none. RC_FAIL
 * when the library gives none. */
enum rc ical_write(struct cx *cx, const char *method, const char *name, const struct ical_event *e,
                   size_t n, const char **out) MUST_USE;
/** ical_organizer(cx, text, address, out): the same calendar with answers going to ${address}: the
 * address of one recipient's answer is known only when their mail is made. A text that cannot be
 * read is given back as it is. */
void ical_organizer(struct cx *cx, const char *text, const char *address, const char **out);

/** What a calendar program answers. */
struct ical_reply {
    const char *uid;
    int64_t sequence;
    stamp at;            /* DTSTAMP: when it was answered; 0: not said */
    const char *address; /* of the first who answers, "" none */
    const char *answer;  /* accepted, tentative, declined; "" something else */
    const char *comment; /* "" none */
};
/** ical_read_reply(cx, text, out): any bytes. RC_INVALID with a sentence: not a calendar, not a
 * METHOD:REPLY, or without the event it answers. */
enum rc ical_read_reply(struct cx *cx, str text, struct ical_reply *out) MUST_USE;

#endif
