/* SPDX-License-Identifier: EUPL-1.2 */
/* body.h — the bodies of a project and the mandates in them: who decides together, from when until
 * when, how many must be there, by which rule.
 *
 * Who has a seat on a day is body_seats of body/body_sql.h: one row a mandate, with the votes it
 * carries; observers have none. An organisation has one seat with a vote at a time, a body one
 * chair.
 */
#ifndef KOLO_BODY_BODY_H
#define KOLO_BODY_BODY_H

#include "account/role.h"
#include "body/rule.h"
#include "talk/object.h"

struct body_input {
    const char *kind; /* steering_group, board, working_group, council */
    const char *name, *purpose;
    int64_t quorum_e2; /* % of the votes that must be present ×100 */
    const char *rule;  /* word of rule.h */
};
enum rc body_add(struct cx *cx, int64_t project, const struct body_input *in, int64_t *id) MUST_USE;
enum rc body_change(struct cx *cx, int64_t id, int64_t version,
                    const struct body_input *in) MUST_USE;
/** body_close(cx, id, version, on): its last day; DATE_NONE opens it again. RC_CONFLICT while a
 * meeting is still to come. */
enum rc body_close(struct cx *cx, int64_t id, int64_t version, date on) MUST_USE;

struct mandate_input {
    int64_t organisation, account; /* account 0: they do not log in */
    const char *name;              /* may be NULL where there is an account: its name */
    const char *role;              /* chair, secretary, member, observer */
    int64_t weight;                /* votes; an observer has none */
    date starts_on, ends_on;       /* ends_on DATE_NONE: open */
};
enum rc mandate_add(struct cx *cx, int64_t body, const struct mandate_input *in,
                    int64_t *id) MUST_USE;
/** mandate_end(cx, id, version, on): ${on} is its last day. What was is kept: a change of person is
 * an end and a new mandate. */
enum rc mandate_end(struct cx *cx, int64_t id, int64_t version, date on) MUST_USE;

/** body_led_by(cx, body, account): does the account chair it or keep its papers today? */
enum rc body_led_by(struct cx *cx, int64_t body, int64_t account, bool *out) MUST_USE;
/** body_quorum(total, e2): the votes that must be present of ${total}: the next whole one up. */
int64_t body_quorum(int64_t total, int64_t quorum_e2);

enum rc body_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc body_object(struct cx *cx, int64_t id, struct object *out);

#endif
