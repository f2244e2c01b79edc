/* SPDX-License-Identifier: EUPL-1.2 */
/* form_test.c — what people write in fields, as values; the sentences; what is shown again. */
#include "web/form.h"

#include "i18n/i18n.h"
#include "web/parse.h"
#include "web/web_test.h"

#include <string.h>

struct all_form {
    const char *text, *note, *email, *secret, *kind;
    int64_t whole, id, flag, amount, units, rate, percent;
    money eur;
    date day;
    stamp at;
    month mon;
    const struct upload *file;
};
static const struct form_choice kinds[] = { { "staff", N_("Staff") },
                                            { "travel", N_("Travel") },
                                            { NULL, NULL } };
static const struct form_field all_fields[] = {
    FIELD_OF(all_form, text, FORM_TEXT, N_("Text"), .min = 2, .max = 5),
    FIELD_OF(all_form, note, FORM_LONG, N_("Note")),
    FIELD_OF(all_form, email, FORM_EMAIL, N_("E-mail")),
    FIELD_OF(all_form, secret, FORM_PASSWORD, N_("Password")),
    FIELD_OF(all_form, kind, FORM_CHOICE, N_("Kind"), .choices = kinds),
    FIELD_OF(all_form, whole, FORM_INT, N_("Whole"), .min = -5, .max = 5),
    FIELD_OF(all_form, id, FORM_ID, N_("Id")),
    FIELD_OF(all_form, flag, FORM_FLAG, N_("Flag")),
    FIELD_OF(all_form, amount, FORM_AMOUNT, N_("Amount")),
    FIELD_OF(all_form, units, FORM_UNITS, N_("Units")),
    FIELD_OF(all_form, rate, FORM_RATE, N_("Rate"), .min = 1),
    FIELD_OF(all_form, percent, FORM_PERCENT, N_("Percent"), .max = 10000),
    FIELD_OF(all_form, eur, FORM_EUR, N_("Euro"), .max = 10000000),
    FIELD_OF(all_form, day, FORM_DATE, N_("Day")),
    FIELD_OF(all_form, at, FORM_STAMP, N_("At")),
    FIELD_OF(all_form, mon, FORM_MONTH, N_("Month")),
    FIELD_OF(all_form, file, FORM_FILE, N_("File")),
};
static const struct form all_form = FORM(all_form, all_fields);

static struct cx cx;
static struct request rq;
static struct pair posted[400];

static void begin(const char *tag)
{
    try_setup();
    cx_init(&cx, try_arena());
    cx.locale = i18n_locale(tag);
    rq = (struct request){ .method = METHOD_POST, .csrf = "x", .session = "" };
    rq.fields.v = posted;
}

static void post(const char *name, const char *value)
{
    posted[rq.fields.n++] = (struct pair){ name, value };
}

/* One field posted: its struct, and the sentence or "" in *said. */
static struct all_form one(const char *tag, const char *name, const char *value, const char **said)
{
    struct all_form f;
    begin(tag);
    post(name, value);
    enum rc rc = form_read(&cx, &rq, &all_form, &f);
    *said = problem_of(&cx, name);
    assert_int_equal(rc, *said ? RC_INVALID : RC_OK);
    if (!*said) *said = "";
    return f;
}

static void empty_is_none(void **state)
{
    struct all_form f;
    (void)state;
    begin("en");
    for (size_t i = 0; i < all_form.n; i++) post(all_form.fields[i].name, "  ");
    assert_int_equal(form_read(&cx, &rq, &all_form, &f), RC_OK);
    assert_string_equal(f.secret, "  "); /* a password may be blanks */
    rq.fields.v[3].value = "";
    assert_int_equal(form_read(&cx, &rq, &all_form, &f), RC_OK);
    assert_null(f.text);
    assert_null(f.note);
    assert_null(f.kind);
    assert_null(f.secret);
    assert_null(f.file);
    assert_int_equal(f.whole + f.id + f.flag + f.amount + f.units + f.rate + f.percent, 0);
    assert_int_equal(f.eur.minor, 0);
    assert_string_equal(f.eur.cur, "EUR");
    assert_false(date_given(f.day));
    assert_int_equal(f.mon + f.at, 0);
}

