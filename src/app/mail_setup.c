/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_setup.c — reads how mail goes out. It connects to nothing. */
#include "app/mail_setup.h"

#include "i18n/i18n.h"

#include <stdlib.h>
#include <string.h>

static const char *given(const char *name)
{
    const char *z = getenv(name);
    return z && *z ? z : NULL;
}

static bool begins(const char *z, const char *with) { return !strncmp(z, with, strlen(with)); }

/* Goes into headers and into the talk with the server as it is. */
static bool is_address(const char *z)
{
    const char *at = strchr(z, '@');
    if (!at || at == z || !at[1] || strchr(at + 1, '@')) return false;
    for (; *z; z++)
        if (*z <= ' ' || strchr("<>\"(),;:\\", *z)) return false;
    return true;
}

/* A signed word goes before the @, which may stand behind 64 characters at most (RFC 5321). */
enum { REPLY_MOST = 20 };

enum rc mail_setup_reply(struct cx *cx, const char **out)
{
    *out = given("KOLO_MAIL_REPLY");
    if (!*out || (is_address(*out) && strcspn(*out, "@") <= REPLY_MOST && !strchr(*out, '+')))
        return RC_OK;
    return problem(cx, "",
                   T("KOLO_MAIL_REPLY is the address that answers go to, such as "
                     "reply@kolo.example.org, with at most %d characters before the @ and no "
                     "plus, not “%s”."),
                   REPLY_MOST, *out);
}

enum rc mail_setup(struct cx *cx, struct smtp_config *out, bool *on)
{
    *out = (struct smtp_config){ .url = given("KOLO_SMTP"),
                                 .user = given("KOLO_SMTP_USER"),
                                 .password = given("KOLO_SMTP_PASSWORD"),
                                 .from = given("KOLO_MAIL_FROM"),
                                 .from_name = "Kolo",
                                 .base = given("KOLO_URL"),
                                 .ca = given("KOLO_SMTP_CA") };
    *on = out->url != NULL;
    enum rc rc = mail_setup_reply(cx, &out->reply);
    if (rc || !*on) return rc;
    if (!begins(out->url, "smtp://") && !begins(out->url, "smtps://"))
        return problem(cx, "",
                       T("KOLO_SMTP is an address such as smtp://mail.example.org:587, not "
                         "“%s”."),
                       out->url);
    if (!out->from || !is_address(out->from))
        return problem(cx, "",
                       T("KOLO_SMTP is set, so KOLO_MAIL_FROM has to be the address that "
                         "mails come from, such as kolo@example.org."));
    if (out->base && !begins(out->base, "https://") && !begins(out->base, "http://"))
        return problem(cx, "",
                       T("KOLO_URL is what people type to come here, such as "
                         "https://kolo.example.org, not “%s”."),
                       out->base);
    out->list = strchr(out->from, '@') + 1;
    return RC_OK;
}

enum rc mail_setup_inbound(struct cx *cx, struct inbound_config *out, bool *on)
{
    const char *from = given("KOLO_MAIL_FROM");
    *out = (struct inbound_config){ 0 };
    enum rc rc = mail_setup_reply(cx, &out->address);
    *on = !rc && out->address;
    if (!*on) return rc;
    out->from = from && is_address(from) ? from : out->address;
    out->list = strchr(out->from, '@') + 1;
    return RC_OK;
}

/* Whole seconds, or 0 for what is none. */
static int seconds_of(const char *z)
{
    int64_t n;
    if (!z) return 30;
    return str_int64(str_of(z), &n) && n >= 5 && n <= 3600 ? (int)n : 0;
}

enum rc mail_setup_mailbox(struct cx *cx, struct mailbox_config *out, bool *on)
{
    const char *folder = given("KOLO_IMAP_FOLDER"), *done = given("KOLO_IMAP_DONE");
    *out = (struct mailbox_config){ .imap = { .url = given("KOLO_IMAP"),
                                              .user = given("KOLO_IMAP_USER"),
                                              .password = given("KOLO_IMAP_PASSWORD"),
                                              .folder = folder ? folder : "INBOX",
                                              .done = done ? done : "Kolo/done",
                                              .ca = given("KOLO_IMAP_CA") },
                                    .every = seconds_of(given("KOLO_IMAP_EVERY")) };
    *on = false;
    if (!out->imap.url) return RC_OK;
    if (!begins(out->imap.url, "imap://") && !begins(out->imap.url, "imaps://"))
        return problem(cx, "",
                       T("KOLO_IMAP is an address such as imaps://mail.example.org, not “%s”."),
                       out->imap.url);
    if (!out->every)
        return problem(cx, "", T("KOLO_IMAP_EVERY is a number of seconds between 5 and 3600."));
    enum rc rc = mail_setup_inbound(cx, &out->inbound, on);
    if (!rc && !*on)
        rc = problem(cx, "",
                     T("KOLO_IMAP is set, so KOLO_MAIL_REPLY has to be the address whose mails lie "
                       "there, such as reply@kolo.example.org."));
    return rc;
}
