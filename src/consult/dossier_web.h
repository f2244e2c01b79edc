/* SPDX-License-Identifier: EUPL-1.2 */
/* dossier_web.h — all of a consultation as one archive, to be kept. Private to consult. */
#ifndef KOLO_CONSULT_DOSSIER_WEB_H
#define KOLO_CONSULT_DOSSIER_WEB_H

#include "consult/consult_web.h"
#include "consult/dossier_sql.h"
#include "consult/response.h"
#include "decide/decision.h"

/** What is read once, in one snapshot. */
struct dossier {
    struct consult_get_row c;
    const char *asked; /* in words */
    struct consult_count count;
    struct consult_texts_rows texts; /* the newest first */
    struct response_matrix_rows matrix;
    struct dossier_positions_rows positions;
    struct consult_events_rows events;
    struct dossier_files_rows files;
    bool decided;
    struct decision_get_row decision;
};
/** dossier_paper(cx, d): its first page and all others (dossier_paper_web.c). */
struct paper *dossier_paper(struct cx *cx, const struct dossier *d);

#endif
