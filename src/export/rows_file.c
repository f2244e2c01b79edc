/* SPDX-License-Identifier: EUPL-1.2 */
/* rows_file.c — CSV and JSON go out whenever a little has gathered; XLSX does so by itself. */
#include "export/rows_file.h"

#include "base/buf.h"
#include "base/file.h"
#include "export/xlsx.h"
#include "i18n/i18n.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH = 64 * 1024 };

struct rows_file {
    struct cx *cx;
    enum rows_form form;
    const struct row_meta *meta;
    struct xlsx_book *book; /* of XLSX */
    int fd;                 /* of the other two */
    struct buf out;
    struct json json;
    int64_t rows, size;
};

static void give_back(void *p)
{
    struct rows_file *f = p;
    if (f->fd >= 0) close(f->fd);
    buf_done(&f->out);
}

static enum rc drain(struct rows_file *f)
{
    if (!buf_ok(&f->out)) return fail(f->cx, "a row is larger than 64 MiB");
    for (size_t at = 0; at < f->out.n;) {
        ssize_t n = write(f->fd, f->out.p + at, f->out.n - at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(f->cx, "temporary file: %s", strerror(errno));
        at += (size_t)n;
    }
    f->size += (int64_t)f->out.n;
    buf_clear(&f->out);
    return RC_OK;
}

enum rc rows_file_open(struct cx *cx, enum rows_form form, const char *name,
                       const struct row_meta *m, struct rows_file **out)
{
    struct rows_file *f = *out = arena_alloc(cx->arena, sizeof *f);
    *f = (struct rows_file){ .cx = cx, .form = form, .meta = m, .fd = -1 };
    if (form == ROWS_XLSX) {
        enum rc rc = xlsx_open(cx, &f->book);
        if (!rc) xlsx_rows_begin(cx, f->book, name, m);
        return rc;
    }
    f->fd = file_temporary(cx);
    if (f->fd < 0) return fail(cx, "temporary file: %s", strerror(errno));
    buf_init(&f->out, (size_t)64 << 20);
    arena_defer(cx->arena, give_back, f);
    if (form == ROWS_CSV) {
        row_csv_head(&f->out, m);
    } else {
        json_init(&f->json, &f->out);
        json_open(&f->json, NULL, '{');
        json_open(&f->json, name, '[');
    }
    return RC_OK;
}

enum rc rows_file_put(struct rows_file *f, const void *row)
{
    struct cx *cx = f->cx;
    f->rows++;
    if (f->form == ROWS_XLSX) {
        if (f->rows >= XLSX_MAX_ROWS)
            return refuse(cx, RC_INVALID,
                          T("A sheet of XLSX holds at most %s rows; this list has more. Take CSV, "
                            "or narrow the list by a filter."),
                          i18n_int(cx, XLSX_MAX_ROWS - 1));
        xlsx_rows_put(f->book, f->meta, row);
        return RC_OK;
    }
    if (f->form == ROWS_CSV)
        row_csv(&f->out, f->meta, row);
    else
        row_json(&f->json, NULL, f->meta, row);
    return f->out.n < FLUSH ? RC_OK : drain(f);
}

enum rc rows_file_close(struct rows_file *f, int *fd, int64_t *size)
{
    *fd = -1;
    if (f->form == ROWS_XLSX) return xlsx_finish(f->book, fd, size);
    if (f->form == ROWS_JSON) {
        json_close(&f->json, ']');
        json_close(&f->json, '}');
    }
    enum rc rc = drain(f);
    if (rc) return rc;
    if (lseek(f->fd, 0, SEEK_SET) < 0) return fail(f->cx, "temporary file: %s", strerror(errno));
    *fd = f->fd;
    *size = f->size;
    f->fd = -1;
    return RC_OK;
}
