/* SPDX-License-Identifier: EUPL-1.2 */
/* tell.c — who hears of a consultation, in which words. A mail that asks for a position can be
 * answered with one word, or by a link that leads to a page with a button.
 */
#include "account/viewer.h"
#include "consult/consult_write.h"
#include "consult/word.h"
#include "i18n/i18n.h"
#include "notice/notice.h"

static const struct {
    const char *cause;
    bool asks; /* for a position */
} news_of[] = {
    [NEWS_OPENED] = { "consultation.open", true },
    [NEWS_TEXT] = { "consultation.text", true },
    [NEWS_EXTENDED] = { "consultation.extend", true },
    [NEWS_REMINDER] = { "consultation.remind", true },
    [NEWS_CLOSED] = { "consultation.close", false },
    [NEWS_WITHDRAWN] = { "consultation.withdraw", false },
};

static const char *subject_of(struct cx *cx, const struct consult_get_row *c,
                              enum consult_news news)
{
    const char *until = i18n_stamp(cx, c->closes_at);
    switch (news) {
    case NEWS_OPENED: return arena_printf(cx->arena, T("Your position by %s: %s"), until, c->title);
    case NEWS_TEXT: return arena_printf(cx->arena, T("A new version to look at: %s"), c->title);
    case NEWS_EXTENDED:
        return arena_printf(cx->arena, T("More time, until %s: %s"), until, c->title);
    case NEWS_REMINDER:
        return arena_printf(cx->arena, T("Your position is missing, until %s: %s"), until,
                            c->title);
    case NEWS_CLOSED: return arena_printf(cx->arena, T("Closed: %s"), c->title);
    case NEWS_WITHDRAWN: break;
    }
    return arena_printf(cx->arena, T("Withdrawn: %s"), c->title);
}

static const char *begin_of(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                            const char *note)
{
    const char *until = i18n_stamp(cx, c->closes_at);
    switch (news) {
    case NEWS_OPENED: return c->question;
    case NEWS_TEXT:
        return arena_printf(cx->arena, T("There is a new version of the document. What is new: %s"),
                            note);
    case NEWS_EXTENDED:
        return arena_printf(cx->arena, T("Positions are taken until %s. The reason: %s"), until,
                            note);
    case NEWS_REMINDER:
        return arena_printf(cx->arena, T("Your organisation has not spoken yet. It can until %s."),
                            until);
    case NEWS_CLOSED:
        return T("No more positions are taken. What is decided, and why, comes next.");
    case NEWS_WITHDRAWN: break;
    }
    return arena_printf(cx->arena, T("Nothing has to be done any more. The reason: %s"), note);
}

/* What is said to one person, in the language that cx speaks now. */
static enum rc body_of(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                       const char *note, const struct consult_people_row *p, const char **out)
{
    enum decision_rule rule;
    const char *begin = begin_of(cx, c, news, note), *links = "";
    *out = begin;
    if (!news_of[news].asks || !rule_parse(c->rule, &rule)) return RC_OK;
    if (!p->weight) {
        *out = arena_printf(cx->arena, "%s\n\n%s", begin,
                            T("You observe: you can comment, by answering this mail too."));
        return RC_OK;
    }
    const char *meaning = i18n_text(cx, NULL, rule_meaning(rule));
    if (c->secret) {
        *out = arena_printf(cx->arena, "%s\n\n%s\n\n%s", begin, meaning,
                            T("This is a secret ballot. Vote on its page in Kolo."));
        return RC_OK;
    }
    enum rc rc = consult_links(cx, c, p->seat, p->account, &links);
    if (!rc)
        *out = arena_printf(cx->arena, "%s\n\n%s\n\n%s%s%s", begin, meaning,
                            word_how(cx, rule, c->block_allowed), *links ? "\n\n" : "", links);
    return rc;
}

static enum rc tell_one(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                        const char *key, const char *note, const struct consult_people_row *p)
{
    const char *body = "";
    const struct locale *was = notice_reader(cx, p->account);
    enum rc rc = body_of(cx, c, news, note, p, &body);
    const struct notice n = {
        .kind = NOTICE_CONSULTATION,
        .cause = news_of[news].cause,
        .cause_key = arena_printf(cx->arena, "consultation %lld round %d %s", (long long)c->id,
                                  (int)c->round_no, key),
        .project = c->project,
        .account = p->account,
        .subject = subject_of(cx, c, news),
        .body = body,
        .path = arena_printf(cx->arena, "/consultation/%lld", (long long)c->id),
        .thread = arena_printf(cx->arena, "consultation-%lld", (long long)c->id),
        .reply_type = "consultation",
        .reply = c->id,
    };
    cx->locale = was;
    return rc ? rc : notice_add(cx, &n);
}

enum rc consult_tell(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                     const char *key, const char *note)
{
    struct consult_round_row r;
    struct consult_people_rows people = { 0 };
    enum rc rc = consult_round_of(cx, c, &r);
    if (!rc) rc = consult_people(cx, r.id, &people);
    for (size_t i = 0; i < people.n && !rc; i++) {
        const struct consult_people_row *p = &people.v[i];
        if (news == NEWS_REMINDER && (p->spoke || !p->weight)) continue;
        rc = tell_one(cx, c, news, key, note, p);
    }
    return rc;
}

enum rc consult_tell_objection(struct cx *cx, const struct consult_get_row *c,
                               const struct consult_seats_row *s, int64_t position,
                               const char *reason)
{
    const struct locale *was = notice_reader(cx, c->chair);
    const struct notice n = {
        .kind = NOTICE_CONSULTATION,
        .cause = "consultation.object",
        .cause_key = arena_printf(cx->arena, "position %lld", (long long)position),
        .project = c->project,
        .account = c->chair,
        .subject = arena_printf(cx->arena, T("%s objects: %s"), s->organisation_name, c->title),
        .body = arena_printf(cx->arena,
                             T("%s objects. Its reason:\n\n%s\n\nThe objection is open until %s "
                               "changes its position, or you record why it stands."),
                             s->organisation_name, reason, s->organisation_name),
        .path = arena_printf(cx->arena, "/consultation/%lld#positions", (long long)c->id),
        .thread = arena_printf(cx->arena, "consultation-%lld", (long long)c->id),
        .reply_type = "consultation",
        .reply = c->id,
    };
    cx->locale = was;
    return notice_add(cx, &n);
}
