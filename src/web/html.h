/* SPDX-License-Identifier: EUPL-1.2 */
/* html.h — what templates put on the page; the type of a value chooses how. Used by generated code
 * (tools/mktpl).
 *
 * Raw HTML exists only as struct html, made by html_trusted() in three reviewed places (Markdown,
 * charts, icons). An address exists only as struct url, made by url_path() and the link_* functions
 * of the domains; a plain string in href does not compile.
 */
#ifndef KOLO_WEB_HTML_H
#define KOLO_WEB_HTML_H

#include "base/buf.h"
#include "base/cx.h"
#include "base/money.h"
#include "i18n/i18n.h"

struct html {
    const char *p; /* trusted HTML, or NULL for none */
};
struct url {
    const char *p; /* a path of ours, or an https/mailto address that url_outside() has checked */
};

/** url_path(cx, fmt, ...): a path of this server: "/p/%lld/…". Only %lld (int64 as long long), %s
 * with percent-encoding of every byte but unreserved ones, and %% are allowed. */
struct url url_path(struct cx *cx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/** url_with(cx, u, name, value): ${u} with one more (or one replaced) query parameter; value NULL
 * removes it. */
struct url url_with(struct cx *cx, struct url u, const char *name, const char *value);
/** url_kept(cx, z): a whole path of this server, as Kolo wrote it down earlier (that of a mail, of
 * a notice); anything else gives "#". */
struct url url_kept(struct cx *cx, const char *z);
/** url_outside(cx, z): http, https and mailto only; anything else gives "#". */
struct url url_outside(struct cx *cx, const char *z);

void put_text(struct cx *cx, struct buf *o, const char *z); /* escapes & < > " ' */
void put_char_text(struct cx *cx, struct buf *o, char *z);
void put_int(struct cx *cx, struct buf *o, int64_t n); /* grouped in the reader's form */
static inline void put_size(struct cx *cx, struct buf *o, size_t n) { put_int(cx, o, (int64_t)n); }
void put_plain_int(struct cx *cx, struct buf *o, int n); /* int: as it is (attributes, counts) */
/* "1 234,56": the reader's grouping, number only, no currency */
void put_money(struct cx *cx, struct buf *o, money m);
void put_date(struct cx *cx, struct buf *o, date d); /* reader's form; "" for none */
void put_stamp(struct cx *cx, struct buf *o, stamp s);
void put_html(struct cx *cx, struct buf *o, struct html h);
void put_url(struct cx *cx, struct buf *o, struct url u);
/* attributes: numbers plain, amounts plain ("1234.56"), dates ISO: inputs need machine forms */
void put_attr_int(struct cx *cx, struct buf *o, int64_t n);
static inline void put_attr_size(struct cx *cx, struct buf *o, size_t n)
{
    put_attr_int(cx, o, (int64_t)n);
}
void put_attr_money(struct cx *cx, struct buf *o, money m);
void put_attr_date(struct cx *cx, struct buf *o, date d);

/* clang-format off: it knows no _Generic */
#define PUT_TEXT(cx, o, x) \
    _Generic((x), char *: put_char_text, const char *: put_text, int: put_plain_int, \
    int64_t: put_int, size_t: put_size, money: put_money, date: put_date, \
    struct html: put_html)(cx, o, x)
#define PUT_ATTR(cx, o, x) \
    _Generic((x), char *: put_char_text, const char *: put_text, int: put_plain_int, \
    int64_t: put_attr_int, size_t: put_attr_size, money: put_attr_money, \
    date: put_attr_date)(cx, o, x)
#define PUT_URL(cx, o, x) _Generic((x), struct url : put_url)(cx, o, x)
/* clang-format on */
/** In templates: {{ when(v->submitted_at) }} shows a stamp in the reader's form (a stamp is an
 * int64, so it needs the word). */
const char *when(struct cx *cx, stamp s);

/** The one way to make raw HTML. ${p} must come from cmark-gfm in safe mode, web/chart.c or
 * web/icon.c. */
static inline struct html html_trusted(const char *p) { return (struct html){ p }; }
/** markdown(cx, z): ${z} through cmark-gfm, safe mode, tables and autolinks on; headings lowered by
 * two levels. */
struct html markdown(struct cx *cx, const char *z);
/** markdown_linked(cx, z, find, p): the same, and what ${find} finds in plain text (not in code or
 * in links) becomes a link of class "mention": the first in ${text}, or false for none. */
struct markdown_link {
    size_t at, n; /* bytes of the text */
    struct url url;
};
typedef bool (*markdown_find)(struct cx *cx, const void *p, str text, struct markdown_link *out);
struct html markdown_linked(struct cx *cx, const char *z, markdown_find find, const void *p);
/** html_cyrillic(cx, h): the Serbian text of ${h} in Cyrillic; tags and code as they are. */
struct html html_cyrillic(struct cx *cx, struct html h);

#endif
