/* SPDX-License-Identifier: EUPL-1.2 */
/* serve.c — `kolo serve`, and what belongs to it: the schema brought up to date, the list of
 * routes. It knows no domain; settings come from options, then the environment.
 */
#include "account/account_web.h"
#include "account/role.h"
#include "app/app.h"
#include "app/app_sql.h"
#include "app/due.h"
#include "app/mail_setup.h"
#include "base/clock.h"
#include "base/log.h"
#include "i18n/i18n.h"
#include "mail/outbox.h"
#include "store/db.h"
#include "store/migrate.h"
#include "web/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *setting(const struct cli_args *args, const char *option, const char *variable,
                           const char *otherwise)
{
    const char *z = option ? cli_value(args, option) : NULL;
    if (!z) z = getenv(variable);
    return z && *z ? z : otherwise;
}

static bool is_loopback(const char *listen)
{
    return !strncmp(listen, "127.", 4) || !strncmp(listen, "localhost:", 10) ||
           !strncmp(listen, "[::1]:", 6);
}

static void say_migration(void *p, const char *name)
{
    const bool *dry = p;
    cli_say("%s %s", *dry ? "would apply" : "applied", name);
}

/* The folder of a database that is made here and now; only the last part of the path. */
static void make_folder(struct cx *cx, const char *url)
{
    if (strncmp(url, "sqlite:", 7) != 0) return;
    const char *slash = strrchr(url + 7, '/');
    if (!slash || slash == url + 7) return;
    const char *folder = arena_str(cx->arena, (str){ url + 7, (size_t)(slash - url - 7) });
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        log_line(LOG_WARNING, NULL, "could not make %s: %s", folder, strerror(errno));
}

enum rc app_open(struct cx *cx, const struct cli_args *args, bool quiet)
{
    bool dry = false;
    const char *url = cli_database(args);
    make_folder(cx, url);
    enum rc rc = db_open(url, &cx->db);
    return rc ? rc : migrate_up(cx, false, quiet ? NULL : say_migration, &dry);
}

/* The data of a demonstration ends on this day; what is done in it later goes on from there. */
#define DEMO_DAY "2008-02-25T09:00:00Z"

enum rc demo_clock(struct cx *cx, bool *is_demo)
{
    struct app_demo_row demo;
    stamp from;
    enum rc rc = app_demo(cx, &demo);
    if (is_demo) *is_demo = !rc && demo.projects && !demo.others;
    if (rc || !demo.projects || demo.others || !stamp_iso(STR(DEMO_DAY), &from)) return rc;
    clock_run_from(demo.at > from ? demo.at : from);
    cx->now = clock_now();
    return RC_OK;
}

/* Compared with addresses as they come, so it has to be one, and written as they are. */
static enum rc trusted_proxy(struct cx *cx, const char **out)
{
    const char *given = setting(NULL, NULL, "KOLO_TRUSTED_PROXY", NULL);
    unsigned char room[sizeof(struct in6_addr)];
    char *text = arena_alloc(cx->arena, INET6_ADDRSTRLEN);
    *out = NULL;
    if (!given) return RC_OK;
    int family = strchr(given, ':') ? AF_INET6 : AF_INET;
    if (inet_pton(family, given, room) != 1)
        return problem(cx, "", T("KOLO_TRUSTED_PROXY is one address such as 127.0.0.1, not “%s”."),
                       given);
    *out = inet_ntop(family, room, text, INET6_ADDRSTRLEN);
    return RC_OK;
}

