/* SPDX-License-Identifier: EUPL-1.2 */
/* dump.c — writes what is embedded back to files (NAME, NAME.gz, NAME.text) and prints the table.
 */
#include "store/schema.h"
#include "web/asset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct embedded_text test_table[];

static void save(const char *dir, const char *name, const char *suffix, const void *p, size_t n)
{
    char path[500];
    snprintf(path, sizeof path, "%s/%s%s", dir, name, suffix);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(p, 1, n, f) != n || fclose(f) != 0) exit(1);
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : ".";
    for (const struct asset *a = asset_table; a->name; a++) {
        printf("%s %s %s %zu\n", a->name, a->url, a->mime, a->n);
        save(dir, a->name, "", a->p, a->n);
        if (a->gz) save(dir, a->name, ".gz", a->gz, a->gz_n);
    }
    for (const struct embedded_text *t = test_table; t->name; t++)
        save(dir, t->name, ".text", t->text, strlen(t->text));
    return 0;
}
