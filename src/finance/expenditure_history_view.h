/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_history_view.h — what was done to a line, a sentence a change. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_HISTORY_VIEW_H
#define KOLO_FINANCE_EXPENDITURE_HISTORY_VIEW_H

#include "finance/expenditure_line_sql.h"
#include "web/parts.h"

/** expenditure_history(cx, rows, hides): the newest first. ${hides}: what the line hides is not
 * told. */
struct history expenditure_history(struct cx *cx, const struct expenditure_line_audit_rows *rows,
                                   bool hides);

#endif
