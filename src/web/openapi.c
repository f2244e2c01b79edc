/* SPDX-License-Identifier: EUPL-1.2 */
/* openapi.c — the description of /api/v1 for programs (OpenAPI 3.0), written from the route tables,
 * forms and described rows, so that it cannot say other than what the server does.
 */
#include "base/json.h"
#include "web/form_value.h"
#include "web/web.h"

#include <stdio.h>
#include <string.h>

static void string_type(struct json *j, const char *pattern, const char *format)
{
    json_text(j, "type", "string");
    if (pattern) json_text(j, "pattern", pattern);
    if (format) json_text(j, "format", format);
}

/* ---- what is sent -------------------------------------------------------------------------- */

static void choice_type(struct json *j, const struct form_choice *c)
{
    json_text(j, "type", "string");
    if (!c) return;
    json_open(j, "enum", '[');
    for (; c->value; c++) json_text(j, NULL, c->value);
    json_close(j, ']');
}

static void text_type(struct json *j, const struct form_field *f)
{
    json_text(j, "type", "string");
    json_int(j, "maxLength", form_value_max(f));
    if (f->min > 0) json_int(j, "minLength", f->min);
    if (f->type == FORM_EMAIL) json_text(j, "format", "email");
    if (f->type == FORM_PASSWORD) json_text(j, "format", "password");
}

static void field_type(struct json *j, const struct form_field *f)
{
    switch (f->type) {
    case FORM_TEXT:
    case FORM_LONG:
    case FORM_EMAIL:
    case FORM_PASSWORD: text_type(j, f); break;
    case FORM_CHOICE: choice_type(j, f->choices); break;
    case FORM_INT:
    case FORM_ID:
        json_text(j, "type", "integer");
        json_text(j, "format", "int64");
        if (f->min || f->max) json_int(j, "minimum", f->min);
        if (f->max) json_int(j, "maximum", f->max);
        break;
    case FORM_FLAG: json_text(j, "type", "boolean"); break;
    case FORM_DATE: string_type(j, NULL, "date"); break;
    case FORM_STAMP: string_type(j, NULL, "date-time"); break;
    case FORM_MONTH: string_type(j, "^[0-9]{4}-[0-9]{2}$", NULL); break;
    case FORM_EUR:
    case FORM_AMOUNT: string_type(j, "^-?[0-9]+(\\.[0-9]{1,2})?$", NULL); break;
    case FORM_UNITS: string_type(j, "^[0-9]+(\\.[0-9]{1,3})?$", NULL); break;
    case FORM_RATE: string_type(j, "^[0-9]+(\\.[0-9]{1,6})?$", NULL); break;
    case FORM_PERCENT: string_type(j, "^[0-9]+(\\.[0-9]{1,2})?$", NULL); break;
    case FORM_FILE: string_type(j, NULL, "binary"); break;
    }
    if (!f->required) json_bool(j, "nullable", true);
    if (z_eq(f->name, "version"))
        json_text(
            j, "description",
            "The version that was seen. A body that names it replaces the whole: it must name "
            "every other property as well; null empties one that may be empty.");
    else if (f->label)
        json_text(j, "description", f->label);
}

static bool has_file(const struct form *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->fields[i].type == FORM_FILE) return true;
    return false;
}

static void required_fields(struct json *j, const struct form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) n += f->fields[i].required;
    if (!n) return;
    json_open(j, "required", '[');
    for (size_t i = 0; i < f->n; i++)
        if (f->fields[i].required) json_text(j, NULL, f->fields[i].name);
    json_close(j, ']');
}

static void properties(struct json *j, const struct form *f)
{
    for (size_t i = 0; f && i < f->n; i++) {
        json_open(j, f->fields[i].name, '{');
        field_type(j, &f->fields[i]);
        json_close(j, '}');
    }
}

/* The rows of a grid: a list of objects. */
static void grid_property(struct json *j, const struct route *r)
{
    json_open(j, r->grid_name, '{');
    json_text(j, "type", "array");
    json_open(j, "items", '{');
    json_text(j, "type", "object");
    json_open(j, "properties", '{');
    properties(j, r->grid);
    json_close(j, '}');
    required_fields(j, r->grid);
    json_close(j, '}');
    json_close(j, '}');
}

