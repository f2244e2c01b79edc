/* SPDX-License-Identifier: EUPL-1.2 */
/* reconcile_test.c — the donor report against an accountant of our own, who sees only what was
 * entered (amounts, dates, decisions, published rates, budget) and shares no code with the product:
 * no stored euro amount, no stored rate, no stored sum. A second one is ledger, which does all the
 * arithmetic itself from a journal of the same facts.
 */
#include "report/donor.h"
#include "report/donor_rows.h"
#include "report/report.h"
#include "report/transactions.h"
#include "store/db.h"
#include "tests/engine.h"
#include "tests/t.h"
#include "tests/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__extension__ typedef __int128 wide;
enum {
    MONTHS = 48,
    FIRST_YEAR = 2006,
    CURRENCIES = 3,
    ENTRIES_MOST = 2000,
    LINE_BUDGET = 10000000
};
static const char *const currencies[CURRENCIES] = { "MKD", "ALL", "RSD" };
static const char *const partners[WORLD_PARTNERS] = { "MCIC", "DA", "EHO", "ECAS" };
static const int64_t slices[WORLD_PARTNERS] = { 4000000, 3000000, 2000000, 1000000 };

/* What somebody typed, and what the lead decided. */
struct entry {
    int line, partner, period, key;
    int currency; /* -1: euro */
    int64_t amount, deducted;
    int first, last; /* months whose mean is the rate, counted from January 2006 */
    bool accepted;   /* as a line: accepted or deducted */
    int64_t euro;    /* as we convert it */
};
struct accountant {
    struct cx *cx;
    struct world w;
    const char *regime;
    int64_t rate[CURRENCIES][MONTHS]; /* ×10⁶ */
    struct entry entry[ENTRIES_MOST];
    int entries;
    int taken[WORLD_PARTNERS][WORLD_PERIODS]; /* in which donor report, 0: in none */
};

/* ---- the facts ---------------------------------------------------------------------------------
 */

TEST_STMT(published, DB_EACH, false, "", "tii",
          "SELECT currency, month, rate_e6 FROM rate WHERE is_current = 1");
TEST_STMT(entered, DB_EACH, false, "i", "ttitttiittti",
          "SELECT l.code, o.short_name, t.no, e.currency, e.payment_date, e.decision, e.amount, "
          "e.deducted, t.starts_on, t.ends_on, r.first_submitted_at, e.line_key FROM expenditure e "
          "JOIN partner_report r ON r.id = e.report_id JOIN period t ON t.id = r.period_id JOIN "
          "partner p ON p.id = r.partner_id JOIN organisation o ON o.id = p.organisation_id JOIN "
          "budget_line l ON l.id = e.budget_line_id WHERE e.project_id = $1 AND e.until_version IS "
          "NULL ORDER BY p.position, t.no, e.line_key");

static int place(const char *const *list, int n, const char *word)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(list[i], word)) return i;
    return -1;
}

/* "2007-03-05" and "2007-03-05T…" → 14. */
static int month_at(const char *iso)
{
    int64_t year, no;
    assert_true(str_int64((str){ iso, 4 }, &year));
    assert_true(str_int64((str){ iso + 5, 2 }, &no));
    return (int)((year - FIRST_YEAR) * 12 + no - 1);
}

static void read_rates(struct accountant *a)
{
    struct db_cursor c;
    bool more;
    assert_int_equal(db_start(a->cx, &published, NULL, &c), RC_OK);
    while (db_next(a->cx, &c, &more) == RC_OK && more) {
        int currency = place(currencies, CURRENCIES, db_text(a->cx, &c, 0));
        int64_t at = db_int(&c, 1) - FIRST_YEAR * 12;
        if (currency >= 0 && at >= 0 && at < MONTHS) a->rate[currency][at] = db_int(&c, 2);
    }
    assert_int_equal(db_finish(a->cx, &c), RC_OK);
}

/* amount ÷ (sum ÷ n) in cents, by subtracting what a half is worth: another way than money.c. */
static int64_t convert(const struct accountant *a, const struct entry *e)
{
    if (e->currency < 0) return e->amount;
    wide sum = 0, n = e->last - e->first + 1, left = e->amount < 0 ? -e->amount : e->amount;
    for (int m = e->first; m <= e->last; m++) sum += a->rate[e->currency][m];
    assert_true(sum > 0);
    left = left * n * 1000000;
    int64_t cents = 0;
    for (wide step = (wide)1 << 40; step; step >>= 1) {
        if (left < step * sum) continue;
        left -= step * sum;
        cents += (int64_t)step;
    }
    if (left + left >= sum) cents++;
    return e->amount < 0 ? -cents : cents;
}

