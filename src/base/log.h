/* SPDX-License-Identifier: EUPL-1.2 */
/* log.h — one line of JSON per event on standard error; and the end of the process for a bug.
 *
 * Log where the trouble is handled, not in every layer it passes. Never log what a person typed, a
 * token or a password.
 */
#ifndef KOLO_BASE_LOG_H
#define KOLO_BASE_LOG_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

void log_set_level(enum log_level least);
/** log_to(fd): where lines go; 2 at start. */
void log_to(int fd);
/** log_line(level, req_id, fmt, ...): {"at":"…Z","level":"…","request":"…","message":"…"}; req_id
 * may be NULL. */
void log_line(enum log_level level, const char *req_id, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/** log_raw(z, n): a ready JSON line (the access log), written whole in one write(2). */
void log_raw(const char *z, unsigned long n);

/** BUG: a broken invariant. Always on. Logs file:line and aborts; the service manager restarts the
 * server. */
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void bug_at(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
#define MUST(cond) ((cond) ? (void)0 : bug_at(__FILE__, __LINE__, "expected: %s", #cond))

#endif
