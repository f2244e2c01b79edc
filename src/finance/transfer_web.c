/* SPDX-License-Identifier: EUPL-1.2 */
/* transfer_web.c — changing the budget: new lines and moves from line to line, the effect shown
 * before anything is saved, then put in force or withdrawn.
 *
 * The effect is the change itself, carried out in a transaction that is then taken back, so that
 * nothing is promised which saving would refuse. Nothing stays written until "Put in force": then
 * draft, lines, moves and decision are one transaction.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "finance/budget_grid_web.h"
#include "finance/budget_sql.h"
#include "finance/expenditure_web.h"
#include "finance/finance_web.h"
#include "finance/transfer_html.h"
#include "finance/transfer_view.h"
#include "i18n/i18n.h"
#include "project/partner_sql.h"
#include "store/db.h"

#include <string.h>

enum { ROWS = 6, NEW_LINES = 3 };

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

/* A line that the budget does not have yet; moves name it "new.0". */
struct line_form {
    const char *code, *heading, *title, *unit;
    int64_t units;
};
static const struct form_field line_fields[] = {
    FIELD_OF(line_form, code, FORM_TEXT, N_("Code"), .required = true, .max = 20),
    FIELD_OF(line_form, heading, FORM_CHOICE, N_("Heading"), .required = true),
    FIELD_OF(line_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 300),
    FIELD_OF(line_form, unit, FORM_TEXT, N_("Unit"), .max = 60),
    FIELD_OF(line_form, units, FORM_UNITS, N_("Number"), .min = 1, .max = INT64_C(1000000000000)),
};
static const struct form line_form = FORM(line_form, line_fields);

struct move_form {
    int64_t from_line, from_partner;
    const char *to_line;
    int64_t to_partner;
    money amount;
};
static const struct form_field move_fields[] = {
    FIELD_OF(move_form, from_line, FORM_ID, N_("From line"), .required = true),
    FIELD_OF(move_form, from_partner, FORM_ID, N_("From partner"), .required = true),
    FIELD_OF(move_form, to_line, FORM_TEXT, N_("To line"), .required = true, .max = 20),
    FIELD_OF(move_form, to_partner, FORM_ID, N_("To partner"), .required = true),
    FIELD_OF(move_form, amount, FORM_EUR, N_("Amount"), .required = true),
};
static const struct form move_form = FORM(move_form, move_fields);

/* What the form chooses from. */
struct stock {
    int64_t version;
    struct rules rules;
    struct budget_lines_rows lines;
    struct partner_list_rows partners;
};

static enum rc read_stock(struct cx *cx, int64_t project, struct stock *s)
{
    enum rc rc = budget_in_force(cx, project, &s->version);
    if (!rc) rc = rules_of(cx, project, &s->rules);
    if (!rc) rc = budget_lines(cx, s->version, &s->lines);
    return rc ? rc : partner_list(cx, project, &s->partners);
}

static const char *typed(struct cx *cx, const struct request *rq, const char *row, int no,
                         const char *field)
{
    const char *z = request_field(rq, arena_printf(cx->arena, "%s.%d.%s", row, no, field));
    return z ? z : "";
}

static const char *number(struct cx *cx, int64_t n)
{
    return arena_printf(cx->arena, "%lld", (long long)n);
}

static void fill_choices(struct cx *cx, const struct request *rq, const struct stock *s,
                         struct transfer_view *v)
{
    size_t lines = s->lines.n, all = lines + NEW_LINES;
    struct form_choice *from = arena_array(cx->arena, struct form_choice, lines + 1),
                       *to = arena_array(cx->arena, struct form_choice, all + 1),
                       *partners = arena_array(cx->arena, struct form_choice, s->partners.n + 1);
    for (size_t i = 0; i < lines; i++)
        to[i] = from[i] = (struct form_choice){ number(cx, s->lines.v[i].id),
                                                arena_printf(cx->arena, "%s %s", s->lines.v[i].code,
                                                             s->lines.v[i].title) };
    for (int i = 0; i < NEW_LINES; i++)
        to[lines + (size_t)i] = (struct form_choice){
            arena_printf(cx->arena, "new.%d", i),
            arena_printf(cx->arena, T("new line %d %s"), i + 1, typed(cx, rq, "new", i, "code")),
        };
    for (size_t i = 0; i < s->partners.n; i++)
        partners[i] =
            (struct form_choice){ number(cx, s->partners.v[i].id), s->partners.v[i].short_name };
    v->from_lines = from;
    v->to_lines = to;
    v->partners = partners;
    v->headings = budget_heading_choices(cx, s->rules.set);
}

