/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_snapshot.c — the snapshot written when a donor report is frozen, and read ever after. */
#include "report/donor_snapshot.h"

#include "base/buf.h"
#include "report/donor_sql.h"
#include "store/db.h"

#include <jansson.h>

/* ---- writing ---------------------------------------------------------------------------------
 */

static void put_partner(struct json *j, const struct donor_partner *p)
{
    json_open(j, NULL, '{');
    json_int(j, "id", p->id);
    json_text(j, "name", p->short_name);
    json_int(j, "report", p->report);
    json_text(j, "state", p->state);
    json_bool(j, "taken_up", p->taken_up);
    json_bool(j, "late", p->late);
    json_close(j, '}');
}

static void put_line(struct json *j, const struct donor_table *t, const struct donor_line *l)
{
    json_open(j, NULL, '{');
    json_int(j, "id", l->id);
    json_text(j, "heading", l->heading);
    json_text(j, "line", l->code);
    json_text(j, "title", l->title);
    json_money(j, "budget", l->budget);
    json_money(j, "period", l->period);
    json_money(j, "cumulative", l->cumulative);
    json_open(j, "partners", '[');
    for (size_t p = 0; p < t->partner_count; p++) {
        const struct donor_cell *c = &l->cells[p];
        if (!c->budget.minor && !c->cumulative.minor && !c->lines) continue;
        json_open(j, NULL, '{');
        json_int(j, "id", c->partner);
        json_text(j, "partner", t->partners[p].short_name);
        json_money(j, "budget", c->budget);
        json_money(j, "period", c->period);
        json_money(j, "cumulative", c->cumulative);
        json_int(j, "transactions", c->lines);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void put_row(struct json *j, const struct donor_row *r)
{
    json_open(j, NULL, '{');
    json_text(j, "code", r->node->code);
    json_money(j, "budget", r->budget);
    json_money(j, "low", r->low);
    json_money(j, "high", r->high);
    json_money(j, "period", r->period);
    json_money(j, "cumulative", r->cumulative);
    json_close(j, '}');
}

/* The partners' digests tie it to every line and text they submitted. */
static void write_all(struct buf *out, const struct donor_table *t,
                      const struct donor_reports_taken_rows *taken,
                      const struct variation_notes_rows *notes, const char *narrative)
{
    struct json j;
    json_init(&j, out);
    json_open(&j, NULL, '{');
    json_text(&j, "kind", "kolo donor report 1");
    json_int(&j, "project", t->project);
    json_int(&j, "period", t->period_no);
    json_date(&j, "from", t->starts_on);
    json_date(&j, "until", t->ends_on);
    json_int(&j, "budget_version", t->budget_version);
    json_open(&j, "partners", '[');
    for (size_t p = 0; p < t->partner_count; p++) put_partner(&j, &t->partners[p]);
    json_close(&j, ']');
    json_open(&j, "lines", '[');
    for (size_t i = 0; i < t->line_count; i++) put_line(&j, t, &t->lines[i]);
    json_close(&j, ']');
    json_open(&j, "headings", '[');
    for (size_t i = 0; i < t->row_count; i++) put_row(&j, &t->rows[i]);
    json_close(&j, ']');
    rows_json(&j, "reports", &donor_reports_taken_meta, taken->v, taken->n);
    rows_json(&j, "variations", &variation_notes_meta, notes->v, notes->n);
    json_text(&j, "narrative", narrative);
    json_close(&j, '}');
}

enum rc donor_snapshot_make(struct cx *cx, const struct donor_table *t, const char *narrative,
                            const char **text, char sha[HEX32])
{
    struct donor_reports_taken_rows taken;
    struct variation_notes_rows notes;
    struct buf out;
    enum rc rc = donor_reports_taken(cx, t->report, &taken);
    if (!rc) rc = variation_notes(cx, t->report, &notes);
    if (rc) return rc;
    buf_init(&out, (size_t)64 << 20);
    write_all(&out, t, &taken, &notes, narrative);
    if (!buf_ok(&out))
        rc = fail(cx, "the snapshot of donor report %lld is larger than 64 MiB",
                  (long long)t->report);
    *text = arena_str(cx->arena, buf_slice(&out));
    sha256_hex(buf_slice(&out), sha);
    buf_done(&out);
    return rc;
}

/* ---- reading ---------------------------------------------------------------------------------
 */

static const char *text_of(struct cx *cx, const json_t *o, const char *key)
{
    const char *z = json_string_value(json_object_get(o, key));
    return arena_dup(cx->arena, z ? z : "");
}

static int64_t int_of(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

/* Sums may be larger than what a person can enter, which is where minor_parse ends. */
static money money_at(const json_t *o, const char *key)
{
    int64_t minor = 0;
    str s = str_of(json_string_value(json_object_get(json_object_get(o, key), "amount")));
    bool negative = str_starts(s, "-");
    if (negative) s.p++, s.n--;
    if (!scaled_parse(s, 2, &minor)) minor = 0;
    return eur(negative ? -minor : minor);
}

static void read_partners(struct cx *cx, const json_t *list, struct donor_table *t)
{
    t->partner_count = json_array_size(list);
    struct donor_partner *v = arena_array(cx->arena, struct donor_partner, t->partner_count);
    for (size_t p = 0; p < t->partner_count; p++) {
        const json_t *o = json_array_get(list, p);
        v[p] = (struct donor_partner){ .id = int_of(o, "id"),
                                       .report = int_of(o, "report"),
                                       .short_name = text_of(cx, o, "name"),
                                       .state = text_of(cx, o, "state"),
                                       .taken_up = json_is_true(json_object_get(o, "taken_up")),
                                       .late = json_is_true(json_object_get(o, "late")),
                                       .period = eur(0) };
    }
    t->partners = v;
}

static const struct donor_cell *read_cells(struct cx *cx, const json_t *list, int64_t line,
                                           const struct donor_table *t)
{
    struct donor_cell *cells = arena_array(cx->arena, struct donor_cell, t->partner_count);
    for (size_t p = 0; p < t->partner_count; p++) {
        cells[p] = (struct donor_cell){ .line = line,
                                        .partner = t->partners[p].id,
                                        .budget = eur(0),
                                        .period = eur(0),
                                        .cumulative = eur(0) };
        for (size_t k = 0; k < json_array_size(list); k++) {
            const json_t *o = json_array_get(list, k);
            if (int_of(o, "id") != cells[p].partner) continue;
            cells[p].budget = money_at(o, "budget");
            cells[p].period = money_at(o, "period");
            cells[p].cumulative = money_at(o, "cumulative");
            cells[p].lines = int_of(o, "transactions");
        }
    }
    return cells;
}

static void read_lines(struct cx *cx, const json_t *list, struct donor_table *t)
{
    t->line_count = json_array_size(list);
    struct donor_line *v = arena_array(cx->arena, struct donor_line, t->line_count);
    for (size_t i = 0; i < t->line_count; i++) {
        const json_t *o = json_array_get(list, i);
        struct donor_line *l = &v[i];
        *l = (struct donor_line){ .id = int_of(o, "id"),
                                  .heading = text_of(cx, o, "heading"),
                                  .code = text_of(cx, o, "line"),
                                  .title = text_of(cx, o, "title"),
                                  .budget = money_at(o, "budget"),
                                  .period = money_at(o, "period"),
                                  .cumulative = money_at(o, "cumulative") };
        l->variance = money_sub(l->cumulative, l->budget);
        l->variance_e2 = money_variance_e2(l->cumulative, l->budget);
        l->cells = read_cells(cx, json_object_get(o, "partners"), l->id, t);
    }
    t->lines = v;
}

static void read_ranges(const json_t *list, struct donor_row *rows, size_t n)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i);
        for (size_t r = 0; r < n; r++) {
            if (!z_eq(rows[r].node->code, json_string_value(json_object_get(o, "code")))) continue;
            rows[r].low = money_at(o, "low");
            rows[r].high = money_at(o, "high");
        }
    }
}

enum rc donor_snapshot_read(struct cx *cx, struct donor_table *t)
{
    struct donor_snapshot_row stored;
    char sha[HEX32];
    enum rc rc = donor_snapshot(cx, t->report, &stored);
    if (rc) return rc;
    json_t *root = stored.snapshot ? json_loads(stored.snapshot, 0, NULL) : NULL;
    if (!root)
        return fail(cx, "donor report %lld has no snapshot that can be read", (long long)t->report);
    sha256_hex(str_of(stored.snapshot), sha);
    t->whole = z_eq(sha, stored.sha);
    read_partners(cx, json_object_get(root, "partners"), t);
    read_lines(cx, json_object_get(root, "lines"), t);
    read_ranges(json_object_get(root, "headings"), t->rows, t->row_count);
    json_decref(root);
    return RC_OK;
}
