/* SPDX-License-Identifier: EUPL-1.2 */
/* collate.c — the alphabetical order of a language, by ICU. Collators are opened on first use and
 * kept for the life of the process; comparing through one is safe from any thread. Scripts are not
 * mixed: a Serbian list has its Latin names together and its Cyrillic ones together, the reader's
 * own first.
 */
#include "base/log.h"
#include "i18n/i18n.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unicode/ucol.h>

/* "sr" in Kolo is Latin script; in ICU it is Cyrillic. */
static struct {
    const char *tag, *icu;
    _Atomic(UCollator *) collator;
} orders[] = {
    { "en", "en", NULL },      { "sq", "sq", NULL },           { "mk", "mk", NULL },
    { "sr", "sr-Latn", NULL }, { "sr-Latn", "sr-Latn", NULL }, { "sr-Cyrl", "sr-Cyrl", NULL },
    { "sl", "sl", NULL },      { "hr", "hr", NULL },           { "bs", "bs", NULL },
    { "ro", "ro", NULL },      { "bg", "bg", NULL },           { "fr", "fr", NULL },
    { "nl", "nl", NULL },
};
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

/* A language that is not in the table is sorted as English, which is CLDR's root order. */
static size_t order_of(const char *tag)
{
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (z_eq(orders[i].tag, tag)) return i;
    return 0;
}

static UCollator *collator_at(size_t i)
{
    UCollator *c = atomic_load_explicit(&orders[i].collator, memory_order_acquire);
    if (c) return c;
    pthread_mutex_lock(&opening);
    c = atomic_load_explicit(&orders[i].collator, memory_order_relaxed);
    if (!c) {
        UErrorCode error = U_ZERO_ERROR;
        c = ucol_open(orders[i].icu, &error);
        MUST(U_SUCCESS(error));
        atomic_store_explicit(&orders[i].collator, c, memory_order_release);
    }
    pthread_mutex_unlock(&opening);
    return c;
}

/* Equal to the eye is not equal: bytes decide last, so that every sort has one result. */
int i18n_compare_in(const char *collation, const char *a, const char *b)
{
    UErrorCode error = U_ZERO_ERROR;
    UCollationResult r = ucol_strcollUTF8(collator_at(order_of(collation)), a, -1, b, -1, &error);
    MUST(U_SUCCESS(error));
    return r != UCOL_EQUAL ? (int)r : strcmp(a, b);
}

int i18n_compare(struct cx *cx, const char *a, const char *b)
{
    return i18n_compare_in(cx->locale ? cx->locale->tag : "en", a, b);
}
