/* SPDX-License-Identifier: EUPL-1.2 */
/* ballot.c — rounds, voters and counting. How papers lie in the urn is urn.c's. */
#include "ballot/ballot.h"

#include "account/viewer.h"
#include "ballot/ballot_sql.h"
#include "ballot/urn.h"
#include "base/log.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

#include <string.h>

enum { OPTIONS_MOST = 30 };

/* Of a ballot the trail says that there was one: neither whose nor in which request. */
static enum rc audited(struct cx *cx, const char *action, int64_t round, const char *after)
{
    struct ballot_round_row r;
    enum rc rc = ballot_round(cx, round, &r);
    if (rc) return rc;
    const struct viewer *was = cx->viewer;
    const char *request = cx->req_id;
    cx->viewer = viewer_system(cx, "Kolo");
    cx->req_id = "";
    rc = audit_add(cx, &(struct audit_entry){ .action = action,
                                              .object_type = "consultation",
                                              .object_id = r.consultation,
                                              .project_id = r.project,
                                              .after = after });
    cx->viewer = was;
    cx->req_id = request;
    return rc;
}

/* ---- opening --------------------------------------------------------------------------------- */

enum rc ballot_ready(struct cx *cx) { return urn_key_there(cx); }

enum rc ballot_open(struct cx *cx, int64_t round)
{
    struct ballot_seats_rows seats;
    MUST(db_in_write(cx->db));
    enum rc rc = ballot_seats(cx, round, &seats);
    if (rc) return rc;
    if (seats.n < BALLOT_LEAST)
        return refuse(cx, RC_CONFLICT,
                      T("A secret ballot needs at least %d who vote: among fewer, everyone knows "
                        "who voted what."),
                      BALLOT_LEAST);
    for (size_t i = 0; i < seats.n; i++)
        if (seats.v[i].weight != 1)
            return refuse(cx, RC_CONFLICT,
                          T("In a secret ballot everyone has one vote: a weight would show whose "
                            "paper it is."));
    rc = urn_make(cx, round, seats.n);
    for (size_t i = 0; !rc && i < seats.n; i++) rc = ballot_voter_add(cx, seats.v[i].id, round);
    return rc ? rc
              : audited(cx, "ballot.open", round,
                        arena_printf(cx->arena, "{\"seats\":%zu}", seats.n));
}

enum rc ballot_seat_added(struct cx *cx, int64_t round, int64_t seat)
{
    MUST(db_in_write(cx->db));
    struct urn urn;
    enum rc rc = urn_take(cx, round, &urn);
    if (rc) return rc;
    urn.seats++;
    rc = urn_put_back(cx, &urn);
    if (!rc) rc = ballot_voter_add(cx, seat, round);
    return rc ? rc
              : audited(cx, "ballot.seat", round,
                        arena_printf(cx->arena, "{\"seats\":%zu}", urn.seats));
}

/* ---- voting ---------------------------------------------------------------------------------- */

/* Each option once, between 1 and as many as there are: "2,1,3". */
static bool is_ranking(const char *z, int64_t options)
{
    bool seen[OPTIONS_MOST + 1] = { 0 };
    str rest = str_of(z);
    if (!rest.n || options > OPTIONS_MOST || rest.p[rest.n - 1] == ',') return false;
    while (rest.n) {
        int64_t no;
        str one = str_cut(&rest, ',');
        if (one.n > 2 || !str_int64(one, &no) || no < 1 || no > options || seen[no]) return false;
        if (one.p[0] == '0') return false;
        seen[no] = true;
    }
    return true;
}

static enum rc check(struct cx *cx, const struct paper_cast *p)
{
    enum choice c;
    if (!p->choice || !choice_parse(p->choice, &c)) c = CHOICE_NONE;
    if (c == CHOICE_RANKED && p->ranking && is_ranking(p->ranking, p->options)) return RC_OK;
    if (c == CHOICE_RANKED)
        return problem(cx, "ranking", T("Put options of the list in order, each once."));
    if (c == CHOICE_SUPPORT || c == CHOICE_ABSTAIN || c == CHOICE_OBJECT) return RC_OK;
    return problem(cx, "choice", T("Choose support, abstain or object."));
}

static enum rc cast_in(struct cx *cx, int64_t round, int64_t seat, const struct paper_cast *p,
                       char receipt[BALLOT_RECEIPT])
{
    struct ballot_round_row r;
    struct ballot_voter_get_row voter;
    struct urn urn;
    bool found;
    enum rc rc = ballot_round(cx, round, &r);
    if (!rc && (!r.secret || r.closed_at))
        rc = refuse(cx, RC_CONFLICT, T("This ballot is closed."));
    /* The urn first: its lock makes two votes of one seat come one after the other. */
    if (!rc) rc = urn_take(cx, round, &urn);
    if (!rc) rc = ballot_voter_get(cx, round, seat, &voter, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_DENIED, T("Your organisation has no vote in this ballot."));
    const char *choice = p->choice, *ranking = p->ranking ? p->ranking : "";
    if (!voter.voted) {
        urn_add(cx, &urn, choice, ranking, receipt);
        rc = ballot_voter_set(cx, seat);
    } else if (!p->receipt || !urn_replace(cx, &urn, p->receipt, choice, ranking, receipt)) {
        return refuse(cx, RC_CONFLICT,
                      T("Your organisation has voted. To change the vote, give the receipt you "
                        "were shown: without it nobody can tell which paper is yours."));
    }
    if (!rc) rc = urn_put_back(cx, &urn);
    return rc ? rc
              : audited(cx, "ballot.cast", round,
                        arena_printf(cx->arena, "{\"round\":%lld}", (long long)r.no));
}

