/* SPDX-License-Identifier: EUPL-1.2 */
/* backup.c — `kolo backup` and `kolo restore`. How a database becomes a file and a file a
 * database is store/backup.c's; here a backup is looked at again before anybody relies on it.
 */
#include "store/backup.h"

#include "app/app.h"
#include "i18n/i18n.h"
#include "store/db.h"

static enum rc one_word(struct cx *cx, const struct cli_args *args)
{
    if (args->word_count == 1) return RC_OK;
    return problem(cx, "", T("Give one file."));
}

static enum rc check(struct cx *cx, const char *path)
{
    struct backup_facts f;
    enum rc rc = backup_check(cx, path, &f);
    if (rc) return rc;
    cli_say(T("%s: schema %d, %s rows, %s documents, %s audit entries"), path, f.schema,
            i18n_int(cx, f.rows), i18n_int(cx, f.documents), i18n_int(cx, f.audit.entries));
    if (f.bad_document)
        rc = refuse(cx, RC_CONFLICT, T("Document %lld does not match its hash."),
                    (long long)f.bad_document);
    if (f.audit.bad_seq)
        rc = refuse(cx, RC_CONFLICT, T("The audit trail is broken at entry %lld."),
                    (long long)f.audit.bad_seq);
    if (!rc) cli_say(T("It is whole. Head of the audit trail: %s"), f.audit.head);
    return rc;
}

static enum rc backup(struct cx *cx, const struct cli_args *args)
{
    enum rc rc = one_word(cx, args);
    if (!rc) rc = backup_write(cx, args->words[0]);
    return rc ? rc : check(cx, args->words[0]);
}

static enum rc backup_look(struct cx *cx, const struct cli_args *args)
{
    enum rc rc = one_word(cx, args);
    return rc ? rc : check(cx, args->words[0]);
}

static enum rc restore(struct cx *cx, const struct cli_args *args)
{
    enum rc rc = one_word(cx, args);
    if (rc) return rc;
    /* Nothing is put back by accident into the database that happens to be configured. */
    if (!cli_value(args, "db"))
        return problem(cx, "db", T("Say where to: --db sqlite:PATH or --db postgresql://…"));
    rc = check(cx, args->words[0]);
    if (!rc) rc = db_open(cli_database(args), &cx->db);
    if (!rc) rc = backup_restore(cx, args->words[0]);
    db_close(cx->db);
    if (!rc) cli_say("%s", T("Restored. Look at it with: kolo doctor"));
    return rc;
}

const struct command backup_commands[] = {
    { "backup", N_("everything, documents included, into one file, while the server runs"),
      .words = "FILE", .run = backup, .needs_db = true },
    { "backup check", N_("is a backup whole"), .words = "FILE", .run = backup_look },
    { "restore", N_("a backup into a new database, of either engine"), .words = "FILE",
      .run = restore },
    { 0 },
};
