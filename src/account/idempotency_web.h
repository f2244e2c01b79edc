/* SPDX-License-Identifier: EUPL-1.2 */
/* idempotency_web.h — an API write that is sent twice with the same Idempotency-Key is carried out
 * once. The key belongs to the account; the answer is kept for a day, up to 64 KiB of it, in the
 * same transaction as what the write changed.
 */
#ifndef KOLO_ACCOUNT_IDEMPOTENCY_WEB_H
#define KOLO_ACCOUNT_IDEMPOTENCY_WEB_H

#include "web/http.h"

enum { IDEMPOTENCY_LASTS = 86400, IDEMPOTENCY_BODY = 65536 };

/** The hooks of web/route.h. idempotency_find_answer: RC_CONFLICT with a sentence when the key was
 * used for another request. */
enum rc idempotency_find_answer(struct cx *cx, const struct request *rq, struct response *rs,
                                bool *found);
enum rc idempotency_keep_answer(struct cx *cx, const struct request *rq, const struct response *rs,
                                enum rc rc);

#endif