static enum rc serve(struct cx *cx, const struct cli_args *args)
{
    struct server_config cfg = {
        .listen = setting(args, "listen", "KOLO_LISTEN", "127.0.0.1:8080"),
        .database = cli_database(args),
        .spool = setting(args, NULL, "KOLO_SPOOL", NULL),
        .quiet = cli_value(args, "quiet") != NULL,
    };
    int64_t workers;
    bool is_demo = false, mails = false, boxed = false;
    struct mailbox_config box;
    struct smtp_config smtp;
    enum rc rc = cli_number(cx, args, "workers", 0, &workers);
    if (!rc && (workers < 0 || workers > 64))
        rc = problem(cx, "workers", T("Between 1 and 64 workers can run, not %d."), (int)workers);
    cfg.workers = (unsigned)workers;
    if (!rc) rc = trusted_proxy(cx, &cfg.trusted_proxy);
    if (!rc) rc = mail_setup(cx, &smtp, &mails);
    if (!rc) rc = mail_setup_mailbox(cx, &box, &boxed);
    if (!rc) rc = app_open(cx, args, false);
    if (!rc) rc = demo_clock(cx, &is_demo);
    db_close(cx->db);
    if (rc) return rc;
    cfg.demo = is_demo && is_loopback(cfg.listen);
    account_offer_demo(cfg.demo);
    if (is_demo && !cfg.demo)
        log_line(LOG_WARNING, NULL,
                 "this is a demonstration on %s: nobody signs in without a password there",
                 cfg.listen);
    struct outbox *outbox = mails ? outbox_start(&smtp, cfg.database) : NULL;
    struct worker *due = due_start(cfg.database);
    struct mailbox *mailbox = boxed ? mailbox_start(&box, cfg.database) : NULL;
    rc = server_run(&cfg);
    mailbox_stop(mailbox);
    worker_stop(due);
    outbox_stop(outbox);
    return rc;
}

static enum rc migrate(struct cx *cx, const struct cli_args *args)
{
    bool dry = cli_value(args, "dry-run") != NULL;
    const char *url = cli_database(args);
    make_folder(cx, url);
    enum rc rc = db_open(url, &cx->db);
    if (!rc) rc = migrate_up(cx, dry, say_migration, &dry);
    if (!rc) cli_say(T("The schema is at %d."), migrate_newest());
    db_close(cx->db);
    return rc;
}

/* ---- routes -----------------------------------------------------------------------------------
 */

struct route_line {
    const char *method, *path, *permission, *scope, *title;
};
static const struct row_field route_fields[] = {
    { "method", FIELD_TEXT, offsetof(struct route_line, method), false },
    { "path", FIELD_TEXT, offsetof(struct route_line, path), false },
    { "permission", FIELD_TEXT, offsetof(struct route_line, permission), false },
    { "of", FIELD_TEXT, offsetof(struct route_line, scope), false },
    { "title", FIELD_TEXT, offsetof(struct route_line, title), false },
};
static const struct row_meta route_meta = { "route", sizeof(struct route_line), 5, route_fields };

static struct route_line route_line(struct cx *cx, const struct route *r)
{
    const char *may = r->may == ROUTE_PUBLIC      ? "PUBLIC"
                      : r->may == ROUTE_SIGNED_IN ? "SIGNED_IN"
                                                  : role_permission_name((enum permission)r->may);
    return (struct route_line){
        .method = r->method == METHOD_GET ? "GET" : "POST",
        .path = r->pattern,
        .permission = may,
        .scope = r->may < 0 ? "" : role_scope_name((enum scope)r->of),
        .title = r->title ? i18n_text(cx, NULL, r->title) : "",
    };
}

static enum rc routes(struct cx *cx, const struct cli_args *args)
{
    const struct route *r;
    if (cli_value(args, "openapi")) {
        struct buf out;
        buf_init(&out, (size_t)16 << 20);
        web_openapi(&out);
        fwrite(out.p, 1, out.n, stdout);
        putchar('\n');
        buf_done(&out);
        return RC_OK;
    }
    struct cli_stream *s = cli_stream_open(cx, args, &route_meta);
    enum rc rc = RC_OK;
    for (size_t i = 0; (r = web_route_at(i)) && !rc; i++) {
        struct route_line line = route_line(cx, r);
        rc = cli_stream_row(s, &line);
    }
    enum rc closed = cli_stream_close(s);
    return rc ? rc : closed;
}

const struct command serve_commands[] = {
    { "serve", N_("serve the pages and the API until SIGTERM; brings the schema up to date first"),
      NULL, serve,
      .options = { { "listen", "ADDRESS:PORT", N_("otherwise KOLO_LISTEN, then 127.0.0.1:8080") },
                   { "workers", "N", N_("threads that work; otherwise four a processor") },
                   { "quiet", NULL, N_("no line a request") } } },
    { "migrate", N_("bring the schema up to date"), NULL, migrate,
      .options = { { "dry-run", NULL, N_("only say what would be applied") } } },
    { "routes", N_("every address, and who may"), NULL, routes, .rows = true,
      .options = { { "openapi", NULL, N_("as OpenAPI 3.0") } } },
    { 0 },
};
