/* SPDX-License-Identifier: EUPL-1.2 */
/* tally_text.c — a result in words and as data. */
#include "base/json.h"
#include "body/tally.h"
#include "i18n/i18n.h"

static const struct {
    const char *name, *title;
} choices[CHOICES] = {
    [CHOICE_NONE] = { "", N_("No position yet") },
    [CHOICE_SUPPORT] = { "support", N_("Support") },
    [CHOICE_CHANGES] = { "support_with_changes", N_("Support with changes") },
    [CHOICE_ABSTAIN] = { "abstain", N_("Abstain") },
    [CHOICE_OBJECT] = { "object", N_("Object") },
    [CHOICE_BLOCK] = { "block", N_("Block") },
    [CHOICE_RANKED] = { "ranked", N_("Ranked") },
};
static const struct {
    const char *name, *title;
} outcomes[OUTCOMES] = {
    [OUTCOME_ADOPTED] = { "adopted", N_("Adopted") },
    [OUTCOME_REJECTED] = { "rejected", N_("Not adopted") },
    [OUTCOME_NO_QUORUM] = { "no_quorum", N_("No quorum") },
    [OUTCOME_NOTED] = { "noted", N_("Noted") },
    [OUTCOME_NOT_COUNTED] = { "not_counted", N_("Not counted") },
};

const char *choice_name(enum choice c) { return choices[c].name; }
const char *choice_title(enum choice c) { return choices[c].title; }

bool choice_parse(const char *name, enum choice *out)
{
    for (int i = CHOICE_SUPPORT; i < CHOICES; i++)
        if (z_eq(choices[i].name, name)) {
            *out = (enum choice)i;
            return true;
        }
    return false;
}

const char *outcome_name(enum outcome o) { return outcomes[o].name; }
const char *outcome_title(enum outcome o) { return outcomes[o].title; }

bool outcome_parse(const char *name, enum outcome *out)
{
    for (int i = 0; i < OUTCOMES; i++)
        if (z_eq(outcomes[i].name, name)) {
            *out = (enum outcome)i;
            return true;
        }
    return false;
}

static const char *why_ranked(struct cx *cx, const struct tally *t, const char *const *option)
{
    if (t->winner < 0) return T("Nobody has put the options in order.");
    const char *won = arena_printf(
        cx->arena, T("“%s” has %s of the %s votes that count in the last of %s counts."),
        option[t->winner], i18n_int(cx, t->in_favour), i18n_int(cx, t->in_favour + t->against),
        i18n_int(cx, (int64_t)t->n_rounds));
    return t->by_list ? arena_printf(cx->arena, "%s %s", won,
                                     T("The order of the list broke a tie on the way."))
                      : won;
}

static const char *why_majority(struct cx *cx, const struct tally *t)
{
    const char *in_favour = i18n_int(cx, t->in_favour), *against = i18n_int(cx, t->against);
    if (t->rule == RULE_ABSOLUTE_MAJORITY)
        return arena_printf(cx->arena,
                            T("%s of all %s votes are for it; more than half are needed."),
                            in_favour, i18n_int(cx, t->all));
    if (t->rule == RULE_TWO_THIRDS)
        return arena_printf(cx->arena,
                            T("%s votes are for it and %s against; two thirds are needed."),
                            in_favour, against);
    return t->in_favour == t->against
               ? arena_printf(cx->arena, T("%s votes are for it and as many against: a tie."),
                              in_favour)
               : arena_printf(cx->arena, T("%s votes are for it and %s against."), in_favour,
                              against);
}

static const char *why_silence(struct cx *cx, const struct tally *t)
{
    const int64_t silent = t->n[CHOICE_NONE] - t->unreached;
    const char *why = silent ? arena_printf(cx->arena,
                                            T_N(silent,
                                                "Nobody objects; %s member has not answered, which "
                                                "counts as agreement.",
                                                "Nobody objects; %s members have not answered, "
                                                "which counts as agreement."),
                                            i18n_int(cx, silent))
                             : T("Nobody objects.");
    if (!t->unreached) return why;
    return arena_printf(
        cx->arena, "%s %s", why,
        arena_printf(cx->arena,
                     T_N(t->unreached, "%s member was not reached, which counts as nothing.",
                         "%s members were not reached, which counts as nothing."),
                     i18n_int(cx, t->unreached)));
}

