/* SPDX-License-Identifier: EUPL-1.2 */
/* mktpl_compile.c — a template becomes C functions that write the page.
 *
 * One pass: literal text moves the HTML place (mktpl_html.c) byte by byte, {{ }} asks that place
 * for its escaper, and the braces of {% %} are followed, so that every block ends at the kind of
 * place where it began: then what the place is does not depend on which branch ran. C itself is not
 * understood beyond quotes, comments, braces and a few words; the C compiler checks the rest, at
 * the template's own lines.
 */
#include "mktpl_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int mktpl_line(struct compiler *p, size_t at)
{
    if (at < p->seen_at) {
        p->seen_at = 0;
        p->seen_line = 1;
    }
    for (; p->seen_at < at; p->seen_at++) p->seen_line += p->src[p->seen_at] == '\n';
    return p->seen_line;
}

bool mktpl_refuse(struct compiler *p, size_t at, const char *fmt, ...)
{
    va_list ap;
    size_t col = 1;
    p->e->line = mktpl_line(p, at);
    for (size_t i = at; i > 0 && p->src[i - 1] != '\n'; i--) col++;
    p->e->col = (int)col;
    va_start(ap, fmt);
    vsnprintf(p->e->text, sizeof p->e->text, fmt, ap);
    va_end(ap);
    return false;
}

/* The sentences of mktpl_html.c may name the attribute or element with one %s. */
static bool refuse_place(struct compiler *p, size_t at, const char *sentence)
{
    const char *name = p->place.state == HTML_RAW ? p->place.tag : p->place.attr;
    const char *s = strstr(sentence, "%s");
    if (!s) return mktpl_refuse(p, at, "%s", sentence);
    return mktpl_refuse(p, at, "%.*s%s%s", (int)(s - sentence), sentence, name, s + 2);
}

/* ---- writing C ---- */

/* Writes one or more whole lines that stand for the template's line at ${at}. */
static void put_lines(struct compiler *p, size_t at, size_t depth, const char *z, size_t n)
{
    int line = mktpl_line(p, at);
    if (p->line != line) text_printf(p->c, "#line %d \"%s\"\n", line, p->path);
    text_printf(p->c, "%*s", (int)(4 * (depth + 1)), "");
    text_put(p->c, z, n);
    text_char(p->c, '\n');
    p->line = line + 1;
    for (size_t i = 0; i < n; i++) p->line += z[i] == '\n';
}

/* How much of the literal goes into one call: C promises 4,095 bytes; a character is not cut. */
static size_t literal_part(const char *z, size_t n)
{
    if (n <= MAX_LITERAL) return n;
    size_t part = MAX_LITERAL;
    while (part > 1 && ((unsigned char)z[part] & 0xc0) == 0x80) part--;
    return part;
}

static void put_literal(struct compiler *p)
{
    struct text t = { 0 };
    p->uses_out = p->uses_out || p->lit.n;
    for (size_t from = 0; from < p->lit.n;) {
        const char *z = p->lit.p + from;
        size_t n = literal_part(z, p->lit.n - from);
        text_add(&t, "buf_put(out, ");
        for (size_t i = 0, lf; i < n; i = lf) {
            for (lf = i; lf < n && (lf == i || z[lf - 1] != '\n'); lf++)
                ;
            if (i) text_printf(&t, "\n%*s", (int)(4 * (p->depth + 1) + 13), "");
            text_char(&t, '"');
            text_literal(&t, z + i, lf - i);
            text_char(&t, '"');
        }
        text_printf(&t, ", %zu);", n);
        put_lines(p, p->lit_at, p->depth, t.p, t.n);
        text_free(&t);
        from += n;
    }
    p->lit.n = 0;
}

/* ---- {% %} and {{ }} ---- */

static void trim(const struct compiler *p, size_t *from, size_t *to)
{
    while (*from < *to && html_blank(p->src[*from])) ++*from;
    while (*to > *from && html_blank(p->src[*to - 1])) --*to;
}

/* Is all else on the line of [from, to) blank? */
static bool stands_alone(const struct compiler *p, size_t from, size_t to)
{
    while (from > 0 && p->src[from - 1] != '\n') {
        if (p->src[from - 1] != ' ' && p->src[from - 1] != '\t') return false;
        from--;
    }
    while (to < p->n && p->src[to] != '\n') {
        if (!html_blank(p->src[to])) return false;
        to++;
    }
    return true;
}

