/* SPDX-License-Identifier: EUPL-1.2 */
/* trail_view.c — from an action's word and two JSON objects to what a person reads. It knows the
 * words of all folders, for the trail is one; what they mean it does not know.
 */
#include "project/trail_view.h"

#include "base/vec.h"
#include "i18n/i18n.h"

#include <jansson.h>
#include <string.h>

static const struct {
    const char *action, *sentence;
} sentences[] = {
    { "account.change", N_("changed an account") },
    { "account.create", N_("created an account") },
    { "account.grant", N_("gave a role") },
    { "account.link", N_("made a link for a password") },
    { "account.withdraw", N_("withdrew a role") },
    { "activity.add", N_("added an activity") },
    { "activity.change", N_("changed an activity") },
    { "activity.remove", N_("removed an activity") },
    { "attachment.add", N_("attached a document") },
    { "attachment.remove", N_("removed a document") },
    { "budget.create", N_("entered the budget of the contract") },
    { "budget.draft", N_("began a change of the budget") },
    { "budget.put_in_force", N_("put a budget in force") },
    { "budget.move", N_("moved money between budget lines") },
    { "budget.withdraw", N_("withdrew a draft of the budget") },
    { "component.add", N_("added a component") },
    { "component.change", N_("changed a component") },
    { "component.remove", N_("removed a component") },
    { "contact.unsubscribe", N_("wants no more mails about consultations") },
    { "contact.resubscribe", N_("wants mails about consultations again") },
    { "ballot.cast", N_("a secret vote was cast") },
    { "ballot.close", N_("published the papers of a secret ballot") },
    { "ballot.destroy", N_("destroyed the papers of a secret ballot unread: too few had voted") },
    { "ballot.open", N_("opened a secret ballot") },
    { "ballot.seat", N_("added a seat to a secret ballot") },
    { "decision.make", N_("recorded a decision") },
    { "donor_report.accept", N_("recorded the donor's acceptance") },
    { "donor_report.begin", N_("began a donor report") },
    { "donor_report.freeze", N_("froze a donor report") },
    { "donor_report.send", N_("marked a donor report as sent") },
    { "expenditure.add", N_("added an expenditure line") },
    { "expenditure.change", N_("changed an expenditure line") },
    { "expenditure.decide", N_("decided on an expenditure line") },
    { "expenditure.remove", N_("removed an expenditure line") },
    { "expenditure.restore", N_("restored an expenditure line") },
    { "inbound.answered", N_("answered a mail that came in") },
    { "inbound.discarded", N_("put a mail that came in aside") },
    { "inbound.placed", N_("placed a mail that came in") },
    { "mail.again", N_("sent a mail once more") },
    { "mail.bounce", N_("noted that a mail came back") },
    { "mail.lift", N_("let mail go to an address again") },
    { "mail.suppress", N_("kept back mail to an address that is no more") },
    { "narrative.write", N_("wrote a text of a report") },
    { "organisation.add", N_("added an organisation") },
    { "organisation.change", N_("changed an organisation") },
    { "partner.add", N_("added a partner") },
    { "partner.change", N_("changed a partner") },
    { "partner.remove", N_("removed a partner") },
    { "period.add", N_("added a reporting period") },
    { "period.change", N_("changed a reporting period") },
    { "period.remove", N_("removed a reporting period") },
    { "project.change", N_("changed the contract") },
    { "project.create", N_("set up the project") },
    { "project.start", N_("started the project") },
    { "question.answer", N_("answered a question") },
    { "question.ask", N_("asked a question") },
    { "question.close", N_("closed a question") },
    { "rate.add", N_("entered a rate") },
    { "rate.correct", N_("corrected a rate") },
    { "rate.import", N_("imported rates") },
    { "report.accept", N_("accepted a partner report") },
    { "report.accept_rest", N_("accepted the rest of a report's lines") },
    { "report.open", N_("opened a partner report") },
    { "report.reopen", N_("reopened a partner report") },
    { "report.return", N_("returned a partner report") },
    { "report.submit", N_("submitted a partner report") },
    { "report.take", N_("took a partner report into check") },
    { "rule.override", N_("changed a rule for this contract") },
    { "rule.withdraw", N_("withdrew a changed rule") },
    { "public.confirm", N_("a contribution of the public was confirmed") },
    { "public.contribute", N_("somebody of the public sent a contribution") },
    { "public.withdraw", N_("a contribution of the public was taken back") },
    { "session.end", N_("signed out") },
    { "session.start", N_("signed in") },
    { "token.create", N_("made an access token") },
    { "token.revoke", N_("revoked an access token") },
    { "segment.add", N_("added a segment") },
    { "segment.change", N_("changed a segment") },
    { "segment.remove", N_("removed a segment") },
    { "task.add", N_("gave a task") },
    { "task.change", N_("changed a task") },
    { "task.done", N_("finished a task") },
    { "task.drop", N_("dropped a task") },
    { "task.reopen", N_("opened a task again") },
};

