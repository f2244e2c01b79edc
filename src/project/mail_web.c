/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_web.c — the outbox of a project: what went out, what could not, and once more where a person
 * decides so. What is told to whom is decided where it happens.
 */
#include "mail/mail.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "mail/mail_sql.h"
#include "mail/message_view.h"
#include "project/mail_answer.h"
#include "project/mail_html.h"
#include "project/mail_view.h"
#include "project/project_view.h"
#include "store/db.h"

#include <string.h>

enum { PAGE = 50, MOST = 100000 };

static const struct {
    const char *state, *kind, *word, *meaning;
} states[] = {
    { "waiting", "wait", N_("waiting"), N_("It goes out as soon as the mail server takes it.") },
    { "sending", "wait", N_("being sent"), N_("The mail server has it in hand.") },
    { "sent", "good", N_("sent"), N_("The mail server took it.") },
    { "failed", "bad", N_("failed"), N_("The mail server refused it for good.") },
    { "bounced", "bad", N_("came back"),
      N_("The mail server took it, and later it could not be delivered.") },
    { "unclear", "ask", N_("unclear"),
      N_("The connection broke before the answer, or Kolo itself was stopped; it may have arrived. "
         "It does not go a second time by itself.") },
    { "suppressed", "draft", N_("kept back"),
      N_("The address is one for examples and belongs to nobody.") },
};
enum { STATES = sizeof states / sizeof *states };

static size_t state_of(const char *state)
{
    for (size_t i = 0; i < STATES; i++)
        if (z_eq(states[i].state, state)) return i;
    return 0;
}

static struct mark mark_of(struct cx *cx, const char *state)
{
    const size_t i = state_of(state);
    return (struct mark){ states[i].kind, i18n_text(cx, NULL, states[i].word) };
}

static const struct form_choice *choices(struct cx *cx)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, STATES + 1);
    for (size_t i = 0; i < STATES; i++)
        c[i] = (struct form_choice){ states[i].state, i18n_text(cx, NULL, states[i].word) };
    return c;
}

static void put_filter(struct cx *cx, const struct request *rq, struct mail_list_view *v)
{
    struct chip *c = arena_array(cx->arena, struct chip, 2);
    const struct url here = url_with(cx, (struct url){ rq->self.p }, "below", NULL);
    size_t n = 0;
    if (*v->q) c[n++] = (struct chip){ v->q, url_with(cx, here, "q", NULL) };
    if (*v->state)
        c[n++] = (struct chip){ mark_of(cx, v->state).word, url_with(cx, here, "state", NULL) };
    v->chips = (struct chips){ c, n, v->self };
}

