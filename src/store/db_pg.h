/* SPDX-License-Identifier: EUPL-1.2 */
/* db_pg.h — what the two halves of the PostgreSQL driver share: db_pg.c (sessions, transactions,
 * what an error means) and db_pg_stmt.c (statements, streams, the pipeline).
 */
#ifndef KOLO_STORE_DB_PG_H
#define KOLO_STORE_DB_PG_H

#include "store/db_impl.h"

#include <libpq-fe.h>

#define DB_PG_QUEUE 256 /* statements in flight in a bulk */

struct db_pg {
    PGconn *conn;
    const char *const *keys, *const *values; /* for PQconnectdbParams */
    bool prepare;
    bool lost;        /* drop the session as soon as the transaction is over */
    int64_t retry_us; /* no new attempt to connect before this (clock_us) */
    int streams;      /* names the next cursor */
    int queued;       /* of the pipeline */
    const char *queue[DB_PG_QUEUE];
};

static inline struct db_pg *db_pg_of(const struct db *db) { return db->native; }

/** db_pg_ready(cx): RC_OK when there is a session; outside a transaction it connects again where
 * there is none. */
enum rc db_pg_ready(struct cx *cx);
/** db_pg_trouble(cx, what, r): what an error means to Kolo, logged; ${r} is not cleared. */
enum rc db_pg_trouble(struct cx *cx, const char *what, const PGresult *r);
/** db_pg_drain(cx, last): waits for all that is in flight; *last (may be NULL) is the result of the
 * last statement, to be cleared by the caller. Returns the first trouble. */
enum rc db_pg_drain(struct cx *cx, PGresult **last);

enum rc db_pg_start(struct cx *cx, struct db_cursor *c, const struct db_value *v);
enum rc db_pg_next(struct cx *cx, struct db_cursor *c, bool *more);
enum rc db_pg_finish(struct cx *cx, struct db_cursor *c);
bool db_pg_integer(struct db_cursor *c, int col, int64_t *out, bool *wrong);
bool db_pg_bytes(struct db_cursor *c, int col, str *out, bool *wrong);

#endif
