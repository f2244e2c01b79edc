/* SPDX-License-Identifier: EUPL-1.2 */
/* digest.h — what waited goes into one mail a person and day: unread ones only, by project and
 * thing.
 */
#ifndef KOLO_NOTICE_DIGEST_H
#define KOLO_NOTICE_DIGEST_H

#include "store/due.h"

/** A mail for each person whose digest is due. A notice is in the first digest after it, once; what
 * was chosen in the meantime counts. */
extern const struct due notice_digest_due;

#endif
