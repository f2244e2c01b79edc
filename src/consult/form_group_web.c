/* SPDX-License-Identifier: EUPL-1.2 */
/* form_group_web.c — the groups that the form of a consultation folds away: what each says on its
 * closed line, and which one is open because something in it is wrong.
 */
#include "consult/consult_web.h"
#include "consult/form_web.h"
#include "i18n/i18n.h"
#include "web/parts.h"

enum { GROUP_FIELDS = 7 };

static const struct {
    const char *title;
    const char *field[GROUP_FIELDS];
} groups[CONSULT_GROUPS] = {
    [GROUP_WHO] = { N_("Who is asked"), { "body", "segment", "open_to_public" } },
    [GROUP_RULE] = { N_("How it is decided"), { "rule", "options" } },
    [GROUP_DOCUMENT] = { N_("A question or a document"), { "kind", "text" } },
    [GROUP_ABOUT] = { N_("What it is about"), { NULL } },
    [GROUP_MORE] = { N_("More"),
                     { "quorum_e2", "weighted", "block_allowed", "secret", "proxy_limit", "chair",
                       "drafter" } },
};

static const char *value(const struct form_view *f, const char *field)
{
    const char *z = f->value[parts_field(f, field)];
    return z ? z : "";
}

static bool is_on(const struct form_view *f, const char *field)
{
    return z_eq(value(f, field), "1");
}

/* The words of what is chosen in a select; NULL when nothing is. */
static const char *chosen(const struct form_view *f, const char *field)
{
    const size_t i = parts_field(f, field);
    for (const struct form_choice *c = parts_choices(f, i); c && c->value; c++)
        if (parts_chosen(f, i, c->value)) return c->label;
    return NULL;
}

static const char *with(struct cx *cx, const char *all, const char *between, const char *one)
{
    return *all ? arena_printf(cx->arena, "%s%s%s", all, between, one) : one;
}

static const char *who(struct cx *cx, const struct consult_form_view *v)
{
    const char *body = chosen(v->form, "body"), *segment = chosen(v->form, "segment"), *all = "";
    if (body || segment) {
        all = body ? body : segment;
    } else {
        for (size_t i = 0; v->partners[i].value; i++)
            if (*v->asked[i]) all = with(cx, all, ", ", v->partners[i].label);
    }
    if (is_on(v->form, "open_to_public")) all = with(cx, all, ", ", T("the public by a link"));
    return *all ? all : T("nobody yet");
}

static const char *rule(struct cx *cx, const struct consult_form_view *v)
{
    for (size_t i = 0; i < v->n_rules; i++)
        if (v->rule[i].chosen)
            return arena_printf(cx->arena, "%s. %s", v->rule[i].title, v->rule[i].meaning);
    return T("no rule yet");
}

static const char *document(struct cx *cx, const struct consult_form_view *v)
{
    return z_eq(value(v->form, "kind"), "document") ? T("a document, with versions")
                                                    : T("a question alone");
}

static const char *about(struct cx *cx, const struct consult_form_view *v)
{
    const char *all = "";
    for (size_t g = 0; g < v->about.n; g++)
        for (size_t i = 0; i < v->about.v[g].n; i++)
            if (v->about.v[g].v[i].chosen) all = with(cx, all, ", ", v->about.v[g].v[i].label);
    return *all ? all : T("nothing is named");
}

static const char *more(struct cx *cx, const struct consult_form_view *v)
{
    const struct form_view *f = v->form;
    const char *quorum = value(f, "quorum_e2"), *chair = chosen(f, "chair"), *dot = " · ";
    int64_t proxies = 0;
    if (!str_int64(str_of(value(f, "proxy_limit")), &proxies)) proxies = 0;
    const char *all = *quorum ? arena_printf(cx->arena, T("quorum %s %%"), quorum) : T("no quorum");
    all = with(cx, all, dot,
               is_on(f, "weighted") ? T("votes as the mandates say") : T("one member one vote"));
    if (is_on(f, "block_allowed")) all = with(cx, all, dot, T("a member may block"));
    all = with(cx, all, dot, is_on(f, "secret") ? T("secret ballot") : T("no secret ballot"));
    all = with(cx, all, dot,
               proxies > 0 ? arena_printf(cx->arena,
                                          T_N(proxies, "%d proxy for one member",
                                              "%d proxies for one member"),
                                          (int)proxies)
                           : T("no proxies"));
    return chair ? with(cx, all, dot, arena_printf(cx->arena, T("%s leads"), chair)) : all;
}

static bool is_wrong(const struct form_view *f, const char *const *field)
{
    for (size_t i = 0; i < GROUP_FIELDS && field[i]; i++)
        if (f->problem[parts_field(f, field[i])]) return true;
    return false;
}

void consult_form_groups(struct cx *cx, struct consult_form_view *v)
{
    static const char *(*const holds[CONSULT_GROUPS])(struct cx *,
                                                      const struct consult_form_view *) = {
        [GROUP_WHO] = who,     [GROUP_RULE] = rule, [GROUP_DOCUMENT] = document,
        [GROUP_ABOUT] = about, [GROUP_MORE] = more,
    };
    for (size_t i = 0; i < CONSULT_GROUPS; i++)
        v->group[i] = (struct consult_group){
            .title = i18n_text(cx, NULL, groups[i].title),
            .holds = holds[i](cx, v),
            .open = is_wrong(v->form, groups[i].field),
        };
    v->group[GROUP_WHO].open |= v->asked_problem != NULL;
    v->group[GROUP_ABOUT].open |= v->about.problem != NULL;
}
