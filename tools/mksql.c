/* SPDX-License-Identifier: EUPL-1.2 */
/* mksql.c — X.sql → X_sql.h and X_sql.c: a typed C function, a row struct and a row description for
 * each statement.
 *
 * Called with all files at once, since a name must be unique in the program and rows may be shared
 * between files. It refuses to know engines: the functions only call store/db.h. Language:
 * tools/README.md.
 */
#include "mksql_parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY_IN = 5 }; /* more values than this are passed in a struct */

static bool in_struct(const struct block *b) { return b->in.n > MANY_IN; }

/* A name that the generated function needs itself, or that is a type there. */
static void check_parameter_names(const struct block *b)
{
    static const char *const taken[] = { "cx",   "out",   "found",  "each",  "p",
                                         "in",   "rc",    "cursor", "more",  "values",
                                         "date", "stamp", "month",  "money", "str",
                                         "eur",  "end",   "mark",   "row" };
    if (in_struct(b)) return;
    for (size_t i = 0; i < b->in.n; i++) {
        const char *name = b->in.v[i].name;
        bool bad = strcmp(name, "id") == 0 && b->mode == MODE_INSERT;
        for (size_t k = 0; k < sizeof taken / sizeof *taken; k++)
            bad = bad || strcmp(name, taken[k]) == 0;
        if (bad)
            source_error(b->file->path, b->line, 0,
                         "`%s`: `%s` cannot name a parameter: the function has it already", b->name,
                         name);
    }
}

/* ---- header ---- */

static void put_comment(struct text *t, const char *doc)
{
    text_add(t, "/** ");
    for (const char *p = doc; *p; p++) {
        if (p[0] == '*' && p[1] == '/')
            text_add(t, "* ");
        else if (*p == '\n')
            text_add(t, p[1] ? "\n *  " : "");
        else
            text_char(t, *p);
    }
    text_add(t, " */\n");
}

static void put_struct(struct text *t, const char *name, const char *suffix, const struct fields *f)
{
    text_printf(t, "struct %s_%s {\n", name, suffix);
    for (size_t i = 0; i < f->n; i++)
        text_printf(t, "    %s%s;%s\n", mksql_kinds[f->v[i].kind].c, f->v[i].name,
                    f->v[i].null ? " /* may be none */" : "");
    text_add(t, "};\n");
}

/* "enum rc NAME(struct cx *cx, …)" in lines of at most 100 columns. */
static void put_prototype(struct text *t, const struct block *b)
{
    const char *row = b->row ? b->row->name : NULL;
    struct text args[16] = { { 0 } };
    size_t n = 0;
    text_add(&args[n++], "struct cx *cx");
    if (in_struct(b))
        text_printf(&args[n++], "const struct %s_in *in", b->name);
    else
        for (size_t i = 0; i < b->in.n; i++)
            text_printf(&args[n++], "%s%s", mksql_kinds[b->in.v[i].kind].c, b->in.v[i].name);
    if (b->mode == MODE_MANY) text_printf(&args[n++], "struct %s_rows *out", row);
    if (b->mode == MODE_ONE || b->mode == MODE_OPT)
        text_printf(&args[n++], "struct %s_row *out", row);
    if (b->mode == MODE_OPT) text_add(&args[n++], "bool *found");
    if (b->mode == MODE_EACH) {
        text_printf(&args[n++], "enum rc (*each)(void *p, const struct %s_row *row)", row);
        text_add(&args[n++], "void *p");
    }
    if (b->mode == MODE_INSERT) text_add(&args[n++], "int64_t *id");
    size_t start = t->n;
    text_printf(t, "enum rc %s(", b->name);
    size_t indent = t->n - start;
    for (size_t i = 0; i < n; i++) {
        if (i && t->n - start + args[i].n + 2 > 98) {
            start = t->n + 2;
            text_printf(t, ",\n%*s%s", (int)indent, "", args[i].p);
        } else {
            text_printf(t, "%s%s", i ? ", " : "", args[i].p);
        }
        text_free(&args[i]);
    }
    text_char(t, ')');
}

