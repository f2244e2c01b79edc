/* SPDX-License-Identifier: EUPL-1.2 */
/* po_fuzz.c — any bytes as a catalogue: refused with a place and a sentence, or texts that are
 * written out and read back the same, and C code that nothing has got into.
 */
#include "fuzz/tool.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int mkpo_main(int argc, char **argv);

#include "tools/mkpo_check.c"
#include "tools/mkpo_plural.c"
#include "tools/mkpo_read.c"
#include "tools/mkpo_write.c"
#define main mkpo_main
#include "tools/mkpo.c"

/* The texts of the sources are another fuzzer's business. */
void po_extract(int n, char **files) { (void)n, (void)files; }

static bool same(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

static void comes_back(const struct po *po)
{
    struct text t = { 0 };
    for (size_t i = 0; i < po->n; i++) po_write(&t, &po->v[i]);
    given = t.p;
    given_n = t.n;
    struct po *again = po_read("src/i18n/po/fuzz.po");
    must(again->n == po->n);
    for (size_t i = 0; i < po->n; i++) {
        const struct po_entry *a = &po->v[i], *b = &again->v[i];
        must(a->fuzzy == b->fuzzy && a->obsolete == b->obsolete && same(a->id, b->id));
        must(same(a->context, b->context) && same(a->plural, b->plural));
        for (int k = 0; k < PO_FORMS; k++) must(same(a->text[k], b->text[k]));
    }
}

static void work(void)
{
    struct text c = { 0 }, table = { 0 };
    const char *bytes = given;
    size_t n = given_n;
    comes_back(po_read("src/i18n/po/fuzz.po"));
    given = bytes;
    given_n = n;
    put_catalogue(&c, &table, "src/i18n/po/fuzz.po", NULL, false);
    must(tool_closed(c.p) && strstr(c.p, "fuzz_catalogue = {"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!tool_try(work, data, size)) {
        must(strncmp(said, "src/i18n/po/fuzz.po:", 20) == 0 && strstr(said, ": error: "));
    }
    return 0;
}
