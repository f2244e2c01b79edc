/* SPDX-License-Identifier: EUPL-1.2 */
/* server_cases.h — requests in bytes and what the gate says to them, for server_test.c. gate_test.c
 * has the same for the gate alone.
 */
#ifndef KOLO_WEB_SERVER_CASES_H
#define KOLO_WEB_SERVER_CASES_H

#include <stddef.h>

static const struct {
    const char *name, *raw;
    size_t n;
    int status; /* 0: closed without an answer will do as well as 400 */
} gate_cases[] = {
#define CASE(what, bytes, status)              \
    {                                          \
        what, bytes, sizeof(bytes) - 1, status \
    }
    CASE("good", "GET /word/a HTTP/1.1\r\nHost: x\r\n\r\n", 200),
    CASE("blanks round a value", "GET /word/a HTTP/1.1\r\nHost: \t x \r\nA:b\r\n\r\n", 200),
    CASE("empty value", "GET /word/a HTTP/1.1\r\nHost: x\r\nA:\r\n\r\n", 200),
    CASE("no Host", "GET /word/a HTTP/1.1\r\nA: x\r\n\r\n", 400),
    CASE("no Host 1.0", "GET /word/a HTTP/1.0\r\n\r\n", 400),
    CASE("two Hosts", "GET /word/a HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400),
    CASE("bad Host", "GET /word/a HTTP/1.1\r\nHost: x/y\r\n\r\n", 400),
    CASE("two lengths",
         "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
         "Content-Length: 1\r\n\r\na",
         400),
    CASE("two other lengths",
         "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
         "Content-Length: 5\r\n\r\nabcde",
         400),
    CASE("length and coding",
         "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
         "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400),
    CASE("blank before colon", "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length : 1\r\n\r\na",
         400),
    CASE("signed length", "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na", 400),
    CASE("list of lengths", "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na",
         400),
    CASE("other coding", "POST /visit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\na",
         400),
    CASE("coding list",
         "POST /visit HTTP/1.1\r\nHost: x\r\n"
         "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
         400),
    CASE("hexadecimal length", "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 0x1\r\n\r\na",
         400),
    CASE("length beyond any number",
         "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551617\r\n\r\na", 413),
    CASE("coding in HTTP/1.0",
         "POST /visit HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    CASE("two codings",
         "POST /visit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
         "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
         400),
    CASE("coding behind a vertical tab",
         "POST /visit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 0),
    CASE("tab before colon",
         "POST /visit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n", 400),
    CASE("chunk of no number",
         "POST /visit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\na\r\n"
         "0\r\n\r\n",
         0),
    CASE("chunk of a negative number",
         "POST /visit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\na\r\n"
         "0\r\n\r\n",
         0),
    CASE("chunk beyond any number",
         "POST /visit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
         "fffffffffffffffff\r\na\r\n0\r\n\r\n",
         413),
    CASE("first header folded", "GET /word/a HTTP/1.1\r\n Host: x\r\nHost: x\r\n\r\n", 400),
    CASE("bare CR for a line's end", "GET /word/a HTTP/1.1\rHost: x\r\n\r\n", 0),
    CASE("empty Host", "GET /word/a HTTP/1.1\r\nHost:\r\n\r\n", 400),
    CASE("Host with a name before it", "GET /word/a HTTP/1.1\r\nHost: a@b\r\n\r\n", 400),
    CASE("two tokens",
         "GET /word/a HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400),
    CASE("%0d%0a", "GET /word/a%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("bare LF at the end of the line", "GET /word/a HTTP/1.1\nHost: x\r\n\r\n", 400),
    CASE("bare LF after a header", "GET /word/a HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", 400),
    CASE("bare LF hidden by blanks", "GET /word/a HTTP/1.1\r\nHost: x\nA:  b\r\n\r\n", 400),
    CASE("bare LF at the end", "GET /word/a HTTP/1.1\r\nHost: x\r\n\n", 400),
    CASE("folded header", "GET /word/a HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400),
    CASE("NUL in a value", "GET /word/a HTTP/1.1\r\nHost: x\0y\r\n\r\n", 400),
    CASE("NUL in a name", "GET /word/a HTTP/1.1\r\nHost: x\r\nA\0: b\r\n\r\n", 400),
    CASE("NUL in the target", "GET /word/a\0b HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("NUL in the method", "G\0T /word/a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("control in a value", "GET /word/a HTTP/1.1\r\nHost: x\r\nA: b\x01\r\n\r\n", 400),
    CASE("bare CR in a value", "GET /word/a HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n", 400),
    CASE("bad UTF-8 in a value", "GET /word/a HTTP/1.1\r\nHost: x\r\nA: \xff\r\n\r\n", 400),
    CASE("bad name", "GET /word/a HTTP/1.1\r\nHost: x\r\nA(b): c\r\n\r\n", 400),
    CASE("empty name", "GET /word/a HTTP/1.1\r\nHost: x\r\n: c\r\n\r\n", 400),
    CASE("no colon", "GET /word/a HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n", 400),
    CASE("TRACE", "TRACE /word/a HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    CASE("CONNECT", "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    CASE("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    CASE("PUT", "PUT /word/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", 405),
    CASE("lower-case method", "get /word/a HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    CASE("method with a bracket", "G[T /word/a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("two blanks", "GET  /word/a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("blank in the target", "GET /word/a b HTTP/1.1\r\nHost: x\r\n\r\n", 0),
    CASE("HTTP/0.9", "GET /word/a\r\n\r\n", 0),
    CASE("HTTP/2.0", "GET /word/a HTTP/2.0\r\nHost: x\r\n\r\n", 505),
    CASE("absolute target", "GET http://x/word/a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("%00", "GET /word/a%00b HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("%2f", "GET /word%2fa HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("%5c", "GET /word/a%5cb HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("half an escape", "GET /word/a%4 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("no escape", "GET /word/a%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("dots", "GET /word/../word/a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("encoded dots", "GET /word/%2e%2E/word/a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("two slashes", "GET //word/a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("bad UTF-8 in the path", "GET /word/%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("overlong UTF-8", "GET /word/%c0%af HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("fragment", "GET /word/a#b HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("GET with a body", "GET /word/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", 400),
    CASE("expectation",
         "POST /visit HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n"
         "Content-Length: 1\r\n\r\na",
         417),
#undef CASE
};

#endif
