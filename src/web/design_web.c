/* SPDX-License-Identifier: EUPL-1.2 */
/* design_web.c — /help/design: one page on which every component of parts.html is alive, so that
 * pages are built from the same parts and a change of style is looked at in one place.
 *
 * All data is invented here; this file knows no domain and no database.
 */
#include "web/design.h"

#include "web/chart.h"
#include "web/design_html.h"
#include "web/help.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
/* A copy of a local table in the arena, so that views outlive the function that fills them. */
#define KEEP(cx, a) keep(cx, a, sizeof(a))

static void *keep(struct cx *cx, const void *p, size_t size)
{
    char *copy = arena_alloc(cx->arena, size);
    for (size_t i = 0; i < size; i++) copy[i] = ((const char *)p)[i];
    return copy;
}

static const struct url here = { "#" };

/* ---- a form with every kind of field -------------------------------------------------------- */
struct design_form {
    const char *title, *role, *text, *partner;
    date from;
    money amount;
    int64_t share, sensitive;
    const struct upload *document;
};
static const struct form_choice roles[] = { { "lead", N_("Lead partner") },
                                            { "co", N_("Co-beneficiary") },
                                            { "affiliated", N_("Affiliated entity") },
                                            { NULL, NULL } };
static const struct form_field fields[] = {
    FIELD_OF(design_form, title, FORM_TEXT, N_("Title"), .required = true),
    FIELD_OF(design_form, role, FORM_CHOICE, N_("Role"), .required = true, .choices = roles),
    FIELD_OF(design_form, partner, FORM_CHOICE, N_("Responsible partner"), .choices = roles,
             .hint = N_("Who answers for it towards the lead partner.")),
    FIELD_OF(design_form, from, FORM_DATE, N_("From"), .required = true),
    FIELD_OF(design_form, amount, FORM_EUR, N_("Amount"), .required = true),
    FIELD_OF(design_form, share, FORM_PERCENT, N_("Share of the partner")),
    FIELD_OF(design_form, text, FORM_LONG, N_("What was done"),
             .hint = N_("Two or three sentences. Markdown works.")),
    FIELD_OF(design_form, document, FORM_FILE, N_("Document")),
    FIELD_OF(design_form, sensitive, FORM_FLAG, N_("Sensitive: show others the amount only")),
};
static const struct form design_form = FORM(design_form, fields);

static struct form_view *sample_form(struct cx *cx)
{
    struct form_view *v = arena_alloc(cx->arena, sizeof *v);
    *v = (struct form_view){ .form = &design_form,
                             .value = arena_array(cx->arena, const char *, COUNT(fields)),
                             .problem = arena_array(cx->arena, const char *, COUNT(fields)),
                             .options =
                                 arena_array(cx->arena, const struct form_choice *, COUNT(fields)),
                             .csrf = "" };
    for (size_t i = 0; i < COUNT(fields); i++) v->value[i] = "";
    size_t amount = parts_field(v, "amount");
    v->value[parts_field(v, "title")] = T("Workshop of the network in Novi Sad");
    v->value[parts_field(v, "role")] = "co";
    v->value[parts_field(v, "from")] = "2007-09-14";
    v->value[amount] = "1.250,5.0";
    v->problem[amount] = T("This amount cannot be read. Write it as 1250,50.");
    return v;
}

/* ---- actions, to-do, steps ------------------------------------------------------------------ */
static void fill_actions(struct cx *cx, struct design_view *v)
{
    date today = date_of_stamp(cx->now);
    struct action first[] = {
        { .label = T("Answer the questions"), .url = here, .kind = ACTION_PRIMARY }
    };
    struct action several[] = {
        { .label = T("Add a line"), .url = here, .icon = "plus" },
        { .label = T("Submit"),
          .url = here,
          .refusal = T("Three questions of the lead are still open. "
                       "Answer them in the thread below each line.") },
        { .label = T("Delete the draft"),
          .url = here,
          .icon = "trash",
          .kind = ACTION_DANGER,
          .post = true,
          .confirm = T("The draft and its 14 lines are gone for good. Documents stay in the "
                       "library.") },
        { .label = T("Cancel"), .url = here, .kind = ACTION_QUIET },
    };
    struct todo todos[] = {
        { T("Report of DA for period 2"),
          T("not submitted"),
          here,
          { "bad", T("late") },
          date_add(today, -4) },
        { T("Check 112 lines of ECAS"),
          T("75 are left"),
          here,
          { "wait", T("in check") },
          date_add(today, 3) },
        { T("Answer to the donor on heading 3"),
          NULL,
          here,
          { "ask", T("question") },
          date_add(today, 12) },
    };
    struct step steps[] = { { T("Contract"), here, STEP_DONE },
                            { T("Partners"), here, STEP_DONE },
                            { T("Budget"), here, STEP_HERE },
                            { T("Periods"), here, STEP_AHEAD } };
    v->next = (struct next){ T("Answer 3 questions on the report of period 2"),
                             T("EHO has the turn"),
                             date_add(today, 3),
                             NULL,
                             { KEEP(cx, first), COUNT(first) } };
    v->waiting = (struct next){ T("MCIC checks your report"),
                                T("You need to do nothing"),
                                date_add(today, 12),
                                "wait",
                                { NULL, 0 } };
    v->actions = (struct actions){ KEEP(cx, several), COUNT(several) };
    v->todos = (struct todos){ KEEP(cx, todos), COUNT(todos) };
    v->steps = (struct steps){ KEEP(cx, steps), COUNT(steps) };
}

