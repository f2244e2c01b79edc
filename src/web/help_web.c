/* SPDX-License-Identifier: EUPL-1.2 */
/* help_web.c — help is part of the program: Markdown files, embedded at build, cut into parts so
 * that a term or a rule can be linked to. Knows no role and no project; anybody may read it.
 */
#include "web/help.h"

#include "base/utf8.h"
#include "web/help_html.h"

#include <string.h>

/* The order of the side list; a text that is not named here is found by its address only. */
static const char *const order[] = { "bookkeeper",    "coordinator", "lead",      "auditor",
                                     "administrator", "amounts",     "terms",     "notices",
                                     "threads",       "mail",        "decisions", "tasks",
                                     "ballots",       "meetings",    "bodies",    "search",
                                     "keyboard",      NULL };

static const char *raw_text(struct cx *cx, const char *lang, const char *word)
{
    const char *name = arena_printf(cx->arena, "%s.%s", lang, word);
    for (const struct embedded_text *t = help_table; t->name; t++)
        if (z_eq(t->name, name)) return t->text;
    return NULL;
}

/* "Affiliated entity" → "affiliated-entity". */
static const char *part_id(struct cx *cx, str title)
{
    char *z = utf8_fold(cx->arena, arena_str(cx->arena, title)), *to = z;
    for (const char *p = z; *p; p++) {
        bool is_plain = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');
        if (is_plain)
            *to++ = *p;
        else if (to > z && to[-1] != '-')
            *to++ = '-';
    }
    while (to > z && to[-1] == '-') to--;
    *to = '\0';
    return z;
}

static bool is_cyrillic(const struct cx *cx) { return cx->locale && cx->locale->cyrillic; }

static const char *shown(struct cx *cx, str s)
{
    const char *z = arena_str(cx->arena, str_trim(s));
    return is_cyrillic(cx) ? i18n_cyrillic(cx->arena, z) : z;
}

static str after(str s, size_t n) { return (str){ s.p + n, s.n - n }; }

/* Takes the lines up to the next part off ${rest}. */
static str take_body(str *rest)
{
    const char *begin = rest->p;
    while (rest->n && !str_starts(*rest, "## ")) str_cut(rest, '\n');
    return (str){ begin, (size_t)(rest->p - begin) };
}

static void add_part(struct cx *cx, struct help_text *out, str title, str body)
{
    const char *text = arena_str(cx->arena, str_trim(body));
    if (!title.p && !*text) return;
    struct html html = markdown(cx, text);
    *vec_push(cx->arena, &out->parts) = (struct help_part){
        .id = title.p ? part_id(cx, title) : NULL,
        .title = title.p ? shown(cx, title) : NULL,
        .html = is_cyrillic(cx) ? html_cyrillic(cx, html) : html,
    };
}

/* The licence line is a comment; the title is the first line that begins with "# ". */
static str take_title(str *rest)
{
    while (rest->n) {
        str line = str_cut(rest, '\n');
        if (str_starts(line, "# ")) return str_trim(after(line, 2));
    }
    return (str){ "", 0 };
}

/* Both scripts of Serbian are read from one text. */
static const char *language(const struct cx *cx)
{
    const char *tag = cx->locale ? cx->locale->tag : "en";
    return strncmp(tag, "sr", 2) == 0 ? "sr" : tag;
}

bool help_find(struct cx *cx, const char *word, struct help_text *out)
{
    const char *lang = language(cx), *text = raw_text(cx, lang, word);
    *out = (struct help_text){ .word = word };
    if (!text && !z_eq(lang, "en")) {
        text = raw_text(cx, "en", word);
        out->foreign = text != NULL;
    }
    if (!text) return false;

    str rest = str_of(text);
    out->title = shown(cx, take_title(&rest));
    add_part(cx, out, (str){ NULL, 0 }, take_body(&rest));
    while (rest.n) {
        str title = str_trim(after(str_cut(&rest, '\n'), 3));
        add_part(cx, out, title, take_body(&rest));
    }
    return true;
}

/* Title and address of every text of the side list. */
static void fill_list(struct cx *cx, struct page_link *to, size_t *n, const char *here)
{
    *n = 0;
    for (size_t i = 0; order[i]; i++) {
        const char *text = raw_text(cx, language(cx), order[i]);
        if (!text) text = raw_text(cx, "en", order[i]);
        if (!text) continue;
        str rest = str_of(text);
        to[(*n)++] = (struct page_link){ .text = shown(cx, take_title(&rest)),
                                         .url = url_path(cx, "/help/%s", order[i]),
                                         .here = z_eq(order[i], here) };
    }
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *word = rq->word ? rq->word : "index";
    struct page_link list[sizeof order / sizeof *order];
    struct help_text text;
    size_t n;
    if (!help_find(cx, word, &text)) return RC_MISSING;

    struct page *pg = page_begin(cx, rq, text.title, AREA_HELP);
    if (rq->word) page_crumb(cx, pg, T("Help"), url_path(cx, "/help"));
    fill_list(cx, list, &n, word);
    help_page_html(cx, &rs->body, pg, &text, list, n);
    return RC_OK;
}

const struct route help_routes[] = {
    { METHOD_GET, "/help", show, .may = ROUTE_PUBLIC, .title = N_("Help"), .no_api = true },
    { METHOD_GET, "/help/{word}", show, .may = ROUTE_PUBLIC, .title = N_("Help"), .no_api = true },
    { 0 },
};
