/* SPDX-License-Identifier: EUPL-1.2 */
/* role_test.c — the matrix as people have agreed to it, and what follows from it for one viewer. */
#include "account/role.h"

#include "account/viewer.h"
#include "base/buf.h"
#include "i18n/i18n.h"
#include "tests/golden.h"
#include "tests/t.h"

#include <string.h>

static void the_matrix_is_the_agreed_one(void **state)
{
    static const char *const words[] = { "none", "own", "all" };
    struct buf b;
    (void)state;
    buf_init(&b, 65536);
    buf_text(&b, "# SPDX-License-Identifier: EUPL-1.2\n"
                 "# Who may do what: nothing, with its own partner's things, with all of the "
                 "project.\n# Written by make bless from src/account/role.c; role.h has the "
                 "words.\n");
    buf_printf(&b, "%-18s", "#");
    for (int r = 0; r < ROLES; r++) buf_printf(&b, "  %s", role_name((enum role)r));
    for (int p = MAY_NONE + 1; p < PERMISSIONS; p++) {
        buf_printf(&b, "\n%-18s", role_permission_name((enum permission)p));
        for (int r = 0; r < ROLES; r++) {
            const char *word = words[role_reach((enum role)r, (enum permission)p)];
            int width = r + 1 < ROLES ? (int)strlen(role_name((enum role)r)) : 0;
            buf_printf(&b, "  %-*s", width, word);
        }
    }
    buf_text(&b, "\n");
    assert_true(buf_ok(&b));
    test_golden("src/account/matrix.txt", b.p);
    buf_done(&b);
}

static void names_lead_there_and_back(void **state)
{
    (void)state;
    for (int r = 0; r < ROLES; r++) {
        enum role back;
        assert_true(role_parse(role_name((enum role)r), &back));
        assert_int_equal(back, r);
        assert_true(*role_title((enum role)r));
    }
    enum role none;
    assert_false(role_parse("root", &none));
    assert_false(role_parse(NULL, &none));
    for (int p = 0; p < PERMISSIONS; p++) {
        assert_true(*role_permission_name((enum permission)p));
        assert_true(*role_permission_refusal((enum permission)p));
        /* What lets one know of a thing is itself a reading. */
        enum permission read = role_read_of((enum permission)p);
        assert_int_equal(role_read_of(read), read);
    }
    for (int s = 0; s < SCOPES; s++) assert_true(*role_scope_name((enum scope)s));
}

static bool reads_only(enum permission p)
{
    return p == MAY_OPEN_PROJECT || p == MAY_READ_PROJECT || p == MAY_READ_EXPENDITURE ||
           p == MAY_READ_SENSITIVE || p == MAY_READ_REPORT || p == MAY_READ_DONOR_REPORT ||
           p == MAY_READ_SENT_REPORT || p == MAY_READ_AUDIT || p == MAY_READ_PEOPLE ||
           p == MAY_READ_MAIL || p == MAY_READ_CONSULT;
}

static void auditor_and_donor_write_nothing(void **state)
{
    (void)state;
    for (int p = MAY_NONE; p < PERMISSIONS; p++) {
        bool reads = reads_only((enum permission)p);
        assert_int_equal(role_reach(ROLE_AUDITOR, (enum permission)p),
                         reads ? REACH_ALL : REACH_NONE);
        assert_int_equal(role_reach(ROLE_DONOR, (enum permission)p),
                         p == MAY_OPEN_PROJECT || p == MAY_READ_SENT_REPORT ? REACH_ALL
                                                                            : REACH_NONE);
    }
}

/* ---- one viewer ------------------------------------------------------------------------------ */

enum { PROJECT = 7, ELSEWHERE = 8, LEAD = 70, DA = 71, EHO = 72 };

static struct arena *arena;

