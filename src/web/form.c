/* SPDX-License-Identifier: EUPL-1.2 */
/* form.c — from posted pairs to the struct a form declares, for one form and for a grid of rows,
 * and from struct or refused input to what the page shows. How one field reads is form_value.c.
 */
#include "web/form.h"

#include "base/log.h"
#include "i18n/i18n.h"
#include "web/form_value.h"
#include "web/web.h"

#include <string.h>

#define GRID_ROWS 10000

static void *member(const struct form_field *f, void *row) { return (char *)row + f->offset; }

/* A file input left empty is sent as a part without name and bytes. */
static const struct upload *upload_of(const struct request *rq, const char *field)
{
    for (size_t i = 0; i < rq->uploads.n; i++) {
        const struct upload *u = &rq->uploads.v[i];
        if (strcmp(u->field, field) == 0 && (*u->name || u->bytes.n)) return u;
    }
    return NULL;
}

static enum rc read_file(struct cx *cx, const struct request *rq, const struct form_field *f,
                         void *at)
{
    const struct upload *u = upload_of(rq, f->name);
    if (!u) return form_value_read(cx, f, f->name, NULL, at);
    *(const struct upload **)at = u;
    return RC_OK;
}

static enum rc read_value(struct cx *cx, const struct request *rq, const struct form_field *f,
                          const char *name, const char *text, void *at)
{
    return rq->api ? form_value_read_plain(cx, f, name, text, at)
                   : form_value_read(cx, f, name, text, at);
}

/* A program that names the version it has seen replaces the whole: what it left out would be
 * emptied without anybody having said so. */
static bool replaces(const struct request *rq, const struct form *f, const char *const *text)
{
    bool whole = false;
    for (size_t i = 0; rq->api && i < f->n; i++) {
        if (!text[i] || !*text[i] || z_eq(text[i], "0")) continue;
        if (f->fields[i].act) return false;
        whole = whole || z_eq(f->fields[i].name, "version");
    }
    return whole;
}

/* read_all: ${before} stands in front of the names. */
static enum rc read_all(struct cx *cx, const struct request *rq, const struct form *f,
                        const char *const *text, const char *before, void *out)
{
    enum rc rc = RC_OK;
    bool whole = replaces(rq, f, text);
    for (size_t i = 0; i < f->n; i++) {
        const struct form_field *field = &f->fields[i];
        const char *name = arena_printf(cx->arena, "%s%s", before, field->name);
        void *at = member(field, out);
        enum rc one;
        if (field->type == FORM_FILE)
            one = read_file(cx, rq, field, at);
        else if (whole && !text[i] && !field->required && !field->act)
            one = problem(cx, name,
                          T("Send this too, or null to empty it: a change replaces the whole."));
        else
            one = read_value(cx, rq, field, name, text[i], at);
        if (one) rc = one;
    }
    return rc;
}

enum rc form_read(struct cx *cx, const struct request *rq, const struct form *f, void *out)
{
    const char **text = arena_array(cx->arena, const char *, f->n + 1);
    memset(out, 0, f->size);
    for (size_t i = 0; i < f->n; i++) text[i] = request_field(rq, f->fields[i].name);
    return read_all(cx, rq, f, text, "", out);
}

/* ---- grids --------------------------------------------------------------------------------- */

struct grid {
    const char **cell; /* row × field: what was sent, NULL when nothing */
    int *number;
    size_t rows;
    int *row_of; /* by N: index + 1, 0 none yet */
};

/* PREFIX.N.FIELD: N without leading zeros; false for the name of something else. */
static bool cell_name(const char *name, str prefix, int64_t *number, const char **field)
{
    str s = str_of(name);
    if (s.n <= prefix.n || memcmp(s.p, prefix.p, prefix.n) != 0 || s.p[prefix.n] != '.')
        return false;
    str rest = { s.p + prefix.n + 1, s.n - prefix.n - 1 };
    str digits = str_cut(&rest, '.');
    if (!digits.n || !rest.n || (digits.n > 1 && digits.p[0] == '0')) return false;
    *field = rest.p;
    return str_int64(digits, number) && *number >= 0;
}

static const struct form_field *field_of(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->fields[i].name, name) == 0) return &f->fields[i];
    return NULL;
}

/* Does what stands in this field show that a person wrote a row? */
static bool counts(const struct form_field *f, const char *value)
{
    return f->type != FORM_CHOICE && f->type != FORM_FLAG && str_trim(str_of(value)).n > 0;
}