static void drop_line_end(struct compiler *p)
{
    while (p->at < p->n && p->src[p->at] != '\n') p->at++;
    p->at += p->at < p->n;
    p->line_start = true;
}

static bool expression(struct compiler *p)
{
    size_t open = p->at, from = open + 2, to;
    const char *why, *put = html_escaper(&p->place, &why);
    if (!put) return refuse_place(p, open, why);
    if (!mktpl_find_end(p, open, "}}", &to)) return false;
    p->at = to + 2;
    trim(p, &from, &to);
    if (from == to) return mktpl_refuse(p, open, "{{ }} is empty");
    for (size_t at = from; at < to; at = mktpl_next(p, at, to))
        if (p->src[at] == ';' || p->src[at] == '#')
            return mktpl_refuse(p, at, "{{ }} holds one expression; `%c` is not part of one",
                                p->src[at]);
    put_literal(p);
    struct text t = { 0 };
    bool braces =
        memchr(p->src + from, '{', to - from) != NULL; /* commas in them are the macro's */
    text_printf(&t, braces ? "%s(cx, out, (%.*s));" : "%s(cx, out, %.*s);", put, (int)(to - from),
                p->src + from);
    put_lines(p, from, p->depth, t.p, t.n);
    text_free(&t);
    p->place.begun = true;
    p->line_start = false;
    p->uses_cx = p->uses_out = true;
    return true;
}

static bool code(struct compiler *p, size_t open, size_t from, size_t to)
{
    static const char *const control[] = {
        "if", "for", "while", "switch", "case", "default", NULL
    };
    const char *s = p->src;
    size_t word = from;
    const char *why = html_pause(&p->place);
    if (why) return refuse_place(p, open, why);
    while (word < to && mktpl_word_char(s[word])) word++;
    if (p->place.state != HTML_TEXT && s[from] != '}' &&
        !mktpl_is_word(s + from, word - from, control))
        return mktpl_refuse(p, open,
                            "inside of a tag only if, else, for, while and switch may stand");
    if (!strchr("{};:", s[to - 1]))
        return mktpl_refuse(
            p, to - 1,
            "C code in {%% %%} ends with { } ; or :, so that the text after it belongs to it "
            "whole");
    bool squeeze = html_may_squeeze(&p->place);
    bool alone = squeeze && stands_alone(p, open, p->at);
    put_literal(p);
    size_t depth = p->depth;
    if (!mktpl_follow(p, from, to, &alone)) return false;
    if (s[from] == '}' && depth) depth--;
    put_lines(p, from, depth, s + from, to - from);
    if (alone) drop_line_end(p);
    return true;
}

/* "name(arguments)" in [from, to): *name_end is behind the name, [args, args_end) what stands in
 * the parentheses. */
static bool name_and_args(struct compiler *p, size_t from, size_t to, size_t *name_end,
                          size_t *args, size_t *args_end)
{
    size_t at = from;
    while (at < to && mktpl_word_char(p->src[at])) at++;
    *name_end = at;
    while (at < to && html_blank(p->src[at])) at++;
    if (!source_is_word(p->src + from, *name_end - from) || at >= to || p->src[at] != '(' ||
        p->src[to - 1] != ')')
        return mktpl_refuse(p, from, "expected name(…), the name in lower case");
    *args = at + 1;
    *args_end = to - 1;
    trim(p, args, args_end);
    return true;
}

static bool call(struct compiler *p, size_t open, size_t from, size_t to)
{
    size_t name_end, args, args_end;
    if (p->place.state != HTML_TEXT)
        return mktpl_refuse(p, open, "{%% call %%} may stand only between elements");
    if (!name_and_args(p, from, to, &name_end, &args, &args_end)) return false;
    put_literal(p);
    struct text t = { 0 };
    text_printf(&t, "%.*s_html(cx, out%s%.*s);", (int)(name_end - from), p->src + from,
                args < args_end ? ", " : "", (int)(args_end - args), p->src + args);
    put_lines(p, from, p->depth, t.p, t.n);
    text_free(&t);
    p->line_start = false;
    p->uses_cx = p->uses_out = true;
    return true;
}

