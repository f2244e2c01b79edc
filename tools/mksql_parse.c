/* SPDX-License-Identifier: EUPL-1.2 */
/* mksql_parse.c — reads X.sql into blocks and refuses what would be found only when the statement
 * runs.
 *
 * It knows SQL only as far as quotes, comments, $N and the final semicolon; whether a statement is
 * good SQL is shown by preparing it on both engines in the tests.
 */
#include "mksql_parse.h"

#include <stdlib.h>
#include <string.h>

const struct kind_facts mksql_kinds[KIND_COUNT] = {
    [KIND_ID] = { "id", "int64_t ", "i", "FIELD_INT", true },
    [KIND_INT64] = { "int64", "int64_t ", "i", "FIELD_INT", false },
    [KIND_FLAG] = { "flag", "int64_t ", "i", "FIELD_FLAG", false },
    [KIND_TEXT] = { "text", "const char *", "t", "FIELD_TEXT", true },
    [KIND_BYTES] = { "bytes", "str ", "b", NULL, true },
    [KIND_DATE] = { "date", "date ", "t", "FIELD_DATE", true },
    [KIND_STAMP] = { "stamp", "stamp ", "t", "FIELD_STAMP", true },
    [KIND_MONTH] = { "month", "month ", "i", "FIELD_MONTH", true },
    [KIND_MONEY] = { "money", "money ", "it", "FIELD_MONEY", false },
    [KIND_EUR] = { "eur", "money ", "i", "FIELD_EUR", false },
    [KIND_E2] = { "e2", "int64_t ", "i", "FIELD_E2", false },
    [KIND_E3] = { "e3", "int64_t ", "i", "FIELD_E3", false },
    [KIND_E6] = { "e6", "int64_t ", "i", "FIELD_E6", false },
};

/* Where the reader is: one line at a time. */
struct reader {
    struct sql_file *file;
    int line;
    struct block *b;     /* the open block */
    struct fields *more; /* the list that goes on after a line that ended with a comma */
    bool sql_begun;
    int section; /* 0: text for both; 1: SQLite; 2: PostgreSQL */
};

#define REFUSE(r, ...) source_error((r)->file->path, (r)->line, 0, __VA_ARGS__)

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* The next word of a list entry; returns its length and moves *p behind it. */
static size_t word(const char **p, const char **w)
{
    while (blank(**p)) ++*p;
    *w = *p;
    while (**p && !blank(**p)) ++*p;
    return (size_t)(*p - *w);
}

static enum kind kind_of(struct reader *r, const char *w, size_t n)
{
    for (int k = 0; k < KIND_COUNT; k++)
        if (strlen(mksql_kinds[k].name) == n && memcmp(mksql_kinds[k].name, w, n) == 0)
            return (enum kind)k;
    REFUSE(r,
           "unknown type `%.*s`; types are id int64 flag text bytes date stamp month money eur "
           "e2 e3 e6",
           (int)n, w);
}

static void add_field(struct reader *r, struct fields *list, const char *entry)
{
    const char *p = entry, *w;
    struct field f = { 0 };
    size_t n = word(&p, &w);
    if (!source_is_word(w, n))
        REFUSE(r, "`%.*s` is no name: lower-case letters, digits and _", (int)n, w);
    f.name = source_copy(w, n);
    if (source_is_keyword(f.name)) REFUSE(r, "`%s` is a word of C; choose another name", f.name);
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i].name, f.name) == 0) REFUSE(r, "`%s` is declared twice", f.name);
    n = word(&p, &w);
    if (n == 0) REFUSE(r, "`%s` has no type", f.name);
    f.null = w[n - 1] == '?';
    f.kind = kind_of(r, w, f.null ? n - 1 : n);
    if (f.null && !mksql_kinds[f.kind].may_be_null)
        REFUSE(r, "`%s %s?`: type %s has no value for none, so it cannot be NULL", f.name,
               mksql_kinds[f.kind].name, mksql_kinds[f.kind].name);
    n = word(&p, &w);
    if (n == 1 && *w == '?')
        REFUSE(r, "write `%s %s?`, without a blank before the ?", f.name, mksql_kinds[f.kind].name);
    if (n) {
        f.hidden = n == 6 && memcmp(w, "hidden", 6) == 0;
        if (!f.hidden || list != &r->b->out || word(&p, &w) != 0)
            REFUSE(r, "expected a comma after `%s %s`", f.name, mksql_kinds[f.kind].name);
    }
    list->v = source_grow(list->v, list->n, sizeof *list->v);
    list->v[list->n++] = f;
    list->values += strlen(mksql_kinds[f.kind].letters);
}

