/* SPDX-License-Identifier: EUPL-1.2 */
/* money_test.c — amounts, conversions and percentages against vectors of the field and against
 * exact integer properties; no expectation here was computed with the code it checks.
 */
#include "base/money.h"

#include "base/rand.h"
#include "tests/dies.h"
#include "tests/t.h"

__extension__ typedef __int128 wide;

static const char *text(int64_t minor)
{
    static char out[MONEY_TEXT];
    return minor_text(minor, out);
}

static int64_t cents(int64_t minor, const char *cur, int64_t sum_e6, int32_t n)
{
    money m = rate_to_eur(money_of(minor, cur), (struct rate){ sum_e6, n });
    assert_string_equal(m.cur, "EUR");
    return m.minor;
}

/* The vectors of the InforEuro and changeover rules, half up. */
static void converts_the_known_cases(void **state)
{
    (void)state;
    assert_int_equal(cents(6150000, "MKD", 61495000, 1), 100008);
    assert_int_equal(cents(1234567, "RSD", 117145000, 1), 10539);
    assert_int_equal(cents(9876500, "ALL", 99650000, 1), 99112);
    assert_int_equal(cents(10000, "BGN", 1955830, 1), 5113);
    assert_int_equal(cents(170, "BGN", 1955830, 1), 87);
    assert_int_equal(cents(200000, "BGN", 1955830, 1), 102258);
    assert_int_equal(cents(10000, "HRK", 7534500, 1), 1327);
    assert_int_equal(cents(12345, "EUR", 1000000, 1), 12345);
    assert_int_equal(cents(-6150000, "MKD", 61495000, 1), -100008);
    assert_int_equal(cents(0, "MKD", 61495000, 1), 0);
}

/* 61.4950, 61.6200 and 61.5550: a mean of 61.55666…, which no decimal holds. */
static void keeps_a_mean_as_a_fraction(void **state)
{
    (void)state;
    const struct rate mean = { 61495000 + 61620000 + 61555000, 3 };
    char out[MONEY_TEXT];
    assert_string_equal(scaled_text(rate_e10(mean), 10, 2, out), "61.5566666667");
    for (int64_t minor = 1; minor < MONEY_MAX; minor = minor * 7 + 3) {
        int64_t got = rate_to_eur(money_of(minor, "MKD"), mean).minor;
        wide twice = ((wide)got * 184670000 - (wide)minor * 3000000) * 2;
        assert_true(twice <= 184670000 && twice > -184670000); /* within half a cent, half up */
    }
    /* With the mean rounded to six decimals this would be 162451.94, to four 20055.78. */
    assert_int_equal(cents(1000000023, "MKD", mean.sum_e6, mean.n), 16245195);
    assert_int_equal(cents(123456789, "MKD", mean.sum_e6, mean.n), 2005580);
    assert_int_equal(cents(100, "MKD", 12 * INT64_C(61500000), 12), 2);
}

static void rounds_half_away_from_zero(void **state)
{
    (void)state;
    assert_int_equal(money_muldiv(5, 1, 10), 1);   /* 0.005 is 0.01 */
    assert_int_equal(money_muldiv(-5, 1, 10), -1); /* -0.005 is -0.01; half to even gives 0 */
    assert_int_equal(money_muldiv(25, 1, 10), 3);
    assert_int_equal(money_muldiv(-25, 1, 10), -3);
    assert_int_equal(money_muldiv(4, 1, 10), 0);
    assert_int_equal(money_muldiv(-4, 1, 10), 0);
    assert_int_equal(money_muldiv(-14, 1, 10), -1);
    assert_int_equal(money_muldiv(16, -1, 10), -2);
    assert_int_equal(money_muldiv(INT64_MAX, INT64_MAX, INT64_MAX), INT64_MAX);
    assert_int_equal(money_muldiv(INT64_MIN, INT64_MAX, INT64_MAX), INT64_MIN);
    assert_int_equal(money_muldiv(INT64_MIN, 1, 1), INT64_MIN);
    assert_int_equal(money_muldiv(INT64_MAX, 2, 4), INT64_C(4611686018427387904));
    assert_int_equal(money_muldiv(INT64_MIN, 1, INT64_MAX), -1);
    assert_int_equal(money_muldiv(INT64_MAX - 1, 1, INT64_MAX), 1);
}

/* On random numbers of all sizes: the error is at most half, and a half goes away from zero. */
static void muldiv_is_nearest(void **state)
{
    (void)state;
    struct seeded r = { 20071005 };
    for (int i = 0; i < 200000; i++) {
        int64_t a = (int64_t)seeded_next(&r) >> seeded_below(&r, 62);
        int64_t b = (int64_t)seeded_next(&r) >> (34 + seeded_below(&r, 29));
        int64_t c = 1 + seeded_below(&r, INT64_C(1) << (1 + seeded_below(&r, 60)));
        wide exact = (wide)a * b, whole = exact / c;
        if (whole >= INT64_MAX || whole <= -INT64_MAX) continue;
        int64_t q = money_muldiv(a, b, c);
        wide off = (exact - (wide)q * c) * 2;
        assert_true(off <= c && off >= -(wide)c);
        if (off == c) assert_true(exact < 0); /* a half that was rounded down is a negative one */
        if (off == -(wide)c) assert_true(exact > 0);
    }
}

