/* SPDX-License-Identifier: EUPL-1.2 */
/* world.h — a small project with random expenditure, made through the rules: for tests that hold
 * the product's figures against others. */
#ifndef KOLO_TESTS_WORLD_H
#define KOLO_TESTS_WORLD_H

#include "base/cx.h"
#include "base/rand.h"

enum { WORLD_PARTNERS = 4, WORLD_LINES = 7, WORLD_PERIODS = 3 };
struct world {
    int64_t project, partner[WORLD_PARTNERS], period[WORLD_PERIODS];
    const char *code[WORLD_LINES];
};
/** world_make(cx, regime, out): contract, partners with books in MKD, ALL, RSD and EUR, three
 * half-years of 2007 and 2008, budget of seven lines shared by all, rates for every month.
 * ${regime}: "R-AVG" … laid over the rule set as an override. cx->now is in 2008. */
void world_make(struct cx *cx, const char *regime, struct world *out);
/** world_report(cx, w, partner, period, lines, seed): the report with so many random lines, all
 * texts written; a draft. */
int64_t world_report(struct cx *cx, const struct world *w, int partner, int period, int lines,
                     uint64_t seed);
/** world_review(cx, report, seed): taken into check, every line decided at random (accepted,
 * deducted, parked). */
void world_review(struct cx *cx, int64_t report, uint64_t seed);

#endif
