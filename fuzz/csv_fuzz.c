/* SPDX-License-Identifier: EUPL-1.2 */
/* csv_fuzz.c — any bytes as an uploaded CSV: good text, or a sentence. The first byte chooses the
 * encoding. What was read, written out with every cell quoted, is read again as the same cells.
 */
#include "export/csv.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/utf8.h"
#include "export/table.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put_quoted(struct buf *b, str cell)
{
    buf_char(b, '"');
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] == '"') buf_char(b, '"');
        buf_char(b, cell.p[i]);
    }
    buf_char(b, '"');
}

/* The rows of ${bytes} quoted, one to a line; false: refused with a sentence. */
static bool rewrite(struct cx *cx, str bytes, const struct csv_options *o, struct buf *out)
{
    struct csv c;
    struct csv_row row;
    enum rc rc = csv_open(cx, &c, bytes, o);
    while (!rc && !(rc = csv_next(&c, &row)) && row.n) {
        for (size_t i = 0; i < row.n; i++) {
            MUST(utf8_ok(row.cells[i]));
            if (i) buf_char(out, ',');
            put_quoted(out, row.cells[i]);
        }
        buf_char(out, '\n');
    }
    MUST(rc == RC_OK || (rc == RC_INVALID && cx->problems.n == 1));
    return rc == RC_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    struct cx cx;
    struct buf once, twice;
    struct table table;
    if (size == 0) return 0;
    if (!arena) arena = arena_new();
    cx_init(&cx, arena);
    buf_init(&once, (size_t)64 * 1024 * 1024);
    buf_init(&twice, (size_t)64 * 1024 * 1024);
    struct csv_options first = { .encoding = (enum csv_encoding)(data[0] % 3) };
    struct csv_options again = { .separator = ',' };
    str bytes = { (const char *)data + 1, size - 1 };
    if (rewrite(&cx, bytes, &first, &once)) {
        MUST(rewrite(&cx, buf_slice(&once), &again, &twice));
        MUST(str_eq(buf_slice(&once), buf_slice(&twice)));
    }
    cx_init(&cx, arena);
    enum rc rc = table_read(&cx, bytes, "fuzz.csv", NULL, &table);
    MUST(rc == RC_OK || cx.problems.n == 1);
    for (size_t i = 0; !rc && i < table.n; i++) MUST(table.rows[i].n == table.head.n);
    buf_done(&once);
    buf_done(&twice);
    arena_reset(arena);
    return 0;
}
