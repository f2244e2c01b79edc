/* SPDX-License-Identifier: EUPL-1.2 */
/* mksql_parse.h — the blocks of the X.sql files, checked; what mksql.c writes C from. */
#ifndef KOLO_TOOLS_MKSQL_PARSE_H
#define KOLO_TOOLS_MKSQL_PARSE_H

#include "source.h"

enum kind {
    KIND_ID,
    KIND_INT64,
    KIND_FLAG,
    KIND_TEXT,
    KIND_BYTES,
    KIND_DATE,
    KIND_STAMP,
    KIND_MONTH,
    KIND_MONEY,
    KIND_EUR,
    KIND_E2,
    KIND_E3,
    KIND_E6,
    KIND_COUNT
};

/** What each type is in the out:/in: line, in C, in SQL and in a row meta. */
struct kind_facts {
    const char *name;
    const char *c;       /* C type, with the blank or star that goes before the name */
    const char *letters; /* db_stmt letters: one for each SQL value */
    const char *field;   /* enum field_type, or NULL: not in the meta */
    bool may_be_null;    /* is "?" allowed? */
};
extern const struct kind_facts mksql_kinds[KIND_COUNT];

struct field {
    char *name;
    enum kind kind;
    bool null, hidden;
};
struct fields {
    struct field *v;
    size_t n;
    size_t values; /* SQL values: money counts as two */
};

enum mode {
    MODE_MANY,
    MODE_ONE,
    MODE_OPT,
    MODE_EACH,
    MODE_EXEC,
    MODE_CHANGE,
    MODE_INSERT,
    MODE_COUNT
};

struct block {
    const struct sql_file *file;
    int line;
    char *name;
    enum mode mode;
    struct text doc; /* lines of the doc comment, each with its LF */
    struct fields in, out;
    bool has_out;  /* an out: line of its own */
    char *row_ref; /* what "row:" names, or NULL */
    int row_line;
    const struct block *row; /* whose row it gives: itself, another, or NULL for none */
    struct text sql[2];      /* SQLite, PostgreSQL: the same unless dual */
    bool dual, writes, ended;
    bool unaudited; /* may be committed without an audit entry */
};
struct sql_file {
    const char *path; /* as given: "src/finance/budget.sql" */
    char *below;      /* "finance/budget" */
    struct block **v;
    size_t n;
};

/** mksql_parse(path): all blocks of one file; trouble ends the program. */
struct sql_file *mksql_parse(const char *path);
/** mksql_link(files, n): finds duplicate names and resolves every "row:". */
void mksql_link(struct sql_file **files, size_t n);

#endif
