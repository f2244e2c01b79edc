/* SPDX-License-Identifier: EUPL-1.2 */
/* chart.c — pictures as HTML with SVG inside. Widths are percentages in SVG attributes, so that the
 * text keeps its size on a phone and on paper and no style attribute is needed (CSP). One of the
 * three places that may call html_trusted: every text goes through put_text.
 *
 * Pure: from the given figures to HTML in the arena; knows no budget, no report, no database.
 */
#include "web/chart.h"

#include <math.h>

enum { HTML_MAX = 1 << 20, PER_MILLE_2 = 10000 };

static struct html finish(struct cx *cx, struct buf *b)
{
    const char *z = arena_str(cx->arena, buf_slice(b));
    buf_done(b);
    return html_trusted(z);
}

static int64_t at_least_0(int64_t x) { return x > 0 ? x : 0; }
static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

/* ${x} of ${max} in hundredths of a percent, within 0..100 %. */
static int64_t share(int64_t x, int64_t max)
{
    if (x <= 0 || max <= 0) return 0;
    return x >= max ? PER_MILLE_2 : money_muldiv(x, PER_MILLE_2, max);
}

static void put_share(struct buf *b, const char *attribute, int64_t e2)
{
    buf_printf(b, " %s=\"%d.%02d%%\"", attribute, (int)(e2 / 100), (int)(e2 % 100));
}

struct extent {
    int64_t budget, spent, low, high, max; /* minor units of one currency */
};

static bool has_range(const struct extent *e) { return e->low != e->high || e->high != e->budget; }

/* One bar: the budget as a trough, what is spent in it, the part above what is allowed striped, and
 * the allowed range as a bracket. ${h} is the height in px. */
static void put_bar(struct buf *b, const struct extent *e, int h)
{
    int64_t limit = has_range(e) ? larger(e->high, 0) : e->budget;
    int64_t inside = e->spent < limit ? e->spent : limit;
    int top = h / 6, thick = h - 2 * top;
    buf_printf(b, "<rect class=\"c-base\" x=\"0\" y=\"%d\" height=\"%d\" rx=\"2\"", top, thick);
    put_share(b, "width", share(e->budget, e->max));
    buf_text(b, "/>");
    buf_printf(b, "<rect class=\"c-fill\" x=\"0\" y=\"%d\" height=\"%d\" rx=\"2\"", top, thick);
    put_share(b, "width", share(inside, e->max));
    buf_text(b, "/>");
    if (e->spent > limit) {
        int64_t from = share(at_least_0(limit), e->max), to = share(e->spent, e->max);
        buf_printf(b, "<rect class=\"c-over\" y=\"%d\" height=\"%d\"", top, thick);
        put_share(b, "x", from);
        put_share(b, "width", to - from);
        buf_printf(b, "/><line class=\"c-over-line\" y1=\"%d\" y2=\"%d\" stroke-width=\"%d\"",
                   h / 2, h / 2, thick);
        put_share(b, "x1", from);
        put_share(b, "x2", to);
        buf_text(b, " stroke-dasharray=\"2 4\"/>");
    }
    if (!has_range(e)) return;
    int64_t ends[2] = { share(e->low, e->max), share(e->high, e->max) };
    for (int i = 0; i < 2; i++) {
        buf_printf(b, "<line class=\"c-edge\" y1=\"0\" y2=\"%d\"", h);
        put_share(b, "x1", ends[i]);
        put_share(b, "x2", ends[i]);
        buf_text(b, "/>");
    }
    buf_printf(b, "<line class=\"c-edge\" y1=\"%d.5\" y2=\"%d.5\"", h - 1, h - 1);
    put_share(b, "x1", ends[0]);
    put_share(b, "x2", ends[1]);
    buf_text(b, "/>");
}

static const char *percent(struct cx *cx, int64_t part, int64_t whole)
{
    if (whole <= 0) return "–";
    return i18n_percent_even(cx, money_muldiv(part, PER_MILLE_2, whole));
}

/* ---- bars ----------------------------------------------------------------------------------- */
static void put_link(struct cx *cx, struct buf *b, struct url u, const char *text)
{
    if (u.p) {
        buf_text(b, "<a href=\"");
        put_url(cx, b, u);
        buf_text(b, "\">");
    }
    put_text(cx, b, text);
    if (u.p) buf_text(b, "</a>");
}

static bool is_over(const struct chart_bar *r, const struct extent *e)
{
    return e->spent > (has_range(e) ? e->high : r->budget.minor);
}

