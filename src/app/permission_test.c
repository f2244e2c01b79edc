/* SPDX-License-Identifier: EUPL-1.2 */
/* permission_test.c — every route × every role: what the program decides is what people have read
 * in tests/routes.txt and agreed to; and what it decides is what a browser gets. A new route fails
 * here until make bless has added its line and somebody has read it.
 */
#include "account/account_sql.h"
#include "account/account_web.h"
#include "account/viewer.h"
#include "app/app.h"
#include "app/modules.h"
#include "base/log.h"
#include "i18n/i18n.h"
#include "tests/engine.h"
#include "tests/golden.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the decision ---------------------------------------------------------------------------- */

/* What a thing of each scope belongs to, in the eyes of the resolvers below. */
static struct scope_owner owner;

static enum rc to_owner(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    (void)cx;
    (void)id;
    *out = owner;
    return RC_OK;
}

static bool has_partner(int scope)
{
    return scope == OF_PARTNER || scope == OF_REPORT || scope == OF_EXPENDITURE ||
           scope == OF_ACTIVITY || scope == OF_ATTACHMENT || scope == OF_QUESTION;
}

static bool of_project(const struct route *r) { return r->of != OF_SERVER && r->of != OF_NETWORK; }

static const struct viewer_role held[ROLES] = {
    [ROLE_ADMINISTRATOR] = { ROLE_ADMINISTRATOR, 0, 0, 0 },
    [ROLE_LEAD_COORDINATOR] = { ROLE_LEAD_COORDINATOR, PROJECT, ORG_MCIC, PARTNER_MCIC },
    [ROLE_LEAD_FINANCE] = { ROLE_LEAD_FINANCE, PROJECT, ORG_MCIC, PARTNER_MCIC },
    [ROLE_PARTNER_COORDINATOR] = { ROLE_PARTNER_COORDINATOR, PROJECT, ORG_EHO, PARTNER_EHO },
    [ROLE_PARTNER_FINANCE] = { ROLE_PARTNER_FINANCE, PROJECT, ORG_EHO, PARTNER_EHO },
    [ROLE_AUDITOR] = { ROLE_AUDITOR, PROJECT, 0, 0 },
    [ROLE_DONOR] = { ROLE_DONOR, PROJECT, 0, 0 },
};

static enum rc decide(struct cx *cx, const struct route *r, int role, int64_t project,
                      int64_t partner)
{
    struct viewer v = { .account = 1, .name = "x", .email = "x", .lang = "en" };
    struct request rq = { .id = { project, 1, 1, 1 } };
    if (role >= 0) {
        v.roles = &held[role];
        v.n = 1;
        cx->viewer = &v;
    }
    owner = (struct scope_owner){ project, has_partner(r->of) ? partner : 0 };
    cx->problems = (struct problems){ 0 };
    enum rc rc = account_may(cx, &rq, r);
    /* A refusal of what one may know of says why; what one may not know of says nothing. */
    assert_int_equal(cx->problems.n, rc == RC_DENIED ? 1 : 0);
    assert_int_equal(rq.project != 0, rc != RC_MISSING && rc != RC_LOGIN && owner.project &&
                                          r->may >= 0 && of_project(r));
    cx->viewer = NULL;
    return rc;
}

static const char *word(enum rc rc)
{
    return rc == RC_OK        ? "allow"
           : rc == RC_DENIED  ? "deny"
           : rc == RC_MISSING ? "missing"
                              : "login";
}

static const char *permission_of(const struct route *r)
{
    return r->may == ROUTE_PUBLIC      ? "PUBLIC"
           : r->may == ROUTE_SIGNED_IN ? "SIGNED_IN"
                                       : role_permission_name((enum permission)r->may);
}

static const char *line_of(struct cx *cx, const struct route *r)
{
    const char *line = arena_printf(
        cx->arena, "%s %s %s %s :", r->method == METHOD_GET ? "GET" : "POST", r->pattern,
        permission_of(r), r->may < 0 ? "-" : role_scope_name((enum scope)r->of));
    if (r->may < 0)
        return arena_printf(cx->arena, "%s %s", line,
                            r->may == ROUTE_PUBLIC ? "everybody" : "everybody signed in");
    for (int role = 0; role < ROLES; role++) {
        int64_t mine = held[role].partner ? held[role].partner : PARTNER_EHO;
        const char *own = word(decide(cx, r, role, PROJECT, mine));
        const char *other = word(decide(cx, r, role, PROJECT, PARTNER_DA));
        line = arena_printf(cx->arena, "%s %s=%s", line, role_name((enum role)role), own);
        if (strcmp(own, other) != 0) line = arena_printf(cx->arena, "%s/%s", line, other);
    }
    return line;
}

