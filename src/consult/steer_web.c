/* SPDX-License-Identifier: EUPL-1.2 */
/* steer_web.c — who leads a consultation opens, extends, closes and withdraws it, and writes new
 * versions of the document: each a page with one form. Deciding is decide_web.c's.
 */
#include "consult/consult_html.h"
#include "consult/consult_web.h"
#include "consult/consult_write.h"
#include "consult/decide_web.h"
#include "consult/matrix_html.h"
#include "consult/public.h"
#include "i18n/i18n.h"

enum { ROUND_DAYS = 7 };

struct open_form {
    stamp closes_at;
    int64_t version;
};
static const struct form_field open_fields[] = {
    FIELD_OF(open_form, closes_at, FORM_STAMP, N_("Positions until"), .required = true,
             .hint = N_("By your clock; everyone reads it by theirs.")),
    FIELD_OF(open_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form open_form = FORM(open_form, open_fields);
struct extend_form {
    stamp closes_at;
    const char *reason;
    int64_t version;
};
static const struct form_field extend_fields[] = {
    FIELD_OF(extend_form, closes_at, FORM_STAMP, N_("Positions until"), .required = true),
    FIELD_OF(extend_form, reason, FORM_TEXT, N_("Why"), .required = true, .max = 400,
             .hint = N_("Everyone who is asked reads it.")),
    FIELD_OF(extend_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form extend_form = FORM(extend_form, extend_fields);
struct withdraw_form {
    const char *reason;
    int64_t version;
};
static const struct form_field withdraw_fields[] = {
    FIELD_OF(withdraw_form, reason, FORM_TEXT, N_("Why"), .required = true, .max = 400,
             .hint = N_("Everyone who is asked reads it.")),
    FIELD_OF(withdraw_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form withdraw_form = FORM(withdraw_form, withdraw_fields);
struct text_form {
    const char *note, *body;
};
static const struct form_field text_fields[] = {
    FIELD_OF(text_form, note, FORM_TEXT, N_("What is new"), .required = true, .max = 1000),
    FIELD_OF(text_form, body, FORM_LONG, N_("Text of the document"), .required = true,
             .max = CONSULT_TEXT),
};
static const struct form text_form = FORM(text_form, text_fields);

static enum rc begin(struct cx *cx, const struct request *rq, struct consult_get_row *c)
{
    enum rc rc = consult_find(cx, rq, c);
    return rc ? rc : consult_must_lead(cx, c);
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs,
                    const struct consult_get_row *c, const char *title,
                    const struct consult_step_view *v)
{
    struct page *pg = consult_page(cx, rq, c, title);
    pg->problem = NULL;
    consult_step_html(cx, &rs->body, pg, v);
    return RC_OK;
}

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, enum rc rc,
                    const char *notice)
{
    return rc ? rc : reply_see_other(cx, rq, rs, consult_url(cx, rq->id[0]), notice);
}

/* ---- open ------------------------------------------------------------------------------------ */

/* Who is in the segment and cannot be heard. */
static enum rc silent_of(struct cx *cx, const struct consult_get_row *c, const char **out)
{
    struct consult_segment_seats_rows all;
    const char *who = "";
    int asked = 0;
    enum rc rc = consult_segment_seats(cx, c->project, c->segment, &all);
    if (rc) return rc;
    for (size_t i = 0; i < all.n; i++) {
        if (consult_can_ask(&all.v[i])) {
            asked++;
            continue;
        }
        who = arena_printf(cx->arena, "%s%s%s", who, *who ? ", " : "", all.v[i].short_name);
    }
    *out = arena_printf(
        cx->arena,
        T_N(asked, "%d organisation of “%s” is asked.", "%d organisations of “%s” are asked."),
        asked, c->segment_name);
    if (*who)
        *out = arena_printf(cx->arena, "%s %s", *out,
                            arena_printf(cx->arena,
                                         T("These have no address of a contact and cannot be "
                                           "heard; they get no seat: %s."),
                                         who));
    return RC_OK;
}

static enum rc open_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    enum rc rc = begin(cx, rq, &c);
    if (rc) return rc;
    stamp week = (cx->now / 3600 + 1) * 3600 + (stamp)ROUND_DAYS * 24 * 3600;
    const struct open_form now = { c.closes_at > cx->now ? c.closes_at : week, c.version };
    const char *silent = NULL;
    if (c.segment && (rc = silent_of(cx, &c, &silent))) return rc;
    const struct consult_step_view v = {
        .form = form_view(cx, rq, &open_form, &now),
        .warning = silent,
        .to = consult_to(cx, c.id, "open"),
        .back = consult_url(cx, c.id),
        .lead = c.round_no ? T("Another round begins with nothing said; what was said stays to be "
                               "read. Those who are asked are told.")
                           : T("Those who are asked are told, and answer here or by mail. What is "
                               "asked, of whom and by which rule stays as it is from then on."),
        .button = T("Open it"),
    };
    return show(cx, rq, rs, &c, c.round_no ? T("Open another round") : T("Open the consultation"),
                &v);
}

static enum rc open_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct open_form *f = rq->form;
    return back(cx, rq, rs, consult_open(cx, rq->id[0], f->version, f->closes_at),
                T("It is open. Those who are asked have been told."));
}

static enum rc renew_post(struct cx *cx, struct request *rq, struct response *rs)
{
    return back(cx, rq, rs, public_renew(cx, rq->id[0]),
                T("There is a new public link; the old one says that it was revoked."));
}

/* ---- more time ------------------------------------------------------------------------------- */

static enum rc extend_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    enum rc rc = begin(cx, rq, &c);
    if (rc) return rc;
    const struct extend_form now = { .closes_at = c.closes_at + (stamp)ROUND_DAYS * 24 * 3600,
                                     .version = c.version };
    const struct consult_step_view v = {
        .form = form_view(cx, rq, &extend_form, &now),
        .to = consult_to(cx, c.id, "extend"),
        .back = consult_url(cx, c.id),
        .lead = arena_printf(cx->arena,
                             T("It ends on %s. Those who are asked are told of the new "
                               "time and of the reason."),
                             i18n_stamp(cx, c.closes_at)),
        .button = T("Give more time"),
    };
    return show(cx, rq, rs, &c, T("Give more time"), &v);
}

static enum rc extend_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct extend_form *f = rq->form;
    return back(cx, rq, rs, consult_extend(cx, rq->id[0], f->version, f->closes_at, f->reason),
                T("There is more time now; those who are asked have been told."));
}

static enum rc close_post(struct cx *cx, struct request *rq, struct response *rs)
{
    return back(cx, rq, rs, consult_close(cx, rq->id[0], 0), T("The round is closed."));
}

/* ---- withdrawn ------------------------------------------------------------------------------- */

static enum rc withdraw_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    enum rc rc = begin(cx, rq, &c);
    if (rc) return rc;
    const struct withdraw_form now = { .version = c.version };
    const struct consult_step_view v = {
        .form = form_view(cx, rq, &withdraw_form, &now),
        .to = consult_to(cx, c.id, "withdraw"),
        .back = consult_url(cx, c.id),
        .lead = T("It ends without a decision and cannot be opened again. What was said stays to "
                  "be read."),
        .button = T("Withdraw it"),
    };
    return show(cx, rq, rs, &c, T("Withdraw the consultation"), &v);
}

