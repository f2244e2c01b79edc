/* SPDX-License-Identifier: EUPL-1.2 */
/* db.c — what is the same for both engines: nesting, poisoning, the rule that nobody writes outside
 * a transaction, fault injection, and the typed reading of columns. It knows no SQL and neither
 * library; drivers know no nesting.
 */
#include "base/clock.h"
#include "base/log.h"
#include "store/db_impl.h"

#include <string.h>

#define SLOW_US 500000

static bool audit_required;

void db_require_audit(bool on) { audit_required = on; }

/* ---- opening ---- */

static const struct db_driver *driver_of(const char *url)
{
    str s = str_of(url);
    if (str_starts(s, "sqlite:")) return &db_sqlite_driver;
    if (str_starts(s, "postgresql://") || str_starts(s, "postgres://")) return &db_pg_driver;
    return NULL;
}

enum rc db_open(const char *url, struct db **out)
{
    *out = NULL;
    const struct db_driver *driver = driver_of(url);
    if (!driver) {
        log_line(LOG_ERROR, NULL, "the database must be sqlite:PATH or postgresql://…");
        return RC_FAIL;
    }
    struct arena *life = arena_new();
    struct db *db = arena_array(life, struct db, 1);
    db->driver = driver;
    db->life = life;
    db->url = arena_dup(life, url);
    enum rc rc = driver->open(db);
    if (rc) {
        db_close(db);
        return rc;
    }
    *out = db;
    return RC_OK;
}

void db_close(struct db *db)
{
    if (!db) return;
    if (db->depth > 0) db->driver->rollback(db, db->kind);
    db->driver->close(db);
    if (db->pending) arena_free(db->pending);
    arena_free(db->life);
}

enum db_engine db_engine(const struct db *db) { return db->driver->engine; }
const char *db_url(const struct db *db) { return db->url; }
int64_t db_statement_count(const struct db *db) { return db->statements; }
void db_fail_after(struct db *db, int64_t n) { db->fail_in = n; }

/* ---- prepared statements of this connection ---- */

static struct db_slot **probe(struct db_slot **v, size_t cap, const struct db_stmt *s)
{
    uint64_t h = (uint64_t)(uintptr_t)s * UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = (size_t)(h >> 32) & (cap - 1);; i = (i + 1) & (cap - 1))
        if (!v[i] || v[i]->stmt == s) return &v[i];
}

static void more_slots(struct db *db)
{
    size_t cap = db->slot_cap ? db->slot_cap * 2 : 256;
    struct db_slot **v = arena_array(db->life, struct db_slot *, cap);
    for (size_t i = 0; i < db->slot_cap; i++)
        if (db->slots[i]) *probe(v, cap, db->slots[i]->stmt) = db->slots[i];
    db->slots = v;
    db->slot_cap = cap;
}

struct db_slot *db_slot_of(struct db *db, const struct db_stmt *s)
{
    if (db->slot_n * 2 >= db->slot_cap) more_slots(db);
    struct db_slot **at = probe(db->slots, db->slot_cap, s);
    if (!*at) {
        *at = arena_array(db->life, struct db_slot, 1);
        (*at)->stmt = s;
        (*at)->no = (int)++db->slot_n;
    }
    return *at;
}

void db_slots_forget(struct db *db)
{
    for (size_t i = 0; i < db->slot_cap; i++) {
        if (!db->slots[i]) continue;
        db->slots[i]->handle = NULL;
        db->slots[i]->busy = db->slots[i]->checked = false;
    }
}

/* ---- transactions ---- */

/* The injected failure, if its time has come. */
static bool fails_now(struct db *db) { return db->fail_in > 0 && --db->fail_in == 0; }

static void poison(struct db *db, enum rc rc)
{
    if (db->depth > 0 && !db->trouble) db->trouble = rc;
}

static enum rc worse(const struct db *db, enum rc rc)
{
    return (rc == RC_OK || rc == RC_FAIL) && db->trouble ? db->trouble : rc;
}

bool db_in_write(const struct db *db) { return db->depth > 0 && db->kind != DB_READ; }

static void over(struct db *db)
{
    db->depth = 0;
    db->write_level = 0;
    db->bulk = false;
    db->trouble = RC_OK;
    db->to_audit = NULL;
    db->audited = false;
    db->before_commit = NULL;
    db->pending_list = NULL;
    if (db->pending) arena_reset(db->pending);
}

static enum rc begin(struct cx *cx, enum db_kind kind)
{
    struct db *db = cx->db;
    if (db->depth > 0) {
        if (kind == DB_SCHEMA) BUG("a migration inside a transaction");
        if (kind == DB_WRITE && db->kind == DB_READ) BUG("db_begin inside db_begin_read");
        if (++db->depth > 60) BUG("transactions nested 60 deep");
    } else {
        if (fails_now(db)) return RC_BUSY;
        enum rc rc = db->driver->begin(cx, kind);
        if (rc) return rc;
        db->depth = 1;
        db->kind = kind;
    }
    if (kind != DB_READ) db->write_level |= UINT64_C(1) << db->depth;
    return RC_OK;
}

