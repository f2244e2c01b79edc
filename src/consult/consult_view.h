/* SPDX-License-Identifier: EUPL-1.2 */
/* consult_view.h — what the pages of consultations show. Private to consult. */
#ifndef KOLO_CONSULT_CONSULT_VIEW_H
#define KOLO_CONSULT_CONSULT_VIEW_H

#include "base/words.h"
#include "consult/position.h"
#include "consult/response.h"
#include "talk/talk_web.h"
#include "web/form.h"
#include "web/parts.h"

/* ---- the list -------------------------------------------------------------------------------- */
struct consult_line {
    const struct consult_list_row *r;
    const char *sub, *spoken, *until;
    struct mark mark;
    struct url url;
};
struct consult_list_view {
    struct url self, add;
    const char *why_not; /* beside a disabled “new” */
    const char *q, *state, *rule, *about;
    const struct form_choice *states, *rules;
    struct chips chips;
    struct pager pager;
    const struct consult_line *mine, *v;
    size_t n_mine, n;
};

/* ---- the form -------------------------------------------------------------------------------- */
struct consult_meaning {
    const char *value, *title, *meaning;
    bool chosen;
};
/** A group of fields that is folded away. */
struct consult_group {
    const char *title;
    const char *holds; /* what its fields say now, in words */
    bool open;         /* something in it is wrong */
};
enum { GROUP_WHO, GROUP_RULE, GROUP_DOCUMENT, GROUP_ABOUT, GROUP_MORE, CONSULT_GROUPS };
struct consult_form_view {
    const struct form_view *form;
    struct url to, back;
    const struct form_choice *partners; /* check boxes "asked" */
    const char *const *asked;           /* "1" where chosen, as many as partners */
    const char *asked_problem;
    struct about_pick about;
    const struct consult_meaning *rule;
    size_t n_rules;
    const char *rule_problem;
    struct consult_group group[CONSULT_GROUPS];
    const char *button;
};

/* ---- one of them ----------------------------------------------------------------------------- */
struct consult_choice_shown {
    const char *value, *label, *meaning;
    bool chosen;
};
/** A seat the reader speaks for, with the form to do so. */
struct consult_voice {
    int64_t seat;
    const char *heading; /* "Your position for EHO" */
    const char *now;     /* "EHO supports it, said Ana on …"; NULL nothing yet */
    const char *late;    /* what a late position means; NULL in time */
    struct url to, tools, ballot;
    const struct consult_choice_shown *choice;
    size_t n;
    const struct consult_options_row *option; /* of a ranked choice */
    size_t n_options;
    const int64_t *place;    /* of each option, 0 none */
    const char *reason_hint; /* behind the label of the reason */
    const char *reason, *problem, *reason_problem, *ranking_problem;
    bool first; /* nothing said yet: the next thing to do */
};
struct consult_seat_shown {
    const struct consult_seats_row *s;
    struct mark mark;
    const char *speaks; /* who answers for it, or did; NULL nobody that is known */
    const char *how;    /* "Ana Kovač by mail, 12 Mar" */
    const char *ranked; /* the order in words; NULL none */
    const char *late;   /* "Object, said late on …"; NULL none */
    struct url stands;  /* p NULL: not the reader's to record */
    struct url contact; /* to correct it; p NULL: not the reader's, or none */
};
struct consult_show_view {
    const struct consult_get_row *c;
    struct next next;
    bool has_next;
    const struct consult_voice *voice;
    size_t n_voices;
    struct url jump;                  /* to the first of them */
    const char *result_head, *result; /* "If it closed now" and the sentence; NULL none */
    struct mark outcome;
    int spoke, seats_in;
    const char *progress;
    struct html question, text;
    const char *text_title;
    struct url compare, write, responses, history;
    const char *responses_text;
    const struct consult_options_row *option;
    size_t n_options;
    const struct consult_seat_shown *seat;
    size_t n_seats;
    struct facts facts;
    struct about_list about;
    struct actions steer;
    struct talk_view talk;
};

/* ---- steering -------------------------------------------------------------------------------- */
/** A page with one form, and what it does. */
struct consult_step_view {
    const struct form_view *form;
    struct url to, back;
    const char *lead, *button;
    const char *warning;       /* what one should know first; NULL nothing */
    const char *question;      /* to be answered by a text of one's own; NULL: none */
    const char *why, *dissent; /* of a decision: figures and objections as they go into it */
    const char *open;          /* what is open still; NULL nothing */
};
struct consult_seat_view {
    const struct consult_seats_row *s;
    struct url delegate, proxy, interest, back;
    const struct form_choice *colleagues, *members;
    const char *delegate_now, *proxy_now, *problem;
    const char *typed_interest;
    int limit;
};

/* ---- responses ------------------------------------------------------------------------------- */
struct consult_answer_shown {
    const struct response_matrix_row *r;
    struct mark mark;
    struct html body, reply;
    const struct words_run *runs;
    size_t n_runs;
    struct url respond, apply; /* p NULL: not the reader's */
    const struct response_history_row *past;
    size_t n_past;
    const char *typed_outcome, *typed_reply, *problem, *reply_problem;
};
struct consult_matrix_view {
    const struct consult_get_row *c;
    struct figures figures;
    const char *state;
    const struct form_choice *states;
    struct chips chips;
    struct url self, back, pdf, docx;
    const struct consult_answer_shown *v;
    size_t n;
    bool any;
};

/* ---- versions, history, link ----------------------------------------------------------------- */
struct consult_compare_view {
    struct url self;
    const struct consult_texts_rows *texts;
    int64_t older, newer;
    const struct words_run *runs;
    size_t n;
    const char *note;
};
struct consult_history_view {
    struct history events;
    const struct position_history_row *v;
    const struct mark *mark;
    const char *const *how;
    size_t n;
};
struct consult_contact_view {
    struct url self;
    bool ended, done; /* done: by this very request */
};
struct consult_link_view {
    const char *title, *question, *lead, *over; /* over: why it can no longer be given */
    struct mark choice;
    struct url to, open; /* open.p NULL: the reader has no account */
    struct html text;    /* the document, for who has none; p NULL: none */
    const char *text_title;
    bool needs_reason;
    const char *typed, *problem;
};

#endif
