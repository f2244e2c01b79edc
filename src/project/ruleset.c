/* SPDX-License-Identifier: EUPL-1.2 */
/* ruleset.c — reads the embedded rule sets and lays a project's overrides over them.
 *
 * The files are ours, so a mistake in one is a defect that stops the start, with file and place.
 * The parsed sets live as long as the process and are never written again: any thread may read
 * them.
 */
#include "project/ruleset.h"

#include "base/log.h"
#include "project/project_sql.h"
#include "project/rules_data.h"

#include <jansson.h>
#include <string.h>

enum { MOST_SETS = 16 };
static struct ruleset sets[MOST_SETS];
static size_t set_count;
static struct arena *keep; /* holds what the sets point to, until the process ends */

/* One reader's state: which file, and whether something was missing. */
struct reading {
    const char *file;
    bool bad;
};

static const char *text_of(struct reading *r, const json_t *o, const char *key, bool required)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_string(v)) {
        if (required || v) {
            log_line(LOG_ERROR, NULL, "%s: \"%s\" must be a text", r->file, key);
            r->bad = true;
        }
        return "";
    }
    return arena_dup(keep, json_string_value(v));
}

static int64_t number_of(struct reading *r, const json_t *o, const char *key, bool required)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_integer(v)) {
        if (required || v) {
            log_line(LOG_ERROR, NULL, "%s: \"%s\" must be a whole number", r->file, key);
            r->bad = true;
        }
        return 0;
    }
    return json_integer_value(v);
}

static const json_t *list_of(struct reading *r, const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_array(v)) {
        log_line(LOG_ERROR, NULL, "%s: \"%s\" must be a list", r->file, key);
        r->bad = true;
    }
    return v;
}

static enum node_kind kind_of(struct reading *r, const char *word)
{
    if (z_eq(word, "heading")) return NODE_HEADING;
    if (z_eq(word, "sum")) return NODE_SUM;
    if (z_eq(word, "input")) return NODE_INPUT;
    log_line(LOG_ERROR, NULL, "%s: no such kind of node: %s", r->file, word);
    r->bad = true;
    return NODE_HEADING;
}

/* The rule that caps a node: named, so that a contract can override it as any other. */
static const char *cap_of(struct reading *r, const json_t *node, const struct ruleset *s)
{
    const char *key = text_of(r, node, "cap", false);
    if (!*key) return NULL;
    int64_t n;
    const char *value = ruleset_text(s, key);
    if (value && str_int64(str_of(value), &n)) return key;
    log_line(LOG_ERROR, NULL, "%s: a node is capped by %s, which is no number of the rules",
             r->file, key);
    r->bad = true;
    return NULL;
}

static void read_nodes(struct reading *r, const json_t *root, struct ruleset *s)
{
    const json_t *list = list_of(r, root, "nodes");
    s->node_count = json_array_size(list);
    struct budget_node *nodes = arena_array(keep, struct budget_node, s->node_count + 1);
    for (size_t i = 0; i < s->node_count; i++) {
        const json_t *o = json_array_get(list, i);
        const json_t *refs = json_object_get(o, "refs");
        size_t n = json_array_size(refs);
        const char **codes = arena_array(keep, const char *, n + 1);
        for (size_t k = 0; k < n; k++) {
            codes[k] = arena_dup(keep, json_string_value(json_array_get(refs, k)));
        }
        nodes[i] = (struct budget_node){
            .code = text_of(r, o, "code", true),
            .title = text_of(r, o, "title", true),
            .kind = kind_of(r, text_of(r, o, "kind", true)),
            .transferable = json_is_true(json_object_get(o, "transferable")),
            .cap = cap_of(r, o, s),
            .refs = codes,
            .source = text_of(r, o, "source", true),
        };
    }
    s->nodes = nodes;
    /* A ref must name a node above it, so that one pass computes every row. */
    for (size_t i = 0; i < s->node_count; i++) {
        for (const char *const *ref = nodes[i].refs; *ref; ref++) {
            size_t k = 0;
            while (k < i && !z_eq(nodes[k].code, *ref)) k++;
            if (k == i) {
                log_line(LOG_ERROR, NULL, "%s: node %s refers to %s, which is not above it",
                         r->file, nodes[i].code, *ref);
                r->bad = true;
            }
        }
    }
}

static void read_values(struct reading *r, const json_t *root, struct ruleset *s)
{
    const json_t *list = list_of(r, root, "values");
    s->value_count = json_array_size(list);
    struct rule_value *values = arena_array(keep, struct rule_value, s->value_count + 1);
    for (size_t i = 0; i < s->value_count; i++) {
        const json_t *o = json_array_get(list, i);
        values[i] = (struct rule_value){
            .key = text_of(r, o, "key", true),
            .title = text_of(r, o, "title", true),
            .value = text_of(r, o, "value", true),
            .source = text_of(r, o, "source", true),
        };
    }
    s->values = values;
}

static void read_questions(struct reading *r, const json_t *root, struct ruleset *s)
{
    const json_t *list = list_of(r, root, "questions");
    s->question_count = json_array_size(list);
    struct rule_question *questions =
        arena_array(keep, struct rule_question, s->question_count + 1);
    for (size_t i = 0; i < s->question_count; i++) {
        const json_t *o = json_array_get(list, i);
        questions[i] = (struct rule_question){
            .key = text_of(r, o, "key", true),
            .title = text_of(r, o, "title", true),
            .help = text_of(r, o, "help", false),
            .per_activity = json_is_true(json_object_get(o, "per_activity")),
            .required = json_is_true(json_object_get(o, "required")),
        };
    }
    s->questions = questions;
}

