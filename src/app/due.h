/* SPDX-License-Identifier: EUPL-1.2 */
/* due.h — what comes due by itself: a consultation that closes, minutes that count as approved, a
 * reminder. Each domain has a function in the table of modules.c; `kolo serve` calls them each
 * minute, a test with a time of its own.
 */
#ifndef KOLO_APP_DUE_H
#define KOLO_APP_DUE_H

#include "base/cx.h"
#include "store/worker.h"

/** ${run}: inside a write transaction, as the system; does all that is due by cx->now and may be
 * called again for the same time without doing anything twice. */
struct due {
    const char *name; /* "consult.close" */
    int every;        /* seconds */
    enum rc (*run)(struct cx *cx);
};
/** Ended by { 0 }: app/modules.c. */
extern const struct due module_due[];

/** due_pass(cx): each that is due, in a transaction of its own; what fails is logged and does not
 * hinder the others; returns the first trouble. Only one server of several does each. */
enum rc due_pass(struct cx *cx) MUST_USE;
/** due_start(url): the thread that does so. */
struct worker *due_start(const char *url);

#endif
