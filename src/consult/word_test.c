/* SPDX-License-Identifier: EUPL-1.2 */
/* word_test.c — the first line of a mail, as people write it. */
#include "consult/word.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "tests/t.h"

#include <string.h>

static struct cx *fresh(struct cx *cx)
{
    cx_init(cx, arena_new());
    cx->locale = i18n_locale("en");
    return cx;
}

/* Each word alone, shouted, with a full stop, and before a reason; no word means two things. */
static void understands_every_word(void **state)
{
    struct cx c, *cx = fresh(&c);
    (void)state;
    for (size_t i = 0; word_at(i); i++) {
        const struct position_word *w = word_at(i);
        static const char *const ways[] = { "%s", "\n  %s.\n\nMore.", "**%s**", "%s!\n",
                                            "%s, since …" };
        for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
            const char *at = strstr(ways[k], "%s");
            const char *text =
                arena_printf(cx->arena, "%.*s%s%s", (int)(at - ways[k]), ways[k], w->word, at + 2);
            struct word_found f = word_read(cx, text, 0);
            if (f.choice != w->choice) fail_msg("“%s” is %s", text, choice_name(f.choice));
        }
        struct word_found folded = word_read(cx, utf8_fold(cx->arena, w->word), 0);
        assert_int_equal(folded.choice, w->choice);
    }
    arena_free(cx->arena);
}

static void leaves_other_sentences_alone(void **state)
{
    static const char *const other[] = {
        "",
        "No doubt this is good.",
        "Da li je sala slobodna?",
        "Support?",
        "Po mom mišljenju treba čekati.",
        "For the record: nothing.",
        "Against all odds we made it",
        "Dear all,\nsupport",
        "Yes and no",
    };
    struct cx c, *cx = fresh(&c);
    (void)state;
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        struct word_found f = word_read(cx, other[i], 0);
        if (f.choice != CHOICE_NONE) fail_msg("“%s” is %s", other[i], choice_name(f.choice));
        assert_string_equal(f.rest, other[i]);
    }
    arena_free(cx->arena);
}

static void keeps_the_reason(void **state)
{
    struct cx c, *cx = fresh(&c);
    struct word_found f;
    (void)state;
    f = word_read(cx, "Protiv\n\nPrekasno je.\nI skupo.\n", 0);
    assert_int_equal(f.choice, CHOICE_OBJECT);
    assert_string_equal(f.rest, "Prekasno je.\nI skupo.");
    f = word_read(cx, "За со измени: чл. 3\nи чл. 4", 0);
    assert_int_equal(f.choice, CHOICE_CHANGES);
    assert_string_equal(f.rest, "чл. 3\nи чл. 4");
    f = word_read(cx, "2, 1,3\nTirana is nearer.", 3);
    assert_int_equal(f.choice, CHOICE_RANKED);
    assert_string_equal(f.ranking, "2,1,3");
    f = word_read(cx, "2 > 4", 3);
    assert_int_equal(f.choice, CHOICE_NONE);
    arena_free(cx->arena);
}

/* What a mail tells people to write is understood, in every language that Kolo speaks. */
static void says_words_that_it_takes(void **state)
{
    struct cx c, *cx = fresh(&c);
    (void)state;
    for (size_t i = 0; i18n_locale_at(i); i++) {
        cx->locale = i18n_locale_at(i);
        int taken = 0;
        str rest = str_of(strchr(word_how(cx, RULE_CONSENT, true), ':') + 1);
        rest = str_cut(&rest, '.');
        while (rest.n) {
            const char *word = arena_str(cx->arena, str_trim(str_cut(&rest, ',')));
            struct word_found f = word_read(cx, word, 0);
            if (f.choice == CHOICE_NONE) fail_msg("%s: “%s”", cx->locale->tag, word);
            taken++;
        }
        assert_int_equal(taken, 5);
    }
    arena_free(cx->arena);
}

TESTS(word, cmocka_unit_test(understands_every_word),
      cmocka_unit_test(leaves_other_sentences_alone), cmocka_unit_test(keeps_the_reason),
      cmocka_unit_test(says_words_that_it_takes));
