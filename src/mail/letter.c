/* SPDX-License-Identifier: EUPL-1.2 */
/* letter.c — the headers of a mail, by GMime; its parts are letter_parts.c's. It decides nothing:
 * what a mail is good for is inbound.c's.
 */
#include "mail/letter.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "mail/charset.h"
#include "mail/letter_parts.h"
#include "mail/word.h"

#include <gmime/gmime.h>
#include <pthread.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void begin(void) { g_mime_init(); }

static const char *lower(struct cx *cx, const char *z)
{
    char *out = arena_dup(cx->arena, z);
    for (char *p = out; *p; p++)
        if (*p >= 'A' && *p <= 'Z') *p = (char)(*p + ('a' - 'A'));
    return out;
}

static const char *header(struct cx *cx, GMimeObject *o, const char *name)
{
    const char *z = g_mime_object_get_header(o, name);
    return z ? charset_line(cx, z) : "";
}

/* The first ${name} as GMime shall read it; NULL none. */
static const char *to_read(struct cx *cx, GMimeMessage *m, const char *name)
{
    GMimeHeaderList *all = g_mime_object_get_header_list(GMIME_OBJECT(m));
    GMimeHeader *h = g_mime_header_list_get_header(all, name);
    const char *z = h ? g_mime_header_get_raw_value(h) : NULL;
    return z ? word_joined(cx, z) : NULL;
}

/* ---- addresses ------------------------------------------------------------------------------- */

struct texts {
    const char **v;
    size_t n, cap;
};

static void add_addresses(struct cx *cx, struct texts *to, InternetAddressList *list, int depth)
{
    const int n = list ? internet_address_list_length(list) : 0;
    for (int i = 0; i < n && to->n < LETTER_PARTS; i++) {
        InternetAddress *a = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(a) && depth < 3) {
            add_addresses(cx, to, INTERNET_ADDRESS_GROUP(a)->members, depth + 1);
        } else if (INTERNET_ADDRESS_IS_MAILBOX(a)) {
            const char *z = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(a));
            if (z && *z) *vec_push(cx->arena, to) = lower(cx, charset_line(cx, z));
        }
    }
}

/* All that servers on the way and the sender call the recipient. */
static void put_recipients(struct cx *cx, GMimeMessage *m, struct letter *out)
{
    static const char *const names[] = { "To",
                                         "Cc",
                                         "Delivered-To",
                                         "Resent-To",
                                         "X-Original-To",
                                         "Envelope-To",
                                         "X-Envelope-To",
                                         "X-Delivered-To",
                                         "X-Forwarded-To",
                                         NULL };
    GMimeHeaderList *all = g_mime_object_get_header_list(GMIME_OBJECT(m));
    struct texts to = { 0 };
    const int n = g_mime_header_list_get_count(all);
    for (int i = 0; i < n; i++) {
        GMimeHeader *h = g_mime_header_list_get_header_at(all, i);
        for (const char *const *name = names; *name; name++) {
            if (!str_is_nocase(str_of(g_mime_header_get_name(h)), *name)) continue;
            const char *value = g_mime_header_get_value(h);
            InternetAddressList *list = value ? internet_address_list_parse(NULL, value) : NULL;
            add_addresses(cx, &to, list, 0);
            if (list) g_object_unref(list);
        }
    }
    out->to = to.v;
    out->n_to = to.n;
}

static void put_sender(struct cx *cx, GMimeMessage *m, struct letter *out)
{
    const char *z = to_read(cx, m, "From");
    InternetAddressList *from = z ? internet_address_list_parse(NULL, z) : NULL;
    struct texts one = { 0 };
    add_addresses(cx, &one, from, 0);
    if (one.n) out->from = one.v[0];
    if (from && internet_address_list_length(from) > 0) {
        const char *name = internet_address_get_name(internet_address_list_get_address(from, 0));
        if (name) out->from_name = charset_line(cx, name);
    }
    if (from) g_object_unref(from);
}

/* ---- where it belongs, and who wrote it -------------------------------------------------------
 */

static void put_answers(struct cx *cx, GMimeMessage *m, struct letter *out)
{
    static const char *const names[] = { "In-Reply-To", "References" };
    struct texts ids = { 0 };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *z = g_mime_object_get_header(GMIME_OBJECT(m), names[i]);
        GMimeReferences *all = z ? g_mime_references_parse(NULL, z) : NULL;
        const int n = all ? g_mime_references_length(all) : 0;
        for (int k = 0; k < n && ids.n < LETTER_PARTS; k++) {
            const char *id = g_mime_references_get_message_id(all, k);
            if (id) *vec_push(cx->arena, &ids) = charset_line(cx, id);
        }
        if (all) g_mime_references_free(all);
    }
    out->answers = ids.v;
    out->n_answers = ids.n;
}

