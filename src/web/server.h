/* SPDX-License-Identifier: EUPL-1.2 */
/* server.h — sockets, threads, limits. server*.c are the only files that see libmicrohttpd. */
#ifndef KOLO_WEB_SERVER_H
#define KOLO_WEB_SERVER_H

#include "base/rc.h"
#include "base/str.h"

struct server_config {
    const char *listen;        /* "127.0.0.1:8080" */
    const char *database;      /* url for db_open; each worker opens its own connection */
    unsigned workers;          /* 0: 4 × processors, at least 8, at most 16 */
    unsigned queue;            /* waiting requests before 503 + Retry-After; 0: 256 */
    unsigned timeout;          /* seconds an idle or slow connection is kept; 0: 30 */
    const char *trusted_proxy; /* address whose X-Forwarded-For/-Proto is believed; NULL none */
    const char *spool;         /* directory for bodies above 256 KiB; NULL: $TMPDIR or /tmp */
    bool demo;                 /* one-click sign-in on loopback */
    bool quiet;                /* no access log */
};
/** server_run(cfg): until SIGTERM or SIGINT; stops accepting, finishes what it began (at most 20
 * s), returns. Prints "Kolo is serving http://…" once it accepts. */
enum rc server_run(const struct server_config *cfg) MUST_USE;

#endif
