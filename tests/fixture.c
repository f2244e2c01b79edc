/* SPDX-License-Identifier: EUPL-1.2 */
/* fixture.c — the people and the project of people.h: ROLE@example.org for each role; and the same
 * with what booked.h says.
 */
#include "tests/fixture.h"

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

enum rc fixture_make(struct cx *cx)
{
    struct people people;
    people_make(cx, &people);
    return tell(cx, people.account[ROLE_PARTNER_COORDINATOR]);
}

enum rc fixture_make_booked(struct cx *cx)
{
    struct booked b;
    booked_make(cx, &b);
    return RC_OK;
}
