/* SPDX-License-Identifier: EUPL-1.2 */
/* narrative_web.c — the report in words: each text is shown and asked about by itself, all that
 * were changed are saved together (narrative_post_web.c); the texts of an activity stand beside
 * what it cost.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "report/checks_sql.h"
#include "report/narrative_html.h"
#include "report/narrative_view.h"
#include "report/report_pages.h"
#include "web/route.h"

/* All that the page is made of. */
struct material {
    struct report_facts_row r;
    struct rules rules;
    struct narrative_of_report_rows blocks;
    struct check_activities_rows activities;
    struct narrative_figures_rows figures;
    struct question_list_rows questions;
};

static enum rc read_material(struct cx *cx, int64_t report, struct material *m)
{
    bool found;
    enum rc rc = report_facts(cx, report, &m->r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    rc = narrative_of_report(cx, report, m->r.version_no, &m->blocks);
    if (!rc) rc = check_activities(cx, report, &m->activities);
    if (!rc) rc = rules_of(cx, m->r.project, &m->rules);
    if (!rc) rc = narrative_figures(cx, report, &m->figures);
    return rc ? rc : question_list(cx, report, &m->questions);
}

const char *report_block_anchor(struct cx *cx, const char *key, int64_t activity)
{
    return arena_printf(cx->arena, "b-%s-%lld", key, (long long)activity);
}

static const struct narrative_of_report_row *stored(const struct material *m, const char *key,
                                                    int64_t activity)
{
    for (size_t i = 0; i < m->blocks.n; i++) {
        if (m->blocks.v[i].activity_id == activity && z_eq(m->blocks.v[i].question, key))
            return &m->blocks.v[i];
    }
    return NULL;
}

/* Questions on this text only. */
static struct thread thread_of(struct cx *cx, const struct material *m, const char *key,
                               int64_t activity)
{
    struct question_list_rows some = {
        arena_array(cx->arena, struct question_list_row, m->questions.n), 0
    };
    for (size_t i = 0; i < m->questions.n; i++) {
        const struct question_list_row *q = &m->questions.v[i];
        if (q->activity_id == activity && z_eq(q->block, key)) some.v[some.n++] = *q;
    }
    return report_thread(cx, &m->r, NULL, &some, -1);
}

static void fill_block(struct cx *cx, const struct request *rq, const struct material *m,
                       const struct rule_question *q, int64_t activity, struct narrative_view *v,
                       struct narrative_block *b)
{
    *b = (struct narrative_block){
        .key = q->key,
        .title = i18n_text(cx, NULL, q->title),
        .help = q->help && *q->help ? i18n_text(cx, NULL, q->help) : NULL,
        .anchor = report_block_anchor(cx, q->key, activity),
        .no = v->boxes,
        .field = arena_printf(cx->arena, "text.%d.body", v->boxes),
        .here = url_path(cx, "/report/%lld/narrative#b-%s-%lld", (long long)m->r.id, q->key,
                         (long long)activity),
        .activity = activity,
        .required = q->required,
        .per_activity = q->per_activity,
        .stored = stored(m, q->key, activity),
        .thread = thread_of(cx, m, q->key, activity),
    };
    v->boxes++;
    b->written = b->stored && str_trim(str_of(b->stored->body)).n;
    b->typed = b->stored ? b->stored->body : "";
    b->version = b->stored ? b->stored->version : 0;
    b->was = narrative_mark(cx, b->typed);
    if (q->required) {
        v->required++;
        v->written += b->written;
    }
    narrative_typed(cx, rq, b);
    v->wrong = v->wrong || b->problem;
}

static void fill_part(struct cx *cx, const struct request *rq, const struct material *m,
                      const struct check_activities_row *a, struct narrative_view *v,
                      struct narrative_part *p)
{
    const struct ruleset *set = m->rules.set;
    struct narrative_block *b = arena_array(cx->arena, struct narrative_block, set->question_count);
    *p = (struct narrative_part){ .v = b, .euro = eur(0) };
    for (size_t i = 0; i < set->question_count; i++) {
        const struct rule_question *q = &set->questions[i];
        if (q->per_activity == (a != NULL)) fill_block(cx, rq, m, q, a ? a->id : 0, v, &b[p->n++]);
    }
    if (!a) return;
    money *sums = arena_array(cx->arena, money, m->figures.n);
    p->title = arena_printf(cx->arena, "%s %s", a->code, a->title);
    p->anchor = arena_printf(cx->arena, "a-%lld", (long long)a->id);
    p->sub = T("What was done, what differs from the plan and why, results, what comes next");
    p->lines = url_with(cx,
                        url_with(cx, url_path(cx, "/p/%lld/expenditure", (long long)m->r.project),
                                 "activity", arena_printf(cx->arena, "%lld", (long long)a->id)),
                        "period", arena_printf(cx->arena, "%lld", (long long)m->r.period));
    for (size_t i = 0; i < m->figures.n; i++) {
        if (m->figures.v[i].activity != a->id) continue;
        sums[p->sums.n++] = m->figures.v[i].amount;
        p->euro = money_add(p->euro, m->figures.v[i].euro);
        p->line_count += m->figures.v[i].lines;
    }
    p->sums.v = sums;
    /* Booked in euro only, the sum in euro would say it twice. */
    if (p->sums.n == 1 && z_eq(sums[0].cur, "EUR")) p->euro = eur(0);
}

static void fill(struct cx *cx, const struct request *rq, const struct material *m,
                 struct narrative_view *v)
{
    const struct report_facts_row *r = &m->r;
    bool open = z_eq(r->state, "draft") || z_eq(r->state, "returned");
    bool own = viewer_can(cx, MAY_EDIT_REPORT, r->project, r->partner);
    v->can_write = open && own;
    v->can_ask =
        z_eq(r->state, "in_check") && viewer_can(cx, MAY_REVIEW_REPORT, r->project, r->partner);
    if (own && !open && z_eq(r->state, "accepted"))
        v->cannot = T("The report is accepted; its texts stay as they are.");
    else if (own && !open)
        v->cannot = T("The report is with the lead. Its texts can be changed when it is returned.");
    struct narrative_part *p = arena_array(cx->arena, struct narrative_part, m->activities.n + 1);
    fill_part(cx, rq, m, NULL, v, &p[v->n++]);
    for (size_t i = 0; i < m->activities.n; i++)
        fill_part(cx, rq, m, &m->activities.v[i], v, &p[v->n++]);
    v->v = p;
    v->progress =
        arena_printf(cx->arena, T("%d of %d needed texts are written"), v->written, v->required);
    v->refused = problem_of(cx, "");
    v->save = report_to(cx, r, "narrative");
    v->ask = report_to(cx, r, "ask");
}

enum rc report_narrative(struct cx *cx, struct request *rq, struct response *rs)
{
    struct material m;
    enum rc rc = read_material(cx, rq->id[0], &m);
    if (rc) return rc;
    reply_rows(cx, rs, "texts", &narrative_of_report_meta, m.blocks.v, m.blocks.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct narrative_view v = { .report = &m.r };
    fill(cx, rq, &m, &v);
    struct page *pg = report_page(
        cx, rq, &m.r,
        arena_printf(cx->arena, T("%s, period %d, in words"), m.r.partner_name, (int)m.r.period_no),
        "narrative");
    page_exports(cx, rq, pg);
    narrative_html(cx, &rs->body, pg, &v);
    return RC_OK;
}
