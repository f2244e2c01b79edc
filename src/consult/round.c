/* SPDX-License-Identifier: EUPL-1.2 */
/* round.c — who leads, and the way of a consultation: opened, extended, closed, withdrawn. */
#include "account/viewer.h"
#include "ballot/ballot.h"
#include "body/body.h"
#include "body/body_sql.h"
#include "consult/consult_write.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "talk/comment.h"

/* Who changes bodies is the lead coordinator: role.c. */
bool consult_leads(struct cx *cx, const struct consult_get_row *c)
{
    bool led = false;
    int64_t who = viewer_is(cx);
    if (cx->viewer && cx->viewer->system) return true;
    if (!viewer_can(cx, MAY_EDIT_CONSULT, c->project, 0)) return false;
    if (who == c->chair || viewer_can(cx, MAY_EDIT_BODY, c->project, 0)) return true;
    return c->body && !body_led_by(cx, c->body, who, &led) && led;
}

enum rc consult_must_lead(struct cx *cx, const struct consult_get_row *c)
{
    if (consult_leads(cx, c)) return RC_OK;
    return refuse(cx, RC_DENIED, T("%s leads this consultation; the lead coordinator may as well."),
                  c->chair_name);
}

bool consult_drafts(struct cx *cx, const struct consult_get_row *c)
{
    return (c->drafter && viewer_is(cx) == c->drafter) || consult_leads(cx, c);
}

enum rc consult_round_of(struct cx *cx, const struct consult_get_row *c,
                         struct consult_round_row *out)
{
    bool found;
    *out = (struct consult_round_row){ .rule = c->rule };
    enum rc rc = consult_round(cx, c->id, c->round_no, out, &found);
    if (!rc && !found) *out = (struct consult_round_row){ .rule = c->rule };
    return rc;
}

static enum rc set_state(struct cx *cx, const struct consult_get_row *c, const char *state,
                         int64_t round_no, stamp closes_at)
{
    return consult_set_state(cx, &(struct consult_set_state_in){ .id = c->id,
                                                                 .version = c->version,
                                                                 .state = state,
                                                                 .round_no = round_no,
                                                                 .closes_at = closes_at,
                                                                 .decision = c->decision });
}

/* ---- opening --------------------------------------------------------------------------------- */

static enum rc seats_of_body(struct cx *cx, const struct consult_get_row *c, int64_t round,
                             int64_t *votes)
{
    struct body_seats_rows seats;
    enum rc rc = body_seats(cx, c->body, date_of_stamp(cx->now), &seats);
    for (size_t i = 0; i < seats.n && !rc; i++) {
        int64_t weight = seats.v[i].weight > 0 && !c->weighted ? 1 : seats.v[i].weight;
        const struct seat_add_in seat = { .round = round,
                                          .organisation = seats.v[i].organisation,
                                          .account = seats.v[i].account,
                                          .weight = weight,
                                          .contact_name = "",
                                          .contact_email = "",
                                          .contact_lang = "" };
        rc = seat_add(cx, &seat, NULL);
        *votes += rc ? 0 : weight;
        /* Seats with a vote come first, so an observer of the same organisation adds none. */
        if (rc == RC_CONFLICT) rc = RC_OK;
    }
    return rc;
}

static enum rc seats_of_partners(struct cx *cx, const struct consult_get_row *c, int64_t round,
                                 int64_t *votes)
{
    struct consult_asked_rows asked;
    enum rc rc = consult_asked(cx, c->id, &asked);
    for (size_t i = 0; !rc && i < asked.n; i++, (*votes)++)
        rc = seat_add(cx,
                      &(struct seat_add_in){ .round = round,
                                             .organisation = asked.v[i].organisation,
                                             .weight = 1,
                                             .contact_name = "",
                                             .contact_email = "",
                                             .contact_lang = "" },
                      NULL);
    return rc;
}

/* Who has no way to be heard has no seat: it would never speak, and count as silent. */
static enum rc seats_of_segment(struct cx *cx, const struct consult_get_row *c, int64_t round,
                                int64_t *votes)
{
    struct consult_segment_seats_rows all;
    enum rc rc = consult_segment_seats(cx, c->project, c->segment, &all);
    for (size_t i = 0; !rc && i < all.n; i++) {
        const struct consult_segment_seats_row *o = &all.v[i];
        if (!consult_can_ask(o)) continue;
        rc = seat_add(cx,
                      &(struct seat_add_in){ .round = round,
                                             .organisation = o->organisation,
                                             .weight = 1,
                                             .contact_name = o->has_people ? "" : o->name,
                                             .contact_email = o->has_people ? "" : o->email,
                                             .contact_lang = o->has_people ? "" : o->lang },
                      NULL);
        ++*votes;
    }
    return rc;
}

