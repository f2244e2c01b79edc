/* SPDX-License-Identifier: EUPL-1.2 */
/* http_expect.c — the words of a .http script: the fields of a request, and what an answer must be.
 */
#include "base/log.h"
#include "base/vec.h"
#include "tests/html_check.h"
#include "tests/http_inside.h"
#include "tests/t.h"
#include "web/parse.h"
#include "web/web.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void http_fail(struct http_run *r, const char *fmt, ...)
{
    char what[2048];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    const char *body = r->rs.file < 0 && r->rs.body.p ? r->rs.body.p : "";
    const char *main = strstr(body, "<main");
    print_message("%s:%d: %s\n--- answer %d\n%.1500s\n", r->path, r->line, what, r->rs.status,
                  main ? main : body);
    fail_msg("%s:%d", r->path, r->line);
    BUG("cmocka came back");
}

/* ---- words ------------------------------------------------------------------------------------
 */

/* The next word; blanks inside quotes belong to it. The quotes stay. */
static str next_word(struct http_run *r, str *rest)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    bool quoted = false;
    while (n < rest->n && (quoted || (rest->p[n] != ' ' && rest->p[n] != '\t'))) {
        if (rest->p[n] == '"') quoted = !quoted;
        n++;
    }
    if (quoted) http_fail(r, "a quote without its end");
    str word = { rest->p, n };
    *rest = (str){ rest->p + n, rest->n - n };
    return word;
}

