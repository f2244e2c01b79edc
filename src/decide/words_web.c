/* SPDX-License-Identifier: EUPL-1.2 */
/* words_web.c — outcomes, rules and figures in words. */
#include "base/buf.h"
#include "body/tally.h"
#include "decide/decide_view.h"
#include "i18n/i18n.h"

#include <jansson.h>

const char *decide_int(struct cx *cx, int64_t n)
{
    return arena_printf(cx->arena, "%lld", (long long)n);
}

const char *decide_no(struct cx *cx, int64_t no)
{
    return arena_printf(cx->arena, T("Decision %d"), (int)no);
}

struct mark decide_outcome(struct cx *cx, const char *outcome)
{
    enum outcome o;
    static const char *const kinds[OUTCOMES] = { [OUTCOME_ADOPTED] = "good",
                                                 [OUTCOME_REJECTED] = "bad",
                                                 [OUTCOME_NO_QUORUM] = "ask",
                                                 [OUTCOME_NOTED] = "draft",
                                                 [OUTCOME_NOT_COUNTED] = "ask" };
    if (!outcome_parse(outcome, &o)) return (struct mark){ "draft", outcome };
    return (struct mark){ kinds[o], i18n_text(cx, NULL, outcome_title(o)) };
}

struct mark decide_state(struct cx *cx, const struct task_list_row *t)
{
    if (z_eq(t->state, "done")) return (struct mark){ "good", T("done") };
    if (z_eq(t->state, "dropped")) return (struct mark){ "draft", T("dropped") };
    if (date_given(t->due_on) && date_cmp(t->due_on, date_of_stamp(cx->now)) < 0)
        return (struct mark){ "bad", T("late") };
    return (struct mark){ "wait", T("open") };
}

const char *decide_rule(struct cx *cx, const char *rule)
{
    enum decision_rule r;
    return rule_parse(rule, &r) ? i18n_text(cx, NULL, rule_title(r)) : rule;
}

enum rc decide_object(struct cx *cx, const char *type, int64_t id, struct object *out)
{
    *out = (struct object){ .label = NULL };
    if (!type || !*type || !id) return RC_OK;
    enum rc rc = object_find(cx, type, id, out);
    if (rc) out->label = NULL;
    return rc == RC_MISSING ? RC_OK : rc;
}

/* ---- figures --------------------------------------------------------------------------------- */

static const struct {
    const char *key, *word;
} counts[] = {
    { "support", N_("support") },
    { "support_with_changes", N_("support with changes") },
    { "for", N_("for") },
    { "object", N_("object") },
    { "block", N_("block") },
    { "abstain", N_("abstain") },
    { "ranked", N_("in order of choice") },
    { "silent", N_("without an answer") },
    { "unreached", N_("not reached") },
};

static int64_t count_of(const json_t *figures, const char *key)
{
    const json_t *n = json_object_get(figures, key);
    return json_is_integer(n) ? json_integer_value(n) : 0;
}

static void put_count(struct cx *cx, struct buf *b, int64_t n, const char *word)
{
    if (!n) return;
    if (b->n) buf_text(b, ", ");
    buf_printf(b, "%s %s", i18n_int(cx, n), i18n_text(cx, NULL, word));
}

/* "for" and "against" of a vote are people; "in_favour" and "against" of a tally are votes, which
 * are worth saying where they are not the same. */
static void put_votes(struct cx *cx, struct buf *b, const json_t *f)
{
    const int64_t in_favour = count_of(f, "in_favour"), against = count_of(f, "against"),
                  took_part = count_of(f, "took_part"), weight = count_of(f, "weight");
    if (json_object_get(f, "in_favour") && (in_favour || against)) {
        if (b->n) buf_text(b, "; ");
        buf_printf(b, T("votes for it %s, against %s"), i18n_int(cx, in_favour),
                   i18n_int(cx, against));
    }
    if (!weight) return;
    if (b->n) buf_text(b, "; ");
    buf_printf(b, T("%s of %s votes took part"), i18n_int(cx, took_part), i18n_int(cx, weight));
}

const char *decide_figures(struct cx *cx, const char *json)
{
    struct buf b;
    json_t *figures = json_loads(json, 0, NULL);
    if (!figures) return NULL;
    buf_init(&b, 64 * 1024);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        put_count(cx, &b, count_of(figures, counts[i].key), counts[i].word);
    if (!json_object_get(figures, "in_favour"))
        put_count(cx, &b, count_of(figures, "against"), N_("against"));
    put_votes(cx, &b, figures);
    const char *text = b.n ? arena_str(cx->arena, buf_slice(&b)) : NULL;
    buf_done(&b);
    json_decref(figures);
    return text;
}
