/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.c — puts a mail into the outbox. It knows no cause: who is told, and what, is decided by the
 * domain in which something happened.
 */
#include "mail/mail.h"

#include "base/utf8.h"
#include "i18n/i18n.h"
#include "mail/mail_sql.h"

#include <string.h>

/* RFC 2606 and 6761: names that can belong to nobody. */
bool mail_is_example(const char *address)
{
    static const char *const tails[] = { ".test",       ".example",    ".invalid",
                                         "example.org", "example.com", "example.net" };
    const size_t n = strlen(address);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        const size_t m = strlen(tails[i]);
        if (n <= m || strcmp(address + n - m, tails[i]) != 0) continue;
        if (*tails[i] == '.' || strchr("@.", address[n - m - 1])) return true;
    }
    return false;
}

const char *mail_key(struct cx *cx, const char *address)
{
    char *key = arena_dup(cx->arena, address);
    for (char *p = key; *p; p++)
        if (*p >= 'A' && *p <= 'Z') *p = (char)(*p + ('a' - 'A'));
    return key;
}

static const char unwanted[] = "the recipient wants no more of these mails";

/* The state a mail begins in, and why it does not go where it does not. */
static enum rc begin_in(struct cx *cx, const struct mail *m, const char *key, const char **state,
                        const char **trouble)
{
    struct suppression_of_row kept;
    bool found = false, ended = false;
    *trouble = "";
    if (!m->account && m->unsubscribe) {
        enum rc bad = mail_unwanted(cx, m->address, &ended);
        *state = "suppressed";
        *trouble = ended ? unwanted : "";
        if (bad || ended) return bad;
    }
    enum rc rc = mail_is_example(key) ? RC_OK : suppression_of(cx, key, &kept, &found);
    *state = found || mail_is_example(key) ? "suppressed" : "waiting";
    if (found) *trouble = kept.reason;
    return rc;
}

static const char *or_none(const char *z) { return z ? z : ""; }

enum rc mail_add(struct cx *cx, const struct mail *m)
{
    const char *key = mail_key(cx, m->address), *state, *trouble;
    enum rc rc = begin_in(cx, m, key, &state, &trouble);
    if (rc) return rc;
    rc = mail_put(
        cx,
        &(struct mail_put_in){
            .cause = m->cause,
            .cause_key = m->cause_key,
            .project = m->project,
            .account = m->account,
            .address = m->address,
            .name = m->name,
            .lang = m->lang,
            .subject = m->subject,
            .body = m->body,
            .path = m->path,
            .thread = m->thread,
            .state = state,
            .now = cx->now,
            .recipient = m->account ? arena_printf(cx->arena, "account %lld", (long long)m->account)
                                    : arena_printf(cx->arena, "address %s", key),
            .reply_type = or_none(m->reply_type),
            .reply = m->reply,
            .calendar = or_none(m->calendar),
            .calendar_method = or_none(m->calendar_method),
            .search_key = utf8_fold(
                cx->arena, arena_printf(cx->arena, "%s %s %s", m->subject, m->name, m->address)),
            .address_key = key,
            .unsubscribe = or_none(m->unsubscribe),
            .trouble = trouble,
            .next_at = m->not_before > cx->now ? m->not_before : cx->now,
        });
    return rc == RC_STALE ? RC_OK : rc;
}

enum rc mail_unwanted(struct cx *cx, const char *address, bool *out)
{
    struct unwanted_of_row row;
    return unwanted_of(cx, mail_key(cx, address), &row, out);
}

enum rc mail_unwant(struct cx *cx, const char *address, bool end)
{
    const char *key = mail_key(cx, address);
    if (!end) return unwanted_drop(cx, key);
    enum rc rc = unwanted_put(cx, key, cx->now);
    return rc ? rc : unwanted_hold(cx, key, unwanted);
}

enum rc mail_forget(struct cx *cx, const char *cause, const char *cause_key)
{
    return mail_blank(cx, cause, cause_key);
}

enum rc mail_hold(struct cx *cx, const char *type, int64_t reply, const char *address,
                  const char *why)
{
    return mail_hold_reply(cx, type, reply, mail_key(cx, address), why);
}

const struct locale *mail_language(struct cx *cx, const char *lang)
{
    const struct locale *was = cx->locale, *theirs = i18n_locale(lang);
    if (theirs) cx->locale = theirs;
    return was;
}
