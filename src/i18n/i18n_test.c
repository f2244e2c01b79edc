/* SPDX-License-Identifier: EUPL-1.2 */
/* i18n_test.c — languages chosen, texts found, plurals, amounts and dates in the reader's form, and
 * names in the order of their alphabets.
 */
#include "i18n/i18n.h"

#include "base/clock.h"
#include "i18n/catalogue.h"
#include "tests/t.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct cx reader, *cx = &reader;

static int up(void **state)
{
    (void)state;
    arena = arena_new();
    cx_init(cx, arena);
    return 0;
}

static int down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, up, down)

static void read_in(const char *tag) { cx->locale = i18n_locale(tag); }

static void chooses_a_language(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "", "en" },
        { "de", "en" },
        { "sr", "sr" },
        { "sr-RS", "sr" },
        { "sr-Latn-RS", "sr" },
        { "sr-Cyrl", "sr-Cyrl" },
        { "SR-CYRL-RS", "sr-Cyrl" },
        { "sr-Cyrl-ME", "sr-Cyrl" },
        { "sr-Cyrlic", "sr" },
        { "en-GB,sr;q=0.9", "en" },
        { "de,sr;q=0.5,en;q=0.4", "sr" },
        { "en;q=0.3, sr;q=0.7", "sr" },
        { "sr;q=0", "en" },
        { "sr;q=x", "en" },
        { ";;,,;q=1", "en" },
        { "cnr-ME", "sr" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(i18n_choose(str_of(cases[i][0]))->tag, cases[i][1]);
    assert_null(i18n_locale("de"));
    assert_null(i18n_locale(NULL));
    assert_string_equal(i18n_locale_at(2)->name, "Српски");
    assert_null(i18n_locale_at(3));
}

static void finds_texts(void **state)
{
    (void)state;
    assert_string_equal(T("today"), "today");
    read_in("sr");
    assert_string_equal(T("today"), "danas");
    assert_string_equal(i18n_text(cx, NULL, "no such text anywhere"), "no such text anywhere");
    assert_string_equal(i18n_text(cx, "no such context", "today"), "today");
    assert_string_equal(T(""), "");
    read_in("sr-Cyrl");
    assert_string_equal(T("today"), "данас");
    assert_string_equal(i18n_text(cx, NULL, "no such text anywhere"), "no such text anywhere");
}

/* Binary search needs the order that mkpo promises; and no plural may lack a form. */
static void catalogue_is_in_order(void **state)
{
    (void)state;
    for (size_t k = 0; catalogue_all[k]; k++) {
        const struct catalogue *c = catalogue_all[k];
        for (size_t i = 1; i < c->n; i++) {
            const struct catalogue_entry *a = &c->entries[i - 1], *b = &c->entries[i];
            int order = strcmp(a->context, b->context);
            assert_true(order < 0 || (order == 0 && strcmp(a->id, b->id) < 0));
        }
        for (uint64_t n = 0; n < 1000; n++) assert_true(c->plural(n) < c->n_forms);
    }
}

static const char *late(int64_t n)
{
    return arena_printf(arena, T_N(n, "%d day late", "%d days late"), (int)n);
}

static void counts_as_serbian_does(void **state)
{
    (void)state;
    static const struct {
        int n;
        const char *text;
    } cases[] = {
        { 1, "kasni 1 dan" },      { 2, "kasni 2 dana" },    { 4, "kasni 4 dana" },
        { 5, "kasni 5 dana" },     { 11, "kasni 11 dana" },  { 21, "kasni 21 dan" },
        { 22, "kasni 22 dana" },   { 101, "kasni 101 dan" }, { 111, "kasni 111 dana" },
        { 112, "kasni 112 dana" }, { 0, "kasni 0 dana" },
    };
    assert_string_equal(late(1), "1 day late");
    assert_string_equal(late(2), "2 days late");
    assert_string_equal(late(0), "0 days late");
    read_in("sr");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(late(cases[i].n), cases[i].text);
    read_in("sr-Cyrl");
    assert_string_equal(late(21), "касни 21 дан");
    /* "dana" hides two of the three forms; the rule itself tells them apart. */
    const struct catalogue *c = i18n_locale("sr")->catalogue;
    static const unsigned forms[] = { 2, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 };
    for (uint64_t n = 0; n < 15; n++) assert_int_equal(c->plural(n), forms[n]);
    assert_int_equal(c->plural(21), 0);
    assert_int_equal(c->plural(24), 1);
    assert_int_equal(c->plural(111), 2);
    assert_int_equal(c->plural(114), 2);
    assert_int_equal(c->plural(121), 0);
}

