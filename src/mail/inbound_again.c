/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound_again.c — a mail out of the tray, read once more from the bytes that were kept. */
#include "base/buf.h"
#include "mail/inbound.h"
#include "mail/letter.h"
#include "mail/quote.h"
#include "store/document.h"

static enum rc gather(void *p, str chunk)
{
    buf_put(p, chunk.p, chunk.n);
    return RC_OK;
}

enum rc inbound_read(struct cx *cx, int64_t document, struct reply *out)
{
    struct buf b;
    struct letter l;
    buf_init(&b, INBOUND_MOST + INBOUND_HEAD);
    enum rc rc = document_get(cx, document, gather, &b);
    if (!rc) {
        letter_read(cx, buf_slice(&b), &l);
        *out = (struct reply){ .text = quote_cut(cx, l.whole),
                               .calendar = l.calendar,
                               .file = l.file,
                               .n_files = l.n_files };
    }
    buf_done(&b);
    return rc;
}