static void read_lines(struct reading *r, const json_t *root, struct ruleset *s)
{
    const json_t *list = list_of(r, root, "lines");
    s->line_count = json_array_size(list);
    struct rule_standard_line *lines =
        arena_array(keep, struct rule_standard_line, s->line_count + 1);
    for (size_t i = 0; i < s->line_count; i++) {
        const json_t *o = json_array_get(list, i);
        lines[i] = (struct rule_standard_line){
            .code = text_of(r, o, "code", true),
            .heading = text_of(r, o, "heading", true),
            .title = text_of(r, o, "title", true),
            .unit = text_of(r, o, "unit", true),
        };
    }
    s->lines = lines;
}

static struct rule_calendar read_calendar(struct reading *r, const json_t *root)
{
    const json_t *o = json_object_get(root, "calendar");
    return (struct rule_calendar){
        .books_closed = (int)number_of(r, o, "books_closed", true),
        .partner_due = (int)number_of(r, o, "partner_due", true),
        .review_due = (int)number_of(r, o, "review_due", true),
        .consolidated = (int)number_of(r, o, "consolidated", true),
        .verified = (int)number_of(r, o, "verified", true),
        .donor_due = (int)number_of(r, o, "donor_due", true),
    };
}

static enum rc read_set(const char *file, const char *text, struct ruleset *s)
{
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        log_line(LOG_ERROR, NULL, "%s:%d:%d: %s", file, error.line, error.column, error.text);
        return RC_FAIL;
    }
    struct reading r = { .file = file };
    *s = (struct ruleset){
        .key = text_of(&r, root, "key", true),
        .title = text_of(&r, root, "title", true),
        .version = number_of(&r, root, "version", true),
        .era = text_of(&r, root, "era", true),
        .lead_word = text_of(&r, root, "lead_word", true),
        .partner_word = text_of(&r, root, "partner_word", true),
        .calendar = read_calendar(&r, root),
    };
    read_values(&r, root, s);
    read_nodes(&r, root, s);
    read_questions(&r, root, s);
    read_lines(&r, root, s);
    json_decref(root);
    return r.bad ? RC_FAIL : RC_OK;
}

enum rc ruleset_load(void)
{
    if (set_count) return RC_OK;
    keep = arena_new();
    enum rc rc = RC_OK;
    for (const struct embedded_text *t = rules_table; t->name && !rc; t++) {
        MUST(set_count < MOST_SETS);
        rc = read_set(t->name, t->text, &sets[set_count++]);
    }
    return rc;
}

const struct ruleset *ruleset_at(size_t i) { return i < set_count ? &sets[i] : NULL; }

const struct ruleset *ruleset_find(const char *key, int64_t version)
{
    const struct ruleset *best = NULL;
    for (size_t i = 0; i < set_count; i++) {
        if (!z_eq(sets[i].key, key)) continue;
        if (version ? sets[i].version == version : !best || sets[i].version > best->version)
            best = &sets[i];
    }
    return best;
}

const struct budget_node *ruleset_node(const struct ruleset *r, const char *code)
{
    for (size_t i = 0; i < r->node_count; i++) {
        if (z_eq(r->nodes[i].code, code)) return &r->nodes[i];
    }
    return NULL;
}

const char *ruleset_text(const struct ruleset *r, const char *rule)
{
    for (size_t i = 0; i < r->value_count; i++) {
        if (z_eq(r->values[i].key, rule)) return r->values[i].value;
    }
    return NULL;
}

enum rc rules_of(struct cx *cx, int64_t project, struct rules *out)
{
    struct project_rules_rows over;
    enum rc rc = project_rules(cx, project, &over);
    if (rc) return rc;
    if (!over.n) return RC_MISSING;
    const struct ruleset *set = ruleset_find(over.v[0].rule_set, over.v[0].rule_version);
    if (!set)
        return fail(cx, "project %lld names an unknown rule set %s", (long long)project,
                    over.v[0].rule_set);

    struct rule_value *values = arena_array(cx->arena, struct rule_value, set->value_count + 1);
    memcpy(values, set->values, set->value_count * sizeof *values);
    for (size_t i = 0; i < set->value_count; i++) {
        for (size_t k = 0; k < over.n; k++) {
            if (!z_eq(values[i].key, over.v[k].rule)) continue;
            values[i].value = over.v[k].value;
            values[i].source = over.v[k].article;
        }
    }
    *out = (struct rules){
        .set = set, .project = project, .values = values, .value_count = set->value_count
    };
    return RC_OK;
}

static const struct rule_value *value_of(const struct rules *r, const char *key)
{
    for (size_t i = 0; i < r->value_count; i++) {
        if (z_eq(r->values[i].key, key)) return &r->values[i];
    }
    return NULL;
}

const char *rules_text(const struct rules *r, const char *key)
{
    const struct rule_value *v = value_of(r, key);
    return v ? v->value : NULL;
}

int64_t rules_number(const struct rules *r, const char *key)
{
    const struct rule_value *v = value_of(r, key);
    int64_t n;
    return v && str_int64(str_of(v->value), &n) ? n : -1;
}

const char *rules_source(const struct rules *r, const char *key)
{
    const struct rule_value *v = value_of(r, key);
    return v ? v->source : NULL;
}

bool rules_names_line(const char *list, const char *code)
{
    for (str rest = str_of(list), one; rest.n;) {
        one = str_trim(str_cut(&rest, ' '));
        if (one.n && strncmp(code, one.p, one.n) == 0 && (!code[one.n] || code[one.n] == '.'))
            return true;
    }
    return false;
}
