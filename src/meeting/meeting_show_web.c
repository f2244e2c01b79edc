/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_show_web.c — one meeting: what is to be done, when and where, who can and who comes, and
 * what it is about.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "body/body_view.h"
#include "i18n/i18n.h"
#include "meeting/answer_words.h"
#include "meeting/meeting_html.h"
#include "meeting/meeting_inside.h"
#include "meeting/meeting_pages.h"
#include "meeting/meeting_view.h"

/* All of a meeting that its page shows. */
struct gathered {
    struct meeting_get_row m;
    struct person_list_rows people;
    struct slot_list_rows slots;
    struct available_list_rows can;
    struct agenda_list_rows items;
    struct agenda_paper_list_rows papers;
    const struct person_list_row *me;
    bool leads;
};

static enum rc gather(struct cx *cx, int64_t id, struct gathered *g)
{
    enum rc rc = meeting_get(cx, id, &g->m);
    if (!rc) rc = person_list(cx, id, &g->people);
    if (!rc) rc = agenda_list(cx, id, &g->items);
    if (!rc && z_eq(g->m.state, "proposed")) rc = slot_list(cx, id, &g->slots);
    if (!rc && g->slots.n) rc = available_list(cx, id, &g->can);
    if (!rc) rc = agenda_paper_list(cx, id, &g->papers);
    if (!rc) rc = meeting_led(cx, &g->m, &g->leads);
    g->me = meeting_me(cx, &g->people);
    return rc;
}

/* ---- when they can --------------------------------------------------------------------------- */

static const char *can_of(const struct gathered *g, int64_t slot, int64_t person)
{
    for (size_t i = 0; i < g->can.n; i++)
        if (g->can.v[i].slot == slot && g->can.v[i].person == person) return g->can.v[i].answer;
    return "";
}

/* Votes come before guests, yes before if need be: the slot with the most of them is the best. */
static int64_t worth(const struct gathered *g, int64_t slot, int *yes, int *need)
{
    int64_t sum = 0;
    *yes = *need = 0;
    for (size_t i = 0; i < g->people.n; i++) {
        const struct person_list_row *p = &g->people.v[i];
        const char *can = can_of(g, slot, p->id);
        const int64_t weight = p->weight ? p->weight * 100 : 1;
        if (z_eq(can, "yes")) sum += 3 * weight, ++*yes;
        if (z_eq(can, "if_need")) sum += 2 * weight, ++*need;
    }
    return sum;
}

static void put_slots(struct cx *cx, const struct gathered *g, struct meeting_show_view *v)
{
    struct slot_shown *s = arena_array(cx->arena, struct slot_shown, g->slots.n);
    int64_t most = 0;
    for (size_t i = 0; i < g->slots.n; i++) {
        const struct slot_list_row *r = &g->slots.v[i];
        const char *place = *r->place ? r->place : g->m.place,
                   *link = *r->link ? r->link : g->m.link;
        int yes, need;
        const int64_t sum = worth(g, r->id, &yes, &need);
        if (sum > most) most = sum;
        s[i] =
            (struct slot_shown){ .id = r->id,
                                 .time = i18n_stamp(cx, r->starts_at),
                                 .place = meeting_place(cx, place, link),
                                 .sum = need ? arena_printf(cx->arena, T("%d yes, %d if need be"),
                                                            yes, need)
                                             : arena_printf(cx->arena, T("%d yes"), yes) };
    }
    for (size_t i = 0; i < g->slots.n && most; i++) {
        int yes, need;
        s[i].best = worth(g, g->slots.v[i].id, &yes, &need) == most;
    }
    v->slot = s;
    v->n_slots = g->slots.n;
}

