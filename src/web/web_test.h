/* SPDX-License-Identifier: EUPL-1.2 */
/* web_test.h — a small site to test the web with: a dozen routes, two people, no database. Requests
 * are written as they stand on the wire and go through gate and dispatch, without a socket.
 */
#ifndef KOLO_WEB_WEB_TEST_H
#define KOLO_WEB_WEB_TEST_H

#include "tests/t.h"
#include "web/web.h"

/** The site's tables and hooks: web_setup has run. Each test begins with it. */
void try_setup(void);
extern const struct route try_routes[];
extern const struct route *const try_tables[];
extern const struct web_hooks try_hooks;

/** What a request got. Valid until the next try_setup. */
struct tried {
    int status;
    const char *type, *body;
    size_t n;
    int file;
    struct response *rs;
};
/** try_raw(raw): request line, headers, blank line, body; a lone \n is written as \r\n. */
struct tried try_raw(const char *raw);
/** try_get(path, who): who NULL is nobody, "ana" may do all, "rea" may only read. */
struct tried try_get(const char *path, const char *who);
/** try_post(path, who, fields): urlencoded, with the right csrf token. */
struct tried try_post(const char *path, const char *who, const char *fields);
/** try_header(t, name): a header of the answer or "". */
const char *try_header(const struct tried *t, const char *name);
/** The handlers count here what they were called for. */
extern int try_calls;
/** The state of the site's data (hooks.state), and seconds that the clock goes ahead. */
extern int64_t try_state, try_later;
struct arena *try_arena(void);
/** A csrf token of ${who}'s session. */
const char *try_token(const char *who);
/** The name of who asks. */
const char *try_who(const struct cx *cx);

#define assert_has(text, part)                                                     \
    do {                                                                           \
        if (!strstr((text), (part))) fail_msg("no \"%s\" in: %.600s", part, text); \
    } while (0)
#define assert_lacks(text, part)                                               \
    do {                                                                       \
        if (strstr((text), (part))) fail_msg("\"%s\" in: %.600s", part, text); \
    } while (0)

#endif
