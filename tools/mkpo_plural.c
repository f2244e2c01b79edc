/* SPDX-License-Identifier: EUPL-1.2 */
/* mkpo_plural.c — reads the Plural-Forms of a catalogue and writes them as C.
 *
 * The header is a stranger's text that becomes our code, so it is parsed, not pasted: numbers, n,
 * the arithmetic, comparing, logical and conditional operators of C, nothing else. The rule is then
 * tried on many numbers: a form that does not exist is refused here, not read past the table later.
 */
#include "mkpo.h"

#include <stdlib.h>
#include <string.h>

struct node {
    const char *op; /* "n", "1", "!", "?", or a binary operator */
    uint64_t value; /* of a number */
    struct node *a, *b, *c;
};

struct parser {
    const char *path, *p;
    int line, depth;
};

/* Operators by binding, weakest first; in a row the longer ones stand before their beginnings. */
static const char *const levels[][5] = { { "||", NULL },       { "&&", NULL },
                                         { "==", "!=", NULL }, { "<=", ">=", "<", ">", NULL },
                                         { "+", "-", NULL },   { "*", "/", "%", NULL } };
enum { LEVELS = sizeof levels / sizeof *levels };

static struct node *node(const char *op, struct node *a, struct node *b, struct node *c)
{
    struct node *x = source_alloc(sizeof *x);
    *x = (struct node){ op, 0, a, b, c };
    return x;
}

static bool take(struct parser *s, const char *z)
{
    s->p += strspn(s->p, " \t\n");
    if (strncmp(s->p, z, strlen(z)) != 0) return false;
    s->p += strlen(z);
    return true;
}

_Noreturn static void stop(const struct parser *s, const char *what)
{
    source_error(s->path, s->line, 0, "Plural-Forms: %s before `%.20s`", what, s->p);
}

static struct node *ternary(struct parser *s);

static struct node *primary(struct parser *s)
{
    if (++s->depth > 100) stop(s, "the expression is nested too deep");
    struct node *x = NULL;
    if (take(s, "!")) {
        x = node("!", primary(s), NULL, NULL);
    } else if (take(s, "(")) {
        x = ternary(s);
        if (!take(s, ")")) stop(s, "a ) is missing");
    } else if (take(s, "n")) {
        x = node("n", NULL, NULL, NULL);
    } else if (*s->p >= '0' && *s->p <= '9') {
        char *end = NULL;
        x = node("1", NULL, NULL, NULL);
        x->value = strtoull(s->p, &end, 10);
        if (end - s->p > 9) stop(s, "the number is too large");
        s->p = end;
    } else {
        stop(s, "expected n, a number, ! or (");
    }
    s->depth--;
    return x;
}

static struct node *binary(struct parser *s, size_t level)
{
    if (level == LEVELS) return primary(s);
    struct node *x = binary(s, level + 1);
    for (size_t i = 0; levels[level][i];) {
        const char *op = levels[level][i];
        if (!take(s, op)) {
            i++;
            continue;
        }
        struct node *right = binary(s, level + 1);
        bool divides = *op == '/' || *op == '%';
        if (divides && (strcmp(right->op, "1") != 0 || right->value == 0))
            stop(s, "only a number above 0 may divide");
        x = node(op, x, right, NULL);
        i = 0;
    }
    return x;
}

static struct node *ternary(struct parser *s)
{
    if (++s->depth > 100) stop(s, "the expression is nested too deep");
    struct node *x = binary(s, 0);
    if (take(s, "?")) {
        struct node *yes = ternary(s);
        if (!take(s, ":")) stop(s, "a : is missing");
        x = node("?", x, yes, ternary(s));
    }
    s->depth--;
    return x;
}

static uint64_t value(const struct node *x, uint64_t n)
{
    if (*x->op == 'n') return n;
    if (*x->op == '1') return x->value;
    uint64_t a = value(x->a, n);
    if (*x->op == '?') return value(a ? x->b : x->c, n);
    if (strcmp(x->op, "!") == 0) return !a;
    if (strcmp(x->op, "||") == 0) return a || value(x->b, n);
    if (strcmp(x->op, "&&") == 0) return a && value(x->b, n);
    uint64_t b = value(x->b, n);
    switch (*x->op) {
    case '=': return a == b;
    case '!': return a != b;
    case '<': return x->op[1] ? a <= b : a < b;
    case '>': return x->op[1] ? a >= b : a > b;
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return a / b;
    default: return a % b;
    }
}

void plural_parse(const char *path, int line, const char *header, struct plural *p)
{
    struct parser s = { path, header, line, 0 };
    if (!take(&s, "nplurals") || !take(&s, "=")) stop(&s, "expected nplurals=");
    s.p += strspn(s.p, " ");
    unsigned long forms = strtoul(s.p, (char **)&s.p, 10);
    if (forms < 1 || forms > PO_FORMS) stop(&s, "nplurals is not 1 to 6");
    if (!take(&s, ";") || !take(&s, "plural") || !take(&s, "=")) stop(&s, "expected plural=");
    p->forms = (unsigned)forms;
    p->rule = ternary(&s);
    take(&s, ";");
    s.p += strspn(s.p, " \t\n");
    if (*s.p) stop(&s, "something does not belong there");
    for (uint64_t n = 0; n < 2000; n++)
        if (value(p->rule, n) >= forms)
            source_error(path, line, 0, "Plural-Forms: n = %u gives form %llu, but nplurals is %lu",
                         (unsigned)n, (unsigned long long)value(p->rule, n), forms);
}

/* ---- C ---- */

static bool is_truth(const struct node *x) { return strchr("=!<>|&", *x->op) != NULL; }

static void put(struct text *t, const struct node *x, bool as_truth);

/* Comparisons are numbers in C too, but -Wconversion and -Wsign-compare want it said. */
static void put_node(struct text *t, const struct node *x)
{
    if (*x->op == 'n') {
        text_char(t, 'n');
    } else if (*x->op == '1') {
        text_printf(t, "%llu", (unsigned long long)x->value);
    } else if (strcmp(x->op, "!") == 0) {
        text_char(t, '!');
        put(t, x->a, true);
    } else if (*x->op == '?') {
        text_char(t, '(');
        put(t, x->a, true);
        text_add(t, " ? ");
        put(t, x->b, false);
        text_add(t, " : ");
        put(t, x->c, false);
        text_char(t, ')');
    } else {
        bool logical = *x->op == '|' || *x->op == '&';
        text_char(t, '(');
        put(t, x->a, logical);
        text_printf(t, " %s ", x->op);
        put(t, x->b, logical);
        text_char(t, ')');
    }
}

static void put(struct text *t, const struct node *x, bool as_truth)
{
    if (as_truth == is_truth(x)) {
        put_node(t, x);
        return;
    }
    text_char(t, '(');
    put_node(t, x);
    text_add(t, as_truth ? " != 0)" : " ? 1u : 0u)");
}

void plural_c(struct text *t, const struct plural *p)
{
    text_add(t, "(unsigned)");
    put(t, p->rule, false);
}
