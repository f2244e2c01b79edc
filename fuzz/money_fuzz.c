/* SPDX-License-Identifier: EUPL-1.2 */
/* money_fuzz.c — amounts as anybody may type them. Not only must nothing crash: what is read must
 * be written and read back the same, both readers must agree where both read, and every conversion
 * and split of it must keep its promise.
 */
#include "base/money.h"

#include "base/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

__extension__ typedef __int128 wide;

/* comes_back: the plain text of ${v} is read as ${v}, by each of the readers. */
static void comes_back(int64_t v)
{
    char text[MONEY_TEXT];
    int64_t back;
    MUST(v <= MONEY_MAX && v >= -MONEY_MAX);
    MUST(minor_parse(str_of(minor_text(v, text)), &back) && back == v);
    MUST(minor_parse_form(str_of(text), '.', &back) && back == v);
    *strchr(text, '.') = ',';
    MUST(minor_parse_form(str_of(text), ',', &back) && back == v);
    MUST(!minor_parse_form(str_of(text), '.', &back) && !minor_parse(str_of(text), &back));
}

/* digits_of: the digits of ${s} as one number, which is what any reading of it is made of. */
static wide digits_of(str s, int *n)
{
    wide v = 0;
    *n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9' && ++*n < 30) v = v * 10 + (s.p[i] - '0');
    return v;
}

static void same_digits(str s, int64_t v)
{
    int n;
    wide all = digits_of(s, &n), size = v < 0 ? -(wide)v : v;
    MUST(n > 0 && (n >= 30 || size == all || size == all * 10 || size == all * 100));
}

static void convert(int64_t v, int64_t sum, int32_t n)
{
    if (sum <= 0 || n <= 0) return;
    /* What does not fit ends the process, which is right, but not what is looked for. */
    wide num = (wide)v * n * 1000000;
    if (num / sum > INT64_MAX / 2 || num / sum < -INT64_MAX / 2) return;
    int64_t cents = rate_to_eur(money_of(v, "MKD"), (struct rate){ sum, n }).minor;
    wide off = (num - (wide)cents * sum) * 2;
    MUST(off <= sum && off >= -(wide)sum);
    MUST(off != sum || num < 0);
    MUST(off != -(wide)sum || num > 0);
}

static void split(int64_t v, const uint8_t *data, size_t size)
{
    int64_t weights[40], all = 0, sum = 0;
    money parts[40];
    size_t n = size < 40 ? size : 40;
    for (size_t i = 0; i < n; i++) all += weights[i] = data[i];
    if (all == 0) return;
    money_split(money_of(v, "ALL"), weights, n, parts);
    for (size_t i = 0; i < n; i++) {
        sum += parts[i].minor;
        wide off = (wide)parts[i].minor * all - (wide)v * weights[i];
        MUST(off < all && off > -(wide)all);
    }
    MUST(sum == v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) return 0;
    int digits = data[0] % 10;
    str s = { (const char *)data + 1, size - 1 };
    int64_t plain, point, comma, scaled;
    char text[MONEY_TEXT];
    bool is_plain = minor_parse(s, &plain);
    bool is_point = minor_parse_form(s, '.', &point);
    bool is_comma = minor_parse_form(s, ',', &comma);
    if (is_plain) {
        MUST(is_point ? point == plain
                      : s.n > 19); /* rows of leading zeros only one reader takes */
        same_digits(s, plain);
        comes_back(plain);
        split(plain, data, size);
        convert(plain, INT64_C(61495000) + data[0], 1 + digits);
    }
    if (is_point) same_digits(s, point), comes_back(point);
    if (is_comma) same_digits(s, comma), comes_back(comma);
    if (scaled_parse(s, digits, &scaled)) {
        int64_t back;
        MUST(scaled >= 0);
        MUST(scaled_parse(str_of(scaled_text(scaled, digits, 0, text)), digits, &back));
        MUST(back == scaled);
        convert(MONEY_MAX - scaled % MONEY_MAX, scaled, 1 + data[0] % 12);
    }
    return 0;
}
