/* SPDX-License-Identifier: EUPL-1.2 */
/* engine.c — makes and removes the databases that tests run on. The schema is made once per engine
 * and copied: a file on SQLite, CREATE DATABASE … TEMPLATE on PostgreSQL. It knows no test.
 */
#include "tests/engine.h"

#include "base/log.h"
#include "store/migrate.h"
#include "tests/t.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PEERS = 16 };

/* What is open now. A failed assertion jumps out of the test, so that the next one finds it here.
 */
static struct {
    bool running;
    enum db_engine engine;
    char path[256], name[64]; /* of the SQLite file; of the PostgreSQL database */
    struct cx cx[PEERS];
    size_t n;
} now;

static char folder[64], pg_template[64];
static bool lite_made;
static int serial;

static const char *pg_url(void)
{
    const char *url = getenv("KOLO_TEST_PG");
    return url && *url ? url : NULL;
}

/* ---- PostgreSQL's databases ---- */

__attribute__((format(printf, 1, 2))) static void pg_admin(const char *fmt, ...)
{
    char sql[256];
    va_list args;
    PGconn *conn = PQconnectdb(pg_url());
    va_start(args, fmt);
    vsnprintf(sql, sizeof sql, fmt, args);
    va_end(args);
    PGresult *r = PQexec(conn, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fprintf(stderr, "%s: %s%s", sql, PQerrorMessage(conn), PQresultErrorMessage(r));
        exit(2);
    }
    PQclear(r);
    PQfinish(conn);
}

/* "postgresql:///postgres?host=…" with another database. */
static void url_of(const char *name, char out[512])
{
    const char *url = pg_url(), *query = strchr(url, '?');
    size_t n = query ? (size_t)(query - url) : strlen(url);
    while (n > 0 && url[n - 1] != '/') n--;
    snprintf(out, 512, "%.*s%s%s", (int)n, url, name, query ? query : "");
}

/* ---- opening and closing ---- */

static struct cx *open_at(const char *url)
{
    if (now.n == PEERS) fail_msg("more than %d connections in one test", PEERS);
    struct cx *cx = &now.cx[now.n];
    cx_init(cx, arena_new());
    cx->req_id = "test";
    if (db_open(url, &cx->db) != RC_OK) {
        fprintf(stderr, "cannot open %s\n", url);
        exit(2);
    }
    now.n++;
    return cx;
}

static void remove_file(const char *path)
{
    static const char *const tails[] = { "", "-wal", "-shm" };
    char name[300];
    for (size_t i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        unlink(name);
    }
}

static void close_all(void)
{
    while (now.n > 0) {
        struct cx *cx = &now.cx[--now.n];
        db_close(cx->db);
        arena_free(cx->arena);
    }
    if (now.engine == DB_SQLITE)
        remove_file(now.path);
    else
        pg_admin("DROP DATABASE IF EXISTS %s WITH (FORCE)", now.name);
    now.running = false;
}

static void tidy(void)
{
    if (!now.running) return;
    fprintf(stderr, "the last test ended early on %s\n",
            now.engine == DB_SQLITE ? "SQLite" : "PostgreSQL");
    test_quiet(false);
    close_all();
}

static void at_end(void)
{
    char path[128];
    tidy();
    if (*folder) {
        snprintf(path, sizeof path, "%s/template.db", folder);
        remove_file(path);
        snprintf(path, sizeof path, "%s/ballot-key", folder);
        unlink(path);
        rmdir(folder);
    }
    if (*pg_template) pg_admin("DROP DATABASE IF EXISTS %s WITH (FORCE)", pg_template);
}

static void migrate_at(const char *url)
{
    struct cx *cx = open_at(url);
    if (migrate_up(cx, false, NULL, NULL) != RC_OK) {
        fprintf(stderr, "the schema cannot be made\n");
        exit(2);
    }
    db_close(cx->db);
    arena_free(cx->arena);
    now.n--;
}

/* ---- fresh databases ---- */

