/* SPDX-License-Identifier: EUPL-1.2 */
/* fixture.c — the people and the project of people.h: ROLE@example.org for each role; and the same
 * with what booked.h says.
 */
#include "tests/fixture.h"

#include "mail/inbound.h"
#include "mail/mail.h"
#include "mail/mail_sql.h"
#include "notice/notice.h"
#include "store/db.h"
#include "tests/booked.h"

/* The partner coordinator was given a task and has two comments to read. */
static enum rc tell(struct cx *cx, int64_t account)
{
    static const struct notice told[] = {
        { .kind = NOTICE_TASK,
          .cause = "task.give",
          .cause_key = "task 1",
          .subject = "You were given the task “Book the hall”",
          .body = "By Monday.\n\nThe budget is 200 EUR." },
        { .kind = NOTICE_COMMENT,
          .cause = "comment.add",
          .cause_key = "comment 1",
          .subject = "A comment on the hall",
          .body = "It is too small." },
        { .kind = NOTICE_COMMENT,
          .cause = "comment.add",
          .cause_key = "comment 2",
          .subject = "Another comment on the hall",
          .body = "It is not." },
    };
    enum rc rc = db_begin(cx);
    for (size_t i = 0; i < sizeof told / sizeof *told && !rc; i++) {
        struct notice n = told[i];
        n.account = account;
        n.project = PROJECT;
        n.path = "/p/1/activities";
        n.thread = "hall";
        rc = notice_add(cx, &n);
    }
    return db_end(cx, rc);
}

/* A mail to the plain address, with a file, that somebody of the secretariat has to place. */
static enum rc mail_make(struct cx *cx)
{
    static const struct inbound_config cfg = { "reply@kolo.example.org", "kolo@kolo.example.org",
                                               "kolo.example.org" };
    static const char raw[] =
        "From: =?utf-8?B?0J/QtdGC0LDRgCDQn9C10YLRgNC+0LI=?= <petar@mreza.org>\n"
        "To: reply@kolo.example.org\nSubject: Predlog za obuku\nMessage-ID: <1@mreza.org>\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        "Content-Type: text/plain; charset=utf-8\n\nMože i u <Šapcu>.\n\nOn 3 May 2007 at 14:20, "
        "Kolo wrote:\n> Where?\n\n--b\nContent-Type: text/csv; name=plan.csv\n"
        "Content-Disposition: attachment; filename=plan.csv\n\nwhat,when\n--b--\n";
    struct inbound_end end;
    return inbound_take(cx, &cfg, (str){ raw, sizeof raw - 1 }, sizeof raw - 1, INBOUND_PIPE, &end);
}

/* Two mails to people without an account. The first comes back. */
static enum rc post(struct cx *cx)
{
    static const struct mail sent[] = {
        { .cause = "meeting.invite", .cause_key = "1", .address = "vera@mreza.rs", .name = "Vera" },
        { .cause = "meeting.invite", .cause_key = "2", .address = "vera@mreza.rs", .name = "Vera" },
    };
    enum rc rc = db_begin(cx);
    for (size_t i = 0; i < sizeof sent / sizeof *sent && !rc; i++) {
        struct mail m = sent[i];
        m.project = PROJECT;
        m.lang = "en";
        m.subject = "Two days in Šabac";
        m.body = "Will you come?\n\n[I will](/answer/secret-word)\n\nUntil then.";
        m.path = "/p/1/activities";
        m.thread = "meeting-1";
        rc = mail_add(cx, &m);
    }
    struct mail_claim_rows claim;
    if (!rc) rc = mail_claim(cx, cx->now, 1, cx->now + 60, &claim);
    if (!rc) rc = mail_bounced(cx, claim.v[0].id, true, "550 5.1.1 User unknown");
    return db_end(cx, rc);
}

enum rc fixture_make(struct cx *cx)
{
    struct people people;
    people_make(cx, &people);
    enum rc rc = tell(cx, people.account[ROLE_PARTNER_COORDINATOR]);
    if (!rc) rc = mail_make(cx);
    return rc ? rc : post(cx);
}

enum rc fixture_make_booked(struct cx *cx)
{
    struct booked b;
    booked_make(cx, &b);
    return RC_OK;
}
