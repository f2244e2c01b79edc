/* SPDX-License-Identifier: EUPL-1.2 */
/* decide.c — a closed round becomes a decision, with its figures, its dissent, and what follows. */
#include "account/viewer.h"
#include "consult/consult_write.h"
#include "consult/response.h"
#include "decide/decision.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "talk/about.h"

/* Who objected, and why: in the language of who decides. */
const char *consult_dissent(struct cx *cx, const struct consult_count *k)
{
    const char *all = "";
    for (size_t i = 0; i < k->seats.n; i++) {
        const struct consult_seats_row *s = &k->seats.v[i];
        if ((!z_eq(s->choice, "object") && !z_eq(s->choice, "block")) || s->recused_at) continue;
        all = arena_printf(cx->arena, "%s%s**%s**: %s", all, *all ? "\n\n" : "",
                           s->organisation_name, s->reason);
        if (*s->stands_why)
            all = arena_printf(cx->arena, "%s\n\n%s %s", all, T("The chair on it:"), s->stands_why);
    }
    return all;
}

static enum rc check(struct cx *cx, const struct consult_get_row *c, const struct consult_count *k,
                     const struct consult_decision *in)
{
    enum outcome o;
    if (!z_eq(c->state, "closed"))
        return refuse(cx, RC_CONFLICT,
                      z_eq(c->state, "decided") ? T("It is decided already.")
                                                : T("Only a closed round is decided."));
    if (!in->decided || !*in->decided)
        return problem(cx, "decided", T("Write what is decided, as a text that can stand alone."));
    bool free = k->tally.rule == RULE_ADVISORY;
    if (free &&
        (!outcome_parse(in->outcome, &o) || o == OUTCOME_NO_QUORUM || o == OUTCOME_NOT_COUNTED))
        return problem(cx, "outcome", T("Say whether it is adopted, not adopted or noted."));
    if (free && (!in->reasons || !*in->reasons))
        return problem(cx, "reasons", T("Positions were advice: say why you decide so."));
    return RC_OK;
}

static void add(struct cx *cx, const char **text, const char *sentence)
{
    *text = arena_printf(cx->arena, "%s%s%s", *text, **text ? " " : "", sentence);
}

enum rc consult_held_up(struct cx *cx, const struct consult_get_row *c,
                        const struct consult_count *k, const char **out)
{
    struct response_matrix_rows m;
    int64_t comments = 0, objections = k->tally.open_objections,
            deaf = k->tally.rule == RULE_SILENCE ? k->tally.unreached : 0;
    enum rc rc = response_matrix(cx, c->id, &m);
    *out = NULL;
    for (size_t i = 0; i < m.n && !rc; i++)
        comments += m.v[i].needs && z_eq(m.v[i].outcome, "open");
    if (rc || (!objections && !comments && !deaf)) return rc;
    *out = "";
    if (objections)
        add(cx, out,
            arena_printf(cx->arena,
                         T_N(objections, "%d objection is open.", "%d objections are open."),
                         (int)objections));
    if (comments)
        add(cx, out,
            arena_printf(cx->arena,
                         T_N(comments, "%d comment has no answer.", "%d comments have no answer."),
                         (int)comments));
    if (deaf)
        add(cx, out,
            arena_printf(cx->arena,
                         T_N(deaf, "%d member was not reached, so its silence is no agreement.",
                             "%d members were not reached, so their silence is no agreement."),
                         (int)deaf));
    return RC_OK;
}

/* What holds it up does so unless the chair says why not. */
static enum rc check_open(struct cx *cx, const struct consult_get_row *c,
                          const struct consult_count *k, const char *why)
{
    const char *held;
    enum rc rc = consult_held_up(cx, c, k, &held);
    if (rc || (why && *why) || !held) return rc;
    return problem(cx, "why_open", "%s %s", held,
                   T("Resolve this, or say why it is decided all the same."));
}

static const char *reasons_of(struct cx *cx, const struct consult_count *k,
                              const struct consult_decision *in)
{
    const char *all = k->why;
    if (in->reasons && *in->reasons) all = arena_printf(cx->arena, "%s\n\n%s", all, in->reasons);
    if (in->why_open && *in->why_open)
        all = arena_printf(cx->arena, "%s\n\n%s %s", all,
                           T("Decided over what was still open, because:"), in->why_open);
    return all;
}

enum rc consult_decide_in(struct cx *cx, const struct consult_get_row *c,
                          const struct consult_decision *in, int64_t *decision)
{
    struct consult_count k;
    struct about_list about = { 0 };
    enum rc rc = consult_count(cx, c, &k);
    if (!rc) rc = check(cx, c, &k, in);
    if (!rc) rc = check_open(cx, c, &k, in->why_open);
    if (!rc) rc = about_of(cx, "consultation", c->id, &about);
    if (rc) return rc;
    const struct decision_input d = {
        .project = c->project,
        .title = c->title,
        .body = c->body,
        .from_type = "consultation",
        .from = c->id,
        .outcome = k.tally.rule == RULE_ADVISORY ? in->outcome : outcome_name(k.tally.outcome),
        .rule = k.round.rule,
        .figures = tally_figures(cx, &k.tally),
        .decided = in->decided,
        .reasons = reasons_of(cx, &k, in),
        .dissent = consult_dissent(cx, &k),
        .mandate = in->mandate,
        .decided_on = date_of_stamp(cx->now),
        .about = about.v,
        .n_about = about.n,
    };
    rc = decision_make(cx, &d, decision);
    for (size_t i = 0; i < in->n_tasks && !rc; i++) {
        struct task_input task = in->task[i];
        int64_t id;
        task.from_type = "decision";
        task.from = *decision;
        rc = task_add(cx, c->project, &task, &id);
    }
    if (!rc)
        rc = consult_set_state(cx, &(struct consult_set_state_in){ .id = c->id,
                                                                   .version = c->version,
                                                                   .state = "decided",
                                                                   .round_no = c->round_no,
                                                                   .closes_at = c->closes_at,
                                                                   .decision = *decision });
    if (!rc) rc = consult_audited(cx, "consultation.decide", c->id, c);
    const struct consult_event e = { .kind = "decide", .note = in->why_open };
    if (!rc) rc = consult_note(cx, c, &e);
    return rc ? rc : consult_tell(cx, c, NEWS_DECIDED, d.outcome, in->decided);
}

static enum rc decide_in(struct cx *cx, int64_t id, int64_t version,
                         const struct consult_decision *in, int64_t *decision)
{
    struct consult_get_row c;
    enum rc rc = consult_for_write(cx, id, version, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    return rc ? rc : consult_decide_in(cx, &c, in, decision);
}

enum rc consult_decide(struct cx *cx, int64_t id, int64_t version,
                       const struct consult_decision *in, int64_t *decision)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, decide_in(cx, id, version, in, decision));
}
