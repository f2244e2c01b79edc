/* SPDX-License-Identifier: EUPL-1.2 */
/* help_test.c — every help text can be shown in every language, and its links lead somewhere. */
#include "web/help.h"

#include "tests/t.h"

#include <string.h>

static struct cx cx;

static int set_up(void **state)
{
    (void)state;
    cx_init(&cx, arena_new());
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    arena_free(cx.arena);
    return 0;
}

static const char *const languages[] = { "en", "sr", "sr-Cyrl" };
enum { LANGUAGES = 3 };

static const char *word_of(const struct embedded_text *t) { return strchr(t->name, '.') + 1; }

static void check_links(const char *html, const char *in)
{
    static const char href[] = "href=\"/help/";
    for (const char *p = html; (p = strstr(p, href)); p++) {
        const char *word = p + sizeof href - 1;
        struct help_text t;
        const char *target = arena_str(cx.arena, (str){ word, strcspn(word, "\"#") });
        if (!z_eq(target, "design") && !help_find(&cx, target, &t))
            fail_msg("%s links to /help/%s", in, target);
    }
}

static void every_text_is_whole_in_every_language(void **state)
{
    (void)state;
    for (const struct embedded_text *f = help_table; f->name; f++)
        for (size_t i = 0; i < LANGUAGES; i++) {
            struct help_text t;
            cx.locale = i18n_locale(languages[i]);
            assert_non_null(cx.locale);
            assert_true(help_find(&cx, word_of(f), &t));
            if (t.foreign) fail_msg("%s is not there in %s", word_of(f), languages[i]);
            assert_true(strlen(t.title) > 3);
            assert_true(t.parts.n > 1);
            for (size_t k = 0; k < t.parts.n; k++) {
                check_links(t.parts.v[k].html.p, f->name);
                for (size_t m = 0; m < k && t.parts.v[k].id; m++)
                    assert_false(z_eq(t.parts.v[k].id, t.parts.v[m].id));
            }
        }
}

static void parts_are_named_by_their_heading(void **state)
{
    (void)state;
    struct help_text t;
    cx.locale = i18n_locale("en");
    assert_true(help_find(&cx, "terms", &t));
    assert_null(t.parts.v[0].id);
    assert_string_equal(t.parts.v[2].id, "affiliated-entity");
    assert_string_equal(t.parts.v[2].title, "Affiliated entity");
    assert_null(strstr(t.parts.v[2].html.p, "<h"));
    assert_false(help_find(&cx, "nothing", &t));
    assert_false(help_find(&cx, "../en.index", &t));
}

static void cyrillic_leaves_addresses_and_code_alone(void **state)
{
    (void)state;
    struct html h = { "<p>Novi <a href=\"/help/lead\">red</a> <code>kolo audit</code> &amp; "
                      "Šid</p>" };
    assert_string_equal(html_cyrillic(&cx, h).p,
                        "<p>Нови <a href=\"/help/lead\">ред</a> <code>kolo audit</code> &amp; "
                        "Шид</p>");
    struct help_text t;
    cx.locale = i18n_locale("sr-Cyrl");
    assert_true(help_find(&cx, "lead", &t));
    assert_string_equal(t.title, "Провера и обједињавање");
    assert_string_equal(t.parts.v[1].id, "ko-je-gde");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
TESTS(help, CASE(every_text_is_whole_in_every_language), CASE(parts_are_named_by_their_heading),
      CASE(cyrillic_leaves_addresses_and_code_alone));
