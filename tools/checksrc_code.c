/* SPDX-License-Identifier: EUPL-1.2 */
/* checksrc_code.c — which functions and words may stand where in C.
 *
 * Works on the blanked copy, so that a comment may name what the code may not call. It knows words
 * and brackets only: a macro that hides a banned call hides it from here as well.
 */
#include "checksrc.h"
#include "source.h"

#include <ctype.h>
#include <string.h>

/* blank_literal: past the literal that opens at ${i}; its inside is blanked in ${out}. */
static size_t blank_literal(const char *text, size_t n, size_t i, char *out)
{
    char quote = text[i++];
    while (i < n && text[i] != quote && text[i] != '\n') {
        size_t step = text[i] == '\\' && i + 1 < n ? 2 : 1;
        for (size_t k = 0; k < step; k++)
            if (text[i + k] != '\n') out[i + k] = ' ';
        i += step;
    }
    return i + 1;
}

char *check_blank(const char *text, size_t n)
{
    char *out = source_copy(text, n);
    for (size_t i = 0; i < n;) {
        if (text[i] == '/' && i + 1 < n && text[i + 1] == '*') {
            const char *close = strstr(text + i + 2, "*/");
            size_t end = close ? (size_t)(close - text) + 2 : n;
            for (; i < end; i++)
                if (text[i] != '\n') out[i] = ' ';
        } else if (text[i] == '/' && i + 1 < n && text[i + 1] == '/') {
            while (i < n && text[i] != '\n') out[i++] = ' ';
        } else if (text[i] == '"' || text[i] == '\'') {
            i = blank_literal(text, n, i, out);
        } else {
            i++;
        }
    }
    return out;
}

static bool in_list(const char *p, size_t n, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == n && memcmp(*list, p, n) == 0) return true;
    return false;
}

/* excused: does the line of byte ${at} say "lint:" and why? */
static bool excused(const struct checked *f, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && f->text[from - 1] != '\n') from--;
    while (to < f->n && f->text[to] != '\n') to++;
    const char *mark = strstr(f->text + from, "/* lint: ");
    return mark && mark + 20 < f->text + to;
}

static void check_call(const struct checked *f, size_t at, const char *p, size_t n)
{
    static const char *const banned[] = { "strcpy",    "strcat", "sprintf", "vsprintf",  "strncpy",
                                          "strncat",   "strtok", "atoi",    "atol",      "atof",
                                          "sscanf",    "gmtime", "ctime",   "localtime", "gets",
                                          "setlocale", "rand",   "srand",   "system",    "alloca",
                                          "asctime",   NULL };
    static const char *const heap[] = { "malloc", "calloc",  "realloc",  "free",
                                        "strdup", "strndup", "asprintf", NULL };
    bool names_them = ends(f->path, "base/banned.h");
    if (!names_them && in_list(p, n, banned)) complain(f, at, "%.*s() is banned", (int)n, p);
    if (*f->dir && strcmp(f->dir, "base") != 0 && in_list(p, n, heap))
        complain(f, at, "%.*s() outside base: use the arena or a base type", (int)n, p);
}

/* check_library: each library has one home, so that it can be replaced there. */
static void check_library(const struct checked *f, size_t at, const char *p, size_t n)
{
    if (!*f->dir) return;
    bool store = strcmp(f->dir, "store") == 0;
    bool server = strcmp(f->dir, "web") == 0 && starts(f->base, "server");
    if (!store && n > 8 && starts(p, "sqlite3_")) complain(f, at, "SQLite is called only in store");
    if (!store && n > 3 && starts(p, "PQ") && islower((unsigned char)p[2]))
        complain(f, at, "libpq is called only in store");
    if (!server && n > 4 && starts(p, "MHD_"))
        complain(f, at, "libmicrohttpd is called only in web/server*.c");
}

static bool handles_money(const struct checked *f)
{
    return strcmp(f->dir, "finance") == 0 || strcmp(f->dir, "report") == 0 ||
           (strcmp(f->dir, "base") == 0 && starts(f->base, "money"));
}

static void check_word(const struct checked *f, size_t at, size_t n)
{
    const char *p = f->code + at, *after = p + n;
    if (excused(f, at)) return;
    while (*after == ' ') after++;
    bool member = at > 0 && (p[-1] == '.' || (at > 1 && p[-1] == '>' && p[-2] == '-'));
    if (*after == '(' && !member) check_call(f, at, p, n);
    check_library(f, at, p, n);
    static const char *const floats[] = { "double", "float", NULL };
    if (handles_money(f) && in_list(p, n, floats))
        complain(f, at, "no %.*s where money is counted", (int)n, p);
}

void check_code(const struct checked *f)
{
    const char *second = strchr(f->text, '\n');
    if (second && !starts(second + 1, "/*"))
        complain(f, (size_t)(second - f->text) + 1,
                 "the second line does not say what this is for");
    for (size_t i = 0; i < f->n;) {
        unsigned char c = (unsigned char)f->code[i];
        if (!isalpha(c) && c != '_') {
            i++;
            continue;
        }
        size_t n = 0;
        while (isalnum((unsigned char)f->code[i + n]) || f->code[i + n] == '_') n++;
        if (i == 0 || !isdigit((unsigned char)f->code[i - 1])) check_word(f, i, n);
        i += n;
    }
}
