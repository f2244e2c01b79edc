/* SPDX-License-Identifier: EUPL-1.2 */
/* embed.c — files become C arrays, so that the program is one file.
 *
 *   embed OUT.c NAME=FILE...               struct asset asset_table[] of web/asset.h
 *   embed --text OUT.c TABLE NAME=FILE...  struct embedded_text TABLE[] of store/schema.h
 *
 * Bytes are written as rows of string literals: both compilers read them some thirty times faster
 * than lists of numbers, and each row is shorter than the 4,095 bytes that C promises to take.
 */
#include "embed_sha256.h"
#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { ROW = 1024 };

struct item {
    char *name;
    const char *path;
    unsigned char *p;
    size_t n;
};

static int by_name(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static bool name_ok(const char *z)
{
    if (!*z || *z == '.') return false;
    for (; *z; z++)
        if (!(*z >= 'a' && *z <= 'z') && !(*z >= 'A' && *z <= 'Z') && !(*z >= '0' && *z <= '9') &&
            !strchr("._-", *z))
            return false;
    return true;
}

/* Reads all NAME=FILE arguments, in the order of the names. */
static struct item *read_items(int argc, char **argv, size_t *count)
{
    size_t n = 0;
    struct item *v = source_alloc(((size_t)argc + 1) * sizeof *v);
    for (int i = 0; i < argc; i++) {
        const char *eq = strchr(argv[i], '=');
        if (!eq) source_error(argv[i], 0, 0, "expected NAME=FILE");
        struct item *t = &v[n++];
        t->name = source_copy(argv[i], (size_t)(eq - argv[i]));
        t->path = eq + 1;
        if (!name_ok(t->name))
            source_error(t->path, 0, 0, "`%s` is no name: letters, digits, . _ and -", t->name);
        t->p = (unsigned char *)source_read(t->path, &t->n);
    }
    qsort(v, n, sizeof *v, by_name);
    for (size_t i = 1; i < n; i++)
        if (strcmp(v[i - 1].name, v[i].name) == 0)
            source_error(v[i].path, 0, 0, "`%s` is also the name of %s", v[i].name, v[i - 1].path);
    *count = n;
    return v;
}

/* One piece of literal; whatever is not plain ASCII in octal, so that a row may end anywhere. */
static void put_piece(struct text *c, const unsigned char *p, size_t n)
{
    text_add(c, "\n      \"");
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && p[j] < 0x7f && p[j] != '\0'; j++) {
        }
        text_literal(c, (const char *)p + i, j - i);
        if (j < n) text_printf(c, "\\%03o", p[j++]);
    }
    text_char(c, '"');
}

/* static const char NAME[][ROW]: the bytes and at least one NUL behind them. */
static void put_bytes(struct text *c, const char *name, const unsigned char *p, size_t n)
{
    text_printf(c, "static const char %s[%zu][%d] = {", name, n / ROW + 1, ROW);
    for (size_t row = 0; row <= n / ROW; row++) {
        const unsigned char *z = p + row * ROW;
        size_t left = row < n / ROW ? ROW : n % ROW;
        text_add(c, "\n    {");
        if (left == 0) text_add(c, " \"\"");
        while (left) {
            const unsigned char *lf = memchr(z, '\n', left);
            size_t piece = lf ? (size_t)(lf - z) + 1 : left;
            put_piece(c, z, piece);
            z += piece;
            left -= piece;
        }
        text_add(c, " },");
    }
    text_add(c, "\n};\n");
}

/* ---- assets ---- */

static const char *mime_of(const struct item *t)
{
    static const char *const types[][2] = {
        { ".css", "text/css; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".mjs", "text/javascript; charset=utf-8" },
        { ".svg", "image/svg+xml" },
        { ".png", "image/png" },
        { ".jpg", "image/jpeg" },
        { ".webp", "image/webp" },
        { ".ico", "image/x-icon" },
        { ".woff2", "font/woff2" },
        { ".json", "application/json" },
        { ".webmanifest", "application/manifest+json" },
        { ".txt", "text/plain; charset=utf-8" },
    };
    const char *dot = strrchr(t->name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i][0], dot) == 0) return types[i][1];
    source_error(t->path, 0, 0, "`%s`: no MIME type is known for its ending", t->name);
}

