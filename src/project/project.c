/* SPDX-License-Identifier: EUPL-1.2 */
/* project.c — the contract itself and the rules that its special conditions change. */
#include "project/project.h"

#include "base/utf8.h"
#include "i18n/i18n.h"
#include "project/project_sql.h"
#include "project/rule_word.h"
#include "project/ruleset.h"
#include "store/audit.h"
#include "store/db.h"

static enum rc need(struct cx *cx, const char *field, const char *z, size_t most)
{
    size_t n = z ? utf8_count(str_of(z)) : 0;
    if (!n) return problem(cx, field, T("This may not be empty."));
    if (n > most)
        return problem(cx, field, T("This has %zu characters; at most %zu fit."), n, most);
    return RC_OK;
}

static enum rc check(struct cx *cx, const struct project_input *in)
{
    enum rc rc = need(cx, "code", in->code, 20), bad;
    if ((bad = need(cx, "title", in->title, 300))) rc = bad;
    if ((bad = need(cx, "donor", in->donor, 200))) rc = bad;
    if ((bad = need(cx, "contract_no", in->contract_no, 60))) rc = bad;
    if (!date_given(in->starts_on))
        rc = problem(cx, "starts_on", T("Give the first day of implementation."));
    else if (!date_given(in->ends_on))
        rc = problem(cx, "ends_on", T("Give the last day of implementation."));
    else if (date_cmp(in->starts_on, in->ends_on) >= 0)
        rc = problem(cx, "ends_on", T("The action ends before it begins."));
    if (in->grant_max.minor <= 0)
        rc = problem(cx, "grant_max",
                     T("The largest amount of the grant is an amount above zero, such as "
                       "450,000."));
    if (in->grant_e2 <= 0 || in->grant_e2 > 10000)
        rc = problem(cx, "grant_e2",
                     T("The grant covers above 0 %% and at most 100 %% of the eligible costs."));
    if (!ruleset_find(in->rule_set, 0))
        rc = problem(cx, "rule_set", T("Choose the rules of the contract’s generation."));
    return rc;
}

static enum rc create_in(struct cx *cx, const struct project_input *in, int64_t *id)
{
    enum rc rc = check(cx, in);
    if (rc) return rc;
    rc = project_add_row(
        cx,
        &(struct project_add_row_in){ .code = in->code,
                                      .title = in->title,
                                      .programme = in->programme ? in->programme : "",
                                      .donor = in->donor,
                                      .contract_no = in->contract_no,
                                      .signed_on = in->signed_on,
                                      .starts_on = in->starts_on,
                                      .ends_on = in->ends_on,
                                      .grant_max = in->grant_max,
                                      .grant_e2 = in->grant_e2,
                                      .rule_set = in->rule_set,
                                      .rule_version = ruleset_find(in->rule_set, 0)->version,
                                      .is_demo = in->is_demo,
                                      .created_at = cx->now },
        id);
    if (rc == RC_CONFLICT)
        return problem(cx, "code", T("There is a project “%s” already."), in->code);
    struct project_get_row after;
    if (!rc) rc = project_get(cx, *id, &after);
    return rc ? rc
              : audit_change(cx, "project.create", "project", *id, *id, &project_get_meta, NULL,
                             &after);
}

enum rc project_create(struct cx *cx, const struct project_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, create_in(cx, in, id));
}

