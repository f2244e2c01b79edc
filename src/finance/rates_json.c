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

static enum rc add(struct cx *cx, rates *found, const char *code, int64_t rate_e6, month m,
                   int64_t row)
{
    for (size_t i = 0; i < found->n; i++) {
        if (!z_eq(found->v[i].currency, code)) continue;
        if (found->v[i].rate_e6 == rate_e6) return RC_OK;
        return problem(cx, "file",
                       T("%s stands there with two different values; nothing was imported."), code);
    }
    *vec_push(cx->arena, found) = (struct rate_read){ code, m, rate_e6, row };
    return RC_OK;
}

static enum rc read_list(struct cx *cx, const json_t *list, month m, rates *found)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i);
        const char *code = json_string_value(json_object_get(o, "isoA3Code"));
        const char *value = json_string_value(json_object_get(o, "value"));
        const struct currency *c = code ? currency_find(code) : NULL;
        int64_t rate_e6;
        if (!code) {
            rc = problem(cx, "file", T("Entry %d has no isoA3Code; this is not InforEuro's list."),
                         (int)i + 1);
        } else if (c && !z_eq(code, "EUR")) {
            if (!value || !scaled_parse(str_of(value), 6, &rate_e6) || rate_e6 <= 0) {
                rc = problem(cx, "file",
                             T("The value of %s, “%s”, is no rate with at most six decimals."),
                             code, value ? value : "");
            } else {
                enum rc bad = add(cx, found, c->code, rate_e6, m, (int64_t)i + 1);
                if (bad) rc = bad;
            }
        }
    }
    return rc;
}

enum rc rates_read_json(struct cx *cx, str bytes, month m, struct rate_read **out, size_t *n)
{
    if (!m)
        return problem(cx, "month",
                       T("InforEuro's JSON names no month; say which month it is for."));
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
    else
        rc = read_list(cx, root, m, &found);
    json_decref(root);
    if (!rc && !found.n)
        rc = problem(cx, "file", T("The file has no rate of a currency that Kolo knows."));
    *out = found.v;
    *n = found.n;
    return rc;
}
