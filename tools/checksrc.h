/* SPDX-License-Identifier: EUPL-1.2 */
/* checksrc.h — one read source file and what the rules say about it. */
#ifndef KOLO_TOOLS_CHECKSRC_H
#define KOLO_TOOLS_CHECKSRC_H

#include <stdbool.h>
#include <stddef.h>

/** A file: ${text} as it is; ${code} of the same length with comments and the inside of literals
 * blanked (C only, else NULL). ${dir} and ${base} are "finance" and "budget_web.c" of
 * src/finance/budget_web.c; dir is "" outside src. */
struct checked {
    const char *path, *text, *code, *dir, *base;
    size_t n;
};

/** complain(f, at, fmt, ...): one line "path:line: sentence" on standard output; counted. */
void complain(const struct checked *f, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

bool ends(const char *z, const char *tail);
bool starts(const char *z, const char *head);
/** line_at(text, at): the number of the line that byte ${at} is in, from 1. */
int line_at(const char *text, size_t at);

/** check_blank(text, n): a copy without comments and literals; newlines stay where they are. */
char *check_blank(const char *text, size_t n);
void check_code(const struct checked *f);
void check_layers(const struct checked *f);

/** stats_add(f) for each file, then stats_print(): sizes, the worst ten, share of comments. */
void stats_add(const struct checked *f);
void stats_print(void);
/** stats_dual(f): how many statements in a .sql file have one text for each engine. */
int stats_dual(const struct checked *f);

#endif
