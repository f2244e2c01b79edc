/* SPDX-License-Identifier: EUPL-1.2 */
/* html.c — what the generated templates call to put one value on the page. Escaping happens here
 * and nowhere else; how a number or a date reads is asked of i18n.
 */
#include "web/html.h"

#include <string.h>

static const char *entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void put_text(struct cx *cx, struct buf *o, const char *z)
{
    (void)cx;
    if (!z) return;
    while (*z) {
        size_t plain = strcspn(z, "&<>\"'");
        buf_put(o, z, plain);
        z += plain;
        if (*z) buf_text(o, entity(*z++));
    }
}

void put_char_text(struct cx *cx, struct buf *o, char *z) { put_text(cx, o, z); }

void put_int(struct cx *cx, struct buf *o, int64_t n) { put_text(cx, o, i18n_int(cx, n)); }

void put_plain_int(struct cx *cx, struct buf *o, int n)
{
    (void)cx;
    buf_int(o, n);
}

void put_money(struct cx *cx, struct buf *o, money m) { put_text(cx, o, i18n_minor(cx, m.minor)); }

void put_date(struct cx *cx, struct buf *o, date d)
{
    if (date_given(d)) put_text(cx, o, i18n_date(cx, d));
}

void put_stamp(struct cx *cx, struct buf *o, stamp s) { put_text(cx, o, when(cx, s)); }

void put_html(struct cx *cx, struct buf *o, struct html h)
{
    (void)cx;
    buf_text(o, h.p);
}

void put_url(struct cx *cx, struct buf *o, struct url u) { put_text(cx, o, u.p); }

void put_attr_int(struct cx *cx, struct buf *o, int64_t n)
{
    (void)cx;
    buf_int(o, n);
}

void put_attr_money(struct cx *cx, struct buf *o, money m)
{
    (void)cx;
    char text[MONEY_TEXT];
    buf_text(o, minor_text(m.minor, text));
}

void put_attr_date(struct cx *cx, struct buf *o, date d)
{
    (void)cx;
    char text[DATE_TEXT];
    buf_text(o, date_text(d, text));
}

const char *when(struct cx *cx, stamp s) { return s ? i18n_stamp(cx, s) : ""; }
