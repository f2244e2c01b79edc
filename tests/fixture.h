/* SPDX-License-Identifier: EUPL-1.2 */
/* fixture.h — the rows that .http scripts find: made by the rules, the same on both engines. */
#ifndef KOLO_TESTS_FIXTURE_H
#define KOLO_TESTS_FIXTURE_H

#include "base/cx.h"

/** fixture_make(cx): into an empty, migrated database. */
enum rc fixture_make(struct cx *cx) MUST_USE;
/** fixture_make_booked(cx): with a budget, activities, rates, and EHO's open report 1 on period 1.
 */
enum rc fixture_make_booked(struct cx *cx) MUST_USE;

#endif
