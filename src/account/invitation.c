/* SPDX-License-Identifier: EUPL-1.2 */
/* invitation.c — one-time links. How the link reaches the person is not its business: whoever makes
 * one is shown it.
 */
#include "account/invitation.h"

#include "account/account_sql.h"
#include "account/password.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "store/db.h"

enum rc invitation_make(struct cx *cx, int64_t account, struct invitation_new *out)
{
    char hash[HEX32];
    int64_t id;
    rand_token(out->word);
    sha256_hex(str_of(out->word), hash);
    out->expires_at = cx->now + INVITATION_LASTS;
    enum rc rc = invitation_void(cx, account, cx->now);
    if (!rc)
        rc = invitation_insert(cx, account, hash, cx->now, viewer_is(cx), out->expires_at, &id);
    if (rc) return rc;
    const struct invitation_pending_row after = { .id = id, .expires_at = out->expires_at };
    return audit_change(cx, "account.link", "account", account, 0, &invitation_pending_meta, NULL,
                        &after);
}

enum rc invitation_find(struct cx *cx, const char *word, struct invitation_by_hash_row *out)
{
    char hash[HEX32];
    bool found;
    sha256_hex(str_of(word), hash);
    enum rc rc = invitation_by_hash(cx, hash, cx->now, out, &found);
    if (rc || found) return rc;
    return refuse(cx, RC_MISSING,
                  T("This link was used already or is older than seven days. Ask whoever sent it "
                    "for a new one."));
}

static enum rc use(struct cx *cx, const struct invitation_by_hash_row *link, const char *hash,
                   const struct session_place *place, struct session_new *out)
{
    enum rc rc = invitation_set_used(cx, link->id, cx->now);
    if (rc == RC_STALE)
        return refuse(cx, RC_CONFLICT, T("This link was used a moment ago. Sign in instead."));
    if (!rc) rc = account_set_password(cx, link->account, hash, "active");
    if (!rc) rc = session_start(cx, link->account, place, out);
    if (!rc) rc = session_end_all(cx, link->account, out->id);
    if (rc) return rc;
    const struct audit_entry e = { .action = "account.password",
                                   .object_type = "account",
                                   .object_id = link->account };
    return audit_add(cx, &e);
}

enum rc invitation_accept(struct cx *cx, const char *word, const char *password,
                          const struct session_place *place, struct session_new *out)
{
    struct invitation_by_hash_row link;
    const char *hash = NULL;
    enum rc rc = invitation_find(cx, word, &link);
    if (!rc) rc = password_good(cx, "new_password", password, link.email);
    if (!rc) rc = password_hash(cx, password, &hash);
    if (!rc) rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, use(cx, &link, hash, place, out));
}