static void put_bar_item(struct cx *cx, struct buf *b, const struct chart_bar *r, int64_t max)
{
    struct extent e = { r->budget.minor, r->spent.minor, r->low.minor, r->high.minor, max };
    buf_text(b, "<li><span class=\"bar-name\">");
    put_link(cx, b, r->url, r->label);
    buf_text(b, "</span><span class=\"bar-sum\">");
    put_text(cx, b, i18n_minor(cx, e.spent));
    buf_text(b, " <span class=\"soft\">");
    put_text(cx, b, arena_printf(cx->arena, T("of %s"), i18n_minor(cx, e.budget)));
    buf_text(b, " · ");
    put_text(cx, b, percent(cx, e.spent, e.budget));
    buf_text(b, "</span>");
    if (is_over(r, &e)) {
        buf_text(b, " <b class=\"late\">");
        int64_t over = e.spent - (has_range(&e) ? e.high : e.budget);
        put_text(cx, b, arena_printf(cx->arena, T("over by %s"), i18n_minor(cx, over)));
        buf_text(b, "</b>");
    }
    buf_text(b, "</span><svg class=\"bar\" width=\"100%\" height=\"18\" aria-hidden=\"true\">");
    put_bar(b, &e, 18);
    buf_text(b, "</svg></li>");
}

static void put_bar_table(struct cx *cx, struct buf *b, const struct chart_bar *bars, size_t n)
{
    buf_text(b, "<details><summary>");
    put_text(cx, b, T("Show as table"));
    buf_text(b, "</summary><table class=\"compact stack\"><thead><tr><th scope=\"col\">");
    put_text(cx, b, T("Heading"));
    const char *heads[] = { T("Budget"), T("Spent"), T("Share"), T("Allowed from"), T("to") };
    for (size_t i = 0; i < 5; i++) {
        buf_text(b, "</th><th scope=\"col\" class=\"num\">");
        put_text(cx, b, heads[i]);
    }
    buf_text(b, "</th></tr></thead><tbody>");
    for (size_t i = 0; i < n; i++) {
        const struct chart_bar *r = &bars[i];
        buf_text(b, "<tr><th scope=\"row\">");
        put_text(cx, b, r->label);
        buf_text(b, "</th>");
        const char *cells[] = { i18n_money(cx, r->budget), i18n_money(cx, r->spent),
                                percent(cx, r->spent.minor, r->budget.minor),
                                i18n_minor(cx, r->low.minor), i18n_minor(cx, r->high.minor) };
        for (size_t k = 0; k < 5; k++) {
            buf_text(b, "<td class=\"num\" data-label=\"");
            put_text(cx, b, heads[k]);
            buf_printf(b, "\">%s</td>", cells[k]);
        }
        buf_text(b, "</tr>");
    }
    buf_text(b, "</tbody></table></details>");
}

struct html chart_bars(struct cx *cx, const char *title, const struct chart_bar *bars, size_t n)
{
    struct buf b;
    int64_t max = 1;
    bool ranges = false;
    for (size_t i = 0; i < n; i++) {
        const struct chart_bar *r = &bars[i];
        max = larger(max, larger(r->high.minor, larger(r->budget.minor, r->spent.minor)));
        ranges |= r->low.minor != r->high.minor || r->high.minor != r->budget.minor;
    }
    buf_init(&b, HTML_MAX);
    buf_text(&b, "<figure class=\"chart\"><figcaption>");
    put_text(cx, &b, title);
    if (n > 0) {
        buf_text(&b, " <span class=\"soft small\">");
        put_text(cx, &b, arena_printf(cx->arena, T("in %s"), bars[0].budget.cur));
        buf_text(&b, "</span>");
    }
    buf_text(&b, "</figcaption><ul class=\"bars\">");
    for (size_t i = 0; i < n; i++) put_bar_item(cx, &b, &bars[i], max);
    buf_text(&b, "</ul>");
    if (ranges) {
        buf_text(&b, "<p class=\"soft small\">");
        put_text(cx, &b, T("The bracket under a bar is the range the rules allow."));
        buf_text(&b, "</p>");
    }
    put_bar_table(cx, &b, bars, n);
    buf_text(&b, "</figure>");
    return finish(cx, &b);
}

/* ---- meter ---------------------------------------------------------------------------------- */
struct html chart_meter(struct cx *cx, const char *title, money used, money total, money low,
                        money high)
{
    struct buf b;
    struct extent e = { total.minor, used.minor, low.minor, high.minor,
                        larger(1, larger(total.minor, larger(used.minor, high.minor))) };
    buf_init(&b, HTML_MAX);
    buf_text(&b, "<svg class=\"meter\" role=\"img\" aria-label=\"");
    put_text(cx, &b, title);
    buf_text(&b, ": ");
    put_text(cx, &b,
             arena_printf(cx->arena, T("%s of %s, allowed from %s to %s"), i18n_money(cx, used),
                          i18n_money(cx, total), i18n_money(cx, low), i18n_money(cx, high)));
    buf_text(&b, "\">");
    put_bar(&b, &e, 12);
    buf_text(&b, "</svg>");
    return finish(cx, &b);
}

