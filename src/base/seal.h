/* SPDX-License-Identifier: EUPL-1.2 */
/* seal.h — bytes that only who has the key can read or make (libsodium's secretbox), and keys that
 * live in a file of their own.
 */
#ifndef KOLO_BASE_SEAL_H
#define KOLO_BASE_SEAL_H

#include "base/cx.h"

enum { SEAL_KEY = 32, SEAL_MORE = 40 };

/** seal(cx, key, plain): SEAL_MORE bytes longer than ${plain}; never the same twice. */
str seal(struct cx *cx, const unsigned char key[SEAL_KEY], str plain);
/** unseal(cx, key, sealed, plain): false: another key, or not what was sealed. */
bool unseal(struct cx *cx, const unsigned char key[SEAL_KEY], str sealed, str *plain) MUST_USE;
/** seal_derive(secret, what, key): a key for one thing out of a secret for many. */
void seal_derive(const unsigned char secret[SEAL_KEY], str what, unsigned char key[SEAL_KEY]);
/** seal_key_file(path, make, key): reads 32 bytes; ${make}: writes a new file of them, for its
 * owner alone, where there is none. False with errno: it cannot be; errno 0: the file is not such
 * a key. */
bool seal_key_file(const char *path, bool make, unsigned char key[SEAL_KEY]) MUST_USE;
/** seal_forget(p, n): overwritten, whatever the compiler thinks of it. */
void seal_forget(void *p, size_t n);

#endif
