/* SPDX-License-Identifier: EUPL-1.2 */
/* http_run.h — runs a .http script: requests and what they must get, in process, on both engines.
 *
 *     # a comment
 *     as editor@example.org                    # signs in; "as nobody" signs out
 *     POST /thing/7/edit title=New+name note="two words" csrf=auto
 *       303 location: /thing/7
 *     GET /thing/7
 *       200 text "New name" no "<script" sql <= 6
 *     POST /api/v1/thing/7/edit @Authorization="Bearer x" json={"title":"Other"}
 *       422 json errors.0.field == "title"
 *
 * A request: METHOD PATH and then fields NAME=VALUE (urlencoded as written, or quoted as it is),
 * csrf=auto (the token of the last page seen; the first form of the visit otherwise), a file
 * NAME<PATH (as multipart), a header @NAME=VALUE, or json= with the rest of the line.
 * Below it, indented, the status and then any of: location: PATH (a * at the end: begins so) ·
 * text "…" and no "…" (in the page as read, entities resolved) · sql <= N (statements run) ·
 * json PATH == VALUE (a.b.0.c; "text", number, true, null) or json PATH has N (list's length) ·
 * header NAME "part" · links-ok (every href and action is a route) · keep NAME (the last number in
 * the location) or keep NAME json PATH; {NAME} stands for it from then on.
 *
 * Not asked for, but done: every HTML page is looked over (html_check.h), and every page that was
 * given to somebody signed in is asked for again by nobody, who must not get it unless the route is
 * public.
 */
#ifndef KOLO_TESTS_HTTP_RUN_H
#define KOLO_TESTS_HTTP_RUN_H

#include "base/cx.h"

/** What is tested. */
struct http_site {
    enum rc (*setup)(void);         /* tables and hooks, once */
    enum rc (*make)(struct cx *cx); /* rows into a migrated, empty database */
    /** The cookie ("name=value") of a new session of ${email}; asserts. */
    const char *(*sign_in)(struct cx *cx, const char *email);
};
/** http_run(site, path): the script on every engine there is; an unmet expectation fails the test,
 * naming script and line. */
void http_run(const struct http_site *site, const char *path);

#endif