/* The file as gzip, the same bytes whenever it is made; false when that is not smaller. */
static bool squeeze(const struct item *t, struct text *gz)
{
    z_stream z = { 0 };
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        source_error(t->path, 0, 0, "cannot be compressed");
    size_t room = deflateBound(&z, t->n) + 64;
    char *p = source_alloc(room);
    z.next_in = t->p;
    z.avail_in = (uInt)t->n;
    z.next_out = (Bytef *)p;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END) source_error(t->path, 0, 0, "cannot be compressed");
    text_put(gz, p, z.total_out);
    deflateEnd(&z);
    free(p);
    return gz->n < t->n - t->n / 20;
}

static void put_asset(struct text *c, struct text *table, const struct item *t, size_t i)
{
    unsigned char sum[32];
    struct text name = { 0 }, gz = { 0 };
    const char *dot = strrchr(t->name, '.');
    const char *mime = mime_of(t);
    embed_sha256(t->p, t->n, sum);
    text_printf(c, "\n/* %s */\n", t->path);
    text_printf(&name, "bytes_%zu", i);
    put_bytes(c, name.p, t->p, t->n);
    text_printf(table, "    { \"%s\", \"/static/%.*s.", t->name, (int)(dot - t->name), t->name);
    for (size_t k = 0; k < 6; k++) text_printf(table, "%02x", sum[k]);
    text_printf(table, "%s\", \"%s\",\n      (const unsigned char *)%s, %zu, ", dot, mime, name.p,
                t->n);
    if (squeeze(t, &gz)) {
        text_free(&name);
        text_printf(&name, "gzip_%zu", i);
        put_bytes(c, name.p, (const unsigned char *)gz.p, gz.n);
        text_printf(table, "(const unsigned char *)%s, %zu },\n", name.p, gz.n);
    } else {
        text_add(table, "NULL, 0 },\n");
    }
    text_free(&name);
    text_free(&gz);
}

static void put_assets(struct text *c, const struct item *v, size_t n)
{
    struct text table = { 0 };
    text_add(c, "/* Made by tools/embed. Do not edit. */\n#include \"web/asset.h\"\n");
    for (size_t i = 0; i < n; i++) put_asset(c, &table, &v[i], i);
    text_printf(c,
                "\nconst struct asset asset_table[] = {\n%s    { NULL, NULL, NULL, NULL, 0, "
                "NULL, 0 },\n};\n",
                text_z(&table));
    text_free(&table);
}

/* ---- texts ---- */

static void put_texts(struct text *c, const char *table, const struct item *v, size_t n)
{
    text_add(c, "/* Made by tools/embed. Do not edit. */\n#include \"store/schema.h\"\n");
    text_add(c, "#include <stddef.h>\n");
    for (size_t i = 0; i < n; i++) {
        struct text name = { 0 };
        const unsigned char *nul = memchr(v[i].p, '\0', v[i].n);
        if (nul) source_error(v[i].path, 0, 0, "is no text: there is a NUL in it");
        text_printf(c, "\n/* %s */\n", v[i].path);
        text_printf(&name, "text_%zu", i);
        put_bytes(c, name.p, v[i].p, v[i].n);
        text_free(&name);
    }
    text_printf(c, "\nextern const struct embedded_text %s[];\n", table);
    text_printf(c, "const struct embedded_text %s[] = {\n", table);
    for (size_t i = 0; i < n; i++)
        text_printf(c, "    { \"%s\", (const char *)text_%zu },\n", v[i].name, i);
    text_add(c, "    { NULL, NULL },\n};\n");
}

int main(int argc, char **argv)
{
    struct text c = { 0 };
    size_t n = 0;
    bool text = argc > 1 && strcmp(argv[1], "--text") == 0;
    int first = text ? 4 : 2;
    if (argc < first) {
        fputs("usage: embed OUT.c NAME=FILE...\n"
              "       embed --text OUT.c TABLE NAME=FILE...\n",
              stderr);
        return 2;
    }
    if (text && !source_is_word(argv[3], strlen(argv[3])))
        source_error(argv[3], 0, 0, "is no name for a table");
    struct item *v = read_items(argc - first, argv + first, &n);
    if (text)
        put_texts(&c, argv[3], v, n);
    else
        put_assets(&c, v, n);
    source_write(argv[first - (text ? 2 : 1)], &c);
    return 0;
}
