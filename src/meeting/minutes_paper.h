/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes_paper.h — the minutes as a document in the house style. */
#ifndef KOLO_MEETING_MINUTES_PAPER_H
#define KOLO_MEETING_MINUTES_PAPER_H

#include "export/paper.h"

/** minutes_paper(cx, meeting, out): head, attendance, what is written under each item, decisions
 * and tasks, and how they were approved; in the language of cx. */
enum rc minutes_paper(struct cx *cx, int64_t meeting, struct paper **out) MUST_USE;

#endif
