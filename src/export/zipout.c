/* SPDX-License-Identifier: EUPL-1.2 */
/* zipout.c — the ZIP container around zlib's deflate. libzip reads archives for us; for writing it
 * wants every entry whole, or in a file of its own, before it begins: a sheet of 100,000 rows would
 * be written twice. Knows nothing of spreadsheets.
 */
#include "export/zipout.h"

#include "base/log.h"
#include "base/vec.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { HELD = 64 * 1024, LOCAL = 30, CENTRAL = 46, END = 22 };
enum { VERSION = 20, DEFLATED = 8, NAMES_ARE_UTF8 = 1 << 11, JANUARY_1980 = 33 };

struct entry {
    const char *name;
    uint32_t crc;
    uint64_t packed, size, at;
};

struct zipout {
    struct cx *cx;
    int fd;
    const char *trouble; /* the first thing that went wrong */
    uint64_t written;
    bool open; /* the last entry still takes bytes */
    VEC(struct entry) entries;
    z_stream deflate;
    size_t n;
    unsigned char in[HELD], out[HELD];
};

static void let_go(void *p) { deflateEnd(&((struct zipout *)p)->deflate); }

static void trouble(struct zipout *z, const char *what)
{
    if (!z->trouble) z->trouble = what;
}

static void put_out(struct zipout *z, const void *p, size_t n)
{
    const char *from = p;
    z->written += n;
    while (n > 0 && !z->trouble) {
        ssize_t done = write(z->fd, from, n);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) {
            trouble(z, done < 0 ? strerror(errno) : "nothing written");
            return;
        }
        from += done;
        n -= (size_t)done;
    }
}

static void little(unsigned char *p, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++) p[i] = (unsigned char)(v >> (8 * i));
}

/* The fields that a local and a central header share, from "version needed" to "extra length". */
static void common(unsigned char *p, const struct entry *e)
{
    little(p, VERSION, 2);
    little(p + 2, NAMES_ARE_UTF8, 2);
    little(p + 4, DEFLATED, 2);
    little(p + 6, 0, 2);
    little(p + 8, JANUARY_1980, 2);
    little(p + 10, e->crc, 4);
    little(p + 14, e->packed, 4);
    little(p + 18, e->size, 4);
    little(p + 22, strlen(e->name), 2);
    little(p + 24, 0, 2);
}

static void local_header(unsigned char p[LOCAL], const struct entry *e)
{
    memcpy(p, "PK\3\4", 4);
    common(p + 4, e);
}

struct zipout *zipout_open(struct cx *cx, int fd)
{
    struct zipout *z = arena_alloc(cx->arena, sizeof *z);
    z->cx = cx;
    z->fd = fd;
    /* Level 3: a list of amounts packs almost as well as at 6, in half the time. */
    if (deflateInit2(&z->deflate, 3, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        BUG("deflate does not start");
    arena_defer(cx->arena, let_go, z);
    return z;
}

static void pack(struct zipout *z, int flush)
{
    struct entry *e = &z->entries.v[z->entries.n - 1];
    e->crc = (uint32_t)crc32(e->crc, z->in, (uInt)z->n);
    e->size += z->n;
    z->deflate.next_in = z->in;
    z->deflate.avail_in = (uInt)z->n;
    do {
        z->deflate.next_out = z->out;
        z->deflate.avail_out = HELD;
        MUST(deflate(&z->deflate, flush) != Z_STREAM_ERROR);
        size_t made = HELD - z->deflate.avail_out;
        e->packed += made;
        put_out(z, z->out, made);
    } while (z->deflate.avail_out == 0);
    z->n = 0;
}

/* The sizes are known only now: the local header is written again in its place. */
static void end_entry(struct zipout *z)
{
    unsigned char head[LOCAL];
    struct entry *e = &z->entries.v[z->entries.n - 1];
    pack(z, Z_FINISH);
    z->open = false;
    if (z->written > UINT32_MAX || e->size > UINT32_MAX) trouble(z, "larger than 4 GiB");
    if (z->trouble) return;
    local_header(head, e);
    if (pwrite(z->fd, head, LOCAL, (off_t)e->at) != LOCAL) trouble(z, strerror(errno));
}

void zipout_entry(struct zipout *z, const char *name)
{
    unsigned char head[LOCAL];
    if (z->open) end_entry(z);
    struct entry *e = vec_push(z->cx->arena, &z->entries);
    *e = (struct entry){ .name = name, .at = z->written };
    MUST(deflateReset(&z->deflate) == Z_OK);
    z->open = true;
    local_header(head, e);
    put_out(z, head, LOCAL);
    put_out(z, name, strlen(name));
}

void zipout_put(struct zipout *z, str bytes)
{
    MUST(z->open);
    while (bytes.n > 0 && !z->trouble) {
        size_t n = HELD - z->n < bytes.n ? HELD - z->n : bytes.n;
        memcpy(z->in + z->n, bytes.p, n);
        z->n += n;
        bytes.p += n;
        bytes.n -= n;
        if (z->n == HELD) pack(z, Z_NO_FLUSH);
    }
}

static void directory(struct zipout *z)
{
    uint64_t from = z->written;
    for (size_t i = 0; i < z->entries.n; i++) {
        const struct entry *e = &z->entries.v[i];
        unsigned char head[CENTRAL] = "PK\1\2";
        little(head + 4, VERSION, 2);
        common(head + 6, e);
        little(head + 42, e->at, 4);
        put_out(z, head, CENTRAL);
        put_out(z, e->name, strlen(e->name));
    }
    unsigned char end[END] = "PK\5\6";
    little(end + 8, z->entries.n, 2);
    little(end + 10, z->entries.n, 2);
    little(end + 12, z->written - from, 4);
    little(end + 16, from, 4);
    put_out(z, end, END);
}

enum rc zipout_close(struct zipout *z, int64_t *size)
{
    if (z->open) end_entry(z);
    directory(z);
    *size = (int64_t)z->written;
    return z->trouble ? fail(z->cx, "archive: %s", z->trouble) : RC_OK;
}
