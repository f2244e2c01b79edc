/* SPDX-License-Identifier: EUPL-1.2 */
/* request_fuzz.c — any bytes as a request: through the gate, and what passes through dispatch. An
 * answer comes back whole, and what has passed is as clean as gate.h says.
 */
#include "base/log.h"
#include "base/utf8.h"
#include "web/gate.h"
#include "web/web.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct note_form {
    const char *text;
    int64_t count;
    date day;
};
static const struct form_field note_fields[] = {
    FIELD_OF(note_form, text, FORM_TEXT, N_("Text"), .required = true),
    FIELD_OF(note_form, count, FORM_INT, N_("Count"), .max = 9),
    FIELD_OF(note_form, day, FORM_DATE, N_("Day")),
};
static const struct form note_form = FORM(note_form, note_fields);

struct note {
    int64_t id;
    const char *text;
};
static const struct row_field note_row[] = {
    { "id", FIELD_INT, offsetof(struct note, id), false },
    { "text", FIELD_TEXT, offsetof(struct note, text), false },
};
static const struct row_meta note_meta = { "note", sizeof(struct note), 2, note_row };

/* Shows all that came in, the way pages do. */
static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct note *n = arena_alloc(cx->arena, sizeof *n);
    struct page *pg = page_begin(cx, rq, "Note", AREA_NONE);
    *n = (struct note){ rq->id[0], rq->word ? rq->word : request_query(rq, "q") };
    page_exports(cx, rq, pg);
    reply_rows(cx, rs, "notes", &note_meta, n, 1);
    if (reply_is_page(rq)) put_text(cx, &rs->body, pg->notice);
    return RC_OK;
}

static enum rc again(struct cx *cx, struct request *rq, struct response *rs)
{
    struct form_view *v = form_view(cx, rq, &note_form, NULL);
    for (size_t i = 0; i < note_form.n; i++) put_text(cx, &rs->body, v->value[i]);
    return RC_OK;
}

static enum rc save(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct note_form *f = rq->form;
    return reply_see_other(cx, rq, rs, url_path(cx, "/word/%s", f->text), f->text);
}

static const struct route routes[] = {
    { METHOD_GET, "/", show, .may = ROUTE_PUBLIC },
    { METHOD_GET, "/n/{note}", show, .may = ROUTE_PUBLIC, .rows = &note_meta },
    { METHOD_GET, "/word/{word}", show, .may = ROUTE_PUBLIC },
    { METHOD_POST, "/n", save, .may = ROUTE_PUBLIC, .form = &note_form, .again = again },
    { .pattern = NULL }
};
static const struct route *const tables[] = { routes, NULL };

/* Everybody is signed in here, so that the search gets to the forms. */
static enum rc load_viewer(struct cx *cx, struct request *rq)
{
    static const char someone[1];
    cx->viewer = (const struct viewer *)(const void *)someone;
    rq->session = request_header(rq, "authorization") ? "" : "s";
    rq->csrf = "c";
    return RC_OK;
}
static const struct web_hooks hooks = { .load_viewer = load_viewer };

static void check_passed(const struct gate_pass *p)
{
    str path = str_of(p->path);
    MUST(path.n > 0 && path.p[0] == '/' && utf8_ok(path));
    MUST(!strstr(path.p, "//") && !strstr(path.p, "/../") && !strchr(path.p, '\\'));
    MUST(p->length >= 0 && !(p->chunked && p->length));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    static struct gate_pass pass;
    struct gate_request g;
    struct request rq;
    struct response rs;
    struct cx cx;
    const char *why = NULL;
    str body;
    if (!arena) {
        arena = arena_new();
        log_set_level(LOG_ERROR);
        MUST(web_setup(tables, &hooks) == RC_OK);
    }
    cx_init(&cx, arena);
    response_init(&rs);
    if (gate_read(arena, (str){ (const char *)data, size }, &g, &body)) {
        int status = gate_check(&g, &pass, &why);
        MUST(status == 0 || (status >= 400 && why && *why));
        if (!status) {
            check_passed(&pass);
            status = gate_request_make(&cx, &g, &pass, &rq);
            rq.address = "";
            rq.body = body;
            if (status)
                web_refuse(&cx, &rq, &rs, status, NULL);
            else
                web_dispatch(&cx, &rq, &rs);
            MUST(rs.status >= 200 && rs.status < 600 && buf_ok(&rs.body));
            MUST(reply_header_value(&rs, "Content-Security-Policy"));
            for (size_t i = 0; i < rs.headers.n; i++) MUST(!strpbrk(rs.headers.v[i].value, "\r\n"));
        }
    }
    if (rs.file >= 0) (void)fclose(fdopen(rs.file, "r"));
    response_done(&rs);
    arena_reset(arena);
    return 0;
}
