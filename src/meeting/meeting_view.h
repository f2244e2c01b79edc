/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_view.h — what the pages of meetings show. Private to meeting. */
#ifndef KOLO_MEETING_MEETING_VIEW_H
#define KOLO_MEETING_MEETING_VIEW_H

#include "meeting/agenda_sql.h"
#include "meeting/meeting.h"
#include "meeting/meeting_sql.h"
#include "meeting/minutes_sql.h"
#include "meeting/person_sql.h"
#include "web/parts.h"

/* ---- the list -------------------------------------------------------------------------------- */
struct meeting_line {
    const char *title, *body, *when, *place, *answer;
    struct mark mark;
    struct url url;
};
struct meeting_lines {
    const struct meeting_line *v;
    size_t n;
};
struct meeting_day {
    int no; /* 0: not of this month */
    bool today;
    struct meeting_lines meetings;
};
struct meeting_list_view {
    struct meeting_lines coming, past;
    struct url self, add, feed; /* add.p NULL: with why_not */
    const char *why_not, *body, *state, *month;
    const struct form_choice *bodies, *states;
    struct chips chips;
    struct url before, after;
    const struct meeting_day *day; /* whole weeks from Monday */
    size_t weeks;
    const char *weekday[7];
};

/** A page that is one form. */
struct meeting_form_view {
    const struct form_view *form;
    struct url to, back;
    const char *button, *lead; /* lead NULL: none */
};

/* ---- one of them ----------------------------------------------------------------------------- */
struct slot_shown {
    int64_t id;
    const char *time, *place;
    struct url link;
    const char *sum; /* "3 yes, 1 if need be" */
    bool best;
};
struct meeting_row {
    const struct person_list_row *p;
    const char *role;
    bool me;
    const char *const *can; /* per slot: yes, if_need, no, "" */
    struct mark answer, attendance;
};
struct agenda_line {
    const struct agenda_list_row *i;
    const char *start; /* "10:20" */
    int64_t papers;
    struct url url;
};
struct agenda_lines {
    const struct agenda_line *v;
    size_t n;
};
/** Who may speak for the reader while away, and who spoke or speaks for whom. */
struct proxy_ask {
    struct url to;                     /* p NULL: the reader has no vote to pass on now */
    const char *refusal;               /* why it cannot be given now; NULL: it can */
    const char *now;                   /* who holds it; NULL nobody */
    const struct form_choice *members; /* who can be asked */
};
struct proxy_line {
    const char *text, *sub;
    struct mark mark;
};
struct proxy_lines {
    const struct proxy_line *v;
    size_t n;
};
struct meeting_show_view {
    const struct meeting_get_row *m;
    struct next next; /* what NULL: nothing */
    struct facts facts;
    const char *warning; /* cancelled, and why; NULL none */
    const struct slot_shown *slot;
    size_t n_slots;
    const struct meeting_row *row;
    size_t n_rows;
    bool asks; /* the reader is asked when they can */
    bool leads;
    struct url can, fix, propose, event, again;
    struct agenda_lines agenda, proposed, declined;
    struct proxy_ask proxy;
    struct proxy_lines proxies;
    const char *sum; /* of the time boxes */
    struct mark sum_mark;
    struct actions fit; /* where it is too long */
    struct html note;
};

/* ---- a guest, by the link of a mail -----------------------------------------------------------
 */
struct guest_choice {
    const char *value, *label, *icon;
    bool first; /* that of the link */
};
struct guest_view {
    const char *name, *place, *over; /* over: nothing can be said any more, and why */
    const char *problem;
    struct html note;
    struct url to;
    int64_t sequence; /* of the time that the page shows */
    struct mark now;  /* what they answered; kind NULL: not asked yet */
    const struct guest_choice *choice;
    size_t n;
    const struct slot_shown *slot; /* times to choose from */
    const char *const *can;        /* a slot each */
    size_t n_slots;
};

/* ---- what pages share (meeting_words_web.c) -------------------------------------------------- */
extern const struct form_choice meeting_states[], meeting_answer_choices[];
struct mark meeting_mark(struct cx *cx, const char *state);
struct mark meeting_answer_mark(struct cx *cx, const char *answer);
struct mark meeting_attendance_mark(struct cx *cx, const char *attendance);
/** meeting_clock(cx, s): "10:20" in the reader's zone. */
const char *meeting_clock(struct cx *cx, stamp s);
const char *meeting_place(struct cx *cx, const char *place, const char *link);
/** meeting_url(cx, id, sub): ${sub}: words of ours, "items/new"; "" the meeting itself. */
struct url meeting_url(struct cx *cx, int64_t id, const char *sub);
/** meeting_page(cx, rq, m, leads, here): head, state and tabs; ${here}: "", "minutes", "manage". */
struct page *meeting_page(struct cx *cx, const struct request *rq, const struct meeting_get_row *m,
                          bool leads, const char *here);
/** meeting_agenda(cx, m, items, papers, v): the lines with the times at which they begin. */
void meeting_agenda(struct cx *cx, const struct meeting_get_row *m,
                    const struct agenda_list_rows *items,
                    const struct agenda_paper_list_rows *papers, struct meeting_show_view *v);
/** meeting_fit_put(cx, m, items, v): what who leads can do when that takes too long. */
void meeting_fit_put(struct cx *cx, const struct meeting_get_row *m,
                     const struct agenda_list_rows *items, struct meeting_show_view *v);
/** meeting_proxy_put(cx, m, people, me, v): the form of one's own proxy, and all that were given.
 */
enum rc meeting_proxy_put(struct cx *cx, const struct meeting_get_row *m,
                          const struct person_list_rows *people, const struct person_list_row *me,
                          struct meeting_show_view *v) MUST_USE;
/** meeting_quorum_text(cx, q): "quorum reached: 4 of 5 votes". */
const char *meeting_quorum_text(struct cx *cx, const struct meeting_quorum *q);
/** meeting_me(cx, people): the reader's place, or NULL. */
const struct person_list_row *meeting_me(const struct cx *cx,
                                         const struct person_list_rows *people);

#endif
