/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_test.c — the consolidated table against an independent count of the lines, and against
 * ledger; late partners; what freezing locks. */
#include "report/donor.h"

#include "base/buf.h"
#include "project/partner_sql.h"
#include "report/donor_sql.h"
#include "report/report.h"
#include "report/transactions.h"
#include "tests/engine.h"
#include "tests/t.h"
#include "tests/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- an accountant of our own: plain arithmetic over what the list of transactions says
 * ------------------------- */
__extension__ typedef __int128 wide;
struct count {
    wide cell[WORLD_LINES][WORLD_PARTNERS];
    const struct world *w;
    const struct donor_table *t;
    int64_t rows;
    FILE *journal;
};

static int at_line(const struct world *w, const char *code)
{
    for (int i = 0; i < WORLD_LINES; i++) {
        if (!strcmp(w->code[i], code)) return i;
    }
    fail_msg("no line %s", code);
    return 0;
}

static int at_partner(const struct donor_table *t, const char *name)
{
    for (size_t p = 0; p < t->partner_count; p++) {
        if (!strcmp(t->partners[p].short_name, name)) return (int)p;
    }
    fail_msg("no partner %s", name);
    return 0;
}

/* Recomputes the euro amount from amount and rate text with long division, decimal by decimal:
 * another way than money.c. */
static int64_t euro_again(int64_t amount, int64_t rate_e10)
{
    bool negative = amount < 0;
    wide a = (wide)(negative ? -amount : amount) * 10000000000, twice = 2 * a + rate_e10;
    int64_t result = (int64_t)(twice / (2 * (wide)rate_e10));
    return negative ? -result : result;
}

static enum rc count_row(void *p, const struct transaction_row *r)
{
    struct count *c = p;
    c->rows++;
    c->cell[at_line(c->w, r->line)][at_partner(c->t, r->partner)] += r->accepted_eur;
    /* rate_e10 is rounded, so one cent of difference is possible where the exact mean is not; more
     * never. */
    if (r->rate != INT64_MIN)
        assert_in_range(llabs(euro_again(r->amount, r->rate) - r->amount_eur), 0, 1);
    bool decided = !strcmp(r->status, "accepted") || !strcmp(r->status, "deducted");
    if (decided)
        assert_int_equal(r->accepted_eur, r->amount_eur - r->deducted_eur);
    else
        assert_int_equal(r->accepted_eur, 0);
    if (c->journal && r->accepted_eur) {
        char text[MONEY_TEXT];
        fprintf(c->journal, "2007/06/30 %lld\n  Line:%s:%s  %s EUR\n  Grant\n\n", (long long)r->seq,
                r->line, r->partner, minor_text(r->accepted_eur, text));
    }
    return RC_OK;
}

static void agrees(const struct count *c)
{
    for (size_t i = 0; i < c->t->line_count; i++) {
        for (size_t p = 0; p < c->t->partner_count; p++) {
            int64_t cell = c->t->lines[i].cells[p].period.minor;
            if ((wide)cell != c->cell[at_line(c->w, c->t->lines[i].code)][p]) {
                fail_msg("line %s, %s: the table says %lld", c->t->lines[i].code,
                         c->t->partners[p].short_name, (long long)cell);
            }
        }
    }
}

static void same_table(const struct donor_table *a, const struct donor_table *b)
{
    assert_int_equal(a->line_count, b->line_count);
    for (size_t i = 0; i < a->line_count; i++) {
        assert_int_equal(a->lines[i].period.minor, b->lines[i].period.minor);
        assert_int_equal(a->lines[i].cumulative.minor, b->lines[i].cumulative.minor);
    }
    for (size_t r = 0; r < a->row_count; r++)
        assert_int_equal(a->rows[r].period.minor, b->rows[r].period.minor);
}

/* What ledger makes of the journal: the total of every line and partner must stand in its balance.
 */
static void ask_ledger(struct cx *cx, const struct donor_table *t, const char *path)
{
    char command[256];
    snprintf(
        command, sizeof command,
        "ledger -f %s bal --flat --no-total --format '%%(account) %%(quantity(display_total))\\n' "
        "'^Line' 2>&1",
        path);
    FILE *out = popen(command, "r");
    assert_non_null(out);
    char line[256];
    money sum = eur(0);
    while (fgets(line, sizeof line, out)) {
        str rest = str_trim(str_of(line)), account = str_cut(&rest, ' ');
        int64_t minor;
        (void)str_cut(&account, ':');
        str code = str_cut(&account, ':');
        if (!minor_parse(str_trim(rest), &minor)) fail_msg("ledger says: %s", line);
        const char *name = arena_str(cx->arena, account), *of = arena_str(cx->arena, code);
        bool found = false;
        for (size_t i = 0; i < t->line_count && !found; i++) {
            if (strcmp(t->lines[i].code, of)) continue;
            found = true;
            assert_int_equal(t->lines[i].cells[at_partner(t, name)].period.minor, minor);
        }
        assert_true(found);
        sum = money_add(sum, eur(minor));
    }
    pclose(out);
    assert_int_equal(sum.minor, t->total_period.minor);
}

