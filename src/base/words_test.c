/* SPDX-License-Identifier: EUPL-1.2 */
/* words_test.c — what stays, goes and comes between two texts; both can be put together again. */
#include "base/words.h"

#include "base/buf.h"
#include "base/rand.h"
#include "tests/t.h"

#include <string.h>

static const char *shown(struct arena *a, const char *before, const char *after)
{
    size_t n;
    const struct words_run *r = words_compare(a, before, after, &n);
    const char *text = "";
    for (size_t i = 0; i < n; i++) {
        text = r[i].kind == WORDS_SAME   ? arena_printf(a, "%s%s", text, r[i].text)
               : r[i].kind == WORDS_GONE ? arena_printf(a, "%s[-%s]", text, r[i].text)
                                         : arena_printf(a, "%s[+%s]", text, r[i].text);
    }
    return text;
}

static void marks_what_changed(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(shown(a, "with 24 participants.", "with 27 participants."),
                        "with [-24 ][+27 ]participants.");
    assert_string_equal(shown(a, "", "New text"), "[+New text]");
    assert_string_equal(shown(a, "Old text", ""), "[-Old text]");
    assert_string_equal(shown(a, "same", "same"), "same");
    assert_string_equal(shown(a, "", ""), "");
    assert_string_equal(shown(a, "a b c d e", "a c x e"), "a [-b ]c [-d ][+x ]e");
    arena_free(a);
}

/* Random texts of few words: same and gone give the first again, same and new the second; blanks
 * aside. */
static void gives_both_texts_again(void **state)
{
    struct seeded r = { 5 };
    (void)state;
    for (int i = 0; i < 400; i++) {
        struct arena *a = arena_new();
        const char *text[2] = { "", "" };
        for (int k = 0; k < 2; k++)
            for (int64_t w = seeded_below(&r, 14); w > 0; w--)
                text[k] = arena_printf(a, "%s%c ", text[k], (char)('a' + seeded_below(&r, 4)));
        size_t n, same = 0;
        const char *made[2] = { "", "" };
        const struct words_run *runs = words_compare(a, text[0], text[1], &n);
        for (size_t k = 0; k < n; k++) {
            if (runs[k].kind != WORDS_NEW) made[0] = arena_printf(a, "%s%s", made[0], runs[k].text);
            if (runs[k].kind != WORDS_GONE)
                made[1] = arena_printf(a, "%s%s", made[1], runs[k].text);
            same += runs[k].kind == WORDS_SAME;
        }
        assert_string_equal(made[0], text[0]);
        assert_string_equal(made[1], text[1]);
        if (n == 1 && *text[0] && *text[1]) assert_int_equal(same, 1);
        arena_free(a);
    }
}

static void finds(const char *text, const char *passage, const char *wanted)
{
    struct arena *a = arena_new();
    const str at = words_find(a, text, passage);
    arena_free(a);
    if (!wanted) {
        assert_null(at.p);
        return;
    }
    assert_non_null(at.p);
    assert_int_equal(at.n, strlen(wanted));
    assert_memory_equal(at.p, wanted, at.n);
}

static void finds_what_a_reader_copies(void **state)
{
    (void)state;
    const char *text = "## Rules\n\nMembers meet\n**once a year**. They decide.";
    finds(text, "They decide.", "They decide.");
    finds(text, "  meet once\ta year. They ", "meet\n**once a year**. They");
    finds(text, "Rules\nMembers", "Rules\n\nMembers");
    finds(text, "once a year", "once a year");
    finds(text, "**once a year**.", "once a year**.");
    finds(text, "oncea year", NULL);
    finds(text, "They decide. Alone.", NULL);
    finds(text, " \n", NULL);
    finds("aab", "ab", "ab");
    finds("a**b", "ab", "a**b");
    finds("*a*", "**a", "a");
    finds("Члан **1**: сви", "1: сви", "1**: сви");
    finds("", "a", NULL);
    finds("***", "*", NULL);
}

TESTS(report_words, cmocka_unit_test(marks_what_changed), cmocka_unit_test(gives_both_texts_again),
      cmocka_unit_test(finds_what_a_reader_copies));
