/* SPDX-License-Identifier: EUPL-1.2 */
/* db_pg_stmt.c — declared statements on PostgreSQL. Parameters and results travel in binary, each
 * parameter with its type. A result comes whole; a DB_EACH statement comes through a server-side
 * cursor, about a megabyte at a time, so that memory stays flat and other statements can run
 * meanwhile (libpq's single-row mode would allow none). In a bulk, writes go into libpq's pipeline
 * and their answers are read 256 at a time.
 */
#include "base/log.h"
#include "store/db_pg.h"

#include <stdio.h>
#include <string.h>

#define FIRST_BATCH 50
#define LAST_BATCH 2000
#define BATCH_BYTES 1048576

enum {
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_VARCHAR = 1043
};

/** Parameters in the form libpq wants. */
struct args {
    int n;
    const char *value[DB_PARAMS_MAX];
    int length[DB_PARAMS_MAX], format[DB_PARAMS_MAX];
    Oid type[DB_PARAMS_MAX];
    unsigned char whole[DB_PARAMS_MAX][8];
};

static void put_int8(unsigned char out[8], int64_t i)
{
    uint64_t u = (uint64_t)i;
    for (int k = 7; k >= 0; k--, u >>= 8) out[k] = (unsigned char)(u & 0xff);
}

static void args_of(struct args *a, const char *params, const struct db_value *v)
{
    int i = 0;
    for (; params[i]; i++) {
        a->type[i] = params[i] == 'i' ? OID_INT8 : params[i] == 't' ? OID_TEXT : OID_BYTEA;
        a->format[i] = 1;
        a->length[i] = (int)v[i].n;
        a->value[i] = v[i].p;
        if (params[i] == 'i') {
            put_int8(a->whole[i], v[i].i);
            a->value[i] = (const char *)a->whole[i];
            a->length[i] = 8;
        }
        if (v[i].null) a->value[i] = NULL;
    }
    a->n = i;
}

static const char *text_of(const struct db_stmt *s) { return s->sql ? s->sql : s->pg; }

static const char *name_of(const struct db_slot *slot, char out[16])
{
    snprintf(out, 16, "k%d", slot->no);
    return out;
}

/* ---- the pipeline ---- */

static bool piped(const struct db_pg *pg) { return PQpipelineStatus(pg->conn) != PQ_PIPELINE_OFF; }

static bool went_well(const PGresult *r)
{
    ExecStatusType st = PQresultStatus(r);
    return st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK;
}

enum rc db_pg_drain(struct cx *cx, PGresult **last)
{
    struct db_pg *pg = db_pg_of(cx->db);
    enum rc rc = RC_OK;
    if (last) *last = NULL;
    if (pg->queued == 0) return RC_OK;
    if (!PQpipelineSync(pg->conn)) rc = db_pg_trouble(cx, "bulk", NULL);
    for (int i = 0; i < pg->queued && !pg->lost; i++) {
        PGresult *r = PQgetResult(pg->conn);
        if (!rc && !went_well(r)) rc = db_pg_trouble(cx, pg->queue[i], r);
        if (last && !rc && i == pg->queued - 1)
            *last = r;
        else
            PQclear(r);
        while (!pg->lost && (r = PQgetResult(pg->conn))) PQclear(r);
    }
    pg->queued = 0;
    if (pg->lost) return rc;
    PGresult *sync = PQgetResult(pg->conn);
    if (PQresultStatus(sync) != PGRES_PIPELINE_SYNC) rc = db_pg_trouble(cx, "bulk", NULL);
    PQclear(sync);
    if (rc && last) {
        PQclear(*last);
        *last = NULL;
    }
    return rc;
}

static enum rc queue(struct cx *cx, const char *what, int sent)
{
    struct db_pg *pg = db_pg_of(cx->db);
    if (!sent) return db_pg_trouble(cx, what, NULL);
    pg->queue[pg->queued++] = what;
    return RC_OK;
}

static enum rc make_room(struct cx *cx)
{
    return db_pg_of(cx->db)->queued == DB_PG_QUEUE ? db_pg_drain(cx, NULL) : RC_OK;
}

/* ---- sending one ---- */

static enum rc check(struct cx *cx, const char *what, PGresult *r, PGresult **out)
{
    if (went_well(r)) {
        *out = r;
        return RC_OK;
    }
    enum rc rc = db_pg_trouble(cx, what, r);
    PQclear(r);
    return rc;
}

