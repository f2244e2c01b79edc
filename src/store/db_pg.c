/* SPDX-License-Identifier: EUPL-1.2 */
/* db_pg.c — a session with PostgreSQL: how it is opened and opened again, how a transaction begins
 * and ends, and what each SQLSTATE means to Kolo. It runs no declared statement (db_pg_stmt.c does)
 * and knows nothing of nesting or poisoning (db.c does).
 *
 * A session that was lost is replaced before a transaction or a lone read, never within one: what
 * the lost half had done is gone, and only the caller can do it again.
 */
#include "store/db_pg.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/vec.h"
#include "store/sqltext.h"

#include <stdio.h>
#include <string.h>

#define RETRY_US 250000

/* ---- connecting ---- */

/* take_option(a, url, prepare): ${url} without our own "prepare=on|off", which libpq would refuse;
 * NULL when its value is neither. */
static const char *take_option(struct arena *a, const char *url, bool *prepare)
{
    *prepare = true;
    const char *query = strchr(url, '?');
    if (!query) return url;
    char *out = arena_str(a, (str){ url, (size_t)(query - url) });
    char join = '?';
    for (str rest = str_of(query + 1); rest.n > 0;) {
        str part = str_cut(&rest, '&');
        if (str_starts(part, "prepare=")) {
            *prepare = str_is(part, "prepare=on");
            if (!*prepare && !str_is(part, "prepare=off")) return NULL;
            continue;
        }
        out = arena_printf(a, "%s%c%.*s", out, join, (int)part.n, part.p);
        join = '&';
    }
    return out;
}

/* What is set where the URL does not: fail over to the host that can write, notice a dead peer in
 * seconds, wait for no lock longer than SQLite does. Session options are left out where a pooler
 * may sit between: it would refuse them. */
static const char *const defaults[][2] = {
    { "client_encoding", "UTF8" },
    { "fallback_application_name", "kolo" },
    { "connect_timeout", "5" },
    { "target_session_attrs", "read-write" },
    { "keepalives_idle", "30" },
    { "keepalives_interval", "10" },
    { "keepalives_count", "3" },
    { "tcp_user_timeout", "15000" },
    { "options", "-c jit=off -c cursor_tuple_fraction=1 -c lock_timeout=5000" },
};

static enum rc read_url(struct db *db, struct db_pg *pg)
{
    const char *url = take_option(db->life, db->url, &pg->prepare);
    char *why = NULL;
    PQconninfoOption *given = url ? PQconninfoParse(url, &why) : NULL;
    if (!given) {
        bool secret = strchr(db->url, '@') || strstr(db->url, "password");
        const char *say = !url ? "prepare is on or off" : why && !secret ? why : "not a URL";
        log_line(LOG_ERROR, NULL, "the database URL cannot be read: %s", say);
        PQfreemem(why);
        return RC_FAIL;
    }
    VEC(const char *) keys = { 0 }, values = { 0 };
    for (PQconninfoOption *o = given; o->keyword; o++) {
        const char *value = o->val;
        for (size_t i = 0; !value && i < sizeof defaults / sizeof *defaults; i++)
            if (z_eq(defaults[i][0], o->keyword) && (pg->prepare || !z_eq(o->keyword, "options")))
                value = defaults[i][1];
        if (!value) continue;
        *vec_push(db->life, &keys) = arena_dup(db->life, o->keyword);
        *vec_push(db->life, &values) = arena_dup(db->life, value);
    }
    PQconninfoFree(given);
    *vec_push(db->life, &keys) = NULL;
    *vec_push(db->life, &values) = NULL;
    pg->keys = keys.v;
    pg->values = values.v;
    return RC_OK;
}

static void no_notice(void *p, const PGresult *r) { (void)p, (void)r; }

static void disconnect(struct db *db)
{
    struct db_pg *pg = db_pg_of(db);
    PQfinish(pg->conn);
    pg->conn = NULL;
    pg->lost = false;
    pg->queued = 0;
    db_slots_forget(db);
}

