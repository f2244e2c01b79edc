/* SPDX-License-Identifier: EUPL-1.2 */
/* source.c — files and texts for the generators. It knows nothing of SQL, HTML or catalogues. */
#include "source.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void *source_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return p;
}

void *source_grow(void *v, size_t n, size_t size)
{
    if (n != 0 && (n < 8 || (n & (n - 1)) != 0)) return v;
    if (n != 0 && n > (size_t)1 << 40) abort();
    void *p = realloc(v, (n ? n * 2 : 8) * size);
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return p;
}

char *source_copy(const char *p, size_t n)
{
    char *z = source_alloc(n + 1);
    if (n) memcpy(z, p, n);
    return z;
}

void text_put(struct text *t, const char *p, size_t n)
{
    if (t->cap - t->n <= n) {
        t->cap = (t->n + n + 1) * 2;
        char *q = realloc(t->p, t->cap);
        if (!q) {
            fputs("out of memory\n", stderr);
            exit(1);
        }
        t->p = q;
    }
    if (n) memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = '\0';
}

void text_char(struct text *t, char c) { text_put(t, &c, 1); }

void text_add(struct text *t, const char *z) { text_put(t, z, strlen(z)); }

void text_printf(struct text *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0) abort();
    char *z = source_alloc((size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(z, (size_t)n + 1, fmt, ap);
    va_end(ap);
    text_put(t, z, (size_t)n);
    free(z);
}

const char *text_z(const struct text *t) { return t->p ? t->p : ""; }

void text_free(struct text *t)
{
    free(t->p);
    *t = (struct text){ 0 };
}

void text_literal(struct text *t, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '"' || c == '\\') {
            text_char(t, '\\');
            text_char(t, (char)c);
        } else if (c == '\n') {
            text_add(t, "\\n");
        } else if (c == '\t') {
            text_add(t, "\\t");
        } else if (c == '?' && i > 0 && p[i - 1] == '?') {
            text_add(t, "\\?"); /* "??=" would be a trigraph */
        } else if (c < 0x20 || c == 0x7f) {
            text_printf(t, "\\%03o", c);
        } else {
            text_char(t, (char)c);
        }
    }
}

char *source_read(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct text t = { 0 };
    char block[65536];
    if (!f) source_error(path, 0, 0, "cannot be read: %s", strerror(errno));
    for (size_t got; (got = fread(block, 1, sizeof block, f)) > 0;) text_put(&t, block, got);
    if (ferror(f)) source_error(path, 0, 0, "cannot be read: %s", strerror(errno));
    fclose(f);
    text_put(&t, "", 0);
    if (n) *n = t.n;
    return t.p;
}

static void make_folders(const char *path)
{
    char *z = source_copy(path, strlen(path));
    for (char *p = strchr(z + 1, '/'); p; p = strchr(p + 1, '/')) {
        *p = '\0';
        if (mkdir(z, 0777) != 0 && errno != EEXIST)
            source_error(z, 0, 0, "cannot be made: %s", strerror(errno));
        *p = '/';
    }
    free(z);
}

static bool same_as_before(const char *path, const struct text *t)
{
    struct stat st;
    if (stat(path, &st) != 0 || (size_t)st.st_size != t->n) return false;
    size_t n = 0;
    char *old = source_read(path, &n);
    bool same = n == t->n && memcmp(old, text_z(t), n) == 0;
    free(old);
    return same;
}

bool source_write(const char *path, const struct text *t)
{
    if (same_as_before(path, t)) return false;
    make_folders(path);
    struct text part = { 0 };
    text_printf(&part, "%s.part", path);
    FILE *f = fopen(part.p, "wb");
    if (!f) source_error(part.p, 0, 0, "cannot be written: %s", strerror(errno));
    bool ok = fwrite(text_z(t), 1, t->n, f) == t->n;
    ok = fclose(f) == 0 && ok;
    if (!ok || rename(part.p, path) != 0)
        source_error(path, 0, 0, "cannot be written: %s", strerror(errno));
    text_free(&part);
    return true;
}

const char *source_below(const char *path)
{
    const char *best = NULL;
    for (const char *p = path; (p = strstr(p, "src/")) != NULL; p += 4)
        if (p == path || p[-1] == '/') best = p + 4;
    if (best) return best;
    const char *slash = strrchr(path, '/');
    return path[0] == '/' && slash ? slash + 1 : path;
}

_Noreturn void source_error(const char *file, int line, int col, const char *fmt, ...)
{
    va_list ap;
    fputs(file, stderr);
    if (line > 0) fprintf(stderr, ":%d", line);
    if (line > 0 && col > 0) fprintf(stderr, ":%d", col);
    fputs(": error: ", stderr);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(1);
}

size_t source_utf8(const char *z, size_t n)
{
    const unsigned char *u = (const unsigned char *)z;
    size_t length = u[0] < 0x80                   ? 1
                    : u[0] >= 0xc2 && u[0] < 0xe0 ? 2
                    : (u[0] & 0xf0) == 0xe0       ? 3
                    : u[0] >= 0xf0 && u[0] < 0xf5 ? 4
                                                  : 0;
    if (length == 0 || length > n) return 0;
    for (size_t i = 1; i < length; i++)
        if ((u[i] & 0xc0) != 0x80) return 0;
    if ((u[0] == 0xe0 && u[1] < 0xa0) || (u[0] == 0xed && u[1] > 0x9f) ||
        (u[0] == 0xf0 && u[1] < 0x90) || (u[0] == 0xf4 && u[1] > 0x8f))
        return 0;
    return length;
}

bool source_is_text(const char *z)
{
    size_t n = strlen(z);
    for (size_t at = 0, length; at < n; at += length) {
        unsigned char c = (unsigned char)z[at];
        length = source_utf8(z + at, n - at);
        if (length == 0 || c == 0x7f || (c < 0x20 && c != '\n' && c != '\t')) return false;
    }
    return true;
}

bool source_is_word(const char *p, size_t n)
{
    if (n == 0 || n > 60 || p[0] < 'a' || p[0] > 'z') return false;
    for (size_t i = 1; i < n; i++)
        if (!(p[i] >= 'a' && p[i] <= 'z') && !(p[i] >= '0' && p[i] <= '9') && p[i] != '_')
            return false;
    return true;
}

bool source_is_keyword(const char *z)
{
    static const char *const words[] = {
        "auto",  "bool",     "break",  "case",     "char",   "const",    "continue", "default",
        "do",    "double",   "else",   "enum",     "extern", "false",    "float",    "for",
        "goto",  "if",       "inline", "int",      "long",   "register", "restrict", "return",
        "short", "signed",   "sizeof", "static",   "struct", "switch",   "true",     "typedef",
        "union", "unsigned", "void",   "volatile", "while"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], z) == 0) return true;
    return false;
}
