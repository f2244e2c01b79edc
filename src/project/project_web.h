/* SPDX-License-Identifier: EUPL-1.2 */
/* project_web.h — routes of the project's own pages, for app/modules.c, and the steps of setting a
 * project up, which pages of higher folders show as well.
 */
#ifndef KOLO_PROJECT_PROJECT_WEB_H
#define KOLO_PROJECT_PROJECT_WEB_H

#include "web/page.h"
#include "web/parts.h"
#include "web/route.h"

extern const struct route project_routes[];  /* / and /projects */
extern const struct route setup_routes[];    /* /project/new, /p/{project}/setup */
extern const struct route contract_routes[]; /* the contract and its rules */
extern const struct route partner_routes[];  /* partners and components */
extern const struct route period_routes[];
extern const struct route trail_routes[]; /* the audit trail */
extern const struct route mail_routes[];  /* the outbox */
extern const struct route tray_routes[];  /* what came in by mail and was not placed */

enum setup_step {
    SETUP_CONTRACT,
    SETUP_PARTNERS,
    SETUP_COMPONENTS,
    SETUP_ACTIVITIES,
    SETUP_PERIODS,
    SETUP_BUDGET,
    SETUP_PEOPLE,
    SETUP_START,
    SETUP_STEPS
};
/** setup_steps(cx, project, here, out): while the project is being set up and the reader sets it
 * up, what is done and what comes next; otherwise out->n is 0. */
enum rc setup_steps(struct cx *cx, int64_t project, enum setup_step here,
                    struct steps *out) MUST_USE;
/** setup_next(cx, project, from): the address of the step after ${from}. */
struct url setup_next(struct cx *cx, int64_t project, enum setup_step from);

/** agreed_url(cx, project, type, id): where it stands what was agreed about a thing (a page of
 * decide); p NULL for a reader who may not know of it. */
struct url agreed_url(struct cx *cx, int64_t project, const char *type, int64_t id);

#endif
