/* SPDX-License-Identifier: EUPL-1.2 */
/* consult_try.h — a consultation of the three partners of people.h, tried by its people. */
#ifndef KOLO_TESTS_CONSULT_TRY_H
#define KOLO_TESTS_CONSULT_TRY_H

#include "consult/position.h"
#include "tests/people.h"

/* The lead coordinator is the chair and speaks for MCIC; FINANCE is EHO's and has no vote. */
enum try_person { TRY_CHAIR, TRY_EHO, TRY_DA, TRY_FINANCE, TRY_PEOPLE };
struct consult_try {
    struct people people;
    int64_t person[TRY_PEOPLE];
    const struct viewer *viewer[TRY_PEOPLE];
    int64_t id;
    stamp closes_at; /* ten days after it is opened */
};
/** try_make(cx, t, rule): into an empty database; a draft. try_open: by the chair. */
void try_make(struct cx *cx, struct consult_try *t, const char *rule);
void try_open(struct cx *cx, struct consult_try *t);
void try_as(struct cx *cx, const struct consult_try *t, enum try_person who);
/** try_say: on the web, for the own seat; try_say_for: for another. */
enum rc try_say(struct cx *cx, const struct consult_try *t, enum try_person who, const char *choice,
                const char *reason);
enum rc try_say_for(struct cx *cx, const struct consult_try *t, enum try_person who, int64_t seat,
                    const char *choice, const char *reason);
int64_t try_seat(struct cx *cx, const struct consult_try *t, int64_t organisation);
void try_count(struct cx *cx, const struct consult_try *t, struct consult_count *out);
/** try_due(cx, at): what comes due by itself at that time. */
void try_due(struct cx *cx, stamp at);

#endif
