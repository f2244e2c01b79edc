/* SPDX-License-Identifier: EUPL-1.2 */
/* matrix_web.h — the response matrix as files to hand on. Private to consult. */
#ifndef KOLO_CONSULT_MATRIX_WEB_H
#define KOLO_CONSULT_MATRIX_WEB_H

#include "consult/consult_web.h"

enum {
    MATRIX_ANSWERS = 4, /* those of consult_answers */
    MATRIX_PLAIN = MATRIX_ANSWERS,
    MATRIX_COUNTS
};
/** matrix_counts: how many were answered how; of[MATRIX_PLAIN]: those that need no answer. */
void matrix_counts(const struct response_matrix_rows *m, int64_t of[MATRIX_COUNTS]);
/** matrix_about: the passage a comment is about, and the wording it suggests. */
const char *matrix_about(struct cx *cx, const struct response_matrix_row *r);
/** matrix_book(cx, c, all, shown, state, fd, size): a workbook of ${shown}, those with the answer
 * ${state} (NULL: all); the counts are those of ${all}. The caller closes ${fd}. */
enum rc matrix_book(struct cx *cx, const struct consult_get_row *c,
                    const struct response_matrix_rows *all,
                    const struct response_matrix_rows *shown, const char *state, int *fd,
                    int64_t *size) MUST_USE;

#endif
