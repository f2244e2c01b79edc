/* SPDX-License-Identifier: EUPL-1.2 */
/* contract_web.c — the grant contract: setting it up, its facts, the rules of its generation and
 * what its special conditions change in them.
 */
#include "account/account_web.h"
#include "account/grant.h"
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "network/stale_web.h"
#include "project/contract_html.h"
#include "project/project.h"
#include "project/project_view.h"
#include "project/rule_word.h"
#include "store/db.h"

/* ---- forms ----------------------------------------------------------------------------------- */

struct contract_form {
    const char *code, *title, *programme, *donor, *contract_no, *rule_set;
    date signed_on, starts_on, ends_on;
    money grant_max;
    int64_t grant_e2, version;
};
static const struct form_field contract_fields[] = {
    FIELD_OF(contract_form, code, FORM_TEXT, N_("Short name"), .required = true, .max = 20,
             .hint = N_("For lists and file names, such as BCSDN-PIA.")),
    FIELD_OF(contract_form, title, FORM_TEXT, N_("Title of the action"), .required = true,
             .max = 300),
    FIELD_OF(contract_form, donor, FORM_TEXT, N_("Donor"), .required = true, .max = 200,
             .hint = N_("Contracting authority, as the contract names it.")),
    FIELD_OF(contract_form, programme, FORM_TEXT, N_("Programme"), .max = 200),
    FIELD_OF(contract_form, contract_no, FORM_TEXT, N_("Contract number"), .required = true,
             .max = 60),
    FIELD_OF(contract_form, signed_on, FORM_DATE, N_("Signed on")),
    FIELD_OF(contract_form, starts_on, FORM_DATE, N_("First day of implementation"),
             .required = true),
    FIELD_OF(contract_form, ends_on, FORM_DATE, N_("Last day of implementation"), .required = true),
    FIELD_OF(contract_form, grant_max, FORM_EUR, N_("Largest amount of the grant"),
             .required = true,
             .hint = N_("In euro, the currency of the contract. Partners book in the currency they "
                        "pay in.")),
    FIELD_OF(contract_form, grant_e2, FORM_PERCENT, N_("Share of the eligible costs it covers"),
             .required = true, .hint = N_("The rest is co-financing.")),
    FIELD_OF(contract_form, rule_set, FORM_CHOICE, N_("Rules"), .required = true,
             .hint = N_("The general conditions that came with the contract; below you see what "
                        "they say.")),
    FIELD_OF(contract_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form contract_form = FORM(contract_form, contract_fields);

struct override_form {
    const char *rule, *value, *article, *reason;
};
static const struct form_field override_fields[] = {
    FIELD_OF(override_form, rule, FORM_CHOICE, N_("Rule"), .required = true),
    FIELD_OF(override_form, value, FORM_TEXT, N_("Value in this contract"), .required = true,
             .hint = N_("As in the table above: 10 % or 30, for instance.")),
    FIELD_OF(override_form, article, FORM_TEXT, N_("Article"), .required = true, .max = 100,
             .hint = N_("Special Conditions, article 7.2, for instance.")),
    FIELD_OF(override_form, reason, FORM_TEXT, N_("Reason"), .required = true, .max = 500),
};
static const struct form override_form = FORM(override_form, override_fields);

static void offer_rule_sets(struct cx *cx, struct form_view *v)
{
    size_t n = 0;
    while (ruleset_at(n)) n++;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct ruleset *r = ruleset_at(i);
        c[i] = (struct form_choice){ r->key, arena_printf(cx->arena, "%s (%s)",
                                                          i18n_text(cx, NULL, r->title),
                                                          i18n_text(cx, NULL, r->era)) };
    }
    form_options(v, "rule_set", c);
}

static struct project_input input_of(const struct contract_form *f)
{
    return (struct project_input){ .code = f->code,
                                   .title = f->title,
                                   .programme = f->programme,
                                   .donor = f->donor,
                                   .contract_no = f->contract_no,
                                   .signed_on = f->signed_on,
                                   .starts_on = f->starts_on,
                                   .ends_on = f->ends_on,
                                   .grant_max = f->grant_max,
                                   .grant_e2 = f->grant_e2,
                                   .rule_set = f->rule_set };
}

/* ---- rules as tables ------------------------------------------------------------------------- */

static struct rule_line line_of(struct cx *cx, const struct rule_value *r)
{
    return (struct rule_line){ .title = i18n_text(cx, NULL, r->title),
                               .value = rule_word_show(cx, r->key, r->value),
                               .source = rule_word_source(cx, r->source) };
}

static const struct rules_table *set_tables(struct cx *cx, size_t *n)
{
    *n = 0;
    while (ruleset_at(*n)) (*n)++;
    struct rules_table *out = arena_array(cx->arena, struct rules_table, *n);
    for (size_t i = 0; i < *n; i++) {
        const struct ruleset *r = ruleset_at(i);
        struct rule_line *lines = arena_array(cx->arena, struct rule_line, r->value_count);
        for (size_t k = 0; k < r->value_count; k++) lines[k] = line_of(cx, &r->values[k]);
        out[i] = (struct rules_table){ i18n_text(cx, NULL, r->title), i18n_text(cx, NULL, r->era),
                                       lines, r->value_count };
    }
    return out;
}

static struct action withdraw_of(struct cx *cx, int64_t project, const char *rule)
{
    return (struct action){
        .label = T("Withdraw"),
        .icon = "undo",
        .post = true,
        .kind = ACTION_QUIET,
        .url = url_path(cx, "/p/%lld/contract/withdraw/%s", (long long)project, rule),
    };
}

static void put_rules(struct cx *cx, const struct rules *rules, const struct rule_overrides_rows *o,
                      bool may, struct rules_table *out)
{
    struct rule_line *lines = arena_array(cx->arena, struct rule_line, rules->value_count);
    for (size_t i = 0; i < rules->value_count; i++) {
        const struct rule_value *r = &rules->values[i];
        lines[i] = line_of(cx, r);
        for (size_t k = 0; k < o->n; k++) {
            if (!z_eq(o->v[k].rule, r->key)) continue;
            lines[i].standard = rule_word_show(cx, r->key, ruleset_text(rules->set, r->key));
            lines[i].reason = o->v[k].reason;
            if (may) lines[i].withdraw = withdraw_of(cx, rules->project, r->key);
        }
    }
    *out = (struct rules_table){ i18n_text(cx, NULL, rules->set->title),
                                 i18n_text(cx, NULL, rules->set->era), lines, rules->value_count };
}

static void offer_rules(struct cx *cx, const struct rules *rules, struct form_view *v)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rules->value_count + 1);
    for (size_t i = 0; i < rules->value_count; i++)
        c[i] = (struct form_choice){ rules->values[i].key,
                                     i18n_text(cx, NULL, rules->values[i].title) };
    form_options(v, "rule", c);
}

