/* SPDX-License-Identifier: EUPL-1.2 */
/* parse.h — request bodies and queries to pairs of decoded, good UTF-8 text.
 *
 * Three writings, one result: urlencoded, multipart/form-data and JSON all become the list of pairs
 * that form.h reads. JSON {"note":"x","line":[{"amount":"1.00"},…]} becomes note=x,
 * line.0.amount=1.00 … What is not well-formed is refused whole with a sentence; nothing is
 * guessed.
 */
#ifndef KOLO_WEB_PARSE_H
#define KOLO_WEB_PARSE_H

#include "web/http.h"

#define PARSE_MAX_PAIRS 50000

struct pairs {
    struct pair *v;
    size_t n, cap;
};
struct uploads {
    struct upload *v;
    size_t n, cap;
};

/** parse_hex(c): 0..15, or -1. */
int parse_hex(char c);
/** parse_percent_put(at, s): ${s} with every byte but A-Z a-z 0-9 - . _ ~ as %XX; needs 3 × s.n
 * bytes; returns the end. */
char *parse_percent_put(char *at, str s);
char *parse_percent_encode(struct arena *a, const char *z);
/** parse_percent(a, s, plus): decoded, NUL-terminated; NULL for a bad escape, a NUL byte, a control
 * character other than tab, LF, CR, or bad UTF-8. ${plus}: '+' is a blank. */
const char *parse_percent(struct arena *a, str s, bool plus);

/** parse_urlencoded: a=b&c=d, for queries and bodies. */
enum rc parse_urlencoded(struct cx *cx, str s, struct pairs *out) MUST_USE;
/** parse_multipart: RFC 7578. Parts with a filename become uploads whose bytes point into ${body};
 * others become pairs. */
enum rc parse_multipart(struct cx *cx, str content_type, str body, struct pairs *out,
                        struct uploads *files) MUST_USE;
/** parse_json: one object of text, whole numbers, true/false, null (left out), lists of these (the
 * name repeated) and lists of flat objects (NAME.N.FIELD). A number with a fraction is refused:
 * amounts are text. */
enum rc parse_json(struct cx *cx, str body, struct pairs *out) MUST_USE;

/** parse_body(cx, rq): rq->body by its Content-Type into rq->fields and rq->uploads. *status is the
 * HTTP status of a refusal: 400 malformed, 415 unknown type (JSON is for /api only). */
enum rc parse_body(struct cx *cx, struct request *rq, int *status) MUST_USE;

#endif