static enum rc connect_now(struct db *db, const char *req_id)
{
    struct db_pg *pg = db_pg_of(db);
    disconnect(db);
    if (clock_us() < pg->retry_us) return RC_BUSY;
    pg->conn = PQconnectdbParams(pg->keys, pg->values, 0);
    if (PQstatus(pg->conn) == CONNECTION_OK) {
        PQsetNoticeReceiver(pg->conn, no_notice, NULL);
        return RC_OK;
    }
    str why = str_trim(str_of(PQerrorMessage(pg->conn)));
    log_line(LOG_ERROR, req_id, "PostgreSQL: %.*s", (int)why.n, why.p);
    disconnect(db);
    pg->retry_us = clock_us() + RETRY_US;
    return RC_BUSY;
}

static enum rc pg_open(struct db *db)
{
    struct db_pg *pg = db->native = arena_array(db->life, struct db_pg, 1);
    enum rc rc = read_url(db, pg);
    return rc ? rc : connect_now(db, NULL);
}

static void pg_close(struct db *db)
{
    if (db->native) disconnect(db);
}

enum rc db_pg_ready(struct cx *cx)
{
    struct db_pg *pg = db_pg_of(cx->db);
    if (pg->conn && !pg->lost && PQstatus(pg->conn) == CONNECTION_OK) return RC_OK;
    return cx->db->depth > 0 ? RC_BUSY : connect_now(cx->db, cx->req_id);
}

/* ---- errors ---- */

static bool starts(const char *state, const char *with)
{
    return strncmp(state, with, strlen(with)) == 0;
}

/* session_gone: is the session of no more use? 08: connection; 57P0x: the server stops or starts;
 * 26000, 0A000 "cached plan …": somebody dropped our prepared statements or changed the tables
 * below them; 25006: this host has become a standby. */
static bool session_gone(const struct db *db, const char *state, const char *text)
{
    return starts(state, "08") || starts(state, "57P0") || starts(state, "26000") ||
           (starts(state, "0A000") && starts(text, "cached plan")) ||
           (starts(state, "25006") && db->kind != DB_READ);
}

enum rc db_pg_trouble(struct cx *cx, const char *what, const PGresult *r)
{
    struct db_pg *pg = db_pg_of(cx->db);
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *text = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (!text) text = "the connection is gone";
    if (!state || PQstatus(pg->conn) == CONNECTION_BAD || session_gone(cx->db, state, text)) {
        pg->lost = true;
        log_line(LOG_WARNING, cx->req_id, "%s: %s", what, text);
        return RC_BUSY;
    }
    if (starts(state, "23505")) return RC_CONFLICT;
    if (starts(state, "40001") || starts(state, "40P01") || starts(state, "55P03") ||
        starts(state, "57014")) {
        log_line(LOG_WARNING, cx->req_id, "%s: %s", what, text);
        return RC_BUSY;
    }
    return fail(cx, "%s: %s (SQLSTATE %s)", what, text, state);
}

/* ---- transactions ---- */

static enum rc run_plain(struct cx *cx, const char *what, const char *sql)
{
    PGresult *r = PQexec(db_pg_of(cx->db)->conn, sql);
    ExecStatusType st = PQresultStatus(r);
    enum rc rc =
        st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK ? RC_OK : db_pg_trouble(cx, what, r);
    PQclear(r);
    return rc;
}

/* Nothing has happened yet, so that a session found dead is replaced and asked again, once. */
static enum rc run_first(struct cx *cx, const char *what, const char *sql)
{
    enum rc rc = RC_BUSY;
    for (int i = 0; i < 2; i++) {
        rc = db_pg_ready(cx);
        if (!rc) rc = run_plain(cx, what, sql);
        if (!rc || !db_pg_of(cx->db)->lost) break;
    }
    return rc;
}

static void pg_rollback(struct db *db, enum db_kind kind);

