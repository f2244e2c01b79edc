/* SPDX-License-Identifier: EUPL-1.2 */
/* tray_web.c — the tray of a project: what came in by mail, why it was not placed by itself, and
 * what a person decides about it. Where it is placed by hand is tray_place_web.c's.
 */
#include "project/tray.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "mail/inbound.h"
#include "mail/message_view.h"
#include "mail/sign.h"
#include "project/project_view.h"
#include "project/tray_html.h"
#include "project/tray_place_web.h"
#include "project/tray_view.h"
#include "store/document.h"
#include "store/document_sql.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 50, MOST = 100000 };

static const struct {
    const char *state, *kind, *word;
} states[] = {
    { INBOUND_TRAY, "ask", N_("in the tray") },
    { INBOUND_PLACED, "good", N_("placed") },
    { INBOUND_ANSWERED, "good", N_("answered") },
    { INBOUND_DISCARDED, "draft", N_("put aside") },
    { INBOUND_BOUNCE, "bad", N_("came back") },
    { INBOUND_AUTO, "draft", N_("an answering machine") },
    { INBOUND_LOOP, "draft", N_("a loop") },
};
enum { STATES = sizeof states / sizeof *states };

static struct mark mark_of(struct cx *cx, const char *state)
{
    size_t i = 0;
    while (i + 1 < STATES && !z_eq(states[i].state, state)) i++;
    return (struct mark){ states[i].kind, i18n_text(cx, NULL, states[i].word) };
}

static const char *subject_of(struct cx *cx, const char *subject)
{
    return *subject ? subject : T("(no subject)");
}

/* ---- the list -------------------------------------------------------------------------------- */

static const struct form_choice *choices(struct cx *cx)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, STATES + 2);
    for (size_t i = 0; i < STATES; i++)
        c[i] = (struct form_choice){ states[i].state, i18n_text(cx, NULL, states[i].word) };
    c[STATES] = (struct form_choice){ "all", T("all") };
    return c;
}

static void put_filter(struct cx *cx, const struct request *rq, struct tray_list_view *v)
{
    struct chip *c = arena_array(cx->arena, struct chip, 2);
    const struct url here = url_with(cx, (struct url){ rq->self.p }, "below", NULL);
    size_t n = 0;
    if (*v->q) c[n++] = (struct chip){ v->q, url_with(cx, here, "q", NULL) };
    if (!z_eq(v->state, INBOUND_TRAY))
        c[n++] = (struct chip){ z_eq(v->state, "all") ? T("all") : mark_of(cx, v->state).word,
                                url_with(cx, here, "state", NULL) };
    v->chips = (struct chips){ c, n, v->self };
}