static enum rc withdraw_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct withdraw_form *f = rq->form;
    return back(cx, rq, rs, consult_withdraw(cx, rq->id[0], f->version, f->reason),
                T("It is withdrawn."));
}

/* ---- a new version --------------------------------------------------------------------------- */

/* With ?apply=COMMENT the wording suggested there stands in the text already. */
static enum rc applied(struct cx *cx, const struct request *rq, const struct consult_get_row *c,
                       struct text_form *f)
{
    struct response_comment_row m;
    bool found = false;
    int64_t id = request_query_id(rq, "apply");
    enum rc rc = id ? response_comment(cx, id, &m, &found) : RC_OK;
    if (rc || !found || m.consultation != c->id || !*m.wording) return rc;
    const char *text = response_apply(cx, f->body, m.passage, m.wording);
    if (!text) return RC_OK;
    f->body = text;
    f->note = arena_printf(cx->arena, T("As %s suggested: “%s”"), m.said_by, m.wording);
    return RC_OK;
}

static enum rc text_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    struct consult_text_at_row last;
    bool found;
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc && !consult_drafts(cx, &c)) rc = consult_must_lead(cx, &c);
    if (!rc) rc = consult_text_at(cx, c.id, 0, &last, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    struct text_form now = { .body = last.body };
    if ((rc = applied(cx, rq, &c, &now))) return rc;
    const struct consult_step_view v = {
        .form = form_view(cx, rq, &text_form, &now),
        .to = consult_to(cx, c.id, "text"),
        .back = consult_url(cx, c.id),
        .lead = arena_printf(cx->arena, T("Version %d stays to be compared with."), (int)last.no),
        .button = T("Save the new version"),
    };
    return show(cx, rq, rs, &c, T("Write a new version"), &v);
}

