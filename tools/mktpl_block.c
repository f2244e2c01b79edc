/* SPDX-License-Identifier: EUPL-1.2 */
/* mktpl_block.c — the C of a template: where it ends, which braces it opens and closes, which words
 * move the control.
 *
 * It knows no more of C than that; the compiler says the rest. But what it knows keeps the promise
 * that the HTML place of a byte is the same whichever way the control came there.
 */
#include "mktpl_inside.h"

#include <string.h>

bool mktpl_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Behind the quote or comment that begins at ${at}; ${end} when it is not closed there. */
static size_t skip_quoted(const struct compiler *p, size_t at, size_t end)
{
    const char *s = p->src;
    char q = s[at];
    if (q == '/') {
        for (at += 2; at + 1 < end; at++)
            if (s[at] == '*' && s[at + 1] == '/') return at + 2;
        return end;
    }
    for (at++; at < end && s[at] != '\n'; at++) {
        if (s[at] == '\\')
            at++;
        else if (s[at] == q)
            return at + 1;
    }
    return end;
}

static bool quoted(const struct compiler *p, size_t at, size_t end)
{
    char c = p->src[at];
    return c == '"' || c == '\'' || (c == '/' && at + 1 < end && p->src[at + 1] == '*');
}

size_t mktpl_next(const struct compiler *p, size_t at, size_t end)
{
    return quoted(p, at, end) ? skip_quoted(p, at, end) : at + 1;
}

bool mktpl_starts(const struct compiler *p, size_t at, const char *z)
{
    size_t n = strlen(z);
    return p->n - at >= n && memcmp(p->src + at, z, n) == 0;
}

bool mktpl_find_end(struct compiler *p, size_t open, const char *mark, size_t *end)
{
    size_t depth = 0;
    for (size_t at = open + 2; at < p->n;) {
        if (mktpl_starts(p, at, mark) && depth == 0) {
            *end = at;
            return true;
        }
        if (mark[0] == '}' && (p->src[at] == '{' || p->src[at] == '}'))
            depth += p->src[at] == '{' ? 1 : depth ? (size_t)-1 : 0;
        if (p->src[at] == '/' && mktpl_starts(p, at, "//"))
            return mktpl_refuse(p, at, "write a comment in C code as /* … */");
        at = mktpl_next(p, at, p->n);
    }
    return mktpl_refuse(p, open, "%.2s is not closed by %s", p->src + open, mark);
}

bool mktpl_is_word(const char *w, size_t n, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == n && memcmp(*list, w, n) == 0) return true;
    return false;
}

/* ---- blocks ---- */

static bool open_block(struct compiler *p, size_t at, bool loop, bool alone)
{
    if (p->depth == MAX_DEPTH)
        return mktpl_refuse(p, at, "blocks are nested more than %d deep", MAX_DEPTH);
    p->block[p->depth++] =
        (struct block){ .at = at, .place = p->place, .loop = loop, .alone = alone };
    if (loop) p->place.begun = true; /* the second time round it will be */
    return true;
}

static bool close_block(struct compiler *p, size_t at, bool *opened_alone)
{
    if (p->depth == 0) return mktpl_refuse(p, at, "} closes no block");
    const struct block *b = &p->block[--p->depth];
    if (!html_same(&p->place, &b->place))
        return mktpl_refuse(
            p, at,
            "the block of line %d begins %s but ends %s: each branch must end where it began",
            mktpl_line(p, b->at), html_words(&b->place), html_words(&p->place));
    if (b->loop && p->place.glued && b->first_glues)
        return mktpl_refuse(p, at, "a blank is missing between what the loop repeats in the tag");
    p->place.begun = p->place.begun || b->place.begun || b->begun;
    p->place.glued = p->place.glued || b->place.glued || b->glued;
    *opened_alone = b->alone;
    return true;
}

/* What the words of C code mean for the place. */
static bool check_word(struct compiler *p, size_t at, size_t n)
{
    static const char *const jumps[] = { "break", "continue", "return", "goto", NULL };
    static const char *const labels[] = { "case", "default", NULL };
    const char *w = p->src + at;
    if (mktpl_is_word(w, n, jumps)) {
        bool in_text = p->place.state == HTML_TEXT;
        for (size_t i = 0; i < p->depth; i++)
            in_text = in_text && p->block[i].place.state == HTML_TEXT;
        if (!in_text)
            return mktpl_refuse(
                p, at, "`%.*s` may stand only between elements, not inside of a tag", (int)n, w);
    }
    if (mktpl_is_word(w, n, labels) && p->depth &&
        !html_same(&p->place, &p->block[p->depth - 1].place))
        return mktpl_refuse(p, at, "`%.*s` stands %s, but its switch began %s", (int)n, w,
                            html_words(&p->place), html_words(&p->block[p->depth - 1].place));
    return true;
}

bool mktpl_follow(struct compiler *p, size_t from, size_t to, bool *alone)
{
    static const char *const loops[] = { "for", "while", "do", NULL };
    static const char *const other[] = { "else", NULL };
    struct block closed = { 0 };
    bool loop = false, may_go = *alone;
    size_t parens = 0;
    for (size_t at = from; at < to;) {
        char c = p->src[at];
        size_t next = mktpl_next(p, at, to);
        if (mktpl_word_char(c)) {
            while (next < to && mktpl_word_char(p->src[next])) next++;
            if (!check_word(p, at, next - at)) return false;
            loop = loop || mktpl_is_word(p->src + at, next - at, loops);
            if (mktpl_is_word(p->src + at, next - at, other) && closed.at) {
                bool begun = p->place.begun, glued = p->place.glued;
                p->place.begun = closed.place.begun;
                p->place.glued = closed.place.glued;
                closed.begun = begun;
                closed.glued = glued;
            }
        } else if (c == '{') {
            if (!open_block(p, at, loop, *alone)) return false;
            p->block[p->depth - 1].begun = closed.begun;
            p->block[p->depth - 1].glued = closed.glued;
            closed = (struct block){ 0 };
            loop = false;
        } else if (c == '}') {
            bool opened_alone = true;
            if (p->depth) closed = p->block[p->depth - 1];
            if (!close_block(p, at, &opened_alone)) return false;
            closed.begun = closed.glued = loop = false;
            may_go = may_go && opened_alone;
        } else if (c == '#') {
            return mktpl_refuse(p, at, "the C preprocessor is not for templates");
        }
        parens += c == '(' ? 1 : c == ')' && parens ? (size_t)-1 : 0;
        if (c == ';' && parens == 0) loop = false;
        at = next;
    }
    *alone = may_go;
    return true;
}
