/* SPDX-License-Identifier: EUPL-1.2 */
/* activity_view.h — what the pages of the work plan show. Private to activity. */
#ifndef KOLO_ACTIVITY_ACTIVITY_VIEW_H
#define KOLO_ACTIVITY_ACTIVITY_VIEW_H

#include "project/project_web.h"
#include "talk/talk_web.h"

struct activity_line {
    const char *code, *title, *place, *partner;
    date starts_on, ends_on;
    struct mark mark;
    struct url url;
    int64_t component;
    const char *short_name; /* in front of the bar */
    /* in the timeline, per thousand of its width */
    int x, width, y;
    const char *bar;  /* class of the bar, after the state */
    const char *span; /* "A3.2 EHO: 1 Mar 2007 to 3 Apr 2007" */
};
struct activity_tick {
    int x;
    const char *text;
};
/** A group of lines: a component. */
struct activity_group {
    const char *title;
    const struct activity_line *v;
    size_t n;
};
struct activity_plan_view {
    struct steps steps;
    struct url self, add, next; /* add.p NULL: with why_not */
    const char *why_not;
    const struct form_choice *components, *partners, *states;
    const char *component, *partner, *state;
    struct chips chips;
    const struct activity_group *groups;
    size_t n_groups, n;
    const struct activity_tick *ticks;
    size_t n_ticks;
    int height, today; /* today: x, or -1 outside */
    const char *view_box;
};
struct activity_record_view {
    struct facts facts;
    const struct form_view *form; /* NULL: this reader changes nothing */
    struct url to, back;
    const char *button;
    struct actions actions;
    struct history history;
    bool has_talk;
    struct talk_view talk;
};

#endif
