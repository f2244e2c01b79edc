/* SPDX-License-Identifier: EUPL-1.2 */
/* pick.h — which project a command means: the one named by code, or the only one. */
#ifndef KOLO_PROJECT_PICK_H
#define KOLO_PROJECT_PICK_H

#include "base/cx.h"

/** project_pick(cx, code, id): ${code} NULL: the only project; RC_INVALID with the codes when there
 * are several, RC_MISSING when there is none. */
enum rc project_pick(struct cx *cx, const char *code, int64_t *id) MUST_USE;
/** project_pick_period(cx, project, no, id): the period of that number. */
enum rc project_pick_period(struct cx *cx, int64_t project, int64_t no, int64_t *id) MUST_USE;
/** project_pick_partner(cx, project, short_name, id): "EHO"; ASCII case does not matter. */
enum rc project_pick_partner(struct cx *cx, int64_t project, const char *short_name,
                             int64_t *id) MUST_USE;

#endif
