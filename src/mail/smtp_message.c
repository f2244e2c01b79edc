/* SPDX-License-Identifier: EUPL-1.2 */
/* smtp_message.c — headers and MIME parts of one mail, as libcurl takes them. It sends nothing. */
#include "mail/smtp_message.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

/* ---- headers --------------------------------------------------------------------------------- */

/* The longest piece that makes a word of at most 75 characters (RFC 2047 §2): 45 bytes. */
enum { WORD_BYTES = 45 };

/* One piece of ${z}: whole characters alone; and where it can be, thirds of bytes, so that no "="
 * stands before another word: GMime reads words of one charset as one and stops there. */
static size_t piece_of(const char *z, size_t n)
{
    if (n <= WORD_BYTES) return n;
    size_t k = WORD_BYTES;
    while (k > 3 && ((unsigned char)z[k] & 0xC0) == 0x80) k -= 3;
    if (((unsigned char)z[k] & 0xC0) != 0x80) return k;
    k = WORD_BYTES;
    while (k > 1 && ((unsigned char)z[k] & 0xC0) == 0x80) k--;
    return k;
}

const char *smtp_words(struct cx *cx, const char *z)
{
    const size_t n = strlen(z);
    char *clean = arena_alloc(cx->arena, n + 1);
    bool plain = true;
    for (size_t i = 0; i <= n; i++) {
        const unsigned char c = (unsigned char)z[i];
        clean[i] = i < n && (c < ' ' || c == 0x7F) ? ' ' : z[i];
        if (c >= 0x80) plain = false;
    }
    if (plain && !strstr(clean, "=?")) return clean;
    const char *out = "";
    for (size_t at = 0; at < n;) {
        const size_t k = piece_of(clean + at, n - at);
        char word[sodium_base64_ENCODED_LEN(WORD_BYTES, sodium_base64_VARIANT_ORIGINAL)];
        sodium_bin2base64(word, sizeof word, (const unsigned char *)clean + at, k,
                          sodium_base64_VARIANT_ORIGINAL);
        out = arena_printf(cx->arena, "%s%s=?UTF-8?B?%s?=", out, *out ? "\r\n " : "", word);
        at += k;
    }
    return out;
}

const char *smtp_date(struct cx *cx, stamp s)
{
    static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    const time_t t = (time_t)s;
    struct tm tm;
    gmtime_r(&t, &tm);
    return arena_printf(cx->arena, "%s, %d %s %d %02d:%02d:%02d +0000", days[tm.tm_wday],
                        tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min,
                        tm.tm_sec);
}

const char *smtp_mailbox(struct cx *cx, const char *name, const char *address)
{
    const char *words = smtp_words(cx, name);
    if (!*name) return address;
    if (strstr(words, "=?")) return arena_printf(cx->arena, "%s <%s>", words, address);
    char *safe = arena_dup(cx->arena, words);
    for (char *p = safe; *p; p++)
        if (*p == '"' || *p == '\\') *p = '\'';
    return arena_printf(cx->arena, "\"%s\" <%s>", safe, address);
}

/* The last lines are those that not every mail has; NULL is none. */
static struct curl_slist *list_of(const char *const *lines, size_t n)
{
    struct curl_slist *list = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!lines[i]) continue;
        struct curl_slist *longer = curl_slist_append(list, lines[i]);
        if (!longer) {
            curl_slist_free_all(list);
            return NULL;
        }
        list = longer;
    }
    return list;
}

