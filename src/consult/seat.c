/* SPDX-License-Identifier: EUPL-1.2 */
/* seat.c — who speaks for a seat besides its own: a colleague, the member that holds its proxy; and
 * when it stays out of the count.
 */
#include "account/viewer.h"
#include "ballot/ballot.h"
#include "consult/consult_write.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

struct seat_change {
    struct consult_get_row c;
    struct consult_count k;
    const struct consult_seats_row *s;
};

static const struct consult_seats_row *one(const struct consult_seats_rows *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].id == id) return &all->v[i];
    return NULL;
}

/* The seat of an open round, for which the viewer speaks as its own. */
static enum rc begin(struct cx *cx, int64_t seat, struct seat_change *out)
{
    struct seat_where_row at;
    bool found;
    enum rc rc = seat_where(cx, seat, &at, &found);
    if (!rc && !found) return RC_MISSING;
    if (!rc) rc = consult_get(cx, at.consultation, &out->c);
    if (!rc) rc = consult_count(cx, &out->c, &out->k);
    if (rc) return rc;
    out->s = one(&out->k.seats, seat);
    if (!out->s || !z_eq(out->c.state, "open") || out->k.round.closes_at <= cx->now)
        return refuse(cx, RC_CONFLICT, T("This round is closed."));
    if (seat_speaks(cx, out->c.project, out->s, &out->k.seats) != SPEAKS_OWN)
        return refuse(cx, RC_DENIED, T("Only %s itself does this."), out->s->organisation_name);
    if (!out->s->weight)
        return refuse(cx, RC_DENIED, T("%s observes here and has no vote."),
                      out->s->organisation_name);
    return RC_OK;
}

static enum rc done(struct cx *cx, const char *action, const struct seat_change *ch,
                    const struct consult_event *e)
{
    struct consult_seats_rows after;
    enum rc rc = consult_note(cx, &ch->c, e);
    if (!rc) rc = consult_seats(cx, ch->k.round.id, &after);
    if (rc) return rc;
    return audit_change(cx, action, "consultation", ch->c.id, ch->c.project, &consult_seats_meta,
                        ch->s, one(&after, ch->s->id));
}

/* ---- a colleague ----------------------------------------------------------------------------- */

static enum rc delegate_in(struct cx *cx, int64_t seat, int64_t account)
{
    struct seat_change ch;
    struct seat_colleagues_rows colleagues = { 0 };
    const char *name = NULL;
    enum rc rc = begin(cx, seat, &ch);
    if (!rc) rc = seat_colleagues(cx, ch.c.project, ch.s->organisation, &colleagues);
    if (rc) return rc;
    for (size_t i = 0; i < colleagues.n; i++)
        if (colleagues.v[i].id == account) name = colleagues.v[i].name;
    if (account && !name)
        return problem(cx, "delegate", T("Choose somebody who works for %s on this project."),
                       ch.s->organisation_name);
    if (account == ch.s->delegate) return RC_OK;
    const struct consult_event e = { .kind = account ? "delegate" : "undelegate",
                                     .organisation = ch.s->organisation,
                                     .other = account ? name : ch.s->delegate_name };
    rc = seat_set_delegate(cx, seat, ch.s->version, account);
    if (!rc) rc = done(cx, "seat.delegate", &ch, &e);
    return rc || !account ? rc : consult_tell_voice(cx, &ch.c, seat, account);
}

enum rc seat_delegate(struct cx *cx, int64_t seat, int64_t account)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, delegate_in(cx, seat, account));
}

/* ---- a proxy --------------------------------------------------------------------------------- */

static enum rc check_proxy(struct cx *cx, const struct seat_change *ch,
                           const struct consult_seats_row *to)
{
    int64_t held = 0;
    if (!to || !to->weight || to->id == ch->s->id || to->recused_at)
        return problem(cx, "proxy", T("Choose another member with a vote."));
    for (size_t i = 0; i < ch->k.seats.n; i++) {
        const struct consult_seats_row *s = &ch->k.seats.v[i];
        if (s->proxy == ch->s->id)
            return refuse(cx, RC_CONFLICT,
                          T("%s gave you its proxy; a proxy is not passed on. It has to take it "
                            "back first."),
                          s->organisation_name);
        held += s->proxy == to->id && s->id != ch->s->id;
    }
    if (*to->contact_email)
        return refuse(cx, RC_CONFLICT,
                      T("%s takes part by mail alone and cannot speak for another member."),
                      to->organisation_name);
    if (to->proxy)
        return refuse(cx, RC_CONFLICT,
                      T("%s has given its own vote to %s; a proxy is not passed on."),
                      to->organisation_name, to->proxy_name);
    if (held >= ch->c.proxy_limit)
        return refuse(cx, RC_CONFLICT,
                      T_N(ch->c.proxy_limit, "%s speaks for %d absent member already.",
                          "%s speaks for %d absent members already."),
                      to->organisation_name, (int)ch->c.proxy_limit);
    return RC_OK;
}

static enum rc proxy_in(struct cx *cx, int64_t seat, int64_t to, const char *note)
{
    struct seat_change ch;
    enum rc rc = begin(cx, seat, &ch);
    if (rc || to == ch.s->proxy) return rc;
    const struct consult_seats_row *holder = to ? one(&ch.k.seats, to) : NULL;
    if (to && !ch.c.proxy_limit)
        return refuse(cx, RC_CONFLICT, T("This consultation allows no proxies."));
    if (to && (rc = check_proxy(cx, &ch, holder))) return rc;
    /* Two who pass their votes on at once wait for each other here. */
    if ((rc = round_hold(cx, ch.k.round.id))) return rc;
    const struct consult_event e = { .kind = to ? "proxy" : "unproxy",
                                     .organisation = ch.s->organisation,
                                     .other = to ? holder->organisation_name : ch.s->proxy_name,
                                     .note = note };
    rc = seat_set_proxy(cx, seat, ch.s->version, to);
    if (!rc) rc = done(cx, "seat.proxy", &ch, &e);
    return rc || !to ? rc : consult_tell_voice(cx, &ch.c, seat, 0);
}

enum rc seat_proxy(struct cx *cx, int64_t seat, int64_t to, const char *note)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, proxy_in(cx, seat, to, note));
}

/* ---- an interest ----------------------------------------------------------------------------- */

static enum rc interest_in(struct cx *cx, int64_t seat, const char *interest, bool recuse)
{
    struct seat_change ch;
    enum rc rc = begin(cx, seat, &ch);
    if (rc) return rc;
    bool was = ch.s->recused_at != 0, voted = false;
    if (ch.k.round.secret && (rc = ballot_has_voted(cx, seat, &voted))) return rc;
    if (voted)
        return refuse(cx, RC_CONFLICT,
                      T("%s has voted, and nobody can find its paper again to take it out."),
                      ch.s->organisation_name);
    if (recuse && (!interest || !*interest))
        return problem(cx, "interest", T("Say which interest you have."));
    const struct consult_event e = { .kind = recuse ? "recuse"
                                             : was  ? "return"
                                                    : "interest",
                                     .organisation = ch.s->organisation,
                                     .note = interest };
    if (recuse == was && z_eq(interest ? interest : "", ch.s->interest)) return RC_OK;
    rc = seat_set_interest(cx, seat, ch.s->version, interest ? interest : "",
                           recuse ? (was ? ch.s->recused_at : cx->now) : 0);
    return rc ? rc : done(cx, "seat.interest", &ch, &e);
}

enum rc seat_interest(struct cx *cx, int64_t seat, const char *interest, bool recuse)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, interest_in(cx, seat, interest, recuse));
}