/* "a type, b type,": a comma at the end says that the next comment line goes on. */
static void add_fields(struct reader *r, struct fields *list, const char *z)
{
    r->more = NULL;
    for (;;) {
        const char *comma = strchr(z, ',');
        char *entry = comma ? source_copy(z, (size_t)(comma - z)) : source_copy(z, strlen(z));
        if (entry[strspn(entry, " \t\r")] != '\0')
            add_field(r, list, entry);
        else if (comma)
            REFUSE(r, "nothing stands before a comma");
        else if (list->n)
            r->more = list;
        free(entry);
        if (!comma) return;
        z = comma + 1;
    }
}

/* ---- the SQL of a block ---- */

/* Moves over one quoted piece, number or comment; returns the first byte behind it. */
static const char *skip_quoted(struct reader *r, const char *p)
{
    char q = *p;
    for (p++; *p; p++) {
        if (*p == q && p[1] == q)
            p++;
        else if (*p == q)
            return p + 1;
    }
    r->line = r->b->line;
    REFUSE(r, "`%s`: a quote %c is not closed", r->b->name, q);
}

static bool word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool word_is(const char *p, size_t n, const char *upper)
{
    if (strlen(upper) != n) return false;
    for (size_t i = 0; i < n; i++)
        if ((p[i] >= 'a' && p[i] <= 'z' ? p[i] - 32 : p[i]) != upper[i]) return false;
    return true;
}

/* What a statement says about itself. */
struct scan {
    bool used[100];
    bool changes; /* begins with INSERT, UPDATE, DELETE, or is WITH … and holds one of them */
    bool returning;
    size_t semicolon; /* offset of the first ';' outside quotes, or (size_t)-1 */
};

static void scan_word(struct scan *s, const char *p, size_t n, bool first, bool *with)
{
    if (first) *with = word_is(p, n, "WITH");
    if ((first || *with) &&
        (word_is(p, n, "INSERT") || word_is(p, n, "UPDATE") || word_is(p, n, "DELETE")))
        s->changes = true;
    if (word_is(p, n, "RETURNING")) s->returning = true;
}

static void scan_sql(struct reader *r, const char *sql, struct scan *s)
{
    bool first = true, with = false;
    *s = (struct scan){ .semicolon = (size_t)-1 };
    for (const char *p = sql; *p;) {
        if (*p == '\'' || *p == '"') {
            p = skip_quoted(r, p);
        } else if (*p == '$' && p[1] >= '0' && p[1] <= '9') {
            char *end = NULL;
            unsigned long n = strtoul(p + 1, &end, 10);
            if (n == 0 || n > r->b->in.values || n >= sizeof s->used)
                REFUSE(
                    r,
                    "`%s`: $%.*s is out of range: in: declares %zu value%s (money counts as two)",
                    r->b->name, (int)(end - p - 1), p + 1, r->b->in.values,
                    r->b->in.values == 1 ? "" : "s");
            s->used[n] = true;
            p = end;
        } else if (word_char(*p)) {
            const char *w = p;
            while (word_char(*p)) p++;
            scan_word(s, w, (size_t)(p - w), first, &with);
            first = false;
        } else {
            if (*p == ';' && s->semicolon == (size_t)-1) s->semicolon = (size_t)(p - sql);
            p++;
        }
    }
}

/* The name of the ${value}-th SQL value (from 1), for messages. */
static const char *value_name(const struct fields *in, size_t value)
{
    size_t at = 0;
    for (size_t i = 0; i < in->n; i++) {
        at += strlen(mksql_kinds[in->v[i].kind].letters);
        if (value <= at) return in->v[i].name;
    }
    return "?";
}

static void trim(struct text *t)
{
    while (t->n && (blank(t->p[t->n - 1]) || t->p[t->n - 1] == '\n')) t->p[--t->n] = '\0';
}

static void check_text(struct reader *r, struct text *sql)
{
    struct block *b = r->b;
    struct scan s;
    trim(sql);
    scan_sql(r, text_z(sql), &s);
    if (s.semicolon == (size_t)-1) REFUSE(r, "`%s`: the statement does not end with `;`", b->name);
    if (s.semicolon + 1 != sql->n)
        REFUSE(
            r,
            "`%s`: there is text after the `;`: one statement a block, and each block begins with "
            "`-- name :mode`",
            b->name);
    sql->p[--sql->n] = '\0';
    trim(sql);
    if (sql->n == 0) REFUSE(r, "`%s` has no SQL", b->name);
    if (sql->n > 4000)
        REFUSE(r,
               "`%s`: the statement is longer than 4,000 bytes, which C does not promise to take",
               b->name);
    for (size_t i = 1; i <= b->in.values; i++)
        if (!s.used[i])
            REFUSE(r, "`%s`: $%zu (%s) is never used", b->name, i, value_name(&b->in, i));
    b->writes = b->writes || s.changes || b->mode == MODE_EXEC || b->mode == MODE_CHANGE ||
                b->mode == MODE_INSERT;
    if (b->mode == MODE_INSERT && !s.returning)
        REFUSE(r, "`%s`: an :insert ends with RETURNING and the new id", b->name);
}

