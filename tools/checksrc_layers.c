/* SPDX-License-Identifier: EUPL-1.2 */
/* checksrc_layers.c — includes run one way: a folder may use those below it, never those above.
 *
 * The order of the domains is the table below. The exceptions: pages, commands and the API may use
 * web; a command may know app/cli.h, the form of a command; tests may include anything; and three
 * libraries have one home each.
 */
#include "checksrc.h"
#include "source.h"

#include <string.h>

/* Lowest first. A domain may include every domain above it in this table. */
static const char *const domains[] = { "account",  "notice",   "network", "project", "talk",
                                       "body",     "decide",   "meeting", "ballot",  "consult",
                                       "activity", "outreach", "finance", "results", "report",
                                       "app",      NULL };

/* What is not a domain says exactly what it may include besides itself. */
static const struct {
    const char *dir;
    const char *may[6];
} parts[] = {
    { "base", { NULL } },
    { "i18n", { "base", NULL } },
    { "export", { "base", "i18n", NULL } },
    /* its templates are compiled into calls of web, as all are */
    { "mail", { "base", "i18n", "store", "web", NULL } },
    { "store", { "base", "i18n", NULL } },
    /* web asks no query of its own: it opens a connection for each worker and hands it on. */
    { "web", { "base", "i18n", "export", "store", NULL } },
};

static int rank(const char *dir)
{
    for (int i = 0; domains[i]; i++)
        if (strcmp(domains[i], dir) == 0) return i;
    return -1;
}

static bool is_part(const char *dir)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].dir, dir) == 0) return true;
    return false;
}

/* faces_people: pages, interfaces, views and tests; only these see web. */
static bool faces_people(const char *base)
{
    static const char *const tails[] = { "_web.c",   "_web.h",  "_api.c",  "_api.h",
                                         "_cli.c",   "_cli.h",  "_test.c", "_view.h",
                                         "_pages.h", "_view.c", ".html",   NULL };
    for (const char *const *t = tails; *t; t++)
        if (ends(base, *t)) return true;
    return false;
}

static bool may_include(const struct checked *f, const char *to, const char *file)
{
    if (ends(f->base, "_test.c") || ends(f->base, "_test.h")) return true;
    bool command = ends(f->base, "_cli.c") || ends(f->base, "_cli.h");
    bool above = strcmp(f->dir, "app") != 0 && strcmp(to, "app") == 0;
    if (command && above) return strcmp(file, "cli.h") == 0;
    bool page = ends(file, "_html.h") || strcmp(to, "web") == 0;
    if (strcmp(f->dir, "app") == 0 || strcmp(f->dir, to) == 0)
        return !page || strcmp(f->dir, "app") == 0 || strcmp(f->dir, "web") == 0 ||
               faces_people(f->base);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].dir, f->dir) != 0) continue;
        for (const char *const *m = parts[i].may; *m; m++)
            if (strcmp(*m, to) == 0) return true;
        return false;
    }
    if (rank(to) >= 0) return rank(to) < rank(f->dir) && (!page || faces_people(f->base));
    return is_part(to) && (!page || faces_people(f->base));
}

static void check_outside(const struct checked *f, size_t at, const char *name)
{
    bool store = strcmp(f->dir, "store") == 0;
    bool server = strcmp(f->dir, "web") == 0 && starts(f->base, "server");
    if (!store && (strcmp(name, "sqlite3.h") == 0 || strcmp(name, "libpq-fe.h") == 0))
        complain(f, at, "<%s> is for store alone", name);
    if (!server && strcmp(name, "microhttpd.h") == 0)
        complain(f, at, "<%s> is for web/server*.c alone", name);
}

void check_layers(const struct checked *f)
{
    if (!*f->dir) return;
    if (rank(f->dir) < 0 && !is_part(f->dir)) {
        complain(f, 0, "src/%s has no place in the order of folders (tools/checksrc_layers.c)",
                 f->dir);
        return;
    }
    const char *word = f->code ? "#include " : "{% include ";
    for (const char *p = f->text; (p = strstr(p, word)); p++) {
        if (f->code && p > f->text && p[-1] != '\n') continue;
        const char *open = p + strlen(word), *close = strpbrk(open + 1, "\">\n");
        if (!close || *close == '\n' || (*open != '"' && *open != '<')) continue;
        char *name = source_copy(open + 1, (size_t)(close - open - 1)), *slash = strchr(name, '/');
        size_t at = (size_t)(p - f->text);
        if (*open == '<') {
            check_outside(f, at, name);
        } else if (!slash) {
            complain(f, at, "include \"folder/%s\", not \"%s\"", name, name);
        } else {
            char *to = source_copy(name, (size_t)(slash - name));
            if (!may_include(f, to, slash + 1))
                complain(f, at, "src/%s/%s may not include \"%s\"", f->dir, f->base, name);
        }
    }
}
