/* SPDX-License-Identifier: EUPL-1.2 */
/* report_state.h — what every transition of a report begins and ends with. Private to report. */
#ifndef KOLO_REPORT_REPORT_STATE_H
#define KOLO_REPORT_REPORT_STATE_H

#include "report/report.h"
#include "report/report_sql.h"

/** report_in(cx, report, states, out): the row, which nobody else writes until the transaction
 * ends; RC_CONFLICT with a sentence unless its state is one of ${states} ("draft returned"). */
enum rc report_in(struct cx *cx, int64_t report, const char *states,
                  struct report_get_row *out) MUST_USE;
/** report_audited(cx, action, before): audit entry from ${before} to what is stored now. */
enum rc report_audited(struct cx *cx, const char *action,
                       const struct report_get_row *before) MUST_USE;
/** report_block_known(cx, r, question, activity): RC_MISSING with a sentence unless the rule set
 * asks this question, and of an activity of the partner exactly when it is asked of each. */
enum rc report_block_known(struct cx *cx, const struct report_get_row *r, const char *question,
                           int64_t activity) MUST_USE;
/** report_state_word(state): N_() for people. */
const char *report_state_word(const char *state);
int64_t report_who(const struct cx *cx); /* account of the viewer, 0 for the system */

#endif
