/* SPDX-License-Identifier: EUPL-1.2 */
/* tool.h — takes a build-time tool into a fuzzer: the tool's files are included after this one,
 * with `#define main` where one has a main. What it would read is what it is given here, where it
 * would end the program it comes back, its messages are kept, its memory is freed after each input.
 */
#ifndef KOLO_FUZZ_TOOL_H
#define KOLO_FUZZ_TOOL_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(bool claim)
{
    if (!claim) abort();
}

/* ---- memory that is freed after each input ---- */

struct piece {
    struct piece *next, *before;
    size_t size, unused; /* keeps what follows aligned */
};
static struct piece pieces = { &pieces, &pieces, 0, 0 };

static void *tool_realloc(void *old, size_t size)
{
    struct piece *p = old ? (struct piece *)old - 1 : NULL;
    if (p) {
        p->next->before = p->before;
        p->before->next = p->next;
    }
    struct piece *fresh = realloc(p, sizeof *p + size);
    must(fresh);
    fresh->size = size;
    fresh->next = pieces.next;
    fresh->before = &pieces;
    fresh->next->before = fresh->before->next = fresh;
    return fresh + 1;
}

static void *tool_calloc(size_t n, size_t size)
{
    must(n == 1);
    return memset(tool_realloc(NULL, size), 0, size);
}

static void tool_free(void *old)
{
    if (!old) return;
    struct piece *p = (struct piece *)old - 1;
    p->next->before = p->before;
    p->before->next = p->next;
    free(p);
}

/* ---- what it reads, says, and how it ends ---- */

static jmp_buf left;
static FILE *messages;
static char said[8192];
static const char *given;
static size_t given_n;

_Noreturn static void tool_exit(int code)
{
    must(code == 1);
    longjmp(left, 1);
}

/** tool_try(work, data, size): runs ${work} on a tool whose every file holds these bytes. False: it
 * refused them, with the sentence in ${said}. */
static bool tool_try(void (*work)(void), const uint8_t *data, size_t size)
{
    if (!messages) messages = fmemopen(said, sizeof said, "w");
    must(messages && memset(said, 0, sizeof said));
    rewind(messages);
    given = (const char *)data;
    given_n = size;
    volatile bool done = false;
    if (setjmp(left) == 0) {
        work();
        done = true;
    }
    fflush(messages);
    while (pieces.next != &pieces) tool_free(pieces.next + 1);
    return done;
}

/** tool_closed(c): does every string, comment and brace of this C code end, and each string on its
 * line? Then no text of the input has got out of its quotes. */
static bool tool_closed(const char *c)
{
    long depth = 0;
    for (; *c; c++) {
        if (c[0] == '/' && c[1] == '*') {
            c = strstr(c + 2, "*/");
            if (!c) return false;
            c++;
        } else if (*c == '"') {
            for (c++; *c && *c != '"' && *c != '\n'; c++)
                if (*c == '\\' && c[1]) c++;
            if (*c != '"') return false;
        }
        depth += *c == '{' ? 1 : *c == '}' ? -1 : 0;
        if (depth < 0) return false;
    }
    return depth == 0;
}

#define calloc tool_calloc
#define realloc tool_realloc
#define free tool_free
#define exit tool_exit
#undef stderr
#define stderr messages
#define source_read source_read_file
#include "tools/source.c"
#undef source_read

char *source_read(const char *path, size_t *n) __attribute__((returns_nonnull));
char *source_read(const char *path, size_t *n)
{
    (void)path;
    if (n) *n = given_n;
    return source_copy(given, given_n);
}

#endif
