/* SPDX-License-Identifier: EUPL-1.2 */
/* db.h — one database behind one door: SQLite or PostgreSQL, the same SQL text, the same types.
 *
 * Nobody calls this with SQL of their own: statements are declared in X.sql, mksql turns each into
 * a typed function, and those call the functions below. A connection belongs to one thread.
 * Placeholders are $1, $2 …; the SQLite driver rewrites $N to ?N outside quotes. Parameters are
 * int64, text or bytes, each sent with its type even when NULL.
 *
 * Transactions: db_begin … db_end. Inside, the first failure poisons the transaction: later calls
 * return RC_FAIL at once and db_end rolls back. Writing outside a transaction is a bug (asserted),
 * so that no write can miss its audit entry. Read-only work may run outside a transaction, or in
 * db_begin_read for one snapshot (on SQLite that is also much the cheaper way to run several).
 * SQLite: WAL, synchronous FULL, foreign keys on, one writer at a time (in-process mutex, then
 * BEGIN IMMEDIATE). PostgreSQL: READ COMMITTED, statements prepared once per connection.
 *
 * What a failed statement returns: a broken UNIQUE constraint RC_CONFLICT; a deadlock, a lock not
 * to be had in 5 s, or a lost connection RC_BUSY (the next db_begin or read reconnects); all else
 * RC_FAIL, logged, for it is a bug or the machine: a CHECK, NOT NULL or foreign key is pre-checked
 * by a rule. A COMMIT that never answered is RC_FAIL, since nobody knows its outcome and it must
 * not be repeated blindly. A statement of half a second or more is logged by its name; streams are
 * not, for their reader sets the pace.
 */
#ifndef KOLO_STORE_DB_H
#define KOLO_STORE_DB_H

#include "base/cx.h"
#include "base/money.h"
#include "base/row.h"

enum db_engine { DB_SQLITE, DB_POSTGRES };

/** How mksql was told the statement is used; the drivers read it to stream or to pipeline. */
enum db_mode { DB_MANY, DB_ONE, DB_OPT, DB_EACH, DB_EXEC, DB_CHANGE, DB_INSERT };

/** One declared statement. Generated; static for the life of the process. */
struct db_stmt {
    const char *name; /* "expenditure_page" */
    const char *file; /* "src/finance/expenditure.sql" */
    const char *sql;  /* text for both engines; NULL when the two below differ */
    const char *sqlite, *pg;
    const char *params;  /* one letter each: i int8, t text, b bytes */
    const char *columns; /* the same for result columns */
    bool writes;
    bool unaudited;    /* a write that no audit entry has to tell of: see db_require_audit */
    enum db_mode mode; /* DB_EACH streams: memory stays flat however many rows there are */
};
#define DB_PARAMS_MAX 96

/** Every statement of the program, ended by NULL: generated table. */
extern const struct db_stmt *const db_all_statements[];
/** The descriptions of the rows they give, ended by NULL (no row twice): generated table. */
extern const struct row_meta *const db_statement_rows[];

/** db_open(url, out): "sqlite:PATH" or "postgresql://…" (several hosts allowed; the one that can
 * write is taken). "sqlite:PATH?mode=ro" changes nothing, not even the file's journal.
 * "?prepare=off" on a PostgreSQL URL does without prepared statements, for a pooler that hands out
 * another session per transaction. Errors are logged. RC_BUSY: PostgreSQL cannot be reached. The db
 * is freed by db_close, not with an arena. */
enum rc db_open(const char *url, struct db **out) MUST_USE;
void db_close(struct db *db);
enum db_engine db_engine(const struct db *db);
/** db_url(db): what it was opened with, password and all: not for logs. */
const char *db_url(const struct db *db);
/** db_ping(cx): can it answer a query now? */
enum rc db_ping(struct cx *cx) MUST_USE;
/** db_analyze(cx): outside a transaction; the engine counts anew what its planner believes of the
 * tables. After a large import, for PostgreSQL would come to it only a minute later and SQLite not
 * at all. */
enum rc db_analyze(struct cx *cx) MUST_USE;
/** Number of statements run on this connection since it was opened (tests: no page above 12). */
int64_t db_statement_count(const struct db *db);

/** db_begin(cx): opens a write transaction. Inside another one it only counts, and cannot fail.
 * When it fails nothing was opened, and a db_end that follows just returns what it is given, so
 * both "if ((rc = db_begin(cx))) return rc;" and "rc = db_begin(cx); … return db_end(cx, rc);" are
 * right. Inside db_begin_read it is a bug. */
