/* SPDX-License-Identifier: EUPL-1.2 */
/* checks.c — what stands in the way of submitting, and what is worth a look: each a sentence that
 * says where and what to do.
 *
 * "stop" is what makes a report wrong or unreadable for the lead; "look" is what an auditor would
 * ask about (field.md §1.5, §1.13, ECA's most frequent errors). A stop is never guessed: everything
 * that may have a good reason is only a look.
 */
#include "base/vec.h"
#include "finance/rates.h"
#include "i18n/i18n.h"
#include "project/ruleset.h"
#include "report/checks_sql.h"
#include "report/report_state.h"

struct checks {
    struct cx *cx;
    struct check_subject_row r;
    struct check_findings_rows found_rows;
    struct rules rules;
    VEC(struct report_check) found;
};

__attribute__((format(printf, 4, 5))) static struct report_check *
add(struct checks *c, const char *severity, int64_t line_key, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct report_check *k = vec_push(c->cx->arena, &c->found);
    *k = (struct report_check){ .severity = severity,
                                .line_key = line_key,
                                .what = arena_vprintf(c->cx->arena, fmt, ap) };
    va_end(ap);
    return k;
}

/* The findings of one kind, in the order they came; NULL at the end. */
static const struct check_findings_row *next_of(const struct checks *c, const char *kind,
                                                const struct check_findings_row *last)
{
    const struct check_findings_row *end = c->found_rows.v + c->found_rows.n;
    for (const struct check_findings_row *f = last ? last + 1 : c->found_rows.v; f < end; f++)
        if (z_eq(f->kind, kind)) return f;
    return NULL;
}
#define EACH(c, f, kind)                                         \
    const struct check_findings_row *f = next_of(c, kind, NULL); \
    f;                                                           \
    f = next_of(c, kind, f)

/* Lines paid in different months can miss one and the same rate. */
static bool said_before(const struct checks *c, const char *sentence)
{
    for (size_t i = 0; i < c->found.n; i++)
        if (z_eq(c->found.v[i].what, sentence)) return true;
    return false;
}

/* The sentence of the conversion, which names the month that is missing. */
static enum rc try_rate(struct checks *c, const struct rate_table *table, enum regime regime,
                        const struct check_findings_row *g)
{
    struct cx *cx = c->cx;
    month paid;
    date on = g->who && month_iso(str_of(g->who), &paid) ? month_first(paid) : DATE_NONE;
    stamp sent = c->r.first_submitted_at ? c->r.first_submitted_at : cx->now;
    const struct conversion_case one = { .amount = money_of(100, g->what),
                                         .paid = on,
                                         .period_first = month_of(c->r.starts_on),
                                         .period_last = month_of(c->r.ends_on),
                                         .submitted = month_of(date_of_stamp(sent)) };
    struct conversion out;
    struct problems before = cx->problems;
    cx->problems = (struct problems){ 0 };
    enum rc bad = rates_convert(cx, table, regime, &one, &out);
    const struct problem *p = cx->problems.first;
    if (bad && p && !said_before(c, p->text)) add(c, "stop", 0, "%s", p->text);
    cx->problems = before;
    return bad == RC_FAIL ? bad : RC_OK;
}

/* A rate that is not loaded, once a currency and month, named. */
static enum rc check_rates(struct checks *c)
{
    struct cx *cx = c->cx;
    enum regime regime;
    const struct rate_table *table;
    if (!next_of(c, "unrated", NULL)) return RC_OK;
    if (!regime_parse(rules_text(&c->rules, "rate_regime"), &regime))
        return fail(cx, "no known rate regime");
    enum rc rc =
        rate_table_read(cx, month_of(c->r.starts_on) - 36, month_of(c->r.ends_on) + 36, &table);
    for (EACH(c, f, "unrated"))
        if (!rc) rc = try_rate(c, table, regime, f);
    return rc;
}

/* After the last period there is no next one: what closes the action may be charged, and work done
 * before the end when the line says so. */
