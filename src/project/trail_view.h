/* SPDX-License-Identifier: EUPL-1.2 */
/* trail_view.h — an entry of the audit trail in words. Private to project. */
#ifndef KOLO_PROJECT_TRAIL_VIEW_H
#define KOLO_PROJECT_TRAIL_VIEW_H

#include "project/project_view.h"

/** trail_sentence(cx, action, name): "changed the expenditure line Bus to Skopje"; ${name} may be
 * NULL; an unknown action is shown as it is. */
const char *trail_sentence(struct cx *cx, const char *action, const char *name);
/** trail_differences(cx, before, after, n): the fields in which two JSON objects differ; either may
 * be NULL. */
const struct trail_part *trail_differences(struct cx *cx, const char *before, const char *after,
                                           size_t *n);
/** trail_name(cx, before, after): what the thing is called there; NULL when nothing says. */
const char *trail_name(struct cx *cx, const char *before, const char *after);
/** trail_sensitive(cx, json): is it a line marked sensitive? */
bool trail_sensitive(struct cx *cx, const char *json);
/** trail_types(cx): what entries can be about, for a filter. */
const struct form_choice *trail_types(struct cx *cx);

#endif
