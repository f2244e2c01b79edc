/* SPDX-License-Identifier: EUPL-1.2 */
/* narrative_view.h — what the page of a report in words shows. Private to report. */
#ifndef KOLO_REPORT_NARRATIVE_VIEW_H
#define KOLO_REPORT_NARRATIVE_VIEW_H

#include "report/report_view.h"

/** One text: a question of the rule set, for the whole or for an activity. */
struct narrative_block {
    const char *key, *title, *help, *anchor;
    struct url here;
    int64_t activity;
    int no; /* of the box on the page */
    const char *field;
    bool required, per_activity;
    const struct narrative_of_report_row *stored; /* NULL: not written */
    bool written;                                 /* and not blank */
    /* the box: what is typed in it, on which version, open or folded */
    const char *typed;
    int64_t version;
    const char *was; /* the mark of what is stored */
    bool open, unsaved;
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
    bool can_write, can_ask, wrong;
    const char *refused; /* the sentence for the whole */
    const char *cannot;
    const struct narrative_part *v;
    size_t n;
    int boxes;
    int written, required; /* of those that are needed */
    const char *progress;
    struct url save, ask;
};

/* narrative_post_web.c */
/** narrative_mark(cx, body): short, and the same for what a browser gives back untouched. */
const char *narrative_mark(struct cx *cx, const char *body);
/** narrative_typed(cx, rq, b): what this request typed in the box, if it did, and what is wrong. */
void narrative_typed(struct cx *cx, const struct request *rq, struct narrative_block *b);

#endif
