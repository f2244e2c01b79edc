/* SPDX-License-Identifier: EUPL-1.2 */
/* web_test.c — the small site behind web_test.h. Its handlers do what real ones do and no more. */
#include "web/web_test.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "web/gate.h"
#include "web/parse.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

int try_calls;
int64_t try_state, try_later;
static struct arena *arena;
static struct response answers[64];
static size_t used;

struct arena *try_arena(void) { return arena; }

/* ---- the site ------------------------------------------------------------------------------- */

enum { MAY_READ = 1, MAY_WRITE };

struct thing {
    int64_t id;
    const char *name;
    money price;
};
static const struct row_field thing_fields[] = {
    { "id", FIELD_INT, offsetof(struct thing, id), false },
    { "name", FIELD_TEXT, offsetof(struct thing, name), false },
    { "price", FIELD_MONEY, offsetof(struct thing, price), false },
};
static const struct row_meta thing_meta = { "thing", sizeof(struct thing), 3, thing_fields };

struct thing_form {
    const char *name;
    int64_t count;
};
static const struct form_field thing_form_fields[] = {
    FIELD_OF(thing_form, name, FORM_TEXT, N_("Name"), .required = true, .max = 20),
    FIELD_OF(thing_form, count, FORM_INT, N_("Count"), .min = 1, .max = 9),
};
static const struct form thing_form = FORM(thing_form, thing_form_fields);

static enum rc home(struct cx *cx, struct request *rq, struct response *rs)
{
    struct page *pg = page_begin(cx, rq, "Home", AREA_TODAY);
    try_calls++;
    buf_printf(&rs->body, "<p>home %s</p><p>%s</p><p>%s</p><input name=\"csrf\" value=\"%s\">",
               pg->signed_in ? "in" : "out", pg->notice ? pg->notice : "no notice",
               pg->undo.p ? pg->undo.p : "no undo", pg->csrf);
    return RC_OK;
}

static enum rc things(struct cx *cx, struct request *rq, struct response *rs)
{
    struct thing *rows = arena_array(cx->arena, struct thing, 2);
    rows[0] = (struct thing){ 1, "drum, small", money_of(1250, "EUR") };
    rows[1] = (struct thing){ 2, "=flute", money_of(-99, "MKD") };
    try_calls++;
    reply_rows(cx, rs, "things", &thing_meta, rows, 2);
    if (reply_is_page(rq)) buf_printf(&rs->body, "<p>things of %lld</p>", (long long)rq->id[0]);
    return RC_OK;
}

static enum rc make(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct thing_form *f = rq->form;
    try_calls++;
    if (strcmp(f->name, "taken") == 0)
        return refuse(cx, RC_CONFLICT, "There is such a thing already.");
    if (strcmp(f->name, "stale") == 0) return RC_STALE;
    if (strcmp(f->name, "bug") == 0) return fail(cx, "the disk is full");
    rs->created = 7;
    return reply_undoable(cx, rq, rs, url_path(cx, "/thing/%lld", 7LL), "Saved: “ž”; done",
                          url_path(cx, "/things/new"));
}

static enum rc make_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct form_view *v = form_view(cx, rq, &thing_form, NULL);
    buf_text(&rs->body, "<form>");
    for (size_t i = 0; i < thing_form.n; i++) {
        buf_printf(&rs->body, "[%s=", thing_form.fields[i].name);
        put_text(cx, &rs->body, v->value[i]);
        buf_printf(&rs->body, " %s]", v->problem[i] ? v->problem[i] : "fine");
    }
    put_text(cx, &rs->body, v->form_problem);
    buf_text(&rs->body, "</form>");
    return RC_OK;
}

static enum rc word(struct cx *cx, struct request *rq, struct response *rs)
{
    (void)cx;
    buf_printf(&rs->body, "word %s", rq->word);
    return RC_OK;
}

static enum rc big(struct cx *cx, struct request *rq, struct response *rs)
{
    (void)cx;
    (void)rq;
    for (int i = 0; i < 500; i++) buf_printf(&rs->body, "<p>line %d of a large page</p>\n", i);
    return RC_OK;
}

