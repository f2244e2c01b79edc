/* SPDX-License-Identifier: EUPL-1.2 */
/* money_text_test.c — reading amounts, splitting them, and the table of currencies. */
#include "base/money.h"
#include "base/rand.h"
#include "tests/dies.h"
#include "tests/t.h"

/* read_plain, read_form: the minor units, or -1 when refused (no case here expects -0.01). */
static int64_t read_plain(const char *z)
{
    int64_t v = -1;
    return minor_parse(str_of(z), &v) ? v : -1;
}

static int64_t read_form(const char *z, char mark)
{
    int64_t v = -1;
    return minor_parse_form(str_of(z), mark, &v) ? v : -1;
}

static void reads_the_plain_form(void **state)
{
    (void)state;
    assert_int_equal(read_plain("0"), 0);
    assert_int_equal(read_plain("-0"), 0);
    assert_int_equal(read_plain("1234.56"), 123456);
    assert_int_equal(read_plain("-1234.5"), -123450);
    assert_int_equal(read_plain("007"), 700);
    assert_int_equal(read_plain("10000000000.00"), MONEY_MAX);
    assert_int_equal(read_plain("-10000000000"), -MONEY_MAX);
    static const char *const wrong[] = {
        "",
        "-",
        ".",
        "-.5",
        ".5",
        "5.",
        "1.234",
        "1,5",
        "1 000",
        "+1",
        "--1",
        "1-",
        "1e3",
        "0x10",
        "١",
        "10000000000.01",
        " 1",
        "1 ",
        "1.2.3",
        "NaN",
        "1\n",
        "1..2",
        "1.-2",
        "- 1",
        "99999999999999999999999",
        "EUR 5",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(read_plain(wrong[i]), -1);
    int64_t kept = 42;
    assert_false(minor_parse((str){ "1\0", 2 }, &kept));
    assert_false(minor_parse((str){ NULL, 0 }, &kept));
    assert_int_equal(kept, 42);
    assert_true(minor_parse((str){ "123", 2 }, &kept)); /* a slice, not a C string */
    assert_int_equal(kept, 1200);
}

static void reads_a_decimal_comma(void **state)
{
    (void)state;
    assert_int_equal(read_form("1.234,56", ','), 123456);
    assert_int_equal(read_form("1,234.56", ','), -1);
    assert_int_equal(read_form("1234,56", ','), 123456);
    assert_int_equal(read_form("1234,5", ','), 123450);
    assert_int_equal(read_form("1.234.567", ','), 123456700);
    assert_int_equal(read_form("-1.234,56", ','), -123456);
    assert_int_equal(read_form("\u22121.234,56", ','), -123456);
    assert_int_equal(read_form(" 61 500,00 ", ','), 6150000);
    assert_int_equal(read_form("61\u00a0500,00", ','), 6150000);
    assert_int_equal(read_form("61\u202f500", ','), 6150000);
    assert_int_equal(read_form("61\u2009500,7", ','), 6150070);
    assert_int_equal(read_form("0,05", ','), 5);
}

static void reads_a_decimal_point(void **state)
{
    (void)state;
    assert_int_equal(read_form("1,234.56", '.'), 123456);
    assert_int_equal(read_form("1.234,56", '.'), -1);
    assert_int_equal(read_form("1'234'567.89", '.'), 123456789);
    assert_int_equal(read_form("1\u2019234.00", '.'), 123400);
    assert_int_equal(read_form("1234.56", '.'), 123456);
    assert_int_equal(read_form("1,234", '.'), 123400);
    assert_int_equal(read_form("10,000,000,000", '.'), MONEY_MAX);
    assert_int_equal(read_form("10,000,000,000.01", '.'), -1);
}

static void refuses_the_ambiguous(void **state)
{
    (void)state;
    static const char *const comma[] = {
        "0.500", /* half, or five hundred? */
        "00.500",
        "1.23",
        "1.23,45",
        "12.34.567",
        "1234.567",
        "1.234 567",
        "1 234.567",
        "1.2345",
        "1,234",
        "1,23,4",
        "1,",
        ",5",
        ".500",
        "1.,5",
        "1 ,5",
        "1.234,5 6",
        "1  234",
        "1.234.",
        "- 5",
        "1.234,56-",
        "(5,00)",
        "1.234,56 €",
        "",
        " ",
        "-",
        "1 23",
        "1 234 56",
        "1.234,567",
        "12345678901234567890",
        "1\t234",
    };
    for (size_t i = 0; i < sizeof comma / sizeof *comma; i++)
        assert_int_equal(read_form(comma[i], ','), -1);
    assert_int_equal(read_form("1,23", '.'), -1);
    assert_int_equal(read_form("0,500", '.'), -1);
    assert_int_equal(read_form("1'23", '.'), -1);
    assert_dies(read_form("1", ';'), "decimal_mark");
}

static void reads_scaled_numbers(void **state)
{
    (void)state;
    int64_t v = -1;
    assert_true(scaled_parse(STR("61.4950"), 6, &v));
    assert_int_equal(v, 61495000);
    assert_true(scaled_parse(STR("0"), 9, &v));
    assert_int_equal(v, 0);
    assert_true(scaled_parse(STR("12"), 0, &v));
    assert_int_equal(v, 12);
    assert_true(scaled_parse(STR("9223372036.854775807"), 9, &v));
    assert_true(v == INT64_MAX);
    static const char *const wrong[] = {
        "9223372036.854775808", "10000000000", "-1", "1.", ".1", "", "1.0000000001", "1,5"
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(scaled_parse(str_of(wrong[i]), 9, &v));
    assert_false(scaled_parse(STR("1.5"), 0, &v));
    assert_false(scaled_parse(STR("61.4950001"), 6, &v));
}

static void text_comes_back(void **state)
{
    (void)state;
    struct seeded r = { 7 };
    char out[MONEY_TEXT];
    for (int i = 0; i < 100000; i++) {
        int64_t v = seeded_below(&r, 2 * MONEY_MAX + 1) - MONEY_MAX, back;
        v >>= seeded_below(&r, 40);
        assert_true(minor_parse(str_of(minor_text(v, out)), &back) && back == v);
        assert_true(minor_parse_form(str_of(out), '.', &back) && back == v);
        int64_t rate = (int64_t)(seeded_next(&r) >> (1 + seeded_below(&r, 60)));
        int digits = (int)seeded_below(&r, 10);
        scaled_text(rate, digits, 0, out);
        assert_true(scaled_parse(str_of(out), digits, &back) && back == rate);
    }
}

/* check_split: what the largest remainder promises, tested without computing it again. */
static void check_split(money total, const int64_t *w, size_t n, const money *parts)
{
    __extension__ typedef __int128 wide;
    wide all = 0, sum = 0;
    int64_t sign = total.minor < 0 ? -1 : 1;
    for (size_t i = 0; i < n; i++) all += w[i];
    for (size_t i = 0; i < n; i++) {
        sum += parts[i].minor;
        assert_string_equal(parts[i].cur, total.cur);
        wide exact = (wide)total.minor * w[i] * sign, got = (wide)parts[i].minor * all * sign;
        assert_true(got > exact - all && got < exact + all); /* floor or ceiling of its share */
        if (w[i] == 0) assert_int_equal(parts[i].minor, 0);
    }
    assert_true(sum == total.minor);
    for (size_t i = 0; i < n; i++) /* who was rounded up had no smaller rest than who was not */
        for (size_t k = 0; k < n; k++) {
            wide rest_i = (wide)total.minor * sign * w[i] % all;
            wide rest_k = (wide)total.minor * sign * w[k] % all;
            bool up_i = (wide)parts[i].minor * sign * all > (wide)total.minor * sign * w[i];
            bool up_k = (wide)parts[k].minor * sign * all > (wide)total.minor * sign * w[k];
            if (up_i && !up_k && rest_k > 0)
                assert_true(rest_i > rest_k || (rest_i == rest_k && i < k));
        }
}

static void splits_without_losing_a_cent(void **state)
{
    (void)state;
    const int64_t thirds[] = { 1, 1, 1 };
    money parts[64];
    money_split(eur(100), thirds, 3, parts);
    assert_int_equal(parts[0].minor, 34); /* ties go to the lower index */
    assert_int_equal(parts[1].minor, 33);
    assert_int_equal(parts[2].minor, 33);
    money_split(eur(-100), thirds, 3, parts);
    assert_int_equal(parts[0].minor, -34);
    const int64_t share[] = { 0, 475000, 525000, 0 };
    money_split(eur(1), share, 4, parts);
    assert_int_equal(parts[2].minor, 1);
    struct seeded r = { 99 };
    for (int round = 0; round < 3000; round++) {
        int64_t w[64];
        size_t n = 1 + (size_t)seeded_below(&r, 64);
        for (size_t i = 0; i < n; i++)
            w[i] = seeded_below(&r, 4) ? seeded_below(&r, INT64_C(1) << seeded_below(&r, 50)) : 0;
        w[seeded_below(&r, (int64_t)n)] += 1;
        money total = money_of(seeded_below(&r, 2000001) - 1000000, "RSD");
        money_split(total, w, n, parts);
        check_split(total, w, n, parts);
    }
}

static void splits_at_the_limits(void **state)
{
    (void)state;
    const int64_t huge[] = { INT64_MAX, INT64_MAX, INT64_MAX };
    money parts[3];
    money_split(eur(INT64_MIN), huge, 3, parts);
    assert_true(parts[0].minor == INT64_MIN / 3 - 1 && parts[2].minor == INT64_MIN / 3);
    money_split(eur(INT64_MIN), huge, 1, parts);
    assert_true(parts[0].minor == INT64_MIN);
    const int64_t none[] = { 0, 0 }, negative[] = { 5, -1 };
    assert_dies(money_split(eur(1), none, 2, parts), "all > 0");
    assert_dies(money_split(eur(1), none, 0, parts), "all > 0");
    assert_dies(money_split(eur(1), negative, 2, parts), "weights[i] >= 0");
}

static void check_currency(const char *code, int numeric, int64_t fixed, const char *until)
{
    const struct currency *c = currency_find(code);
    char out[DATE_TEXT];
    assert_non_null(c);
    assert_string_equal(c->code, code);
    assert_int_equal(c->numeric, numeric);
    assert_int_equal(c->fixed_e6, fixed);
    assert_string_equal(date_text(c->until, out), until);
}

static void knows_its_currencies(void **state)
{
    (void)state;
    check_currency("EUR", 978, 0, "");
    check_currency("MKD", 807, 0, "");
    check_currency("ALL", 8, 0, "");
    check_currency("RSD", 941, 0, "");
    check_currency("BAM", 977, 0, "");
    check_currency("BGN", 975, 1955830, "2025-12-31");
    check_currency("HRK", 191, 7534500, "2022-12-31");
    check_currency("RON", 946, 0, "");
    check_currency("TRY", 949, 0, "");
    check_currency("CHF", 756, 0, "");
    check_currency("GBP", 826, 0, "");
    check_currency("USD", 840, 0, "");
    size_t n = 0;
    for (const struct currency *c; (c = currency_at(n)); n++) {
        assert_ptr_equal(currency_find(c->code), c);
        assert_true(strlen(c->name) > 3);
        assert_true(currency_valid_on(c, c->from));
        assert_true(currency_valid_on(c, date_make(2006, 10, 1))); /* the era of the demo */
    }
    assert_int_equal(n, 12);
    static const char *const unknown[] = { "", "EU", "EURO", "eur", "XXX", "CSD" };
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_null(currency_find(unknown[i]));
    assert_null(currency_find(NULL));
}

static void knows_when_a_currency_was_money(void **state)
{
    (void)state;
    const struct currency *hrk = currency_find("HRK"), *bgn = currency_find("BGN");
    assert_true(currency_valid_on(hrk, date_make(2022, 12, 31)));
    assert_false(currency_valid_on(hrk, date_make(2023, 1, 1)));
    assert_true(currency_valid_on(bgn, date_make(2025, 12, 31)));
    assert_false(currency_valid_on(bgn, date_make(2026, 1, 1)));
    assert_false(currency_valid_on(currency_find("EUR"), date_make(1998, 12, 31)));
    assert_true(currency_valid_on(currency_find("EUR"), date_make(1999, 1, 1)));
    assert_int_equal(currency_find("MKD")->from.day, date_make(1993, 5, 20).day);
    assert_int_equal(currency_find("RSD")->from.day, date_make(2002, 5, 15).day);
    assert_int_equal(currency_find("USD")->from.day, date_make(1900, 1, 1).day);
    assert_int_equal(currency_find("TRY")->from.day, date_make(2005, 1, 1).day);
    assert_false(currency_valid_on(currency_find("EUR"), DATE_NONE));
}

TESTS(base_money_text, cmocka_unit_test(reads_the_plain_form),
      cmocka_unit_test(reads_a_decimal_comma), cmocka_unit_test(reads_a_decimal_point),
      cmocka_unit_test(refuses_the_ambiguous), cmocka_unit_test(reads_scaled_numbers),
      cmocka_unit_test(text_comes_back), cmocka_unit_test(splits_without_losing_a_cent),
      cmocka_unit_test(splits_at_the_limits), cmocka_unit_test(knows_its_currencies),
      cmocka_unit_test(knows_when_a_currency_was_money));
