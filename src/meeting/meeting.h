/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting.h — meetings: found together, invited to, held, written down, approved. */
#ifndef KOLO_MEETING_MEETING_H
#define KOLO_MEETING_MEETING_H

#include "account/role.h"
#include "talk/object.h"

enum rc meeting_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc meeting_object(struct cx *cx, int64_t id, struct object *out);
enum rc agenda_object(struct cx *cx, int64_t id, struct object *out);

#endif
