/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_snapshot.h — what a frozen donor report says, as canonical JSON with a hash of its own. The
 * report is shown from it: whatever is renamed or ruled differently later, it says what it said.
 * Private to report. */
#ifndef KOLO_REPORT_DONOR_SNAPSHOT_H
#define KOLO_REPORT_DONOR_SNAPSHOT_H

#include "base/rand.h"
#include "report/donor.h"

/** donor_snapshot_make(cx, t, narrative, text, sha): of the claimed figures in ${t}; equal figures
 * are equal bytes. */
enum rc donor_snapshot_make(struct cx *cx, const struct donor_table *t, const char *narrative,
                            const char **text, char sha[HEX32]) MUST_USE;
/** donor_snapshot_read(cx, t): fills partners, lines and the ranges of the rows of ${t}, whose
 * report is frozen and whose rows stand by their nodes, from the stored snapshot; ${t}->whole says
 * whether that still has its hash. */
enum rc donor_snapshot_read(struct cx *cx, struct donor_table *t) MUST_USE;

#endif
