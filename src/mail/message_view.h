/* SPDX-License-Identifier: EUPL-1.2 */
/* message_view.h — a mail of the outbox as text and as HTML, in the language of its recipient.
 * Private to mail.
 */
#ifndef KOLO_MAIL_MESSAGE_VIEW_H
#define KOLO_MAIL_MESSAGE_VIEW_H

#include "web/html.h"

struct message_view {
    const char *lang, *subject, *why;
    const char *const *paragraphs;
    size_t n;
    struct url url; /* p NULL: leads nowhere */
};

/** message_text, message_html(cx, v): the two bodies, in cx->arena; LF ends a line. cx->locale is
 * the recipient's. */
const char *message_text(struct cx *cx, const struct message_view *v);
const char *message_page(struct cx *cx, const struct message_view *v);
/** message_of(cx, lang, subject, body, base, path): ${body} cut into its paragraphs; ${base} is
 * "https://kolo.example.org", NULL: no link. */
struct message_view message_of(struct cx *cx, const char *lang, const char *subject,
                               const char *body, const char *base, const char *path);

#endif
