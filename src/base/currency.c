/* SPDX-License-Identifier: EUPL-1.2 */
/* currency.c — the currencies of the networks and donors Kolo serves, and when each was money.
 *
 * Sources. Codes and numbers: ISO 4217 as in Debian's iso-codes 4.15. First days: CLDR 42
 * supplemental data (currencyData), read through ICU 72. Ends: Council Regulation (EU) 2022/1208
 * fixes 1 EUR = 7.53450 HRK from 2023-01-01; the Council's acts of 8 July 2025 fix 1 EUR = 1.95583
 * BGN from 2026-01-01. Neither rate may be rounded or inverted. Decimals are two for all (ISO 4217)
 * and never taken from locale data, where the lek has none and the dinar had none. Exchange rates
 * of a month are not here: finance keeps them, with where they came from.
 */
#include "base/money.h"

/* DAY: date_make for a table; the test compares the two. */
#define MARCH_YEAR(y, m) ((y) - ((m) <= 2))
#define MARCH_DAY(m, d) ((153 * ((m) + ((m) > 2 ? -3 : 9)) + 2) / 5 + (d)-1)
#define YEAR_DAYS(y) ((y)*365 + (y) / 4 - (y) / 100 + (y) / 400)
#define DAY(y, m, d) (YEAR_DAYS(MARCH_YEAR(y, m)) + MARCH_DAY(m, d) - 719468)
#define STILL INT32_MIN
#define ALWAYS DAY(1900, 1, 1) /* older than any date Kolo knows */

static const struct currency table[] = {
    { "EUR", 978, { DAY(1999, 1, 1) }, { STILL }, 0, "Euro" },
    { "MKD", 807, { DAY(1993, 5, 20) }, { STILL }, 0, "Macedonian denar" },
    { "ALL", 8, { DAY(1965, 8, 16) }, { STILL }, 0, "Albanian lek" },
    /* The code is of 2006-10-25; the same dinar ran before, at par, as CSD. Receipts of that time
       are booked as RSD. */
    { "RSD", 941, { DAY(2002, 5, 15) }, { STILL }, 0, "Serbian dinar" },
    { "BAM", 977, { DAY(1995, 1, 1) }, { STILL }, 0, "Bosnia-Herzegovina convertible mark" },
    { "BGN", 975, { DAY(1999, 7, 5) }, { DAY(2025, 12, 31) }, 1955830, "Bulgarian lev" },
    { "HRK", 191, { DAY(1994, 5, 30) }, { DAY(2022, 12, 31) }, 7534500, "Croatian kuna" },
    { "RON", 946, { DAY(2005, 7, 1) }, { STILL }, 0, "Romanian leu" },
    { "TRY", 949, { DAY(2005, 1, 1) }, { STILL }, 0, "Turkish lira" },
    { "CHF", 756, { ALWAYS }, { STILL }, 0, "Swiss franc" },
    { "GBP", 826, { ALWAYS }, { STILL }, 0, "Pound sterling" },
    { "USD", 840, { ALWAYS }, { STILL }, 0, "US dollar" },
};

const struct currency *currency_at(size_t i)
{
    return i < sizeof table / sizeof *table ? &table[i] : NULL;
}

const struct currency *currency_find(const char *code)
{
    if (!code || strlen(code) != 3) return NULL;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (memcmp(table[i].code, code, 3) == 0) return &table[i];
    return NULL;
}

bool currency_valid_on(const struct currency *c, date d)
{
    if (!date_given(d) || date_cmp(d, c->from) < 0) return false;
    return !date_given(c->until) || date_cmp(d, c->until) <= 0;
}
