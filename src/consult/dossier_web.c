/* SPDX-License-Identifier: EUPL-1.2 */
/* dossier_web.c — the archive: the paper, the tables as CSV, each version of the document, all
 * files, and a list of their SHA-256. It is written entry by entry into a temporary file, files
 * chunk by chunk, so that a large one needs no more memory than a small one.
 */
#include "consult/dossier_web.h"

#include "base/file.h"
#include "base/rand.h"
#include "export/paper.h"
#include "export/zipout.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "store/document.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { PAPER_MOST = 64 * 1024 * 1024, LIST_MOST = 4 * 1024 * 1024 };

struct archive {
    struct cx *cx;
    struct zipout *zip;
    const char *name; /* of the entry that is being written; NULL: none */
    struct sha256 sha;
    struct buf list;
};

static void end_entry(struct archive *a)
{
    char sha[HEX32];
    if (!a->name) return;
    sha256_end(&a->sha, sha);
    buf_printf(&a->list, "%s  %s\n", sha, a->name); /* as sha256sum -c reads it */
    a->name = NULL;
}

static void entry(struct archive *a, const char *name)
{
    end_entry(a);
    a->name = name;
    sha256_init(&a->sha);
    zipout_entry(a->zip, name);
}

static void put(struct archive *a, str bytes)
{
    sha256_add(&a->sha, bytes.p, bytes.n);
    zipout_put(a->zip, bytes);
}

static enum rc put_chunk(void *p, str chunk)
{
    put(p, chunk);
    return RC_OK;
}

static void table(struct archive *a, const char *name, const struct row_meta *m, const void *rows,
                  size_t n)
{
    struct buf line;
    buf_init(&line, LIST_MOST);
    entry(a, name);
    row_csv_head(&line, m);
    for (size_t i = 0; i < n; i++) {
        put(a, buf_slice(&line));
        buf_clear(&line);
        row_csv(&line, m, (const char *)rows + i * m->size);
    }
    put(a, buf_slice(&line));
    buf_done(&line);
}

static enum rc paper(struct archive *a, const struct dossier *d)
{
    struct buf pdf;
    buf_init(&pdf, PAPER_MOST);
    enum rc rc = paper_pdf(a->cx, dossier_paper(a->cx, d), &pdf);
    if (!rc) {
        entry(a, "consultation.pdf");
        put(a, buf_slice(&pdf));
    }
    buf_done(&pdf);
    return rc;
}

static enum rc files(struct archive *a, const struct dossier *d)
{
    struct cx *cx = a->cx;
    enum rc rc = RC_OK;
    for (size_t i = 0; i < d->files.n && !rc; i++) {
        const struct dossier_files_row *f = &d->files.v[i];
        entry(a, arena_printf(cx->arena, "documents/%03d-%s", (int)i + 1, f->name));
        rc = document_get(cx, f->document, put_chunk, a);
    }
    return rc;
}

static enum rc fill(struct archive *a, const struct dossier *d)
{
    enum rc rc = paper(a, d);
    if (rc) return rc;
    table(a, "positions.csv", &dossier_positions_meta, d->positions.v, d->positions.n);
    table(a, "comments-and-answers.csv", &response_matrix_meta, d->matrix.v, d->matrix.n);
    table(a, "history.csv", &consult_events_meta, d->events.v, d->events.n);
    for (size_t i = d->texts.n; i > 0; i--) {
        const struct consult_texts_row *t = &d->texts.v[i - 1];
        entry(a, arena_printf(a->cx->arena, "text-version-%d.md", (int)t->no));
        put(a, str_of(t->body));
    }
    if ((rc = files(a, d))) return rc;
    end_entry(a);
    zipout_entry(a->zip, "SHA256SUMS");
    zipout_put(a->zip, buf_slice(&a->list));
    return RC_OK;
}

static enum rc gather(struct cx *cx, const struct request *rq, struct dossier *d)
{
    enum rc rc = consult_find(cx, rq, &d->c);
    if (!rc) rc = consult_count(cx, &d->c, &d->count);
    if (!rc) rc = consult_whom(cx, &d->c, &d->count, &d->asked);
    if (!rc) rc = consult_texts(cx, d->c.id, &d->texts);
    if (!rc) rc = response_matrix(cx, d->c.id, &d->matrix);
    if (!rc) rc = dossier_positions(cx, d->c.id, &d->positions);
    if (!rc) rc = consult_events(cx, d->c.id, &d->events);
    if (!rc) rc = dossier_files(cx, d->c.id, &d->files);
    if (!rc && d->c.decision) rc = decision_get(cx, d->c.decision, &d->decision);
    d->decided = !rc && d->c.decision;
    return rc;
}

static enum rc write_archive(struct cx *cx, const struct request *rq, struct archive *a)
{
    struct dossier d = { 0 };
    enum rc rc = db_begin_read(cx);
    if (rc) return rc;
    rc = gather(cx, rq, &d);
    if (!rc) rc = fill(a, &d);
    return db_end(cx, rc);
}

static enum rc dossier_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct archive a = { .cx = cx };
    int64_t size;
    int fd = file_temporary(cx);
    if (fd < 0) return fail(cx, "temporary file: %s", strerror(errno));
    a.zip = zipout_open(cx, fd);
    buf_init(&a.list, LIST_MOST);
    enum rc rc = write_archive(cx, rq, &a), end;
    buf_done(&a.list);
    end = zipout_close(a.zip, &size);
    if (!rc) rc = end;
    if (!rc && lseek(fd, 0, SEEK_SET) != 0) rc = fail(cx, "temporary file: %s", strerror(errno));
    if (rc) {
        close(fd);
        return rc;
    }
    reply_file(cx, rs, fd, size, "application/zip",
               arena_printf(cx->arena, "consultation-%lld.zip", (long long)rq->id[0]), false);
    return RC_OK;
}

const struct route consult_dossier_routes[] = {
    { METHOD_GET, "/consultation/{consultation}/dossier", dossier_page, .may = MAY_READ_CONSULT,
      .of = OF_CONSULTATION, .no_api = true, .title = N_("Dossier of a consultation") },
    { 0 },
};
