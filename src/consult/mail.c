/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.c — an answer by mail is a position when its first line says so, and a comment otherwise. */
#include "consult/mail.h"

#include "account/viewer.h"
#include "consult/consult_write.h"
#include "consult/word.h"
#include "i18n/i18n.h"
#include "notice/notice.h"
#include "store/document.h"
#include "talk/comment.h"

/* Does the viewer speak for a seat with a vote of the round? */
static bool has_vote(struct cx *cx, const struct consult_get_row *c, const struct consult_count *k)
{
    for (size_t i = 0; i < k->seats.n; i++)
        if (k->seats.v[i].weight && !k->seats.v[i].recused_at &&
            seat_speaks(cx, c->project, &k->seats.v[i], &k->seats) == SPEAKS_OWN)
            return true;
    return false;
}

static enum rc say_how(struct cx *cx, const struct consult_get_row *c, const struct reply *r)
{
    enum decision_rule rule;
    if (!rule_parse(c->rule, &rule)) return RC_OK;
    const struct locale *was = notice_reader(cx, r->account);
    const struct notice n = {
        .kind = NOTICE_CONSULTATION,
        .cause = "consultation.how",
        .cause_key =
            arena_printf(cx->arena, "consultation %lld mail %s", (long long)c->id, r->message_id),
        .project = c->project,
        .account = r->account,
        .subject = arena_printf(cx->arena, T("Taken as a comment: %s"), c->title),
        .body =
            arena_printf(cx->arena, "%s\n\n%s",
                         T("Your mail does not begin with a position, so it stands as a comment "
                           "and your organisation has not spoken by it."),
                         word_how(cx, rule, c->block_allowed)),
        .path = arena_printf(cx->arena, "/consultation/%lld", (long long)c->id),
        .thread = arena_printf(cx->arena, "consultation-%lld", (long long)c->id),
        .reply_type = "consultation",
        .reply = c->id,
        .always = true,
    };
    cx->locale = was;
    return notice_add(cx, &n);
}

static enum rc comment(struct cx *cx, const struct reply *r, const char *text)
{
    int64_t id;
    struct comment_file *file = arena_array(cx->arena, struct comment_file, r->n_files);
    for (size_t i = 0; i < r->n_files; i++)
        file[i] = (struct comment_file){ r->file[i].name, r->file[i].bytes };
    return comment_add(cx,
                       &(struct comment_input){ .type = "consultation",
                                                .object = r->id,
                                                .body = text,
                                                .via = "mail",
                                                .message_id = r->message_id,
                                                .file = file,
                                                .n_files = r->n_files },
                       &id);
}

static bool is_over(const struct consult_get_row *c, const struct consult_count *k, stamp now)
{
    return !z_eq(c->state, "open") || k->round.closed_at || k->round.closes_at <= now;
}

enum rc consult_reply(struct cx *cx, const struct reply *r)
{
    struct consult_get_row c;
    struct consult_count k;
    enum rc rc = consult_get(cx, r->id, &c);
    if (!rc) rc = consult_count(cx, &c, &k);
    if (rc) return rc;
    if (is_over(&c, &k, cx->now))
        return refuse(cx, RC_CONFLICT,
                      T("“%s” closed on %s, so your mail was not taken. In Kolo you can read what "
                        "became of it."),
                      c.title, i18n_stamp(cx, c.closes_at));
    bool votes = has_vote(cx, &c, &k) && !k.round.secret;
    const struct word_found w = word_read(cx, r->text, k.options.n);
    if (w.choice == CHOICE_NONE || !votes) {
        rc = comment(cx, r, r->text);
        return rc || !votes ? rc : say_how(cx, &c, r);
    }
    const struct position_input in = { .consultation = r->id,
                                       .choice = choice_name(w.choice),
                                       .reason = w.rest,
                                       .ranking = w.ranking,
                                       .via = "mail",
                                       .message_id = r->message_id,
                                       .said_at = r->sent_at };
    rc = position_take_in(cx, &in, NULL);
    if (rc || !r->n_files) return rc;
    return comment(cx, r, T("Files that came with the position."));
}
