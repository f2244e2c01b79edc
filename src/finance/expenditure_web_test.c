/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_web_test.c — the grid, the page of a line and its documents as a browser sees them,
 * on a real database. */
#include "store/document.h"
#include "store/document_sql.h"
#include "tests/booked.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

#define GRID "/report/%lld/expenditure"

static const char *at(struct cx *cx, const char *fmt, int64_t id)
{
    return arena_printf(cx->arena, "%s%lld%s",
                        arena_str(cx->arena, (str){ fmt, strcspn(fmt, "%") }), (long long)id,
                        strstr(fmt, "%lld") + 4);
}

static struct browser begin(struct cx *cx, struct booked *b)
{
    struct browser eho = { 0 };
    site_setup();
    booked_make(cx, b);
    site_sign_in(cx, &eho, b->people.account[ROLE_PARTNER_FINANCE]);
    return eho;
}

/* ---- the grid -------------------------------------------------------------------------------- */

static void shows_and_saves(struct cx *cx)
{
    struct booked b;
    struct browser eho = begin(cx, &b);
    struct answer a = site_get(cx, &eho, at(cx, GRID, b.report));
    assert_int_equal(a.status, 200);
    assert_shows(a, "data-grid=\"line\"");
    assert_shows(a, "name=\"line.9.amount\"");
    assert_shows(a, "<option value=\"5.7\">");
    assert_true(a.statements <= 16);

    a = site_post(cx, &eho, at(cx, GRID, b.report),
                  "line.0.document_date=12.3.2007&line.0.document_no=118%2F07&line.0.supplier=Hotel"
                  "&line.0.description=Hall&line.0.line=5.7&line.0.activity=A1.1"
                  "&line.0.payment_date=2007-03-20&line.0.currency=RSD&line.0.amount=42500.00"
                  "&line.0.document_type=invoice&line.1.currency=RSD&line.1.document_type=invoice");
    assert_int_equal(a.status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM expenditure"), 1);
    assert_int_equal(test_count(cx, "SELECT gross FROM expenditure"), 4250000);
    a = site_get(cx, &eho, at(cx, GRID, b.report));
    assert_shows(a, "value=\"42500.00\"");
    assert_shows(a, "≈ 52"); /* 42 500 RSD in euro */
    assert_true(a.statements <= 16);
    a = site_get(cx, &eho, at(cx, "/report/%lld/expenditure.csv", b.report));
    assert_int_equal(strncmp(a.body, "seq,line,activity,description,supplier,document_type,", 53),
                     0);
    assert_shows(a, "\n1,5.7,A1.1,Hall,Hotel,invoice,118/07,2007-03-12,,,2007-03-20,");
}
static void the_grid_shows_and_saves(void **state)
{
    (void)state;
    test_on_engines(shows_and_saves);
}

static void refuses_whole(struct cx *cx)
{
    struct booked b;
    struct browser eho = begin(cx, &b);
    struct answer a =
        site_post(cx, &eho, at(cx, GRID, b.report),
                  "line.0.document_date=12.3.2007&line.0.document_no=1&line.0.supplier=Hotel"
                  "&line.0.description=Good&line.0.line=5.7&line.0.currency=RSD&line.0.amount=10"
                  "&line.0.document_type=invoice"
                  "&line.4.document_date=31.2.2007&line.4.document_no=2&line.4.supplier=Hotel"
                  "&line.4.description=Bad&line.4.line=5.9&line.4.currency=RSD"
                  "&line.4.amount=12.5.0&line.4.document_type=invoice");
    assert_int_equal(a.status, 422);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM expenditure"), 0);
    /* all that is wrong at once, each cell named, what was typed still there */
    assert_shows(a, "href=\"#f-line.4.document_date\"");
    assert_shows(a, "Did you mean 5.7");
    assert_shows(a, "id=\"w-line.4.amount\"");
    assert_shows(a, "value=\"12.5.0\"");
    assert_shows(a, "value=\"31.2.2007\"");
    assert_shows(a, "value=\"Good\"");
    assert_hides(a, "Give the date on the document");
    assert_true(a.statements <= 20); /* what was read to save, and the page */
}
static void one_bad_cell_saves_nothing(void **state)
{
    (void)state;
    test_on_engines(refuses_whole);
}

static void two_at_once(struct cx *cx)
{
    struct booked b;
    struct browser eho = begin(cx, &b);
    struct expenditure_input in = booked_line();
    int64_t key = booked_add(cx, b.report, &in);
    in.supplier = "Hotel Putnik";
    assert_int_equal(expenditure_change(cx, b.report, key, 1, &in), RC_OK);
    const char *mine =
        "line.0.line_key=1&line.0.version=1&line.0.document_date=2007-03-12"
        "&line.0.document_no=118%2F07&line.0.supplier=Hotel+Vojvodina"
        "&line.0.description=Hall+for+the+round+table&line.0.line=5.7&line.0.activity=A1.1"
        "&line.0.payment_date=2007-03-20&line.0.currency=RSD&line.0.amount=42500"
        "&line.0.gross=42500&line.0.share=100&line.0.document_type=invoice";
    struct answer a = site_post(cx, &eho, at(cx, GRID, b.report), mine);
    assert_int_equal(a.status, 409);
    assert_shows(a, "test changed line 1 since you opened it");
    assert_shows(a, "value=\"Hotel Vojvodina\"");
    assert_shows(a, "now: Hotel Putnik");
    assert_shows(a, "name=\"line.0.version\" value=\"2\"");
    /* the second save means it */
    char *again = arena_dup(cx->arena, mine);
    strstr(again, "version=1")[8] = '2';
    assert_int_equal(site_post(cx, &eho, at(cx, GRID, b.report), again).status, 303);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM expenditure WHERE supplier = 'Hotel Vojvodina'"), 1);
    /* saving what is there already writes nothing */
    strstr(again, "version=2")[8] = '3';
    int64_t before = test_count(cx, "SELECT COUNT(*) FROM audit");
    assert_int_equal(site_post(cx, &eho, at(cx, GRID, b.report), again).status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit"), before);
    /* and a tick removes */
    const char *gone = arena_printf(cx->arena, "%s&line.0.remove=1", again);
    assert_int_equal(site_post(cx, &eho, at(cx, GRID, b.report), gone).status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM expenditure"), 0);
}
static void a_line_changed_meanwhile_is_not_overwritten(void **state)
{
    (void)state;
    test_on_engines(two_at_once);
}

/* ---- one line -------------------------------------------------------------------------------- */

static void one_line(struct cx *cx)
{
    struct booked b;
    struct browser eho = begin(cx, &b);
    struct expenditure_input in = booked_line();
    int64_t key = booked_add(cx, b.report, &in);
    int64_t id = booked_id(cx, b.report, key);
    struct answer a = site_get(cx, &eho, at(cx, "/expenditure/%lld", id));
    assert_int_equal(a.status, 200);
    assert_shows(a, "Hall for the round table");
    assert_shows(a, "mean of the 6 monthly rates of January");
    assert_null(strstr(a.body, "2007-01.."));
    assert_shows(a, "test entered the line.");
    assert_shows(a, "Remove the line");
    assert_true(a.statements <= 16);
    a = site_post(cx, &eho, at(cx, "/expenditure/%lld", id),
                  "version=1&line=5.7&description=Hall&supplier=Hotel+Park&document_type=invoice"
                  "&document_no=118%2F07&document_date=2007-03-12&currency=RSD&gross=42500"
                  "&amount=40000&share=100&service_from=2007-03-10&service_to=2007-03-12");
    assert_int_equal(a.status, 303);
    a = site_get(cx, &eho, at(cx, "/expenditure/%lld", id));
    assert_shows(a, "changed “Amount charged” from 42\u202f500.00 to 40\u202f000.00.");
    a = site_post(cx, &eho, at(cx, "/expenditure/%lld", id),
                  "version=2&line=9.9&description=Hall&supplier=Hotel+Park&document_type=invoice"
                  "&document_no=118%2F07&document_date=2007-03-12&currency=RSD&amount=40000");
    assert_int_equal(a.status, 422);
    assert_shows(a, "id=\"f-line-wrong\"");
    /* another partner does not know of it; the lead reads it and cannot change it */
    struct browser da = { 0 }, lead = { 0 };
    site_sign_in(cx, &da, people_add(cx, "da@example.org", ROLE_PARTNER_FINANCE, PROJECT, ORG_DA));
    site_sign_in(cx, &lead, b.people.account[ROLE_LEAD_FINANCE]);
    assert_int_equal(site_get(cx, &da, at(cx, "/expenditure/%lld", id)).status, 404);
    assert_int_equal(site_get(cx, &da, at(cx, GRID, b.report)).status, 404);
    a = site_get(cx, &lead, at(cx, "/expenditure/%lld", id));
    assert_int_equal(a.status, 200);
    assert_hides(a, "Remove the line");
    assert_int_equal(site_post(cx, &lead, at(cx, "/expenditure/%lld/remove", id), "").status, 403);
    assert_int_equal(site_post(cx, &eho, at(cx, "/expenditure/%lld/remove", id), "").status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM expenditure"), 0);
}
static void the_page_of_a_line(void **state)
{
    (void)state;
    test_on_engines(one_line);
}

static void hidden_line(struct cx *cx)
{
    struct booked b;
    struct browser eho = begin(cx, &b), lead = { 0 }, auditor = { 0 };
    struct expenditure_input in = booked_line();
    in.description = "Salary of Ana";
    in.is_sensitive = 1;
    int64_t key = booked_add(cx, b.report, &in), id = booked_id(cx, b.report, key);
    in.description = "Salary of Ana in March";
    assert_int_equal(expenditure_change(cx, b.report, key, 1, &in), RC_OK);
    site_sign_in(cx, &lead, b.people.account[ROLE_LEAD_COORDINATOR]);
    site_sign_in(cx, &auditor, b.people.account[ROLE_AUDITOR]);
    const char *places[] = { at(cx, "/expenditure/%lld", id),
                             at(cx, "/api/v1/expenditure/%lld", id),
                             at(cx, GRID, b.report),
                             at(cx, "/report/%lld/expenditure.csv", b.report),
                             at(cx, "/api/v1/report/%lld/expenditure", b.report),
                             "/p/1/expenditure",
                             "/p/1/expenditure.csv" };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct answer a = site_get(cx, &lead, places[i]);
        assert_int_equal(a.status, 200);
        assert_shows(a, "restricted");
        assert_hides(a, "Ana");
        assert_hides(a, "Hotel Park");
        assert_hides(a, "118/07");
        assert_shows(site_get(cx, &auditor, places[i]), "Salary of Ana");
        assert_shows(site_get(cx, &eho, places[i]), "Salary of Ana");
    }
}
static void a_sensitive_line_shows_the_lead_its_amount_only(void **state)
{
    (void)state;
    test_on_engines(hidden_line);
}

TESTS(expenditure_web, cmocka_unit_test(the_grid_shows_and_saves),
      cmocka_unit_test(one_bad_cell_saves_nothing),
      cmocka_unit_test(a_line_changed_meanwhile_is_not_overwritten),
      cmocka_unit_test(the_page_of_a_line),
      cmocka_unit_test(a_sensitive_line_shows_the_lead_its_amount_only));
