/* SPDX-License-Identifier: EUPL-1.2 */
/* rand_test.c — published vectors of SHA-256 and HMAC, and that secrets differ. */
#include "base/rand.h"

#include "tests/dies.h"
#include "tests/t.h"

/* FIPS 180-2, appendix B. */
static void hashes_as_published(void **state)
{
    (void)state;
    char out[HEX32];
    sha256_hex(STR("abc"), out);
    assert_string_equal(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex((str){ NULL, 0 }, out);
    assert_string_equal(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    struct sha256 h;
    sha256_init(&h);
    for (int i = 0; i < 1000; i++) { /* a million times "a", in pieces that do not fit blocks */
        char piece[1000];
        memset(piece, 'a', sizeof piece);
        sha256_add(&h, piece, 333);
        sha256_add(&h, piece, 667);
    }
    sha256_end(&h, out);
    assert_string_equal(out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* RFC 4231 has no 32-byte key; test case 1 has 20 bytes, and HMAC pads with zeros. */
static void signs_as_published(void **state)
{
    (void)state;
    unsigned char key[32] = { 0 };
    char out[HEX32], other[HEX32];
    memset(key, 0x0b, 20);
    hmac_hex(key, STR("Hi There"), out);
    assert_string_equal(out, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    key[31] = 1;
    hmac_hex(key, STR("Hi There"), other);
    assert_string_not_equal(out, other);
}

static void tokens_are_safe_in_links(void **state)
{
    (void)state;
    char a[44], b[44];
    for (int i = 0; i < 200; i++) {
        rand_token(a);
        rand_token(b);
        assert_string_not_equal(a, b);
        assert_int_equal(strlen(a), 43);
        assert_int_equal(
            strspn(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
    }
    unsigned char bytes[64] = { 0 };
    rand_bytes(bytes, 32);
    unsigned seen = 0;
    for (size_t i = 0; i < 64; i++) {
        if (i < 32)
            seen |= bytes[i];
        else
            assert_int_equal(bytes[i], 0); /* no more than asked for */
    }
    assert_int_not_equal(seen, 0);
}

static void secrets_are_compared_whole(void **state)
{
    (void)state;
    assert_true(same_secret("abc", "abc"));
    assert_false(same_secret("abc", "abd"));
    assert_false(same_secret("abc", "abcd"));
    assert_false(same_secret("", "a"));
    assert_true(same_secret("", ""));
    assert_false(same_secret(NULL, NULL)); /* no secret is nobody's */
    assert_false(same_secret("a", NULL));
}

/* The first values of splitmix64 from 1234567, as its author's reference program prints them. */
static void the_seeded_generator_repeats(void **state)
{
    (void)state;
    struct seeded r = { 1234567 };
    assert_true(seeded_next(&r) == UINT64_C(6457827717110365317));
    assert_true(seeded_next(&r) == UINT64_C(3203168211198807973));
    int64_t count[7] = { 0 };
    for (int i = 0; i < 70000; i++) {
        int64_t v = seeded_below(&r, 7);
        assert_true(v >= 0 && v < 7);
        count[v]++;
    }
    for (int i = 0; i < 7; i++) assert_in_range(count[i], 9500, 10500);
    for (int i = 0; i < 1000; i++) assert_true(seeded_below(&r, INT64_MAX) >= 0);
    assert_int_equal(seeded_below(&r, 1), 0);
    assert_dies(seeded_below(&r, 0), "n > 0");
}

TESTS(base_rand, cmocka_unit_test(hashes_as_published), cmocka_unit_test(signs_as_published),
      cmocka_unit_test(tokens_are_safe_in_links), cmocka_unit_test(secrets_are_compared_whole),
      cmocka_unit_test(the_seeded_generator_repeats));