static void fill_rows(struct cx *cx, const struct request *rq, struct transfer_view *v)
{
    static const char *const names[] = { "from_line", "from_partner", "to_line", "to_partner",
                                         "amount" };
    struct transfer_row *rows = arena_array(cx->arena, struct transfer_row, ROWS);
    for (int i = 0; i < ROWS; i++) {
        rows[i] = (struct transfer_row){ .no = i,
                                         .from_line = typed(cx, rq, "move", i, names[0]),
                                         .from_partner = typed(cx, rq, "move", i, names[1]),
                                         .to_line = typed(cx, rq, "move", i, names[2]),
                                         .to_partner = typed(cx, rq, "move", i, names[3]),
                                         .amount = typed(cx, rq, "move", i, names[4]) };
        for (size_t k = 0; k < sizeof names / sizeof *names && !rows[i].problem; k++) {
            rows[i].problem = problem_of(cx, arena_printf(cx->arena, "move.%d.%s", i, names[k]));
        }
    }
    v->rows = rows;
    v->n = ROWS;
}

static void fill_new(struct cx *cx, const struct request *rq, struct transfer_view *v)
{
    struct transfer_line *rows = arena_array(cx->arena, struct transfer_line, NEW_LINES);
    for (int i = 0; i < NEW_LINES; i++) {
        rows[i] = (struct transfer_line){ .no = i,
                                          .code = typed(cx, rq, "new", i, "code"),
                                          .heading = typed(cx, rq, "new", i, "heading"),
                                          .title = typed(cx, rq, "new", i, "title"),
                                          .unit = typed(cx, rq, "new", i, "unit"),
                                          .units = typed(cx, rq, "new", i, "units") };
        for (size_t k = 0; k < line_form.n && !rows[i].problem; k++)
            rows[i].problem =
                problem_of(cx, arena_printf(cx->arena, "new.%d.%s", i, line_fields[k].name));
    }
    v->new_lines = rows;
    v->new_count = NEW_LINES;
}

/* ---- the change itself ----------------------------------------------------------------------- */

struct budget_change {
    int64_t project;
    const struct transfer_form *form;
    const struct line_form *lines;
    const struct move_form *moves;
    int *line_numbers, *move_numbers;
    size_t line_count, move_count;
    int64_t *line_ids;
    int64_t version;
};

static enum rc read_change(struct cx *cx, struct request *rq, struct budget_change *c)
{
    void *lines, *moves;
    *c = (struct budget_change){ .project = rq->project, .form = rq->form };
    enum rc rc =
                form_read_rows(cx, rq, &line_form, "new", &lines, &c->line_numbers, &c->line_count),
            bad = form_read_rows(cx, rq, &move_form, "move", &moves, &c->move_numbers,
                                 &c->move_count);
    if (bad) rc = bad;
    if (!rc && !c->move_count)
        rc = problem(cx, "", T("Write at least one move: from a line to a line."));
    c->lines = lines;
    c->moves = moves;
    c->line_ids = arena_array(cx->arena, int64_t, c->line_count + 1);
    return rc;
}

/* What a rule said about one of its fields is said about the row's cell. */
static void name_problems(struct cx *cx, const char *row, int no, const char *otherwise,
                          struct problem *p)
{
    for (; p; p = p->next)
        p->field = arena_printf(cx->arena, "%s.%d.%s", row, no,
                                *p->field && !strchr(p->field, '.') ? p->field : otherwise);
}

static enum rc add_line(struct cx *cx, struct budget_change *c, size_t i)
{
    const struct line_form *l = &c->lines[i];
    const struct budget_line_input in = { .code = l->code,
                                          .heading = l->heading,
                                          .title = l->title,
                                          .unit = l->unit,
                                          .units_e3 = l->units ? l->units : 1000,
                                          .unit_cost = eur(0) };
    struct problem **from = cx->problems.last;
    enum rc rc = budget_line_in_draft(cx, c->version, &in, &c->line_ids[i]);
    name_problems(cx, "new", c->line_numbers[i], "code", *from);
    return rc;
}

static enum rc find_target(struct cx *cx, const struct budget_change *c, const char *to,
                           int64_t *line)
{
    int64_t no;
    str rest = str_of(to);
    if (!str_starts(rest, "new."))
        return str_int64(rest, line) ? RC_OK : problem(cx, "to_line", T("Choose one of the list."));
    (void)str_cut(&rest, '.');
    for (size_t i = 0; str_int64(rest, &no) && i < c->line_count; i++) {
        if (c->line_numbers[i] != no) continue;
        *line = c->line_ids[i];
        return RC_OK;
    }
    return problem(cx, "to_line", T("Describe that new line below the moves first."));
}

