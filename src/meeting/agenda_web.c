/* SPDX-License-Identifier: EUPL-1.2 */
/* agenda_web.c — an item of the agenda: proposed, looked at, accepted, ordered, given papers. */
#include "meeting/agenda.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "meeting/agenda_html.h"
#include "meeting/agenda_view.h"
#include "meeting/meeting_html.h"
#include "meeting/meeting_inside.h"
#include "meeting/meeting_pages.h"
#include "meeting/meeting_view.h"
#include "meeting/meeting_web.h"
#include "network/stale_web.h"
#include "store/document.h"
#include "talk/about.h"
#include "talk/talk_web.h"

struct item_form {
    const char *title, *note, *speaker, *about;
    int64_t minutes, version;
};
static const struct form_field item_fields[] = {
    FIELD_OF(item_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 200),
    FIELD_OF(item_form, note, FORM_LONG, N_("What it is about, and what is asked of the meeting"),
             .max = 20000),
    FIELD_OF(item_form, minutes, FORM_INT, N_("Minutes"), .max = 1440,
             .hint = N_("The time box; the times of the agenda follow from it.")),
    FIELD_OF(item_form, speaker, FORM_TEXT, N_("Who presents it"), .max = 120),
    FIELD_OF(item_form, about, FORM_TEXT, N_("Leads to"), .max = 200,
             .hint = N_("A thing of this project, as in “activity:7”, “consultation:2” or "
                        "“decision:5”; several with commas.")),
    FIELD_OF(item_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form item_form = FORM(item_form, item_fields);

static struct agenda_input input_of(const struct item_form *f)
{
    return (struct agenda_input){ f->title, f->note, f->minutes, f->speaker };
}

/* The words of the field as the things they name. */
static enum rc read_about(struct cx *cx, const char *words, struct object **list, size_t *n)
{
    str rest = str_of(words ? words : "");
    *list = arena_array(cx->arena, struct object, rest.n / 2 + 1);
    *n = 0;
    while (rest.n) {
        const str word = str_trim(str_cut(&rest, ','));
        if (!word.n) continue;
        if (!about_parse(cx, arena_str(cx->arena, word), &(*list)[*n]))
            return problem(cx, "about", T("“%s” names nothing of this project."),
                           arena_str(cx->arena, word));
        ++*n;
    }
    return RC_OK;
}

static enum rc save_about(struct cx *cx, int64_t project, int64_t item, const char *words)
{
    struct object *list;
    size_t n;
    enum rc rc = read_about(cx, words, &list, &n);
    return rc ? rc : about_set(cx, project, "agenda_item", item, list, n);
}

/* ---- a new one ------------------------------------------------------------------------------- */

static enum rc new_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct meeting_get_row m;
    bool leads;
    enum rc rc = meeting_get(cx, rq->id[0], &m);
    if (!rc) rc = meeting_led(cx, &m, &leads);
    if (rc) return rc;
    const struct item_form start = { .minutes = 15, .about = request_query(rq, "about") };
    const struct meeting_form_view v = {
        .form = form_view(cx, rq, &item_form, &start),
        .to = meeting_url(cx, m.id, "items"),
        .back = meeting_url(cx, m.id, ""),
        .button = leads ? T("Put on the agenda") : T("Propose the item"),
        .lead = leads ? NULL : T("Who leads the meeting takes it on the agenda, or says why not."),
    };
    struct page *pg = page_begin(cx, rq, T("Propose an item"), AREA_CONSULT);
    page_crumb(cx, pg, T("Meetings"), url_path(cx, "/p/%lld/meetings", (long long)m.project));
    page_crumb(cx, pg, m.title, v.back);
    meeting_form_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct item_form *f = rq->form;
    const struct agenda_input in = input_of(f);
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = agenda_add(cx, rq->id[0], &in, &rs->created);
    if (!rc) rc = save_about(cx, rq->project, rs->created, f->about);
    rc = db_end(cx, rc);
    return rc ? rc
              : reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], ""),
                                T("The item is noted."));
}

/* ---- one of them ----------------------------------------------------------------------------- */

