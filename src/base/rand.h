/* SPDX-License-Identifier: EUPL-1.2 */
/* rand.h — secrets and digests (libsodium), and a seeded generator for demo data and property
 * tests. */
#ifndef KOLO_BASE_RAND_H
#define KOLO_BASE_RAND_H

#include "base/str.h"

#define HEX32 65 /* 32 bytes as hex and NUL */

void rand_bytes(void *p, size_t n);
/** rand_token(out): 32 random bytes as 43 characters of URL-safe base64 and NUL. */
void rand_token(char out[44]);

/** sha256_hex(s, out): lower-case hex. hmac_hex: HMAC-SHA-256 with a 32-byte key. */
void sha256_hex(str s, char out[HEX32]);
void hmac_hex(const unsigned char key[32], str s, char out[HEX32]);
/** Streaming form. */
struct sha256 {
    unsigned char state[256];
};
void sha256_init(struct sha256 *h);
void sha256_add(struct sha256 *h, const void *p, size_t n);
void sha256_end(struct sha256 *h, char out[HEX32]);
/** same_secret(a, b): equal C strings, in constant time for equal lengths. */
bool same_secret(const char *a, const char *b);

/** A small reproducible generator (splitmix64). Never for secrets. */
struct seeded {
    uint64_t s;
};
uint64_t seeded_next(struct seeded *r);
/** seeded_below(r, n): 0..n-1, n > 0. */
int64_t seeded_below(struct seeded *r, int64_t n);

#endif
