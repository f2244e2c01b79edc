/* SPDX-License-Identifier: EUPL-1.2 */
/* smtp.c — headers, MIME and the talk with the server, which libcurl does. What an end means for
 * the outbox is decided here, since only here is known how far the talk had come.
 */
#include "mail/smtp.h"

#include "base/buf.h"
#include "i18n/i18n.h"

#include <curl/curl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct smtp {
    const struct smtp_config *cfg;
    CURL *curl;
    char last[CURL_ERROR_SIZE];
    char said[512]; /* the server's last line */
};

/* ---- headers --------------------------------------------------------------------------------- */

/* The longest piece that makes a word of at most 75 characters (RFC 2047 §2): 45 bytes. */
enum { WORD_BYTES = 45 };

/* One piece of ${z}: whole characters alone. */
static size_t piece_of(const char *z, size_t n)
{
    if (n <= WORD_BYTES) return n;
    size_t k = WORD_BYTES;
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

/* A name before an address: quoted, unless it had to be encoded. */
static const char *mailbox(struct cx *cx, const char *name, const char *address)
{
    const char *words = smtp_words(cx, name);
    if (!*name) return address;
    if (strstr(words, "=?")) return arena_printf(cx->arena, "%s <%s>", words, address);
    char *safe = arena_dup(cx->arena, words);
    for (char *p = safe; *p; p++)
        if (*p == '"' || *p == '\\') *p = '\'';
    return arena_printf(cx->arena, "\"%s\" <%s>", safe, address);
}

static struct curl_slist *headers_of(struct cx *cx, const struct smtp_config *cfg,
                                     const struct smtp_mail *m)
{
    const char *lines[] = {
        arena_printf(cx->arena, "Date: %s", smtp_date(cx, m->date)),
        arena_printf(cx->arena, "From: %s", mailbox(cx, cfg->from_name, cfg->from)),
        arena_printf(cx->arena, "To: %s", mailbox(cx, m->name, m->address)),
        arena_printf(cx->arena, "Subject: %s", smtp_words(cx, m->subject)),
        arena_printf(cx->arena, "Message-ID: <%s>", m->message_id),
        arena_printf(cx->arena, "References: <%s>", m->thread_id),
        arena_printf(cx->arena, "List-Id: <%s>", cfg->list),
        arena_printf(cx->arena, "Content-Language: %s", m->lang),
        "Auto-Submitted: auto-generated", /* RFC 3834: answering machines keep quiet */
        "X-Auto-Response-Suppress: All",  /* the same for Exchange */
    };
    struct curl_slist *list = NULL;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct curl_slist *longer = curl_slist_append(list, lines[i]);
        if (!longer) break;
        list = longer;
    }
    return list;
}

/* ---- the body: text and HTML, one or the other -------------------------------------------------
 */

/* Lines end with CR LF before they are encoded, or quoted-printable takes them for bytes. */
static const char *lines_of(struct cx *cx, const char *z)
{
    size_t n = 0;
    for (const char *p = z; *p; p++) n += *p == '\n' ? 2 : 1;
    char *out = arena_alloc(cx->arena, n + 1), *at = out;
    for (; *z; z++) {
        if (*z == '\n') *at++ = '\r';
        *at++ = *z;
    }
    *at = 0;
    return out;
}

static bool put_part(curl_mime *mime, const char *type, const char *data)
{
    curl_mimepart *part = curl_mime_addpart(mime);
    return part && !curl_mime_data(part, data, CURL_ZERO_TERMINATED) &&
           !curl_mime_type(part, type) && !curl_mime_encoder(part, "quoted-printable");
}

/* RFC 2046 §5.1.4: the last is the one preferred. */
static curl_mime *body_of(struct cx *cx, CURL *curl, const struct smtp_mail *m)
{
    curl_mime *mime = curl_mime_init(curl), *both = curl_mime_init(curl);
    curl_mimepart *part = mime ? curl_mime_addpart(mime) : NULL;
    if (part && both && put_part(both, "text/plain; charset=utf-8", lines_of(cx, m->text)) &&
        put_part(both, "text/html; charset=utf-8", lines_of(cx, m->html)) &&
        !curl_mime_subparts(part, both)) {
        curl_mime_type(part, "multipart/alternative");
        return mime;
    }
    curl_mime_free(both);
    curl_mime_free(mime);
    return NULL;
}

