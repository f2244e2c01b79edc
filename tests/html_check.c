/* SPDX-License-Identifier: EUPL-1.2 */
/* html_check.c — a small strict reader of our own pages, not of the world's: double quotes,
 * lower-case names, as the templates write them. It does not know what a page is about.
 */
#include "tests/html_check.h"

#include "base/vec.h"

#include <string.h>

struct tag {
    str name;
    bool closing, empty; /* empty: ends with "/>" (in SVG) */
};
struct reader {
    struct arena *a;
    const char *page, *at;
    VEC(str) open;
    VEC(str) ids;
    VEC(str) labels;   /* for= */
    VEC(str) controls; /* ids of inputs a person fills in */
    const char *trouble;
};

static bool in_list(str name, const char *list)
{
    const char *at = list;
    for (size_t n; (n = strcspn(at, " ")); at += n + (at[n] == ' '))
        if (str_eq(name, (str){ at, n })) return true;
    return false;
}

static bool is_void(str name)
{
    return in_list(name, "area base br col embed hr img input link meta source track wbr");
}

/* Elements whose end tag HTML lets one leave out. */
static bool may_stay_open(str name)
{
    return in_list(name, "p li dt dd tr td th thead tbody tfoot option colgroup");
}

static const char *where(struct reader *r)
{
    int lines = 1;
    for (const char *c = r->page; c < r->at; c++) lines += *c == '\n';
    size_t rest = strlen(r->at);
    return arena_printf(r->a, "line %d near: %.*s", lines, (int)(rest < 80 ? rest : 80), r->at);
}

static bool bad(struct reader *r, const char *what, str about)
{
    if (!r->trouble)
        r->trouble = arena_printf(r->a, "%s <%.*s>, %s", what, (int)about.n, about.p, where(r));
    return false;
}

static bool known(const str *v, size_t n, str id)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(v[i], id)) return true;
    return false;
}

/* What a person fills in must have a label; hidden ones and buttons have none. */
static bool needs_label(str tag, str type)
{
    if (str_is(tag, "select") || str_is(tag, "textarea")) return true;
    return str_is(tag, "input") && !in_list(type, "hidden submit button");
}

static bool read_attributes(struct reader *r, struct tag *t)
{
    str id = { NULL, 0 }, type = { NULL, 0 };
    bool labelled = false;
    for (;;) {
        r->at += strspn(r->at, " \t\r\n");
        if (*r->at == '>') break;
        if (r->at[0] == '/' && r->at[1] == '>') {
            t->empty = true;
            r->at++;
            break;
        }
        str name = { r->at, strcspn(r->at, " \t\r\n=>/\"'<") };
        if (!name.n) return bad(r, "attribute without a name in", t->name);
        r->at += name.n;
        str value = { NULL, 0 };
        if (*r->at == '=') {
            char quote = r->at[1];
            if (quote != '"' && quote != '\'')
                return bad(r, "attribute without quotes in", t->name);
            const char *end = strchr(r->at + 2, quote);
            if (!end) return bad(r, "attribute without an end in", t->name);
            value = (str){ r->at + 2, (size_t)(end - r->at - 2) };
            r->at = end + 1;
        }
        if (str_starts(name, "on") || str_is(name, "style"))
            return bad(r, "inline script or style in", t->name);
        if (str_is(name, "id")) id = value;
        if (str_is(name, "type")) type = value;
        if (str_is(name, "for")) *vec_push(r->a, &r->labels) = value;
        labelled = labelled || str_is(name, "aria-label") || str_is(name, "aria-labelledby");
    }
    r->at++;
    if (id.p && known(r->ids.v, r->ids.n, id)) return bad(r, "an id stands twice:", id);
    if (id.p) *vec_push(r->a, &r->ids) = id;
    bool inside = known(r->open.v, r->open.n, STR("label"));
    if (!t->closing && needs_label(t->name, type) && !labelled && !inside) {
        if (!id.p) return bad(r, "no label and no id:", t->name);
        *vec_push(r->a, &r->controls) = id;
    }
    return true;
}

