/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_book_test.c — the workbook of the donor report: LibreOffice, which calculates every formula
 * anew, gets the values that were written, and they are those of the report.
 */
#include "report/donor_book.h"

#include "export/table.h"
#include "report/donor.h"
#include "report/report.h"
#include "tests/engine.h"
#include "tests/office.h"
#include "tests/t.h"
#include "tests/world.h"

#include <string.h>
#include <unistd.h>

static str book_of(struct cx *cx, const struct donor_table *t)
{
    int fd;
    int64_t size;
    assert_int_equal(donor_book(cx, t, t->snapshot_sha, &fd, &size), RC_OK);
    char *z = arena_alloc(cx->arena, (size_t)size);
    assert_int_equal(pread(fd, z, (size_t)size, 0), size);
    close(fd);
    return (str){ z, (size_t)size };
}

static struct table sheet(struct cx *cx, str book, const char *name, size_t least)
{
    struct table t;
    const struct table_options o = { .sheet = name, .least = least };
    assert_int_equal(table_read(cx, book, "book.xlsx", &o, &t), RC_OK);
    return t;
}

/* The same, or a rate that LibreOffice stores with more digits than are written. */
static bool same_cell(struct arena *arena, str ours, str theirs, bool is_rate)
{
    if (str_eq(ours, theirs)) return true;
    return is_rate && ours.n > 8 && theirs.n >= ours.n &&
           str_starts(theirs, arena_str(arena, (str){ ours.p, ours.n - 1 }));
}

static void same_sheet(struct cx *cx, str ours, str theirs, const char *name, size_t least)
{
    const struct table a = sheet(cx, ours, name, least), b = sheet(cx, theirs, name, least);
    assert_int_equal(a.n, b.n);
    assert_true(a.n > 3);
    for (size_t i = 0; i < a.n; i++) {
        for (size_t k = 0; k < a.head.n; k++) {
            str x = a.rows[i].cells[k], y = b.rows[i].cells[k];
            if (!same_cell(cx->arena, x, y, str_is_nocase(a.head.cells[k], "rate")))
                fail_msg("%s, row %d, column %d: %.*s, LibreOffice gets %.*s", name,
                         (int)a.rows[i].no, (int)k + 1, (int)x.n, x.p, (int)y.n, y.p);
        }
    }
}

static void recalculated(struct cx *cx)
{
    struct world w;
    struct donor_table t;
    int64_t id;
    world_make(cx, "R-AVG", &w);
    for (int p = 0; p < WORLD_PARTNERS; p++) {
        int64_t report = world_report(cx, &w, p, 0, 60, 40 + (uint64_t)p);
        assert_int_equal(report_submit(cx, report), RC_OK);
        world_review(cx, report, 50 + (uint64_t)p);
        assert_int_equal(report_accept(cx, report), RC_OK);
    }
    assert_int_equal(donor_begin(cx, w.project, w.period[0], &id), RC_OK);
    assert_int_equal(donor_freeze(cx, id), RC_OK);
    assert_int_equal(donor_table_read(cx, w.project, w.period[0], &t), RC_OK);
    str ours = book_of(cx, &t);
    str theirs = office_convert(cx, ours, "xlsx:Calc MS Excel 2007 XML", "xlsx");
    same_sheet(cx, ours, theirs, "Report", 5);
    same_sheet(cx, ours, theirs, "Transactions", 5);
    same_sheet(cx, ours, theirs, "Rates", 5);
    const struct table report = sheet(cx, theirs, "Report", 5);
    char text[MONEY_TEXT];
    for (size_t i = 0; i < report.n; i++) {
        if (!str_is(report.rows[i].cells[0], "7")) continue;
        int64_t minor;
        assert_true(minor_parse(report.rows[i].cells[6], &minor));
        assert_string_equal(minor_text(minor, text), money_text(t.total_period, text));
        assert_int_equal(minor, t.total_period.minor);
        return;
    }
    fail_msg("the sheet has no row 7");
}
static void libreoffice_gets_what_was_written(void **state)
{
    (void)state;
    test_on_engines(recalculated);
}

TESTS(report_book, cmocka_unit_test(libreoffice_gets_what_was_written));
