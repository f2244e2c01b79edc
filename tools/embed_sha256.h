/* SPDX-License-Identifier: EUPL-1.2 */
/* embed_sha256.h — SHA-256 for the fingerprints of embedded files; the program itself has
 * libsodium. */
#ifndef KOLO_TOOLS_EMBED_SHA256_H
#define KOLO_TOOLS_EMBED_SHA256_H

#include <stddef.h>

void embed_sha256(const void *p, size_t n, unsigned char out[32]);

#endif
