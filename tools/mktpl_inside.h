/* SPDX-License-Identifier: EUPL-1.2 */
/* mktpl_inside.h — what the files of mktpl share: the state of one compilation. Nobody else
 * includes it. */
#ifndef KOLO_TOOLS_MKTPL_INSIDE_H
#define KOLO_TOOLS_MKTPL_INSIDE_H

#include "mktpl_compile.h"
#include "mktpl_html.h"

enum { MAX_DEPTH = 64, MAX_LITERAL = 3500, MAX_PAGES = 100 };

/* A "{" of the C code that is still open. */
struct block {
    size_t at;               /* where in the source */
    struct html_place place; /* there */
    bool loop;
    bool alone;        /* its {% %} stood alone on the line */
    bool begun, glued; /* how earlier branches of the same if ended */
    bool first_seen,
        first_glues; /* does its text begin with something that needs a blank before it? */
};

struct compiler {
    const char *src, *path;
    size_t n, at;
    struct text *h, *c;
    struct mktpl_error *e;
    struct html_place place;
    struct block block[MAX_DEPTH];
    size_t depth;
    char *page;     /* the open page's name, or NULL */
    size_t page_at; /* where it began */
    size_t body_at; /* in c: where its body begins */
    bool uses_cx, uses_out;
    char *pages[MAX_PAGES];
    size_t n_pages;
    struct text lit; /* literal text not yet written */
    size_t lit_at;
    bool line_start; /* blanks at the start of a line are dropped */
    int line;        /* the template's line that the next generated line stands for; 0: none */
    size_t seen_at;  /* line_of() counts on from here */
    int seen_line;
};

/** mktpl_refuse(p, at, …): fills the error with the place of ${at}; returns false. */
bool mktpl_refuse(struct compiler *p, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
int mktpl_line(struct compiler *p, size_t at);

/* mktpl_block.c: as much of C as has to be understood. */
bool mktpl_word_char(char c);
bool mktpl_is_word(const char *w, size_t n, const char *const *list);
bool mktpl_starts(const struct compiler *p, size_t at, const char *z);
/** Moves from ${at} over one byte, or over a whole string, character or comment; at most to ${end}.
 */
size_t mktpl_next(const struct compiler *p, size_t at, size_t end);
/** Finds the ${mark} that closes the {{ }} or {% %} opened at ${open}. */
bool mktpl_find_end(struct compiler *p, size_t open, const char *mark, size_t *end);
/** Follows the braces and words of a {% %}. *alone comes in as whether it stands alone on its line,
 * and goes out as whether that line's blanks may go: not when it closes a block that was opened in
 * the middle of a line. */
bool mktpl_follow(struct compiler *p, size_t from, size_t to, bool *alone);

#endif
