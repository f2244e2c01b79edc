/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_kept.c — a file of rates between its preview and its saving: a document of the project, so
 * that nobody has to choose it twice. The next one takes its place.
 */
#include "base/cx.h"
#include "finance/rates.h"
#include "finance/rates_kept_sql.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "store/document.h"

#include <string.h>

enum rc rates_forget(struct cx *cx, int64_t project)
{
    struct rates_kept_files_rows all;
    enum rc rc = rates_kept_files(cx, project, &all);
    for (size_t i = 0; i < all.n && !rc; i++) rc = document_detach(cx, all.v[i].id);
    return rc;
}

static enum rc keep_in(struct cx *cx, int64_t project, str bytes, const char *name, int64_t *id)
{
    int64_t document;
    enum rc rc = rates_forget(cx, project);
    if (!rc) rc = document_put(cx, bytes, name, &document);
    return rc ? rc : document_attach(cx, document, "rates_import", project, name, id);
}

enum rc rates_keep(struct cx *cx, int64_t project, str bytes, const char *name, int64_t *id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, keep_in(cx, project, bytes, name, id));
}

struct gathered {
    char *p;
    size_t n, most;
};

static enum rc gather(void *p, str chunk)
{
    struct gathered *g = p;
    if (chunk.n > g->most - g->n) return RC_FAIL;
    memcpy(g->p + g->n, chunk.p, chunk.n);
    g->n += chunk.n;
    return RC_OK;
}

enum rc rates_kept(struct cx *cx, int64_t project, int64_t id, str *bytes, const char **name)
{
    struct rates_kept_at_row at;
    bool found;
    enum rc rc = rates_kept_at(cx, id, project, &at, &found);
    if (rc) return rc;
    if (!found)
        return problem(cx, "file",
                       T("The file is not kept any more: it was saved, or another one was looked "
                         "at. Choose it again."));
    struct gathered g = { arena_alloc(cx->arena, (size_t)at.size + 1), 0, (size_t)at.size };
    rc = document_get(cx, at.document, gather, &g);
    *bytes = (str){ g.p, g.n };
    *name = at.name;
    return rc;
}
