/* SPDX-License-Identifier: EUPL-1.2 */
/* statements_test.c — every statement of the program is prepared on both engines against the newest
 * schema, and what the engines say of it is compared with its declaration; and the two schemas are
 * compared with each other, column by column and index by index.
 */
#include "store/compat_sqlite.h"
#include "store/db.h"
#include "store/sqltext.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

/* The engines' own handles, beside the connection under test. */
static sqlite3 *lite_open(struct cx *cx)
{
    sqlite3 *h = NULL;
    int was;
    assert_int_equal(sqlite3_open(db_url(cx->db) + strlen("sqlite:"), &h), SQLITE_OK);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, &was);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, &was);
    assert_int_equal(compat_sqlite(h), SQLITE_OK);
    return h;
}

static PGconn *pg_open(struct cx *cx)
{
    PGconn *conn = PQconnectdb(db_url(cx->db));
    assert_int_equal(PQstatus(conn), CONNECTION_OK);
    return conn;
}

/* ---- statements ---- */

/* letter_of_decl: what a declared SQLite column type holds, by SQLite's own affinity rules. */
static char letter_of_decl(const char *decl)
{
    char up[64];
    size_t n = 0;
    for (; n < sizeof up - 1 && decl[n]; n++)
        up[n] = (char)(decl[n] >= 'a' && decl[n] <= 'z' ? decl[n] - 32 : decl[n]);
    up[n] = '\0';
    if (strstr(up, "INT")) return 'i';
    return strstr(up, "TEXT") || strstr(up, "CHAR") ? 't' : strstr(up, "BLOB") ? 'b' : '?';
}

static void lite_statement(struct cx *cx, sqlite3 *h, const struct db_stmt *s)
{
    sqlite3_stmt *p = NULL;
    const char *sql = sqltext_lite(cx->arena, s->sql ? s->sql : s->sqlite);
    if (sqlite3_prepare_v2(h, sql, -1, &p, NULL) != SQLITE_OK)
        fail_msg("%s on SQLite: %s", s->name, sqlite3_errmsg(h));
    if ((size_t)sqlite3_bind_parameter_count(p) != strlen(s->params))
        fail_msg("%s on SQLite: %d parameters, declared \"%s\"", s->name,
                 sqlite3_bind_parameter_count(p), s->params);
    if ((size_t)sqlite3_column_count(p) != strlen(s->columns))
        fail_msg("%s on SQLite: %d columns, declared \"%s\"", s->name, sqlite3_column_count(p),
                 s->columns);
    for (int i = 0; s->columns[i]; i++) {
        const char *decl = sqlite3_column_decltype(p, i); /* NULL for an expression */
        if (decl && letter_of_decl(decl) != s->columns[i])
            fail_msg("%s on SQLite: column %d is %s, declared %c", s->name, i + 1, decl,
                     s->columns[i]);
    }
    if (!sqlite3_stmt_readonly(p) != s->writes)
        fail_msg("%s on SQLite: writes or not, against its mode", s->name);
    sqlite3_finalize(p);
}

static char letter_of_oid(Oid type)
{
    switch (type) {
    case 20:
    case 21:
    case 23: return 'i';
    case 25:
    case 1043: return 't';
    case 17: return 'b';
    default: return '?';
    }
}

static void pg_statement(PGconn *conn, const struct db_stmt *s)
{
    Oid types[DB_PARAMS_MAX];
    int n = (int)strlen(s->params);
    assert_true(n <= DB_PARAMS_MAX);
    for (int i = 0; i < n; i++) types[i] = s->params[i] == 'i' ? 20 : s->params[i] == 't' ? 25 : 17;
    PGresult *r = PQprepare(conn, "", s->sql ? s->sql : s->pg, n, types);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fail_msg("%s on PostgreSQL: %s", s->name, PQresultErrorMessage(r));
    PQclear(r);
    r = PQdescribePrepared(conn, "");
    if (PQnparams(r) != n)
        fail_msg("%s on PostgreSQL: %d parameters, declared \"%s\"", s->name, PQnparams(r),
                 s->params);
    if ((size_t)PQnfields(r) != strlen(s->columns))
        fail_msg("%s on PostgreSQL: %d columns, declared \"%s\"", s->name, PQnfields(r),
                 s->columns);
    for (int i = 0; s->columns[i]; i++)
        if (letter_of_oid(PQftype(r, i)) != s->columns[i])
            fail_msg("%s on PostgreSQL: column %d has type %u, declared %c", s->name, i + 1,
                     PQftype(r, i), s->columns[i]);
    PQclear(r);
}

static void all_statements(struct cx *cx)
{
    bool lite = db_engine(cx->db) == DB_SQLITE;
    sqlite3 *h = lite ? lite_open(cx) : NULL;
    PGconn *conn = lite ? NULL : pg_open(cx);
    for (const struct db_stmt *const *s = db_all_statements; *s; s++) {
        if (lite)
            lite_statement(cx, h, *s);
        else
            pg_statement(conn, *s);
    }
    sqlite3_close(h);
    PQfinish(conn);
}

