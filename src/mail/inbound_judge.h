/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound_judge.h — what a mail that came in is, before anybody takes it. Private to mail. */
#ifndef KOLO_MAIL_INBOUND_JUDGE_H
#define KOLO_MAIL_INBOUND_JUDGE_H

#include "mail/inbound.h"
#include "mail/inbound_sql.h"
#include "mail/letter.h"

/** What is known and decided. ${state} INBOUND_PLACED: it may be given to the domain. */
struct judged {
    const char *state, *reason;
    bool has_ours, has_sender;
    struct inbound_ours_row ours;     /* the mail of ours that it answers, or that came back */
    struct inbound_sender_row sender; /* the account its From names, whoever may have written it */
    int64_t project;
    bool proven; /* the address was good: it was sent to whoever wrote this */
};

/** inbound_judge(cx, cfg, l, body, size, out): reads, writes nothing. ${body}: what the person
 * wrote. */
enum rc inbound_judge(struct cx *cx, const struct inbound_config *cfg, const struct letter *l,
                      const char *body, int64_t size, struct judged *out) MUST_USE;

/** inbound_answer(cx, l, j, said): inside a transaction: a person who can be known is told by mail
 * that theirs lies in the tray, and why; at most once a day, but each time where the address was
 * good. ${said}: the domain's refusal; "" none. */
enum rc inbound_answer(struct cx *cx, const struct letter *l, const struct judged *j,
                       const char *key, const char *said) MUST_USE;

/** inbound_bounced(cx, l, j): one of ours did not arrive. */
enum rc inbound_bounced(struct cx *cx, const struct letter *l, const struct judged *j) MUST_USE;

#endif
