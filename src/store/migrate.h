/* SPDX-License-Identifier: EUPL-1.2 */
/* migrate.h — the schema goes forward, one numbered file a step, each once, each with its checksum.
 */
#ifndef KOLO_STORE_MIGRATE_H
#define KOLO_STORE_MIGRATE_H

#include "base/cx.h"

/** migrate_up(cx, dry_run, report): applies what is missing, one transaction a file. RC_CONFLICT
 * with a sentence when the database has a newer schema than this program, or an applied file has
 * changed. ${report} (may be NULL) is told each name. */
enum rc migrate_up(struct cx *cx, bool dry_run, void (*report)(void *, const char *name),
                   void *p) MUST_USE;
/** migrate_to(cx, number, …): the same, but no further than step ${number}. */
enum rc migrate_to(struct cx *cx, int number, bool dry_run,
                   void (*report)(void *, const char *name), void *p) MUST_USE;
/** migrate_number(cx, number): the last step that the database has had, 0 for a new one; refuses as
 * migrate_up does. */
enum rc migrate_number(struct cx *cx, int *number) MUST_USE;
/** migrate_check(cx): RC_OK when the schema is exactly this program's; RC_CONFLICT with a sentence
 * otherwise. */
enum rc migrate_check(struct cx *cx) MUST_USE;
/** migrate_newest(): the number of the last migration built in. */
int migrate_newest(void);

#endif