static void every_statement_prepares(void **state)
{
    (void)state;
    test_on_engines(all_statements);
}

/* ---- traps ---- */

/* What one engine understands otherwise than the other and preparing does not show: names of
 * functions that depend on a locale, a clock or a float, and clauses that only one has. */
static const char *const traps[] = { "lower",   "upper",        "now",      "current_timestamp",
                                     "ilike",   "current_date", "avg",      "round",
                                     "lateral", "current_time", "datetime", "strftime",
                                     "random",  "julianday",    "glob",     "rowid" };

static bool word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* SQLite's LIKE takes a for A, PostgreSQL's does not: so only columns that were folded in C. */
static bool good_like(str before, const char *after)
{
    const char *end = strpbrk(after, "()");
    const char *escape = strstr(after, "ESCAPE '!'");
    before = str_trim(before);
    return before.n > 4 && memcmp(before.p + before.n - 4, "_key", 4) == 0 && escape &&
           (!end || escape < end);
}

/* An INSERT … SELECT … ON CONFLICT without WHERE is to SQLite a join. */
static bool good_upsert(const char *sql)
{
    const char *select = strstr(sql, "SELECT"), *conflict = strstr(sql, "ON CONFLICT");
    if (strncmp(sql, "INSERT", 6) != 0 || !select || !conflict || select > conflict) return true;
    const char *where = strstr(select, "WHERE");
    return where && where < conflict;
}

static const char *trap_in(const char *sql)
{
    for (const char *p = sql; *p; p += *p != '\0') {
        if (*p == '\'') p = strchr(p + 1, '\'');
        if (!p) return "a quote";
        if (p[0] == ':' && p[1] == ':') return "::";
        if (!word_char(*p)) continue;
        str w = { p, 0 };
        while (word_char(*p)) p++;
        w.n = (size_t)(p - w.p);
        for (size_t i = 0; i < sizeof traps / sizeof *traps; i++)
            if (str_is_nocase(w, traps[i])) return traps[i];
        if (str_is(w, "LIKE") && !good_like((str){ sql, (size_t)(w.p - sql) }, p)) return "LIKE";
        p--;
    }
    return good_upsert(sql) ? NULL : "INSERT … SELECT … ON CONFLICT";
}

static void no_statement_is_a_trap(void **state)
{
    (void)state;
    for (const struct db_stmt *const *s = db_all_statements; *s; s++) {
        const char *trap = (*s)->sql ? trap_in((*s)->sql) : NULL;
        if (trap) fail_msg("%s of %s: %s (c-style.md §7)", (*s)->name, (*s)->file, trap);
    }
    assert_string_equal(trap_in("SELECT Lower(a) FROM t"), "lower");
    assert_string_equal(trap_in("SELECT a::text FROM t"), "::");
    assert_string_equal(trap_in("SELECT a FROM t WHERE a LIKE $1 ESCAPE '!'"), "LIKE");
    assert_string_equal(trap_in("SELECT a FROM t WHERE a_key LIKE $1"), "LIKE");
    assert_string_equal(
        trap_in("SELECT a FROM t WHERE (a_key LIKE $1) = (b_key LIKE $1 ESCAPE '!')"), "LIKE");
    assert_null(
        trap_in("SELECT lower_limit, 'now()' FROM t WHERE a_key LIKE $1 || '%' ESCAPE '!'"));
    assert_non_null(trap_in("INSERT INTO t SELECT a FROM u ON CONFLICT DO NOTHING"));
    assert_null(trap_in("INSERT INTO t SELECT a FROM u WHERE true ON CONFLICT DO NOTHING"));
}

/* Two more that no text shows. */
TEST_STMT(quoted, DB_ONE, false, "", "t", "SELECT \"no column\"");
TEST_STMT(bare, DB_MANY, false, "", "ti", "SELECT name, count(*) FROM schema_migration");

static void engine_traps(struct cx *cx)
{
    int64_t n;
    test_quiet(true);
    assert_int_equal(test_run(cx, &quoted, NULL, &n), RC_FAIL); /* not a string to SQLite either */
    if (db_engine(cx->db) == DB_POSTGRES) /* why tests run on it: SQLite takes any row's name */
        assert_int_equal(test_run(cx, &bare, NULL, &n), RC_FAIL);
    test_quiet(false);
}

static void a_name_in_quotes_is_no_string(void **state)
{
    (void)state;
    test_on_engines(engine_traps);
}

/* ---- schemas ---- */

/* Both give one line a column, "table.column kind nullable", and one a unique or plain index,
 * "table(column,…) unique where"; what an engine needs for its full text is its own. The primary
 * key that @id@ makes is left out of the indexes: on SQLite it is the table itself. */
