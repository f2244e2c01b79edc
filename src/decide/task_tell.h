/* SPDX-License-Identifier: EUPL-1.2 */
/* task_tell.h — who hears of a task, and in which words. Private to decide. */
#ifndef KOLO_DECIDE_TASK_TELL_H
#define KOLO_DECIDE_TASK_TELL_H

#include "decide/task_sql.h"

enum task_news { TASK_GIVEN, TASK_DONE, TASK_DROPPED, TASK_REOPENED, TASK_SOON, TASK_LATE };
/** task_tell(cx, t, news): inside a write transaction. Of what became of it, who gave it hears as
 * well. */
enum rc task_tell(struct cx *cx, const struct task_get_row *t, enum task_news news) MUST_USE;

#endif
