/* SPDX-License-Identifier: EUPL-1.2 */
/* narrative_view.h — what the page of a report in words shows. Private to report. */
#ifndef KOLO_REPORT_NARRATIVE_VIEW_H
#define KOLO_REPORT_NARRATIVE_VIEW_H

#include "report/report_view.h"

/** One text: a question of the rule set, for the whole or for an activity. */
struct narrative_block {
    const char *key, *title, *help, *anchor;
    int64_t activity;
    bool required, per_activity;
    const struct narrative_of_report_row *stored; /* NULL: not written */
    bool written;                                 /* and not blank */
    /* the box: what is typed in it, on which version, open or folded */
    const char *typed;
    int64_t version;
    bool open;
    const char *problem;
    const char *other; /* what somebody else has stored meanwhile */
    const char *preview;
    struct thread thread;
};
struct narrative_part {
    const char *title, *sub, *anchor; /* of an activity; NULL for the general texts */
    struct url lines;
    struct sums sums; /* as booked, per currency */
    money euro;
    int64_t line_count;
    const struct narrative_block *v;
    size_t n;
};
struct narrative_view {
    const struct report_facts_row *report;
    bool can_write, can_ask;
    const char *cannot;
    const struct narrative_part *v;
    size_t n;
    int written, required; /* of those that are needed */
    const char *progress;
    struct url save, ask;
};

#endif
