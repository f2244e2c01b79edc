/* SPDX-License-Identifier: EUPL-1.2 */
/* finance_object.h — budget lines and lines of expenditure as kinds of talk/object.h. */
#ifndef KOLO_FINANCE_FINANCE_OBJECT_H
#define KOLO_FINANCE_FINANCE_OBJECT_H

#include "talk/object.h"

enum rc budget_line_object(struct cx *cx, int64_t id, struct object *out);
enum rc expenditure_object(struct cx *cx, int64_t id, struct object *out);

#endif
