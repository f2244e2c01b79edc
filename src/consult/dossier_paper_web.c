/* SPDX-License-Identifier: EUPL-1.2 */
/* dossier_paper_web.c — a consultation on paper, from the question to the decision. */
#include "consult/dossier_web.h"
#include "export/markdown_read.h"
#include "export/paper.h"
#include "i18n/i18n.h"

static void part(struct paper *p, const char *title, const char *text)
{
    if (!*text) return;
    paper_heading(p, 2, title);
    paper_text(p, text);
}

static const char *rule_words(struct cx *cx, const char *rule)
{
    for (const struct form_choice *r = consult_rules; r->value; r++)
        if (z_eq(r->value, rule)) return i18n_text(cx, NULL, r->label);
    return rule;
}

static void facts(struct cx *cx, struct paper *p, const struct dossier *d)
{
    const struct consult_get_row *c = &d->c;
    paper_fact(p, T("State"), consult_mark(cx, c->state).word);
    paper_fact(p, T("Rule"), rule_words(cx, c->rule));
    paper_fact(p, T("Asked"), d->asked);
    paper_fact(p, T("Leads"), c->chair_name);
    if (*c->drafter_name) paper_fact(p, T("Answers comments"), c->drafter_name);
    paper_fact(p, T("Round"), i18n_int(cx, c->round_no));
    paper_fact(p, T("Closes"), i18n_stamp(cx, c->closes_at));
    if (d->count.round.id && !d->count.sealed && d->count.why)
        paper_fact(p, d->count.round.closed_at ? T("Result") : T("If it closed now"), d->count.why);
}

/* A secret round has no positions to show. */
static void positions(struct cx *cx, struct paper *p, const struct dossier *d)
{
    const struct paper_column columns[] = {
        { T("Round"), 8, true },    { T("Organisation"), 14, false },  { T("Position"), 16, false },
        { T("Reason"), 35, false }, { T("When, and who"), 24, false },
    };
    paper_heading(p, 1, T("Positions"));
    if (!d->positions.n) {
        paper_text(p, T("There are no positions that are shown."));
        return;
    }
    paper_table(p, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < d->positions.n; i++) {
        const struct dossier_positions_row *r = &d->positions.v[i];
        const char *ranked = consult_ranked(cx, &d->count.options, r->ranking);
        const char *choice = ranked ? ranked : consult_choice_mark(cx, r->choice).word;
        const char *const cell[] = {
            i18n_int(cx, r->round_no),
            r->organisation,
            r->late ? arena_printf(cx->arena, T("%s (late, not counted)"), choice) : choice,
            *r->stands_why ? arena_printf(cx->arena, T("%s\nThe objection stands: %s"), r->reason,
                                          r->stands_why)
                           : r->reason,
            arena_printf(cx->arena, "%s\n%s, %s", i18n_stamp(cx, r->said_at), r->speaker,
                         consult_via(cx, r->via)),
        };
        paper_row(p, cell);
    }
    paper_end_table(p);
}

static void matrix(struct cx *cx, struct paper *p, const struct dossier *d)
{
    const struct paper_column columns[] = {
        { T("No."), 5, true },      { T("From"), 16, false },  { T("Comment"), 40, false },
        { T("Answer"), 14, false }, { T("Reply"), 28, false },
    };
    if (!d->matrix.n) return;
    paper_heading(p, 1, T("Comments and answers"));
    paper_table(p, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < d->matrix.n; i++) {
        const struct response_matrix_row *r = &d->matrix.v[i];
        const char *said = markdown_plain(cx->arena, r->body);
        if (*r->passage) said = arena_printf(cx->arena, "“%s”\n%s", r->passage, said);
        if (*r->wording) said = arena_printf(cx->arena, "%s\n→ “%s”", said, r->wording);
        const char *const cell[] = {
            i18n_int(cx, (int64_t)i + 1),
            *r->organisation ? arena_printf(cx->arena, "%s\n%s", r->author, r->organisation)
                             : r->author,
            said,
            consult_answer_mark(cx, r).word,
            markdown_plain(cx->arena, r->reply),
        };
        paper_row(p, cell);
    }
    paper_end_table(p);
}

static void decision(struct cx *cx, struct paper *p, const struct dossier *d)
{
    const struct decision_get_row *r = &d->decision;
    if (!d->decided) return;
    paper_heading(p, 1,
                  arena_printf(cx->arena, T("Decision %lld: %s"), (long long)r->no, r->title));
    paper_fact(p, T("Decided on"), i18n_date(cx, r->decided_on));
    part(p, decision_text_title(cx, r->outcome), r->decided);
    part(p, T("Reasons"), r->reasons);
    part(p, T("Who sees it otherwise"), r->dissent);
    part(p, T("Mandate to act"), r->mandate);
    paper_fact(p, T("Digest"), r->sha);
}

struct paper *dossier_paper(struct cx *cx, const struct dossier *d)
{
    struct paper *p =
        paper_begin(cx, T("Dossier of a consultation"), d->c.title,
                    arena_printf(cx->arena, T("%s, as of %s"), consult_mark(cx, d->c.state).word,
                                 i18n_stamp(cx, cx->now)));
    facts(cx, p, d);
    part(p, T("Question"), d->c.question);
    if (d->texts.n)
        part(p, arena_printf(cx->arena, T("The document, version %d"), (int)d->texts.v[0].no),
             d->texts.v[0].body);
    decision(cx, p, d);
    positions(cx, p, d);
    matrix(cx, p, d);
    return p;
}
