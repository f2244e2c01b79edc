/* SPDX-License-Identifier: EUPL-1.2 */
/* source.h — what every generator needs: a growing text, whole files in, changed files out, an
 * error with its place.
 *
 * Tools run for a moment at build time: memory is never given back, and trouble ends the program
 * with exit code 1.
 */
#ifndef KOLO_TOOLS_SOURCE_H
#define KOLO_TOOLS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

/** A growing text; p is NUL-terminated once anything was appended (text_z gives "" before that). */
struct text {
    char *p;
    size_t n, cap;
};
void text_put(struct text *t, const char *p, size_t n);
void text_char(struct text *t, char c);
void text_add(struct text *t, const char *z);
void text_printf(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
const char *text_z(const struct text *t);
void text_free(struct text *t);
/** text_literal(t, p, n): the bytes as the inside of a C string literal: escapes, no trigraphs, no
 * over-long \x. */
void text_literal(struct text *t, const char *p, size_t n);

/** Memory that is never NULL. source_grow doubles an array when it is full: v = source_grow(v, n,
 * sizeof *v). */
void *source_alloc(size_t size) __attribute__((returns_nonnull));
void *source_grow(void *v, size_t n, size_t size) __attribute__((returns_nonnull));
char *source_copy(const char *p, size_t n) __attribute__((returns_nonnull));

/** source_read(path, n): the whole file, NUL-terminated. */
char *source_read(const char *path, size_t *n) __attribute__((returns_nonnull));
/** source_write(path, t): makes the folders, writes only when the content differs, by rename.
 * Returns whether it wrote. */
bool source_write(const char *path, const struct text *t);
/** source_below(path): what follows the last "src/" folder of ${path}; without one, ${path} itself
 * (absolute: its name). */
const char *source_below(const char *path);

/** "file:line: error: sentence", or "file:line:col: …" when col > 0, or "file: …" when line is 0.
 * Ends the program. */
_Noreturn void source_error(const char *file, int line, int col, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/** source_utf8(z, n): the length of the UTF-8 sequence at ${z}, 0 when it is none.
 * source_is_text(z): UTF-8 throughout, and no control characters but new line and tab. */
size_t source_utf8(const char *z, size_t n);
bool source_is_text(const char *z);
bool source_is_word(const char *p, size_t n); /* [a-z][a-z0-9_]*, at most 60 */
bool source_is_keyword(const char *z);        /* a word C17 keeps for itself */
#endif
