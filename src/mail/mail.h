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
    /* Where one click ends mails of this kind (RFC 8058): the path of a page that takes a POST
     * without a session and asks on a GET, "/unsubscribe/WORD" with a word of mail/sign.h; NULL:
     * this mail has to go. */
    const char *unsubscribe;
    stamp not_before; /* does not go earlier: the recipient's quiet hours end then; 0: at once */
};

/** mail_add(cx, m): inside a write transaction. Once per recipient and cause: a second mail for the
 * same is left out, and that is RC_OK. Kept back (“suppressed”) is a mail to an address in a domain
 * kept for examples (RFC 2606: .test, .example, .invalid), so that a demonstration or a trial never
 * leaves the server, one to an address that mail came back from, until a person lifts that, and one
 * that its recipient wants no more (mail_unwant). */
enum rc mail_add(struct cx *cx, const struct mail *m) MUST_USE;
/** mail_key(cx, address): what addresses are compared by: ASCII letters small. */
const char *mail_key(struct cx *cx, const char *address);
/** mail_is_example(address): belongs to nobody. */
bool mail_is_example(const char *address);

/* What leads back to a mail of ours, each a word of mail/sign.h over {its id}:
 *   Reply-To     WORD for MAIL_REPLY, which ends; behind the + of KOLO_MAIL_REPLY
 *   MAIL FROM    WORD for MAIL_BOUNCE; the same: a mail to it is about what did not arrive
 *   Message-ID   WORD for MAIL_SELF, before the @; in References and In-Reply-To of an answer
 */
#define MAIL_REPLY "reply"
#define MAIL_BOUNCE "bounce"
#define MAIL_SELF "mail"

/** mail_bounced(cx, mail, dead, text): inside a write transaction: what was sent came back for good
 * (a DSN with the action “failed”; a mere delay is none). It becomes “bounced”; ${text} is what the
 * other server said. ${dead}: nobody has this address any more (5.1.x), so further mails to it are
 * kept back; a full mailbox is none. The same again changes nothing. RC_MISSING: no such mail. */
enum rc mail_bounced(struct cx *cx, int64_t mail, bool dead, const char *text) MUST_USE;
/** mail_lift(cx, address, project): inside a write transaction: mails go to this address again.
 * RC_CONFLICT when they do. The trail of ${project} tells of it. */
enum rc mail_lift(struct cx *cx, const char *address, int64_t project) MUST_USE;

/** mail_unwant(cx, address, end): inside a write transaction: who has this address and no account
 * ends all mails that carry an ${unsubscribe}, or takes that back; other mails go on. The caller
 * audits. mail_unwanted: is it so now? */
enum rc mail_unwant(struct cx *cx, const char *address, bool end) MUST_USE;
enum rc mail_unwanted(struct cx *cx, const char *address, bool *out) MUST_USE;

/** mail_forget(cx, cause, cause_key): inside a write transaction: of what was put in for it,
 * subject and text go, and the addresses of those who do not log in; what has not gone yet stays
 * here. */
enum rc mail_forget(struct cx *cx, const char *cause, const char *cause_key) MUST_USE;

/** mail_hold(cx, type, reply, address, why): inside a write transaction: what is to be answered as
 * ${type} ${reply} and has not gone to this address yet stays here; ${why} is shown with it. */
enum rc mail_hold(struct cx *cx, const char *type, int64_t reply, const char *address,
                  const char *why) MUST_USE;

/** mail_language(cx, lang): from now on T() speaks the recipient's; returns what it spoke before,
 * to be put back into cx->locale. */
const struct locale *mail_language(struct cx *cx, const char *lang);

#endif