static void texts(void **state)
{
    const char *said;
    (void)state;
    assert_string_equal(one("en", "text", " š b\t", &said).text, "š b");
    assert_string_equal(one("en", "text", "a\r\nb", &said).text, "a b");
    one("en", "text", "a", &said);
    assert_string_equal(said, "This has 1 characters; at least 2 are needed.");
    one("en", "text", "šššššš", &said);
    assert_string_equal(said, "This has 6 characters; at most 5 fit.");
    assert_string_equal(one("en", "note", "a\r\n\r\nb\rc\n ", &said).note, "a\n\nb\nc");
    assert_string_equal(one("en", "secret", " p w ", &said).secret, " p w ");
    assert_string_equal(one("en", "kind", "travel", &said).kind, "travel");
    one("en", "kind", "bribes", &said);
    assert_string_equal(said, "Choose one of the list.");
    static const char *const good[] = { "a@b.c", "first.last+x@sub.example.org", "ž@b.mk" };
    static const char *const bad[] = { "a",       "@b.c",    "a@",         "a@b",
                                       "a b@c.d", "a@b@c.d", "a@.b.c",     "a@b.",
                                       "a@b..c",  "<a@b.c>", "a@b.c,d@e.f" };
    for (size_t i = 0; i < 3; i++) {
        one("en", "email", good[i], &said);
        assert_string_equal(said, "");
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        one("en", "email", bad[i], &said);
        if (!*said) fail_msg("taken for an address: %s", bad[i]);
    }
}

/* A program's "1.234" is not a thousand because its account reads Serbian. */
static void programs_write_plainly(void **state)
{
    static const struct {
        const char *field, *text;
        bool good;
    } rows[] = {
        { "amount", "1234.50", true },
        { "amount", "-0.5", true },
        { "amount", "1234", true },
        { "amount", "1.234", false },
        { "amount", "1,5", false },
        { "amount", "1 234", false },
        { "eur", "1234.50", true },
        { "eur", "1.234,50", false },
        { "units", "2.5", true },
        { "units", "2,5", false },
        { "rate", "61.5", true },
        { "rate", "61,5", false },
        { "percent", "7.5", true },
        { "percent", "7,5", false },
        { "day", "2027-03-31", true },
        { "at", "2027-03-31T10:00:00Z", true },
        { "at", "2027-03-31T10:00", false },
        { "day", "31.3.2027", false },
        { "text", "1,5", true },
        { "amount", "", true },
    };
    struct all_form f;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin("sr");
        rq.api = true;
        post(rows[i].field, rows[i].text);
        enum rc rc = form_read(&cx, &rq, &all_form, &f);
        if (rc != (rows[i].good ? RC_OK : RC_INVALID))
            fail_msg("%s “%s”: %d", rows[i].field, rows[i].text, (int)rc);
        if (!rows[i].good)
            assert_has(problem_of(&cx, rows[i].field),
                       z_eq(rows[i].field, "day") || z_eq(rows[i].field, "at") ? "2027-03-31"
                                                                               : ".5");
        rq.api = false;
        cx.problems = (struct problems){ .last = &cx.problems.first };
        assert_int_equal(form_read(&cx, &rq, &all_form, &f), RC_OK);
    }
}

static void numbers(void **state)
{
    const char *said;
    (void)state;
    assert_int_equal(one("en", "whole", " -5 ", &said).whole, -5);
    one("en", "whole", "6", &said);
    assert_string_equal(said, "This must be at most 5.");
    one("en", "whole", "-6", &said);
    assert_has(said, "This must be at least ");
    one("en", "whole", "5.0", &said);
    assert_string_equal(said, "Write a whole number such as 12.");
    one("en", "id", "0", &said);
    assert_string_equal(said, "Choose one of the list.");
    assert_int_equal(one("en", "flag", "on", &said).flag, 1);
    assert_int_equal(one("en", "flag", "0", &said).flag, 0);
    static const struct {
        const char *tag, *field, *text;
        int64_t value; /* INT64_MIN: refused */
    } rows[] = {
        { "en", "amount", "1234.5", 123450 },
        { "en", "amount", "1,234.50", 123450 },
        { "en", "amount", "1.234,50", 123450 },
        { "en", "amount", "1234,5", 123450 },
        { "en", "amount", "1.234.567", 123456700 },
        { "en", "amount", "2.400", INT64_MIN },
        { "en", "amount", "-2.400", INT64_MIN },
        { "en", "amount", "0,500", INT64_MIN },
        { "sr", "amount", "1,234.50", 123450 },
        { "sr", "amount", "2,400", INT64_MIN },
        { "en", "amount", "-12", -1200 },
        { "en", "amount", "12.345", INT64_MIN },
        { "sr", "amount", "1.234,50", 123450 },
        { "sr", "amount", "1 234,50", 123450 },
        { "sr", "amount", "1234.50", 123450 },
        { "sr", "amount", "12,5", 1250 },
        { "en", "amount", "12 EUR", INT64_MIN },
        { "en", "amount", "1e3", INT64_MIN },
        { "en", "units", "2.5", 2500 },
        { "sr", "units", "2,125", 2125 },
        { "en", "units", "2.1255", INT64_MIN },
        { "en", "rate", "61.4953", 61495300 },
        { "en", "rate", "0", INT64_MIN },
        { "en", "rate", "1.0000001", INT64_MIN },
        { "sr", "percent", "12,34", 1234 },
        { "en", "percent", "100", 10000 },
        { "en", "percent", "100.01", INT64_MIN },
        { "en", "percent", "-1", INT64_MIN },
        { "en", "eur", "100000", 10000000 },
        { "en", "eur", "100000.01", INT64_MIN },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct all_form f = one(rows[i].tag, rows[i].field, rows[i].text, &said);
        int64_t got = strcmp(rows[i].field, "amount") == 0  ? f.amount
                      : strcmp(rows[i].field, "units") == 0 ? f.units
                      : strcmp(rows[i].field, "rate") == 0  ? f.rate
                      : strcmp(rows[i].field, "eur") == 0   ? f.eur.minor
                                                            : f.percent;
        bool refused = rows[i].value == INT64_MIN;
        if (refused ? !*said : *said || got != rows[i].value)
            fail_msg("%s %s %s: %lld %s", rows[i].tag, rows[i].field, rows[i].text, (long long)got,
                     said);
    }
}

