/* SPDX-License-Identifier: EUPL-1.2 */
/* message_view.h — a mail of the outbox as text and as HTML, in the language of its recipient. */
#ifndef KOLO_MAIL_MESSAGE_VIEW_H
#define KOLO_MAIL_MESSAGE_VIEW_H

#include "web/html.h"

/** A paragraph; or, where url.p, a link with its words. */
struct message_part {
    const char *text;
    struct url url;
};
/* What the outbox has of it. */
struct message {
    const char *lang, *subject, *body;
    const char *base;        /* "https://kolo.example.org"; "": for a page of Kolo; NULL: none */
    const char *path;        /* where it leads in Kolo; "": nowhere */
    const char *unsubscribe; /* where mails of its kind end, whole; NULL: it has to go */
    bool answerable;         /* an answer by mail finds its way */
};
struct message_view {
    const char *lang, *subject, *why;
    const struct message_part *part;
    size_t n;
    struct url url, unsubscribe; /* p NULL: none */
};

/** message_of(cx, m): cut into its paragraphs. One that is "[Support](/position/WORD)" is a link to
 * that page of ours; without a base only its words are there. cx->locale is the recipient's. */
struct message_view message_of(struct cx *cx, const struct message *m);
/** message_leads(cx, path): the page that a mail leads to, for whoever reads it in Kolo; p NULL
 * where it leads nowhere, or where its address is for the recipient alone. */
struct url message_leads(struct cx *cx, const char *path);
/** message_text, message_page(cx, v): the two bodies, in cx->arena; LF ends a line. */
const char *message_text(struct cx *cx, const struct message_view *v);
const char *message_page(struct cx *cx, const struct message_view *v);

#endif
