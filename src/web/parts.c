/* SPDX-License-Identifier: EUPL-1.2 */
/* parts.c — the small decisions behind parts.html, form.html and page.html, so that templates hold
 * no more than loops and conditions: which input a field gets, which areas fit on a phone.
 *
 * Refuses to know any domain, any database, any request.
 */
#include "web/parts.h"

#include "base/log.h"

#include <string.h>

size_t parts_field(const struct form_view *v, const char *name)
{
    for (size_t i = 0; i < v->form->n; i++)
        if (z_eq(v->form->fields[i].name, name)) return i;
    BUG("form %s has no field %s", v->form->name, name);
}

size_t parts_problem_count(const struct form_view *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->form->n; i++) n += v->problem[i] != NULL;
    return n;
}

struct url parts_anchor(struct cx *cx, const char *id)
{
    return (struct url){ arena_printf(cx->arena, "#%s", id) };
}

struct url parts_jump(struct cx *cx, const char *name)
{
    return (struct url){ arena_printf(cx->arena, "#f-%s", name) };
}

const char *parts_described(struct cx *cx, const struct form_view *v, size_t i)
{
    const struct form_field *f = &v->form->fields[i];
    if (f->hint && v->problem[i])
        return arena_printf(cx->arena, "f-%s-hint f-%s-wrong", f->name, f->name);
    if (f->hint) return arena_printf(cx->arena, "f-%s-hint", f->name);
    return v->problem[i] ? arena_printf(cx->arena, "f-%s-wrong", f->name) : NULL;
}

const char *parts_input_type(const struct form_field *f)
{
    switch (f->type) {
    case FORM_EMAIL: return "email";
    case FORM_PASSWORD: return "password";
    case FORM_DATE: return "date";
    case FORM_STAMP: return "datetime-local";
    case FORM_MONTH: return "month";
    case FORM_FILE: return "file";
    /* Numbers are text with a number keyboard: type=number would refuse "1 234,56". */
    case FORM_INT:
    case FORM_ID:
    case FORM_EUR:
    case FORM_AMOUNT:
    case FORM_UNITS:
    case FORM_RATE:
    case FORM_PERCENT:
    case FORM_TEXT:
    case FORM_LONG:
    case FORM_FLAG:
    case FORM_CHOICE: break;
    }
    return "text";
}

const char *parts_inputmode(const struct form_field *f)
{
    if (f->type == FORM_INT || f->type == FORM_ID) return "numeric";
    bool is_decimal = f->type == FORM_EUR || f->type == FORM_AMOUNT || f->type == FORM_UNITS ||
                      f->type == FORM_RATE || f->type == FORM_PERCENT;
    return is_decimal ? "decimal" : NULL;
}

const char *parts_autocomplete(const struct form_field *f)
{
    if (f->type == FORM_EMAIL) return "email";
    if (f->type == FORM_PASSWORD)
        return z_eq(f->name, "password") ? "current-password" : "new-password";
    return z_eq(f->name, "code") ? "one-time-code" : NULL;
}

const char *parts_affix(const struct form_field *f)
{
    if (f->type == FORM_EUR) return "EUR";
    return f->type == FORM_PERCENT ? "%" : NULL;
}

const struct form_choice *parts_choices(const struct form_view *v, size_t i)
{
    return v->options && v->options[i] ? v->options[i] : v->form->fields[i].choices;
}

bool parts_is_radio(const struct form_view *v, size_t i)
{
    const struct form_choice *c = parts_choices(v, i);
    size_t n = 0;
    while (c && c[n].value) n++;
    return v->form->fields[i].required && n >= 2 && n <= 3;
}

bool parts_chosen(const struct form_view *v, size_t i, const char *value)
{
    return v->value[i] && z_eq(v->value[i], value);
}

const char *parts_choice_label(struct cx *cx, const struct form_view *v, size_t i,
                               const struct form_choice *c)
{
    bool is_given = v->options && v->options[i] && v->options[i] != v->form->fields[i].choices;
    return is_given ? c->label : i18n_text(cx, NULL, c->label);
}

const char *parts_action_class(const struct action *a)
{
    static const char *const names[] = { [ACTION_PLAIN] = "plain",
                                         [ACTION_PRIMARY] = "primary",
                                         [ACTION_DANGER] = "danger",
                                         [ACTION_QUIET] = "quiet" };
    return names[a->kind];
}

/* ---- the bottom bar of a phone -------------------------------------------------------------- */
enum { BOTTOM = 4 };

static bool is_favored(const struct page_link *l)
{
    return z_eq(l->icon, "today") || z_eq(l->icon, "plan") || z_eq(l->icon, "money") ||
           z_eq(l->icon, "reports");
}

/* The favored areas a role has, filled up with the first others, in the order of the side bar. */
bool parts_is_bottom(const struct page *pg, const struct page_link *l)
{
    size_t favored = 0, others_before = 0;
    for (size_t i = 0; i < pg->nav.n; i++) favored += is_favored(&pg->nav.v[i]);
    if (is_favored(l)) return true;
    for (size_t i = 0; i < pg->nav.n && &pg->nav.v[i] != l; i++)
        others_before += !is_favored(&pg->nav.v[i]);
    return favored + others_before < BOTTOM;
}

const struct page_link *parts_bottom(const struct page *pg, size_t i)
{
    for (size_t k = 0; k < pg->nav.n; k++)
        if (parts_is_bottom(pg, &pg->nav.v[k]) && i-- == 0) return &pg->nav.v[k];
    return NULL;
}

bool parts_holds_here(const struct page *pg)
{
    for (size_t i = 0; i < pg->nav.n; i++)
        if (pg->nav.v[i].here && !parts_is_bottom(pg, &pg->nav.v[i])) return true;
    return false;
}

bool parts_is_file(const struct page_link *l) { return z_eq(l->icon, "download"); }

struct url parts_home(const struct page *pg) { return pg->home.p ? pg->home : (struct url){ "/" }; }

const char *parts_decimal(struct cx *cx)
{
    return cx->locale && cx->locale->decimal == ',' ? "," : ".";
}

bool parts_late(struct cx *cx, date d)
{
    return date_given(d) && date_cmp(d, date_of_stamp(cx->now)) < 0;
}

const char *parts_error_advice(struct cx *cx, int status)
{
    switch (status) {
    case 401: return T("Sign in and open the address again.");
    case 403:
        return T("You may look at this but not change it. The lead partner can give more rights.");
    case 404:
        return T("The address may be mistyped, the thing removed, or it is not shared with you.");
    case 409: return T("Go back, load the page again and look at what changed in the meantime.");
    case 413: return T("Make the file smaller or split it, then send it again.");
    case 422:
        return T("Go back and correct what the sentence names. What you typed is still there.");
    case 429: return T("Wait a minute, then try again.");
    case 503: return T("The server is busy for a moment. Wait a few seconds and try again.");
    default: break;
    }
    return status >= 500 ? T("Nothing was saved by this request. Trying again does no harm.")
                         : T("Go back and try again from there.");
}