static struct cx sees_as(const struct viewer_role *roles, size_t n)
{
    struct cx cx;
    cx_init(&cx, arena);
    cx.locale = i18n_locale("en");
    struct viewer *v = arena_array(arena, struct viewer, 1);
    *v = (struct viewer){ .account = 1, .name = "A", .email = "a@b.c", .lang = "en" };
    v->roles = roles;
    v->n = n;
    cx.viewer = v;
    return cx;
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int take_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void nobody_is_asked_to_sign_in(void **state)
{
    struct cx cx = sees_as(NULL, 0);
    (void)state;
    assert_int_equal(viewer_may(&cx, MAY_READ_PROJECT, PROJECT, 0), RC_MISSING);
    cx.viewer = NULL;
    assert_int_equal(viewer_may(&cx, MAY_READ_PROJECT, PROJECT, 0), RC_LOGIN);
    assert_false(viewer_can(&cx, MAY_READ_PROJECT, PROJECT, 0));
    assert_int_equal(viewer_partner(&cx, MAY_READ_EXPENDITURE, PROJECT), -1);
    assert_int_equal(viewer_is(&cx), 0);
}

static void a_partner_sees_its_own_only(void **state)
{
    const struct viewer_role eho[] = { { ROLE_PARTNER_COORDINATOR, PROJECT, 5, EHO } };
    struct cx cx = sees_as(eho, 1);
    (void)state;
    assert_int_equal(viewer_may(&cx, MAY_READ_EXPENDITURE, PROJECT, EHO), RC_OK);
    assert_int_equal(viewer_may(&cx, MAY_EDIT_EXPENDITURE, PROJECT, EHO), RC_OK);
    assert_int_equal(viewer_may(&cx, MAY_SUBMIT_REPORT, PROJECT, EHO), RC_OK);
    assert_int_equal(viewer_partner(&cx, MAY_READ_EXPENDITURE, PROJECT), EHO);
    assert_int_equal(cx.problems.n, 0);
    /* another partner's: it is not there, whatever one wants with it */
    assert_int_equal(viewer_may(&cx, MAY_READ_EXPENDITURE, PROJECT, DA), RC_MISSING);
    assert_int_equal(viewer_may(&cx, MAY_EDIT_EXPENDITURE, PROJECT, DA), RC_MISSING);
    assert_int_equal(viewer_may(&cx, MAY_SUBMIT_REPORT, PROJECT, DA), RC_MISSING);
    assert_int_equal(cx.problems.n, 0);
    /* another project's */
    assert_int_equal(viewer_may(&cx, MAY_READ_PROJECT, ELSEWHERE, 0), RC_MISSING);
    assert_int_equal(viewer_partner(&cx, MAY_READ_EXPENDITURE, ELSEWHERE), -1);
    /* what one sees but may not do is refused with a sentence */
    assert_int_equal(viewer_may(&cx, MAY_REVIEW_REPORT, PROJECT, EHO), RC_DENIED);
    assert_int_equal(viewer_may(&cx, MAY_EDIT_ACTIVITY, PROJECT, DA), RC_DENIED);
    assert_int_equal(viewer_may(&cx, MAY_EDIT_BUDGET, PROJECT, 0), RC_DENIED);
    assert_int_equal(viewer_may(&cx, MAY_ADMINISTER, 0, 0), RC_DENIED);
    assert_int_equal(cx.problems.n, 4);
    assert_string_equal(cx.problems.first->text, "Only the lead partner checks reports.");
    /* a claim leaves none */
    assert_false(viewer_can(&cx, MAY_EDIT_BUDGET, PROJECT, 0));
    assert_int_equal(cx.problems.n, 4);
}

static void an_organisation_without_a_part_owns_nothing(void **state)
{
    const struct viewer_role nobody[] = { { ROLE_PARTNER_FINANCE, PROJECT, 5, 0 } };
    struct cx cx = sees_as(nobody, 1);
    (void)state;
    assert_false(viewer_can(&cx, MAY_READ_EXPENDITURE, PROJECT, 0));
    assert_false(viewer_can(&cx, MAY_READ_EXPENDITURE, PROJECT, EHO));
    assert_int_equal(viewer_partner(&cx, MAY_READ_EXPENDITURE, PROJECT), -1);
    assert_true(viewer_can(&cx, MAY_READ_PROJECT, PROJECT, 0));
}

static void the_lead_sees_all_and_edits_its_own(void **state)
{
    const struct viewer_role lead[] = { { ROLE_LEAD_COORDINATOR, PROJECT, 1, LEAD } };
    struct cx cx = sees_as(lead, 1);
    (void)state;
    assert_int_equal(viewer_may(&cx, MAY_READ_EXPENDITURE, PROJECT, DA), RC_OK);
    assert_int_equal(viewer_partner(&cx, MAY_READ_EXPENDITURE, PROJECT), 0);
    assert_int_equal(viewer_partner(&cx, MAY_EDIT_EXPENDITURE, PROJECT), LEAD);
    assert_int_equal(viewer_may(&cx, MAY_EDIT_EXPENDITURE, PROJECT, LEAD), RC_OK);
    assert_int_equal(viewer_may(&cx, MAY_EDIT_EXPENDITURE, PROJECT, DA), RC_DENIED);
    assert_int_equal(viewer_may(&cx, MAY_READ_SENSITIVE, PROJECT, DA), RC_DENIED);
    assert_int_equal(viewer_may(&cx, MAY_READ_SENSITIVE, PROJECT, LEAD), RC_OK);
    assert_int_equal(viewer_may(&cx, MAY_ACCEPT_REPORT, PROJECT, DA), RC_OK);
    assert_int_equal(viewer_may(&cx, MAY_CREATE_PROJECT, 0, 0), RC_DENIED);
}

static void the_donor_sees_what_was_sent(void **state)
{
    const struct viewer_role donor[] = { { ROLE_DONOR, PROJECT, 0, 0 } };
    struct cx cx = sees_as(donor, 1);
    (void)state;
    assert_int_equal(viewer_may(&cx, MAY_READ_SENT_REPORT, PROJECT, 0), RC_OK);
    assert_int_equal(viewer_may(&cx, MAY_READ_DONOR_REPORT, PROJECT, 0), RC_MISSING);
    assert_int_equal(viewer_may(&cx, MAY_EDIT_DONOR_REPORT, PROJECT, 0), RC_DENIED);
    assert_int_equal(viewer_may(&cx, MAY_READ_PROJECT, PROJECT, 0), RC_MISSING);
    assert_int_equal(viewer_may(&cx, MAY_READ_EXPENDITURE, PROJECT, DA), RC_MISSING);
}

static void the_administrator_sees_no_money(void **state)
{
    const struct viewer_role admin[] = { { ROLE_ADMINISTRATOR, 0, 0, 0 } };
    struct cx cx = sees_as(admin, 1);
    (void)state;
    assert_int_equal(viewer_may(&cx, MAY_ADMINISTER, 0, 0), RC_OK);
    assert_int_equal(viewer_may(&cx, MAY_READ_PROJECT, ELSEWHERE, 0), RC_OK);
    assert_int_equal(viewer_may(&cx, MAY_READ_AUDIT, PROJECT, 0), RC_OK);
    assert_int_equal(viewer_may(&cx, MAY_READ_EXPENDITURE, PROJECT, DA), RC_MISSING);
    assert_int_equal(viewer_may(&cx, MAY_READ_EXPENDITURE, PROJECT, 0), RC_DENIED);
    assert_int_equal(viewer_may(&cx, MAY_EDIT_PROJECT, PROJECT, 0), RC_DENIED);
}

static void roles_add_up(void **state)
{
    const struct viewer_role both[] = { { ROLE_PARTNER_FINANCE, PROJECT, 5, EHO },
                                        { ROLE_AUDITOR, ELSEWHERE, 0, 0 } };
    struct cx cx = sees_as(both, 2);
    (void)state;
    assert_true(viewer_can(&cx, MAY_EDIT_EXPENDITURE, PROJECT, EHO));
    assert_false(viewer_can(&cx, MAY_READ_EXPENDITURE, PROJECT, DA));
    assert_true(viewer_can(&cx, MAY_READ_EXPENDITURE, ELSEWHERE, DA));
    assert_false(viewer_can(&cx, MAY_EDIT_EXPENDITURE, ELSEWHERE, EHO));
    assert_string_equal(viewer_titles(&cx, PROJECT), "Partner finance officer");
    assert_string_equal(viewer_titles(&cx, 0), "Partner finance officer, Auditor");
}

static void the_system_may_do_everything(void **state)
{
    struct cx cx = sees_as(NULL, 0);
    (void)state;
    cx.viewer = viewer_system(&cx, "root");
    for (int p = MAY_NONE + 1; p < PERMISSIONS; p++)
        assert_int_equal(viewer_may(&cx, (enum permission)p, PROJECT, DA), RC_OK);
    assert_int_equal(viewer_partner(&cx, MAY_EDIT_EXPENDITURE, PROJECT), 0);
    assert_string_equal(viewer_actor(&cx).name, "root");
    assert_int_equal(viewer_actor(&cx).id, 0);
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, take_down)
TESTS(role, cmocka_unit_test(the_matrix_is_the_agreed_one),
      cmocka_unit_test(names_lead_there_and_back),
      cmocka_unit_test(auditor_and_donor_write_nothing), WITH_ARENA(nobody_is_asked_to_sign_in),
      WITH_ARENA(a_partner_sees_its_own_only),
      WITH_ARENA(an_organisation_without_a_part_owns_nothing),
      WITH_ARENA(the_lead_sees_all_and_edits_its_own), WITH_ARENA(the_donor_sees_what_was_sent),
      WITH_ARENA(the_administrator_sees_no_money), WITH_ARENA(roles_add_up),
      WITH_ARENA(the_system_may_do_everything));
