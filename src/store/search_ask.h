/* SPDX-License-Identifier: EUPL-1.2 */
/* search_ask.h — a question read, and said in the language of an engine. */
#ifndef KOLO_STORE_SEARCH_ASK_H
#define KOLO_STORE_SEARCH_ASK_H

#include "base/vec.h"
#include "store/db.h"
#include "store/search.h"

/** On PostgreSQL a beginning of at most so many letters is looked for as a word with this before
 * it, which no word of a text has. */
enum { SEARCH_BEGINNING = 4 };
#define SEARCH_BEGINS "~"

/** One or more words that stand side by side, folded, blanks between; ${begins}: the (only) word
 * may go on. */
struct search_term {
    const char *words;
    bool begins;
};
struct search_terms {
    struct search_term *v;
    size_t n, cap;
};
void search_terms_read(struct cx *cx, const char *q, struct search_terms *out);
/** For search_entry_match. ${more}: further marks, any of which must be there (PostgreSQL); NULL:
 * none. */
const char *search_question(struct cx *cx, const struct search_ask *ask,
                            const struct search_terms *terms, const char *const more[2]);
/** Fills snippet and piece of ${f} from the text. */
void search_snippet(struct cx *cx, const struct search_terms *terms, const char *text,
                    struct search_found *f);

#endif
