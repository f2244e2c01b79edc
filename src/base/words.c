/* SPDX-License-Identifier: EUPL-1.2 */
/* words.c — the longest common row of words, by the table of lengths. What both texts begin and end
 * with is put aside first, so that the table is as small as the difference.
 */
#include "base/words.h"

#include "base/vec.h"

#include <string.h>

enum { CELLS_MOST = 4000000 };

struct words {
    str *v; /* each word with the blanks behind it */
    size_t n, cap;
};
struct runs {
    struct words_run *v;
    size_t n, cap;
};

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static void cut(struct arena *a, const char *z, struct words *out)
{
    while (*z) {
        const char *from = z;
        while (*z && !is_blank(*z)) z++;
        while (*z && is_blank(*z)) z++;
        *vec_push(a, out) = (str){ from, (size_t)(z - from) };
    }
}

/* Words are the same whatever blanks follow. */
static bool same(str a, str b) { return str_eq(str_trim(a), str_trim(b)); }

static void put(struct arena *a, struct runs *out, enum words_kind kind, const str *v, size_t n)
{
    if (!n) return;
    size_t length = (size_t)(v[n - 1].p + v[n - 1].n - v[0].p);
    const char *text = arena_str(a, (str){ v[0].p, length });
    struct words_run *last = out->n ? &out->v[out->n - 1] : NULL;
    if (last && last->kind == kind)
        last->text = arena_printf(a, "%s%s", last->text, text);
    else
        *vec_push(a, out) = (struct words_run){ kind, text };
}

/* Walks the table from its corner: length[i][j] is the longest common row of before[i..] and
 * after[j..]. */
static void walk(struct arena *a, const struct words *x, const struct words *y, const uint16_t *t,
                 struct runs *out)
{
    size_t i = 0, j = 0, wide = y->n + 1;
    while (i < x->n || j < y->n) {
        size_t from = i, until = j;
        if (i < x->n && j < y->n && same(x->v[i], y->v[j])) {
            while (i < x->n && j < y->n && same(x->v[i], y->v[j])) i++, j++;
            put(a, out, WORDS_SAME, &y->v[until], j - until);
            continue;
        }
        while (i < x->n && (j == y->n || (!same(x->v[i], y->v[j]) &&
                                          t[(i + 1) * wide + j] >= t[i * wide + j + 1])))
            i++;
        put(a, out, WORDS_GONE, &x->v[from], i - from);
        if (i > from) continue;
        while (j < y->n && (i == x->n || (!same(x->v[i], y->v[j]) &&
                                          t[(i + 1) * wide + j] < t[i * wide + j + 1])))
            j++;
        put(a, out, WORDS_NEW, &y->v[until], j - until);
    }
}

static void middle(struct arena *a, const struct words *x, const struct words *y, struct runs *out)
{
    size_t wide = y->n + 1;
    if (!x->n || !y->n || x->n > UINT16_MAX || y->n > UINT16_MAX ||
        (x->n + 1) * wide > CELLS_MOST) {
        put(a, out, WORDS_GONE, x->v, x->n);
        put(a, out, WORDS_NEW, y->v, y->n);
        return;
    }
    uint16_t *t = arena_array(a, uint16_t, (x->n + 1) * wide);
    for (size_t i = x->n; i-- > 0;) {
        for (size_t j = y->n; j-- > 0;) {
            uint16_t down = t[(i + 1) * wide + j], right = t[i * wide + j + 1];
            uint16_t best = down > right ? down : right;
            t[i * wide + j] =
                same(x->v[i], y->v[j]) ? (uint16_t)(t[(i + 1) * wide + j + 1] + 1) : best;
        }
    }
    walk(a, x, y, t, out);
}

struct words_run *words_compare(struct arena *a, const char *before, const char *after, size_t *n)
{
    struct words x = { 0 }, y = { 0 };
    struct runs out = { 0 };
    size_t head = 0, tail = 0;
    cut(a, before, &x);
    cut(a, after, &y);
    while (head < x.n && head < y.n && same(x.v[head], y.v[head])) head++;
    while (tail < x.n - head && tail < y.n - head && same(x.v[x.n - 1 - tail], y.v[y.n - 1 - tail]))
        tail++;
    put(a, &out, WORDS_SAME, y.v, head);
    const struct words xm = { x.v + head, x.n - head - tail, 0 },
                       ym = { y.v + head, y.n - head - tail, 0 };
    middle(a, &xm, &ym, &out);
    put(a, &out, WORDS_SAME, y.v + (y.n - tail), tail);
    *n = out.n;
    return out.v;
}

/* ---- a passage ------------------------------------------------------------------------------- */

static bool is_sign(char c) { return c == '*' || c == '_' || c == '`' || c == '#' || c == '>'; }

/* ${z} as a reader sees it: no signs, one blank where there are some between two characters; at[i]
 * is where its character i stands in ${z}. */
static const char *seen(struct arena *a, const char *z, size_t **at)
{
    const size_t length = strlen(z);
    char *out = arena_array(a, char, length + 1);
    size_t n = 0;
    bool blank = false;
    *at = arena_array(a, size_t, length + 1);
    for (size_t i = 0; i < length; i++) {
        if (is_blank(z[i])) blank = n > 0;
        if (is_blank(z[i]) || is_sign(z[i])) continue;
        if (blank) out[n++] = ' ';
        blank = false;
        (*at)[n] = i;
        out[n++] = z[i];
    }
    out[n] = 0;
    return out;
}

str words_find(struct arena *a, const char *text, const char *passage)
{
    size_t *at, *unused;
    const char *all = seen(a, text, &at), *words = seen(a, passage, &unused);
    const char *found = *words ? strstr(all, words) : NULL;
    if (!found) return (str){ NULL, 0 };
    const size_t first = (size_t)(found - all), last = first + strlen(words) - 1;
    return (str){ text + at[first], at[last] + 1 - at[first] };
}
