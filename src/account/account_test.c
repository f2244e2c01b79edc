/* SPDX-License-Identifier: EUPL-1.2 */
/* account_test.c — accounts, roles given and withdrawn, links, locking. */
#include "account/account.h"

#include "account/grant.h"
#include "account/signin.h"
#include "i18n/i18n.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <string.h>

static const struct session_place here = { "192.0.2.1", "test" };

static const char *said(struct cx *cx)
{
    const char *text = cx->problems.first ? cx->problems.first->text : "";
    cx->problems = (struct problems){ 0 };
    return text;
}

static const char *field(struct cx *cx)
{
    const char *name = cx->problems.first ? cx->problems.first->field : "none";
    cx->problems = (struct problems){ 0 };
    return name;
}

static size_t open_sessions(struct cx *cx, int64_t account)
{
    struct session_open_rows rows;
    assert_int_equal(session_list(cx, account, &rows), RC_OK);
    return rows.n;
}

static bool token_works(struct cx *cx, const char *token)
{
    struct session s;
    assert_int_equal(session_find(cx, token, &s), RC_OK);
    return s.viewer != NULL;
}

/* ---- inviting -------------------------------------------------------------------------------- */

static void invites(struct cx *cx)
{
    struct people p;
    struct grant_invited made;
    struct session_new session;
    struct session found;
    people_make(cx, &p);
    people_sign_in(cx, p.account[ROLE_LEAD_COORDINATOR]);
    const struct grant_invite ana = { .email = " Ana@EHO.example ",
                                      .name = "Ана Петровић",
                                      .lang = "sr",
                                      .grant = { "partner_finance", PROJECT, ORG_EHO } };
    assert_int_equal(grant_invite(cx, &ana, &made), RC_OK);
    assert_true(made.made && made.has_link);
    assert_int_equal(made.link.expires_at, cx->now + 7 * 86400);
    assert_int_equal(strlen(made.link.word), 43);
    /* the word is nowhere in the database */
    assert_int_equal(test_count(cx, arena_printf(cx->arena,
                                                 "SELECT COUNT(*) FROM invitation WHERE token_hash "
                                                 "LIKE '%%%.20s%%'",
                                                 made.link.word)),
                     0);
    /* a bad password does not use it up */
    cx->viewer = NULL;
    assert_int_equal(invitation_accept(cx, made.link.word, "short", &here, &session), RC_INVALID);
    assert_string_equal(field(cx), "new_password");
    assert_int_equal(invitation_accept(cx, made.link.word, "klupa u parku 17", &here, &session),
                     RC_OK);
    assert_int_equal(session_find(cx, session.token, &found), RC_OK);
    assert_string_equal(found.viewer->name, "Ана Петровић");
    assert_string_equal(found.viewer->email, "Ana@EHO.example");
    assert_int_equal(found.viewer->n, 1);
    assert_int_equal(found.viewer->roles[0].role, ROLE_PARTNER_FINANCE);
    assert_int_equal(found.viewer->roles[0].partner, PARTNER_EHO);
    /* once only */
    assert_int_equal(invitation_accept(cx, made.link.word, "klupa u parku 18", &here, &session),
                     RC_MISSING);
    assert_non_null(strstr(said(cx), "used already"));
}
static void an_invitation_is_used_once(void **state)
{
    (void)state;
    test_on_engines(invites);
}

static void too_late(struct cx *cx)
{
    struct people p;
    struct invitation_new first, second;
    struct invitation_by_hash_row link;
    people_make(cx, &p);
    const int64_t who = p.account[ROLE_AUDITOR];
    assert_int_equal(account_link(cx, who, &first), RC_OK);
    assert_int_equal(invitation_find(cx, first.word, &link), RC_OK);
    assert_int_equal(link.account, who);
    assert_int_equal(account_link(cx, who, &second), RC_OK);
    assert_int_equal(invitation_find(cx, first.word, &link), RC_MISSING);
    cx->now += INVITATION_LASTS - 1;
    assert_int_equal(invitation_find(cx, second.word, &link), RC_OK);
    cx->now += 1;
    assert_int_equal(invitation_find(cx, second.word, &link), RC_MISSING);
    assert_int_equal(invitation_find(cx, "no-such-word", &link), RC_MISSING);
}
static void a_link_grows_old_or_is_replaced(void **state)
{
    (void)state;
    test_on_engines(too_late);
}