static void put_rows(struct cx *cx, const struct gathered *g, struct meeting_show_view *v)
{
    struct meeting_row *rows = arena_array(cx->arena, struct meeting_row, g->people.n);
    for (size_t i = 0; i < g->people.n; i++) {
        const struct person_list_row *p = &g->people.v[i];
        const char **can = arena_array(cx->arena, const char *, g->slots.n);
        for (size_t k = 0; k < g->slots.n; k++) can[k] = can_of(g, g->slots.v[k].id, p->id);
        rows[i] = (struct meeting_row){ .p = p,
                                        .role = body_role_word(cx, p->role),
                                        .me = p == g->me,
                                        .can = can,
                                        .answer = meeting_answer_mark(cx, p->answer),
                                        .attendance = meeting_attendance_mark(cx, p->attendance) };
    }
    v->row = rows;
    v->n_rows = g->people.n;
    v->asks = g->me && g->slots.n;
}

/* ---- what is to be done ---------------------------------------------------------------------- */

static struct action *one_action(struct cx *cx, struct next *n)
{
    struct action *a = arena_array(cx->arena, struct action, 3);
    n->actions = (struct actions){ a, 1 };
    return a;
}

static bool has_said_when(const struct gathered *g)
{
    for (size_t i = 0; i < g->can.n; i++)
        if (g->me && g->can.v[i].person == g->me->id) return true;
    return false;
}

static void next_before(struct cx *cx, const struct gathered *g, struct next *n)
{
    if (!g->slots.n) {
        n->what = T("No time is proposed yet.");
        n->kind = "wait";
        if (!g->leads) return;
        *one_action(cx, n) = (struct action){ .label = T("Propose a time"),
                                              .url = meeting_url(cx, g->m.id, "manage"),
                                              .kind = ACTION_PRIMARY };
    } else if (g->me && !has_said_when(g)) {
        n->what = T("Say which times suit you");
        *one_action(cx, n) = (struct action){ .label = T("To the times"),
                                              .url = parts_anchor(cx, "times"),
                                              .kind = ACTION_PRIMARY };
    } else {
        n->what = g->leads ? T("Choose a time when enough have answered")
                           : T("The time is chosen when enough have answered");
        n->kind = g->leads ? NULL : "wait";
    }
}

static struct action open_action(struct cx *cx, const struct gathered *g)
{
    return (struct action){ .label = T("Open the meeting"),
                            .post = true,
                            .kind = ACTION_PRIMARY,
                            .url = meeting_url(cx, g->m.id, "hold"),
                            .name = "version",
                            .value = arena_printf(cx->arena, "%lld", (long long)g->m.version) };
}

static void next_invited(struct cx *cx, const struct gathered *g, struct next *n)
{
    const bool begins = cx->now >= g->m.starts_at - MEETING_EARLY;
    n->until = date_of_stamp(g->m.starts_at);
    if (g->leads && begins) {
        n->what = T("The meeting can be opened");
        *one_action(cx, n) = open_action(cx, g);
        return;
    }
    if (!g->me || meeting_over(&g->m, cx->now)) {
        n->what = g->me ? T("Its time is past; who leads it has not opened it yet")
                        : T("People are invited and answer");
        n->kind = "wait";
        return;
    }
    const bool answered = *g->me->answer;
    n->what = answered ? arena_printf(cx->arena, T("You answered: %s"),
                                      meeting_answer_mark(cx, g->me->answer).word)
                       : T("Say whether you come");
    n->kind = answered ? "wait" : NULL;
    struct action *a = one_action(cx, n);
    n->actions.n = 0;
    for (int i = 0; i < MEETING_ANSWER_WORDS; i++) {
        const struct meeting_answer_word *w = &meeting_answers[i];
        if (z_eq(g->me->answer, w->answer)) continue;
        a[n->actions.n++] = (struct action){ .label = i18n_text(cx, NULL, w->says),
                                             .icon = w->icon,
                                             .post = true,
                                             .kind = i || answered ? ACTION_PLAIN : ACTION_PRIMARY,
                                             .url = meeting_url(cx, g->m.id, "answer"),
                                             .name = "answer",
                                             .value = w->answer };
    }
}

