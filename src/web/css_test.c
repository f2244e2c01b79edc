/* SPDX-License-Identifier: EUPL-1.2 */
/* css_test.c — what the style sheet and the script promise: readable colours in both themes, few
 * bytes, nothing from elsewhere.
 */
#include "base/arena.h"
#include "tests/t.h"
#include "web/asset.h"

#include <math.h>
#include <string.h>

static const struct asset *asset(const char *name)
{
    for (const struct asset *a = asset_table; a->name; a++)
        if (z_eq(a->name, name)) return a;
    fail_msg("no asset %s", name);
    return NULL;
}

static const char *css(struct arena *a)
{
    const struct asset *f = asset("app.css");
    return arena_str(a, (str){ (const char *)f->p, f->n });
}

static double channel(const char *hex)
{
    int v = 0;
    for (int i = 0; i < 2; i++) {
        const char *digits = "0123456789abcdef", *at = strchr(digits, hex[i]);
        assert_non_null(at);
        v = v * 16 + (int)(at - digits);
    }
    double c = v / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* Relative luminance (WCAG 2) of "--NAME: #rrggbb" in the block that begins at ${block}. */
static double luminance(struct arena *a, const char *block, const char *name)
{
    const char *key = arena_printf(a, "--%s: #", name), *at = strstr(block, key);
    if (!at) fail_msg("no colour %s", name);
    at += strlen(key);
    return 0.2126 * channel(at) + 0.7152 * channel(at + 2) + 0.0722 * channel(at + 4);
}

static double contrast(double x, double y)
{
    double hi = x > y ? x : y, lo = x > y ? y : x;
    return (hi + 0.05) / (lo + 0.05);
}

struct need {
    const char *fore, *back;
    double least;
};

static const struct need needs[] = {
    { "ink", "paper", 7 },        { "ink", "raise", 7 },         { "ink", "float", 7 },
    { "ink", "act-tint", 7 },     { "ink", "ask-tint", 7 },      { "ink", "good-tint", 7 },
    { "ink", "bad-tint", 7 },     { "soft", "paper", 4.5 },      { "soft", "raise", 4.5 },
    { "soft", "float", 4.5 },     { "soft", "act-tint", 4.5 },   { "soft", "ask-tint", 4.5 },
    { "soft", "good-tint", 4.5 }, { "soft", "bad-tint", 4.5 },   { "act", "paper", 4.5 },
    { "act", "raise", 4.5 },      { "act", "float", 4.5 },       { "act", "act-tint", 4.5 },
    { "act", "ask-tint", 4.5 },   { "act", "good-tint", 4.5 },   { "act", "bad-tint", 4.5 },
    { "on-act", "act", 4.5 },     { "on-act", "act-deep", 4.5 }, { "act-deep", "paper", 4.5 },
    { "ask", "paper", 4.5 },      { "ask", "raise", 4.5 },       { "ask", "ask-tint", 4.5 },
    { "ask", "act-tint", 4.5 },   { "good", "paper", 4.5 },      { "good", "raise", 4.5 },
    { "good", "good-tint", 4.5 }, { "good", "act-tint", 4.5 },   { "bad", "paper", 4.5 },
    { "bad", "raise", 4.5 },      { "bad", "bad-tint", 4.5 },    { "bad", "act-tint", 4.5 },
    { "edge", "paper", 3 },       { "ask-mark", "paper", 3 },    { "good-mark", "paper", 3 },
    { "bad-mark", "paper", 3 },   { "bar", "paper", 3 },         { "bar", "raise", 3 },
};

static void is_readable_in_both_themes(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *light = strstr(css(a), ":root"), *dark;
    assert_non_null(light);
    dark = strstr(light, "prefers-color-scheme: dark");
    assert_non_null(dark);
    const char *themes[] = { light, dark };
    for (size_t t = 0; t < 2; t++)
        for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
            const struct need *n = &needs[i];
            double is =
                contrast(luminance(a, themes[t], n->fore), luminance(a, themes[t], n->back));
            if (is < n->least)
                fail_msg("%s: %s on %s has %.2f, needs %.1f", t ? "dark" : "light", n->fore,
                         n->back, is, n->least);
        }
    arena_free(a);
}

static void asks_nobody_else(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const char *const not_in_css[] = { "url(", "@import", "@font-face", "http", "data:" };
    const char *z = css(a);
    for (size_t i = 0; i < sizeof not_in_css / sizeof *not_in_css; i++)
        if (strstr(z, not_in_css[i])) fail_msg("app.css has %s", not_in_css[i]);
    const struct asset *js = asset("app.js");
    static const char *const not_in_js[] = { "eval(", "innerHTML", "http:", "https:", ".style" };
    const char *script = arena_str(a, (str){ (const char *)js->p, js->n });
    for (size_t i = 0; i < sizeof not_in_js / sizeof *not_in_js; i++)
        if (strstr(script, not_in_js[i])) fail_msg("app.js has %s", not_in_js[i]);
    arena_free(a);
}

/* A page may weigh 60 KB on the wire: what all pages share leaves half of it. */
static void weighs_little(void **state)
{
    (void)state;
    assert_true(asset("app.js")->n <= 16 * 1024);
    assert_true(asset("app.css")->gz_n <= 12 * 1024);
    size_t sum = asset("app.js")->gz_n + asset("app.css")->gz_n + asset("htmx.min.js")->gz_n;
    assert_true(sum <= 32 * 1024);
}

TESTS(css, cmocka_unit_test(is_readable_in_both_themes), cmocka_unit_test(asks_nobody_else),
      cmocka_unit_test(weighs_little));
