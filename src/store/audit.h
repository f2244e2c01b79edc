/* SPDX-License-Identifier: EUPL-1.2 */
/* audit.h — who changed what, when, from what to what; append-only, hash-chained, in the same
 * transaction as the change.
 *
 * hash = SHA-256(prev_hash LF seq LF at LF actor_id LF actor LF action LF object_type LF object_id
 * LF project LF before LF after LF request), in hex; none is written as 0 or as nothing; no field
 * holds an LF. seq is 1, 2, 3 … without gaps and the first prev_hash is 64 zeros. So an altered,
 * missing or reordered entry is found by walking the chain, and one head row per database, holding
 * the last seq and hash, shows a cut tail. Who owns the database could write the whole chain anew:
 * publish the head elsewhere (`kolo audit head`) and compare.
 *
 * Entries are gathered in the transaction and written just before it commits, so that writers on
 * PostgreSQL wait for each other's commit only, and never deadlock on the head.
 */
#ifndef KOLO_STORE_AUDIT_H
#define KOLO_STORE_AUDIT_H

#include "base/cx.h"
#include "base/row.h"

struct audit_entry {
    const char *action;      /* "expenditure.change": table word, dot, verb */
    const char *object_type; /* "expenditure" */
    int64_t object_id;
    int64_t project_id; /* 0: none */
    const char *before; /* JSON, or NULL for a new thing */
    const char *after;  /* JSON, or NULL for a removed thing */
};
/** audit_add(cx, e): inside a write transaction. ${e} is copied; it can be read when the
 * transaction has been committed. The actor is cx->viewer, or "system" where there is none (command
 * line: the name of the Unix user, set by cli). */
enum rc audit_add(struct cx *cx, const struct audit_entry *e) MUST_USE;
/** audit_change(cx, action, type, id, project, meta, before, after): the same from two described
 * rows; either may be NULL. */
enum rc audit_change(struct cx *cx, const char *action, const char *type, int64_t id,
                     int64_t project, const struct row_meta *m, const void *before,
                     const void *after) MUST_USE;

struct audit_verdict {
    int64_t entries;
    int64_t bad_seq;     /* 0: whole */
    const char *trouble; /* "altered", "missing", "reordered", "cut at the end", in the
                            reader's language; NULL: whole */
    char head[65];       /* the hash of the last entry */
};
/** audit_verify(cx, out): walks the whole chain. RC_OK when it could be walked; look at
 * out->bad_seq. */
enum rc audit_verify(struct cx *cx, struct audit_verdict *out) MUST_USE;

/* The actor's name and id come through this hook, since store knows no viewer: set once by
 * app/main.c. */
struct audit_actor {
    int64_t id;
    const char *name;
};
extern struct audit_actor (*audit_actor_of)(const struct cx *cx);

#endif
