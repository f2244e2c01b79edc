/* SPDX-License-Identifier: EUPL-1.2 */
/* report_web_test.c — the pages of partner reports over the demonstration, as the people of it see
 * them: who may look and act, what is done, what stands there again after a refusal, and that no
 * page runs more statements than it may.
 */
#include "app/app.h"
#include "report/report.h"
#include "report/report_sql.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"
#include "web/parse.h"

#include <string.h>

/* EHO's report of period 2 is returned, ECAS's in check. */
struct stage {
    int64_t returned, in_check;
    struct browser lead, finance, eho, ecas;
};

static int64_t count(struct cx *cx, const char *sql) { return test_count(cx, sql); }

static void enter(struct cx *cx, struct browser *b, const char *email)
{
    site_sign_in(
        cx, b,
        count(cx, arena_printf(cx->arena, "SELECT id FROM account WHERE email = '%s'", email)));
}

static void set(struct cx *cx, struct stage *s)
{
    *s = (struct stage){ 0 };
    site_setup();
    assert_int_equal(demo_make(cx, 0), RC_OK);
    s->returned = count(cx, "SELECT id FROM partner_report WHERE state = 'returned'");
    s->in_check = count(cx, "SELECT id FROM partner_report WHERE state = 'in_check'");
    enter(cx, &s->lead, "ana@mcic.example");
    enter(cx, &s->finance, "biljana@mcic.example");
    enter(cx, &s->eho, "jelena@eho.example");
    enter(cx, &s->ecas, "claire@ecas.example");
}

static const char *at(struct cx *cx, int64_t report, const char *what)
{
    return arena_printf(cx->arena, "/report/%lld%s", (long long)report, what);
}

static struct answer sees(struct cx *cx, struct browser *b, const char *path)
{
    struct answer a = site_get(cx, b, path);
    if (a.status != 200) fail_msg("%s: %d", path, a.status);
    if (a.statements > 16) fail_msg("%s: %d statements", path, (int)a.statements);
    return a;
}

/* ---- who sees what -----------------------------------------------------------------------------
 */

static void pages(struct cx *cx)
{
    static const char *const of_all[] = { "",          "/narrative",     "/questions",
                                          "/versions", "/compare",       "/version/1",
                                          "/submit",   "/version/1.csv", "/compare.xlsx" };
    struct stage s;
    set(cx, &s);
    for (size_t i = 0; i < sizeof of_all / sizeof *of_all; i++) {
        sees(cx, &s.lead, at(cx, s.returned, of_all[i]));
        sees(cx, &s.eho, at(cx, s.returned, of_all[i]));
        if (site_get(cx, &s.ecas, at(cx, s.returned, of_all[i])).status != 404)
            fail_msg("ECAS sees %s of EHO", of_all[i]);
    }
    sees(cx, &s.finance, at(cx, s.in_check, "/review"));
    assert_int_equal(site_get(cx, &s.ecas, at(cx, s.in_check, "/review")).status, 403);
    assert_int_equal(site_get(cx, &s.eho, at(cx, s.in_check, "/review")).status, 404);
    assert_int_equal(site_get(cx, &s.lead, at(cx, s.returned, "/version/3")).status, 404);
}
static void a_partner_sees_its_own_reports_only(void **state)
{
    (void)state;
    test_on_engines(pages);
}

static void sensitive(struct cx *cx)
{
    struct stage s;
    set(cx, &s);
    const int64_t id = count(cx, arena_printf(cx->arena,
                                              "SELECT line_key FROM expenditure WHERE report_id = "
                                              "%lld AND is_sensitive = 1 ORDER BY id LIMIT 1",
                                              (long long)s.in_check));
    struct answer a = sees(
        cx, &s.finance,
        at(cx, s.in_check, arena_printf(cx->arena, "/review?show=all&line=%lld", (long long)id)));
    assert_shows(a, "restricted");
    assert_shows(a, "marked as sensitive");
    assert_hides(a, "<iframe");
    a = sees(cx, &s.finance, at(cx, s.in_check, "/version/1.csv"));
    assert_shows(a, "restricted");
    a = sees(cx, &s.ecas, at(cx, s.in_check, "/version/1.csv"));
    assert_hides(a, "restricted");
}
static void what_is_sensitive_is_hidden_in_every_form(void **state)
{
    (void)state;
    test_on_engines(sensitive);
}

