/* SPDX-License-Identifier: EUPL-1.2 */
/* version_web.c — every version of a report stays readable: the list of them, and one whole, which
 * is also the page to print.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "export/rows_file.h"
#include "i18n/i18n.h"
#include "report/report_pages.h"
#include "report/report_sql.h"
#include "report/version_html.h"
#include "report/version_view.h"

enum { ROWS = 1000, EXPORT_MOST = 100000 };

enum rc report_version_list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct report_facts_row r;
    struct report_versions_rows rows;
    struct versions_view v = { 0 };
    bool found;
    enum rc rc = report_facts(cx, rq->id[0], &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = report_versions(cx, r.id, &rows))) return rc;
    reply_rows(cx, rs, "versions", &report_versions_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct version_shown *s = arena_array(cx->arena, struct version_shown, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        s[i].r = &rows.v[i];
        s[i].url =
            url_path(cx, "/report/%lld/version/%lld", (long long)r.id, (long long)rows.v[i].no);
        if (rows.v[i].no > 1) s[i].since = report_since(cx, r.id, rows.v[i].no);
    }
    v.v = s;
    v.n = rows.n;
    if (z_eq(r.state, "draft") || z_eq(r.state, "returned"))
        v.now = url_path(cx, "/report/%lld/version/%lld", (long long)r.id, (long long)r.version_no);
    struct page *pg = report_page(
        cx, rq, &r,
        arena_printf(cx->arena, T("Versions of %s, period %d"), r.partner_name, (int)r.period_no),
        "versions");
    page_exports(cx, rq, pg);
    versions_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

struct url report_since(struct cx *cx, int64_t report, int64_t no)
{
    struct url to = url_path(cx, "/report/%lld/compare", (long long)report);
    to = url_with(cx, to, "from", arena_printf(cx->arena, "%lld", (long long)no - 1));
    return url_with(cx, to, "to", arena_printf(cx->arena, "%lld", (long long)no));
}

const char *report_question_title(struct cx *cx, const struct ruleset *set, const char *key)
{
    for (size_t i = 0; i < set->question_count; i++) {
        if (z_eq(set->questions[i].key, key)) return i18n_text(cx, NULL, set->questions[i].title);
    }
    return key;
}

/* ---- one version -------------------------------------------------------------------------------
 */

struct material {
    struct report_facts_row r;
    struct rules rules;
    struct report_versions_rows versions;
    struct version_lines_rows lines;
    struct version_headings_rows headings;
    struct narrative_of_report_rows blocks;
    struct version_activities_rows activities;
};

static void mask(struct cx *cx, const struct report_facts_row *r, struct version_lines_row *line)
{
    if (!report_hides(cx, r, line->is_sensitive)) return;
    line->description = T("restricted");
    line->supplier = line->document_no = "";
}

struct sending {
    struct cx *cx;
    const struct report_facts_row *r;
    struct rows_file *out;
};

static enum rc put_line(void *p, const struct version_lines_row *line)
{
    struct sending *s = p;
    struct version_lines_row shown = *line;
    mask(s->cx, s->r, &shown);
    return rows_file_put(s->out, &shown);
}

/* The lines, however many: as a file, never in memory. */
static enum rc send_lines(struct cx *cx, const struct request *rq, struct response *rs)
{
    struct report_facts_row r;
    struct sending s = { .cx = cx, .r = &r };
    bool found;
    int fd;
    int64_t size;
    enum rc rc = report_facts(cx, rq->id[0], &r, &found);
    if (rc || !found || rq->id[1] > r.version_no) return rc ? rc : RC_MISSING;
    rc = rows_file_open(cx, ROWS_CSV, "lines", &version_lines_meta, &s.out);
    if (!rc) rc = version_all(cx, r.id, rq->id[1], put_line, &s);
    if (!rc) rc = rows_file_close(s.out, &fd, &size);
    if (rc) return rc;
    reply_file(cx, rs, fd, size, "text/csv; charset=utf-8",
               arena_printf(cx->arena, "report-%lld-version-%lld.csv", (long long)r.id,
                            (long long)rq->id[1]),
               false);
    return RC_OK;
}

