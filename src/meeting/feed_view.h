/* SPDX-License-Identifier: EUPL-1.2 */
/* feed_view.h — what the page of one's calendar shows. Private to meeting. */
#ifndef KOLO_MEETING_FEED_VIEW_H
#define KOLO_MEETING_FEED_VIEW_H

#include "web/parts.h"

struct feed_view {
    bool there;
    const char *since, *read; /* read NULL: nobody has read it yet */
    const char *address;      /* shown this once; NULL otherwise */
    struct url renew, end;
};

#endif