bool consult_can_ask(const struct consult_segment_seats_row *o)
{
    return o->has_people || *o->email;
}

static enum rc put_seats(struct cx *cx, const struct consult_get_row *c, int64_t round)
{
    int64_t votes = 0;
    enum rc rc = c->body      ? seats_of_body(cx, c, round, &votes)
                 : c->segment ? seats_of_segment(cx, c, round, &votes)
                              : seats_of_partners(cx, c, round, &votes);
    if (!rc && !votes && c->segment && !c->public)
        return refuse(cx, RC_CONFLICT,
                      T("No organisation of “%s” has an address of a contact, so nobody can be "
                        "asked."),
                      c->segment_name);
    if (!rc && !votes && !c->public)
        return refuse(
            cx, RC_CONFLICT,
            T("Nobody with a vote is asked. Give the body mandates, or choose partners."));
    return rc;
}

static enum rc check_deadline(struct cx *cx, stamp closes_at, stamp after)
{
    if (closes_at <= cx->now)
        return problem(cx, "closes_at", T("Until when? The deadline must lie in the future."));
    if (closes_at <= after)
        return problem(cx, "closes_at", T("It ends on %s already; give a later time."),
                       i18n_stamp(cx, after));
    return RC_OK;
}

static enum rc open_in(struct cx *cx, int64_t id, int64_t version, stamp closes_at)
{
    struct consult_get_row c, now;
    struct consult_text_at_row text;
    bool found;
    int64_t round = 0;
    enum rc rc = consult_for_write(cx, id, version, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    if (!rc) rc = consult_text_at(cx, id, 0, &text, &found);
    if (rc) return rc;
    if (!z_eq(c.state, "draft") && !z_eq(c.state, "closed"))
        return refuse(cx, RC_CONFLICT, T("Only a draft, or one that has closed, is opened."));
    if ((rc = check_deadline(cx, closes_at, 0))) return rc;
    rc = consult_round_add(cx,
                           &(struct consult_round_add_in){ .consultation = id,
                                                           .no = c.round_no + 1,
                                                           .text_no = found ? text.no : 0,
                                                           .rule = c.rule,
                                                           .quorum = c.quorum,
                                                           .block_allowed = c.block_allowed,
                                                           .secret = c.secret,
                                                           .opened_at = cx->now,
                                                           .closes_at = closes_at },
                           &round);
    if (!rc) rc = put_seats(cx, &c, round);
    if (!rc && c.secret) rc = ballot_open(cx, round);
    if (!rc) rc = set_state(cx, &c, "open", c.round_no + 1, closes_at);
    if (!rc) rc = consult_audited(cx, "consultation.open", id, &c);
    if (!rc) rc = consult_get(cx, id, &now);
    if (!rc && !c.round_no) rc = comment_show_all(cx, "consultation", id);
    if (!rc) rc = consult_note(cx, &now, &(struct consult_event){ .kind = "open" });
    return rc ? rc : consult_tell(cx, &now, NEWS_OPENED, "opened", NULL);
}

enum rc consult_open(struct cx *cx, int64_t id, int64_t version, stamp closes_at)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, open_in(cx, id, version, closes_at));
}

/* ---- extending, closing, withdrawing --------------------------------------------------------- */

static enum rc need_reason(struct cx *cx, const char *reason)
{
    return reason && *reason ? RC_OK
                             : problem(cx, "reason", T("Say why; everyone who is asked reads it."));
}

