/* SPDX-License-Identifier: EUPL-1.2 */
/* position.c — an organisation says what it thinks. Nothing that was said is ever changed. */
#include "consult/position.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "consult/consult_write.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

static const struct consult_seats_row *seat_by_id(const struct consult_seats_rows *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].id == id) return &all->v[i];
    return NULL;
}

/* The system speaks for nobody: a position has a person behind it. */
static bool speaks_own(struct cx *cx, int64_t project, const struct consult_seats_row *s)
{
    int64_t who = viewer_is(cx);
    if (!who) return false;
    if (who == s->account || who == s->delegate) return true;
    return s->partner && viewer_can(cx, MAY_TAKE_POSITION, project, s->partner);
}

const char *seat_contact(const struct consult_seats_row *s)
{
    return *s->contact_name ? s->contact_name : s->organisation_name;
}

enum speaks seat_speaks(struct cx *cx, int64_t project, const struct consult_seats_row *s,
                        const struct consult_seats_rows *all)
{
    if (speaks_own(cx, project, s)) return SPEAKS_OWN;
    const struct consult_seats_row *holder = s->proxy ? seat_by_id(all, s->proxy) : NULL;
    return holder && speaks_own(cx, project, holder) ? SPEAKS_PROXY : SPEAKS_NOT;
}

/* ---- what may be said ------------------------------------------------------------------------ */

/* The options named once each, as "2,1,3"; NULL when they are none. */
static const char *check_ranking(struct cx *cx, const char *ranking, size_t n_options)
{
    struct ballot b = { 0 };
    const char *clean = "";
    position_ranking(cx, ranking ? ranking : "", &b);
    for (size_t i = 0; i < b.n_ranking; i++) {
        if (b.ranking[i] >= (int)n_options) return NULL;
        for (size_t k = 0; k < i; k++)
            if (b.ranking[k] == b.ranking[i]) return NULL;
        clean = arena_printf(cx->arena, "%s%s%d", clean, *clean ? "," : "", b.ranking[i] + 1);
    }
    return b.n_ranking ? clean : NULL;
}

static enum rc check_choice(struct cx *cx, const struct consult_count *k,
                            const struct position_input *in, enum choice *choice)
{
    bool ranked = z_eq(k->round.rule, rule_name(RULE_RANKED_CHOICE)), none = !*in->choice;
    *choice = CHOICE_NONE;
    if (!none && !choice_parse(in->choice, choice))
        return problem(cx, "choice", T("Choose a position."));
    if (ranked && *choice != CHOICE_RANKED && *choice != CHOICE_ABSTAIN && !none)
        return problem(cx, "choice", T("Put the options in order, or abstain."));
    if (!ranked && *choice == CHOICE_RANKED)
        return problem(cx, "choice", T("There are no options to put in order."));
    if (*choice == CHOICE_RANKED && !check_ranking(cx, in->ranking, k->options.n))
        return problem(cx, "ranking",
                       T("Give each option a place of its own, the best the first."));
    if (*choice == CHOICE_BLOCK && !k->round.block_allowed)
        return problem(cx, "choice", T("The rule of this round allows no block. You can object."));
    size_t n = in->reason ? utf8_count(str_of(in->reason)) : 0;
    if ((*choice == CHOICE_OBJECT || *choice == CHOICE_BLOCK) && !n)
        return problem(cx, "reason",
                       T("Say why you object: without a reason it cannot be resolved."));
    if (n > 20000)
        return problem(cx, "reason", T("This has %zu characters; at most %zu fit."), n,
                       (size_t)20000);
    return RC_OK;
}

