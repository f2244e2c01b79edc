/* SPDX-License-Identifier: EUPL-1.2 */
/* compress.c — gzip for text of a kilobyte and more, when the reader takes it. It knows bytes and
 * two headers. Secrets in pages are salted (csrf_token), so compression tells nothing about them.
 */
#include "base/log.h"
#include "web/web.h"

#include <string.h>
#include <zlib.h>

#define LEAST 1024
#define LEVEL 2
/* 16 KiB of window: pages are small, and the state (some 150 KiB) comes from the request's arena.
 */
#define WINDOW_BITS 14
#define MEMORY 7

/* q=0, q=0.0 … say "not this one". */
static bool weight_zero(str parameters)
{
    while (parameters.n) {
        str value = str_trim(str_cut(&parameters, ';'));
        str name = str_trim(str_cut(&value, '='));
        if (!str_is_nocase(name, "q")) continue;
        value = str_trim(value);
        for (size_t i = 0; i < value.n; i++)
            if (value.p[i] != '0' && value.p[i] != '.') return false;
        return true;
    }
    return false;
}

bool compress_accepts(const char *accept_encoding)
{
    str rest = str_of(accept_encoding);
    bool any = false, gzip = false, named = false;
    while (rest.n) {
        str parameters = str_cut(&rest, ',');
        str coding = str_trim(str_cut(&parameters, ';'));
        bool good = !weight_zero(parameters);
        if (str_is_nocase(coding, "gzip") || str_is_nocase(coding, "x-gzip")) {
            named = true;
            gzip = good;
        } else if (str_is(coding, "*")) {
            any = good;
        }
    }
    return named ? gzip : any;
}

static bool is_text(const char *type)
{
    return type && (strncmp(type, "text/", 5) == 0 || strncmp(type, "application/json", 16) == 0 ||
                    strncmp(type, "application/problem+json", 24) == 0 ||
                    strncmp(type, "image/svg+xml", 13) == 0);
}

static void *from_arena(void *arena, unsigned n, unsigned size)
{
    return arena_alloc_array(arena, size, n);
}

static void no_free(void *arena, void *p)
{
    (void)arena;
    (void)p;
}

void compress_response(struct cx *cx, const struct request *rq, struct response *rs)
{
    if (rs->file >= 0 || rs->cacheable || rs->body.n < LEAST || !is_text(rs->type)) return;
    if (reply_header_value(rs, "Content-Encoding")) return;
    reply_header(cx, rs, "Vary", "Accept-Encoding");
    if (!compress_accepts(request_header(rq, "accept-encoding"))) return;
    z_stream z = { .zalloc = from_arena, .zfree = no_free, .opaque = cx->arena };
    int rc = deflateInit2(&z, LEVEL, Z_DEFLATED, WINDOW_BITS + 16, MEMORY, Z_DEFAULT_STRATEGY);
    if (rc != Z_OK) BUG("deflateInit2: %d", rc);
    /* The cap of a body fits in zlib's unsigned int. */
    uLong room = deflateBound(&z, (uLong)rs->body.n);
    unsigned char *packed = arena_alloc(cx->arena, room);
    z.next_in = (unsigned char *)rs->body.p;
    z.avail_in = (uInt)rs->body.n;
    z.next_out = packed;
    z.avail_out = (uInt)room;
    rc = deflate(&z, Z_FINISH);
    size_t made = z.total_out;
    deflateEnd(&z);
    if (rc != Z_STREAM_END) BUG("deflate: %d", rc);
    buf_clear(&rs->body);
    buf_put(&rs->body, packed, made);
    reply_header(cx, rs, "Content-Encoding", "gzip");
}