enum rc db_begin(struct cx *cx) { return begin(cx, DB_WRITE); }
enum rc db_begin_read(struct cx *cx) { return begin(cx, DB_READ); }
enum rc db_begin_schema(struct cx *cx) { return begin(cx, DB_SCHEMA); }

static enum rc end_inner(struct db *db, enum rc rc)
{
    uint64_t bit = UINT64_C(1) << db->depth;
    if (rc && (db->write_level & bit)) poison(db, rc);
    db->write_level &= ~bit;
    db->depth--;
    return worse(db, rc);
}

/* unsaid: was something changed that the audit trail would not tell of? */
static bool unsaid(const struct db *db)
{
    return audit_required && db->kind == DB_WRITE && db->to_audit && !db->audited;
}

enum rc db_end(struct cx *cx, enum rc rc)
{
    struct db *db = cx->db;
    if (db->depth == 0) {
        if (rc == RC_OK) BUG("db_end without db_begin");
        return rc;
    }
    if (db->depth > 1) return end_inner(db, rc);
    if (db->bulk) {
        enum rc flushed = db_bulk_end(cx);
        if (rc == RC_OK) rc = flushed;
    }
    if (rc == RC_OK && !db->trouble && db->before_commit) rc = db->before_commit(cx);
    rc = worse(db, rc);
    if (rc == RC_OK && unsaid(db)) rc = fail(cx, "%s wrote, and nothing was audited", db->to_audit);
    if (rc == RC_OK && fails_now(db)) rc = fail(cx, "the commit failed as it was told to");
    if (rc == RC_OK) rc = db->driver->commit(cx, db->kind);
    if (rc) db->driver->rollback(db, db->kind);
    over(db);
    return rc;
}

enum rc db_end_schema(struct cx *cx, enum rc rc) { return db_end(cx, rc); }

enum rc db_bulk_begin(struct cx *cx)
{
    struct db *db = cx->db;
    if (!db_in_write(db)) BUG("db_bulk_begin outside a write transaction");
    if (db->bulk) BUG("db_bulk_begin twice");
    if (db->trouble) return RC_FAIL;
    enum rc rc = db->driver->bulk(cx, true);
    if (rc)
        poison(db, rc);
    else
        db->bulk = true;
    return rc;
}

enum rc db_bulk_end(struct cx *cx)
{
    struct db *db = cx->db;
    if (!db->bulk) return worse(db, RC_OK);
    db->bulk = false;
    enum rc rc = db->driver->bulk(cx, false);
    if (rc) poison(db, rc);
    return worse(db, rc);
}

enum rc db_ping(struct cx *cx)
{
    if (fails_now(cx->db)) return RC_BUSY;
    return cx->db->driver->ping(cx);
}

enum rc db_analyze(struct cx *cx)
{
    if (cx->db->depth > 0) BUG("db_analyze inside a transaction");
    return cx->db->driver->analyze(cx);
}

enum rc db_script(struct cx *cx, const char *sql)
{
    struct db *db = cx->db;
    if (!db_in_write(db)) BUG("a script outside a transaction");
    if (db->trouble) return RC_FAIL;
    enum rc rc = fails_now(db) ? RC_BUSY : db->driver->script(cx, sql);
    if (rc) poison(db, rc);
    return rc;
}

/* ---- statements ---- */

static void check_values(const struct db_stmt *s, const struct db_value *v)
{
    size_t i = 0;
    for (; s->params[i]; i++)
        if (v[i].type != s->params[i])
            BUG("%s: parameter %zu is %c, not %c", s->name, i + 1, v[i].type, s->params[i]);
    if (i > DB_PARAMS_MAX) BUG("%s: more than %d parameters", s->name, DB_PARAMS_MAX);
}

/* The first trouble of a cursor is also that of the transaction around it. */
static enum rc went_wrong(struct db_cursor *c, enum rc rc)
{
    if (!c->trouble) c->trouble = rc;
    poison(c->db, rc);
    return rc;
}

enum rc db_start(struct cx *cx, const struct db_stmt *s, const struct db_value *v,
                 struct db_cursor *c)
{
    struct db *db = cx->db;
    *c = (struct db_cursor){ .db = db, .stmt = s };
    if (s->writes && !db_in_write(db)) BUG("%s writes outside a transaction", s->name);
    check_values(s, v);
    if (db->trouble) return c->trouble = RC_FAIL;
    if (fails_now(db)) return went_wrong(c, RC_BUSY);
    if (s->mode == DB_EACH && db->depth == 0) {
        enum rc rc = db_begin_read(cx);
        if (rc) return c->trouble = rc;
        c->own = true;
    }
    if (s->writes && !s->unaudited && !db->to_audit) db->to_audit = s->name;
    db->statements++;
    c->began_us = clock_us();
    enum rc rc = db->driver->start(cx, c, v);
    return rc ? went_wrong(c, rc) : RC_OK;
}