static void need_folder(void)
{
    if (*folder) return;
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.40s/kolo-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(folder)) exit(2);
    char key[128];
    snprintf(key, sizeof key, "%s/ballot-key", folder);
    setenv("KOLO_BALLOT_KEY", key, 1);
    atexit(at_end);
}

static void copy_file(const char *from, const char *to)
{
    char part[16384];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    if (!in || !out) exit(2);
    while ((n = fread(part, 1, sizeof part, in)) > 0)
        if (fwrite(part, 1, n, out) != n) exit(2);
    fclose(in);
    if (fclose(out) != 0) exit(2);
}

static struct cx *fresh_lite(bool bare)
{
    char template[128], url[512];
    snprintf(template, sizeof template, "%s/template.db", folder);
    snprintf(url, sizeof url, "sqlite:%s", template);
    if (!bare && !lite_made) migrate_at(url);
    lite_made = lite_made || !bare;
    now.engine = DB_SQLITE;
    snprintf(now.path, sizeof now.path, "%s/%d.db", folder, ++serial);
    if (!bare) copy_file(template, now.path);
    snprintf(url, sizeof url, "sqlite:%s", now.path);
    now.running = true;
    return open_at(url);
}

static struct cx *fresh_pg(bool bare)
{
    char url[512], name[64];
    if (!*pg_template) {
        snprintf(name, sizeof name, "kolo_template_%ld", (long)getpid());
        pg_admin("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'", name);
        memcpy(pg_template, name, sizeof name);
        url_of(pg_template, url);
        migrate_at(url);
    }
    now.engine = DB_POSTGRES;
    snprintf(now.name, sizeof now.name, "kolo_test_%ld_%d", (long)getpid(), ++serial);
    pg_admin("CREATE DATABASE %s TEMPLATE %s", now.name, bare ? "template0" : pg_template);
    url_of(now.name, url);
    now.running = true;
    return open_at(url);
}

static void on_engines(void (*fn)(struct cx *cx), bool bare)
{
    need_folder();
    tidy();
    fn(fresh_lite(bare));
    close_all();
    if (!pg_url()) return;
    fn(fresh_pg(bare));
    close_all();
}

void test_on_engines(void (*fn)(struct cx *cx)) { on_engines(fn, false); }
void test_on_bare_engines(void (*fn)(struct cx *cx)) { on_engines(fn, true); }
struct cx *test_peer(const struct cx *cx) { return open_at(db_url(cx->db)); }
struct cx *test_peer_at(const char *url) { return open_at(url); }

/* ---- small helps ---- */

void test_quiet(bool on)
{
    static int nowhere = -1;
    if (nowhere < 0) nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    log_to(on ? nowhere : 2);
}

void test_script(struct cx *cx, const char *sql)
{
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_script(cx, sql);
    assert_int_equal(db_end(cx, rc), RC_OK);
}

enum rc test_run(struct cx *cx, const struct db_stmt *s, const struct db_value *v, int64_t *first)
{
    struct db_cursor c;
    bool more = false;
    enum rc rc = db_start(cx, s, v, &c);
    if (!rc && *s->columns) rc = db_next(cx, &c, &more);
    if (!rc && more && first) *first = db_int(&c, 0);
    enum rc end = db_finish(cx, &c);
    if (!rc && !end && first && !*s->columns) *first = c.changed;
    return rc ? rc : end;
}

bool test_aborts(struct cx *cx, void (*fn)(struct cx *cx))
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        test_quiet(true);
        fn(cx);
        _exit(0);
    }
    return waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGABRT;
}

/* A connection of its own, because the statement does not live as long as one. */
int64_t test_count(struct cx *cx, const char *sql)
{
    const struct db_stmt s = { .name = "test_count",
                               .file = "tests/engine.c",
                               .sql = sql,
                               .params = "",
                               .columns = "i",
                               .mode = DB_ONE };
    struct cx peer = *cx;
    int64_t n = -1;
    assert_int_equal(db_open(db_url(cx->db), &peer.db), RC_OK);
    enum rc rc = test_run(&peer, &s, NULL, &n);
    db_close(peer.db);
    assert_int_equal(rc, RC_OK);
    return n;
}
