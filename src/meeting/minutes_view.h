/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes_view.h — what the page of minutes shows. Private to meeting. */
#ifndef KOLO_MEETING_MINUTES_VIEW_H
#define KOLO_MEETING_MINUTES_VIEW_H

#include "meeting/meeting_view.h"

struct vote_shown {
    const struct person_list_row *p;
    const char *vote; /* "" none yet */
};
struct minute_shown {
    const struct agenda_list_row *i;
    const char *start;
    struct html text;    /* p NULL: nothing yet */
    const char *typed;   /* what the textarea holds */
    const char *written; /* "Ana Kovač, 12 Mar 2008, 14:30 CET" */
    const struct aside_list_row *const *aside;
    size_t n_asides;
    const struct item_tasks_row *const *task;
    size_t n_tasks;
    const struct vote_shown *vote; /* who may vote here and now, for who notes them */
    size_t n_votes;
    const char *count; /* "3 for, 1 against, 1 abstains" */
    struct url text_to, votes_to, decision_to, task_to;
    struct mark outcome; /* of its decision */
    struct url decision;
};
struct minutes_view {
    const struct meeting_get_row *m;
    bool leads, notes;           /* notes: may write decisions and tasks now */
    bool writes;                 /* has the pen */
    bool held;                   /* still open */
    const char *topic, *version; /* for data-watch */
    const char *quorum;
    struct mark quorum_mark;
    const struct meeting_row *row;
    size_t n_rows;
    const struct form_choice *proxies; /* members with a vote */
    const struct proxy_list_row *proxy;
    size_t n_proxies;
    const char *pen; /* who has it, until when; NULL nobody */
    struct actions pen_actions;
    const struct minute_shown *item;
    size_t n_items;
    const struct form_choice *owners; /* "organisation:account" of who can be given a task */
    const struct form_view *again;    /* a decision or a task that was refused; NULL none */
    const char *again_of, *again_button;
    struct url again_to;
    struct url attendance_to;
    const struct form_view *send, *say; /* NULL: not now, not this reader */
    struct url send_to, say_to;
    bool send_open, say_open;
    struct actions state_actions;   /* reopen */
    const char *deadline;           /* what the approval waits for; NULL none */
    const struct meeting_row *said; /* of the people, those who said something */
    size_t n_said;
    const char *frozen; /* approved: when, and the digest */
    const char *broken; /* the digest does not fit any more */
    struct url pdf, docx;
};

#endif
