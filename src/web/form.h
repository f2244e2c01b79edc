/* SPDX-License-Identifier: EUPL-1.2 */
/* form.h — every form is declared once: from the table come the typed struct, the sentences for
 * what is wrong, the inputs with their attributes, the JSON body of the API and its schema.
 * Handlers never see raw strings.
 *
 *   struct partner_form { const char *role; int64_t organisation; const char *country; money share;
 * }; static const struct form_field partner_fields[] = { FIELD_OF(partner_form, role, FORM_CHOICE,
 * N_("Role"), .required = true, .choices = partner_roles), FIELD_OF(partner_form, country,
 * FORM_TEXT, N_("Country"), .required = true, .min = 2, .max = 2, .hint = N_("Two letters, as in
 * ISO 3166")),
 *   };
 *   const struct form partner_form = FORM(partner_form, partner_fields);
 *
 * Optional fields left empty become NULL, 0, DATE_NONE. A JSON body that names a version changes
 * what is there and must name every field (null empties one), so that none is emptied unsaid. What
 * the person typed is kept as typed and shown again with the sentence. Bounds: when both min and
 * max are 0 there are none; otherwise the value is at least min, and at most max unless max is 0.
 */
#ifndef KOLO_WEB_FORM_H
#define KOLO_WEB_FORM_H

#include "web/http.h"

enum form_type {
    FORM_TEXT,     /* const char *; min..max code points (max 0: 200), one line, trimmed */
    FORM_LONG,     /* const char *; several lines, max 0: 20,000 code points */
    FORM_EMAIL,    /* const char * */
    FORM_PASSWORD, /* const char *; never shown again */
    FORM_INT,      /* int64_t; min..max */
    FORM_ID,       /* int64_t > 0, usually a select or hidden */
    FORM_FLAG,     /* int64_t 0/1: a check box */
    FORM_CHOICE,   /* const char * out of choices */
    FORM_DATE,     /* date; ISO from date inputs, and the reader's form d.m.yyyy / d.m.yyyy. */
    FORM_STAMP, /* stamp: day and hour by the clock of the reader's zone; of a program UTC with Z */
    FORM_MONTH, /* month; YYYY-MM */
    FORM_EUR,   /* money in EUR, in the reader's form or plain */
    FORM_AMOUNT,  /* int64_t minor units; the currency is another field */
    FORM_UNITS,   /* int64_t ×10³ */
    FORM_RATE,    /* int64_t ×10⁶ */
    FORM_PERCENT, /* int64_t hundredths of a percent */
    FORM_FILE     /* const struct upload * */
};
struct form_choice {
    const char *value, *label;
}; /* label marked N_(); the list ends with { NULL, NULL } */
struct form_field {
    const char *name;
    enum form_type type;
    size_t offset;
    const char *label, *hint; /* N_() */
    bool required, hidden;
    bool act; /* says what to do, and is nothing that is kept */
    int64_t min, max;
    const struct form_choice *choices;
};
struct form {
    const char *name;
    size_t size, n;
    const struct form_field *fields;
};
/* FIELD_OF(strukt, member, kind, N_("Label"), .required = true, …) */
#define FIELD_OF(strukt, member, kind, ...)                                         \
    {                                                                               \
        .name = #member, .type = (kind), .offset = offsetof(struct strukt, member), \
        .label = __VA_ARGS__                                                        \
    }
#define FORM(strukt, table)                                                         \
    {                                                                               \
#strukt, sizeof(struct strukt), sizeof(table) / sizeof((table)[0]), (table) \
    }

/** form_read(cx, rq, f, out): from rq->fields/uploads into the struct; RC_INVALID with a problem
 * per bad field. */
enum rc form_read(struct cx *cx, const struct request *rq, const struct form *f,
                  void *out) MUST_USE;
/** form_read_rows(cx, rq, f, prefix, rows, n): a grid: fields named PREFIX.N.FIELD (line.0.amount,
 * line.1.amount …) in the order of N; rows in which nothing was written are left out (a choice or a
 * check box alone does not make a row); problems are named PREFIX.N.FIELD. numbers[i] tells which
 * N row i was. */
enum rc form_read_rows(struct cx *cx, const struct request *rq, const struct form *f,
                       const char *prefix, void **rows, int **numbers, size_t *n) MUST_USE;

/** What a template needs to show a form: per field the text to show and the sentence. */
struct form_view {
    const struct form *form;
    const char **value;   /* machine form for date/number inputs, as typed after a refusal */
    const char **problem; /* NULL where fine */
    const struct form_choice **options; /* per field; choices known only at run time (organisations,
                                           lines) go here with form_options */
    const char *form_problem;           /* the sentence for the whole form */
    const char *csrf;
};
/** form_view(cx, rq, f, current): shows what was typed when this request posted it, else ${current}
 * (a struct of the form; NULL: empty). */
struct form_view *form_view(struct cx *cx, const struct request *rq, const struct form *f,
                            const void *current);
/** Choices made at run time: VEC in cx->arena ended by { NULL, NULL }; labels are shown as they
 * are. */
void form_options(struct form_view *v, const char *field, const struct form_choice *choices);
/** form_change(cx, v, field): the field as this view alone has it: its label, its hint, whether it
 * is hidden. What may be posted stays the table's. */
struct form_field *form_change(struct cx *cx, struct form_view *v, const char *field);
/* In templates (src/web/parts.html): {% call form_all(v) %} every field with label, hint, problem;
 * {% call form_one(v, "title") %};
 * {% call form_problems(v) %} the list on top with jump links; {% call csrf_field(pg) %}. */

#endif
