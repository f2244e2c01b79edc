/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.h — the outbox: a mail is a row, written in the transaction of its cause; a worker sends it
 * later. So a cause that is rolled back sends nothing, and one that is committed is not forgotten.
 */
#ifndef KOLO_MAIL_MAIL_H
#define KOLO_MAIL_MAIL_H

#include "base/cx.h"

/** What goes to one person. Texts are in the recipient's language already, see mail_begin. */
struct mail {
    const char *cause;     /* "report.return" */
    const char *cause_key; /* what happened, once: "report 12 version 3" */
    int64_t project;       /* 0: none */
    int64_t account;       /* 0: somebody who does not log in; then the address is who it is */
    const char *address, *name, *lang;
    const char *subject; /* one line */
    const char *body;    /* paragraphs, with an empty line between them */
    const char *path;    /* where it leads in Kolo: "/p/1/report/12" */
    const char *thread;  /* "report-12": mails of one thread are shown together */
    /* What an answer by mail is a contribution to: a word of mail/reply.h and its number; NULL: a
     * mail that cannot be answered. */
    const char *reply_type;
    int64_t reply;
    const char *calendar, *calendar_method; /* an iCalendar object and its METHOD; NULL: none */
};

/** mail_add(cx, m): inside a write transaction. Once per recipient and cause: a second mail for the
 * same is left out, and that is RC_OK. An address in a domain kept for examples (RFC 2606: .test,
 * .example, .invalid) is suppressed, so that a demonstration or a trial never leaves the server. */
enum rc mail_add(struct cx *cx, const struct mail *m) MUST_USE;

/** mail_language(cx, lang): from now on T() speaks the recipient's; returns what it spoke before,
 * to be put back into cx->locale. */
const struct locale *mail_language(struct cx *cx, const char *lang);

#endif