static void race(struct cx *cx)
{
    struct people p;
    struct invitation_new link;
    struct session_new a, b;
    people_make(cx, &p);
    assert_int_equal(account_link(cx, p.account[ROLE_DONOR], &link), RC_OK);
    assert_int_equal(invitation_accept(cx, link.word, "klupa u parku 17", &here, &a), RC_OK);
    /* the second one found it unused, and was slower */
    cx->now -= 1;
    assert_int_equal(invitation_accept(cx, link.word, "klupa u parku 18", &here, &b), RC_MISSING);
    assert_true(token_works(cx, a.token));
}
static void the_slower_of_two_loses(void **state)
{
    (void)state;
    test_on_engines(race);
}

static void links_worth_more(struct cx *cx)
{
    struct people p;
    struct grant_invited made;
    people_make(cx, &p);
    /* an administrator invites a new administrator; the lead invites the same person */
    const struct grant_invite boss = { .email = "boss@example.org",
                                       .name = "Boss",
                                       .lang = "en",
                                       .grant = { "administrator", 0, 0 } };
    const struct grant_invite same = { .email = "BOSS@example.org",
                                       .name = "Boss",
                                       .lang = "en",
                                       .grant = { "auditor", PROJECT, 0 } };
    assert_int_equal(grant_invite(cx, &boss, &made), RC_OK);
    assert_true(made.made && made.has_link);
    people_sign_in(cx, p.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(grant_invite(cx, &same, &made), RC_OK);
    assert_false(made.made);
    assert_false(made.has_link);
    /* somebody with a password needs no link either */
    const struct grant_invite donor = {
        .email = "auditor@example.org", .name = "-", .lang = "en", .grant = { "donor", PROJECT, 0 }
    };
    assert_int_equal(grant_invite(cx, &donor, &made), RC_OK);
    assert_false(made.has_link);
    /* one's own invited person gets a fresh link with a second role */
    struct grant_invite own = {
        .email = "new@example.org", .name = "New", .lang = "en", .grant = { "auditor", PROJECT, 0 }
    };
    assert_int_equal(grant_invite(cx, &own, &made), RC_OK);
    assert_true(made.has_link);
    own.grant.role = "donor";
    assert_int_equal(grant_invite(cx, &own, &made), RC_OK);
    assert_true(made.has_link && !made.made);
}
static void a_link_is_given_to_nobody_it_would_raise(void **state)
{
    (void)state;
    test_on_engines(links_worth_more);
}

static void bad_invitations(struct cx *cx)
{
    struct people p;
    struct grant_invited made;
    struct grant_invite in = { .email = "x@example.org",
                               .name = "X",
                               .lang = "en",
                               .grant = { "partner_finance", PROJECT, ORG_EHO } };
    people_make(cx, &p);
    people_sign_in(cx, p.account[ROLE_LEAD_COORDINATOR]);
    static const char *const bad[] = { "",       "x",       "@x.org",  "x@",       "x@org",
                                       "x@.org", "a@b@c.d", "x y@z.w", "x@y.org.", NULL };
    for (const char *const *e = bad; *e; e++) {
        in.email = *e;
        assert_int_equal(grant_invite(cx, &in, &made), RC_INVALID);
        assert_string_equal(field(cx), "email");
    }
    in.email = "x@example.org";
    in.lang = "xx";
    assert_int_equal(grant_invite(cx, &in, &made), RC_INVALID);
    assert_string_equal(field(cx), "lang");
    in.lang = "en";
    in.name = "";
    assert_int_equal(grant_invite(cx, &in, &made), RC_INVALID);
    assert_string_equal(field(cx), "name");
    in.name = "X";
    in.grant.role = "emperor";
    assert_int_equal(grant_invite(cx, &in, &made), RC_INVALID);
    assert_string_equal(field(cx), "role");
    in.grant = (struct grant){ "partner_finance", PROJECT, ORG_CNVOS };
    assert_int_equal(grant_invite(cx, &in, &made), RC_INVALID);
    assert_string_equal(field(cx), "organisation");
    in.grant = (struct grant){ "lead_finance", PROJECT, ORG_EHO };
    assert_int_equal(grant_invite(cx, &in, &made), RC_INVALID);
    assert_string_equal(field(cx), "organisation");
    in.grant = (struct grant){ "partner_finance", PROJECT, 0 };
    assert_int_equal(grant_invite(cx, &in, &made), RC_INVALID);
    assert_string_equal(field(cx), "organisation");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM account WHERE email_key = "
                                    "'x@example.org'"),
                     0);
}
static void bad_invitations_change_nothing(void **state)
{
    (void)state;
    test_on_engines(bad_invitations);
}