/* ---- ring ----------------------------------------------------------------------------------- */
static const char *dot_word(struct cx *cx, int state)
{
    switch (state) {
    case 1: return T("draft");
    case 2: return T("submitted");
    case 3: return T("returned");
    case 4: return T("in check");
    case 5: return T("accepted");
    case 6: return T("late");
    default: return T("nothing yet");
    }
}

/* How full a dot is, in quarters. */
static int dot_quarters(int state)
{
    static const int quarters[] = { 0, 1, 2, 2, 3, 4, 0 };
    return state >= 0 && state <= 6 ? quarters[state] : 0;
}

/* The part of a circle below a level that rises with the quarters. */
static void put_part(struct buf *b, double x, double y, double r, int quarters)
{
    if (quarters == 4)
        buf_printf(b, "<circle class=\"part\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x, y, r);
    if (quarters <= 0 || quarters >= 4) return;
    double level = r - 2 * r * quarters / 4.0, half = sqrt(r * r - level * level);
    buf_printf(b, "<path class=\"part\" d=\"M%.1f %.1fA%.1f %.1f 0 %d 0 %.1f %.1fz\"/>", x - half,
               y + level, r, r, quarters > 2, x + half, y + level);
}

struct spot {
    double x, y;
};

static struct spot spot_of(size_t i, size_t n, double radius)
{
    const double turn = 6.283185307179586;
    double a = turn * (double)i / (double)n - turn / 4;
    return (struct spot){ 32 + radius * cos(a), 32 + radius * sin(a) };
}

/* Neighbours hold hands: the arms hang a little towards the middle. */
static void put_arms(struct buf *b, size_t n)
{
    buf_text(b, "<path class=\"join\" d=\"");
    for (size_t i = 0; n > 1 && i < n; i++) {
        struct spot p = spot_of(i, n, 24), q = spot_of((i + 1) % n, n, 24);
        double mx = (p.x + q.x) / 2, my = (p.y + q.y) / 2;
        buf_printf(b, "M%.1f %.1fQ%.1f %.1f %.1f %.1f", p.x, p.y, 32 + (mx - 32) * 0.8,
                   32 + (my - 32) * 0.8, q.x, q.y);
    }
    buf_text(b, "\"/>");
}

static void put_ring(struct cx *cx, struct buf *b, const char *title, const struct chart_dot *dots,
                     size_t n, int size)
{
    double fit = 24 * sin(3.141592653589793 / (double)(n > 1 ? n : 2)) * 0.55;
    double r = fit < 6.5 ? fit : 6.5;
    buf_printf(b, "<svg class=\"ring\" viewBox=\"0 0 64 64\" width=\"%d\" height=\"%d\" ", size,
               size);
    buf_text(b, "role=\"img\" aria-label=\"");
    put_text(cx, b, title);
    for (size_t i = 0; i < n; i++) {
        buf_text(b, i ? ", " : ": ");
        put_text(cx, b, dots[i].label);
        buf_char(b, ' ');
        put_text(cx, b, dot_word(cx, dots[i].state));
    }
    buf_text(b, "\">");
    put_arms(b, n);
    for (size_t i = 0; i < n; i++) {
        struct spot p = spot_of(i, n, 24);
        buf_printf(b, "<g class=\"s%d\"><title>", dots[i].state);
        put_text(cx, b, dots[i].label);
        buf_text(b, ": ");
        put_text(cx, b, dot_word(cx, dots[i].state));
        buf_printf(b, "</title><circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", p.x,
                   p.y, r);
        put_part(b, p.x, p.y, r - 1, dot_quarters(dots[i].state));
        buf_text(b, "</g>");
    }
    buf_text(b, "</svg>");
}

enum {
    RING_AS_FIGURE = 96
}; /* from this size on it is a chart with its table, below it is the mark */

struct html chart_ring(struct cx *cx, const char *title, const struct chart_dot *dots, size_t n,
                       int size)
{
    struct buf b;
    buf_init(&b, HTML_MAX);
    if (size < RING_AS_FIGURE) {
        put_ring(cx, &b, title, dots, n, size);
        return finish(cx, &b);
    }
    buf_text(&b, "<figure class=\"chart ring-figure\">");
    put_ring(cx, &b, title, dots, n, size);
    buf_text(&b, "<details><summary>");
    put_text(cx, &b, T("Show as table"));
    buf_text(&b, "</summary><table class=\"compact\"><tbody>");
    for (size_t i = 0; i < n; i++) {
        buf_text(&b, "<tr><th scope=\"row\">");
        put_text(cx, &b, dots[i].label);
        buf_text(&b, "</th><td>");
        put_text(cx, &b, dot_word(cx, dots[i].state));
        buf_text(&b, "</td></tr>");
    }
    buf_text(&b, "</tbody></table></details></figure>");
    return finish(cx, &b);
}
