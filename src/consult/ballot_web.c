/* SPDX-License-Identifier: EUPL-1.2 */
/* ballot_web.c — a secret ballot: voting, the receipt that is shown once, and the papers of a
 * closed round, which anybody may recount. It has no API, so that no answer with a receipt is ever
 * kept.
 */
#include "consult/ballot_web.h"

#include "account/viewer.h"
#include "ballot/ballot.h"
#include "ballot/ballot_sql.h"
#include "base/vec.h"
#include "consult/ballot_html.h"
#include "consult/ballot_view.h"
#include "consult/consult_web.h"
#include "consult/position.h"
#include "i18n/i18n.h"

/* Rounds are closed each minute; what takes longer is in trouble. */
enum { COUNTED_WITHIN = 15 * 60 };

struct cast_form {
    int64_t seat;
    const char *choice, *ranking, *receipt;
};
static const struct form_choice choices[] = {
    { "support", N_("Support") },
    { "object", N_("Object") },
    { "abstain", N_("Abstain") },
    { NULL, NULL },
};
static const struct form_choice ranked_choices[] = {
    { "ranked", N_("This order") },
    { "abstain", N_("Abstain") },
    { NULL, NULL },
};
static const struct form_choice cast_choices[] = {
    { "support", N_("Support") },
    { "object", N_("Object") },
    { "abstain", N_("Abstain") },
    { "ranked", N_("This order") },
    { NULL, NULL },
};
static const struct form_field cast_fields[] = {
    FIELD_OF(cast_form, seat, FORM_ID, N_("In the name of"), .required = true),
    FIELD_OF(cast_form, choice, FORM_CHOICE, N_("Your vote"), .choices = cast_choices),
    FIELD_OF(cast_form, ranking, FORM_TEXT, N_("Order"), .max = 60,
             .hint = N_("Numbers of the options, the best first: 2,1,3.")),
    FIELD_OF(cast_form, receipt, FORM_TEXT, N_("Receipt of an earlier vote"), .max = 60,
             .hint = N_("Only to change a vote that was cast already.")),
};
static const struct form cast_form = FORM(cast_form, cast_fields);
/* As it is shown: the vote is chosen, abstaining too. */
static const struct form_field vote_fields[] = {
    FIELD_OF(cast_form, seat, FORM_ID, N_("In the name of"), .required = true),
    FIELD_OF(cast_form, choice, FORM_CHOICE, N_("Your vote"), .required = true, .choices = choices),
    FIELD_OF(cast_form, receipt, FORM_TEXT, N_("Receipt of an earlier vote"), .max = 60,
             .hint = N_("Only to change a vote that was cast already.")),
};
static const struct form vote_form = FORM(cast_form, vote_fields);

/* ---- the form -------------------------------------------------------------------------------- */

/* The seats the reader speaks for, as choices; how many. */
static size_t seats_of(struct cx *cx, const struct consult_get_row *c,
                       const struct consult_count *k, const struct form_choice **out)
{
    VEC(struct form_choice) v = { 0 };
    for (size_t i = 0; i < k->seats.n; i++) {
        const struct consult_seats_row *s = &k->seats.v[i];
        if (!s->weight || s->recused_at) continue;
        if (seat_speaks(cx, c->project, s, &k->seats) == SPEAKS_NOT) continue;
        *vec_push(cx->arena, &v) =
            (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)s->id),
                                  s->organisation_name };
    }
    *vec_push(cx->arena, &v) = (struct form_choice){ NULL, NULL };
    *out = v.v;
    return v.n - 1;
}

static void put_form(struct cx *cx, const struct request *rq, const struct consult_get_row *c,
                     const struct consult_count *k, struct ballot_view *v)
{
    const struct form_choice *seats;
    struct cast_form start = { 0 };
    const size_t n = seats_of(cx, c, k, &seats);
    if (!n) {
        v->why_not = T("You do not speak for an organisation that votes here.");
        return;
    }
    (void)str_int64(str_of(seats[0].value), &start.seat);
    if (v->n_options) start.choice = "ranked";
    struct form_view *form = form_view(cx, rq, &vote_form, &start);
    form_options(form, "seat", seats);
    /* Who speaks for one has nothing to choose. */
    if (n == 1) {
        form_change(cx, form, "seat")->hidden = true;
        v->only = seats[0].label;
    }
    if (v->n_options) {
        form_change(cx, form, "choice")->choices = ranked_choices;
        v->rank = (struct consult_voice){
            .option = k->options.v,
            .n_options = k->options.n,
            .place = consult_places(cx, rq->method == METHOD_POST ? rq : NULL, k->options.n, ""),
            .ranking_problem = problem_of(cx, "ranking"),
        };
    }
    v->form = form;
    v->to = consult_to(cx, c->id, "ballot");
}

/* ---- papers ---------------------------------------------------------------------------------- */

static const char *said(struct cx *cx, const struct consult_count *k,
                        const struct ballot_papers_row *p)
{
    if (*p->ranking) return consult_ranked(cx, &k->options, p->ranking);
    return consult_choice_mark(cx, p->choice).word;
}

static void put_papers(struct cx *cx, const struct request *rq, const struct consult_count *k,
                       const struct ballot_papers_rows *rows, struct ballot_view *v)
{
    const char *typed = request_query(rq, "receipt");
    const char *receipt = typed && *typed ? ballot_receipt(cx, typed) : NULL;
    struct ballot_paper_line *l = arena_array(cx->arena, struct ballot_paper_line, rows->n + 1);
    v->typed = typed ? typed : "";
    if (receipt) v->found = T("There is no paper with this receipt in this round.");
    for (size_t i = 0; i < rows->n; i++) {
        l[i] = (struct ballot_paper_line){ rows->v[i].receipt, said(cx, k, &rows->v[i]),
                                           receipt && z_eq(receipt, rows->v[i].receipt) };
        if (l[i].asked)
            v->found = arena_printf(cx->arena, T("Your vote was counted: %s."), l[i].choice);
    }
    v->v = l;
    v->n = rows->n;
    v->uncounted = k->uncounted;
    v->result = k->why;
}