struct refuse_form {
    const char *why;
};
static const struct form_field refuse_fields[] = {
    FIELD_OF(refuse_form, why, FORM_TEXT, N_("Why it is not taken"), .required = true, .max = 500),
};
static const struct form refuse_form = FORM(refuse_form, refuse_fields);

static enum rc find(struct cx *cx, const struct request *rq, struct agenda_list_row *i)
{
    bool found = false;
    enum rc rc = agenda_get(cx, rq->id[0], rq->id[1], i, &found);
    return rc || found ? rc : RC_MISSING;
}

static struct facts facts_of(struct cx *cx, const struct agenda_list_row *i)
{
    struct fact *f = arena_array(cx->arena, struct fact, 4);
    size_t n = 0;
    f[n++] = (struct fact){ .name = T("Proposed by"),
                            .value = arena_printf(cx->arena, "%s, %s", i->proposer,
                                                  i18n_stamp(cx, i->proposed_at)) };
    f[n++] = (struct fact){ .name = T("Time"),
                            .value = arena_printf(cx->arena, T("%d minutes"), (int)i->minutes) };
    if (*i->speaker) f[n++] = (struct fact){ .name = T("Presented by"), .value = i->speaker };
    if (i->decision)
        f[n++] = (struct fact){ .name = T("Decision"),
                                .value = arena_printf(cx->arena, "%d. %s", (int)i->decision_no,
                                                      i->decision_title),
                                .url = url_path(cx, "/decision/%lld", (long long)i->decision) };
    return (struct facts){ f, n };
}

static void put_papers(struct cx *cx, int64_t meeting, int64_t item,
                       const struct agenda_paper_list_rows *rows, struct agenda_item_view *v)
{
    struct paper_shown *p = arena_array(cx->arena, struct paper_shown, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct agenda_paper_list_row *r = &rows->v[i];
        if (r->item != item) continue;
        const struct paper_shown *last = v->n_papers ? &p[v->n_papers - 1] : NULL;
        p[v->n_papers++] = (struct paper_shown){
            .p = r,
            .url = url_path(cx, "/meeting/%lld/paper/%lld", (long long)meeting, (long long)r->id),
            .size = arena_printf(cx->arena, T("%lld KB"), (long long)(r->size + 1023) / 1024),
            .newest = !last || !z_eq(last->p->title, r->title),
        };
    }
    v->paper = p;
}

static enum rc put_about(struct cx *cx, int64_t item, struct agenda_item_view *v,
                         const char **words)
{
    struct about_list list;
    enum rc rc = about_of(cx, "agenda_item", item, &list);
    if (rc) return rc;
    struct fact *f = arena_array(cx->arena, struct fact, list.n);
    *words = "";
    for (size_t i = 0; i < list.n; i++) {
        const struct object_kind *kind = object_kind_of(list.v[i].type);
        f[i] = (struct fact){ .name = kind ? i18n_text(cx, NULL, kind->word) : list.v[i].type,
                              .value = list.v[i].label,
                              .url = { list.v[i].path } };
        *words =
            arena_printf(cx->arena, "%s%s%s", *words, i ? ", " : "", about_word(cx, &list.v[i]));
    }
    v->about = f;
    v->n_about = list.n;
    return RC_OK;
}

static struct action order_action(const struct agenda_item_view *v, const char *label,
                                  const char *icon, const char *act)
{
    return (struct action){
        .label = label, .icon = icon, .post = true, .url = v->order_to, .name = "act", .value = act
    };
}

static void put_order(struct cx *cx, const struct agenda_list_row *i, struct agenda_item_view *v)
{
    struct action *a = arena_array(cx->arena, struct action, 2);
    size_t n = 0;
    if (z_eq(i->state, "accepted")) {
        a[n++] = order_action(v, T("Earlier"), "sort-up", "up");
        a[n++] = order_action(v, T("Later"), "sort-down", "down");
    } else {
        a[n] = order_action(v, T("Take on the agenda"), "check", "accept");
        a[n++].kind = ACTION_PRIMARY;
    }
    v->order = (struct actions){ a, n };
}

