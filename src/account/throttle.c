/* SPDX-License-Identifier: EUPL-1.2 */
/* throttle.c — counting attempts to sign in. It does not ask whether an account exists: an unknown
 * one is counted like any other, or the counting would tell.
 */
#include "account/throttle.h"

#include "account/throttle_sql.h"
#include "i18n/i18n.h"
#include "store/db.h"

#include <arpa/inet.h>
#include <string.h>

enum { WINDOW = 3600, FIRST_WAIT = 15, LONGEST_WAIT = 900, KEPT = 86400 };
enum { FREE_OF_ACCOUNT = 5, FREE_OF_ADDRESS = 20 };

const char *throttle_subject(struct cx *cx, const char *address)
{
    static const unsigned char v4_in_v6[12] = { [10] = 0xff, [11] = 0xff };
    unsigned char in[16];
    if (inet_pton(AF_INET6, address, in) != 1)
        return arena_printf(cx->arena, "address:%s", address);
    if (memcmp(in, v4_in_v6, sizeof v4_in_v6) == 0)
        return arena_printf(cx->arena, "address:%u.%u.%u.%u", in[12], in[13], in[14], in[15]);
    return arena_printf(cx->arena, "address:%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", in[0], in[1],
                        in[2], in[3], in[4], in[5], in[6], in[7]);
}

/* Seconds still to wait after ${n} attempts, the last of them ${ago} seconds ago. */
static int64_t wait_left(int64_t n, int64_t free, int64_t ago)
{
    if (n < free) return 0;
    int64_t wait = FIRST_WAIT;
    for (int64_t i = free; i < n && wait < LONGEST_WAIT; i++) wait *= 2;
    if (wait > LONGEST_WAIT) wait = LONGEST_WAIT;
    return wait > ago ? wait - ago : 0;
}

static enum rc come_back(struct cx *cx, int64_t wait)
{
    if (wait < 60)
        return refuse(cx, RC_BUSY,
                      T_N(wait, "Too many attempts. Try again in %d second.",
                          "Too many attempts. Try again in %d seconds."),
                      (int)wait);
    int minutes = (int)((wait + 59) / 60);
    return refuse(cx, RC_BUSY,
                  T_N(minutes, "Too many attempts. Try again in %d minute.",
                      "Too many attempts. Try again in %d minutes."),
                  minutes);
}

static enum rc note(struct cx *cx, struct attempt *a)
{
    struct throttle_count_rows had;
    enum rc rc = throttle_count(cx, a->account, a->address, cx->now - WINDOW, &had);
    if (rc) return rc;
    for (size_t i = 0; i < had.n; i++) {
        bool whole = z_eq(had.v[i].subject, a->account);
        int64_t left = wait_left(had.v[i].n, whole ? FREE_OF_ACCOUNT : FREE_OF_ADDRESS,
                                 cx->now - had.v[i].last_at);
        if (left > a->wait) a->wait = left;
    }
    if (a->wait) return come_back(cx, a->wait);
    rc = throttle_insert(cx, a->account, cx->now, NULL);
    if (!rc) rc = throttle_insert(cx, a->address, cx->now, &a->by_address);
    return rc;
}

enum rc throttle_enter(struct cx *cx, const char *email_key, const char *address,
                       struct attempt *out)
{
    struct throttle_known_row known;
    *out = (struct attempt){ .account = arena_printf(cx->arena, "account:%s", email_key),
                             .address = throttle_subject(cx, address) };
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = throttle_known(cx, email_key, address, &known);
    if (!rc && known.n)
        out->account = arena_printf(cx->arena, "account:%s from %s", email_key, address);
    return db_end(cx, rc ? rc : note(cx, out));
}

enum rc throttle_forgive(struct cx *cx, const struct attempt *a)
{
    return throttle_forget(cx, a->account, a->by_address);
}

enum rc throttle_sweep_old(struct cx *cx) { return throttle_sweep(cx, cx->now - KEPT); }