static void put_types(struct text *h, const struct block *b)
{
    if (in_struct(b)) put_struct(h, b->name, "in", &b->in);
    if (b->row == b) {
        put_struct(h, b->name, "row", &b->out);
        text_printf(h, "struct %s_rows {\n    struct %s_row *v;\n    size_t n;\n};\n", b->name,
                    b->name);
        text_printf(h, "extern const struct row_meta %s_meta;\n", b->name);
    } else if (b->row) {
        static const char *const parts[] = { "row", "rows", "meta" };
        for (size_t i = 0; i < 3; i++)
            text_printf(h, "#define %s_%s %s_%s\n", b->name, parts[i], b->row->name, parts[i]);
    }
}

static void put_guard(struct text *h, const struct sql_file *f)
{
    text_add(h, "KOLO_");
    for (const char *p = f->below; *p; p++)
        text_char(h, *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p >= '0' && *p <= '9' ? *p : '_');
    text_add(h, "_SQL_H\n");
}

static void put_header(struct text *h, const struct sql_file *f)
{
    text_printf(h, "/* Made by tools/mksql from %s. Do not edit. */\n#ifndef ", f->path);
    put_guard(h, f);
    text_add(h, "#define ");
    put_guard(h, f);
    text_add(h, "\n#include \"base/cx.h\"\n#include \"base/money.h\"\n#include \"base/row.h\"\n"
                "#include \"store/db.h\"\n");
    for (size_t i = 0; i < f->n; i++) {
        const struct block *row = f->v[i]->row;
        bool seen = !row || row->file == f;
        for (size_t k = 0; k < i && !seen; k++)
            seen = f->v[k]->row && f->v[k]->row->file == row->file;
        if (!seen) text_printf(h, "#include \"%s_sql.h\"\n", row->file->below);
    }
    /* rows first: a statement may share the row of one that stands further down */
    for (int rows = 1; rows >= 0; rows--) {
        for (size_t i = 0; i < f->n; i++) {
            const struct block *b = f->v[i];
            if (rows) {
                if (in_struct(b) || b->row) text_char(h, '\n');
                put_types(h, b);
                continue;
            }
            text_char(h, '\n');
            if (b->doc.n) put_comment(h, b->doc.p);
            put_prototype(h, b);
            text_printf(h, " MUST_USE;\nextern const struct db_stmt %s_stmt;\n", b->name);
        }
    }
    text_add(h, "\n#endif\n");
}

/* ---- source ---- */

static void put_sql_text(struct text *c, const char *member, const struct text *sql)
{
    text_printf(c, "    .%s =\n", member);
    for (const char *p = sql->p; *p;) {
        const char *lf = strchr(p, '\n');
        size_t n = lf ? (size_t)(lf - p) + 1 : strlen(p);
        text_add(c, "        \"");
        text_literal(c, p, n);
        text_add(c, "\"");
        p += n;
        text_add(c, *p ? "\n" : ",\n");
    }
}

static void put_letters(struct text *c, const char *member, const struct fields *f)
{
    text_printf(c, "    .%s = \"", member);
    for (size_t i = 0; i < f->n; i++) text_add(c, mksql_kinds[f->v[i].kind].letters);
    text_add(c, "\",\n");
}

static void put_statement(struct text *c, const struct block *b)
{
    static const char *const modes[MODE_COUNT] = { "DB_MANY", "DB_ONE",    "DB_OPT",   "DB_EACH",
                                                   "DB_EXEC", "DB_CHANGE", "DB_INSERT" };
    struct field id = { .kind = KIND_ID };
    struct fields returned = { &id, b->mode == MODE_INSERT ? 1 : 0, 0 };
    text_printf(c, "\nconst struct db_stmt %s_stmt = {\n    .name = \"%s\",\n    .file = \"%s\",\n",
                b->name, b->name, b->file->path);
    if (b->dual) {
        put_sql_text(c, "sqlite", &b->sql[0]);
        put_sql_text(c, "pg", &b->sql[1]);
    } else {
        put_sql_text(c, "sql", &b->sql[0]);
    }
    put_letters(c, "params", &b->in);
    put_letters(c, "columns", b->row ? &b->row->out : &returned);
    text_printf(c, "    .writes = %s,\n%s    .mode = %s,\n};\n", b->writes ? "true" : "false",
                b->unaudited ? "    .unaudited = true,\n" : "", modes[b->mode]);
}

