/* SPDX-License-Identifier: EUPL-1.2 */
/* body_words_web.c — the words of bodies and mandates for people. */
#include "body/body_view.h"
#include "body/rule.h"
#include "i18n/i18n.h"

const struct form_choice body_kinds[] = { { "steering_group", N_("Steering group") },
                                          { "board", N_("Board") },
                                          { "working_group", N_("Working group") },
                                          { "council", N_("Council") },
                                          { NULL, NULL } };
const struct form_choice mandate_roles[] = { { "member", N_("Member") },
                                             { "chair", N_("Chair") },
                                             { "secretary", N_("Secretary") },
                                             { "observer", N_("Observer, without a vote") },
                                             { NULL, NULL } };

static const char *word(struct cx *cx, const struct form_choice *c, const char *value)
{
    for (; c->value; c++)
        if (z_eq(c->value, value)) return i18n_text(cx, NULL, c->label);
    return value;
}

const char *body_kind_word(struct cx *cx, const char *kind) { return word(cx, body_kinds, kind); }

const char *body_role_word(struct cx *cx, const char *role)
{
    if (z_eq(role, "observer")) return T("Observer");
    if (z_eq(role, "guest")) return T("Guest");
    return word(cx, mandate_roles, role);
}

const struct form_choice *body_rules(struct cx *cx)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, DECISION_RULES + 1);
    for (int i = 0; i < DECISION_RULES; i++) {
        const enum decision_rule r = (enum decision_rule)i;
        c[i] = (struct form_choice){ rule_name(r), i18n_text(cx, NULL, rule_title(r)) };
    }
    return c;
}