enum rc db_begin(struct cx *cx) MUST_USE;
enum rc db_begin_read(struct cx *cx) MUST_USE;
/** db_end(cx, rc): commits when ${rc} is RC_OK and nothing failed, else rolls back. Returns the
 * first trouble: of the statements where ${rc} is RC_OK or RC_FAIL, else ${rc} itself, so that a
 * rule may turn RC_CONFLICT into a refusal of its own. Nested pairs count: only the outermost one
 * commits, and a refusal given to an inner db_begin's db_end poisons the whole. */
enum rc db_end(struct cx *cx, enum rc rc) MUST_USE;
bool db_in_write(const struct db *db);
/** db_require_audit(on): from now on a db_begin … db_end in which anything was written that is not
 * declared unaudited, and to which nothing was audited, does not commit (RC_FAIL, logged). The
 * program does so; tests that write single statements do not. Before the first thread is made. */
void db_require_audit(bool on);

/** db_bulk_begin/db_bulk_end, inside one write transaction: the :exec, and :insert with a NULL id,
 * that run between them need not be answered one by one. On PostgreSQL they are sent in a pipeline
 * and a failure may show only at a later statement or at db_bulk_end; anything that must be
 * answered (a query, :change, an id) is, after waiting for what went before. On SQLite nothing
 * changes. db_end ends an open bulk. */
enum rc db_bulk_begin(struct cx *cx) MUST_USE;
enum rc db_bulk_end(struct cx *cx) MUST_USE;

/** What a statement is given. Text and bytes are borrowed until db_finish. */
struct db_value {
    char type; /* i, t, b */
    bool null;
    int64_t i;
    const char *p;
    size_t n; /* for t and b */
};
static inline struct db_value db_i(int64_t i) { return (struct db_value){ .type = 'i', .i = i }; }
struct db_value db_t(const char *z);           /* NULL is SQL NULL */
struct db_value db_b(const void *p, size_t n); /* p NULL is SQL NULL */
struct db_value db_id(int64_t id);             /* 0 is SQL NULL */
struct db_value db_d(struct cx *cx, date d);   /* DATE_NONE is NULL */
struct db_value db_s(struct cx *cx, stamp s);  /* 0 is NULL */

/** A running statement. Its fields are the driver's; read ${changed} after db_finish. */
struct db_cursor {
    struct db *db;
    const struct db_stmt *stmt;
    void *handle, *more;
    int64_t row, rows, first, asked;
    int64_t changed; /* rows that a write hit */
    int64_t began_us;
    enum rc trouble;
    bool ended, deferred, own;
};
/** db_start / db_next / db_finish: rows in turn. db_next: RC_OK with *more false at the end; a
 * write needs no db_next unless its rows are wanted. db_finish always, even after an error; it
 * returns the first trouble. Columns are valid until the next db_next; db_text copies into
 * cx->arena. Other statements may run while one is open. Outside a transaction a DB_EACH statement
 * holds a db_begin_read of its own until db_finish. */
enum rc db_start(struct cx *cx, const struct db_stmt *s, const struct db_value *v,
                 struct db_cursor *c) MUST_USE;
enum rc db_next(struct cx *cx, struct db_cursor *c, bool *more) MUST_USE;
enum rc db_finish(struct cx *cx, struct db_cursor *c) MUST_USE;
/** A column of another type than declared reads as none, is logged, and makes db_finish return
 * RC_FAIL. */
bool db_is_null(const struct db_cursor *c, int col);
int64_t db_int(struct db_cursor *c, int col);                     /* NULL reads as 0 */
const char *db_text(struct cx *cx, struct db_cursor *c, int col); /* NULL reads as NULL */
str db_bytes(struct cx *cx, struct db_cursor *c, int col);
date db_date(struct db_cursor *c, int col);
stamp db_stamp(struct db_cursor *c, int col);
money db_money(struct db_cursor *c, int col); /* two columns: minor, currency */

/** db_script(cx, sql): several statements without parameters, for migrations only, inside a write
 * transaction. "@id@" becomes the engine's own autoincrementing BIGINT primary key; lines between
 * "-- @sqlite" or "-- @pg" and "-- @end" (or the other mark) are for that engine alone. */
enum rc db_script(struct cx *cx, const char *sql) MUST_USE;
/** db_begin_schema / db_end_schema: as db_begin and db_end, for one migration: no other program
 * migrates meanwhile, and on SQLite a table may be rebuilt (foreign keys are checked at the end
 * instead of at each step). Outermost only. */
enum rc db_begin_schema(struct cx *cx) MUST_USE;
enum rc db_end_schema(struct cx *cx, enum rc rc) MUST_USE;

/** Fault injection for torture tests: the n-th call from now (begin, statement, row, commit) fails
 * as if the database had gone; 0 is off. */
void db_fail_after(struct db *db, int64_t n);

#endif
