/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_test.c — the demonstration on both engines: it is whole, in the order of time, the same each
 * time; and every page that its people can reach from where they begin answers, within its
 * statements, and no list shows a partner what another one booked.
 */
#include "app/demo.h"

#include "account/viewer.h"
#include "app/app.h"
#include "base/log.h"
#include "report/donor.h"
#include "store/audit.h"
#include "store/db.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <stdlib.h>
#include <string.h>

/* Lists keep to twelve statements, a record with its checks and threads to twice that. */
enum { PAGES_MOST = 90, LIST_MOST = 12, RECORD_MOST = 24 };

static void make(struct cx *cx)
{
    site_setup();
    cx->viewer = viewer_system(cx, "test");
    assert_int_equal(demo_make(cx, 0), RC_OK);
    MUST(stamp_iso(STR("2008-02-25T09:00:00Z"), &cx->now));
}

static void is_whole(struct cx *cx)
{
    struct audit_verdict v;
    bool whole = false;
    make(cx);
    assert_int_equal(audit_verify(cx, &v), RC_OK);
    assert_int_equal(v.bad_seq, 0);
    assert_int_equal(donor_verify(cx, 1, &whole), RC_OK);
    assert_true(whole);
    assert_true(test_count(cx, "SELECT COUNT(*) FROM expenditure") >= 400);
    assert_int_equal(test_count(cx, "SELECT COUNT(DISTINCT currency) FROM expenditure"), 4);
    /* Nobody acts before what happened earlier. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit a JOIN audit b ON b.seq = a.seq + 1"
                                    " WHERE b.at < a.at"),
                     0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE at > '2008-02-25T09'"), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM partner_report r JOIN period t ON t.id ="
                                    " r.period_id WHERE t.no = 1 AND r.state = 'accepted'"),
                     5);
    assert_int_equal(test_count(cx, "SELECT COUNT(DISTINCT r.state) FROM partner_report r JOIN"
                                    " period t ON t.id = r.period_id WHERE t.no = 2"),
                     4);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM expenditure WHERE unparks IS NOT NULL"),
                     1);
    /* What came by mail and from outside took the real ways. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound WHERE state = 'placed'"), 3);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound WHERE state = 'tray' AND reason ="
                                    " 'stranger'"),
                     1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound WHERE state = 'bounce'"), 2);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM consultation_position WHERE via = 'mail'"), 2);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM public_contribution WHERE state ="
                                    " 'confirmed'"),
                     2);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_voter WHERE voted = 1"), 3);
    assert_int_equal(demo_make(cx, 0), RC_CONFLICT);
}

static void the_demonstration_is_whole(void **state)
{
    (void)state;
    test_on_engines(is_whole);
}

/* The figures do not depend on the engine or the day. */
static void is_the_same(struct cx *cx)
{
    static int64_t sum;
    make(cx);
    int64_t now = test_count(cx, "SELECT CAST(SUM(eur) AS BIGINT) FROM expenditure");
    if (!sum) sum = now;
    assert_int_equal(now, sum);
}

static void it_is_the_same_every_time(void **state)
{
    (void)state;
    test_on_engines(is_the_same);
    test_on_engines(is_the_same);
}

static void measures(struct cx *cx)
{
    struct donor_table stored, recounted;
    site_setup();
    cx->viewer = viewer_system(cx, "test");
    assert_int_equal(demo_make(cx, 2003), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM expenditure WHERE line_key >= 1000000"),
                     2003);
    int64_t period = test_count(cx, "SELECT id FROM period WHERE no = 2");
    assert_int_equal(donor_table_read(cx, 1, period, &stored), RC_OK);
    assert_int_equal(donor_recount(cx, 1, period, &recounted), RC_OK);
    assert_int_equal(stored.total_period.minor, recounted.total_period.minor);
    for (size_t p = 0; p < stored.partner_count; p++) assert_true(stored.partners[p].taken_up);
}

static void many_lines_are_all_consolidated(void **state)
{
    (void)state;
    test_on_engines(measures);
}

/* ---- every page -------------------------------------------------------------------------------
 */

struct walk {
    struct cx *cx;
    struct browser browser;
    const char *seen[PAGES_MOST];
    size_t n;
};

/* "/report/7/lines?q=1" and "/report/8/lines?q=2" are the same kind of page. */
static const char *kind_of(struct cx *cx, const char *path)
{
    char *z = arena_dup(cx->arena, path), *to = z;
    for (const char *p = z; *p && *p != '?'; p++)
        if (*p < '0' || *p > '9' || (to > z && to[-1] != '/' && to[-1] != '#'))
            *to++ = *p;
        else if (to > z && to[-1] == '/')
            *to++ = '#';
    *to = '\0';
    return z;
}

static void note(struct walk *w, str href)
{
    if (!str_starts(href, "/") || str_starts(href, "/static") || str_starts(href, "/help") ||
        w->n == PAGES_MOST)
        return;
    struct buf plain;
    buf_init(&plain, 4096);
    for (size_t i = 0; i < href.n && href.p[i] != '#'; i++) {
        buf_char(&plain, href.p[i]);
        if (str_starts((str){ href.p + i, href.n - i }, "&amp;")) i += 4;
    }
    const char *path = arena_str(w->cx->arena, buf_slice(&plain));
    buf_done(&plain);
    int alike = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (z_eq(w->seen[i], path)) return;
        alike += z_eq(kind_of(w->cx, w->seen[i]), kind_of(w->cx, path));
    }
    if (alike < 2) w->seen[w->n++] = path;
}

