/* SPDX-License-Identifier: EUPL-1.2 */
/* parts.h — what the templates of parts.html are given. One component each, used on every page;
 * /help/design shows all of them with the call that makes them.
 *
 * Text fields are shown as they are: already translated, already in the reader's form (i18n_*).
 * Lists are { v, n } in the arena, so that VECs fit: .v = vec.v, .n = vec.n.
 */
#ifndef KOLO_WEB_PARTS_H
#define KOLO_WEB_PARTS_H

#include "web/form.h"
#include "web/page.h"

/* ---- state ---------------------------------------------------------------------------------- */
/* A state is a word, an icon and a colour. Kinds: "draft" somebody writes, "plan" it comes later,
 * "wait" somebody else has it or it goes on, "ask" it needs attention, "good" finished, "bad"
 * refused, late or wrong. */
struct mark {
    const char *kind, *word;
};

/* ---- what can be done ----------------------------------------------------------------------- */
enum action_kind { ACTION_PLAIN, ACTION_PRIMARY, ACTION_DANGER, ACTION_QUIET };
struct action {
    const char *label;
    struct url url;
    const char *icon;
    enum action_kind kind;    /* at most one primary on a page */
    bool post;                /* a button that posts with CSRF; otherwise a link */
    const char *name, *value; /* one hidden field for the post; NULL none */
    const char *confirm;      /* what cannot be undone: asked first, in a sentence */
    const char *refusal; /* why it cannot be done now: the button is disabled, this stands beside */
};
struct actions {
    const struct action *v;
    size_t n;
};

/** The biggest thing on the page: what is to be done, whose turn it is, until when. */
struct next {
    const char *what;       /* "Answer 3 questions on the report of period 2" */
    const char *who;        /* "EHO has the turn" */
    date until;             /* DATE_NONE: no date */
    const char *kind;       /* NULL: an action of the reader; else as struct mark */
    struct actions actions; /* usually one, primary */
};
/** One line of a to-do list. */
struct todo {
    const char *text, *sub;
    struct url url;
    struct mark mark;
    date until;
};
struct todos {
    const struct todo *v;
    size_t n;
};

/* ---- lists ---------------------------------------------------------------------------------- */
struct chip {
    const char *text;
    struct url without;
}; /* the address without this filter */
struct chips {
    const struct chip *v;
    size_t n;
    struct url all;
};
struct pager {
    struct url first, next;
    const char *note;
}; /* note: "50 of 412 lines" */
/** A sum a currency; of one kind of amount. */
struct sums {
    const money *v;
    size_t n;
};
/** One line of a table's foot: a label over ${before} columns, the sums, ${after} empty columns. */
struct sum_row {
    const char *label;
    int before, after;
    struct sums sums;
};
struct sort {
    const char *text;
    struct url url;
    int dir;
    bool num;
}; /* dir 1 up, -1 down, 0 none */

/* ---- records -------------------------------------------------------------------------------- */
struct fact {
    const char *name;
    const char *value; /* or: */
    struct html html;
    struct url url; /* value is a link there */
    struct url why; /* "why this number" */
    bool whole;     /* over the whole width */
};
struct facts {
    const struct fact *v;
    size_t n;
};
/** Big numbers at the top of a page; few. */
struct figure {
    const char *name, *value, *note;
    struct url why;
};
struct figures {
    const struct figure *v;
    size_t n;
};

struct remark {
    const char *who, *from; /* person; organisation or role */
    stamp at;
    const char *text; /* Markdown */
    struct mark mark; /* "open question"; kind NULL none */
    struct url about; /* the line or block it is about */
    const char *about_text;
    bool open, reply;
};
struct thread {
    const struct remark *v;
    size_t n;
};
/** One sentence a change: "EHO changed the amount from 1 200,00 to 1 250,00". */
struct change {
    stamp at;
    const char *sentence, *before, *after;
};
struct history {
    const struct change *v;
    size_t n;
};

enum step_state { STEP_AHEAD, STEP_HERE, STEP_DONE };
struct step {
    const char *text;
    struct url url;
    enum step_state state;
};
struct steps {
    const struct step *v;
    size_t n;
};

/* ---- for the templates themselves ----------------------------------------------------------- */
/** parts_field(v, name): the index of a field; an unknown name is a bug. */
size_t parts_field(const struct form_view *v, const char *name);
size_t parts_problem_count(const struct form_view *v);
/** parts_anchor(cx, id): "#ID", a place on the same page. */
struct url parts_anchor(struct cx *cx, const char *id);
/** parts_jump(cx, name): "#f-NAME", where the input of field (or grid cell) ${name} stands. */
struct url parts_jump(struct cx *cx, const char *name);
/** The ids of hint and sentence of field ${i}, for aria-describedby; NULL when it has neither. */
const char *parts_described(struct cx *cx, const struct form_view *v, size_t i);
/** The type=, inputmode=, autocomplete= of a field and what stands behind it (EUR, %); NULL none.
 */
const char *parts_input_type(const struct form_field *f);
const char *parts_inputmode(const struct form_field *f);
const char *parts_autocomplete(const struct form_field *f);
const char *parts_affix(const struct form_field *f);
/** The choices of field ${i}: those of form_options, else the table's; NULL: not a choice. */
const struct form_choice *parts_choices(const struct form_view *v, size_t i);
/** Up to three choices, one of which must be taken, are shown at once. */
bool parts_is_radio(const struct form_view *v, size_t i);
bool parts_chosen(const struct form_view *v, size_t i, const char *value);
/** A label of the form's own table is translated, one of form_options is shown as it is. */
const char *parts_choice_label(struct cx *cx, const struct form_view *v, size_t i,
                               const struct form_choice *c);
const char *parts_action_class(const struct action *a);
/** parts_bottom(pg, i): the i-th of the at most four areas in the bottom bar of a phone, or NULL;
 *  Today, Plan, Money and Reports come first. parts_is_bottom: is this one of them?
 *  parts_holds_here: is the present area one of the others? */
const struct page_link *parts_bottom(const struct page *pg, size_t i);
bool parts_is_bottom(const struct page *pg, const struct page_link *l);
bool parts_holds_here(const struct page *pg);
struct url parts_home(const struct page *pg);
/** parts_decimal(cx): "," or ".", for sums that the browser shows. */
const char *parts_decimal(struct cx *cx);
/** parts_is_file(l): is this way to take a page along a download, not a page of its own? */
bool parts_is_file(const struct page_link *l);
/** parts_late(cx, d): is ${d} before today? */
bool parts_late(struct cx *cx, date d);
/** parts_error_advice(cx, status): the way on from an error page. */
const char *parts_error_advice(struct cx *cx, int status);

#endif
