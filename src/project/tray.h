/* SPDX-License-Identifier: EUPL-1.2 */
/* tray.h — mails that came in and that Kolo could not place: a person of the secretariat does, or
 * answers, or says why it is nothing. What came in stays, whatever is decided.
 *
 * A mail of which nobody knows the project lies in the trays of all projects of the server.
 */
#ifndef KOLO_PROJECT_TRAY_H
#define KOLO_PROJECT_TRAY_H

#include "project/tray_sql.h"

/** tray_find(cx, project, id, out): RC_MISSING: it lies in no tray of ${project}. Its texts are as
 * they came: for other readers than who wrote it, sign_blot them. */
enum rc tray_find(struct cx *cx, int64_t project, int64_t id, struct tray_one_row *out) MUST_USE;
/** Where a mail is to be placed, and as whose contribution: of an account of the project, or (0) of
 * who sent it, where the thing knows that address as of somebody who does not log in. */
struct tray_place {
    const char *type;
    int64_t object, account;
};
/** tray_place(cx, project, id, to), tray_answer(…, text), tray_discard(…, why): each one write
 * transaction. RC_CONFLICT with a sentence where its state forbids it; what the domain says of a
 * placing is handed on. */
enum rc tray_place(struct cx *cx, int64_t project, int64_t id,
                   const struct tray_place *to) MUST_USE;
enum rc tray_answer(struct cx *cx, int64_t project, int64_t id, const char *text) MUST_USE;
enum rc tray_discard(struct cx *cx, int64_t project, int64_t id, const char *why) MUST_USE;
/** tray_may_place(r), tray_may_decide(state): where something can be done at all. */
bool tray_may_place(const struct tray_one_row *r);
bool tray_may_decide(const char *state);
/** tray_object_of(cx, address, to): what a page of Kolo is about, out of its address or path:
 * "https://…/consultation/12"; false: it names none. */
bool tray_object_of(struct cx *cx, const char *address, struct tray_place *to);

#endif
