/* SPDX-License-Identifier: EUPL-1.2 */
/* word.c — runs of encoded words as one. The bytes of neighbours in one charset are put together
 * first and are text only then.
 */
#include "mail/word.h"

#include "base/buf.h"
#include "base/str.h"
#include "mail/charset.h"

#include <sodium.h>
#include <string.h>

/* §2 says 75 characters a word, and some write one of a whole subject. A longer header stays as it
 * is: nobody wrote it by hand, and it shall not cost. */
enum { WORD = 4096, HEADER = 1 << 16, MOST = HEADER * 4 };

/* One encoded word: what it says of itself, and the ${bytes} of it (in the arena). */
struct word {
    str charset;
    str bytes;
    const char *end; /* behind its "?=" */
};

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    const char low = (char)(c | 32);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Its padding may lack. */
static bool from_base64(str z, char *out, size_t *n)
{
    while (z.n && z.p[z.n - 1] == '=') z.n--;
    return sodium_base642bin((unsigned char *)out, z.n + 1, z.p, z.n, NULL, n, NULL,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0;
}

static void from_quoted(str z, char *out, size_t *n)
{
    size_t count = 0;
    for (size_t i = 0; i < z.n; i++) {
        const int high = z.p[i] == '=' && i + 2 < z.n ? hex(z.p[i + 1]) : -1;
        const int low = high >= 0 ? hex(z.p[i + 2]) : -1;
        if (low >= 0) {
            out[count++] = (char)(high << 4 | low);
            i += 2;
        } else {
            out[count++] = z.p[i];
            if (z.p[i] == '_') out[count - 1] = ' ';
        }
    }
    *n = count;
}

/* =?charset*language?B?text?= at ${z}, without blanks in it. */
static bool word_at(struct cx *cx, const char *z, struct word *out)
{
    if (z[0] != '=' || z[1] != '?') return false;
    const char *charset = z + 2, *p = charset + strcspn(charset, "? \t\r\n");
    if (p == charset || p[0] != '?' || !p[1] || p[2] != '?') return false;
    const char how = (char)(p[1] | 32), *text = p + 3;
    size_t size = 0;
    while (text[size] && !is_blank(text[size]) && (text[size] != '?' || text[size + 1] != '='))
        if (++size > WORD) return false;
    if (text[size] != '?' || (how != 'b' && how != 'q')) return false;
    const str said = { charset, strcspn(charset, "*?") }, in = { text, size };
    char *bytes = arena_alloc(cx->arena, in.n + 1);
    size_t n = 0;
    if (how == 'q')
        from_quoted(in, bytes, &n);
    else if (!from_base64(in, bytes, &n))
        return false;
    *out = (struct word){ str_is_nocase(said, "utf8") ? str_of("utf-8") : said,
                          { bytes, n },
                          text + size + 2 };
    return true;
}

/* The bytes of one charset that were gathered, as text behind the others. */
static void settle(struct cx *cx, struct buf *bytes, str charset, struct buf *text)
{
    if (bytes->n) buf_text(text, charset_text(cx, buf_slice(bytes), arena_str(cx->arena, charset)));
    buf_clear(bytes);
}

/* The run that begins with ${w}; where it ends. */
static const char *put_run(struct cx *cx, struct word w, struct buf *out)
{
    struct buf bytes, text;
    const char *end;
    str charset = w.charset;
    buf_init(&bytes, MOST);
    buf_init(&text, MOST);
    for (;;) {
        if (!str_is_nocase(w.charset, arena_str(cx->arena, charset))) {
            settle(cx, &bytes, charset, &text);
            charset = w.charset;
        }
        buf_str(&bytes, w.bytes);
        end = w.end;
        const char *next = end;
        while (is_blank(*next)) next++;
        if (!word_at(cx, next, &w)) break;
    }
    settle(cx, &bytes, charset, &text);
    buf_text(out, "=?utf-8?B?");
    const size_t room = sodium_base64_encoded_len(text.n, sodium_base64_VARIANT_ORIGINAL);
    char *z = arena_alloc(cx->arena, room);
    buf_text(out, sodium_bin2base64(z, room, (const unsigned char *)text.p, text.n,
                                    sodium_base64_VARIANT_ORIGINAL));
    buf_text(out, "?=");
    buf_done(&bytes);
    buf_done(&text);
    return end;
}

const char *word_joined(struct cx *cx, const char *raw)
{
    struct buf b;
    struct word w;
    if (strlen(raw) > HEADER) return raw;
    buf_init(&b, MOST);
    for (const char *p = raw; *p;) {
        if (word_at(cx, p, &w)) {
            p = put_run(cx, w, &b);
            continue;
        }
        if (*p != '\r' && *p != '\n') buf_char(&b, *p);
        p++;
    }
    const char *out = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}
