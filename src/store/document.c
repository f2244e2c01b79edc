/* SPDX-License-Identifier: EUPL-1.2 */
/* document.c — bytes in, bytes out, in chunks that neither engine nor memory minds. It is the only
 * file that knows libmagic. It does not know who may see a document, and refuses none for its type:
 * how it is served is decided by what document_safe_inline says.
 */
#include "store/document.h"

#include "base/file.h"
#include "base/log.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "store/document_sql.h"

#include <errno.h>
#include <magic.h>
#include <string.h>
#include <unistd.h>

#define SNIFF (1024 * 1024) /* what libmagic is shown at most */

/* ---- types ---- */

/* What the bytes cannot tell: a CSV among texts, an office file among ZIP archives. */
static const struct {
    const char *sniffed, *end, *mime;
} refined[] = {
    { "text/plain", ".csv", "text/csv" },
    { "text/plain", ".md", "text/markdown" },
    { "application/zip", ".xlsx",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    { "application/zip", ".docx",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { "application/zip", ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
    { "application/zip", ".odt", "application/vnd.oasis.opendocument.text" },
};

static const char *refine(const char *sniffed, const char *name)
{
    str all = str_of(name);
    for (size_t i = 0; i < sizeof refined / sizeof *refined; i++) {
        size_t n = strlen(refined[i].end);
        if (z_eq(sniffed, refined[i].sniffed) && all.n > n &&
            str_is_nocase((str){ all.p + all.n - n, n }, refined[i].end))
            return refined[i].mime;
    }
    return sniffed;
}

/* A handle per call: loading the database costs a quarter of a millisecond, keeping one per thread
 * costs megabytes. */
static const char *sniff(struct cx *cx, str bytes, const char *name)
{
    const char *mime = NULL;
    magic_t m = magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR);
    if (m && magic_load(m, NULL) == 0)
        mime = arena_dup(cx->arena, magic_buffer(m, bytes.p, bytes.n < SNIFF ? bytes.n : SNIFF));
    else
        log_line(LOG_ERROR, cx->req_id, "libmagic: %s", m ? magic_error(m) : "no memory");
    if (m) magic_close(m);
    return refine(mime ? mime : "application/octet-stream", name);
}

bool document_safe_inline(const char *mime)
{
    static const char *const safe[] = { "application/pdf", "image/png",  "image/jpeg",
                                        "image/gif",       "image/webp", "text/plain" };
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        if (z_eq(mime, safe[i])) return true;
    return false;
}

/* ---- in ---- */

static enum rc put_chunks(struct cx *cx, int64_t id, str bytes)
{
    enum rc rc = RC_OK;
    for (int64_t no = 0; bytes.n > 0 && !rc; no++) {
        size_t n = bytes.n < DOCUMENT_CHUNK ? bytes.n : DOCUMENT_CHUNK;
        rc = document_chunk_add(cx, id, no, (str){ bytes.p, n });
        bytes.p += n;
        bytes.n -= n;
    }
    return rc;
}

enum rc document_put(struct cx *cx, str bytes, const char *name, int64_t *id)
{
    char sum[HEX32];
    struct document_claim_row row;
    *id = 0;
    if (bytes.n == 0) return problem(cx, "file", "%s", T("The file is empty. Choose another one."));
    sha256_hex(bytes, sum);
    const int64_t chunks = (int64_t)((bytes.n + DOCUMENT_CHUNK - 1) / DOCUMENT_CHUNK);
    const char *mime = sniff(cx, bytes, name);
    enum rc rc = document_claim(cx, sum, (int64_t)bytes.n, chunks, mime, cx->now, &row);
    if (!rc && row.puts == 1) rc = put_chunks(cx, row.id, bytes);
    if (!rc) *id = row.id;
    return rc;
}

/* ---- out ---- */

static enum rc get_chunks(struct cx *cx, const struct document_by_id_row *d,
                          enum rc (*each)(void *p, str chunk), void *p)
{
    char sum[HEX32];
    struct sha256 h;
    enum rc rc = RC_OK;
    sha256_init(&h);
    for (int64_t no = 0; no < d->chunks && !rc; no++) {
        struct document_chunk_at_row row;
        struct arena_mark mark = arena_mark(cx->arena);
        rc = document_chunk_at(cx, d->id, no, &row);
        if (rc == RC_MISSING) rc = fail(cx, "document %lld has lost a chunk", (long long)d->id);
        if (!rc) sha256_add(&h, row.content.p, row.content.n);
        if (!rc) rc = each(p, row.content);
        arena_rewind(cx->arena, mark);
    }
    sha256_end(&h, sum);
    if (!rc && !z_eq(sum, d->sha256))
        rc = fail(cx, "document %lld does not match its hash", (long long)d->id);
    return rc;
}

enum rc document_get(struct cx *cx, int64_t id, enum rc (*each)(void *p, str chunk), void *p)
{
    struct document_by_id_row d;
    enum rc rc = db_begin_read(cx);
    if (!rc) rc = document_by_id(cx, id, &d);
    if (!rc) rc = get_chunks(cx, &d, each, p);
    return db_end(cx, rc);
}

struct verify {
    struct cx *cx;
    int64_t count, bad;
};

static enum rc only_hashed(void *p, str chunk)
{
    (void)p, (void)chunk;
    return RC_OK;
}

static enum rc verify_one(void *p, const struct document_all_row *d)
{
    struct verify *v = p;
    v->count++;
    enum rc rc = get_chunks(v->cx, d, only_hashed, NULL);
    if (rc != RC_FAIL || v->bad) return rc == RC_FAIL ? RC_OK : rc;
    v->bad = d->id;
    return RC_OK;
}

enum rc document_verify(struct cx *cx, int64_t *count, int64_t *bad)
{
    struct verify v = { .cx = cx };
    enum rc rc = document_all(cx, verify_one, &v);
    *count = v.count;
    *bad = v.bad;
    return rc;
}

struct spool {
    struct cx *cx;
    int fd;
};

static enum rc spool_chunk(void *p, str chunk)
{
    struct spool *s = p;
    while (chunk.n > 0) {
        ssize_t n = write(s->fd, chunk.p, chunk.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return fail(s->cx, "temporary file: %s", strerror(errno));
        chunk.p += n;
        chunk.n -= (size_t)n;
    }
    return RC_OK;
}

enum rc document_spool(struct cx *cx, int64_t id, int *fd)
{
    struct spool s = { .cx = cx, .fd = file_temporary(cx) };
    *fd = -1;
    if (s.fd < 0) return fail(cx, "temporary file: %s", strerror(errno));
    enum rc rc = document_get(cx, id, spool_chunk, &s);
    if (!rc && lseek(s.fd, 0, SEEK_SET) < 0) rc = fail(cx, "temporary file: %s", strerror(errno));
    if (rc)
        close(s.fd);
    else
        *fd = s.fd;
    return rc;
}

/* ---- what they belong to ---- */

/* Old browsers send "C:\fakepath\bill.pdf". */
static const char *last_part(const char *name)
{
    for (const char *p = name; *p; p++)
        if (*p == '/' || *p == '\\') name = p + 1;
    return *name ? name : "document";
}

enum rc document_attach(struct cx *cx, int64_t document, const char *object_type, int64_t object_id,
                        const char *name, int64_t *attachment)
{
    return attachment_add(cx, object_type, object_id, document, last_part(name), cx->now,
                          attachment);
}

/* The document's row is locked before its links are counted: somebody may be attaching it. */
static enum rc drop_unused(struct cx *cx, int64_t document)
{
    struct document_uses_row uses;
    enum rc rc = document_lock(cx, document);
    if (!rc) rc = document_uses(cx, document, &uses);
    if (rc || uses.n > 0) return rc;
    rc = document_drop_chunks(cx, document);
    return rc ? rc : document_drop(cx, document);
}

enum rc document_detach(struct cx *cx, int64_t attachment)
{
    struct attachment_by_id_row a;
    enum rc rc = attachment_by_id(cx, attachment, &a);
    if (!rc) rc = attachment_drop(cx, attachment);
    return rc ? rc : drop_unused(cx, a.document_id);
}