/* ---- the talk -------------------------------------------------------------------------------- */

static size_t heard(char *p, size_t size, size_t n, void *arg)
{
    struct smtp *s = arg;
    size_t k = size * n < sizeof s->said - 1 ? size * n : sizeof s->said - 1;
    while (k && (p[k - 1] == '\n' || p[k - 1] == '\r')) k--;
    memcpy(s->said, p, k);
    s->said[k] = 0;
    return size * n;
}

static bool is_loopback(const char *url)
{
    const char *host = strstr(url, "://");
    host = host ? host + 3 : url;
    return !strncmp(host, "127.", 4) || !strncmp(host, "localhost", 9) ||
           !strncmp(host, "[::1]", 5);
}

struct smtp *smtp_open(const struct smtp_config *cfg)
{
    struct smtp *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->cfg = cfg;
    s->curl = curl_easy_init();
    if (!s->curl) {
        free(s);
        return NULL;
    }
    curl_easy_setopt(s->curl, CURLOPT_URL, cfg->url);
    curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(s->curl, CURLOPT_USE_SSL,
                     (long)(is_loopback(cfg->url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (cfg->user) curl_easy_setopt(s->curl, CURLOPT_USERNAME, cfg->user);
    if (cfg->password) curl_easy_setopt(s->curl, CURLOPT_PASSWORD, cfg->password);
    curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, cfg->from);
    curl_easy_setopt(s->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(s->curl, CURLOPT_CONNECTTIMEOUT, 20L);
    curl_easy_setopt(s->curl, CURLOPT_TIMEOUT, 120L);
    curl_easy_setopt(s->curl, CURLOPT_ERRORBUFFER, s->last);
    curl_easy_setopt(s->curl, CURLOPT_HEADERFUNCTION, heard);
    curl_easy_setopt(s->curl, CURLOPT_HEADERDATA, s);
    return s;
}

void smtp_close(struct smtp *s)
{
    if (!s) return;
    curl_easy_cleanup(s->curl);
    free(s);
}

static enum smtp_end end_of(CURL *curl, CURLcode r)
{
    long code = 0;
    curl_off_t gone = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    curl_easy_getinfo(curl, CURLINFO_SIZE_UPLOAD_T, &gone);
    if (r == CURLE_OK) return SMTP_SENT;
    /* A password or a certificate that is not right says nothing about the recipient. */
    if (r == CURLE_LOGIN_DENIED || r == CURLE_USE_SSL_FAILED) return SMTP_LATER;
    if (code >= 500) return SMTP_REFUSED;
    return code == 354 && gone > 0 ? SMTP_UNCLEAR : SMTP_LATER;
}

enum smtp_end smtp_send(struct cx *cx, struct smtp *s, const struct smtp_mail *m,
                        const char **trouble)
{
    curl_mime *body = body_of(cx, s->curl, m);
    struct curl_slist *headers = headers_of(cx, s->cfg, m), *to = NULL;
    to = curl_slist_append(NULL, arena_printf(cx->arena, "<%s>", smtp_words(cx, m->address)));
    s->last[0] = s->said[0] = 0;
    *trouble = "";
    enum smtp_end end = SMTP_LATER;
    if (body && headers && to) {
        curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, to);
        curl_easy_setopt(s->curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(s->curl, CURLOPT_MIMEPOST, body);
        end = end_of(s->curl, curl_easy_perform(s->curl));
        curl_easy_setopt(s->curl, CURLOPT_MIMEPOST, NULL);
        curl_easy_setopt(s->curl, CURLOPT_HTTPHEADER, NULL);
        curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
        if (end != SMTP_SENT)
            *trouble = arena_printf(cx->arena, "%s%s%s", s->last, *s->said ? " — " : "", s->said);
    }
    curl_slist_free_all(to);
    curl_slist_free_all(headers);
    curl_mime_free(body);
    return end;
}
