/* SPDX-License-Identifier: EUPL-1.2 */
/* smtp.c — the talk with the server, which libcurl does. What an end means for the outbox is
 * decided here, since only here is known how far the talk had come.
 */
#include "mail/smtp.h"

#include "base/clock.h"
#include "mail/smtp_message.h"

#include <string.h>

struct smtp {
    const struct smtp_config *cfg;
    struct arena *life;
    CURL *curl;
    char last[CURL_ERROR_SIZE];
    char said[512];  /* the server's last line */
    char verb[5];    /* our last command: "RCPT"; "" while the connection is made */
    bool data;       /* the mail itself has begun to go */
    bool over;       /* what is said from now on is goodbye */
    int64_t stop_us; /* since when we are asked to stop */
};

enum { CONNECT = 20, ANSWER = 300, WHOLE = 600 }; /* seconds, after RFC 5321 §4.5.3.2 */
enum { STOP_US = 10 * 1000000 };

static void keep(char *room, size_t size, const char *p, size_t n)
{
    if (n >= size) n = size - 1;
    while (n && (p[n - 1] == '\n' || p[n - 1] == '\r')) n--;
    memcpy(room, p, n);
    room[n] = 0;
}

/* Follows the talk: what we said last, and what was answered. */
static int follow(CURL *curl, curl_infotype what, char *p, size_t n, void *arg)
{
    struct smtp *s = arg;
    (void)curl;
    if (s->over) return 0;
    s->over = what == CURLINFO_HEADER_OUT && n >= 4 && !strncmp(p, "QUIT", 4);
    if (what == CURLINFO_HEADER_OUT && !s->over) keep(s->verb, sizeof s->verb, p, n);
    if (what == CURLINFO_HEADER_IN) keep(s->said, sizeof s->said, p, n);
    if (what == CURLINFO_DATA_OUT) s->data = true;
    return 0;
}

static size_t drop(char *p, size_t size, size_t n, void *arg)
{
    (void)p;
    (void)arg;
    return size * n;
}

/* The server stops: a mail that has not begun to go is let be, one that has gets a little time to
 * be answered. */
static int watch(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    struct smtp *s = arg;
    (void)a, (void)b, (void)c, (void)d;
    if (!s->cfg->stop || !atomic_load(s->cfg->stop)) return 0;
    if (!s->stop_us) s->stop_us = clock_us();
    return !s->data || clock_us() - s->stop_us > STOP_US;
}

bool smtp_is_here(const char *url)
{
    const char *host = strstr(url, "://");
    host = host ? host + 3 : url;
    const size_t n = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/");
    if (n == 9 && !strncmp(host, "localhost", n)) return true;
    if (n == 5 && !strncmp(host, "[::1]", n)) return true;
    return !strncmp(host, "127.", 4) && strspn(host, "0123456789.") == n;
}

struct smtp *smtp_open(const struct smtp_config *cfg)
{
    CURL *curl = curl_easy_init();
    if (!curl) return NULL;
    struct arena *life = arena_new();
    struct smtp *s = arena_alloc(life, sizeof *s);
    *s = (struct smtp){ .cfg = cfg, .life = life, .curl = curl };
    const bool plain = smtp_is_here(cfg->url) && !cfg->ca;
    curl_easy_setopt(curl, CURLOPT_URL, cfg->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (cfg->ca) curl_easy_setopt(curl, CURLOPT_CAINFO, cfg->ca);
    if (cfg->user) curl_easy_setopt(curl, CURLOPT_USERNAME, cfg->user);
    if (cfg->password) curl_easy_setopt(curl, CURLOPT_PASSWORD, cfg->password);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)ANSWER);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)WHOLE);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, s->last);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, drop);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, follow);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, s);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, s);
    return s;
}

void smtp_close(struct smtp *s)
{
    if (!s) return;
    curl_easy_cleanup(s->curl);
    arena_free(s->life);
}

bool smtp_is_dead(const char *trouble) { return strstr(trouble, " 5.1.") != NULL; }

/* Whether this mail alone is meant: until the recipient was named, and unless it is too large, an
 * answer says nothing of it. */
static bool about_this(const struct smtp *s, int64_t code)
{
    return s->data || z_eq(s->verb, "RCPT") || z_eq(s->verb, "DATA") ||
           (z_eq(s->verb, "MAIL") && code == 552);
}

static int64_t code_of(const char *said)
{
    int64_t code;
    return strlen(said) >= 3 && str_int64((str){ said, 3 }, &code) ? code : 0;
}

static enum smtp_end end_of(struct smtp *s, CURLcode r)
{
    const int64_t code = code_of(s->said);
    if (r == CURLE_OK) return SMTP_SENT;
    /* 354 is the last that was heard: go on, or nothing after all of it had gone. */
    if (s->data && code < 400) return SMTP_UNCLEAR;
    if (!about_this(s, code) || code == 421 || code < 400) return SMTP_AWAY;
    return code >= 500 ? SMTP_REFUSED : SMTP_LATER;
}

static enum smtp_end perform(struct smtp *s)
{
    s->last[0] = s->said[0] = s->verb[0] = 0;
    s->data = s->over = false;
    const enum smtp_end end = end_of(s, curl_easy_perform(s->curl));
    curl_easy_setopt(s->curl, CURLOPT_FRESH_CONNECT, 0L);
    return end;
}

/* A server may have enough of a connection after so many mails: then another one is made. */
static enum smtp_end perform_kept(struct smtp *s)
{
    long made = 0;
    const enum smtp_end end = perform(s);
    curl_easy_getinfo(s->curl, CURLINFO_NUM_CONNECTS, &made);
    if (end != SMTP_AWAY || made || s->stop_us) return end;
    curl_easy_setopt(s->curl, CURLOPT_FRESH_CONNECT, 1L);
    return perform(s);
}

/* Goes into the talk as it is. */
static bool is_address(const char *z)
{
    const char *at = strrchr(z, '@');
    if (!at || at == z || !at[1]) return false;
    for (; *z; z++)
        if ((unsigned char)*z <= ' ' || *z == 0x7F || *z == '<' || *z == '>') return false;
    return true;
}

enum smtp_end smtp_send(struct cx *cx, struct smtp *s, const struct smtp_mail *m,
                        const char **trouble)
{
    *trouble = "553 5.1.3 this is no address";
    if (!is_address(m->address)) return SMTP_REFUSED;
    curl_mime *body = smtp_body(cx, s->curl, m);
    struct curl_slist *headers = smtp_headers(cx, s->cfg, m);
    struct curl_slist *to = curl_slist_append(NULL, m->address);
    enum smtp_end end = SMTP_AWAY;
    *trouble = "";
    if (body && headers && to) {
        curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, m->envelope);
        curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, to);
        curl_easy_setopt(s->curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(s->curl, CURLOPT_MIMEPOST, body);
        end = perform_kept(s);
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
