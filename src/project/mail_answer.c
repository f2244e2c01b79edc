/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_answer.c — a mail as a mail program of the demonstration's people would write it. */
#include "project/mail_answer.h"

#include "account/viewer.h"
#include "base/rand.h"
#include "mail/letter_write.h"
#include "mail/mail.h"
#include "mail/sign.h"

#define HERE "reply@kolo.example"
enum { DAYS = 180 };

static const struct inbound_config config = { .address = HERE,
                                              .from = HERE,
                                              .list = "kolo.example" };

bool mail_of_demo(struct cx *cx, int64_t project, const struct mail_of_project_row *mail)
{
    const struct viewer *v = cx->viewer;
    bool demo = false;
    for (size_t i = 0; v && i < v->n_projects; i++)
        if (v->projects[i].id == project) demo = v->projects[i].is_demo;
    return demo && mail_is_example(mail_key(cx, mail->address));
}

enum rc mail_answer(struct cx *cx, const struct mail_of_project_row *mail, const char *text,
                    struct inbound_end *end)
{
    const struct signed_word w = { .purpose = MAIL_REPLY,
                                   .number = { mail->id },
                                   .n = 1,
                                   .until = cx->now + (stamp)DAYS * 86400 };
    const char *to = "";
    char id[44];
    enum rc rc = sign_address(cx, HERE, &w, &to);
    if (rc) return rc;
    rand_token(id);
    const str raw =
        letter_write(cx, &(struct letter_written){
                             .name = mail->name,
                             .from = mail->address,
                             .to = to,
                             .subject = arena_printf(cx->arena, "Re: %s", mail->subject),
                             .message_id = arena_printf(cx->arena, "%s@demonstration.example", id),
                             .text = text });
    return inbound_take(cx, &config, raw, (int64_t)raw.n, INBOUND_PIPE, end);
}
