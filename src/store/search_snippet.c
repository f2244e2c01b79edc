/* SPDX-License-Identifier: EUPL-1.2 */
/* search_snippet.c — the place of a text where what was looked for stands first, with the words
 * that fit marked, in one line.
 */
#include "base/buf.h"
#include "i18n/words.h"
#include "store/search_ask.h"

#include <string.h>

enum { BEFORE = 60, SHOWN = 220, LOOKED = 64 * 1024 };

static bool is_term(const struct search_term *t, const char *word)
{
    size_t n = strlen(word);
    if (t->begins) return strncmp(word, t->words, strlen(t->words)) == 0;
    for (str rest = str_of(t->words); rest.n > 0;) {
        str w = str_cut(&rest, ' ');
        if (w.n == n && memcmp(w.p, word, n) == 0) return true;
    }
    return false;
}

static bool fits(struct cx *cx, const struct search_terms *terms, str word)
{
    struct arena_mark m = arena_mark(cx->arena);
    const char *folded = words_of(cx->arena, arena_str(cx->arena, word));
    bool found = false;
    for (size_t i = 0; i < terms->n && !found; i++) found = is_term(&terms->v[i], folded);
    arena_rewind(cx->arena, m);
    return found;
}

/* Where the snippet begins: at a word a little before the first that fits. */
static const char *start_of(struct cx *cx, const struct search_terms *terms, str text)
{
    const char *first = NULL;
    str rest = { text.p, text.n < LOOKED ? text.n : LOOKED };
    while (rest.n < text.n && rest.n > 0 && ((unsigned char)text.p[rest.n] & 0xC0) == 0x80)
        rest.n--;
    while (!first && rest.n > 0) {
        str word = words_next(&rest);
        if (word.n && fits(cx, terms, word)) first = word.p;
    }
    if (!first || first - text.p <= BEFORE) return text.p;
    const char *at = first - BEFORE;
    while (at < first && *at != ' ' && *at != '\n') at++;
    while (at < first && (*at == ' ' || *at == '\n')) at++;
    return at;
}

static const char *end_of(str text, const char *start)
{
    const char *all = text.p + text.n;
    if (all - start <= SHOWN) return all;
    const char *end = start + SHOWN, *at = end;
    while (at > start + SHOWN / 2 && *at != ' ' && *at != '\n') at--;
    if (at > start + SHOWN / 2) return at;
    while (end > start && ((unsigned char)*end & 0xC0) == 0x80) end--;
    return end;
}

/* one_line(a, s): its white space is one blank each. */
static const char *one_line(struct arena *a, str s)
{
    char *out = arena_alloc(a, s.n + 1), *to = out;
    for (size_t i = 0; i < s.n; i++) {
        bool space = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r';
        if (!space)
            *to++ = s.p[i];
        else if (to == out || to[-1] != ' ')
            *to++ = ' ';
    }
    *to = '\0';
    return out;
}

struct pieces {
    struct search_piece *v;
    size_t n, cap;
};

static void add(struct cx *cx, struct pieces *p, const char *from, const char *to, bool marked)
{
    if (from < to)
        *(struct search_piece *)vec_push(cx->arena, p) =
            (struct search_piece){ one_line(cx->arena, (str){ from, (size_t)(to - from) }),
                                   marked };
}

void search_snippet(struct cx *cx, const struct search_terms *terms, const char *text,
                    struct search_found *f)
{
    struct pieces p = { 0 };
    struct buf plain;
    str all = str_trim(str_of(text));
    const char *start = start_of(cx, terms, all), *end = end_of(all, start), *at = start;
    if (start > all.p)
        *(struct search_piece *)vec_push(cx->arena, &p) = (struct search_piece){ "… ", false };
    for (str rest = { start, (size_t)(end - start) }; rest.n > 0;) {
        str word = words_next(&rest);
        if (!word.n || !fits(cx, terms, word)) continue;
        add(cx, &p, at, word.p, false);
        add(cx, &p, word.p, word.p + word.n, true);
        at = word.p + word.n;
    }
    add(cx, &p, at, end, false);
    if (end < all.p + all.n)
        *(struct search_piece *)vec_push(cx->arena, &p) = (struct search_piece){ " …", false };
    buf_init(&plain, 4096);
    for (size_t i = 0; i < p.n; i++) buf_text(&plain, p.v[i].text);
    f->snippet = arena_str(cx->arena, buf_slice(&plain));
    buf_done(&plain);
    f->piece = p.v;
    f->pieces = p.n;
}
