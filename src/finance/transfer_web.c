/* SPDX-License-Identifier: EUPL-1.2 */
/* transfer_web.c — changing the budget: rows from line to line, the effect shown before anything is
 * saved, then put in force or withdrawn.
 *
 * Nothing is written until "Put in force": then draft, moves and decision are one transaction, so
 * that a refused change leaves nothing behind.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "finance/budget_sql.h"
#include "finance/expenditure_web.h"
#include "finance/finance_web.h"
#include "finance/transfer_html.h"
#include "finance/transfer_view.h"
#include "i18n/i18n.h"
#include "project/partner_sql.h"
#include "store/db.h"

enum { ROWS = 6 };

struct transfer_form {
    const char *kind, *reason, *article;
    date effective_on;
    int64_t save;
};
static const struct form_choice kinds[] = { { "unilateral",
                                              N_("Unilateral change, told to the donor") },
                                            { "addendum", N_("Addendum, signed by the donor") },
                                            { NULL, NULL } };
static const struct form_field transfer_fields[] = {
    FIELD_OF(transfer_form, kind, FORM_CHOICE, N_("Kind"), .choices = kinds),
    FIELD_OF(transfer_form, reason, FORM_TEXT, N_("Reason"), .max = 500),
    FIELD_OF(transfer_form, article, FORM_TEXT, N_("Article or letter"), .max = 100),
    FIELD_OF(transfer_form, effective_on, FORM_DATE, N_("In force from")),
    FIELD_OF(transfer_form, save, FORM_FLAG, N_("Save")),
};
static const struct form transfer_form = FORM(transfer_form, transfer_fields);

struct move_form {
    int64_t from_line, from_partner, to_line, to_partner;
    money amount;
};
static const struct form_field move_fields[] = {
    FIELD_OF(move_form, from_line, FORM_ID, N_("From line"), .required = true),
    FIELD_OF(move_form, from_partner, FORM_ID, N_("From partner"), .required = true),
    FIELD_OF(move_form, to_line, FORM_ID, N_("To line"), .required = true),
    FIELD_OF(move_form, to_partner, FORM_ID, N_("To partner"), .required = true),
    FIELD_OF(move_form, amount, FORM_EUR, N_("Amount"), .required = true),
};
static const struct form move_form = FORM(move_form, move_fields);

/* What the form chooses from. */
struct stock {
    int64_t version;
    struct budget_lines_rows lines;
    struct partner_list_rows partners;
};

static enum rc read_stock(struct cx *cx, int64_t project, struct stock *s)
{
    enum rc rc = budget_in_force(cx, project, &s->version);
    if (!rc) rc = budget_lines(cx, s->version, &s->lines);
    return rc ? rc : partner_list(cx, project, &s->partners);
}

static void fill_choices(struct cx *cx, const struct stock *s, struct transfer_view *v)
{
    struct form_choice *lines = arena_array(cx->arena, struct form_choice, s->lines.n + 1);
    struct form_choice *partners = arena_array(cx->arena, struct form_choice, s->partners.n + 1);
    for (size_t i = 0; i < s->lines.n; i++) {
        lines[i] =
            (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)s->lines.v[i].id),
                                  arena_printf(cx->arena, "%s %s", s->lines.v[i].code,
                                               s->lines.v[i].title) };
    }
    for (size_t i = 0; i < s->partners.n; i++) {
        partners[i] =
            (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)s->partners.v[i].id),
                                  s->partners.v[i].short_name };
    }
    v->lines = lines;
    v->partners = partners;
}

static const char *typed(struct cx *cx, const struct request *rq, int row, const char *field)
{
    const char *z = request_field(rq, arena_printf(cx->arena, "move.%d.%s", row, field));
    return z ? z : "";
}

static void fill_rows(struct cx *cx, const struct request *rq, struct transfer_view *v)
{
    static const char *const names[] = { "from_line", "from_partner", "to_line", "to_partner",
                                         "amount" };
    struct transfer_row *rows = arena_array(cx->arena, struct transfer_row, ROWS);
    for (int i = 0; i < ROWS; i++) {
        rows[i] = (struct transfer_row){ .no = i,
                                         .from_line = typed(cx, rq, i, names[0]),
                                         .from_partner = typed(cx, rq, i, names[1]),
                                         .to_line = typed(cx, rq, i, names[2]),
                                         .to_partner = typed(cx, rq, i, names[3]),
                                         .amount = typed(cx, rq, i, names[4]) };
        for (size_t k = 0; k < sizeof names / sizeof *names && !rows[i].problem; k++) {
            rows[i].problem = problem_of(cx, arena_printf(cx->arena, "move.%d.%s", i, names[k]));
        }
    }
    v->rows = rows;
    v->n = ROWS;
}

static const char *line_heading(const struct stock *s, int64_t line)
{
    for (size_t i = 0; i < s->lines.n; i++) {
        if (s->lines.v[i].id == line) return s->lines.v[i].heading;
    }
    return "";
}

