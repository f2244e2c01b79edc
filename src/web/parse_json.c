/* SPDX-License-Identifier: EUPL-1.2 */
/* parse_json.c — a JSON body to the same pairs a form gives (jansson reads it). JSON ends here: no
 * code behind this file sees a JSON value.
 */
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "web/parse.h"

#include <jansson.h>

static enum rc keep(struct cx *cx, struct pairs *out, const char *name, const char *value)
{
    if (!utf8_ok(str_of(name)) || !utf8_ok(str_of(value)))
        return problem(cx, "", T("The JSON holds control characters."));
    if (out->n >= PARSE_MAX_PAIRS) return problem(cx, "", T("The form has too many fields."));
    *vec_push(cx->arena, out) =
        (struct pair){ arena_dup(cx->arena, name), arena_dup(cx->arena, value) };
    return RC_OK;
}

static enum rc scalar(struct cx *cx, struct pairs *out, const char *name, const json_t *v)
{
    switch (json_typeof(v)) {
    case JSON_STRING: return keep(cx, out, name, json_string_value(v));
    case JSON_INTEGER:
        return keep(cx, out, name,
                    arena_printf(cx->arena, "%lld", (long long)json_integer_value(v)));
    case JSON_TRUE: return keep(cx, out, name, "1");
    case JSON_FALSE: return keep(cx, out, name, "0");
    case JSON_NULL: return keep(cx, out, name, "");
    case JSON_REAL:
        return problem(cx, name, T("Write a number with decimals as text, for example \"12.50\"."));
    case JSON_OBJECT:
    case JSON_ARRAY: break;
    }
    return problem(cx, name, T("Write a single value here."));
}

static enum rc object(struct cx *cx, struct pairs *out, const char *prefix, json_t *o)
{
    enum rc rc = RC_OK;
    const char *key;
    json_t *v;
    json_object_foreach(o, key, v)
    {
        if (!rc) rc = scalar(cx, out, arena_printf(cx->arena, "%s%s", prefix, key), v);
    }
    return rc;
}

static enum rc list(struct cx *cx, struct pairs *out, const char *name, json_t *a)
{
    enum rc rc = RC_OK;
    size_t i;
    json_t *v;
    json_array_foreach(a, i, v)
    {
        if (rc) break;
        rc = json_is_object(v) ? object(cx, out, arena_printf(cx->arena, "%s.%zu.", name, i), v)
                               : scalar(cx, out, name, v);
    }
    return rc;
}

enum rc parse_json(struct cx *cx, str body, struct pairs *out)
{
    json_error_t e;
    json_t *root = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &e);
    if (!root)
        return problem(cx, "", T("The JSON is not well-formed: line %d, column %d."), e.line,
                       e.column);
    enum rc rc = RC_OK;
    const char *key;
    json_t *v;
    if (!json_is_object(root))
        rc = problem(cx, "", T("Send one JSON object."));
    else
        json_object_foreach(root, key, v)
        {
            if (rc) break;
            rc = json_is_array(v) ? list(cx, out, key, v) : scalar(cx, out, key, v);
        }
    json_decref(root);
    return rc;
}
