/* SPDX-License-Identifier: EUPL-1.2 */
/* i18n.h — the reader's language: texts, plurals, numbers, amounts, dates, order of names.
 *
 * Texts are English in the source; catalogues are po/LANG.po compiled by tools/mkpo into sorted C
 * tables with the language's plural rule. "sr" is Serbian in Latin script; "sr-Cyrl" uses the same
 * catalogue through transliteration. Nothing here uses the process locale.
 */
#ifndef KOLO_I18N_I18N_H
#define KOLO_I18N_I18N_H

#include "base/cx.h"
#include "base/money.h"

struct locale {
    const char *tag;                   /* BCP 47: "en", "sr", "sr-Cyrl" */
    const char *name;                  /* in the language itself */
    char decimal;                      /* ',' or '.' */
    const char *group;                 /* thousands: U+202F narrow no-break space for all */
    bool cyrillic;                     /* transliterate the Latin catalogue */
    const struct catalogue *catalogue; /* NULL: English, as in the source */
};
/** i18n_locale(tag): NULL when there is none. i18n_choose(tags): the best for an Accept-Language
 * header; never NULL. i18n_locale_at(i). */
const struct locale *i18n_locale(const char *tag);
const struct locale *i18n_choose(str accept_language);
const struct locale *i18n_locale_at(size_t i);

#define T(text) i18n_text(cx, NULL, "" text)
#define T_C(context, text) i18n_text(cx, "" context, "" text)
#define T_N(n, one, many) i18n_plural(cx, (n), "" one, "" many)
/** N_("text") marks a text in a static table; i18n_text(cx, NULL, that) translates it where it is
 * shown. */
#define N_(text) "" text
const char *i18n_text(struct cx *cx, const char *context, const char *text)
    __attribute__((format_arg(3)));
const char *i18n_plural(struct cx *cx, int64_t n, const char *one, const char *many)
    __attribute__((format_arg(3), format_arg(4)));

/* In the reader's form; results live in cx->arena. */
const char *i18n_int(struct cx *cx, int64_t n);
const char *i18n_minor(struct cx *cx, int64_t minor); /* 1 234,56 */
const char *i18n_money(struct cx *cx, money m);       /* 1 234,56 EUR */
const char *i18n_scaled(struct cx *cx, int64_t v, int digits, int least);
/** i18n_bytes(cx, n): the size of a file: "17 KB". */
const char *i18n_bytes(struct cx *cx, int64_t n);
const char *i18n_percent_e2(struct cx *cx, int64_t e2);   /* 12,34 %, 12,5 %, 7 % */
const char *i18n_percent_even(struct cx *cx, int64_t e2); /* 7,00 %: one under the other */
const char *i18n_date(struct cx *cx, date d);             /* 12 Mar 2027 · 12. 3. 2027. */
const char *i18n_month(struct cx *cx, month m);           /* March 2027 */
/** i18n_stamp(cx, s): by the clock of the reader's zone, which it names: "12 Mar 2027, 14:30 CET".
 */
const char *i18n_stamp(struct cx *cx, stamp s);
/** i18n_country(cx, code): of two letters, XK for Kosovo; an unknown code is shown as it is.
 * i18n_country_known: is it one of ISO 3166-1, or XK? */
bool i18n_country_known(const char *code);
const char *i18n_country(struct cx *cx, const char *code);
/** i18n_in_days(cx, d): "today", "in 3 days", "3 days late". */
const char *i18n_in_days(struct cx *cx, date d);

/** i18n_compare(cx, a, b): the reader's alphabetical order (ICU collation of the locale). Languages
 * of names: sq mk sr sl hr ro bg bs en fr nl. */
int i18n_compare(struct cx *cx, const char *a, const char *b);
int i18n_compare_in(const char *collation, const char *a, const char *b);
/** i18n_cyrillic(a, z): Serbian Latin to Cyrillic with the list of exceptions ("injekcija"); leaves
 * %s/%d directives, HTML entities, e-mail and web addresses alone. */
char *i18n_cyrillic(struct arena *a, const char *z);

#endif
