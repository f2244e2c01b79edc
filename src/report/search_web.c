/* SPDX-License-Identifier: EUPL-1.2 */
/* search_web.c — one field for a whole project: what the reader may see of it, by kind. Marks,
 * script and case are folded on both sides, so "Sabac" finds Šabac and Шабац.
 */
#include "account/viewer.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "project/ruleset.h"
#include "report/report_pages.h"
#include "report/report_view.h"
#include "report/search_html.h"
#include "report/search_sql.h"
#include "report/search_view.h"

#include <stddef.h>
#include <string.h>

enum { WORDS = 3, SHOWN = 20, SNIPPET = 180 };

#define FIELD(member)                                                   \
    {                                                                   \
#member, FIELD_TEXT, offsetof(struct search_hit, member), false \
    }
static const struct row_field hit_fields[] = { FIELD(kind), FIELD(title), FIELD(about),
                                               FIELD(address) };
const struct row_meta search_hit_meta = { "search_hit", sizeof(struct search_hit),
                                          sizeof hit_fields / sizeof *hit_fields, hit_fields };

/* What is looked for: folded words, all of which must be there; what stands behind the second blank
 * is the third word. */
struct search {
    struct cx *cx;
    int64_t project;
    const char *q, *word[WORDS];
    size_t n;
    search_hits hits;
};

static void read_words(struct search *s)
{
    char *rest = utf8_fold(s->cx->arena, s->q);
    while (rest && s->n < WORDS) {
        while (*rest == ' ') rest++;
        if (!*rest) return;
        char *end = s->n + 1 < WORDS ? strchr(rest, ' ') : NULL;
        s->word[s->n++] = rest;
        if (end) *end++ = 0;
        rest = end;
    }
}

static bool fits(const struct search *s, const char *text)
{
    const char *folded = utf8_fold(s->cx->arena, text);
    for (size_t i = 0; i < s->n; i++)
        if (!strstr(folded, s->word[i])) return false;
    return true;
}

/* A word as a pattern of LIKE, its signs made harmless. */
static const char *pattern(const struct search *s, size_t i)
{
    if (i >= s->n) return NULL;
    const char *w = s->word[i];
    char *out = arena_alloc(s->cx->arena, 2 * strlen(w) + 1), *at = out;
    for (; *w; w++) {
        if (*w == '!' || *w == '%' || *w == '_') *at++ = '!';
        *at++ = *w;
    }
    *at = 0;
    return out;
}

/* The first line of a text that has one of the words, cut to what a list can show. */
static const char *snippet(const struct search *s, const char *body)
{
    str rest = str_of(body), line = { 0 };
    while (rest.n) {
        line = str_trim(str_cut(&rest, '\n'));
        if (line.n && strstr(utf8_fold(s->cx->arena, arena_str(s->cx->arena, line)), s->word[0]))
            break;
    }
    size_t n = line.n > SNIPPET ? SNIPPET : line.n;
    while (n < line.n && n > 0 && ((unsigned char)line.p[n] & 0xC0) == 0x80) n--;
    return arena_printf(s->cx->arena, "%.*s%s", (int)n, line.p, n < line.n ? " …" : "");
}

static void hit(struct search *s, const char *kind, const char *title, const char *about,
                struct url url)
{
    *vec_push(s->cx->arena, &s->hits) = (struct search_hit){ kind, title, about, url.p, url };
}

static enum rc plan(struct search *s)
{
    struct cx *cx = s->cx;
    struct search_activities_rows activities;
    struct search_partners_rows partners;
    struct search_budget_lines_rows lines;
    const long long project = (long long)s->project;
    enum rc rc = search_activities(cx, s->project, &activities);
    if (!rc) rc = search_partners(cx, s->project, &partners);
    if (!rc) rc = search_budget_lines(cx, s->project, &lines);
    if (rc) return rc;
    for (size_t i = 0; i < activities.n; i++) {
        const struct search_activities_row *a = &activities.v[i];
        const char *title = arena_printf(cx->arena, "%s %s", a->code, a->title),
                   *about = arena_printf(cx->arena, "%s · %s", a->partner_name, a->place);
        if (fits(s, arena_printf(cx->arena, "%s %s", title, about)))
            hit(s, "activity", title, about, url_path(cx, "/activity/%lld", (long long)a->id));
    }
    for (size_t i = 0; i < partners.n; i++) {
        const struct search_partners_row *p = &partners.v[i];
        if (fits(s, arena_printf(cx->arena, "%s %s %s %s", p->short_name, p->name, p->name_latin,
                                 p->city)))
            hit(s, "partner", p->short_name, arena_printf(cx->arena, "%s, %s", p->name, p->city),
                url_path(cx, "/p/%lld/partners", project));
    }
    bool lists = viewer_partner(cx, MAY_READ_EXPENDITURE, s->project) >= 0;
    for (size_t i = 0; i < lines.n; i++) {
        const struct search_budget_lines_row *l = &lines.v[i];
        const char *title = arena_printf(cx->arena, "%s %s", l->code, l->title);
        if (fits(s, title))
            hit(s, "budget_line", title, NULL,
                lists ? url_path(cx, "/p/%lld/expenditure?line=%lld", project, (long long)l->id)
                      : url_path(cx, "/p/%lld/budget", project));
    }
    return RC_OK;
}