static bool include(struct compiler *p, size_t open, size_t from, size_t to)
{
    if (p->page || p->n_pages)
        return mktpl_refuse(p, open, "{%% include %%} stands before the first page");
    if (to - from < 3 || p->src[from] != '"' || mktpl_next(p, from, to) != to ||
        p->src[to - 1] != '"')
        return mktpl_refuse(p, from, "include takes one \"file.h\"");
    text_printf(p->h, "#include %.*s\n", (int)(to - from), p->src + from);
    return true;
}

/* ---- pages ---- */

/* A page of plain text uses no cx; an empty one no out either. */
static void put_unused(struct compiler *p)
{
    if (p->uses_cx && p->uses_out) return;
    struct text body = { 0 };
    text_put(&body, p->c->p + p->body_at, p->c->n - p->body_at);
    p->c->n = p->body_at;
    text_add(p->c, p->uses_cx ? "" : "    (void)cx;\n");
    text_add(p->c, p->uses_out ? "" : "    (void)out;\n");
    text_put(p->c, body.p, body.n);
    text_free(&body);
}

static bool end_page(struct compiler *p)
{
    if (!p->page) return true;
    if (p->depth)
        return mktpl_refuse(p, p->block[p->depth - 1].at,
                            "the { of this block is not closed before the page ends");
    if (p->place.state != HTML_TEXT || p->place.keep)
        return mktpl_refuse(p, p->at, "the page `%s` ends %s", p->page, html_words(&p->place));
    while (p->lit.n && html_blank(p->lit.p[p->lit.n - 1])) p->lit.n--;
    put_literal(p);
    text_add(p->c, "}\n");
    put_unused(p);
    p->page = NULL;
    return true;
}

static bool begin_page(struct compiler *p, size_t open, size_t from, size_t to)
{
    size_t name_end, args, args_end;
    struct text proto = { 0 };
    if (!name_and_args(p, from, to, &name_end, &args, &args_end)) return false;
    char *name = source_copy(p->src + from, name_end - from);
    if (p->n_pages == MAX_PAGES) {
        free(name);
        return mktpl_refuse(p, open, "more than %d pages in one file", MAX_PAGES);
    }
    p->pages[p->n_pages++] = name;
    for (size_t i = 0; i + 1 < p->n_pages; i++)
        if (strcmp(p->pages[i], name) == 0)
            return mktpl_refuse(p, from, "there is a page `%s` already", name);
    for (size_t at = args; at < args_end; at++)
        if (strchr("{};#\"", p->src[at]))
            return mktpl_refuse(p, at, "`%c` cannot stand in the parameters of a page", p->src[at]);
    bool none = args == args_end || (args_end - args == 4 && memcmp(p->src + args, "void", 4) == 0);
    text_printf(&proto, "void %s_html(struct cx *cx, struct buf *out%s%.*s)", name,
                none ? "" : ", ", none ? 0 : (int)(args_end - args), p->src + args);
    text_printf(p->h, "%s%s;\n", p->n_pages == 1 ? "\n" : "", proto.p);
    text_printf(p->c, "\n#line %d \"%s\"\n%s\n{\n", mktpl_line(p, from), p->path, proto.p);
    text_free(&proto);
    p->page = name;
    p->page_at = open;
    p->body_at = p->c->n;
    p->uses_cx = p->uses_out = false;
    p->line = 0;
    p->place = (struct html_place){ 0 };
    p->line_start = true;
    return true;
}

static bool tag(struct compiler *p)
{
    size_t open = p->at, from = open + 2, to;
    if (!mktpl_find_end(p, open, "%}", &to)) return false;
    trim(p, &from, &to);
    size_t word = from;
    while (word < to && mktpl_word_char(p->src[word])) word++;
    static const char *const names[] = { "page", "include", "call" };
    size_t which = 0;
    while (which < 3 &&
           !(word - from == strlen(names[which]) && mktpl_starts(p, from, names[which])))
        which++;
    size_t rest = word;
    if (which < 3) trim(p, &rest, &to);
    if (from == to) return mktpl_refuse(p, open, "{%% %%} is empty");
    if (which == 0 && !end_page(p)) return false;
    p->at = to;
    while (!mktpl_starts(p, p->at, "%}")) p->at++;
    p->at += 2;
    if (which == 0) return begin_page(p, open, rest, to);
    if (which == 1) return include(p, open, rest, to);
    if (!p->page)
        return mktpl_refuse(p, open, "there is no page yet: write {%% page name(…) %%} first");
    return which == 2 ? call(p, open, rest, to) : code(p, open, from, to);
}

