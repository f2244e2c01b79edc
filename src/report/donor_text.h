/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_text.h — the words of a donor report: the consolidated text, and why a line differs from
 * its budget (Annex VI asks for an explanation of each variation). Both belong to the snapshot, so
 * they change only while the report is a draft.
 */
#ifndef KOLO_REPORT_DONOR_TEXT_H
#define KOLO_REPORT_DONOR_TEXT_H

#include "base/cx.h"

/** donor_write(cx, id, version, text): RC_STALE when somebody wrote since ${version}. */
enum rc donor_write(struct cx *cx, int64_t id, int64_t version, const char *text) MUST_USE;
/** donor_note(cx, id, line, body): NULL or "" takes the note away. */
enum rc donor_note(struct cx *cx, int64_t id, int64_t line, const char *body) MUST_USE;

#endif