static bool is_quoted(str s) { return s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"'; }

static const char *unquoted(struct http_run *r, str s)
{
    if (is_quoted(s)) s = (str){ s.p + 1, s.n - 2 };
    return arena_str(r->arena, s);
}

const char *http_filled(struct http_run *r, str line)
{
    struct buf b;
    buf_init(&b, MB);
    for (size_t i = 0; i < line.n; i++) {
        const struct pair *kept = NULL;
        for (size_t k = 0; line.p[i] == '{' && k < r->kept.n; k++) {
            size_t n = strlen(r->kept.v[k].name);
            if (i + n + 1 < line.n && memcmp(line.p + i + 1, r->kept.v[k].name, n) == 0 &&
                line.p[i + n + 1] == '}')
                kept = &r->kept.v[k];
        }
        if (kept) {
            buf_text(&b, kept->value);
            i += strlen(kept->name) + 1;
        } else {
            buf_char(&b, line.p[i]);
        }
    }
    const char *made = arena_str(r->arena, buf_slice(&b));
    buf_done(&b);
    return made;
}

/* ---- a request --------------------------------------------------------------------------------
 */

struct sent {
    struct buf form, parts, headers;
    bool any_file;
};

static void add_part(struct buf *b, const char *name, const char *file, str bytes)
{
    buf_printf(b, "--kolo-script\r\nContent-Disposition: form-data; name=\"%s\"", name);
    if (file) buf_printf(b, "; filename=\"%s\"\r\nContent-Type: application/octet-stream", file);
    buf_text(b, "\r\n\r\n");
    buf_str(b, bytes);
    buf_text(b, "\r\n");
}

static void add_file(struct http_run *r, struct sent *s, const char *name, const char *path)
{
    struct buf b;
    char part[4096];
    size_t n;
    FILE *f = fopen(path, "re");
    if (!f) http_fail(r, "cannot read %s", path);
    buf_init(&b, 64 * MB);
    while ((n = fread(part, 1, sizeof part, f)) > 0) buf_put(&b, part, n);
    fclose(f);
    const char *slash = strrchr(path, '/');
    add_part(&s->parts, name, slash ? slash + 1 : path, buf_slice(&b));
    buf_done(&b);
    s->any_file = true;
}

/* csrf=auto: without a page so far, the sign-in page or the start page gives the visit's token. */
static const char *csrf_auto(struct http_run *r)
{
    static const char *const first[] = { "/", "/login" };
    for (size_t i = 0; !r->csrf && i < 2; i++) {
        struct http_ask ask = { .method = "GET", .path = first[i], .headers = "" };
        http_send(r, &ask);
        const char *at = strstr(r->rs.body.p, "<meta name=\"csrf\" content=\"");
        if (at) r->csrf = arena_str(r->arena, (str){ at + 27, strcspn(at + 27, "\"") });
    }
    if (!r->csrf) http_fail(r, "csrf=auto: no page with a token so far");
    return r->csrf;
}

static void add_field(struct http_run *r, struct sent *s, str name, str value)
{
    const char *key = arena_str(r->arena, name);
    const char *plain =
        is_quoted(value) ? unquoted(r, value) : parse_percent(r->arena, value, true);
    if (str_is(name, "csrf") && str_is(value, "auto")) plain = csrf_auto(r);
    if (!plain) http_fail(r, "%s: bad escapes", key);
    if (s->form.n) buf_char(&s->form, '&');
    buf_printf(&s->form, "%s=%s", parse_percent_encode(r->arena, key),
               parse_percent_encode(r->arena, plain));
    add_part(&s->parts, key, NULL, str_of(plain));
}

static void add_word(struct http_run *r, struct sent *s, str word)
{
    size_t at = 0;
    while (at < word.n && word.p[at] != '=' && word.p[at] != '<') at++;
    str name = { word.p, at };
    if (at == word.n) http_fail(r, "not a field: %.*s", (int)word.n, word.p);
    str value = { word.p + at + 1, word.n - at - 1 };
    if (word.p[at] == '<')
        add_file(r, s, arena_str(r->arena, name), unquoted(r, value));
    else if (word.p[0] == '@')
        buf_printf(&s->headers, "%.*s: %s\r\n", (int)name.n - 1, name.p + 1, unquoted(r, value));
    else
        add_field(r, s, name, value);
}

void http_ask_read(struct http_run *r, str line, struct http_ask *out)
{
    struct sent s = { .any_file = false };
    str json = { NULL, 0 };
    *out = (struct http_ask){ .method = arena_str(r->arena, next_word(r, &line)) };
    out->path = arena_str(r->arena, next_word(r, &line));
    if (out->path[0] != '/') http_fail(r, "not a request: METHOD /path");
    buf_init(&s.form, 64 * MB);
    buf_init(&s.parts, 64 * MB);
    buf_init(&s.headers, 64 * KB);
    for (line = str_trim(line); line.n && !json.p; line = str_trim(line)) {
        if (str_starts(line, "json="))
            json = (str){ line.p + 5, line.n - 5 };
        else
            add_word(r, &s, next_word(r, &line));
    }
    buf_text(&s.parts, "--kolo-script--\r\n");
    bool post = strcmp(out->method, "POST") == 0;
    out->headers = arena_str(r->arena, buf_slice(&s.headers));
    out->body = json.p ? json : s.any_file ? buf_slice(&s.parts) : buf_slice(&s.form);
    out->body = (str){ arena_str(r->arena, out->body), out->body.n };
    if (post && json.p)
        out->type = "Content-Type: application/json\r\n";
    else if (post && s.any_file)
        out->type = "Content-Type: multipart/form-data; boundary=kolo-script\r\n";
    else if (post)
        out->type = "Content-Type: application/x-www-form-urlencoded\r\n";
    buf_done(&s.form);
    buf_done(&s.parts);
    buf_done(&s.headers);
}

void http_drop_file(struct http_run *r)
{
    char part[4096];
    ssize_t n;
    buf_clear(&r->rs.body);
    while ((n = read(r->rs.file, part, sizeof part)) > 0) buf_put(&r->rs.body, part, (size_t)n);
    close(r->rs.file);
    r->rs.file = -1;
}

/* ---- what came back ---------------------------------------------------------------------------
 */

static void expect_location(struct http_run *r, str wanted)
{
    const char *got = reply_header_value(&r->rs, "Location");
    bool open = wanted.n && wanted.p[wanted.n - 1] == '*';
    if (open) wanted.n--;
    bool right =
        got && (open ? str_starts(str_of(got), arena_str(r->arena, wanted)) : str_is(wanted, got));
    if (!right)
        http_fail(r, "location: wanted %.*s%s, got %s", (int)wanted.n, wanted.p, open ? "…" : "",
                  got ? got : "none");
}

static void expect_text(struct http_run *r, const char *part, bool wanted)
{
    bool there = strstr(r->rs.body.p, part) || strstr(html_text(r->arena, r->rs.body.p), part);
    if (there != wanted) http_fail(r, wanted ? "no \"%s\" in it" : "\"%s\" is in it", part);
}

static json_t *json_at(json_t *root, str path)
{
    json_t *at = root;
    while (at && path.n) {
        int64_t i;
        str key = str_cut(&path, '.');
        char name[128];
        snprintf(name, sizeof name, "%.*s", (int)key.n, key.p);
        at = json_is_array(at) && str_int64(key, &i) ? json_array_get(at, (size_t)i)
                                                     : json_object_get(at, name);
    }
    return at;
}

static const char *json_shown(struct http_run *r, json_t *v)
{
    if (!v) return "nothing";
    size_t n = json_dumpb(v, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY);
    char *shown = arena_alloc(r->arena, n + 1);
    json_dumpb(v, shown, n, JSON_COMPACT | JSON_ENCODE_ANY);
    return shown;
}

static void expect_json(struct http_run *r, str *rest)
{
    json_error_t e;
    str path = next_word(r, rest), how = next_word(r, rest), value = next_word(r, rest);
    json_t *root = json_loadb(r->rs.body.p, r->rs.body.n, 0, &e);
    if (!root) http_fail(r, "not JSON: %s", e.text);
    json_t *v = json_at(root, path);
    const char *got = json_shown(r, v);
    bool right = false;
    int64_t n;
    if (str_is(how, "=="))
        right = v && str_is(value, got);
    else if (str_is(how, "has"))
        right = str_int64(value, &n) && (int64_t)json_array_size(v) == n;
    else
        http_fail(r, "json PATH == VALUE, or json PATH has N");
    json_decref(root);
    if (!right)
        http_fail(r, "json %.*s: wanted %.*s, got %.200s", (int)path.n, path.p, (int)value.n,
                  value.p, got);
}

static void expect_sql(struct http_run *r, str *rest)
{
    int64_t most;
    str how = next_word(r, rest);
    if (!str_is(how, "<=") || !str_int64(next_word(r, rest), &most)) http_fail(r, "sql <= N");
    if (r->statements > most)
        http_fail(r, "%lld statements were run, at most %lld may be", (long long)r->statements,
                  (long long)most);
}

static void expect_header(struct http_run *r, str *rest)
{
    const char *name = arena_str(r->arena, next_word(r, rest));
    const char *part = unquoted(r, next_word(r, rest));
    const char *got = reply_header_value(&r->rs, name);
    if (!got || !strstr(got, part))
        http_fail(r, "header %s: wanted \"%s\", got %s", name, part, got ? got : "none");
}

static bool leads_somewhere(struct http_run *r, const char *link, bool is_action)
{
    struct request probe = { .api = strncmp(link, "/api/v1/", 8) == 0 };
    str rest = str_of(link + (probe.api ? 7 : 0));
    str path = str_cut(&rest, '?');
    str hash = path;
    const str raw = str_cut(&hash, '#');
    const char *z = parse_percent(r->arena, raw, false);
    /* The gate refuses an escaped slash. */
    if (!z || *z != '/' || strstr(arena_str(r->arena, raw), "%2F")) return false;
    if (is_action && web_route_find(METHOD_POST, z, &probe)) return true;
    return web_route_find(METHOD_GET, z, &probe) != NULL;
}

static void expect_links(struct http_run *r)
{
    const char *at = r->rs.body.p, *link;
    bool is_action;
    while (html_links(r->arena, &at, &link, &is_action)) {
        bool outside = strncmp(link, "https://", 8) == 0 || strncmp(link, "mailto:", 7) == 0;
        if (*link == '#' || outside) continue;
        if (!leads_somewhere(r, link, is_action)) http_fail(r, "leads nowhere: %s", link);
    }
}

static const char *last_number(struct http_run *r)
{
    const char *to = reply_header_value(&r->rs, "Location"), *at = NULL;
    for (const char *c = to ? to : ""; *c; c++)
        if (*c == '/' && c[1] >= '1' && c[1] <= '9') at = c + 1;
    if (!at) http_fail(r, "no number in the location %s", to ? to : "(none)");
    return arena_str(r->arena, (str){ at, strspn(at, "0123456789") });
}

static void keep(struct http_run *r, str *rest)
{
    const char *name = arena_str(r->arena, next_word(r, rest)), *value;
    if (str_starts(str_trim(*rest), "json ")) {
        json_error_t e;
        (void)next_word(r, rest);
        json_t *root = json_loadb(r->rs.body.p, r->rs.body.n, 0, &e);
        json_t *v = root ? json_at(root, next_word(r, rest)) : NULL;
        value = json_is_string(v) ? arena_dup(r->arena, json_string_value(v)) : json_shown(r, v);
        if (!v) http_fail(r, "keep %s: no such value", name);
        json_decref(root);
    } else {
        value = last_number(r);
    }
    *vec_push(r->arena, &r->kept) = (struct pair){ name, value };
}

static void check(struct http_run *r, str word, str *rest)
{
    int64_t status;
    if (word.n == 3 && str_int64(word, &status)) {
        if (r->rs.status != (int)status)
            http_fail(r, "wanted %d, got %d", (int)status, r->rs.status);
    } else if (str_is(word, "location:"))
        expect_location(r, next_word(r, rest));
    else if (str_is(word, "text"))
        expect_text(r, unquoted(r, next_word(r, rest)), true);
    else if (str_is(word, "no"))
        expect_text(r, unquoted(r, next_word(r, rest)), false);
    else if (str_is(word, "sql"))
        expect_sql(r, rest);
    else if (str_is(word, "json"))
        expect_json(r, rest);
    else if (str_is(word, "header"))
        expect_header(r, rest);
    else if (str_is(word, "links-ok"))
        expect_links(r);
    else if (str_is(word, "keep"))
        keep(r, rest);
    else
        http_fail(r, "not an expectation: %.*s", (int)word.n, word.p);
}

void http_expect(struct http_run *r, str line)
{
    for (line = str_trim(line); line.n; line = str_trim(line)) {
        str word = next_word(r, &line);
        if (word.p[0] == '#') return;
        check(r, word, &line);
    }
}
