/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_save.h — many lines of one report at once, as the grid gives them: whole or not at
 * all. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_SAVE_H
#define KOLO_FINANCE_EXPENDITURE_SAVE_H

#include "finance/expenditure.h"

/** One row of the grid. */
struct expenditure_edit {
    int64_t line_key, version; /* line_key 0: a new line */
    bool remove;
    const struct expenditure_input *in;
    const char *prefix; /* of its sentences: "line.3." */
};
struct expenditure_saved {
    int64_t added, changed, removed;
};
/** expenditure_save(cx, report, edits, n, out): rows that say nothing new are left alone. The
 * sentences of all rows are gathered before anything is refused. RC_STALE: somebody changed one of
 * the lines meanwhile; the sentence says who. */
enum rc expenditure_save(struct cx *cx, int64_t report, const struct expenditure_edit *edits,
                         size_t n, struct expenditure_saved *out) MUST_USE;

#endif
