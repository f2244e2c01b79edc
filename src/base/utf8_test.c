/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8_test.c — what is text and what is not, by a slow decoder that is easy to check; and the
 * search keys of names that people write in two scripts.
 */
#include "base/utf8.h"

#include "base/rand.h"
#include "tests/dies.h"
#include "tests/t.h"

/* decode: the code point at ${p} by arithmetic on lengths, -1 when malformed. */
static int32_t decode(const unsigned char *p, size_t n, size_t *len)
{
    static const int32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    *len = p[0] < 0x80 ? 1 : p[0] >> 5 == 6 ? 2 : p[0] >> 4 == 14 ? 3 : p[0] >> 3 == 30 ? 4 : 0;
    if (*len == 0 || *len > n) return -1;
    int32_t c = *len == 1 ? p[0] : p[0] & ((1 << (7 - *len)) - 1);
    for (size_t i = 1; i < *len; i++) {
        if (p[i] >> 6 != 2) return -1;
        c = c * 64 + (p[i] & 63);
    }
    if (c < least[*len] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return -1;
    return c;
}

static bool is_text(const unsigned char *p, size_t n)
{
    for (size_t len; n > 0; p += len, n -= len) {
        int32_t c = decode(p, n, &len);
        if (c < 0) return false;
        if ((c < 32 && c != 9 && c != 10 && c != 13) || (c >= 127 && c < 160)) return false;
    }
    return true;
}

static void check(const unsigned char *p, size_t n)
{
    if (utf8_ok((str){ (const char *)p, n }) != is_text(p, n)) {
        for (size_t i = 0; i < n; i++) print_error("%02x ", p[i]);
        fail_msg("utf8_ok says %d", !is_text(p, n));
    }
}

static void agrees_with_the_slow_decoder(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 1 << 16; i++) {
        unsigned char two[] = { (unsigned char)(i >> 8), (unsigned char)i };
        check(two, 2);
        check(two, 1);
    }
    static const unsigned char edge[] = { 0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf,
                                          0xc0, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
                                          0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xfe, 0xff };
    enum { N = sizeof edge };
    for (unsigned i = 0; i < N * N * N * N; i++) {
        unsigned char four[] = { edge[i % N], edge[i / N % N], edge[i / N / N % N],
                                 edge[i / N / N / N] };
        check(four, 4);
        check(four, 3);
    }
}

static void sees_one_bad_byte_anywhere(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 24; n++)
        for (size_t at = 0; at < n; at++)
            for (unsigned c = 0; c < 256; c++) {
                unsigned char text[24];
                memset(text, 'a', sizeof text);
                text[at] = (unsigned char)c;
                check(text, n);
            }
    struct seeded r = { 11 };
    for (int i = 0; i < 200000; i++) { /* bytes that are often nearly right */
        unsigned char text[24];
        size_t n = (size_t)seeded_below(&r, 24);
        for (size_t k = 0; k < n; k++)
            text[k] = (unsigned char)(seeded_below(&r, 3)
                                          ? seeded_below(&r, 128)
                                          : 0xc0 + seeded_below(&r, 56) / (1 + (int64_t)(k & 1)));
        check(text, n);
    }
    assert_true(utf8_ok((str){ NULL, 0 }));
    assert_false(utf8_ok((str){ "a\0b", 3 }));
}