static enum rc find_seat(struct cx *cx, const struct consult_get_row *c,
                         const struct position_input *in, const struct consult_seats_rows *all,
                         const struct consult_seats_row **out, enum speaks *how)
{
    const int64_t id = in->seat;
    *out = in->contact ? seat_by_id(all, id) : NULL;
    *how = SPEAKS_OWN;
    if (in->contact) return *out && *(*out)->contact_email ? RC_OK : RC_MISSING;
    *how = SPEAKS_NOT;
    for (size_t i = 0; i < all->n && *how != SPEAKS_OWN; i++) {
        enum speaks one =
            id && all->v[i].id != id ? SPEAKS_NOT : seat_speaks(cx, c->project, &all->v[i], all);
        if (one == SPEAKS_NOT || (!id && one != SPEAKS_OWN)) continue;
        *out = &all->v[i];
        *how = one;
    }
    if (*out) return RC_OK;
    return id && !seat_by_id(all, id)
               ? RC_MISSING
               : refuse(cx, RC_DENIED,
                        T("You do not speak for an organisation that is asked here. You can "
                          "comment."));
}

static enum rc check_open(struct cx *cx, const struct consult_get_row *c,
                          const struct consult_count *k, const char *via, bool contact, bool *late)
{
    if (z_eq(c->state, "draft")) return refuse(cx, RC_CONFLICT, T("It has not been opened yet."));
    if (z_eq(c->state, "withdrawn")) return refuse(cx, RC_CONFLICT, T("It was withdrawn."));
    if (z_eq(c->state, "decided"))
        return refuse(cx, RC_CONFLICT, T("It is decided; nothing can be said to it any more."));
    if (k->round.secret)
        return refuse(cx, RC_CONFLICT, T("This round is a secret ballot: vote on its own page."));
    *late = k->round.closed_at || k->round.closes_at <= cx->now;
    if (*late && contact)
        return refuse(cx, RC_CONFLICT, T("“%s” closed on %s. Your position was not taken."),
                      c->title, i18n_stamp(cx, k->round.closes_at));
    if (*late && (z_eq(via, "mail") || z_eq(via, "link")))
        return refuse(
            cx, RC_CONFLICT,
            T("“%s” closed on %s. Your position was not taken. You can still leave a late "
              "one in Kolo, which is shown and not counted."),
            c->title, i18n_stamp(cx, k->round.closes_at));
    return RC_OK;
}

/* ---- taking it ------------------------------------------------------------------------------- */

static enum rc put(struct cx *cx, const struct consult_get_row *c, const struct consult_count *k,
                   const struct consult_seats_row *s, enum speaks how, enum choice choice,
                   const struct position_input *in, bool late)
{
    int64_t id = 0;
    struct position_get_row row;
    stamp said = in->said_at && in->said_at < cx->now ? in->said_at : cx->now;
    if (said < k->round.opened_at) said = k->round.opened_at;
    enum rc rc = position_add(
        cx,
        &(struct position_add_in){
            .seat = s->id,
            .choice = choice_name(choice),
            .reason = in->reason ? in->reason : "",
            .ranking = choice == CHOICE_RANKED ? check_ranking(cx, in->ranking, k->options.n) : "",
            .via = in->via,
            .message_id = in->message_id,
            .said_at = said,
            .received_at = cx->now,
            .late = late,
            .account = viewer_is(cx),
            .speaker = cx->viewer->name,
            .proxy_of = how == SPEAKS_PROXY ? s->organisation : 0,
        },
        &id);
    if (rc == RC_CONFLICT) return RC_OK; /* the same mail once more */
    if (!rc) rc = position_get(cx, id, &row);
    if (!rc)
        rc = audit_change(cx, "position.take", "consultation", c->id, c->project,
                          &position_get_meta, NULL, &row);
    if (rc || late || (choice != CHOICE_OBJECT && choice != CHOICE_BLOCK)) return rc;
    return consult_tell_objection(cx, c, s, id, row.reason);
}

/* Who speaks for itself again needs no proxy. */
static enum rc end_proxy(struct cx *cx, const struct consult_get_row *c,
                         const struct consult_seats_row *s)
{
    enum rc rc = seat_set_proxy(cx, s->id, s->version, 0);
    const struct consult_event e = { .kind = "unproxy",
                                     .organisation = s->organisation,
                                     .other = s->proxy_name };
    return rc ? rc : consult_note(cx, c, &e);
}