static bool close_tag(struct reader *r, str name)
{
    while (r->open.n) {
        str top = r->open.v[--r->open.n];
        if (str_eq(top, name)) return true;
        if (!may_stay_open(top)) return bad(r, "closed while another is open:", name);
    }
    return bad(r, "closed but not open:", name);
}

/* Text until the end tag, whatever stands in it. */
static bool skip_raw(struct reader *r, str name)
{
    const char *end = strstr(r->at, arena_printf(r->a, "</%.*s>", (int)name.n, name.p));
    if (!end) return bad(r, "without an end:", name);
    bool inline_code = str_is(name, "script") || str_is(name, "style");
    if (inline_code && end != r->at) return bad(r, "inline", name);
    r->at = end + name.n + 3;
    return true;
}

static bool read_tag(struct reader *r)
{
    struct tag t = { .closing = r->at[1] == '/' };
    r->at += 1 + t.closing;
    t.name = (str){ r->at, strcspn(r->at, " \t\r\n>/") };
    r->at += t.name.n;
    if (!t.name.n) return bad(r, "a bare", STR("<"));
    if (!read_attributes(r, &t)) return false;
    if (t.closing) return close_tag(r, t.name);
    if (str_is(t.name, "script") || str_is(t.name, "style") || str_is(t.name, "textarea") ||
        str_is(t.name, "title"))
        return skip_raw(r, t.name);
    if (!is_void(t.name) && !t.empty) *vec_push(r->a, &r->open) = t.name;
    return true;
}

static bool skip_comment(struct reader *r)
{
    bool comment = strncmp(r->at, "<!--", 4) == 0;
    const char *end = strstr(r->at, comment ? "-->" : ">");
    if (!end) return bad(r, "without an end:", STR("!"));
    r->at = end + (comment ? 3 : 1);
    return true;
}

const char *html_check(struct arena *a, const char *page)
{
    struct reader r = { .a = a, .page = page, .at = page };
    while (!r.trouble && (r.at = strchr(r.at, '<')) != NULL)
        (void)(r.at[1] == '!' ? skip_comment(&r) : read_tag(&r));
    if (r.trouble) return r.trouble;
    r.at = page;
    for (size_t i = r.open.n; i > 0; i--)
        if (!may_stay_open(r.open.v[i - 1])) (void)bad(&r, "never closed:", r.open.v[i - 1]);
    for (size_t i = 0; i < r.controls.n; i++)
        if (!known(r.labels.v, r.labels.n, r.controls.v[i]))
            (void)bad(&r, "nobody labels", r.controls.v[i]);
    return r.trouble;
}

const char *html_text(struct arena *a, const char *page)
{
    static const struct {
        const char *entity;
        char c;
    } entities[] = {
        { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' }
    };
    char *made = arena_dup(a, page), *to = made;
    for (const char *c = page; *c;) {
        size_t n = 1;
        *to = *c;
        for (size_t i = 0; *c == '&' && i < 5; i++)
            if (strncmp(c, entities[i].entity, strlen(entities[i].entity)) == 0) {
                *to = entities[i].c;
                n = strlen(entities[i].entity);
                break;
            }
        to++;
        c += n;
    }
    *to = '\0';
    return made;
}

bool html_links(struct arena *a, const char **at, const char **link, bool *is_action)
{
    for (const char *c = *at; (c = strpbrk(c, "ha")) != NULL; c++) {
        bool action = strncmp(c, "action=\"", 8) == 0;
        if (!action && strncmp(c, "href=\"", 6) != 0) continue;
        if (c > *at && c[-1] != ' ' && c[-1] != '\n') continue;
        c += action ? 8 : 6;
        str value = { c, strcspn(c, "\"") };
        *is_action = action;
        *link = html_text(a, arena_str(a, value));
        *at = c + value.n;
        return true;
    }
    return false;
}
