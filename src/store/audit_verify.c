/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_verify.c — walks the chain in one snapshot, row by row, so that a trail of millions needs
 * no memory. It reads what is stored as plain text and believes none of it.
 */
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/audit_chain.h"

#include <string.h>

#define NEAR 48 /* how far around a wrong entry its right place is looked for */

/* ---- the whole chain ---- */

struct walk {
    struct audit_verdict *out;
    char hash[HEX32]; /* of the last entry that was right */
};

/* A wrong entry ends the walk; the code only stops it. */
static enum rc wrong(struct walk *w, int64_t seq, const char *trouble)
{
    w->out->bad_seq = seq;
    w->out->trouble = trouble;
    return RC_STALE;
}

static enum rc step(void *p, const struct audit_walk_row *row)
{
    struct walk *w = p;
    char hash[HEX32];
    int64_t expected = w->out->entries + 1;
    if (row->seq != expected)
        return wrong(w, expected, row->seq > expected ? N_("missing") : N_("altered"));
    audit_chain_row(w->hash, row->seq, row, hash);
    if (!z_eq(hash, row->hash)) return wrong(w, row->seq, N_("altered"));
    w->out->entries++;
    memcpy(w->hash, hash, HEX32);
    return RC_OK;
}

/* moved: was the entry that now has number ${seq} written as another one nearby? Its hash says so
 * when it follows from some neighbor's hash under another number. */
static bool moved(const struct audit_near_rows *near, const char *before, int64_t seq)
{
    const struct audit_walk_row *row = NULL;
    char hash[HEX32];
    for (size_t i = 0; i < near->n; i++)
        if (near->v[i].seq == seq) row = &near->v[i];
    for (int64_t n = seq - NEAR; row && n <= seq + NEAR; n++) {
        if (n < 1 || n == seq) continue;
        audit_chain_row(before, n, row, hash);
        if (z_eq(hash, row->hash)) return true;
        for (size_t k = 0; k < near->n; k++) {
            audit_chain_row(near->v[k].hash, n, row, hash);
            if (z_eq(hash, row->hash)) return true;
        }
    }
    return false;
}

/* name_trouble: was the wrong entry changed, or put in another place? */
static enum rc name_trouble(struct cx *cx, struct walk *w)
{
    struct audit_near_rows near;
    if (!z_eq(w->out->trouble, "altered")) return RC_OK;
    int64_t seq = w->out->bad_seq;
    enum rc rc = audit_near(cx, seq - NEAR, seq + NEAR, &near);
    if (!rc && moved(&near, w->hash, seq)) w->out->trouble = N_("reordered");
    return rc;
}

static enum rc walk(struct cx *cx, struct walk *w)
{
    struct audit_head_read_row head;
    enum rc rc = audit_head_read(cx, &head);
    if (rc == RC_MISSING) return wrong(w, 1, N_("altered")) == RC_STALE ? RC_OK : RC_FAIL;
    if (rc) return rc;
    rc = audit_walk(cx, INT64_MIN, INT64_MAX, step, w);
    if (rc == RC_STALE) return name_trouble(cx, w);
    if (rc) return rc;
    if (w->out->entries < head.seq)
        (void)wrong(w, w->out->entries + 1, N_("cut at the end"));
    else if (w->out->entries > head.seq)
        (void)wrong(w, head.seq + 1, N_("altered"));
    else if (!z_eq(w->hash, head.hash))
        (void)wrong(w, head.seq, N_("altered"));
    return RC_OK;
}

enum rc audit_verify(struct cx *cx, struct audit_verdict *out)
{
    struct walk w = { .out = out };
    *out = (struct audit_verdict){ 0 };
    memset(w.hash, '0', HEX32 - 1);
    enum rc rc = db_begin_read(cx);
    if (!rc) rc = walk(cx, &w);
    rc = db_end(cx, rc);
    if (out->trouble) out->trouble = i18n_text(cx, NULL, out->trouble);
    memcpy(out->head, w.hash, sizeof out->head);
    return rc;
}
