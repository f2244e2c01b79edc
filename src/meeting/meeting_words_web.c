/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_words_web.c — words, times and the head that the pages of a meeting share. */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "meeting/answer_words.h"
#include "meeting/meeting_view.h"
#include "talk/talk_web.h"

const struct form_choice meeting_states[] = { { "proposed", N_("looking for a time") },
                                              { "invited", N_("invited") },
                                              { "held", N_("held") },
                                              { "minutes_draft", N_("minutes out") },
                                              { "approved", N_("minutes approved") },
                                              { "cancelled", N_("cancelled") },
                                              { NULL, NULL } };

struct mark meeting_mark(struct cx *cx, const char *state)
{
    static const char *const kinds[] = { "plan", "wait", "ask", "wait", "good", "bad" };
    for (size_t i = 0; meeting_states[i].value; i++)
        if (z_eq(meeting_states[i].value, state))
            return (struct mark){ kinds[i], i18n_text(cx, NULL, meeting_states[i].label) };
    return (struct mark){ "plan", state };
}

#define CHOICE(answer, says, is, kind, icon) { answer, is },
const struct form_choice meeting_answer_choices[] = { MEETING_ANSWERS(CHOICE){ NULL, NULL } };

struct mark meeting_answer_mark(struct cx *cx, const char *answer)
{
    const struct meeting_answer_word *w = meeting_answer_word(answer);
    return w ? (struct mark){ w->kind, i18n_text(cx, NULL, w->is) }
             : (struct mark){ "draft", T("no answer") };
}

struct mark meeting_attendance_mark(struct cx *cx, const char *attendance)
{
    if (z_eq(attendance, "present")) return (struct mark){ "good", T("present") };
    if (z_eq(attendance, "excused")) return (struct mark){ "wait", T("excused") };
    if (z_eq(attendance, "absent")) return (struct mark){ "bad", T("absent") };
    return (struct mark){ "draft", T("not noted") };
}

const char *meeting_clock(struct cx *cx, stamp s)
{
    struct zone_time t;
    zone_local(cx->zone ? cx->zone : ZONE_UTC, s, &t);
    return arena_printf(cx->arena, "%02d:%02d", t.hour, t.minute);
}

const char *meeting_place(struct cx *cx, const char *place, const char *link)
{
    if (*place && *link) return arena_printf(cx->arena, T("%s and online"), place);
    return *place ? place : *link ? T("online") : T("not said yet");
}

struct url meeting_url(struct cx *cx, int64_t id, const char *sub)
{
    return (struct url){ arena_printf(cx->arena, "/meeting/%lld%s%s", (long long)id,
                                      *sub ? "/" : "", sub) };
}

static bool begun(const struct meeting_get_row *m)
{
    return z_eq(m->state, "held") || z_eq(m->state, "minutes_draft") || z_eq(m->state, "approved");
}

struct page *meeting_page(struct cx *cx, const struct request *rq, const struct meeting_get_row *m,
                          bool leads, const char *here)
{
    struct page *pg = page_begin(cx, rq, m->title, AREA_CONSULT);
    const struct mark mark = meeting_mark(cx, m->state);
    /* Its buttons are not declared forms that would show their own sentence. */
    if (rq->method == METHOD_POST && !z_eq(here, "manage") && cx->problems.first)
        pg->problem = cx->problems.first->text;
    pg->state = mark.word;
    pg->state_kind = mark.kind;
    if (m->starts_at) pg->lead = i18n_stamp(cx, m->starts_at);
    page_crumb(cx, pg, T("Meetings"), url_path(cx, "/p/%lld/meetings", (long long)m->project));
    page_tab(cx, pg, T("Meeting"), meeting_url(cx, m->id, ""), !*here);
    if (begun(m))
        page_tab(cx, pg, T("Minutes"), meeting_url(cx, m->id, "minutes"), z_eq(here, "minutes"));
    if (leads && !begun(m) && !z_eq(m->state, "cancelled"))
        page_tab(cx, pg, T("Manage"), meeting_url(cx, m->id, "manage"), z_eq(here, "manage"));
    const struct object talk = { .type = "meeting",
                                 .id = m->id,
                                 .project = m->project,
                                 .label = m->title,
                                 .path = meeting_url(cx, m->id, "").p };
    page_tab(cx, pg, T("Talk"), talk_url(cx, &talk), false);
    return pg;
}

const char *meeting_quorum_text(struct cx *cx, const struct meeting_quorum *q)
{
    if (!q->needed)
        return arena_printf(cx->arena, T("%d of %d seats; no quorum is asked for"), (int)q->there,
                            (int)q->seats);
    return arena_printf(cx->arena,
                        q->reached ? T("quorum reached: %d of %d votes, %d needed")
                                   : T("no quorum: %d of %d votes, %d needed"),
                        (int)q->votes_there, (int)q->votes, (int)q->needed);
}

const struct person_list_row *meeting_me(const struct cx *cx, const struct person_list_rows *people)
{
    const struct person_list_row *me = NULL;
    for (size_t i = 0; i < people->n; i++) {
        const struct person_list_row *p = &people->v[i];
        if (p->account && p->account == viewer_is(cx) && (!me || p->weight > me->weight)) me = p;
    }
    return me;
}

static int64_t papers_of(const struct agenda_paper_list_rows *papers, int64_t item)
{
    int64_t n = 0;
    for (size_t i = 0; papers && i < papers->n; i++) n += papers->v[i].item == item;
    return n;
}

void meeting_agenda(struct cx *cx, const struct meeting_get_row *m,
                    const struct agenda_list_rows *items,
                    const struct agenda_paper_list_rows *papers, struct meeting_show_view *v)
{
    struct agenda_line *lines[3];
    for (int i = 0; i < 3; i++) lines[i] = arena_array(cx->arena, struct agenda_line, items->n);
    struct agenda_lines *to[3] = { &v->agenda, &v->proposed, &v->declined };
    int64_t minutes = 0;
    for (size_t i = 0; i < items->n; i++) {
        const struct agenda_list_row *row = &items->v[i];
        const int which = z_eq(row->state, "accepted") ? 0 : z_eq(row->state, "proposed") ? 1 : 2;
        struct agenda_line *l = &lines[which][to[which]->n++];
        *l = (struct agenda_line){ .i = row,
                                   .papers = papers_of(papers, row->id),
                                   .url = url_path(cx, "/meeting/%lld/item/%lld", (long long)m->id,
                                                   (long long)row->id) };
        if (which) continue;
        if (m->starts_at) l->start = meeting_clock(cx, m->starts_at + minutes * 60);
        minutes += row->minutes;
    }
    for (int i = 0; i < 3; i++) to[i]->v = lines[i];
    const int64_t over = minutes - m->minutes;
    if (!v->agenda.n) return;
    v->sum = over > 0 ? arena_printf(cx->arena,
                                     T("%d of %d minutes are planned: %d more than there are."),
                                     (int)minutes, (int)m->minutes, (int)over)
                      : arena_printf(cx->arena, T("%d of %d minutes are planned."), (int)minutes,
                                     (int)m->minutes);
    v->sum_mark = (struct mark){ over > 0 ? "ask" : "good", v->sum };
}
