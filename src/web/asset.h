/* SPDX-License-Identifier: EUPL-1.2 */
/* asset.h — the style, script and picture files that are part of the program.
 *
 * tools/embed makes the table: each file as it is and as gzip, under an address that holds the
 * first 12 hex digits of its SHA-256, so that browsers may keep it for ever.
 */
#ifndef KOLO_WEB_ASSET_H
#define KOLO_WEB_ASSET_H

#include "web/html.h"

struct asset {
    const char *name; /* "app.css" */
    const char *url;  /* "/static/app.3f2a9c01d4e5.css" */
    const char *mime; /* "text/css; charset=utf-8" */
    const unsigned char *p;
    size_t n;
    const unsigned char *gz; /* NULL when gzip saves nothing */
    size_t gz_n;
};
/** Every file, in the order of their names (strcmp), ended by a NULL name: generated table. */
extern const struct asset asset_table[];

/** asset_url(cx, "app.css"): where the file is served; the address changes with the content, so
 *  that it may be kept for ever. An unknown name is a bug. */
struct url asset_url(struct cx *cx, const char *name);

#endif
