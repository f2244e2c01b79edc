/* SPDX-License-Identifier: EUPL-1.2 */
/* clock.h — the only place that asks the system for the time. Rules take cx->now. */
#ifndef KOLO_BASE_CLOCK_H
#define KOLO_BASE_CLOCK_H

#include "base/date.h"

/** clock_now(): seconds UTC. KOLO_NOW=2007-10-05T09:00:00Z in the environment fixes it (demo,
 * tests); clock_fix does so from code. */
stamp clock_now(void);
void clock_fix(stamp now); /* 0: the real clock again */
/** clock_run_from(begin): from now on time goes on from ${begin} as it passes: a demonstration of
 * years ago in which somebody works today. A fixed clock stays fixed. */
void clock_run_from(stamp begin);
/** clock_us(): a monotonic microsecond counter for durations. */
int64_t clock_us(void);

#endif
