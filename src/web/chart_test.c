/* SPDX-License-Identifier: EUPL-1.2 */
/* chart_test.c — pictures say the same as their tables, escape what they are given, and need no
 * style attribute.
 */
#include "web/chart.h"

#include "tests/t.h"

#include <string.h>

static struct cx cx;

static int set_up(void **state)
{
    (void)state;
    cx_init(&cx, arena_new());
    cx.locale = i18n_locale("en");
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    arena_free(cx.arena);
    return 0;
}

static void has(struct html h, const char *part)
{
    if (!strstr(h.p, part)) fail_msg("no %s in %s", part, h.p);
}
static void has_not(struct html h, const char *part)
{
    if (strstr(h.p, part)) fail_msg("%s is in %s", part, h.p);
}

static void bars_share_one_scale(void **state)
{
    (void)state;
    struct chart_bar bars[] = {
        { "Travel", eur(20000), eur(5000), eur(20000), eur(20000), { NULL } },
        { "Office", eur(40000), eur(40000), eur(40000), eur(40000), { "/p/1/budget" } },
    };
    struct html h = chart_bars(&cx, "By heading", bars, 2);
    has(h, "class=\"c-base\" x=\"0\" y=\"3\" height=\"12\" rx=\"2\" width=\"50.00%\"");
    has(h, "class=\"c-fill\" x=\"0\" y=\"3\" height=\"12\" rx=\"2\" width=\"12.50%\"");
    has(h, "<a href=\"/p/1/budget\">Office</a>");
    has(h, "<th scope=\"row\">Travel</th>");
    has_not(h, "c-over"); /* spent to the last cent is not overspent */
    has_not(h, "style=");
}

static void overspent_is_said_in_a_word(void **state)
{
    (void)state;
    struct chart_bar bar = { "Travel", eur(10000), eur(12000), eur(8500), eur(11500), { NULL } };
    struct html h = chart_bars(&cx, "t", &bar, 1);
    has(h, "over by");
    has(h, "class=\"c-over\"");
    has(h, "stroke-dasharray");
    bar.spent = eur(11500); /* the end of the allowed range is allowed */
    has_not(chart_bars(&cx, "t", &bar, 1), "over by");
}

static void odd_figures_do_not_leave_the_picture(void **state)
{
    (void)state;
    struct chart_bar bars[] = {
        { "credit", eur(10000), eur(-500), eur(10000), eur(10000), { NULL } },
        { "none", eur(0), eur(0), eur(0), eur(0), { NULL } },
        { "unplanned", eur(0), eur(700), eur(0), eur(0), { NULL } },
    };
    struct html h = chart_bars(&cx, "t", bars, 3);
    has_not(h, "width=\"-");
    has(h, "over by");
    has(chart_bars(&cx, "nothing", bars, 0), "<figcaption>nothing");
}

static void text_is_escaped(void **state)
{
    (void)state;
    struct chart_bar bar = { "<b>&\"", eur(1), eur(1), eur(1), eur(1), { NULL } };
    struct chart_dot dot = { "<i>\"", 6 };
    has_not(chart_bars(&cx, "<u>", &bar, 1), "<b>&");
    has_not(chart_bars(&cx, "<u>", &bar, 1), "<u>");
    struct html ring = chart_ring(&cx, "<u>\"", &dot, 1, 32);
    has_not(ring, "<i>");
    has_not(ring, "<u>");
    has_not(chart_meter(&cx, "\"><script>", eur(1), eur(2), eur(2), eur(2)), "<script");
}

static void ring_names_every_partner_and_state(void **state)
{
    (void)state;
    struct chart_dot dots[] = {
        { "MCIC", 5 }, { "DA", 6 }, { "EHO", 3 }, { "ECAS", 4 }, { "CNVOS", 0 }
    };
    struct html mark = chart_ring(&cx, "Period 2", dots, 5, 32);
    has(mark, "aria-label=\"Period 2: MCIC accepted, DA late, EHO returned, ECAS in check, CNVOS "
              "nothing yet\"");
    has_not(mark, "<table");
    has(chart_ring(&cx, "Period 2", dots, 5, 160), "<th scope=\"row\">CNVOS</th>");
    for (size_t n = 0; n <= 5; n++) has_not(chart_ring(&cx, "p", dots, n, 32), "nan");
    dots[0].state = 99;
    has(chart_ring(&cx, "p", dots, 1, 32), "MCIC nothing yet");
}

static void meter_says_its_figures(void **state)
{
    (void)state;
    struct html h = chart_meter(&cx, "Heading 3", eur(50000), eur(100000), eur(85000), eur(115000));
    has(h, "role=\"img\"");
    has(h, "Heading 3: ");
    has(h, "x1=\"73.91%\""); /* 850 of 1150 */
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
TESTS(chart, CASE(bars_share_one_scale), CASE(overspent_is_said_in_a_word),
      CASE(odd_figures_do_not_leave_the_picture), CASE(text_is_escaped),
      CASE(ring_names_every_partner_and_state), CASE(meter_says_its_figures));
