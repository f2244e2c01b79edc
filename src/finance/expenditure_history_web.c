/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_history_web.c — from the audit's before and after to sentences: who changed what from
 * what to what. It trusts nothing in them to be there.
 */
#include "base/vec.h"
#include "finance/expenditure_compare.h"
#include "finance/expenditure_grid_view.h"
#include "finance/expenditure_history_view.h"
#include "finance/expenditure_list_view.h"
#include "i18n/i18n.h"

#include <jansson.h>
#include <string.h>

struct telling {
    struct cx *cx;
    bool hides;
    VEC(struct change) out;
};

static const char *text_of(const json_t *o, const char *key)
{
    const char *z = json_string_value(json_object_get(o, key));
    return z ? z : "";
}

static const char *value_of(struct telling *t, const struct expenditure_column *c, const json_t *o)
{
    struct cx *cx = t->cx;
    const json_t *v = json_object_get(o, c->audit);
    const char *z = json_string_value(v);
    date d;
    if (c->kind == COLUMN_FLAG) return json_is_true(v) ? T("yes") : T("no");
    if (c->kind == COLUMN_MINOR) return i18n_minor(cx, json_integer_value(v));
    if (!z || !*z) return T("empty");
    if (t->hides && c->is_sensitive) return T("restricted");
    if (c->kind == COLUMN_DATE && date_iso(str_of(z), &d)) return i18n_date(cx, d);
    if (strcmp(c->name, "document_type") == 0) return expenditure_type_word(cx, z);
    return arena_dup(cx->arena, z);
}

static void tell(struct telling *t, stamp at, const char *sentence)
{
    *vec_push(t->cx->arena, &t->out) = (struct change){ .at = at, .sentence = sentence };
}

static void tell_change(struct telling *t, const struct expenditure_line_audit_row *r,
                        const json_t *before, const json_t *after)
{
    struct cx *cx = t->cx;
    size_t told = 0;
    for (size_t i = 0; i < EXPENDITURE_COLUMNS; i++) {
        const struct expenditure_column *c = &expenditure_columns[i];
        if (json_equal(json_object_get(before, c->audit), json_object_get(after, c->audit)))
            continue;
        told++;
        tell(t, r->at,
             arena_printf(cx->arena, T("%s changed “%s” from %s to %s."), r->actor,
                          i18n_text(cx, NULL, c->label), value_of(t, c, before),
                          value_of(t, c, after)));
    }
    if (!told) tell(t, r->at, arena_printf(cx->arena, T("%s saved the line again."), r->actor));
}

static const char *decided(struct cx *cx, const struct expenditure_line_audit_row *r,
                           const json_t *after)
{
    const char *decision = text_of(after, "decision"), *reason = text_of(after, "reason");
    const char *word = expenditure_mark(cx, arena_dup(cx->arena, decision)).word;
    if (strcmp(decision, "deducted") == 0)
        return arena_printf(cx->arena, T("%s deducted %s EUR: %s"), r->actor,
                            text_of(after, "deducted"), reason);
    if (*reason) return arena_printf(cx->arena, T("%s decided: %s. %s"), r->actor, word, reason);
    return arena_printf(cx->arena, T("%s decided: %s."), r->actor, word);
}

static void tell_file(struct telling *t, const struct expenditure_line_audit_row *r,
                      const json_t *file, bool added)
{
    struct cx *cx = t->cx;
    const char *name = t->hides ? T("restricted") : text_of(file, "name");
    tell(t, r->at,
         added ? arena_printf(cx->arena, T("%s attached “%s”."), r->actor, name)
               : arena_printf(cx->arena, T("%s took “%s” off the line."), r->actor, name));
}

static void tell_one(struct telling *t, const struct expenditure_line_audit_row *r)
{
    struct cx *cx = t->cx;
    json_t *before = r->before_json ? json_loads(r->before_json, 0, NULL) : NULL;
    json_t *after = r->after_json ? json_loads(r->after_json, 0, NULL) : NULL;
    if (z_eq(r->action, "expenditure.change"))
        tell_change(t, r, before, after);
    else if (z_eq(r->action, "expenditure.attach"))
        tell_file(t, r, after, true);
    else if (z_eq(r->action, "expenditure.detach"))
        tell_file(t, r, before, false);
    else if (z_eq(r->action, "expenditure.decide"))
        tell(t, r->at, decided(cx, r, after));
    else if (z_eq(r->action, "expenditure.remove"))
        tell(t, r->at, arena_printf(cx->arena, T("%s removed the line."), r->actor));
    else if (z_eq(r->action, "expenditure.restore"))
        tell(t, r->at, arena_printf(cx->arena, T("%s brought the line back."), r->actor));
    else
        tell(t, r->at, arena_printf(cx->arena, T("%s entered the line."), r->actor));
    json_decref(before);
    json_decref(after);
}

struct history expenditure_history(struct cx *cx, const struct expenditure_line_audit_rows *rows,
                                   bool hides)
{
    struct telling t = { .cx = cx, .hides = hides };
    for (size_t i = 0; i < rows->n; i++) tell_one(&t, &rows->v[i]);
    return (struct history){ t.out.v, t.out.n };
}
