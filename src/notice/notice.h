/* SPDX-License-Identifier: EUPL-1.2 */
/* notice.h — a person is told that something happened. How it reaches them (in Kolo, by mail at
 * once, in a digest, not at all) is their own choice, a kind at a time; the domain in which it
 * happened only says who, what and in which words.
 */
#ifndef KOLO_NOTICE_NOTICE_H
#define KOLO_NOTICE_NOTICE_H

#include "base/cx.h"

/** Kinds that people choose for. Their numbers stand in links of mails that were sent: a new one
 * goes to the end. */
enum notice_kind {
    NOTICE_REPORT,       /* a report changed hands */
    NOTICE_COMMENT,      /* somebody wrote in a thread that one takes part in */
    NOTICE_MENTION,      /* somebody named one */
    NOTICE_CONSULTATION, /* opened, changed, closing, closed */
    NOTICE_MEETING,      /* invited, moved, cancelled, minutes */
    NOTICE_DECISION,
    NOTICE_TASK, /* given, due */
    NOTICE_KINDS
};
/** The word of the database: "mention". */
const char *notice_kind_name(enum notice_kind kind);
bool notice_kind_parse(const char *name, enum notice_kind *out);

/** What one person is told. Texts are in the recipient's language: see notice_reader. */
struct notice {
    enum notice_kind kind;
    const char *cause;     /* "report.return" */
    const char *cause_key; /* what happened, once: "report 12 version 3" */
    int64_t project;       /* 0: none */
    int64_t account;
    const char *subject;    /* one line */
    const char *body;       /* paragraphs, with an empty line between them */
    const char *path;       /* where it leads in Kolo: "/p/1/report/12" */
    const char *thread;     /* "report-12": mails of one thread are shown together */
    const char *reply_type; /* what an answer by mail is a contribution to: a kind of talk/object.h;
                               NULL: cannot be answered */
    int64_t reply;
    /* An iCalendar object and its METHOD: goes by mail, at once whatever was chosen and at whatever
     * hour: an answer or a cancellation that comes in the morning comes too late. NULL: none. */
    const char *calendar, *calendar_method;
    /* Has to arrive whatever was chosen and at whatever hour: a link to confirm, a new password.
     * Its body is kept out of the list in Kolo, for it may hold a secret. */
    bool always;
};

/** notice_reader(cx, account): from now on T() speaks that person's language, and i18n_stamp shows
 * their clock; returns what was spoken before, to be put back into cx->locale. The clock notice_add
 * puts back. An unknown account changes nothing. */
const struct locale *notice_reader(struct cx *cx, int64_t account);
/** notice_add(cx, n): inside a write transaction; once per recipient and cause, a second for the
 * same is RC_OK. The person who does it (cx->viewer) is not told unless ${always}. One happening
 * told through two kinds (the same cause_key in the same request, another kind: a comment that also
 * names somebody) counts once, through the kind that comes sooner. */
enum rc notice_add(struct cx *cx, const struct notice *n) MUST_USE;
/** notice_forget(cx, cause, cause_key): what people were told of it is kept no longer, neither in
 * their lists nor in the outbox. */
enum rc notice_forget(struct cx *cx, const char *cause, const char *cause_key) MUST_USE;

#endif
