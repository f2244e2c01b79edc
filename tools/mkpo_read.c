/* SPDX-License-Identifier: EUPL-1.2 */
/* mkpo_read.c — GNU po files as they are written by people and by msgmerge-like tools.
 *
 * Reads the whole grammar that occurs: comments, flags, msgctxt, msgid, msgid_plural, msgstr[N],
 * joined strings, obsolete entries. What it does not know it refuses, with the line.
 */
#include "mkpo.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    struct po *po;
    int line;
    struct po_entry e; /* being read */
    char **joined;     /* which of its strings the next "…" lines belong to */
    bool has_id;
};

#define REFUSE(r, ...) source_error((r)->po->path, (r)->line, 0, __VA_ARGS__)

struct po_entry *po_find(const struct po *po, const char *context, const char *id)
{
    for (size_t i = 0; i < po->n; i++) {
        struct po_entry *e = &po->v[i];
        bool same = context ? e->context && strcmp(e->context, context) == 0 : !e->context;
        if (same && strcmp(e->id, id) == 0) return e;
    }
    return NULL;
}

const char *po_shown(const char *z)
{
    struct text t = { 0 };
    size_t n = strlen(z), cut = n > 80 ? 80 : n;
    while (cut < n && cut > 0 && ((unsigned char)z[cut] & 0xc0) == 0x80) cut--;
    text_literal(&t, z, cut);
    text_add(&t, cut < n ? "…" : "");
    return text_z(&t);
}

char *po_header(const struct po *po, const char *name)
{
    const struct po_entry *e = po_find(po, NULL, "");
    size_t n = strlen(name);
    for (const char *p = e ? e->text[0] : NULL; p && *p;
         p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL)
        if (strncmp(p, name, n) == 0 && p[n] == ':') {
            p += n + 1;
            p += strspn(p, " ");
            return source_copy(p, strcspn(p, "\n"));
        }
    return NULL;
}

/* The escape behind a backslash; moves *p over it. */
static char escape(struct reader *r, const char **p)
{
    static const char from[] = "ntr\"\\abfv", to[] = "\n\t\r\"\\\a\b\f\v";
    const char *at = **p ? strchr(from, **p) : NULL;
    if (at) {
        ++*p;
        return to[at - from];
    }
    unsigned value = 0;
    size_t n = 0;
    for (; n < 3 && **p >= '0' && **p <= '7'; n++, ++*p) value = value * 8 + (unsigned)(**p - '0');
    if (n == 0 || value == 0 || value > 255) REFUSE(r, "unknown escape \\%c", **p);
    return (char)value;
}

/* Appends the quoted string at ${z} to *joined. */
static void string(struct reader *r, const char *z)
{
    struct text t = { 0 };
    if (!r->joined) REFUSE(r, "a string that belongs to no keyword");
    text_add(&t, *r->joined ? *r->joined : "");
    z += strspn(z, " \t");
    if (*z++ != '"') REFUSE(r, "expected a string in double quotes");
    while (*z && *z != '"') {
        char c = *z++;
        text_char(&t, c == '\\' ? escape(r, &z) : c);
    }
    if (*z != '"') REFUSE(r, "the string is not closed on its line");
    if (z[1 + strspn(z + 1, " \t\r")]) REFUSE(r, "something follows the string");
    free(*r->joined);
    *r->joined = t.p ? t.p : source_copy("", 0);
}

static void check_text(const struct reader *r, const char *z)
{
    if (z && !source_is_text(z))
        source_error(r->po->path, r->e.line, 0, "`%s` has bytes that are no text in UTF-8",
                     po_shown(r->e.id));
}

