/* SPDX-License-Identifier: EUPL-1.2 */
/* sign_test.c — a signed word says what was put into it, and nothing that was changed is one. */
#include "mail/sign.h"

#include "base/rand.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <string.h>

static const char *word_of(struct cx *cx, const struct signed_word *s)
{
    const char *word = NULL;
    assert_int_equal(sign_word(cx, s, &word), RC_OK);
    return word;
}

static void goes_round(struct cx *cx)
{
    struct seeded dice = { 3 };
    for (int i = 0; i < 500; i++) {
        struct signed_word s = { .purpose = i % 2 ? "reply" : "unsubscribe" }, back;
        s.n = (size_t)seeded_below(&dice, SIGN_NUMBERS + 1);
        const int64_t most = i % 5 ? 1 << 20 : INT64_MAX;
        for (size_t k = 0; k < s.n; k++) s.number[k] = seeded_below(&dice, most);
        s.until = i % 3 ? cx->now + seeded_below(&dice, 1000) : 0;
        char *word = arena_dup(cx->arena, word_of(cx, &s));
        assert_int_equal(strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789.-"), strlen(word));
        assert_true(strlen(word) <= SIGN_MOST);
        assert_string_equal(word, word_of(cx, &s));
        for (char *p = word; i % 7 == 0 && *p; p++)
            if (*p >= 'a' && *p <= 'z') *p = (char)(*p - ('a' - 'A'));
        assert_int_equal(sign_read(cx, word, s.purpose, s.n, &back), RC_OK);
        assert_int_equal(back.n, s.n);
        assert_int_equal(back.until, s.until);
        assert_memory_equal(back.number, s.number, sizeof s.number);
        /* For another purpose, with another count, and with any character changed: none. */
        assert_int_equal(sign_read(cx, word, "position", s.n, &back), RC_MISSING);
        assert_int_equal(sign_read(cx, word, s.purpose, (s.n + 1) % (SIGN_NUMBERS + 1), &back),
                         RC_MISSING);
        const size_t at = (size_t)seeded_below(&dice, (int64_t)strlen(word));
        word[at] = word[at] == '7' ? '8' : '7';
        assert_int_equal(sign_read(cx, word, s.purpose, s.n, &back), RC_MISSING);
    }
}

static void a_word_says_what_was_signed(void **state)
{
    (void)state;
    test_on_engines(goes_round);
}

static void ends(struct cx *cx)
{
    const struct signed_word s = {
        .purpose = "reply", .number = { 7 }, .n = 1, .until = cx->now + 10
    };
    struct signed_word back;
    const char *word = word_of(cx, &s), *address = NULL;
    cx->now += 10;
    assert_int_equal(sign_read(cx, word, "reply", 1, &back), RC_OK);
    cx->now += 1;
    assert_int_equal(sign_read(cx, word, "reply", 1, &back), RC_STALE);
    assert_int_equal(back.number[0], 7);
    static const char *const none[] = { "",     "-",   ".", "-----------------------------------",
                                        "7-0-", "7-0", "é", "7-0-00000000000000000000000g" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(sign_read(cx, none[i], "reply", 1, &back), RC_MISSING);

    assert_int_equal(sign_address(cx, "Reply@kolo.example.org", &s, &address), RC_OK);
    assert_int_equal(strncmp(address, "Reply+7-", 8), 0);
    assert_string_equal(sign_word_in(cx, address, "reply@KOLO.example.org"), word);
    assert_null(sign_word_in(cx, address, "reply@kolo.example.com"));
    assert_null(sign_word_in(cx, "reply@kolo.example.org", "reply@kolo.example.org"));
    assert_null(sign_word_in(cx, "reply+@kolo.example.org", "reply@kolo.example.org"));
    assert_null(sign_word_in(cx, "", "reply@kolo.example.org"));
    test_quiet(true);
    assert_int_equal(
        sign_address(cx, "a-mailbox-with-a-rather-long-name@kolo.example.org", &s, &address),
        RC_FAIL);
    test_quiet(false);
    /* Another installation has another key. */
    test_script(cx, "UPDATE sign_key SET secret = "
                    "'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'");
    cx->now -= 11;
    assert_int_equal(sign_read(cx, word, "reply", 1, &back), RC_MISSING);
}

static void a_word_ends_and_belongs_to_one_kolo(void **state)
{
    (void)state;
    test_on_engines(ends);
}

static void blots(struct cx *cx)
{
    const struct signed_word s = { .purpose = "reply", .number = { 7, 40 }, .n = 2, .until = 99 };
    const char *word = word_of(cx, &s);
    assert_string_equal(
        sign_blot(cx, arena_printf(cx->arena, "See https://k.org/i/%s. Or <a+%s@k.org>, _%s_ %s",
                                   word, word, word, word)),
        "See https://k.org/i/…. Or <a+…@k.org>, …_ …");
    assert_string_equal(sign_blot(cx, "/reset/0123456789abcdefghijABCDEFGHIJ-_01234567-_a"),
                        "/reset/…");
    static const char *const stays[] = { "",
                                         "A3.2 at 14:20, 2027-05-03",
                                         "ана@kolo.org",
                                         "/consultation/12",
                                         "deadbeefdeadbeefdeadbeef",
                                         "x-deadbeefdeadbeefdeadbeeg-1" };
    for (size_t i = 0; i < sizeof stays / sizeof *stays; i++)
        assert_string_equal(sign_blot(cx, stays[i]), stays[i]);
}

static void others_read_no_words(void **state)
{
    (void)state;
    test_on_engines(blots);
}

TESTS(sign, cmocka_unit_test(a_word_says_what_was_signed),
      cmocka_unit_test(a_word_ends_and_belongs_to_one_kolo),
      cmocka_unit_test(others_read_no_words));
