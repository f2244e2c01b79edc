/* SPDX-License-Identifier: EUPL-1.2 */
/* http_scripts.c — every src/X/Y.http becomes the test group http_Y, run against the whole
 * program's routes and the fixture's rows
 * (tests/fixture.h).
 */
#include "app/modules.h"
#include "tests/engine.h"
#include "tests/fixture.h"
#include "tests/http_run.h"
#include "tests/people.h"
#include "tests/t.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

#define SCRIPTS 64

static const char *sign_in(struct cx *cx, const char *email)
{
    const char *sql =
        arena_printf(cx->arena, "SELECT id FROM account WHERE email_key = '%s'", email);
    return arena_printf(cx->arena, "kolo=%s", people_sign_in(cx, test_count(cx, sql)));
}

static const struct http_site site = { modules_setup, fixture_make, sign_in },
                              booked = { modules_setup, fixture_make_booked, sign_in };

static void script(void **state)
{
    const char *path = *state;
    /* What is booked needs a budget and a report to be booked into. */
    http_run(strstr(path, "/expenditure") ? &booked : &site, path);
}

static struct test_group groups[SCRIPTS];
static struct CMUnitTest tests[SCRIPTS];
static char names[SCRIPTS][64];

__attribute__((constructor)) static void find_scripts(void)
{
    static glob_t found;
    if (glob("src/*/*.http", 0, NULL, &found) != 0) return;
    for (size_t i = 0; i < found.gl_pathc && i < SCRIPTS; i++) {
        const char *name = strrchr(found.gl_pathv[i], '/') + 1;
        snprintf(names[i], sizeof names[i], "http_%.*s", (int)strcspn(name, "."), name);
        tests[i] = (struct CMUnitTest){ "script", script, NULL, NULL, found.gl_pathv[i] };
        groups[i] = (struct test_group){ .name = names[i], .tests = &tests[i], .n = 1 };
        test_register(&groups[i]);
    }
}
