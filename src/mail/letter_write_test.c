/* SPDX-License-Identifier: EUPL-1.2 */
/* letter_write_test.c — what is written is read back as it was meant. */
#include "mail/letter_write.h"

#include "mail/letter.h"
#include "tests/t.h"

#include <string.h>

static void it_is_read_as_it_was_meant(void **state)
{
    (void)state;
    static const struct letter_written all[] = {
        { "Снежана Илић", "snezana@izvor.local", "reply+7@kolo.local",
          "Re: Где се састајемо — у Шапцу или у Тирани, и када би то најбоље било за све нас?",
          "1@izvor.local", "Да = слажемо се.  \n\n.\nFrom here on: " },
        { NULL, "x@y.local", "a@b.local", "", "2@y.local", "" },
        { "O'Brien, \"Ana\"", "ana@eho.local", "a@b.local", "Plain", "3@eho.local", "One\r\nTwo" },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct arena *a = arena_new();
        struct cx cx;
        struct letter l;
        cx_init(&cx, a);
        const str raw = letter_write(&cx, &all[i]);
        for (size_t k = 0; k < raw.n; k++) assert_true((unsigned char)raw.p[k] < 0x80);
        letter_read(&cx, raw, &l);
        assert_string_equal(l.from, all[i].from);
        assert_string_equal(l.subject, all[i].subject);
        assert_string_equal(l.message_id, all[i].message_id);
        assert_string_equal(l.to[0], all[i].to);
        assert_false(l.automatic);
        if (i == 0) {
            assert_string_equal(l.from_name, all[i].name);
            assert_non_null(strstr(l.whole, "Да = слажемо се.  \n\n.\nFrom here on: "));
        }
        if (i == 2) assert_non_null(strstr(l.whole, "One\nTwo"));
        arena_free(a);
    }
}

static void it_adds_no_header(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct cx cx;
    struct letter l;
    cx_init(&cx, a);
    letter_read(&cx,
                letter_write(&cx, &(struct letter_written){ "Ana\r\nX-Loop: kolo", "ana@eho.local",
                                                            "a@b.local", "Re\r\nX-Loop: kolo.local",
                                                            "1@x", "A" }),
                &l);
    assert_string_equal(l.loop, "");
    assert_string_equal(l.from, "ana@eho.local");
    arena_free(a);
}

TESTS(letter_write, cmocka_unit_test(it_is_read_as_it_was_meant),
      cmocka_unit_test(it_adds_no_header));
