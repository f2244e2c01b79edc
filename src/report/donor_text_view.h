/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_text_view.h — the page on which the lead writes the donor report's words. Private to
 * report. */
#ifndef KOLO_REPORT_DONOR_TEXT_VIEW_H
#define KOLO_REPORT_DONOR_TEXT_VIEW_H

#include "report/donor.h"
#include "web/parts.h"

/** A line that differs from its budget by more than the rule allows without a word, or has a note.
 */
struct donor_note_shown {
    const struct donor_line *line;
    const char *body;
    struct url save;
};
struct donor_text_form {
    const char *narrative;
    int64_t version;
};
struct donor_note_form {
    const char *body;
};
extern const struct form donor_text_form, donor_note_form;
struct donor_said {
    const char *from; /* "EHO, A2.1 Training in Novi Sad" */
    struct html text;
};
struct donor_text_view {
    struct url save;
    int64_t version;
    const char *narrative;
    bool open; /* a draft that the reader may write */
    const struct donor_note_shown *notes;
    size_t note_count;
    const char *threshold;
    const struct donor_said *said;
    size_t said_count;
};

#endif
