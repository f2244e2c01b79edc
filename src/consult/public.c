/* SPDX-License-Identifier: EUPL-1.2 */
/* public.c — contributions of people without an account. */
#include "consult/public.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "consult/consult_write.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "store/audit.h"
#include "store/db.h"
#include "talk/comment.h"

#include <string.h>

static const char link_purpose[] = "public", mail_purpose[] = "contribution";

const char *public_consent(struct cx *cx, int64_t version, const char *lead)
{
    if (version != PUBLIC_CONSENT) return NULL;
    return arena_printf(
        cx->arena,
        T("I agree that my name, my organisation and what I write are published in this "
          "consultation and kept with its result. My e-mail address is used only to confirm this "
          "and to let me take it back; it is not published. %s answers for the data. By the link "
          "in the mail I can take my contribution back at any time: then my name, my address and "
          "my words are deleted, and the project's audit trail, which never had them, keeps only "
          "that there was a contribution. Mails that told the partners of it, and backups until "
          "they are replaced, cannot be called back."),
        lead);
}

/* ---- links ----------------------------------------------------------------------------------- */

enum rc public_word(struct cx *cx, const struct consult_get_row *c, const char **word)
{
    return sign_word(
        cx,
        &(struct signed_word){ .purpose = link_purpose, .number = { c->id, c->public_no }, .n = 2 },
        word);
}

static enum rc renew_in(struct cx *cx, int64_t id)
{
    struct consult_get_row c;
    enum rc rc = consult_for_write(cx, id, 0, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    if (rc) return rc;
    if (!c.public)
        return refuse(cx, RC_CONFLICT, T("This consultation is not open to the public."));
    if (!public_open(cx, &c))
        return refuse(cx, RC_CONFLICT, T("It is not open. By its link nothing can be said."));
    rc = consult_set_public_no(cx, id, c.version, c.public_no + 1);
    if (!rc) rc = consult_audited(cx, "consultation.public_link", id, &c);
    return rc ? rc : consult_note(cx, &c, &(struct consult_event){ .kind = "public_link" });
}

enum rc public_renew(struct cx *cx, int64_t consultation)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, renew_in(cx, consultation));
}

enum rc public_find(struct cx *cx, const char *word, struct consult_get_row *c)
{
    struct signed_word s;
    if (sign_read(cx, word, link_purpose, 2, &s)) return RC_MISSING;
    enum rc rc = consult_get(cx, s.number[0], c);
    if (rc) return rc;
    if (s.number[1] != c->public_no)
        return refuse(cx, RC_CONFLICT,
                      T("This link was revoked. Ask who sent it to you for the new one."));
    return c->public && !z_eq(c->state, "draft") && !z_eq(c->state, "withdrawn") ? RC_OK
                                                                                 : RC_MISSING;
}

bool public_open(const struct cx *cx, const struct consult_get_row *c)
{
    return z_eq(c->state, "open") && c->closes_at > cx->now;
}

static enum rc must_be_open(struct cx *cx, const struct consult_get_row *c)
{
    if (public_open(cx, c)) return RC_OK;
    return refuse(cx, RC_CONFLICT, T("This consultation closed on %s. Nothing can be added to it."),
                  i18n_stamp(cx, c->closes_at));
}

enum rc public_read(struct cx *cx, const char *word, struct public_get_row *p,
                    struct consult_get_row *c)
{
    struct signed_word s;
    bool found;
    if (sign_read(cx, word, mail_purpose, 1, &s)) return RC_MISSING;
    enum rc rc = public_get(cx, s.number[0], p, &found);
    if (!rc && !found) return RC_MISSING;
    return rc ? rc : consult_get(cx, p->consultation, c);
}

/* ---- contributing ---------------------------------------------------------------------------- */

static enum rc check(struct cx *cx, const struct public_input *in)
{
    enum rc rc = RC_OK;
    if (!in->name || !*in->name) rc = problem(cx, "name", T("Say who you are."));
    if (!in->email || !strchr(in->email, '@'))
        rc = problem(cx, "email", T("Give an e-mail address: a link to confirm is sent there."));
    if (!in->body || !*in->body) rc = problem(cx, "body", T("Write something first."));
    if (in->body && utf8_count(str_of(in->body)) > COMMENT_MOST)
        rc = problem(cx, "body", T("This has %zu characters; at most %zu fit."),
                     utf8_count(str_of(in->body)), (size_t)COMMENT_MOST);
    return rc;
}

/* The trail says that there was one; who it was stands in the contribution, and goes with it. */
static enum rc audited(struct cx *cx, const char *action, const struct consult_get_row *c,
                       int64_t contribution)
{
    return audit_add(cx, &(struct audit_entry){
                             .action = action,
                             .object_type = "consultation",
                             .object_id = c->id,
                             .project_id = c->project,
                             .after = arena_printf(cx->arena, "{\"contribution\":%lld}",
                                                   (long long)contribution),
                         });
}

static const char mail_cause[] = "consult.public";

static const char *mail_key_of(struct cx *cx, int64_t id)
{
    return arena_printf(cx->arena, "contribution %lld", (long long)id);
}

enum rc public_mail_word(struct cx *cx, int64_t contribution, const char **word)
{
    return sign_word(
        cx, &(struct signed_word){ .purpose = mail_purpose, .number = { contribution }, .n = 1 },
        word);
}