enum rc ballot_cast(struct cx *cx, int64_t round, int64_t seat, const struct paper_cast *p,
                    char receipt[BALLOT_RECEIPT])
{
    enum rc rc = check(cx, p);
    if (!rc) rc = db_begin(cx);
    return rc ? rc : db_end(cx, cast_in(cx, round, seat, p, receipt));
}

/* ---- closing --------------------------------------------------------------------------------- */

/* The urn and who voted, to be closed or destroyed; *open false: it was. Its lock first: who votes
 * now is either in it or too late. */
static enum rc end_of(struct cx *cx, int64_t round, bool *open, int64_t *voted)
{
    struct ballot_turnout_of_row turnout;
    struct ballot_urn_take_row held;
    bool found;
    MUST(db_in_write(cx->db));
    enum rc rc = ballot_urn_take(cx, round, &held, &found);
    if (!rc) rc = ballot_turnout_of(cx, round, &turnout);
    if (rc) return rc;
    *open = found && *held.salt;
    *voted = turnout.voted;
    return RC_OK;
}

static enum rc destroy(struct cx *cx, int64_t round, int64_t voted)
{
    enum rc rc = ballot_urn_set(cx, round, "", STR("-"));
    return rc ? rc
              : audited(cx, "ballot.destroy", round,
                        arena_printf(cx->arena, "{\"voted\":%lld}", (long long)voted));
}

enum rc ballot_destroy(struct cx *cx, int64_t round)
{
    int64_t voted = 0;
    bool open = false;
    enum rc rc = end_of(cx, round, &open, &voted);
    return rc || !open ? rc : destroy(cx, round, voted);
}

enum rc ballot_close(struct cx *cx, int64_t round)
{
    struct urn urn;
    int64_t voted = 0;
    bool open = false;
    enum rc rc = end_of(cx, round, &open, &voted);
    if (rc || !open) return rc;
    /* Of one or two papers each is known to who cast the other, and to all when they agree. So
     * these are not even opened. */
    if (voted < BALLOT_LEAST) return destroy(cx, round, voted);
    if ((rc = urn_take(cx, round, &urn))) return rc;
    if ((int64_t)urn.n != voted)
        return fail(cx, "round %lld: %zu papers of %lld voters", (long long)round, urn.n,
                    (long long)voted);
    for (size_t i = 0; !rc && i < urn.n; i++)
        rc = ballot_paper_add(cx, urn.paper[i].receipt, round, urn.paper[i].choice,
                              urn.paper[i].ranking);
    if (!rc) rc = ballot_urn_set(cx, round, "", STR("-"));
    return rc ? rc
              : audited(cx, "ballot.close", round,
                        arena_printf(cx->arena, "{\"papers\":%zu}", urn.n));
}

/* ---- looking --------------------------------------------------------------------------------- */

enum rc ballot_has_voted(struct cx *cx, int64_t seat, bool *out)
{
    struct ballot_voter_of_row row;
    bool found;
    enum rc rc = ballot_voter_of(cx, seat, &row, &found);
    *out = !rc && found && row.voted;
    return rc;
}

enum rc ballot_turnout(struct cx *cx, int64_t round, int64_t *voted, int64_t *seats)
{
    struct ballot_turnout_of_row row;
    enum rc rc = ballot_turnout_of(cx, round, &row);
    *voted = rc ? 0 : row.voted;
    *seats = rc ? 0 : row.seats;
    return rc;
}

static struct ballot ballot_of(struct cx *cx, const struct ballot_papers_row *p)
{
    struct ballot b = { .weight = 1 };
    int *order = arena_array(cx->arena, int, OPTIONS_MOST);
    str rest = str_of(p->ranking);
    if (!choice_parse(p->choice, &b.choice)) b.choice = CHOICE_NONE;
    for (size_t i = 0; rest.n && i < OPTIONS_MOST; i++) {
        int64_t no = 0;
        (void)str_int64(str_cut(&rest, ','), &no);
        order[b.n_ranking++] = (int)no - 1;
    }
    b.ranking = order;
    return b;
}

enum rc ballot_count(struct cx *cx, int64_t round, struct ballot **b, size_t *n)
{
    struct ballot_papers_rows papers;
    struct ballot_turnout_of_row turnout;
    enum rc rc = ballot_papers(cx, round, &papers);
    if (!rc) rc = ballot_turnout_of(cx, round, &turnout);
    if (!rc && (turnout.voted < BALLOT_LEAST || !papers.n)) rc = RC_MISSING;
    if (rc) return rc;
    const size_t seats = (size_t)turnout.seats > papers.n ? (size_t)turnout.seats : papers.n;
    *b = arena_array(cx->arena, struct ballot, seats ? seats : 1);
    for (size_t i = 0; i < seats; i++)
        (*b)[i] = i < papers.n ? ballot_of(cx, &papers.v[i])
                               : (struct ballot){ .weight = 1, .choice = CHOICE_NONE };
    *n = seats;
    return RC_OK;
}