enum rc db_next(struct cx *cx, struct db_cursor *c, bool *more)
{
    *more = false;
    if (c->trouble) return c->trouble;
    if (c->db->trouble) return c->trouble = RC_FAIL;
    if (c->ended) return RC_OK;
    if (fails_now(c->db)) return went_wrong(c, RC_BUSY);
    enum rc rc = c->db->driver->next(cx, c, more);
    if (rc) return went_wrong(c, rc);
    if (*more)
        c->row++;
    else
        c->ended = true;
    return RC_OK;
}

static void note_slow(struct cx *cx, const struct db_cursor *c)
{
    if (!c->began_us || c->stmt->mode == DB_EACH) return;
    int64_t us = clock_us() - c->began_us;
    if (us >= SLOW_US)
        log_line(LOG_WARNING, cx->req_id, "%s took %lld ms", c->stmt->name, (long long)us / 1000);
}

enum rc db_finish(struct cx *cx, struct db_cursor *c)
{
    const bool open = c->handle || c->more || c->deferred;
    enum rc rc = open ? c->db->driver->finish(cx, c) : RC_OK;
    if (rc) (void)went_wrong(c, rc);
    note_slow(cx, c);
    if (c->own) {
        c->own = false;
        rc = db_end(cx, c->trouble);
        if (!c->trouble) c->trouble = rc;
    }
    return c->trouble;
}

/* ---- values and columns ---- */

struct db_value db_t(const char *z)
{
    if (!z) return (struct db_value){ .type = 't', .null = true };
    return (struct db_value){ .type = 't', .p = z, .n = strlen(z) };
}

struct db_value db_b(const void *p, size_t n)
{
    return (struct db_value){ .type = 'b', .null = !p, .p = p, .n = n };
}

struct db_value db_id(int64_t id)
{
    return (struct db_value){ .type = 'i', .null = id == 0, .i = id };
}

struct db_value db_d(struct cx *cx, date d)
{
    if (!date_given(d)) return db_t(NULL);
    char *z = arena_alloc(cx->arena, DATE_TEXT);
    return db_t(date_text(d, z));
}

struct db_value db_s(struct cx *cx, stamp s)
{
    if (s == 0) return db_t(NULL);
    char *z = arena_alloc(cx->arena, STAMP_TEXT);
    return db_t(stamp_text(s, z));
}

static void wrong_column(struct db_cursor *c, int col, const char *want)
{
    if (!c->trouble)
        log_line(LOG_ERROR, NULL, "%s: column %d is no %s", c->stmt->name, col + 1, want);
    (void)went_wrong(c, RC_FAIL);
}

static bool column(struct db_cursor *c, int col, str *out)
{
    bool wrong = false;
    *out = (str){ "", 0 };
    if (c->trouble) return false;
    bool given = c->db->driver->bytes(c, col, out, &wrong);
    if (wrong) wrong_column(c, col, "text");
    return given && !wrong;
}

bool db_is_null(const struct db_cursor *c, int col)
{
    struct db_cursor look = *c;
    int64_t i;
    str s;
    bool wrong;
    if (c->trouble) return true;
    return c->stmt->columns[col] == 'i' ? !c->db->driver->integer(&look, col, &i, &wrong)
                                        : !c->db->driver->bytes(&look, col, &s, &wrong);
}

int64_t db_int(struct db_cursor *c, int col)
{
    bool wrong = false;
    int64_t i = 0;
    if (c->trouble || !c->db->driver->integer(c, col, &i, &wrong)) return 0;
    if (wrong) wrong_column(c, col, "whole number");
    return wrong ? 0 : i;
}

const char *db_text(struct cx *cx, struct db_cursor *c, int col)
{
    str s;
    return column(c, col, &s) ? arena_str(cx->arena, s) : NULL;
}

str db_bytes(struct cx *cx, struct db_cursor *c, int col)
{
    str s;
    if (!column(c, col, &s)) return (str){ NULL, 0 };
    return (str){ arena_str(cx->arena, s), s.n };
}

date db_date(struct db_cursor *c, int col)
{
    str s;
    date d = DATE_NONE;
    if (column(c, col, &s) && !date_iso(s, &d)) wrong_column(c, col, "date");
    return d;
}

stamp db_stamp(struct db_cursor *c, int col)
{
    str s;
    stamp t = 0;
    if (column(c, col, &s) && !stamp_iso(s, &t)) wrong_column(c, col, "time");
    return t;
}

money db_money(struct db_cursor *c, int col)
{
    str cur;
    money m = { 0 };
    int64_t minor = db_int(c, col);
    if (!column(c, col + 1, &cur)) return m;
    if (cur.n == 3) return money_of(minor, cur.p);
    wrong_column(c, col + 1, "currency");
    return m;
}