/* ---- the check ---------------------------------------------------------------------------------
 */

static void check(struct cx *cx)
{
    struct stage s;
    struct report_sums_row before, after;
    set(cx, &s);
    const char *decide = at(cx, s.in_check, "/decide");
    sees(cx, &s.finance, at(cx, s.in_check, "/review"));
    struct answer a = site_post(cx, &s.finance, decide,
                                "line=4&decision=deducted&deducted=99999999&reason=too+much");
    assert_int_equal(a.status, 422);
    assert_shows(a, "99999999");
    assert_shows(a, "too much");
    assert_shows(a, "Deduct more than zero");
    a = site_post(cx, &s.finance, decide, "line=4&decision=parked&reason=");
    assert_int_equal(a.status, 422);
    assert_int_equal(report_sums(cx, s.in_check, &before), RC_OK);
    a = site_post(cx, &s.finance, decide,
                  "line=4&decision=deducted&deducted=10.50&reason=Private&show=open&next=6");
    assert_int_equal(a.status, 303);
    assert_non_null(strstr(site_header(&a, "Location"), "line=6"));
    assert_int_equal(report_sums(cx, s.in_check, &after), RC_OK);
    assert_int_equal(after.undecided, before.undecided - 1);
    assert_int_equal(after.deducted.minor, before.deducted.minor + 1050);
    assert_int_equal(
        site_post(cx, &s.finance, at(cx, s.in_check, "/accept-lines"), "show=open").status, 422);
    a = site_post(cx, &s.finance, at(cx, s.in_check, "/accept-lines"), "line=6&line=8&show=open");
    assert_int_equal(a.status, 303);
    assert_int_equal(report_sums(cx, s.in_check, &after), RC_OK);
    assert_int_equal(after.undecided, before.undecided - 3);
    a = site_post(cx, &s.finance, at(cx, s.in_check, "/accept-lines"), "line=10&line=999");
    assert_int_equal(a.status, 404); /* all or none */
    assert_int_equal(report_sums(cx, s.in_check, &before), RC_OK);
    assert_int_equal(before.undecided, after.undecided);
    assert_int_equal(site_post(cx, &s.finance, decide, "line=0&decision=accepted").status, 303);
    assert_int_equal(site_post(cx, &s.finance, at(cx, s.in_check, "/accept"), "").status, 403);
    a = site_post(cx, &s.lead, at(cx, s.in_check, "/accept"), "");
    assert_int_equal(a.status, 409); /* a question is open */
    assert_shows(a, "no answer yet");
    const int64_t q =
        count(cx, arena_printf(cx->arena, "SELECT id FROM question WHERE report_id = %lld",
                               (long long)s.in_check));
    a = site_post(cx, &s.lead, arena_printf(cx->arena, "/question/%lld/close", (long long)q), "");
    assert_int_equal(a.status, 303);
    assert_int_equal(site_post(cx, &s.lead, at(cx, s.in_check, "/accept"), "").status, 303);
    a = sees(cx, &s.ecas, at(cx, s.in_check, ""));
    assert_shows(a, "The report is accepted");
    a = site_post(cx, &s.finance, decide, "line=4&decision=accepted");
    assert_int_equal(a.status, 409);
}
static void the_lead_checks_line_by_line(void **state)
{
    (void)state;
    test_on_engines(check);
}

