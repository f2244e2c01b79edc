/* SPDX-License-Identifier: EUPL-1.2 */
/* search_test.c — the same is found on both engines, in any script, and nothing of others. */
#include "store/search.h"

#include "base/rand.h"
#include "i18n/words.h"
#include "store/backup.h"
#include "store/db.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { OURS = 3, OTHERS = 4 };

static void put(struct cx *cx, const char *type, int64_t id, int64_t project, int64_t partner,
                const char *title, const char *text)
{
    enum rc rc = db_begin(cx);
    if (!rc)
        rc = search_put(
            cx, &(struct search_text){ type, id, project, partner, title, text, 1780000000 + id });
    assert_int_equal(db_end(cx, rc), RC_OK);
}

static struct search_page ask(struct cx *cx, const char *q, int64_t partner, const char *type)
{
    struct search_page page;
    struct search_ask a = { .project = OURS, .partner = partner, .q = q, .count = 50 };
    a.type[0] = type;
    assert_int_equal(search_find(cx, &a, &page), RC_OK);
    return page;
}

/* The ids that are found, newest first: "7 3". */
static const char *ids(struct cx *cx, const char *q)
{
    struct search_page page = ask(cx, q, 0, NULL);
    const char *out = "";
    for (size_t i = 0; i < page.n; i++)
        out = arena_printf(cx->arena, "%s%s%lld", out, i ? " " : "", (long long)page.v[i].id);
    return out;
}

static void scripts(struct cx *cx)
{
    static const char *const texts[] = {
        "Obuka u Šapcu i Šabac sutra",                       /* 1 */
        "Шабац је домаћин",                                  /* 2 */
        "Ћирилица: ђак, џеп, Љубљана",                       /* 3 */
        "Đak i dјак; djak",                                  /* 4 */
        "Η συνάντηση της Αθήνας είναι ΤΟΠΙΚΗ",               /* 5 */
        "Съвет на българските организации",                  /* 6 */
        "Ќе одлучиме за Ѓорче и ѕвезда",                     /* 7 */
        "Çdo organizatë është e ftuar në Tiranë",            /* 8 */
        "Iğdır ve İstanbul'da toplantı",                     /* 9 */
        "Decision 2.4.1 of the steering committee",          /* 10 */
        "e\xcc\x8c combining s\xcc\x8c, soft\xc2\xadhyphen", /* 11 */
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        put(cx, "comment", (int64_t)i + 1, OURS, 0, "", texts[i]);
    static const char *const cases[][2] = {
        { "Sabac", "2 1" },
        { "ШАБАЦ", "2 1" },
        { "šab", "2 1" },
        { "djak", "4 3" },
        { "ђак", "4 3" },
        { "dzep", "3" },
        { "ljubljana", "3" },
        { "αθηνας", "5" },
        { "ΑΘΉΝΑΣ", "5" },
        { "τοπικη", "5" },
        { "συναντηση", "5" },
        { "savet", "6" },
        { "СЪВЕТ", "6" },
        { "kje", "7" },
        { "gjorce", "7" },
        { "dzvezda", "7" },
        { "eshte tirane", "8" },
        { "organizate cdo", "8" },
        { "igdir", "9" },
        { "ISTANBUL", "9" },
        { "toplanti", "9" },
        { "2.4.1", "10" },
        { "2.4.2", "" },
        { "softhyphen", "11" },
        { "š, e", "11" },
        { "\"steering committee\"", "10" },
        { "„committee steering“", "" },
        { "committee steer", "10" },
        { "steer committee", "" },
        { "''\"& | ! <-> :*", "" },
        { "", "" },
        { "NOT steering", "" },
        { "steering_committee", "10" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = ids(cx, cases[i][0]);
        if (!z_eq(got, cases[i][1]))
            fail_msg("“%s” finds “%s”, not “%s”", cases[i][0], got, cases[i][1]);
    }
}

static void any_script(void **state)
{
    (void)state;
    test_on_engines(scripts);
}

static void whose(struct cx *cx)
{
    put(cx, "comment", 1, OURS, 0, "", "budget of all");
    put(cx, "comment", 2, OURS, 5, "", "budget of five");
    put(cx, "comment", 3, OURS, 6, "", "budget of six");
    put(cx, "decision", 1, OURS, 0, "Budget", NULL);
    put(cx, "comment", 9, OTHERS, 5, "", "budget of another project");
    assert_int_equal(ask(cx, "budget", 0, NULL).n, 4);
    assert_int_equal(ask(cx, "budget", 5, NULL).n, 3);
    assert_int_equal(ask(cx, "six", 5, NULL).n, 0);
    assert_int_equal(ask(cx, "six", 6, NULL).n, 1);
    assert_int_equal(ask(cx, "budget", SEARCH_COMMON, NULL).n, 2);
    assert_int_equal(ask(cx, "budget", 0, "decision").n, 1);
    assert_int_equal(ask(cx, "budget", 0, "task").n, 0);
    /* What says whose an entry is are words too, but none that a person can ask for. */
    assert_int_equal(ask(cx, "_p3", 0, NULL).n, 0);
    assert_int_equal(ask(cx, "p3o6", 5, NULL).n, 0);
}

static void only_ones_own(void **state)
{
    (void)state;
    test_on_engines(whose);
}

static void change(struct cx *cx)
{
    put(cx, "comment", 1, OURS, 0, "", "first wording");
    put(cx, "comment", 2, OURS, 0, "", "second wording");
    put(cx, "comment", 1, OURS, 0, "", "third wording");
    assert_string_equal(ids(cx, "first"), "");
    assert_string_equal(ids(cx, "wording"), "1 2");
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, search_drop(cx, "comment", 2)), RC_OK);
    assert_string_equal(ids(cx, "wording"), "1");
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(
        search_put(cx, &(struct search_text){ "comment", 3, OURS, 0, "", "wording", 1780000000 }),
        RC_OK);
    assert_int_equal(db_end(cx, refuse(cx, RC_CONFLICT, "no")), RC_CONFLICT);
    assert_string_equal(ids(cx, "wording"), "1");
}

