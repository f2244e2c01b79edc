/* SPDX-License-Identifier: EUPL-1.2 */
/* site.h — the whole program without a socket, and browsers that keep cookies and send back the
 * csrf token of the page they were shown: for tests of pages on a real database.
 */
#ifndef KOLO_TESTS_SITE_H
#define KOLO_TESTS_SITE_H

#include "base/cx.h"
#include "web/http.h"

struct browser {
    const char *address, *host; /* NULL: 192.0.2.1, kolo.example */
    bool secure;
    const char *headers; /* more of them, "Name: value\n" each; NULL none */
    const char *csrf;    /* of the last page seen */
    VEC(struct pair) cookies;
};
struct answer {
    int status;
    const char *body;
    struct response *rs;
    int64_t statements; /* that the request took */
};

/** site_setup(): every module of the program. Each test begins with it. */
void site_setup(void);
struct answer site_get(struct cx *cx, struct browser *b, const char *path);
/** site_post: urlencoded ${fields} ("a=1&b=2") and the csrf token. site_json: an API write, for
 * which the browser has a Bearer token in its headers. */
struct answer site_post(struct cx *cx, struct browser *b, const char *path, const char *fields);
struct answer site_json(struct cx *cx, struct browser *b, const char *path, const char *json);
/** site_header(a, name): a header of the answer, or "". */
const char *site_header(const struct answer *a, const char *name);
/** site_cookie(b, name): NULL when the browser has none. */
const char *site_cookie(const struct browser *b, const char *name);
/** site_sign_in(cx, b, account): the browser has a session of the account, got without a password,
 * and has seen a page. */
void site_sign_in(struct cx *cx, struct browser *b, int64_t account);

#define assert_shows(answer, part)                                                        \
    do {                                                                                  \
        if (!strstr((answer).body, (part)))                                               \
            fail_msg("no \"%s\" in (%d): %.3000s", part, (answer).status, (answer).body); \
    } while (0)
#define assert_hides(answer, part)                                                     \
    do {                                                                               \
        if (strstr((answer).body, (part)))                                             \
            fail_msg("\"%s\" in (%d): %.3000s", part, (answer).status, (answer).body); \
    } while (0)

#endif