static enum rc move_one(struct cx *cx, const struct budget_change *c, size_t i)
{
    const struct move_form *f = &c->moves[i];
    struct budget_move m = { .from_line = f->from_line,
                             .from_partner = f->from_partner,
                             .to_partner = f->to_partner,
                             .amount = f->amount };
    struct problem **from = cx->problems.last;
    enum rc rc = find_target(cx, c, f->to_line, &m.to_line);
    if (!rc) rc = budget_move_in_draft(cx, c->version, &m);
    name_problems(cx, "move", c->move_numbers[i], "amount", *from);
    return rc;
}

/* Inside the caller's transaction. */
static enum rc draft(struct cx *cx, struct budget_change *c, const char *reason)
{
    enum rc rc = budget_draft(cx, c->project, c->form->kind, reason, &c->version);
    for (size_t i = 0; i < c->line_count && !rc; i++) rc = add_line(cx, c, i);
    for (size_t i = 0; i < c->move_count && !rc; i++) rc = move_one(cx, c, i);
    return rc;
}

/* A sentence about a heading is about no field of the form. */
static void unplace_headings(const struct rules *rules, struct problem *p)
{
    for (; p; p = p->next)
        if (ruleset_node(rules->set, p->field)) p->field = "";
}

static enum rc carry_out(struct cx *cx, struct budget_change *c, const struct rules *rules)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = draft(cx, c, c->form->reason);
    struct problem **from = cx->problems.last;
    if (!rc) rc = budget_put_in_force(cx, c->version, c->form->effective_on, c->form->article);
    unplace_headings(rules, *from);
    return db_end(cx, rc);
}

/* The headings of the draft; an addendum would be its own base, but keeps the caps. */
static enum rc see(struct cx *cx, const struct budget_change *c, const struct rules *rules,
                   struct transfer_view *v)
{
    struct headroom *room;
    enum rc rc = budget_headroom(cx, c->project, c->version, &room, &v->room_count);
    if (rc) return rc;
    if (z_eq(c->form->kind, "addendum")) {
        money *next = arena_array(cx->arena, money, v->room_count);
        for (size_t i = 0; i < v->room_count; i++) next[i] = room[i].current;
        rc = headroom_compute(cx, rules, v->room_count, next, next, room);
        struct problem **from = cx->problems.last;
        if (!rc && budget_check_caps(cx, c->project, c->version)) v->over_cap = true;
        unplace_headings(rules, *from);
    }
    for (size_t i = 0; i < v->room_count; i++) v->breached = v->breached || room[i].breached;
    v->room = room;
    return rc;
}

static enum rc show_effect(struct cx *cx, struct budget_change *c, const struct stock *s,
                           struct transfer_view *v)
{
    struct headroom *now;
    size_t n;
    const char *reason = c->form->reason;
    enum rc rc = budget_headroom(cx, c->project, s->version, &now, &n);
    if (!rc) rc = db_begin(cx);
    if (rc) return rc;
    money *before = arena_array(cx->arena, money, n);
    for (size_t i = 0; i < n; i++) before[i] = now[i].current;
    v->before = before;
    rc = draft(cx, c, reason && *reason ? reason : "-");
    if (!rc) rc = see(cx, c, &s->rules, v);
    enum rc taken_back = db_end(cx, rc ? rc : RC_CONFLICT);
    return rc ? rc : taken_back == RC_CONFLICT ? RC_OK : taken_back;
}

/* ---- showing --------------------------------------------------------------------------------- */

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, struct stock *s,
                    struct transfer_view *v)
{
    struct budget_version_draft_row draft;
    bool found;
    enum rc rc = budget_version_draft(cx, rq->project, &draft, &found);
    if (rc) return rc;
    v->self = url_path(cx, "/p/%lld/budget/transfer", (long long)rq->project);
    fill_choices(cx, rq, s, v);
    fill_rows(cx, rq, v);
    fill_new(cx, rq, v);
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
    pg->problem = NULL; /* it stands in the list of problems */
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

static enum rc transfer_post(struct cx *cx, struct request *rq, struct response *rs)
{
    struct budget_change c;
    struct stock s;
    struct transfer_view v = { 0 };
    enum rc rc = read_change(cx, rq, &c);
    if (rc) return rc;
    if ((rc = read_stock(cx, rq->project, &s))) return rc;
    if (!c.form->save) {
        rc = show_effect(cx, &c, &s, &v);
        return rc ? rc : show(cx, rq, rs, &s, &v);
    }
    if ((rc = carry_out(cx, &c, &s.rules))) return rc;
    rs->created = c.version;
    return reply_see_other(
        cx, rq, rs, url_path(cx, "/budget/%lld", (long long)c.version),
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
