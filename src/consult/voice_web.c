/* SPDX-License-Identifier: EUPL-1.2 */
/* voice_web.c — a position is given, and who else may give it: the forms of those who are asked. */
#include "account/viewer.h"
#include "base/vec.h"
#include "consult/consult_html.h"
#include "consult/consult_web.h"
#include "i18n/i18n.h"

static const struct form_choice choices[] = {
    { "support", N_("Support") },
    { "support_with_changes", N_("Support with changes") },
    { "abstain", N_("Abstain") },
    { "object", N_("Object") },
    { "block", N_("Block") },
    { "ranked", N_("This order") },
    { "none", N_("Take back what was said") },
    { NULL, NULL },
};
static const char *const meanings[] = {
    N_("We agree as it stands."),
    N_("We agree, and say below what should change."),
    N_("We take part and are neither for nor against."),
    N_("We do not agree; the reason is needed."),
    N_("This must not happen; the reason is needed."),
    NULL,
    NULL,
};
struct position_form {
    int64_t seat;
    const char *choice, *reason, *ranking;
};
static const struct form_field position_fields[] = {
    FIELD_OF(position_form, seat, FORM_ID, N_("Seat"), .hidden = true),
    FIELD_OF(position_form, choice, FORM_CHOICE, N_("Position"), .required = true,
             .choices = choices),
    FIELD_OF(position_form, reason, FORM_LONG, N_("Reason"), .max = 20000),
    FIELD_OF(position_form, ranking, FORM_TEXT, N_("Order"), .max = 60,
             .hint = N_("Numbers of the options, the best first: 2,1,3.")),
};
static const struct form position_form = FORM(position_form, position_fields);

/* ---- the form on the page -------------------------------------------------------------------- */

static void put_choices(struct cx *cx, const struct consult_count *k, const char *now,
                        struct consult_voice *o)
{
    bool ranked = z_eq(k->round.rule, rule_name(RULE_RANKED_CHOICE));
    VEC(struct consult_choice_shown) all = { 0 };
    for (size_t i = 0; choices[i].value; i++) {
        const char *value = choices[i].value;
        bool is_ranked = z_eq(value, "ranked"), none = z_eq(value, "none");
        if (none ? !o->now : is_ranked ? !ranked : ranked && !z_eq(value, "abstain")) continue;
        if (z_eq(value, "block") && !k->round.block_allowed) continue;
        *vec_push(cx->arena, &all) = (struct consult_choice_shown){
            .value = value,
            .label = i18n_text(cx, NULL, choices[i].label),
            .meaning = meanings[i] ? i18n_text(cx, NULL, meanings[i]) : NULL,
            .chosen = z_eq(now, value),
        };
    }
    o->choice = all.v;
    o->n = all.n;
}

static struct consult_voice voice_of(struct cx *cx, const struct request *rq,
                                     const struct consult_get_row *c, const struct consult_count *k,
                                     const struct consult_seats_row *s, enum speaks how)
{
    const char *seat = request_field(rq, "seat"), *choice = s->choice;
    int64_t typed_for = 0;
    bool typed = rq->method == METHOD_POST && seat && str_int64(str_of(seat), &typed_for) &&
                 typed_for == s->id;
    struct consult_voice o = {
        .seat = s->id,
        .first = !*s->choice,
        .to = consult_to(cx, c->id, "position"),
        .tools =
            how == SPEAKS_OWN && z_eq(c->state, "open")
                ? url_path(cx, "/consultation/%lld/seat/%lld", (long long)c->id, (long long)s->id)
                : (struct url){ NULL },
        .reason = typed ? request_field(rq, "reason") : s->reason,
        .option = k->options.v,
        .n_options = k->options.n,
    };
    o.heading = arena_printf(cx->arena,
                             how == SPEAKS_PROXY ? T("For %s, whose proxy you hold")
                                                 : T("The position of %s"),
                             s->organisation_name);
    if (o.first && !k->round.closed_at)
        o.heading =
            arena_printf(cx->arena, T("%s, until %s"), o.heading, i18n_stamp(cx, c->closes_at));
    if (s->position && *s->choice)
        o.now = arena_printf(cx->arena, T("Now: %s, said by %s on %s."),
                             consult_choice_mark(cx, s->choice).word, s->speaker,
                             i18n_stamp(cx, s->said_at));
    if (k->round.closed_at || c->closes_at <= cx->now)
        o.late = T("The round is closed. What you say now is shown as late and not counted.");
    if (typed && request_field(rq, "choice")) choice = request_field(rq, "choice");
    const bool ranked = z_eq(k->round.rule, rule_name(RULE_RANKED_CHOICE));
    o.reason_hint = ranked ? T("(optional)") : T("(needed to object)");
    /* Who gives places wants them to count: only abstaining is chosen. */
    put_choices(cx, k, ranked && !*choice ? "ranked" : choice, &o);
    o.place = consult_places(cx, typed ? rq : NULL, k->options.n, s->ranking);
    if (typed) {
        o.problem = problem_of(cx, "choice") ? problem_of(cx, "choice") : problem_of(cx, "");
        o.reason_problem = problem_of(cx, "reason");
        o.ranking_problem = problem_of(cx, "ranking");
    }
    return o;
}

