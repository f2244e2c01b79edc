/* SPDX-License-Identifier: EUPL-1.2 */
/* json_test.c — JSON is read back by jansson, which did not write it; CSV is compared byte by byte.
 */
#include "base/json.h"

#include "base/row.h"
#include "tests/dies.h"
#include "tests/t.h"

#include <jansson.h>

static void writes_in_the_order_told(void **state)
{
    (void)state;
    struct buf b;
    struct json j;
    buf_init(&b, 4096);
    json_init(&j, &b);
    json_open(&j, NULL, '{');
    json_int(&j, "z", INT64_MIN);
    json_open(&j, "list", '[');
    json_bool(&j, NULL, true);
    json_bool(&j, NULL, false);
    json_text(&j, NULL, NULL);
    json_open(&j, NULL, '{');
    json_close(&j, '}');
    json_open(&j, NULL, '[');
    json_close(&j, ']');
    json_close(&j, ']');
    json_money(&j, "cost", money_of(-5, "MKD"));
    json_money(&j, "none", (money){ 0 });
    json_date(&j, "day", date_make(2007, 3, 31));
    json_date(&j, "no_day", DATE_NONE);
    json_stamp(&j, "at", 1175328900);
    json_stamp(&j, "never", 0);
    json_text(&j, "t", NULL);
    json_raw(&j, "raw", STR("[1,2]"));
    json_text(&j, "a", "");
    json_close(&j, '}');
    assert_string_equal(b.p,
                        "{\"z\":-9223372036854775808,\"list\":[true,false,null,{},[]],"
                        "\"cost\":{\"amount\":\"-0.05\",\"currency\":\"MKD\"},\"none\":null,"
                        "\"day\":\"2007-03-31\",\"no_day\":null,\"at\":\"2007-03-31T08:15:00Z\","
                        "\"never\":null,\"t\":null,\"raw\":[1,2],\"a\":\"\"}");
    buf_done(&b);
}