#define THIN "\u202f"
#define HARD "\u00a0"

static void writes_amounts(void **state)
{
    (void)state;
    assert_string_equal(i18n_minor(cx, 123456), "1" THIN "234.56");
    read_in("sr");
    assert_string_equal(i18n_minor(cx, 123456), "1" THIN "234,56");
    assert_string_equal(i18n_minor(cx, -99999), "−999,99");
    assert_string_equal(i18n_minor(cx, 0), "0,00");
    assert_string_equal(i18n_minor(cx, -5), "−0,05");
    assert_string_equal(i18n_minor(cx, 100000000), "1" THIN "000" THIN "000,00");
    assert_string_equal(i18n_minor(cx, INT64_MIN),
                        "−92" THIN "233" THIN "720" THIN "368" THIN "547" THIN "758,08");
    assert_string_equal(i18n_money(cx, money_of(6150000, "MKD")), "61" THIN "500,00" HARD "MKD");
    assert_string_equal(i18n_money(cx, (money){ 0 }), "0,00");
    assert_string_equal(i18n_int(cx, 1000), "1" THIN "000");
    assert_string_equal(i18n_int(cx, 999), "999");
    assert_string_equal(i18n_scaled(cx, 61495000, 6, 4), "61,4950");
    assert_string_equal(i18n_percent_e2(cx, 1250), "12,5" HARD "%");
    assert_string_equal(i18n_percent_e2(cx, -700), "−7" HARD "%");
    assert_string_equal(i18n_percent_even(cx, -700), "−7,00" HARD "%");
    assert_string_equal(i18n_percent_even(cx, -17), "−0,17" HARD "%");
}

static void writes_dates(void **state)
{
    (void)state;
    date d = date_make(2027, 3, 12);
    assert_string_equal(i18n_date(cx, d), "12" HARD "Mar" HARD "2027");
    assert_string_equal(i18n_date(cx, DATE_NONE), "");
    assert_string_equal(i18n_month(cx, month_make(2027, 3)), "March" HARD "2027");
    assert_string_equal(i18n_stamp(cx, 86400 + 8 * 3600 + 900),
                        "2" HARD "Jan" HARD "1970, 08:15" HARD "UTC");
    assert_string_equal(i18n_stamp(cx, 0), "");
    read_in("sr");
    assert_string_equal(i18n_date(cx, d), "12." HARD "3." HARD "2027.");
    assert_string_equal(i18n_month(cx, month_make(2027, 9)), "septembar" HARD "2027.");
    read_in("sr-Cyrl");
    assert_string_equal(i18n_date(cx, d), "12." HARD "3." HARD "2027.");
    assert_string_equal(i18n_month(cx, month_make(2027, 6)), "јун" HARD "2027.");
}

static void says_how_soon(void **state)
{
    (void)state;
    date today = date_make(2027, 3, 12);
    cx->now = ((stamp)today.day * 24 + 23) * 3600;
    assert_string_equal(i18n_in_days(cx, today), "today");
    assert_string_equal(i18n_in_days(cx, date_add(today, 1)), "tomorrow");
    assert_string_equal(i18n_in_days(cx, date_add(today, 3)), "in 3 days");
    assert_string_equal(i18n_in_days(cx, date_add(today, -1)), "1 day late");
    read_in("sr");
    assert_string_equal(i18n_in_days(cx, date_add(today, 21)), "za 21 dan");
    assert_string_equal(i18n_in_days(cx, date_add(today, -3)), "kasni 3 dana");
}

