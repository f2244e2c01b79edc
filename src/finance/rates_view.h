/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_view.h — the page of rates: months down, currencies across, what is missing marked. Private
 * to finance. */
#ifndef KOLO_FINANCE_RATES_VIEW_H
#define KOLO_FINANCE_RATES_VIEW_H

#include "finance/rates.h"
#include "finance/rates_sql.h"
#include "web/parts.h"

struct rates_cell {
    const char *rate;
    bool missing, corrected;
};
struct rates_month {
    const char *name;
    const struct rates_cell *v;
};
struct rates_view {
    const char *const *currencies;
    size_t currency_count;
    const struct rates_month *v;
    size_t n;
    int64_t missing;
    const struct rate_corrections_row *corrections;
    size_t correction_count;
    const char *regime, *source; /* how this contract converts, and where that stands */
    bool may;
    struct url import;
    struct form_view *form;
    const struct rates_import_row *preview; /* NULL: none was asked for */
    size_t preview_count;
    int64_t kept; /* the file it is of, and how that is called */
    const char *name;
};

#endif
