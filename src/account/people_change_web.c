/* SPDX-License-Identifier: EUPL-1.2 */
/* people_change_web.c — what an administrator or a lead coordinator does to other people's
 * accounts. The rules are account.c's and grant.c's; a link that opens an account is shown once, on
 * the page that answers, and stands in no address and no cookie.
 */
#include "account/account_view.h"
#include "account/grant.h"
#include "account/people_html.h"
#include "account/people_web.h"
#include "i18n/i18n.h"

/* What the API says of an invitation; without a link where the account was there already. */
struct invited_row {
    const char *email, *link;
    stamp until;
};
static const struct row_field invited_fields[] = {
    { "email", FIELD_TEXT, offsetof(struct invited_row, email), false },
    { "link", FIELD_TEXT, offsetof(struct invited_row, link), false },
    { "until", FIELD_STAMP, offsetof(struct invited_row, until), false },
};
static const struct row_meta invited_meta = { "invited", sizeof(struct invited_row), 3,
                                              invited_fields };

/* The whole address, for it goes into a mail. */
static const char *whole_link(struct cx *cx, const struct request *rq, const char *word)
{
    const char *host = request_header(rq, "host");
    return arena_printf(cx->arena, "%s%s/invite/%s",
                        host ? (rq->secure ? "https://" : "http://") : "", host ? host : "", word);
}

static void show_link(struct cx *cx, struct request *rq, struct response *rs, const char *sentence,
                      const struct invitation_new *link, struct url on, const char *on_text)
{
    const struct link_view v = {
        .sentence = sentence,
        .link = link ? whole_link(cx, rq, link->word) : NULL,
        .until = link ? when(cx, link->expires_at) : NULL,
        .on = on,
        .on_text = on_text,
    };
    struct page *pg = page_begin(cx, rq, link ? T("A link to pass on") : T("The role is given"),
                                 rq->project ? AREA_PROJECT : AREA_NONE);
    page_crumb(cx, pg, on_text, on);
    account_link_html(cx, &rs->body, pg, &v);
}

static enum rc invite(struct cx *cx, struct request *rq, struct response *rs, int64_t project,
                      struct url on, const char *on_text)
{
    const struct people_invited *f = rq->form;
    const struct grant_invite in = { .email = f->email,
                                     .name = f->name,
                                     .lang = f->lang,
                                     .grant = { f->role, project, f->organisation } };
    struct grant_invited made;
    enum rc rc = grant_invite(cx, &in, &made);
    if (rc) return rc;
    if (rq->api) {
        const struct invited_row row = { f->email,
                                         made.has_link ? whole_link(cx, rq, made.link.word) : NULL,
                                         made.has_link ? made.link.expires_at : 0 };
        reply_row(cx, rs, "invited", &invited_meta, &row);
        rs->status = made.has_link ? 201 : 200;
        rs->secret = made.has_link;
        return RC_OK;
    }
    const char *sentence =
        made.has_link
            ? arena_printf(cx->arena,
                           T("Send this link to %s. It sets the password and opens the "
                             "account."),
                           f->name)
            : T("This person has an account already and sees the project at the next sign-in.");
    show_link(cx, rq, rs, sentence, made.has_link ? &made.link : NULL, on, on_text);
    return RC_OK;
}

enum rc people_invite_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct people_invited *f = rq->form;
    return invite(cx, rq, rs, f->project, url_path(cx, "/admin/accounts"), T("Accounts"));
}

enum rc people_project_invite_post(struct cx *cx, struct request *rq, struct response *rs)
{
    return invite(cx, rq, rs, rq->project, url_path(cx, "/p/%lld/people", (long long)rq->project),
                  T("People with access"));
}

/* ---- one account ----------------------------------------------------------------------------- */

static struct url account_url(struct cx *cx, int64_t id)
{
    return url_path(cx, "/admin/account/%lld", (long long)id);
}

/* Whose roles change goes on under a new cookie; that of other people ended with the change. */
static enum rc rotate_own(struct cx *cx, struct request *rq, struct response *rs, int64_t account)
{
    return account == viewer_is(cx) ? account_rotate(cx, rq, rs) : RC_OK;
}

static int64_t kept_session(const struct cx *cx, const struct request *rq, int64_t account)
{
    return account == viewer_is(cx) ? signin_session(rq) : 0;
}

enum rc people_grant(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct people_invited *f = rq->form;
    const struct grant g = { f->role, f->project, f->organisation };
    enum rc rc = grant_role(cx, rq->id[0], &g, kept_session(cx, rq, rq->id[0]));
    if (!rc) rc = rotate_own(cx, rq, rs, rq->id[0]);
    return rc ? rc
              : reply_see_other(cx, rq, rs, account_url(cx, rq->id[0]), T("The role is given."));
}

enum rc people_withdraw(struct cx *cx, struct request *rq, struct response *rs)
{
    struct account_role_by_id_row r;
    enum rc rc = account_role_by_id(cx, rq->id[1], &r);
    if (!rc && r.account != rq->id[0]) rc = RC_MISSING;
    if (!rc) rc = grant_withdraw(cx, r.id, 0, kept_session(cx, rq, r.account), NULL);
    if (!rc) rc = rotate_own(cx, rq, rs, r.account);
    return rc ? rc
              : reply_see_other(cx, rq, rs, account_url(cx, rq->id[0]),
                                T("The role is withdrawn."));
}

enum rc people_project_withdraw(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = grant_withdraw(cx, rq->id[1], rq->project, 0, NULL);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/people", (long long)rq->project),
                                T("The role is withdrawn."));
}

enum rc people_lock(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = account_lock(cx, rq->id[0]);
    return rc ? rc
              : reply_undoable(cx, rq, rs, account_url(cx, rq->id[0]),
                               T("The account is locked and signed out everywhere."),
                               url_path(cx, "/admin/account/%lld/unlock", (long long)rq->id[0]));
}

enum rc people_unlock(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = account_unlock(cx, rq->id[0]);
    return rc ? rc
              : reply_see_other(cx, rq, rs, account_url(cx, rq->id[0]),
                                T("The account is open again."));
}

enum rc people_sign_out(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = account_end_sessions(cx, rq->id[0]);
    return rc ? rc
              : reply_see_other(cx, rq, rs, account_url(cx, rq->id[0]),
                                T("This person is signed out everywhere."));
}

enum rc people_link(struct cx *cx, struct request *rq, struct response *rs)
{
    struct invitation_new link;
    struct account_by_id_row who;
    enum rc rc = account_link(cx, rq->id[0], &link);
    if (!rc) rc = account_by_id(cx, rq->id[0], &who);
    if (rc) return rc;
    show_link(cx, rq, rs,
              arena_printf(cx->arena,
                           T("Send this link to %s. It sets a new password; links given out "
                             "earlier no longer count."),
                           who.name),
              &link, account_url(cx, who.id), who.name);
    return RC_OK;
}
