/* SPDX-License-Identifier: EUPL-1.2 */
/* report_object.c — partner reports and questions about them as things that can be talked about. */
#include "report/report_object.h"

#include "base/utf8.h"
#include "i18n/i18n.h"
#include "report/report_object_sql.h"

enum { WORDS = 60 };

enum rc report_object(struct cx *cx, int64_t id, struct object *out)
{
    struct report_object_report_row r;
    bool found;
    enum rc rc = report_object_report(cx, id, &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = r.project;
    out->partner = r.partner;
    out->label =
        arena_printf(cx->arena, T("Report of %s, period %d"), r.partner_name, (int)r.period_no);
    out->path = arena_printf(cx->arena, "/report/%lld", (long long)id);
    return RC_OK;
}

/* The beginning of the first line; whole characters. */
static const char *beginning(struct cx *cx, const char *text)
{
    str rest = str_of(text), line = str_cut(&rest, '\n');
    str left = line;
    for (int i = 0; i < WORDS; i++) (void)utf8_next(&left);
    const char *said = arena_str(cx->arena, (str){ line.p, line.n - left.n });
    return left.n || rest.n ? arena_printf(cx->arena, "%s…", said) : said;
}

/* As lines of a quotation in Markdown. */
static const char *quoted(struct cx *cx, const char *text)
{
    const char *all = "";
    for (str rest = str_of(text); rest.n;) {
        const char *line = arena_str(cx->arena, str_cut(&rest, '\n'));
        all = arena_printf(cx->arena, "%s%s%s", all, *all ? "\n> " : "", line);
    }
    return all;
}

enum rc question_object(struct cx *cx, int64_t id, struct object *out)
{
    struct report_object_question_row q;
    bool found;
    enum rc rc = report_object_question(cx, id, &q, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = q.project;
    out->partner = q.partner;
    out->label = arena_printf(cx->arena, T("Question on the report of %s, period %d: %s"),
                              q.partner_name, (int)q.period_no, beginning(cx, q.body));
    out->path = arena_printf(cx->arena, "/report/%lld/questions#q-%lld", (long long)q.report,
                             (long long)id);
    out->text = q.body;
    if (q.answer)
        out->text = arena_printf(cx->arena, "%s\n\n> **%s**\n>\n> %s", q.body, T("Answer"),
                                 quoted(cx, q.answer));
    return RC_OK;
}

enum rc report_care(struct cx *cx, const struct object *o, struct object_people *to)
{
    struct report_object_people_rows rows;
    enum rc rc = report_object_people(cx, o->project, o->partner, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) object_person(cx, to, rows.v[i].account);
    return rc;
}
