/* SPDX-License-Identifier: EUPL-1.2 */
/* http_inside.h — what the two halves of the script runner share: http_run.c sends, http_expect.c
 * reads the lines.
 */
#ifndef KOLO_TESTS_HTTP_INSIDE_H
#define KOLO_TESTS_HTTP_INSIDE_H

#include "store/db.h"
#include "tests/http_run.h"
#include "web/http.h"

struct http_run {
    const struct http_site *site;
    const char *path; /* of the script */
    int line;
    struct arena *arena;
    struct db *db;
    struct {
        struct pair *v;
        size_t n, cap;
    } cookies, kept;
    const char *csrf; /* of the last page */
    bool asked;
    /* the last answer */
    struct request rq;
    struct response rs;
    int64_t statements;
};
struct http_ask {
    const char *method, *path, *headers, *type; /* headers and type are whole lines */
    str body;
    bool nobody; /* without cookies */
};

_Noreturn void http_fail(struct http_run *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/** http_filled: the line with each {NAME} that was kept replaced. */
const char *http_filled(struct http_run *r, str line);
/** http_ask_read: METHOD PATH fields… */
void http_ask_read(struct http_run *r, str line, struct http_ask *out);
void http_send(struct http_run *r, const struct http_ask *ask);
/** http_expect: STATUS and checks against the last answer. */
void http_expect(struct http_run *r, str line);
/** http_drop_file: a file answer becomes a body that can be looked into. */
void http_drop_file(struct http_run *r);

#endif