static void check_outside(struct checks *c, const struct check_findings_row *f)
{
    struct cx *cx = c->cx;
    date on = DATE_NONE;
    bool last = date_cmp(c->r.ends_on, c->r.project_ends) >= 0;
    const char *closing = rules_text(&c->rules, "closing_lines");
    if (last && closing && rules_names_line(closing, f->who)) return;
    (void)date_iso(str_of(f->what), &on);
    if (last)
        add(c, "stop", f->no,
            T("Line %d is dated %s, after the action ended (%s). Say on the line when the service "
              "was, if it was before; only lines %s may be charged for later work."),
            (int)f->no, i18n_date(cx, on), i18n_date(cx, c->r.ends_on), closing ? closing : "–");
    else
        add(c, "stop", f->no,
            T("Line %d is dated %s, after the period ended (%s). Report it in the next period, or "
              "say on the line when the service was, if it was in this one."),
            (int)f->no, i18n_date(cx, on), i18n_date(cx, c->r.ends_on));
}

static void check_lines(struct checks *c)
{
    struct cx *cx = c->cx;
    for (EACH(c, f, "undocumented"))
        add(c, "look", f->no, T("Line %d, %s, has no document."), (int)f->no, f->what);
    for (EACH(c, f, "outside")) check_outside(c, f);
    for (EACH(c, f, "unpaid")) {
        add(c, "look", f->no,
            T("Line %d is not paid yet; it will stand in the list of pending payments."),
            (int)f->no);
    }
    for (EACH(c, f, "unsliced")) {
        add(c, "look", f->no, T("You have no share of budget line %s, but charge it."), f->what);
    }
}

static void check_twice(struct checks *c)
{
    struct cx *cx = c->cx;
    for (EACH(c, f, "twice")) {
        if (!f->at_partner) {
            add(c, "look", f->no,
                T("Lines %d and %d charge the same document %s of %s, together more than 100 %%."),
                (int)f->other, (int)f->no, f->what, f->who);
        } else {
            add(c, "look", f->no,
                T("Line %d: document %s of %s is also charged by %s or in another period."),
                (int)f->no, f->what, f->who, f->at_partner);
        }
    }
    for (EACH(c, f, "same_file")) {
        add(c, "look", f->no, T("Lines %d and %d carry the same file."), (int)f->other, (int)f->no);
    }
}

static bool is_written(const struct checks *c, const char *question, int64_t activity)
{
    for (EACH(c, f, "text"))
        if (f->no == activity && z_eq(f->what, question)) return true;
    return false;
}

static void check_words(struct checks *c)
{
    struct cx *cx = c->cx;
    for (size_t i = 0; i < c->rules.set->question_count; i++) {
        const struct rule_question *q = &c->rules.set->questions[i];
        const char *title = i18n_text(cx, NULL, q->title);
        if (!q->required) continue;
        if (!q->per_activity) {
            if (!is_written(c, q->key, 0))
                add(c, "stop", 0, T("“%s” is not written yet."), title)->block = q->key;
            continue;
        }
        for (EACH(c, a, "activity")) {
            if (is_written(c, q->key, a->no)) continue;
            struct report_check *found =
                add(c, "stop", 0, T("Activity %s: “%s” is not written yet."), a->what, title);
            found->block = q->key;
            found->activity = a->no;
        }
    }
}

static void check_rest(struct checks *c)
{
    struct cx *cx = c->cx;
    if (c->r.unanswered) {
        add(c, "stop", 0,
            T_N(c->r.unanswered, "%d question of the lead has no answer yet.",
                "%d questions of the lead have no answer yet."),
            (int)c->r.unanswered)
            ->questions = true;
    }
    if (!c->r.lines)
        add(c, "look", 0, "%s",
            T("The report has no expenditure. That is fine if there was none in the period."));
    if (date_cmp(c->r.ends_on, date_of_stamp(cx->now)) >= 0) {
        add(c, "look", 0,
            T("The period runs until %s; what comes after today must wait for the next report."),
            i18n_date(cx, c->r.ends_on));
    }
}

enum rc report_checks(struct cx *cx, int64_t report, struct report_check **out, size_t *n)
{
    struct checks c = { .cx = cx };
    enum rc rc = check_subject(cx, report, &c.r);
    if (!rc) rc = rules_of(cx, c.r.project, &c.rules);
    if (!rc)
        rc = check_findings(cx, report, c.r.project, c.r.partner, c.r.version_no, c.r.ends_on,
                            &c.found_rows);
    if (!rc) rc = check_rates(&c);
    if (rc) return rc;
    check_lines(&c);
    check_twice(&c);
    check_words(&c);
    check_rest(&c);
    *out = c.found.v;
    *n = c.found.n;
    return RC_OK;
}