/* By address, so that two people who add routes rarely touch the same line. */
static int by_address(const void *a, const void *b)
{
    const struct route *x = *(const struct route *const *)a, *y = *(const struct route *const *)b;
    int order = strcmp(x->pattern, y->pattern);
    return order ? order : (x->method > y->method) - (x->method < y->method);
}

static const struct route **sorted(struct cx *cx, size_t *n)
{
    *n = 0;
    while (web_route_at(*n)) ++*n;
    const struct route **all = arena_array(cx->arena, const struct route *, *n);
    for (size_t i = 0; i < *n; i++) all[i] = web_route_at(i);
    qsort(all, *n, sizeof *all, by_address);
    return all;
}

static void every_route_for_every_role(void **state)
{
    struct cx cx;
    struct buf b;
    size_t n;
    (void)state;
    site_setup();
    cx_init(&cx, arena_new());
    cx.locale = i18n_locale("en");
    for (int s = OF_PROJECT; s < SCOPES; s++) role_register_scope((enum scope)s, to_owner);
    const struct route **all = sorted(&cx, &n);
    buf_init(&b, MB);
    buf_text(&b,
             "# SPDX-License-Identifier: EUPL-1.2\n"
             "# Every address and who may use it: METHOD PATTERN PERMISSION SCOPE : "
             "ROLE=DECISION …\n"
             "# allow, deny (sees it, may not do it, is told why), missing (is not told that it "
             "is there);\n"
             "# with a stroke: of the own partner / of another partner. Written by make "
             "bless.\n");
    for (size_t i = 0; i < n; i++) buf_printf(&b, "%s\n", line_of(&cx, all[i]));
    assert_true(buf_ok(&b));
    test_golden("tests/routes.txt", b.p);
    buf_done(&b);
    arena_free(cx.arena);
}

static void nobody_reaches_into_another_project(void **state)
{
    struct cx cx;
    const struct route *r;
    (void)state;
    site_setup();
    cx_init(&cx, arena_new());
    for (int s = OF_PROJECT; s < SCOPES; s++) role_register_scope((enum scope)s, to_owner);
    for (size_t i = 0; (r = web_route_at(i)); i++) {
        if (r->may == ROUTE_PUBLIC) continue;
        assert_int_equal(decide(&cx, r, -1, PROJECT, PARTNER_EHO), RC_LOGIN);
        if (r->may == ROUTE_SIGNED_IN || !of_project(r)) continue;
        for (int role = 0; role < ROLES; role++) {
            enum rc rc = decide(&cx, r, role, ELSEWHERE, PARTNER_ELSEWHERE);
            if (role != ROLE_ADMINISTRATOR && rc != RC_MISSING)
                fail_msg("%s: a %s of another project gets “%s”", r->pattern,
                         role_name((enum role)role), word(rc));
        }
    }
    arena_free(cx.arena);
}

static void auditor_and_donor_post_nothing(void **state)
{
    struct cx cx;
    const struct route *r;
    (void)state;
    site_setup();
    cx_init(&cx, arena_new());
    for (int s = OF_PROJECT; s < SCOPES; s++) role_register_scope((enum scope)s, to_owner);
    for (size_t i = 0; (r = web_route_at(i)); i++) {
        if (r->method != METHOD_POST || r->may == ROUTE_PUBLIC) continue;
        /* Without a permission: nothing but one's own account. */
        if (r->may == ROUTE_SIGNED_IN && !str_starts(str_of(r->pattern), "/me"))
            fail_msg("POST %s names no permission", r->pattern);
        if (r->may == ROUTE_SIGNED_IN) continue;
        if (decide(&cx, r, ROLE_AUDITOR, PROJECT, PARTNER_EHO) == RC_OK ||
            decide(&cx, r, ROLE_DONOR, PROJECT, PARTNER_EHO) == RC_OK)
            fail_msg("POST %s is open to those who only read", r->pattern);
    }
    arena_free(cx.arena);
}

/* ---- what a browser gets, in the demonstration ------------------------------------------------
 */

/* "/p/{project}/x/{no}/{word}" as "/p/1/x/3/none"; the numbers are kept in ${id} as well. */
static const char *address_of(struct cx *cx, const struct route *r, int number, int64_t id[4])
{
    const bool of_project = r->of == OF_PROJECT || r->of == OF_PARTNER;
    const char *made = "";
    size_t n = 0;
    for (const char *p = r->pattern; *p; p++) {
        if (*p != '{') {
            made = arena_printf(cx->arena, "%s%c", made, *p);
            continue;
        }
        if (strncmp(p, "{word}", 6) == 0) {
            made = arena_printf(cx->arena, "%snone", made);
        } else {
            id[n] = of_project && n == 0 ? 1 : number;
            made = arena_printf(cx->arena, "%s%d", made, (int)id[n++]);
        }
        p = strchr(p, '}');
    }
    return made;
}

