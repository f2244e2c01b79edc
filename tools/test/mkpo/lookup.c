/* SPDX-License-Identifier: EUPL-1.2 */
/* lookup.c — walks the generated catalogues: their order, their forms, and their plural rules. */
#include "i18n/catalogue.h"

#include <stdio.h>
#include <string.h>

static void print_rule(const struct catalogue *c)
{
    printf("%s, %zu texts, %u forms:", c->lang, c->n, c->n_forms);
    for (uint64_t n = 0; n <= 125; n++)
        if (n <= 25 || n >= 100) printf(" %u", c->plural(n));
    printf(" %u\n", c->plural(UINT64_MAX));
}

int main(void)
{
    for (const struct catalogue *const *all = catalogue_all; *all; all++) {
        const struct catalogue *c = *all;
        print_rule(c);
        for (size_t i = 0; i < c->n; i++) {
            const struct catalogue_entry *e = &c->entries[i];
            printf("  %s|%s|%s\n", e->context, e->id, e->text);
            for (unsigned k = 0; e->forms && k < c->n_forms; k++)
                printf("    %u %s\n", k, e->forms[k]);
            if (i && strcmp(e[-1].context, e->context) >= 0 && strcmp(e[-1].id, e->id) >= 0)
                puts("  out of order");
        }
    }
    return 0;
}
