/* SPDX-License-Identifier: EUPL-1.2 */
/* digest.h — what waited goes into one mail a person and day: unread ones only, by project and
 * thing.
 */
#ifndef KOLO_NOTICE_DIGEST_H
#define KOLO_NOTICE_DIGEST_H

#include "base/cx.h"

/** notice_digest_due(cx): inside a write transaction, as the system (app/due.h): a mail for each
 * person whose digest is due by cx->now. A notice is in the first digest after it, once; what was
 * chosen in the meantime counts. */
enum rc notice_digest_due(struct cx *cx) MUST_USE;

#endif
