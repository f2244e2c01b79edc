/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_preview.c — the euro of a line before it is fixed: the very function that fixes it,
 * with today as the day of submission. Nothing is stored.
 */
#include "finance/expenditure_preview.h"

#include "i18n/i18n.h"

enum rc expenditure_preview_read(struct cx *cx, int64_t project, date starts_on, date ends_on,
                                 stamp submitted_at, struct expenditure_preview *out)
{
    enum rc rc = rules_of(cx, project, &out->rules);
    if (rc) return rc;
    if (!regime_parse(rules_text(&out->rules, "rate_regime"), &out->regime))
        return fail(cx, "project %lld has no known rate regime", (long long)project);
    out->first = month_of(starts_on);
    out->last = month_of(ends_on);
    out->submitted = month_of(date_of_stamp(submitted_at ? submitted_at : cx->now));
    /* As at submission: payments may lie a little outside the period. */
    return rate_table_read(cx, out->first - 36, out->last + 36, &out->table);
}

bool expenditure_preview_of(struct cx *cx, const struct expenditure_preview *p, money amount,
                            date paid, struct conversion *out, const char **why)
{
    struct conversion_case c = { .amount = amount,
                                 .paid = paid,
                                 .period_first = p->first,
                                 .period_last = p->last,
                                 .submitted = p->submitted };
    struct problems before = cx->problems;
    cx->problems = (struct problems){ 0 };
    enum rc rc = rates_convert(cx, p->table, p->regime, &c, out);
    if (why) *why = rc && cx->problems.first ? cx->problems.first->text : NULL;
    cx->problems = before;
    return !rc;
}