/* ---- the contract ---------------------------------------------------------------------------- */

static struct facts facts_of(struct cx *cx, const struct project_get_row *p)
{
    struct fact *f = arena_array(cx->arena, struct fact, 11);
    size_t n = 0;
    f[n++] = (struct fact){ .name = T("Title of the action"), .value = p->title, .whole = true };
    f[n++] = (struct fact){ .name = T("Contract number"), .value = p->contract_no };
    f[n++] = (struct fact){ .name = T("Donor"), .value = p->donor };
    f[n++] = (struct fact){ .name = T("Programme"), .value = p->programme };
    f[n++] =
        (struct fact){ .name = T("Signed on"),
                       .value = date_given(p->signed_on) ? i18n_date(cx, p->signed_on) : NULL };
    f[n++] =
        (struct fact){ .name = T("Implementation"),
                       .value = arena_printf(cx->arena, T("%s to %s"), i18n_date(cx, p->starts_on),
                                             i18n_date(cx, p->ends_on)) };
    f[n++] = (struct fact){ .name = T("Currency of the contract"), .value = p->currency };
    f[n++] = (struct fact){ .name = T("Largest amount of the grant"),
                            .value = i18n_money(cx, p->grant_max),
                            .why = url_path(cx, "/p/%lld/budget", (long long)p->id) };
    f[n++] = (struct fact){ .name = T("Share of the eligible costs"),
                            .value = i18n_percent_e2(cx, p->grant_e2) };
    f[n++] = (struct fact){ .name = T("Co-financing"),
                            .value = i18n_percent_e2(cx, 10000 - p->grant_e2) };
    return (struct facts){ f, n };
}