void consult_voices(struct cx *cx, const struct request *rq, const struct consult_get_row *c,
                    const struct consult_count *k, struct consult_show_view *v)
{
    VEC(struct consult_voice) all = { 0 };
    if ((!z_eq(c->state, "open") && !z_eq(c->state, "closed")) || !k->round.id) return;
    for (size_t i = 0; i < k->seats.n; i++) {
        const struct consult_seats_row *s = &k->seats.v[i];
        enum speaks how = seat_speaks(cx, c->project, s, &k->seats);
        if (!s->weight || how == SPEAKS_NOT) continue;
        struct consult_voice o = voice_of(cx, rq, c, k, s, how);
        if (k->round.secret) {
            if (k->round.closed_at || how != SPEAKS_OWN) continue;
            o.ballot = consult_to(cx, c->id, "ballot");
        }
        if (s->recused_at) o.n = 0, o.first = false;
        *vec_push(cx->arena, &all) = o;
    }
    v->voice = all.v;
    v->n_voices = all.n;
}

/* ---- what is posted -------------------------------------------------------------------------- */

static enum rc position_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct position_form *f = rq->form;
    bool late = false;
    const struct position_input in = {
        .consultation = rq->id[0],
        .seat = f->seat,
        .choice = z_eq(f->choice, "none") ? "" : f->choice,
        .reason = f->reason,
        .ranking = f->ranking ? f->ranking : consult_ranking_posted(cx, rq),
        .via = rq->api ? "api" : "web",
    };
    struct consult_get_row c;
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc) rc = position_take(cx, &in, &late);
    if (rc) return rc;
    return reply_see_other(
        cx, rq, rs, url_path(cx, "/consultation/%lld#positions", (long long)rq->id[0]),
        late ? T("Your position is kept as late: it is shown and not counted.")
             : T("Your position is taken. You can change it until the round closes."));
}

struct stands_form {
    int64_t position;
    const char *why;
};
static const struct form_field stands_fields[] = {
    FIELD_OF(stands_form, position, FORM_ID, N_("Position"), .required = true, .hidden = true),
    FIELD_OF(stands_form, why, FORM_LONG, N_("Why the objection stands"), .required = true,
             .max = 4000),
};
static const struct form stands_form = FORM(stands_form, stands_fields);

static enum rc stands_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct stands_form *f = rq->form;
    struct position_get_row p;
    enum rc rc = position_get(cx, f->position, &p);
    if (!rc && p.consultation != rq->id[0]) rc = RC_MISSING;
    if (!rc) rc = position_stands(cx, f->position, f->why);
    return rc ? rc
              : reply_see_other(
                    cx, rq, rs, url_path(cx, "/consultation/%lld#positions", (long long)rq->id[0]),
                    T("It is recorded why the objection stands. It no longer holds up the "
                      "decision, and counts still."));
}

/* ---- the seat -------------------------------------------------------------------------------- */

static const struct consult_seats_row *seat_of(const struct consult_count *k, int64_t id)
{
    for (size_t i = 0; i < k->seats.n; i++)
        if (k->seats.v[i].id == id) return &k->seats.v[i];
    return NULL;
}

static const struct form_choice *members(struct cx *cx, const struct consult_count *k, int64_t but)
{
    VEC(struct form_choice) all = { 0 };
    for (size_t i = 0; i < k->seats.n; i++)
        if (k->seats.v[i].id != but && k->seats.v[i].weight)
            *vec_push(cx->arena, &all) = (struct form_choice){
                arena_printf(cx->arena, "%lld", (long long)k->seats.v[i].id),
                k->seats.v[i].organisation_name,
            };
    *vec_push(cx->arena, &all) = (struct form_choice){ NULL, NULL };
    return all.v;
}

static const struct form_choice *colleagues(struct cx *cx, const struct seat_colleagues_rows *rows)
{
    VEC(struct form_choice) all = { 0 };
    for (size_t i = 0; i < rows->n; i++)
        if (rows->v[i].id != viewer_is(cx))
            *vec_push(cx->arena, &all) =
                (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)rows->v[i].id),
                                      rows->v[i].name };
    *vec_push(cx->arena, &all) = (struct form_choice){ NULL, NULL };
    return all.v;
}

