/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes_web.c — the page of the minutes: who is here, what is said under each item, votes, what
 * follows, approval. Posts are minutes_post_web.c's.
 */
#include "meeting/minutes.h"

#include "account/viewer.h"
#include "base/vec.h"
#include "body/body_view.h"
#include "body/tally.h"
#include "i18n/i18n.h"
#include "meeting/meeting_inside.h"
#include "meeting/meeting_web.h"
#include "meeting/minutes_html.h"
#include "meeting/minutes_pages.h"
#include "meeting/minutes_view.h"

struct gathered {
    struct meeting_get_row m;
    struct person_list_rows people;
    struct agenda_list_rows items;
    struct aside_list_rows asides;
    struct vote_list_rows votes;
    struct item_tasks_rows tasks;
    struct proxy_list_rows proxies;
    const struct person_list_row *me;
    bool leads;
};

static enum rc gather(struct cx *cx, int64_t id, struct gathered *g)
{
    enum rc rc = meeting_get(cx, id, &g->m);
    if (!rc) rc = person_list(cx, id, &g->people);
    if (!rc) rc = agenda_list(cx, id, &g->items);
    if (!rc) rc = aside_list(cx, id, &g->asides);
    if (!rc) rc = vote_list(cx, id, &g->votes);
    if (!rc) rc = item_tasks(cx, id, &g->tasks);
    if (!rc) rc = proxy_list(cx, id, &g->proxies);
    if (!rc) rc = meeting_led(cx, &g->m, &g->leads);
    g->me = meeting_me(cx, &g->people);
    return rc;
}

/* ---- who is here ----------------------------------------------------------------------------- */

static void put_people(struct cx *cx, const struct gathered *g, struct minutes_view *v)
{
    struct meeting_row *r = arena_array(cx->arena, struct meeting_row, g->people.n),
                       *said = arena_array(cx->arena, struct meeting_row, g->people.n);
    struct form_choice *c = arena_array(cx->arena, struct form_choice, g->people.n + 1),
                       *o = arena_array(cx->arena, struct form_choice, g->people.n + 1);
    size_t n = 0, owners = 0;
    for (size_t i = 0; i < g->people.n; i++) {
        const struct person_list_row *p = &g->people.v[i];
        const char *id = arena_printf(cx->arena, "%lld", (long long)p->id);
        r[i] = (struct meeting_row){ .p = p,
                                     .role = body_role_word(cx, p->role),
                                     .me = p == g->me,
                                     .answer = meeting_answer_mark(cx, p->answer),
                                     .attendance = meeting_attendance_mark(cx, p->attendance) };
        if (*p->minutes_say) said[v->n_said++] = r[i];
        if (p->weight) c[n++] = (struct form_choice){ id, p->name };
        if (p->account)
            o[owners++] = (struct form_choice){ id, arena_printf(cx->arena, "%s (%s)", p->name,
                                                                 p->organisation_name) };
    }
    const struct meeting_quorum q = meeting_quorum(&g->m, &g->people);
    v->quorum = g->m.body ? meeting_quorum_text(cx, &q) : NULL;
    v->quorum_mark = (struct mark){ !q.needed ? "draft" : q.reached ? "good" : "ask", v->quorum };
    v->row = r;
    v->n_rows = g->people.n;
    v->said = said;
    v->proxies = c;
    v->owners = o;
    v->proxy = g->proxies.v;
    v->n_proxies = g->proxies.n;
}

/* ---- the items ------------------------------------------------------------------------------- */

static bool in_room(const struct gathered *g, const struct person_list_row *p)
{
    if (!p->proxy) return z_eq(p->attendance, "present");
    for (size_t i = 0; i < g->people.n; i++)
        if (g->people.v[i].id == p->proxy) return z_eq(g->people.v[i].attendance, "present");
    return false;
}

static const char *vote_of(const struct gathered *g, int64_t item, int64_t person)
{
    for (size_t i = 0; i < g->votes.n; i++)
        if (g->votes.v[i].item == item && g->votes.v[i].person == person) return g->votes.v[i].vote;
    return "";
}

static void put_votes(struct cx *cx, const struct gathered *g, struct minute_shown *s)
{
    struct vote_shown *v = arena_array(cx->arena, struct vote_shown, g->people.n);
    int64_t in_favour = 0, against = 0, abstain = 0;
    for (size_t i = 0; i < g->people.n; i++) {
        const struct person_list_row *p = &g->people.v[i];
        const char *vote = vote_of(g, s->i->id, p->id);
        if (z_eq(vote, "for")) in_favour += p->weight;
        if (z_eq(vote, "against")) against += p->weight;
        if (z_eq(vote, "abstain")) abstain += p->weight;
        if (p->weight && in_room(g, p)) v[s->n_votes++] = (struct vote_shown){ p, vote };
    }
    s->vote = v;
    if (in_favour + against + abstain)
        s->count = arena_printf(cx->arena, T("%d for, %d against, %d abstain"), (int)in_favour,
                                (int)against, (int)abstain);
}