static bool comment(struct compiler *p)
{
    size_t open = p->at;
    for (p->at += 2; p->at < p->n && !mktpl_starts(p, p->at, "#}"); p->at++)
        ;
    if (p->at >= p->n) return mktpl_refuse(p, open, "{# is not closed by #}");
    p->at += 2;
    if (html_may_squeeze(&p->place) && stands_alone(p, open, p->at)) drop_line_end(p);
    return true;
}

/* ---- literal text ---- */

static bool put_byte(struct compiler *p, size_t at, char c)
{
    bool glues = p->place.state == HTML_TAG && !html_blank(c) && c != '/' && c != '>';
    for (size_t i = p->depth; i > 0 && !p->block[i - 1].first_seen; i--) {
        p->block[i - 1].first_seen = true;
        p->block[i - 1].first_glues = glues;
    }
    const char *why = html_feed(&p->place, c);
    if (why) return refuse_place(p, at, why);
    if (p->lit.n == 0) p->lit_at = at;
    text_char(&p->lit, c);
    return true;
}

/* A run of blanks: with a newline in it, it becomes one newline; at the start of a line, nothing.
 */
static bool blanks(struct compiler *p)
{
    size_t from = p->at;
    bool lf = false;
    while (p->at < p->n && html_blank(p->src[p->at])) lf = p->src[p->at++] == '\n' || lf;
    if (!p->page || p->line_start) return true;
    if (lf) return put_byte(p, from, '\n');
    for (size_t i = from; i < p->at; i++)
        if (!put_byte(p, i, p->src[i])) return false;
    return true;
}

static bool literal(struct compiler *p)
{
    char c = p->src[p->at];
    if (html_blank(c) && html_may_squeeze(&p->place)) return blanks(p);
    if (!p->page)
        return mktpl_refuse(p, p->at, "text outside of a page: write {%% page name(…) %%} first");
    p->line_start = false;
    return put_byte(p, p->at++, c);
}

static bool check_bytes(struct compiler *p)
{
    for (size_t at = 0, n; at < p->n; at += n) {
        n = source_utf8(p->src + at, p->n - at);
        if (n == 0) return mktpl_refuse(p, at, "this is not UTF-8");
        if ((unsigned char)p->src[at] < 0x20 && !html_blank(p->src[at]))
            return mktpl_refuse(p, at, "a control character");
    }
    return true;
}

static bool compile(struct compiler *p)
{
    if (!check_bytes(p)) return false;
    while (p->at < p->n) {
        bool ok = mktpl_starts(p, p->at, "{#")              ? comment(p)
                  : mktpl_starts(p, p->at, "{%")            ? tag(p)
                  : mktpl_starts(p, p->at, "{{") && p->page ? expression(p)
                                                            : literal(p);
        if (!ok) return false;
    }
    if (!end_page(p)) return false;
    return p->n_pages ? true : mktpl_refuse(p, 0, "the file has no {%% page name(…) %%}");
}

bool mktpl_compile(const char *src, size_t n, const char *path, struct text *h, struct text *c,
                   struct mktpl_error *e)
{
    struct compiler *p = source_alloc(sizeof *p);
    const char *below = source_below(path);
    size_t stem = strlen(below);
    if (stem > 5 && strcmp(below + stem - 5, ".html") == 0) stem -= 5;
    *p = (struct compiler){
        .src = src, .path = path, .n = n, .h = h, .c = c, .e = e, .seen_line = 1
    };
    struct text guard = { 0 };
    text_add(&guard, "KOLO_");
    for (size_t i = 0; i < stem; i++)
        text_char(&guard, below[i] >= 'a' && below[i] <= 'z' ? (char)(below[i] - 32)
                          : mktpl_word_char(below[i])        ? below[i]
                                                             : '_');
    text_add(&guard, "_HTML_H");
    text_printf(h,
                "/* Made by tools/mktpl from %s. Do not edit. */\n#ifndef %s\n#define %s\n\n"
                "#include \"web/html.h\"\n",
                path, guard.p, guard.p);
    text_printf(c, "/* Made by tools/mktpl from %s. Do not edit. */\n#include \"%.*s_html.h\"\n",
                path, (int)stem, below);
    bool ok = compile(p);
    text_add(h, "\n#endif\n");
    for (size_t i = 0; i < p->n_pages; i++) free(p->pages[i]);
    text_free(&p->lit);
    text_free(&guard);
    free(p);
    return ok;
}
