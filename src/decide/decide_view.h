/* SPDX-License-Identifier: EUPL-1.2 */
/* decide_view.h — what the pages of decisions and tasks show. Private to decide. */
#ifndef KOLO_DECIDE_DECIDE_VIEW_H
#define KOLO_DECIDE_DECIDE_VIEW_H

#include "decide/decision_sql.h"
#include "decide/task_sql.h"
#include "project/project_web.h"
#include "talk/object.h"
#include "talk/talk_view.h"
#include "web/page.h"
#include "web/parts.h"

/* ---- said by several pages ------------------------------------------------------------------- */

struct mark decide_outcome(struct cx *cx, const char *outcome);
struct mark decide_state(struct cx *cx, const struct task_list_row *t);
const char *decide_rule(struct cx *cx, const char *rule);
/** decide_figures(cx, json): "Support 4, object 1; took part 5 of 6"; NULL: nothing was counted. */
const char *decide_figures(struct cx *cx, const char *json);
/** decide_no(cx, no): "Decision 7". */
const char *decide_no(struct cx *cx, int64_t no);
const char *decide_int(struct cx *cx, int64_t n);
/** decide_object(cx, type, id, out): out->label NULL: none, or not to be known of. */
enum rc decide_object(struct cx *cx, const char *type, int64_t id, struct object *out) MUST_USE;

/** All that the page and the paper show of a decision. */
struct decision_gathered {
    struct decision_get_row d;
    struct decision_page_row names;
    struct decision_abouts_rows about;
    struct task_list_rows tasks;
    struct object from;
    struct object *things;
    size_t n_things;
    bool whole;
};
enum rc decision_gather(struct cx *cx, int64_t id, struct decision_gathered *g) MUST_USE;
struct facts decision_facts_of(struct cx *cx, const struct decision_gathered *g);
/** decision_pdf, decision_docx: handlers. */
enum rc decision_pdf(struct cx *cx, struct request *rq, struct response *rs);
enum rc decision_docx(struct cx *cx, struct request *rq, struct response *rs);

/* ---- pages ----------------------------------------------------------------------------------- */

struct decision_line {
    const char *no, *title, *body, *extract; /* extract NULL: none */
    const char *superseded;                  /* "by decision 9"; NULL: it is in force */
    date on;
    struct mark mark;
    struct url url, tasks; /* tasks.p NULL: none */
    const char *tasks_text;
};
struct decision_list_view {
    struct url self, agreed, add; /* add.p NULL: with why_not */
    const char *why_not;
    const char *q, *outcome, *body, *year, *kind;
    const struct form_choice *outcomes, *bodies, *years, *kinds;
    struct chips chips;
    struct pager pager;
    const struct decision_line *v;
    size_t n;
};
/** A thing with its page. */
struct decide_link {
    const char *kind, *text;
    struct url url;
};
struct decide_links {
    const struct decide_link *v;
    size_t n;
};
struct task_line {
    const char *title, *who, *outcome;
    date due;
    struct mark mark;
    struct url url;
};
struct task_lines {
    const struct task_line *v;
    size_t n;
};
struct decision_show_view {
    struct facts facts;
    const char *text_title, *decided, *reasons, *dissent, *mandate; /* "" none */
    struct decide_links about;
    struct task_lines tasks;
    const struct form_view *task; /* NULL: this reader gives none */
    struct url task_to;
    struct actions actions;
    struct talk_view talk;
};
struct decide_form_view {
    const struct form_view *form;
    struct url to, back;
    const char *button, *lead; /* lead NULL: none */
};
struct agreed_view {
    const struct decision_line *v;
    size_t n;
    struct decide_links others;
    const char *about;
    const struct form_choice *things;
    struct url self, add;
};
struct task_list_view {
    struct url self;
    const char *q, *whose, *state;
    const struct form_choice *whoses, *states;
    struct chips chips;
    struct task_lines tasks;
    const struct form_view *form; /* NULL: this reader gives none */
    struct url to;
    const char *why_not, *note;
};
struct task_show_view {
    struct facts facts;
    const char *note, *outcome, *outcome_title; /* "" none */
    const struct form_view *done, *change;      /* NULL: not now, or not this reader */
    struct url done_to, drop_to;
    struct actions actions;
    const char *refusal; /* why this reader changes nothing; NULL: may */
    struct talk_view talk;
};

#endif