static enum rc read_material(struct cx *cx, const struct request *rq, int64_t after,
                             struct material *m)
{
    bool found, page = reply_is_page(rq);
    enum rc rc = report_facts(cx, rq->id[0], &m->r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (rq->id[1] > m->r.version_no) return RC_MISSING;
    rc = version_lines(cx, m->r.id, rq->id[1], after, page ? ROWS + 1 : EXPORT_MOST + 1, &m->lines);
    if (!rc && !page && m->lines.n > EXPORT_MOST)
        return refuse(cx, RC_INVALID, T("This version has more than %s lines; take it as CSV."),
                      i18n_int(cx, EXPORT_MOST));
    for (size_t i = 0; !rc && i < m->lines.n; i++) mask(cx, &m->r, &m->lines.v[i]);
    if (!rc) rc = narrative_of_report(cx, m->r.id, rq->id[1], &m->blocks);
    if (rc || !page) return rc;
    rc = version_headings(cx, m->r.id, rq->id[1], &m->headings);
    if (!rc) rc = report_versions(cx, m->r.id, &m->versions);
    if (!rc) rc = version_activities(cx, m->r.id, &m->activities);
    return rc ? rc : rules_of(cx, m->r.project, &m->rules);
}

/* The texts of one activity (0: the general ones), in the order of the rule set. */
static size_t texts_of(struct cx *cx, const struct material *m, int64_t activity,
                       struct version_text *out)
{
    const struct ruleset *set = m->rules.set;
    size_t n = 0;
    for (size_t q = 0; q < set->question_count; q++) {
        for (size_t i = 0; i < m->blocks.n; i++) {
            const struct narrative_of_report_row *b = &m->blocks.v[i];
            if (b->activity_id != activity || !z_eq(b->question, set->questions[q].key)) continue;
            if (!str_trim(str_of(b->body)).n) continue;
            out[n++] =
                (struct version_text){ i18n_text(cx, NULL, set->questions[q].title), b->body };
        }
    }
    return n;
}

static void fill_texts(struct cx *cx, const struct material *m, struct version_view *v)
{
    struct version_part *parts = arena_array(cx->arena, struct version_part, m->activities.n + 1);
    for (size_t i = 0; i <= m->activities.n; i++) {
        const struct version_activities_row *a = i ? &m->activities.v[i - 1] : NULL;
        struct version_text *t = arena_array(cx->arena, struct version_text, m->blocks.n);
        size_t n = texts_of(cx, m, a ? a->id : 0, t);
        if (!n) continue;
        parts[v->part_count++] =
            (struct version_part){ a ? arena_printf(cx->arena, "%s %s", a->code, a->title) : NULL,
                                   t, n };
    }
    v->parts = parts;
}

static void fill_sums(struct cx *cx, const struct material *m, struct version_view *v)
{
    struct version_heading *h = arena_array(cx->arena, struct version_heading, m->headings.n);
    v->total = eur(0);
    for (size_t i = 0; i < m->headings.n; i++) {
        const struct version_headings_row *r = &m->headings.v[i];
        const struct budget_node *node = ruleset_node(m->rules.set, r->heading);
        h[i] = (struct version_heading){ r->heading, node ? i18n_text(cx, NULL, node->title) : "",
                                         r->lines, r->euro };
        v->total = money_add(v->total, r->euro);
        v->lines += r->lines;
    }
    v->headings = h;
    v->heading_count = m->headings.n;
}

static void fill_facts(struct cx *cx, const struct material *m, struct version_view *v)
{
    struct fact *f = arena_array(cx->arena, struct fact, 6);
    size_t n = 0;
    f[n++] = (struct fact){ .name = T("Partner"), .value = m->r.partner_title };
    f[n++] = (struct fact){ .name = T("Period"),
                            .value = arena_printf(cx->arena, "%d: %s – %s", (int)m->r.period_no,
                                                  i18n_date(cx, m->r.starts_on),
                                                  i18n_date(cx, m->r.ends_on)) };
    if (v->submitted) {
        f[n++] = (struct fact){ .name = T("Submitted"),
                                .value = i18n_stamp(cx, v->submitted->submitted_at) };
        f[n++] = (struct fact){ .name = T("By"), .value = v->submitted->submitted_by };
        f[n++] = (struct fact){ .name = T("Digest of its content"),
                                .value = v->submitted->content_sha,
                                .whole = true };
    }
    v->facts = (struct facts){ f, n };
}

enum rc report_version_show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct material m = { 0 };
    if (rq->format == FORMAT_CSV) return send_lines(cx, rq, rs);
    enum rc rc = read_material(cx, rq, request_query_id(rq, "after"), &m);
    if (rc) return rc;
    bool page = reply_is_page(rq);
    size_t n = page && m.lines.n > ROWS ? ROWS : m.lines.n;
    reply_rows(cx, rs, "lines", &version_lines_meta, m.lines.v, n);
    reply_rows(cx, rs, "texts", &narrative_of_report_meta, m.blocks.v, m.blocks.n);
    if (!page) return RC_OK;
    struct version_view v = { .report = &m.r, .no = rq->id[1], .v = m.lines.v, .n = n };
    for (size_t i = 0; i < m.versions.n; i++)
        if (m.versions.v[i].no == v.no) v.submitted = &m.versions.v[i];
    fill_facts(cx, &m, &v);
    fill_texts(cx, &m, &v);
    fill_sums(cx, &m, &v);
    if (m.lines.n > n)
        v.pager.next =
            url_with(cx, rq->self, "after",
                     arena_printf(cx->arena, "%lld", (long long)m.lines.v[n - 1].line_key));
    struct page *pg = report_page(cx, rq, &m.r,
                                  arena_printf(cx->arena, T("%s, period %d, version %d"),
                                               m.r.partner_name, (int)m.r.period_no, (int)v.no),
                                  "versions");
    page_exports(cx, rq, pg);
    version_html(cx, &rs->body, pg, &v);
    return RC_OK;
}