static bool same_as_now(struct cx *cx, const struct consult_seats_row *s, enum choice choice,
                        const struct position_input *in, size_t n_options)
{
    const char *ranking = choice == CHOICE_RANKED ? check_ranking(cx, in->ranking, n_options) : "";
    return z_eq(s->choice, choice_name(choice)) && z_eq(s->reason, in->reason ? in->reason : "") &&
           z_eq(s->ranking, ranking);
}

enum rc position_take_in(struct cx *cx, const struct position_input *in, bool *late)
{
    struct consult_get_row c;
    struct consult_count k;
    struct position_by_message_row known;
    const struct consult_seats_row *s;
    enum speaks how;
    enum choice choice;
    bool found = false, too_late = false;
    enum rc rc = consult_get(cx, in->consultation, &c);
    if (!rc && in->message_id) rc = position_by_message(cx, in->message_id, &known, &found);
    if (!rc && !found) rc = consult_count(cx, &c, &k);
    if (late) *late = found && known.late;
    if (rc || found) return rc;
    if ((rc = check_open(cx, &c, &k, in->via, in->contact, &too_late)) ||
        (rc = find_seat(cx, &c, in, &k.seats, &s, &how)))
        return rc;
    if (!s->weight)
        return refuse(cx, RC_DENIED, T("%s observes here and has no vote. You can comment."),
                      s->organisation_name);
    if (s->recused_at)
        return refuse(cx, RC_CONFLICT,
                      T("%s declared an interest and takes no part. Take the recusal back first."),
                      s->organisation_name);
    if ((rc = check_choice(cx, &k, in, &choice))) return rc;
    if (late) *late = too_late;
    if (!too_late && !in->message_id && same_as_now(cx, s, choice, in, k.options.n)) return RC_OK;
    if (!too_late && (rc = round_hold(cx, k.round.id)) == RC_STALE)
        return refuse(cx, RC_CONFLICT, T("It has just closed. Look at it again."));
    if (!rc && !too_late && how == SPEAKS_OWN && s->proxy) rc = end_proxy(cx, &c, s);
    if (rc) return rc;
    const struct viewer *was = cx->viewer;
    if (in->contact) cx->viewer = viewer_system(cx, seat_contact(s));
    rc = put(cx, &c, &k, s, how, choice, in, too_late);
    cx->viewer = was;
    return rc;
}

enum rc position_take(struct cx *cx, const struct position_input *in, bool *late)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, position_take_in(cx, in, late));
}

static enum rc stands_in(struct cx *cx, int64_t position, const char *why)
{
    struct position_get_row p, after;
    struct consult_get_row c;
    struct consult_count k;
    enum rc rc = position_get(cx, position, &p);
    if (!rc) rc = consult_get(cx, p.consultation, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    if (!rc) rc = consult_count(cx, &c, &k);
    if (rc) return rc;
    const struct consult_seats_row *s = seat_by_id(&k.seats, p.seat);
    bool objects = z_eq(p.choice, "object") || z_eq(p.choice, "block");
    if (!s || s->position != position || !objects || p.late)
        return refuse(cx, RC_CONFLICT, T("This objection is not what %s says now."),
                      p.organisation);
    if (!z_eq(c.state, "open") && !z_eq(c.state, "closed"))
        return refuse(cx, RC_CONFLICT, T("It has ended already."));
    if (!why || !*why) return problem(cx, "why", T("Say why the objection stands."));
    rc = position_set_stands(cx, position, why, cx->now, viewer_is(cx));
    if (!rc) rc = position_get(cx, position, &after);
    if (rc) return rc;
    return audit_change(cx, "position.stands", "consultation", c.id, c.project, &position_get_meta,
                        &p, &after);
}

enum rc position_stands(struct cx *cx, int64_t position, const char *why)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, stands_in(cx, position, why));
}
