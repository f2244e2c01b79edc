/* SPDX-License-Identifier: EUPL-1.2 */
/* why_gather_web.h — one walk over the transactions behind a figure: sums, rates, who accepted, and
 * the first of them to show. Private to report. */
#ifndef KOLO_REPORT_WHY_GATHER_WEB_H
#define KOLO_REPORT_WHY_GATHER_WEB_H

#include "report/why_parts_web.h"

enum rc why_gather(struct cx *cx, const struct why_figure *f, struct why_view *v) MUST_USE;

#endif
