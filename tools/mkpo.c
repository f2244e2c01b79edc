/* SPDX-License-Identifier: EUPL-1.2 */
/* mkpo.c — po catalogues become C tables with the language's plural rule; struct in
 * i18n/catalogue.h.
 *
 *   mkpo [--complete] OUT.c LANG.po... [kolo.pot]   the tables; --complete: nothing may be missing
 *   mkpo --extract FILE...                          prints the template of all texts
 *   mkpo --merge LANG.po kolo.pot                   brings a catalogue up to the template
 */
#include "mkpo.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 4000 }; /* C promises 4,095 bytes of string */

static int by_id(const void *a, const void *b)
{
    const struct po_entry *x = a, *y = b;
    int c = strcmp(x->context ? x->context : "", y->context ? y->context : "");
    return c ? c : strcmp(x->id, y->id);
}

static bool translated(const struct po_entry *e, unsigned forms)
{
    for (unsigned i = 0; i < (e->plural ? forms : 1); i++)
        if (!e->text[i] || !*e->text[i]) return false;
    return true;
}

static void put_quoted(struct text *c, const char *z)
{
    text_char(c, '"');
    text_literal(c, z, strlen(z));
    text_char(c, '"');
}

static void put_forms(struct text *c, const struct po_entry *e, unsigned forms, const char *lang,
                      size_t i)
{
    if (!e->plural) return;
    text_printf(c, "static const char *const %s_forms_%zu[] = {\n", lang, i);
    for (unsigned k = 0; k < forms; k++) {
        text_add(c, "    ");
        put_quoted(c, e->text[k]);
        text_add(c, ",\n");
    }
    text_add(c, "};\n");
}

static void put_entry(struct text *c, const struct po_entry *e, const char *lang, size_t i)
{
    text_add(c, "    { ");
    put_quoted(c, e->context ? e->context : "");
    text_add(c, ", ");
    put_quoted(c, e->id);
    text_add(c, ",\n      ");
    put_quoted(c, e->text[0]);
    if (e->plural)
        text_printf(c, ", %s_forms_%zu },\n", lang, i);
    else
        text_add(c, ", NULL },\n");
}

/* Keeps what can be used, in the order of the table; with ${complete} the rest is an error. */
static void choose(struct po *po, unsigned forms, bool complete)
{
    size_t n = 0;
    for (size_t i = 0; i < po->n; i++) {
        struct po_entry *e = &po->v[i];
        if (e->obsolete || !*e->id) continue;
        po_check(po, e, forms);
        bool whole = translated(e, forms);
        if (complete && (!whole || e->fuzzy))
            source_error(po->path, e->line, 0, "`%s` is %s", po_shown(e->id),
                         whole ? "fuzzy" : "not translated");
        for (unsigned k = 0; k < PO_FORMS; k++)
            if (e->text[k] && strlen(e->text[k]) > MAX_TEXT)
                source_error(po->path, e->line, 0, "`%s` is longer than %d bytes", po_shown(e->id),
                             MAX_TEXT);
        if (whole && !e->fuzzy) po->v[n++] = *e;
    }
    po->n = n;
    qsort(po->v, n, sizeof *po->v, by_id);
}

static void require_all(const struct po *po, const struct po *pot)
{
    for (size_t i = 0; i < pot->n; i++) {
        const struct po_entry *e = po_find(po, pot->v[i].context, pot->v[i].id);
        if (!e || e->obsolete)
            source_error(po->path, 1, 0, "`%s` of %s is missing: run mkpo --merge",
                         po_shown(pot->v[i].id), pot->path);
    }
}

/* "sr" of "src/i18n/po/sr.po", and the same as a name of C. */
static char *lang_of(const char *path, char **ident)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    char *lang = source_copy(name, strcspn(name, "."));
    bool ok = *lang != '\0';
    *ident = source_copy(lang, strlen(lang));
    for (char *p = *ident; *p; p++) {
        if (*p == '-') *p = '_';
        ok = ok && ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '_');
    }
    if (!ok)
        source_error(path, 0, 0, "the file's name is no language: expected sr.po or sr-Cyrl.po");
    return lang;
}

static void put_catalogue(struct text *c, struct text *table, const char *path,
                          const struct po *pot, bool complete)
{
    struct po *po = po_read(path);
    struct plural p;
    char *id = NULL, *lang = lang_of(path, &id);
    char *header = po_header(po, "Plural-Forms");
    if (!header) source_error(path, po->v[0].line, 0, "the header has no Plural-Forms");
    plural_parse(path, po->v[0].line, header, &p);
    if (pot && complete) require_all(po, pot);
    choose(po, p.forms, complete);
    text_printf(c, "\n/* %s: %s */\nstatic unsigned %s_plural(uint64_t n)\n{\n", path, header, id);
    struct text rule = { 0 };
    plural_c(&rule, &p);
    text_printf(c, "%s    return %s;\n}\n", strchr(rule.p + 10, 'n') ? "" : "    (void)n;\n",
                rule.p);
    for (size_t i = 0; i < po->n; i++) put_forms(c, &po->v[i], p.forms, id, i);
    if (po->n) text_printf(c, "static const struct catalogue_entry %s_entries[] = {\n", id);
    for (size_t i = 0; i < po->n; i++) put_entry(c, &po->v[i], id, i);
    if (po->n) text_add(c, "};\n");
    text_printf(
        c, "static const struct catalogue %s_catalogue = { \"%s\", %s%s, %zu, %u, %s_plural };\n",
        id, lang, po->n ? id : "NULL", po->n ? "_entries" : "", po->n, p.forms, id);
    text_printf(table, "    &%s_catalogue,\n", id);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void compile(const char *out, int n, char **paths, bool complete)
{
    struct text c = { 0 }, table = { 0 };
    struct po *pot = NULL;
    qsort(paths, (size_t)n, sizeof *paths, by_path);
    text_add(&c, "/* Made by tools/mkpo. Do not edit. */\n#include \"i18n/catalogue.h\"\n");
    for (int i = 0; i < n; i++)
        if (strlen(paths[i]) > 4 && strcmp(paths[i] + strlen(paths[i]) - 4, ".pot") == 0)
            pot = po_read(paths[i]);
    for (int i = 0; i < n; i++)
        if (!pot || paths[i] != pot->path) put_catalogue(&c, &table, paths[i], pot, complete);
    text_printf(&c, "\nconst struct catalogue *const catalogue_all[] = {\n%s    NULL\n};\n",
                text_z(&table));
    source_write(out, &c);
}

int main(int argc, char **argv)
{
    bool complete = argc > 1 && strcmp(argv[1], "--complete") == 0;
    if (argc > 1 && strcmp(argv[1], "--extract") == 0) {
        po_extract(argc - 2, argv + 2);
    } else if (argc == 4 && strcmp(argv[1], "--merge") == 0) {
        po_merge(argv[2], argv[3]);
    } else if (argc > (complete ? 2 : 1) && argv[complete ? 2 : 1][0] != '-') {
        argv += complete ? 2 : 1;
        argc -= complete ? 2 : 1;
        compile(argv[0], argc - 1, argv + 1, complete);
    } else {
        fputs(
            "usage: mkpo [--complete] OUT.c LANG.po... [kolo.pot]\n       mkpo --extract FILE...\n"
            "       mkpo --merge LANG.po kolo.pot\n",
            stderr);
        return 2;
    }
    return 0;
}
