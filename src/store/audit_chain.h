/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_chain.h — how one entry's hash comes from the one before: for audit.c, which appends, and
 * audit_verify.c, which walks.
 */
#ifndef KOLO_STORE_AUDIT_CHAIN_H
#define KOLO_STORE_AUDIT_CHAIN_H

#include "base/rand.h"
#include "store/audit_sql.h"

/** audit_chain_begin(hash, prev): ${hash} becomes ${prev}, cut or filled to 64 characters. */
void audit_chain_begin(char hash[HEX32], const char *prev);
/** audit_chain_add(hash, e): ${hash}, that of the entry before, becomes that of ${e}. */
void audit_chain_add(char hash[HEX32], const struct audit_insert_in *e);
/** audit_chain_row(prev, seq, e, out): the hash ${e} would have as number ${seq} after ${prev}. */
void audit_chain_row(const char *prev, int64_t seq, const struct audit_walk_row *e,
                     char out[HEX32]);

#endif