/* Programs that do not know RFC 3834 say it in the subject, each in its language. */
static bool says_away(struct cx *cx, const char *subject)
{
    static const char *const words[] = {
        "automatic reply",
        "autoreply",
        "auto-reply",
        "out of office",
        "out of the office",
        "automatski odgovor",
        "automatska poruka",
        "avtomatski odgovor",
        "automaticki odgovor",
        "samodejni odgovor",
        "odsotnost",
        "odsustvo",
        "pergjigje automatike",
        "raspuns automat",
        "reponse automatique",
        "absence du bureau",
        "automatische antwort",
        "abwesenheitsnotiz",
        "otomatik yanit",
        "automatisch antwoord",
        "respuesta automatica",
        "risposta automatica",
        NULL,
    };
    const char *z = utf8_fold(cx->arena, subject);
    for (const char *const *w = words; *w; w++)
        if (strncmp(z, *w, strlen(*w)) == 0) return true;
    return false;
}

static void put_kind(struct cx *cx, GMimeObject *m, struct letter *out)
{
    static const char *const marks[] = {
        "X-Autoreply",       "X-Autorespond",   "X-Autoresponse",
        "X-Auto-Reply-From", "X-Autogenerated", "X-Mail-Autoreply"
    };
    const char *submitted = header(cx, m, "Auto-Submitted"), *bulk = header(cx, m, "Precedence"),
               *back = header(cx, m, "Return-Path");
    out->list_id = lower(cx, header(cx, m, "List-Id"));
    out->loop = lower(cx, header(cx, m, "X-Loop"));
    out->automatic = (*submitted && !str_is_nocase(str_trim(str_of(submitted)), "no")) ||
                     str_is_nocase(str_of(bulk), "bulk") || str_is_nocase(str_of(bulk), "junk") ||
                     str_is_nocase(str_of(bulk), "list") ||
                     str_is_nocase(str_of(bulk), "auto_reply") || str_is(str_of(back), "<>") ||
                     says_away(cx, out->subject);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (*header(cx, m, marks[i])) out->automatic = true;
}

static void put_subject(struct cx *cx, GMimeMessage *m, struct letter *out)
{
    const char *z = to_read(cx, m, "Subject");
    char *text = z ? g_mime_utils_header_decode_text(NULL, z) : NULL;
    if (text) out->subject = charset_line(cx, text);
    g_free(text);
}

static void put_headers(struct cx *cx, GMimeMessage *m, struct letter *out)
{
    const char *id = g_mime_message_get_message_id(m);
    GDateTime *when = g_mime_message_get_date(m);
    put_subject(cx, m, out);
    if (id) out->message_id = charset_line(cx, id);
    if (when) out->date = g_date_time_to_unix(when);
    put_sender(cx, m, out);
    put_recipients(cx, m, out);
    put_answers(cx, m, out);
    put_kind(cx, GMIME_OBJECT(m), out);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* What a mailbox file puts before a mail, and some servers hand on. */
static str without_envelope(str raw)
{
    if (!str_starts(raw, "From ")) return raw;
    str rest = raw;
    str_cut(&rest, '\n');
    return rest;
}

/* The same whether it came with LF or CR LF, and with how many empty lines at its end. */
static void digest(str raw, char out[HEX32])
{
    struct sha256 h;
    size_t at = 0, empty = 0;
    sha256_init(&h);
    for (bool below = false; at < raw.n;) {
        const char *end = memchr(raw.p + at, '\n', raw.n - at);
        size_t n = end ? (size_t)(end - raw.p) - at : raw.n - at;
        const size_t next = at + n + 1;
        if (n && raw.p[at + n - 1] == '\r') n--;
        if (!below) {
            below = !n;
        } else if (!n) {
            empty++;
        } else {
            for (; empty; empty--) sha256_add(&h, "\n", 1);
            sha256_add(&h, raw.p + at, n);
            sha256_add(&h, "\n", 1);
        }
        at = next;
    }
    sha256_end(&h, out);
}

void letter_read(struct cx *cx, str raw, struct letter *out)
{
    *out =
        (struct letter){ .message_id = "",
                         .from = "",
                         .from_name = "",
                         .subject = "",
                         .list_id = "",
                         .loop = "",
                         .whole = "",
                         .bounce = { .message_id = "", .recipient = "", .status = "", .why = "" } };
    pthread_once(&once, begin);
    raw = without_envelope(raw);
    digest(raw, out->digest);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(raw.p, raw.n);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);
    if (m) {
        put_headers(cx, m, out);
        letter_parts(cx, m, out);
        g_object_unref(m);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}
