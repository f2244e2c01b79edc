/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_answer.h — the demonstration's people have no mailbox, so whoever tries Kolo answers a mail
 * in their name. It goes the way of every mail that comes in. Nobody gains by it: the sign-in page
 * lets one be any of them with one click.
 */
#ifndef KOLO_PROJECT_MAIL_ANSWER_H
#define KOLO_PROJECT_MAIL_ANSWER_H

#include "mail/inbound.h"
#include "mail/mail_sql.h"

/** mail_of_demo(cx, project, mail): ${project} is a demonstration and the mail is to an address
 * that belongs to nobody: its links are shown, and it is answered here. */
bool mail_of_demo(struct cx *cx, int64_t project, const struct mail_of_project_row *mail);
/** mail_answer(cx, mail, text, end): outside a transaction: ${text} from its recipient, as
 * inbound_take. */
enum rc mail_answer(struct cx *cx, const struct mail_of_project_row *mail, const char *text,
                    struct inbound_end *end) MUST_USE;

#endif