static void put_lines(struct cx *cx, int64_t project, const struct mail_of_project_rows *rows,
                      struct mail_list_view *v)
{
    v->n = rows->n > PAGE ? PAGE : rows->n;
    struct mail_line *lines = arena_array(cx->arena, struct mail_line, v->n);
    for (size_t i = 0; i < v->n; i++) {
        const struct mail_of_project_row *r = &rows->v[i];
        lines[i] = (struct mail_line){ .subject = r->subject,
                                       .name = r->name,
                                       .address = r->address,
                                       .at = r->created_at,
                                       .mark = mark_of(cx, r->state),
                                       .url = url_path(cx, "/p/%lld/mail/%lld", (long long)project,
                                                       (long long)r->id) };
    }
    v->v = lines;
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *q = request_query(rq, "q"), *state = request_query(rq, "state");
    const int64_t below = request_query_id(rq, "below");
    struct mail_of_project_rows rows;
    enum rc rc =
        mail_of_project(cx, rq->project, state && *state ? state : NULL, utf8_pattern(cx->arena, q),
                        below ? below : INT64_MAX, reply_is_page(rq) ? PAGE + 1 : MOST, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "mails", &mail_of_project_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct mail_list_view v = { .self = url_path(cx, "/p/%lld/mail", (long long)rq->project),
                                .q = q ? q : "",
                                .state = state ? state : "",
                                .states = choices(cx) };
    put_filter(cx, rq, &v);
    put_lines(cx, rq->project, &rows, &v);
    const struct url here = { rq->self.p };
    if (below) v.pager.first = url_with(cx, here, "below", NULL);
    if (rows.n > PAGE)
        v.pager.next = url_with(cx, here, "below", project_number(cx, rows.v[PAGE - 1].id));
    struct page *pg = page_begin(cx, rq, T("Outgoing mail"), AREA_PROJECT);
    v.demo = pg->demo;
    project_tabs(cx, pg, rq->project, "mail");
    page_exports(cx, rq, pg);
    mail_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- one of them ------------------------------------------------------------------------------
 */

static const char *meaning_of(struct cx *cx, const struct mail_of_project_row *r)
{
    if (z_eq(r->state, "suppressed") && !mail_is_example(mail_key(cx, r->address)))
        return T("Mail to this address came back for good, so none goes to it until somebody "
                 "lifts that.");
    return i18n_text(cx, NULL, states[state_of(r->state)].meaning);
}

static struct facts facts_of(struct cx *cx, const struct mail_of_project_row *r)
{
    struct fact *f = arena_array(cx->arena, struct fact, 6);
    size_t n = 0;
    f[n++] = (struct fact){ .name = T("To"),
                            .value = arena_printf(cx->arena, "%s <%s>", r->name, r->address) };
    f[n++] = (struct fact){ .name = T("Written"), .value = i18n_stamp(cx, r->created_at) };
    if (r->sent_at)
        f[n++] = (struct fact){ .name = T("Sent"), .value = i18n_stamp(cx, r->sent_at) };
    f[n++] = (struct fact){ .name = T("What this state means"),
                            .value = meaning_of(cx, r),
                            .whole = true };
    if (*r->trouble)
        f[n++] =
            (struct fact){ .name = T("The mail server said"), .value = r->trouble, .whole = true };
    return (struct facts){ f, n };
}

/* What was said, but for the addresses of links: by some of them whoever has them acts as the
 * recipient. */
static void put_body(struct cx *cx, const struct mail_of_project_row *r, struct mail_show_view *v)
{
    const struct message_view m = message_of(
        cx, &(struct message){ .subject = r->subject, .body = r->body, .base = "", .path = "" });
    v->part = m.part;
    v->n = m.n;
    v->leads = message_leads(cx, r->path);
}

/* ---- answered in the recipient's name, in the demonstration ---------------------------------- */

struct answer_form {
    const char *text;
};
static const struct form_field answer_fields[] = {
    FIELD_OF(answer_form, text, FORM_LONG, N_("What the recipient answers"), .required = true,
             .max = 20000, .hint = N_("The first line may be a word that the mail asks for.")),
};
static const struct form answer_form = FORM(answer_form, answer_fields);

static void put_answer(struct cx *cx, const struct request *rq, const struct mail_of_project_row *r,
                       struct mail_show_view *v)
{
    v->open = mail_of_demo(cx, rq->project, r);
    if (!v->open || !*r->reply_type || !viewer_can(cx, MAY_SEND_MAIL, rq->project, 0)) return;
    v->answer = form_view(cx, rq, &answer_form, NULL);
    v->answer_to =
        url_path(cx, "/p/%lld/mail/%lld/answer", (long long)rq->project, (long long)r->id);
}

static enum rc read_one(struct cx *cx, const struct request *rq, struct mail_of_project_row *r)
{
    bool found;
    enum rc rc = mail_get(cx, rq->project, rq->id[1], r, &found);
    return rc || found ? rc : RC_MISSING;
}

/* Of these a person may decide; the others go, or have gone, by themselves. */
static bool may_go_again(struct cx *cx, const struct mail_of_project_row *r)
{
    static const char *const decided[] = { "failed", "unclear", "bounced", "suppressed" };
    for (size_t i = 0; i < sizeof decided / sizeof *decided; i++)
        if (z_eq(r->state, decided[i])) return !mail_is_example(mail_key(cx, r->address));
    return false;
}

/* What one can do about it, and why not what one cannot. */
static enum rc put_actions(struct cx *cx, const struct request *rq,
                           const struct mail_of_project_row *r, struct mail_show_view *v)
{
    struct suppression_of_row kept;
    struct mail_is_unwanted_row ended;
    bool found, unwanted = false;
    enum rc rc = suppression_of(cx, mail_key(cx, r->address), &kept, &found);
    if (rc || !viewer_can(cx, MAY_SEND_MAIL, rq->project, 0)) return rc;
    if ((rc = mail_is_unwanted(cx, r->id, &ended, &unwanted))) return rc;
    if (may_go_again(cx, r) && !found && !unwanted)
        v->again =
            url_path(cx, "/p/%lld/mail/%lld/again", (long long)rq->project, (long long)r->id);
    if (!found) return RC_OK;
    v->lift = url_path(cx, "/p/%lld/mail/%lld/lift", (long long)rq->project, (long long)r->id);
    v->kept = arena_printf(cx->arena, T("No mail goes to %s since %s: %s"), r->address,
                           i18n_stamp(cx, kept.since), kept.reason);
    return RC_OK;
}

static enum rc one(struct cx *cx, struct request *rq, struct response *rs)
{
    struct mail_of_project_row r;
    enum rc rc = read_one(cx, rq, &r);
    if (rc) return rc;
    reply_row(cx, rs, "mail", &mail_of_project_meta, &r);
    if (!reply_is_page(rq)) return RC_OK;
    struct mail_show_view v = { .facts = facts_of(cx, &r) };
    put_body(cx, &r, &v);
    put_answer(cx, rq, &r, &v);
    if ((rc = put_actions(cx, rq, &r, &v))) return rc;
    struct page *pg = page_begin(cx, rq, r.subject, AREA_PROJECT);
    const struct mark m = mark_of(cx, r.state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    if (!v.answer) pg->problem = problem_of(cx, "");
    page_crumb(cx, pg, T("Outgoing mail"), url_path(cx, "/p/%lld/mail", (long long)rq->project));
    mail_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc again_in(struct cx *cx, const struct request *rq)
{
    struct mail_of_project_row before, after;
    struct suppression_of_row kept;
    struct mail_is_unwanted_row ended;
    bool found = false, unwanted;
    enum rc rc = read_one(cx, rq, &before);
    if (rc) return rc;
    if (!may_go_again(cx, &before))
        return refuse(cx, RC_CONFLICT, T("This mail is %s, so it does not have to go once more."),
                      mark_of(cx, before.state).word);
    rc = suppression_of(cx, mail_key(cx, before.address), &kept, &found);
    if (!rc) rc = mail_is_unwanted(cx, before.id, &ended, &unwanted);
    if (rc) return rc;
    if (unwanted)
        return refuse(cx, RC_CONFLICT,
                      T("%s wants no more of these mails. Only the link in one of them takes that "
                        "back."),
                      before.address);
    if (found)
        return refuse(cx, RC_CONFLICT,
                      T("No mail goes to %s, since one came back for good. Let mail go there "
                        "again first."),
                      before.address);
    rc = mail_again(cx, before.id, cx->now);
    if (!rc) rc = read_one(cx, rq, &after);
    return rc ? rc
              : audit_change(cx, "mail.again", "mail", before.id, rq->project,
                             &mail_of_project_meta, &before, &after);
}

static enum rc lift_in(struct cx *cx, const struct request *rq)
{
    struct mail_of_project_row r;
    enum rc rc = read_one(cx, rq, &r);
    return rc ? rc : mail_lift(cx, r.address, rq->project);
}

static enum rc decide(struct cx *cx, struct request *rq, struct response *rs,
                      enum rc (*in)(struct cx *, const struct request *), const char *said)
{
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_end(cx, in(cx, rq));
    return rc ? rc
              : reply_see_other(
                    cx, rq, rs,
                    url_path(cx, "/p/%lld/mail/%lld", (long long)rq->project, (long long)rq->id[1]),
                    said);
}

static enum rc again(struct cx *cx, struct request *rq, struct response *rs)
{
    return decide(cx, rq, rs, again_in, T("It goes out once more."));
}

static enum rc lift(struct cx *cx, struct request *rq, struct response *rs)
{
    return decide(cx, rq, rs, lift_in, T("Mail goes to this address again."));
}

static enum rc answer(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct answer_form *f = rq->form;
    struct mail_of_project_row r;
    struct inbound_end end = { 0 };
    enum rc rc = read_one(cx, rq, &r);
    if (!rc && (!*r.reply_type || !mail_of_demo(cx, rq->project, &r)))
        rc = refuse(cx, RC_CONFLICT,
                    T("Only its recipient answers this mail. In a demonstration anybody may, since "
                      "its people have no mailbox."));
    if (!rc) rc = mail_answer(cx, &r, f->text, &end);
    if (rc) return rc;
    const bool placed = z_eq(end.state, INBOUND_PLACED);
    return reply_see_other(
        cx, rq, rs,
        placed ? url_kept(cx, r.path)
               : url_path(cx, "/p/%lld/tray/%lld", (long long)rq->project, (long long)end.id),
        placed ? T("The answer came in by mail and stands here.")
               : T("The answer came in by mail and lies in the tray."));
}

const struct route mail_routes[] = {
    { METHOD_GET, "/p/{project}/mail", list, .may = MAY_READ_MAIL, .of = OF_PROJECT,
      .title = N_("Outgoing mail"), .rows = &mail_of_project_meta },
    { METHOD_GET, "/p/{project}/mail/{mail}", one, .may = MAY_READ_MAIL, .of = OF_PROJECT,
      .title = N_("A mail"), .rows = &mail_of_project_meta },
    { METHOD_POST, "/p/{project}/mail/{mail}/again", again, .may = MAY_SEND_MAIL, .of = OF_PROJECT,
      .again = one, .title = N_("Send a mail once more") },
    { METHOD_POST, "/p/{project}/mail/{mail}/lift", lift, .may = MAY_SEND_MAIL, .of = OF_PROJECT,
      .again = one, .title = N_("Let mail go to an address again") },
    { METHOD_POST, "/p/{project}/mail/{mail}/answer", answer, .may = MAY_SEND_MAIL,
      .of = OF_PROJECT, .form = &answer_form, .again = one,
      .title = N_("Answer a mail of the demonstration") },
    { 0 },
};
