/* SPDX-License-Identifier: EUPL-1.2 */
/* page_web.c — what the pages of consultations have in common: headings, states, words. */
#include "account/viewer.h"
#include "consult/consult_web.h"
#include "i18n/i18n.h"

const struct form_choice consult_rules[] = {
    { "consent", N_("Consent") },
    { "consensus", N_("Consensus") },
    { "simple_majority", N_("Simple majority") },
    { "absolute_majority", N_("Absolute majority") },
    { "two_thirds", N_("Two-thirds majority") },
    { "ranked_choice", N_("Ranked choice") },
    { "silence", N_("Silence procedure") },
    { "advisory", N_("Advisory") },
    { NULL, NULL },
};
const struct form_choice consult_answers[] = {
    { "accepted", N_("accepted") },
    { "partly", N_("partly accepted") },
    { "rejected", N_("rejected") },
    { "open", N_("open") },
    { NULL, NULL },
};

struct url consult_url(struct cx *cx, int64_t id)
{
    return url_path(cx, "/consultation/%lld", (long long)id);
}

struct url consult_to(struct cx *cx, int64_t id, const char *what)
{
    return (struct url){ arena_printf(cx->arena, "/consultation/%lld/%s", (long long)id, what) };
}

struct mark consult_mark(struct cx *cx, const char *state)
{
    if (z_eq(state, "open")) return (struct mark){ "wait", T("open") };
    if (z_eq(state, "closed")) return (struct mark){ "ask", T("closed, not decided") };
    if (z_eq(state, "decided")) return (struct mark){ "good", T("decided") };
    if (z_eq(state, "withdrawn")) return (struct mark){ "bad", T("withdrawn") };
    return (struct mark){ "draft", T("draft") };
}

struct mark consult_choice_mark(struct cx *cx, const char *choice)
{
    static const char *const kinds[CHOICES] = { "wait", "good", "good", "draft",
                                                "ask",  "bad",  "wait" };
    enum choice c;
    if (!choice_parse(choice, &c)) c = CHOICE_NONE;
    return (struct mark){ kinds[c], i18n_text(cx, NULL, choice_title(c)) };
}

struct mark consult_answer_mark(struct cx *cx, const struct response_matrix_row *r)
{
    if (z_eq(r->outcome, "accepted")) return (struct mark){ "good", T("accepted") };
    if (z_eq(r->outcome, "partly")) return (struct mark){ "good", T("partly accepted") };
    if (z_eq(r->outcome, "rejected")) return (struct mark){ "bad", T("rejected") };
    if (!r->needs && !r->answers) return (struct mark){ "plan", T("needs no answer") };
    return (struct mark){ "ask", T("open") };
}

const char *consult_via(struct cx *cx, const char *via)
{
    if (z_eq(via, "mail")) return T("by mail");
    if (z_eq(via, "link")) return T("by a link in a mail");
    return z_eq(via, "api") ? T("by a program") : T("in Kolo");
}

const char *consult_ranked(struct cx *cx, const struct consult_options_rows *options,
                           const char *ranking)
{
    struct ballot b = { 0 };
    const char *all = NULL;
    position_ranking(cx, ranking, &b);
    for (size_t i = 0; i < b.n_ranking; i++)
        if ((size_t)b.ranking[i] < options->n)
            all = arena_printf(cx->arena, "%s%s%d. %s", all ? all : "", all ? ", " : "", (int)i + 1,
                               options->v[b.ranking[i]].title);
    return all;
}

enum rc consult_find(struct cx *cx, const struct request *rq, struct consult_get_row *out)
{
    enum rc rc = consult_get(cx, rq->id[0], out);
    if (rc) return rc;
    if (!consult_shown(cx, out->project, out->round_no, out->chair, out->drafter))
        return RC_MISSING;
    if (viewer_can(cx, MAY_READ_CONSULT, out->project, 0)) return RC_OK;
    bool own;
    rc = consult_by_seat(cx, out->id, &own);
    return rc || own ? rc : RC_MISSING;
}

static const char *and_name(struct cx *cx, const char *all, const char *name)
{
    return all ? arena_printf(cx->arena, "%s, %s", all, name) : name;
}

/* A round that is open has its partners as seats, without being asked of the database again. */
enum rc consult_whom(struct cx *cx, const struct consult_get_row *c, const struct consult_count *k,
                     const char **out)
{
    struct consult_asked_rows asked = { 0 };
    *out = c->body ? c->body_name : c->segment ? c->segment_name : NULL;
    if (*out) return RC_OK;
    enum rc rc = k->seats.n ? RC_OK : consult_asked(cx, c->id, &asked);
    if (rc) return rc;
    for (size_t i = 0; i < k->seats.n; i++)
        *out = and_name(cx, *out, k->seats.v[i].organisation_name);
    for (size_t i = 0; i < asked.n; i++) *out = and_name(cx, *out, asked.v[i].short_name);
    if (!*out) *out = c->public ? T("Everybody, by the public link") : T("Nobody yet");
    return RC_OK;
}

struct page *consult_page(struct cx *cx, const struct request *rq, const struct consult_get_row *c,
                          const char *title)
{
    struct page *pg = page_begin(cx, rq, title ? title : c->title, AREA_CONSULT);
    const struct mark m = consult_mark(cx, c->state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    page_crumb(cx, pg, T("Consultations"),
               url_path(cx, "/p/%lld/consultations", (long long)c->project));
    if (title) page_crumb(cx, pg, c->title, consult_url(cx, c->id));
    return pg;
}
