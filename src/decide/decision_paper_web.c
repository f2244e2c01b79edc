/* SPDX-License-Identifier: EUPL-1.2 */
/* decision_paper_web.c — a decision on paper: what the page says, in the house style. */
#include "decide/decide_view.h"
#include "decide/decision.h"
#include "decide/task_web.h"
#include "export/paper.h"
#include "i18n/i18n.h"

static void put_part(struct paper *p, const char *title, const char *text)
{
    if (!*text) return;
    paper_heading(p, 2, title);
    paper_text(p, text);
}

static void put_about(struct cx *cx, struct paper *p, const struct decision_gathered *g)
{
    if (!g->n_things) return;
    paper_heading(p, 2, T("What it is about"));
    for (size_t i = 0; i < g->n_things; i++)
        paper_fact(p, i18n_text(cx, NULL, object_kind_of(g->things[i].type)->word),
                   g->things[i].label);
}

static void put_tasks(struct cx *cx, struct paper *p, const struct decision_gathered *g)
{
    const struct paper_column columns[] = {
        { T("Task"), 5, false },
        { T("Who does it"), 3, false },
        { T("Until"), 2, false },
        { T("State"), 2, false },
    };
    const struct task_lines t = task_lines_of(cx, g->tasks.v, g->tasks.n);
    if (!t.n) return;
    paper_heading(p, 2, T("What follows from it"));
    paper_table(p, columns, 4);
    for (size_t i = 0; i < t.n; i++) {
        const char *const cells[] = { t.v[i].title, t.v[i].who,
                                      date_given(t.v[i].due) ? i18n_date(cx, t.v[i].due) : "–",
                                      t.v[i].mark.word };
        paper_row(p, cells);
    }
    paper_end_table(p);
}

static struct paper *paper_of(struct cx *cx, const struct decision_gathered *g)
{
    const struct facts f = decision_facts_of(cx, g);
    const char *title = arena_printf(cx->arena, "%s: %s", decide_no(cx, g->d.no), g->d.title);
    struct paper *p =
        paper_begin(cx, g->names.code, title,
                    arena_printf(cx->arena, "%s · %s", decide_outcome(cx, g->d.outcome).word,
                                 i18n_date(cx, g->d.decided_on)));
    put_part(p, decision_text_title(cx, g->d.outcome), g->d.decided);
    paper_heading(p, 2, T("How it was decided"));
    for (size_t i = 0; i < f.n; i++) paper_fact(p, f.v[i].name, f.v[i].value);
    put_part(p, T("Reasons"), g->d.reasons);
    put_part(p, T("Who sees it otherwise"), g->d.dissent);
    put_part(p, T("Mandate to act"), g->d.mandate);
    put_about(cx, p, g);
    put_tasks(cx, p, g);
    paper_fact(p, T("Digest"), g->d.sha);
    return p;
}

static enum rc reply(struct cx *cx, struct request *rq, struct response *rs, const char *type,
                     const char *ending,
                     enum rc (*write)(struct cx *, const struct paper *, struct buf *))
{
    struct decision_gathered g;
    enum rc rc = decision_gather(cx, rq->id[0], &g);
    if (!rc) rc = write(cx, paper_of(cx, &g), &rs->body);
    if (rc) return rc;
    rs->type = type;
    reply_header(cx, rs, "Content-Disposition",
                 reply_disposition(cx, "attachment",
                                   arena_printf(cx->arena, "%s-decision-%lld.%s", g.names.code,
                                                (long long)g.d.no, ending)));
    return RC_OK;
}

enum rc decision_pdf(struct cx *cx, struct request *rq, struct response *rs)
{
    return reply(cx, rq, rs, "application/pdf", "pdf", paper_pdf);
}

enum rc decision_docx(struct cx *cx, struct request *rq, struct response *rs)
{
    return reply(cx, rq, rs,
                 "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
                 paper_docx);
}