static struct form_view *typed_in(struct cx *cx, const struct request *rq, const struct form *f,
                                  const void *now)
{
    struct request blank = { .method = METHOD_GET };
    blank.csrf = rq->csrf;
    const bool here = rq->method == METHOD_GET || rq->route->form == f;
    return form_view(cx, here ? rq : &blank, f, now);
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct meeting_get_row m;
    struct agenda_list_row i;
    struct agenda_paper_list_rows papers;
    bool leads = false;
    const char *words;
    enum rc rc = meeting_get(cx, rq->id[0], &m);
    if (!rc) rc = find(cx, rq, &i);
    if (!rc) rc = agenda_paper_list(cx, m.id, &papers);
    if (!rc) rc = meeting_led(cx, &m, &leads);
    if (rc) return rc;
    reply_row(cx, rs, "item", &agenda_list_meta, &i);
    reply_rows(cx, rs, "papers", &agenda_paper_list_meta, papers.v, papers.n);
    if (!reply_is_page(rq)) return RC_OK;
    const char *item = arena_printf(cx->arena, "item/%lld", (long long)i.id);
    struct agenda_item_view v = {
        .facts = facts_of(cx, &i),
        .note = *i.note ? markdown(cx, i.note) : (struct html){ NULL },
        .declined = z_eq(i.state, "declined") ? i.answer : NULL,
        .self = meeting_url(cx, m.id, item),
        .papers_to = meeting_url(cx, m.id, arena_printf(cx->arena, "%s/papers", item)),
        .order_to = meeting_url(cx, m.id, arena_printf(cx->arena, "%s/order", item)),
        .refuse_to = meeting_url(cx, m.id, arena_printf(cx->arena, "%s/decline", item)),
        .change_open = rq->method == METHOD_POST && rq->route->form == &item_form,
        .refuse_open = rq->method == METHOD_POST && rq->route->form == &refuse_form,
    };
    const bool open =
        z_eq(m.state, "proposed") || z_eq(m.state, "invited") || z_eq(m.state, "held");
    const bool own = i.proposed_by && i.proposed_by == viewer_is(cx);
    rc = put_about(cx, i.id, &v, &words);
    if (!rc) rc = talk_thread_of(cx, rq, "agenda_item", i.id, &v.talk);
    if (rc) return rc;
    put_papers(cx, m.id, i.id, &papers, &v);
    v.may_add = open && (leads || own);
    if (open && (leads || (own && z_eq(i.state, "proposed")))) {
        const struct item_form now = { i.title, i.note, i.speaker, words, i.minutes, i.version };
        struct form_view *form = typed_in(cx, rq, &item_form, &now);
        v.form = form;
        if (v.change_open) rc = stale_show(cx, rq, form, "agenda_item", i.id, i.version);
    }
    if (open && leads) {
        put_order(cx, &i, &v);
        if (!z_eq(i.state, "declined")) v.refuse = typed_in(cx, rq, &refuse_form, NULL);
    }
    if (rc) return rc;
    struct page *pg = page_begin(cx, rq, i.title, AREA_CONSULT);
    if (rq->method == METHOD_POST && !v.change_open && !v.refuse_open && cx->problems.first)
        pg->problem = cx->problems.first->text;
    pg->state = z_eq(i.state, "accepted")   ? T("on the agenda")
                : z_eq(i.state, "proposed") ? T("proposed")
                                            : T("not taken");
    pg->state_kind = z_eq(i.state, "accepted")   ? "good"
                     : z_eq(i.state, "proposed") ? "plan"
                                                 : "bad";
    page_crumb(cx, pg, T("Meetings"), url_path(cx, "/p/%lld/meetings", (long long)m.project));
    page_crumb(cx, pg, m.title, meeting_url(cx, m.id, ""));
    agenda_item_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static struct url item_url(struct cx *cx, const struct request *rq)
{
    return url_path(cx, "/meeting/%lld/item/%lld", (long long)rq->id[0], (long long)rq->id[1]);
}

static enum rc change_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct item_form *f = rq->form;
    const struct agenda_input in = input_of(f);
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = agenda_change(cx, rq->id[0], rq->id[1], f->version, &in);
    if (!rc) rc = save_about(cx, rq->project, rq->id[1], f->about);
    rc = db_end(cx, rc);
    return rc ? rc : reply_see_other(cx, rq, rs, item_url(cx, rq), T("The item is saved."));
}

