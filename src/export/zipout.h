/* SPDX-License-Identifier: EUPL-1.2 */
/* zipout.h — a ZIP archive written straight to a descriptor, one entry after the other, in constant
 * memory. Errors stick: put freely, ask zipout_close once.
 *
 * Entries carry no time and no owner, so that equal content is equal bytes. Under 4 GiB (no ZIP64).
 */
#ifndef KOLO_EXPORT_ZIPOUT_H
#define KOLO_EXPORT_ZIPOUT_H

#include "base/cx.h"

struct zipout;

/** zipout_open(cx, fd): ${fd} is empty, can seek and stays the caller's. Lives in cx->arena. */
struct zipout *zipout_open(struct cx *cx, int fd);
/** zipout_entry(z, name): ends the entry before and begins ${name}, which must outlive ${z}. */
void zipout_entry(struct zipout *z, const char *name);
void zipout_put(struct zipout *z, str bytes);
/** zipout_close(z, size): RC_FAIL, logged, when anything went wrong since zipout_open. */
enum rc zipout_close(struct zipout *z, int64_t *size) MUST_USE;

#endif
