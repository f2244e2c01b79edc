/* SPDX-License-Identifier: EUPL-1.2 */
/* db_sqlite.c — the embedded engine. One file, many readers, one writer: writers of this process
 * queue on a mutex, because SQLite's own waiting is a sleeping poll that is neither fair nor quick;
 * writers of other processes (a command beside the server) wait by busy_timeout. It knows
 * statements and codes of SQLite, and nothing of nesting or poisoning.
 *
 * Never open the database file with open(2): closing any descriptor of it would drop the POSIX
 * locks that SQLite holds for the whole process.
 */
#include "base/log.h"
#include "store/compat_sqlite.h"
#include "store/db_impl.h"
#include "store/sqltext.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define WAIT_SECONDS 5
#define CACHE_KIB 4096 /* a connection; the whole server stays below 96 MiB */

/** The writers' mutex of one database file, shared by all its connections in this process. */
struct gate {
    dev_t dev;
    ino_t ino;
    int users;
    pthread_mutex_t mutex;
    struct arena *home;
    struct gate *next;
};
static struct gate *gates;
static pthread_mutex_t gates_mutex = PTHREAD_MUTEX_INITIALIZER;

struct lite {
    sqlite3 *h;
    sqlite3_stmt *begin, *begin_write, *commit, *rollback;
    struct gate *gate;
    bool locked;
};

static struct lite *lite_of(const struct db *db) { return db->native; }

/* ---- the writers' mutex ---- */

static struct gate *gate_take(dev_t dev, ino_t ino)
{
    pthread_mutex_lock(&gates_mutex);
    struct gate *g = gates;
    while (g && (g->dev != dev || g->ino != ino)) g = g->next;
    if (!g) {
        struct arena *home = arena_new();
        g = arena_array(home, struct gate, 1);
        *g = (struct gate){ .dev = dev, .ino = ino, .home = home, .next = gates };
        pthread_mutex_init(&g->mutex, NULL);
        gates = g;
    }
    g->users++;
    pthread_mutex_unlock(&gates_mutex);
    return g;
}

static void gate_give(struct gate *g)
{
    pthread_mutex_lock(&gates_mutex);
    if (--g->users == 0) {
        struct gate **at = &gates;
        while (*at != g) at = &(*at)->next;
        *at = g->next;
        pthread_mutex_destroy(&g->mutex);
        arena_free(g->home);
    }
    pthread_mutex_unlock(&gates_mutex);
}

static bool gate_lock(struct lite *l)
{
    if (!l->gate) return true;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += WAIT_SECONDS;
    l->locked = pthread_mutex_timedlock(&l->gate->mutex, &until) == 0;
    return l->locked;
}

static void gate_unlock(struct lite *l)
{
    if (l->locked) pthread_mutex_unlock(&l->gate->mutex);
    l->locked = false;
}

/* ---- codes ---- */

/* rc_of(cx, db, what, r): what a SQLite code means to Kolo. The message never holds values. */
static enum rc rc_of(struct cx *cx, struct db *db, const char *what, int r)
{
    switch (r) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return RC_CONFLICT;
    default: break;
    }
    const char *text = sqlite3_errmsg(lite_of(db)->h);
    if ((r & 0xff) == SQLITE_BUSY || (r & 0xff) == SQLITE_LOCKED) {
        log_line(LOG_WARNING, cx->req_id, "%s: %s", what, text);
        return RC_BUSY;
    }
    return fail(cx, "%s: %s (SQLite %d)", what, text, r);
}

/* ---- opening ---- */

static enum rc open_trouble(struct lite *l, const char *path, const char *what)
{
    const char *why = l->h ? sqlite3_errmsg(l->h) : "no memory";
    log_line(LOG_ERROR, NULL, "%s: %s: %s", path, what, why);
    return RC_FAIL;
}

/* A new file is for its owner alone, whatever the umask; see the top about existing ones. */
static void create_private(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) close(fd);
}

static void once(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* its counters cost a mutex per allocation */
}

static int is_wal(void *p, int n, char **v, char **names)
{
    (void)names;
    if (n == 1 && v[0] && strcmp(v[0], "wal") == 0) *(bool *)p = true;
    return 0;
}

static int configure(sqlite3 *h)
{
    int r = sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    if (!r) r = sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    if (!r) r = sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (!r) r = sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!r) r = sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    if (!r) r = compat_sqlite(h);
    return r;
}

