/* SPDX-License-Identifier: EUPL-1.2 */
/* excerpt.h — the beginning of what a notice says, for lists. Private to notice. */
#ifndef KOLO_NOTICE_EXCERPT_H
#define KOLO_NOTICE_EXCERPT_H

#include "base/cx.h"

/** notice_excerpt(cx, body): one paragraph, cut where it is long. When the first only leads to what
 * follows (“Ana wrote:”, a passage that is quoted), that what follows. */
const char *notice_excerpt(struct cx *cx, const char *body);

#endif
