/* SPDX-License-Identifier: EUPL-1.2 */
/* idempotency_web.c — the transaction that it opens before a write holds both the write and the
 * answer, so that there is no moment at which one is there without the other. The key is taken
 * first: of two that come at once, the slower waits and gets the answer of the other.
 */
#include "account/idempotency_web.h"

#include "account/idempotency_sql.h"
#include "account/viewer.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "store/db.h"

/* What must be the same for two requests to be one: where to, and every byte of what. */
static void digest_of(const struct request *rq, char out[HEX32])
{
    struct sha256 h;
    const char *to = rq->self.p ? rq->self.p : rq->path;
    sha256_init(&h);
    sha256_add(&h, to, str_of(to).n + 1);
    sha256_add(&h, rq->body.p ? rq->body.p : "", rq->body.n);
    sha256_end(&h, out);
}

/* Nobody signed in has no keys; such a write is refused elsewhere or needs none. */
static const char *key_of(const struct cx *cx, const struct request *rq)
{
    return viewer_is(cx) ? request_header(rq, "idempotency-key") : NULL;
}

static enum rc look(struct cx *cx, const struct request *rq, struct response *rs, bool *found)
{
    struct idempotency_find_row had;
    char digest[HEX32];
    enum rc rc = idempotency_find(cx, viewer_is(cx), key_of(cx, rq), cx->now - IDEMPOTENCY_LASTS,
                                  &had, found);
    if (rc || !*found) return rc;
    digest_of(rq, digest);
    if (!z_eq(digest, had.request_hash))
        return refuse(cx, RC_CONFLICT,
                      T("This Idempotency-Key was used for another request. Use a new key for "
                        "every new request."));
    rs->status = (int)had.status;
    rs->type = had.content_type;
    buf_text(&rs->body, had.body);
    if (*had.location) reply_header(cx, rs, "Location", had.location);
    reply_header(cx, rs, "Idempotent-Replayed", "true");
    return RC_OK;
}

/* Takes the key. Whoever comes with the same one meanwhile waits here until this one is through:
 * then it finds the answer, or, where nothing came of it, takes the key itself. */
static enum rc take(struct cx *cx, const struct request *rq)
{
    char digest[HEX32];
    digest_of(rq, digest);
    const struct idempotency_insert_in in = { .account = viewer_is(cx),
                                              .key = key_of(cx, rq),
                                              .request_hash = digest,
                                              .content_type = "",
                                              .body = "",
                                              .now = cx->now,
                                              .expired = cx->now - IDEMPOTENCY_LASTS };
    return idempotency_insert(cx, &in);
}

static enum rc look_or_take(struct cx *cx, const struct request *rq, struct response *rs,
                            bool *found)
{
    enum rc rc = look(cx, rq, rs, found);
    if (!rc && !*found) rc = take(cx, rq);
    return rc == RC_STALE ? look(cx, rq, rs, found) : rc;
}

enum rc idempotency_find_answer(struct cx *cx, const struct request *rq, struct response *rs,
                                bool *found)
{
    *found = false;
    if (!key_of(cx, rq)) return RC_OK;
    enum rc rc = db_begin(cx);
    if (!rc) rc = look_or_take(cx, rq, rs, found);
    return rc || *found ? db_end(cx, rc) : RC_OK;
}

/* An answer that is too long to keep, a file or a secret is answered with an empty object the next
 * time: what matters is that nothing is done twice. */
static enum rc keep(struct cx *cx, const struct request *rq, const struct response *rs)
{
    bool whole = rs->file < 0 && !rs->secret && rs->body.n <= IDEMPOTENCY_BODY;
    const char *location = rs->secret ? NULL : reply_header_value(rs, "Location");
    const struct idempotency_set_in in = { .account = viewer_is(cx),
                                           .key = key_of(cx, rq),
                                           .status = rs->status,
                                           .content_type = whole ? rs->type : "application/json",
                                           .location = location ? location : "",
                                           .body = whole ? rs->body.p : "{}" };
    return idempotency_set(cx, &in);
}

enum rc idempotency_keep_answer(struct cx *cx, const struct request *rq, const struct response *rs,
                                enum rc rc)
{
    if (!key_of(cx, rq)) return rc;
    return db_end(cx, rc ? rc : keep(cx, rq, rs));
}
