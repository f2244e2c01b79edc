/* SPDX-License-Identifier: EUPL-1.2 */
/* backup.c — copies a database table by table, in the order in which they refer to each other. It
 * takes tables and columns from the schema, not from a list, so that no new table is forgotten;
 * what is in them it does not know. Its few statements are made here, because they name what is
 * found, and speak to the SQLite side alone; no text from outside enters them.
 */
#include "store/backup.h"

#include "base/log.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "store/audit_sql.h"
#include "store/db_impl.h"
#include "store/document.h"
#include "store/migrate.h"
#include "store/search.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct column {
    const char *name;
    char letter;
};
struct table {
    const char *name;
    VEC(struct column) columns;
    const char *identity;    /* the column that numbers itself, or NULL */
    VEC(const char *) needs; /* tables it refers to */
    bool placed;
};
struct catalogue {
    VEC(struct table) tables;
    VEC(struct table *) order; /* those that are referred to come first */
};

/* ---- what there is ---- */

static const struct db_stmt tables_stmt = {
    .name = "backup_tables",
    .file = __FILE__,
    .sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name "
           "NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'schema_migration' ORDER BY name",
    .params = "",
    .columns = "t",
};
static const struct db_stmt columns_stmt = {
    .name = "backup_columns",
    .file = __FILE__,
    .sql = "SELECT name, CASE WHEN upper(type) LIKE '%INT%' THEN 'i' WHEN upper(type) LIKE "
           "'%TEXT%' THEN 't' ELSE 'b' END, CASE WHEN type = 'INTEGER' AND pk = 1 THEN 1 ELSE 0 "
           "END FROM pragma_table_info($1) ORDER BY cid",
    .params = "t",
    .columns = "tti",
};
static const struct db_stmt needs_stmt = {
    .name = "backup_needs",
    .file = __FILE__,
    .sql = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1) WHERE \"table\" <> $1",
    .params = "t",
    .columns = "t",
};

/* each_row(cx, s, name, fn, p): fn(p, cursor) for every row of a statement above. */
static enum rc each_row(struct cx *cx, const struct db_stmt *s, const char *name,
                        void (*fn)(struct cx *cx, void *p, struct db_cursor *c), void *p)
{
    struct db_cursor c;
    bool more = false;
    const struct db_value v[] = { db_t(name) };
    enum rc rc = db_start(cx, s, v, &c);
    while (!rc && (rc = db_next(cx, &c, &more)) == RC_OK && more) fn(cx, p, &c);
    enum rc end = db_finish(cx, &c);
    return rc ? rc : end;
}

static void add_table(struct cx *cx, void *p, struct db_cursor *c)
{
    struct catalogue *k = p;
    vec_push(cx->arena, &k->tables)->name = db_text(cx, c, 0);
}

static void add_column(struct cx *cx, void *p, struct db_cursor *c)
{
    struct table *t = p;
    const char *name = db_text(cx, c, 0);
    *vec_push(cx->arena, &t->columns) = (struct column){ name, *db_text(cx, c, 1) };
    if (db_int(c, 2)) t->identity = name;
}

static void add_need(struct cx *cx, void *p, struct db_cursor *c)
{
    struct table *t = p;
    *vec_push(cx->arena, &t->needs) = db_text(cx, c, 0);
}

static bool ready(const struct catalogue *k, const struct table *t)
{
    for (size_t i = 0; i < t->needs.n; i++)
        for (size_t j = 0; j < k->tables.n; j++)
            if (z_eq(k->tables.v[j].name, t->needs.v[i]) && !k->tables.v[j].placed) return false;
    return true;
}

static enum rc arrange(struct cx *cx, struct catalogue *k)
{
    while (k->order.n < k->tables.n) {
        size_t before = k->order.n;
        for (size_t i = 0; i < k->tables.n; i++) {
            struct table *t = &k->tables.v[i];
            if (t->placed || !ready(k, t)) continue;
            t->placed = true;
            *vec_push(cx->arena, &k->order) = t;
        }
        if (k->order.n == before) return fail(cx, "tables refer to each other in a circle");
    }
    return RC_OK;
}

