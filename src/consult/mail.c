/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.c — an answer by mail is a position when its first line says so, and a comment otherwise. */
#include "consult/mail.h"

#include "account/viewer.h"
#include "consult/consult_write.h"
#include "consult/word.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "notice/notice.h"
#include "store/document.h"
#include "talk/comment.h"

/* An answer to what, for whom. */
struct answer {
    const struct reply *r;
    struct consult_get_row c;
    struct consult_count k;
    const struct consult_seats_row *seat; /* it speaks for; NULL: the viewer's own */
};

static bool is_contact(const struct answer *a) { return a->seat && !a->r->account; }

/* Can this answer be a position? */
static bool has_vote(struct cx *cx, const struct answer *a)
{
    const struct consult_seats_rows *all = &a->k.seats;
    if (a->k.round.secret) return false;
    if (is_contact(a)) return true;
    for (size_t i = 0; i < all->n; i++) {
        const struct consult_seats_row *s = &all->v[i];
        enum speaks how =
            a->seat && a->seat != s ? SPEAKS_NOT : seat_speaks(cx, a->c.project, s, all);
        if (s->weight && !s->recused_at && (how == SPEAKS_OWN || (how && a->seat == s)))
            return true;
    }
    return false;
}

static enum rc say_how(struct cx *cx, const struct answer *a)
{
    enum decision_rule rule;
    if (!rule_parse(a->c.rule, &rule)) return RC_OK;
    const struct locale *was = is_contact(a) ? cx->locale : notice_reader(cx, a->r->account);
    const char *cause = "consultation.how",
               *key = arena_printf(cx->arena, "consultation %lld mail %s", (long long)a->c.id,
                                   a->r->message_id),
               *subject = arena_printf(cx->arena, T("Taken as a comment: %s"), a->c.title),
               *body = arena_printf(cx->arena, "%s\n\n%s",
                                    T("Your mail does not begin with a position, so it stands as a "
                                      "comment and your organisation has not spoken by it."),
                                    word_how(cx, rule, a->c.block_allowed)),
               *thread = arena_printf(cx->arena, "consultation-%lld", (long long)a->c.id),
               *type = is_contact(a) ? "consultation_contact"
                       : a->seat     ? "consultation_seat"
                                     : "consultation";
    const int64_t to = a->seat ? a->seat->id : a->c.id;
    cx->locale = was;
    if (is_contact(a))
        return mail_add(cx, &(struct mail){ .cause = cause,
                                            .cause_key = key,
                                            .project = a->c.project,
                                            .address = a->seat->contact_email,
                                            .name = seat_contact(a->seat),
                                            .lang = a->seat->contact_lang,
                                            .subject = subject,
                                            .body = body,
                                            .path = "",
                                            .thread = thread,
                                            .reply_type = type,
                                            .reply = to });
    return notice_add(cx, &(struct notice){ .kind = NOTICE_CONSULTATION,
                                            .cause = cause,
                                            .cause_key = key,
                                            .project = a->c.project,
                                            .account = a->r->account,
                                            .subject = subject,
                                            .body = body,
                                            .path = arena_printf(cx->arena, "/consultation/%lld",
                                                                 (long long)a->c.id),
                                            .thread = thread,
                                            .reply_type = type,
                                            .reply = to,
                                            .always = true });
}

/* A contact writes under their name, for their organisation. */
static enum rc comment(struct cx *cx, const struct answer *a, const char *text)
{
    int64_t id;
    const struct reply *r = a->r;
    const struct viewer *was = cx->viewer;
    struct comment_file *file = arena_array(cx->arena, struct comment_file, r->n_files);
    for (size_t i = 0; i < r->n_files; i++)
        file[i] = (struct comment_file){ r->file[i].name, r->file[i].bytes };
    struct comment_input in = { .type = "consultation",
                                .object = a->c.id,
                                .body = text,
                                .via = "mail",
                                .message_id = r->message_id,
                                .file = file,
                                .n_files = r->n_files };
    if (is_contact(a)) {
        in.name = seat_contact(a->seat);
        in.organisation = a->seat->organisation_name;
        cx->viewer = viewer_system(cx, in.name);
    }
    enum rc rc = comment_add(cx, &in, &id);
    cx->viewer = was;
    return rc;
}

static bool is_over(const struct answer *a, stamp now)
{
    return !z_eq(a->c.state, "open") || a->k.round.closed_at || a->k.round.closes_at <= now;
}

static enum rc round_is_over(struct cx *cx, const struct answer *a)
{
    return refuse(cx, RC_CONFLICT,
                  T("The round of “%s” that this mail was about is closed, so your mail was not "
                    "taken."),
                  a->c.title);
}

