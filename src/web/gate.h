/* SPDX-License-Identifier: EUPL-1.2 */
/* gate.h — what is refused before anything else looks at a request: the strict reading of RFC 9112
 * that libmicrohttpd does not enforce. A pure function over the parsed line and headers, so that
 * tests and fuzzers call it without a socket.
 */
#ifndef KOLO_WEB_GATE_H
#define KOLO_WEB_GATE_H

#include "web/http.h"

#define GATE_TARGET 8192 /* bytes of path and query */
#define GATE_PATH 2048   /* bytes of the decoded path */
#define GATE_HEADERS 100 /* lines */
#define GATE_HEADER_BYTES 24576

struct gate_header {
    str name, value;
};
struct gate_request {
    str method, target, version;
    const struct gate_header *headers;
    size_t n;
    bool torn; /* the bytes on the wire were not lines ended by CRLF, one per header (the server saw
                  it) */
};

/** What the gate found out on the way. */
struct gate_pass {
    enum method method;
    bool head, api, chunked, keep_alive;
    int64_t length;           /* Content-Length; 0 when absent */
    char path[GATE_PATH + 1]; /* decoded, good UTF-8, begins with '/', no empty, "." or ".."
                                 segment, /api/v1 removed */
    str query;                /* raw, behind '?' */
};

/** gate_check(g, pass): 0, or the HTTP status of the refusal, with *why an English sentence (N_)
 * for the answer. */
int gate_check(const struct gate_request *g, struct gate_pass *pass, const char **why);

/** gate_request_make(cx, g, pass, rq): the request behind a passed gate: path, headers in lower
 * case, query. 0 or 400. */
int gate_request_make(struct cx *cx, const struct gate_request *g, const struct gate_pass *pass,
                      struct request *rq);

/** gate_read(a, raw, g, body): splits raw bytes into request line, headers and what follows,
 * strictly; for tests, fuzzers and the .http runner, which have no library to do it. false when
 * there is no end of headers. */
bool gate_read(struct arena *a, str raw, struct gate_request *g, str *body);

#endif