static void close_block(struct reader *r)
{
    struct block *b = r->b;
    if (!b) return;
    int line = r->line;
    r->line = b->line;
    bool rows =
        b->mode == MODE_MANY || b->mode == MODE_ONE || b->mode == MODE_OPT || b->mode == MODE_EACH;
    if (r->section != 0) REFUSE(r, "`%s`: `-- @sqlite` has no `-- @end`", b->name);
    if (b->in.values > 96) REFUSE(r, "`%s`: more than 96 parameters", b->name);
    if (b->has_out && b->row_ref) REFUSE(r, "`%s`: out: and row: exclude each other", b->name);
    if (rows && !b->has_out && !b->row_ref)
        REFUSE(r, "`%s` gives rows, so it needs an out: line (or row:)", b->name);
    if (!rows && (b->has_out || b->row_ref))
        REFUSE(r, "`%s` gives no rows, so it takes no out: line", b->name);
    check_text(r, &b->sql[0]);
    check_text(r, &b->sql[1]);
    if (b->unaudited && !b->writes)
        REFUSE(r, "`%s` changes nothing, so there is nothing to be unaudited", b->name);
    r->line = line;
    r->b = NULL;
}

/* ---- lines ---- */

static enum mode mode_of(struct reader *r, const char *w, size_t n)
{
    static const char *const names[MODE_COUNT] = { "many", "one",    "opt",   "each",
                                                   "exec", "change", "insert" };
    for (int m = 0; m < MODE_COUNT; m++)
        if (strlen(names[m]) == n && memcmp(names[m], w, n) == 0) return (enum mode)m;
    REFUSE(r, "unknown mode `:%.*s`; modes are :many :one :opt :each :exec :change :insert", (int)n,
           w);
}

/* "-- name :mode", or "-- name :mode unaudited", opens a block; false when the comment is something
 * else. */
static bool open_block(struct reader *r, const char *z)
{
    const char *p = z, *name, *mode, *rest;
    size_t n = word(&p, &name);
    size_t m = word(&p, &mode);
    bool alone = m == 0 && source_is_word(name, n) && memchr(name, '_', n);
    if (alone && (!r->b || r->b->ended))
        REFUSE(
            r,
            "`%.*s` has no mode: write `-- %.*s :many` (or :one :opt :each :exec :change :insert)",
            (int)n, name, (int)n, name);
    if (m < 2 || mode[0] != ':') return false;
    size_t k = word(&p, &rest);
    bool unaudited = k == strlen("unaudited") && memcmp(rest, "unaudited", k) == 0;
    if ((k && !unaudited) || word(&p, &rest) != 0) return false;
    if (!source_is_word(name, n))
        REFUSE(r, "`%.*s` is no name for a statement: lower-case letters, digits and _", (int)n,
               name);
    close_block(r);
    struct block *b = source_alloc(sizeof *b);
    *b = (struct block){ .file = r->file, .line = r->line, .name = source_copy(name, n) };
    b->mode = mode_of(r, mode + 1, m - 1);
    b->unaudited = unaudited;
    r->b = b;
    r->more = NULL;
    r->sql_begun = false;
    r->file->v = source_grow(r->file->v, r->file->n, sizeof *r->file->v);
    r->file->v[r->file->n++] = b;
    return true;
}

static const char *after(const char *z, const char *start)
{
    size_t n = strlen(start);
    return strncmp(z, start, n) == 0 ? z + n : NULL;
}

static void section(struct reader *r, const char *z)
{
    if (strcmp(z, "@sqlite") == 0 && r->section == 0) {
        r->section = 1;
    } else if (strcmp(z, "@pg") == 0 && r->section == 1) {
        r->section = 2;
    } else if (strcmp(z, "@end") == 0 && r->section == 2) {
        const struct text *sql = &r->b->sql[0];
        r->section = 0;
        r->b->ended = sql->n >= 2 && sql->p[sql->n - 2] == ';';
    } else {
        REFUSE(r, "`-- %s` does not stand in the order @sqlite, @pg, @end", z);
    }
    r->b->dual = true;
    r->sql_begun = true;
}

static void read_row_line(struct reader *r, const char *z)
{
    const char *p = z, *w;
    size_t n = word(&p, &w);
    if (n == 0 || r->b->row_ref) REFUSE(r, "row: names one other statement");
    r->b->row_ref = source_copy(w, n);
    r->b->row_line = r->line;
}

