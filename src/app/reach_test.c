/* SPDX-License-Identifier: EUPL-1.2 */
/* reach_test.c — numbers of other people in addresses and forms. permission_test.c holds that the
 * first number of an address decides; here every number of every route, and every field of every
 * form that names something, is that of somebody else. Nothing of theirs may show, in no format,
 * and nothing of theirs may change. Written from the route tables: a new route is walked as it is,
 * and a new kind of number fails here until it is said what is one's own and what is not.
 */
#include "account/token.h"
#include "app/app.h"
#include "base/log.h"
#include "store/db.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"
#include "web/form.h"

#include <string.h>

#define MARK "Zabranjeno"

/* ---- two sides ------------------------------------------------------------------------------- */

/* Whose things: a project, and a partner of it. */
struct place {
    int64_t project, partner, account;
};

/* What a number of an address or a field is called, and how one is found. :j project, :p partner,
 * :a account. ${open}: it may be known to all, or says nothing by itself. */
#define IN_PROJECT(table, of)                                                     \
    "SELECT MAX(x.id) FROM " table " x JOIN " of " o ON o.id = x." of "_id WHERE" \
    " o.project_id = :j"
static const struct kind {
    const char *name, *sql;
    bool open;
} kinds[] = {
    { "project", "SELECT :j", false },
    { "partner", "SELECT :p", false },
    { "report", "SELECT MAX(id) FROM partner_report WHERE partner_id = :p", false },
    { "expenditure", "SELECT MAX(id) FROM expenditure WHERE partner_id = :p", false },
    { "attachment",
      "SELECT MAX(a.id) FROM attachment a JOIN expenditure e ON e.id = a.object_id"
      " WHERE a.object_type = 'expenditure' AND e.partner_id = :p",
      false },
    { "question",
      "SELECT MAX(q.id) FROM question q JOIN partner_report r ON r.id = q.report_id"
      " WHERE r.partner_id = :p",
      false },
    { "activity", "SELECT MAX(id) FROM activity WHERE partner_id = :p", false },
    { "component", "SELECT MAX(id) FROM component WHERE project_id = :j", false },
    { "period", "SELECT MAX(id) FROM period WHERE project_id = :j", false },
    { "version", "SELECT MAX(id) FROM budget_version WHERE project_id = :j", false },
    { "line", "SELECT MAX(id) FROM budget_line WHERE project_id = :j", false },
    { "file",
      "SELECT MAX(a.id) FROM attachment a JOIN partner_report r ON r.id = a.object_id"
      " WHERE a.object_type = 'expenditure_import' AND r.partner_id = :p",
      false },
    { "role", "SELECT MAX(id) FROM account_role WHERE project_id = :j AND account_id <> :a",
      false },
    { "account", "SELECT :a", false },
    { "session", "SELECT MAX(id) FROM session WHERE account_id = :a", false },
    { "token", "SELECT MAX(id) FROM api_token WHERE account_id = :a", false },
    { "mail", "SELECT MAX(id) FROM mail WHERE project_id = :j", false },
    { "body", "SELECT MAX(id) FROM body WHERE project_id = :j", false },
    { "mandate", IN_PROJECT("mandate", "body"), false },
    { "meeting", "SELECT MAX(id) FROM meeting WHERE project_id = :j", false },
    { "slot", IN_PROJECT("meeting_slot", "meeting"), false },
    { "person", IN_PROJECT("meeting_person", "meeting"), false },
    { "item", "SELECT MAX(id) FROM agenda_item WHERE project_id = :j", false },
    { "aside",
      "SELECT MAX(a.id) FROM agenda_aside a JOIN agenda_item i ON i.id = a.item_id"
      " WHERE i.project_id = :j",
      false },
    { "paper",
      "SELECT MAX(a.id) FROM agenda_paper a JOIN agenda_item i ON i.id = a.item_id"
      " WHERE i.project_id = :j",
      false },
    { "consultation", "SELECT MAX(id) FROM consultation WHERE project_id = :j", false },
    { "seat",
      "SELECT MAX(s.id) FROM consultation_seat s JOIN consultation_round r ON r.id = s.round_id"
      " JOIN consultation c ON c.id = r.consultation_id WHERE c.project_id = :j",
      false },
    { "decision", "SELECT MAX(id) FROM decision WHERE project_id = :j", false },
    { "task", "SELECT MAX(id) FROM task WHERE project_id = :j", false },
    { "comment",
      "SELECT MAX(id) FROM comment WHERE project_id = :j AND COALESCE(partner_id, 0) IN (0, :p)",
      false },
    /* Of a kind that {word} says; “none” is no kind. */
    { "thread", "SELECT MAX(id) FROM expenditure WHERE partner_id = :p", false },
    { "notice", "SELECT MAX(id) FROM notice WHERE account_id = :a", false },
    { "moment", "SELECT 1203930000", true },
    { "organisation", "SELECT organisation_id FROM partner WHERE id = :p", true },
    { "segment", "SELECT MAX(id) FROM segment", true },
    { "no", "SELECT 2", true },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* Fields that name one of them by another word. */
static const char *const also[][2] = {
    { "budget_line", "line" },     { "from_line", "line" },     { "to_line", "line" },
    { "from_partner", "partner" }, { "to_partner", "partner" }, { "line_key", "line" },
};

static size_t kind_of(str name)
{
    for (size_t i = 0; i < sizeof also / sizeof *also; i++)
        if (str_is(name, also[i][0])) name = str_of(also[i][1]);
    for (size_t i = 0; i < KINDS; i++)
        if (str_is(name, kinds[i].name)) return i;
    return KINDS;
}

static const char *filled(struct cx *cx, const char *sql, const struct place *of)
{
    const char *made = "";
    for (; *sql; sql++) {
        int64_t v = sql[0] != ':'   ? 0
                    : sql[1] == 'j' ? of->project
                    : sql[1] == 'p' ? of->partner
                    : sql[1] == 'a' ? of->account
                                    : 0;
        made = v ? arena_printf(cx->arena, "%s%lld", made, (long long)v)
                 : arena_printf(cx->arena, "%s%c", made, *sql);
        sql += v != 0;
    }
    return made;
}

/* PostgreSQL sums to a type of its own. */
static int64_t count(struct cx *cx, const char *sql, const struct place *of)
{
    return test_count(cx,
                      arena_printf(cx->arena, "SELECT CAST((%s) AS BIGINT)", filled(cx, sql, of)));
}

struct side {
    struct cx *cx, at; /* at: with memory of its own, for one address */
    struct browser browser;
    struct place own, other;
    int64_t mine[KINDS], theirs[KINDS];
    const char *readable;         /* of their things, what everybody of the project may look at */
    const char *const *untouched; /* statements whose figures stay */
    struct db_stmt figures;       /* all of them in one */
    int tried;
};

static void find_numbers(struct side *s)
{
    for (size_t i = 0; i < KINDS; i++) {
        s->mine[i] = count(s->cx, kinds[i].sql, &s->own);
        s->theirs[i] = count(s->cx, kinds[i].sql, &s->other);
    }
}

/* ---- addresses ------------------------------------------------------------------------------- */

static size_t numbers_in(const struct route *r, size_t kind[4])
{
    size_t n = 0;
    str rest = str_of(r->pattern);
    (void)str_cut(&rest, '{');
    while (rest.n) {
        str name = str_cut(&rest, '}');
        (void)str_cut(&rest, '{');
        if (str_is(name, "word")) continue;
        kind[n] = kind_of(name);
        if (kind[n] == KINDS) fail_msg("%s: whose is {%.*s}?", r->pattern, (int)name.n, name.p);
        n++;
    }
    return n;
}

/* The address with the numbers of ${mask} theirs; NULL where that is the same as with one's own, or
 * where there is no such thing to name. ${secret}: one of them is nobody else's business. */
static const char *address(const struct side *s, const struct route *r, unsigned mask, bool *secret)
{
    size_t kind[4], n = numbers_in(r, kind), at = 0;
    const char *made = "";
    *secret = false;
    for (size_t i = 0; i < n; i++) {
        int64_t mine = s->mine[kind[i]], theirs = s->theirs[kind[i]];
        bool their = mask >> i & 1;
        if ((their && (mine == theirs || !theirs)) || (!their && !mine)) return NULL;
        bool open = kinds[kind[i]].open ||
                    (r->method == METHOD_GET && z_eq(s->readable, kinds[kind[i]].name));
        *secret = *secret || (their && !open);
    }
    for (const char *p = r->pattern; *p; p++) {
        if (*p != '{') {
            made = arena_printf(s->cx->arena, "%s%c", made, *p);
            continue;
        }
        if (strncmp(p, "{word}", 6) == 0) {
            made = arena_printf(s->cx->arena, "%snone", made);
        } else {
            int64_t id = mask >> at & 1 ? s->theirs[kind[at]] : s->mine[kind[at]];
            made = arena_printf(s->cx->arena, "%s%lld", made, (long long)id);
            at++;
        }
        p = strchr(p, '}');
    }
    return made;
}

/* What pages are asked for behind the question mark, all of it theirs. */
static const char *asking(const struct side *s)
{
    const char *q = "?q=zabran&no=1&page=1&after=0&show=all&state=draft";
    for (size_t i = 0; i < KINDS; i++)
        q = arena_printf(s->cx->arena, "%s&%s=%lld", q, kinds[i].name, (long long)s->theirs[i]);
    return q;
}

/* The session as it was at the beginning, in the memory of this address. */
static struct browser fresh(const struct side *s)
{
    struct browser b = s->browser;
    b.cookies.v = arena_array(s->cx->arena, struct pair, b.cookies.n + 8);
    b.cookies.cap = b.cookies.n + 8;
    memcpy(b.cookies.v, s->browser.cookies.v, b.cookies.n * sizeof *b.cookies.v);
    return b;
}

/* ---- looking --------------------------------------------------------------------------------- */

/* No answer is without them: page, data, file, refusal. */
static void has_headers(const struct answer *a, const char *path)
{
    static const char *const names[] = {
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cache-Control",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
        "X-Request-Id",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!*site_header(a, names[i])) fail_msg("%s (%d) lacks %s", path, a->status, names[i]);
    const char *csp = site_header(a, "Content-Security-Policy");
    bool page = a->rs->file < 0 && a->rs->type && strstr(a->rs->type, "html");
    if (page && (strstr(csp, "unsafe") || !strstr(csp, "default-src 'none'")))
        fail_msg("%s: %s", path, csp);
}

static void look_at(struct side *s, const char *path, bool secret)
{
    struct browser b = fresh(s);
    struct answer a = site_get(s->cx, &b, path);
    s->tried++;
    if (a.status >= 500) fail_msg("GET %s: %d", path, a.status);
    has_headers(&a, path);
    if (secret && a.status != 403 && a.status != 404)
        fail_msg("GET %s, which is somebody else's: %d %.600s", path, a.status, a.body);
    if (a.rs->file < 0 && strstr(a.body, MARK))
        fail_msg("GET %s shows what is somebody else's: %.1500s", path, strstr(a.body, MARK) - 200);
}

static void look(struct side *s, const struct route *r, unsigned mask)
{
    bool secret;
    const char *at = address(s, r, mask, &secret);
    if (!at) return;
    look_at(s, at, secret);
    const char *query = asking(s);
    if (r->may >= 0) look_at(s, arena_printf(s->cx->arena, "%s%s", at, query), secret);
    if (r->no_api) return;
    look_at(s, arena_printf(s->cx->arena, "/api/v1%s", at), secret);
    if (!r->rows) return;
    look_at(s, arena_printf(s->cx->arena, "%s.csv", at), secret);
    look_at(s, arena_printf(s->cx->arena, "%s.csv%s", at, query), secret);
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Something that a field of this kind takes; a number that names something is theirs. */
static const char *value_for(const struct side *s, const struct form_field *f)
{
    size_t kind = kind_of(str_of(f->name));
    switch (f->type) {
    case FORM_INT:
    case FORM_ID: {
        bool names = kind < KINDS && (f->type == FORM_ID || strcmp(f->name, "line") == 0);
        return arena_printf(s->cx->arena, "%lld", names ? (long long)s->theirs[kind] : 1LL);
    }
    case FORM_CHOICE: return f->choices && f->choices->value ? f->choices->value : "x";
    case FORM_FLAG: return "1";
    case FORM_EMAIL: return "nobody%40example.org";
    case FORM_PASSWORD: return "klupa+u+parku+17";
    case FORM_DATE: return "2007-08-15";
    case FORM_STAMP: return "2007-08-15T10:00:00Z";
    case FORM_MONTH: return "2007-08";
    case FORM_TEXT: return f->max && f->max < 4 ? "RS" : "en";
    case FORM_LONG: return "words";
    case FORM_EUR:
    case FORM_AMOUNT:
    case FORM_UNITS:
    case FORM_RATE:
    case FORM_PERCENT: return "1.00";
    case FORM_FILE: break;
    }
    return "";
}

static const char *fields_of(const struct side *s, const struct form *f, const char *prefix)
{
    const char *all = "";
    for (size_t i = 0; f && i < f->n; i++)
        all = arena_printf(s->cx->arena, "%s%s%s%s=%s", all, *all ? "&" : "", prefix,
                           f->fields[i].name, value_for(s, &f->fields[i]));
    return all;
}

/* One statement that lives as long as the connection: asked behind every write, it costs little. */
static void begin_figures(struct side *s)
{
    static const char *const lead[] = { "SELECT ", " || ' ' || " };
    const char *all = "";
    for (const char *const *u = s->untouched; *u; u++)
        all = arena_printf(s->cx->arena, "%s%sCAST(COALESCE((%s), 0) AS TEXT)", all,
                           lead[u != s->untouched], filled(s->cx, *u, &s->other));
    s->figures = (struct db_stmt){ .name = "figures",
                                   .file = __FILE__,
                                   .sql = all,
                                   .params = "",
                                   .columns = "t",
                                   .mode = DB_ONE };
}

static const char *figures(struct side *s)
{
    struct db_cursor c;
    bool more = false;
    enum rc rc = db_start(s->cx, &s->figures, NULL, &c);
    if (!rc) rc = db_next(s->cx, &c, &more);
    const char *all = more ? db_text(s->cx, &c, 0) : "";
    assert_int_equal(db_finish(s->cx, &c), RC_OK);
    assert_int_equal(rc, RC_OK);
    assert_true(*all);
    return all;
}

static void post(struct side *s, const struct route *r, unsigned mask)
{
    bool secret;
    const char *at = address(s, r, mask, &secret);
    if (!at) return;
    const char *body = fields_of(s, r->form, "");
    if (r->grid)
        body =
            arena_printf(s->cx->arena, "%s&%s", body,
                         fields_of(s, r->grid, arena_printf(s->cx->arena, "%s.0.", r->grid_name)));
    const char *before = figures(s);
    struct browser b = fresh(s);
    struct answer a = site_post(s->cx, &b, at, body);
    s->tried++;
    if (a.status >= 500) fail_msg("POST %s %s: %d", at, body, a.status);
    has_headers(&a, at);
    if (secret && a.status < 400) fail_msg("POST %s, which is somebody else's: %d", at, a.status);
    if (!z_eq(before, figures(s)))
        fail_msg("POST %s %s changed what is somebody else's: %s then %s", at, body, before,
                 figures(s));
    if (strstr(a.body, MARK)) fail_msg("POST %s shows what is somebody else's", at);
}

/* One's own account, and who else is in: walking there would end the walk. */
static bool leaves(const struct route *r)
{
    return r->may == ROUTE_PUBLIC || strstr(r->pattern, "/me") == r->pattern ||
           strstr(r->pattern, "/people/{role}");
}

static void try(struct side *s, const struct route *r, unsigned mask)
{
    arena_reset(s->at.arena);
    if (r->method == METHOD_GET)
        look(s, r, mask);
    else if (mask || !leaves(r))
        post(s, r, mask);
}

/* First the addresses with a number of theirs, then those with one's own, which may change things.
 */
static void walk(struct side *s)
{
    const struct route *r;
    size_t kind[4];
    for (size_t i = 0; (r = web_route_at(i)); i++)
        for (unsigned mask = 1; mask < 1u << numbers_in(r, kind); mask++) try(s, r, mask);
    if (s->tried < 100) fail_msg("only %d addresses were tried", s->tried);
    for (size_t i = 0; (r = web_route_at(i)); i++) try(s, r, 0);
    arena_free(s->at.arena);
}

/* ---- the world ------------------------------------------------------------------------------- */

static void make(struct cx *cx)
{
    site_setup();
    cx->viewer = viewer_system(cx, "test");
    assert_int_equal(demo_make(cx, 0), RC_OK);
    MUST(stamp_iso(STR("2008-02-25T09:00:00Z"), &cx->now));
}

/* One that is looked at before its lines are taken. */
static const char a_file[] =
    "INSERT INTO attachment (object_type, object_id, document_id, name, created_at)"
    " SELECT 'expenditure_import', MAX(id), (SELECT MAX(id) FROM document), 'a.csv',"
    " '2008-01-01T00:00:00Z' FROM partner_report WHERE partner_id = :p";

static void begin(struct side *s, struct cx *cx, const char *other)
{
    struct token_new token;
    const struct viewer *before = cx->viewer;
    s->cx = cx;
    s->other.account = test_count(
        cx, arena_printf(cx->arena, "SELECT id FROM account WHERE email_key = '%s'", other));
    people_sign_in(cx, s->other.account);
    assert_int_equal(token_make(cx, "theirs", 1, &token), RC_OK);
    people_sign_in(cx, s->own.account);
    assert_int_equal(token_make(cx, "mine", 1, &token), RC_OK);
    cx->viewer = before;
    site_sign_in(cx, &s->browser, s->own.account);
    test_script(cx, filled(cx, a_file, &s->own));
    if (s->own.partner != s->other.partner) test_script(cx, filled(cx, a_file, &s->other));
    find_numbers(s);
    begin_figures(s);
    s->at = *cx;
    s->at.arena = arena_new();
    s->cx = &s->at;
}

static int64_t partner_at(struct cx *cx, int position)
{
    return test_count(
        cx, arena_printf(cx->arena, "SELECT id FROM partner WHERE position = %d", position));
}

#define OF_THEIRS " WHERE report_id IN (SELECT id FROM partner_report WHERE partner_id = :p)"
static const char *const of_a_partner[] = {
    "SELECT COUNT(*) + SUM(version * 7 + amount + deducted + LENGTH(description) * 3)"
    " FROM expenditure WHERE partner_id = :p",
    "SELECT COUNT(until_version) * 1000 + COUNT(decision) FROM expenditure WHERE partner_id = :p",
    "SELECT COUNT(*) + SUM(version * 7 + version_no + LENGTH(state)) FROM partner_report"
    " WHERE partner_id = :p",
    "SELECT COUNT(*) + SUM(version * 7 + LENGTH(body)) FROM narrative" OF_THEIRS,
    "SELECT COUNT(*) + SUM(version * 7 + LENGTH(body) + LENGTH(COALESCE(answer, '')))"
    " FROM question" OF_THEIRS,
    "SELECT COUNT(closed_at) FROM question" OF_THEIRS,
    "SELECT COUNT(*) + SUM(version * 7 + LENGTH(title)) FROM activity WHERE partner_id = :p",
    "SELECT COUNT(*) FROM attachment a JOIN expenditure e ON e.id = a.object_id"
    " WHERE a.object_type = 'expenditure' AND e.partner_id = :p",
    "SELECT COUNT(*) + SUM(version * 7 + LENGTH(body)) FROM comment WHERE partner_id = :p",
    "SELECT COUNT(*) FROM session WHERE account_id = :a AND ended_at IS NULL",
    "SELECT COUNT(*) FROM api_token WHERE account_id = :a AND revoked_at IS NULL",
    "SELECT COUNT(read_at) FROM notice WHERE account_id = :a",
    NULL,
};

/* EHO's coordinator, who keeps the books as well, and the things of DA. */
static void between_partners(struct cx *cx)
{
    struct side s = { .untouched = of_a_partner, .readable = "activity" };
    make(cx);
    s.own.project = s.other.project = 1;
    s.own.partner = partner_at(cx, 3);
    s.other.partner = partner_at(cx, 2);
    s.own.account = test_count(cx, "SELECT id FROM account WHERE email_key = 'jelena@eho.example'");
    test_script(
        cx, arena_printf(cx->arena,
                         "INSERT INTO account_role (account_id, role, project_id, organisation_id,"
                         " granted_at) SELECT %lld, 'partner_finance', 1, organisation_id,"
                         " '2007-01-01T00:00:00Z' FROM partner WHERE id = %lld",
                         (long long)s.own.account, (long long)s.own.partner));
    const char *const marks[] = {
        "UPDATE expenditure SET description = '" MARK "', supplier = '" MARK
        "', search_key = 'zabranjeno' WHERE partner_id = :p",
        "UPDATE narrative SET body = '" MARK "'" OF_THEIRS,
        "INSERT INTO question (report_id, body, asked_at, asked_version) SELECT MAX(id), '" MARK
        "', '2008-01-01T00:00:00Z', 1 FROM partner_report WHERE partner_id = :p",
        "INSERT INTO comment (project_id, partner_id, object_type, object_id, author, organisation,"
        " body, via, said_at) SELECT project_id, partner_id, 'expenditure', MAX(id), "
        "'Mirela', 'DA',"
        " '" MARK "', 'web', '2008-01-01T00:00:00Z' FROM expenditure WHERE partner_id = :p"
        " GROUP BY project_id, partner_id",
        "UPDATE attachment SET name = '" MARK "' WHERE object_type = 'expenditure' AND object_id IN"
        " (SELECT id FROM expenditure WHERE partner_id = :p)",
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        test_script(cx, filled(cx, marks[i], &s.other));
    begin(&s, cx, "mirela@da.example");
    walk(&s);
}
static void a_partner_reaches_nothing_of_another(void **state)
{
    (void)state;
    test_on_engines(between_partners);
}

static const char *const of_a_project[] = {
    "SELECT COUNT(*) + SUM(version * 7 + amount + deducted) FROM expenditure WHERE project_id = :j",
    "SELECT COUNT(until_version) * 1000 + COUNT(decision) FROM expenditure WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version * 7 + version_no + LENGTH(state)) FROM partner_report"
    " WHERE project_id = :j",
    "SELECT SUM(version) FROM project WHERE id = :j",
    "SELECT COUNT(*) + SUM(version) FROM component WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version) FROM period WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version) FROM partner WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version) FROM activity WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version) FROM budget_version WHERE project_id = :j",
    "SELECT COUNT(*) FROM budget_line WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version * 7 + LENGTH(state) + LENGTH(narrative)) FROM donor_report"
    " WHERE project_id = :j",
    "SELECT COUNT(*) FROM variation_note",
    "SELECT COUNT(*) + SUM(version + LENGTH(body)) FROM narrative WHERE report_id IN"
    " (SELECT id FROM partner_report WHERE project_id = :j)",
    "SELECT COUNT(*) + SUM(version) + COUNT(answer) + COUNT(closed_at) FROM question WHERE"
    " report_id IN (SELECT id FROM partner_report WHERE project_id = :j)",
    "SELECT COUNT(*) FROM account_role WHERE project_id = :j",
    "SELECT COUNT(*) FROM rule_override WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version) FROM body WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version) + SUM(LENGTH(state)) FROM meeting WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version * 7 + LENGTH(state)) FROM consultation WHERE project_id = :j",
    "SELECT COUNT(*) FROM consultation_position",
    "SELECT COUNT(*) + SUM(LENGTH(decided)) FROM decision WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version * 7 + LENGTH(state)) FROM task WHERE project_id = :j",
    "SELECT COUNT(*) + SUM(version * 7 + LENGTH(body)) FROM comment WHERE project_id = :j",
    "SELECT COUNT(*) + COUNT(ends_on) FROM mandate x JOIN body o ON o.id = x.body_id"
    " WHERE o.project_id = :j",
    NULL,
};

/* A second project with one of each thing; 900 and on are nobody else's numbers. */
static const char second[] =
    "INSERT INTO project (id, code, title, programme, donor, contract_no, starts_on, ends_on,"
    " currency, grant_max, grant_e2, rule_set, rule_version, state, created_at) VALUES (900, 'OWN',"
    " 'Own', 'P', 'EC', '2', '2007-01-01', '2008-12-31', 'EUR', 10000000, 9000, 'eu-2006', 1,"
    " 'running', '2007-01-01T00:00:00Z');"
    "INSERT INTO partner (id, project_id, organisation_id, role, language, book_currency, position)"
    " VALUES (900, 900, 5, 'lead', 'sl', 'EUR', 1);"
    "INSERT INTO component (id, project_id, no, title) VALUES (900, 900, 1, 'Own');"
    "INSERT INTO period (id, project_id, no, starts_on, ends_on, books_closed_on, partner_due_on,"
    " review_due_on, consolidated_on, verified_on, donor_due_on) VALUES (900, 900, 2, '2007-07-01',"
    " '2007-12-31', '2008-01-10', '2008-01-15', '2008-01-20', '2008-01-25', '2008-01-30',"
    " '2008-02-28');"
    "INSERT INTO activity (id, project_id, component_id, partner_id, code, title, place, starts_on,"
    " ends_on, state) VALUES (900, 900, 900, 900, 'A1', 'Own', 'Ljubljana', '2007-07-01',"
    " '2007-12-31', 'running');"
    "INSERT INTO budget_version (id, project_id, no, kind, state, effective_on, reason, created_at)"
    " VALUES (900, 900, 1, 'contract', 'in_force', '2007-01-01', '', '2007-01-01T00:00:00Z');"
    "INSERT INTO budget_line (id, project_id, heading, code, title, unit, position) VALUES (900,"
    " 900, '1', '1.1.1', 'Own', 'month', 1);"
    "INSERT INTO budget_amount (version_id, line_id, units_e3, unit_cost, total) VALUES (900, 900,"
    " 1000, 100000, 100000);"
    "INSERT INTO budget_slice (version_id, line_id, partner_id, amount) VALUES (900, 900, 900,"
    " 100000);"
    "INSERT INTO partner_report (id, project_id, partner_id, period_id, state) VALUES (900, 900,"
    " 900, 900, 'draft');"
    "INSERT INTO expenditure (id, project_id, partner_id, report_id, line_key, from_version,"
    " budget_line_id, description, supplier, doc_type, doc_no, doc_date, currency, gross, vat,"
    " share_e2, amount, search_key, created_at) VALUES (900, 900, 900, 900, 1, 1, 900, 'Own',"
    " 'Own', 'invoice', '1', '2007-08-01', 'EUR', 100, 0, 10000, 100, 'own',"
    " '2007-08-01T00:00:00Z');"
    "INSERT INTO body (id, project_id, kind, name, quorum_e2, rule, sort_key) VALUES (900, 900,"
    " 'board', 'Own', 5000, 'consent', 'own');"
    "INSERT INTO mandate (id, body_id, organisation_id, name, role, weight, starts_on) VALUES (900,"
    " 900, 5, 'Own', 'member', 1, '2007-01-01');"
    "INSERT INTO task (id, project_id, title, state, created_at, search_key) VALUES (900, 900,"
    " 'Own', 'open', '2008-01-01T00:00:00Z', 'own');"
    "INSERT INTO comment (id, project_id, object_type, object_id, author, organisation, body, via,"
    " said_at) VALUES (900, 900, 'task', 900, 'Own', 'CNVOS', 'Own', 'web',"
    " '2008-01-01T00:00:00Z');"
    "INSERT INTO question (id, report_id, body, asked_at, asked_version) VALUES (900, 900, 'Own?',"
    " '2008-01-01T00:00:00Z', 1);";

/* What the partners say among themselves. */
#define TALK                                                                                  \
    "UPDATE comment SET body = '" MARK "' WHERE project_id = 1;"                              \
    "UPDATE body SET name = '" MARK "' || id WHERE project_id = 1;"                           \
    "UPDATE meeting SET title = '" MARK "' WHERE project_id = 1;"                             \
    "UPDATE agenda_item SET title = '" MARK "', text = '" MARK "' WHERE project_id = 1;"      \
    "UPDATE consultation SET title = '" MARK "', question = '" MARK "' WHERE project_id = 1;" \
    "UPDATE decision SET title = '" MARK "', decided = '" MARK "' WHERE project_id = 1;"      \
    "UPDATE task SET title = '" MARK "' WHERE project_id = 1;"                                \
    "UPDATE search_entry SET title = '" MARK "' WHERE project_id = 1;"                        \
    "UPDATE mail SET subject = '" MARK "', body = '" MARK "' WHERE project_id = 1;"

static const char marked[] =
    TALK "UPDATE project SET title = '" MARK "' WHERE id = 1;"
         "UPDATE component SET title = '" MARK "' WHERE project_id = 1;"
         "UPDATE activity SET title = '" MARK "', place = '" MARK "' WHERE project_id = 1;"
         "UPDATE budget_line SET title = '" MARK "' WHERE project_id = 1;"
         "UPDATE expenditure SET description = '" MARK "', supplier = '" MARK
         "', search_key = 'zabranjeno' WHERE project_id = 1;"
         "UPDATE narrative SET body = '" MARK "' WHERE report_id < 900;"
         "UPDATE question SET body = '" MARK "' WHERE report_id < 900;"
         "UPDATE donor_report SET narrative = '" MARK "' WHERE project_id = 1;"
         "UPDATE attachment SET name = '" MARK "';";

/* What would be there if a number in a field had been believed. */
static void nothing_points_across(struct cx *cx)
{
    static const char *const joins[] = {
        "expenditure x JOIN activity y ON y.id = x.activity_id",
        "expenditure x JOIN budget_line y ON y.id = x.budget_line_id",
        "expenditure x JOIN partner y ON y.id = x.partner_id",
        "activity x JOIN component y ON y.id = x.component_id",
        "activity x JOIN partner y ON y.id = x.partner_id",
        "partner_report x JOIN period y ON y.id = x.period_id",
        "partner_report x JOIN partner y ON y.id = x.partner_id",
        "donor_report x JOIN period y ON y.id = x.period_id",
        "(SELECT s.line_id, p.project_id FROM budget_slice s JOIN partner p ON p.id = s.partner_id)"
        " x JOIN budget_line y ON y.id = x.line_id",
        "(SELECT n.activity_id, r.project_id FROM narrative n JOIN partner_report r ON r.id ="
        " n.report_id) x JOIN activity y ON y.id = x.activity_id",
        "(SELECT q.activity_id, r.project_id FROM question q JOIN partner_report r ON r.id ="
        " q.report_id) x JOIN activity y ON y.id = x.activity_id",
        "(SELECT v.budget_line_id, d.project_id FROM variation_note v JOIN donor_report d ON d.id ="
        " v.donor_report_id) x JOIN budget_line y ON y.id = x.budget_line_id",
    };
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
        if (test_count(cx,
                       arena_printf(cx->arena,
                                    "SELECT COUNT(*) FROM %s WHERE x.project_id <> y.project_id",
                                    joins[i])))
            fail_msg("one project points into another: %s", joins[i]);
}

/* Who leads a project, and all the things of another. */
static void between_projects(struct cx *cx)
{
    struct side s = { .own = { 900, 900, 0 }, .untouched = of_a_project };
    make(cx);
    test_script(cx, second);
    test_script(cx, marked);
    s.own.account = people_add(cx, "own@own.example", ROLE_LEAD_COORDINATOR, 900, 0);
    (void)people_add(cx, "other@own.example", ROLE_AUDITOR, 900, 0);
    s.other.project = 1;
    s.other.partner = partner_at(cx, 3);
    begin(&s, cx, "milica@eho.example");
    walk(&s);
    nothing_points_across(cx);
}
static void a_project_reaches_nothing_of_another(void **state)
{
    (void)state;
    test_on_engines(between_projects);
}

/* ---- the donor ------------------------------------------------------------------------------- */

/* Of period 2 nothing was sent: no address, in no format, says anything of it. */
static void donor(struct cx *cx)
{
    struct side s = { .untouched = of_a_project };
    const struct route *r;
    make(cx);
    test_script(cx, TALK
                "UPDATE expenditure SET description = '" MARK "', supplier = '" MARK
                "' WHERE report_id IN (SELECT r.id FROM partner_report r JOIN period t ON t.id ="
                " r.period_id WHERE t.no > 1);"
                "UPDATE narrative SET body = '" MARK "';"
                "UPDATE question SET body = '" MARK "';"
                "UPDATE donor_report SET narrative = '" MARK "' WHERE state IN ('draft', 'frozen');"
                "UPDATE variation_note SET body = '" MARK "' WHERE donor_report_id IN (SELECT id"
                " FROM donor_report WHERE state IN ('draft', 'frozen'));");
    s.own = s.other = (struct place){ 1, partner_at(cx, 3), 0 };
    s.own.account = test_count(cx, "SELECT id FROM account WHERE email_key = 'marc@donor.example'");
    begin(&s, cx, "milica@eho.example");
    for (size_t i = 0; (r = web_route_at(i)); i++) try(&s, r, 0);
    arena_free(s.at.arena);
    assert_int_equal(site_get(cx, &s.browser, "/p/1/donor-report/2").status, 404);
    assert_int_equal(site_get(cx, &s.browser, "/p/1/donor-report/1").status, 200);
}
static void the_donor_sees_what_was_sent(void **state)
{
    (void)state;
    test_on_engines(donor);
}

TESTS(reach, cmocka_unit_test(a_partner_reaches_nothing_of_another),
      cmocka_unit_test(a_project_reaches_nothing_of_another),
      cmocka_unit_test(the_donor_sees_what_was_sent));
