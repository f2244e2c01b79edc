/* SPDX-License-Identifier: EUPL-1.2 */
/* consult.h — a question put to a body or to partners: rounds, positions, answers to comments, and
 * the decision it ends in. States: draft → open → closed → decided; withdrawn from each but
 * decided; closed → open with another round.
 */
#ifndef KOLO_CONSULT_CONSULT_H
#define KOLO_CONSULT_CONSULT_H

#include "talk/object.h"

enum rc consult_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc consult_object(struct cx *cx, int64_t id, struct object *out);

#endif