static enum rc send_link(struct cx *cx, const struct consult_get_row *c,
                         const struct public_input *in, int64_t id)
{
    const char *word = "";
    enum rc rc = public_mail_word(cx, id, &word);
    if (rc) return rc;
    return mail_add(
        cx,
        &(struct mail){
            .cause = mail_cause,
            .cause_key = mail_key_of(cx, id),
            .project = c->project,
            .address = in->email,
            .name = in->name,
            .lang = in->lang,
            .subject = arena_printf(cx->arena, T("Confirm what you said: %s"), c->title),
            .body = arena_printf(
                cx->arena,
                T("Somebody, probably you, answered the consultation “%s”.\n\nOpen the link and "
                  "press the button; only then does it count. If it was not you, do nothing: "
                  "it is forgotten after a week.\n\nKeep this mail: by the same link you can "
                  "take your contribution back."),
                c->title),
            .path = arena_printf(cx->arena, "/contribution/%s", word),
            .thread = arena_printf(cx->arena, "contribution-%lld", (long long)id),
        });
}

static enum rc contribute_in(struct cx *cx, const char *word, const struct public_input *in,
                             int64_t *id)
{
    struct consult_get_row c;
    enum rc rc = public_find(cx, word, &c);
    if (!rc) rc = must_be_open(cx, &c);
    if (!rc)
        rc = public_add(
            cx,
            &(struct public_add_in){ .consultation = c.id,
                                     .name = in->name,
                                     .organisation = in->organisation ? in->organisation : "",
                                     .email = in->email,
                                     .lang = in->lang,
                                     .choice = in->choice ? in->choice : "",
                                     .body = in->body,
                                     .consent = PUBLIC_CONSENT,
                                     .at = cx->now },
            id);
    if (!rc) rc = send_link(cx, &c, in, *id);
    return rc ? rc : audited(cx, "public.contribute", &c, *id);
}

/* Whoever is signed in speaks here as somebody without an account. */
static enum rc as_public(struct cx *cx, enum rc (*fn)(struct cx *, const char *, const void *),
                         const char *word, const void *in)
{
    const struct viewer *was = cx->viewer;
    cx->viewer = viewer_system(cx, "public");
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_end(cx, fn(cx, word, in));
    cx->viewer = was;
    return rc;
}

struct contribution {
    const struct public_input *in;
    int64_t *id;
};

static enum rc contribute_as(struct cx *cx, const char *word, const void *in)
{
    const struct contribution *c = in;
    return contribute_in(cx, word, c->in, c->id);
}

enum rc public_contribute(struct cx *cx, const char *word, const struct public_input *in,
                          int64_t *id)
{
    const struct contribution c = { in, id };
    enum rc rc = check(cx, in);
    return rc ? rc : as_public(cx, contribute_as, word, &c);
}

/* ---- confirming and taking back -------------------------------------------------------------- */

static enum rc confirm_as(struct cx *cx, const char *word, const void *in)
{
    struct public_get_row p;
    struct consult_get_row c;
    enum choice choice;
    int64_t comment = 0;
    (void)in;
    enum rc rc = public_read(cx, word, &p, &c);
    if (rc) return rc;
    if (z_eq(p.state, "confirmed")) return RC_OK;
    if (z_eq(p.state, "withdrawn"))
        return refuse(cx, RC_CONFLICT, T("This contribution was taken back."));
    if ((rc = must_be_open(cx, &c))) return rc;
    const char *body = p.body;
    if (choice_parse(p.choice, &choice))
        body = arena_printf(cx->arena, "**%s**\n\n%s", i18n_text(cx, NULL, choice_title(choice)),
                            p.body);
    rc = comment_add(cx,
                     &(struct comment_input){ .type = "consultation",
                                              .object = c.id,
                                              .body = body,
                                              .via = "public",
                                              .name = p.name,
                                              .organisation = p.organisation },
                     &comment);
    if (!rc) rc = public_set_confirmed(cx, p.id, comment, cx->now);
    return rc ? rc : audited(cx, "public.confirm", &c, p.id);
}

enum rc public_confirm(struct cx *cx, const char *word)
{
    return as_public(cx, confirm_as, word, NULL);
}

static enum rc withdraw_as(struct cx *cx, const char *word, const void *in)
{
    struct public_get_row p;
    struct consult_get_row c;
    (void)in;
    enum rc rc = public_read(cx, word, &p, &c);
    if (rc || z_eq(p.state, "withdrawn")) return rc;
    rc = public_set_withdrawn(cx, p.id, cx->now);
    if (!rc && p.comment) rc = comment_forget(cx, p.comment);
    if (!rc) rc = mail_forget(cx, mail_cause, mail_key_of(cx, p.id));
    return rc ? rc : audited(cx, "public.withdraw", &c, p.id);
}

enum rc public_withdraw(struct cx *cx, const char *word)
{
    return as_public(cx, withdraw_as, word, NULL);
}

static enum rc list_due(struct cx *cx, struct due_keys *out)
{
    struct public_old_rows old;
    enum rc rc = public_old(cx, cx->now - PUBLIC_LASTS, &old);
    for (size_t i = 0; !rc && i < old.n; i++) due_key(cx, out, old.v[i].id);
    return rc;
}

static enum rc forget(struct cx *cx, int64_t id)
{
    enum rc rc = mail_forget(cx, mail_cause, mail_key_of(cx, id));
    return rc ? rc : public_forget(cx, id);
}

const struct due public_sweep_due = { "consultation.public", 3600, list_due, forget };
