/* SPDX-License-Identifier: EUPL-1.2 */
/* cli_rows.c — described rows on standard output as a table for people, CSV or JSON. The figures
 * are the same as on the page and in the workbook, since all of them come from the same
 * description.
 */
#include "app/cli.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "i18n/i18n.h"

#include <stdio.h>
#include <unistd.h>

enum { FLUSH_AT = 64 * 1024, TABLE_MOST = 100000, CELL_MOST = 48 };

struct cli_stream {
    struct cx *cx;
    const struct row_meta *meta;
    struct buf out;
    struct json json;
    enum { AS_TABLE, AS_CSV, AS_JSON } form;
    VEC(const char *) cells; /* of a table, row by row */
};

static void drain(struct cli_stream *s)
{
    if (s->out.n) fwrite(s->out.p, 1, s->out.n, stdout);
    buf_clear(&s->out);
}

struct cli_stream *cli_stream_open(struct cx *cx, const struct cli_args *args,
                                   const struct row_meta *m)
{
    struct cli_stream *s = arena_alloc(cx->arena, sizeof *s);
    *s = (struct cli_stream){ .cx = cx, .meta = m };
    buf_init(&s->out, (size_t)64 << 20);
    const char *form = cli_value(args, "format");
    s->form = form && z_eq(form, "csv") ? AS_CSV : form && z_eq(form, "json") ? AS_JSON : AS_TABLE;
    json_init(&s->json, &s->out);
    if (s->form == AS_CSV) row_csv_head(&s->out, m);
    if (s->form == AS_JSON) json_open(&s->json, NULL, '[');
    return s;
}

enum rc cli_stream_row(struct cli_stream *s, const void *row)
{
    struct arena *a = s->cx->arena;
    if (s->form == AS_CSV) {
        row_csv(&s->out, s->meta, row);
    } else if (s->form == AS_JSON) {
        row_json(&s->json, NULL, s->meta, row);
    } else {
        if (s->cells.n > (size_t)TABLE_MOST) {
            return problem(
                s->cx, "format", "%s",
                i18n_text(s->cx, NULL, N_("Too many rows for a table; take --format csv")));
        }
        for (size_t i = 0; i < s->meta->n; i++) {
            if (!s->meta->fields[i].hidden) *vec_push(a, &s->cells) = row_text(s->meta, i, row, a);
        }
    }
    if (s->out.n > FLUSH_AT) drain(s);
    return ferror(stdout) ? fail(s->cx, "could not write to standard output") : RC_OK;
}

static bool is_number(enum field_type t)
{
    return t != FIELD_TEXT && t != FIELD_DATE && t != FIELD_STAMP && t != FIELD_MONTH &&
           t != FIELD_FLAG;
}

/* Cuts at CELL_MOST characters, so that one long description does not break every line of the
 * screen. */
static str cell_of(const char *z)
{
    str rest = str_of(z);
    for (size_t n = 0; n < CELL_MOST && rest.n; n++) utf8_next(&rest);
    return (str){ z, (size_t)(rest.p - z) };
}

static void put_padded(struct buf *b, str cell, size_t width, bool right)
{
    size_t pad = width - utf8_count(cell);
    for (size_t i = 0; right && i < pad; i++) buf_char(b, ' ');
    buf_str(b, cell);
    for (size_t i = 0; !right && i < pad; i++) buf_char(b, ' ');
}

static void put_table(struct cli_stream *s)
{
    size_t shown = 0;
    const struct row_field *field[64];
    size_t width[64];
    for (size_t i = 0; i < s->meta->n && shown < 64; i++) {
        if (s->meta->fields[i].hidden) continue;
        field[shown] = &s->meta->fields[i];
        width[shown++] = utf8_count(str_of(s->meta->fields[i].name));
    }
    for (size_t i = 0; i < s->cells.n; i++) {
        size_t n = utf8_count(cell_of(s->cells.v[i]));
        if (n > width[i % shown]) width[i % shown] = n;
    }
    for (size_t i = 0; i < shown; i++) {
        put_padded(&s->out, str_of(field[i]->name), width[i], is_number(field[i]->type));
        buf_text(&s->out, i + 1 < shown ? "  " : "\n");
    }
    for (size_t i = 0; i < s->cells.n; i++) {
        put_padded(&s->out, cell_of(s->cells.v[i]), width[i % shown],
                   is_number(field[i % shown]->type));
        buf_text(&s->out, (i + 1) % shown ? "  " : "\n");
        if (s->out.n > FLUSH_AT) drain(s);
    }
}

enum rc cli_stream_close(struct cli_stream *s)
{
    if (s->form == AS_JSON) {
        json_close(&s->json, ']');
        buf_char(&s->out, '\n');
    }
    if (s->form == AS_TABLE) put_table(s);
    drain(s);
    buf_done(&s->out);
    return fflush(stdout) == EOF ? fail(s->cx, "could not write to standard output") : RC_OK;
}

enum rc cli_rows(struct cx *cx, const struct cli_args *args, const struct row_meta *m,
                 const void *rows, size_t n)
{
    struct cli_stream *s = cli_stream_open(cx, args, m);
    enum rc rc = RC_OK;
    for (size_t i = 0; i < n && !rc; i++) rc = cli_stream_row(s, (const char *)rows + i * m->size);
    enum rc closed = cli_stream_close(s);
    return rc ? rc : closed;
}