static void next_after(struct cx *cx, const struct gathered *g, struct next *n)
{
    const bool held = z_eq(g->m.state, "held"), out = z_eq(g->m.state, "minutes_draft");
    n->what = held  ? g->leads ? T("Note who is here, and write the minutes")
                               : T("The minutes are being written")
               : out ? T("Read the minutes and say whether you approve")
                    : T("The minutes are approved");
    n->kind = held && g->leads ? NULL : out ? NULL : held ? "wait" : "good";
    if (out && g->m.approve_until) n->until = date_of_stamp(g->m.approve_until);
    *one_action(cx, n) = (struct action){ .label = T("To the minutes"),
                                          .url = meeting_url(cx, g->m.id, "minutes"),
                                          .kind = n->kind ? ACTION_PLAIN : ACTION_PRIMARY };
}

static void put_next(struct cx *cx, const struct gathered *g, struct meeting_show_view *v)
{
    v->next.until = DATE_NONE;
    if (z_eq(g->m.state, "proposed"))
        next_before(cx, g, &v->next);
    else if (z_eq(g->m.state, "invited"))
        next_invited(cx, g, &v->next);
    else if (z_eq(g->m.state, "cancelled"))
        v->warning = arena_printf(cx->arena, T("Cancelled: %s"), g->m.cancelled_why);
    else
        next_after(cx, g, &v->next);
}

/* ---- the page -------------------------------------------------------------------------------- */

static struct facts facts_of(struct cx *cx, const struct gathered *g)
{
    const struct meeting_get_row *m = &g->m;
    const struct meeting_quorum q = meeting_quorum(m, &g->people);
    struct fact *f = arena_array(cx->arena, struct fact, 8);
    size_t n = 0;
    if (*m->body_name)
        f[n++] = (struct fact){ .name = T("Body"),
                                .value = m->body_name,
                                .url = url_path(cx, "/body/%lld", (long long)m->body) };
    if (m->starts_at)
        f[n++] = (struct fact){ .name = T("When"), .value = i18n_stamp(cx, m->starts_at) };
    if (g->leads && z_eq(m->state, "invited") && cx->now < m->starts_at - MEETING_EARLY)
        f[n++] = (struct fact){ .name = T("Can be opened"),
                                .value = i18n_stamp(cx, m->starts_at - MEETING_EARLY) };
    f[n++] = (struct fact){ .name = T("How long"),
                            .value = arena_printf(cx->arena, T("%d minutes"), (int)m->minutes) };
    f[n++] = (struct fact){ .name = T("Where"), .value = meeting_place(cx, m->place, m->link) };
    if (*m->link)
        f[n++] =
            (struct fact){ .name = T("Online"), .value = m->link, .url = url_outside(cx, m->link) };
    if (m->body && !z_eq(m->state, "proposed") && !z_eq(m->state, "cancelled"))
        f[n++] = (struct fact){ .name = z_eq(m->state, "invited") ? T("Quorum by the answers")
                                                                  : T("Quorum"),
                                .value = meeting_quorum_text(cx, &q) };
    return (struct facts){ f, n };
}

