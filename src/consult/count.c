/* SPDX-License-Identifier: EUPL-1.2 */
/* count.c — a round as it stands: its seats, what each says, what that comes to by its rule. */
#include "ballot/ballot.h"
#include "base/vec.h"
#include "consult/consult_write.h"
#include "i18n/i18n.h"

void position_ranking(struct cx *cx, const char *text, struct ballot *out)
{
    VEC(int) order = { 0 };
    str rest = str_of(text);
    while (rest.n) {
        int64_t no;
        if (str_int64(str_trim(str_cut(&rest, ',')), &no) && no > 0 && no <= CONSULT_OPTIONS)
            *vec_push(cx->arena, &order) = (int)no - 1;
    }
    out->ranking = order.v;
    out->n_ranking = order.n;
}

static struct ballot ballot_of(struct cx *cx, const struct consult_seats_row *s)
{
    struct ballot b = { .weight = s->recused_at ? 0 : s->weight,
                        .answered = *s->stands_why != '\0',
                        .unreached = *s->unreached != '\0' };
    if (!choice_parse(s->choice, &b.choice)) b.choice = CHOICE_NONE;
    if (b.choice == CHOICE_RANKED) position_ranking(cx, s->ranking, &b);
    return b;
}

bool consult_has_voted(const struct consult_count *k, int64_t seat)
{
    for (size_t i = 0; i < k->voted.n; i++)
        if (k->voted.v[i].seat == seat) return true;
    return false;
}

static enum rc ballots_of(struct cx *cx, struct consult_count *k, struct ballot **v, size_t *n)
{
    if (k->round.secret) {
        for (size_t i = 0; i < k->seats.n; i++) {
            const struct consult_seats_row *s = &k->seats.v[i];
            k->unspoken += s->weight > 0 && !s->recused_at && !consult_has_voted(k, s->id);
        }
        enum rc rc = k->sealed ? RC_OK : ballot_count(cx, k->round.id, v, n);
        k->uncounted = rc == RC_MISSING;
        return k->uncounted ? RC_OK : rc;
    }
    *v = arena_array(cx->arena, struct ballot, k->seats.n);
    *n = k->seats.n;
    for (size_t i = 0; i < *n; i++) {
        (*v)[i] = ballot_of(cx, &k->seats.v[i]);
        k->unspoken += (*v)[i].weight > 0 && (*v)[i].choice == CHOICE_NONE;
    }
    return RC_OK;
}

static const char *uncounted_why(struct cx *cx, const struct consult_get_row *c,
                                 const struct consult_count *k)
{
    if (z_eq(c->state, "withdrawn") && k->voted.n >= BALLOT_LEAST)
        return T("It was withdrawn before it was counted, so the papers were destroyed unread.");
    return arena_printf(cx->arena,
                        T("Fewer than %d voted, so the papers were destroyed unread: among so few "
                          "the result would say who voted what."),
                        BALLOT_LEAST);
}

enum rc consult_count(struct cx *cx, const struct consult_get_row *c, struct consult_count *out)
{
    enum decision_rule rule;
    struct ballot *v = NULL;
    size_t n = 0;
    *out = (struct consult_count){ 0 };
    enum rc rc = consult_round_of(cx, c, &out->round);
    if (!rc) rc = consult_seats(cx, out->round.id, &out->seats);
    if (!rc) rc = consult_options(cx, c->id, &out->options);
    if (rc) return rc;
    if (!rule_parse(out->round.rule, &rule))
        return fail(cx, "consultation %lld: unknown rule", (long long)c->id);
    if (out->round.secret && (rc = ballot_voters(cx, out->round.id, &out->voted))) return rc;
    out->sealed = out->round.secret && !out->round.closed_at;
    if ((rc = ballots_of(cx, out, &v, &n))) return rc;
    const char **option = arena_array(cx->arena, const char *, out->options.n + 1);
    for (size_t i = 0; i < out->options.n; i++) option[i] = out->options.v[i].title;
    out->option = option;
    if (out->uncounted) {
        out->tally = tally_uncounted(rule);
        out->why = uncounted_why(cx, c, out);
        return RC_OK;
    }
    out->tally = tally_count(cx->arena, rule, v, n, out->options.n, out->round.quorum);
    out->why = tally_why(cx, &out->tally, option);
    return RC_OK;
}