static enum rc expenditure(struct search *s)
{
    struct cx *cx = s->cx;
    int64_t partner = viewer_partner(cx, MAY_READ_EXPENDITURE, s->project);
    struct search_expenditure_rows rows;
    if (partner < 0) return RC_OK;
    enum rc rc = search_expenditure(
        cx,
        &(struct search_expenditure_in){ .project = s->project,
                                         .partner = partner,
                                         .first = pattern(s, 0),
                                         .second = pattern(s, 1),
                                         .third = pattern(s, 2),
                                         .own = viewer_partner(cx, MAY_READ_SENSITIVE, s->project),
                                         .most = SHOWN + 1 },
        &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct search_expenditure_row *e = &rows.v[i];
        hit(s, "expenditure", e->description,
            arena_printf(cx->arena, T("%s, period %d, line %d · %s %s · %s"), e->partner_name,
                         (int)e->period_no, (int)e->line_key, e->supplier, e->document_no,
                         i18n_money(cx, e->amount)),
            url_path(cx, "/expenditure/%lld", (long long)e->id));
    }
    return rc;
}

static enum rc texts(struct search *s)
{
    struct cx *cx = s->cx;
    int64_t partner = viewer_partner(cx, MAY_READ_REPORT, s->project);
    struct search_texts_rows rows;
    if (partner < 0) return RC_OK;
    enum rc rc = search_texts(cx, s->project, partner, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct search_texts_row *t = &rows.v[i];
        if (!fits(s, t->body)) continue;
        hit(s, "report",
            arena_printf(cx->arena, T("%s, period %d"), t->partner_name, (int)t->period_no),
            snippet(s, t->body),
            url_path(cx, "/report/%lld/narrative#%s", (long long)t->report,
                     report_block_anchor(cx, t->question, t->activity)));
    }
    return rc;
}

static enum rc donor_texts(struct search *s)
{
    struct cx *cx = s->cx;
    struct search_donor_texts_rows rows;
    if (!viewer_can(cx, MAY_READ_SENT_REPORT, s->project, 0)) return RC_OK;
    enum rc rc = search_donor_texts(cx, s->project,
                                    viewer_can(cx, MAY_READ_DONOR_REPORT, s->project, 0), &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct search_donor_texts_row *d = &rows.v[i];
        if (!fits(s, d->body)) continue;
        hit(s, "donor_report",
            arena_printf(cx->arena, T("Donor report, period %d"), (int)d->period_no),
            snippet(s, d->body),
            url_path(cx, "/p/%lld/donor-report/%lld", (long long)s->project,
                     (long long)d->period_no));
    }
    return rc;
}

static enum rc look(struct search *s)
{
    enum rc rc = RC_OK;
    if (!s->n) return RC_OK;
    if (viewer_can(s->cx, MAY_READ_PROJECT, s->project, 0)) rc = plan(s);
    if (!rc) rc = expenditure(s);
    if (!rc) rc = texts(s);
    return rc ? rc : donor_texts(s);
}

/* The hits of a kind stand together; at most so many of one are shown. */
static void group(struct search *s, struct search_view *v)
{
    struct cx *cx = s->cx;
    const struct {
        const char *kind, *title;
    } kinds[] = {
        { "activity", T("Activities") },      { "partner", T("Partners") },
        { "budget_line", T("Budget lines") }, { "expenditure", T("Expenditure") },
        { "report", T("Texts of reports") },  { "donor_report", T("Donor reports") },
    };
    const struct url all[] = {
        url_path(cx, "/p/%lld/activities", (long long)s->project),
        { NULL },
        url_path(cx, "/p/%lld/budget", (long long)s->project),
        url_with(cx, url_path(cx, "/p/%lld/expenditure", (long long)s->project), "q", s->q),
        url_path(cx, "/p/%lld/reports", (long long)s->project),
        url_path(cx, "/p/%lld/donor-reports", (long long)s->project),
    };
    size_t at = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t from = at;
        while (at < s->hits.n && z_eq(s->hits.v[at].kind, kinds[k].kind)) at++;
        bool more = at - from > SHOWN;
        v->group[v->group_count++] =
            (struct search_group){ kinds[k].title, s->hits.v + from, more ? SHOWN : at - from,
                                   more ? all[k] : (struct url){ NULL } };
    }
    v->n = s->hits.n;
}

enum rc report_search(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *q = request_query(rq, "q");
    struct search s = { .cx = cx, .project = rq->project, .q = q ? q : "" };
    read_words(&s);
    enum rc rc = look(&s);
    if (rc) return rc;
    reply_rows(cx, rs, "found", &search_hit_meta, s.hits.v, s.hits.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct search_view v = { .self = url_path(cx, "/p/%lld/search", (long long)rq->project),
                             .q = s.q };
    group(&s, &v);
    struct page *pg = page_begin(cx, rq, T("Search"), AREA_NONE);
    if (s.n) pg->lead = arena_printf(cx->arena, T("“%s”"), s.q);
    search_html(cx, &rs->body, pg, &v);
    return RC_OK;
}