/* What the scopes' own resolvers and the matrix say. */
static enum rc expected(const struct cx *cx, const struct route *r, const struct viewer *viewer,
                        const int64_t id[4])
{
    struct cx asking = *cx;
    struct scope_owner to;
    asking.problems = (struct problems){ 0 };
    asking.viewer = viewer;
    if (r->of == OF_NETWORK) return viewer_may_anywhere(&asking, (enum permission)r->may);
    enum rc rc = role_scope(&asking, (enum scope)r->of, id, &to);
    return rc ? rc : viewer_may(&asking, (enum permission)r->may, to.project, to.partner);
}

/* Somebody may: what comes is the page, or that there is no such thing. A POST that is allowed is
 * left out: it would change something. */
static void try_as(struct cx *cx, struct browser *b, const struct route *r, int number, int role,
                   const struct viewer *viewer)
{
    int64_t id[4] = { 0 };
    const char *at = address_of(cx, r, number, id);
    enum rc rc = expected(cx, r, viewer, id);
    if (r->method == METHOD_POST && rc == RC_OK) return;
    struct answer a = r->method == METHOD_GET ? site_get(cx, b, at) : site_post(cx, b, at, "");
    /* Who may take part may not touch what is another's: that is the rule's to say. */
    bool finer = a.status == 403 && (r->may == MAY_COMMENT || r->may == MAY_EDIT_CONSULT ||
                                     r->may == MAY_EDIT_MEETING);
    bool good = rc == RC_OK ? a.status < 400 || a.status == 404 || a.status == 409 || finer
                            : a.status == rc_http(rc);
    if (!good)
        fail_msg("%s as %s: %d where the matrix says “%s”: %.1500s", at, role_name((enum role)role),
                 a.status, word(rc), a.body);
}

static int64_t first_with(struct cx *cx, int role)
{
    struct account_demo_rows rows;
    assert_int_equal(account_demo(cx, &rows), RC_OK);
    for (size_t i = 0; i < rows.n; i++)
        if (z_eq(rows.v[i].role, role_name((enum role)role))) return rows.v[i].id;
    fail_msg("nobody in the demonstration is %s", role_name((enum role)role));
    return 0;
}

/* Each role, each route, two numbers; ${try} as try_as. */
static void walk(struct cx *cx, void (*try)(struct cx *cx, struct browser *b, const struct route *r,
                                            int number, int role, const struct viewer *viewer))
{
    const struct route *r;
    site_setup();
    assert_int_equal(demo_make(cx, 0), RC_OK);
    for (int role = 0; role < ROLES; role++) {
        struct browser b = { 0 };
        const int64_t who = first_with(cx, role);
        site_sign_in(cx, &b, who);
        people_sign_in(cx, who);
        for (size_t i = 0; (r = web_route_at(i)); i++)
            for (int number = 1; r->may >= 0 && number <= 3; number += 2)
                try(cx, &b, r, number, role, cx->viewer);
    }
}

static void browsers(struct cx *cx) { walk(cx, try_as); }
static void a_browser_gets_what_was_decided(void **state)
{
    (void)state;
    test_on_engines(browsers);
}

/* ---- no page runs more than 12 statements, whatever its size --------------------------------- */

/* A list takes twelve at most (demo_test.c); a record has a thread besides. */
enum { STATEMENTS = 16 };
static char too_many[4096];

static void count_as(struct cx *cx, struct browser *b, const struct route *r, int number, int role,
                     const struct viewer *viewer)
{
    int64_t id[4] = { 0 };
    const char *at = address_of(cx, r, number, id);
    if (r->method != METHOD_GET || expected(cx, r, viewer, id)) return;
    int64_t took = site_get(cx, b, at).statements;
    if (took <= STATEMENTS || strstr(too_many, arena_printf(cx->arena, " %s as ", at))) return;
    size_t n = strlen(too_many);
    snprintf(too_many + n, sizeof too_many - n, "\n  %d for %s as %s", (int)took, at,
             role_name((enum role)role));
}

static void count(struct cx *cx)
{
    too_many[0] = '\0';
    walk(cx, count_as);
    if (*too_many) fail_msg("more than %d statements:%s", STATEMENTS, too_many);
}
static void no_page_takes_more_than_16_statements(void **state)
{
    (void)state;
    test_on_engines(count);
}

TESTS(permission, cmocka_unit_test(every_route_for_every_role),
      cmocka_unit_test(nobody_reaches_into_another_project),
      cmocka_unit_test(auditor_and_donor_post_nothing),
      cmocka_unit_test(a_browser_gets_what_was_decided),
      cmocka_unit_test(no_page_takes_more_than_16_statements));
