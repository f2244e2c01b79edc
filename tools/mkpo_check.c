/* SPDX-License-Identifier: EUPL-1.2 */
/* mkpo_check.c — a translation takes the same arguments as the English text it stands for.
 *
 * The C compiler checks the English against the arguments (format_arg in i18n.h); this check
 * carries that promise over to the other languages.
 */
#include "mkpo.h"

#include <string.h>

enum { DIRECTIVES = 20 };

/* The types a text takes, by argument: "s", "lld", "*". */
struct directives {
    char type[DIRECTIVES][8];
    size_t n;
    bool numbered, bad;
};

static const char *read_one(const char *p, struct directives *d)
{
    size_t at = d->n;
    size_t digits = strspn(p, "0123456789");
    if (digits && p[digits] == '$') { /* %2$s */
        at = (size_t)(*p - '1');
        d->bad = d->bad || digits != 1 || *p == '0';
        d->numbered = true;
        p += 2;
    } else if (d->numbered) {
        d->bad = true;
    }
    p += strspn(p, "-+#0'");
    if (*p == '*' && d->n < DIRECTIVES && !d->numbered) {
        d->type[d->n++][0] = '*';
        at = d->n;
    }
    p += strspn(p, "*0123456789");
    if (*p == '.' && p[1] == '*' && d->n < DIRECTIVES && !d->numbered) {
        d->type[d->n++][0] = '*';
        at = d->n;
    }
    if (*p == '.') p += 1 + strspn(p + 1, "*0123456789");
    size_t n = strspn(p, "hlqjztL");
    if (n > 4 || at >= DIRECTIVES || d->bad) {
        d->bad = true;
        return p;
    }
    memcpy(d->type[at], p, n);
    d->type[at][n] = p[n] == 'i' ? 'd' : p[n];
    if (at >= d->n) d->n = at + 1;
    return p + n + 1;
}

/* A % that no letter follows ("15 % of") is only a sign. */
static struct directives read_all(const char *z)
{
    struct directives d = { 0 };
    for (const char *p = z; *p && !d.bad;) {
        if (*p++ != '%') continue;
        if (*p == '%') {
            p++;
            continue;
        }
        const char *end = p + strspn(p, "-+#0'*.123456789$hlqjztL");
        if (*end && strchr("diouxXcsfFeEgGpaA", *end)) p = read_one(p, &d);
    }
    return d;
}

static bool agree(const char *english, const char *text)
{
    struct directives a = read_all(english), b = read_all(text);
    if (a.bad || b.bad || a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (strcmp(a.type[i], b.type[i]) != 0) return false;
    return true;
}

static bool begins_with_lf(const char *z) { return *z == '\n'; }

static bool ends_with_lf(const char *z) { return *z && z[strlen(z) - 1] == '\n'; }

void po_check(const struct po *po, const struct po_entry *e, unsigned forms)
{
    for (unsigned i = 0; i < PO_FORMS; i++) {
        const char *text = e->text[i];
        if (i >= (e->plural ? forms : 1) && text)
            source_error(po->path, e->line, 0,
                         "`%s` has a msgstr[%u], but the language has %u forms", po_shown(e->id), i,
                         forms);
        if (i >= (e->plural ? forms : 1)) continue;
        if (!text) source_error(po->path, e->line, 0, "`%s` has no msgstr[%u]", po_shown(e->id), i);
        if (!*text) continue;
        if (!agree(e->id, text) && !(e->plural && agree(e->plural, text)))
            source_error(po->path, e->line, 0,
                         "`%s`: the %% directives of the translation `%s` do not agree",
                         po_shown(e->id), po_shown(text));
        if (begins_with_lf(e->id) != begins_with_lf(text) ||
            ends_with_lf(e->id) != ends_with_lf(text))
            source_error(po->path, e->line, 0,
                         "`%s`: the translation does not begin or end with a new line as it should",
                         po_shown(e->id));
    }
}