static enum rc slow(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t ms = request_query_id(rq, "ms");
    (void)cx;
    nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
    buf_text(&rs->body, "slow done");
    return RC_OK;
}

static enum rc upload(struct cx *cx, struct request *rq, struct response *rs)
{
    (void)cx;
    buf_printf(&rs->body, "%zu bytes in all", rq->body.n);
    for (size_t i = 0; i < rq->uploads.n; i++)
        buf_printf(&rs->body, ", %s %s %zu", rq->uploads.v[i].field, rq->uploads.v[i].name,
                   rq->uploads.v[i].bytes.n);
    return RC_OK;
}

static enum rc broken(struct cx *cx, struct request *rq, struct response *rs)
{
    (void)rs;
    if (rq->word && strcmp(rq->word, "busy") == 0) return RC_BUSY;
    return fail(cx, "the test wanted this");
}

const struct route try_routes[] = {
    { METHOD_GET, "/", home, .may = ROUTE_PUBLIC },
    { METHOD_GET, "/me", home, .may = ROUTE_SIGNED_IN },
    { METHOD_GET, "/p/{project}/things", things, .may = MAY_READ, .rows = &thing_meta },
    { METHOD_GET, "/p/{project}/kept", things, .may = MAY_READ, .rows = &thing_meta, .kept = true },
    { METHOD_GET, "/things/new", make_page, .may = MAY_WRITE, .no_api = true },
    { METHOD_POST, "/things/new", make, .may = MAY_WRITE, .form = &thing_form, .again = make_page },
    { METHOD_POST, "/visit", upload, .may = ROUTE_PUBLIC, .max = 1024 },
    { METHOD_GET, "/word/{word}", word, .may = ROUTE_PUBLIC },
    { METHOD_GET, "/word/fixed", home, .may = ROUTE_PUBLIC },
    { METHOD_GET, "/big", big, .may = ROUTE_PUBLIC },
    { METHOD_GET, "/slow", slow, .may = ROUTE_PUBLIC },
    { METHOD_POST, "/upload", upload, .may = MAY_WRITE, .max = MB },
    { METHOD_GET, "/broken/{word}", broken, .may = ROUTE_PUBLIC },
    { .pattern = NULL }
};
const struct route *const try_tables[] = { try_routes, NULL };

/* ---- who is asking -------------------------------------------------------------------------- */

static const struct viewer people[] = { { .account = 1, .name = "ana", .lang = "en" },
                                        { .account = 2, .name = "rea", .lang = "en" } };

static const struct viewer *person(const char *name)
{
    for (size_t i = 0; name && i < 2; i++)
        if (strcmp(people[i].name, name) == 0) return &people[i];
    return NULL;
}

static enum rc load_viewer(struct cx *cx, struct request *rq)
{
    const char *bearer = request_header(rq, "authorization");
    const char *who = request_cookie(cx, rq, "who");
    cx->locale = i18n_locale("en");
    if (bearer) {
        cx->viewer = strcmp(bearer, "Bearer ana-token") == 0 ? person("ana") : NULL;
        return RC_OK;
    }
    cx->viewer = person(who);
    if (!cx->viewer) return RC_OK;
    rq->session = who;
    rq->csrf = arena_printf(cx->arena, "secret of %s", who);
    return RC_OK;
}

const char *try_who(const struct cx *cx) { return cx->viewer->name; }

static enum rc may(struct cx *cx, struct request *rq, const struct route *r)
{
    if (rq->id[0] == 404) return RC_MISSING;
    if (r->may == MAY_WRITE && strcmp(cx->viewer->name, "ana") != 0)
        return refuse(cx, RC_DENIED, "Only the lead may do this.");
    return RC_OK;
}

/* One remembered answer is enough to see that it is given again. */
static char kept_key[64], kept_body[256];
static int kept_status;

static enum rc idempotent_find(struct cx *cx, const struct request *rq, struct response *rs,
                               bool *found)
{
    (void)cx;
    *found = strcmp(kept_key, request_header(rq, "idempotency-key")) == 0;
    if (!*found) return RC_OK;
    rs->status = kept_status;
    rs->type = "application/json";
    buf_text(&rs->body, kept_body);
    return RC_OK;
}

