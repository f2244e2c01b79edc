/* SPDX-License-Identifier: EUPL-1.2 */
/* letter_parts.h — text, files, calendar and delivery status out of the parts of a mail. Private to
 * mail; with letter.c the only place that knows GMime.
 */
#ifndef KOLO_MAIL_LETTER_PARTS_H
#define KOLO_MAIL_LETTER_PARTS_H

#include "mail/letter.h"

#include <gmime/gmime.h>

/** letter_parts(cx, m, out): fills whole, calendar, file, bounce, cut. */
void letter_parts(struct cx *cx, GMimeMessage *m, struct letter *out);

#endif
