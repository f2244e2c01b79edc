/* SPDX-License-Identifier: EUPL-1.2 */
/* checksrc_stats.c — how large files and functions are, so that growth is seen before it hurts.
 *
 * A function is what clang-format leaves: a line that is only "{", up to the next line that is only
 * "}", named by the text before it.
 */
#include "checksrc.h"
#include "source.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct size {
    const char *path, *name;
    int lines, at;
};
struct sizes {
    struct size *v;
    size_t n;
};

static struct sizes files, functions;
static size_t comment_lines, all_lines;

static void add(struct sizes *s, struct size one)
{
    s->v = source_grow(s->v, s->n, sizeof *s->v);
    s->v[s->n++] = one;
}

/* name_before: the word before the first '(' of the declaration that ends at ${brace}. */
static const char *name_before(const char *code, size_t brace)
{
    size_t from = brace;
    while (from > 1 && !(code[from - 1] == '\n' && (from < 2 || strchr("\n;}", code[from - 2]))))
        from--;
    const char *paren = memchr(code + from, '(', brace - from);
    if (!paren) return NULL;
    const char *p = paren;
    while (p > code && (isalnum((unsigned char)p[-1]) || p[-1] == '_')) p--;
    return source_copy(p, (size_t)(paren - p));
}

static void add_functions(const struct checked *f)
{
    for (const char *p = f->code; (p = strstr(p, "\n{\n")); p++) {
        const char *close = strstr(p, "\n}\n");
        size_t at = (size_t)(p - f->code) + 1;
        const char *name = name_before(f->code, at);
        if (!close || !name) continue;
        int line = line_at(f->text, at);
        add(&functions,
            (struct size){ f->path, name, line_at(f->text, (size_t)(close - f->code) + 1) - line,
                           line });
    }
}

/* add_comments: a line whose code is blank and whose text is not is a comment. */
static void add_comments(const struct checked *f)
{
    for (size_t i = 0; i < f->n;) {
        bool text = false, code = false;
        for (; i < f->n && f->text[i] != '\n'; i++) {
            text = text || !isspace((unsigned char)f->text[i]);
            code = code || !isspace((unsigned char)f->code[i]);
        }
        comment_lines += text && !code;
        all_lines++;
        i++;
    }
}

void stats_add(const struct checked *f)
{
    if (!f->code || !*f->dir || ends(f->path, "_test.c")) return;
    int lines = line_at(f->text, f->n) - 1;
    add(&files, (struct size){ f->path, "", lines, 1 });
    add_functions(f);
    add_comments(f);
}

int stats_dual(const struct checked *f)
{
    int n = 0;
    for (const char *p = f->text; (p = strstr(p, "-- @pg")); p++) n++;
    return n;
}

static int larger(const void *a, const void *b)
{
    const struct size *x = a, *y = b;
    return (y->lines > x->lines) - (y->lines < x->lines);
}

static void print(const char *what, struct sizes *s, int much)
{
    if (s->n == 0) return;
    qsort(s->v, s->n, sizeof *s->v, larger);
    size_t above = 0;
    while (above < s->n && s->v[above].lines > much) above++;
    printf("%s: %zu, median %d lines, p90 %d, largest %d, above %d: %zu\n", what, s->n,
           s->v[s->n / 2].lines, s->v[s->n / 10].lines, s->v[0].lines, much, above);
    for (size_t i = 0; i < s->n && i < 10; i++)
        printf("  %5d  %s:%d %s\n", s->v[i].lines, s->v[i].path, s->v[i].at, s->v[i].name);
}

void stats_print(void)
{
    print("files", &files, 600);
    print("functions", &functions, 60);
    if (all_lines)
        printf("comments: %zu %% of %zu lines\n", comment_lines * 100 / all_lines, all_lines);
}