static void follows_its_object(void **state)
{
    (void)state;
    test_on_engines(change);
}

static void pages(struct cx *cx)
{
    enum { MANY = 9000, EACH = 17 };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_bulk_begin(cx), RC_OK);
    for (int i = 1; i <= MANY; i++)
        assert_int_equal(
            search_put(cx, &(struct search_text){ "comment", i, OURS, 0, "",
                                                  i % 700 == 3 ? "rare common" : "common",
                                                  1780000000 }),
            RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    struct search_page page;
    struct search_ask a = { .project = OURS, .q = "common", .count = EACH };
    int64_t want = MANY;
    do {
        assert_int_equal(search_find(cx, &a, &page), RC_OK);
        for (size_t i = 0; i < page.n; i++) assert_int_equal(page.v[i].id, want--);
        a.before = page.next;
    } while (page.next);
    assert_int_equal(want, 0);
    a = (struct search_ask){ .project = OURS, .q = "rare common", .count = 5 };
    int seen = 0;
    do {
        assert_int_equal(search_find(cx, &a, &page), RC_OK);
        for (size_t i = 0; i < page.n; i++, seen++) assert_int_equal(page.v[i].id % 700, 3);
        a.before = page.next;
    } while (page.next);
    assert_int_equal(seen, (MANY - 3) / 700 + 1);
}

static void page_by_page(void **state)
{
    (void)state;
    test_on_engines(pages);
}

static const char *marked(struct cx *cx, const char *q)
{
    struct search_page page = ask(cx, q, 0, NULL);
    const char *out = "";
    assert_int_equal(page.n, 1);
    for (size_t i = 0; i < page.v[0].pieces; i++) {
        const struct search_piece *p = &page.v[0].piece[i];
        out = arena_printf(cx->arena, p->marked ? "%s[%s]" : "%s%s", out, p->text);
    }
    return out;
}

static void snippets(struct cx *cx)
{
    put(cx, "comment", 1, OURS, 0, "A title",
        "Састанак у граду Шапцу, Шабац,\n\nе сад: šabački vašar.");
    assert_string_equal(marked(cx, "sabac"),
                        "Састанак у граду Шапцу, [Шабац], е сад: [šabački] vašar.");
    assert_string_equal(marked(cx, "title"),
                        "Састанак у граду Шапцу, Шабац, е сад: šabački vašar.");
    struct buf b;
    buf_init(&b, 65536);
    for (int i = 0; i < 100; i++) buf_text(&b, "љубав и ");
    buf_text(&b, "igla ");
    for (int i = 0; i < 100; i++) buf_text(&b, "љубав и ");
    put(cx, "comment", 1, OURS, 0, "", b.p);
    buf_done(&b);
    const char *got = marked(cx, "igla");
    assert_non_null(strstr(got, " [igla] "));
    assert_int_equal(strncmp(got, "… ", strlen("… ")), 0);
    assert_true(strlen(got) < 300);
}

static void shows_the_place(void **state)
{
    (void)state;
    test_on_engines(snippets);
}

static void carried(struct cx *cx)
{
    const char *file = arena_printf(cx->arena, "/tmp/kolo-search-%d.backup", (int)getpid());
    put(cx, "comment", 1, OURS, 0, "", "Šabac");
    unlink(file);
    assert_int_equal(backup_write(cx, file), RC_OK);
    struct cx *other = test_peer_at(arena_printf(cx->arena, "sqlite:%s", file));
    assert_string_equal(ids(other, "sabac"), "1");
    unlink(file);
}

static void is_in_the_backup(void **state)
{
    (void)state;
    test_on_engines(carried);
}

TEST_STMT(spoil, DB_EXEC, true, "", "", "UPDATE search_words SET words = 'other' WHERE oid = 1");

static void checked(struct cx *cx)
{
    struct search_verdict v;
    put(cx, "comment", 1, OURS, 0, "", "Šabac");
    put(cx, "comment", 2, OURS, 5, "", "Šabac");
    assert_int_equal(search_check(cx, &v), RC_OK);
    assert_int_equal(v.entries, 2);
    assert_int_equal(v.wrong, 0);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, test_run(cx, &spoil, NULL, NULL)), RC_OK);
    assert_int_equal(search_check(cx, &v), RC_OK);
    assert_int_equal(v.wrong, 1);
    assert_string_equal(ids(cx, "sabac"), "2");
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, search_renew(cx)), RC_OK);
    assert_int_equal(search_check(cx, &v), RC_OK);
    assert_int_equal(v.wrong, 0);
    assert_string_equal(ids(cx, "sabac"), "2 1");
}

static void is_checked_and_renewed(void **state)
{
    (void)state;
    test_on_engines(checked);
}

TESTS(search, cmocka_unit_test(is_checked_and_renewed), cmocka_unit_test(any_script),
      cmocka_unit_test(only_ones_own), cmocka_unit_test(follows_its_object),
      cmocka_unit_test(page_by_page), cmocka_unit_test(shows_the_place),
      cmocka_unit_test(is_in_the_backup));
