/* SPDX-License-Identifier: EUPL-1.2 */
/* rule_word.h — the values of rules between the form they are stored in ("1500", "R-AVG") and the
 * one that people read and write ("15 %", "mean of the monthly rates of the period").
 */
#ifndef KOLO_PROJECT_RULE_WORD_H
#define KOLO_PROJECT_RULE_WORD_H

#include "base/cx.h"

/** rule_word_show(cx, rule, value): as the reader writes it. */
const char *rule_word_show(struct cx *cx, const char *rule, const char *value);
/** rule_word_read(cx, rule, text): what is stored for what a person wrote; ${text} itself where it
 * cannot be read, for rule_override_set to refuse. */
const char *rule_word_read(struct cx *cx, const char *rule, const char *text);
/** rule_word_check(cx, rule, standard, value): RC_INVALID with a sentence for the field "value". */
enum rc rule_word_check(struct cx *cx, const char *rule, const char *standard,
                        const char *value) MUST_USE;
/** rule_word_source(cx, source): where the rule stands; one that was never confirmed says so. */
const char *rule_word_source(struct cx *cx, const char *source);

#endif
