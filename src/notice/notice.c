/* SPDX-License-Identifier: EUPL-1.2 */
/* notice.c — tells a person. It knows no cause and no words. */
#include "notice/notice.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "notice/notice_sql.h"

const struct locale *notice_reader(struct cx *cx, int64_t account)
{
    struct notice_person_row p;
    bool found = false;
    if (notice_person(cx, account, &p, &found) || !found) return cx->locale;
    return mail_language(cx, p.lang);
}

enum rc notice_add(struct cx *cx, const struct notice *n)
{
    struct notice_person_row p;
    bool found;
    if (n->account == viewer_is(cx) && !n->always) return RC_OK;
    enum rc rc = notice_person(cx, n->account, &p, &found);
    if (rc || !found) return rc;
    return mail_add(cx, &(struct mail){ .cause = n->cause,
                                        .cause_key = n->cause_key,
                                        .project = n->project,
                                        .account = p.id,
                                        .address = p.email,
                                        .name = p.name,
                                        .lang = p.lang,
                                        .subject = n->subject,
                                        .body = n->body,
                                        .path = n->path,
                                        .thread = n->thread,
                                        .reply_type = n->reply_type,
                                        .reply = n->reply,
                                        .calendar = n->calendar,
                                        .calendar_method = n->calendar_method });
}
