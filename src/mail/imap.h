/* SPDX-License-Identifier: EUPL-1.2 */
/* imap.h — a mailbox that mails are taken out of, one by one (RFC 3501). It knows no database.
 *
 * libcurl makes the connection, with TLS or STARTTLS, and signs in; what is said from then on is
 * said here, since libcurl has no IDLE.
 */
#ifndef KOLO_MAIL_IMAP_H
#define KOLO_MAIL_IMAP_H

#include "base/buf.h"

#include <stdint.h>

struct imap_config {
    const char *url; /* imaps://host, imap://host:143 (with STARTTLS, and nothing goes
                        without; on loopback only where ${ca} is set) */
    const char *user, *password;
    const char *folder; /* "INBOX" */
    const char *done;   /* where mails go that were taken: "Kolo/done"; made where there is none */
    const char *ca;     /* file with certificates to be trusted, NULL: the system's */
};

/** A connection; belongs to one thread. Functions below return false
 * when the connection is of no use any more: imap_trouble says why; imap_connect makes a new one.
 */
struct imap;
struct imap *imap_new(const struct imap_config *cfg);
void imap_free(struct imap *m);
const char *imap_trouble(const struct imap *m);
bool imap_is_open(const struct imap *m);
/** imap_connect(m): signs in and selects the folder. */
bool imap_connect(struct imap *m);
/** imap_next(m, above, uid): the lowest UID above ${above} of a mail that was not taken; *uid 0:
 * there is none. */
bool imap_next(struct imap *m, int64_t above, int64_t *uid);
/** imap_fetch(m, uid, most, head, out, size): the mail as it lies there, of one larger than
 * ${most} its headers, at most ${head} bytes; out->n 0: somebody else took it meanwhile. Changes no
 * flag. */
bool imap_fetch(struct imap *m, int64_t uid, size_t most, size_t head, struct buf *out,
                int64_t *size);
/** imap_take(m, uid): marks it as taken and moves it away. After this it is not given again. */
bool imap_take(struct imap *m, int64_t uid);
/** imap_wait(m, ms, news): at most so long, until the server says that something came (IDLE, RFC
 * 2177); returns at once with *news true where the server has no IDLE. May be called again and
 * again; the IDLE goes on between. */
bool imap_wait(struct imap *m, int ms, bool *news);
bool imap_has_idle(const struct imap *m);

#endif
