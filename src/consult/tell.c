/* SPDX-License-Identifier: EUPL-1.2 */
/* tell.c — who hears of a consultation, in which words. A mail that asks for a position can be
 * answered with one word, or by a link that leads to a page with a button.
 */
#include "account/viewer.h"
#include "consult/consult_write.h"
#include "consult/contact.h"
#include "consult/word.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "mail/mail.h"
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
    [NEWS_DECIDED] = { "consultation.decide", false },
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
    case NEWS_DECIDED: return arena_printf(cx->arena, T("Decided: %s"), c->title);
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
    case NEWS_DECIDED: return note;
    case NEWS_WITHDRAWN: break;
    }
    return arena_printf(cx->arena, T("Nothing has to be done any more. The reason: %s"), note);
}

/* How a position is given: in the language that cx speaks now. */
static enum rc how_of(struct cx *cx, const struct consult_get_row *c, int64_t seat, int64_t account,
                      const char **out)
{
    enum decision_rule rule;
    const char *links = "";
    *out = "";
    if (!rule_parse(c->rule, &rule)) return RC_OK;
    const char *meaning = i18n_text(cx, NULL, rule_meaning(rule));
    if (c->secret) {
        *out = arena_printf(cx->arena, "\n\n%s\n\n%s", meaning,
                            T("This is a secret ballot. Vote on its page in Kolo."));
        return RC_OK;
    }
    enum rc rc = consult_links(cx, c, seat, account, &links);
    if (!rc)
        *out = arena_printf(cx->arena, "\n\n%s\n\n%s%s%s", meaning,
                            word_how(cx, rule, c->block_allowed), *links ? "\n\n" : "", links);
    return rc;
}

/* ---- people ---------------------------------------------------------------------------------- */

/* What is said to one person, in the language that cx speaks now. */
static enum rc body_of(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                       const char *note, const struct consult_people_row *p, const char **out)
{
    const char *begin = begin_of(cx, c, news, note), *how = "";
    *out = begin;
    if (!news_of[news].asks) return RC_OK;
    if (!p->weight) {
        *out = arena_printf(cx->arena, "%s\n\n%s", begin,
                            T("You observe: you can comment, by answering this mail too."));
        return RC_OK;
    }
    enum rc rc = how_of(cx, c, p->seat, p->account, &how);
    if (p->by_proxy)
        begin =
            arena_printf(cx->arena, "%s\n\n%s", begin,
                         arena_printf(cx->arena,
                                      T("This mail is for %s, whose proxy you hold: an answer to "
                                        "it is the position of %s."),
                                      p->organisation, p->organisation));
    *out = arena_printf(cx->arena, "%s%s", begin, how);
    return rc;
}

/* A seat that is spoken for by proxy is asked by a mail of its own, whose answer is its position.
 */
static enum rc tell_one(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                        const char *key, const char *note, const struct consult_people_row *p)
{
    const char *body = "";
    const struct locale *was = notice_reader(cx, p->account);
    const bool apart = p->by_proxy && news_of[news].asks;
    enum rc rc = body_of(cx, c, news, note, p, &body);
    const char *subject = subject_of(cx, c, news);
    const struct notice n = {
        .kind = NOTICE_CONSULTATION,
        .cause = news_of[news].cause,
        .cause_key = arena_printf(
            cx->arena, "consultation %lld round %d %s%s", (long long)c->id, (int)c->round_no, key,
            apart ? arena_printf(cx->arena, " seat %lld", (long long)p->seat) : ""),
        .project = c->project,
        .account = p->account,
        .subject =
            apart ? arena_printf(cx->arena, T("For %s: %s"), p->organisation, subject) : subject,
        .body = body,
        .path = arena_printf(cx->arena, "/consultation/%lld", (long long)c->id),
        .thread = arena_printf(cx->arena, "consultation-%lld", (long long)c->id),
        .reply_type = apart ? "consultation_seat" : "consultation",
        .reply = apart ? p->seat : c->id,
    };
    cx->locale = was;
    return rc ? rc : notice_add(cx, &n);
}

enum rc consult_tell_voice(struct cx *cx, const struct consult_get_row *c, int64_t seat,
                           int64_t account)
{
    struct consult_round_row r;
    struct consult_people_rows people = { 0 };
    enum rc rc = consult_round_of(cx, c, &r);
    if (!rc) rc = consult_people(cx, r.id, &people);
    for (size_t i = 0; i < people.n && !rc; i++) {
        const struct consult_people_row *p = &people.v[i];
        const char *how = "";
        if (p->seat != seat || (account ? p->account != account : !p->by_proxy)) continue;
        const struct locale *was = notice_reader(cx, p->account);
        rc = how_of(cx, c, seat, p->account, &how);
        const char *lead =
            account
                ? arena_printf(cx->arena,
                               T("You are asked to speak for %s in this consultation. An answer "
                                 "to this mail is its position."),
                               p->organisation)
                : arena_printf(cx->arena,
                               T("%s is absent and gave its proxy to you. An answer to this "
                                 "mail is its position, not yours."),
                               p->organisation);
        const struct notice n = {
            .kind = NOTICE_CONSULTATION,
            .cause = "consultation.voice",
            .cause_key =
                arena_printf(cx->arena, "seat %lld at %lld", (long long)seat, (long long)cx->now),
            .project = c->project,
            .account = p->account,
            .subject = arena_printf(cx->arena, T("For %s: %s"), p->organisation, c->title),
            .body = arena_printf(cx->arena, "%s\n\n%s%s", lead, c->question, how),
            .path = arena_printf(cx->arena, "/consultation/%lld", (long long)c->id),
            .thread = arena_printf(cx->arena, "consultation-%lld", (long long)c->id),
            .reply_type = "consultation_seat",
            .reply = seat,
        };
        cx->locale = was;
        if (!rc) rc = notice_add(cx, &n);
    }
    return rc;
}