static const char lite_columns[] =
    "SELECT m.name || '.' || c.name || ' ' || CASE WHEN upper(c.type) LIKE '%INT%' THEN 'int' "
    "WHEN upper(c.type) LIKE '%TEXT%' THEN 'text' ELSE 'blob' END || CASE WHEN c.\"notnull\" = 1 "
    "OR c.pk > 0 THEN '' ELSE ' null' END || CASE WHEN c.dflt_value IS NULL THEN '' ELSE "
    "' default' END FROM pragma_table_list m JOIN pragma_table_xinfo(m.name) c WHERE m.type = "
    "'table' AND m.schema = 'main' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1";
static const char pg_columns[] =
    "SELECT table_name || '.' || column_name || ' ' || CASE WHEN data_type IN ('bigint', "
    "'smallint') THEN 'int' WHEN data_type = 'text' THEN 'text' WHEN data_type = 'bytea' THEN "
    "'blob' ELSE data_type END || CASE WHEN is_nullable = 'NO' THEN '' ELSE ' null' END || CASE "
    "WHEN column_default IS NULL THEN '' ELSE ' default' END FROM information_schema.columns "
    "WHERE table_schema = 'public' AND table_name <> 'search_words' ORDER BY 1";
static const char lite_indexes[] =
    "SELECT m.name || '(' || (SELECT group_concat(coalesce(x.name, '?'), ',') FROM (SELECT name "
    "FROM pragma_index_info(i.name) ORDER BY seqno) x) || ')' || CASE WHEN i.\"unique\" = 1 THEN "
    "' unique' ELSE '' END || CASE WHEN i.partial = 1 THEN ' where' ELSE '' END FROM "
    "pragma_table_list m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND m.schema = "
    "'main' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1";
static const char pg_indexes[] =
    "SELECT t.relname || '(' || (SELECT string_agg(coalesce(a.attname, '?'), ',' ORDER BY k.n) "
    "FROM unnest(i.indkey) WITH ORDINALITY k (att, n) LEFT JOIN pg_attribute a ON a.attrelid = "
    "t.oid AND a.attnum = k.att AND k.att > 0) || ')' || CASE WHEN i.indisunique THEN ' unique' "
    "ELSE '' END || CASE WHEN i.indpred IS NULL THEN '' ELSE ' where' END FROM pg_index i JOIN "
    "pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace WHERE "
    "n.nspname = 'public' AND NOT (i.indisprimary AND i.indnatts = 1 AND EXISTS (SELECT 1 FROM "
    "pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = i.indkey[0] AND a.attidentity <> ''))"
    " AND t.relname <> 'search_words' ORDER BY 1";

static struct buf schema_of[2];

static int add_line(void *p, int n, char **v, char **names)
{
    (void)n, (void)names;
    buf_printf(p, "%s\n", v[0]);
    return 0;
}

static void write_down(struct cx *cx)
{
    bool lite = db_engine(cx->db) == DB_SQLITE;
    struct buf *b = &schema_of[lite ? 0 : 1];
    if (lite) {
        sqlite3 *h = lite_open(cx);
        assert_int_equal(sqlite3_exec(h, lite_columns, add_line, b, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(h, lite_indexes, add_line, b, NULL), SQLITE_OK);
        sqlite3_close(h);
        return;
    }
    PGconn *conn = pg_open(cx);
    const char *const queries[] = { pg_columns, pg_indexes };
    for (size_t q = 0; q < 2; q++) {
        PGresult *r = PQexec(conn, queries[q]);
        if (PQresultStatus(r) != PGRES_TUPLES_OK) fail_msg("%s", PQresultErrorMessage(r));
        for (int i = 0; i < PQntuples(r); i++) buf_printf(b, "%s\n", PQgetvalue(r, i, 0));
        PQclear(r);
    }
    PQfinish(conn);
}

/* The first line that is not in both. */
static void compare(str a, str b)
{
    while (a.n > 0 || b.n > 0) {
        str x = str_cut(&a, '\n'), y = str_cut(&b, '\n');
        if (!str_eq(x, y))
            fail_msg("SQLite has \"%.*s\" where PostgreSQL has \"%.*s\"", (int)x.n, x.p, (int)y.n,
                     y.p);
    }
}

static void both_schemas_are_one(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) buf_init(&schema_of[i], 1024 * 1024);
    test_on_engines(write_down);
    assert_true(schema_of[0].n > 1000);
    if (schema_of[1].n > 0) compare(buf_slice(&schema_of[0]), buf_slice(&schema_of[1]));
    for (int i = 0; i < 2; i++) buf_done(&schema_of[i]);
}

TESTS(statements, cmocka_unit_test(every_statement_prepares),
      cmocka_unit_test(no_statement_is_a_trap), cmocka_unit_test(a_name_in_quotes_is_no_string),
      cmocka_unit_test(both_schemas_are_one));
