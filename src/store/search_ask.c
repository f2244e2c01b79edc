/* SPDX-License-Identifier: EUPL-1.2 */
/* search_ask.c — reads what a person typed and writes it as FTS5 or tsquery wants it. Only folded
 * words get there, which have letters and digits and nothing that either would read as a sign.
 */
#include "store/search_ask.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "i18n/words.h"

#include <string.h>

enum { TERMS = 12, BEGINNING = 2, QUESTION = 16384 };

static void add(struct cx *cx, struct search_terms *t, str piece, bool begins)
{
    const char *words = words_of(cx->arena, arena_str(cx->arena, piece));
    if (!*words || t->n == TERMS) return;
    bool one = !strchr(words, ' ');
    *(struct search_term *)vec_push(cx->arena, t) =
        (struct search_term){ words, begins && one && utf8_count(str_of(words)) >= BEGINNING };
}

void search_terms_read(struct cx *cx, const char *q, struct search_terms *out)
{
    *out = (struct search_terms){ 0 };
    str rest = str_of(utf8_fold(cx->arena, q)); /* which makes one of all quotation marks */
    for (bool quoted = false; rest.n > 0; quoted = !quoted) {
        str part = str_cut(&rest, '"');
        if (quoted) {
            add(cx, out, part, false);
            continue;
        }
        while (part.n > 0) {
            str piece = str_cut(&part, ' ');
            add(cx, out, piece, part.n == 0 && rest.n == 0);
        }
    }
}

/* ---- SQLite ---- */

static void lite_marks(struct buf *b, const struct search_ask *ask)
{
    const long long project = (long long)ask->project;
    if (!ask->partner)
        buf_printf(b, " AND \"_p%lld\"", project);
    else if (ask->partner == SEARCH_COMMON)
        buf_printf(b, " AND \"_p%lldo0\"", project);
    else
        buf_printf(b, " AND (\"_p%lldo0\" OR \"_p%lldo%lld\")", project, project,
                   (long long)ask->partner);
    for (size_t i = 0; i < SEARCH_TYPES && ask->type[i]; i++)
        buf_printf(b, "%s\"_t%s\"", i ? " OR " : " AND (", ask->type[i]);
    if (ask->type[0]) buf_char(b, ')');
}

static void lite_question(struct buf *b, const struct search_ask *ask,
                          const struct search_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        buf_printf(b, "%s\"%s\"%s", i ? " AND " : "", terms->v[i].words,
                   terms->v[i].begins ? "*" : "");
    lite_marks(b, ask);
}

/* ---- PostgreSQL ---- */

static void pg_marks(struct buf *b, const struct search_ask *ask)
{
    const long long project = (long long)ask->project;
    if (!ask->partner)
        buf_printf(b, " & '_p%lld'", project);
    else if (ask->partner == SEARCH_COMMON)
        buf_printf(b, " & '_p%lldo0'", project);
    else
        buf_printf(b, " & ('_p%lldo0' | '_p%lldo%lld')", project, project, (long long)ask->partner);
    for (size_t i = 0; i < SEARCH_TYPES && ask->type[i]; i++)
        buf_printf(b, "%s'_t%s'", i ? " | " : " & (", ask->type[i]);
    if (ask->type[0]) buf_char(b, ')');
}

static void pg_term(struct buf *b, const struct search_term *t)
{
    str rest = str_of(t->words);
    if (t->begins && utf8_count(rest) <= SEARCH_BEGINNING) {
        buf_printf(b, "'" SEARCH_BEGINS "%s'", t->words);
        return;
    }
    for (bool first = true; rest.n > 0; first = false) {
        str word = str_cut(&rest, ' ');
        buf_printf(b, "%s'%.*s'%s", first ? "" : " <-> ", (int)word.n, word.p,
                   t->begins ? ":*" : "");
    }
}

static void pg_question(struct buf *b, const struct search_ask *ask,
                        const struct search_terms *terms, const char *const more[2])
{
    for (size_t i = 0; i < terms->n; i++) {
        buf_text(b, i ? " & (" : "(");
        pg_term(b, &terms->v[i]);
        buf_char(b, ')');
    }
    pg_marks(b, ask);
    if (more) buf_printf(b, " & ('%s' | '%s')", more[0], more[1]);
}

const char *search_question(struct cx *cx, const struct search_ask *ask,
                            const struct search_terms *terms, const char *const more[2])
{
    struct buf b;
    buf_init(&b, QUESTION);
    if (db_engine(cx->db) == DB_SQLITE)
        lite_question(&b, ask, terms);
    else
        pg_question(&b, ask, terms, more);
    const char *out = buf_ok(&b) ? arena_str(cx->arena, buf_slice(&b)) : NULL;
    buf_done(&b);
    return out;
}