struct order_form {
    const char *act;
};
static const struct form_choice acts[] = { { "accept", N_("Take on the agenda") },
                                           { "up", N_("Earlier") },
                                           { "down", N_("Later") },
                                           { NULL, NULL } };
static const struct form_field order_fields[] = {
    FIELD_OF(order_form, act, FORM_CHOICE, N_("What"), .required = true, .choices = acts,
             .act = true),
};
static const struct form order_form = FORM(order_form, order_fields);

static enum rc order_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct order_form *f = rq->form;
    enum rc rc = z_eq(f->act, "accept")
                     ? agenda_accept(cx, rq->id[0], rq->id[1])
                     : agenda_move(cx, rq->id[0], rq->id[1], z_eq(f->act, "up") ? -1 : 1);
    return rc ? rc
              : reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], ""),
                                T("The agenda is in its new order."));
}

static enum rc refuse_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct refuse_form *f = rq->form;
    enum rc rc = agenda_decline(cx, rq->id[0], rq->id[1], f->why);
    return rc ? rc
              : reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], ""),
                                T("The proposer is told why."));
}

static enum rc paper_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *title = request_field(rq, "title");
    const struct upload *u = NULL;
    for (size_t i = 0; i < rq->uploads.n && !u; i++)
        if (z_eq(rq->uploads.v[i].field, "file") && rq->uploads.v[i].bytes.n) u = &rq->uploads.v[i];
    if (!u) return problem(cx, "file", T("Choose a file first."));
    enum rc rc = agenda_paper(cx, rq->id[0], rq->id[1], title, *u->name ? u->name : T("document"),
                              u->bytes, &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs, item_url(cx, rq), T("The paper is with the item."));
}

static enum rc paper_get(struct cx *cx, struct request *rq, struct response *rs)
{
    struct agenda_paper_list_row p;
    bool found;
    int fd;
    enum rc rc = agenda_paper_get(cx, rq->id[0], rq->id[1], &p, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = document_spool(cx, p.document, &fd))) return rc;
    reply_file(cx, rs, fd, p.size, p.mime, p.name, document_safe_inline(p.mime));
    return RC_OK;
}

#define ITEM .may = MAY_COMMENT, .of = OF_MEETING
const struct route agenda_routes[] = {
    { METHOD_GET, "/meeting/{meeting}/items/new", new_page, ITEM,
      .title = N_("Propose an agenda item"), .no_api = true },
    { METHOD_POST, "/meeting/{meeting}/items", add_post, ITEM, .form = &item_form,
      .again = new_page, .title = N_("Propose an agenda item") },
    { METHOD_GET, "/meeting/{meeting}/item/{item}", show, .may = MAY_READ_CONSULT, .of = OF_MEETING,
      .title = N_("An agenda item"), .rows = &agenda_list_meta },
    { METHOD_POST, "/meeting/{meeting}/item/{item}", change_post, ITEM, .form = &item_form,
      .again = show, .title = N_("Change an agenda item") },
    { METHOD_POST, "/meeting/{meeting}/item/{item}/order", order_post, ITEM, .form = &order_form,
      .again = show, .title = N_("Accept or order an agenda item") },
    { METHOD_POST, "/meeting/{meeting}/item/{item}/decline", refuse_post, ITEM,
      .form = &refuse_form, .again = show, .title = N_("Decline an agenda item") },
    { METHOD_POST, "/meeting/{meeting}/item/{item}/papers", paper_post, ITEM, .again = show,
      .max = 64 * MB, .title = N_("Add a paper to an agenda item") },
    { METHOD_POST, "/meeting/{meeting}/lengthen", agenda_lengthen_post, ITEM,
      .form = &agenda_fit_form, .again = meeting_show_page,
      .title = N_("Lengthen a meeting to its agenda") },
    { METHOD_POST, "/meeting/{meeting}/shorten", agenda_shorten_post, ITEM,
      .form = &agenda_fit_form, .again = meeting_show_page,
      .title = N_("Shorten an agenda to its meeting") },
    { METHOD_GET, "/meeting/{meeting}/paper/{paper}", paper_get, .may = MAY_READ_CONSULT,
      .of = OF_MEETING, .title = N_("A paper of a meeting"), .no_api = true },
    { 0 },
};
