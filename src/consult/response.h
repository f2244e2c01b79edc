/* SPDX-License-Identifier: EUPL-1.2 */
/* response.h — what the drafter says to each comment: the response matrix. Each answer is kept; the
 * last one counts.
 */
#ifndef KOLO_CONSULT_RESPONSE_H
#define KOLO_CONSULT_RESPONSE_H

#include "consult/consult.h"
#include "consult/response_sql.h"

/** response_give(cx, comment, seen, outcome, reply): open, accepted, partly, rejected; the last two
 * need a reply. ${seen}: how many answers whoever answers has seen (RC_STALE when there are
 * others); -1: any. The author is told. */
enum rc response_give(struct cx *cx, int64_t comment, int64_t seen, const char *outcome,
                      const char *reply) MUST_USE;
/** response_apply(text, passage, wording): ${text} with the wording in place of the passage; NULL
 * unless the passage stands in it just once. */
const char *response_apply(struct cx *cx, const char *text, const char *passage,
                           const char *wording);

#endif
