/* SPDX-License-Identifier: EUPL-1.2 */
/* compress_test.c — who gets gzip, for what, and that it unpacks to the same; assets likewise. */
#include "web/asset.h"
#include "web/web_test.h"

#include <string.h>
#include <zlib.h>

static void negotiates(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        bool gzip;
    } rows[] = { { NULL, false },
                 { "", false },
                 { "gzip", true },
                 { "br, GZIP;q=0.5", true },
                 { "gzip;q=0", false },
                 { "gzip; q=0.000", false },
                 { "*", true },
                 { "*;q=0", false },
                 { "*, gzip;q=0", false },
                 { "gzip, *;q=0", true },
                 { "deflate, br", false },
                 { "x-gzip", true },
                 { "gzipped", false },
                 { "gzip;q=0.001", true },
                 { " , ;q=1,gzip", true } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (compress_accepts(rows[i].header) != rows[i].gzip)
            fail_msg("%s", rows[i].header ? rows[i].header : "NULL");
}

static const char *unpacked(const struct tried *t, size_t room)
{
    char *plain = arena_alloc(try_arena(), room + 1);
    z_stream z = { .next_in = (Bytef *)(uintptr_t)t->body,
                   .avail_in = (uInt)t->n,
                   .next_out = (Bytef *)plain,
                   .avail_out = (uInt)room };
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.avail_in, 0);
    inflateEnd(&z);
    return plain;
}

static struct tried get(const char *path, const char *more)
{
    return try_raw(
        arena_printf(try_arena(), "GET %s HTTP/1.1\nHost: x\nCookie: who=ana\n%s\n", path, more));
}

static void packs_pages(void **state)
{
    (void)state;
    try_setup();
    struct tried plain = get("/big", ""), packed = get("/big", "Accept-Encoding: gzip\n");
    assert_string_equal(try_header(&plain, "Content-Encoding"), "");
    assert_string_equal(try_header(&plain, "Vary"), "Accept-Encoding");
    assert_string_equal(try_header(&packed, "Content-Encoding"), "gzip");
    assert_string_equal(try_header(&packed, "Vary"), "Accept-Encoding");
    assert_true(packed.n < plain.n / 4);
    assert_string_equal(unpacked(&packed, plain.n), plain.body);
    packed = get("/word/a", "Accept-Encoding: gzip\n"); /* too small to be worth it */
    assert_string_equal(try_header(&packed, "Content-Encoding"), "");
}

static void serves_assets(void **state)
{
    (void)state;
    try_setup();
    assert_non_null(asset_table[0].name);
    for (const struct asset *a = asset_table; a->name; a++) {
        struct tried t = get(a->url, "");
        assert_int_equal(t.status, 200);
        assert_string_equal(t.type, a->mime);
        assert_int_equal(t.n, a->n);
        assert_memory_equal(t.body, a->p, a->n);
        assert_string_equal(try_header(&t, "Cache-Control"), "public, max-age=31536000, immutable");
        assert_string_equal(try_header(&t, "Set-Cookie"), "");
        assert_string_equal(try_header(&t, "X-Content-Type-Options"), "nosniff");
        const char *tag = try_header(&t, "ETag");
        t = get(a->url, arena_printf(try_arena(), "If-None-Match: W/\"x\", %s\n", tag));
        assert_int_equal(t.status, 304);
        assert_int_equal(t.n, 0);
        t = get(a->url, "Accept-Encoding: gzip\n");
        assert_string_equal(try_header(&t, "Content-Encoding"), a->gz ? "gzip" : "");
        if (a->gz) assert_memory_equal(unpacked(&t, a->n), a->p, a->n);
    }
    struct tried t = get("/static/none.css", "");
    assert_int_equal(t.status, 404);
    assert_string_equal(try_header(&t, "Cache-Control"), "no-store");
}

TESTS(compress, cmocka_unit_test(negotiates), cmocka_unit_test(packs_pages),
      cmocka_unit_test(serves_assets));
