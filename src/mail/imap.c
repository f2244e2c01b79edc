/* SPDX-License-Identifier: EUPL-1.2 */
/* imap.c — commands with tags, answers with literals. A server that says what it should not costs
 * the connection, no more.
 */
#include "mail/imap.h"

#include "base/arena.h"
#include "base/clock.h"
#include "mail/smtp.h"

#include <curl/curl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* An answer beyond this is none; a mail is at most 25 MB. Half an hour of IDLE is what servers bear
 * (RFC 2177); routers less. */
enum { ANSWER = 28 * 1024 * 1024, PATIENCE = 60, IDLE_AGAIN = 9 * 60 };

struct imap {
    const struct imap_config *cfg;
    struct arena *life;
    CURL *curl;
    char last[CURL_ERROR_SIZE];
    struct buf in; /* came and was not read yet, from ${at} on */
    size_t at;
    struct buf answer; /* of the last command, line by line */
    size_t literal, literal_n;
    char done[300]; /* its name on this server; "" it cannot be had */
    unsigned tag;
    bool open, idle, move, uidplus, keywords, idling;
    int64_t idle_since;
};

/* ---- bytes ----------------------------------------------------------------------------------- */

static bool trouble(struct imap *m, const char *what)
{
    snprintf(m->last, sizeof m->last, "%s", what);
    m->open = m->idling = false;
    return false;
}

static bool wait_for(struct imap *m, short events, int ms)
{
    struct pollfd p = { .events = events };
    if (curl_easy_getinfo(m->curl, CURLINFO_ACTIVESOCKET, &p.fd) != CURLE_OK) return false;
    return poll(&p, 1, ms) > 0;
}

/* More bytes; *any false: none within ${ms}. */
static bool receive(struct imap *m, int ms, bool *any)
{
    char room[16384];
    size_t n = 0;
    *any = false;
    if (m->at == m->in.n) {
        buf_clear(&m->in);
        m->at = 0;
    }
    CURLcode r = curl_easy_recv(m->curl, room, sizeof room, &n);
    if (r == CURLE_AGAIN && wait_for(m, POLLIN, ms))
        r = curl_easy_recv(m->curl, room, sizeof room, &n);
    if (r == CURLE_AGAIN) return true;
    if (r != CURLE_OK) return trouble(m, curl_easy_strerror(r));
    if (!n) return trouble(m, "the server closed the connection");
    buf_put(&m->in, room, n);
    *any = true;
    return buf_ok(&m->in) ? true : trouble(m, "the server says more than is taken");
}

static bool patient(struct imap *m)
{
    bool any;
    if (!receive(m, PATIENCE * 1000, &any)) return false;
    return any ? true : trouble(m, "the server does not answer");
}

static bool send_all(struct imap *m, const char *p, size_t n)
{
    while (n) {
        size_t k = 0;
        CURLcode r = curl_easy_send(m->curl, p, n, &k);
        if (r == CURLE_AGAIN && wait_for(m, POLLOUT, PATIENCE * 1000)) continue;
        if (r != CURLE_OK) return trouble(m, curl_easy_strerror(r));
        p += k;
        n -= k;
    }
    return true;
}

/* One line with its literals onto the answer; *line is where it begins there. */
static bool read_line(struct imap *m, size_t *line)
{
    *line = m->answer.n;
    for (;;) {
        const char *end = NULL;
        while (!(end = memchr(m->in.p + m->at, '\n', m->in.n - m->at)))
            if (!patient(m)) return false;
        const char *from = m->in.p + m->at;
        const size_t n = (size_t)(end - from) + 1;
        buf_put(&m->answer, from, n);
        m->at += n;
        str one = str_trim((str){ from, n });
        const char *open = one.n && one.p[one.n - 1] == '}' ? memchr(one.p, '{', one.n) : NULL;
        for (const char *p = open; p && p < one.p + one.n; p++)
            if (*p == '{') open = p;
        int64_t left;
        if (!open || !str_int64((str){ open + 1, (size_t)(one.p + one.n - open) - 2 }, &left))
            break;
        if (left < 0 || left > ANSWER) return trouble(m, "the server sends more than is taken");
        m->literal = m->answer.n;
        m->literal_n = (size_t)left;
        while (left) {
            if (m->at == m->in.n && !patient(m)) return false;
            size_t k = m->in.n - m->at;
            if ((int64_t)k > left) k = (size_t)left;
            buf_put(&m->answer, m->in.p + m->at, k);
            m->at += k;
            left -= (int64_t)k;
        }
    }
    return buf_ok(&m->answer) ? true : trouble(m, "the server sends more than is taken");
}

