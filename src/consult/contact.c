/* SPDX-License-Identifier: EUPL-1.2 */
/* contact.c — what a signed word of a mail may do to mails to a contact. */
#include "consult/contact.h"

#include "account/viewer.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "store/audit.h"
#include "store/db.h"

#define PURPOSE "contact-mails"

enum rc contact_mails_path(struct cx *cx, int64_t seat, int64_t no, const char **out)
{
    const struct signed_word s = { .purpose = PURPOSE, .number = { seat, no }, .n = 2 };
    const char *word;
    enum rc rc = sign_word(cx, &s, &word);
    *out = rc ? NULL : arena_printf(cx->arena, "/contact-mails/%s", word);
    return rc;
}

/* The seat has another contact by now; the link ends mails to the one it was sent to. */
static enum rc earlier(struct cx *cx, int64_t seat, int64_t no, struct seat_contact_of_row *c)
{
    struct contact_mail_of_row was;
    const char *path;
    bool found;
    enum rc rc = contact_mails_path(cx, seat, no, &path);
    if (!rc) rc = contact_mail_of(cx, seat, path, &was, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    c->name = was.name;
    c->email = was.email;
    c->lang = was.lang;
    c->no = no;
    return RC_OK;
}

enum rc contact_mails_read(struct cx *cx, const char *word, struct seat_contact_of_row *c,
                           bool *ended)
{
    struct signed_word s;
    bool found;
    enum rc rc = sign_read(cx, word, PURPOSE, 2, &s);
    if (rc) return rc == RC_STALE ? RC_MISSING : rc;
    rc = seat_contact_of(cx, s.number[0], c, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (c->no != s.number[1]) rc = earlier(cx, s.number[0], s.number[1], c);
    return rc ? rc : mail_unwanted(cx, c->email, ended);
}

/* The trail names the organisation, whose contact it was; the address stays with the seat. */
static enum rc set_in(struct cx *cx, const struct seat_contact_of_row *c, bool end)
{
    bool ended;
    enum rc rc = mail_unwanted(cx, c->email, &ended);
    if (rc || ended == end) return rc;
    rc = mail_unwant(cx, c->email, end);
    if (rc) return rc;
    const struct viewer *was = cx->viewer;
    cx->viewer = viewer_system(cx, *c->name ? c->name : c->organisation);
    rc = audit_add(
        cx, &(struct audit_entry){ .action = end ? "contact.unsubscribe" : "contact.resubscribe",
                                   .object_type = "consultation",
                                   .object_id = c->consultation,
                                   .project_id = c->project });
    cx->viewer = was;
    return rc;
}

enum rc contact_mails_set(struct cx *cx, const struct seat_contact_of_row *c, bool end)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, set_in(cx, c, end));
}