static enum rc text_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct text_form *f = rq->form;
    enum rc rc = consult_text(cx, rq->id[0], f->body, f->note);
    return rc ? rc
              : reply_see_other(cx, rq, rs, consult_to(cx, rq->id[0], "compare"),
                                T("The new version is saved. This is what changed."));
}

/* ---- versions compared, and all that happened ------------------------------------------------ */

static const struct consult_texts_row *text_no(const struct consult_texts_rows *t, int64_t no)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].no == no) return &t->v[i];
    return NULL;
}

static enum rc compare_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    struct consult_texts_rows texts;
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc) rc = consult_texts(cx, c.id, &texts);
    if (rc || !texts.n) return rc ? rc : RC_MISSING;
    reply_rows(cx, rs, "versions", &consult_texts_meta, texts.v, texts.n);
    if (!reply_is_page(rq)) return RC_OK;
    int64_t newer = request_query_id(rq, "to"), older = request_query_id(rq, "from");
    if (!text_no(&texts, newer)) newer = texts.v[0].no;
    if (!text_no(&texts, older)) older = newer > 1 ? newer - 1 : newer;
    const struct consult_texts_row *is = text_no(&texts, newer), *was = text_no(&texts, older);
    struct consult_compare_view v = { .self = consult_to(cx, c.id, "compare"),
                                      .texts = &texts,
                                      .older = older,
                                      .newer = newer,
                                      .note = is->note };
    v.runs = words_compare(cx->arena, was->body, is->body, &v.n);
    struct page *pg = consult_page(cx, rq, &c, T("Versions of the document"));
    page_exports(cx, rq, pg);
    consult_compare_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static const char *sentence(struct cx *cx, const struct consult_events_row *e)
{
    static const struct {
        const char *kind, *text; /* %1$s who it is about, %2$s what else */
    } said[] = {
        { "open", N_("opened") },
        { "text", N_("new version of the document") },
        { "extend", N_("more time given") },
        { "close", N_("closed") },
        { "withdraw", N_("withdrawn") },
        { "decide", N_("decided") },
        { "remind", N_("those who have not spoken were reminded") },
        { "delegate", N_("delegates to a colleague") },
        { "undelegate", N_("takes the delegation back") },
        { "proxy", N_("gives its proxy") },
        { "unproxy", N_("takes its proxy back") },
        { "interest", N_("declares an interest") },
        { "recuse", N_("declares an interest and takes no part") },
        { "return", N_("takes part again") },
        { "contact", N_("is asked at another address") },
        { "contact_name", N_("has its contact corrected") },
        { "public_link", N_("the public link was revoked and made anew") },
    };
    const char *what = e->kind;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (z_eq(said[i].kind, e->kind)) what = i18n_text(cx, NULL, said[i].text);
    stamp was;
    const char *other = stamp_iso(str_of(e->other), &was) ? i18n_stamp(cx, was) : e->other;
    const char *all =
        arena_printf(cx->arena, "%s%s%s", e->organisation, *e->organisation ? ": " : "", what);
    if (*other) all = arena_printf(cx->arena, "%s (%s)", all, other);
    if (*e->by) all = arena_printf(cx->arena, "%s, %s", all, e->by);
    return *e->note ? arena_printf(cx->arena, "%s. %s", all, e->note) : all;
}

