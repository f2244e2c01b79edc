/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_web_test.c — a file of rates that was looked at is saved without being chosen again. How it
 * is given stands in project.http.
 */
#include "app/app.h"
#include "finance/rates.h"
#include "store/db.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

#define RATES "/p/1/rates"
static const char stored[] = "SELECT COUNT(*) FROM rate WHERE currency = 'MKD' AND source = 'Kept'",
                  waiting[] = "SELECT COUNT(*) FROM attachment WHERE object_type = 'rates_import'";

static int64_t keep(struct cx *cx, int64_t project, const char *csv)
{
    int64_t id;
    assert_int_equal(rates_keep(cx, project, str_of(csv), "mine.csv", &id), RC_OK);
    return id;
}

static struct answer post(struct cx *cx, struct browser *b, int64_t kept, const char *more)
{
    return site_post(cx, b, RATES,
                     arena_printf(cx->arena, "kept=%lld&source=Kept&%s", (long long)kept, more));
}

static void saves(struct cx *cx)
{
    struct browser lead = { 0 };
    site_setup();
    assert_int_equal(demo_make(cx, 0), RC_OK);
    site_sign_in(cx, &lead,
                 test_count(cx, "SELECT id FROM account WHERE email = 'ana@mcic.example'"));
    site_get(cx, &lead, RATES);
    (void)keep(cx, 1, "currency,year,month,rate\nMKD,2031,1,61.1\n");
    int64_t id = keep(cx, 1, "currency,year,month,rate\nMKD,2031,2,61.2\n");
    assert_int_equal(test_count(cx, waiting), 1);
    /* Looked at again: it stays, and nothing is stored. */
    struct answer a = post(cx, &lead, id, "");
    assert_int_equal(a.status, 200);
    assert_shows(a, "mine.csv");
    assert_shows(a, arena_printf(cx->arena, "name=\"kept\" value=\"%lld\"", (long long)id));
    assert_int_equal(test_count(cx, stored), 0);
    /* Saved: stored, and not kept any more. */
    assert_int_equal(post(cx, &lead, id, "save=1").status, 303);
    assert_int_equal(test_count(cx, stored), 1);
    assert_int_equal(test_count(cx, waiting), 0);
    assert_int_equal(post(cx, &lead, id, "save=1").status, 422);
    /* A correction without its reason: the file is still there when the reason comes. */
    id = keep(cx, 1, "currency,year,month,rate\nMKD,2031,2,61.3\n");
    a = post(cx, &lead, id, "save=1");
    assert_int_equal(a.status, 422);
    assert_shows(a, arena_printf(cx->arena, "name=\"kept\" value=\"%lld\"", (long long)id));
    assert_int_equal(test_count(cx, waiting), 1);
    assert_int_equal(post(cx, &lead, id, "save=1&reason=Published+anew").status, 303);
    assert_int_equal(test_count(cx, stored), 2);
    /* That of another project is nobody's here. */
    id = keep(cx, 2, "currency,year,month,rate\nMKD,2031,5,61.5\n");
    assert_int_equal(post(cx, &lead, id, "save=1").status, 422);
    assert_int_equal(test_count(cx, stored), 2);
}
static void a_file_is_chosen_once(void **state)
{
    (void)state;
    test_on_engines(saves);
}

TESTS(rates_web, cmocka_unit_test(a_file_is_chosen_once));
