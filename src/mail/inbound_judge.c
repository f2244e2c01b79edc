/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound_judge.c — whose answer to what is this? Only a signed address proves it: it was told to
 * one person. It counts from that person's own address alone, so that a mail that was forwarded, or
 * an address that became known, lets nobody speak for another.
 */
#include "mail/inbound_judge.h"

#include "mail/mail.h"
#include "mail/sign.h"

#include <string.h>

/* Ours are a word before the @ (mail.h); *mail 0: it is none of ours. */
static enum rc mail_of_id(struct cx *cx, const char *message_id, int64_t *mail)
{
    struct signed_word s;
    const char *word = arena_str(cx->arena, (str){ message_id, strcspn(message_id, "@") });
    *mail = 0;
    enum rc rc = sign_read(cx, word, MAIL_SELF, 1, &s);
    if (!rc) *mail = s.number[0];
    return rc == RC_MISSING || rc == RC_STALE ? RC_OK : rc;
}

/* ---- what hangs on it ------------------------------------------------------------------------ */

static enum rc read_ours(struct cx *cx, int64_t mail, struct judged *j)
{
    if (!mail) return RC_OK;
    return inbound_ours(cx, mail, &j->ours, &j->has_ours);
}

/* Says nothing of who wrote it; a help for the secretariat, and the project whose tray it is. */
static enum rc read_answered(struct cx *cx, const struct letter *l, struct judged *j)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < l->n_answers && !j->has_ours && !rc; i++) {
        int64_t mail;
        rc = mail_of_id(cx, l->answers[i], &mail);
        if (!rc) rc = read_ours(cx, mail, j);
    }
    return rc;
}

/* The project where the tray is: of our mail, of the sender, or the only one there is. */
static enum rc find_project(struct cx *cx, struct judged *j)
{
    struct inbound_only_project_row only;
    j->project = j->has_ours ? j->ours.project : 0;
    if (!j->project && j->has_sender) j->project = j->sender.project;
    if (j->project) return RC_OK;
    enum rc rc = inbound_only_project(cx, &only);
    if (!rc) j->project = only.id;
    return rc;
}

/* ---- the signed address ---------------------------------------------------------------------- */

enum word { WORD_NONE, WORD_BAD, WORD_OLD, WORD_GOOD };

/* Of several, the best: a mail may go to an old address and to a new one. */
static enum rc read_word(struct cx *cx, const struct inbound_config *cfg, const struct letter *l,
                         const char *purpose, enum word *best, int64_t *mail)
{
    *best = WORD_NONE;
    for (size_t i = 0; i < l->n_to && *best != WORD_GOOD; i++) {
        struct signed_word s;
        const char *word = sign_word_in(cx, l->to[i], cfg->address);
        if (!word) continue;
        enum rc rc = sign_read(cx, word, purpose, 1, &s);
        const enum word is = rc == RC_OK ? WORD_GOOD : rc == RC_STALE ? WORD_OLD : WORD_BAD;
        if (rc && rc != RC_STALE && rc != RC_MISSING) return rc;
        if (is <= *best) continue;
        *best = is;
        if (is != WORD_BAD) *mail = s.number[0];
    }
    return RC_OK;
}

/* Neither words of one's own, nor a file, nor what a calendar says. */
static bool is_empty(const struct letter *l, const char *body)
{
    return !*body && !l->n_files && !l->calendar && !l->cut;
}

static const char *trouble_of(const struct letter *l, const char *body, int64_t size,
                              enum word word, const struct judged *j)
{
    if (word == WORD_NONE) return size <= INBOUND_MOST && is_empty(l, body) ? "empty" : "nowhere";
    if (word == WORD_BAD || !j->has_ours) return "forged";
    if (word == WORD_OLD) return "expired";
    if (!j->ours.account && !reply_of_guests(j->ours.reply_type)) return "guest";
    if (j->ours.account && strcmp(j->ours.state ? j->ours.state : "", "active") != 0)
        return "locked";
    if (strcmp(j->ours.email, l->from) != 0) return j->has_sender ? "foreign" : "stranger";
    if (!*j->ours.reply_type || !j->ours.reply) return "nowhere";
    if (size > INBOUND_MOST) return "large";
    if (l->cut) return "parts";
    if (is_empty(l, body)) return "empty";
    return NULL;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static enum rc is_our_own(struct cx *cx, const struct inbound_config *cfg, const struct letter *l,
                          bool *own)
{
    int64_t mail;
    enum rc rc = mail_of_id(cx, l->message_id, &mail);
    *own = mail || strcmp(l->from, mail_key(cx, cfg->address)) == 0 ||
           strcmp(l->from, mail_key(cx, cfg->from)) == 0 ||
           strcmp(l->loop, mail_key(cx, cfg->list)) == 0;
    return rc;
}

static void say(struct judged *j, const char *state, const char *reason)
{
    j->state = state;
    j->reason = reason;
}

static enum rc judge_bounce(struct cx *cx, const struct inbound_config *cfg, const struct letter *l,
                            struct judged *j)
{
    enum word word;
    int64_t mail = 0;
    enum rc rc = read_word(cx, cfg, l, MAIL_BOUNCE, &word, &mail);
    if (!rc && word != WORD_GOOD) rc = mail_of_id(cx, l->bounce.message_id, &mail);
    if (!rc) rc = read_ours(cx, mail, j);
    say(j, INBOUND_BOUNCE, j->has_ours ? "" : "unknown");
    return rc ? rc : find_project(cx, j);
}

static enum rc judge_answer(struct cx *cx, const struct inbound_config *cfg, const struct letter *l,
                            const char *body, int64_t size, struct judged *j)
{
    struct inbound_lately_row lately = { 0 };
    enum word word;
    bool own = false;
    int64_t mail = 0;
    enum rc rc = read_word(cx, cfg, l, MAIL_REPLY, &word, &mail);
    if (!rc) rc = read_ours(cx, mail, j);
    if (!rc && !j->has_ours) rc = read_answered(cx, l, j);
    if (!rc && *l->from) rc = inbound_sender(cx, l->from, &j->sender, &j->has_sender);
    if (!rc && *l->from) rc = inbound_lately(cx, l->from, cx->now - 3600, &lately);
    if (!rc) rc = find_project(cx, j);
    if (!rc) rc = is_our_own(cx, cfg, l, &own);
    if (rc) return rc;
    const char *trouble = trouble_of(l, body, size, word, j);
    j->proven = word == WORD_GOOD && j->has_ours && strcmp(j->ours.email, l->from) == 0;
    if (own)
        say(j, INBOUND_LOOP, "own");
    else if (l->automatic && !(l->calendar && !trouble)) /* calendars answer by themselves */
        say(j, INBOUND_AUTO, "");
    else if (lately.n >= INBOUND_HOUR)
        say(j, INBOUND_LOOP, "flood");
    else if (trouble)
        say(j, INBOUND_TRAY, trouble);
    else
        say(j, INBOUND_PLACED, "");
    return RC_OK;
}

enum rc inbound_judge(struct cx *cx, const struct inbound_config *cfg, const struct letter *l,
                      const char *body, int64_t size, struct judged *out)
{
    *out = (struct judged){ 0 };
    return l->bounce.is_one ? judge_bounce(cx, cfg, l, out)
                            : judge_answer(cx, cfg, l, body, size, out);
}
