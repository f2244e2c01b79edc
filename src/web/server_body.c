/* SPDX-License-Identifier: EUPL-1.2 */
/* server_body.c — keeps a body while it arrives. Up to 256 KiB stay in memory; more goes to a file
 * that has no name, so that whatever happens to the request or to us leaves nothing
 * behind.
 */
#define _GNU_SOURCE /* O_TMPFILE */
#include "base/cx.h"
#include "web/server_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#define IN_MEMORY ((size_t)256 * 1024)
#define KEEP ((size_t)64 * 1024)

void sent_body_init(struct body *b)
{
    *b = (struct body){ .fd = -1 };
    buf_init(&b->memory, IN_MEMORY);
}

static bool write_all(int fd, const void *p, size_t n)
{
    const char *at = p;
    while (n) {
        ssize_t done = write(fd, at, n);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        at += done;
        n -= (size_t)done;
    }
    return true;
}

/* A file that never had a name, where the file system can; else one that loses it at once. */
static int spool_open(const char *dir)
{
    char path[512];
    int nameless = open(dir, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
    if (nameless >= 0) return nameless;
    if ((size_t)snprintf(path, sizeof path, "%s/kolo-body-XXXXXX", dir) >= sizeof path) return -1;
    int fd = mkstemp(path);
    if (fd < 0) return -1;
    unlink(path);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
}

enum rc sent_body_add(struct body *b, const char *spool, const char *id, const void *p, size_t n)
{
    b->size += (int64_t)n;
    if (b->fd < 0 && b->memory.n + n <= IN_MEMORY) {
        buf_put(&b->memory, p, n);
        return RC_OK;
    }
    if (b->fd < 0) {
        b->fd = spool_open(spool);
        if (b->fd < 0 || !write_all(b->fd, b->memory.p, b->memory.n)) goto failed;
        buf_clear(&b->memory);
    }
    if (write_all(b->fd, p, n)) return RC_OK;
failed: /* one place says what the disk said */
    log_line(LOG_ERROR, id, "could not keep a body in %s: errno %d", spool, errno);
    return RC_FAIL;
}

struct mapped {
    void *p;
    size_t n;
};

static void unmap(void *p)
{
    struct mapped *m = p;
    munmap(m->p, m->n);
}

enum rc sent_body_view(struct cx *cx, const struct body *b, str *out)
{
    *out = buf_slice(&b->memory);
    if (b->fd < 0) return RC_OK;
    struct mapped *m = arena_alloc(cx->arena, sizeof *m);
    m->n = (size_t)b->size;
    m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, b->fd, 0);
    if (m->p == MAP_FAILED) return fail(cx, "could not map a body of %zu bytes", m->n);
    arena_defer(cx->arena, unmap, m);
    *out = (str){ m->p, m->n };
    return RC_OK;
}

void sent_body_clear(struct body *b)
{
    if (b->fd >= 0) close(b->fd);
    b->fd = -1;
    b->size = 0;
    if (b->memory.cap > KEEP) {
        buf_done(&b->memory);
        buf_init(&b->memory, IN_MEMORY);
    }
    buf_clear(&b->memory);
}