/* ---- a list with sums ----------------------------------------------------------------------- */
static void fill_list(struct cx *cx, struct design_view *v)
{
    struct design_line lines[] = {
        { "3.2.1 · 2007/114",
          T("Bus to the meeting in Skopje"),
          "EHO",
          { "good", T("accepted") },
          money_of(245000, "RSD"),
          eur(3086),
          here },
        { "4.1 · 2007/118",
          T("Rent of the office, September"),
          "DA",
          { "ask", T("question") },
          money_of(3500000, "ALL"),
          eur(28523),
          here },
        { "3.2.2 · 2007/121",
          T("Credit note for two nights"),
          "MCIC",
          { "wait", T("parked") },
          money_of(-615000, "MKD"),
          eur(-10041),
          here },
    };
    struct chip chips[] = { { T("Partner: EHO, DA, MCIC"), here },
                            { T("From: 1 Sep 2007"), here } };
    money given[] = { money_of(245000, "RSD"), money_of(3500000, "ALL"), money_of(-615000, "MKD") };
    money total[] = { eur(21568) };
    struct sum_row sums[] = { { T("Sum by currency"), 3, 1, { KEEP(cx, given), COUNT(given) } },
                              { T("Sum in euro"), 3, 1, { KEEP(cx, total), COUNT(total) } } };
    v->lines = KEEP(cx, lines);
    v->n_lines = COUNT(lines);
    v->chips = (struct chips){ KEEP(cx, chips), COUNT(chips), here };
    v->sums = KEEP(cx, sums);
    v->n_sums = COUNT(sums);
    v->pager = (struct pager){ .next = here, .note = T("3 of 412 lines") };
    v->sorts[0] = (struct sort){ T("Line"), here, 1, false };
    v->sorts[1] = (struct sort){ "EUR", here, 0, true };
}

/* ---- a record ------------------------------------------------------------------------------- */
static void fill_record(struct cx *cx, struct design_view *v)
{
    stamp at = cx->now - 86400;
    struct fact facts[] = {
        { T("Amount"), i18n_money(cx, money_of(3500000, "ALL")), .why = here },
        { T("In euro"), i18n_money(cx, eur(28523)), .why = here },
        { T("Partner"), "Partnerë për Fëmijët – Instituti i Demokracisë dhe Ndërmjetësimit",
          .url = here },
        { .name = T("Paid on"), .value = i18n_date(cx, date_make(2007, 9, 28)) },
        { .name = T("Order number") },
    };
    struct figure figures[] = {
        { T("Spent"), i18n_money(cx, eur(18423455)), T("61,41 % of the budget"), here },
        { T("Accepted"), i18n_money(cx, eur(15120010)), T("period 1 and 2"), here },
        { T("Open questions"), "3", T("EHO, since 4 days"), { NULL } },
    };
    struct remark remarks[] = {
        { "Elena Petrovska",
          "MCIC",
          at - 90000,
          T("Which nights does this credit note cover? The "
            "invoice names **three**."),
          { "ask", T("open question") },
          here,
          T("line 14"),
          .open = true },
        { "Zoran Đurić", "EHO", at,
          T("The second and third. The first was used; see the list of "
            "participants."),
          .reply = true },
    };
    struct change changes[] = {
        { at, T("EHO changed the amount from 2 450,00 to 2 540,00 RSD."), "2 450,00", "2 540,00" },
        { at - 3600, T("EHO attached the document “bus tickets.pdf”."), NULL, NULL },
    };
    v->facts = (struct facts){ KEEP(cx, facts), COUNT(facts) };
    v->figures = (struct figures){ KEEP(cx, figures), COUNT(figures) };
    v->thread = (struct thread){ KEEP(cx, remarks), COUNT(remarks) };
    v->history = (struct history){ KEEP(cx, changes), COUNT(changes) };
}

static void fill_charts(struct cx *cx, struct design_view *v)
{
    struct chart_bar bars[] = {
        { T("1. Human resources"), eur(14200000), eur(9818000), eur(12070000), eur(16330000),
          here },
        { T("2. Travel"), eur(3150000), eur(2212550), eur(2677500), eur(3622500), here },
        { T("3. Equipment and supplies"), eur(900000), eur(1068400), eur(765000), eur(1035000),
          here },
        { T("4. Local office"), eur(2400000), eur(1280010), eur(2400000), eur(2400000), here },
    };
    struct chart_dot dots[] = {
        { "MCIC", 5 }, { "DA", 6 }, { "EHO", 3 }, { "ECAS", 4 }, { "CNVOS", 5 }
    };
    v->bars = chart_bars(cx, T("Budget and expenditure by heading"), bars, COUNT(bars));
    v->ring = chart_ring(cx, T("Reports of period 2"), dots, COUNT(dots), 160);
    v->meter =
        chart_meter(cx, T("Heading 3"), eur(1068400), eur(900000), eur(765000), eur(1035000));
}

void design_fill(struct cx *cx, struct design_view *v)
{
    fill_actions(cx, v);
    fill_list(cx, v);
    fill_record(cx, v);
    fill_charts(cx, v);
    v->form = sample_form(cx);
}

static enum rc design_show(struct cx *cx, struct request *rq, struct response *rs)
{
    if (!reply_is_page(rq)) return RC_MISSING;
    struct page *pg = page_begin(cx, rq, T("How Kolo looks"), AREA_HELP);
    struct design_view v = { 0 };
    page_crumb(cx, pg, T("Help"), url_path(cx, "/help"));
    pg->lead = T("Every component, live. What you see here is what the pages are made of.");
    design_fill(cx, &v);
    design_page_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

const struct route design_routes[] = {
    { METHOD_GET, "/help/design", design_show, .may = ROUTE_PUBLIC, .title = N_("How Kolo looks"),
      .no_api = true },
    { 0 },
};
