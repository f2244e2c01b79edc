/* SPDX-License-Identifier: EUPL-1.2 */
/* form_time.h — days and hours as people type them. */
#ifndef KOLO_WEB_FORM_TIME_H
#define KOLO_WEB_FORM_TIME_H

#include "base/cx.h"
#include "base/str.h"

/** form_date_read: 2027-03-31, or d.m.yyyy with blanks and a last full stop. */
bool form_date_read(str s, date *out);
/** form_stamp_read(cx, s, out): day and hour by the clock of the reader's zone (cx->zone):
 * 2027-03-31T14:30, 2027-03-31 14:30, 31.3.2027 14:30, each with seconds or without; an instant
 * with Z at the end is UTC as programs write it. */
bool form_stamp_read(struct cx *cx, str s, stamp *out);
/** form_stamp_text(cx, s): as an input of type datetime-local takes it, in the reader's zone; ""
 * for 0. */
const char *form_stamp_text(struct cx *cx, stamp s);

#endif
