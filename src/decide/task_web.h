/* SPDX-License-Identifier: EUPL-1.2 */
/* task_web.h — the form and the lines of tasks, for other pages of this folder. Private to decide.
 */
#ifndef KOLO_DECIDE_TASK_WEB_H
#define KOLO_DECIDE_TASK_WEB_H

#include "decide/decide_view.h"
#include "decide/task.h"
#include "web/form.h"

extern const struct form task_form;
/** task_form_of(cx, rq, project, t, out): ${t} NULL: a new one. */
enum rc task_form_of(struct cx *cx, const struct request *rq, int64_t project,
                     const struct task_get_row *t, const struct form_view **out) MUST_USE;
struct task_input task_input_of(const void *form);
struct task_lines task_lines_of(struct cx *cx, const struct task_list_row *v, size_t n);

#endif