struct curl_slist *smtp_headers(struct cx *cx, const struct smtp_config *cfg,
                                const struct smtp_mail *m)
{
    struct arena *a = cx->arena;
    const bool click = m->unsubscribe && !strncmp(m->unsubscribe, "https://", 8);
    const char *lines[] = {
        arena_printf(a, "Date: %s", smtp_date(cx, m->date)),
        arena_printf(a, "From: %s", smtp_mailbox(cx, cfg->from_name, cfg->from)),
        arena_printf(a, "To: %s", smtp_mailbox(cx, m->name, m->address)),
        arena_printf(a, "Subject: %s", smtp_words(cx, m->subject)),
        arena_printf(a, "Message-ID: <%s>", m->message_id),
        /* The thread has no first mail that everybody got, so it has a name that all refer to. */
        arena_printf(a, "In-Reply-To: <%s>", m->thread_id),
        arena_printf(a, "References: <%s>", m->thread_id),
        arena_printf(a, "List-Id: <%s>", cfg->list),
        arena_printf(a, "Content-Language: %s", m->lang),
        "Auto-Submitted: auto-generated", /* RFC 3834: answering machines keep quiet */
        "X-Auto-Response-Suppress: All",  /* the same for Exchange */
        "Precedence: list",               /* and for what is older than both */
        m->reply_to ? arena_printf(a, "Reply-To: <%s>", m->reply_to) : NULL,
        m->unsubscribe ? arena_printf(a, "List-Unsubscribe: <%s>", m->unsubscribe) : NULL,
        click ? "List-Unsubscribe-Post: List-Unsubscribe=One-Click" : NULL,
        m->calendar ? NULL : "Content-Type: multipart/alternative",
    };
    return list_of(lines, sizeof lines / sizeof *lines);
}

/* ---- parts ------------------------------------------------------------------------------------
 */

/* Lines end with CR LF before they are encoded, or quoted-printable takes them for bytes. */
static const char *lines_of(struct cx *cx, const char *z)
{
    char *out = arena_alloc(cx->arena, 2 * strlen(z) + 1), *at = out;
    for (; *z; z++) {
        if (*z == '\r' && z[1] == '\n') continue;
        if (*z == '\n') *at++ = '\r';
        *at++ = *z;
    }
    *at = 0;
    return out;
}

static bool put_part(struct cx *cx, curl_mime *mime, const char *type, const char *data)
{
    curl_mimepart *part = curl_mime_addpart(mime);
    return part && !curl_mime_data(part, lines_of(cx, data), CURL_ZERO_TERMINATED) &&
           !curl_mime_type(part, type) && !curl_mime_encoder(part, "quoted-printable");
}

static const char *calendar_type(struct cx *cx, const char *type, const struct smtp_mail *m)
{
    return arena_printf(cx->arena, "%s; charset=utf-8; method=%s", type, m->method);
}

/* RFC 2046 §5.1.4: of what says the same, the last is the one preferred. */
static bool put_texts(struct cx *cx, curl_mime *mime, const struct smtp_mail *m)
{
    return put_part(cx, mime, "text/plain; charset=utf-8", m->text) &&
           put_part(cx, mime, "text/html; charset=utf-8", m->html) &&
           (!m->calendar || put_part(cx, mime, calendar_type(cx, "text/calendar", m), m->calendar));
}

/* Once more as a file: calendar programs that look for the one do not look for the other. */
static bool put_file(struct cx *cx, curl_mime *mime, const struct smtp_mail *m)
{
    curl_mimepart *part = curl_mime_addpart(mime);
    return part && !curl_mime_data(part, lines_of(cx, m->calendar), CURL_ZERO_TERMINATED) &&
           !curl_mime_type(part, calendar_type(cx, "application/ics", m)) &&
           !curl_mime_filename(part, "invite.ics") && !curl_mime_encoder(part, "base64");
}

/* The parts that say the same, in a part of their own beside the file. */
static bool put_both(struct cx *cx, CURL *curl, curl_mime *mime, const struct smtp_mail *m)
{
    curl_mimepart *part = curl_mime_addpart(mime);
    curl_mime *texts = curl_mime_init(curl);
    if (!part || !texts || !put_texts(cx, texts, m) || curl_mime_subparts(part, texts)) {
        curl_mime_free(texts);
        return false;
    }
    return !curl_mime_type(part, "multipart/alternative") && put_file(cx, mime, m);
}

curl_mime *smtp_body(struct cx *cx, CURL *curl, const struct smtp_mail *m)
{
    curl_mime *mime = curl_mime_init(curl);
    if (!mime) return NULL;
    if (m->calendar ? put_both(cx, curl, mime, m) : put_texts(cx, mime, m)) return mime;
    curl_mime_free(mime);
    return NULL;
}
