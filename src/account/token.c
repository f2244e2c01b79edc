/* SPDX-License-Identifier: EUPL-1.2 */
/* token.c — API tokens from making to revoking. It knows no headers: what stands behind "Bearer" is
 * given to it as text.
 */
#include "account/token.h"

#include "account/session.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "store/db.h"

#include <string.h>

enum { USED_EVERY = 60, DAY = 86400 };

/* As with sessions: useful to know, not worth a refusal. */
static void note_used(struct cx *cx, int64_t id)
{
    if (db_begin(cx)) return;
    enum rc rc = token_set_used(cx, id, cx->now);
    rc = db_end(cx, rc);
    (void)rc;
}

enum rc token_find(struct cx *cx, const char *text, const struct viewer **viewer)
{
    struct session_load_rows rows;
    char hash[HEX32];
    *viewer = NULL;
    if (!str_starts(str_of(text), TOKEN_PREFIX)) return RC_OK;
    sha256_hex(str_of(text), hash);
    enum rc rc = token_load(cx, hash, cx->now, &rows);
    if (rc || !rows.n) return rc;
    *viewer = session_viewer(cx, &rows, true);
    if (cx->now - rows.v[0].seen_at >= USED_EVERY) note_used(cx, rows.v[0].id);
    return RC_OK;
}

static enum rc make(struct cx *cx, const char *name, struct token_new *out)
{
    struct token_list_rows had;
    char secret[44], hash[HEX32];
    const int64_t account = viewer_is(cx);
    enum rc rc = token_list(cx, account, cx->now, &had);
    if (rc) return rc;
    if (had.n >= TOKEN_MANY)
        return refuse(cx, RC_CONFLICT, T("You have %d tokens. Revoke one you no longer use."),
                      TOKEN_MANY);
    rand_token(secret);
    memcpy(out->text, TOKEN_PREFIX, sizeof TOKEN_PREFIX - 1);
    memcpy(out->text + sizeof TOKEN_PREFIX - 1, secret, sizeof secret);
    sha256_hex(str_of(out->text), hash);
    rc = token_insert(cx, account, name, hash, cx->now, out->expires_at, &out->id);
    if (rc) return rc;
    const struct token_list_row after = {
        .id = out->id, .name = name, .created_at = cx->now, .expires_at = out->expires_at
    };
    return audit_change(cx, "token.create", "token", out->id, 0, &token_list_meta, NULL, &after);
}

enum rc token_make(struct cx *cx, const char *name, int64_t days, struct token_new *out)
{
    if (!viewer_is(cx)) return RC_LOGIN;
    if (!name || !*name)
        return problem(cx, "token_name",
                       T("Say what the token is for, so that you know it later."));
    if (days < 1 || days > TOKEN_DAYS)
        return problem(cx, "days", T("A token is valid for 1 to %d days."), TOKEN_DAYS);
    *out = (struct token_new){ .expires_at = cx->now + days * DAY };
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, make(cx, name, out));
}

static enum rc revoke(struct cx *cx, int64_t id)
{
    struct token_list_row before;
    bool found;
    enum rc rc = token_of(cx, id, viewer_is(cx), &before, &found);
    if (rc) return rc;
    if (!found) return RC_MISSING;
    rc = token_set_revoked(cx, id, cx->now);
    if (rc) return rc == RC_STALE ? RC_MISSING : rc;
    return audit_change(cx, "token.revoke", "token", id, 0, &token_list_meta, &before, NULL);
}

enum rc token_revoke(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, revoke(cx, id));
}
