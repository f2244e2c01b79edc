/* SPDX-License-Identifier: EUPL-1.2 */
/* rule_word.c — how values of rules read. It knows their forms (percent, amount, word), never what
 * they are applied to.
 */
#include "project/rule_word.h"

#include "base/money.h"
#include "i18n/i18n.h"

#include <string.h>

/* The rules whose value is one of a few words. */
static const struct {
    const char *rule, *word, *text;
} words[] = {
    { "rate_regime", "R-AVG", N_("mean of the monthly rates of the reporting period") },
    { "rate_regime", "R-PAYMONTH", N_("rate of the month of payment") },
    { "rate_regime", "R-SUBMITMONTH", N_("rate of the month the report is submitted in") },
    { "prefinancing_rule", "UNUSED", N_("reduced by the unused part") },
    { "prefinancing_rule", "DIFF70", N_("reduced by what is missing to 70 %") },
};

static bool ends(const char *z, const char *tail)
{
    size_t n = strlen(z), t = strlen(tail);
    return n >= t && strcmp(z + n - t, tail) == 0;
}

const char *rule_word_show(struct cx *cx, const char *rule, const char *value)
{
    int64_t n;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (z_eq(words[i].rule, rule) && z_eq(words[i].word, value))
            return i18n_text(cx, NULL, words[i].text);
    if (!str_int64(str_of(value), &n)) return value;
    if (ends(rule, "_e2")) return i18n_percent_e2(cx, n);
    return ends(rule, "_cents") ? i18n_money(cx, eur(n)) : i18n_int(cx, n);
}

const char *rule_word_read(struct cx *cx, const char *rule, const char *text)
{
    int64_t n;
    if (!rule || !text) return text;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (z_eq(words[i].rule, rule) && (str_is_nocase(str_of(text), words[i].word) ||
                                          z_eq(text, i18n_text(cx, NULL, words[i].text))))
            return words[i].word;
    if (!ends(rule, "_e2") && !ends(rule, "_cents")) return text;
    str s = str_trim(str_of(text));
    if (s.n && s.p[s.n - 1] == '%') s = str_trim((str){ s.p, s.n - 1 });
    char decimal = cx->locale ? cx->locale->decimal : '.';
    if (!minor_parse(s, &n) && !minor_parse_form(s, decimal, &n)) return text;
    return arena_printf(cx->arena, "%lld", (long long)n);
}

static enum rc check_word(struct cx *cx, const char *rule, const char *value)
{
    const char *all = "";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!z_eq(words[i].rule, rule)) continue;
        if (z_eq(words[i].word, value)) return RC_OK;
        all = arena_printf(cx->arena, "%s%s%s (%s)", all, *all ? "; " : "", words[i].word,
                           i18n_text(cx, NULL, words[i].text));
    }
    return *all ? problem(cx, "value", T("This rule is one of: %s."), all) : RC_OK;
}

enum rc rule_word_check(struct cx *cx, const char *rule, const char *standard, const char *value)
{
    int64_t n;
    if (!value || !*value) return problem(cx, "value", T("Give the value that the contract says."));
    if (!str_int64(str_of(standard), &n)) return check_word(cx, rule, value);
    if (!str_int64(str_of(value), &n) || n < 0)
        return problem(cx, "value", T("This rule is a number, not “%s”."), value);
    if (ends(rule, "_e2") && n > 10000)
        return problem(cx, "value", T("This rule is at most 100 %%."));
    if (!ends(rule, "_e2") && !ends(rule, "_cents") && n > 999)
        return problem(cx, "value", T("This rule is at most %d."), 999);
    return RC_OK;
}

const char *rule_word_source(struct cx *cx, const char *source)
{
    static const char mark[] = "[mem]";
    const char *at = strstr(source, mark);
    if (!at) return source;
    str before = str_trim((str){ source, (size_t)(at - source) });
    return arena_printf(cx->arena, T("%.*s%s (not confirmed: look it up in your contract)"),
                        (int)before.n, before.p, at + sizeof mark - 1);
}
