/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_web_test.c — one click in a mail: what a scanner, a mail program, a stranger and its owner
 * can do with the link, and what they cannot.
 */
#include "notice/excerpt.h"
#include "notice/setting.h"
#include "notice/unsubscribe.h"
#include "store/db.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

static enum notice_how how_of(struct cx *cx, int64_t account, enum notice_kind kind)
{
    struct choices c;
    assert_int_equal(setting_choices_of(cx, account, &c), RC_OK);
    return c.how[kind];
}

static void one_click(struct cx *cx)
{
    struct people p;
    const char *path;
    struct browser nobody = { 0 }, scanner = { 0 }, donor = { 0 };
    people_make(cx, &p);
    site_setup();
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR];
    assert_int_equal(unsubscribe_path(cx, eho, NOTICE_TASK, &path), RC_OK);

    /* Opening the link asks and changes nothing, however often. */
    for (int i = 0; i < 2; i++) {
        struct answer asked = site_get(cx, &scanner, path);
        assert_int_equal(asked.status, 200);
        assert_shows(asked, "Do you want no more of these mails?");
        assert_shows(asked, "Mails about: Tasks");
        assert_shows(asked, "p…@example.org");
        assert_hides(asked, "partner_coordinator@example.org");
    }
    assert_int_equal(how_of(cx, eho, NOTICE_TASK), NOTICE_NOW);

    /* What a mail program sends by itself: no cookie, no token, another origin (RFC 8058). */
    struct browser program = { .headers = "Origin: https://mail.example\n" };
    struct answer done = site_post(cx, &program, path, "List-Unsubscribe=One-Click");
    assert_int_equal(done.status, 200);
    assert_shows(done, "No mails of this kind go to this address any more.");
    assert_int_equal(how_of(cx, eho, NOTICE_TASK), NOTICE_NONE);
    assert_int_equal(how_of(cx, eho, NOTICE_MENTION), NOTICE_NOW);
    assert_int_equal(site_post(cx, &program, path, "List-Unsubscribe=One-Click").status, 200);

    /* Undone, also by whom the mail was passed on to; it stays that one kind of that one person. */
    struct answer back = site_post(cx, &nobody, path, "act=back");
    assert_shows(back, "They are sent again.");
    assert_int_equal(how_of(cx, eho, NOTICE_TASK), NOTICE_NOW);
    site_sign_in(cx, &donor, p.account[ROLE_DONOR]);
    assert_int_equal(site_post(cx, &donor, path, "act=end").status, 200);
    assert_int_equal(how_of(cx, eho, NOTICE_TASK), NOTICE_NONE);
    assert_int_equal(how_of(cx, p.account[ROLE_DONOR], NOTICE_TASK), NOTICE_NOW);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM notice_choice WHERE how = 'none'"), 1);

    /* A word that was changed, or is for something else, is none. */
    char *forged = arena_dup(cx->arena, path);
    char *end = forged + strlen(forged) - 1;
    *end = *end == 'a' ? 'b' : 'a';
    assert_int_equal(site_get(cx, &nobody, forged).status, 404);
    assert_int_equal(site_post(cx, &nobody, forged, "act=end").status, 404);
    assert_int_equal(site_get(cx, &nobody, "/unsubscribe/x").status, 404);
}

static void by_one_click(void **state)
{
    (void)state;
    test_on_engines(one_click);
}

/* Of a comment on a passage the list shows the comment. */
static void shows_what_is_said(struct cx *cx)
{
    static const struct {
        const char *body, *out;
    } of[] = {
        { "Ana wrote on “Guide”:\n\n„three days“\n\nToo few.", "Too few." },
        { "Ana wrote on “Guide”:\n\n„three days“", "„three days“" },
        { "Ana wrote on “Guide”:\n\n**Support**\n\nGladly.\n\nAna", "Gladly." },
        { "**Support** it\n\nGladly.", "**Support** it" },
        { "„Three days“ are too few.\n\nAna", "„Three days“ are too few." },
        { "****\n\nGladly.", "****" },
        { "", "" },
    };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        assert_string_equal(notice_excerpt(cx, of[i].body), of[i].out);
}

static void excerpts(void **state)
{
    (void)state;
    test_on_engines(shows_what_is_said);
}

TESTS(notice_web, cmocka_unit_test(by_one_click), cmocka_unit_test(excerpts));
