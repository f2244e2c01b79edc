/* SPDX-License-Identifier: EUPL-1.2 */
/* activity.h — the work plan: what is done, by whom, where, when. */
#ifndef KOLO_ACTIVITY_ACTIVITY_H
#define KOLO_ACTIVITY_ACTIVITY_H

#include "account/role.h"
#include "base/cx.h"
#include "talk/object.h"

struct activity_input {
    int64_t component, partner;
    const char *code, *title, *place;
    const char *programme; /* another project of the programme that it is part of; NULL none */
    date starts_on, ends_on;
    const char *state; /* planned, running, done, cancelled */
};
enum rc activity_add(struct cx *cx, int64_t project, const struct activity_input *in,
                     int64_t *id) MUST_USE;
enum rc activity_change(struct cx *cx, int64_t id, int64_t version,
                        const struct activity_input *in) MUST_USE;
/** activity_remove(cx, id): only while no line and no text refers to it; otherwise cancel it. */
enum rc activity_remove(struct cx *cx, int64_t id) MUST_USE;
enum rc activity_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
/** As a kind of talk/object.h. */
enum rc activity_object(struct cx *cx, int64_t id, struct object *out);

#endif
