/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_preview.h — what a line comes to in euro: as fixed, or as it would be fixed if the
 * report were submitted now. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_PREVIEW_H
#define KOLO_FINANCE_EXPENDITURE_PREVIEW_H

#include "finance/rates.h"
#include "project/ruleset.h"

struct expenditure_preview {
    struct rules rules;
    enum regime regime;
    const struct rate_table *table;
    month first, last, submitted;
};
/** expenditure_preview_read(cx, project, starts_on, ends_on, submitted_at, out): submitted_at 0: as
 * if it were submitted now. */
enum rc expenditure_preview_read(struct cx *cx, int64_t project, date starts_on, date ends_on,
                                 stamp submitted_at, struct expenditure_preview *out) MUST_USE;
/** expenditure_preview_of(cx, p, amount, paid, out, why): false when there is no rate; *why (may be
 * NULL) then says which is missing. Leaves no problem behind. */
bool expenditure_preview_of(struct cx *cx, const struct expenditure_preview *p, money amount,
                            date paid, struct conversion *out, const char **why);

#endif
