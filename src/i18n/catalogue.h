/* SPDX-License-Identifier: EUPL-1.2 */
/* catalogue.h — the texts of one language as tools/mkpo compiles po/LANG.po: read-only tables.
 *
 * Entries are in the byte order (strcmp) of context, then id, so that a binary search finds them.
 * What the translator left out or marked fuzzy is not in the table: the English text shows.
 */
#ifndef KOLO_I18N_CATALOGUE_H
#define KOLO_I18N_CATALOGUE_H

#include <stddef.h>
#include <stdint.h>

struct catalogue_entry {
    const char *context;      /* "" when there is none */
    const char *id;           /* the English text; of a plural pair, the singular */
    const char *text;         /* the translation; of a plural, form 0 */
    const char *const *forms; /* of a plural: as many as the catalogue's n_forms; otherwise NULL */
};
struct catalogue {
    const char *lang; /* "sr": the file's name */
    const struct catalogue_entry *entries;
    size_t n;
    unsigned n_forms;
    unsigned (*plural)(uint64_t n); /* the form to use for ${n}: always < n_forms */
};
/** One for each po file, in the order of their names, ended by NULL: generated table. */
extern const struct catalogue *const catalogue_all[];

#endif