static enum rc seat_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    struct consult_count k;
    struct seat_colleagues_rows rows;
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc) rc = consult_count(cx, &c, &k);
    if (rc) return rc;
    const struct consult_seats_row *s = seat_of(&k, rq->id[1]);
    if (!s || seat_speaks(cx, c.project, s, &k.seats) != SPEAKS_OWN) return RC_MISSING;
    if ((rc = seat_colleagues(cx, c.project, s->organisation, &rows))) return rc;
    const char *typed = rq->method == METHOD_POST ? request_field(rq, "interest") : NULL;
    struct consult_seat_view v = {
        .s = s,

        .back = consult_url(cx, c.id),
        .colleagues = colleagues(cx, &rows),
        .members = members(cx, &k, s->id),
        .limit = (int)c.proxy_limit,
        .typed_interest = typed ? typed : s->interest,
        .delegate_now = arena_printf(cx->arena, "%lld", (long long)s->delegate),
        .proxy_now = arena_printf(cx->arena, "%lld", (long long)s->proxy),
        .problem = cx->problems.first ? cx->problems.first->text : NULL,
    };
    v.delegate =
        url_path(cx, "/consultation/%lld/seat/%lld/delegate", (long long)c.id, (long long)s->id);
    v.proxy = url_path(cx, "/consultation/%lld/seat/%lld/proxy", (long long)c.id, (long long)s->id);
    v.interest =
        url_path(cx, "/consultation/%lld/seat/%lld/interest", (long long)c.id, (long long)s->id);
    struct page *pg = consult_page(
        cx, rq, &c, arena_printf(cx->arena, T("Who speaks for %s"), s->organisation_name));
    pg->problem = NULL;
    consult_seat_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

struct delegate_form {
    int64_t delegate;
};
static const struct form_field delegate_fields[] = {
    FIELD_OF(delegate_form, delegate, FORM_ID, N_("Colleague")),
};
static const struct form delegate_form = FORM(delegate_form, delegate_fields);
struct proxy_form {
    int64_t proxy;
    const char *note;
};
static const struct form_field proxy_fields[] = {
    FIELD_OF(proxy_form, proxy, FORM_ID, N_("Member that speaks for you")),
    FIELD_OF(proxy_form, note, FORM_TEXT, N_("Why"), .max = 400),
};
static const struct form proxy_form = FORM(proxy_form, proxy_fields);
struct interest_form {
    const char *interest;
    int64_t recuse;
};
static const struct form_field interest_fields[] = {
    FIELD_OF(interest_form, interest, FORM_LONG, N_("Interest"), .max = 2000),
    FIELD_OF(interest_form, recuse, FORM_FLAG, N_("Take no part in the count")),
};
static const struct form interest_form = FORM(interest_form, interest_fields);

/* The seat of the path must be of the consultation of the path. */
static enum rc check_seat(struct cx *cx, const struct request *rq)
{
    struct seat_where_row at;
    bool found;
    enum rc rc = seat_where(cx, rq->id[1], &at, &found);
    return rc ? rc : found && at.consultation == rq->id[0] ? RC_OK : RC_MISSING;
}

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, enum rc rc)
{
    return rc ? rc : reply_see_other(cx, rq, rs, consult_url(cx, rq->id[0]), T("Saved."));
}

static enum rc delegate_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct delegate_form *f = rq->form;
    enum rc rc = check_seat(cx, rq);
    return back(cx, rq, rs, rc ? rc : seat_delegate(cx, rq->id[1], f->delegate));
}

static enum rc proxy_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct proxy_form *f = rq->form;
    enum rc rc = check_seat(cx, rq);
    return back(cx, rq, rs, rc ? rc : seat_proxy(cx, rq->id[1], f->proxy, f->note));
}

static enum rc interest_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct interest_form *f = rq->form;
    enum rc rc = check_seat(cx, rq);
    return back(cx, rq, rs, rc ? rc : seat_interest(cx, rq->id[1], f->interest, f->recuse));
}

const struct route consult_voice_routes[] = {
    { METHOD_POST, "/consultation/{consultation}/position", position_post, .may = MAY_COMMENT,
      .of = OF_CONSULTATION, .form = &position_form, .again = consult_show, .max = 256 * KB,
      .title = N_("Give a position") },
    { METHOD_POST, "/consultation/{consultation}/stands", stands_post, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .form = &stands_form, .again = consult_show,
      .title = N_("Record why an objection stands") },
    { METHOD_GET, "/consultation/{consultation}/seat/{seat}", seat_page, .may = MAY_COMMENT,
      .of = OF_CONSULTATION, .no_api = true, .title = N_("Who speaks for an organisation") },
    { METHOD_POST, "/consultation/{consultation}/seat/{seat}/delegate", delegate_post,
      .may = MAY_COMMENT, .of = OF_CONSULTATION, .form = &delegate_form, .again = seat_page,
      .title = N_("Delegate to a colleague") },
    { METHOD_POST, "/consultation/{consultation}/seat/{seat}/proxy", proxy_post, .may = MAY_COMMENT,
      .of = OF_CONSULTATION, .form = &proxy_form, .again = seat_page,
      .title = N_("Give a proxy to another member") },
    { METHOD_POST, "/consultation/{consultation}/seat/{seat}/interest", interest_post,
      .may = MAY_COMMENT, .of = OF_CONSULTATION, .form = &interest_form, .again = seat_page,
      .title = N_("Declare an interest") },
    { 0 },
};