static int prepare_fixed(struct lite *l)
{
    const unsigned keep = SQLITE_PREPARE_PERSISTENT;
    int r = sqlite3_prepare_v3(l->h, "BEGIN", -1, keep, &l->begin, NULL);
    if (!r) r = sqlite3_prepare_v3(l->h, "BEGIN IMMEDIATE", -1, keep, &l->begin_write, NULL);
    if (!r) r = sqlite3_prepare_v3(l->h, "COMMIT", -1, keep, &l->commit, NULL);
    if (!r) r = sqlite3_prepare_v3(l->h, "ROLLBACK", -1, keep, &l->rollback, NULL);
    return r;
}

/* take_path(db, readonly): the file's name, without our "?mode=ro". */
static const char *take_path(struct db *db, bool *readonly)
{
    static const char mode[] = "?mode=ro";
    str s = str_of(db->url + strlen("sqlite:"));
    size_t n = sizeof mode - 1;
    *readonly = s.n > n && strcmp(s.p + s.n - n, mode) == 0;
    return arena_str(db->life, (str){ s.p, *readonly ? s.n - n : s.n });
}

static enum rc lite_open(struct db *db)
{
    static pthread_once_t init = PTHREAD_ONCE_INIT;
    pthread_once(&init, once);
    struct lite *l = db->native = arena_array(db->life, struct lite, 1);
    bool readonly;
    const char *path = take_path(db, &readonly);
    const bool memory = strcmp(path, ":memory:") == 0;
    if (!*path) {
        log_line(LOG_ERROR, NULL, "sqlite: needs the name of a file");
        return RC_FAIL;
    }
    if (!memory && !readonly) create_private(path);
    const int flags =
        (readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(path, &l->h, flags, NULL)) return open_trouble(l, path, "cannot open");
    sqlite3_busy_timeout(l->h, WAIT_SECONDS * 1000);
    if (configure(l->h)) return open_trouble(l, path, "cannot configure");
    // Only a new file takes it. Half the reads of a long scan, and a document's chunk in half as
    // many pages; still one block of what disks write.
    sqlite3_exec(l->h, "PRAGMA page_size = 8192", NULL, NULL, NULL);
    bool wal = memory || readonly;
    if (!wal) sqlite3_exec(l->h, "PRAGMA journal_mode = WAL", is_wal, &wal, NULL);
    if (!wal) return open_trouble(l, path, "cannot use a write-ahead log");
    char *set =
        arena_printf(db->life,
                     "PRAGMA synchronous = FULL; PRAGMA cache_size = -%d; PRAGMA mmap_size = 0;"
                     "PRAGMA journal_size_limit = 67108864",
                     CACHE_KIB);
    if (sqlite3_exec(l->h, set, NULL, NULL, NULL)) return open_trouble(l, path, "cannot configure");
    if (prepare_fixed(l)) return open_trouble(l, path, "cannot prepare");
    struct stat st;
    if (!memory && stat(path, &st) == 0) l->gate = gate_take(st.st_dev, st.st_ino);
    return RC_OK;
}

static void lite_close(struct db *db)
{
    struct lite *l = lite_of(db);
    if (!l) return;
    for (size_t i = 0; i < db->slot_cap; i++)
        if (db->slots[i]) sqlite3_finalize(db->slots[i]->handle);
    sqlite3_finalize(l->begin);
    sqlite3_finalize(l->begin_write);
    sqlite3_finalize(l->commit);
    sqlite3_finalize(l->rollback);
    sqlite3_close_v2(l->h);
    gate_unlock(l);
    if (l->gate) gate_give(l->gate);
}

/* ---- transactions ---- */

static int run_fixed(sqlite3_stmt *s)
{
    int r = sqlite3_step(s);
    int back = sqlite3_reset(s);
    return r == SQLITE_DONE ? SQLITE_OK : back;
}