/* run_text: one statement that is not prepared, answered at once, also within a bulk. */
static enum rc run_text(struct cx *cx, const char *what, const char *sql, const struct args *a,
                        PGresult **out)
{
    PGconn *conn = db_pg_of(cx->db)->conn;
    if (!piped(db_pg_of(cx->db)))
        return check(cx, what,
                     PQexecParams(conn, sql, a->n, a->type, a->value, a->length, a->format, 1),
                     out);
    enum rc rc = make_room(cx);
    if (!rc)
        rc = queue(cx, what,
                   PQsendQueryParams(conn, sql, a->n, a->type, a->value, a->length, a->format, 1));
    return rc ? rc : db_pg_drain(cx, out);
}

static enum rc prepare(struct cx *cx, struct db_slot *slot, const struct args *a)
{
    struct db_pg *pg = db_pg_of(cx->db);
    char name[16];
    PGresult *r = NULL;
    enum rc rc;
    name_of(slot, name);
    if (piped(pg)) {
        rc = make_room(cx);
        if (!rc)
            rc = queue(cx, slot->stmt->name,
                       PQsendPrepare(pg->conn, name, text_of(slot->stmt), a->n, a->type));
        if (!rc) rc = db_pg_drain(cx, &r);
    } else {
        rc = check(cx, slot->stmt->name,
                   PQprepare(pg->conn, name, text_of(slot->stmt), a->n, a->type), &r);
    }
    PQclear(r);
    if (!rc) slot->handle = slot;
    return rc;
}

static int send_one(struct db_pg *pg, const struct db_slot *slot, const struct args *a)
{
    char name[16];
    if (pg->prepare)
        return PQsendQueryPrepared(pg->conn, name_of(slot, name), a->n, a->value, a->length,
                                   a->format, 1);
    return PQsendQueryParams(pg->conn, text_of(slot->stmt), a->n, a->type, a->value, a->length,
                             a->format, 1);
}

static enum rc send_piped(struct cx *cx, struct db_cursor *c, const struct db_slot *slot,
                          const struct args *a)
{
    enum rc rc = make_room(cx);
    if (!rc) rc = queue(cx, c->stmt->name, send_one(db_pg_of(c->db), slot, a));
    if (rc) return rc;
    if (c->stmt->mode == DB_EXEC || c->stmt->mode == DB_INSERT) {
        c->deferred = true;
        c->changed = 1; /* taken on trust until the pipeline is read */
        return RC_OK;
    }
    PGresult *r = NULL;
    rc = db_pg_drain(cx, &r);
    c->handle = r;
    return rc;
}

static enum rc run_one(struct cx *cx, struct db_cursor *c, const struct db_slot *slot,
                       const struct args *a)
{
    struct db_pg *pg = db_pg_of(c->db);
    if (piped(pg)) return send_piped(cx, c, slot, a);
    char name[16];
    PGresult *r;
    if (pg->prepare)
        r = PQexecPrepared(pg->conn, name_of(slot, name), a->n, a->value, a->length, a->format, 1);
    else
        r = PQexecParams(pg->conn, text_of(c->stmt), a->n, a->type, a->value, a->length, a->format,
                         1);
    PGresult *good = NULL;
    enum rc rc = check(cx, c->stmt->name, r, &good);
    c->handle = good;
    return rc;
}

/* ---- results ---- */

static bool fits(char letter, Oid type)
{
    switch (letter) {
    case 'i': return type == OID_INT8 || type == OID_INT4 || type == OID_INT2;
    case 't': return type == OID_TEXT || type == OID_VARCHAR;
    default: return type == OID_BYTEA;
    }
}

/* The first result of a statement is compared with its declaration: reading a numeric as an int8
 * would give nonsense without a word. */
static void check_types(struct db_slot *slot, const PGresult *r)
{
    const struct db_stmt *s = slot->stmt;
    if (slot->checked) return;
    if ((size_t)PQnfields(r) != strlen(s->columns))
        BUG("%s gives %d columns, not %zu", s->name, PQnfields(r), strlen(s->columns));
    for (int i = 0; s->columns[i]; i++)
        if (!fits(s->columns[i], PQftype(r, i)))
            BUG("%s: column %d is declared %c and has type %u", s->name, i + 1, s->columns[i],
                PQftype(r, i));
    slot->checked = true;
}

static void got(struct db_cursor *c)
{
    PGresult *r = c->handle;
    check_types(db_slot_of(c->db, c->stmt), r);
    c->rows = PQntuples(r);
    if (c->stmt->writes) (void)str_int64(str_of(PQcmdTuples(r)), &c->changed);
}

static int stream_no(const struct db_cursor *c) { return (int)(intptr_t)c->more; }

