/* SPDX-License-Identifier: EUPL-1.2 */
/* people.c — the rows are written as SQL, for the domains that own them lie above; the people come
 * by the rules.
 */
#include "tests/people.h"

#include "i18n/i18n.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <string.h>

static const char rows[] =
    "INSERT INTO organisation (id, short_name, name, name_latin, country, city, sort_key) VALUES"
    " (1, 'MCIC', 'МЦМС', 'MCMS', 'MK', 'Skopje', 'mcic'),"
    " (2, 'EHO', 'ЕХО', 'EHO', 'RS', 'Novi Sad', 'eho'),"
    " (3, 'DA', 'DA', 'DA', 'AL', 'Tirana', 'da'),"
    " (4, 'CNVOS', 'CNVOS', 'CNVOS', 'SI', 'Ljubljana', 'cnvos');"
    "INSERT INTO project (id, code, title, programme, donor, contract_no, starts_on, ends_on,"
    " currency, grant_max, grant_e2, rule_set, rule_version, state, created_at) VALUES"
    " (1, 'PIA', 'Partnership in Action', 'P', 'EC', '1', '2007-01-01', '2008-12-31', 'EUR',"
    "  10000000, 9000, 'eu-2006', 1, 'running', '2007-01-01T00:00:00Z'),"
    " (2, 'ELSE', 'Another', 'P', 'EC', '2', '2007-01-01', '2008-12-31', 'EUR',"
    "  10000000, 9000, 'eu-2006', 1, 'running', '2007-01-01T00:00:00Z');"
    "INSERT INTO partner (id, project_id, organisation_id, role, language, book_currency, position)"
    " VALUES (1, 1, 1, 'lead', 'mk', 'MKD', 1), (2, 1, 2, 'co_beneficiary', 'sr', 'RSD', 2),"
    " (3, 1, 3, 'co_beneficiary', 'sq', 'ALL', 3), (4, 2, 4, 'lead', 'sl', 'EUR', 1);"
    /* SQLite goes on behind the highest number by itself. */
    "\n-- @pg\n"
    "SELECT setval(pg_get_serial_sequence('organisation', 'id'), 4);"
    "SELECT setval(pg_get_serial_sequence('project', 'id'), 2);"
    "SELECT setval(pg_get_serial_sequence('partner', 'id'), 4);"
    "\n-- @end\n";

int64_t people_add(struct cx *cx, const char *email, enum role role, int64_t project,
                   int64_t organisation)
{
    int64_t id = 0;
    const struct account_new n = { .email = email, .name = email, .lang = "en", .demo = true };
    const struct grant g = { role_name(role), project, organisation };
    assert_int_equal(db_begin(cx), RC_OK);
    enum rc rc = account_create(cx, &n, &id);
    if (!rc) rc = grant_role(cx, id, &g, 0);
    assert_int_equal(db_end(cx, rc), RC_OK);
    return id;
}

void people_make(struct cx *cx, struct people *out)
{
    cx->locale = i18n_locale("en");
    cx->viewer = viewer_system(cx, "test");
    test_script(cx, rows);
    for (int r = 0; r < ROLES; r++) {
        const enum role role = (enum role)r;
        const char *email = arena_printf(cx->arena, "%s@example.org", role_name(role));
        out->account[r] = people_add(cx, email, role, role == ROLE_ADMINISTRATOR ? 0 : PROJECT,
                                     role_is_partner(role) ? ORG_EHO : 0);
    }
}

const char *people_sign_in(struct cx *cx, int64_t account)
{
    const struct session_place here = { "127.0.0.1", "test" };
    struct session_new made;
    struct session found;
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, session_start(cx, account, &here, &made)), RC_OK);
    assert_int_equal(session_find(cx, made.token, &found), RC_OK);
    assert_non_null(found.viewer);
    cx->viewer = found.viewer;
    return arena_dup(cx->arena, made.token);
}