static void read_entries(struct accountant *a)
{
    struct db_cursor c;
    struct db_value project = db_i(a->w.project);
    bool more;
    a->entries = 0;
    assert_int_equal(db_start(a->cx, &entered, &project, &c), RC_OK);
    while (db_next(a->cx, &c, &more) == RC_OK && more) {
        struct entry *e = &a->entry[a->entries++];
        assert_true(a->entries < ENTRIES_MOST);
        const char *decision = db_text(a->cx, &c, 5), *sent = db_text(a->cx, &c, 10);
        const int paid = month_at(db_text(a->cx, &c, 4));
        *e = (struct entry){ .line = place(a->w.code, WORLD_LINES, db_text(a->cx, &c, 0)),
                             .partner = place(partners, WORLD_PARTNERS, db_text(a->cx, &c, 1)),
                             .period = (int)db_int(&c, 2) - 1,
                             .currency = place(currencies, CURRENCIES, db_text(a->cx, &c, 3)),
                             .amount = db_int(&c, 6),
                             .deducted = db_int(&c, 7),
                             .first = month_at(db_text(a->cx, &c, 8)),
                             .last = month_at(db_text(a->cx, &c, 9)),
                             .key = (int)db_int(&c, 11),
                             .accepted = decision && strcmp(decision, "parked") != 0 };
        if (!strcmp(a->regime, "R-PAYMONTH")) e->first = e->last = paid;
        if (!strcmp(a->regime, "R-SUBMITMONTH")) e->first = e->last = sent ? month_at(sent) : paid;
        e->euro = convert(a, e);
    }
    assert_int_equal(db_finish(a->cx, &c), RC_OK);
}

/* ---- what the report must say ------------------------------------------------------------------
 */

static int64_t counts(const struct accountant *a, const struct entry *e)
{
    return e->accepted && a->taken[e->partner][e->period] ? e->euro - e->deducted : 0;
}

static int64_t cell(const struct accountant *a, int line, int partner, int from, int until,
                    int64_t *lines)
{
    int64_t sum = 0;
    if (lines) *lines = 0;
    for (int i = 0; i < a->entries; i++) {
        const struct entry *e = &a->entry[i];
        const int in = a->taken[e->partner][e->period];
        if (e->line != line || e->partner != partner || in < from || in > until) continue;
        sum += counts(a, e);
        if (lines) ++*lines;
    }
    return sum;
}

/* (cumulative − budget) ÷ budget in hundredths of a percent, half away from zero. */
static int64_t percent(int64_t cumulative, int64_t budget)
{
    wide v = (wide)(cumulative - budget) * 10000;
    bool negative = v < 0;
    if (negative) v = -v;
    v = (v + v + budget) / (budget + budget);
    return (int64_t)(negative ? -v : v);
}

static void check_line(const struct accountant *a, const struct donor_table *t,
                       const struct donor_line *l, int no)
{
    const int at = place(a->w.code, WORLD_LINES, l->code);
    int64_t period = 0, cumulative = 0, lines;
    assert_int_equal(l->budget.minor, LINE_BUDGET);
    assert_int_equal(t->partner_count, WORLD_PARTNERS);
    for (int p = 0; p < WORLD_PARTNERS; p++) {
        const struct donor_cell *c = &l->cells[p];
        const int64_t now = cell(a, at, p, no, no, &lines), all = cell(a, at, p, 1, no, NULL);
        assert_string_equal(t->partners[p].short_name, partners[p]);
        if (c->period.minor != now || c->cumulative.minor != all)
            fail_msg("line %s, %s: the report says %lld and %lld, we %lld and %lld", l->code,
                     partners[p], (long long)c->period.minor, (long long)c->cumulative.minor,
                     (long long)now, (long long)all);
        assert_int_equal(c->budget.minor, slices[p]);
        assert_int_equal(c->lines, lines);
        period += now;
        cumulative += all;
    }
    assert_int_equal(l->period.minor, period);
    assert_int_equal(l->cumulative.minor, cumulative);
    assert_int_equal(l->variance.minor, cumulative - LINE_BUDGET);
    assert_int_equal(l->variance_e2, percent(cumulative, LINE_BUDGET));
}