static struct history events_of(struct cx *cx, const struct consult_events_rows *rows)
{
    struct change *c = arena_array(cx->arena, struct change, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        c[i] = (struct change){ .at = rows->v[i].at, .sentence = sentence(cx, &rows->v[i]) };
    return (struct history){ c, rows->n };
}

static enum rc history_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    struct consult_events_rows events;
    struct position_history_rows said;
    struct consult_options_rows options;
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc) rc = position_history(cx, c.id, c.round_no, &said);
    if (!rc) rc = consult_events(cx, c.id, &events);
    if (!rc) rc = consult_options(cx, c.id, &options);
    if (rc) return rc;
    reply_rows(cx, rs, "positions", &position_get_meta, said.v, said.n);
    reply_rows(cx, rs, "events", &consult_events_meta, events.v, events.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct mark *mark = arena_array(cx->arena, struct mark, said.n);
    const char **how = arena_array(cx->arena, const char *, said.n + 1);
    for (size_t i = 0; i < said.n; i++) {
        const struct position_history_row *p = &said.v[i];
        mark[i] = consult_choice_mark(cx, p->choice);
        if (!*p->choice) mark[i].word = T("taken back");
        how[i] = arena_printf(cx->arena, "%s, %s%s%s", p->speaker, consult_via(cx, p->via),
                              p->late ? ", " : "", p->late ? T("late, not counted") : "");
    }
    const struct consult_history_view v = {
        .events = events_of(cx, &events), .v = said.v, .mark = mark, .how = how, .n = said.n
    };
    struct page *pg = consult_page(cx, rq, &c, T("All that happened"));
    page_exports(cx, rq, pg);
    consult_history_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

const struct route consult_steer_routes[] = {
    { METHOD_POST, "/consultation/{consultation}/public-link", renew_post, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .title = N_("Make a new public link") },
    { METHOD_GET, "/consultation/{consultation}/open", open_page, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .no_api = true, .title = N_("Open a round") },
    { METHOD_POST, "/consultation/{consultation}/open", open_post, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .form = &open_form, .again = open_page, .title = N_("Open a round") },
    { METHOD_GET, "/consultation/{consultation}/extend", extend_page, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .no_api = true, .title = N_("Give more time") },
    { METHOD_POST, "/consultation/{consultation}/extend", extend_post, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .form = &extend_form, .again = extend_page,
      .title = N_("Give more time") },
    { METHOD_POST, "/consultation/{consultation}/close", close_post, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .again = consult_show, .title = N_("Close a round") },
    { METHOD_GET, "/consultation/{consultation}/withdraw", withdraw_page, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .no_api = true, .title = N_("Withdraw a consultation") },
    { METHOD_POST, "/consultation/{consultation}/withdraw", withdraw_post, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .form = &withdraw_form, .again = withdraw_page,
      .title = N_("Withdraw a consultation") },
    { METHOD_GET, "/consultation/{consultation}/text", text_page, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .no_api = true, .title = N_("Write a new version") },
    { METHOD_POST, "/consultation/{consultation}/text", text_post, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .form = &text_form, .again = text_page, .max = 1 * MB,
      .title = N_("Write a new version") },
    { METHOD_GET, "/consultation/{consultation}/compare", compare_page, .may = MAY_READ_CONSULT,
      .of = OF_CONSULTATION, .title = N_("Versions of the document"), .rows = &consult_texts_meta },
    { METHOD_GET, "/consultation/{consultation}/history", history_page, .may = MAY_READ_CONSULT,
      .of = OF_CONSULTATION, .title = N_("All that happened"), .rows = &position_get_meta },
    { METHOD_GET, "/consultation/{consultation}/decide", consult_decide_page,
      .may = MAY_EDIT_CONSULT, .of = OF_CONSULTATION, .no_api = true,
      .title = N_("Decide a consultation") },
    { METHOD_POST, "/consultation/{consultation}/decide", consult_decide_post,
      .may = MAY_EDIT_CONSULT, .of = OF_CONSULTATION, .form = &consult_decide_form,
      .again = consult_decide_page, .max = 1 * MB, .title = N_("Decide a consultation") },
    { 0 },
};