/* Every figure of the donor report opens what it is made of, which adds up to it. */
static void whys(struct cx *cx)
{
    static const char *const of[] = {
        "row=1",           "row=7",  "row=11&of=cumulative", "row=1&of=variance",
        "row=7&of=budget", "line=1", "line=1&partner=1",     "line=1&partner=1&of=cumulative",
        "partner=3",       ""
    };
    struct stage s;
    set(cx, &s);
    for (int no = 1; no <= 3; no++) {
        for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
            const char *path = arena_printf(cx->arena, "/p/1/donor-report/%d/why?%s", no, of[i]);
            assert_shows(sees(cx, &s.lead, path), "agrees with the report to the cent");
        }
        const char *table = arena_printf(cx->arena, "/p/1/donor-report/%d", no);
        struct answer a = sees(cx, &s.lead, table);
        if (no < 3) assert_shows(a, "row=7&amp;of=variance");
    }
    assert_int_equal(site_get(cx, &s.lead, "/p/1/donor-report/1/why?row=99").status, 404);
    struct answer a = sees(cx, &s.lead, "/p/1/donor-report/1/why?line=1&partner=1");
    assert_shows(a, "Ana Stojanovska"); /* accepted it */
    assert_shows(a, "Rounding difference");
    a = sees(cx, &s.lead, "/p/1/donor-report/1/why.csv");
    assert_shows(a, "seq,partner,heading,line,activity,description");
    a = sees(cx, &s.lead, "/api/v1/p/1/donor-report/1/why");
    assert_shows(a, "{\"transactions\":[{\"seq\":1,");
    assert_int_equal(site_get(cx, &s.eho, "/p/1/donor-report/1/why").status, 403);
}
static void every_figure_says_why(void **state)
{
    (void)state;
    test_on_engines(whys);
}

/* ---- texts, answers, the next version -----------------------------------------------------------
 */

#define SUMMARY "text.0.question=summary&"

static void again(struct cx *cx)
{
    struct stage s;
    set(cx, &s);
    const char *narrative = at(cx, s.returned, "/narrative"), *body;
    struct answer a = site_post(cx, &s.eho, narrative,
                                SUMMARY "text.0.version=1&preview=b-summary-0&text.0.body="
                                        "A+**bold**+word");
    assert_int_equal(a.status, 200);
    assert_shows(a, "<strong>bold</strong>");
    assert_int_equal(count(cx, "SELECT COUNT(*) FROM narrative WHERE body LIKE '%bold%'"), 0);
    a = site_post(cx, &s.eho, narrative,
                  SUMMARY "text.0.version=1&at=b-summary-0&text.0.body=Another+summary");
    assert_int_equal(a.status, 303);
    assert_non_null(strstr(site_header(&a, "Location"), "#b-summary-0"));
    a = site_post(cx, &s.eho, narrative, SUMMARY "text.0.version=1&text.0.body=Mine+of+before");
    assert_int_equal(a.status, 409);
    assert_shows(a, "Mine of before");
    assert_shows(a, "Another summary");
    assert_int_equal(site_post(cx, &s.ecas, narrative, SUMMARY "text.0.body=x").status, 404);
    assert_int_equal(site_post(cx, &s.lead, narrative, SUMMARY "text.0.body=x").status, 403);
    a = site_post(cx, &s.eho, at(cx, s.returned, "/submit"), "");
    assert_int_equal(a.status, 422); /* questions are open */
    for (;;) {
        const char *open = arena_printf(
            cx->arena,
            "SELECT COALESCE(MIN(id), 0) FROM question WHERE report_id = %lld AND answer IS NULL",
            (long long)s.returned);
        const int64_t q = count(cx, open);
        if (!q) break;
        const char *path = arena_printf(cx->arena, "/question/%lld/answer", (long long)q);
        a = site_post(cx, &s.eho, path, "version=9&answer=Typed+in+vain");
        assert_int_equal(a.status, 409);
        assert_shows(a, "Typed in vain");
        body = "version=1&answer=It+is+so.";
        assert_int_equal(site_post(cx, &s.ecas, path, body).status, 404);
        assert_int_equal(site_post(cx, &s.eho, path, body).status, 303);
    }
    a = site_post(cx, &s.eho, at(cx, s.returned, "/submit"), "");
    assert_int_equal(a.status, 303);
    a = sees(cx, &s.finance, at(cx, s.returned, "/compare"));
    assert_shows(a, "<ins>Another");
    assert_shows(a, "<del>");
    assert_int_equal(site_post(cx, &s.finance, at(cx, s.returned, "/take"), "").status, 303);
    a = site_post(cx, &s.finance, at(cx, s.returned, "/ask"), "block=summary&body=Why%3F");
    assert_int_equal(a.status, 303);
    a = sees(cx, &s.eho, narrative);
    assert_shows(a, "Why?");
    assert_hides(a, "name=\"body\"");
    a = sees(cx, &s.eho, at(cx, s.returned, "/version/1"));
    assert_hides(a, "Another summary");
}
static void a_returned_report_comes_back_as_the_next_version(void **state)
{
    (void)state;
    test_on_engines(again);
}

