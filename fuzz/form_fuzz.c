/* SPDX-License-Identifier: EUPL-1.2 */
/* form_fuzz.c — any bytes as an urlencoded body, read into a form of every type and into a grid:
 * what is refused has a sentence, what is read is good text within its bounds.
 */
#include "web/form.h"

#include "base/log.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "web/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct any_form {
    const char *t, *l, *e, *p, *c;
    int64_t i, n, f, a, u, r, h;
    money m;
    date d;
    month o;
};
static const struct form_choice ab[] = { { "a", "A" }, { "b", "B" }, { NULL, NULL } };
static const struct form_field any_fields[] = {
    FIELD_OF(any_form, t, FORM_TEXT, N_("t"), .min = 1, .max = 9),
    FIELD_OF(any_form, l, FORM_LONG, N_("l")),
    FIELD_OF(any_form, e, FORM_EMAIL, N_("e")),
    FIELD_OF(any_form, p, FORM_PASSWORD, N_("p")),
    FIELD_OF(any_form, c, FORM_CHOICE, N_("c"), .choices = ab),
    FIELD_OF(any_form, i, FORM_INT, N_("i"), .min = -9, .max = 9),
    FIELD_OF(any_form, n, FORM_ID, N_("n")),
    FIELD_OF(any_form, f, FORM_FLAG, N_("f")),
    FIELD_OF(any_form, a, FORM_AMOUNT, N_("a")),
    FIELD_OF(any_form, u, FORM_UNITS, N_("u")),
    FIELD_OF(any_form, r, FORM_RATE, N_("r")),
    FIELD_OF(any_form, h, FORM_PERCENT, N_("h")),
    FIELD_OF(any_form, m, FORM_EUR, N_("m")),
    FIELD_OF(any_form, d, FORM_DATE, N_("d")),
    FIELD_OF(any_form, o, FORM_MONTH, N_("o")),
};
static const struct form any_form = FORM(any_form, any_fields);

static void check_form(struct cx *cx, const struct any_form *f)
{
    if (f->t) MUST(utf8_count(str_of(f->t)) <= 9 && !strpbrk(f->t, "\r\n"));
    if (f->l) MUST(!strchr(f->l, '\r'));
    if (f->e) MUST(strchr(f->e, '@'));
    if (f->c) MUST(z_eq(f->c, "a") || z_eq(f->c, "b"));
    MUST(f->i >= -9 && f->i <= 9 && f->n >= 0 && (f->f == 0 || f->f == 1));
    MUST(f->a >= -MONEY_MAX && f->a <= MONEY_MAX && z_eq(f->m.cur, "EUR"));
    if (date_given(f->d)) date_text(f->d, arena_alloc(cx->arena, DATE_TEXT));
}

static void read_as(struct cx *cx, struct request *rq, const char *tag)
{
    struct any_form f;
    void *rows;
    int *numbers;
    size_t n;
    cx->locale = i18n_locale(tag);
    MUST(cx->locale);
    if (form_read(cx, rq, &any_form, &f) == RC_OK)
        check_form(cx, &f);
    else
        MUST(cx->problems.first && *cx->problems.first->text);
    (void)form_view(cx, rq, &any_form, NULL);
    enum rc rc = form_read_rows(cx, rq, &any_form, "x", &rows, &numbers, &n);
    for (size_t i = 0; !rc && i < n; i++) {
        MUST(i == 0 || numbers[i] > numbers[i - 1]);
        check_form(cx, (struct any_form *)rows + i);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    struct pairs pairs = { 0 };
    struct request rq = { .method = METHOD_POST, .csrf = "", .session = "" };
    struct cx cx;
    if (!arena) arena = arena_new();
    cx_init(&cx, arena);
    if (parse_urlencoded(&cx, (str){ (const char *)data, size }, &pairs) == RC_OK) {
        for (size_t i = 0; i < pairs.n; i++)
            MUST(utf8_ok(str_of(pairs.v[i].name)) && utf8_ok(str_of(pairs.v[i].value)));
        rq.fields.v = pairs.v;
        rq.fields.n = pairs.n;
        read_as(&cx, &rq, "en");
        read_as(&cx, &rq, "sr");
    } else {
        MUST(cx.problems.first);
    }
    arena_reset(arena);
    return 0;
}