/* ---- who may grant what ---------------------------------------------------------------------- */

static void granting(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const int64_t donor = p.account[ROLE_DONOR];
    const struct grant auditor = { "auditor", PROJECT, 0 }, away = { "auditor", ELSEWHERE, 0 },
                       admin = { "administrator", 0, 0 };
    for (int r = 0; r < ROLES; r++) {
        people_sign_in(cx, p.account[r]);
        bool inviter = r == ROLE_ADMINISTRATOR || r == ROLE_LEAD_COORDINATOR;
        enum rc rc = grant_role(cx, donor, &auditor, 0);
        if (inviter) {
            struct account_role_of_rows roles;
            assert_int_equal(rc, RC_OK);
            assert_int_equal(grant_role(cx, donor, &auditor, 0), RC_CONFLICT);
            assert_int_equal(account_role_of(cx, donor, &roles), RC_OK);
            assert_int_equal(roles.n, 2);
            assert_int_equal(grant_withdraw(cx, roles.v[1].id, ELSEWHERE, 0, NULL), RC_MISSING);
            assert_int_equal(grant_withdraw(cx, roles.v[1].id, PROJECT, 0, NULL), RC_OK);
        } else {
            assert_int_equal(rc, r == ROLE_DONOR ? RC_MISSING : RC_DENIED);
        }
        if (r == ROLE_ADMINISTRATOR) continue;
        assert_int_equal(grant_role(cx, donor, &away, 0), RC_MISSING);
        assert_int_equal(grant_role(cx, donor, &admin, 0), RC_DENIED);
        assert_int_equal(account_lock(cx, donor), RC_DENIED);
        assert_int_equal(account_unlock(cx, donor), RC_DENIED);
        assert_int_equal(account_end_sessions(cx, donor), RC_DENIED);
        struct invitation_new link;
        assert_int_equal(account_link(cx, donor, &link), RC_DENIED);
        assert_int_equal(account_set_password_by_hand(cx, donor, "klupa u parku 17"), RC_DENIED);
    }
    cx->viewer = NULL;
    assert_int_equal(grant_role(cx, donor, &auditor, 0), RC_LOGIN);
}
static void only_those_who_may_grant(void **state)
{
    (void)state;
    test_on_engines(granting);
}

static void one_organisation(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const struct grant da = { "partner_finance", PROJECT, ORG_DA },
                       eho = { "partner_coordinator", PROJECT, ORG_EHO },
                       away = { "auditor", ELSEWHERE, ORG_CNVOS };
    const int64_t who = p.account[ROLE_PARTNER_FINANCE];
    assert_int_equal(grant_role(cx, who, &da, 0), RC_CONFLICT);
    assert_non_null(strstr(said(cx), "another organisation"));
    assert_int_equal(grant_role(cx, who, &eho, 0), RC_OK);
    assert_int_equal(grant_role(cx, who, &away, 0), RC_OK);
    people_sign_in(cx, who);
    assert_int_equal(cx->viewer->n, 3);
    assert_int_equal(viewer_partner(cx, MAY_EDIT_EXPENDITURE, PROJECT), PARTNER_EHO);
}
static void a_person_acts_for_one_organisation(void **state)
{
    (void)state;
    test_on_engines(one_organisation);
}

static void rotation(struct cx *cx)
{
    struct people p;
    int64_t whose = 0;
    struct account_role_of_rows roles;
    people_make(cx, &p);
    const int64_t who = p.account[ROLE_PARTNER_FINANCE];
    const struct viewer *system = cx->viewer;
    const char *token = people_sign_in(cx, who);
    cx->viewer = system;
    const struct grant more = { "partner_coordinator", PROJECT, ORG_EHO };
    assert_int_equal(grant_role(cx, who, &more, 0), RC_OK);
    assert_false(token_works(cx, token));
    token = people_sign_in(cx, who);
    cx->viewer = system;
    assert_int_equal(account_role_of(cx, who, &roles), RC_OK);
    assert_int_equal(grant_withdraw(cx, roles.v[1].id, 0, 0, &whose), RC_OK);
    assert_int_equal(whose, who);
    assert_false(token_works(cx, token));
    assert_int_equal(open_sessions(cx, who), 0);
}
static void a_change_of_roles_ends_sessions(void **state)
{
    (void)state;
    test_on_engines(rotation);
}