static enum rc pg_begin(struct cx *cx, enum db_kind kind)
{
    cx->db->kind = kind;
    if (kind == DB_READ)
        return run_first(cx, "begin", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    enum rc rc = run_first(cx, "begin", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
    if (!rc && kind == DB_SCHEMA)
        rc = run_plain(cx, "begin",
                       "SET LOCAL lock_timeout = '2min'; SELECT pg_advisory_xact_lock(1802464367)");
    if (rc) pg_rollback(cx->db, kind);
    return rc;
}

static enum rc pg_commit(struct cx *cx, enum db_kind kind)
{
    (void)kind;
    struct db_pg *pg = db_pg_of(cx->db);
    PGresult *r = PQexec(pg->conn, "COMMIT");
    enum rc rc = RC_OK;
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        rc = db_pg_trouble(cx, "commit", r);
    else if (!z_eq(PQcmdStatus(r), "COMMIT"))
        rc = fail(cx, "commit: PostgreSQL rolled back");
    PQclear(r);
    if (pg->lost) rc = fail(cx, "commit: no answer, so its outcome is not known");
    return rc;
}

static void pg_rollback(struct db *db, enum db_kind kind)
{
    (void)kind;
    struct db_pg *pg = db_pg_of(db);
    if (!pg->conn) return;
    if (pg->lost || PQstatus(pg->conn) != CONNECTION_OK ||
        PQpipelineStatus(pg->conn) != PQ_PIPELINE_OFF) {
        disconnect(db);
        return;
    }
    if (PQtransactionStatus(pg->conn) == PQTRANS_IDLE) return;
    PGresult *r = PQexec(pg->conn, "ROLLBACK");
    if (PQresultStatus(r) != PGRES_COMMAND_OK) pg->lost = true;
    PQclear(r);
}

static enum rc pg_bulk(struct cx *cx, bool on)
{
    struct db_pg *pg = db_pg_of(cx->db);
    if (on) {
        if (PQenterPipelineMode(pg->conn)) return RC_OK;
        return fail(cx, "bulk: %s", PQerrorMessage(pg->conn));
    }
    enum rc rc = db_pg_drain(cx, NULL);
    if (!pg->lost && !PQexitPipelineMode(pg->conn)) {
        pg->lost = true;
        if (!rc) rc = fail(cx, "bulk: %s", PQerrorMessage(pg->conn));
    }
    return rc;
}

static enum rc pg_ping(struct cx *cx)
{
    return cx->db->depth > 0 ? run_plain(cx, "ping", "SELECT 1")
                             : run_first(cx, "ping", "SELECT 1");
}

static enum rc pg_analyze(struct cx *cx) { return run_first(cx, "analyze", "ANALYZE"); }

static enum rc pg_script(struct cx *cx, const char *sql)
{
    return run_plain(cx, "script", sqltext_ddl(cx->arena, DB_POSTGRES, sql));
}

/* ---- for backups ---- */

/* The greatest(last_value) keeps a sequence from going back; it is asked for as text. */
static enum rc pg_sequence(struct cx *cx, const char *table, const char *column, bool set,
                           int64_t *last)
{
    static const char get[] =
        "SELECT COALESCE(pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass), 0)";
    static const char put[] =
        "SELECT setval(pg_get_serial_sequence($1, $2), greatest($3::bigint, 1, COALESCE("
        "pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass), 1)))";
    char number[24];
    const char *const v[] = { table, column, number };
    PGconn *conn = db_pg_of(cx->db)->conn;
    if (set && *last == 0) return RC_OK;
    snprintf(number, sizeof number, "%lld", set ? (long long)*last : 0);
    PGresult *r = PQexecParams(conn, set ? put : get, set ? 3 : 2, NULL, v, NULL, NULL, 0);
    enum rc rc = RC_OK;
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        rc = db_pg_trouble(cx, table, r);
    else if (!str_int64(str_of(PQgetvalue(r, 0, 0)), last))
        rc = fail(cx, "%s: no number", table);
    PQclear(r);
    return rc;
}

const struct db_driver db_pg_driver = {
    .engine = DB_POSTGRES,
    .open = pg_open,
    .close = pg_close,
    .ping = pg_ping,
    .analyze = pg_analyze,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .bulk = pg_bulk,
    .start = db_pg_start,
    .next = db_pg_next,
    .finish = db_pg_finish,
    .integer = db_pg_integer,
    .bytes = db_pg_bytes,
    .script = pg_script,
    .intact = pg_ping,
    .sequence = pg_sequence,
};
