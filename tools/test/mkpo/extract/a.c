/* SPDX-License-Identifier: EUPL-1.2 */
/* a.c — what mkpo --extract finds and what not. T("in a comment") */
#define T(text) i18n_text(cx, NULL, "" text)
#define LONG(x) \
    { N_("In a macro " \
         "of two lines"), x }
#include "i18n/i18n.h"
// T("in a line comment")
static const char *const names[] = { N_("Plain"), N_("Two "
                                                     "parts") };
static const char *const not_these[] = { "T(\"in a string\")", "plain", XT("other"), T_X("other") };
void a(struct cx *cx, char c)
{
    if (c == '"') put(T("After a quote character"));
    put(T("Plain"));
    put(T(/* why */ "With \"quotes\", \\ and\ttab\nand line\x21\101é\u017e"));
    put(T_C("month", "May"));
    put(T_N(f(a, "x,y", ','), "%d line", "%d lines"));
    put(T("%d line"));
}