static void finish(struct reader *r)
{
    struct po_entry *e = &r->e;
    if (!r->has_id && (e->context || e->notes.n)) {
        if (e->context) REFUSE(r, "msgctxt without msgid");
        text_free(&e->notes); /* comments at the end of the file */
    }
    if (r->has_id) {
        if (!e->text[0]) REFUSE(r, "`%s` has no msgstr", po_shown(e->id));
        check_text(r, e->context);
        check_text(r, e->id);
        check_text(r, e->plural);
        for (int i = 0; i < PO_FORMS; i++) check_text(r, e->text[i]);
        struct po_entry *old = po_find(r->po, e->context, e->id);
        if (old && !old->obsolete && !e->obsolete)
            source_error(r->po->path, e->line, 0, "`%s` is already at line %d", po_shown(e->id),
                         old->line);
        r->po->v = source_grow(r->po->v, r->po->n, sizeof *r->po->v);
        if (!old)
            r->po->v[r->po->n++] = *e;
        else if (old->obsolete)
            *old = *e;
    }
    r->e = (struct po_entry){ 0 };
    r->has_id = false;
    r->joined = NULL;
}

static void begin(struct reader *r, char **what)
{
    if (*what) REFUSE(r, "the same keyword twice in one entry");
    r->joined = what;
}

static const char *after(const char *z, const char *word)
{
    size_t n = strlen(word);
    return strncmp(z, word, n) == 0 && (z[n] == ' ' || z[n] == '\t' || z[n] == '"') ? z + n : NULL;
}

static void keyword(struct reader *r, const char *z)
{
    const char *rest;
    if ((rest = after(z, "msgctxt")) != NULL) {
        if (r->has_id) finish(r);
        begin(r, &r->e.context);
    } else if ((rest = after(z, "msgid_plural")) != NULL) {
        if (!r->has_id) REFUSE(r, "msgid_plural without msgid");
        begin(r, &r->e.plural);
    } else if ((rest = after(z, "msgid")) != NULL) {
        if (r->has_id) finish(r);
        begin(r, &r->e.id);
        r->e.line = r->line;
        r->has_id = true;
    } else if (strncmp(z, "msgstr[", 7) == 0 && z[7] >= '0' && z[7] < '0' + PO_FORMS &&
               z[8] == ']') {
        if (!r->e.plural) REFUSE(r, "msgstr[%c] without msgid_plural", z[7]);
        begin(r, &r->e.text[z[7] - '0']);
        rest = z + 9;
    } else if ((rest = after(z, "msgstr")) != NULL) {
        if (!r->has_id || r->e.plural) REFUSE(r, "msgstr does not belong here");
        begin(r, &r->e.text[0]);
    } else {
        REFUSE(r, "expected msgctxt, msgid, msgid_plural, msgstr or a comment");
    }
    string(r, rest);
}

static void line(struct reader *r, const char *z)
{
    bool obsolete = strncmp(z, "#~", 2) == 0;
    if (obsolete) z += 2 + strspn(z + 2, " ");
    if (*z == '\0') {
        finish(r);
    } else if (*z == '#' || *z == '|') {
        if (r->has_id) finish(r);
        if (strncmp(z, "#,", 2) == 0)
            r->e.fuzzy = strstr(z, "fuzzy") != NULL || r->e.fuzzy;
        else if (strncmp(z, "#|", 2) != 0 && *z != '|')
            text_printf(&r->e.notes, "%s\n", z);
    } else if (*z == '"') {
        string(r, z);
    } else {
        keyword(r, z);
        r->e.obsolete = obsolete;
    }
}

static void check_header(const struct po *po)
{
    const struct po_entry *e = po_find(po, NULL, "");
    if (!e || e != po->v)
        source_error(po->path, 1, 0, "a catalogue begins with its header: msgid \"\"");
    char *type = po_header(po, "Content-Type");
    if (!type || !strstr(type, "charset=UTF-8"))
        source_error(po->path, e->line, 0,
                     "the header does not say Content-Type: text/plain; charset=UTF-8");
    free(type);
}

struct po *po_read(const char *path)
{
    struct po *po = source_alloc(sizeof *po);
    struct reader r = { .po = po };
    po->path = path;
    char *src = source_read(path, NULL);
    for (char *z = src, *next; z && *z; z = next) {
        next = strchr(z, '\n');
        if (next) *next++ = '\0';
        r.line++;
        size_t n = strlen(z);
        while (n && (z[n - 1] == '\r' || z[n - 1] == ' ' || z[n - 1] == '\t')) z[--n] = '\0';
        line(&r, z);
    }
    finish(&r);
    free(src);
    check_header(po);
    return po;
}