static void put_meta(struct text *c, const struct block *b)
{
    size_t n = 0;
    struct text list = { 0 };
    for (size_t i = 0; i < b->out.n; i++) {
        const struct field *f = &b->out.v[i];
        const char *type = mksql_kinds[f->kind].field;
        if (!type) continue; /* bytes are no column of a table that anyone exports */
        text_printf(&list, "    { \"%s\", %s, offsetof(struct %s_row, %s), %s },\n", f->name, type,
                    b->name, f->name, f->hidden ? "true" : "false");
        n++;
    }
    if (n) text_printf(c, "\nstatic const struct row_field %s_fields[] = {\n%s};", b->name, list.p);
    text_printf(c, "\nconst struct row_meta %s_meta = { \"%s\", sizeof(struct %s_row), %zu, ",
                b->name, b->name, b->name, n);
    if (n)
        text_printf(c, "%s_fields };\n", b->name);
    else
        text_add(c, "NULL };\n");
    text_free(&list);
}

static void put_read(struct text *c, const struct block *b)
{
    unsigned at = 0;
    bool uses_cx = false;
    struct text body = { 0 };
    for (size_t i = 0; i < b->out.n; i++) {
        const struct field *f = &b->out.v[i];
        text_printf(&body, "    row->%s = ", f->name);
        switch (f->kind) {
        case KIND_TEXT:
            text_printf(&body, "db_text(cx, c, %u);\n", at);
            if (!f->null)
                text_printf(&body, "    if (!row->%s) row->%s = \"\";\n", f->name, f->name);
            break;
        case KIND_BYTES: text_printf(&body, "db_bytes(cx, c, %u);\n", at); break;
        case KIND_DATE: text_printf(&body, "db_date(c, %u);\n", at); break;
        case KIND_STAMP: text_printf(&body, "db_stamp(c, %u);\n", at); break;
        case KIND_MONTH: text_printf(&body, "(month)db_int(c, %u);\n", at); break;
        case KIND_MONEY: text_printf(&body, "db_money(c, %u);\n", at); break;
        case KIND_EUR: text_printf(&body, "eur(db_int(c, %u));\n", at); break;
        case KIND_ID:
        case KIND_INT64:
        case KIND_FLAG:
        case KIND_E2:
        case KIND_E3:
        case KIND_E6:
        case KIND_COUNT: text_printf(&body, "db_int(c, %u);\n", at); break;
        }
        uses_cx = uses_cx || f->kind == KIND_TEXT || f->kind == KIND_BYTES;
        at += (unsigned)strlen(mksql_kinds[f->kind].letters);
    }
    text_printf(c,
                "\nstatic void read_%s(struct cx *cx, struct db_cursor *c, struct %s_row *row)\n"
                "{\n%s%s}\n",
                b->name, b->name, uses_cx ? "" : "    (void)cx;\n", body.p);
    text_free(&body);
}

/* MUST() for what a parameter declared without "?" has to be. */
static void put_checks(struct text *c, const struct block *b, const char *from)
{
    for (size_t i = 0; i < b->in.n; i++) {
        const struct field *f = &b->in.v[i];
        if (f->kind == KIND_EUR)
            text_printf(c, "    MUST(money_same(%s%s, eur(0)));\n", from, f->name);
        if (f->null) continue;
        if (f->kind == KIND_TEXT) text_printf(c, "    MUST(%s%s != NULL);\n", from, f->name);
        if (f->kind == KIND_DATE) text_printf(c, "    MUST(date_given(%s%s));\n", from, f->name);
        if (f->kind == KIND_STAMP || f->kind == KIND_MONTH)
            text_printf(c, "    MUST(%s%s != 0);\n", from, f->name);
    }
}

static void put_value(struct text *c, const struct field *f, const char *from)
{
    const char *z = f->name;
    switch (f->kind) {
    case KIND_ID: text_printf(c, "db_id(%s%s)", from, z); break;
    case KIND_TEXT: text_printf(c, "db_t(%s%s)", from, z); break;
    case KIND_BYTES:
        if (f->null)
            text_printf(
                c, "%s%s.p ? db_b(%s%s.p, %s%s.n) : (struct db_value){ .type = 'b', .null = true }",
                from, z, from, z, from, z);
        else
            text_printf(c, "db_b(%s%s.p ? %s%s.p : \"\", %s%s.n)", from, z, from, z, from, z);
        break;
    case KIND_DATE: text_printf(c, "db_d(cx, %s%s)", from, z); break;
    case KIND_STAMP: text_printf(c, "db_s(cx, %s%s)", from, z); break;
    case KIND_MONTH: text_printf(c, "%s(%s%s)", f->null ? "db_id" : "db_i", from, z); break;
    case KIND_MONEY: text_printf(c, "db_i(%s%s.minor), db_t(%s%s.cur)", from, z, from, z); break;
    case KIND_EUR: text_printf(c, "db_i(%s%s.minor)", from, z); break;
    case KIND_INT64:
    case KIND_FLAG:
    case KIND_E2:
    case KIND_E3:
    case KIND_E6:
    case KIND_COUNT: text_printf(c, "db_i(%s%s)", from, z); break;
    }
}