static void last_one(struct cx *cx)
{
    struct people p;
    struct account_role_of_rows roles;
    people_make(cx, &p);
    const int64_t admin = p.account[ROLE_ADMINISTRATOR];
    assert_int_equal(account_role_of(cx, admin, &roles), RC_OK);
    assert_int_equal(grant_withdraw(cx, roles.v[0].id, 0, 0, NULL), RC_CONFLICT);
    assert_int_equal(account_lock(cx, admin), RC_CONFLICT);
    assert_non_null(strstr(said(cx), "only administrator"));
    const struct grant more = { "administrator", 0, 0 };
    assert_int_equal(grant_role(cx, p.account[ROLE_DONOR], &more, 0), RC_OK);
    people_sign_in(cx, admin);
    assert_int_equal(account_lock(cx, admin), RC_CONFLICT);
    assert_non_null(strstr(said(cx), "your own"));
    assert_int_equal(grant_withdraw(cx, roles.v[0].id, 0, 0, NULL), RC_OK);
    /* the lead's coordinator cannot leave the project without one */
    people_sign_in(cx, p.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(account_role_of(cx, viewer_is(cx), &roles), RC_OK);
    assert_int_equal(grant_withdraw(cx, roles.v[0].id, PROJECT, 0, NULL), RC_CONFLICT);
}
static void somebody_must_administer(void **state)
{
    (void)state;
    test_on_engines(last_one);
}

static void locks(struct cx *cx)
{
    struct people p;
    struct invitation_new link;
    struct invitation_by_hash_row found;
    people_make(cx, &p);
    const int64_t who = p.account[ROLE_AUDITOR];
    const struct viewer *system = cx->viewer;
    const char *token = people_sign_in(cx, who);
    cx->viewer = system;
    assert_int_equal(account_link(cx, who, &link), RC_OK);
    assert_int_equal(account_lock(cx, who), RC_OK);
    assert_int_equal(account_lock(cx, who), RC_OK);
    assert_false(token_works(cx, token));
    assert_int_equal(invitation_find(cx, link.word, &found), RC_MISSING);
    assert_int_equal(account_link(cx, who, &link), RC_CONFLICT);
    assert_int_equal(account_unlock(cx, who), RC_OK);
    assert_false(token_works(cx, token));
    assert_int_equal(account_link(cx, who, &link), RC_OK);
    assert_int_equal(account_lock(cx, 999), RC_MISSING);
}
static void a_locked_account_is_out(void **state)
{
    (void)state;
    test_on_engines(locks);
}

/* ---- lists, lead without organisation, own account ------------------------------------------- */

static void lists(struct cx *cx)
{
    struct people p;
    struct account_listed_rows rows, more;
    people_make(cx, &p);
    assert_int_equal(account_list(cx, "Partner_F", NULL, NULL, 50, &rows), RC_OK);
    assert_int_equal(rows.n, 1);
    assert_string_equal(rows.v[0].role, "partner_finance");
    assert_string_equal(rows.v[0].project, "PIA");
    assert_string_equal(rows.v[0].organisation, "EHO");
    assert_int_equal(account_list(cx, "%", NULL, NULL, 50, &rows), RC_OK);
    assert_int_equal(rows.n, 0);
    assert_int_equal(account_list(cx, NULL, "locked", NULL, 50, &rows), RC_OK);
    assert_int_equal(rows.n, 0);
    assert_int_equal(account_list(cx, NULL, NULL, NULL, 4, &rows), RC_OK);
    assert_int_equal(rows.n, 4);
    assert_int_equal(account_list(cx, NULL, NULL, &rows.v[3], 50, &more), RC_OK);
    assert_int_equal(more.n, ROLES - 4);
    assert_true(strcmp(rows.v[3].sort_key, more.v[0].sort_key) < 0);
    assert_int_equal(account_people(cx, PROJECT, &rows), RC_OK);
    assert_int_equal(rows.n, ROLES - 1);
    assert_int_equal(account_people(cx, ELSEWHERE, &rows), RC_OK);
    assert_int_equal(rows.n, 0);
}
static void accounts_are_listed_and_found(void **state)
{
    (void)state;
    test_on_engines(lists);
}

static void lead_without(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    /* given before the project had a lead partner: found out at sign-in */
    test_script(cx, "UPDATE account_role SET organisation_id = NULL WHERE role = 'lead_finance'");
    people_sign_in(cx, p.account[ROLE_LEAD_FINANCE]);
    assert_int_equal(cx->viewer->n, 1);
    assert_int_equal(cx->viewer->roles[0].partner, PARTNER_MCIC);
    people_sign_in(cx, p.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(cx->viewer->roles[0].organisation, ORG_MCIC);
    assert_int_equal(cx->viewer->roles[0].partner, PARTNER_MCIC);
    people_sign_in(cx, p.account[ROLE_AUDITOR]);
    assert_int_equal(cx->viewer->n, 1);
    assert_int_equal(cx->viewer->roles[0].partner, 0);
}
static void a_lead_role_acts_for_the_lead_partner(void **state)
{
    (void)state;
    test_on_engines(lead_without);
}

static void own(struct cx *cx)
{
    struct people p;
    struct account_by_id_row row;
    people_make(cx, &p);
    people_sign_in(cx, p.account[ROLE_DONOR]);
    assert_int_equal(account_set_own(cx, "Đorđe", "sr-Cyrl"), RC_OK);
    assert_int_equal(account_by_id(cx, p.account[ROLE_DONOR], &row), RC_OK);
    assert_string_equal(row.name, "Đorđe");
    assert_string_equal(row.lang, "sr-Cyrl");
    assert_int_equal(account_set_language(cx, "en"), RC_OK);
    assert_int_equal(account_set_language(cx, "tlh"), RC_INVALID);
    assert_int_equal(account_set_own(cx, "", "en"), RC_INVALID);
    assert_int_equal(account_by_id(cx, p.account[ROLE_DONOR], &row), RC_OK);
    assert_string_equal(row.name, "Đorđe");
    assert_string_equal(row.lang, "en");
    struct account_listed_rows rows;
    assert_int_equal(account_list(cx, "ДЈОРДЈЕ", NULL, NULL, 5, &rows), RC_OK);
    assert_int_equal(rows.n, 1);
}
static void one_changes_ones_own_name(void **state)
{
    (void)state;
    test_on_engines(own);
}

static void audit(struct cx *cx)
{
    struct people p;
    struct invitation_new link;
    struct session_new session;
    struct audit_verdict v;
    people_make(cx, &p);
    assert_int_equal(account_link(cx, p.account[ROLE_DONOR], &link), RC_OK);
    assert_int_equal(invitation_accept(cx, link.word, "klupa u parku 17", &here, &session), RC_OK);
    assert_int_equal(account_lock(cx, p.account[ROLE_AUDITOR]), RC_DENIED);
    cx->viewer = viewer_system(cx, "test");
    assert_int_equal(account_lock(cx, p.account[ROLE_AUDITOR]), RC_OK);
    static const char *const actions[] = { "account.create", "account.grant", "account.link",
                                           "session.start",  "account.lock",  "account.password" };
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        assert_true(
            test_count(cx, arena_printf(cx->arena, "SELECT COUNT(*) FROM audit WHERE action = '%s'",
                                        actions[i])) > 0);
    /* no secret has got into it */
    static const char *const secrets[] = { "argon2", "klupa", "token_hash", "192.0.2.1", NULL };
    for (const char *const *s = secrets; *s; s++)
        assert_int_equal(test_count(cx, arena_printf(cx->arena,
                                                     "SELECT COUNT(*) FROM audit WHERE before_json "
                                                     "LIKE '%%%s%%' OR after_json LIKE '%%%s%%'",
                                                     *s, *s)),
                         0);
    assert_int_equal(audit_verify(cx, &v), RC_OK);
    assert_int_equal(v.bad_seq, 0);
}
static void every_change_is_in_the_audit_trail(void **state)
{
    (void)state;
    test_on_engines(audit);
}

TESTS(account, cmocka_unit_test(an_invitation_is_used_once),
      cmocka_unit_test(a_link_grows_old_or_is_replaced), cmocka_unit_test(the_slower_of_two_loses),
      cmocka_unit_test(a_link_is_given_to_nobody_it_would_raise),
      cmocka_unit_test(bad_invitations_change_nothing), cmocka_unit_test(only_those_who_may_grant),
      cmocka_unit_test(a_person_acts_for_one_organisation),
      cmocka_unit_test(a_change_of_roles_ends_sessions), cmocka_unit_test(somebody_must_administer),
      cmocka_unit_test(a_locked_account_is_out), cmocka_unit_test(accounts_are_listed_and_found),
      cmocka_unit_test(a_lead_role_acts_for_the_lead_partner),
      cmocka_unit_test(one_changes_ones_own_name),
      cmocka_unit_test(every_change_is_in_the_audit_trail));
