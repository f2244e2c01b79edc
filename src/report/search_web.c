/* SPDX-License-Identifier: EUPL-1.2 */
/* search_web.c — one field for a whole project: what the reader may see of it, by kind. Marks,
 * script and case are folded on both sides, so "Sabac" finds Šabac and Шабац.
 */
#include "account/viewer.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "report/report_pages.h"
#include "report/search_html.h"
#include "report/search_view.h"
#include "store/db.h"

#include <stddef.h>
#include <string.h>

#define FIELD(member)                                                   \
    {                                                                   \
#member, FIELD_TEXT, offsetof(struct search_hit, member), false \
    }
static const struct row_field hit_fields[] = { FIELD(kind),
                                               FIELD(title),
                                               FIELD(about),
                                               FIELD(address),
                                               { "at", FIELD_STAMP, offsetof(struct search_hit, at),
                                                 false } };
const struct row_meta search_hit_meta = { "search_hit", sizeof(struct search_hit),
                                          sizeof hit_fields / sizeof *hit_fields, hit_fields };

static void read_words(struct search *s)
{
    char *rest = utf8_fold(s->cx->arena, s->q);
    while (rest && s->n < SEARCH_WORDS) {
        while (*rest == ' ') rest++;
        if (!*rest) return;
        char *end = s->n + 1 < SEARCH_WORDS ? strchr(rest, ' ') : NULL;
        s->word[s->n++] = rest;
        if (end) *end++ = 0;
        rest = end;
    }
}

bool search_wants(const struct search *s, const char *kind)
{
    return !*s->kind || z_eq(s->kind, kind);
}

static enum rc look(struct search *s)
{
    enum rc rc = db_begin_read(s->cx);
    if (rc) return rc;
    rc = search_talk(s);
    if (!rc && s->n) rc = search_plan(s);
    return db_end(s->cx, rc);
}

/* ---- the page ---- */

static const struct {
    const char *kind, *title;
} plan_kinds[] = {
    { "activity", N_("Activities") },      { "partner", N_("Partners") },
    { "budget_line", N_("Budget lines") }, { "expenditure", N_("Expenditure") },
    { "report", N_("Texts of reports") },  { "donor_report", N_("Donor reports") },
};
enum { PLAN_KINDS = sizeof plan_kinds / sizeof *plan_kinds };

/* What somebody cannot read is not offered. */
static bool plan_open(const struct search *s, size_t i)
{
    const struct cx *cx = s->cx;
    const char *kind = plan_kinds[i].kind;
    if (z_eq(kind, "expenditure")) return viewer_partner(cx, MAY_READ_EXPENDITURE, s->project) >= 0;
    if (z_eq(kind, "report")) return viewer_partner(cx, MAY_READ_REPORT, s->project) >= 0;
    if (z_eq(kind, "donor_report")) return viewer_can(cx, MAY_READ_SENT_REPORT, s->project, 0);
    return viewer_can(cx, MAY_READ_PROJECT, s->project, 0);
}

static void choices(struct search *s, struct search_view *v)
{
    struct cx *cx = s->cx;
    v->choices = search_talk_choices(s, v->choice, SEARCH_KINDS - PLAN_KINDS);
    for (size_t i = 0; i < PLAN_KINDS; i++)
        if (plan_open(s, i))
            v->choice[v->choices++] =
                (struct search_kind_choice){ plan_kinds[i].kind,
                                             i18n_text(cx, NULL, plan_kinds[i].title) };
}

/* Where to go on: the same question, one kind, what is older. */
static struct url older(struct search *s)
{
    struct cx *cx = s->cx;
    struct url url = url_path(cx, "/p/%lld/search", (long long)s->project);
    url = url_with(cx, url, "q", s->q);
    url = url_with(cx, url, "kind", *s->kind ? s->kind : "talk");
    return url_with(cx, url, "before", arena_printf(cx->arena, "%lld", (long long)s->next));
}

static size_t talk_group(struct search *s, struct search_view *v)
{
    struct cx *cx = s->cx;
    size_t n = 0;
    while (n < s->hits.n && s->hits.v[n].word) n++;
    v->group[v->group_count++] =
        (struct search_group){ T("Said and decided, newest first"), s->hits.v, n,
                               s->next ? older(s) : (struct url){ NULL }, T("Older ones") };
    return n;
}

/* The hits of a kind stand together; at most so many of one are shown. */
static void group(struct search *s, struct search_view *v)
{
    struct cx *cx = s->cx;
    const struct url all[PLAN_KINDS] = {
        url_path(cx, "/p/%lld/activities", (long long)s->project),
        { NULL },
        url_path(cx, "/p/%lld/budget", (long long)s->project),
        url_with(cx, url_path(cx, "/p/%lld/expenditure", (long long)s->project), "q", s->q),
        url_path(cx, "/p/%lld/reports", (long long)s->project),
        url_path(cx, "/p/%lld/donor-reports", (long long)s->project),
    };
    size_t at = talk_group(s, v);
    for (size_t k = 0; k < PLAN_KINDS; k++) {
        size_t from = at;
        while (at < s->hits.n && z_eq(s->hits.v[at].kind, plan_kinds[k].kind)) at++;
        bool more = at - from > SEARCH_SHOWN;
        v->group[v->group_count++] =
            (struct search_group){ i18n_text(cx, NULL, plan_kinds[k].title), s->hits.v + from,
                                   more ? SEARCH_SHOWN : at - from,
                                   more ? all[k] : (struct url){ NULL },
                                   T("There are more: see all of them") };
    }
    v->n = s->hits.n;
}

enum rc report_search(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *q = request_query(rq, "q"), *kind = request_query(rq, "kind"),
               *before = request_query(rq, "before");
    struct search s = {
        .cx = cx, .project = rq->project, .q = q ? q : "", .kind = kind ? kind : ""
    };
    if (before && !str_int64(str_of(before), &s.before)) s.before = 0;
    read_words(&s);
    enum rc rc = look(&s);
    if (rc) return rc;
    reply_rows(cx, rs, "found", &search_hit_meta, s.hits.v, s.hits.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct search_view v = { .self = url_path(cx, "/p/%lld/search", (long long)rq->project),
                             .q = s.q,
                             .kind = s.kind };
    choices(&s, &v);
    group(&s, &v);
    struct page *pg = page_begin(cx, rq, T("Search"), AREA_NONE);
    if (s.n) pg->lead = arena_printf(cx->arena, T("“%s”"), s.q);
    search_html(cx, &rs->body, pg, &v);
    return RC_OK;
}