/* What a browser without a script sends: every box of the page, as it shows them. ${typed} stands
 * in place of the body of a box: "name=body" pairs, the name that of its anchor. */
struct typed {
    const char *anchor, *body;
};
static const char *value_after(struct cx *cx, const char *from, const char *name)
{
    const char *end, *at = strstr(from, name);
    assert_non_null(at);
    at = strstr(at, "value=\"") + 7;
    end = strchr(at, '"');
    return arena_str(cx->arena, (str){ at, (size_t)(end - at) });
}
static const char *whole_page(struct cx *cx, const char *page, const struct typed *typed, size_t n)
{
    const char *all = "", *box = page;
    while ((box = strstr(box, "data-draft=\"b-"))) {
        const char *anchor = arena_str(cx->arena, (str){ box + 12, strcspn(box + 12, "\"") });
        const char *name = strstr(box, "name=\"text.") + 6;
        const char *no = arena_str(cx->arena, (str){ name, strcspn(name + 5, ".") + 5 });
        const char *text = strchr(strstr(box, "<textarea"), '>') + 1;
        const char *body = arena_str(cx->arena, (str){ text, strcspn(text, "<") });
        const char *activity = strrchr(anchor, '-') + 1;
        for (size_t i = 0; i < n; i++)
            if (z_eq(typed[i].anchor, anchor)) body = typed[i].body;
        all = arena_printf(
            cx->arena, "%s%s.question=%s&%s.activity=%s&%s.version=%s&%s.was=%s&%s.body=%s&", all,
            no, value_after(cx, box, ".question\""), no, *activity == '0' ? "" : activity, no,
            value_after(cx, box, ".version\""), no, value_after(cx, box, ".was\""), no,
            parse_percent_encode(cx->arena, body));
        box = text;
    }
    return all;
}

