/* SPDX-License-Identifier: EUPL-1.2 */
/* file.h — a whole file that the command line names. */
#ifndef KOLO_BASE_FILE_H
#define KOLO_BASE_FILE_H

#include "base/cx.h"

/** file_read(cx, path, most, out): its bytes, mapped for the life of the arena; "-" is standard
 * input. RC_MISSING when it cannot be opened, RC_INVALID when it is empty or larger than ${most}; a
 * sentence says which. */
enum rc file_read(struct cx *cx, const char *path, size_t most, str *out) MUST_USE;

#endif
