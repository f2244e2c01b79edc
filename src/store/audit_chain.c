/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_chain.c — one link of the chain. What is hashed is said in audit.h, so that anybody can
 * check a chain without this program; it must never change.
 */
#include "store/audit_chain.h"

#include <stdio.h>
#include <string.h>

void audit_chain_begin(char hash[HEX32], const char *prev)
{
    memset(hash, 0, HEX32);
    snprintf(hash, HEX32, "%s", prev);
}

void audit_chain_row(const char *prev, int64_t seq, const struct audit_walk_row *e, char out[HEX32])
{
    char number[24];
    struct sha256 h;
    snprintf(number, sizeof number, "%lld", (long long)seq);
    const char *const fields[] = { prev,          number,    e->at,          e->actor_id,
                                   e->actor,      e->action, e->object_type, e->object_id,
                                   e->project_id, e->before, e->after,       e->request };
    sha256_init(&h);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (i) sha256_add(&h, "\n", 1);
        sha256_add(&h, fields[i], strlen(fields[i]));
    }
    sha256_end(&h, out);
}

void audit_chain_add(char hash[HEX32], const struct audit_insert_in *e)
{
    char at[STAMP_TEXT], actor_id[24], object_id[24], project_id[24], prev[HEX32];
    snprintf(actor_id, sizeof actor_id, "%lld", (long long)e->actor_id);
    snprintf(object_id, sizeof object_id, "%lld", (long long)e->object_id);
    snprintf(project_id, sizeof project_id, "%lld", (long long)e->project_id);
    const struct audit_walk_row row = {
        .at = stamp_text(e->at, at),
        .actor_id = actor_id,
        .actor = e->actor,
        .action = e->action,
        .object_type = e->object_type,
        .object_id = object_id,
        .project_id = project_id,
        .before = e->before ? e->before : "",
        .after = e->after ? e->after : "",
        .request = e->request,
    };
    memcpy(prev, hash, HEX32);
    audit_chain_row(prev, e->seq, &row, hash);
}
