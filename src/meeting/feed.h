/* SPDX-License-Identifier: EUPL-1.2 */
/* feed.h — a person's meetings and task deadlines as a calendar that other programs subscribe to,
 * by an address nobody else knows. Only the digest of its word is kept: it is shown once.
 */
#ifndef KOLO_MEETING_FEED_H
#define KOLO_MEETING_FEED_H

#include "base/cx.h"

/** feed_renew(cx, word): a new word for the viewer; the one before opens nothing any more. */
enum rc feed_renew(struct cx *cx, char word[44]) MUST_USE;
/** feed_end(cx): the viewer's calendar is closed. */
enum rc feed_end(struct cx *cx) MUST_USE;
/** feed_calendar(cx, word, out): the calendar as text, in its owner's language; RC_MISSING for a
 * word that opens nothing. Needs no session: the word is the key. */
enum rc feed_calendar(struct cx *cx, const char *word, const char **out) MUST_USE;

#endif
