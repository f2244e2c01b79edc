/* SPDX-License-Identifier: EUPL-1.2 */
/* mention.c — finds names in texts. A name is compared folded, so it is found whatever script and
 * diacritics the writer's keyboard had.
 */
#include "talk/mention.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "i18n/words.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST = 90 }; /* code points of a name with all its words */

void mention_book_of(struct cx *cx, const struct comment_people_row *v, size_t n,
                     struct mention_book *out)
{
    *out = (struct mention_book){ v, arena_array(cx->arena, const char *, n + 1), n };
    for (size_t i = 0; i < n; i++)
        out->key[i] = words_of(cx->arena, v[i].account ? v[i].name : v[i].organisation);
}

enum rc mention_read(struct cx *cx, int64_t project, struct mention_book *out)
{
    struct comment_people_rows rows;
    *out = (struct mention_book){ 0 };
    enum rc rc = comment_people(cx, project, &rows);
    if (!rc) mention_book_of(cx, rows.v, rows.n, out);
    return rc;
}

/* Letters, digits, and all that is not ASCII: what a name can go on with. */
static bool in_word(int32_t c) { return c >= 128 || (c > 0 && isalnum((int)c)) || c == '_'; }

static int with_key(const struct mention_book *b, const char *key)
{
    for (size_t i = 0; i < b->n; i++)
        if (*key && z_eq(b->key[i], key)) return (int)i;
    return -1;
}

/* The longest name that ${rest} begins with and that ends where a word does. */
static int longest(struct cx *cx, const struct mention_book *b, str rest, size_t *n)
{
    int best = -1;
    str left = rest;
    for (int i = 0; i < LONGEST; i++) {
        const int32_t c = utf8_next(&left);
        if (c < 0 || c == '\n' || c == '@') break;
        str ahead = left;
        if (!in_word(c) || in_word(utf8_next(&ahead))) continue;
        const size_t bytes = rest.n - left.n;
        const int found =
            with_key(b, words_of(cx->arena, arena_str(cx->arena, (str){ rest.p, bytes })));
        if (found < 0) continue;
        best = found;
        *n = bytes;
    }
    return best;
}

int mention_next(struct cx *cx, const struct mention_book *b, str text, size_t *at, size_t *n)
{
    int32_t before = ' ';
    for (str left = text; left.n;) {
        const size_t here = text.n - left.n;
        const int32_t c = utf8_next(&left);
        if (c == '@' && !in_word(before)) {
            const int found = longest(cx, b, left, n);
            *at = here;
            if (found >= 0) return ++*n, found;
        }
        before = c;
    }
    return -1;
}

/* ---- whom a text names ------------------------------------------------------------------------
 */

static enum rc add_person(struct cx *cx, const struct object *o, const struct comment_people_row *p,
                          bool alone, struct mentions *out)
{
    bool seen;
    if (p->account == viewer_is(cx)) return RC_OK;
    enum rc rc = object_seen_by(cx, p->account, o, &seen);
    if (rc) return rc;
    if (seen)
        object_person(cx, &out->told, p->account);
    else if (alone) {
        struct {
            const char **v;
            size_t n, cap;
        } list = { out->blind, out->n_blind, out->cap_blind };
        *vec_push(cx->arena, &list) = p->name;
        out->blind = list.v;
        out->n_blind = list.n;
        out->cap_blind = list.cap;
    }
    return RC_OK;
}

/* An organisation: all its people who may see the thing; that one of them may not is no news. */
static enum rc add(struct cx *cx, const struct object *o, const struct mention_book *b, size_t at,
                   struct mentions *out)
{
    const struct comment_people_row *p = &b->v[at];
    if (p->account) return add_person(cx, o, p, true, out);
    enum rc rc = RC_OK;
    for (size_t i = 0; i < b->n && !rc; i++)
        if (b->v[i].account && b->v[i].partner == p->partner)
            rc = add_person(cx, o, &b->v[i], false, out);
    return rc;
}

enum rc mention_find(struct cx *cx, const struct object *o, const char *text, struct mentions *out)
{
    struct mention_book b;
    str left = str_of(text);
    size_t at, n = 0;
    *out = (struct mentions){ 0 };
    if (!memchr(left.p, '@', left.n)) return RC_OK;
    enum rc rc = mention_read(cx, o->project, &b);
    for (int found; !rc && (found = mention_next(cx, &b, left, &at, &n)) >= 0; n = 0) {
        rc = add(cx, o, &b, (size_t)found, out);
        left.p += at + n;
        left.n -= at + n;
    }
    return rc;
}
