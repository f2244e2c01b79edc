/* SPDX-License-Identifier: EUPL-1.2 */
/* show_web.c — one consultation: what the reader has to do first, what is asked, who says what, and
 * what that comes to.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "consult/consult_html.h"
#include "consult/consult_web.h"
#include "consult/public.h"
#include "i18n/i18n.h"

static const char *count_text(struct cx *cx, const struct consult_count *k, int *spoke)
{
    int64_t in = 0;
    for (size_t i = 0; i < k->seats.n; i++)
        in += k->seats.v[i].weight > 0 && !k->seats.v[i].recused_at;
    *spoke = (int)(in - k->unspoken);
    return arena_printf(cx->arena, T("%d of %d have spoken"), *spoke, (int)in);
}

/* ---- the next thing -------------------------------------------------------------------------- */

static const char *left_open(struct cx *cx, const struct consult_count *k, int64_t open)
{
    const int64_t deaf = k->tally.rule == RULE_SILENCE ? k->tally.unreached : 0;
    const char *text = open ? arena_printf(cx->arena,
                                           T_N(open, "%d objection or comment is open still",
                                               "%d objections and comments are open still"),
                                           (int)open)
                            : NULL;
    if (!deaf) return text ? text : T("Nothing is open any more");
    return arena_printf(cx->arena, "%s%s%s", text ? text : "", text ? ". " : "",
                        arena_printf(cx->arena,
                                     T_N(deaf,
                                         "%d member was not reached, so its silence is no "
                                         "agreement.",
                                         "%d members were not reached, so their silence is no "
                                         "agreement."),
                                     (int)deaf));
}

static struct next next_of_chair(struct cx *cx, const struct consult_get_row *c,
                                 const struct consult_count *k, int64_t open)
{
    struct action *a = arena_array(cx->arena, struct action, 1);
    struct next n = { .until = DATE_NONE, .actions = { a, 1 } };
    if (z_eq(c->state, "draft")) {
        n.what = T("This is a draft: open it when it is ready");
        n.who = arena_printf(cx->arena, T("Positions are then asked for until %s"),
                             i18n_stamp(cx, c->closes_at));
        *a = (struct action){ .label = T("Open it"),
                              .url = consult_to(cx, c->id, "open"),
                              .kind = ACTION_PRIMARY };
    } else if (z_eq(c->state, "closed")) {
        n.what = T("The round is closed: record what is decided");
        n.who = left_open(cx, k, open);
        *a = (struct action){ .label = T("Decide"),
                              .url = consult_to(cx, c->id, "decide"),
                              .kind = ACTION_PRIMARY };
    } else {
        n.what = arena_printf(
            cx->arena,
            T_N(open, "%d comment waits for an answer", "%d comments wait for an answer"),
            (int)open);
        *a = (struct action){ .label = T("Answer"),
                              .url =
                                  url_with(cx, consult_to(cx, c->id, "responses"), "state", "open"),
                              .kind = ACTION_PRIMARY };
    }
    return n;
}

static struct next next_of_all(struct cx *cx, const struct consult_get_row *c,
                               const struct consult_count *k, const struct consult_show_view *v)
{
    struct next n = { .until = DATE_NONE, .kind = "wait" };
    if (z_eq(c->state, "open")) {
        n.what = !k->unspoken && !c->public && consult_leads(cx, c)
                     ? T("All have spoken: you can close it below")
                     : v->progress;
        n.who = arena_printf(cx->arena, T("Positions are taken until %s"),
                             i18n_stamp(cx, c->closes_at));
    } else if (z_eq(c->state, "closed")) {
        n.what = T("Closed; what is decided comes next");
        n.who = arena_printf(cx->arena, T("%s has the turn"), c->chair_name);
    } else if (z_eq(c->state, "decided")) {
        struct action *a = arena_array(cx->arena, struct action, 1);
        n.kind = "good";
        n.what = T("It is decided");
        *a = (struct action){ .label = T("Read the decision"),
                              .url = url_path(cx, "/decision/%lld", (long long)c->decision) };
        n.actions = (struct actions){ a, 1 };
    } else {
        n.kind = "bad";
        n.what = T("It was withdrawn");
    }
    return n;
}

/* ---- who says what --------------------------------------------------------------------------- */

/* Where a mandate names somebody, that one; else while it is open those who may, afterwards the one
 * who did. A contact stands on a line of its own. */
static const char *speaks(const struct consult_count *k, const struct consult_seats_row *s)
{
    if (s->account_name) return s->account_name;
    if (*s->contact_email) return NULL;
    if (!k->round.closed_at) return *s->coordinators ? s->coordinators : NULL;
    return s->position && !s->for_proxy ? s->speaker : NULL;
}