/* look(cx, k): ${cx} is on SQLite. */
static enum rc look(struct cx *cx, struct catalogue *k)
{
    *k = (struct catalogue){ 0 };
    enum rc rc = each_row(cx, &tables_stmt, "", add_table, k);
    for (size_t i = 0; i < k->tables.n && !rc; i++) {
        struct table *t = &k->tables.v[i];
        rc = each_row(cx, &columns_stmt, t->name, add_column, t);
        if (!rc) rc = each_row(cx, &needs_stmt, t->name, add_need, t);
        if (t->columns.n > DB_PARAMS_MAX) rc = fail(cx, "%s has too many columns", t->name);
    }
    return rc ? rc : arrange(cx, k);
}

/* ---- copying ---- */

/* statement(db, t, insert): lives as long as the connection that will prepare it. */
static const struct db_stmt *statement(struct db *db, const struct table *t, bool insert)
{
    struct buf names, values;
    buf_init(&names, 65536);
    buf_init(&values, 65536);
    char *letters = arena_alloc(db->life, t->columns.n + 1);
    for (size_t i = 0; i < t->columns.n; i++) {
        buf_printf(&names, "%s\"%s\"", i ? ", " : "", t->columns.v[i].name);
        buf_printf(&values, "%s$%zu", i ? ", " : "", i + 1);
        letters[i] = t->columns.v[i].letter;
    }
    struct db_stmt *s = arena_array(db->life, struct db_stmt, 1);
    *s = (struct db_stmt){ .name = t->name, .file = __FILE__, .writes = insert };
    if (insert)
        s->sql = arena_printf(db->life, "INSERT INTO \"%s\" (%s) VALUES (%s)", t->name, names.p,
                              values.p);
    else
        s->sql = arena_printf(db->life, "SELECT %s FROM \"%s\"%s%s", names.p, t->name,
                              t->identity ? " ORDER BY " : "", t->identity ? t->identity : "");
    s->params = insert ? letters : "";
    s->columns = insert ? "" : letters;
    s->mode = insert ? DB_EXEC : DB_EACH;
    buf_done(&names);
    buf_done(&values);
    return s;
}

static struct db_value value_of(struct cx *cx, struct db_cursor *c, int col, char letter)
{
    if (db_is_null(c, col)) return (struct db_value){ .type = letter, .null = true };
    if (letter == 'i') return db_i(db_int(c, col));
    str s = db_bytes(cx, c, col);
    return (struct db_value){ .type = letter, .p = s.p, .n = s.n };
}

static enum rc put_row(struct cx *to, const struct db_stmt *insert, const struct db_value *v)
{
    struct db_cursor c;
    enum rc rc = db_start(to, insert, v, &c);
    enum rc end = db_finish(to, &c);
    return rc ? rc : end;
}

static enum rc copy_table(struct cx *from, struct cx *to, const struct table *t)
{
    const struct db_stmt *insert = statement(to->db, t, true);
    struct db_value v[DB_PARAMS_MAX];
    struct db_cursor c;
    bool more = false;
    enum rc rc = db_start(from, statement(from->db, t, false), NULL, &c);
    while (!rc && (rc = db_next(from, &c, &more)) == RC_OK && more) {
        struct arena_mark mark = arena_mark(from->arena);
        for (size_t i = 0; i < t->columns.n; i++)
            v[i] = value_of(from, &c, (int)i, t->columns.v[i].letter);
        rc = put_row(to, insert, v);
        arena_rewind(from->arena, mark);
    }
    enum rc end = db_finish(from, &c);
    return rc ? rc : end;
}

/* No write is without its audit entry, so that an empty trail is an empty database. */
static enum rc must_be_empty(struct cx *cx)
{
    struct audit_head_read_row head;
    enum rc rc = audit_head_read(cx, &head);
    if (!rc && head.seq > 0)
        rc = refuse(cx, RC_CONFLICT, "%s",
                    T("The database has content already. Restore into a new one."));
    return rc;
}

/* Migrations put a few rows into a new database; the backup has its own. */
static enum rc clear(struct cx *to, const struct catalogue *k)
{
    enum rc rc = RC_OK;
    for (size_t i = k->order.n; i > 0 && !rc; i--)
        rc = db_script(to, arena_printf(to->arena, "DELETE FROM \"%s\"", k->order.v[i - 1]->name));
    return rc;
}

