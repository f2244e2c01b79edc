/* SPDX-License-Identifier: EUPL-1.2 */
/* seal.c — nonce and box one behind the other. Nothing here is our own cryptography. */
#include "base/seal.h"

#include "base/log.h"
#include "base/rand.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

enum { NONCE = crypto_secretbox_NONCEBYTES };
_Static_assert(NONCE + crypto_secretbox_MACBYTES == SEAL_MORE, "SEAL_MORE");
_Static_assert(crypto_secretbox_KEYBYTES == SEAL_KEY && crypto_auth_hmacsha256_BYTES == SEAL_KEY,
               "SEAL_KEY");

str seal(struct cx *cx, const unsigned char key[SEAL_KEY], str plain)
{
    unsigned char *out = arena_alloc(cx->arena, plain.n + SEAL_MORE);
    rand_bytes(out, NONCE);
    crypto_secretbox_easy(out + NONCE, (const unsigned char *)plain.p, plain.n, out, key);
    return (str){ (const char *)out, plain.n + SEAL_MORE };
}

bool unseal(struct cx *cx, const unsigned char key[SEAL_KEY], str sealed, str *plain)
{
    const unsigned char *in = (const unsigned char *)sealed.p;
    if (sealed.n < SEAL_MORE) return false;
    unsigned char *out = arena_alloc(cx->arena, sealed.n - SEAL_MORE + 1);
    *plain = (str){ (const char *)out, sealed.n - SEAL_MORE };
    return crypto_secretbox_open_easy(out, in + NONCE, sealed.n - NONCE, in, key) == 0;
}

void seal_derive(const unsigned char secret[SEAL_KEY], str what, unsigned char key[SEAL_KEY])
{
    crypto_auth_hmacsha256(key, (const unsigned char *)what.p, what.n, secret);
}

static bool read_key(int fd, unsigned char key[SEAL_KEY])
{
    unsigned char more;
    errno = 0;
    const bool whole = read(fd, key, SEAL_KEY) == SEAL_KEY && read(fd, &more, 1) == 0;
    const int trouble = errno;
    close(fd);
    errno = trouble;
    return whole;
}

/* Written whole beside it and then given its name, so that no other server reads half of it; who
 * comes second takes the key of the first. */
static bool make_key(const char *path, struct arena *a)
{
    unsigned char key[SEAL_KEY];
    const char *beside = arena_printf(a, "%s.%ld", path, (long)getpid());
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    rand_bytes(key, sizeof key);
    bool good = write(fd, key, sizeof key) == (ssize_t)sizeof key && fsync(fd) == 0;
    seal_forget(key, sizeof key);
    good = close(fd) == 0 && good;
    if (good) good = link(beside, path) == 0 || errno == EEXIST;
    const int trouble = errno;
    unlink(beside);
    errno = trouble;
    return good;
}

bool seal_key_file(const char *path, bool make, unsigned char key[SEAL_KEY])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT && make) {
        struct arena *a = arena_new();
        const bool made = make_key(path, a);
        const int trouble = errno;
        arena_free(a);
        errno = trouble;
        if (!made) return false;
        fd = open(path, O_RDONLY | O_CLOEXEC);
    }
    return fd >= 0 && read_key(fd, key);
}

void seal_forget(void *p, size_t n) { sodium_memzero(p, n); }