static void dates(void **state)
{
    const char *said;
    (void)state;
    static const char *const good[] = { "2007-03-31", "31.3.2007", "31.03.2007.", "31. 3. 2007." };
    static const char *const bad[] = { "2007-02-30", "30.2.2007", "3/31/2007", "31.3.07",    "1.1",
                                       "2007-3-31",  "0.1.2007",  "x",         "31.3.2007.." };
    for (size_t i = 0; i < 4; i++) {
        date d = one("sr", "day", good[i], &said).day;
        if (date_cmp(d, date_make(2007, 3, 31)) != 0) fail_msg("not read: %s", good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        one("en", "day", bad[i], &said);
        if (strcmp(said, "Write a date such as 2027-03-31 or 31.3.2027.") != 0)
            fail_msg("read: %s", bad[i]);
    }
    assert_int_equal(one("en", "mon", "2007-03", &said).mon, month_make(2007, 3));
    one("en", "mon", "2007-13", &said);
    assert_string_equal(said, "Write a month such as 2027-03.");
}

struct line_form {
    int64_t id;
    const char *text, *currency;
    int64_t amount;
};
static const struct form_choice currencies[] = { { "EUR", "EUR" },
                                                 { "MKD", "MKD" },
                                                 { NULL, NULL } };
static const struct form_field line_fields[] = {
    FIELD_OF(line_form, id, FORM_ID, N_("Id"), .hidden = true),
    FIELD_OF(line_form, text, FORM_TEXT, N_("Text"), .required = true),
    FIELD_OF(line_form, currency, FORM_CHOICE, N_("Currency"), .choices = currencies),
    FIELD_OF(line_form, amount, FORM_AMOUNT, N_("Amount"), .required = true),
};
static const struct form line_form = FORM(line_form, line_fields);

static const char *value(const struct form_view *v, const char *name)
{
    for (size_t i = 0; i < v->form->n; i++)
        if (strcmp(v->form->fields[i].name, name) == 0) return v->value[i];
    return NULL;
}

/* A wall clock belongs to a place: the same words are another instant elsewhere and in summer. */
static void hours(void **state)
{
    static const struct {
        const char *zone, *typed, *instant, *shown;
    } good[] = {
        { NULL, "2027-03-05T14:30", "2027-03-05T14:30:00Z", "2027-03-05T14:30" },
        { "Europe/Skopje", "2027-03-05 14:30", "2027-03-05T13:30:00Z", "2027-03-05T14:30" },
        { "Europe/Skopje", "5.7.2027. 14:30", "2027-07-05T12:30:00Z", "2027-07-05T14:30" },
        { "Europe/Bucharest", "2027-07-05T00:10:30", "2027-07-04T21:10:30Z", "2027-07-05T00:10" },
        { "Europe/Tirane", "2027-07-05T12:30:00Z", "2027-07-05T12:30:00Z", "2027-07-05T14:30" },
        { "Europe/Skopje", "2027-03-28T02:30", "2027-03-28T01:30:00Z", "2027-03-28T03:30" },
    };
    static const char *const bad[] = { "2027-03-05",       "14:30",        "2027-03-05T24:00",
                                       "2027-02-30 10:00", "5.3.2027 1:2", "2027-03-05T14:30+01:00",
                                       "tomorrow" };
    const char *said;
    char text[STAMP_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct all_form f;
        begin("en");
        cx.zone = good[i].zone;
        post("at", good[i].typed);
        assert_int_equal(form_read(&cx, &rq, &all_form, &f), RC_OK);
        assert_string_equal(stamp_text(f.at, text), good[i].instant);
        assert_string_equal(value(form_view(&cx, &rq, &all_form, NULL), "at"), good[i].shown);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(one("en", "at", bad[i], &said).at, 0);
        assert_string_equal(said, "Write day and hour such as 2027-03-31 14:30 or "
                                  "31.3.2027 14:30.");
    }
}

static void grid(void **state)
{
    void *rows;
    int *numbers;
    size_t n;
    (void)state;
    begin("en");
    post("line.7.text", "seven");
    post("line.7.amount", "7");
    post("line.0.currency", "EUR"); /* chosen beforehand: nobody wrote this row */
    post("line.0.text", " ");
    post("line.2.id", "22"); /* emptied by hand: still a row */
    post("line.2.text", "");
    post("line.2.amount", "x");
    post("line.02.text", "not a row");
    post("line.x.text", "not a row");
    post("line.3", "not a row");
    post("lines.3.text", "not a row");
    post("line.3.colour", "not a field");
    post("line.7.text", "second");
    assert_int_equal(form_read_rows(&cx, &rq, &line_form, "line", &rows, &numbers, &n), RC_INVALID);
    const struct line_form *lines = rows;
    assert_int_equal(n, 2);
    assert_int_equal(numbers[0], 2);
    assert_int_equal(lines[0].id, 22);
    assert_int_equal(numbers[1], 7);
    assert_string_equal(lines[1].text, "seven");
    assert_int_equal(lines[1].amount, 700);
    assert_int_equal(cx.problems.n, 2);
    assert_string_equal(problem_of(&cx, "line.2.text"), "This cannot be left empty.");
    assert_string_equal(problem_of(&cx, "line.2.amount"), "Write an amount such as 1234.50.");
    begin("en");
    assert_int_equal(form_read_rows(&cx, &rq, &line_form, "line", &rows, &numbers, &n), RC_OK);
    assert_int_equal(n, 0);
    post("line.10000.text", "a");
    assert_int_equal(form_read_rows(&cx, &rq, &line_form, "line", &rows, &numbers, &n), RC_INVALID);
}

/* ---- a program changes what is there ---- */

struct kept_form {
    int64_t version, secret, drop;
    const char *name, *note;
};
static const struct form_field kept_fields[] = {
    FIELD_OF(kept_form, version, FORM_INT, N_("Version"), .hidden = true),
    FIELD_OF(kept_form, name, FORM_TEXT, N_("Name"), .required = true),
    FIELD_OF(kept_form, note, FORM_LONG, N_("Note")),
    FIELD_OF(kept_form, secret, FORM_FLAG, N_("Secret")),
    FIELD_OF(kept_form, drop, FORM_FLAG, N_("Drop"), .act = true),
};
static const struct form kept_form = FORM(kept_form, kept_fields);

static void leaving_out(void **state)
{
    static const struct {
        const char *body, *refused;
        bool person;
    } rows[] = {
        { "{\"name\":\"n\"}", NULL, false },
        { "{\"name\":\"n\",\"version\":0}", NULL, false },
        { "{\"name\":\"n\",\"version\":3,\"note\":\"x\",\"secret\":true}", NULL, false },
        { "{\"name\":\"n\",\"version\":3,\"note\":null,\"secret\":null}", NULL, false },
        { "{\"name\":\"n\",\"version\":3,\"secret\":true}", "note", false },
        { "{\"name\":\"n\",\"version\":3,\"note\":\"x\"}", "secret", false },
        { "{\"version\":3,\"note\":\"x\",\"secret\":true}", "name", false },
        { "{\"name\":\"n\",\"version\":3,\"drop\":true}", NULL, false },
        { "{\"name\":\"n\",\"version\":3,\"drop\":false}", "note", false },
        { "{\"name\":\"n\",\"version\":3}", NULL, true },
    };
    struct kept_form f;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin("en");
        rq.api = !rows[i].person;
        struct pairs sent = { 0 };
        assert_int_equal(parse_json(&cx, str_of(rows[i].body), &sent), RC_OK);
        for (size_t k = 0; k < sent.n; k++) post(sent.v[k].name, sent.v[k].value);
        enum rc rc = form_read(&cx, &rq, &kept_form, &f);
        if (rc != (rows[i].refused ? RC_INVALID : RC_OK)) fail_msg("%s: %d", rows[i].body, rc);
        if (rows[i].refused && !problem_of(&cx, rows[i].refused)) fail_msg("%s", rows[i].body);
    }
}