static void put_start(struct text *c, const struct block *b)
{
    const char *from = in_struct(b) ? "in->" : "";
    unsigned at = 1;
    put_checks(c, b, from);
    if (b->in.n) text_add(c, "    const struct db_value values[] = {\n");
    for (size_t i = 0; i < b->in.n; i++) {
        text_add(c, "        ");
        put_value(c, &b->in.v[i], from);
        text_printf(c, ", /* $%u */\n", at);
        at += (unsigned)strlen(mksql_kinds[b->in.v[i].kind].letters);
    }
    if (b->in.n) text_add(c, "    };\n");
    text_add(c, "    struct db_cursor cursor = { 0 };\n");
    if (b->mode < MODE_EXEC) text_add(c, "    bool more = false;\n");
}

static void put_run(struct text *c, const struct block *b)
{
    text_printf(c, "    enum rc rc = db_start(cx, &%s_stmt, %s, &cursor);\n", b->name,
                b->in.n ? "values" : "NULL");
}

static const char end_of_function[] = "    enum rc end = db_finish(cx, &cursor);\n";

static void put_many(struct text *c, const struct block *b)
{
    const char *row = b->row->name;
    text_printf(c, "    size_t cap = 0;\n    *out = (struct %s_rows){ 0 };\n", row);
    put_run(c, b);
    text_printf(c,
                "    while (rc == RC_OK && (rc = db_next(cx, &cursor, &more)) == RC_OK && more) {\n"
                "        if (out->n == cap)\n"
                "            out->v = vec_more(cx->arena, out->v, sizeof *out->v, &cap);\n"
                "        read_%s(cx, &cursor, &out->v[out->n++]);\n"
                "    }\n%s"
                "    return rc != RC_OK ? rc : end;\n",
                row, end_of_function);
}

static void put_one(struct text *c, const struct block *b)
{
    const char *row = b->row->name;
    text_printf(c, "    *out = (struct %s_row){ 0 };\n", row);
    if (b->mode == MODE_OPT) text_add(c, "    *found = false;\n");
    put_run(c, b);
    text_printf(c,
                "    if (rc == RC_OK)\n"
                "        rc = db_next(cx, &cursor, &more);\n"
                "    if (rc == RC_OK && more)\n"
                "        read_%s(cx, &cursor, out);\n%s",
                row, end_of_function);
    text_add(c, "    if (rc != RC_OK || end != RC_OK)\n        return rc != RC_OK ? rc : end;\n");
    if (b->mode == MODE_OPT)
        text_add(c, "    *found = more;\n    return RC_OK;\n");
    else
        text_add(c, "    return more ? RC_OK : RC_MISSING;\n");
}

static void put_each(struct text *c, const struct block *b)
{
    const char *row = b->row->name;
    put_run(c, b);
    text_printf(c,
                "    while (rc == RC_OK && (rc = db_next(cx, &cursor, &more)) == RC_OK && more) {\n"
                "        struct arena_mark mark = arena_mark(cx->arena);\n"
                "        struct %s_row row = { 0 };\n"
                "        read_%s(cx, &cursor, &row);\n"
                "        rc = each(p, &row);\n"
                "        arena_rewind(cx->arena, mark);\n"
                "    }\n%s"
                "    return rc != RC_OK ? rc : end;\n",
                row, row, end_of_function);
}

/* A write is completed by db_finish; db_next is called only for the id, because PostgreSQL sends
 * what need not be answered in a pipeline. */