/* Two boxes are typed in and one button pressed; meanwhile a colleague writes others. */
static void together(struct cx *cx)
{
    static const char entries[] = "SELECT COUNT(*) FROM audit WHERE action = "
                                  "'narrative.write'",
                      words[] = "SELECT COUNT(*) FROM narrative WHERE body = 'Colleague'",
                      ours[] = "SELECT COUNT(*) FROM narrative WHERE body IN ('Ours', 'Ours too')";
    struct stage s;
    set(cx, &s);
    const char *narrative = at(cx, s.returned, "/narrative");
    struct answer a = sees(cx, &s.eho, narrative);
    const char *second = strstr(strstr(a.body, "data-draft=\"b-") + 1, "data-draft=\"b-") + 12;
    second = arena_str(cx->arena, (str){ second, strcspn(second, "\"") });
    const struct typed typed[] = { { "b-summary-0", "Ours" }, { second, "Ours too" } };
    const char *page = a.body;
    int64_t before = count(cx, entries);
    /* Nothing typed: nothing stored. */
    a = site_post(cx, &s.eho, narrative, whole_page(cx, page, NULL, 0));
    assert_int_equal(a.status, 303);
    assert_int_equal(count(cx, entries), before);
    /* The colleague changes one of the two: neither is stored, both stand there again. */
    a = site_post(cx, &s.eho, narrative,
                  whole_page(cx, page, &(struct typed){ "b-summary-0", "Colleague" }, 1));
    assert_int_equal(a.status, 303);
    assert_int_equal(count(cx, entries), before + 1);
    a = site_post(cx, &s.eho, narrative, whole_page(cx, page, typed, 2));
    assert_int_equal(a.status, 409);
    assert_int_equal(count(cx, entries), before + 1);
    assert_shows(a, "<div class=\"compare\">");
    assert_shows(a, "id=\"problems\"");
    assert_shows(a, ">Ours</textarea>");
    assert_shows(a, ">Ours too</textarea>");
    /* Saved again as it stands there, both are, each with its entry. */
    a = site_post(cx, &s.eho, narrative, whole_page(cx, a.body, NULL, 0));
    assert_int_equal(a.status, 303);
    assert_int_equal(count(cx, ours), 2);
    assert_int_equal(count(cx, entries), before + 3);
    /* A box that was not touched is in nobody's way, and takes nothing back. */
    page = sees(cx, &s.eho, narrative).body;
    a = site_post(cx, &s.eho, narrative,
                  whole_page(cx, page, &(struct typed){ "b-summary-0", "Colleague" }, 1));
    assert_int_equal(a.status, 303);
    a = site_post(cx, &s.eho, narrative,
                  whole_page(cx, page, &(struct typed){ second, "Later" }, 1));
    assert_int_equal(a.status, 303);
    assert_int_equal(count(cx, words), 1);
    assert_int_equal(count(cx, entries), before + 5);
    page = sees(cx, &s.eho, narrative).body;
    /* A preview of one shows what was typed in the other too; as does a text that is too long. */
    a = site_post(cx, &s.eho, narrative,
                  arena_printf(cx->arena, "%spreview=b-summary-0", whole_page(cx, page, typed, 2)));
    assert_int_equal(a.status, 200);
    assert_shows(a, "<div class=\"prose\"><p>Ours</p>");
    assert_shows(a, ">Ours too</textarea>");
    char *long_one = arena_alloc(cx->arena, 20002);
    memset(long_one, 'a', 20001);
    long_one[20001] = '\0';
    const struct typed too_long[] = { { "b-summary-0", long_one }, { second, "Ours too" } };
    a = site_post(cx, &s.eho, narrative, whole_page(cx, page, too_long, 2));
    assert_int_equal(a.status, 422);
    assert_shows(a, "<p class=\"wrong\">");
    assert_shows(a, ">Ours too</textarea>");
    assert_int_equal(site_post(cx, &s.eho, narrative, "at=x").status, 422);
    /* Submitted meanwhile: what was typed can still be read. */
    test_script(cx, "UPDATE partner_report SET state = 'submitted' WHERE state = 'returned';");
    a = site_post(cx, &s.eho, narrative, whole_page(cx, page, typed, 2));
    assert_int_equal(a.status, 409);
    assert_shows(a, "<p>Ours too</p>");
}
static void a_page_of_texts_is_saved_together(void **state)
{
    (void)state;
    test_on_engines(together);
}

/* ---- one field for a project ------------------------------------------------------------------
 */