/* First pass: which numbers are rows at all. */
static enum rc find_rows(struct cx *cx, const struct request *rq, const struct form *f, str prefix,
                         struct grid *g)
{
    int64_t number;
    const char *name;
    g->row_of = arena_array(cx->arena, int, GRID_ROWS);
    for (size_t i = 0; i < rq->fields.n; i++) {
        if (!cell_name(rq->fields.v[i].name, prefix, &number, &name)) continue;
        if (number >= GRID_ROWS)
            return problem(cx, "", T("The table has too many rows: at most %d fit."), GRID_ROWS);
        const struct form_field *field = field_of(f, name);
        if (field && counts(field, rq->fields.v[i].value)) g->row_of[number] = 1;
    }
    for (int n = 0; n < GRID_ROWS; n++)
        if (g->row_of[n]) g->row_of[n] = (int)++g->rows;
    g->number = arena_array(cx->arena, int, g->rows + 1);
    for (int n = 0; n < GRID_ROWS; n++)
        if (g->row_of[n]) g->number[g->row_of[n] - 1] = n;
    return RC_OK;
}

/* Second pass: the cells of those rows; as in form_read the first value sent counts. */
static void fill_cells(struct cx *cx, const struct request *rq, const struct form *f, str prefix,
                       struct grid *g)
{
    int64_t number;
    const char *name;
    g->cell = arena_array(cx->arena, const char *, g->rows * f->n + 1);
    for (size_t i = 0; i < rq->fields.n; i++) {
        if (!cell_name(rq->fields.v[i].name, prefix, &number, &name)) continue;
        const struct form_field *field = field_of(f, name);
        if (!field || !g->row_of[number]) continue;
        size_t at = (size_t)(g->row_of[number] - 1) * f->n + (size_t)(field - f->fields);
        if (!g->cell[at]) g->cell[at] = rq->fields.v[i].value;
    }
}

enum rc form_read_rows(struct cx *cx, const struct request *rq, const struct form *f,
                       const char *prefix, void **rows, int **numbers, size_t *n)
{
    struct grid g = { 0 };
    *n = 0;
    enum rc rc = find_rows(cx, rq, f, str_of(prefix), &g);
    if (rc) return rc;
    fill_cells(cx, rq, f, str_of(prefix), &g);
    char *row = arena_alloc(cx->arena, f->size * (g.rows + 1));
    *rows = row;
    *numbers = g.number;
    *n = g.rows;
    for (size_t r = 0; r < g.rows; r++, row += f->size) {
        const char *before = arena_printf(cx->arena, "%s.%d.", prefix, g.number[r]);
        enum rc one = read_all(cx, rq, f, &g.cell[r * f->n], before, row);
        if (one) rc = one;
    }
    return rc;
}

/* ---- showing ------------------------------------------------------------------------------- */

static bool was_posted(const struct request *rq, const struct form *f)
{
    if (rq->method != METHOD_POST) return false;
    for (size_t i = 0; i < f->n; i++)
        if (request_field(rq, f->fields[i].name) || upload_of(rq, f->fields[i].name)) return true;
    return rq->route && rq->route->form == f;
}

static const char *shown(struct cx *cx, const struct request *rq, const struct form_field *f,
                         bool posted, const void *current)
{
    if (f->type == FORM_PASSWORD || f->type == FORM_FILE) return "";
    if (posted) {
        const char *typed = request_field(rq, f->name);
        return typed ? form_value_machine(cx, f, typed) : "";
    }
    return current ? form_value_text(cx, f, (const char *)current + f->offset) : "";
}

struct form_view *form_view(struct cx *cx, const struct request *rq, const struct form *f,
                            const void *current)
{
    struct form_view *v = arena_alloc(cx->arena, sizeof *v);
    bool posted = was_posted(rq, f);
    v->form = f;
    v->value = arena_array(cx->arena, const char *, f->n);
    v->problem = arena_array(cx->arena, const char *, f->n);
    v->options = arena_array(cx->arena, const struct form_choice *, f->n);
    for (size_t i = 0; i < f->n; i++) {
        v->value[i] = shown(cx, rq, &f->fields[i], posted, current);
        v->problem[i] = posted ? problem_of(cx, f->fields[i].name) : NULL;
        v->options[i] = f->fields[i].choices;
    }
    v->form_problem = posted ? problem_of(cx, "") : NULL;
    v->csrf = csrf_token(cx, rq);
    return v;
}

void form_options(struct form_view *v, const char *field, const struct form_choice *choices)
{
    const struct form_field *f = field_of(v->form, field);
    if (!f) BUG("form %s has no field %s", v->form->name, field);
    v->options[f - v->form->fields] = choices;
}

struct form_field *form_change(struct cx *cx, struct form_view *v, const char *field)
{
    const struct form_field *f = field_of(v->form, field);
    if (!f) BUG("form %s has no field %s", v->form->name, field);
    const size_t at = (size_t)(f - v->form->fields);
    struct form *own = arena_array(cx->arena, struct form, 1);
    struct form_field *fields = arena_array(cx->arena, struct form_field, v->form->n);
    memcpy(fields, v->form->fields, v->form->n * sizeof *fields);
    *own = *v->form;
    own->fields = fields;
    v->form = own;
    return &fields[at];
}
