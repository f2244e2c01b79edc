/* SPDX-License-Identifier: EUPL-1.2 */
/* project_view.h — what the pages of this folder show, and what they share. Private to project. */
#ifndef KOLO_PROJECT_PROJECT_VIEW_H
#define KOLO_PROJECT_PROJECT_VIEW_H

#include "project/partner_sql.h"
#include "project/project_sql.h"
#include "project/project_web.h"
#include "project/ruleset.h"

/** project_tabs(cx, pg, project, here): Contract · Partners · Components · Periods · Audit trail,
 * those the reader may open. */
void project_tabs(struct cx *cx, struct page *pg, int64_t project, const char *here);
struct mark project_mark(struct cx *cx, const char *state);
const char *project_number(struct cx *cx, int64_t n);

/* ---- home.html ------------------------------------------------------------------------------- */

struct home_line {
    const char *code, *title, *donor, *contract_no;
    date starts_on, ends_on;
    struct mark mark;
    struct url url;
};
struct home_view {
    const struct home_line *v;
    size_t n;
    struct url add; /* p NULL: this reader sets none up */
};

/* ---- setup.html ------------------------------------------------------------------------------ */

struct setup_line {
    const char *title, *what; /* "5 partners" */
    struct mark mark;
    struct url url;
    bool optional;
};
struct setup_view {
    const struct setup_line *v;
    size_t n;
    struct steps steps;
    struct next next;
};

/* ---- contract.html --------------------------------------------------------------------------- */

struct rule_line {
    const char *title, *value, *source;
    const char *standard, *reason; /* of an overridden rule: what the rule set says, and why */
    struct action withdraw;
};
struct rules_table {
    const char *title, *era;
    const struct rule_line *v;
    size_t n;
};
struct contract_view {
    struct steps steps;
    struct facts facts;
    struct actions actions;
    struct rules_table rules;
    const struct form_view *override; /* NULL: this reader changes nothing */
    struct url override_to;
};
struct contract_form_view {
    struct steps steps;
    const struct form_view *form;
    struct url to, back;
    const char *button;
    const struct rules_table *sets;
    size_t n_sets;
};

/* ---- partner.html ---------------------------------------------------------------------------- */

struct partner_line {
    int64_t id;
    const char *short_name, *name, *latin, *place, *role, *language, *currency;
    bool lead;
    int64_t reports;
    struct url url; /* p NULL: this reader changes nothing */
    struct url agreed;
};
struct partner_view {
    struct steps steps;
    const struct partner_line *v;
    size_t n;
    const struct form_view *form; /* NULL: this reader adds none */
    struct url to, organisations, next;
};
struct component_line {
    const char *title;
    int64_t no, activities;
    struct url url, plan, agreed;
};
struct component_view {
    struct steps steps;
    const struct component_line *v;
    size_t n;
    const struct form_view *form;
    struct url to, next;
};
/** A form on a page of its own, with what else can be done to the thing. */
struct record_view {
    const struct form_view *form;
    struct url to, back;
    struct actions actions;
};

/* ---- period.html ----------------------------------------------------------------------------- */

enum { PERIOD_DATES = 8 };
struct period_line {
    int64_t no, reports;
    date dates[PERIOD_DATES];
    struct mark mark;
    struct url url;
};
/** One row of the form, as typed or proposed. */
struct period_cell {
    const char *name, *value, *problem;
};
struct period_typed {
    int64_t no;
    struct period_cell cells[PERIOD_DATES];
};
struct period_view {
    struct steps steps;
    const struct period_line *v;
    size_t n;
    const char *const *heads; /* PERIOD_DATES */
    bool may;
    struct url self, to, next;
    int months;
    const struct period_typed *typed;
    size_t n_typed;
    const char *source;
};

/* ---- trail.html ------------------------------------------------------------------------------ */

struct trail_part {
    const char *field, *before, *after;
};
struct trail_line {
    int64_t seq;
    stamp at;
    const char *actor, *sentence, *hash, *request;
    struct url by, thing; /* the list of this actor; of this thing */
    const struct trail_part *parts;
    size_t n_parts;
};
struct trail_view {
    struct url self, verify;
    const struct form_choice *people, *types;
    const char *actor, *type, *since, *until;
    struct chips chips;
    const struct trail_line *v;
    size_t n;
    struct pager pager;
    const char *verdict; /* NULL: not asked for */
    bool whole;
};

#endif
