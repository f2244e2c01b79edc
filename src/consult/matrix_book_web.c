/* SPDX-License-Identifier: EUPL-1.2 */
/* matrix_book_web.c — the response matrix as a workbook one hands to a donor: what it is on top, a
 * head that stays and filters, words that wrap, and pages of A4 as wide as the sheet.
 */
#include "consult/consult_write.h"
#include "consult/matrix_web.h"
#include "export/markdown_read.h"
#include "export/xlsx.h"
#include "i18n/i18n.h"
#include "project/project_sql.h"

enum { HEAD_ROW = 5 };

void matrix_counts(const struct response_matrix_rows *m, int64_t of[MATRIX_COUNTS])
{
    for (int k = 0; k < MATRIX_COUNTS; k++) of[k] = 0;
    for (size_t i = 0; i < m->n; i++) {
        int k = 0;
        while (k < MATRIX_ANSWERS && !z_eq(m->v[i].outcome, consult_answers[k].value)) k++;
        of[m->v[i].needs || m->v[i].answers ? k : MATRIX_PLAIN]++;
    }
}

const char *matrix_about(struct cx *cx, const struct response_matrix_row *r)
{
    if (!*r->passage) return r->parent ? T("reply") : T("the whole");
    return *r->wording ? arena_printf(cx->arena, "“%s”\n→ “%s”", r->passage, r->wording)
                       : arena_printf(cx->arena, "“%s”", r->passage);
}

/* "Closed, not decided · round 2 · opened … · closed … · as of …" */
static enum rc dates(struct cx *cx, const struct consult_get_row *c, const char **out)
{
    struct consult_round_row round = { 0 };
    const char *all =
        arena_printf(cx->arena, "%s: %s", T("State"), consult_mark(cx, c->state).word);
    enum rc rc = c->round_no ? consult_round_of(cx, c, &round) : RC_OK;
    if (rc) return rc;
    if (c->round_no) {
        all = arena_printf(cx->arena, "%s · %s", all,
                           arena_printf(cx->arena, T("round %d, opened on %s"), (int)c->round_no,
                                        i18n_stamp(cx, round.opened_at)));
        all = arena_printf(
            cx->arena, "%s · %s", all,
            round.closed_at
                ? arena_printf(cx->arena, T("closed on %s"), i18n_stamp(cx, round.closed_at))
                : arena_printf(cx->arena, T("open until %s"), i18n_stamp(cx, round.closes_at)));
    }
    *out = arena_printf(cx->arena, "%s · %s", all,
                        arena_printf(cx->arena, T("as of %s"), i18n_stamp(cx, cx->now)));
    return RC_OK;
}

/* "12 comments: accepted 4 · partly accepted 2 · rejected 1 · open 5" */
static const char *counts(struct cx *cx, const struct response_matrix_rows *all, const char *state)
{
    int64_t of[MATRIX_COUNTS];
    const char *line =
        arena_printf(cx->arena, T_N((int64_t)all->n, "%d comment", "%d comments"), (int)all->n);
    matrix_counts(all, of);
    for (int k = 0; k < MATRIX_ANSWERS; k++)
        line = arena_printf(cx->arena, "%s%s%s %s", line, k ? " · " : ": ",
                            i18n_text(cx, NULL, consult_answers[k].label), i18n_int(cx, of[k]));
    if (of[MATRIX_PLAIN])
        line = arena_printf(cx->arena, "%s · %s %s", line, T("needs no answer"),
                            i18n_int(cx, of[MATRIX_PLAIN]));
    for (int k = 0; k < MATRIX_ANSWERS; k++)
        if (z_eq(state, consult_answers[k].value))
            line = arena_printf(cx->arena, "%s. %s", line,
                                arena_printf(cx->arena, T("Only those that are: %s"),
                                             i18n_text(cx, NULL, consult_answers[k].label)));
    return line;
}

