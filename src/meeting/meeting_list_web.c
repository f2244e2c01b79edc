/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_list_web.c — the meetings of a project: to come, past, and a month of them; and calling a
 * new one.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "body/body_sql.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "meeting/meeting_html.h"
#include "meeting/meeting_pages.h"
#include "meeting/meeting_view.h"
#include "talk/talk_web.h"

#include <string.h>

enum { WEEKS = 6 };

static const char *when_of(struct cx *cx, const struct meeting_list_row *r)
{
    return r->starts_at ? i18n_stamp(cx, r->starts_at) : T("no time yet");
}

static struct meeting_line line(struct cx *cx, const struct meeting_list_row *r)
{
    return (struct meeting_line){
        .title = r->title,
        .body = r->body_name,
        .when = when_of(cx, r),
        .place = meeting_place(cx, r->place, r->link),
        .answer = z_eq(r->my_answer, "none") || !z_eq(r->state, "invited")
                      ? NULL
                      : meeting_answer_mark(cx, r->my_answer).word,
        .mark = meeting_mark(cx, r->state),
        .url = meeting_url(cx, r->id, ""),
    };
}

static void put_lines(struct cx *cx, const struct meeting_list_rows *rows,
                      struct meeting_list_view *v)
{
    struct meeting_line *coming = arena_array(cx->arena, struct meeting_line, rows->n),
                        *past = arena_array(cx->arena, struct meeting_line, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->v[i].past)
            past[v->past.n++] = line(cx, &rows->v[i]);
        else
            coming[v->coming.n++] = line(cx, &rows->v[i]);
    }
    v->coming.v = coming;
    v->past.v = past;
}

/* ---- a month --------------------------------------------------------------------------------- */

static date local_day(struct cx *cx, stamp s)
{
    struct zone_time t;
    zone_local(cx->zone ? cx->zone : ZONE_UTC, s, &t);
    return t.day;
}

static month month_asked(struct cx *cx, const struct request *rq)
{
    const char *z = request_query(rq, "month");
    date d;
    if (z && strlen(z) == 7 && date_iso(str_of(arena_printf(cx->arena, "%s-01", z)), &d))
        return month_of(d);
    return month_of(local_day(cx, cx->now));
}

static const char *month_word(struct cx *cx, month m)
{
    return arena_printf(cx->arena, "%04d-%02d", month_year(m), month_no(m));
}

static void put_month(struct cx *cx, const struct request *rq, const struct meeting_list_rows *rows,
                      struct meeting_list_view *v)
{
    const month m = month_asked(cx, rq);
    const date first = month_first(m), last = month_last(m), today = local_day(cx, cx->now);
    /* 1970-01-01 was a Thursday; weeks begin on Monday. */
    const date from = date_add(first, -(int)(((first.day % 7) + 7 + 3) % 7));
    struct meeting_day *day = arena_array(cx->arena, struct meeting_day, WEEKS * 7);
    for (int i = 0; i < WEEKS * 7; i++) {
        const date d = date_add(from, i);
        int y, mo, no;
        VEC(struct meeting_line) at = { 0 };
        if (date_cmp(d, first) < 0 || date_cmp(d, last) > 0) continue;
        for (size_t k = 0; k < rows->n; k++) {
            const struct meeting_list_row *r = &rows->v[k];
            if (!r->starts_at || date_cmp(local_day(cx, r->starts_at), d) != 0) continue;
            struct meeting_line l = line(cx, r);
            l.when = meeting_clock(cx, r->starts_at);
            *vec_push(cx->arena, &at) = l;
        }
        date_parts(d, &y, &mo, &no);
        day[i] = (struct meeting_day){ no, date_cmp(d, today) == 0, { at.v, at.n } };
        v->weeks = (size_t)i / 7 + 1;
    }
    const char *const names[7] = { T("Mon"), T("Tue"), T("Wed"), T("Thu"),
                                   T("Fri"), T("Sat"), T("Sun") };
    memcpy(v->weekday, names, sizeof names);
    v->day = day;
    v->month = i18n_month(cx, m);
    const struct url here = { rq->self.p };
    v->before = url_with(cx, here, "month", month_word(cx, m - 1));
    v->after = url_with(cx, here, "month", month_word(cx, m + 1));
}

/* ---- the list -------------------------------------------------------------------------------- */

static const struct form_choice *body_choice_list(struct cx *cx, const struct body_choices_rows *b)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, b->n + 1);
    for (size_t i = 0; i < b->n; i++)
        c[i] = (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)b->v[i].id),
                                     b->v[i].name };
    return c;
}

static const char *label_of(const struct form_choice *c, const char *value)
{
    for (; c->value; c++)
        if (z_eq(c->value, value)) return c->label;
    return value;
}

static const struct form_choice *state_choices(struct cx *cx)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, 7);
    for (size_t i = 0; meeting_states[i].value; i++)
        c[i] = (struct form_choice){ meeting_states[i].value,
                                     i18n_text(cx, NULL, meeting_states[i].label) };
    return c;
}