static bool is_list(const char *path)
{
    static const char *const lists[] = { "/p/1/expenditure", "/p/1/reports", "/p/1/donor-reports",
                                         "/p/1/people", "/p/1/rates" };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_starts(str_of(path), lists[i])) return true;
    return false;
}

static void look(struct walk *w, const char *path, const char *who)
{
    struct answer a = site_get(w->cx, &w->browser, path);
    if (a.status >= 500) fail_msg("%s gets %d from %s", who, a.status, path);
    if (a.statements > (is_list(path) ? LIST_MOST : RECORD_MOST))
        fail_msg("%s: %s takes %d statements", who, path, (int)a.statements);
    if (a.status != 200 || !a.rs->type || !strstr(a.rs->type, "html")) return;
    for (const char *at = a.body; (at = strstr(at, "href=\"")); at++) {
        const char *href = at + 6;
        note(w, (str){ href, strcspn(href, "\"") });
    }
}

static void walk_as(struct cx *cx, int64_t account, const char *who)
{
    struct walk *w = arena_alloc(cx->arena, sizeof *w);
    w->cx = cx;
    site_sign_in(cx, &w->browser, account);
    static const char *const begin[] = {
        "/", "/p/1", "/p/1/expenditure", "/p/1/reports", "/p/1/donor-reports", "/p/1/budget"
    };
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) note(w, str_of(begin[i]));
    for (size_t i = 0; i < w->n; i++) look(w, w->seen[i], who);
}

static void answers(struct cx *cx)
{
    static const struct {
        const char *sql, *who;
    } people[] = {
        { "SELECT id FROM account WHERE email_key = 'goran@kolo.example'", "administrator" },
        { "SELECT id FROM account WHERE email_key = 'ana@mcic.example'", "lead coordinator" },
        { "SELECT id FROM account WHERE email_key = 'biljana@mcic.example'", "lead finance" },
        { "SELECT id FROM account WHERE email_key = 'mirela@da.example'", "bookkeeper of DA" },
        { "SELECT id FROM account WHERE email_key = 'jelena@eho.example'", "coordinator of EHO" },
        { "SELECT id FROM account WHERE email_key = 'milica@eho.example'", "bookkeeper of EHO" },
        { "SELECT id FROM account WHERE email_key = 'ivana@audit.example'", "auditor" },
        { "SELECT id FROM account WHERE email_key = 'marc@donor.example'", "donor" },
    };
    make(cx);
    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        walk_as(cx, test_count(cx, people[i].sql), people[i].who);
}

static void every_page_answers_everybody(void **state)
{
    (void)state;
    test_on_engines(answers);
}

/* The secretariat sees on Today how many mails lie in the tray, and on a comment the whole mail. */
static void tells(struct cx *cx)
{
    struct browser lead = { 0 }, partner = { 0 };
    make(cx);
    const int64_t law = test_count(cx, "SELECT id FROM consultation WHERE is_public = 1");
    const char *talk = arena_printf(cx->arena, "/consultation/%lld", (long long)law);
    site_sign_in(cx, &lead,
                 test_count(cx, "SELECT id FROM account WHERE email_key = 'ana@mcic.example'"));
    struct answer a = site_get(cx, &lead, "/p/1");
    assert_shows(a, "1 mail lies in the tray");
    assert_shows(a, "href=\"/p/1/tray\"");
    assert_true(a.statements <= LIST_MOST);
    const char *whole =
        arena_printf(cx->arena, "/p/1/tray/%lld",
                     (long long)test_count(cx, "SELECT id FROM inbound WHERE state = 'placed' AND "
                                               "from_address = 'jelena@eho.example'"));
    assert_shows(site_get(cx, &lead, talk), whole);
    assert_shows(site_get(cx, &lead, whole), "Novi Sad");
    site_sign_in(cx, &partner,
                 test_count(cx, "SELECT id FROM account WHERE email_key = 'mirela@da.example'"));
    assert_hides(site_get(cx, &partner, "/p/1"), "in the tray");
    assert_hides(site_get(cx, &partner, talk), "/tray/");
}