static void put_beside(struct cx *cx, const struct gathered *g, struct minute_shown *s)
{
    const struct aside_list_row **a =
        arena_array(cx->arena, const struct aside_list_row *, g->asides.n);
    const struct item_tasks_row **t =
        arena_array(cx->arena, const struct item_tasks_row *, g->tasks.n);
    for (size_t i = 0; i < g->asides.n; i++)
        if (g->asides.v[i].item == s->i->id) a[s->n_asides++] = &g->asides.v[i];
    for (size_t i = 0; i < g->tasks.n; i++)
        if (g->tasks.v[i].item == s->i->id) t[s->n_tasks++] = &g->tasks.v[i];
    s->aside = a;
    s->task = t;
}

static void put_outcome(struct cx *cx, struct minute_shown *s)
{
    enum outcome o;
    if (!s->i->decision || !outcome_parse(s->i->decision_outcome, &o)) return;
    s->outcome = (struct mark){ o == OUTCOME_ADOPTED ? "good"
                                : o == OUTCOME_NOTED ? "wait"
                                                     : "bad",
                                i18n_text(cx, NULL, outcome_title(o)) };
    s->decision = url_path(cx, "/decision/%lld", (long long)s->i->decision);
}

static struct url item_url(struct cx *cx, const struct gathered *g, int64_t item, const char *sub)
{
    return meeting_url(cx, g->m.id, arena_printf(cx->arena, "item/%lld/%s", (long long)item, sub));
}

static void put_items(struct cx *cx, const struct request *rq, const struct gathered *g,
                      struct minutes_view *v)
{
    struct minute_shown *s = arena_array(cx->arena, struct minute_shown, g->items.n);
    int64_t minutes = 0;
    for (size_t i = 0; i < g->items.n; i++) {
        const struct agenda_list_row *row = &g->items.v[i];
        if (!z_eq(row->state, "accepted")) continue;
        struct minute_shown *one = &s[v->n_items++];
        const bool refused =
            rq->method == METHOD_POST && rq->id[1] == row->id && request_field(rq, "text") != NULL;
        *one = (struct minute_shown){ .i = row,
                                      .start = meeting_clock(cx, g->m.starts_at + minutes * 60),
                                      .text = *row->text ? markdown(cx, row->text)
                                                         : (struct html){ NULL },
                                      .text_to = item_url(cx, g, row->id, "minutes"),
                                      .votes_to = item_url(cx, g, row->id, "votes"),
                                      .decision_to = item_url(cx, g, row->id, "decision"),
                                      .task_to = item_url(cx, g, row->id, "tasks"),
                                      .typed = refused ? request_field(rq, "text") : row->text };
        if (row->text_at)
            one->written =
                arena_printf(cx->arena, "%s, %s", row->text_by, i18n_stamp(cx, row->text_at));
        minutes += row->minutes;
        put_votes(cx, g, one);
        put_beside(cx, g, one);
        put_outcome(cx, one);
    }
    v->item = s;
}

/* A decision or a task that was refused stands on top, whoever has the pen meanwhile. */
static void put_again(struct cx *cx, const struct request *rq, const struct gathered *g,
                      struct minutes_view *v)
{
    const char *sub = "";
    v->again = minutes_again(cx, rq, v->owners, &sub, &v->again_button);
    for (size_t i = 0; v->again && i < g->items.n; i++)
        if (g->items.v[i].id == rq->id[1])
            v->again_of = arena_printf(cx->arena, T("Not saved yet: %s"), g->items.v[i].title);
    v->again_to = item_url(cx, g, rq->id[1], sub);
}

/* ---- the pen, the approval ------------------------------------------------------------------- */

static struct action pen_action(struct cx *cx, const struct gathered *g, const char *label,
                                const char *act, enum action_kind kind)
{
    return (struct action){ .label = label,
                            .post = true,
                            .kind = kind,
                            .url = meeting_url(cx, g->m.id, "pen"),
                            .name = "act",
                            .value = act };
}

static void put_pen(struct cx *cx, const struct gathered *g, struct minutes_view *v)
{
    struct action *a = arena_array(cx->arena, struct action, 1);
    const bool taken = g->m.pen && g->m.pen_until > cx->now;
    const bool may = g->leads || (g->me && !z_eq(g->me->role, "observer"));
    v->writes = taken && g->m.pen == viewer_is(cx);
    v->notes = v->held && (v->writes || g->leads);
    if (taken)
        v->pen = v->writes ? arena_printf(cx->arena,
                                          T("You write the minutes; the pen is yours "
                                            "until %s, and longer while you write."),
                                          meeting_clock(cx, g->m.pen_until))
                           : arena_printf(cx->arena, T("%s writes the minutes, until %s."),
                                          g->m.pen_name, meeting_clock(cx, g->m.pen_until));
    if (!v->held || !may) return;
    if (v->writes)
        a[0] = pen_action(cx, g, T("Give the pen back"), "drop", ACTION_PLAIN);
    else if (taken && g->leads)
        a[0] = pen_action(cx, g, T("Take the pen over"), "over", ACTION_PLAIN);
    else if (!taken)
        a[0] = pen_action(cx, g, T("Write the minutes"), "take", ACTION_PRIMARY);
    v->pen_actions = (struct actions){ a, a[0].label ? 1 : 0 };
}