static void reconciles_with(struct cx *cx, const char *regime, uint64_t seed)
{
    struct world w;
    struct donor_table t, again;
    world_make(cx, regime, &w);
    for (int p = 0; p < WORLD_PARTNERS; p++) {
        int64_t report = world_report(cx, &w, p, 0, 40, seed + (uint64_t)p);
        assert_int_equal(report_submit(cx, report), RC_OK);
        world_review(cx, report, seed * 3 + (uint64_t)p);
        if (p != 2)
            assert_int_equal(report_accept(cx, report),
                             RC_OK); /* one stays in check: its lines count nothing */
    }
    assert_int_equal(donor_table_read(cx, w.project, w.period[0], &t), RC_OK);
    assert_int_equal(donor_recount(cx, w.project, w.period[0], &again), RC_OK);
    same_table(&t, &again);
    char path[] = "/tmp/kolo-journal-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    struct count c = { .w = &w, .t = &t, .journal = fdopen(fd, "w") };
    struct transaction_filter f = { .project = w.project, .period = w.period[0] };
    assert_int_equal(transactions_each(cx, &f, count_row, &c), RC_OK);
    fclose(c.journal);
    assert_int_equal(c.rows, 40 * WORLD_PARTNERS);
    agrees(&c);
    assert_true(t.total_period.minor != 0);
    ask_ledger(cx, &t, path);
    unlink(path);
}

static void reconcile_avg(struct cx *cx) { reconciles_with(cx, "R-AVG", 11); }
static void reconcile_paymonth(struct cx *cx) { reconciles_with(cx, "R-PAYMONTH", 22); }
static void reconcile_submitmonth(struct cx *cx) { reconciles_with(cx, "R-SUBMITMONTH", 33); }
static void transactions_reconcile_with_every_cell(void **state)
{
    (void)state;
    test_on_engines(reconcile_avg);
    test_on_engines(reconcile_paymonth);
    test_on_engines(reconcile_submitmonth);
}

/* ---- a late partner rolls over; a frozen report is locked and whole
 * ---------------------------------------------- */
static int64_t accepted(struct cx *cx, const struct world *w, int partner, int period,
                        uint64_t seed)
{
    int64_t report = world_report(cx, w, partner, period, 10, seed);
    assert_int_equal(report_submit(cx, report), RC_OK);
    world_review(cx, report, seed);
    assert_int_equal(report_accept(cx, report), RC_OK);
    return report;
}

static void late(struct cx *cx)
{
    struct world w;
    struct donor_table first, second, first_again;
    int64_t one, two;
    bool whole;
    world_make(cx, "R-AVG", &w);
    int64_t taken = accepted(cx, &w, 0, 0, 5);
    assert_int_equal(donor_begin(cx, w.project, w.period[0], &one), RC_OK);
    assert_int_equal(donor_begin(cx, w.project, w.period[1], &two), RC_OK);
    assert_int_equal(donor_freeze(cx, two), RC_CONFLICT); /* in the order of the periods */
    assert_int_equal(donor_freeze(cx, one), RC_OK);
    assert_int_equal(donor_table_read(cx, w.project, w.period[0], &first), RC_OK);

    accepted(cx, &w, 1, 0, 6); /* too late for period 1 */
    accepted(cx, &w, 0, 1, 7);
    assert_int_equal(donor_table_read(cx, w.project, w.period[0], &first_again), RC_OK);
    same_table(&first, &first_again);
    assert_int_equal(donor_table_read(cx, w.project, w.period[1], &second), RC_OK);
    money of_late = eur(0);
    for (size_t i = 0; i < second.line_count; i++) {
        of_late = money_add(of_late, second.lines[i].cells[1].period);
        for (size_t p = 0; p < second.partner_count; p++) {
            money both = money_add(first.lines[i].cells[p].period, second.lines[i].cells[p].period);
            assert_int_equal(second.lines[i].cells[p].cumulative.minor, both.minor);
        }
    }
    assert_true(of_late.minor != 0);

    assert_int_equal(report_reopen(cx, taken), RC_CONFLICT);
    assert_int_equal(donor_verify(cx, one, &whole), RC_OK);
    assert_true(whole);
    assert_int_equal(donor_freeze(cx, one), RC_CONFLICT);
    assert_int_equal(donor_accept(cx, one, date_of_stamp(cx->now)), RC_CONFLICT); /* not sent yet */
    assert_int_equal(donor_send(cx, one), RC_OK);
    assert_int_equal(donor_accept(cx, one, date_of_stamp(cx->now)), RC_OK);
}
static void a_late_partner_rolls_over_and_the_frozen_is_locked(void **state)
{
    (void)state;
    test_on_engines(late);
}

TEST_STMT(tamper, DB_EXEC, true, "i", "",
          "UPDATE expenditure SET eur = eur + 1 WHERE id = (SELECT MIN(id) FROM expenditure WHERE "
          "project_id = $1 AND decision = 'accepted')");

static void altered(struct cx *cx)
{
    struct world w;
    int64_t one;
    bool whole;
    world_make(cx, "R-PAYMONTH", &w);
    accepted(cx, &w, 0, 0, 9);
    assert_int_equal(donor_begin(cx, w.project, w.period[0], &one), RC_OK);
    assert_int_equal(donor_freeze(cx, one), RC_OK);
    struct db_value v = db_i(w.project);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, test_run(cx, &tamper, &v, NULL)), RC_OK);
    assert_int_equal(donor_verify(cx, one, &whole), RC_OK);
    assert_false(whole);
}
static void a_cent_changed_behind_a_frozen_report_is_found(void **state)
{
    (void)state;
    test_on_engines(altered);
}

TESTS(report_donor, cmocka_unit_test(transactions_reconcile_with_every_cell),
      cmocka_unit_test(a_late_partner_rolls_over_and_the_frozen_is_locked),
      cmocka_unit_test(a_cent_changed_behind_a_frozen_report_is_found));