static enum rc lite_begin(struct cx *cx, enum db_kind kind)
{
    struct lite *l = lite_of(cx->db);
    if (kind == DB_READ) {
        int r = run_fixed(l->begin);
        return r ? rc_of(cx, cx->db, "begin", r) : RC_OK;
    }
    if (!gate_lock(l)) {
        log_line(LOG_WARNING, cx->req_id, "begin: another write lasts longer than %d s",
                 WAIT_SECONDS);
        return RC_BUSY;
    }
    int r = SQLITE_OK;
    if (kind == DB_SCHEMA) r = sqlite3_exec(l->h, "PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
    if (!r) r = run_fixed(l->begin_write);
    if (!r) return RC_OK;
    enum rc rc = rc_of(cx, cx->db, "begin", r);
    if (kind == DB_SCHEMA) sqlite3_exec(l->h, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    gate_unlock(l);
    return rc;
}

static void lite_rollback(struct db *db, enum db_kind kind)
{
    struct lite *l = lite_of(db);
    if (!sqlite3_get_autocommit(l->h)) (void)run_fixed(l->rollback);
    if (kind == DB_SCHEMA) sqlite3_exec(l->h, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    gate_unlock(l);
}

static int any_row(void *p, int n, char **v, char **names)
{
    (void)n, (void)v, (void)names;
    *(bool *)p = true;
    return 0;
}

static enum rc lite_commit(struct cx *cx, enum db_kind kind)
{
    struct lite *l = lite_of(cx->db);
    int r = SQLITE_OK;
    bool dangling = false;
    if (kind == DB_SCHEMA)
        r = sqlite3_exec(l->h, "PRAGMA foreign_key_check", any_row, &dangling, NULL);
    if (dangling) return fail(cx, "the migration leaves foreign keys that point nowhere");
    if (!r) r = run_fixed(l->commit);
    if (r) return rc_of(cx, cx->db, "commit", r);
    if (kind == DB_SCHEMA) sqlite3_exec(l->h, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    gate_unlock(l);
    return RC_OK;
}

static enum rc lite_bulk(struct cx *cx, bool on)
{
    (void)cx, (void)on;
    return RC_OK;
}

static enum rc lite_ping(struct cx *cx)
{
    int r =
        sqlite3_exec(lite_of(cx->db)->h, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    return r ? rc_of(cx, cx->db, "ping", r) : RC_OK;
}

static enum rc lite_analyze(struct cx *cx)
{
    struct lite *l = lite_of(cx->db);
    if (!gate_lock(l)) return RC_BUSY;
    int r = sqlite3_exec(l->h, "PRAGMA analysis_limit = 1000; ANALYZE", NULL, NULL, NULL);
    gate_unlock(l);
    return r ? rc_of(cx, cx->db, "analyze", r) : RC_OK;
}

/* ---- statements ---- */

static int prepare(struct cx *cx, const struct db_stmt *s, sqlite3_stmt **out)
{
    const char *text = sqltext_lite(cx->arena, s->sql ? s->sql : s->sqlite);
    int r = sqlite3_prepare_v3(lite_of(cx->db)->h, text, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    if (!r && (size_t)sqlite3_column_count(*out) != strlen(s->columns))
        BUG("%s gives %d columns, not %zu", s->name, sqlite3_column_count(*out),
            strlen(s->columns));
    return r;
}

static int bind(sqlite3_stmt *h, const char *params, const struct db_value *v)
{
    int r = SQLITE_OK;
    for (int i = 0; params[i] && !r; i++) {
        if (v[i].null)
            r = sqlite3_bind_null(h, i + 1);
        else if (params[i] == 'i')
            r = sqlite3_bind_int64(h, i + 1, v[i].i);
        else if (params[i] == 't')
            r = sqlite3_bind_text64(h, i + 1, v[i].p, v[i].n, SQLITE_STATIC, SQLITE_UTF8);
        else
            r = sqlite3_bind_blob64(h, i + 1, v[i].p, v[i].n, SQLITE_STATIC);
    }
    return r;
}

/* A statement that is already running (an :each that calls itself) gets a handle for this once. */
static enum rc lite_start(struct cx *cx, struct db_cursor *c, const struct db_value *v)
{
    struct db_slot *slot = db_slot_of(c->db, c->stmt);
    if (slot->busy || !slot->handle) {
        sqlite3_stmt *h = NULL;
        int r = prepare(cx, c->stmt, &h);
        if (r) return rc_of(cx, c->db, c->stmt->name, r);
        if (slot->busy) {
            c->handle = h;
            slot = NULL;
        } else
            slot->handle = h;
    }
    if (slot) {
        c->handle = slot->handle;
        c->more = slot;
        slot->busy = true;
    }
    int r = bind(c->handle, c->stmt->params, v);
    return r ? rc_of(cx, c->db, c->stmt->name, r) : RC_OK;
}

static enum rc lite_next(struct cx *cx, struct db_cursor *c, bool *more)
{
    int r = sqlite3_step(c->handle);
    *more = r == SQLITE_ROW;
    if (*more) return RC_OK;
    if (r != SQLITE_DONE) return rc_of(cx, c->db, c->stmt->name, r);
    if (c->stmt->writes) c->changed = sqlite3_changes64(lite_of(c->db)->h);
    return RC_OK;
}

static enum rc lite_finish(struct cx *cx, struct db_cursor *c)
{
    enum rc rc = RC_OK;
    for (bool more = c->stmt->writes && !c->ended && !c->trouble; more && !rc;)
        rc = lite_next(cx, c, &more);
    struct db_slot *slot = c->more;
    if (slot) {
        sqlite3_reset(c->handle);
        slot->busy = false;
    } else
        sqlite3_finalize(c->handle);
    c->handle = c->more = NULL;
    return rc;
}

static bool lite_integer(struct db_cursor *c, int col, int64_t *out, bool *wrong)
{
    int type = sqlite3_column_type(c->handle, col);
    if (type == SQLITE_NULL) return false;
    *wrong = type != SQLITE_INTEGER;
    *out = sqlite3_column_int64(c->handle, col);
    return true;
}

static bool lite_bytes(struct db_cursor *c, int col, str *out, bool *wrong)
{
    int type = sqlite3_column_type(c->handle, col);
    if (type == SQLITE_NULL) return false;
    *wrong = type != SQLITE_TEXT && type != SQLITE_BLOB;
    const char *p = type == SQLITE_BLOB ? sqlite3_column_blob(c->handle, col)
                                        : (const char *)sqlite3_column_text(c->handle, col);
    *out = (str){ p ? p : "", (size_t)sqlite3_column_bytes(c->handle, col) };
    return true;
}

static enum rc lite_script(struct cx *cx, const char *sql)
{
    const char *text = sqltext_ddl(cx->arena, DB_SQLITE, sql);
    int r = sqlite3_exec(lite_of(cx->db)->h, text, NULL, NULL, NULL);
    return r ? rc_of(cx, cx->db, "script", r) : RC_OK;
}

/* ---- for backups ---- */

/* one(cx, sql, a, n, out): a statement of this file's own with a text and a number; *out is its
 * first column, or stays. */
static enum rc one(struct cx *cx, const char *sql, const char *a, int64_t n, int64_t *out)
{
    sqlite3_stmt *h = NULL;
    int r = sqlite3_prepare_v2(lite_of(cx->db)->h, sql, -1, &h, NULL);
    if (!r) r = sqlite3_bind_text(h, 1, a, -1, SQLITE_STATIC);
    if (!r && sqlite3_bind_parameter_count(h) > 1) r = sqlite3_bind_int64(h, 2, n);
    if (!r) r = sqlite3_step(h);
    if (r == SQLITE_ROW && out) *out = sqlite3_column_int64(h, 0);
    enum rc rc = r == SQLITE_ROW || r == SQLITE_DONE ? RC_OK : rc_of(cx, cx->db, "backup", r);
    sqlite3_finalize(h);
    return rc;
}

static enum rc lite_copy(struct cx *cx, const char *path)
{
    return one(cx, "VACUUM INTO ?1", path, 0, NULL);
}

static int first_line(void *p, int n, char **v, char **names)
{
    (void)names;
    if (n == 1 && v[0]) snprintf(p, 80, "%s", v[0]);
    return 1;
}

static enum rc lite_intact(struct cx *cx)
{
    char said[80] = "no answer";
    sqlite3_exec(lite_of(cx->db)->h, "PRAGMA integrity_check(1)", first_line, said, NULL);
    return strcmp(said, "ok") == 0 ? RC_OK : fail(cx, "the file is damaged: %s", said);
}

static enum rc lite_sequence(struct cx *cx, const char *table, const char *column, bool set,
                             int64_t *last)
{
    (void)column;
    if (!set) {
        *last = 0;
        return one(cx, "SELECT seq FROM sqlite_sequence WHERE name = ?1", table, 0, last);
    }
    enum rc rc = one(cx,
                     "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0 WHERE NOT EXISTS "
                     "(SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
                     table, 0, NULL);
    if (rc) return rc;
    return one(cx, "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1", table, *last,
               NULL);
}

const struct db_driver db_sqlite_driver = {
    .engine = DB_SQLITE,
    .open = lite_open,
    .close = lite_close,
    .ping = lite_ping,
    .analyze = lite_analyze,
    .begin = lite_begin,
    .commit = lite_commit,
    .rollback = lite_rollback,
    .bulk = lite_bulk,
    .start = lite_start,
    .next = lite_next,
    .finish = lite_finish,
    .integer = lite_integer,
    .bytes = lite_bytes,
    .script = lite_script,
    .copy = lite_copy,
    .intact = lite_intact,
    .sequence = lite_sequence,
};