/* The headings as they would be: stored amounts of the version in force, the moves added. */
static enum rc show_effect(struct cx *cx, int64_t project, const struct stock *s,
                           const struct move_form *moves, size_t n, bool addendum,
                           struct transfer_view *v)
{
    struct headroom *now;
    struct rules rules;
    size_t count;
    enum rc rc = budget_headroom(cx, project, s->version, &now, &count);
    if (!rc) rc = rules_of(cx, project, &rules);
    if (rc) return rc;
    money *base = arena_array(cx->arena, money, count),
          *next = arena_array(cx->arena, money, count),
          *before = arena_array(cx->arena, money, count);
    for (size_t i = 0; i < count; i++) {
        before[i] = next[i] = now[i].current;
        base[i] = now[i].base;
        for (size_t m = 0; m < n; m++) {
            if (z_eq(line_heading(s, moves[m].from_line), now[i].code))
                next[i] = money_sub(next[i], moves[m].amount);
            if (z_eq(line_heading(s, moves[m].to_line), now[i].code))
                next[i] = money_add(next[i], moves[m].amount);
        }
        if (addendum) base[i] = next[i];
    }
    struct headroom *room = arena_array(cx->arena, struct headroom, count);
    if ((rc = headroom_compute(cx, &rules, count, base, next, room))) return rc;
    for (size_t i = 0; i < count; i++) v->breached = v->breached || room[i].breached;
    v->room = room;
    v->before = before;
    v->room_count = count;
    return RC_OK;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, struct stock *s,
                    struct transfer_view *v)
{
    struct budget_version_draft_row draft;
    bool found;
    enum rc rc = budget_version_draft(cx, rq->project, &draft, &found);
    if (rc) return rc;
    v->self = url_path(cx, "/p/%lld/budget/transfer", (long long)rq->project);
    fill_choices(cx, s, v);
    fill_rows(cx, rq, v);
    const char *kind = request_field(rq, "kind"), *reason = request_field(rq, "reason"),
               *article = request_field(rq, "article"), *on = request_field(rq, "effective_on");
    char today[DATE_TEXT];
    v->kind = kind ? kind : "unilateral";
    v->reason = reason ? reason : "";
    v->article = article ? article : "";
    v->effective_on = on ? on : arena_dup(cx->arena, date_text(date_of_stamp(cx->now), today));
    v->kind_problem = problem_of(cx, "kind");
    v->reason_problem = problem_of(cx, "reason");
    v->effective_problem = problem_of(cx, "effective_on");
    if (found) {
        v->draft =
            arena_printf(cx->arena, T("Version %d is a draft: %s"), (int)draft.no, draft.reason);
        struct action *a = arena_array(cx->arena, struct action, 1);
        *a = (struct action){ .label = T("Withdraw the draft"),
                              .post = true,
                              .kind = ACTION_DANGER,
                              .url = url_path(cx, "/budget/%lld/withdraw", (long long)draft.id),
                              .confirm = T("The draft stays readable as withdrawn.") };
        v->draft_actions = (struct actions){ a, 1 };
    }
    struct page *pg = page_begin(cx, rq, T("Change the budget"), AREA_MONEY);
    pg->wide = true;
    page_crumb(cx, pg, T("Budget"), url_path(cx, "/p/%lld/budget", (long long)rq->project));
    finance_tabs(cx, pg, rq->project, "budget");
    transfer_html(cx, &rs->body, pg, v);
    return RC_OK;
}

static enum rc transfer_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct stock s;
    struct transfer_view v = { 0 };
    enum rc rc = read_stock(cx, rq->project, &s);
    return rc ? rc : show(cx, rq, rs, &s, &v);
}

static enum rc carry_out(struct cx *cx, int64_t project, const struct transfer_form *f,
                         const struct move_form *moves, const int *numbers, size_t n,
                         int64_t *version)
{
    enum rc rc = budget_draft(cx, project, f->kind, f->reason, version);
    for (size_t i = 0; i < n && !rc; i++) {
        struct budget_move m = { moves[i].from_line, moves[i].from_partner, moves[i].to_line,
                                 moves[i].to_partner, moves[i].amount };
        rc = budget_move_in_draft(cx, *version, &m);
        const char *why = cx->problems.first ? cx->problems.first->text : NULL;
        if (rc == RC_INVALID && why)
            rc = problem(cx, arena_printf(cx->arena, "move.%d.amount", numbers[i]), "%s", why);
    }
    return rc ? rc : budget_put_in_force(cx, *version, f->effective_on, f->article);
}

static enum rc transfer_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct transfer_form *f = rq->form;
    struct stock s;
    struct transfer_view v = { 0 };
    void *rows;
    int *numbers;
    size_t n;
    int64_t version;
    enum rc rc = form_read_rows(cx, rq, &move_form, "move", &rows, &numbers, &n);
    if (!rc && !n) rc = problem(cx, "", T("Write at least one move: from a line to a line."));
    if (rc) return rc;
    if ((rc = read_stock(cx, rq->project, &s))) return rc;
    if (!f->save) {
        rc = show_effect(cx, rq->project, &s, rows, n, z_eq(f->kind, "addendum"), &v);
        return rc ? rc : show(cx, rq, rs, &s, &v);
    }
    if ((rc = db_begin(cx))) return rc;
    rc = db_end(cx, carry_out(cx, rq->project, f, rows, numbers, n, &version));
    if (rc) return rc;
    rs->created = version;
    return reply_see_other(
        cx, rq, rs, url_path(cx, "/budget/%lld", (long long)version),
        T("The change is in force. Print the comparison for the letter to the donor."));
}

static enum rc withdraw_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = budget_withdraw(cx, rq->id[0]);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/budget", (long long)rq->project),
                                T("The draft is withdrawn."));
}

const struct route transfer_routes[] = {
    { METHOD_GET, "/p/{project}/budget/transfer", transfer_page, .may = MAY_EDIT_BUDGET,
      .of = OF_PROJECT, .title = N_("Change the budget"), .no_api = true },
    { METHOD_POST, "/p/{project}/budget/transfer", transfer_post, .may = MAY_EDIT_BUDGET,
      .of = OF_PROJECT, .form = &transfer_form, .grid = &move_form, .grid_name = "move",
      .again = transfer_page, .title = N_("Change the budget") },
    { METHOD_POST, "/budget/{version}/withdraw", withdraw_post, .may = MAY_EDIT_BUDGET,
      .of = OF_BUDGET_VERSION, .title = N_("Withdraw a draft") },
    { 0 },
};
