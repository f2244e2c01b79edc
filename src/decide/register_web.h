/* SPDX-License-Identifier: EUPL-1.2 */
/* register_web.h — lines of the register, for other pages of this folder. Private to decide. */
#ifndef KOLO_DECIDE_REGISTER_WEB_H
#define KOLO_DECIDE_REGISTER_WEB_H

#include "decide/decide_view.h"

const struct decision_line *register_lines(struct cx *cx, int64_t project,
                                           const struct decision_register_row *v, size_t n);
/** register_things(cx, rows): what can be decided about, as choices "activity:7". */
const struct form_choice *register_things(struct cx *cx,
                                          const struct decision_about_choices_rows *rows);

#endif