/* Heading "1" has two of the lines; row 7 is the sum of 1 to 6 and here of everything. */
static void check_rows(const struct accountant *a, const struct donor_table *t, int no)
{
    int seen = 0;
    for (size_t r = 0; r < t->row_count; r++) {
        const struct donor_row *row = &t->rows[r];
        const bool one = !strcmp(row->node->code, "1"), seven = !strcmp(row->node->code, "7");
        if (!one && !seven) continue;
        int64_t period = 0, cumulative = 0;
        for (int l = 0; l < (one ? 2 : WORLD_LINES); l++) {
            for (int p = 0; p < WORLD_PARTNERS; p++) {
                period += cell(a, l, p, no, no, NULL);
                cumulative += cell(a, l, p, 1, no, NULL);
            }
        }
        const int64_t budget = (int64_t)LINE_BUDGET * (one ? 2 : WORLD_LINES);
        assert_int_equal(row->budget.minor, budget);
        assert_int_equal(row->period.minor, period);
        assert_int_equal(row->cumulative.minor, cumulative);
        assert_int_equal(row->variance.minor, cumulative - budget);
        assert_int_equal(row->variance_e2, percent(cumulative, budget));
        if (one) {
            assert_int_equal(row->low.minor, budget - budget / 100 * 15);
            assert_int_equal(row->high.minor, budget + budget / 100 * 15);
        }
        seen++;
    }
    assert_int_equal(seen, 2);
}

/* The rows that every output takes. */
static void check_outputs(const struct accountant *a, const struct donor_table *t, int no)
{
    struct donor_cell_row *rows;
    const size_t n = donor_cell_rows(a->cx, t, &rows);
    assert_int_equal(n, WORLD_LINES * WORLD_PARTNERS);
    for (size_t i = 0; i < n; i++) {
        const int l = place(a->w.code, WORLD_LINES, rows[i].line),
                  p = place(partners, WORLD_PARTNERS, rows[i].partner);
        const int64_t all = cell(a, l, p, 1, no, NULL);
        assert_int_equal(rows[i].period_eur.minor, cell(a, l, p, no, no, NULL));
        assert_int_equal(rows[i].cumulative_eur.minor, all);
        assert_int_equal(rows[i].variance_eur.minor, all - slices[p]);
        assert_int_equal(rows[i].variance_pct, percent(all, slices[p]));
    }
}

/* ---- the list of transactions ------------------------------------------------------------------
 */

struct walk {
    const struct accountant *a;
    int no, at;
};

static int64_t rate_shown(const struct accountant *a, const struct entry *e)
{
    if (e->currency < 0) return INT64_C(10000000000);
    wide sum = 0, n = e->last - e->first + 1;
    for (int m = e->first; m <= e->last; m++) sum += a->rate[e->currency][m];
    return (int64_t)((sum * 10000 * 2 + n) / (n * 2));
}

static enum rc check_row(void *p, const struct transaction_row *r)
{
    struct walk *w = p;
    while (w->at < w->a->entries &&
           w->a->taken[w->a->entry[w->at].partner][w->a->entry[w->at].period] != w->no)
        w->at++;
    assert_true(w->at < w->a->entries);
    const struct entry *e = &w->a->entry[w->at++];
    assert_int_equal(r->line_key, e->key);
    assert_int_equal(r->period_no, e->period + 1);
    assert_string_equal(r->partner, partners[e->partner]);
    assert_string_equal(r->line, w->a->w.code[e->line]);
    assert_int_equal(r->amount, e->amount);
    assert_int_equal(r->amount_eur, e->euro);
    assert_int_equal(r->rate, rate_shown(w->a, e));
    assert_int_equal(r->deducted_eur, e->accepted ? e->deducted : 0);
    assert_int_equal(r->accepted_eur, counts(w->a, e));
    return RC_OK;
}

/* ---- ledger ------------------------------------------------------------------------------------
 */

static void write_entry(const struct accountant *a, const struct entry *e, FILE *to)
{
    char amount[MONEY_TEXT], part[MONEY_TEXT];
    fprintf(to, "2007/06/30 %s %d\n  Line:%s:%s  (roundto(%s EUR", partners[e->partner], e->key,
            a->w.code[e->line], partners[e->partner], minor_text(e->amount, amount));
    if (e->currency >= 0) {
        fprintf(to, " * %d / (0", e->last - e->first + 1);
        for (int m = e->first; m <= e->last; m++)
            fprintf(to, "+%s", scaled_text(a->rate[e->currency][m], 6, 6, part));
        fprintf(to, ")");
    }
    fprintf(to, ", 2) - %s EUR)\n  Grant\n\n", minor_text(e->deducted, part));
}