static struct consult_seat_shown seat_of(struct cx *cx, const struct consult_get_row *c,
                                         const struct consult_count *k,
                                         const struct consult_seats_row *s, bool leads)
{
    bool objects = z_eq(s->choice, "object") || z_eq(s->choice, "block");
    struct consult_seat_shown w = { .s = s,
                                    .speaks = speaks(k, s),
                                    .mark = consult_choice_mark(cx, s->choice) };
    if (!s->weight)
        w.mark = (struct mark){ "plan", T("observes") };
    else if (s->recused_at)
        w.mark = (struct mark){ "draft", T("recused") };
    else if (k->round.secret)
        w.mark = consult_has_voted(k, s->id) ? (struct mark){ "good", T("has voted") }
                                             : (struct mark){ "wait", T("has not voted") };
    if (!*s->choice && z_eq(s->unreached, "waiting"))
        w.how = T("the mail has not gone yet");
    else if (!*s->choice && *s->unreached)
        w.mark = (struct mark){ "ask", z_eq(s->unreached, "unsubscribed") ? T("does not want mails")
                                                                          : T("was not reached") };
    if (s->position) {
        w.how = arena_printf(cx->arena, "%s, %s, %s", s->speaker, consult_via(cx, s->via),
                             i18n_stamp(cx, s->said_at));
        if (s->for_proxy) w.how = arena_printf(cx->arena, "%s, %s", w.how, T("by proxy"));
        if (*s->ranking) w.ranked = consult_ranked(cx, &k->options, s->ranking);
        bool ended = z_eq(c->state, "decided") || z_eq(c->state, "withdrawn");
        if (objects && leads && !ended) w.stands = consult_to(cx, c->id, "stands");
    }
    if (*s->contact_email && leads && z_eq(c->state, "open"))
        w.contact =
            consult_to(cx, c->id, arena_printf(cx->arena, "seat/%lld/contact", (long long)s->id));
    if (*s->late_choice)
        w.late =
            arena_printf(cx->arena, T("%s, said late on %s and not counted"),
                         consult_choice_mark(cx, s->late_choice).word, i18n_stamp(cx, s->late_at));
    return w;
}

static void put_seats(struct cx *cx, const struct consult_count *k, bool leads,
                      struct consult_show_view *v)
{
    struct consult_seat_shown *s = arena_array(cx->arena, struct consult_seat_shown, k->seats.n);
    for (size_t i = 0; i < k->seats.n; i++) s[i] = seat_of(cx, v->c, k, &k->seats.v[i], leads);
    v->seat = s;
    v->n_seats = k->seats.n;
}

static void put_result(struct cx *cx, const struct consult_count *k, struct consult_show_view *v)
{
    static const char *const kinds[OUTCOMES] = { "good", "bad", "ask", "plan", "ask" };
    v->progress = count_text(cx, k, &v->spoke);
    v->seats_in = v->spoke + (int)k->unspoken;
    if (!k->round.id) return;
    if (k->sealed) {
        v->result_head = T("Secret ballot");
        v->result = T("Nobody knows the count before it closes.");
        return;
    }
    v->result_head = k->round.closed_at ? T("Result") : T("If it closed now");
    v->result = k->why;
    v->outcome = (struct mark){ k->round.closed_at ? kinds[k->tally.outcome] : "wait",
                                i18n_text(cx, NULL, outcome_title(k->tally.outcome)) };
}

/* ---- facts and steering ---------------------------------------------------------------------- */

static struct facts facts_of(struct cx *cx, const struct consult_get_row *c,
                             const struct consult_count *k, const char *asked, const char *word)
{
    struct fact *f = arena_array(cx->arena, struct fact, 9);
    size_t n = 0;
    enum decision_rule rule;
    f[n++] =
        (struct fact){ .name = T("Asked"),
                       .value = asked,
                       .url = c->body      ? url_path(cx, "/body/%lld", (long long)c->body)
                              : c->segment ? url_path(cx, "/segment/%lld", (long long)c->segment)
                                           : (struct url){ NULL } };
    if (rule_parse(k->round.rule, &rule))
        f[n++] = (struct fact){ .name = T("Rule"),
                                .value = arena_printf(cx->arena, "%s. %s",
                                                      i18n_text(cx, NULL, rule_title(rule)),
                                                      i18n_text(cx, NULL, rule_meaning(rule))) };
    if (c->quorum)
        f[n++] = (struct fact){ .name = T("Quorum"), .value = i18n_percent_e2(cx, c->quorum) };
    f[n++] =
        (struct fact){ .name = T("Votes"),
                       .value = c->weighted ? T("as the mandates say") : T("one member one vote") };
    f[n++] = (struct fact){ .name = T("Leads"), .value = c->chair_name };
    if (c->drafter)
        f[n++] = (struct fact){ .name = T("Answers comments"), .value = c->drafter_name };
    f[n++] = (struct fact){ .name = k->round.closed_at ? T("Closed") : T("Positions until"),
                            .value = i18n_stamp(cx, k->round.closed_at ? k->round.closed_at
                                                                       : c->closes_at) };
    if (c->round_no > 1)
        f[n++] = (struct fact){ .name = T("Round"),
                                .value = arena_printf(cx->arena, "%d", (int)c->round_no) };
    if (word)
        f[n++] = (struct fact){ .name = T("Public link"),
                                .value = arena_printf(cx->arena, "/c/%s", word),
                                .url = url_path(cx, "/c/%s", word),
                                .whole = true };
    return (struct facts){ f, n };
}

