/* SPDX-License-Identifier: EUPL-1.2 */
/* mkpo.h — catalogues of texts: reading, checking, collecting, merging. Shared by the files of
 * mkpo. */
#ifndef KOLO_TOOLS_MKPO_H
#define KOLO_TOOLS_MKPO_H

#include "source.h"

#include <stdint.h>
#include <stdio.h>

enum { PO_FORMS = 6 }; /* no language of the world needs more */

struct po_entry {
    int line;
    struct text notes; /* comment lines of people and sources, each with its LF, as they stand */
    bool fuzzy, obsolete;
    char *context;        /* NULL: none */
    char *id, *plural;    /* plural NULL: none */
    char *text[PO_FORMS]; /* NULL: not given */
};
struct po {
    const char *path;
    struct po_entry *v;
    size_t n;
};

/** po_read(path): syntax, UTF-8 header and duplicates are checked. The header is the entry with id
 * "". */
struct po *po_read(const char *path);
struct po_entry *po_find(const struct po *po, const char *context, const char *id);
/** po_header(po, name): the value of a header line, or NULL. */
char *po_header(const struct po *po, const char *name);
/** po_shown(z): a text as messages show it: on one line, not long. */
const char *po_shown(const char *z);
/** po_write(t, e): one entry as text of a po file. */
void po_write(struct text *t, const struct po_entry *e);
/** po_merge(path, pot): the catalogue ${path} brought to the texts of ${pot}, written in place. */
void po_merge(const char *path, const char *pot);
/** po_check(po, e, forms): directives and line ends of the translation agree with the English. */
void po_check(const struct po *po, const struct po_entry *e, unsigned forms);

/** po_extract(n, files): every T(), T_C(), T_N(), N_() of C, templates and data, as a po template.
 */
void po_extract(int n, char **files);

/* The plural rule of a language: an expression over n. */
struct plural {
    unsigned forms;
    struct node *rule;
};
/** plural_parse(path, line, header, p): from "nplurals=3; plural=…;". */
void plural_parse(const char *path, int line, const char *header, struct plural *p);
/** plural_c(t, p): the expression in C, of type unsigned, over uint64_t n. */
void plural_c(struct text *t, const struct plural *p);

#endif
