/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_grid_web.c — from cells of a form or of a file to budget lines. What cannot be read is
 * named with its place and kept as it was written; whether lines make a budget is budget.c's.
 */
#include "finance/budget_grid_web.h"

#include "base/vec.h"
#include "export/table.h"
#include "i18n/i18n.h"
#include "web/form_value.h"

#include <string.h>

enum { SPARE = 8, MOST = 1000 };

struct line_form {
    const char *code, *heading, *title, *unit;
    int64_t units;
    money unit_cost;
};
static const struct form_field fields[GRID_FIXED] = {
    [GRID_CODE] = FIELD_OF(line_form, code, FORM_TEXT, N_("Code"), .required = true, .max = 20),
    [GRID_HEADING] =
        FIELD_OF(line_form, heading, FORM_TEXT, N_("Heading"), .required = true, .max = 200),
    [GRID_TITLE] = FIELD_OF(line_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 300),
    [GRID_UNIT] = FIELD_OF(line_form, unit, FORM_TEXT, N_("Unit"), .max = 60),
    [GRID_UNITS] = FIELD_OF(line_form, units, FORM_UNITS, N_("Number"), .required = true, .min = 0,
                            .max = INT64_C(1000000000000)),
    [GRID_COST] = FIELD_OF(line_form, unit_cost, FORM_EUR, N_("Unit cost"), .required = true),
};
const struct form budget_grid_form = FORM(line_form, fields);
struct share_form {
    money share;
};
static const struct form_field share_field = FIELD_OF(share_form, share, FORM_EUR, N_("Share"));

void budget_grid_begin(struct budget_grid *g, struct partner_list_rows *partners,
                       const struct rules *rules)
{
    *g = (struct budget_grid){ .columns = GRID_FIXED + partners->n,
                               .partners = partners,
                               .rules = *rules,
                               .set = rules->set };
    for (size_t i = 1; i < partners->n; i++) {
        if (!z_eq(partners->v[i].role, "lead")) continue;
        const struct partner_list_row lead = partners->v[i];
        memmove(&partners->v[1], &partners->v[0], i * sizeof lead);
        partners->v[0] = lead;
    }
}

static const char *column_name(struct cx *cx, const struct budget_grid *g, size_t c)
{
    if (c < GRID_FIXED) return fields[c].name;
    return arena_printf(cx->arena, "p%lld", (long long)g->partners->v[c - GRID_FIXED].id);
}

static struct grid_row new_row(struct cx *cx, const struct budget_grid *g, size_t number)
{
    struct grid_row row = { .cells = arena_array(cx->arena, struct grid_cell, g->columns) };
    for (size_t c = 0; c < g->columns; c++) {
        row.cells[c].name = arena_printf(cx->arena, "line.%zu.%s", number, column_name(cx, g, c));
        row.cells[c].text = "";
    }
    return row;
}

/* ---- where rows come from -------------------------------------------------------------------- */

void budget_grid_standard(struct cx *cx, struct budget_grid *g)
{
    const struct ruleset *set = g->set;
    size_t most = set->line_count + set->node_count + SPARE, spare = 0;
    g->rows = arena_array(cx->arena, struct grid_row, most);
    for (size_t i = 0; i < set->line_count; i++) {
        const struct rule_standard_line *l = &set->lines[i];
        struct grid_row row = new_row(cx, g, g->n);
        row.cells[GRID_CODE].text = l->code;
        row.cells[GRID_HEADING].text = l->heading;
        row.cells[GRID_TITLE].text = i18n_text(cx, NULL, l->title);
        row.cells[GRID_UNIT].text = i18n_text(cx, NULL, l->unit);
        g->rows[g->n++] = row;
    }
    for (; spare < SPARE; spare++) {
        g->rows[g->n] = new_row(cx, g, g->n);
        g->n++;
    }
    for (size_t i = 0; i < set->node_count; i++) {
        if (set->nodes[i].kind != NODE_INPUT) continue;
        struct grid_row row = new_row(cx, g, g->n);
        row.cells[GRID_CODE].text = row.cells[GRID_HEADING].text = set->nodes[i].code;
        row.cells[GRID_TITLE].text = i18n_text(cx, NULL, set->nodes[i].title);
        row.cells[GRID_UNITS].text = "1";
        g->rows[g->n++] = row;
    }
}

/* The number in "line.12.code", or -1. */
static int64_t number_of(const char *name)
{
    int64_t n;
    str rest = str_of(name);
    if (!str_starts(rest, "line.")) return -1;
    (void)str_cut(&rest, '.');
    return str_int64(str_cut(&rest, '.'), &n) && n >= 0 && n < MOST ? n : -1;
}