static enum rc copy_sequences(struct cx *from, struct cx *to, const struct catalogue *k)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < k->order.n && !rc; i++) {
        const struct table *t = k->order.v[i];
        int64_t last = 0;
        if (!t->identity) continue;
        rc = from->db->driver->sequence(from, t->name, t->identity, false, &last);
        if (!rc) rc = to->db->driver->sequence(to, t->name, t->identity, true, &last);
    }
    return rc;
}

/* A backup may be older than the search. */
static bool has_search(const struct catalogue *k)
{
    for (size_t i = 0; i < k->tables.n; i++)
        if (z_eq(k->tables.v[i].name, "search_entry")) return true;
    return false;
}

static enum rc copy_rows(struct cx *from, struct cx *to, const struct catalogue *k)
{
    enum rc rc = must_be_empty(to);
    if (!rc) rc = clear(to, k);
    if (!rc) rc = db_bulk_begin(to);
    for (size_t i = 0; i < k->order.n && !rc; i++) rc = copy_table(from, to, k->order.v[i]);
    if (!rc && has_search(k)) rc = search_renew(to);
    if (rc) return rc;
    rc = db_bulk_end(to);
    return rc ? rc : copy_sequences(from, to, k);
}

/* copy_all: one snapshot of ${from} into one transaction of ${to}, whose schemas are the same. */
static enum rc copy_all(struct cx *from, struct cx *to, const struct catalogue *k)
{
    enum rc rc = db_begin_read(from);
    if (rc) return rc;
    rc = db_begin_schema(to);
    if (!rc) rc = copy_rows(from, to, k);
    rc = db_end_schema(to, rc);
    return db_end(from, rc);
}

/* ---- files ---- */

static bool exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static void drop_work(struct cx *cx, const char *work)
{
    unlink(work);
    unlink(arena_printf(cx->arena, "%s-wal", work));
    unlink(arena_printf(cx->arena, "%s-shm", work));
}

static bool sync_path(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) close(fd);
    return good;
}

static const char *folder_of(struct cx *cx, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    return slash == path ? "/" : arena_str(cx->arena, (str){ path, (size_t)(slash - path) });
}

/* publish(cx, from, path): the finished copy of ${from}'s SQLite database gets its name. */
static enum rc publish(struct cx *cx, struct cx *from, const char *path)
{
    const char *part = arena_printf(cx->arena, "%s.part", path);
    unlink(part);
    int fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return fail(cx, "%s: %s", part, strerror(errno));
    close(fd);
    enum rc rc = from->db->driver->copy(from, part);
    if (!rc && !sync_path(part)) rc = fail(cx, "%s: %s", part, strerror(errno));
    if (!rc && rename(part, path) != 0) rc = fail(cx, "%s: %s", path, strerror(errno));
    if (rc)
        unlink(part);
    else
        (void)sync_path(folder_of(cx, path));
    return rc;
}

/* on(cx, url, other): a context like ${cx} on another database. */
static enum rc on(struct cx *cx, const char *url, struct cx *other)
{
    cx_init(other, cx->arena);
    other->now = cx->now;
    other->req_id = cx->req_id;
    other->locale = cx->locale;
    return db_open(url, &other->db);
}

/* ---- writing ---- */

static enum rc fill(struct cx *cx, struct cx *work)
{
    struct catalogue k;
    int number = 0;
    enum rc rc = migrate_number(cx, &number);
    if (!rc) rc = migrate_to(work, number, false, NULL, NULL);
    if (!rc) rc = look(work, &k);
    return rc ? rc : copy_all(cx, work, &k);
}

static enum rc write_from_postgres(struct cx *cx, const char *path)
{
    struct cx work;
    const char *file = arena_printf(cx->arena, "%s.work", path);
    drop_work(cx, file);
    enum rc rc = on(cx, arena_printf(cx->arena, "sqlite:%s", file), &work);
    if (!rc) rc = fill(cx, &work);
    if (!rc) rc = publish(cx, &work, path);
    db_close(work.db);
    drop_work(cx, file);
    return rc;
}

