/* SPDX-License-Identifier: EUPL-1.2 */
/* sign.c — NUMBER.NUMBER…-UNTIL-MAC, the numbers in base 36. It knows nothing of what the words are
 * for.
 */
#include "mail/sign.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/rand.h"
#include "mail/mail.h"
#include "mail/sign_sql.h"

#include <string.h>

/* 96 bits: a guess by mail or over the web comes nowhere near. */
enum { MAC = 24, BASE = 36, DIGITS = 13 };

static const char *base36(struct cx *cx, int64_t n)
{
    char room[DIGITS + 1], *p = room + DIGITS;
    *p = 0;
    do *--p = "0123456789abcdefghijklmnopqrstuvwxyz"[n % BASE];
    while (n /= BASE);
    return arena_dup(cx->arena, p);
}

/* Only what base36 writes: no sign, no blank, no zero in front; so one thing has one word. */
static bool number36(str s, int64_t *out)
{
    int64_t n = 0;
    if (!s.n || (s.n > 1 && *s.p == '0')) return false;
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.p[i];
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : -1;
        if (digit < 0 || __builtin_mul_overflow(n, (int64_t)BASE, &n) ||
            __builtin_add_overflow(n, (int64_t)digit, &n))
            return false;
    }
    *out = n;
    return true;
}

static unsigned half(char c) { return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10) & 15; }

enum rc signer_load(struct cx *cx, struct signer *out)
{
    struct sign_key_row key;
    enum rc rc = sign_key(cx, &key);
    if (rc) return rc;
    if (strlen(key.secret) != 2 * sizeof out->secret)
        return fail(cx, "the key for signing is damaged");
    for (size_t i = 0; i < sizeof out->secret; i++)
        out->secret[i] =
            (unsigned char)(half(key.secret[2 * i]) << 4 | half(key.secret[2 * i + 1]));
    return RC_OK;
}

static void mac_of(struct cx *cx, const struct signer *by, const char *purpose, const char *what,
                   char mac[MAC + 1])
{
    char whole[HEX32];
    hmac_hex(by->secret, str_of(arena_printf(cx->arena, "%s %s", purpose, what)), whole);
    memcpy(mac, whole, MAC);
    mac[MAC] = 0;
}

const char *signer_word(struct cx *cx, const struct signer *by, const struct signed_word *s)
{
    const char *what = "";
    char mac[MAC + 1];
    if (s->n > SIGN_NUMBERS) BUG("%zu numbers to be signed", s->n);
    for (size_t i = 0; i < s->n; i++) {
        if (s->number[i] < 0) BUG("a number below 0 to be signed");
        what = arena_printf(cx->arena, "%s%s%s", what, i ? "." : "", base36(cx, s->number[i]));
    }
    what = arena_printf(cx->arena, "%s-%s", what, base36(cx, s->until));
    mac_of(cx, by, s->purpose, what, mac);
    return arena_printf(cx->arena, "%s-%s", what, mac);
}

enum rc sign_word(struct cx *cx, const struct signed_word *s, const char **word)
{
    struct signer by;
    enum rc rc = signer_load(cx, &by);
    if (!rc) *word = signer_word(cx, &by, s);
    return rc;
}

static bool parts_of(str what, size_t n, struct signed_word *s)
{
    str numbers = str_cut(&what, '-');
    if (!number36(what, &s->until)) return false;
    for (s->n = 0; numbers.n && s->n < n; s->n++)
        if (!number36(str_cut(&numbers, '.'), &s->number[s->n])) return false;
    return s->n == n && !numbers.n;
}

enum rc sign_read(struct cx *cx, const char *word, const char *purpose, size_t n,
                  struct signed_word *s)
{
    char mac[MAC + 1];
    struct signer by;
    *s = (struct signed_word){ .purpose = purpose };
    if (n > SIGN_NUMBERS) BUG("%zu numbers to be read", n);
    const size_t length = strlen(word);
    if (length > SIGN_MOST || length < MAC + 2 || word[length - MAC - 1] != '-') return RC_MISSING;
    const char *small = mail_key(cx, word);
    const char *what = arena_str(cx->arena, (str){ small, length - MAC - 1 });
    enum rc rc = signer_load(cx, &by);
    if (rc) return rc;
    mac_of(cx, &by, purpose, what, mac);
    if (!same_secret(mac, small + length - MAC) || !parts_of(str_of(what), n, s)) return RC_MISSING;
    return s->until && s->until < cx->now ? RC_STALE : RC_OK;
}

enum rc sign_link(struct cx *cx, const struct signed_word *s, const char *path, const char *title,
                  const char **body)
{
    const char *word = "";
    enum rc rc = sign_word(cx, s, &word);
    if (!rc)
        *body = arena_printf(cx->arena, "%s%s[%s](%s/%s)", *body, **body ? "\n\n" : "", title, path,
                             word);
    return rc;
}

/* ---- addresses ------------------------------------------------------------------------------- */

enum { LOCAL = 64 };

enum rc signer_address(struct cx *cx, const struct signer *by, const char *address,
                       const struct signed_word *s, const char **out)
{
    const char *at = strrchr(address, '@'), *word = signer_word(cx, by, s);
    if (!at) BUG("%s is no address", address);
    const size_t n = (size_t)(at - address);
    if (n + 1 + strlen(word) > LOCAL)
        return fail(cx,
                    "%s is too long to be signed: what stands before the @ may have %d "
                    "characters",
                    address, LOCAL);
    *out = arena_printf(cx->arena, "%.*s+%s%s", (int)n, address, word, at);
    return RC_OK;
}

enum rc sign_address(struct cx *cx, const char *address, const struct signed_word *s,
                     const char **out)
{
    struct signer by;
    enum rc rc = signer_load(cx, &by);
    return rc ? rc : signer_address(cx, &by, address, s, out);
}

const char *sign_word_in(struct cx *cx, const char *address, const char *base)
{
    const char *at = strrchr(base, '@');
    if (!at) return NULL;
    const char *small = mail_key(cx, address), *ours = mail_key(cx, base);
    const size_t n = (size_t)(at - base), length = strlen(small), tail = strlen(at);
    if (length < n + 2 + tail || strncmp(small, ours, n) != 0 || small[n] != '+') return NULL;
    if (strcmp(small + length - tail, ours + n) != 0) return NULL;
    return arena_str(cx->arena, (str){ small + n + 1, length - tail - n - 1 });
}

/* ---- for other readers ----------------------------------------------------------------------- */

enum { TOKEN = 43 };

static bool of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* How much of a run of such characters acts: a sentence may end behind it. */
static size_t acts(str run, bool in_path)
{
    size_t n = run.n;
    if (in_path && n == TOKEN) return n;
    while (n && strchr(".-_", run.p[n - 1])) n--;
    if (in_path && n == TOKEN) return n;
    if (n < MAC + 2 || run.p[n - MAC - 1] != '-' || !memchr(run.p, '-', n - MAC - 1)) return 0;
    for (size_t i = n - MAC; i < n; i++)
        if (!is_hex(run.p[i])) return 0;
    return n;
}

const char *sign_blot(struct cx *cx, const char *text)
{
    struct buf b;
    buf_init(&b, 3 * strlen(text) + 1);
    for (const char *p = text; *p;) {
        size_t n = 0;
        while (of_word(p[n])) n++;
        const size_t gone = acts((str){ p, n }, p > text && p[-1] == '/');
        if (gone) buf_text(&b, "…");
        buf_put(&b, p + gone, n - gone);
        p += n;
        if (*p) buf_char(&b, *p++);
    }
    const char *out = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}