static void put_actions(struct cx *cx, const struct project_get_row *p, struct contract_view *v)
{
    struct action *a = arena_array(cx->arena, struct action, 2);
    size_t n = 0;
    if (v->steps.n)
        a[n++] = (struct action){ .label = T("Go on to the partners"),
                                  .kind = ACTION_PRIMARY,
                                  .url = setup_next(cx, p->id, SETUP_CONTRACT) };
    a[n++] = (struct action){ .label = T("Change the contract"),
                              .url = url_path(cx, "/p/%lld/contract/edit", (long long)p->id) };
    v->actions = (struct actions){ a, n };
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct project_get_row p;
    struct rules rules;
    struct rule_overrides_rows over;
    enum rc rc = project_get(cx, rq->project, &p);
    if (!rc) rc = rules_of(cx, rq->project, &rules);
    if (!rc) rc = rule_overrides(cx, rq->project, &over);
    if (rc) return rc;
    reply_row(cx, rs, "contract", &project_get_meta, &p);
    reply_rows(cx, rs, "overrides", &rule_overrides_meta, over.v, over.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct contract_view v = { .facts = facts_of(cx, &p) };
    bool may = viewer_can(cx, MAY_EDIT_PROJECT, rq->project, 0);
    if ((rc = setup_steps(cx, rq->project, SETUP_CONTRACT, &v.steps))) return rc;
    put_rules(cx, &rules, &over, may, &v.rules);
    if (may) {
        struct form_view *form = form_view(cx, rq, &override_form, NULL);
        offer_rules(cx, &rules, form);
        v.override = form;
        v.override_to = url_path(cx, "/p/%lld/contract/override", (long long)p.id);
        put_actions(cx, &p, &v);
    }
    struct page *pg = page_begin(cx, rq, T("Contract"), AREA_PROJECT);
    struct mark m = project_mark(cx, p.state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    pg->lead = p.code;
    if (may && v.override->form_problem) pg->problem = NULL;
    project_tabs(cx, pg, rq->project, "contract");
    page_exports(cx, rq, pg);
    contract_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc override_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct override_form *f = rq->form;
    enum rc rc = rule_override_set(cx, rq->project, f->rule, rule_word_read(cx, f->rule, f->value),
                                   f->article, f->reason);
    return rc ? rc
              : reply_see_other(cx, rq, rs,
                                url_path(cx, "/p/%lld/contract", (long long)rq->project),
                                T("The rule holds for this contract now."));
}

static enum rc withdraw_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = rule_override_withdraw(cx, rq->project, rq->word);
    return rc ? rc
              : reply_see_other(cx, rq, rs,
                                url_path(cx, "/p/%lld/contract", (long long)rq->project),
                                T("The rule set's own value holds again."));
}

/* ---- setting up and changing ----------------------------------------------------------------- */

static enum rc form_page(struct cx *cx, struct request *rq, struct response *rs,
                         struct form_view *form, struct contract_form_view *v)
{
    const bool fresh = !rq->project;
    offer_rule_sets(cx, form);
    v->form = form;
    v->sets = set_tables(cx, &v->n_sets);
    v->button = fresh ? T("Set up the project") : T("Save");
    struct page *pg = page_begin(cx, rq, fresh ? T("Set up a project") : T("Change the contract"),
                                 fresh ? AREA_NONE : AREA_PROJECT);
    if (fresh) pg->lead = T("Begin with the grant contract. Everything can be changed later.");
    pg->problem = NULL;
    page_crumb(cx, pg, fresh ? T("Projects") : T("Contract"), v->back);
    contract_form_html(cx, &rs->body, pg, v);
    return RC_OK;
}

static enum rc new_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct contract_form_view v = { .to = url_path(cx, "/project/new"),
                                    .back = url_path(cx, "/projects") };
    return form_page(cx, rq, rs, form_view(cx, rq, &contract_form, NULL), &v);
}