/* ---- alphabets ---- */

static const char *language;

static int by_language(const void *a, const void *b)
{
    return i18n_compare_in(language, *(const char *const *)a, *(const char *const *)b);
}

static void sorted_in(const char *tag, const char *words)
{
    const char *v[64];
    size_t n = 0;
    for (str rest = str_of(words); rest.n;) v[n++] = arena_str(arena, str_cut(&rest, ' '));
    for (size_t i = 0; i < n / 2; i++) { /* begin from the wrong end */
        const char *first = v[i];
        v[i] = v[n - 1 - i];
        v[n - 1 - i] = first;
    }
    language = tag;
    qsort(v, n, sizeof *v, by_language);
    const char *out = v[0];
    for (size_t i = 1; i < n; i++) out = arena_printf(arena, "%s %s", out, v[i]);
    assert_string_equal(out, words);
}

/* The orders of field.md §7.4. */
static void sorts_by_each_alphabet(void **state)
{
    (void)state;
    sorted_in("sq", "c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v x xh y z zh");
    sorted_in("sq", "cz ça dz dha ez ëa gz gja lz lla nz nja rz rra sz sha tz thu xz xha zz zha");
    static const char *const latin[] = { "hr", "bs", "sr", "sr-Latn" };
    for (size_t i = 0; i < 4; i++)
        sorted_in(latin[i], "cz ča čz ća dz dža đa e lz lja m nz nja o sz ša z ža");
    sorted_in("sr-Cyrl", "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш");
    sorted_in("mk", "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш");
    sorted_in("sl", "cz ča d sz ša t zz ža");
    sorted_in("ro", "az ăa âa b iz îa j sz șa tz ța u");
    sorted_in("ro", "sz şa tz ţa"); /* the old letters with a cedilla */
    sorted_in("bg", "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я");
    sorted_in("hr", "Dz džak Džon đak");
    sorted_in("sr", "Ana Šabac Београд");
    sorted_in("sr-Cyrl", "Ана Београд Zagreb");
    sorted_in("en", "Sabac šabac Šabac Sabad");
    sorted_in("xx", "a b c");
    assert_true(i18n_compare_in("en", "a", "a") == 0);
    assert_true(i18n_compare_in("en", "caf\u00e9", "cafe\u0301") != 0); /* equal to the eye */
    read_in("sr");
    assert_true(i18n_compare(cx, "čas", "cvet") > 0);
    cx->locale = NULL;
    assert_true(i18n_compare(cx, "čas", "cvet") < 0);
}

static void *compare_much(void *p)
{
    static const char *const tags[] = { "sq", "mk", "sr", "sl", "hr", "ro", "bg", "bs" };
    for (int i = 0; i < 2000; i++)
        if (i18n_compare_in(tags[i % 8], "a", "b") >= 0) *(bool *)p = false;
    return NULL;
}

static void compares_in_many_threads(void **state)
{
    (void)state;
    pthread_t threads[4];
    bool good[4] = { true, true, true, true };
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, compare_much, &good[i]), 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_true(good[i]);
    }
}

/* 0.2 µs an amount without the sanitizers; here the limit only catches a locale library coming in.
 */
static void formats_fast(void **state)
{
    (void)state;
    read_in("sr");
    int64_t from = clock_us();
    for (int i = 0; i < 100000; i++) {
        struct arena_mark m = arena_mark(arena);
        assert_int_equal(i18n_money(cx, money_of(i * 12345, "EUR"))[0] != '\0', true);
        arena_rewind(arena, m);
    }
    assert_true(clock_us() - from < 10000000);
}

TESTS_ALONE(i18n, WITH(chooses_a_language), WITH(finds_texts), WITH(catalogue_is_in_order),
            WITH(counts_as_serbian_does), WITH(writes_amounts), WITH(writes_dates),
            WITH(says_how_soon), WITH(sorts_by_each_alphabet), WITH(compares_in_many_threads),
            WITH(formats_fast));
