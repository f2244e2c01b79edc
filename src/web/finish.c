/* SPDX-License-Identifier: EUPL-1.2 */
/* finish.c — the last step of every answer: the rows in the format asked for, then the headers that
 * no answer may lack. It knows described rows and nothing of what they mean.
 */
#include "base/json.h"
#include "export/xlsx.h"
#include "web/web.h"

#include <string.h>

static void write_json(struct response *rs)
{
    struct json j;
    buf_clear(&rs->body);
    json_init(&j, &rs->body);
    json_open(&j, NULL, '{');
    for (size_t i = 0; i < rs->data.n; i++) {
        const struct dataset *d = &rs->data.v[i];
        if (d->one)
            row_json(&j, d->name, d->meta, d->rows);
        else
            rows_json(&j, d->name, d->meta, d->rows, d->n);
    }
    json_close(&j, '}');
    rs->type = "application/json";
}

static void write_csv(struct cx *cx, struct response *rs)
{
    const struct dataset *d = &rs->data.v[0];
    buf_clear(&rs->body);
    row_csv_head(&rs->body, d->meta);
    for (size_t i = 0; i < d->n; i++)
        row_csv(&rs->body, d->meta, (const char *)d->rows + i * d->meta->size);
    rs->type = "text/csv; charset=utf-8";
    reply_header(cx, rs, "Content-Disposition",
                 reply_disposition(cx, "attachment", arena_printf(cx->arena, "%s.csv", d->name)));
}

static enum rc write_xlsx(struct cx *cx, struct response *rs)
{
    struct xlsx_sheet *sheets = arena_array(cx->arena, struct xlsx_sheet, rs->data.n);
    for (size_t i = 0; i < rs->data.n; i++) {
        const struct dataset *d = &rs->data.v[i];
        sheets[i].name = d->name;
        sheets[i].meta = d->meta;
        sheets[i].rows = d->rows;
        sheets[i].n = d->n;
    }
    int fd = -1;
    int64_t size = 0;
    enum rc rc = xlsx_of_datasets(cx, sheets, rs->data.n, &fd, &size);
    if (rc) return rc;
    buf_clear(&rs->body);
    rs->file = fd;
    rs->file_size = size;
    rs->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    reply_header(cx, rs, "Content-Disposition",
                 reply_disposition(cx, "attachment",
                                   arena_printf(cx->arena, "%s.xlsx", rs->data.v[0].name)));
    return RC_OK;
}

enum rc finish_data(struct cx *cx, const struct request *rq, struct response *rs)
{
    if (rs->file >= 0 || rs->status >= 300) return RC_OK;
    switch (rq->format) {
    case FORMAT_PAGE: return RC_OK;
    case FORMAT_JSON:
        /* An answer of another kind (a made thing's address) the handler has written by itself. */
        if (rs->data.n || !rs->body.n) write_json(rs);
        return RC_OK;
    case FORMAT_CSV:
        if (!rs->data.n) return RC_MISSING;
        write_csv(cx, rs);
        return RC_OK;
    case FORMAT_XLSX: return rs->data.n ? write_xlsx(cx, rs) : RC_MISSING;
    }
    return RC_OK;
}

static void put_header(struct cx *cx, struct response *rs, const char *name, const char *value)
{
    *vec_push(cx->arena, &rs->headers) = (struct pair){ name, value };
}

void finish_headers(struct cx *cx, const struct request *rq, struct response *rs)
{
    static const struct pair always[] = {
        { "X-Content-Type-Options", "nosniff" },
        { "X-Frame-Options", "DENY" },
        { "Referrer-Policy", "same-origin" },
        { "Cross-Origin-Opener-Policy", "same-origin" },
        { "Cross-Origin-Resource-Policy", "same-origin" },
        { "Permissions-Policy",
          "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()" },
    };
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        put_header(cx, rs, always[i].name, always[i].value);
    if (!reply_header_value(rs, "Content-Security-Policy"))
        put_header(cx, rs, "Content-Security-Policy",
                   "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                   "font-src 'self'; connect-src 'self'; form-action 'self'; "
                   "frame-ancestors 'none'; base-uri 'none'");
    if (rq->secure) put_header(cx, rs, "Strict-Transport-Security", "max-age=31536000");
    if (!reply_header_value(rs, "Cache-Control"))
        put_header(cx, rs, "Cache-Control",
                   rs->cacheable && rs->status < 400 ? "public, max-age=31536000, immutable"
                                                     : "no-store");
    finish_again(cx, rs);
}

void finish_again(struct cx *cx, struct response *rs)
{
    if (cx->req_id) put_header(cx, rs, "X-Request-Id", cx->req_id);
}
