/* SPDX-License-Identifier: EUPL-1.2 */
/* clock.c — the time, or the time that a demo or a test has fixed. It knows no zones: readers have
 * them, data has not. */
#include "base/clock.h"

#include "base/log.h"

#include <stdatomic.h>

static _Atomic int64_t fixed;    /* 0: the real clock */
static _Atomic int64_t ahead;    /* added to the real clock */
static atomic_bool env_was_read; /* two threads reading it at once read the same */

static void read_env(void)
{
    atomic_store(&env_was_read, true); /* first, so that BUG below can log a time */
    const char *z = getenv("KOLO_NOW");
    if (!z || !*z) return;
    stamp s;
    if (!stamp_iso(str_of(z), &s)) BUG("KOLO_NOW is not a time like 2007-10-05T09:00:00Z");
    atomic_store(&fixed, s);
}

stamp clock_now(void)
{
    if (!atomic_load(&env_was_read)) read_env();
    stamp s = atomic_load(&fixed);
    if (s) return s;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec + atomic_load(&ahead);
}

void clock_run_from(stamp begin)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    atomic_store(&ahead, begin - t.tv_sec);
}

void clock_fix(stamp now)
{
    atomic_store(&env_was_read, true);
    atomic_store(&fixed, now);
}

int64_t clock_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}
