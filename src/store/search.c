/* SPDX-License-Identifier: EUPL-1.2 */
/* search.c — entries of the full-text search and what fits a question. Both engines keep an index
 * of words; which words there are is said here (i18n/words.h), so that both find the same. Who may
 * find what stands in marks, which are words too: no entry of another project or partner is read.
 *
 * Newest first, because the newest is what people look for and because it is quick: SQLite walks
 * its lists of a word from the end. PostgreSQL cannot, and would have to read and sort all entries
 * of a common word; so it is asked for the newest thousands first, then more, then all.
 */
#include "store/search.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "i18n/words.h"
#include "store/db.h"
#include "store/search_ask.h"
#include "store/search_sql.h"

#include <string.h>

/* As in 0014_search.sql: entries with the same id >> 9 have one mark _a, and so on. */
static const struct {
    char mark;
    int shift;
} steps[] = { { 'a', 9 }, { 'b', 12 }, { 'c', 15 }, { 0, 0 } };
enum { ALL = 3, TITLE_MOST = 1024, TEXT_MOST = 256 * 1024 };

static str cut(const char *z, size_t most)
{
    str s = str_of(z);
    if (s.n <= most) return s;
    s.n = most;
    while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xC0) == 0x80) s.n--;
    return s;
}

static const char *words_for(struct cx *cx, const char *title, const char *text)
{
    return words_of(cx->arena, arena_printf(cx->arena, "%s\n%s", title, text));
}

/* Beginnings of two to four letters as words of their own: PostgreSQL would read every word that
 * begins so. SQLite keeps such an index itself. */
static void put_beginnings(struct buf *b, const char *words)
{
    for (str rest = str_of(words); rest.n > 0;) {
        str word = str_cut(&rest, ' '), more = word;
        for (int letters = 1; letters <= SEARCH_BEGINNING && more.n > 0; letters++) {
            (void)utf8_next(&more);
            if (letters > 1)
                buf_printf(b, " " SEARCH_BEGINS "%.*s", (int)(more.p - word.p), word.p);
        }
    }
}

static const char *marks_for(struct cx *cx, const struct search_text *t, const char *words)
{
    const long long project = (long long)t->project;
    struct buf b;
    buf_init(&b, (size_t)4 * (TITLE_MOST + TEXT_MOST));
    buf_printf(&b, "_p%lld _p%lldo%lld _t%s", project, project, (long long)t->partner, t->type);
    if (db_engine(cx->db) == DB_POSTGRES) put_beginnings(&b, words);
    const char *out = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}

static enum rc add_words(struct cx *cx, int64_t entry, const struct search_text *t)
{
    const char *words = words_for(cx, t->title, t->text);
    return search_words_add(cx, entry, words, marks_for(cx, t, words));
}

enum rc search_put(struct cx *cx, const struct search_text *t)
{
    int64_t entry;
    struct search_text kept = *t;
    kept.title = arena_str(cx->arena, cut(t->title, TITLE_MOST));
    kept.text = arena_str(cx->arena, cut(t->text, TEXT_MOST));
    enum rc rc = search_drop(cx, t->type, t->id);
    if (!rc)
        rc = search_entry_add(cx,
                              &(struct search_entry_add_in){ .type = t->type,
                                                             .object = t->id,
                                                             .project = t->project,
                                                             .partner = t->partner,
                                                             .title = kept.title,
                                                             .body = kept.text,
                                                             .at = t->at },
                              &entry);
    return rc ? rc : add_words(cx, entry, &kept);
}

enum rc search_drop(struct cx *cx, const char *type, int64_t id)
{
    enum rc rc = search_words_drop(cx, type, id);
    return rc ? rc : search_entry_drop(cx, type, id);
}

static enum rc renew(void *p, const struct search_entry_all_row *e)
{
    return add_words(p, e->id,
                     &(struct search_text){ .type = e->type,
                                            .project = e->project,
                                            .partner = e->partner,
                                            .title = e->title,
                                            .text = e->body });
}

enum rc search_renew(struct cx *cx)
{
    enum rc rc = search_words_clear(cx);
    return rc ? rc : search_entry_all(cx, renew, cx);
}

struct check {
    struct cx *cx;
    struct search_verdict *out;
};

