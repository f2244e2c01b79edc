/* SPDX-License-Identifier: EUPL-1.2 */
/* charset.h — text of mails as good UTF-8, whatever they call it. Private to mail. */
#ifndef KOLO_MAIL_CHARSET_H
#define KOLO_MAIL_CHARSET_H

#include "base/cx.h"

/** charset_text(cx, bytes, name): ${bytes} of charset ${name} (NULL or unknown: guessed among those
 * of the Balkans) with LF line ends; what is no character of it becomes U+FFFD, control characters
 * go. */
const char *charset_text(struct cx *cx, str bytes, const char *name);
/** charset_clean(cx, z): a header that was decoded already: one line of good UTF-8. */
const char *charset_line(struct cx *cx, const char *z);

#endif