static void put_steer(struct cx *cx, const struct consult_get_row *c, const struct consult_count *k,
                      bool has_text, struct consult_show_view *v)
{
    struct action *a = arena_array(cx->arena, struct action, 6);
    size_t n = 0;
    bool draft = z_eq(c->state, "draft"), open = z_eq(c->state, "open"),
         closed = z_eq(c->state, "closed");
    if (draft)
        a[n++] = (struct action){ .label = T("Change the draft"),
                                  .url = consult_to(cx, c->id, "edit"),
                                  .icon = "draft" };
    if ((open || closed) && has_text)
        a[n++] = (struct action){ .label = T("Write a new version"),
                                  .url = consult_to(cx, c->id, "text"),
                                  .icon = "paper" };
    if (open) {
        a[n++] = (struct action){ .label = T("Give more time"),
                                  .url = consult_to(cx, c->id, "extend"),
                                  .icon = "plan" };
        a[n++] = (struct action){
            .label = T("Close it now"),
            .url = consult_to(cx, c->id, "close"),
            .icon = "check",
            .confirm = T("No position is taken after that."),
            .refusal = c->closes_at > cx->now && (k->unspoken || c->public)
                           ? T("Not all have spoken yet. It closes by itself at the deadline.")
                           : NULL,
        };
    }
    if (open && c->public)
        a[n++] = (struct action){
            .label = T("Make a new public link"),
            .url = consult_to(cx, c->id, "public-link"),
            .icon = "undo",
            .kind = ACTION_QUIET,
            .confirm = T("The old link stops working at once; what was confirmed stays."),
        };
    if (closed)
        a[n++] = (struct action){ .label = T("Open another round"),
                                  .url = consult_to(cx, c->id, "open"),
                                  .icon = "undo" };
    if (draft || open || closed)
        a[n++] = (struct action){ .label = T("Withdraw"),
                                  .url = consult_to(cx, c->id, "withdraw"),
                                  .icon = "cross",
                                  .kind = ACTION_QUIET };
    v->steer = (struct actions){ a, n };
}

/* What became of the comments, beside each in the thread. */
static enum rc put_responses(struct cx *cx, bool drafts, const struct response_matrix_rows *m,
                             struct consult_show_view *v)
{
    bool can = drafts && (z_eq(v->c->state, "open") || z_eq(v->c->state, "closed"));
    struct form_choice *choices = arena_array(cx->arena, struct form_choice, 5);
    for (size_t i = 0; consult_answers[i].value; i++)
        choices[i] = (struct form_choice){ consult_answers[i].value,
                                           i18n_text(cx, NULL, consult_answers[i].label) };
    for (size_t i = 0; i < v->talk.n; i++) {
        struct talk_remark *to = &v->talk.v[i];
        for (size_t k = 0; k < m->n; k++) {
            const struct response_matrix_row *r = &m->v[k];
            if (r->comment != to->id || (!r->needs && !r->answers)) continue;
            to->response = consult_answer_mark(cx, r);
            if (r->answers)
                to->response_who =
                    arena_printf(cx->arena, "%s, %s", r->answered_by ? r->answered_by : T("Kolo"),
                                 i18n_stamp(cx, r->answered_at));
            if (*r->reply) to->response_text = markdown(cx, r->reply);
            to->respond_choices = choices;
            to->respond_version = r->answers;
            if (can) to->respond = url_path(cx, "/comment/%lld/respond", (long long)r->comment);
        }
    }
    return RC_OK;
}

static void put_document(struct cx *cx, const struct consult_text_at_row *text,
                         struct consult_show_view *v)
{
    v->text = markdown(cx, text->body);
    v->text_title = arena_printf(cx->arena, T("Document, version %d of %s"), (int)text->no,
                                 i18n_date(cx, date_of_stamp(text->written_at)));
    if (text->no > 1 && viewer_can(cx, MAY_READ_CONSULT, v->c->project, 0))
        v->compare = consult_to(cx, v->c->id, "compare");
}