/* ---- contacts: in their language, by the clock of their country ------------------------------ */

/* What can be chosen among, and the document: a contact has no page in Kolo to read it on. */
static enum rc matter_of(struct cx *cx, const struct consult_get_row *c, const char **out)
{
    struct consult_options_rows options;
    struct consult_text_at_row text;
    bool found;
    enum rc rc = consult_options(cx, c->id, &options);
    if (!rc) rc = consult_text_at(cx, c->id, 0, &text, &found);
    *out = "";
    if (rc) return rc;
    for (size_t i = 0; i < options.n; i++)
        *out =
            arena_printf(cx->arena, "%s\n\n%d. %s", *out, (int)options.v[i].no, options.v[i].title);
    if (found)
        *out = arena_printf(cx->arena, "%s\n\n%s\n\n%s", *out,
                            arena_printf(cx->arena, T("The document, version %d:"), (int)text.no),
                            text.body);
    return RC_OK;
}

static enum rc contact_body(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                            const char *note, const struct consult_contacts_row *p,
                            const char **out)
{
    const char *begin = begin_of(cx, c, news, note), *matter = "", *how = "";
    *out = begin;
    if (!news_of[news].asks) return RC_OK;
    enum rc rc = how_of(cx, c, p->seat, 0, &how);
    if (!rc && (news == NEWS_OPENED || news == NEWS_TEXT)) rc = matter_of(cx, c, &matter);
    if (news == NEWS_OPENED)
        begin =
            arena_printf(cx->arena, "%s\n\n%s",
                         arena_printf(cx->arena,
                                      T("%s asks %s, as a member of the network, for its "
                                        "position until %s. One position counts for each "
                                        "organisation; you can change it until then."),
                                      c->chair_name, p->organisation, i18n_stamp(cx, c->closes_at)),
                         begin);
    *out = arena_printf(cx->arena, "%s%s%s\n\n%s", begin, matter, how,
                        T("An answer that begins otherwise is kept as a comment. It counts only "
                          "from the address that this mail went to."));
    return rc;
}

static enum rc tell_contact(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                            const char *key, const char *note, const struct consult_contacts_row *p)
{
    const char *body = "", *zone = cx->zone;
    const struct locale *was = mail_language(cx, p->lang);
    enum outcome o;
    cx->zone = zone_of_country(p->country);
    if (news == NEWS_DECIDED && outcome_parse(key, &o))
        note = arena_printf(
            cx->arena, "%s\n\n%s",
            arena_printf(cx->arena, T("Outcome: %s."), i18n_text(cx, NULL, outcome_title(o))),
            note);
    const char *fewer = NULL;
    enum rc rc = contact_body(cx, c, news, note, p, &body);
    if (!rc) rc = contact_mails_path(cx, p->seat, p->no, &fewer);
    const struct mail m = {
        .cause = news_of[news].cause,
        .cause_key = arena_printf(cx->arena, "consultation %lld round %d %s seat %lld",
                                  (long long)c->id, (int)c->round_no, key, (long long)p->seat),
        .project = c->project,
        .address = p->email,
        .name = *p->name ? p->name : p->organisation,
        .lang = p->lang,
        .subject = subject_of(cx, c, news),
        .body = body,
        .path = "",
        .thread = arena_printf(cx->arena, "consultation-%lld", (long long)c->id),
        .reply_type = "consultation_contact",
        .reply = p->seat,
        .unsubscribe = fewer,
    };
    cx->locale = was;
    cx->zone = zone;
    return rc ? rc : mail_add(cx, &m);
}

/* ---- all ------------------------------------------------------------------------------------- */

enum rc consult_tell(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                     const char *key, const char *note)
{
    struct consult_round_row r;
    struct consult_people_rows people = { 0 };
    struct consult_contacts_rows contacts = { 0 };
    enum rc rc = consult_round_of(cx, c, &r);
    if (!rc && news != NEWS_DECIDED) rc = consult_people(cx, r.id, &people);
    if (!rc) rc = consult_contacts(cx, r.id, &contacts);
    for (size_t i = 0; i < people.n && !rc; i++) {
        const struct consult_people_row *p = &people.v[i];
        if (news == NEWS_REMINDER && (p->spoke || !p->weight)) continue;
        rc = tell_one(cx, c, news, key, note, p);
    }
    for (size_t i = 0; i < contacts.n && !rc; i++)
        if (news != NEWS_REMINDER || !contacts.v[i].spoke)
            rc = tell_contact(cx, c, news, key, note, &contacts.v[i]);
    return rc;
}

enum rc consult_tell_contact(struct cx *cx, const struct consult_get_row *c, int64_t seat,
                             int64_t no)
{
    struct consult_round_row r;
    struct consult_contacts_rows contacts = { 0 };
    enum rc rc = consult_round_of(cx, c, &r);
    if (!rc) rc = consult_contacts(cx, r.id, &contacts);
    for (size_t i = 0; i < contacts.n && !rc; i++)
        if (contacts.v[i].seat == seat)
            rc = tell_contact(cx, c, NEWS_OPENED,
                              arena_printf(cx->arena, "contact %lld", (long long)no), NULL,
                              &contacts.v[i]);
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