/* A comment line, without its "--" and the blanks around. */
static void comment(struct reader *r, const char *z)
{
    if (open_block(r, z)) return;
    if (!r->b || r->b->ended) return; /* the file's own comments */
    const char *list = NULL;
    if (r->more && (z[0] == '@' || after(z, "in:") || after(z, "out:") || after(z, "row:")))
        REFUSE(r, "the list of the line above ends with a comma");
    if (z[0] == '@') {
        section(r, z);
    } else if (r->sql_begun) {
        return; /* comments inside the statement stay in the source */
    } else if ((list = after(z, "in:")) != NULL) {
        add_fields(r, &r->b->in, list);
    } else if ((list = after(z, "out:")) != NULL) {
        r->b->has_out = true;
        add_fields(r, &r->b->out, list);
    } else if ((list = after(z, "row:")) != NULL) {
        read_row_line(r, list);
    } else if (r->more) {
        add_fields(r, r->more, z);
    } else {
        text_printf(&r->b->doc, "%s\n", z);
    }
}

/* The part of an SQL line before a "--" comment outside quotes. A quote may span lines only in
 * theory: refused. */
static size_t code_length(struct reader *r, const char *z)
{
    for (const char *p = z; *p;) {
        if (p[0] == '-' && p[1] == '-') return (size_t)(p - z);
        if (p[0] == '/' && p[1] == '*') REFUSE(r, "write comments as `--`");
        if (*p == '\'' || *p == '"') {
            const char *q = strchr(p + 1, *p);
            if (!q) REFUSE(r, "a quote %c is not closed on its line", *p);
            p = q;
        }
        p++;
    }
    return strlen(z);
}

static void sql_line(struct reader *r, const char *z)
{
    size_t n = code_length(r, z);
    while (n && blank(z[n - 1])) n--;
    if (n == 0) return;
    if (!r->b) REFUSE(r, "SQL outside of a block: a block begins with `-- name :mode`");
    if (r->more) REFUSE(r, "the list of the line above ends with a comma");
    r->sql_begun = true;
    if (z[n - 1] == ';' && r->section == 0) r->b->ended = true;
    for (int engine = 0; engine < 2; engine++) {
        if (r->section != 0 && r->section != engine + 1) continue;
        text_put(&r->b->sql[engine], z, n);
        text_char(&r->b->sql[engine], '\n');
    }
}

struct sql_file *mksql_parse(const char *path)
{
    struct sql_file *f = source_alloc(sizeof *f);
    struct reader r = { .file = f };
    char *src = source_read(path, NULL);
    const char *below = source_below(path);
    size_t n = strlen(below);
    f->path = path;
    f->below = source_copy(below, n > 4 && strcmp(below + n - 4, ".sql") == 0 ? n - 4 : n);
    for (char *line = src, *next = NULL; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = '\0';
        r.line++;
        char *z = line + strspn(line, " \t");
        char *end = z + strlen(z);
        while (end > z && blank(end[-1])) *--end = '\0';
        if (z[0] == '-' && z[1] == '-')
            comment(&r, z + 2 + strspn(z + 2, " \t"));
        else
            sql_line(&r, line);
    }
    close_block(&r);
    free(src);
    return f;
}

/* ---- across files ---- */

static const struct block *find(struct sql_file **files, size_t n, const char *below,
                                const char *name)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < files[i]->n; k++)
            if ((!below || strcmp(files[i]->below, below) == 0) &&
                strcmp(files[i]->v[k]->name, name) == 0)
                return files[i]->v[k];
    return NULL;
}

static void link_row(struct sql_file **files, size_t n, struct block *b)
{
    if (b->has_out) b->row = b;
    if (!b->row_ref) return;
    char *colon = strchr(b->row_ref, ':');
    const char *name = colon ? colon + 1 : b->row_ref;
    char *below = colon ? source_copy(b->row_ref, (size_t)(colon - b->row_ref))
                        : source_copy(b->file->below, strlen(b->file->below));
    b->row = find(files, n, below, name);
    if (!b->row)
        source_error(b->file->path, b->row_line, 0, "row: there is no statement `%s` in %s", name,
                     below);
    if (!b->row->has_out)
        source_error(b->file->path, b->row_line, 0, "row: `%s` has no out: line of its own", name);
    free(below);
}

void mksql_link(struct sql_file **files, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < files[i]->n; k++) {
            struct block *b = files[i]->v[k];
            const struct block *first = find(files, n, NULL, b->name);
            if (first != b)
                source_error(b->file->path, b->line, 0, "`%s` is already declared at %s:%d",
                             b->name, first->file->path, first->line);
            link_row(files, n, b);
        }
    }
}
