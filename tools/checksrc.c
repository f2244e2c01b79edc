/* SPDX-License-Identifier: EUPL-1.2 */
/* checksrc — the project's own linter: checksrc [--stats] FILE…
 *
 * Rules that no general linter knows: the licence line, columns, file sizes, banned functions,
 * which folder may include which. It reads text and never parses C; what needs types is the
 * compiler's work. A line with a comment "lint: reason" is excused from the rules about calls.
 */
#include "checksrc.h"

#include "source.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 100, LINES = 1000, DUAL_BUDGET = 7 };

static int complaints;

bool ends(const char *z, const char *tail)
{
    size_t n = strlen(z), m = strlen(tail);
    return n >= m && memcmp(z + n - m, tail, m) == 0;
}

bool starts(const char *z, const char *head) { return strncmp(z, head, strlen(head)) == 0; }

int line_at(const char *text, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++) line += text[i] == '\n';
    return line;
}

void complain(const struct checked *f, size_t at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    printf("%s:%d: ", f->path, line_at(f->text, at));
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
    complaints++;
}

static bool any_end(const char *z, const char *const *tails)
{
    for (; *tails; tails++)
        if (ends(z, *tails)) return true;
    return false;
}

/* Data whose form is not ours to choose, and what the tests feed on. */
static bool exempt(const char *path)
{
    static const char *const forms[] = { ".json",  ".csv", ".png",       ".jpg",  ".ico", ".pdf",
                                         ".xlsx",  ".gz",  ".woff2",     ".db",   ".txt", ".svg",
                                         ".npmrc", ".bin", ".gitignore", ".seed", NULL };
    return any_end(path, forms) || strstr(path, "/corpus/") || strstr(path, "/golden/") ||
           starts(path, "tools/test/");
}

static void check_licence(const struct checked *f)
{
    static const char want[] = "SPDX-License-Identifier: EUPL-1.2";
    const char *first = f->text, *end = strchr(first, '\n');
    bool preamble = starts(first, "#!") || starts(first, "<!DOCTYPE") || starts(first, "<?xml");
    if (preamble && end) end = strchr(end + 1, '\n');
    const char *found = strstr(first, want);
    if (!found || (end && found > end)) complain(f, 0, "the first line has no \"%s\"", want);
}

static void check_lines(const struct checked *f)
{
    static const char *const narrow[] = { ".c", ".h", ".sql", ".css", ".mjs", ".js", ".sh", NULL };
    static const char *const sized[] = { ".c", ".h", ".sql", ".css", ".mjs", ".js", ".html", NULL };
    bool may_tab = strcmp(f->base, "Makefile") == 0;
    /* Benches and browser journeys hold programs of other languages in one line. */
    bool is_script = starts(f->path, "bench/") || starts(f->path, "tests/browser/") ||
                     starts(f->path, "tests/mail/");
    bool is_narrow = !is_script && (any_end(f->path, narrow) || starts(f->text, "#!") || may_tab);
    int lines = 0;
    for (size_t i = 0; i < f->n;) {
        const char *line = f->text + i, *nl = memchr(line, '\n', f->n - i);
        size_t n = nl ? (size_t)(nl - line) : f->n - i, columns = 0;
        for (size_t k = 0; k < n; k++) columns += ((unsigned char)line[k] & 0xC0) != 0x80;
        /* A template string of JavaScript cannot be broken without changing it. */
        bool template = (ends(f->path, "js") && memchr(line, '`', n));
        if (is_narrow && columns > COLUMNS && !template)
            complain(f, i, "%zu columns; %d are allowed", columns, COLUMNS);
        if (n && (line[n - 1] == ' ' || line[n - 1] == '\t')) complain(f, i, "blanks at the end");
        if (memchr(line, '\r', n)) complain(f, i, "a carriage return");
        if (!may_tab && memchr(line, '\t', n)) complain(f, i, "a tab");
        if (!nl) complain(f, i, "no newline at the end of the file");
        lines++;
        i += n + 1;
    }
    if (any_end(f->path, sized) && lines > LINES)
        complain(f, f->n, "%d lines; a file has at most %d", lines, LINES);
}

/* check_sentences: a text for people, marked T("…"), T_N, T_C or N_, does not shout. */
static void check_sentences(const struct checked *f)
{
    static const char *const marks[] = { "T(\"", "T_N(", "T_C(\"", "N_(\"", NULL };
    for (const char *const *m = marks; *m; m++) {
        for (const char *p = f->text; (p = strstr(p, *m)); p++) {
            if (p > f->text && (strchr("_\"", p[-1]) || (p[-1] >= 'A' && p[-1] <= 'Z'))) continue;
            bool in = false;
            for (const char *q = p; *q && (in || *q != ')') && *q != '\n'; q++) {
                if (in && *q == '\\' && q[1])
                    q++;
                else if (*q == '"')
                    in = !in;
                else if (in && *q == '!')
                    complain(f, (size_t)(q - f->text), "an exclamation mark in a text for people");
            }
        }
    }
}

static void check_words(const struct checked *f)
{
    static const char *const words[] = { "TO"
                                         "DO",
                                         "FIX"
                                         "ME",
                                         NULL };
    if (ends(f->path, ".md")) return;
    for (const char *const *w = words; *w; w++) {
        const char *p = strstr(f->text, *w);
        if (p) complain(f, (size_t)(p - f->text), "unfinished work: \"%s\"", *w);
    }
}

/* read_file: ${path} with its folder in src and its name; C gets its blanked copy. */
static struct checked read_file(const char *path)
{
    struct checked f = { .path = path, .dir = "" };
    f.text = source_read(path, &f.n);
    const char *slash = strrchr(path, '/');
    f.base = slash ? slash + 1 : path;
    if (starts(path, "src/") && slash) {
        const char *dir = path + 4, *end = strchr(dir, '/');
        if (end) f.dir = source_copy(dir, (size_t)(end - dir));
    }
    if (ends(path, ".c") || ends(path, ".h")) f.code = check_blank(f.text, f.n);
    return f;
}

static void check_file(const struct checked *f)
{
    check_licence(f);
    check_lines(f);
    check_words(f);
    if (f->code || ends(f->path, ".html")) {
        check_sentences(f);
        check_layers(f);
    }
    if (f->code) check_code(f);
}

int main(int argc, char **argv)
{
    bool stats = argc > 1 && strcmp(argv[1], "--stats") == 0;
    int dual = 0;
    for (int i = stats ? 2 : 1; i < argc; i++) {
        if (exempt(argv[i])) continue;
        struct checked f = read_file(argv[i]);
        dual += ends(argv[i], ".sql") ? stats_dual(&f) : 0;
        if (stats)
            stats_add(&f);
        else
            check_file(&f);
    }
    if (stats) {
        stats_print();
        printf("statements with a text for each engine: %d (budget %d)\n", dual, DUAL_BUDGET);
    } else if (dual > DUAL_BUDGET) {
        printf("%d statements have a text for each engine; the budget is %d\n", dual, DUAL_BUDGET);
        complaints++;
    }
    if (complaints) printf("checksrc: %d complaints\n", complaints);
    return complaints ? 1 : 0;
}