static void request_body(struct json *j, const struct route *r)
{
    bool file = r->form && has_file(r->form);
    json_open(j, "requestBody", '{');
    json_bool(j, "required", true);
    json_open(j, "content", '{');
    json_open(j, file ? "multipart/form-data" : "application/json", '{');
    json_open(j, "schema", '{');
    json_text(j, "type", "object");
    json_open(j, "properties", '{');
    properties(j, r->form);
    if (r->grid) grid_property(j, r);
    json_close(j, '}');
    if (r->form) required_fields(j, r->form);
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, '}');
}

/* ---- what comes back ----------------------------------------------------------------------- */

static void row_type(struct json *j, enum field_type t)
{
    switch (t) {
    case FIELD_INT:
        json_text(j, "type", "integer");
        json_text(j, "format", "int64");
        break;
    case FIELD_FLAG: json_text(j, "type", "boolean"); break;
    case FIELD_TEXT: string_type(j, NULL, NULL); break;
    case FIELD_DATE: string_type(j, NULL, "date"); break;
    case FIELD_STAMP: string_type(j, NULL, "date-time"); break;
    case FIELD_MONTH: string_type(j, "^[0-9]{4}-[0-9]{2}$", NULL); break;
    case FIELD_MONEY: json_text(j, "$ref", "#/components/schemas/money"); return;
    case FIELD_EUR:
    case FIELD_E2:
    case FIELD_E3:
    case FIELD_E6:
    case FIELD_E10: string_type(j, "^-?[0-9]+(\\.[0-9]+)?$", NULL); break;
    }
    if (t != FIELD_INT && t != FIELD_FLAG) json_bool(j, "nullable", true);
}

static void row_schema(struct json *j, const struct row_meta *m)
{
    json_open(j, m->name, '{');
    json_text(j, "type", "object");
    json_open(j, "properties", '{');
    for (size_t i = 0; i < m->n; i++) {
        if (m->fields[i].hidden) continue;
        json_open(j, m->fields[i].name, '{');
        row_type(j, m->fields[i].type);
        json_close(j, '}');
    }
    json_close(j, '}');
    json_close(j, '}');
}

static void refusal(struct json *j, const char *status, const char *what)
{
    json_open(j, status, '{');
    json_text(j, "description", what);
    json_open(j, "content", '{');
    json_open(j, "application/problem+json", '{');
    json_open(j, "schema", '{');
    json_text(j, "$ref", "#/components/schemas/problem");
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, '}');
}

/* The rows stand under the name the handler gives them, which the table does not know. */
static void rows_answer(struct json *j, const struct row_meta *m)
{
    char ref[160];
    snprintf(ref, sizeof ref, "#/components/schemas/%s", m->name);
    json_open(j, "content", '{');
    json_open(j, "application/json", '{');
    json_open(j, "schema", '{');
    json_text(j, "type", "object");
    json_open(j, "additionalProperties", '{');
    json_text(j, "type", "array");
    json_open(j, "items", '{');
    json_text(j, "$ref", ref);
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, '}');
}

static void done_answer(struct json *j, const char *status, const char *what)
{
    json_open(j, status, '{');
    json_text(j, "description", what);
    json_raw(j, "content",
             STR("{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/done\"}}}"));
    json_close(j, '}');
}

static void data_answer(struct json *j, const struct route *r)
{
    json_open(j, "200", '{');
    json_text(j, "description",
              r->rows ? "The data; the first list also under this address with .csv or .xlsx"
                      : "The data");
    if (r->rows) rows_answer(j, r->rows);
    json_close(j, '}');
}

static void responses(struct json *j, const struct route *r)
{
    json_open(j, "responses", '{');
    if (r->method == METHOD_GET) {
        data_answer(j, r);
    } else {
        done_answer(j, "200", "Done");
        done_answer(j, "201", "Made");
        refusal(j, "400", "The body could not be read");
        refusal(j, "409", "The state of the thing forbids it, or it was changed meanwhile");
        refusal(j, "413", "The body is larger than this address takes");
        refusal(j, "422", "A value breaks a rule; errors name the fields");
    }
    if (r->may != ROUTE_PUBLIC) {
        refusal(j, "401", "No or a bad token");
        refusal(j, "403", "The role does not include this");
        refusal(j, "404", "No such thing, or not for this reader");
    }
    json_close(j, '}');
}

/* ---- paths --------------------------------------------------------------------------------- */