void budget_grid_posted(struct cx *cx, const struct request *rq, struct budget_grid *g)
{
    size_t *at = arena_array(cx->arena, size_t, MOST);
    g->plain = rq->api;
    g->rows = arena_array(cx->arena, struct grid_row, MOST);
    for (size_t i = 0; i < rq->fields.n; i++) {
        const struct pair *p = &rq->fields.v[i];
        int64_t number = number_of(p->name);
        if (number < 0) continue;
        if (!at[number]) {
            g->rows[g->n] = new_row(cx, g, (size_t)number);
            at[number] = ++g->n;
        }
        struct grid_row *row = &g->rows[at[number] - 1];
        for (size_t c = 0; c < g->columns; c++)
            if (z_eq(row->cells[c].name, p->name)) row->cells[c].text = p->value;
    }
}

/* Which of the grid's columns each column of the file is; a name that is none is refused. */
static enum rc match_head(struct cx *cx, const struct budget_grid *g, const struct table_row *head,
                          size_t *column)
{
    enum rc rc = RC_OK;
    bool *seen = arena_array(cx->arena, bool, g->columns);
    for (size_t i = 0; i < head->n; i++) {
        str name = str_trim(head->cells[i]);
        column[i] = g->columns;
        for (size_t c = 0; c < g->columns; c++) {
            const char *want =
                c < GRID_FIXED ? fields[c].name : g->partners->v[c - GRID_FIXED].short_name;
            if (str_is_nocase(name, want) && !seen[c]) column[i] = c;
        }
        if (column[i] < g->columns)
            seen[column[i]] = true;
        else if (name.n)
            rc = problem(cx, "file",
                         T("%s: “%.*s” is no column of a budget. Columns are code, heading, title, "
                           "unit, units, unit_cost and the short names of the partners."),
                         table_place(cx, head, i), (int)name.n, name.p);
    }
    for (size_t c = 0; c < GRID_FIXED; c++)
        if (!seen[c] && fields[c].required)
            rc = problem(cx, "file", T("The column “%s” is missing."), fields[c].name);
    return rc;
}

enum rc budget_grid_file(struct cx *cx, const struct upload *file, const char *encoding,
                         const char *decimal, struct budget_grid *g)
{
    struct table t;
    const struct table_options options = {
        .field = "file", .least = 3, .max_rows = MOST, .encoding = csv_encoding_of(encoding)
    };
    g->decimal = decimal ? *decimal : '\0';
    enum rc rc = table_read(cx, file->bytes, file->name, &options, &t);
    if (rc) return rc;
    size_t *column = arena_array(cx->arena, size_t, t.head.n);
    if ((rc = match_head(cx, g, &t.head, column))) return rc;
    g->rows = arena_array(cx->arena, struct grid_row, t.n);
    for (size_t r = 0; r < t.n; r++) {
        struct grid_row row = new_row(cx, g, r);
        for (size_t i = 0; i < t.rows[r].n && i < t.head.n; i++) {
            if (column[i] == g->columns) continue;
            struct grid_cell *c = &row.cells[column[i]];
            c->text = arena_str(cx->arena, str_trim(t.rows[r].cells[i]));
            c->place = table_place(cx, &t.rows[r], i);
            c->plain = t.rows[r].kinds[i] == XLSX_IS_NUMBER;
        }
        g->rows[g->n++] = row;
    }
    return RC_OK;
}

/* ---- what they mean -------------------------------------------------------------------------- */

/* In a file the sentence says where the cell stands and what is in it. */
static void name_place(struct cx *cx, const struct grid_cell *cell, struct problem *p)
{
    for (; cell->place && p; p = p->next)
        p->text = *cell->text
                      ? arena_printf(cx->arena, "%s, “%s”: %s", cell->place, cell->text, p->text)
                      : arena_printf(cx->arena, "%s: %s", cell->place, p->text);
}

/* 234.567 in a workbook is no amount, and never 234 567 because the reader groups by points. */
static enum rc read_cell(struct cx *cx, const struct budget_grid *g, struct grid_cell *cell,
                         const struct form_field *f, void *at)
{
    struct problem **from = cx->problems.last;
    const struct locale *reader = cx->locale;
    struct locale file = *reader;
    if (g->decimal) file.decimal = g->decimal;
    cx->locale = &file;
    enum rc rc = g->plain || cell->plain ? form_value_read_plain(cx, f, cell->name, cell->text, at)
                 : g->decimal ? form_value_read_declared(cx, f, cell->name, cell->text, at)
                              : form_value_read(cx, f, cell->name, cell->text, at);
    cx->locale = reader;
    /* What comes back from the form is read as the reader writes, not as the file was written. */
    if (!rc && cell->place && *cell->text) cell->text = form_value_text(cx, f, at);
    name_place(cx, cell, *from);
    return rc;
}

