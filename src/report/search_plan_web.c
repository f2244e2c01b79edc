/* SPDX-License-Identifier: EUPL-1.2 */
/* search_plan_web.c — looks through what a project has few of, and through the lines of expenditure
 * by their folded key: a million of them are not worth an entry each.
 */
#include "account/viewer.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "project/ruleset.h"
#include "report/report_pages.h"
#include "report/report_view.h"
#include "report/search_sql.h"
#include "report/search_view.h"

#include <string.h>

enum { SNIPPET = 180 };

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
    if (!search_wants(s, kind)) return;
    *vec_push(s->cx->arena, &s->hits) = (struct search_hit){
        .kind = kind, .title = title, .about = about, .address = url.p, .url = url
    };
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
                                         .most = SEARCH_SHOWN + 1 },
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

enum rc search_plan(struct search *s)
{
    enum rc rc = RC_OK;
    if (viewer_can(s->cx, MAY_READ_PROJECT, s->project, 0)) rc = plan(s);
    if (!rc && search_wants(s, "expenditure")) rc = expenditure(s);
    if (!rc && search_wants(s, "report")) rc = texts(s);
    return rc || !search_wants(s, "donor_report") ? rc : donor_texts(s);
}
