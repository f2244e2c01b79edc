/* SPDX-License-Identifier: EUPL-1.2 */
/* icon.c — the drawings of the interface as constant text. One of the three places that may call
 * html_trusted: nothing here comes from outside the program. Size, colour and stroke are the style
 * sheet's; this file knows only shapes.
 */
#include "web/icon.h"

#define SVG(shape) "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">" shape "</svg>"
#define P(d) "<path d=\"" d "\"/>"
#define CIRCLE(x, y, r) "<circle cx=\"" x "\" cy=\"" y "\" r=\"" r "\"/>"

static const struct {
    const char *name, *svg;
} icons[] = {
    /* the ring of five, for pages that know no project */
    { "mark",
      "<svg class=\"mark\" viewBox=\"0 0 64 64\" aria-hidden=\"true\">" P(
          "M32 8Q41 19 55 25M55 25Q47 37 46 51M46 51Q32 48 18 51M18 51Q17 37 9 25M9 25Q23 19 32 8")
          CIRCLE("32", "8", "6") CIRCLE("55", "25", "6") CIRCLE("46", "51", "6")
              CIRCLE("18", "51", "6") CIRCLE("9", "25", "6") "</svg>" },
    /* areas */
    { "today", SVG(CIRCLE("12", "12", "4.5")
                       P("M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4"
                         " 1.4M6.4 17.6 5 19")) },
    { "plan", SVG(P("M4 6.5h16v13H4zM4 10.5h16M8 3.5v4M16 3.5v4M8 14h3M8 17h6")) },
    { "people", SVG(CIRCLE("9", "8", "3.5")
                        P("M2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.5"
                          " 14.6c2.3.8 3.7 2.6 4 5.4")) },
    { "money", SVG("<ellipse cx=\"10\" cy=\"6.5\" rx=\"6.5\" ry=\"3\"/>" P(
                   "M3.5 6.5v5c0 1.7 2.9 3 6.5 3M3.5 11.5v5c0 1.7 2.9 3 6.5 3M16.5 6.5V9")
                       CIRCLE("16.5", "15.5", "5")
                           P("M18.3 13.7c-2.6-1.6-4 .3-4 1.8s1.4 3.4 4 1.8M13.6 15.5h2.6")) },
    { "reports", SVG(P("M6 3h8.5L19 7.5V21H6zM14 3v5h5M9.5 12.5h6M9.5 16h6")) },
    { "consult", SVG(P("M3 4.5h12v8.5H8.5L5 16v-3H3zM18 8.5h3v8.5h-2v3l-3.5-3H10")) },
    { "library", SVG(P("M4 4h4v16H4zM8 4h4.5v16H8zM13.3 5.2l4-1 3.7 15-4 1zM4 8h4M8 16.5h4.5")) },
    { "project",
      SVG(CIRCLE("12", "4.8", "2") CIRCLE("19.2", "10", "2") CIRCLE("16.5", "18.5", "2") CIRCLE(
          "7.5", "18.5", "2") CIRCLE("4.8", "10", "2")
              P("M13.7 6l3.8 2.8M18.6 12l-1.5 4.5M14.5 18.5h-5M6.9 16.5 5.4 12M6.5 8.8 10.3 6")) },
    { "more", SVG(P("M5 7h14M5 12h14M5 17h14")) },
    { "help", SVG(CIRCLE("12", "12", "9")
                      P("M9.5 9.5c.2-1.5 1.2-2.3 2.6-2.3 1.5 0 2.5.9 2.5 2.2 0 2-2.6 2-2.6 4.1"
                        "M12 16.8v.1")) },
    /* states */
    { "draft", SVG(P("M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5")) },
    { "wait", SVG(CIRCLE("12", "12", "9") P("M12 7v5.2l3.5 2")) },
    { "ask", SVG(P("M12 3.5 21.5 20h-19zM12 9.5v5M12 17.2v.1")) },
    { "good", SVG(CIRCLE("12", "12", "9") P("M7.8 12.4l2.9 2.9 5.5-6")) },
    { "bad", SVG(P("M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6")) },
    /* tools */
    { "search", SVG(CIRCLE("10.5", "10.5", "6.5") P("M15.5 15.5 21 21")) },
    { "globe",
      SVG(CIRCLE("12", "12", "9") P("M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18")) },
    { "bell", SVG(P("M5.5 17c1.5-1.5 1.5-3 1.5-6.5a5 5 0 0 1 10 0c0 3.5 0 5 1.5 6.5zM10"
                    " 20c.8 1.3 3.2 1.3 4 0M12 5.5V3.5")) },
    { "person", SVG(CIRCLE("12", "8", "4") P("M4.5 20.5c.5-4.5 3.5-6.5 7.5-6.5s7 2 7.5 6.5")) },
    { "down", SVG(P("M6 9.5l6 6 6-6")) },
    { "left", SVG(P("M14.5 6l-6 6 6 6")) },
    { "right", SVG(P("M9.5 6l6 6-6 6")) },
    { "sort-up", SVG(P("M12 19V5M6.5 10.5 12 5l5.5 5.5")) },
    { "sort-down", SVG(P("M12 5v14M6.5 13.5 12 19l5.5-5.5")) },
    { "check", SVG(P("M4.5 12.5l5 5 10-11")) },
    { "cross", SVG(P("M6 6l12 12M18 6L6 18")) },
    { "plus", SVG(P("M12 5v14M5 12h14")) },
    { "minus", SVG(P("M5 12h14")) },
    { "park", SVG(P("M8.5 6v12M15.5 6v12")) },
    { "question", SVG(P("M4 4.5h16v11.5h-8L7.5 20v-4H4zM9.8 8.8c.3-1.3 1.2-1.8 2.3-1.8 1.2 0 2"
                        " .7 2 1.7 0 1.5-2 1.5-2 2.9M12.1 13.6v.1")) },
    { "lock", SVG(P("M5.5 10.5h13V20h-13zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5")) },
    { "sign-out", SVG(P("M13 4H5v16h8M10 12h10M16.5 8.5 20 12l-3.5 3.5")) },
    { "history", SVG(P("M4 12a8 8 0 1 0 2.5-5.8M6.5 3v3.5H10M12 8v4.2l3 1.8")) },
    { "paper", SVG(P("M19 11.5l-7 7a4.3 4.3 0 0 1-6-6l7.5-7.5a2.9 2.9 0 0 1 4 4L10.3 16a1.4"
                     " 1.4 0 0 1-2-2L15 7.5")) },
    { "download", SVG(P("M12 4v11M7 10.5l5 5 5-5M4.5 20h15")) },
    { "upload", SVG(P("M12 16V5M7 9.5l5-5 5 5M4.5 20h15")) },
    { "print", SVG(P("M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z")) },
    { "undo", SVG(P("M8.5 5 4 9.5 8.5 14M4 9.5h9.5a5.5 5.5 0 0 1 0 11H9")) },
    { "trash", SVG(P("M5 7h14M9.5 7V4h5v3M7 7l.8 13.5h8.4L17 7M10.5 11v5.5M13.5 11v5.5")) },
    { "link", SVG(P("M9.5 14.5l5-5M11 7l2-2a4 4 0 0 1 6 6l-2 2M13 17l-2 2a4 4 0 0 1-6-6l2-2")) },
    { "flag", SVG(P("M6 21V4h12l-2.5 4L18 12H6")) },
};

struct html icon(const char *name)
{
    for (size_t i = 0; name && i < sizeof icons / sizeof *icons; i++)
        if (z_eq(name, icons[i].name)) return html_trusted(icons[i].svg);
    return html_trusted(NULL);
}

const char *icon_at(size_t i) { return i < sizeof icons / sizeof *icons ? icons[i].name : NULL; }