static void escapes_what_must_be(void **state)
{
    (void)state;
    struct buf b;
    struct json j;
    char all[400];
    size_t n = 0;
    for (int c = 1; c < 128; c++) all[n++] = (char)c;
    snprintf(all + n, sizeof all - n, "\"\"\\\\Шабац €😀\\");
    buf_init(&b, 4096);
    json_init(&j, &b);
    json_open(&j, NULL, '{');
    json_text(&j, all, all); /* keys are escaped as well */
    json_close(&j, '}');
    json_error_t error;
    json_t *read = json_loads(b.p, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(read);
    assert_string_equal(json_string_value(json_object_get(read, all)), all);
    json_decref(read);
    buf_done(&b);
}

static void depth_has_an_end(void **state)
{
    (void)state;
    struct buf b;
    struct json j;
    buf_init(&b, 4096);
    json_init(&j, &b);
    for (int i = 0; i < 31; i++) json_open(&j, NULL, '[');
    assert_dies(json_open(&j, NULL, '['), "DEEPEST");
    for (int i = 0; i < 31; i++) json_close(&j, ']');
    assert_dies(json_close(&j, ']'), "depth > 0");
    assert_dies(json_open(&j, NULL, '('), "bracket");
    buf_done(&b);
}

struct line {
    int64_t id;
    const char *note;
    int64_t late;
    date day;
    stamp at;
    month of;
    money cost;
    money total;
    int64_t pct, units, rate;
    const char *key;
};
#define AT(field) offsetof(struct line, field)
static const struct row_field fields[] = {
    { "id", FIELD_INT, AT(id), false },       { "note", FIELD_TEXT, AT(note), false },
    { "late", FIELD_FLAG, AT(late), false },  { "day", FIELD_DATE, AT(day), false },
    { "at", FIELD_STAMP, AT(at), false },     { "of", FIELD_MONTH, AT(of), false },
    { "key", FIELD_TEXT, AT(key), true },     { "cost", FIELD_MONEY, AT(cost), false },
    { "total", FIELD_EUR, AT(total), false }, { "pct", FIELD_E2, AT(pct), false },
    { "units", FIELD_E3, AT(units), false },  { "rate", FIELD_E6, AT(rate), false },
};
static const struct row_meta meta = { "line", sizeof(struct line), sizeof fields / sizeof *fields,
                                      fields };

static struct line full(void)
{
    return (struct line){ 7,
                          "a, \"b\"",
                          1,
                          date_make(2007, 3, 31),
                          1175328900,
                          month_make(2007, 3),
                          money_of(-6150000, "MKD"),
                          eur(-100008),
                          -1234,
                          1500,
                          61495000,
                          "secret" };
}

static struct line empty(void) { return (struct line){ .day = DATE_NONE, .pct = INT64_MIN }; }

static void rows_become_json(void **state)
{
    (void)state;
    struct buf b;
    struct json j;
    struct line rows[] = { full(), empty() };
    buf_init(&b, 4096);
    json_init(&j, &b);
    rows_json(&j, NULL, &meta, rows, 2);
    assert_string_equal(
        b.p, "[{\"id\":7,\"note\":\"a, \\\"b\\\"\",\"late\":true,\"day\":\"2007-03-31\","
             "\"at\":\"2007-03-31T08:15:00Z\",\"of\":\"2007-03\","
             "\"cost\":{\"amount\":\"-61500.00\",\"currency\":\"MKD\"},\"total\":\"-1000.08\","
             "\"pct\":\"-12.34\",\"units\":\"1.5\",\"rate\":\"61.4950\"},"
             "{\"id\":0,\"note\":null,\"late\":false,\"day\":null,\"at\":null,\"of\":null,"
             "\"cost\":null,\"total\":\"0.00\",\"pct\":null,\"units\":\"0\",\"rate\":\"0.0000\"}]");
    buf_done(&b);
}

static void rows_become_csv(void **state)
{
    (void)state;
    struct buf b;
    struct line a = full(), e = empty();
    struct arena *arena = arena_new();
    buf_init(&b, 4096);
    row_csv_head(&b, &meta);
    row_csv(&b, &meta, &a);
    row_csv(&b, &meta, &e);
    assert_string_equal(b.p, "id,note,late,day,at,of,cost,cost_currency,total,pct,units,rate\n"
                             "7,\"a, \"\"b\"\"\",yes,2007-03-31,2007-03-31T08:15:00Z,2007-03,"
                             "-61500.00,MKD,-1000.08,-12.34,1.5,61.4950\n"
                             "0,,no,,,,,,0.00,,0,0.0000\n");
    assert_string_equal(row_text(&meta, 1, &a, arena), "a, \"b\"");
    assert_string_equal(row_text(&meta, 7, &a, arena), "-61500.00");
    assert_string_equal(row_text(&meta, 9, &e, arena), "");
    arena_free(arena);
    buf_done(&b);
}

/* No spreadsheet may run what a person typed. */
static void csv_cells_are_harmless(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "=1+1", "'=1+1" },
        { "+389 2", "'+389 2" },
        { "-5", "'-5" },
        { "@x", "'@x" },
        { "\tx", "'\tx" },
        { "=A1,\"b\"", "\"'=A1,\"\"b\"\"\"" },
        { "two\nlines", "\"two\nlines\"" },
        { "\"", "\"\"\"\"" },
        { " x", "\" x\"" },
        { "x ", "\"x \"" },
        { "a=b", "a=b" },
        { "\r=1", "\"'\r=1\"" },
        { "Шабац", "Шабац" },
        { "", "" },
    };
    static const struct row_field one = { "t", FIELD_TEXT, 0, false };
    static const struct row_meta m = { "one", sizeof(char *), 1, &one };
    struct buf b;
    buf_init(&b, 4096);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&b);
        row_csv(&b, &m, &cases[i][0]);
        assert_int_equal(b.p[b.n - 1], '\n');
        b.p[b.n - 1] = '\0';
        assert_string_equal(b.p, cases[i][1]);
    }
    buf_done(&b);
}

TESTS(base_json, cmocka_unit_test(writes_in_the_order_told), cmocka_unit_test(escapes_what_must_be),
      cmocka_unit_test(depth_has_an_end), cmocka_unit_test(rows_become_json),
      cmocka_unit_test(rows_become_csv), cmocka_unit_test(csv_cells_are_harmless));
