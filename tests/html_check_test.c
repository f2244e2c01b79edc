/* SPDX-License-Identifier: EUPL-1.2 */
/* html_check_test.c — the checker of pages finds what it says it finds. */
#include "tests/html_check.h"

#include "tests/t.h"

#include <string.h>

static void finds_trouble(void **state)
{
    (void)state;
    static const struct {
        const char *page, *trouble; /* NULL: fine */
    } rows[] = {
        { "<!doctype html><html><head><title>a < b</title></head><body><p>x<p>y</body></html>",
          NULL },
        { "<ul><li>a<li>b</ul><br><img alt=\"\" src=\"/x\"><svg><path d=\"M0\"/></svg>", NULL },
        { "<label for=\"a\">A</label><input id=\"a\"><label>B <select></select></label>", NULL },
        { "<label for=\"a\">A</label><select id=\"a\"></select>", NULL },
        { "<input type=\"hidden\" name=\"a\"><input aria-label=\"x\"><script src=\"/a\"></script>",
          NULL },
        { "<!-- <b> --><textarea aria-label=\"x\"><b></textarea>", NULL },
        { "<div><span></div>", "closed while another is open" },
        { "<div>", "never closed" },
        { "</div>", "closed but not open" },
        { "<p id=\"a\"></p><p id=\"a\"></p>", "an id stands twice" },
        { "<a href=x></a>", "without quotes" },
        { "<a href=\"x></a>", "without an end" },
        { "<b onclick=\"x\"></b>", "inline script or style" },
        { "<b style=\"x\"></b>", "inline script or style" },
        { "<script>x</script>", "inline" },
        { "<input name=\"a\">", "no label" },
        { "<textarea id=\"a\"></textarea>", "nobody labels" },
        { "a < b", "a bare" },
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = html_check(a, rows[i].page), *wanted = rows[i].trouble;
        if (wanted ? !got || !strstr(got, wanted) : got != NULL)
            fail_msg("%s: %s", rows[i].page, got ? got : "no trouble found");
    }
    arena_free(a);
}

static void finds_links(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *at = "<a class=\"x\" href=\"/a?b=1&amp;c\">href=\"no</a><form action=\"/f\">",
               *link;
    bool action;
    assert_true(html_links(a, &at, &link, &action) && !action);
    assert_string_equal(link, "/a?b=1&c");
    assert_true(html_links(a, &at, &link, &action) && action);
    assert_string_equal(link, "/f");
    assert_false(html_links(a, &at, &link, &action));
    arena_free(a);
}

TESTS(html_check, cmocka_unit_test(finds_trouble), cmocka_unit_test(finds_links));