enum rc meeting_show_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct gathered g = { 0 };
    enum rc rc = gather(cx, rq->id[0], &g);
    if (rc) return rc;
    reply_row(cx, rs, "meeting", &meeting_get_meta, &g.m);
    reply_rows(cx, rs, "people", &person_list_meta, g.people.v, g.people.n);
    reply_rows(cx, rs, "agenda", &agenda_list_meta, g.items.v, g.items.n);
    reply_rows(cx, rs, "slots", &slot_list_meta, g.slots.v, g.slots.n);
    reply_rows(cx, rs, "availability", &available_list_meta, g.can.v, g.can.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct meeting_show_view v = {
        .m = &g.m,
        .facts = facts_of(cx, &g),
        .leads = g.leads,
        .can = meeting_url(cx, g.m.id, "available"),
        .fix = meeting_url(cx, g.m.id, "fix"),
        .note = *g.m.note ? markdown(cx, g.m.note) : (struct html){ NULL },
    };
    const bool open =
        z_eq(g.m.state, "proposed") || z_eq(g.m.state, "invited") || z_eq(g.m.state, "held");
    if (open && viewer_can(cx, MAY_COMMENT, g.m.project, 0))
        v.propose = meeting_url(cx, g.m.id, "items/new");
    if (z_eq(g.m.state, "invited")) v.event = meeting_url(cx, g.m.id, "event");
    put_next(cx, &g, &v);
    put_slots(cx, &g, &v);
    put_rows(cx, &g, &v);
    meeting_agenda(cx, &g.m, &g.items, &g.papers, &v);
    meeting_fit_put(cx, &g.m, &g.items, &v);
    if ((rc = meeting_proxy_put(cx, &g.m, &g.people, g.me, &v))) return rc;
    struct page *pg = meeting_page(cx, rq, &g.m, g.leads, "");
    meeting_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- saying when, and whether ---------------------------------------------------------------- */

struct available_form {
    int64_t person;
};
static const struct form_field available_fields[] = {
    FIELD_OF(available_form, person, FORM_ID, N_("Person"), .hidden = true),
};
const struct form meeting_available_form = FORM(available_form, available_fields);

static const struct form_choice can_choices[] = {
    { "yes", N_("yes") }, { "if_need", N_("if need be") }, { "no", N_("no") }, { NULL, NULL }
};
static const struct form_field can_fields[] = {
    FIELD_OF(meeting_can_row, slot, FORM_ID, N_("Time"), .required = true),
    FIELD_OF(meeting_can_row, answer, FORM_CHOICE, N_("Answer"), .choices = can_choices),
};
const struct form meeting_can_grid = FORM(meeting_can_row, can_fields);

enum rc meeting_person_meant(struct cx *cx, int64_t meeting, int64_t given, int64_t *person)
{
    struct person_of_account_row me;
    bool found;
    *person = given;
    if (given) return RC_OK;
    enum rc rc = person_of_account(cx, meeting, viewer_is(cx), &me, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_DENIED, T("You are not among those invited to this meeting."));
    *person = me.id;
    return RC_OK;
}

enum rc meeting_can_all(struct cx *cx, int64_t meeting, int64_t person,
                        const struct meeting_can_row *rows, size_t n)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    for (size_t i = 0; i < n && !rc; i++)
        if (rows[i].answer) rc = meeting_can(cx, meeting, person, rows[i].slot, rows[i].answer);
    return db_end(cx, rc);
}

enum rc meeting_available_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct available_form *f = rq->form;
    void *rows;
    int *numbers;
    size_t n;
    int64_t person;
    enum rc rc = form_read_rows(cx, rq, &meeting_can_grid, "can", &rows, &numbers, &n);
    if (!rc) rc = meeting_person_meant(cx, rq->id[0], f->person, &person);
    if (!rc) rc = meeting_can_all(cx, rq->id[0], person, rows, n);
    return rc ? rc
              : reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], ""),
                                T("Your answer is noted."));
}

enum rc meeting_event_get(struct cx *cx, struct request *rq, struct response *rs)
{
    struct meeting_get_row m;
    struct person_list_rows people;
    const char *text;
    enum rc rc = meeting_get(cx, rq->id[0], &m);
    if (!rc && !m.starts_at)
        return refuse(cx, RC_CONFLICT,
                      T("The meeting has no time yet, so no calendar can take it."));
    if (!rc) rc = person_list(cx, m.id, &people);
    if (!rc) rc = meeting_event(cx, &m, &people, 0, "PUBLISH", &text);
    if (rc) return rc;
    rs->type = "text/calendar; charset=utf-8";
    reply_header(cx, rs, "Content-Disposition",
                 reply_disposition(cx, "attachment",
                                   arena_printf(cx->arena, "meeting-%lld.ics", (long long)m.id)));
    buf_text(&rs->body, text);
    return RC_OK;
}
