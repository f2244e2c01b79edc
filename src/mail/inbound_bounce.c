/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound_bounce.c — one of ours came back. */
#include "mail/inbound_judge.h"
#include "mail/mail.h"

enum rc inbound_bounced(struct cx *cx, const struct letter *l, const struct judged *j)
{
    (void)cx, (void)l, (void)j;
    return RC_OK;
}