static void put_responses_text(struct cx *cx, const struct response_matrix_rows *m,
                               struct consult_show_view *v)
{
    if (!m->n) return;
    v->responses = consult_to(cx, v->c->id, "responses");
    v->responses_text = arena_printf(
        cx->arena,
        T_N((int64_t)m->n, "Response matrix: %d comment", "Response matrix: %d comments"),
        (int)m->n);
}

static void put_next(struct cx *cx, const struct consult_count *k,
                     const struct response_matrix_rows *m, bool leads, bool drafts,
                     struct consult_show_view *v)
{
    int64_t comments = 0;
    for (size_t i = 0; i < m->n; i++) comments += m->v[i].needs && z_eq(m->v[i].outcome, "open");
    bool open = z_eq(v->c->state, "open"), draft = z_eq(v->c->state, "draft"),
         closed = z_eq(v->c->state, "closed");
    if (v->n_voices)
        v->jump =
            (struct url){ arena_printf(cx->arena, "#voice-%lld", (long long)v->voice[0].seat) };
    v->has_next = !v->n_voices || !v->voice[0].first || v->voice[0].late;
    if (leads && (draft || closed))
        v->next = next_of_chair(cx, v->c, k, comments + k->tally.open_objections);
    else if (open && drafts && comments)
        v->next = next_of_chair(cx, v->c, k, comments);
    else
        v->next = next_of_all(cx, v->c, k, v);
}

/* That a contact wants no mails is for who leads; to others it was not reached. */
static void hide_wishes(struct consult_count *k)
{
    for (size_t i = 0; i < k->seats.n; i++)
        if (z_eq(k->seats.v[i].unreached, "unsubscribed")) k->seats.v[i].unreached = "failed";
}

enum rc consult_show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    struct consult_count k;
    struct consult_text_at_row text;
    struct response_matrix_rows m;
    bool has_text;
    enum rc rc = consult_find(cx, rq, &c);
    if (!rc) rc = consult_count(cx, &c, &k);
    if (!rc) rc = consult_text_at(cx, c.id, 0, &text, &has_text);
    if (!rc) rc = response_matrix(cx, c.id, &m);
    if (rc) return rc;
    const bool leads = consult_leads(cx, &c),
               drafts = leads || (c.drafter && c.drafter == viewer_is(cx));
    if (!leads) hide_wishes(&k);
    reply_row(cx, rs, "consultation", &consult_get_meta, &c);
    reply_rows(cx, rs, "seats", &consult_seats_meta, k.seats.v, k.seats.n);
    reply_rows(cx, rs, "options", &consult_options_meta, k.options.v, k.options.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct consult_show_view v = { .c = &c,
                                   .question = markdown(cx, c.question),
                                   .option = k.options.v,
                                   .n_options = k.options.n };
    const bool reads = viewer_can(cx, MAY_READ_CONSULT, c.project, 0);
    if (reads) v.history = consult_to(cx, c.id, "history");
    if ((rc = about_of(cx, "consultation", c.id, &v.about)) ||
        (rc = talk_thread_of(cx, rq, "consultation", c.id, &v.talk)))
        return rc;
    v.talk.wordings = has_text;
    const char *word = NULL, *asked;
    if (c.public && !z_eq(c.state, "draft") && (rc = public_word(cx, &c, &word))) return rc;
    if ((rc = consult_whom(cx, &c, &k, &asked))) return rc;
    v.facts = facts_of(cx, &c, &k, asked, word);
    put_result(cx, &k, &v);
    put_seats(cx, &k, leads, &v);
    if (has_text) put_document(cx, &text, &v);
    if (reads) put_responses_text(cx, &m, &v);
    if (leads) put_steer(cx, &c, &k, has_text, &v);
    /* Who reads it for a mandate alone speaks by mail. */
    if (reads) consult_voices(cx, rq, &c, &k, &v);
    put_next(cx, &k, &m, leads, drafts, &v);
    if ((rc = put_responses(cx, drafts, &m, &v))) return rc;
    struct page *pg = consult_page(cx, rq, &c, NULL);
    pg->lead = arena_printf(cx->arena, T("%s leads"), c.chair_name);
    page_exports(cx, rq, pg);
    if (reads)
        *vec_push(cx->arena, &pg->exports) =
            (struct page_link){ .text = T("Dossier (ZIP)"),
                                .url = consult_to(cx, c.id, "dossier") };
    consult_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}