static enum rc idempotent_keep(struct cx *cx, const struct request *rq, const struct response *rs,
                               enum rc rc)
{
    (void)cx;
    if (rc) return rc;
    snprintf(kept_key, sizeof kept_key, "%s", request_header(rq, "idempotency-key"));
    snprintf(kept_body, sizeof kept_body, "%s", rs->body.p);
    kept_status = rs->status;
    return RC_OK;
}

static void page_hook(struct cx *cx, const struct request *rq, struct page *pg)
{
    (void)rq;
    pg->viewer_name = cx->viewer ? cx->viewer->name : NULL;
}

static enum rc state_hook(struct cx *cx, int64_t *state)
{
    (void)cx;
    *state = try_state;
    return RC_OK;
}

const struct web_hooks try_hooks = { .load_viewer = load_viewer,
                                     .may = may,
                                     .idempotent_find = idempotent_find,
                                     .idempotent_keep = idempotent_keep,
                                     .state = state_hook,
                                     .page = page_hook };

/* ---- trying --------------------------------------------------------------------------------- */

void try_setup(void)
{
    for (size_t i = 0; i < used; i++) response_done(&answers[i]);
    used = 0;
    if (!arena) arena = arena_new();
    arena_reset(arena);
    try_calls = 0;
    try_later = 0;
    kept_key[0] = '\0';
    assert_int_equal(web_setup(try_tables, &try_hooks), RC_OK);
}

static const char *with_crlf(const char *raw)
{
    char *made = arena_alloc(arena, 2 * strlen(raw) + 1), *at = made;
    const char *body = strstr(raw, "\n\n");
    for (const char *c = raw; *c; c++) {
        bool line_end = *c == '\n' && (c == raw || c[-1] != '\r') && (!body || c <= body + 1);
        if (line_end) *at++ = '\r';
        *at++ = *c;
    }
    return made;
}

struct tried try_raw(const char *raw)
{
    struct gate_request g;
    struct gate_pass *pass = arena_alloc(arena, sizeof *pass);
    struct request *rq = arena_alloc(arena, sizeof *rq);
    struct response *rs = &answers[used++];
    const char *why = NULL;
    struct cx cx;
    str body;
    cx_init(&cx, arena);
    cx.req_id = "test-1";
    cx.now += try_later;
    response_init(rs);
    assert_true(used < sizeof answers / sizeof *answers);
    if (!gate_read(arena, str_of(with_crlf(raw)), &g, &body)) fail_msg("no request: %s", raw);
    int status = gate_check(&g, pass, &why);
    if (!status) status = gate_request_make(&cx, &g, pass, rq);
    rq->address = "127.0.0.1";
    rq->body = body;
    if (status)
        web_refuse(&cx, rq, rs, status, why);
    else
        web_dispatch(&cx, rq, rs);
    return (struct tried){ rs->status, rs->type, rs->body.p, rs->body.n, rs->file, rs };
}

const char *try_header(const struct tried *t, const char *name)
{
    const char *v = reply_header_value(t->rs, name);
    return v ? v : "";
}

struct tried try_get(const char *path, const char *who)
{
    return try_raw(arena_printf(arena, "GET %s HTTP/1.1\nHost: x\n%s%s\n\n", path,
                                who ? "Cookie: who=" : "X-None: 1", who ? who : ""));
}

const char *try_token(const char *who)
{
    struct cx cx;
    cx_init(&cx, arena);
    struct request rq = { .csrf = arena_printf(arena, "secret of %s", who) };
    return csrf_token(&cx, &rq);
}

struct tried try_post(const char *path, const char *who, const char *fields)
{
    const char *body = arena_printf(arena, "%s%scsrf=%s", fields, *fields ? "&" : "",
                                    who ? try_token(who) : "none");
    return try_raw(arena_printf(arena,
                                "POST %s HTTP/1.1\nHost: x\nCookie: who=%s\n"
                                "Content-Type: application/x-www-form-urlencoded\n"
                                "Content-Length: %zu\n\n%s",
                                path, who ? who : "", strlen(body), body));
}