static const char *why_agreement(struct cx *cx, const struct tally *t)
{
    int64_t object = t->n[CHOICE_OBJECT];
    if (object)
        return arena_printf(cx->arena, T_N(object, "%s member objects.", "%s members object."),
                            i18n_int(cx, object));
    if (!t->in_favour && !(t->rule == RULE_SILENCE && t->unreached))
        return T("Nobody supports it.");
    if (t->rule == RULE_CONSENSUS && t->n[CHOICE_ABSTAIN])
        return arena_printf(cx->arena,
                            T_N(t->n[CHOICE_ABSTAIN], "Nobody objects, but %s member abstains.",
                                "Nobody objects, but %s members abstain."),
                            i18n_int(cx, t->n[CHOICE_ABSTAIN]));
    if (t->rule == RULE_SILENCE) return why_silence(cx, t);
    return t->rule == RULE_CONSENSUS ? T("Everyone who takes a position supports it.")
                                     : T("Nobody objects.");
}

const char *tally_why(struct cx *cx, const struct tally *t, const char *const *option)
{
    if (!t->all) return T("Nobody with a vote was asked.");
    if (t->rule == RULE_ADVISORY)
        return arena_printf(cx->arena,
                            T("%s support it, %s object, %s abstain, %s have not spoken; who asked "
                              "decides."),
                            i18n_int(cx, t->n[CHOICE_SUPPORT] + t->n[CHOICE_CHANGES]),
                            i18n_int(cx, t->n[CHOICE_OBJECT] + t->n[CHOICE_BLOCK]),
                            i18n_int(cx, t->n[CHOICE_ABSTAIN]), i18n_int(cx, t->n[CHOICE_NONE]));
    if (t->outcome == OUTCOME_NO_QUORUM)
        return arena_printf(cx->arena, T("%s of %s votes take part; the quorum is %s."),
                            i18n_int(cx, t->spoke), i18n_int(cx, t->all),
                            i18n_percent_e2(cx, t->quorum_e2));
    if (t->n[CHOICE_BLOCK])
        return arena_printf(cx->arena,
                            T_N(t->n[CHOICE_BLOCK], "%s member blocks it.", "%s members block it."),
                            i18n_int(cx, t->n[CHOICE_BLOCK]));
    if (t->rule == RULE_RANKED_CHOICE) return why_ranked(cx, t, option);
    return t->rule == RULE_CONSENT || t->rule == RULE_CONSENSUS || t->rule == RULE_SILENCE
               ? why_agreement(cx, t)
               : why_majority(cx, t);
}

static void put_rounds(struct json *j, const struct tally *t)
{
    json_int(j, "winner", t->winner);
    json_bool(j, "by_list", t->by_list);
    json_open(j, "rounds", '[');
    for (size_t r = 0; r < t->n_rounds; r++) {
        json_open(j, NULL, '{');
        json_int(j, "fell", t->round[r].fell);
        json_open(j, "votes", '[');
        for (size_t i = 0; i < t->n_options; i++) json_int(j, NULL, t->round[r].votes[i]);
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

const char *tally_figures(struct cx *cx, const struct tally *t)
{
    struct buf b;
    struct json j;
    if (t->outcome == OUTCOME_NOT_COUNTED) return "{}";
    buf_init(&b, 1u << 20);
    json_init(&j, &b);
    json_open(&j, NULL, '{');
    json_int(&j, "seats", t->seats);
    json_int(&j, "weight", t->all);
    json_int(&j, "silent", t->n[CHOICE_NONE] - t->unreached);
    if (t->unreached) json_int(&j, "unreached", t->unreached);
    for (int c = CHOICE_SUPPORT; c < CHOICES; c++) json_int(&j, choices[c].name, t->n[c]);
    json_int(&j, "in_favour", t->in_favour);
    json_int(&j, "against", t->against);
    json_int(&j, "took_part", t->spoke);
    json_int(&j, "quorum_e2", t->quorum_e2);
    json_int(&j, "open_objections", t->open_objections);
    if (t->rule == RULE_RANKED_CHOICE) put_rounds(&j, t);
    json_close(&j, '}');
    const char *text = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return text;
}
