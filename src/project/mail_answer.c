/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_answer.c — a mail as a mail program of the demonstration's people would write it. */
#include "project/mail_answer.h"

#include "account/viewer.h"
#include "base/rand.h"
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
    const char *raw = arena_printf(cx->arena,
                                   "From: <%s>\r\nTo: <%s>\r\nSubject: Re: %s\r\n"
                                   "Message-ID: <%s@demonstration.example>\r\n"
                                   "MIME-Version: 1.0\r\n"
                                   "Content-Type: text/plain; charset=utf-8\r\n"
                                   "Content-Transfer-Encoding: 8bit\r\n\r\n%s\r\n",
                                   mail->address, to, mail->subject, id, text);
    return inbound_take(cx, &config, str_of(raw), (int64_t)str_of(raw).n, INBOUND_PIPE, end);
}