static void put_lines(struct cx *cx, int64_t project, const struct tray_list_rows *rows,
                      struct tray_list_view *v)
{
    v->n = rows->n > PAGE ? PAGE : rows->n;
    struct tray_line *lines = arena_array(cx->arena, struct tray_line, v->n);
    for (size_t i = 0; i < v->n; i++) {
        const struct tray_list_row *r = &rows->v[i];
        lines[i] = (struct tray_line){
            .subject = subject_of(cx, r->subject),
            .name = *r->from_name ? r->from_name : r->from_address,
            .address = *r->from_name ? r->from_address : "",
            .why = z_eq(r->state, INBOUND_TRAY) ? inbound_reason(cx, r->reason) : r->note,
            .at = r->received_at,
            .mark = mark_of(cx, r->state),
            .url = url_path(cx, "/p/%lld/tray/%lld", (long long)project, (long long)r->id)
        };
    }
    v->v = lines;
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *q = request_query(rq, "q"), *state = request_query(rq, "state");
    const int64_t below = request_query_id(rq, "below");
    struct tray_list_rows rows;
    if (!state || !*state) state = INBOUND_TRAY;
    enum rc rc =
        tray_list(cx, rq->project, z_eq(state, "all") ? NULL : state, utf8_pattern(cx->arena, q),
                  below ? below : INT64_MAX, reply_is_page(rq) ? PAGE + 1 : MOST, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "mails", &tray_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct tray_list_view v = { .self = url_path(cx, "/p/%lld/tray", (long long)rq->project),
                                .q = q ? q : "",
                                .state = state,
                                .states = choices(cx) };
    put_filter(cx, rq, &v);
    put_lines(cx, rq->project, &rows, &v);
    const struct url here = { rq->self.p };
    if (below) v.pager.first = url_with(cx, here, "below", NULL);
    if (rows.n > PAGE)
        v.pager.next = url_with(cx, here, "below", project_number(cx, rows.v[PAGE - 1].id));
    struct page *pg = page_begin(cx, rq, T("Incoming mail"), AREA_PROJECT);
    project_tabs(cx, pg, rq->project, "tray");
    page_exports(cx, rq, pg);
    tray_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- one of them ----------------------------------------------------------------------------- */

struct answer_form {
    const char *text;
};
static const struct form_field answer_fields[] = {
    FIELD_OF(answer_form, text, FORM_LONG, N_("Your answer"), .required = true, .max = 5000),
};
static const struct form answer_form = FORM(answer_form, answer_fields);

struct discard_form {
    const char *why;
};
static const struct form_field discard_fields[] = {
    FIELD_OF(discard_form, why, FORM_TEXT, N_("Why it is nothing"), .required = true,
             .hint = N_("The mail is kept; it only leaves the tray.")),
};
static const struct form discard_form = FORM(discard_form, discard_fields);

static enum rc put_forms(struct cx *cx, const struct request *rq, const struct tray_one_row *r,
                         struct tray_show_view *v)
{
    const long long p = rq->project, id = r->id;
    if (!viewer_can(cx, MAY_SEND_MAIL, rq->project, 0)) return RC_OK;
    v->place_to = url_path(cx, "/p/%lld/tray/%lld/place", p, id);
    v->answer_to = url_path(cx, "/p/%lld/tray/%lld/answer", p, id);
    v->discard_to = url_path(cx, "/p/%lld/tray/%lld/discard", p, id);
    if (tray_may_decide(r->state)) {
        if (*r->from_address) v->answer = form_view(cx, rq, &answer_form, NULL);
        v->discard = form_view(cx, rq, &discard_form, NULL);
    }
    if (!tray_may_place(r)) return RC_OK;
    return tray_place_view(cx, rq, r, &v->place);
}

static const char *size_of(struct cx *cx, int64_t n)
{
    return n < 1000000 ? arena_printf(cx->arena, "%s kB", i18n_int(cx, (n + 999) / 1000))
                       : arena_printf(cx->arena, "%s MB", i18n_scaled(cx, n / 100000, 1, 1));
}

/* As it came it has the links by which its writer acts: for those who place it alone. */
static bool may_read_whole(struct cx *cx, int64_t project)
{
    return viewer_can(cx, MAY_SEND_MAIL, project, 0);
}

static enum rc put_files(struct cx *cx, const struct request *rq, const struct tray_one_row *r,
                         struct tray_show_view *v)
{
    struct attachment_of_rows files;
    enum rc rc = attachment_of(cx, "inbound", r->id, &files);
    if (rc) return rc;
    struct tray_doc *d = arena_array(cx->arena, struct tray_doc, files.n);
    for (size_t i = 0; i < files.n; i++) {
        const bool mail = files.v[i].document_id == r->document;
        if (mail && !may_read_whole(cx, rq->project)) continue;
        d[v->n++] =
            (struct tray_doc){ mail ? T("The mail as it came") : files.v[i].name,
                               size_of(cx, files.v[i].size),
                               url_path(cx, "/p/%lld/tray/%lld/file/%lld", (long long)rq->project,
                                        (long long)r->id, (long long)files.v[i].id) };
    }
    v->v = d;
    return RC_OK;
}

static void put_facts(struct cx *cx, const struct tray_one_row *r, struct tray_show_view *v)
{
    struct fact *f = arena_array(cx->arena, struct fact, 8);
    size_t n = 0;
    f[n++] = (struct fact){ .name = T("From"),
                            .value = *r->from_name ? arena_printf(cx->arena, "%s <%s>",
                                                                  r->from_name, r->from_address)
                                                   : r->from_address };
    f[n++] = (struct fact){ .name = T("Came"), .value = i18n_stamp(cx, r->received_at) };
    if (r->sent_at)
        f[n++] = (struct fact){ .name = T("Written"), .value = i18n_stamp(cx, r->sent_at) };
    f[n++] = (struct fact){ .name = T("Size"), .value = size_of(cx, r->size) };
    if (r->mail_subject)
        f[n++] = (struct fact){ .name = T("Answers"),
                                .value = r->mail_subject,
                                .url = message_leads(cx, r->mail_path) };
    if (*r->decided_by) {
        f[n++] = (struct fact){ .name = T("Decided"),
                                .value = arena_printf(cx->arena, "%s, %s", r->decided_by,
                                                      i18n_stamp(cx, r->decided_at)) };
        f[n++] = (struct fact){ .name = T("Note"), .value = r->note, .whole = true };
    }
    v->facts = (struct facts){ f, n };
}

static bool same_text(const char *a, const char *b)
{
    return str_eq(str_trim(str_of(a)), str_trim(str_of(b)));
}

static enum rc one(struct cx *cx, struct request *rq, struct response *rs)
{
    struct tray_one_row r;
    enum rc rc = tray_find(cx, rq->project, rq->id[1], &r);
    if (rc) return rc;
    /* What it quotes has the links by which its writer acts, and where their answers go. */
    r.subject = sign_blot(cx, r.subject);
    r.body = sign_blot(cx, r.body);
    r.whole = sign_blot(cx, r.whole);
    reply_row(cx, rs, "mail", &tray_one_meta, &r);
    if (!reply_is_page(rq)) return RC_OK;
    struct tray_show_view v = { .why = inbound_reason(cx, r.reason),
                                .said = r.said,
                                .body = r.body,
                                .whole = same_text(r.body, r.whole) ? NULL : r.whole };
    put_facts(cx, &r, &v);
    rc = put_files(cx, rq, &r, &v);
    if (!rc) rc = put_forms(cx, rq, &r, &v);
    if (rc) return rc;
    struct page *pg = page_begin(cx, rq, subject_of(cx, r.subject), AREA_PROJECT);
    const struct mark m = mark_of(cx, r.state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    page_crumb(cx, pg, T("Incoming mail"), url_path(cx, "/p/%lld/tray", (long long)rq->project));
    tray_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc file(struct cx *cx, struct request *rq, struct response *rs)
{
    struct tray_file_row f;
    struct tray_one_row r;
    bool found;
    int fd;
    enum rc rc = tray_find(cx, rq->project, rq->id[1], &r);
    if (!rc) rc = tray_file(cx, rq->project, rq->id[1], rq->id[2], &f, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (f.document == r.document && !may_read_whole(cx, rq->project))
        return refuse(cx, RC_DENIED,
                      T("The mail as it came holds the links by which its writer acts, so only "
                        "those who place it may have it."));
    if ((rc = document_spool(cx, f.document, &fd))) return rc;
    /* Nothing that a stranger sent opens within a page. */
    reply_file(cx, rs, fd, f.size, f.mime, f.name, false);
    return RC_OK;
}

/* ---- decisions ------------------------------------------------------------------------------- */

static enum rc decided(struct cx *cx, struct request *rq, struct response *rs, enum rc rc,
                       const char *notice)
{
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/tray", (long long)rq->project),
                                notice);
}

static enum rc answer(struct cx *cx, struct request *rq, struct response *rs)
{
    struct answer_form f;
    enum rc rc = form_read(cx, rq, &answer_form, &f);
    if (!rc) rc = tray_answer(cx, rq->project, rq->id[1], f.text);
    return decided(cx, rq, rs, rc, T("The answer goes out."));
}

static enum rc discard(struct cx *cx, struct request *rq, struct response *rs)
{
    struct discard_form f;
    enum rc rc = form_read(cx, rq, &discard_form, &f);
    if (!rc) rc = tray_discard(cx, rq->project, rq->id[1], f.why);
    return decided(cx, rq, rs, rc, T("The mail is put aside; it is kept."));
}

const struct route tray_routes[] = {
    { METHOD_GET, "/p/{project}/tray", list, .may = MAY_READ_MAIL, .of = OF_PROJECT,
      .title = N_("Incoming mail"), .rows = &tray_list_meta },
    { METHOD_GET, "/p/{project}/tray/{mail}", one, .may = MAY_READ_MAIL, .of = OF_PROJECT,
      .title = N_("A mail that came in"), .rows = &tray_one_meta },
    { METHOD_GET, "/p/{project}/tray/{mail}/file/{attachment}", file, .may = MAY_READ_MAIL,
      .of = OF_PROJECT, .title = N_("A file of a mail that came in"), .no_api = true },
    { METHOD_POST, "/p/{project}/tray/{mail}/place", tray_place_post, .may = MAY_SEND_MAIL,
      .of = OF_PROJECT, .form = &tray_place_form, .again = one,
      .title = N_("Place a mail by hand") },
    { METHOD_POST, "/p/{project}/tray/{mail}/answer", answer, .may = MAY_SEND_MAIL,
      .of = OF_PROJECT, .form = &answer_form, .again = one, .title = N_("Answer a mail") },
    { METHOD_POST, "/p/{project}/tray/{mail}/discard", discard, .may = MAY_SEND_MAIL,
      .of = OF_PROJECT, .form = &discard_form, .again = one, .title = N_("Put a mail aside") },
    { 0 },
};
