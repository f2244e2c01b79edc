/* SPDX-License-Identifier: EUPL-1.2 */
/* urn.h — the papers of an open round, sealed. Private to ballot. */
#ifndef KOLO_BALLOT_URN_H
#define KOLO_BALLOT_URN_H

#include "ballot/ballot.h"

enum { CHOICE_ROOM = 24, RANKING_ROOM = 92 };

struct paper {
    char receipt[BALLOT_RECEIPT], choice[CHOICE_ROOM], ranking[RANKING_ROOM];
};
struct urn {
    int64_t round;
    size_t n, seats;
    struct paper *paper; /* by receipt; room for one more than seats */
    const char *salt;
};
/** urn_key_there(cx): RC_CONFLICT with a sentence: the server has no key, or it is lost while an
 * urn is sealed with it. */
enum rc urn_key_there(struct cx *cx) MUST_USE;
/** urn_make(cx, round, seats): an empty one. RC_CONFLICT with a sentence: the server has no key. */
enum rc urn_make(struct cx *cx, int64_t round, size_t seats) MUST_USE;
/** urn_take(cx, round, out): locked until the commit, opened. RC_STALE: it was closed, or there is
 * none. RC_CONFLICT with a sentence: the key is lost, or another than it was sealed with. */
enum rc urn_take(struct cx *cx, int64_t round, struct urn *out) MUST_USE;
/** urn_add, urn_replace: a paper with a new receipt, in its place by receipt. urn_replace: false
 * when there is none with the receipt ${old}, as a person typed it. */
void urn_add(struct cx *cx, struct urn *u, const char *choice, const char *ranking,
             char receipt[BALLOT_RECEIPT]);
bool urn_replace(struct cx *cx, struct urn *u, const char *old, const char *choice,
                 const char *ranking, char receipt[BALLOT_RECEIPT]);
/** urn_put_back(cx, u): sealed anew, under a new salt. */
enum rc urn_put_back(struct cx *cx, const struct urn *u) MUST_USE;

#endif