static enum rc start_stream(struct cx *cx, struct db_cursor *c, const struct args *a)
{
    struct db_pg *pg = db_pg_of(c->db);
    int no = ++pg->streams;
    PGresult *r = NULL;
    enum rc rc = RC_OK;
    const struct args none = { .n = 0 };
    if (!pg->prepare) rc = run_text(cx, "stream", "SET LOCAL cursor_tuple_fraction = 1", &none, &r);
    PQclear(r);
    r = NULL;
    char *sql =
        arena_printf(cx->arena, "DECLARE c%d NO SCROLL CURSOR FOR %s", no, text_of(c->stmt));
    if (!rc) rc = run_text(cx, c->stmt->name, sql, a, &r);
    PQclear(r);
    if (!rc) c->more = (void *)(intptr_t)no;
    return rc;
}

/* next_batch: how many rows make about a megabyte, going by those before. */
static int64_t next_batch(const struct db_cursor *c)
{
    if (!c->handle || c->rows == 0) return FIRST_BATCH;
    int64_t each = (int64_t)PQresultMemorySize(c->handle) / c->rows + 1, n = BATCH_BYTES / each;
    return n < 1 ? 1 : n > LAST_BATCH ? LAST_BATCH : n;
}

static enum rc fetch(struct cx *cx, struct db_cursor *c)
{
    char sql[64];
    PGresult *r = NULL;
    const struct args none = { .n = 0 };
    c->asked = next_batch(c);
    c->first = c->row;
    snprintf(sql, sizeof sql, "FETCH FORWARD %lld FROM c%d", (long long)c->asked, stream_no(c));
    PQclear(c->handle);
    c->handle = NULL;
    enum rc rc = run_text(cx, c->stmt->name, sql, &none, &r);
    c->handle = r;
    if (!rc) got(c);
    return rc;
}

enum rc db_pg_start(struct cx *cx, struct db_cursor *c, const struct db_value *v)
{
    struct db *db = c->db;
    struct db_pg *pg = db_pg_of(db);
    struct db_slot *slot = db_slot_of(db, c->stmt);
    struct args a;
    args_of(&a, c->stmt->params, v);
    enum rc rc = RC_BUSY;
    for (int attempt = 0; attempt < 2; attempt++) {
        rc = db_pg_ready(cx);
        if (!rc && c->stmt->mode == DB_EACH) return start_stream(cx, c, &a);
        if (!rc && pg->prepare && !slot->handle) rc = prepare(cx, slot, &a);
        if (!rc) rc = run_one(cx, c, slot, &a);
        if (!rc || !pg->lost || db->depth > 0) break;
    }
    if (!rc && c->handle) got(c);
    return rc;
}

/* index_of: the row of the current result that c->row (1 …) is. */
static int index_of(const struct db_cursor *c) { return (int)(c->row - 1 - c->first); }

enum rc db_pg_next(struct cx *cx, struct db_cursor *c, bool *more)
{
    enum rc rc = RC_OK;
    if (c->deferred && !*c->stmt->columns) return RC_OK;
    if (c->deferred) {
        PGresult *r = NULL;
        rc = db_pg_drain(cx, &r);
        c->deferred = false;
        c->handle = r;
        if (!rc) got(c);
    } else if (c->more && c->row == c->first + c->rows && c->rows == c->asked) {
        rc = fetch(cx, c);
    }
    if (!rc) *more = c->row < c->first + c->rows;
    return rc;
}

enum rc db_pg_finish(struct cx *cx, struct db_cursor *c)
{
    struct db_pg *pg = db_pg_of(c->db);
    PQclear(c->handle);
    c->handle = NULL;
    c->deferred = false;
    if (!c->more || c->own || c->trouble || c->db->trouble || pg->lost) return RC_OK;
    char sql[32];
    PGresult *r = NULL;
    const struct args none = { .n = 0 };
    snprintf(sql, sizeof sql, "CLOSE c%d", stream_no(c));
    enum rc rc = run_text(cx, c->stmt->name, sql, &none, &r);
    PQclear(r);
    return rc;
}

bool db_pg_integer(struct db_cursor *c, int col, int64_t *out, bool *wrong)
{
    int row = index_of(c);
    if (PQgetisnull(c->handle, row, col)) return false;
    const unsigned char *p = (const unsigned char *)PQgetvalue(c->handle, row, col);
    int n = PQgetlength(c->handle, row, col);
    *wrong = c->stmt->columns[col] != 'i';
    uint64_t u = n > 0 && (p[0] & 0x80) ? UINT64_MAX : 0;
    for (int i = 0; i < n && i < 8; i++) u = u << 8 | p[i];
    *out = (int64_t)u;
    return true;
}

bool db_pg_bytes(struct db_cursor *c, int col, str *out, bool *wrong)
{
    int row = index_of(c);
    if (PQgetisnull(c->handle, row, col)) return false;
    *wrong = c->stmt->columns[col] == 'i';
    *out = (str){ PQgetvalue(c->handle, row, col), (size_t)PQgetlength(c->handle, row, col) };
    return true;
}
