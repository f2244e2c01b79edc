/* SPDX-License-Identifier: EUPL-1.2 */
/* date_fuzz.c — texts as dates, months and instants, and numbers as dates: what is read is written
 * byte for byte the same, neighbors are neighbors, and the parts of a day make that day again.
 */
#include "base/date.h"

#include "base/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_date(date d)
{
    int y, m, day;
    char text[DATE_TEXT], next[DATE_TEXT];
    date back;
    date_parts(d, &y, &m, &day);
    MUST(date_make(y, m, day).day == d.day);
    MUST(date_iso(str_of(date_text(d, text)), &back) && back.day == d.day);
    month in = month_of(d);
    MUST(month_year(in) == y && month_no(in) == m);
    MUST(date_cmp(month_first(in), d) <= 0 && date_cmp(month_last(in), d) >= 0);
    date last = date_make(2199, 12, 31);
    if (date_cmp(d, last) == 0) return;
    MUST(strcmp(date_text(date_add(d, 1), next), text) > 0); /* texts sort as days do */
    if (date_cmp(d, month_last(in)) == 0) MUST(month_first(in + 1).day == d.day + 1);
}

static void check_texts(str s)
{
    date d;
    month m;
    stamp at;
    char text[STAMP_TEXT];
    if (date_iso(s, &d)) {
        MUST(str_is(s, date_text(d, text)));
        check_date(d);
    }
    if (month_iso(s, &m)) MUST(str_is(s, month_text(m, text)));
    if (stamp_iso(s, &at)) {
        MUST(str_is(s, stamp_text(at, text)));
        MUST(date_iso((str){ s.p, 10 }, &d) && date_of_stamp(at).day == d.day);
        check_date(d);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_texts((str){ (const char *)data, size });
    int32_t parts[3];
    if (size < sizeof parts) return 0;
    memcpy(parts, data, sizeof parts);
    date d = date_make(parts[0], parts[1], parts[2]);
    if (date_given(d)) check_date(d);
    /* Near a day that is one, so that small numbers get somewhere too. */
    d = date_make(1900 + (parts[0] & 0x7f), (parts[1] & 15) + 1, parts[2] & 31);
    if (date_given(d)) check_date(d);
    check_date((date){ (parts[0] & 0xffff) - 20000 });
    return 0;
}