static enum rc change_in(struct cx *cx, int64_t id, int64_t version, const struct project_input *in)
{
    struct project_get_row before, after;
    struct project_has_reports_row reports;
    enum rc rc = check(cx, in);
    if (!rc) rc = project_get(cx, id, &before);
    if (!rc) rc = project_has_reports(cx, id, &reports);
    if (rc) return rc;
    int64_t rules = before.rule_version;
    if (!z_eq(before.rule_set, in->rule_set)) {
        if (reports.reports) {
            return problem(
                cx, "rule_set",
                T("The rules cannot be changed once a partner has begun to report; override "
                  "single rules with their article instead."));
        }
        rules = ruleset_find(in->rule_set, 0)->version;
    }
    rc = project_set_row(
        cx, &(struct project_set_row_in){ .id = id,
                                          .version = version,
                                          .code = in->code,
                                          .title = in->title,
                                          .programme = in->programme ? in->programme : "",
                                          .donor = in->donor,
                                          .contract_no = in->contract_no,
                                          .signed_on = in->signed_on,
                                          .starts_on = in->starts_on,
                                          .ends_on = in->ends_on,
                                          .grant_max = in->grant_max,
                                          .grant_e2 = in->grant_e2,
                                          .rule_set = in->rule_set,
                                          .rule_version = rules });
    if (rc == RC_CONFLICT)
        return problem(cx, "code", T("There is a project “%s” already."), in->code);
    if (rc == RC_STALE)
        return refuse(
            cx, rc,
            T("Somebody changed the contract since you opened it. Your text is still here."));
    if (!rc) rc = project_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, "project.change", "project", id, id, &project_get_meta, &before,
                             &after);
}

enum rc project_change(struct cx *cx, int64_t id, int64_t version, const struct project_input *in)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, change_in(cx, id, version, in));
}

static enum rc start_in(struct cx *cx, int64_t id)
{
    struct project_get_row before, after;
    struct project_set_up_row have;
    enum rc rc = project_get(cx, id, &before);
    if (!rc) rc = project_set_up(cx, id, &have);
    if (rc) return rc;
    if (!z_eq(before.state, "setup"))
        return refuse(cx, RC_CONFLICT, T("The project is running already."));
    if (have.leads != 1) rc = refuse(cx, RC_CONFLICT, T("Name the lead partner first."));
    if (!have.periods) rc = refuse(cx, RC_CONFLICT, T("Add the reporting periods first."));
    if (!have.budgets) rc = refuse(cx, RC_CONFLICT, T("Enter the budget of the contract first."));
    if (!rc) rc = project_set_state(cx, id, "running");
    if (!rc) rc = project_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, "project.start", "project", id, id, &project_get_meta, &before,
                             &after);
}

enum rc project_start(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, start_in(cx, id));
}

static enum rc override_in(struct cx *cx, int64_t project, const char *rule, const char *value,
                           const char *article, const char *reason)
{
    struct rules rules;
    struct rule_override_get_row before, after;
    bool was, is;
    int64_t id;
    enum rc rc = rules_of(cx, project, &rules);
    if (rc) return rc;
    const char *standard = ruleset_text(rules.set, rule);
    if (!standard)
        return problem(cx, "rule", T("The rule set has no rule “%s”."), rule ? rule : "");
    rc = rule_word_check(cx, rule, standard, value);
    enum rc bad;
    if ((bad = need(cx, "article", article, 100))) rc = bad;
    if ((bad = need(cx, "reason", reason, 500))) rc = bad;
    if (!rc) rc = rule_override_get(cx, project, rule, &before, &was);
    if (!rc) rc = rule_override_add(cx, project, rule, value, article, reason, &id);
    if (!rc) rc = rule_override_get(cx, project, rule, &after, &is);
    return rc ? rc
              : audit_change(cx, "rule.override", "rule_override", id, project,
                             &rule_override_get_meta, was ? &before : NULL, &after);
}

enum rc rule_override_set(struct cx *cx, int64_t project, const char *rule, const char *value,
                          const char *article, const char *reason)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, override_in(cx, project, rule, value, article, reason));
}

enum rc rule_override_withdraw(struct cx *cx, int64_t project, const char *rule)
{
    struct rule_override_get_row before;
    bool found;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = rule_override_get(cx, project, rule, &before, &found);
    if (!rc && !found) rc = refuse(cx, RC_MISSING, T("That rule is not overridden."));
    if (!rc) rc = rule_override_delete(cx, project, rule);
    if (!rc)
        rc = audit_change(cx, "rule.withdraw", "rule_override", before.id, project,
                          &rule_override_get_meta, &before, NULL);
    return db_end(cx, rc);
}