static void refuses_to_mix_currencies(void **state)
{
    (void)state;
    money mkd = money_of(100, "MKD"), nothing = { 0 };
    assert_dies(money_add(eur(1), mkd), "add EUR and MKD");
    assert_dies(money_sub(mkd, eur(1)), "subtract MKD and EUR");
    assert_dies(money_cmp(mkd, eur(1)), "compare MKD and EUR");
    assert_dies(money_variance_e2(mkd, eur(1)), "compare MKD and EUR");
    assert_dies(money_add(nothing, nothing), "no amount yet");
    assert_dies(rate_to_eur(nothing, ((struct rate){ 1000000, 1 })), "expected");
    assert_dies(rate_to_eur(mkd, ((struct rate){ 0, 1 })), "r.sum_e6 > 0");
    assert_dies(rate_to_eur(eur(1), ((struct rate){ 61000000, 1 })), "r.sum_e6 == r.n");
    assert_dies(money_of(1, "eur"), "is_upper");
    assert_false(money_same(mkd, eur(100)));
    assert_true(money_same(mkd, money_of(-7, "MKDxx")));
}

static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    assert_dies(money_add(eur(INT64_MAX), eur(1)), "does not fit");
    assert_dies(money_sub(eur(INT64_MIN), eur(1)), "does not fit");
    assert_dies(money_neg(eur(INT64_MIN)), "no opposite");
    assert_dies(money_muldiv(INT64_MAX, INT64_MAX, 1), "does not fit");
    assert_dies(money_muldiv(INT64_MIN, -1, 1), "does not fit");
    assert_dies(money_muldiv(1, 1, 0), "c > 0");
    assert_int_equal(money_add(eur(INT64_MAX), eur(-1)).minor, INT64_MAX - 1);
    assert_int_equal(money_neg(money_of(5, "ALL")).minor, -5);
    assert_int_equal(money_cmp(eur(1), eur(2)), -1);
    /* a million of the largest amounts can be added */
    assert_int_equal(money_muldiv(MONEY_MAX, 1000000, 1), INT64_C(1000000000000000000));
}

/* A heading of 20 000.00 under 15 % may move between 17 000.00 and 23 000.00, under 25 % between
 * 15 000.00 and 25 000.00; after +20 % there are 5 % left. */
static void shows_variance_in_percent(void **state)
{
    (void)state;
    money base = eur(2000000);
    assert_int_equal(money_variance_e2(eur(1700000), base), -1500);
    assert_int_equal(money_variance_e2(eur(2300000), base), 1500);
    assert_int_equal(money_variance_e2(eur(1500000), base), -2500);
    assert_int_equal(money_variance_e2(eur(2500000), base), 2500);
    assert_int_equal(money_variance_e2(eur(2400000), base), 2000);
    assert_int_equal(money_variance_e2(eur(2400000 + 100000), base), 2500);
    assert_int_equal(money_variance_e2(eur(2300100), base), 1501); /* 15.005 */
    assert_int_equal(money_variance_e2(eur(1699900), base), -1501);
    assert_int_equal(money_variance_e2(eur(2300099), base), 1500); /* 15.00495: rounded, so … */
    assert_true((2300099 - 2000000) * INT64_C(100) > 15 * INT64_C(2000000)); /* … never a limit */
    assert_int_equal(money_variance_e2(base, base), 0);
    assert_int_equal(money_variance_e2(eur(0), base), -10000);
    assert_true(money_variance_e2(eur(5), eur(0)) == INT64_MIN);
    assert_int_equal(money_variance_e2(eur(-150), eur(-100)), 5000);
    assert_int_equal(money_variance_e2(eur(-50), eur(-100)), -5000);
    assert_true(money_variance_e2(eur(INT64_MAX), eur(1)) == INT64_MAX);
    assert_true(money_variance_e2(eur(INT64_MIN), eur(1)) == -INT64_MAX);
    assert_int_equal(money_variance_e2(eur(0), eur(INT64_MIN)), -10000);
}

static void takes_a_share(void **state)
{
    (void)state;
    assert_int_equal(money_ppm(eur(2000000), 250000).minor, 500000);
    assert_int_equal(money_ppm(eur(10050), 70000).minor, 704); /* 7 % of 100.50 is 7.035 */
    assert_int_equal(money_ppm(eur(-10050), 70000).minor, -704);
    assert_string_equal(money_ppm(money_of(7, "RSD"), 1000000).cur, "RSD");
}

static void writes_plain_text(void **state)
{
    (void)state;
    char out[MONEY_TEXT];
    assert_string_equal(text(0), "0.00");
    assert_string_equal(text(5), "0.05");
    assert_string_equal(text(-5), "-0.05");
    assert_string_equal(text(-100), "-1.00");
    assert_string_equal(text(123456), "1234.56");
    assert_string_equal(text(INT64_MAX), "92233720368547758.07");
    assert_string_equal(text(INT64_MIN), "-92233720368547758.08");
    assert_string_equal(money_text(money_of(9999, "ALL"), out), "99.99");
    assert_string_equal(scaled_text(61495000, 6, 0, out), "61.495");
    assert_string_equal(scaled_text(61495000, 6, 4, out), "61.4950");
    assert_string_equal(scaled_text(1000000, 6, 0, out), "1");
    assert_string_equal(scaled_text(1, 6, 0, out), "0.000001");
    assert_string_equal(scaled_text(-1500, 3, 0, out), "-1.5");
    assert_string_equal(scaled_text(0, 9, 2, out), "0.00");
    assert_string_equal(scaled_text(INT64_MIN, 18, 0, out), "-9.223372036854775808");
}

TESTS(base_money, cmocka_unit_test(converts_the_known_cases),
      cmocka_unit_test(keeps_a_mean_as_a_fraction), cmocka_unit_test(rounds_half_away_from_zero),
      cmocka_unit_test(muldiv_is_nearest), cmocka_unit_test(refuses_to_mix_currencies),
      cmocka_unit_test(refuses_what_does_not_fit), cmocka_unit_test(shows_variance_in_percent),
      cmocka_unit_test(takes_a_share), cmocka_unit_test(writes_plain_text));
