/* SPDX-License-Identifier: EUPL-1.2 */
/* guest_web.c — the page behind the link in a mail to a guest: when the meeting is and what can be
 * answered. Looking at it does nothing; a press of a button answers, signed in or not.
 */
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "meeting/answer_words.h"
#include "meeting/guest_html.h"
#include "meeting/meeting_inside.h"
#include "meeting/meeting_pages.h"
#include "meeting/meeting_view.h"
#include "meeting/meeting_web.h"
#include "meeting/minutes_pages.h"

struct guest_form {
    const char *answer;
    int64_t sequence;
};
static const struct form_field guest_fields[] = {
    FIELD_OF(guest_form, answer, FORM_CHOICE, N_("Answer"), .choices = meeting_answer_choices),
    FIELD_OF(guest_form, sequence, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form guest_form = FORM(guest_form, guest_fields);

/* In the guest's language and by their clock, whatever the browser speaks. */
static void speak(struct cx *cx, const struct guest_link *l)
{
    const struct locale *theirs = i18n_locale(l->p.lang);
    if (theirs) cx->locale = theirs;
    cx->zone = zone_of_country(l->p.country);
}

static enum rc find(struct cx *cx, const struct request *rq, struct guest_link *l)
{
    enum rc rc = guest_find(cx, rq->word, l);
    if (!rc) speak(cx, l);
    return rc == RC_STALE ? RC_MISSING : rc;
}

static const char *why_over(struct cx *cx, const struct meeting_get_row *m)
{
    if (z_eq(m->state, "cancelled"))
        return arena_printf(cx->arena, T("This link has ended: “%s” does not take place. Why: %s"),
                            m->title, m->cancelled_why);
    if (meeting_over(m, cx->now))
        return T("This link has ended: the meeting has begun or is over, so nothing can be said "
                 "by it any more.");
    return NULL;
}

static void put_choices(struct cx *cx, const struct guest_link *l, struct guest_view *v)
{
    struct guest_choice *c = arena_array(cx->arena, struct guest_choice, MEETING_ANSWER_WORDS);
    for (size_t i = 0; i < MEETING_ANSWER_WORDS; i++) {
        const struct meeting_answer_word *w = &meeting_answers[i];
        c[i] = (struct guest_choice){ w->answer, i18n_text(cx, NULL, w->says), w->icon,
                                      *l->answer ? z_eq(w->answer, l->answer) : i == 0 };
    }
    v->choice = c;
    v->n = MEETING_ANSWER_WORDS;
    if (*l->p.answer) v->now = meeting_answer_mark(cx, l->p.answer);
}

static enum rc put_slots(struct cx *cx, const struct guest_link *l, struct guest_view *v)
{
    struct slot_list_rows slots;
    struct available_list_rows can;
    enum rc rc = slot_list(cx, l->m.id, &slots);
    if (!rc) rc = available_list(cx, l->m.id, &can);
    if (rc) return rc;
    struct slot_shown *s = arena_array(cx->arena, struct slot_shown, slots.n);
    const char **now = arena_array(cx->arena, const char *, slots.n);
    for (size_t i = 0; i < slots.n; i++) {
        const struct slot_list_row *r = &slots.v[i];
        s[i] = (struct slot_shown){ .id = r->id,
                                    .time = i18n_stamp(cx, r->starts_at),
                                    .place = meeting_place(cx, *r->place ? r->place : l->m.place,
                                                           *r->link ? r->link : l->m.link) };
        now[i] = "";
        for (size_t k = 0; k < can.n; k++)
            if (can.v[k].slot == r->id && can.v[k].person == l->p.id) now[i] = can.v[k].answer;
    }
    v->slot = s;
    v->can = now;
    v->n_slots = slots.n;
    if (!slots.n) v->over = T("There is no time to choose from yet. You get a mail when there is.");
    return RC_OK;
}

static enum rc guest_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct guest_link l;
    enum rc rc = find(cx, rq, &l);
    if (rc) return rc;
    struct guest_view v = {
        .name = l.p.name,
        .place = meeting_place(cx, l.m.place, l.m.link),
        .over = why_over(cx, &l.m),
        .problem = cx->problems.first ? cx->problems.first->text : NULL,
        .note = *l.m.note ? markdown(cx, l.m.note) : (struct html){ NULL },
        .to = url_path(cx, "/invitation/%s", rq->word),
        .sequence = l.m.sequence,
    };
    if (z_eq(l.m.state, "invited"))
        put_choices(cx, &l, &v);
    else if (!v.over && (rc = put_slots(cx, &l, &v)))
        return rc;
    struct page *pg = page_begin(cx, rq, l.m.title, AREA_NONE);
    pg->problem = NULL;
    if (l.m.starts_at) pg->lead = i18n_stamp(cx, l.m.starts_at);
    guest_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc say(struct cx *cx, struct request *rq, const struct guest_link *l)
{
    const struct guest_form *f = rq->form;
    void *rows;
    int *numbers;
    size_t n;
    enum rc rc = form_read_rows(cx, rq, &meeting_can_grid, "can", &rows, &numbers, &n);
    if (rc) return rc;
    if (n) return meeting_can_all(cx, l->m.id, l->p.id, rows, n);
    return meeting_answer(cx, l->m.id,
                          &(struct meeting_answer){ .person = l->p.id,
                                                    .answer = f->answer ? f->answer : "",
                                                    .by = "link",
                                                    .sequence = f->sequence });
}

static enum rc guest_post(struct cx *cx, struct request *rq, struct response *rs)
{
    struct guest_link l;
    const struct viewer *was = cx->viewer;
    enum rc rc = find(cx, rq, &l);
    if (rc) return rc;
    const char *why = why_over(cx, &l.m);
    if (why) return refuse(cx, RC_CONFLICT, "%s", why);
    cx->viewer = guest_viewer(cx, &l.p);
    rc = say(cx, rq, &l);
    cx->viewer = was;
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/invitation/%s", rq->word),
                                T("Your answer is noted. You can change it by the same link."));
}

/* As they are now: going round, or approved. */
static enum rc guest_pdf(struct cx *cx, struct request *rq, struct response *rs)
{
    struct guest_link l;
    enum rc rc = guest_find_minutes(cx, rq->word, &l);
    const bool over = rc == RC_STALE;
    if (rc && !over) return rc;
    speak(cx, &l);
    if (over)
        return refuse(cx, RC_CONFLICT,
                      T("This link has ended. Ask who invited you for the minutes."));
    if (!z_eq(l.m.state, "minutes_draft") && !z_eq(l.m.state, "approved"))
        return refuse(cx, RC_CONFLICT,
                      T("These minutes are being changed. You get a mail when they are ready."));
    return minutes_pdf_of(cx, &l.m, rs);
}

const struct route guest_routes[] = {
    { METHOD_GET, "/invitation/{word}", guest_page, .may = ROUTE_PUBLIC, .no_api = true,
      .title = N_("An invitation, by the link of a mail") },
    { METHOD_POST, "/invitation/{word}", guest_post, .may = ROUTE_PUBLIC, .no_api = true,
      .form = &guest_form, .grid = &meeting_can_grid, .grid_name = "can", .again = guest_page,
      .title = N_("Answer an invitation by a link") },
    { METHOD_GET, "/invitation/{word}/minutes", guest_pdf, .may = ROUTE_PUBLIC, .no_api = true,
      .title = N_("Minutes for a guest, by the link of a mail") },
    { 0 },
};
