/* SPDX-License-Identifier: EUPL-1.2 */
/* mkpo_write.c — po files out: one entry, and a catalogue brought up to date with the sources. */
#include "mkpo.h"

#include <stdlib.h>
#include <string.h>

/* keyword "text", broken after each line feed. */
static void put_string(struct text *t, const char *mark, const char *keyword, const char *z)
{
    const char *lf = strchr(z, '\n');
    text_printf(t, "%s%s ", mark, keyword);
    if (lf && lf[1]) text_printf(t, "\"\"\n%s", mark);
    do {
        size_t n = strcspn(z, "\n");
        n += z[n] == '\n';
        text_char(t, '"');
        for (size_t i = 0; i < n; i++) {
            static const char from[] = "\n\t\r\"\\", to[] = "ntr\"\\";
            const char *at = strchr(from, z[i]);
            if (at)
                text_printf(t, "\\%c", to[at - from]);
            else
                text_char(t, z[i]);
        }
        text_add(t, "\"\n");
        z += n;
        if (*z) text_add(t, mark);
    } while (*z);
}

void po_write(struct text *t, const struct po_entry *e)
{
    const char *mark = e->obsolete ? "#~ " : "";
    text_add(t, text_z(&e->notes));
    if (e->fuzzy) text_add(t, "#, fuzzy\n");
    if (e->context) put_string(t, mark, "msgctxt", e->context);
    put_string(t, mark, "msgid", e->id);
    if (e->plural) put_string(t, mark, "msgid_plural", e->plural);
    for (int i = 0; i < PO_FORMS; i++) {
        char keyword[16];
        snprintf(keyword, sizeof keyword, e->plural ? "msgstr[%d]" : "msgstr", i);
        if (e->text[i]) put_string(t, mark, keyword, e->text[i]);
    }
    text_char(t, '\n');
}

/* Only the comments of people; where a text comes from is said by the template. */
static void put_own_notes(struct text *t, const char *notes)
{
    for (const char *p = notes; *p;) {
        size_t n = strcspn(p, "\n");
        n += p[n] == '\n';
        if (p[1] != ':' && p[1] != '.') text_put(t, p, n);
        p += n;
    }
}

static struct po_entry merged(const struct po_entry *text, const struct po_entry *old,
                              unsigned forms)
{
    struct po_entry e = *text;
    unsigned n = e.plural ? forms : 1;
    e.notes = (struct text){ 0 };
    if (old) put_own_notes(&e.notes, text_z(&old->notes));
    text_add(&e.notes, text_z(&text->notes));
    for (unsigned i = 0; i < PO_FORMS; i++) e.text[i] = i < n ? (char *)"" : NULL;
    if (!old) return e;
    bool was_plural = old->plural != NULL, is_plural = e.plural != NULL;
    e.fuzzy =
        old->fuzzy || was_plural != is_plural || (is_plural && strcmp(old->plural, e.plural) != 0);
    for (unsigned i = 0; i < n; i++)
        if (old->text[i]) e.text[i] = old->text[i];
    bool any = false;
    for (unsigned i = 0; i < n; i++) any = any || e.text[i][0];
    e.fuzzy = e.fuzzy && any;
    return e;
}

static struct po *begin_catalogue(const char *path)
{
    static const char head[] = "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
                               "Content-Transfer-Encoding: 8bit\nLanguage: %.*s\n"
                               "Plural-Forms: nplurals=2; plural=(n != 1);\n";
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    struct text header = { 0 };
    struct po *po = source_alloc(sizeof *po);
    po->path = path;
    po->v = source_grow(NULL, 0, sizeof *po->v);
    po->n = 1;
    text_printf(&header, head, (int)strcspn(name, "."), name);
    po->v[0] = (struct po_entry){ .id = (char *)"", .text = { header.p } };
    text_add(&po->v[0].notes, "# SPDX-License-Identifier: EUPL-1.2\n");
    fprintf(stderr, "%s: new: its Plural-Forms are those of English; put the language's own\n",
            path);
    return po;
}

void po_merge(const char *path, const char *pot)
{
    FILE *f = fopen(path, "rb");
    struct po *old = f ? po_read(path) : begin_catalogue(path);
    struct po *new = po_read(pot);
    struct text t = { 0 };
    struct plural p;
    if (f) fclose(f);
    char *header = po_header(old, "Plural-Forms");
    if (!header) source_error(path, old->v[0].line, 0, "the header has no Plural-Forms");
    plural_parse(path, old->v[0].line, header, &p);
    po_write(&t, &old->v[0]);
    for (size_t i = 1; i < new->n; i++) {
        struct po_entry e =
            merged(&new->v[i], po_find(old, new->v[i].context, new->v[i].id), p.forms);
        po_write(&t, &e);
    }
    for (size_t i = 1; i < old->n; i++) {
        struct po_entry gone = old->v[i];
        if (po_find(new, gone.context, gone.id) || !gone.text[0] || !*gone.text[0]) continue;
        gone.obsolete = true;
        gone.notes = (struct text){ 0 };
        put_own_notes(&gone.notes, text_z(&old->v[i].notes));
        po_write(&t, &gone);
    }
    t.p[--t.n] = '\0'; /* one line feed at the end */
    source_write(path, &t);
}
