/* SPDX-License-Identifier: EUPL-1.2 */
/* design.h — what /help/design shows: a sample of everything in parts.h, filled with invented data.
 */
#ifndef KOLO_WEB_DESIGN_H
#define KOLO_WEB_DESIGN_H

#include "web/parts.h"

struct design_line {
    const char *code, *text, *partner;
    struct mark mark;
    money amount, eur;
    struct url why;
};
struct design_view {
    struct next next, waiting;
    struct todos todos;
    struct actions actions;
    struct facts facts;
    struct figures figures;
    struct chips chips;
    struct pager pager;
    const struct design_line *lines;
    size_t n_lines;
    const struct sum_row *sums;
    size_t n_sums;
    struct sort sorts[2];
    struct thread thread;
    struct history history;
    struct steps steps;
    struct form_view *form;
    struct html bars, ring, meter;
};
/** design_fill(cx, v): the samples, in the reader's language, amounts in the reader's form. */
void design_fill(struct cx *cx, struct design_view *v);

#endif
