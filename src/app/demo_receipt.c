/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_receipt.c — receipts of the demonstration, each a small real PDF or PNG that says it is
 * illustrative. It knows just enough of both formats to write one page and one picture.
 */
#include "app/demo.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/utf8.h"

#include <string.h>
#include <zlib.h>

/* ---- PDF --------------------------------------------------------------------------------------
 */

/* The standard fonts have no Cyrillic: the receipt is written in folded Latin capitals. */
static const char *plain(struct cx *cx, const char *z)
{
    char *out = utf8_fold(cx->arena, z), *to = out;
    for (const char *p = out; *p; p++) {
        char c = *p;
        if (c == '(' || c == ')' || c == '\\' || (unsigned char)c < 0x20 || (unsigned char)c > 0x7e)
            continue;
        *to++ = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    *to = '\0';
    return out;
}

static void text_at(struct buf *b, int x, int y, int size, const char *z)
{
    buf_printf(b, "BT /F1 %d Tf %d %d Td (%s) Tj ET\n", size, x, y, z);
}

static void content(struct cx *cx, struct buf *b, const struct demo_receipt *r)
{
    text_at(b, 40, 540, 15, plain(cx, r->supplier));
    text_at(b, 40, 505, 10, arena_printf(cx->arena, "NO. %s", plain(cx, r->number)));
    text_at(b, 290, 505, 10, arena_printf(cx->arena, "DATE %s", r->date));
    buf_text(b, "40 495 m 380 495 l S\n");
    text_at(b, 40, 470, 9, plain(cx, r->description));
    text_at(b, 40, 430, 9, arena_printf(cx->arena, "VAT INCLUDED  %s %s", r->vat, r->currency));
    text_at(b, 40, 405, 13, arena_printf(cx->arena, "TOTAL  %s %s", r->amount, r->currency));
    buf_text(b, "40 395 m 380 395 l S\n");
    text_at(b, 40, 60, 8, "ILLUSTRATIVE RECEIPT OF THE KOLO DEMONSTRATION. NOT A REAL DOCUMENT.");
}

str demo_receipt_pdf(struct cx *cx, const struct demo_receipt *r)
{
    struct buf page, out;
    size_t at[6];
    buf_init(&page, 65536);
    buf_init(&out, 65536);
    content(cx, &page, r);
    buf_text(&out, "%PDF-1.4\n");
    at[1] = out.n;
    buf_text(&out, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
    at[2] = out.n;
    buf_text(&out, "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
    at[3] = out.n;
    buf_text(&out, "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R "
                   "/Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n");
    at[4] = out.n;
    buf_printf(&out, "4 0 obj\n<< /Length %zu >>\nstream\n%sendstream\nendobj\n", page.n, page.p);
    at[5] = out.n;
    buf_text(&out, "5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n");
    size_t xref = out.n;
    buf_text(&out, "xref\n0 6\n0000000000 65535 f \n");
    for (size_t i = 1; i < 6; i++) buf_printf(&out, "%010zu 00000 n \n", at[i]);
    buf_printf(&out, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", xref);
    str bytes = { arena_str(cx->arena, buf_slice(&out)), out.n };
    buf_done(&page);
    buf_done(&out);
    return bytes;
}

/* ---- PNG: a till receipt whose words are grey bars ----------------------------------------------
 */

enum { WIDE = 180, HIGH = 300, ROW = WIDE + 1 };

static void put_u32(struct buf *b, uint32_t n)
{
    const char bytes[4] = { (char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n };
    buf_put(b, bytes, 4);
}

static void chunk(struct buf *b, const char *name, const void *data, size_t n)
{
    put_u32(b, (uint32_t)n);
    size_t from = b->n;
    buf_put(b, name, 4);
    buf_put(b, data, n);
    put_u32(b, (uint32_t)crc32(0, (const unsigned char *)b->p + from, (uInt)(b->n - from)));
}

static void bar(unsigned char *pixels, int64_t x, int64_t y, int64_t wide, int64_t high)
{
    for (int64_t j = y; j < y + high; j++)
        for (int64_t i = x; i < x + wide && i < WIDE - 12; i++) pixels[j * ROW + 1 + i] = 70;
}

str demo_receipt_png(struct cx *cx, uint64_t seed)
{
    static const unsigned char head[13] = { 0, 0, 0, WIDE, 0, 0, HIGH >> 8, HIGH & 255, 8 };
    struct seeded s = { seed };
    unsigned char *pixels = arena_array(cx->arena, unsigned char, (size_t)ROW *HIGH);
    unsigned char packed[16384];
    uLongf n = sizeof packed;
    for (int y = 0; y < HIGH; y++) memset(pixels + (size_t)y * ROW + 1, 250, WIDE);
    bar(pixels, 40, 14, 100, 8);
    for (int y = 40; y < 210; y += 14) {
        bar(pixels, 12, y, 30 + seeded_below(&s, 60), 5);
        bar(pixels, 130, y, 14 + seeded_below(&s, 24), 5);
    }
    bar(pixels, 12, 232, 60, 9);
    bar(pixels, 110, 232, 58, 9);
    for (int x = 20; x < 160; x += 3 + (int)seeded_below(&s, 4)) bar(pixels, x, 260, 2, 26);
    MUST(compress(packed, &n, pixels, (uLong)ROW * HIGH) == Z_OK);
    struct buf b;
    buf_init(&b, 65536);
    buf_put(&b, "\x89PNG\r\n\x1a\n", 8);
    chunk(&b, "IHDR", head, sizeof head);
    chunk(&b, "tEXt", "Comment\0Illustrative receipt of the Kolo demonstration", 54);
    chunk(&b, "IDAT", packed, n);
    chunk(&b, "IEND", "", 0);
    str bytes = { arena_str(cx->arena, buf_slice(&b)), b.n };
    buf_done(&b);
    return bytes;
}
