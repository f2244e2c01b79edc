/* SPDX-License-Identifier: EUPL-1.2 */
/* token.h — a program that acts for a person: "Authorization: Bearer kolo_…". Shown once, kept as
 * a digest, ends after a year at most. It can do what its owner can, except what concerns the
 * account itself.
 */
#ifndef KOLO_ACCOUNT_TOKEN_H
#define KOLO_ACCOUNT_TOKEN_H

#include "account/token_sql.h"
#include "account/viewer.h"

#define TOKEN_PREFIX "kolo_"
enum { TOKEN_TEXT = 5 + 44, TOKEN_DAYS = 365, TOKEN_MANY = 20 };

struct token_new {
    int64_t id;
    char text[TOKEN_TEXT]; /* shown once */
    stamp expires_at;
};
/** token_find(cx, text, viewer): whose it is, with the roles held, in one statement; *viewer NULL
 * when there is no such token or it no longer counts. */
enum rc token_find(struct cx *cx, const char *text, const struct viewer **viewer) MUST_USE;
/** token_make(cx, name, days, out): for the viewer. RC_INVALID for a bad name or number of days,
 * RC_CONFLICT when there are too many. */
enum rc token_make(struct cx *cx, const char *name, int64_t days, struct token_new *out) MUST_USE;
/** token_revoke(cx, id): one of the viewer's own; RC_MISSING when it is not. */
enum rc token_revoke(struct cx *cx, int64_t id) MUST_USE;

#endif
