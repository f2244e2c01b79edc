/* SPDX-License-Identifier: EUPL-1.2 */
/* backup.h — everything in the database as one SQLite file, whichever the engine; and back again,
 * into either engine.
 *
 * So one file format serves both, a backup can be looked into with any SQLite, and moving from
 * SQLite to PostgreSQL is a backup and a restore. It holds the documents, and the audit chain as it
 * is. Paths are the caller's business; files are for their owner alone (0600).
 */
#ifndef KOLO_STORE_BACKUP_H
#define KOLO_STORE_BACKUP_H

#include "store/audit.h"

/** backup_write(cx, path): outside a transaction; all that is there at one moment, while others
 * read and write. RC_CONFLICT with a sentence when ${path} exists. ${path} appears only when it is
 * whole and on the disk. */
enum rc backup_write(struct cx *cx, const char *path) MUST_USE;

struct backup_facts {
    int schema; /* the last migration it has had */
    int64_t rows, documents;
    int64_t bad_document; /* 0: all match their hashes */
    struct audit_verdict audit;
};
/** backup_check(cx, path, out): reads the whole file and changes nothing; cx->db is not used.
 * RC_MISSING, RC_CONFLICT or RC_FAIL with a sentence when it is no sound backup; an audit chain or
 * a document that is not whole is told in *out. */
enum rc backup_check(struct cx *cx, const char *path, struct backup_facts *out) MUST_USE;
/** backup_restore(cx, path): into cx's database, which must be new or empty, and up to the schema
 * of this program. RC_CONFLICT with a sentence when there is content or a newer Kolo made the
 * backup. What fails in the middle leaves a database without content: the same may be tried again.
 */
enum rc backup_restore(struct cx *cx, const char *path) MUST_USE;

#endif