static void search(struct cx *cx)
{
    struct stage s;
    struct browser donor = { 0 };
    set(cx, &s);
    enter(cx, &donor, "marc@donor.example");
    test_script(cx,
                "UPDATE expenditure SET supplier = 'Hotel Šabac', search_key = 'hala hotel sabac"
                " 118/07', is_sensitive = 0 WHERE id = (SELECT MIN(e.id) FROM expenditure e JOIN"
                " partner p ON p.id = e.partner_id JOIN organisation o ON o.id ="
                " p.organisation_id WHERE o.short_name = 'EHO');");
    static const char *const asked[] = { "Sabac", "%C5%A0ABAC", "%D0%A8%D0%B0%D0%B1%D0%B0%D1%86",
                                         "118%2F07", "sabac+hala" };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const char *path = arena_printf(cx->arena, "/p/1/search?q=%s", asked[i]);
        assert_shows(sees(cx, &s.lead, path), "Hotel Šabac");
        assert_shows(sees(cx, &s.eho, path), "Hotel Šabac");
        assert_hides(sees(cx, &s.ecas, path), "Hotel Šabac");
        assert_hides(sees(cx, &donor, path), "Hotel Šabac");
    }
    assert_hides(sees(cx, &s.lead, "/p/1/search?q=sab%25c"), "Hotel Šabac");
    assert_shows(sees(cx, &s.lead, "/p/1/search?q=sabac+nowhere"), "Nothing fits");
    assert_shows(sees(cx, &s.ecas, "/p/1/search?q=tirana"), "Partners");
    assert_hides(sees(cx, &donor, "/p/1/search?q=tirana"), "/activity/");
    assert_shows(sees(cx, &donor, "/p/1/search"), "looked through");
    assert_shows(sees(cx, &s.lead, "/api/v1/p/1/search?q=sabac"), "\"kind\":\"expenditure\"");
    test_script(cx, "UPDATE expenditure SET is_sensitive = 1 WHERE supplier = 'Hotel Šabac';");
    assert_hides(sees(cx, &s.lead, "/p/1/search?q=sabac"), "Hotel Šabac");
    assert_shows(sees(cx, &s.eho, "/p/1/search?q=sabac"), "Hotel Šabac");
}
static void one_finds_what_one_may_see(void **state)
{
    (void)state;
    test_on_engines(search);
}

/* ---- whose turn it is --------------------------------------------------------------------------
 */

static void turns(struct cx *cx)
{
    struct stage s;
    struct browser donor = { 0 }, clerk = { 0 };
    set(cx, &s);
    enter(cx, &donor, "marc@donor.example");
    enter(cx, &clerk, "mirela@da.example");
    struct answer a = sees(cx, &s.lead, "/p/1");
    const char *check = strstr(a.body, "Finish the check of ECAS"),
               *due = strstr(a.body, "Donor report of period 2"),
               *far = strstr(a.body, "Finish and submit the report of period 3");
    assert_non_null(check);
    assert_true(due && far && check < due && due < far);
    assert_shows(a, "Your turn");
    assert_hides(a, "Remind");
    assert_shows(sees(cx, &clerk, "/p/1"), "your coordinator submits it");
    assert_hides(sees(cx, &clerk, "/p/1"), "Finish and submit");
    a = sees(cx, &donor, "/p/1/donor-report/1");
    assert_shows(a, "in this report");
    assert_hides(a, "in check");
    a = sees(cx, &s.lead, "/p/1/donor-report/2");
    assert_shows(a, "Go on checking");
    assert_shows(a, "Freeze without them");
    assert_shows(a, "Left out, and reported in the next period:");
    test_script(cx, "UPDATE expenditure SET decision = 'accepted' WHERE decision IS NULL AND"
                    " report_id = (SELECT id FROM partner_report WHERE state = 'in_check');"
                    "UPDATE report_total SET undecided = 0;");
    a = sees(cx, &s.lead, at(cx, s.in_check, ""));
    assert_shows(a, "Open the questions");
}
static void the_next_thing_is_the_readers_own(void **state)
{
    (void)state;
    test_on_engines(turns);
}

TESTS(report_web, cmocka_unit_test(a_partner_sees_its_own_reports_only),
      cmocka_unit_test(what_is_sensitive_is_hidden_in_every_form),
      cmocka_unit_test(the_lead_checks_line_by_line), cmocka_unit_test(every_figure_says_why),
      cmocka_unit_test(a_returned_report_comes_back_as_the_next_version),
      cmocka_unit_test(a_page_of_texts_is_saved_together),
      cmocka_unit_test(one_finds_what_one_may_see),
      cmocka_unit_test(the_next_thing_is_the_readers_own));