/* Who sets a project up is its lead coordinator until somebody else is; otherwise nobody could do
 * the next step. The command line needs no role. */
static enum rc create(struct cx *cx, const struct request *rq, int64_t *id)
{
    const struct project_input in = input_of(rq->form);
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = project_create(cx, &in, id);
    const struct grant g = { .role = role_name(ROLE_LEAD_COORDINATOR), .project = *id };
    int64_t session = 0;
    (void)str_int64(str_of(rq->session), &session);
    if (!rc && viewer_is(cx)) rc = grant_role(cx, viewer_is(cx), &g, session);
    return db_end(cx, rc);
}

static enum rc new_post(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t id = 0;
    enum rc rc = create(cx, rq, &id);
    if (!rc) rc = account_rotate(cx, rq, rs);
    if (rc) return rc;
    rs->created = id;
    return reply_see_other(cx, rq, rs, setup_next(cx, id, SETUP_CONTRACT),
                           T("The project is there, and you are its lead coordinator until you "
                             "give the role to somebody else. Now its partners."));
}

static enum rc edit_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct project_get_row p;
    struct contract_form_view v = {
        .to = url_path(cx, "/p/%lld/contract/edit", (long long)rq->project),
        .back = url_path(cx, "/p/%lld/contract", (long long)rq->project),
    };
    enum rc rc = project_get(cx, rq->project, &p);
    if (rc) return rc;
    const struct contract_form now = { .code = p.code,
                                       .title = p.title,
                                       .programme = p.programme,
                                       .donor = p.donor,
                                       .contract_no = p.contract_no,
                                       .rule_set = p.rule_set,
                                       .signed_on = p.signed_on,
                                       .starts_on = p.starts_on,
                                       .ends_on = p.ends_on,
                                       .grant_max = p.grant_max,
                                       .grant_e2 = p.grant_e2,
                                       .version = p.version };
    struct form_view *form = form_view(cx, rq, &contract_form, &now);
    if ((rc = stale_show(cx, rq, form, "project", p.id, p.version))) return rc;
    if ((rc = setup_steps(cx, p.id, SETUP_CONTRACT, &v.steps))) return rc;
    return form_page(cx, rq, rs, form, &v);
}

static enum rc edit_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct contract_form *f = rq->form;
    const struct project_input in = input_of(f);
    enum rc rc = project_change(cx, rq->project, f->version, &in);
    return rc ? rc
              : reply_see_other(cx, rq, rs,
                                url_path(cx, "/p/%lld/contract", (long long)rq->project),
                                T("The contract is saved."));
}

const struct route contract_routes[] = {
    { METHOD_GET, "/project/new", new_page, .may = MAY_CREATE_PROJECT, .no_api = true,
      .title = N_("Set up a project") },
    { METHOD_POST, "/project/new", new_post, .may = MAY_CREATE_PROJECT, .form = &contract_form,
      .again = new_page, .title = N_("Set up a project") },
    { METHOD_GET, "/p/{project}/contract", show, .may = MAY_READ_PROJECT, .of = OF_PROJECT,
      .title = N_("Contract"), .rows = &project_get_meta },
    { METHOD_GET, "/p/{project}/contract/edit", edit_page, .may = MAY_EDIT_PROJECT,
      .of = OF_PROJECT, .no_api = true, .title = N_("Change the contract") },
    { METHOD_POST, "/p/{project}/contract/edit", edit_post, .may = MAY_EDIT_PROJECT,
      .of = OF_PROJECT, .form = &contract_form, .again = edit_page,
      .title = N_("Change the contract") },
    { METHOD_POST, "/p/{project}/contract/override", override_post, .may = MAY_EDIT_PROJECT,
      .of = OF_PROJECT, .form = &override_form, .again = show,
      .title = N_("Change a rule for this contract") },
    { METHOD_POST, "/p/{project}/contract/withdraw/{word}", withdraw_post, .may = MAY_EDIT_PROJECT,
      .of = OF_PROJECT, .title = N_("Withdraw a changed rule") },
    { 0 },
};