/* The columns: number, received, then those of text, then answered. */
static const unsigned char widths[] = { 6, 12, 18, 15, 30, 40, 17, 40, 16, 12 };
enum { COLUMNS = sizeof widths, FIRST_TEXT = 2, TEXTS = 7 };

static void be_tall(struct xlsx_book *b, const char *const text[TEXTS])
{
    unsigned most = 1;
    for (size_t i = 0; i < TEXTS; i++) {
        unsigned lines = xlsx_lines(text[i], widths[FIRST_TEXT + i]);
        if (lines > most) most = lines;
    }
    xlsx_tall(b, most);
}

static void put_head(struct cx *cx, struct xlsx_book *b)
{
    const char *const heads[] = { T("From"),   T("Organisation"), T("About"),      T("Comment"),
                                  T("Answer"), T("Reply"),        T("Answered by") };
    be_tall(b, heads);
    xlsx_head(b, XLSX_TEXT, T("No."));
    xlsx_head(b, XLSX_DATE, T("Received"));
    for (size_t i = 0; i < TEXTS; i++) xlsx_head(b, XLSX_TEXT, heads[i]);
    xlsx_head(b, XLSX_DATE, T("Answered"));
}

static void put_row(struct cx *cx, struct xlsx_book *b, size_t no,
                    const struct response_matrix_row *r)
{
    const char *const text[] = { r->author,
                                 r->organisation,
                                 matrix_about(cx, r),
                                 markdown_plain(cx->arena, r->body),
                                 consult_answer_mark(cx, r).word,
                                 markdown_plain(cx->arena, r->reply),
                                 r->answered_by };
    xlsx_row(b);
    be_tall(b, text);
    xlsx_int(b, XLSX_WRAP, (int64_t)no);
    xlsx_date(b, XLSX_WRAP, date_of_stamp(r->said_at));
    for (size_t i = 0; i < TEXTS; i++) xlsx_text(b, XLSX_WRAP, text[i]);
    xlsx_date(b, XLSX_WRAP, r->answered_at ? date_of_stamp(r->answered_at) : DATE_NONE);
}

static enum rc put_sheet(struct cx *cx, struct xlsx_book *b, const struct consult_get_row *c,
                         const struct response_matrix_rows *all,
                         const struct response_matrix_rows *shown, const char *state)
{
    struct project_get_row p;
    const char *when;
    enum rc rc = project_get(cx, c->project, &p);
    if (!rc) rc = dates(cx, c, &when);
    if (rc) return rc;
    xlsx_begin(b, &(struct xlsx_layout){ .name = T("Response matrix"),
                                         .widths = widths,
                                         .n_widths = COLUMNS,
                                         .freeze_rows = HEAD_ROW,
                                         .filter_row = HEAD_ROW,
                                         .repeat_rows = HEAD_ROW,
                                         .repeat_from = HEAD_ROW,
                                         .landscape = true,
                                         .fit_width = true,
                                         .print_foot = "&P / &N" });
    xlsx_text(b, XLSX_TITLE, T("Response matrix"));
    xlsx_row(b);
    xlsx_text(b, XLSX_BOLD, arena_printf(cx->arena, "%s · %s", c->title, p.title));
    xlsx_row(b);
    xlsx_text(b, XLSX_BODY, when);
    xlsx_row(b);
    xlsx_text(b, XLSX_BODY, counts(cx, all, state));
    xlsx_row(b);
    put_head(cx, b);
    for (size_t i = 0; i < shown->n; i++) put_row(cx, b, i + 1, &shown->v[i]);
    return RC_OK;
}

enum rc matrix_book(struct cx *cx, const struct consult_get_row *c,
                    const struct response_matrix_rows *all,
                    const struct response_matrix_rows *shown, const char *state, int *fd,
                    int64_t *size)
{
    struct xlsx_book *b;
    enum rc rc = xlsx_open(cx, &b);
    if (!rc) rc = put_sheet(cx, b, c, all, shown, state);
    return rc ? rc : xlsx_finish(b, fd, size);
}
