/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound_bounce.c — what a delivery status says of one of ours. A mere delay says nothing yet: the
 * server on the way goes on trying, and reports again.
 */
#include "mail/inbound_judge.h"
#include "mail/mail.h"

#include <string.h>

enum rc inbound_bounced(struct cx *cx, const struct letter *l, const struct judged *j)
{
    const struct letter_bounce *b = &l->bounce;
    if (!j->has_ours || !b->failed) return RC_OK;
    const bool dead = strncmp(b->status, "5.1.", 4) == 0;
    return mail_bounced(cx, j->ours.id, dead,
                        arena_printf(cx->arena, "%s%s%s", b->status, *b->why ? " " : "", b->why));
}
