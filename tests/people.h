/* SPDX-License-Identifier: EUPL-1.2 */
/* people.h — a project with three partners and a person for each role, made by the rules of
 * account, for the tests of every domain that asks who may.
 */
#ifndef KOLO_TESTS_PEOPLE_H
#define KOLO_TESTS_PEOPLE_H

#include "account/account.h"
#include "account/grant.h"

/* Organisations MCIC (lead), EHO, DA are partners of PROJECT; CNVOS of ELSEWHERE alone. Numbers are
 * the same on both engines. */
enum { PROJECT = 1, ELSEWHERE = 2 };
enum { ORG_MCIC = 1, ORG_EHO, ORG_DA, ORG_CNVOS };
enum { PARTNER_MCIC = 1, PARTNER_EHO, PARTNER_DA, PARTNER_ELSEWHERE };

struct people {
    int64_t account[ROLES]; /* EHO's are the partner people; no password, state active */
};
/** people_make(cx, out): into an empty database. cx->viewer is then the system's, cx->locale
 * English. */
void people_make(struct cx *cx, struct people *out);
/** people_sign_in(cx, account): cx->viewer becomes the account's with the roles held, the way a
 * request has it; returns the token of the session. */
const char *people_sign_in(struct cx *cx, int64_t account);
/** people_add(cx, email, role, project, organisation): one more, active. */
int64_t people_add(struct cx *cx, const char *email, enum role role, int64_t project,
                   int64_t organisation);

#endif
