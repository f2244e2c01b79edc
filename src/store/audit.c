/* SPDX-License-Identifier: EUPL-1.2 */
/* audit.c — appends to the chain. Entries wait in the transaction's own arena and are numbered,
 * hashed and written by the last act before COMMIT (or earlier, past 1 MiB). It knows rows only by
 * their description, and the actor only through a hook. Walking the chain is audit_verify.c's work.
 */
#include "store/audit.h"

#include "base/log.h"
#include "store/audit_chain.h"
#include "store/audit_sql.h"
#include "store/db_impl.h"

#include <string.h>

#define WAITING_MAX (1024 * 1024)
#define BULK_FROM 4

static struct audit_actor nobody(const struct cx *cx)
{
    (void)cx;
    return (struct audit_actor){ 0, "system" };
}

struct audit_actor (*audit_actor_of)(const struct cx *cx) = nobody;

/** Entries of one transaction that wait for its commit. */
struct waiting {
    struct audit_insert_in entry;
    struct waiting *next;
};
struct waiting_list {
    struct waiting *first, **last;
    int64_t n;
};

/* one_line: ${z} in the arena, with blanks for control characters: LF separates fields in the hash.
 * In JSON they are escaped already, in names they have no business. */
static const char *one_line(struct arena *a, const char *z)
{
    char *out = arena_dup(a, z);
    for (char *p = out; p && *p; p++)
        if ((unsigned char)*p < 0x20) *p = ' ';
    return out;
}

static enum rc write_waiting(struct cx *cx, const struct waiting_list *list)
{
    struct audit_head_take_row head;
    char hash[HEX32];
    enum rc rc = audit_head_take(cx, list->n, &head);
    if (rc) return rc;
    audit_chain_begin(hash, head.hash);
    int64_t seq = head.seq - list->n;
    const bool bulk = list->n >= BULK_FROM && !cx->db->bulk;
    if (bulk && (rc = db_bulk_begin(cx))) return rc;
    for (struct waiting *w = list->first; w && !rc; w = w->next) {
        w->entry.seq = ++seq;
        audit_chain_add(hash, &w->entry);
        w->entry.hash = hash;
        rc = audit_insert(cx, &w->entry);
    }
    if (bulk) {
        enum rc ended = db_bulk_end(cx);
        if (!rc) rc = ended;
    }
    return rc ? rc : audit_head_set(cx, hash);
}

static enum rc flush(struct cx *cx)
{
    struct db *db = cx->db;
    struct waiting_list *list = db->pending_list;
    db->before_commit = NULL;
    db->pending_list = NULL;
    enum rc rc = list ? write_waiting(cx, list) : RC_OK;
    arena_reset(db->pending);
    return rc;
}

enum rc audit_add(struct cx *cx, const struct audit_entry *e)
{
    struct db *db = cx->db;
    if (!db_in_write(db)) BUG("%s is audited outside a transaction", e->action);
    if (db->trouble) return RC_FAIL;
    if (!db->pending) db->pending = arena_new();
    struct arena *a = db->pending;
    if (!db->pending_list) {
        struct waiting_list *fresh = arena_array(a, struct waiting_list, 1);
        fresh->last = &fresh->first;
        db->pending_list = fresh;
        db->before_commit = flush;
    }
    struct waiting_list *list = db->pending_list;
    struct audit_actor actor = audit_actor_of(cx);
    struct waiting *w = *list->last = arena_array(a, struct waiting, 1);
    list->last = &w->next;
    list->n++;
    db->audited = true;
    w->entry = (struct audit_insert_in){
        .at = cx->now,
        .actor_id = actor.id,
        .actor = one_line(a, actor.name),
        .action = one_line(a, e->action),
        .object_type = one_line(a, e->object_type),
        .object_id = e->object_id,
        .project_id = e->project_id,
        .before = one_line(a, e->before),
        .after = one_line(a, e->after),
        .request = one_line(a, cx->req_id ? cx->req_id : ""),
    };
    return arena_used(a) > WAITING_MAX ? flush(cx) : RC_OK;
}

static const char *row_text_json(struct cx *cx, const struct row_meta *m, const void *row)
{
    if (!row) return NULL;
    struct buf b;
    struct json j;
    buf_init(&b, 8 * 1024 * 1024);
    json_init(&j, &b);
    row_json(&j, NULL, m, row);
    if (!buf_ok(&b)) BUG("a row of %s is larger than 8 MiB", m->name);
    const char *out = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}

enum rc audit_change(struct cx *cx, const char *action, const char *type, int64_t id,
                     int64_t project, const struct row_meta *m, const void *before,
                     const void *after)
{
    const struct audit_entry e = {
        .action = action,
        .object_type = type,
        .object_id = id,
        .project_id = project,
        .before = row_text_json(cx, m, before),
        .after = row_text_json(cx, m, after),
    };
    return audit_add(cx, &e);
}