enum rc backup_write(struct cx *cx, const char *path)
{
    if (exists(path))
        return refuse(cx, RC_CONFLICT,
                      T("There is a file %s already. Give the backup a name of its own."), path);
    return cx->db->driver->copy ? publish(cx, cx, path) : write_from_postgres(cx, path);
}

/* ---- reading ---- */

/* open_backup(cx, path, other): sound as a file, and of a schema that this program knows. The
 * sentences of a refusal go to ${cx}. */
static enum rc open_backup(struct cx *cx, const char *path, struct cx *other, int *schema)
{
    if (!exists(path)) return refuse(cx, RC_MISSING, T("There is no file %s."), path);
    enum rc rc = on(cx, arena_printf(cx->arena, "sqlite:%s?mode=ro", path), other);
    if (!rc) rc = other->db->driver->intact(other);
    if (rc) return refuse(cx, rc, T("The file %s is damaged or no backup."), path);
    struct db *own = cx->db;
    cx->db = other->db;
    rc = migrate_number(cx, schema);
    cx->db = own;
    if (!rc && *schema == 0) rc = refuse(cx, RC_CONFLICT, T("The file %s is no backup."), path);
    return rc;
}

static enum rc count_rows(struct cx *cx, const struct catalogue *k, int64_t *rows)
{
    enum rc rc = RC_OK;
    *rows = 0;
    for (size_t i = 0; i < k->tables.n && !rc; i++) {
        struct db_stmt *s = arena_array(cx->db->life, struct db_stmt, 1);
        *s = (struct db_stmt){ .name = "backup_count", .file = __FILE__, .params = "" };
        s->sql = arena_printf(cx->db->life, "SELECT count(*) FROM \"%s\"", k->tables.v[i].name);
        s->columns = "i";
        struct db_cursor c;
        bool more;
        rc = db_start(cx, s, NULL, &c);
        if (!rc) rc = db_next(cx, &c, &more);
        if (!rc) *rows += db_int(&c, 0);
        enum rc end = db_finish(cx, &c);
        if (!rc) rc = end;
    }
    return rc;
}

enum rc backup_check(struct cx *cx, const char *path, struct backup_facts *out)
{
    struct cx other = { 0 };
    struct catalogue k;
    *out = (struct backup_facts){ 0 };
    enum rc rc = open_backup(cx, path, &other, &out->schema);
    if (!rc) rc = look(&other, &k);
    if (!rc) rc = count_rows(&other, &k, &out->rows);
    if (!rc) rc = document_verify(&other, &out->documents, &out->bad_document);
    if (!rc) rc = audit_verify(&other, &out->audit);
    db_close(other.db);
    return rc;
}

/* New, or as a restore that failed has left it: no further than the backup, and empty. */
static enum rc must_be_new(struct cx *cx, int schema)
{
    int mine = 0;
    enum rc rc = migrate_number(cx, &mine);
    if (rc || mine == 0) return rc;
    rc = must_be_empty(cx);
    if (!rc && mine > schema)
        rc = refuse(cx, RC_CONFLICT, "%s",
                    T("The database has a newer schema than the backup. Restore into a new one."));
    return rc;
}

static enum rc restore(struct cx *cx, struct cx *other, int schema)
{
    struct catalogue k;
    enum rc rc = must_be_new(cx, schema);
    if (!rc) rc = look(other, &k);
    if (!rc) rc = migrate_to(cx, schema, false, NULL, NULL);
    if (!rc) rc = copy_all(other, cx, &k);
    if (rc) return rc;
    if ((rc = migrate_up(cx, false, NULL, NULL)))
        return refuse(cx, rc, "%s",
                      T("The backup is in the database as it was, but the schema could not be "
                        "brought up to this program's. Run: kolo migrate"));
    if (db_analyze(cx))
        log_line(LOG_WARNING, cx->req_id, "the engine could not count its tables anew");
    return RC_OK;
}

enum rc backup_restore(struct cx *cx, const char *path)
{
    struct cx other = { 0 };
    int schema = 0;
    enum rc rc = open_backup(cx, path, &other, &schema);
    if (!rc) rc = restore(cx, &other, schema);
    db_close(other.db);
    return rc;
}