/* ---- commands -------------------------------------------------------------------------------- */

/* *ok: the server did it. False: the connection is gone. */
static bool command(struct imap *m, bool *ok, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
static bool command(struct imap *m, bool *ok, const char *fmt, ...)
{
    char text[1024], tag[16];
    va_list ap;
    size_t line;
    const int k = snprintf(tag, sizeof tag, "K%u ", ++m->tag);
    va_start(ap, fmt);
    int n = snprintf(text, sizeof text, "%s", tag);
    n += vsnprintf(text + n, sizeof text - (size_t)n - 3, fmt, ap);
    va_end(ap);
    *ok = false;
    if (n > (int)sizeof text - 4) return trouble(m, "a command that is too long");
    memcpy(text + n, "\r\n", 3);
    buf_clear(&m->answer);
    m->literal_n = m->literal = 0;
    if (!send_all(m, text, (size_t)n + 2)) return false;
    for (;;) {
        if (!read_line(m, &line)) return false;
        const char *z = m->answer.p + line;
        if (strncasecmp(z, "* BYE", 5) == 0) return trouble(m, "the server said good-bye");
        if (strncmp(z, tag, (size_t)k) != 0) continue;
        *ok = strncasecmp(z + k, "OK", 2) == 0;
        if (!*ok) {
            const str said = str_trim((str){ z + k, m->answer.n - line - (size_t)k });
            snprintf(m->last, sizeof m->last, "%.*s", (int)said.n, said.p);
        }
        return true;
    }
}

/* "..." with what would end it escaped; a name that cannot be said so is cut short. */
static const char *quoted(char room[300], const char *z)
{
    size_t n = 0;
    room[n++] = '"';
    for (; *z && n < 296; z++) {
        if ((unsigned char)*z < ' ') continue;
        if (*z == '"' || *z == '\\') room[n++] = '\\';
        room[n++] = *z;
    }
    room[n++] = '"';
    room[n] = 0;
    return room;
}

static bool says(const struct imap *m, const char *word)
{
    const size_t n = strlen(word);
    for (size_t i = 0; i + n <= m->answer.n; i++)
        if (strncasecmp(m->answer.p + i, word, n) == 0) return true;
    return false;
}

/* ---- the connection -------------------------------------------------------------------------- */

struct imap *imap_new(const struct imap_config *cfg)
{
    struct arena *life = arena_new();
    struct imap *m = arena_alloc(life, sizeof *m);
    *m = (struct imap){ .cfg = cfg, .life = life };
    buf_init(&m->in, ANSWER);
    buf_init(&m->answer, ANSWER + 65536);
    return m;
}

static void hang_up(struct imap *m)
{
    if (m->curl) curl_easy_cleanup(m->curl);
    m->curl = NULL;
    m->open = m->idling = false;
    buf_clear(&m->in);
    m->at = 0;
}

void imap_free(struct imap *m)
{
    if (!m) return;
    bool ok;
    if (m->open && !m->idling) (void)command(m, &ok, "LOGOUT");
    hang_up(m);
    buf_done(&m->in);
    buf_done(&m->answer);
    arena_free(m->life);
}

const char *imap_trouble(const struct imap *m) { return m->last; }
bool imap_is_open(const struct imap *m) { return m->open; }
bool imap_has_idle(const struct imap *m) { return m->idle; }

static bool sign_in(struct imap *m)
{
    m->curl = curl_easy_init();
    if (!m->curl) return trouble(m, "no memory");
    m->last[0] = 0;
    curl_easy_setopt(m->curl, CURLOPT_URL, m->cfg->url);
    curl_easy_setopt(m->curl, CURLOPT_PROTOCOLS_STR, "imap,imaps");
    const bool plain = smtp_is_here(m->cfg->url) && !m->cfg->ca;
    curl_easy_setopt(m->curl, CURLOPT_USE_SSL, (long)(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (m->cfg->ca) curl_easy_setopt(m->curl, CURLOPT_CAINFO, m->cfg->ca);
    if (m->cfg->user) curl_easy_setopt(m->curl, CURLOPT_USERNAME, m->cfg->user);
    if (m->cfg->password) curl_easy_setopt(m->curl, CURLOPT_PASSWORD, m->cfg->password);
    curl_easy_setopt(m->curl, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(m->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m->curl, CURLOPT_CONNECTTIMEOUT, 20L);
    curl_easy_setopt(m->curl, CURLOPT_ERRORBUFFER, m->last);
    const CURLcode r = curl_easy_perform(m->curl);
    if (r == CURLE_OK) return true;
    return *m->last ? false : trouble(m, curl_easy_strerror(r));
}

/* "Kolo/done" with the sign that this server puts between a folder and what is in it. */
static bool name_done(struct imap *m)
{
    bool ok;
    char room[300], name[300];
    m->done[0] = 0;
    if (!m->cfg->done || !command(m, &ok, "LIST \"\" \"\"")) return !m->cfg->done;
    const char *end = strchr(m->answer.p, ')');
    const char sign = ok && end && end[1] == ' ' && end[2] == '"' && end[3] ? end[3] : '/';
    snprintf(name, sizeof name, "%s", m->cfg->done);
    for (char *p = name; *p; p++)
        if (*p == '/') *p = sign;
    snprintf(m->done, sizeof m->done, "%s", quoted(room, name));
    /* Already there is as good; some want everything below the inbox. */
    if (!command(m, &ok, "CREATE %s", m->done)) return false;
    if (ok || says(m, "exist")) return true;
    char below[300];
    snprintf(below, sizeof below, "INBOX%c%.280s", sign, name);
    snprintf(m->done, sizeof m->done, "%s", quoted(room, below));
    if (!command(m, &ok, "CREATE %s", m->done)) return false;
    if (!ok && !says(m, "exist")) m->done[0] = 0;
    return true;
}

/* ---- mails ----------------------------------------------------------------------------------- */

#define TAKEN "$KoloTaken"

static bool stop_idling(struct imap *m)
{
    size_t line;
    char tag[16];
    if (!m->idling) return true;
    const int k = snprintf(tag, sizeof tag, "K%u ", m->tag);
    m->idling = false;
    buf_clear(&m->answer);
    if (!send_all(m, "DONE\r\n", 6)) return false;
    do
        if (!read_line(m, &line)) return false;
    while (strncmp(m->answer.p + line, tag, (size_t)k) != 0);
    return true;
}

/* The numbers that a search has found. */
static str found(const struct imap *m)
{
    const char *z = strstr(m->answer.p, "* SEARCH");
    str rest = str_of(z ? z + 8 : "");
    return str_cut(&rest, '\r');
}

/* What is not marked as taken; where a server keeps no marks of ours, what nobody has seen, or,
 * when all that was taken was moved away, all. */
bool imap_next(struct imap *m, int64_t above, int64_t *uid)
{
    bool ok;
    *uid = 0;
    if (!stop_idling(m)) return false;
    /* A search alone need not tell of what came since the last command. */
    if (!above && !command(m, &ok, "NOOP")) return false;
    if (!command(m, &ok, "UID SEARCH UID %lld:* UNDELETED%s", (long long)above + 1,
                 m->keywords ? " UNKEYWORD " TAKEN
                 : *m->done  ? ""
                             : " UNSEEN"))
        return false;
    if (!ok) return trouble(m, "the folder cannot be searched");
    str list = found(m);
    while (list.n) {
        int64_t n;
        const str one = str_cut(&list, ' ');
        /* "9:*" also gives the last one where that is below 9. */
        if (str_int64(one, &n) && n > above && (!*uid || n < *uid)) *uid = n;
    }
    return true;
}

bool imap_fetch(struct imap *m, int64_t uid, size_t most, size_t head, struct buf *out,
                int64_t *size)
{
    bool ok;
    *size = 0;
    buf_clear(out);
    if (!command(m, &ok, "UID FETCH %lld (RFC822.SIZE)", (long long)uid)) return false;
    const char *z = ok ? strstr(m->answer.p, "RFC822.SIZE ") : NULL;
    if (!z) return true;
    const str digits = { z + 12, strspn(z + 12, "0123456789") };
    if (!str_int64(digits, size)) return trouble(m, "the server gives no size");
    const bool large = *size > (int64_t)most;
    if (!command(m, &ok, "UID FETCH %lld (BODY.PEEK[%s])", (long long)uid, large ? "HEADER" : ""))
        return false;
    if (ok && m->literal_n)
        buf_put(out, m->answer.p + m->literal, large && m->literal_n > head ? head : m->literal_n);
    return true;
}

static bool move_away(struct imap *m, long long n)
{
    bool ok;
    if (!*m->done) return true;
    if (m->move) return command(m, &ok, "UID MOVE %lld %s", n, m->done);
    if (!command(m, &ok, "UID COPY %lld %s", n, m->done)) return false;
    if (!ok) return true;
    if (!command(m, &ok, "UID STORE %lld +FLAGS.SILENT (\\Deleted)", n)) return false;
    return m->uidplus ? command(m, &ok, "UID EXPUNGE %lld", n) : true;
}

bool imap_take(struct imap *m, int64_t uid)
{
    bool ok;
    return command(m, &ok, "UID STORE %lld +FLAGS.SILENT (\\Seen%s)", (long long)uid,
                   m->keywords ? " " TAKEN : "") &&
           move_away(m, uid);
}

/* What was marked as taken when this program or the connection ended, before it was moved. */
static bool move_left(struct imap *m)
{
    bool ok;
    if (!m->keywords || !*m->done) return true;
    if (!command(m, &ok, "UID SEARCH KEYWORD " TAKEN " UNDELETED")) return false;
    struct arena *a = arena_new();
    str rest = str_of(arena_str(a, found(m)));
    bool on = true;
    while (rest.n && on) {
        int64_t n;
        if (str_int64(str_cut(&rest, ' '), &n)) on = move_away(m, n);
    }
    arena_free(a);
    return on;
}

bool imap_connect(struct imap *m)
{
    bool ok;
    char room[300];
    hang_up(m);
    if (!sign_in(m) || !command(m, &ok, "CAPABILITY")) return false;
    m->idle = says(m, " IDLE");
    m->move = says(m, " MOVE");
    m->uidplus = says(m, " UIDPLUS");
    if (!name_done(m) || !command(m, &ok, "SELECT %s", quoted(room, m->cfg->folder))) return false;
    if (!ok) return trouble(m, "the folder cannot be opened");
    m->keywords = says(m, "\\*");
    m->open = true;
    return move_left(m);
}

/* ---- waiting --------------------------------------------------------------------------------- */

static bool start_idling(struct imap *m)
{
    char text[32];
    size_t line;
    const int n = snprintf(text, sizeof text, "K%u IDLE\r\n", ++m->tag);
    buf_clear(&m->answer);
    if (!send_all(m, text, (size_t)n)) return false;
    do
        if (!read_line(m, &line)) return false;
    while (m->answer.p[line] == '*');
    if (m->answer.p[line] != '+') {
        m->idle = false; /* it had promised it */
        return true;
    }
    m->idling = true;
    m->idle_since = clock_us();
    return true;
}

bool imap_wait(struct imap *m, int ms, bool *news)
{
    bool any;
    size_t line;
    *news = false;
    if (m->idle && !m->idling && !start_idling(m)) return false;
    if (!m->idling) {
        *news = true;
        return true;
    }
    if (m->at == m->in.n && !receive(m, ms, &any)) return false;
    while (memchr(m->in.p + m->at, '\n', m->in.n - m->at)) {
        buf_clear(&m->answer);
        if (!read_line(m, &line)) return false;
        if (strncasecmp(m->answer.p, "* BYE", 5) == 0)
            return trouble(m, "the server said good-bye");
        if (says(m, " EXISTS") || says(m, " RECENT")) *news = true;
    }
    if (clock_us() - m->idle_since > (int64_t)IDLE_AGAIN * 1000000) *news = true;
    return true;
}