static void parameters(struct json *j, const char *pattern, enum method m)
{
    json_open(j, "parameters", '[');
    if (m == METHOD_POST)
        json_raw(j, NULL, STR("{\"$ref\":\"#/components/parameters/idempotency_key\"}"));
    str rest = str_of(pattern);
    (void)str_cut(&rest, '{');
    while (rest.n) {
        char name[64];
        str one = str_cut(&rest, '}');
        snprintf(name, sizeof name, "%.*s", (int)one.n, one.p);
        json_open(j, NULL, '{');
        json_text(j, "name", name);
        json_text(j, "in", "path");
        json_bool(j, "required", true);
        json_open(j, "schema", '{');
        json_text(j, "type", strcmp(name, "word") == 0 ? "string" : "integer");
        json_close(j, '}');
        json_close(j, '}');
        (void)str_cut(&rest, '{');
    }
    json_close(j, ']');
}

static void operation(struct json *j, const struct route *r)
{
    json_open(j, r->method == METHOD_POST ? "post" : "get", '{');
    if (r->title) json_text(j, "summary", r->title);
    parameters(j, r->pattern, r->method);
    if ((r->form || r->grid) && r->method == METHOD_POST) request_body(j, r);
    responses(j, r);
    if (r->may == ROUTE_PUBLIC) {
        json_open(j, "security", '[');
        json_close(j, ']');
    }
    json_close(j, '}');
}

/* The first route with this pattern writes the path with all its methods. */
static void path(struct json *j, size_t i)
{
    const struct route *r = web_route_at(i), *o;
    for (size_t k = 0; k < i; k++)
        if (!web_route_at(k)->no_api && strcmp(web_route_at(k)->pattern, r->pattern) == 0) return;
    json_open(j, r->pattern, '{');
    for (size_t k = i; (o = web_route_at(k)); k++)
        if (!o->no_api && strcmp(o->pattern, r->pattern) == 0) operation(j, o);
    json_close(j, '}');
}

static bool seen_before(size_t i, const struct row_meta *m)
{
    for (size_t k = 0; k < i; k++) {
        const struct row_meta *o = web_route_at(k)->rows;
        if (o && strcmp(o->name, m->name) == 0) return true;
    }
    return false;
}

static void components(struct json *j)
{
    static const char key[] =
        "{\"idempotency_key\":{\"name\":\"Idempotency-Key\",\"in\":\"header\","
        "\"description\":\"The same key within a day gets the first answer again and does "
        "nothing twice\",\"schema\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":100}}}";
    static const char done_schema[] =
        "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\",\"format\":\"int64\"},"
        "\"location\":{\"type\":\"string\"}}}";
    static const char money_schema[] =
        "{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"string\"},"
        "\"currency\":{\"type\":\"string\"}}}";
    static const char problem_schema[] =
        "{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\"},"
        "\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
        "\"detail\":{\"type\":\"string\"},\"errors\":{\"type\":\"array\",\"items\":{"
        "\"type\":\"object\",\"properties\":{\"field\":{\"type\":\"string\"},"
        "\"text\":{\"type\":\"string\"}}}},\"request\":{\"type\":\"string\"}}}";
    json_open(j, "components", '{');
    json_raw(j, "securitySchemes",
             STR("{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
                 "\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"kolo_session\"}}"));
    json_raw(j, "parameters", str_of(key));
    json_open(j, "schemas", '{');
    json_raw(j, "done", str_of(done_schema));
    json_raw(j, "money", str_of(money_schema));
    json_raw(j, "problem", str_of(problem_schema));
    const struct route *r;
    for (size_t i = 0; (r = web_route_at(i)); i++)
        if (r->rows && !seen_before(i, r->rows)) row_schema(j, r->rows);
    json_close(j, '}');
    json_close(j, '}');
}

void web_openapi(struct buf *out)
{
    struct json j;
    json_init(&j, out);
    json_open(&j, NULL, '{');
    json_text(&j, "openapi", "3.0.3");
    json_raw(&j, "info",
             STR("{\"title\":\"Kolo\",\"version\":\"1\",\"license\":{\"name\":\"EUPL-1.2\"}}"));
    json_raw(&j, "servers", STR("[{\"url\":\"/api/v1\"}]"));
    json_raw(&j, "security", STR("[{\"token\":[]},{\"session\":[]}]"));
    json_open(&j, "paths", '{');
    const struct route *r;
    for (size_t i = 0; (r = web_route_at(i)); i++)
        if (!r->no_api) path(&j, i);
    json_close(&j, '}');
    components(&j);
    json_close(&j, '}');
}