static enum rc check(void *p, const struct search_entry_check_row *e)
{
    struct check *c = p;
    const char *words = words_for(c->cx, e->title, e->body);
    const struct search_text t = { .type = e->type, .project = e->project, .partner = e->partner };
    c->out->entries++;
    if (!z_eq(e->words, words) || !z_eq(e->marks, marks_for(c->cx, &t, words))) c->out->wrong++;
    return RC_OK;
}

enum rc search_check(struct cx *cx, struct search_verdict *out)
{
    *out = (struct search_verdict){ 0 };
    struct check c = { cx, out };
    struct search_words_count_row words;
    enum rc rc = search_entry_check(cx, check, &c);
    if (!rc) rc = search_words_count(cx, &words);
    if (!rc && words.n > out->entries) out->wrong += words.n - out->entries;
    return rc;
}

struct look {
    struct cx *cx;
    const struct search_ask *ask;
    struct search_terms terms;
    struct search_page *out;
    int64_t *entry; /* the ids of what was found */
    int64_t below;  /* what is left to look through */
    int64_t most;   /* one more than a page: is there more? */
};

/* among(l, least, step): adds what is found from ${least} on below l->below, the newest first. */
static enum rc among(struct look *l, int64_t least, size_t step)
{
    struct cx *cx = l->cx;
    struct search_entry_match_rows rows;
    const char *more[2] = { NULL, NULL };
    char mark = steps[step].mark;
    for (int i = 0; mark && i < 2; i++)
        more[i] =
            arena_printf(cx->arena, "_%c%lld", mark, (long long)(least >> steps[step].shift) + i);
    const char *question = search_question(cx, l->ask, &l->terms, mark ? more : NULL);
    if (!question) return RC_OK;
    enum rc rc =
        search_entry_match(cx, question, least, l->below, l->most - (int64_t)l->out->n, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct search_entry_match_row *r = &rows.v[i];
        struct search_found *f = &l->out->v[l->out->n];
        l->entry[l->out->n++] = r->id;
        *f = (struct search_found){
            .type = r->type, .id = r->object, .partner = r->partner, .title = r->title, .at = r->at
        };
        search_snippet(cx, &l->terms, r->body, f);
    }
    l->below = least;
    return rc;
}

/* Two neighbours of the same age: the last one and the one before it. */
static int64_t two_back(int64_t below, int shift)
{
    int64_t last = (below - 1) >> shift;
    return (last > 0 ? last - 1 : 0) << shift;
}

/* wider(i, found, wanted): a step has eight times the entries of the one before. Where there was
 * nothing, there will be little: then all at once. */
static size_t wider(size_t i, int64_t found, int64_t wanted)
{
    if (!found) return ALL;
    return i + 1 == ALL || found * 8 >= wanted ? i + 1 : i + 2;
}

static enum rc in_steps(struct look *l)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i <= ALL && !rc && (int64_t)l->out->n < l->most && l->below > 1;) {
        int64_t before = (int64_t)l->out->n;
        rc = among(l, i < ALL ? two_back(l->below, steps[i].shift) : 0, i);
        i = wider(i, (int64_t)l->out->n - before, l->most - before);
    }
    return rc;
}

enum rc search_find(struct cx *cx, const struct search_ask *ask, struct search_page *out)
{
    struct search_entry_newest_row newest;
    int count = ask->count < 1 ? 1 : ask->count > SEARCH_MOST ? SEARCH_MOST : ask->count;
    struct look l = { .cx = cx, .ask = ask, .out = out, .most = count + 1 };
    *out = (struct search_page){ 0 };
    out->v = arena_array(cx->arena, struct search_found, (size_t)l.most);
    l.entry = arena_array(cx->arena, int64_t, (size_t)l.most);
    search_terms_read(cx, ask->q, &l.terms);
    if (!l.terms.n) return RC_OK;
    enum rc rc = search_entry_newest(cx, &newest);
    if (rc) return rc;
    l.below = ask->before > 0 && ask->before <= newest.id ? ask->before : newest.id + 1;
    rc = db_engine(cx->db) == DB_SQLITE ? among(&l, 0, ALL) : in_steps(&l);
    if (!rc && (int64_t)out->n == l.most) {
        out->n--;
        out->next = l.entry[out->n - 1];
    }
    return rc;
}
