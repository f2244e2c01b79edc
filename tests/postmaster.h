/* SPDX-License-Identifier: EUPL-1.2 */
/* postmaster.h — a real SMTP server on loopback for a test: tests/smtpd.py, which says in what it
 * does for which recipient.
 */
#ifndef KOLO_TESTS_POSTMASTER_H
#define KOLO_TESTS_POSTMASTER_H

#include "base/cx.h"

#include <sys/types.h>

struct postmaster {
    pid_t pid;
    int port;
    char folder[64], url[64], ca[80];
};
/** postmaster_start(p, words): ${words} are "", or "tls", "smtps", "auth", "small" with blanks
 * between them; asserts that it answers. postmaster_stop: its mails are gone. */
void postmaster_start(struct postmaster *p, const char *words);
void postmaster_stop(struct postmaster *p);
/** postmaster_again(p, words): after it ended by itself: on the same port, with what it has. */
void postmaster_again(struct postmaster *p, const char *words);
/** postmaster_count(p): mails that arrived. postmaster_mail(cx, p, i): the i-th from 0, with lines
 * that end with LF and header lines unfolded; asserts that there is one. */
size_t postmaster_count(const struct postmaster *p);
const char *postmaster_mail(struct cx *cx, const struct postmaster *p, size_t i);
/** postmaster_header(cx, mail, name): the value of its first header ${name}, NULL: none. */
const char *postmaster_header(struct cx *cx, const char *mail, const char *name);
/** free_port(): one of loopback where nobody listens now. */
int free_port(void);

#endif
