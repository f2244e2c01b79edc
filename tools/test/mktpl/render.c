/* SPDX-License-Identifier: EUPL-1.2 */
/* render.c — runs the page that mktpl made of src/demo/list.html and prints it. The put_ functions
 * mark what they were given, so that the test sees which escaper was chosen where.
 */
#include "demo/list_html.h"

#include <stdio.h>

void buf_put(struct buf *b, const void *p, size_t n) { b->n += fwrite(p, 1, n, stdout); }
void put_text(struct cx *cx, struct buf *o, const char *z)
{
    (void)cx;
    (void)o;
    printf("[text %s]", z);
}
void put_char_text(struct cx *cx, struct buf *o, char *z) { put_text(cx, o, z); }
void put_int(struct cx *cx, struct buf *o, int64_t n)
{
    (void)cx;
    (void)o;
    printf("[int %lld]", (long long)n);
}
void put_plain_int(struct cx *cx, struct buf *o, int n) { put_int(cx, o, n); }
void put_attr_int(struct cx *cx, struct buf *o, int64_t n)
{
    (void)cx;
    (void)o;
    printf("[attr %lld]", (long long)n);
}
void put_money(struct cx *cx, struct buf *o, money m) { put_int(cx, o, m.minor); }
void put_attr_money(struct cx *cx, struct buf *o, money m) { put_attr_int(cx, o, m.minor); }
void put_date(struct cx *cx, struct buf *o, date d) { put_int(cx, o, d.day); }
void put_attr_date(struct cx *cx, struct buf *o, date d) { put_attr_int(cx, o, d.day); }
void put_html(struct cx *cx, struct buf *o, struct html h)
{
    (void)cx;
    (void)o;
    printf("[html %s]", h.p);
}
void put_url(struct cx *cx, struct buf *o, struct url u)
{
    (void)cx;
    (void)o;
    printf("[url %s]", u.p);
}
const char *i18n_text(struct cx *cx, const char *context, const char *text)
{
    (void)cx;
    (void)context;
    return text;
}

int main(void)
{
    struct cx cx = { 0 };
    struct buf out = { 0 };
    struct list_view v = { .title = "T", .n = 3, .foot = { "F" } };
    v.row[0].name = "one";
    v.row[0].url = (struct url){ "/1" };
    v.row[0].budget = eur(100);
    v.row[2].name = "three";
    v.row[2].url = (struct url){ "/3" };
    v.row[2].budget = eur(300);
    v.row[2].chosen = true;
    list_html(&cx, &out, &v);
    puts("\n--");
    v.n = 0;
    list_html(&cx, &out, &v);
    puts("\n--");
    list_empty_html(&cx, &out);
    return 0;
}
