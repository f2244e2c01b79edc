/* SPDX-License-Identifier: EUPL-1.2 */
/* migrate.c — brings a database to the schema of this program, forward only. It runs the embedded
 * files in the order of their numbers and remembers each with its checksum, so that an old program
 * never writes into a newer schema and nobody changes history. It does not know what is in them.
 */
#include "store/migrate.h"

#include "base/rand.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "store/migrate_sql.h"
#include "store/schema.h"

static int64_t number_of(const struct embedded_text *m)
{
    str rest = str_of(m->name);
    int64_t n = 0;
    if (!str_int64(str_cut(&rest, '_'), &n) || n <= 0) return 0;
    return n;
}

static const struct embedded_text *built_in(int64_t number)
{
    for (const struct embedded_text *m = migration_table; m->name; m++)
        if (number_of(m) == number) return m;
    return NULL;
}

int migrate_newest(void)
{
    int64_t newest = 0;
    for (const struct embedded_text *m = migration_table; m->name; m++)
        if (number_of(m) > newest) newest = number_of(m);
    return (int)newest;
}

static enum rc list(struct cx *cx, struct migration_list_rows *out)
{
    struct migration_known_row known;
    *out = (struct migration_list_rows){ 0 };
    enum rc rc = migration_known(cx, &known);
    return rc || known.n == 0 ? rc : migration_list(cx, out);
}

static bool applied(const struct migration_list_rows *had, int64_t number)
{
    for (size_t i = 0; i < had->n; i++)
        if (had->v[i].number == number) return true;
    return false;
}

/* in_order: a step that came between others after they had been applied would make another schema
 * here than in a new database. */
static enum rc in_order(struct cx *cx, const struct migration_list_rows *had)
{
    const struct migration_list_row *last = had->n ? &had->v[had->n - 1] : NULL;
    for (const struct embedded_text *m = migration_table; last && m->name; m++)
        if (number_of(m) < last->number && !applied(had, number_of(m)))
            return refuse(cx, RC_CONFLICT,
                          T("The schema step %s comes before %s, which this database has had "
                            "already. Use an unchanged release of Kolo."),
                          m->name, last->name);
    return RC_OK;
}

/* compare: may this program work on what the database has had? */
static enum rc compare(struct cx *cx, const struct migration_list_rows *had)
{
    char sum[HEX32];
    for (size_t i = 0; i < had->n; i++) {
        const struct migration_list_row *row = &had->v[i];
        const struct embedded_text *m = built_in(row->number);
        if (!m)
            return refuse(cx, RC_CONFLICT,
                          T("The database has the schema %s, which this program does not know. "
                            "Use the version of Kolo that made it, or a newer one."),
                          row->name);
        sha256_hex(str_of(m->text), sum);
        if (!z_eq(sum, row->checksum))
            return refuse(cx, RC_CONFLICT,
                          T("The schema step %s is not the one that was applied to this database. "
                            "Use an unchanged release of Kolo."),
                          row->name);
    }
    return in_order(cx, had);
}

/* Another program may have been quicker: it is asked again once nobody else can migrate. */
static enum rc apply(struct cx *cx, const struct embedded_text *m)
{
    struct migration_list_rows had = { 0 };
    char sum[HEX32];
    sha256_hex(str_of(m->text), sum);
    enum rc rc = db_begin_schema(cx);
    if (!rc) rc = list(cx, &had);
    if (rc || applied(&had, number_of(m))) return db_end_schema(cx, rc);
    rc = db_script(cx, m->text);
    if (!rc) rc = migration_record(cx, number_of(m), m->name, sum, cx->now);
    return db_end_schema(cx, rc);
}

enum rc migrate_number(struct cx *cx, int *number)
{
    struct migration_list_rows had;
    enum rc rc = list(cx, &had);
    if (!rc) rc = compare(cx, &had);
    *number = rc || had.n == 0 ? 0 : (int)had.v[had.n - 1].number;
    return rc;
}

enum rc migrate_up(struct cx *cx, bool dry_run, void (*report)(void *, const char *name), void *p)
{
    return migrate_to(cx, migrate_newest(), dry_run, report, p);
}

enum rc migrate_to(struct cx *cx, int number, bool dry_run,
                   void (*report)(void *, const char *name), void *p)
{
    struct migration_list_rows had;
    enum rc rc = list(cx, &had);
    if (!rc) rc = compare(cx, &had);
    for (const struct embedded_text *m = migration_table; !rc && m->name; m++) {
        if (applied(&had, number_of(m)) || number_of(m) > number) continue;
        if (report) report(p, m->name);
        if (!dry_run) rc = apply(cx, m);
    }
    return rc;
}

enum rc migrate_check(struct cx *cx)
{
    struct migration_list_rows had;
    enum rc rc = list(cx, &had);
    if (!rc) rc = compare(cx, &had);
    for (const struct embedded_text *m = migration_table; !rc && m->name; m++)
        if (!applied(&had, number_of(m)))
            rc = refuse(cx, RC_CONFLICT,
                        T("The database has not the schema of this program yet (%s is missing). "
                          "Run: kolo migrate"),
                        m->name);
    return rc;
}
