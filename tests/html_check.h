/* SPDX-License-Identifier: EUPL-1.2 */
/* html_check.h — what every page must be whatever it says: tags closed in order, ids once, no
 * inline script or style (the content security policy would stop them), inputs labelled.
 */
#ifndef KOLO_TESTS_HTML_CHECK_H
#define KOLO_TESTS_HTML_CHECK_H

#include "base/arena.h"

/** html_check(a, page): NULL, or a sentence on the first trouble. */
const char *html_check(struct arena *a, const char *page);
/** html_text(a, page): what stands in it with the entities of put_text resolved. */
const char *html_text(struct arena *a, const char *page);
/** html_links(page, at, out): the next href or action="…" from *at on; *is_action tells which.
 * false at the end. */
bool html_links(struct arena *a, const char **at, const char **link, bool *is_action);

#endif
