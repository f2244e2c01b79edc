/* SPDX-License-Identifier: EUPL-1.2 */
/* smtp_message.h — a mail as libcurl takes it. Private to smtp.c. */
#ifndef KOLO_MAIL_SMTP_MESSAGE_H
#define KOLO_MAIL_SMTP_MESSAGE_H

#include "mail/smtp.h"

#include <curl/curl.h>

/** smtp_headers, smtp_body(cx, …): NULL: no memory. The caller frees them as libcurl asks. */
struct curl_slist *smtp_headers(struct cx *cx, const struct smtp_config *cfg,
                                const struct smtp_mail *m);
curl_mime *smtp_body(struct cx *cx, CURL *curl, const struct smtp_mail *m);

#endif