static void ask_ledger(const struct accountant *a, const struct donor_table *t, int no)
{
    char path[] = "/tmp/kolo-journal-XXXXXX", command[200], line[200];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *journal = fdopen(fd, "w");
    for (int i = 0; i < a->entries; i++) {
        const struct entry *e = &a->entry[i];
        if (e->accepted && a->taken[e->partner][e->period] == no) write_entry(a, e, journal);
    }
    fclose(journal);
    snprintf(command, sizeof command,
             "ledger -f %s bal --flat --empty --no-total --format "
             "'%%(account) %%(quantity(display_total))\\n' '^Line' 2>&1",
             path);
    FILE *out = popen(command, "r");
    assert_non_null(out);
    int64_t sum = 0, minor;
    int rows = 0;
    for (; fgets(line, sizeof line, out); rows++) {
        str rest = str_trim(str_of(line)), account = str_cut(&rest, ' ');
        (void)str_cut(&account, ':');
        str code = str_cut(&account, ':');
        if (!minor_parse(str_trim(rest), &minor)) fail_msg("ledger says: %s", line);
        for (size_t l = 0; l < t->line_count; l++) {
            if (!str_is(code, t->lines[l].code)) continue;
            const int p = place(partners, WORLD_PARTNERS, arena_str(a->cx->arena, account));
            assert_int_equal(t->lines[l].cells[p].period.minor, minor);
        }
        sum += minor;
    }
    pclose(out);
    unlink(path);
    assert_true(rows > WORLD_LINES);
    assert_int_equal(sum, t->total_period.minor);
}

static void agrees(struct accountant *a, int no, bool with_ledger)
{
    struct donor_table t, recounted;
    struct transaction_filter all = { 0 };
    struct walk w = { .a = a, .no = no };
    const int64_t period = a->w.period[no - 1];
    read_entries(a);
    assert_int_equal(donor_table_read(a->cx, a->w.project, period, &t), RC_OK);
    assert_int_equal(t.line_count, WORLD_LINES);
    for (size_t i = 0; i < t.line_count; i++) check_line(a, &t, &t.lines[i], no);
    check_rows(a, &t, no);
    check_outputs(a, &t, no);
    assert_int_equal(donor_recount(a->cx, a->w.project, period, &recounted), RC_OK);
    for (size_t i = 0; i < t.line_count; i++) check_line(a, &recounted, &recounted.lines[i], no);
    if (t.frozen) assert_int_equal(transactions_each(a->cx, &t, &all, check_row, &w), RC_OK);
    if (with_ledger) ask_ledger(a, &t, no);
}

/* ---- two periods, one partner late -------------------------------------------------------------
 */

static int64_t checked(struct accountant *a, int partner, int period, uint64_t seed)
{
    int64_t report = world_report(a->cx, &a->w, partner, period, 40, seed);
    assert_int_equal(report_submit(a->cx, report), RC_OK);
    world_review(a->cx, report, seed * 3 + 1);
    return report;
}

static void accept_into(struct accountant *a, int partner, int period, int donor_report,
                        uint64_t seed)
{
    assert_int_equal(report_accept(a->cx, checked(a, partner, period, seed)), RC_OK);
    a->taken[partner][period] = donor_report;
}

static void freeze(struct accountant *a, int no)
{
    int64_t id;
    assert_int_equal(donor_begin(a->cx, a->w.project, a->w.period[no - 1], &id), RC_OK);
    assert_int_equal(donor_freeze(a->cx, id), RC_OK);
}

static void two_periods(struct cx *cx, const char *regime, uint64_t seed)
{
    struct accountant *a = arena_alloc(cx->arena, sizeof *a);
    a->cx = cx;
    a->regime = regime;
    world_make(cx, regime, &a->w);
    read_rates(a);
    for (int p = 0; p < WORLD_PARTNERS; p++)
        if (p != 2) accept_into(a, p, 0, 1, seed + (uint64_t)p);
    accept_into(a, 0, 1, 2, seed + 10); /* sooner than period 1 is frozen */
    agrees(a, 1, true);
    agrees(a, 2, false);
    freeze(a, 1);
    agrees(a, 1, false);
    accept_into(a, 2, 0, 2, seed + 11); /* late: its costs roll into period 2 */
    accept_into(a, 1, 1, 2, seed + 12);
    accept_into(a, 2, 1, 2, seed + 13);
    (void)checked(a, 3, 1, seed + 14); /* stays in check and counts nothing */
    agrees(a, 2, true);
    freeze(a, 2);
    agrees(a, 2, false);
    agrees(a, 1, false);
}

static void by_mean(struct cx *cx) { two_periods(cx, "R-AVG", 11); }
static void by_month_of_payment(struct cx *cx) { two_periods(cx, "R-PAYMONTH", 222); }
static void by_month_of_submission(struct cx *cx) { two_periods(cx, "R-SUBMITMONTH", 3333); }
static void the_report_is_what_an_accountant_gets(void **state)
{
    (void)state;
    test_on_engines(by_mean);
    test_on_engines(by_month_of_payment);
    test_on_engines(by_month_of_submission);
}

TESTS(report_reconcile, cmocka_unit_test(the_report_is_what_an_accountant_gets));