static void leaving_out_of_a_row(void **state)
{
    void *rows;
    int *numbers;
    size_t n;
    (void)state;
    begin("en");
    rq.api = true;
    post("row.0.name", "new");
    post("row.1.name", "changed");
    post("row.1.version", "2");
    post("row.2.name", "gone");
    post("row.2.version", "2");
    post("row.2.drop", "1");
    assert_int_equal(form_read_rows(&cx, &rq, &kept_form, "row", &rows, &numbers, &n), RC_INVALID);
    assert_int_equal(n, 3);
    assert_int_equal(cx.problems.n, 2);
    assert_has(problem_of(&cx, "row.1.note"), "null to empty it");
    assert_non_null(problem_of(&cx, "row.1.secret"));
}

static void shows_what_is(void **state)
{
    (void)state;
    begin("sr");
    rq.method = METHOD_GET;
    struct all_form now = { .text = "abc",
                            .kind = "staff",
                            .secret = "x",
                            .whole = 3,
                            .flag = 1,
                            .amount = -123450,
                            .units = 2500,
                            .rate = 61495300,
                            .percent = 1200,
                            .eur = eur(5),
                            .day = date_make(2007, 3, 1),
                            .mon = month_make(2007, 3) };
    struct form_view *v = form_view(&cx, &rq, &all_form, &now);
    assert_string_equal(value(v, "text"), "abc");
    assert_string_equal(value(v, "note"), "");
    assert_string_equal(value(v, "secret"), "");
    assert_string_equal(value(v, "kind"), "staff");
    assert_string_equal(value(v, "whole"), "3");
    assert_string_equal(value(v, "id"), "");
    assert_string_equal(value(v, "flag"), "1");
    assert_string_equal(value(v, "amount"), "-1234,50");
    assert_string_equal(value(v, "units"), "2,5");
    assert_string_equal(value(v, "rate"), "61,4953");
    assert_string_equal(value(v, "percent"), "12");
    assert_string_equal(value(v, "eur"), "0,05");
    assert_string_equal(value(v, "day"), "2007-03-01");
    assert_string_equal(value(v, "mon"), "2007-03");
    assert_string_equal(value(form_view(&cx, &rq, &all_form, NULL), "day"), "");
    form_options(v, "id", kinds);
    assert_ptr_equal(v->options[6], kinds);
    assert_true(strlen(v->csrf) > 40);
}

