/* SPDX-License-Identifier: EUPL-1.2 */
/* message_view.h — a mail of the outbox as text and as HTML, in the language of its recipient.
 * Private to mail.
 */
#ifndef KOLO_MAIL_MESSAGE_VIEW_H
#define KOLO_MAIL_MESSAGE_VIEW_H

#include "web/html.h"

/** A paragraph; or, where url.p, a link with its words. */
struct message_part {
    const char *text;
    struct url url;
};
struct message_view {
    const char *lang, *subject, *why;
    const struct message_part *part;
    size_t n;
    struct url url; /* p NULL: leads nowhere */
};

/** message_text, message_html(cx, v): the two bodies, in cx->arena; LF ends a line. cx->locale is
 * the recipient's. */
const char *message_text(struct cx *cx, const struct message_view *v);
const char *message_page(struct cx *cx, const struct message_view *v);
/** message_of(cx, lang, subject, body, base, path): ${body} cut into its paragraphs; ${base} is
 * "https://kolo.example.org", NULL: no link. A paragraph "[Support](/position/WORD)" is a link to
 * that page of ours; without a base it is left out. */
struct message_view message_of(struct cx *cx, const char *lang, const char *subject,
                               const char *body, const char *base, const char *path);

#endif
