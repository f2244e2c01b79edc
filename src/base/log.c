/* SPDX-License-Identifier: EUPL-1.2 */
/* log.c — one event, one line, one write(2): lines of several threads never mix.
 *
 * It works on the stack only, because it is what runs when memory is gone. A message too long for
 * the line is cut. It does not know who reads the lines, and it keeps nothing.
 */
#include "base/log.h"

#include "base/clock.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_int least_level = LOG_INFO;
static atomic_int out_fd = 2;

void log_set_level(enum log_level least) { atomic_store(&least_level, (int)least); }

void log_to(int fd) { atomic_store(&out_fd, fd); }

void log_raw(const char *z, unsigned long n)
{
    while (n > 0) {
        ssize_t done = write(atomic_load(&out_fd), z, n);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return; /* there is nowhere left to complain */
        z += done;
        n -= (unsigned long)done;
    }
}

struct line {
    char p[4096];
    size_t n;
};
enum { ROOM_AT_END = 40 }; /* for what follows a text and closes the line, however long it was */

static void put(struct line *l, const char *z)
{
    size_t n = strlen(z);
    if (n >= sizeof l->p - l->n) return;
    memcpy(l->p + l->n, z, n);
    l->n += n;
}

/* whole_character: the length of the UTF-8 character at ${z}, 0 when it is broken or cut off. */
static size_t whole_character(const char *z)
{
    unsigned char c = (unsigned char)*z;
    size_t len = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    return strnlen(z, len) == len && utf8_ok((str){ z, len }) ? len : 0;
}

/* put_escaped: as the inside of a JSON string. Libraries' messages may be in any encoding and long
 * ones are cut: what is no character becomes a question mark, so that a line can always be read. */
static void put_escaped(struct line *l, const char *z)
{
    static const char hex[] = "0123456789abcdef";
    while (*z && l->n + 6 + ROOM_AT_END <= sizeof l->p) {
        unsigned char c = (unsigned char)*z;
        char *to = l->p + l->n;
        size_t len = c < 0x80 ? 1 : whole_character(z);
        if (c == '"' || c == '\\') {
            to[0] = '\\';
            to[1] = (char)c;
            l->n += 2;
        } else if (c < 0x20 || c == 0x7f) {
            memcpy(to, "\\u00", 4);
            to[4] = hex[c >> 4];
            to[5] = hex[c & 15];
            l->n += 6;
        } else if (len == 0) {
            to[0] = '?';
            l->n++;
        } else {
            memcpy(to, z, len);
            l->n += len;
        }
        z += len ? len : 1;
    }
}

static void write_line(enum log_level level, const char *req_id, const char *message)
{
    static const char *const names[] = { "debug", "info", "warning", "error" };
    char at[STAMP_TEXT];
    struct line l = { .n = 0 };
    put(&l, "{\"at\":\"");
    put(&l, stamp_text(clock_now(), at));
    put(&l, "\",\"level\":\"");
    put(&l, names[level]);
    put(&l, "\"");
    if (req_id) {
        put(&l, ",\"request\":\"");
        put_escaped(&l, req_id);
        put(&l, "\"");
    }
    put(&l, ",\"message\":\"");
    put_escaped(&l, message);
    put(&l, "\"}\n");
    log_raw(l.p, l.n);
}

void log_line(enum log_level level, const char *req_id, const char *fmt, ...)
{
    if ((int)level < atomic_load(&least_level)) return;
    char message[3072];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    write_line(level, req_id, message);
}

void bug_at(const char *file, int line, const char *fmt, ...)
{
    char what[2048], message[3072];
    va_list args;
    va_start(args, fmt);
    vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    snprintf(message, sizeof message, "bug at %s:%d: %s", file, line, what);
    write_line(LOG_ERROR, NULL, message);
    abort();
}