static enum rc put_approval(struct cx *cx, struct request *rq, const struct gathered *g,
                            struct minutes_view *v)
{
    const bool out = z_eq(g->m.state, "minutes_draft");
    const char *sha;
    if (v->held && g->leads) v->send = minutes_send_view(cx, rq, g->m.version);
    if (out && g->me && (g->m.body ? g->me->weight > 0 : true)) v->say = minutes_say_view(cx, rq);
    const bool posted = rq->method == METHOD_POST;
    v->send_open = v->send && posted && rq->route->form == v->send->form;
    v->say_open = v->say && posted && rq->route->form == v->say->form;
    if (out && g->leads) {
        struct action *a = arena_array(cx->arena, struct action, 1);
        *a = (struct action){ .label = T("Open them again to correct"),
                              .post = true,
                              .url = meeting_url(cx, g->m.id, "minutes/reopen"),
                              .name = "version",
                              .value = arena_printf(cx->arena, "%lld", (long long)g->m.version) };
        v->state_actions = (struct actions){ a, 1 };
    }
    if (out)
        v->deadline =
            z_eq(g->m.approval, "silence")
                ? arena_printf(cx->arena, T("Approved by silence when nobody objects by %s."),
                               i18n_stamp(cx, g->m.approve_until))
                : T("Approved when more than half of the votes are for them.");
    if (!z_eq(g->m.state, "approved")) return RC_OK;
    enum rc rc = minutes_digest(cx, g->m.id, &sha);
    if (rc) return rc;
    v->frozen = arena_printf(cx->arena, T("Approved on %s and not changed since. Digest: %s"),
                             i18n_stamp(cx, g->m.approved_at), g->m.minutes_sha);
    if (!z_eq(sha, g->m.minutes_sha))
        v->broken =
            T("What is here is not what was approved: somebody changed it past Kolo. Ask the "
              "administrator for a backup.");
    return RC_OK;
}

/* ---- the page -------------------------------------------------------------------------------- */

enum rc minutes_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct gathered g = { 0 };
    struct meeting_version_of_row version;
    bool found;
    enum rc rc = gather(cx, rq->id[0], &g);
    if (rc) return rc;
    reply_row(cx, rs, "meeting", &meeting_get_meta, &g.m);
    reply_rows(cx, rs, "minutes", &agenda_list_meta, g.items.v, g.items.n);
    reply_rows(cx, rs, "people", &person_list_meta, g.people.v, g.people.n);
    reply_rows(cx, rs, "votes", &vote_list_meta, g.votes.v, g.votes.n);
    reply_rows(cx, rs, "tasks", &item_tasks_meta, g.tasks.v, g.tasks.n);
    if (!reply_is_page(rq)) return RC_OK;
    if ((rc = meeting_version_of(cx, g.m.id, &version, &found))) return rc;
    struct minutes_view v = {
        .m = &g.m,
        .leads = g.leads,
        .held = z_eq(g.m.state, "held"),
        .topic = arena_printf(cx->arena, "meeting/%lld", (long long)g.m.id),
        .version = arena_printf(cx->arena, "%lld", (long long)version.version),
        .attendance_to = meeting_url(cx, g.m.id, "attendance"),
        .send_to = meeting_url(cx, g.m.id, "minutes/send"),
        .say_to = meeting_url(cx, g.m.id, "minutes/say"),
        .pdf = meeting_url(cx, g.m.id, "minutes/pdf"),
        .docx = meeting_url(cx, g.m.id, "minutes/docx"),
    };
    put_people(cx, &g, &v);
    put_pen(cx, &g, &v);
    put_items(cx, rq, &g, &v);
    put_again(cx, rq, &g, &v);
    if ((rc = put_approval(cx, rq, &g, &v))) return rc;
    struct page *pg = meeting_page(cx, rq, &g.m, g.leads, "minutes");
    if ((v.send_open && parts_problem_count(v.send)) ||
        (v.say_open && parts_problem_count(v.say)) || (v.again && parts_problem_count(v.again)))
        pg->problem = NULL;
    page_watch(cx, pg, "meeting", g.m.id);
    minutes_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc meeting_topic_may(struct cx *cx, int64_t id)
{
    struct scope_owner owner;
    enum rc rc = meeting_scope(cx, (const int64_t[4]){ id }, &owner);
    return rc ? rc : viewer_may(cx, MAY_READ_CONSULT, owner.project, 0);
}

enum rc meeting_topic_version(struct cx *cx, int64_t id, int64_t *version)
{
    struct meeting_version_of_row row;
    bool found;
    enum rc rc = meeting_version_of(cx, id, &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *version = row.version;
    return RC_OK;
}
