/* SPDX-License-Identifier: EUPL-1.2 */
/* word_test.c — encoded words as mailers write them, cut where they like. */
#include "mail/word.h"

#include "mail/letter.h"
#include "tests/t.h"

#include <string.h>

/* What GMime makes of ${raw} as a subject, as a sender's name and as a file's. */
static void is(const char *raw, const char *text)
{
    struct arena *a = arena_new();
    struct cx cx;
    struct letter l;
    cx_init(&cx, a);
    const char *mail = arena_printf(
        a,
        "Subject: %s\r\nFrom: %s <a@eho.local>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n"
        "Content-Type: text/csv\r\nContent-Disposition: attachment; filename=\"%s\"\r\n\r\n"
        "a,b\r\n--b\r\nContent-Type: text/csv; name=\"%s\"\r\n"
        "Content-Disposition: attachment\r\n\r\na,b\r\n--b--\r\n",
        raw, raw, raw, raw);
    letter_read(&cx, str_of(mail), &l);
    assert_string_equal(l.subject, text);
    assert_string_equal(l.from_name, text);
    assert_string_equal(l.from, "a@eho.local");
    assert_int_equal(l.n_files, 2);
    for (size_t i = 0; i < l.n_files; i++) assert_string_equal(l.file[i].name, text);
    arena_free(a);
}

static void neighbours_are_one(void **state)
{
    (void)state;
    is("=?utf-8?B?0J/RgA==?= =?utf-8?B?0LjQvNC10YAgxI0=?=", "Пример č");     /* whole, and padded */
    is("=?utf-8?B?0J/RgNC40A==?=\r\n =?utf-8?B?vNC10YAgxI0=?=", "Пример č"); /* within a letter */
    is("=?UTF-8?Q?=D0=9F=D1?=\r\n\t=?utf-8?q?=80=D0=B8=D0=BC=D0=B5=D1=80_=C4=8D?=", "Пример č");
    is("=?utf-8?B?0J/R?= =?UTF-8?Q?=80=D0=B8=D0=BC=D0=B5=D1=80_=C4?= =?utf8?b?jQ==?=",
       "Пример č");                                                    /* of two encodings */
    is("=?utf-8*sr?B?0J/R?==?UTF-8?B?gNC40LzQtdGAIMSN?=", "Пример č"); /* with no blank */
    is("=?utf-8?B?0J8?= =?utf-8?B?0YDQuNC80LXRgCDEjQ?=", "Пример č");  /* unpadded */
    is("=?utf-8?B?0J/R?= =?utf-8?B?\?= =?utf-8?B?gNC40LzQtdGAIMSN?=", "Пример č"); /* one empty */
    is("=?windows-1251?B?z/Do?= =?windows-1251?Q?=EC=E5=F0?= =?utf-8?B?IMSN?=", "Пример č");
}

static void the_rest_stays(void **state)
{
    (void)state;
    is("Plain =?utf-8?Q?=C4=8D?= x", "Plain č x");
    is("=?utf-8?Q?=C4=8D?= and =?utf-8?Q?=C4=8D?=", "č and č");
    is("=?utf-8?Q?100_=3D_=2?=", "100 = =2");
    struct arena *a = arena_new();
    struct cx cx;
    cx_init(&cx, a);
    static const char *const all[] = { "",
                                       "=",
                                       "=?",
                                       "=?utf-8",
                                       "=?a?b",
                                       "=?a?b?",
                                       "=?a?b?YQ==",
                                       "=?a?x?YQ==?=",
                                       "=??b?",
                                       "=?a?\?x?=",
                                       "=?a?b?Y Q==?=",
                                       "=?a?b?Y?=",
                                       "1 = 2?" };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_string_equal(word_joined(&cx, all[i]), all[i]);
    assert_string_equal(word_joined(&cx, "a\r\n b =?a"), "a b =?a");
    assert_string_equal(word_joined(&cx, "=?utf-8?Q?a?= <b@c>"), "=?utf-8?B?YQ==?= <b@c>");
    /* What would take long is left alone. */
    char *huge = arena_alloc(a, 200001);
    for (size_t i = 0; i < 200000; i++) huge[i] = "=?a?q?"[i % 6];
    huge[200000] = 0;
    assert_ptr_equal(word_joined(&cx, huge), huge);
    arena_free(a);
}

TESTS(mail_word, cmocka_unit_test(neighbours_are_one), cmocka_unit_test(the_rest_stays));
