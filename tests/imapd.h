/* SPDX-License-Identifier: EUPL-1.2 */
/* imapd.h — a real IMAP server (dovecot) on loopback for one test, with one mailbox of anybody
 * whose password is "secret".
 */
#ifndef KOLO_TESTS_IMAPD_H
#define KOLO_TESTS_IMAPD_H

#include <stddef.h>
#include <sys/types.h>

struct imapd {
    pid_t pid;
    int port, keep;
    char folder[64], url[64];
    const char *more; /* further lines of its configuration */
    unsigned put;
};

/** imapd_start(d, more): listens when it returns; ${more}: further settings, "" none. imapd_halt:
 * it ends, its mails stay; imapd_again starts it anew on the same port. imapd_stop: nothing is left
 * of it. All assert. */
void imapd_start(struct imapd *d, const char *more);
void imapd_halt(struct imapd *d);
void imapd_again(struct imapd *d);
void imapd_stop(struct imapd *d);
/** imapd_put(d, mail): delivered into the inbox. imapd_count(d, folder): mails in a folder; "" the
 * inbox, ".Kolo.done" one of its own. */
void imapd_put(struct imapd *d, const char *mail);
size_t imapd_count(const struct imapd *d, const char *folder);

#endif