static void put_write(struct text *c, const struct block *b)
{
    if (b->mode == MODE_INSERT)
        text_add(c, "    bool more = true;\n    if (id)\n        *id = 0;\n");
    put_run(c, b);
    if (b->mode == MODE_INSERT)
        text_add(c, "    if (rc == RC_OK && id)\n"
                    "        rc = db_next(cx, &cursor, &more);\n"
                    "    if (rc == RC_OK && id && more)\n"
                    "        *id = db_int(&cursor, 0);\n");
    text_add(c, end_of_function);
    text_add(c, "    if (rc != RC_OK || end != RC_OK)\n        return rc != RC_OK ? rc : end;\n");
    if (b->mode == MODE_INSERT) /* ON CONFLICT DO NOTHING, or a SELECT without rows */
        text_add(c, "    return more && cursor.changed > 0 ? RC_OK : RC_CONFLICT;\n");
    else
        text_printf(c, "    return %s;\n",
                    b->mode == MODE_CHANGE ? "cursor.changed > 0 ? RC_OK : RC_STALE" : "RC_OK");
}

static void put_function(struct text *c, const struct block *b)
{
    text_char(c, '\n');
    put_prototype(c, b);
    text_add(c, "\n{\n");
    put_start(c, b);
    switch (b->mode) {
    case MODE_MANY: put_many(c, b); break;
    case MODE_ONE:
    case MODE_OPT: put_one(c, b); break;
    case MODE_EACH: put_each(c, b); break;
    case MODE_EXEC:
    case MODE_CHANGE:
    case MODE_INSERT:
    case MODE_COUNT: put_write(c, b); break;
    }
    text_add(c, "}\n");
}

/* A row may be read by a statement of another file: then that file has a reader of its own. */
static bool reader_needed(const struct sql_file *f, size_t i)
{
    if (!f->v[i]->row) return false;
    for (size_t k = 0; k < i; k++)
        if (f->v[k]->row == f->v[i]->row) return false;
    return true;
}

static void put_source(struct text *c, const struct sql_file *f)
{
    text_printf(c, "/* Made by tools/mksql from %s. Do not edit. */\n#include \"%s_sql.h\"\n\n",
                f->path, f->below);
    text_add(c, "#include \"base/log.h\"\n#include \"base/vec.h\"\n#include <stddef.h>\n");
    for (size_t i = 0; i < f->n; i++) {
        put_statement(c, f->v[i]);
        if (f->v[i]->row == f->v[i]) put_meta(c, f->v[i]);
        if (reader_needed(f, i)) put_read(c, f->v[i]->row);
        put_function(c, f->v[i]);
    }
}

static void put_tables(struct text *c, struct sql_file **files, size_t n)
{
    text_add(c, "/* Made by tools/mksql from all X.sql. Do not edit. */\n");
    for (size_t i = 0; i < n; i++) text_printf(c, "#include \"%s_sql.h\"\n", files[i]->below);
    if (n == 0) text_add(c, "#include \"store/db.h\"\n");
    text_add(c, "\nconst struct db_stmt *const db_all_statements[] = {\n");
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < files[i]->n; k++)
            text_printf(c, "    &%s_stmt,\n", files[i]->v[k]->name);
    text_add(c, "    NULL\n};\n\nconst struct row_meta *const db_statement_rows[] = {\n");
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < files[i]->n; k++)
            if (files[i]->v[k]->row == files[i]->v[k])
                text_printf(c, "    &%s_meta,\n", files[i]->v[k]->name);
    text_add(c, "    NULL\n};\n");
}

static void write_one(const char *dir, const char *below, const char *suffix, struct text *t)
{
    struct text path = { 0 };
    text_printf(&path, "%s/%s%s", dir, below, suffix);
    source_write(path.p, t);
    text_free(&path);
    text_free(t);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: mksql OUTDIR FILE.sql...\n", stderr);
        return 2;
    }
    size_t n = (size_t)argc - 2;
    struct sql_file **files = source_alloc((n + 1) * sizeof *files);
    struct text t = { 0 };
    for (size_t i = 0; i < n; i++) files[i] = mksql_parse(argv[i + 2]);
    mksql_link(files, n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < files[i]->n; k++) check_parameter_names(files[i]->v[k]);
    for (size_t i = 0; i < n; i++) {
        put_header(&t, files[i]);
        write_one(argv[1], files[i]->below, "_sql.h", &t);
        put_source(&t, files[i]);
        write_one(argv[1], files[i]->below, "_sql.c", &t);
    }
    put_tables(&t, files, n);
    write_one(argv[1], "statements", ".c", &t);
    return 0;
}
