/* SPDX-License-Identifier: EUPL-1.2 */
/* narrative.c — the report in words: one block a question of the rule set, and one a question and
 * activity. Versions as with expenditure; that of a text goes on counting over those of its report,
 * so that nobody who saw an older one writes over a newer one unasked. */
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "project/ruleset.h"
#include "report/question_sql.h"
#include "report/report_state.h"
#include "store/audit.h"
#include "store/db.h"

enum { BODY_MOST = 20000 };

enum rc report_block_known(struct cx *cx, const struct report_get_row *r, const char *question,
                           int64_t activity)
{
    struct rules rules;
    struct narrative_activity_row own;
    const struct rule_question *q = NULL;
    bool found = false;
    enum rc rc = rules_of(cx, r->project, &rules);
    if (rc) return rc;
    for (size_t i = 0; i < rules.set->question_count; i++) {
        if (z_eq(rules.set->questions[i].key, question)) q = &rules.set->questions[i];
    }
    if (activity && (rc = narrative_activity(cx, r->id, activity, &own, &found))) return rc;
    if (!q || (q->per_activity ? !found : activity != 0))
        return refuse(cx, RC_MISSING, T("The report has no such text."));
    return RC_OK;
}

static enum rc store_block(struct cx *cx, const struct report_get_row *r, const char *question,
                           int64_t activity, const struct narrative_current_row *was,
                           const char *body)
{
    if (was && was->from_version == r->version_no)
        return narrative_set(cx, was->id, was->version, body, cx->now, report_who(cx));
    enum rc rc = was ? narrative_end(cx, was->id, was->version, r->version_no - 1) : RC_OK;
    if (rc) return rc;
    return narrative_add(cx,
                         &(struct narrative_add_in){ .report = r->id,
                                                     .question = question,
                                                     .activity = activity,
                                                     .from_version = r->version_no,
                                                     .body = body,
                                                     .at = cx->now,
                                                     .by = report_who(cx),
                                                     .version = was ? was->version + 1 : 1 },
                         NULL);
}

static enum rc write_one(struct cx *cx, const struct report_get_row *r, const struct report_text *t)
{
    struct narrative_current_row was, is;
    const char *body =
        str_trim(str_of(t->body)).n ? t->body : ""; /* what the checks call unwritten */
    bool found, now;
    if (utf8_count(str_of(body)) > BODY_MOST)
        return problem(cx, t->field, T("The text is longer than %d characters."), BODY_MOST);
    enum rc rc = report_block_known(cx, r, t->question, t->activity);
    if (!rc) rc = narrative_current(cx, r->id, t->question, t->activity, &was, &found);
    if (rc) return rc;
    if ((found ? was.version : 0) != t->version) {
        (void)problem(cx, t->field,
                      T("Somebody changed this text since you opened it. Yours is still here; "
                        "compare and save again."));
        return RC_STALE;
    }
    if (found && z_eq(was.body, body)) return RC_OK;
    rc = store_block(cx, r, t->question, t->activity, found ? &was : NULL, body);
    if (!rc) rc = narrative_current(cx, r->id, t->question, t->activity, &is, &now);
    return rc ? rc
              : audit_change(cx, "narrative.write", "narrative", is.id, r->project,
                             &narrative_current_meta, found ? &was : NULL, &is);
}

/* One bad text keeps all from being stored, and all bad ones are named. */
static enum rc write_in(struct cx *cx, int64_t report, const struct report_text *t, size_t n)
{
    struct report_get_row r;
    enum rc rc = report_in(cx, report, "draft returned", &r);
    if (rc) return rc;
    for (size_t i = 0; i < n; i++) {
        enum rc one = write_one(cx, &r, &t[i]);
        if (one && one != RC_INVALID && one != RC_STALE) return one;
        if (!rc) rc = one;
    }
    return rc;
}

enum rc report_write_texts(struct cx *cx, int64_t report, const struct report_text *t, size_t n)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, write_in(cx, report, t, n));
}

enum rc report_write(struct cx *cx, int64_t report, const char *question, int64_t activity,
                     int64_t version, const char *body)
{
    return report_write_texts(
        cx, report, &(struct report_text){ question, activity, version, body, "body" }, 1);
}
