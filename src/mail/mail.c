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
static bool is_example(const char *address)
{
    static const char *const tails[] = { ".test",       ".example",    ".invalid",
                                         "example.org", "example.com", "example.net" };
    const size_t n = strlen(address);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        const size_t m = strlen(tails[i]);
        if (n > m && strcmp(address + n - m, tails[i]) == 0) return true;
    }
    return false;
}

enum rc mail_add(struct cx *cx, const struct mail *m)
{
    enum rc rc = mail_put(
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
            .state = is_example(m->address) ? "suppressed" : "waiting",
            .now = cx->now,
            .recipient = m->account ? arena_printf(cx->arena, "account %lld", (long long)m->account)
                                    : arena_printf(cx->arena, "address %s", m->address),
            .reply_type = m->reply_type ? m->reply_type : "",
            .reply = m->reply,
            .calendar = m->calendar ? m->calendar : "",
            .calendar_method = m->calendar_method ? m->calendar_method : "",
            .search_key = utf8_fold(
                cx->arena, arena_printf(cx->arena, "%s %s %s", m->subject, m->name, m->address)),
        });
    return rc == RC_STALE ? RC_OK : rc;
}

const struct locale *mail_language(struct cx *cx, const char *lang)
{
    const struct locale *was = cx->locale, *theirs = i18n_locale(lang);
    if (theirs) cx->locale = theirs;
    return was;
}
