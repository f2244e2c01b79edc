/* SPDX-License-Identifier: EUPL-1.2 */
/* consult_web.h — the pages of consultations. */
#ifndef KOLO_CONSULT_CONSULT_WEB_H
#define KOLO_CONSULT_CONSULT_WEB_H

#include "consult/consult_view.h"
#include "web/page.h"
#include "web/route.h"

extern const struct route consult_routes[], consult_steer_routes[], consult_voice_routes[],
    consult_seat_contact_routes[], consult_matrix_routes[], consult_link_routes[],
    consult_contact_routes[], consult_dossier_routes[];

/* Shared by the pages, private to consult. */
/** consult_page: the crumbs and the heading of a page of one consultation; ${title} NULL: its own.
 */
struct page *consult_page(struct cx *cx, const struct request *rq, const struct consult_get_row *c,
                          const char *title);
struct url consult_url(struct cx *cx, int64_t id);
/** consult_to: a page below it, "paper/responses.pdf"; our own words, so nothing is escaped. */
struct url consult_to(struct cx *cx, int64_t id, const char *what);
/** consult_find: the one of the path; RC_MISSING when the viewer may not know of it. */
enum rc consult_find(struct cx *cx, const struct request *rq, struct consult_get_row *out) MUST_USE;
/** consult_whom: who is asked, in words: the body, the segment, or each partner by its short name.
 */
enum rc consult_whom(struct cx *cx, const struct consult_get_row *c, const struct consult_count *k,
                     const char **out) MUST_USE;
struct mark consult_mark(struct cx *cx, const char *state);
struct mark consult_choice_mark(struct cx *cx, const char *choice);
struct mark consult_answer_mark(struct cx *cx, const struct response_matrix_row *r);
const char *consult_via(struct cx *cx, const char *via);
const char *consult_ranked(struct cx *cx, const struct consult_options_rows *options,
                           const char *ranking);
/** consult_places(cx, rq, n, ranking): the place of each option, 0 none: as typed into rank.1,
 * rank.2 … of ${rq}, or, that NULL, as in ${ranking}. consult_ranking_posted: those fields as
 * "2,1,3"; "" when there are none or a place is given twice, which the rules refuse. */
const int64_t *consult_places(struct cx *cx, const struct request *rq, size_t n,
                              const char *ranking);
const char *consult_ranking_posted(struct cx *cx, const struct request *rq);
extern const struct form_choice consult_answers[], consult_rules[];
enum rc consult_show(struct cx *cx, struct request *rq, struct response *rs);
/** consult_voices: the seats the reader speaks for. */
void consult_voices(struct cx *cx, const struct request *rq, const struct consult_get_row *c,
                    const struct consult_count *k, struct consult_show_view *v);

#endif
