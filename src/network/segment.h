/* SPDX-License-Identifier: EUPL-1.2 */
/* segment.h — a named selection of the network's organisations: those of some countries, and those
 * picked by hand. Who is in it is asked anew each time; what asks a segment keeps its own list.
 */
#ifndef KOLO_NETWORK_SEGMENT_H
#define KOLO_NETWORK_SEGMENT_H

#include "base/cx.h"
#include "network/segment_sql.h"

struct segment_input {
    const char *name; /* unique */
    const char *const *country;
    size_t n_countries;
    const int64_t *in, *out; /* organisations that are in, or out, whatever their country */
    size_t n_in, n_out;
};
/** segment_add / segment_change: RC_INVALID with a problem per field, also for a country or an
 * organisation that there is not; change RC_STALE. */
enum rc segment_add(struct cx *cx, const struct segment_input *in, int64_t *id) MUST_USE;
enum rc segment_change(struct cx *cx, int64_t id, int64_t version,
                       const struct segment_input *in) MUST_USE;
/** segment_remove: RC_CONFLICT with a sentence when a consultation asks it, or did. */
enum rc segment_remove(struct cx *cx, int64_t id) MUST_USE;

#endif
