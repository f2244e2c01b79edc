/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_json.c — InforEuro's JSON. jansson would make a double of 61.4950, so numbers are put in
 * quotes before it reads them: no rate ever is a float. */
#include "base/buf.h"
#include "base/vec.h"
#include "finance/rates_read.h"
#include "i18n/i18n.h"

#include <jansson.h>
#include <string.h>

static bool in_number(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

/* The same JSON with every number in quotes. What is not JSON stays so. */
static void quote_numbers(struct buf *out, str s)
{
    bool text = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (text && c == '\\' && i + 1 < s.n) {
            buf_put(out, s.p + i++, 2);
            continue;
        }
        if (c == '"') text = !text;
        if (text || !((c >= '0' && c <= '9') || c == '-')) {
            buf_char(out, c);
            continue;
        }
        buf_char(out, '"');
        while (i < s.n && in_number(s.p[i])) buf_char(out, s.p[i++]);
        buf_char(out, '"');
        i--;
    }
}

typedef VEC(struct rate_read) rates;

static const char *text_in(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

/* A currency that Kolo does not know is left out, and the euro. */
static enum rc read_value(struct cx *cx, const char *code, const char *value, struct rate_read one,
                          month until, rates *found)
{
    const struct currency *c = currency_find(code);
    if (!c || z_eq(code, "EUR")) return RC_OK;
    one.currency = c->code;
    if (!value || !scaled_parse(str_of(value), 6, &one.rate_e6))
        return problem(cx, "file",
                       T("The value of %s, “%s”, is no rate with at most six decimals."), code,
                       value ? value : "");
    if (one.rate_e6 < RATE_LEAST_E6 || one.rate_e6 > RATE_MOST_E6)
        return problem(cx, "file",
                       T("The value of %s, “%s”, is no rate: it must be between 0.0001 and "
                         "1,000,000 units per euro."),
                       code, value);
    for (; one.month <= until; one.month++) *vec_push(cx->arena, found) = one;
    return RC_OK;
}

/* All currencies of a month: {country, isoA3Code, value}, a row a country. */
static enum rc read_of_month(struct cx *cx, const json_t *list, month m, rates *found)
{
    enum rc rc = RC_OK, bad;
    if (!m)
        return problem(cx, "month",
                       T("InforEuro's JSON names no month; say which month it is for."));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i);
        const struct rate_read one = { .month = m, .row = (int64_t)i + 1 };
        const char *code = text_in(o, "isoA3Code");
        if (!code)
            bad = problem(cx, "file", T("Entry %d has no isoA3Code; this is not InforEuro's list."),
                          (int)i + 1);
        else
            bad = read_value(cx, code, text_in(o, "value"), one, m, found);
        if (bad) rc = bad;
    }
    return rc;
}

/* dd/mm/yyyy, as the history writes its days. */
static month month_of_day(const char *z)
{
    int64_t no, year;
    str rest = str_of(z ? z : "");
    (void)str_cut(&rest, '/');
    str second = str_cut(&rest, '/');
    if (!str_int64(second, &no) || !str_int64(rest, &year)) return 0;
    return no < 1 || no > 12 || year < 1994 || year > 2199 ? 0 : month_make((int)year, (int)no);
}

/* All months of a currency: {currencyIso, refCurrencyIso, amount, dateStart, dateEnd}. */
static enum rc read_history(struct cx *cx, const json_t *list, rates *found)
{
    enum rc rc = RC_OK, bad;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i);
        const char *code = text_in(o, "currencyIso"), *of = text_in(o, "refCurrencyIso");
        struct rate_read one = { .month = month_of_day(text_in(o, "dateStart")),
                                 .row = (int64_t)i + 1 };
        month until = month_of_day(text_in(o, "dateEnd"));
        if (!code || !z_eq(of, "EUR"))
            bad = problem(cx, "file", T("Entry %d does not say units of a currency for one euro."),
                          (int)i + 1);
        else if (!one.month || until < one.month)
            bad = problem(cx, "file", T("Entry %d does not name the months that it holds for."),
                          (int)i + 1);
        else
            bad = read_value(cx, code, text_in(o, "amount"), one, until, found);
        if (bad) rc = bad;
    }
    return rc;
}

enum rc rates_read_json(struct cx *cx, str bytes, month m, struct rate_read **out, size_t *n)
{
    struct buf text;
    buf_init(&text, (size_t)16 << 20);
    quote_numbers(&text, bytes);
    json_error_t error;
    json_t *root =
        buf_ok(&text) ? json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &error) : NULL;
    buf_done(&text);
    if (!root) return problem(cx, "file", T("The file is not JSON."));
    rates found = { 0 };
    enum rc rc;
    const char *message = json_string_value(json_object_get(root, "message"));
    if (message)
        rc = problem(cx, "file", T("InforEuro answered: %s"), message);
    else if (!json_is_array(root))
        rc = problem(cx, "file", T("The file is not InforEuro's list of rates."));
    else if (text_in(json_array_get(root, 0), "currencyIso"))
        rc = read_history(cx, root, &found);
    else
        rc = read_of_month(cx, root, m, &found);
    json_decref(root);
    if (!rc && !found.n)
        rc = problem(cx, "file", T("The file has no rate of a currency that Kolo knows."));
    *out = found.v;
    *n = found.n;
    return rc;
}