static void refuses_the_known_tricks(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\xc0\xaf",
        "\xe0\x80\xaf",
        "\xf0\x80\x80\xaf", /* overlong slash */
        "\xc0\x80",
        "\xed\xa0\x80",
        "\xed\xbf\xbf", /* NUL, surrogates */
        "\xf4\x90\x80\x80",
        "\xf8\x88\x80\x80\x80",
        "\xff\xfe", /* too large */
        "\xe2\x82",
        "\xe2\x28\xa1",
        "\x80", /* cut, broken, lone */
        "\x1b[31m",
        "\x7f",
        "\xc2\x85",
        "\x08", /* control characters */
        "Shkod\xebr",
        "\212abac", /* Latin-1 and CP1250 */
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(utf8_ok(str_of(bad[i])));
    static const char *const good[] = { "Šabac", "Шабац",  "Shkodër\r\n\tâ", "țară",   "€",
                                        "😀",     "\u00a0", "\u2028",         "\ufffd", "" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(utf8_ok(str_of(good[i])));
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (int32_t c = 1; c <= 0x10ffff; c++) {
        if (c >= 0xd800 && c < 0xe000) continue;
        char out[5];
        utf8_put(c, out);
        str s = str_of(out);
        size_t len;
        assert_int_equal(decode((const unsigned char *)out, s.n, &len), c);
        assert_int_equal(utf8_count(s), 1);
        assert_int_equal(utf8_next(&s), c);
        assert_int_equal(utf8_next(&s), -1);
    }
    char out[5];
    assert_dies(utf8_put(0xd800, out), "expected");
    assert_dies(utf8_put(0x110000, out), "expected");
    assert_dies(utf8_put(-1, out), "expected");
    assert_int_equal(utf8_count(STR("Шабац €")), 7);
}

static void folds_to_one_key(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const char *const same[][6] = {
        { "sabac", "Šabac", "Шабац", "SABAC", "S\u030cabac", "  šaBAC\t" },
        { "djordje", "Đorđe", "Ђорђе", "Djordje", "ĐORĐE", "ЂОРЂЕ" },
        { "skopje", "Скопје", "Skopje", "SKOPJE", "СКОПЈЕ", "Sko\u00adpje" },
        { "gjorgji", "Ѓорѓи", "Gjorgji", "Ǵorǵi", "Г\u0301орг\u0301и", "G\u0301org\u0301i" },
        { "kjosev", "Ќосев", "Kjosev", "Ḱosev", "К\u0301осев", "K\u0301osev" },
        { "ljubljana", "Љубљана", "Ljubljana", "Ǉubǉana", "ЉУБЉАНА", "LJUBLJANA" },
        { "novi sad", "Нови Сад", "Novi\u00a0Sad", "Novi  Sad ", "NOVI\nSAD", "Novi\u2009Sad" },
        { "cacak", "Čačak", "Чачак", "Cacak", "ČAČAK", "Ćaćak" },
        { "dzemat", "Џемат", "Džemat", "ǅemat", "DŽEMAT", "Ѕемат" },
        { "shkoder", "Shkodër", "SHKODËR", "Shkode\u0308r", "shkoder", "Shkodër\u200b" },
        { "cerkez", "Çerkez", "ÇERKEZ", "Čerkez", "cerkez", "C\u0327erkez" },
        { "tintar", "Țînțar", "Ţînţar", "ȚÎNȚAR", "Tintar", "T\u0326i\u0302nt\u0326ar" },
        { "istanbul", "İstanbul", "Istanbul", "ıstanbul", "ISTANBUL", "İSTANBUL" },
        { "sofija", "София", "СОФИЯ", "Sofija", "Софи\u044f", "Софија" },
        { "stajkov", "Щайков", "Щаи\u0306ков", "Štajkov", "ЩАЙКОВ", "stajkov" },
        { "d'artagnan", "d\u2019Artagnan", "D'Artagnan", "d\u2018artagnan", "D\u02bcArtagnan",
          "d'artagnan" },
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        for (size_t k = 0; k < 6; k++) assert_string_equal(utf8_fold(a, same[i][k]), same[i][0]);
    assert_string_equal(utf8_fold(a, "Łódź Brüßel Œuvre Kočo-Рацин"),
                        "lodz brussel oeuvre koco-racin");
    assert_string_equal(utf8_fold(a, "Αθήνα 東京"), "Αθήνα 東京"); /* other scripts stay */
    assert_string_equal(utf8_fold(a, ""), "");
    assert_string_equal(utf8_fold(a, " \u00a0\u0301 "), "");
    assert_null(utf8_fold(a, NULL));
    arena_free(a);
}

/* A key folds to itself, is good text and is never longer: checked on every letter there is. */
static void a_key_is_stable(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (int32_t c = 1; c <= 0x2fff; c++) {
        char z[16];
        utf8_put(c, z);
        size_t n = strlen(z);
        utf8_put(c, z + n); /* twice, so that there is something before and after */
        struct arena_mark m = arena_mark(a);
        char *once = utf8_fold(a, z), *twice = utf8_fold(a, once);
        assert_string_equal(once, twice);
        assert_true(strlen(once) <= strlen(z));
        if (c >= 32 && (c < 127 || c >= 160)) assert_true(utf8_ok(str_of(once)));
        if (c >= 0x400 && c <= 0x45f)
            for (const char *p = once; *p; p++) assert_true(*p >= 'a' && *p <= 'z');
        arena_rewind(a, m);
    }
    arena_free(a);
}

/* A name is one line of what can be seen. */
static void a_name_is_one_line(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const struct {
        const char *in, *out;
    } v[] = {
        { NULL, "" },
        { "", "" },
        { " \t\u00a0\u3000 ", "" },
        { "  Novi \r\n Sad\t", "Novi Sad" },
        { "Novi\u2028Sad\u2003", "Novi Sad" },
        { "CN\u200bVOS\u200e", "CNVOS" },
        { "\u202eSOVNC\u202c", "SOVNC" },
        { "Шаба\u043c \u2066\u2069 Čačak", "Шабам Čačak" },
        { "\u06a9\u0631\u0645\u200c\u0627",
          "\u06a9\u0631\u0645\u200c\u0627" }, /* the joiner stays */
        { "\x7f\x01 a", "a" },
        { "a\xff", "" },
        { "a\xc2\x85", "" }, /* control characters of two bytes are no text */
    };
    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        assert_string_equal(utf8_line(a, v[i].in), v[i].out);
    arena_free(a);
}

TESTS(base_utf8, cmocka_unit_test(agrees_with_the_slow_decoder),
      cmocka_unit_test(sees_one_bad_byte_anywhere), cmocka_unit_test(refuses_the_known_tricks),
      cmocka_unit_test(every_code_point_comes_back), cmocka_unit_test(folds_to_one_key),
      cmocka_unit_test(a_key_is_stable), cmocka_unit_test(a_name_is_one_line));
