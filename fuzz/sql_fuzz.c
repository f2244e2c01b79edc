/* SPDX-License-Identifier: EUPL-1.2 */
/* sql_fuzz.c — any bytes as a file of statements: refused with a place and a sentence, or C code
 * that nothing has got into, and that asks for as many values as the statement names.
 */
#include "fuzz/tool.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int mksql_main(int argc, char **argv);

#include "tools/mksql_parse.c"
#define main mksql_main
#include "tools/mksql.c"

static size_t count(const char *z, const char *what)
{
    size_t n = 0;
    for (; (z = strstr(z, what)) != NULL; z += strlen(what)) n++;
    return n;
}

static void work(void)
{
    struct text h = { 0 }, c = { 0 }, tables = { 0 };
    struct sql_file *f = mksql_parse("src/fuzz/any.sql");
    mksql_link(&f, 1);
    for (size_t i = 0; i < f->n; i++) {
        const struct block *b = f->v[i];
        check_parameter_names(b);
        must(b->in.values <= 96 && b->sql[0].n && b->sql[1].n);
        must(b->dual || strcmp(b->sql[0].p, b->sql[1].p) == 0);
        must(!b->unaudited || b->writes);
    }
    put_header(&h, f);
    put_source(&c, f);
    put_tables(&tables, &f, 1);
    must(tool_closed(h.p) && tool_closed(c.p) && tool_closed(tables.p));
    must(count(h.p, "enum rc ") >= f->n && count(c.p, "const struct db_stmt ") >= f->n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!tool_try(work, data, size)) {
        must(strncmp(said, "src/fuzz/any.sql:", 17) == 0 && strstr(said, ": error: "));
    }
    return 0;
}