static void shows_what_was_typed(void **state)
{
    struct all_form f;
    (void)state;
    begin("sr");
    struct all_form now = { .text = "abc", .flag = 1 };
    post("text", "  waytoolong");
    post("day", "31.3.2007");
    post("amount", "dosta");
    post("secret", "x");
    assert_int_equal(form_read(&cx, &rq, &all_form, &f), RC_INVALID);
    struct form_view *v = form_view(&cx, &rq, &all_form, &now);
    assert_string_equal(value(v, "text"), "  waytoolong");
    assert_string_equal(value(v, "day"), "2007-03-31"); /* what a date input takes */
    assert_string_equal(value(v, "amount"), "dosta");
    assert_string_equal(value(v, "secret"), "");
    assert_string_equal(value(v, "flag"), ""); /* unticked, whatever was there before */
    assert_non_null(v->problem[0]);
    assert_null(v->problem[13]);
}

static void files(void **state)
{
    struct all_form f;
    struct upload up[] = { { "other", "a.pdf", STR("x") },
                           { "file", "", STR("") },
                           { "file", "b.pdf", STR("") } };
    (void)state;
    begin("en");
    rq.uploads.v = up;
    rq.uploads.n = 2;
    assert_int_equal(form_read(&cx, &rq, &all_form, &f), RC_OK);
    assert_null(f.file);
    rq.uploads.n = 3;
    assert_int_equal(form_read(&cx, &rq, &all_form, &f), RC_OK);
    assert_ptr_equal(f.file, &up[2]);
}

TESTS(form, cmocka_unit_test(empty_is_none), cmocka_unit_test(texts), cmocka_unit_test(numbers),
      cmocka_unit_test(programs_write_plainly), cmocka_unit_test(dates), cmocka_unit_test(hours),
      cmocka_unit_test(grid), cmocka_unit_test(leaving_out), cmocka_unit_test(leaving_out_of_a_row),
      cmocka_unit_test(shows_what_is), cmocka_unit_test(shows_what_was_typed),
      cmocka_unit_test(files));
