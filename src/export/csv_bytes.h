/* SPDX-License-Identifier: EUPL-1.2 */
/* csv_bytes.h — from the bytes of a file to UTF-8 text, for csv.c alone. */
#ifndef KOLO_EXPORT_CSV_BYTES_H
#define KOLO_EXPORT_CSV_BYTES_H

#include "export/csv.h"

/** csv_bytes_text(cx, field, encoding, bytes): ${bytes} becomes good UTF-8 without byte order mark:
 * a slice of itself, or a conversion in the arena. RC_INVALID says what the file seems to be. */
enum rc csv_bytes_text(struct cx *cx, const char *field, enum csv_encoding encoding,
                       str *bytes) MUST_USE;

#endif
