/* SPDX-License-Identifier: EUPL-1.2 */
/* ballot_view.h — what the page of a secret ballot shows. Private to consult. */
#ifndef KOLO_CONSULT_BALLOT_VIEW_H
#define KOLO_CONSULT_BALLOT_VIEW_H

#include "consult/consult_view.h"
#include "web/page.h"
#include "web/parts.h"

struct ballot_paper_line {
    const char *receipt, *choice;
    bool asked; /* the one that was looked for */
};
struct ballot_view {
    const char *question, *turnout, *why_not; /* why_not NULL: may vote */
    const struct form_view *form;             /* NULL: not now */
    const char *only;                         /* the one organisation to vote for; NULL: a choice */
    struct url to, self, help, papers_csv;
    const char *const *option; /* of a ranked choice, from 1 */
    size_t n_options;
    struct consult_voice rank;          /* the lists of a ranked choice, where there is a form */
    const char *receipt;                /* shown this once; NULL: no vote was cast just now */
    bool closed, uncounted;             /* uncounted: its papers were destroyed */
    const char *result, *typed, *found; /* found: what came of looking for a receipt */
    const struct ballot_paper_line *v;
    size_t n;
};

#endif
