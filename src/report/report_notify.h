/* SPDX-License-Identifier: EUPL-1.2 */
/* report_notify.h — notices about a partner report: to who has the turn now. */
#ifndef KOLO_REPORT_REPORT_NOTIFY_H
#define KOLO_REPORT_REPORT_NOTIFY_H

#include "base/cx.h"

/** report_notify(cx, action, report): inside the write transaction of the step, after it.
 * "report.submit" tells the lead, "report.return" and "report.accept" the partner; other actions
 * nobody. Who did it is not told. */
enum rc report_notify(struct cx *cx, const char *action, int64_t report) MUST_USE;

#endif