static void the_secretariat_sees_the_tray(void **state)
{
    (void)state;
    test_on_engines(tells);
}

/* A newcomer sees members of the network, who have nobody here, asked: what they said by the link
 * of their mail or by answering it, and who was not reached. */
static void asks_a_segment(struct cx *cx)
{
    struct browser lead = { 0 };
    make(cx);
    site_sign_in(cx, &lead,
                 test_count(cx, "SELECT id FROM account WHERE email_key = 'ana@mcic.example'"));
    const int64_t id = test_count(cx, "SELECT id FROM consultation WHERE segment_id IS NOT NULL");
    const struct answer a =
        site_get(cx, &lead, arena_printf(cx->arena, "/consultation/%lld", (long long)id));
    assert_shows(a, "Members of the network in Bulgaria, Croatia and Montenegro");
    assert_shows(a, "Iva Horvat");
    assert_shows(a, "1 member was not reached");
    assert_shows(a, "was not reached</");
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM consultation_position WHERE via = 'link'"), 2);
    /* Times are those of their clock: Zagreb, Sofia. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = 'iva@nit.example'"
                                    " AND subject LIKE '%17:00%CET%' AND body LIKE '%17:00%CET%'"),
                     1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = 'petar@wad.example'"
                                    " AND subject LIKE '%18:00%EET%'"),
                     1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_seat WHERE contact_email"
                                    " <> ''"),
                     5);
}

static void members_without_an_account_are_asked(void **state)
{
    (void)state;
    test_on_engines(asks_a_segment);
}

/* Whoever tries Kolo answers a mail in the name of its recipient: it is their position then. */
static void is_answered(struct cx *cx)
{
    struct browser b = { 0 };
    make(cx);
    site_sign_in(cx, &b,
                 test_count(cx, "SELECT id FROM account WHERE email_key = 'ana@mcic.example'"));
    const char *path = arena_printf(
        cx->arena, "/p/1/mail/%lld",
        (long long)test_count(cx, "SELECT MAX(id) FROM mail WHERE path = '/consultation/5' AND"
                                  " address_key = 'maja@cnvos.example'"));
    assert_shows(site_get(cx, &b, path), "Let the answer come in");
    const struct answer a = site_post(cx, &b, arena_printf(cx->arena, "%s/answer", path),
                                      "text=object%0D%0AThe+emblem+is+missing.");
    assert_int_equal(a.status, 303);
    assert_string_equal(site_header(&a, "location"), "/consultation/5");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_position WHERE choice ="
                                    " 'object' AND via = 'mail' AND speaker = 'Maja Novak'"
                                    " AND reason = 'The emblem is missing.'"),
                     1);
}

static void a_mail_is_answered_in_its_recipients_name(void **state)
{
    (void)state;
    test_on_engines(is_answered);
}

/* A partner sees nothing that another partner booked, in any form of the list. */
static void hides(struct cx *cx)
{
    struct browser b = { 0 };
    make(cx);
    site_sign_in(cx, &b,
                 test_count(cx, "SELECT id FROM account WHERE email_key = 'mirela@da.example'"));
    static const char *const paths[] = { "/p/1/expenditure", "/p/1/expenditure.csv",
                                         "/api/v1/p/1/expenditure" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct answer a = site_get(cx, &b, paths[i]);
        assert_int_equal(a.status, 200);
        assert_shows(a, "Albtelecom");
        assert_hides(a, "Telekom Srbija");
        assert_hides(a, "Belgacom");
    }
    int64_t theirs = test_count(cx, "SELECT r.id FROM partner_report r JOIN partner p ON p.id ="
                                    " r.partner_id WHERE p.position = 3 ORDER BY r.id LIMIT 1");
    assert_int_equal(
        site_get(cx, &b, arena_printf(cx->arena, "/report/%lld", (long long)theirs)).status, 404);
}

static void a_partner_sees_its_own_lines_alone(void **state)
{
    (void)state;
    test_on_engines(hides);
}

TESTS(demo, cmocka_unit_test(the_demonstration_is_whole),
      cmocka_unit_test(the_secretariat_sees_the_tray),
      cmocka_unit_test(members_without_an_account_are_asked),
      cmocka_unit_test(it_is_the_same_every_time),
      cmocka_unit_test(many_lines_are_all_consolidated),
      cmocka_unit_test(every_page_answers_everybody),
      cmocka_unit_test(a_mail_is_answered_in_its_recipients_name),
      cmocka_unit_test(a_partner_sees_its_own_lines_alone));