static const struct form_choice types[] = {
    { "account", N_("accounts and roles") },
    { "activity", N_("activities") },
    { "budget_version", N_("budget") },
    { "component", N_("components") },
    { "decision", N_("decisions") },
    { "donor_report", N_("donor reports") },
    { "expenditure", N_("expenditure") },
    { "mail", N_("outgoing mail") },
    { "inbound", N_("incoming mail") },
    { "narrative", N_("texts of reports") },
    { "partner_report", N_("partner reports") },
    { "partner", N_("partners") },
    { "period", N_("periods") },
    { "project", N_("contract") },
    { "question", N_("questions") },
    { "rule_override", N_("rules") },
    { "task", N_("tasks") },
};

const char *trail_sentence(struct cx *cx, const char *action, const char *name)
{
    const char *said = action;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (z_eq(sentences[i].action, action)) said = i18n_text(cx, NULL, sentences[i].sentence);
    return name ? arena_printf(cx->arena, "%s: %s", said, name) : said;
}

const struct form_choice *trail_types(struct cx *cx)
{
    const size_t n = sizeof types / sizeof *types;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct form_choice){ types[i].value, i18n_text(cx, NULL, types[i].label) };
    return c;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void let_go(void *json) { json_decref(json); }

static json_t *read(struct cx *cx, const char *text)
{
    json_t *j = text ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
    if (j) arena_defer(cx->arena, let_go, j);
    return json_is_object(j) ? j : NULL;
}

/* A value as it is written, without quotes; an amount with its currency. */
static const char *text_of(struct cx *cx, const json_t *j)
{
    if (!j || json_is_null(j)) return NULL;
    if (json_is_string(j)) return arena_dup(cx->arena, json_string_value(j));
    if (json_is_integer(j))
        return arena_printf(cx->arena, "%lld", (long long)json_integer_value(j));
    if (json_is_boolean(j)) return json_is_true(j) ? T("yes") : T("no");
    const char *amount = json_string_value(json_object_get(j, "amount"));
    const char *currency = json_string_value(json_object_get(j, "currency"));
    int64_t minor;
    if (amount && currency && minor_parse(str_of(amount), &minor))
        return i18n_money(cx, money_of(minor, currency));
    char *dump = json_dumps(j, JSON_COMPACT | JSON_ENCODE_ANY);
    const char *kept = arena_dup(cx->arena, dump);
    free(dump); /* lint: jansson allocated it */
    return kept;
}

static void compare(struct cx *cx, const json_t *a, const json_t *b, const char *key,
                    struct trail_part *out, size_t *n)
{
    const char *before = text_of(cx, json_object_get(a, key));
    const char *after = text_of(cx, json_object_get(b, key));
    if (z_eq(before, after) || (!before && !after)) return;
    if (strcmp(key, "version") == 0) return;
    char *field = arena_dup(cx->arena, key);
    for (char *c = field; *c; c++)
        if (*c == '_') *c = ' ';
    out[(*n)++] = (struct trail_part){ field, before, after };
}

const struct trail_part *trail_differences(struct cx *cx, const char *before, const char *after,
                                           size_t *n)
{
    json_t *a = read(cx, before), *b = read(cx, after), *value;
    const char *key;
    struct trail_part *out =
        arena_array(cx->arena, struct trail_part, json_object_size(a) + json_object_size(b));
    *n = 0;
    json_object_foreach(b, key, value) compare(cx, a, b, key, out, n);
    json_object_foreach(a, key, value)
    {
        if (!json_object_get(b, key)) compare(cx, a, b, key, out, n);
    }
    return out;
}

bool trail_sensitive(struct cx *cx, const char *text)
{
    const json_t *flag = json_object_get(read(cx, text), "is_sensitive");
    return json_is_true(flag) || json_integer_value(flag) != 0;
}

/* "line 12, 348.10 EUR: deducted in part 20.00 EUR". */
static const char *decision_name(struct cx *cx, const json_t *j)
{
    static const struct {
        const char *word, *text;
    } words[] = { { "accepted", N_("accepted") },
                  { "deducted", N_("deducted in part") },
                  { "parked", N_("parked") } };
    const char *line = text_of(cx, json_object_get(j, "line_key")),
               *decision = json_string_value(json_object_get(j, "decision"));
    if (!line || !decision) return NULL;
    const char *euro = text_of(cx, json_object_get(j, "euro")), *said = decision;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (z_eq(words[i].word, decision)) said = i18n_text(cx, NULL, words[i].text);
    if (z_eq(decision, "deducted"))
        said = arena_printf(cx->arena, "%s %s", said, text_of(cx, json_object_get(j, "deducted")));
    return euro ? arena_printf(cx->arena, T("line %s, %s: %s"), line, euro, said) : NULL;
}

const char *trail_name(struct cx *cx, const char *before, const char *after)
{
    static const char *const keys[] = { "code",    "short_name", "description", "name",
                                        "title",   "no",         "rule",        "currency",
                                        "subject", "address_key" };
    const json_t *j = read(cx, after);
    if (!j) j = read(cx, before);
    const char *decided = decision_name(cx, j);
    if (decided) return decided;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *text = text_of(cx, json_object_get(j, keys[i]));
        if (text && *text) return text;
    }
    return NULL;
}
