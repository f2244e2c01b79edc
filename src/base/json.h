/* SPDX-License-Identifier: EUPL-1.2 */
/* json.h — writing JSON into a buf. Commas come by themselves. Reading is jansson's work.
 *
 * Output has no blanks and keys in the order written, so that equal data is equal bytes (hashes
 * depend on it).
 */
#ifndef KOLO_BASE_JSON_H
#define KOLO_BASE_JSON_H

#include "base/buf.h"
#include "base/money.h"

struct json {
    struct buf *out;
    unsigned depth;
    bool comma[32];
};

void json_init(struct json *j, struct buf *out);
/** key is NULL inside an array and at the top. */
void json_open(struct json *j, const char *key, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket);                  /* '}' or ']' */
void json_text(struct json *j, const char *key, const char *z); /* NULL writes null */
void json_int(struct json *j, const char *key, int64_t n);
void json_bool(struct json *j, const char *key, bool b);
/** json_money: {"amount":"1234.56","currency":"EUR"}; amounts are text so that no reader makes them
 * a float. */
void json_money(struct json *j, const char *key, money m);
void json_date(struct json *j, const char *key, date d);   /* "2007-03-31" or null */
void json_stamp(struct json *j, const char *key, stamp s); /* "…Z" or null */
/** json_raw: ${s} is already JSON. */
void json_raw(struct json *j, const char *key, str s);

#endif
