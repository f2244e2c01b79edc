/* SPDX-License-Identifier: EUPL-1.2 */
/* db_impl.h — what db.c and its two drivers share; nobody else includes it (but audit.c, for the
 * one hook it has before a commit).
 *
 * db.c counts, nests, poisons and refuses; a driver only speaks to its engine. A driver logs what
 * it reports as RC_FAIL or RC_BUSY, each once.
 */
#ifndef KOLO_STORE_DB_IMPL_H
#define KOLO_STORE_DB_IMPL_H

#include "store/db.h"

/** One statement prepared on one connection. */
struct db_slot {
    const struct db_stmt *stmt;
    void *handle;
    int no;       /* names it on PostgreSQL */
    bool busy;    /* a cursor is open on it */
    bool checked; /* its result types were compared with stmt->columns */
};

enum db_kind { DB_READ, DB_WRITE, DB_SCHEMA };

struct db_driver {
    enum db_engine engine;
    enum rc (*open)(struct db *db);
    void (*close)(struct db *db);
    enum rc (*ping)(struct cx *cx);
    enum rc (*analyze)(struct cx *cx);
    enum rc (*begin)(struct cx *cx, enum db_kind kind);
    enum rc (*commit)(struct cx *cx, enum db_kind kind);
    void (*rollback)(struct db *db, enum db_kind kind);
    enum rc (*bulk)(struct cx *cx, bool on);
    /* start binds or runs; next moves to a row; finish completes a write and frees what start took.
     */
    enum rc (*start)(struct cx *cx, struct db_cursor *c, const struct db_value *v);
    enum rc (*next)(struct cx *cx, struct db_cursor *c, bool *more);
    enum rc (*finish)(struct cx *cx, struct db_cursor *c);
    /* A column: false when it is NULL; *wrong when it is of another type. */
    bool (*integer)(struct db_cursor *c, int col, int64_t *out, bool *wrong);
    bool (*bytes)(struct db_cursor *c, int col, str *out, bool *wrong);
    enum rc (*script)(struct cx *cx, const char *sql);
    /* For backup.c. copy: the whole database into the file ${path}, which is new or empty; SQLite
     * only. intact: does the engine itself find no damage? sequence: the last number that ${table}
     * gave to its ${column}; ${set} moves it to *last, never backwards. */
    enum rc (*copy)(struct cx *cx, const char *path);
    enum rc (*intact)(struct cx *cx);
    enum rc (*sequence)(struct cx *cx, const char *table, const char *column, bool set,
                        int64_t *last);
};

struct db {
    const struct db_driver *driver;
    const char *url;
    void *native;       /* the driver's own */
    struct arena *life; /* as long as the connection */

    struct db_slot **slots; /* open addressing by statement; slot_cap is a power of two */
    size_t slot_cap, slot_n;

    int depth;            /* of nested db_begin */
    uint64_t write_level; /* bit d: the pair at depth d was a db_begin */
    enum db_kind kind;    /* of the outermost */
    bool bulk;
    enum rc trouble; /* the first of this transaction */
    int64_t statements, fail_in;

    const char *to_audit; /* the first statement of this transaction that asks for an entry */
    bool audited;         /* it has one */

    /* Called once before the outermost write commits, then forgotten: the audit chain is written
     * last, so that its one head row is locked no longer than the commit takes. */
    enum rc (*before_commit)(struct cx *cx);
    struct arena *pending; /* what it works on: emptied with the transaction */
    void *pending_list;
};

extern const struct db_driver db_sqlite_driver, db_pg_driver;

/** db_slot_of(db, s): the slot of ${s}, a new one when it has none; lives as long as the db. */
struct db_slot *db_slot_of(struct db *db, const struct db_stmt *s);
/** db_slots_forget(db): all prepared statements are gone with their session. */
void db_slots_forget(struct db *db);

#endif
