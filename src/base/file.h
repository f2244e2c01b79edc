/* SPDX-License-Identifier: EUPL-1.2 */
/* file.h — a whole file that the command line names, and a file for a while. */
#ifndef KOLO_BASE_FILE_H
#define KOLO_BASE_FILE_H

#include "base/cx.h"

/** file_read(cx, path, most, out): its bytes, mapped for the life of the arena; "-" is standard
 * input. RC_MISSING when it cannot be opened, RC_INVALID when it is empty or larger than ${most}; a
 * sentence says which. */
enum rc file_read(struct cx *cx, const char *path, size_t most, str *out) MUST_USE;
/** file_temporary(cx): a new unlinked file in TMPDIR or /tmp; -1 with errno when there is none. */
int file_temporary(struct cx *cx);

#endif
