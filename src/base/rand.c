/* SPDX-License-Identifier: EUPL-1.2 */
/* rand.c — libsodium behind a few words. Nothing here is our own cryptography; the seeded generator
 * is not any. */
#include "base/rand.h"

#include "base/log.h"

#include <sodium.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct sha256),
               "struct sha256 is too small");

static void ready(void)
{
    static _Atomic bool done;
    if (done) return;
    if (sodium_init() < 0) BUG("libsodium found no source of randomness");
    done = true;
}

void rand_bytes(void *p, size_t n)
{
    ready();
    randombytes_buf(p, n);
}

void rand_token(char out[44])
{
    unsigned char secret[32];
    rand_bytes(secret, sizeof secret);
    sodium_bin2base64(out, 44, secret, sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(secret, sizeof secret);
}

void sha256_hex(str s, char out[HEX32])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)s.p, s.n);
    sodium_bin2hex(out, HEX32, digest, sizeof digest);
}

void hmac_hex(const unsigned char key[32], str s, char out[HEX32])
{
    unsigned char digest[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256(digest, (const unsigned char *)s.p, s.n, key);
    sodium_bin2hex(out, HEX32, digest, sizeof digest);
}

/* The state is copied out and in: a byte array is not aligned for the library's struct, and 104
 * bytes cost nothing beside a chunk of a document. */
void sha256_init(struct sha256 *h)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    memcpy(h->state, &state, sizeof state);
}

void sha256_add(struct sha256 *h, const void *p, size_t n)
{
    crypto_hash_sha256_state state;
    memcpy(&state, h->state, sizeof state);
    crypto_hash_sha256_update(&state, p, n);
    memcpy(h->state, &state, sizeof state);
}

void sha256_end(struct sha256 *h, char out[HEX32])
{
    crypto_hash_sha256_state state;
    unsigned char digest[crypto_hash_sha256_BYTES];
    memcpy(&state, h->state, sizeof state);
    crypto_hash_sha256_final(&state, digest);
    sodium_bin2hex(out, HEX32, digest, sizeof digest);
}

bool same_secret(const char *a, const char *b)
{
    if (!a || !b) return false;
    size_t n = strlen(a);
    return n == strlen(b) && sodium_memcmp(a, b, n) == 0;
}

uint64_t seeded_next(struct seeded *r)
{
    uint64_t z = r->s += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

int64_t seeded_below(struct seeded *r, int64_t n)
{
    __extension__ typedef unsigned __int128 uint128;
    MUST(n > 0);
    return (int64_t)(((uint128)seeded_next(r) * (uint128)n) >> 64);
}