static enum rc take(struct cx *cx, const struct answer *a)
{
    const bool votes = has_vote(cx, a);
    const struct reply *r = a->r;
    const struct word_found w = word_read(cx, r->text, a->k.options.n);
    if (w.choice == CHOICE_NONE || !votes) {
        enum rc rc = comment(cx, a, r->text);
        return rc || !votes ? rc : say_how(cx, a);
    }
    /* A position to what an earlier round asked is none to what is asked now. */
    if (r->asked_at && r->asked_at < a->k.round.opened_at) return round_is_over(cx, a);
    const struct position_input in = { .consultation = a->c.id,
                                       .seat = a->seat ? a->seat->id : 0,
                                       .choice = choice_name(w.choice),
                                       .reason = w.rest,
                                       .ranking = w.ranking,
                                       .via = "mail",
                                       .message_id = r->message_id,
                                       .said_at = r->sent_at,
                                       .contact = is_contact(a) };
    enum rc rc = position_take_in(cx, &in, NULL);
    if (rc || !r->n_files) return rc;
    return comment(cx, a, T("Files that came with the position."));
}

static enum rc load(struct cx *cx, int64_t consultation, struct answer *a)
{
    enum rc rc = consult_get(cx, consultation, &a->c);
    return rc ? rc : consult_count(cx, &a->c, &a->k);
}

enum rc consult_reply(struct cx *cx, const struct reply *r)
{
    struct answer a = { .r = r };
    enum rc rc = load(cx, r->id, &a);
    if (rc) return rc;
    if (is_over(&a, cx->now))
        return refuse(cx, RC_CONFLICT,
                      T("“%s” closed on %s, so your mail was not taken. In Kolo you can read what "
                        "became of it."),
                      a.c.title, i18n_stamp(cx, a.c.closes_at));
    return take(cx, &a);
}

enum rc consult_seat_reply(struct cx *cx, const struct reply *r)
{
    struct answer a = { .r = r };
    struct seat_where_row at;
    bool found;
    enum rc rc = seat_where(cx, r->id, &at, &found);
    if (!rc && !found) return RC_MISSING;
    if (!rc) rc = load(cx, at.consultation, &a);
    if (rc) return rc;
    if (is_over(&a, cx->now) || at.round != a.k.round.id) return round_is_over(cx, &a);
    for (size_t i = 0; i < a.k.seats.n; i++)
        if (a.k.seats.v[i].id == r->id) a.seat = &a.k.seats.v[i];
    if (!a.seat || (!r->account && !*a.seat->contact_email)) return RC_MISSING;
    if (r->address && !z_eq(mail_key(cx, a.seat->contact_email), mail_key(cx, r->address)))
        return refuse(cx, RC_DENIED,
                      T("%s is asked at another address now, so your mail was not taken."),
                      a.seat->organisation_name);
    if (r->account && seat_speaks(cx, a.c.project, a.seat, &a.k.seats) == SPEAKS_NOT)
        return refuse(cx, RC_DENIED, T("You speak for %s no longer, so your mail was not taken."),
                      a.seat->organisation_name);
    return take(cx, &a);
}

/* ---- by hand --------------------------------------------------------------------------------- */

enum rc consult_seat_thing(struct cx *cx, const char *type, int64_t id, struct reply_thing *out)
{
    struct seat_where_row at;
    struct consult_get_row c;
    bool found;
    enum rc rc = seat_where(cx, id, &at, &found);
    if (!rc && !found) return RC_MISSING;
    if (!rc) rc = consult_get(cx, at.consultation, &c);
    if (rc) return rc;
    out->project = c.project;
    out->kind = T("Consultation");
    out->title = c.title;
    if (z_eq(type, "consultation_contact")) {
        out->type = "consultation";
        out->id = c.id;
    } else {
        out->title = arena_printf(cx->arena, T("%s (for %s)"), c.title, at.organisation_name);
    }
    return RC_OK;
}

enum rc consult_contact_at(struct cx *cx, int64_t id, const char *address, struct reply_guest *out)
{
    struct consult_get_row c;
    struct consult_round_row round;
    struct consult_seats_rows seats;
    enum rc rc = consult_get(cx, id, &c);
    if (!rc) rc = consult_round_of(cx, &c, &round);
    if (!rc) rc = consult_seats(cx, round.id, &seats);
    if (rc) return rc;
    for (size_t i = 0; i < seats.n; i++) {
        const struct consult_seats_row *s = &seats.v[i];
        if (!*s->contact_email || !z_eq(mail_key(cx, s->contact_email), address)) continue;
        out->id = s->id;
        out->name = seat_contact(s);
        out->lang = s->contact_lang;
        return RC_OK;
    }
    return RC_MISSING;
}