/* A heading is named by its code, or by its title. */
static enum rc read_heading(struct cx *cx, const struct budget_grid *g, struct grid_cell *cell,
                            const char **heading)
{
    for (size_t i = 0; i < g->set->node_count; i++) {
        const struct budget_node *n = &g->set->nodes[i];
        if (n->kind == NODE_SUM) continue;
        str s = str_of(*heading);
        if (s.n > 1 && s.p[s.n - 1] == '.') s.n--;
        if (str_is(s, n->code) || str_is_nocase(s, n->title) ||
            str_is(s, i18n_text(cx, NULL, n->title))) {
            *heading = cell->text = n->code;
            return RC_OK;
        }
    }
    struct problem **from = cx->problems.last;
    enum rc rc =
        problem(cx, cell->name, T("The rules have no heading “%s” that holds lines."), *heading);
    name_place(cx, cell, *from);
    return rc;
}

static bool wrote_amount(const struct budget_grid *g, const struct grid_row *row)
{
    bool own = row->cells[GRID_COST].text[0] != '\0';
    bool code = row->cells[GRID_CODE].text[0] != '\0';
    for (size_t c = GRID_FIXED; c < g->columns; c++) own = own || row->cells[c].text[0];
    /* A proposed row has its number already; a row of one's own has no code that was proposed. */
    bool standard = ruleset_node(g->set, row->cells[GRID_CODE].text) != NULL;
    return own || (code && !standard && row->cells[GRID_UNITS].text[0]);
}

static enum rc read_shares(struct cx *cx, const struct budget_grid *g, struct grid_row *row,
                           struct budget_line_input *line)
{
    enum rc rc = RC_OK, bad;
    bool any = false;
    int64_t *slices = arena_array(cx->arena, int64_t, g->partners->n);
    for (size_t p = 0; p < g->partners->n; p++) {
        struct grid_cell *cell = &row->cells[GRID_FIXED + p];
        struct share_form share = { { 0 } };
        if (!*cell->text) continue;
        any = true;
        if ((bad = read_cell(cx, g, cell, &share_field, &share))) rc = bad;
        slices[p] = share.share.minor;
    }
    line->slices = any ? slices : NULL;
    return rc;
}

static enum rc read_row(struct cx *cx, const struct budget_grid *g, struct grid_row *row,
                        struct budget_line_input *line)
{
    struct line_form f = { 0 };
    enum rc rc = RC_OK, bad;
    for (size_t c = 0; c < GRID_FIXED; c++) {
        void *at = (char *)&f + fields[c].offset;
        if ((bad = read_cell(cx, g, &row->cells[c], &fields[c], at)))
            rc = bad;
        else if (c == GRID_HEADING && (bad = read_heading(cx, g, &row->cells[c], &f.heading)))
            rc = bad;
    }
    if ((bad = read_shares(cx, g, row, line))) rc = bad;
    line->code = f.code;
    line->heading = f.heading;
    line->title = f.title;
    line->unit = f.unit ? f.unit : "";
    line->units_e3 = f.units;
    line->unit_cost = f.unit_cost;
    return rc;
}

enum rc budget_grid_read(struct cx *cx, struct budget_grid *g, struct budget_line_input **lines,
                         size_t **rows, size_t *n)
{
    enum rc rc = RC_OK, bad;
    *lines = arena_array(cx->arena, struct budget_line_input, g->n);
    *rows = arena_array(cx->arena, size_t, g->n);
    *n = 0;
    for (size_t i = 0; i < g->n; i++) {
        g->rows[i].written = wrote_amount(g, &g->rows[i]);
        if (!g->rows[i].written) continue;
        if ((bad = read_row(cx, g, &g->rows[i], &(*lines)[*n]))) rc = bad;
        (*rows)[(*n)++] = i;
    }
    return rc;
}

void budget_grid_note(struct cx *cx, struct budget_grid *g)
{
    for (size_t i = 0; i < g->n && cx->problems.n; i++)
        for (size_t c = 0; c < g->columns; c++)
            g->rows[i].cells[c].problem = problem_of(cx, g->rows[i].cells[c].name);
}

const struct form_choice *budget_heading_choices(struct cx *cx, const struct ruleset *set)
{
    size_t n = 0;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, set->node_count + 1);
    for (size_t i = 0; i < set->node_count; i++)
        if (set->nodes[i].kind != NODE_SUM)
            c[n++] = (struct form_choice){ set->nodes[i].code,
                                           arena_printf(cx->arena, "%s %s", set->nodes[i].code,
                                                        i18n_text(cx, NULL, set->nodes[i].title)) };
    return c;
}
