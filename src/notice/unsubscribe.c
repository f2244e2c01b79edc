/* SPDX-License-Identifier: EUPL-1.2 */
/* unsubscribe.c — what a signed word of a mail may do to its recipient's choices. */
#include "notice/unsubscribe.h"

#include "base/utf8.h"
#include "mail/sign.h"
#include "notice/setting.h"
#include "notice/setting_sql.h"
#include "store/audit.h"
#include "store/db.h"

#include <string.h>

#define PURPOSE "unsubscribe"

const char *unsubscribe_hidden(struct cx *cx, const char *address)
{
    const char *at = strchr(address, '@');
    str rest = str_of(address);
    if (!at || at == address) return "…";
    utf8_next(&rest);
    return arena_printf(cx->arena, "%.*s…%s", (int)(rest.p - address), address, at);
}

enum rc unsubscribe_path(struct cx *cx, int64_t account, int kind, const char **out)
{
    const struct signed_word s = { .purpose = PURPOSE, .number = { account, kind }, .n = 2 };
    const char *word;
    enum rc rc = sign_word(cx, &s, &word);
    *out = rc ? NULL : arena_printf(cx->arena, "/unsubscribe/%s", word);
    return rc;
}

static bool is_of(int kind, enum notice_kind k, enum notice_how how)
{
    if (kind != UNSUBSCRIBE_DIGEST) return (int)k == kind;
    return how == NOTICE_DAILY || how == NOTICE_WEEKLY;
}

enum rc unsubscribe_read(struct cx *cx, const char *word, struct unsubscribed *out)
{
    struct signed_word s;
    struct setting_person_row p;
    struct choices c;
    bool found = false;
    *out = (struct unsubscribed){ 0 };
    enum rc rc = sign_read(cx, word, PURPOSE, 2, &s);
    if (rc) return rc == RC_STALE ? RC_MISSING : rc;
    const int64_t kind = s.number[1];
    if (kind != UNSUBSCRIBE_DIGEST && kind >= NOTICE_KINDS) return RC_MISSING;
    rc = setting_person(cx, s.number[0], &p, &found);
    if (!rc && !found) rc = RC_MISSING;
    if (!rc) rc = setting_choices_of(cx, p.id, &c);
    if (rc) return rc;
    *out = (struct unsubscribed){ p.id, (int)kind, p.name, p.email, p.lang, true };
    for (int k = 0; k < NOTICE_KINDS; k++)
        if (is_of(out->kind, (enum notice_kind)k, c.how[k]) && c.how[k] != NOTICE_NONE)
            out->ended = false;
    return RC_OK;
}

/* What undoing makes of a kind, NOTICE_NONE: it stays ended. Of a digest, all that came in digests
 * when a click ended it; of one kind, what it was, or what it is for everybody who chose nothing.
 */
static enum notice_how undone(int kind, enum notice_kind k, const struct choices *c)
{
    if (c->how[k] != NOTICE_NONE || !is_of(kind, k, c->was[k])) return NOTICE_NONE;
    return c->was[k] != NOTICE_NONE ? c->was[k] : notice_how_default(k);
}

static enum rc set_in(struct cx *cx, const struct unsubscribed *u, bool end)
{
    struct choices c;
    int changed = 0;
    enum rc rc = setting_choices_of(cx, u->account, &c);
    for (int k = 0; k < NOTICE_KINDS && !rc; k++) {
        const enum notice_kind kind = (enum notice_kind)k;
        const bool ends = end && is_of(u->kind, kind, c.how[k]) && c.how[k] != NOTICE_NONE;
        const enum notice_how back = end ? NOTICE_NONE : undone(u->kind, kind, &c);
        if (!ends && back == NOTICE_NONE) continue;
        changed++;
        rc = setting_choose(cx, u->account, notice_kind_name(kind), notice_how_name(back),
                            ends ? notice_how_name(c.how[k]) : "");
    }
    if (rc || !changed) return rc;
    return audit_add(cx,
                     &(struct audit_entry){
                         .action = end ? "notice.unsubscribe" : "notice.resubscribe",
                         .object_type = "account",
                         .object_id = u->account,
                         .after = arena_printf(cx->arena, "{\"kind\":\"%s\"}",
                                               u->kind == UNSUBSCRIBE_DIGEST
                                                   ? "digest"
                                                   : notice_kind_name((enum notice_kind)u->kind)),
                     });
}

enum rc unsubscribe_set(struct cx *cx, const struct unsubscribed *u, bool end)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, set_in(cx, u, end));
}
