/* SPDX-License-Identifier: EUPL-1.2 */
/* file.c — reads what the command line names. Uploads come another way (web/server_body.c). */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct mapped {
    void *p;
    size_t n;
};

static void unmap(void *p)
{
    const struct mapped *m = p;
    munmap(m->p, m->n);
}

static enum rc read_pipe(struct cx *cx, int fd, size_t most, str *out)
{
    size_t cap = 64 * 1024, n = 0;
    char *p = arena_alloc(cx->arena, cap);
    for (;;) {
        ssize_t got = read(fd, p + n, cap - n);
        if (got < 0) return fail(cx, "could not read standard input: %s", strerror(errno));
        if (!got) break;
        n += (size_t)got;
        if (n > most) return problem(cx, "file", "standard input has more than %zu bytes", most);
        if (n == cap) p = arena_grow(cx->arena, p, cap, cap * 2), cap *= 2;
    }
    *out = (str){ p, n };
    return n ? RC_OK : problem(cx, "file", "standard input is empty");
}

static enum rc map(struct cx *cx, const char *path, int fd, size_t most, str *out)
{
    struct stat st;
    if (fstat(fd, &st) || !S_ISREG(st.st_mode))
        return problem(cx, "file", "%s is not a file", path);
    if (!st.st_size) return problem(cx, "file", "%s is empty", path);
    if ((size_t)st.st_size > most)
        return problem(cx, "file", "%s is larger than %zu bytes", path, most);
    struct mapped *m = arena_alloc(cx->arena, sizeof *m);
    m->n = (size_t)st.st_size;
    m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, fd, 0);
    if (m->p == MAP_FAILED) return fail(cx, "could not map %s: %s", path, strerror(errno));
    arena_defer(cx->arena, unmap, m);
    *out = (str){ m->p, m->n };
    return RC_OK;
}

enum rc file_read(struct cx *cx, const char *path, size_t most, str *out)
{
    if (z_eq(path, "-")) return read_pipe(cx, 0, most, out);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return refuse(cx, RC_MISSING, "%s: %s", path, strerror(errno));
    enum rc rc = map(cx, path, fd, most, out);
    close(fd);
    return rc;
}

int file_temporary(struct cx *cx)
{
    const char *dir = getenv("TMPDIR");
    char *path = arena_printf(cx->arena, "%s/kolo-XXXXXX", dir && *dir ? dir : "/tmp");
    int fd = mkstemp(path);
    if (fd < 0) return -1;
    unlink(path);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
}