static enum rc extend_in(struct cx *cx, int64_t id, int64_t version, stamp closes_at,
                         const char *reason)
{
    struct consult_get_row c, now;
    struct consult_round_row r;
    char was[STAMP_TEXT];
    enum rc rc = consult_for_write(cx, id, version, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    if (!rc) rc = consult_round_of(cx, &c, &r);
    if (rc) return rc;
    if (!z_eq(c.state, "open"))
        return refuse(cx, RC_CONFLICT, T("It is not open. Open another round instead."));
    if ((rc = check_deadline(cx, closes_at, c.closes_at)) || (rc = need_reason(cx, reason)))
        return rc;
    rc = consult_round_extend(cx, r.id, closes_at);
    if (!rc) rc = set_state(cx, &c, "open", c.round_no, closes_at);
    if (!rc) rc = consult_audited(cx, "consultation.extend", id, &c);
    if (!rc) rc = consult_get(cx, id, &now);
    const struct consult_event e = { .kind = "extend",
                                     .other = stamp_text(c.closes_at, was),
                                     .note = reason };
    if (!rc) rc = consult_note(cx, &c, &e);
    if (rc) return rc;
    return consult_tell(cx, &now, NEWS_EXTENDED,
                        arena_printf(cx->arena, "extended to %lld", (long long)closes_at), reason);
}

enum rc consult_extend(struct cx *cx, int64_t id, int64_t version, stamp closes_at,
                       const char *reason)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, extend_in(cx, id, version, closes_at, reason));
}

/* What comes back later changes nothing in a round that is over. */
static enum rc keep_unreached(struct cx *cx, int64_t round)
{
    struct consult_seats_rows seats;
    enum rc rc = consult_seats(cx, round, &seats);
    for (size_t i = 0; i < seats.n && !rc; i++)
        if (*seats.v[i].unreached) rc = seat_set_unreached(cx, seats.v[i].id, seats.v[i].unreached);
    return rc;
}

enum rc consult_close_in(struct cx *cx, const struct consult_get_row *c)
{
    struct consult_round_row r;
    enum rc rc = consult_round_of(cx, c, &r);
    if (!rc) rc = keep_unreached(cx, r.id);
    if (!rc && r.secret) rc = ballot_close(cx, r.id);
    if (!rc) rc = consult_round_close(cx, r.id, cx->now);
    if (!rc) rc = set_state(cx, c, "closed", c->round_no, c->closes_at);
    if (!rc) rc = consult_audited(cx, "consultation.close", c->id, c);
    if (!rc) rc = consult_note(cx, c, &(struct consult_event){ .kind = "close" });
    return rc ? rc : consult_tell(cx, c, NEWS_CLOSED, "closed", NULL);
}

static enum rc close_in(struct cx *cx, int64_t id, int64_t version)
{
    struct consult_get_row c;
    struct consult_count count;
    enum rc rc = consult_for_write(cx, id, version, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    if (!rc) rc = consult_count(cx, &c, &count);
    if (rc) return rc;
    if (!z_eq(c.state, "open")) return refuse(cx, RC_CONFLICT, T("It is not open."));
    if (c.closes_at > cx->now && (count.unspoken || c.public))
        return refuse(cx, RC_CONFLICT,
                      T("Not all have spoken, and they have until %s. Until then it stays open."),
                      i18n_stamp(cx, c.closes_at));
    return consult_close_in(cx, &c);
}

enum rc consult_close(struct cx *cx, int64_t id, int64_t version)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, close_in(cx, id, version));
}

static enum rc withdraw_in(struct cx *cx, int64_t id, int64_t version, const char *reason)
{
    struct consult_get_row c;
    struct consult_round_row r;
    enum rc rc = consult_for_write(cx, id, version, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    if (rc) return rc;
    if (z_eq(c.state, "decided") || z_eq(c.state, "withdrawn"))
        return refuse(cx, RC_CONFLICT, T("It has ended already."));
    if ((rc = need_reason(cx, reason)) || (rc = consult_round_of(cx, &c, &r))) return rc;
    if (r.id && !r.closed_at && r.secret) rc = ballot_destroy(cx, r.id);
    if (!rc && r.id && !r.closed_at) rc = consult_round_close(cx, r.id, cx->now);
    if (!rc) rc = set_state(cx, &c, "withdrawn", c.round_no, c.closes_at);
    if (!rc) rc = consult_audited(cx, "consultation.withdraw", id, &c);
    const struct consult_event e = { .kind = "withdraw", .note = reason };
    if (!rc) rc = consult_note(cx, &c, &e);
    return rc || !r.id ? rc : consult_tell(cx, &c, NEWS_WITHDRAWN, "withdrawn", reason);
}

enum rc consult_withdraw(struct cx *cx, int64_t id, int64_t version, const char *reason)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, withdraw_in(cx, id, version, reason));
}