/* ---- the page -------------------------------------------------------------------------------- */

static enum rc page(struct cx *cx, struct request *rq, struct response *rs, const char *receipt)
{
    struct consult_get_row c;
    struct consult_count k;
    struct ballot_papers_rows papers = { 0 };
    int64_t voted = 0, seats = 0;
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc) rc = consult_count(cx, &c, &k);
    if (!rc && (!k.round.id || !k.round.secret)) rc = RC_MISSING;
    if (!rc) rc = ballot_turnout(cx, k.round.id, &voted, &seats);
    if (!rc && k.round.closed_at) rc = ballot_papers(cx, k.round.id, &papers);
    if (rc) return rc;
    reply_rows(cx, rs, "papers", &ballot_papers_meta, papers.v, papers.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct ballot_view v = { .question = c.question,
                             .receipt = receipt,
                             .closed = k.round.closed_at != 0,
                             .self = consult_to(cx, c.id, "ballot"),
                             .help = { "/help/ballots" },
                             .turnout = arena_printf(cx->arena, T("%s of %s have voted."),
                                                     i18n_int(cx, voted), i18n_int(cx, seats)) };
    if (z_eq(k.round.rule, rule_name(RULE_RANKED_CHOICE))) {
        v.option = k.option;
        v.n_options = k.options.n;
    }
    if (v.closed)
        put_papers(cx, rq, &k, &papers, &v);
    else if (k.round.closes_at <= cx->now)
        v.why_not = k.round.closes_at + COUNTED_WITHIN > cx->now
                        ? T("The ballot is over and is being counted.")
                        : T("The ballot is over and could not be counted yet. The administrator of "
                            "the server finds the reason in its log.");
    else if (!receipt)
        put_form(cx, rq, &c, &k, &v);
    struct page *pg = consult_page(cx, rq, &c, T("Secret ballot"));
    if (!v.form) pg->problem = problem_of(cx, "");
    if (v.closed) page_exports(cx, rq, pg);
    consult_ballot_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    return page(cx, rq, rs, NULL);
}

/* ---- voting ---------------------------------------------------------------------------------- */

static enum rc check_seat(struct cx *cx, const struct consult_get_row *c,
                          const struct consult_count *k, int64_t seat)
{
    if (!k->round.id || !k->round.secret) return RC_MISSING;
    if (k->round.closed_at || k->round.closes_at <= cx->now || !z_eq(c->state, "open"))
        return refuse(cx, RC_CONFLICT, T("This ballot is closed."));
    for (size_t i = 0; i < k->seats.n; i++) {
        const struct consult_seats_row *s = &k->seats.v[i];
        if (s->id != seat || seat_speaks(cx, c->project, s, &k->seats) == SPEAKS_NOT) continue;
        if (!s->recused_at) return RC_OK;
        return refuse(cx, RC_CONFLICT, T("%s takes no part in this vote."), s->organisation_name);
    }
    return refuse(cx, RC_DENIED, T("You do not speak for an organisation that votes here."));
}

/* What is put into the urn; nothing chosen is no vote. */
static enum rc paper_of(struct cx *cx, const struct request *rq, const struct consult_count *k,
                        struct paper_cast *out)
{
    const struct cast_form *f = rq->form;
    const bool ranked = z_eq(k->round.rule, rule_name(RULE_RANKED_CHOICE));
    const char *order = f->ranking ? f->ranking : consult_ranking_posted(cx, rq);
    *out = (struct paper_cast){ .choice = f->choice,
                                .options = (int64_t)k->options.n,
                                .receipt = f->receipt };
    if (ranked && !f->choice && *order) out->choice = "ranked";
    if (!out->choice) return problem(cx, "choice", T("Choose your vote. You can abstain, too."));
    if (!z_eq(out->choice, "ranked")) return RC_OK;
    if (!ranked) return problem(cx, "choice", T("There are no options to put in order."));
    out->ranking = order;
    return *order ? RC_OK
                  : problem(cx, "ranking",
                            T("Give each option a place of its own, the best the first."));
}

static enum rc cast(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct cast_form *f = rq->form;
    struct consult_get_row c;
    struct consult_count k;
    char receipt[BALLOT_RECEIPT];
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc) rc = consult_count(cx, &c, &k);
    if (!rc) rc = check_seat(cx, &c, &k, f->seat);
    if (rc) return rc;
    struct paper_cast p;
    if ((rc = paper_of(cx, rq, &k, &p))) return rc;
    rs->secret = true;
    rc = ballot_cast(cx, k.round.id, f->seat, &p, receipt);
    return rc ? rc : page(cx, rq, rs, receipt);
}

const struct route consult_ballot_routes[] = {
    { METHOD_GET, "/consultation/{consultation}/ballot", show, .may = MAY_READ_CONSULT,
      .of = OF_CONSULTATION, .title = N_("A secret ballot and its papers"),
      .rows = &ballot_papers_meta },
    { METHOD_POST, "/consultation/{consultation}/ballot", cast, .may = MAY_COMMENT,
      .of = OF_CONSULTATION, .form = &cast_form, .again = show, .no_api = true,
      .title = N_("Vote in a secret ballot") },
    { 0 },
};