static void put_filter(struct cx *cx, const struct request *rq, struct meeting_list_view *v)
{
    struct chip *c = arena_array(cx->arena, struct chip, 2);
    const struct url here = { rq->self.p };
    size_t n = 0;
    if (*v->body)
        c[n++] = (struct chip){ label_of(v->bodies, v->body), url_with(cx, here, "body", NULL) };
    if (*v->state)
        c[n++] =
            (struct chip){ meeting_mark(cx, v->state).word, url_with(cx, here, "state", NULL) };
    v->chips = (struct chips){ c, n, v->self };
}

enum rc meetings_page(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *state = request_query(rq, "state"), *body = request_query(rq, "body");
    struct meeting_list_rows rows;
    struct body_choices_rows bodies;
    enum rc rc = meeting_list(cx, rq->project, request_query_id(rq, "body"),
                              state && *state ? state : NULL, cx->now, viewer_is(cx), &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "meetings", &meeting_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    if ((rc = body_choices(cx, rq->project, &bodies))) return rc;
    struct meeting_list_view v = { .self = url_path(cx, "/p/%lld/meetings", (long long)rq->project),
                                   .feed = url_path(cx, "/me/calendar"),
                                   .bodies = body_choice_list(cx, &bodies),
                                   .states = state_choices(cx),
                                   .body = body ? body : "",
                                   .state = state ? state : "" };
    if (viewer_can(cx, MAY_EDIT_MEETING, rq->project, 0))
        v.add = url_path(cx, "/p/%lld/meetings/new", (long long)rq->project);
    else
        v.why_not = i18n_text(cx, NULL, role_permission_refusal(MAY_EDIT_MEETING));
    put_lines(cx, &rows, &v);
    put_month(cx, rq, &rows, &v);
    put_filter(cx, rq, &v);
    struct page *pg = page_begin(cx, rq, T("Meetings"), AREA_CONSULT);
    talk_tabs(cx, pg, rq->project, "meetings");
    page_exports(cx, rq, pg);
    meeting_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- a new one ------------------------------------------------------------------------------- */

struct call_form {
    int64_t body, minutes;
    const char *title, *note, *place, *link;
    stamp starts_at, second, third;
};
static const struct form_field call_fields[] = {
    FIELD_OF(call_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 200),
    FIELD_OF(call_form, body, FORM_ID, N_("Body"),
             .hint = N_("Its members are invited. Leave empty for a meeting with guests only.")),
    FIELD_OF(call_form, minutes, FORM_INT, N_("How long, in minutes"), .required = true, .min = 5,
             .max = 10080),
    FIELD_OF(call_form, place, FORM_TEXT, N_("Place"), .max = 200),
    FIELD_OF(call_form, link, FORM_TEXT, N_("Link to take part online"), .max = 500),
    FIELD_OF(call_form, starts_at, FORM_STAMP, N_("First possible time"), .required = true),
    FIELD_OF(call_form, second, FORM_STAMP, N_("Another possible time")),
    FIELD_OF(call_form, third, FORM_STAMP, N_("A third possible time"),
             .hint = N_("More can be added later. Everyone says which ones suit them.")),
    FIELD_OF(call_form, note, FORM_LONG, N_("What it is about"), .max = 20000),
};
const struct form meeting_call_form = FORM(call_form, call_fields);

enum rc meeting_new_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct body_choices_rows bodies;
    enum rc rc = body_choices(cx, rq->project, &bodies);
    if (rc) return rc;
    const struct call_form start = { .minutes = 90, .body = request_query_id(rq, "body") };
    struct form_view *form = form_view(cx, rq, &meeting_call_form, &start);
    form_options(form, "body", body_choice_list(cx, &bodies));
    const struct meeting_form_view v = {
        .form = form,
        .to = url_path(cx, "/p/%lld/meetings", (long long)rq->project),
        .back = url_path(cx, "/p/%lld/meetings", (long long)rq->project),
        .button = T("Ask who can when"),
    };
    struct page *pg = page_begin(cx, rq, T("Call a meeting"), AREA_CONSULT);
    pg->problem = NULL;
    page_crumb(cx, pg, T("Meetings"), v.back);
    meeting_form_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc meeting_new_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct call_form *f = rq->form;
    struct slot_input slots[3];
    size_t n = 0;
    const stamp times[3] = { f->starts_at, f->second, f->third };
    for (int i = 0; i < 3; i++)
        if (times[i]) slots[n++] = (struct slot_input){ times[i], NULL, NULL };
    enum rc rc = meeting_add(cx, rq->project,
                             &(struct meeting_input){ .body = f->body,
                                                      .title = f->title,
                                                      .note = f->note,
                                                      .minutes = f->minutes,
                                                      .place = f->place,
                                                      .link = f->link,
                                                      .slot = slots,
                                                      .n_slots = n },
                             &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs, meeting_url(cx, rs->created, ""),
                                T("Everyone is asked which time suits them."));
}
