/* SPDX-License-Identifier: EUPL-1.2 */
/* golden.c — compares text with a file, line by line. It never writes unless it is told to bless.
 */
#include "tests/golden.h"

#include "base/str.h"
#include "tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 1024 * 1024 };

static void bless(const char *path, const char *made)
{
    FILE *f = fopen(path, "wb");
    if (!f || fputs(made, f) == EOF || fclose(f) != 0) fail_msg("%s cannot be written", path);
    fprintf(stderr, "blessed %s: read it before it is committed\n", path);
}

void test_golden(const char *path, const char *made)
{
    static char text[LARGEST];
    if (getenv("KOLO_BLESS")) {
        bless(path, made);
        return;
    }
    FILE *f = fopen(path, "rb");
    if (!f) {
        fail_msg("%s is not there; make bless writes it", path);
        return;
    }
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = '\0';
    str want = str_of(text), got = str_of(made);
    for (int line = 1; want.n || got.n; line++) {
        str w = str_cut(&want, '\n'), g = str_cut(&got, '\n');
        if (!str_eq(w, g))
            fail_msg("%s:%d differs (make bless takes the new one over)\n  agreed: %.*s\n  now:    "
                     "%.*s",
                     path, line, (int)w.n, w.p, (int)g.n, g.p);
    }
}
