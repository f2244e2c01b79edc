/* SPDX-License-Identifier: EUPL-1.2 */
/* json.c — writes JSON in the order it is told. It remembers only depth and commas; it checks no
 * schema and reads nothing. */
#include "base/json.h"

#include "base/log.h"

enum { DEEPEST = sizeof(((struct json *)0)->comma) / sizeof(bool) - 1 };

void json_init(struct json *j, struct buf *out) { *j = (struct json){ .out = out }; }

/* put_string: runs of harmless bytes go in one piece. */
static void put_string(struct buf *out, const char *z)
{
    static const char hex[] = "0123456789abcdef";
    buf_char(out, '"');
    const char *run = z;
    for (;; z++) {
        unsigned char c = (unsigned char)*z;
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        buf_put(out, run, (size_t)(z - run));
        if (c == '\0') break;
        if (c == '"')
            buf_put(out, "\\\"", 2);
        else if (c == '\\')
            buf_put(out, "\\\\", 2);
        else if (c == '\n')
            buf_put(out, "\\n", 2);
        else if (c == '\r')
            buf_put(out, "\\r", 2);
        else if (c == '\t')
            buf_put(out, "\\t", 2);
        else
            buf_put(out, (char[]){ '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] }, 6);
        run = z + 1;
    }
    buf_char(out, '"');
}

/* begin: the comma before a value, and its key. */
static void begin(struct json *j, const char *key)
{
    if (j->comma[j->depth]) buf_char(j->out, ',');
    j->comma[j->depth] = true;
    if (!key) return;
    put_string(j->out, key);
    buf_char(j->out, ':');
}

void json_open(struct json *j, const char *key, char bracket)
{
    MUST(bracket == '{' || bracket == '[');
    MUST(j->depth < DEEPEST);
    begin(j, key);
    buf_char(j->out, bracket);
    j->comma[++j->depth] = false;
}

void json_close(struct json *j, char bracket)
{
    MUST(bracket == '}' || bracket == ']');
    MUST(j->depth > 0);
    j->depth--;
    buf_char(j->out, bracket);
}

void json_text(struct json *j, const char *key, const char *z)
{
    begin(j, key);
    if (z)
        put_string(j->out, z);
    else
        buf_put(j->out, "null", 4);
}

void json_int(struct json *j, const char *key, int64_t n)
{
    begin(j, key);
    buf_int(j->out, n);
}

void json_bool(struct json *j, const char *key, bool b)
{
    begin(j, key);
    buf_text(j->out, b ? "true" : "false");
}

void json_money(struct json *j, const char *key, money m)
{
    if (!m.cur[0]) {
        json_text(j, key, NULL); /* no amount yet */
        return;
    }
    char amount[MONEY_TEXT];
    begin(j, key);
    buf_put(j->out, "{\"amount\":\"", 11);
    buf_text(j->out, money_text(m, amount));
    buf_put(j->out, "\",\"currency\":\"", 14);
    buf_put(j->out, m.cur, 3);
    buf_put(j->out, "\"}", 2);
}

void json_date(struct json *j, const char *key, date d)
{
    char text[DATE_TEXT];
    json_text(j, key, date_given(d) ? date_text(d, text) : NULL);
}

void json_stamp(struct json *j, const char *key, stamp s)
{
    char text[STAMP_TEXT];
    json_text(j, key, s ? stamp_text(s, text) : NULL);
}

void json_raw(struct json *j, const char *key, str s)
{
    begin(j, key);
    buf_str(j->out, s);
}
