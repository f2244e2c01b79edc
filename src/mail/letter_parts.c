/* SPDX-License-Identifier: EUPL-1.2 */
/* letter_parts.c — walks the parts of a mail, of which there may be many, deep in one another, and
 * not one as it should be.
 */
#include "mail/letter_parts.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "mail/charset.h"
#include "mail/letter_text.h"
#include "mail/word.h"

#include <string.h>
#include <strings.h>

/* A picture within the text that is smaller is a logo below a signature. */
enum { LOGO = 20 * 1024 };

/* Text of one place: of several ways to say it, the plain one is taken. */
struct words {
    struct buf plain, html;
};

struct walk {
    struct cx *cx;
    struct letter *out;
    VEC(struct reply_file) files;
    size_t parts;
};

static void words_init(struct words *w)
{
    buf_init(&w->plain, LETTER_TEXT);
    buf_init(&w->html, 4 * (size_t)LETTER_TEXT);
}

static void words_done(struct words *w)
{
    buf_done(&w->plain);
    buf_done(&w->html);
}

/* ---- bytes ----------------------------------------------------------------------------------- */

static str bytes_of(struct cx *cx, GMimeStream *mem)
{
    GByteArray *a = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(mem));
    str out = { "", 0 };
    if (a && a->len) {
        char *copy = arena_alloc(cx->arena, (size_t)a->len + 1);
        memcpy(copy, a->data, a->len);
        out = (str){ copy, a->len };
    }
    g_object_unref(mem);
    return out;
}

static str decoded(struct cx *cx, GMimePart *part)
{
    GMimeStream *mem = g_mime_stream_mem_new();
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    if (content) g_mime_data_wrapper_write_to_stream(content, mem);
    return bytes_of(cx, mem);
}

static str written(struct cx *cx, GMimeObject *o)
{
    GMimeStream *mem = g_mime_stream_mem_new();
    g_mime_object_write_to_stream(o, NULL, mem);
    return bytes_of(cx, mem);
}

/* ---- files ----------------------------------------------------------------------------------- */

static const char *file_name(struct walk *w, const char *given, const char *otherwise)
{
    const char *name = given ? charset_line(w->cx, given) : "";
    for (const char *p = name; *p; p++)
        if (*p == '/' || *p == '\\') name = p + 1;
    if (strlen(name) > 200) {
        size_t n = 200;
        while (n && ((unsigned char)name[n] & 0xC0) == 0x80) n--;
        name = arena_str(w->cx->arena, (str){ name, n });
    }
    return *name ? name : arena_printf(w->cx->arena, "%s-%zu", otherwise, w->files.n + 1);
}

/* As both headers may say it; NULL none. Encoded words have no place there, and are there. */
static const char *given_name(struct cx *cx, GMimePart *part)
{
    static const char *const headers[][2] = { { "Content-Disposition", "filename" },
                                              { "Content-Type", "name" } };
    GMimeHeaderList *all = g_mime_object_get_header_list(GMIME_OBJECT(part));
    const char *out = NULL;
    for (size_t i = 0; i < 2 && !out; i++) {
        GMimeHeader *h = g_mime_header_list_get_header(all, headers[i][0]);
        const char *raw = h ? g_mime_header_get_raw_value(h) : NULL;
        if (!raw || !strstr(raw, "=?")) continue;
        /* Both begin with words of their own, and go on alike. */
        GMimeContentDisposition *d = g_mime_content_disposition_parse(NULL, word_joined(cx, raw));
        const char *z = g_mime_content_disposition_get_parameter(d, headers[i][1]);
        if (z) out = arena_dup(cx->arena, z);
        g_object_unref(d);
    }
    return out ? out : g_mime_part_get_filename(part);
}

static void add_file(struct walk *w, const char *name, str bytes)
{
    if (!bytes.n) return;
    if (w->files.n == LETTER_FILES) {
        w->out->cut = true;
        return;
    }
    *vec_push(w->cx->arena, &w->files) = (struct reply_file){ name, bytes };
}

/* ---- texts ----------------------------------------------------------------------------------- */

/* As much of ${z} as fits, whole characters alone. */
static void put_some(struct walk *w, struct buf *to, const char *z)
{
    const size_t room = to->max > to->n + 8 ? to->max - to->n - 8 : 0;
    size_t n = strlen(z);
    if (n > room) {
        w->out->cut = true;
        for (n = room; n && ((unsigned char)z[n] & 0xC0) == 0x80;) n--;
    }
    buf_put(to, z, n);
}

static void put_apart(struct walk *w, struct buf *to, const char *z)
{
    if (to->n && *z) put_some(w, to, "\n\n");
    put_some(w, to, z);
}

static void put_text(struct walk *w, struct words *to, GMimePart *part, bool html, bool choice)
{
    GMimeObject *o = GMIME_OBJECT(part);
    const char *z = charset_text(w->cx, decoded(w->cx, part),
                                 g_mime_object_get_content_type_parameter(o, "charset"));
    const char *format = g_mime_object_get_content_type_parameter(o, "format"),
               *delsp = g_mime_object_get_content_type_parameter(o, "delsp");
    if (html && choice) {
        put_some(w, &to->html, z);
        return;
    }
    if (html) z = letter_html(w->cx, z);
    if (!html && format && strcasecmp(format, "flowed") == 0)
        z = letter_flowed(w->cx, z, delsp && strcasecmp(delsp, "yes") == 0);
    put_apart(w, &to->plain, z);
}

static void put_calendar(struct walk *w, GMimePart *part)
{
    const char *method = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "method");
    const str bytes = decoded(w->cx, part);
    const char *z = charset_text(w->cx, bytes, "UTF-8");
    const bool answer =
        method ? strcasecmp(method, "REPLY") == 0 : strstr(z, "\nMETHOD:REPLY") != NULL;
    if (answer && strstr(z, "BEGIN:VCALENDAR"))
        w->out->calendar = z;
    else
        add_file(w, file_name(w, given_name(w->cx, part), "invitation.ics"), bytes);
}

static void leaf(struct walk *w, struct words *to, GMimePart *part, bool choice)
{
    GMimeObject *o = GMIME_OBJECT(part);
    GMimeContentType *type = g_mime_object_get_content_type(o);
    const char *how = g_mime_object_get_disposition(o);
    const bool attached = how && strcasecmp(how, "attachment") == 0;
    const bool plain = !type || g_mime_content_type_is_type(type, "text", "plain");
    const bool html = type && g_mime_content_type_is_type(type, "text", "html");
    if (type && g_mime_content_type_is_type(type, "text", "calendar")) {
        put_calendar(w, part);
        return;
    }
    if ((plain || html) && !attached) {
        put_text(w, to, part, html, choice);
        return;
    }
    if (type && (g_mime_content_type_is_type(type, "application", "pgp-signature") ||
                 g_mime_content_type_is_type(type, "application", "pkcs7-signature") ||
                 g_mime_content_type_is_type(type, "application", "x-pkcs7-signature")))
        return;
    const str bytes = decoded(w->cx, part);
    if (!attached && g_mime_part_get_content_id(part) && bytes.n < LOGO && type &&
        g_mime_content_type_is_type(type, "image", "*"))
        return;
    add_file(w, file_name(w, given_name(w->cx, part), "attachment"), bytes);
}

/* ---- what came back -------------------------------------------------------------------------- */

/* The value of ${name} in a block of headers that are a part's text; "" none. */
static const char *field_in(struct cx *cx, const char *z, const char *name)
{
    const size_t n = strlen(name);
    for (const char *line = z; line && *line; line = strchr(line, '\n')) {
        if (*line == '\n') line++;
        if (strncasecmp(line, name, n) != 0 || line[n] != ':') continue;
        str rest = str_of(line + n + 1), value = str_trim(str_cut(&rest, '\n'));
        return arena_str(cx->arena, value);
    }
    return "";
}

static const char *after_semicolon(const char *z)
{
    const char *p = strchr(z, ';');
    if (!p) return z;
    p++;
    while (*p == ' ') p++;
    return p;
}

/* RFC 3464: one block about the mail, one a recipient. Ours have one recipient. */
static void put_status(struct walk *w, const char *z)
{
    struct letter_bounce *b = &w->out->bounce;
    const char *action = field_in(w->cx, z, "Action");
    if (strcasecmp(action, "failed") != 0 && strcasecmp(action, "delayed") != 0) return;
    b->is_one = true;
    b->status = field_in(w->cx, z, "Status");
    b->failed = strcasecmp(action, "failed") == 0;
    b->why = after_semicolon(field_in(w->cx, z, "Diagnostic-Code"));
    const char *who = field_in(w->cx, z, "Original-Recipient");
    if (!*who) who = field_in(w->cx, z, "Final-Recipient");
    b->recipient = after_semicolon(who);
}

static void put_returned(struct walk *w, const char *id)
{
    str s = str_trim(str_of(id));
    if (s.n > 2 && *s.p == '<') s = (str){ s.p + 1, s.n - 2 };
    if (s.n) w->out->bounce.message_id = arena_str(w->cx->arena, s);
}

static void report(struct walk *w, GMimeMultipart *m)
{
    const int n = g_mime_multipart_get_count(m);
    for (int i = 0; i < n && i < 10; i++) {
        GMimeObject *o = g_mime_multipart_get_part(m, i);
        GMimeContentType *type = g_mime_object_get_content_type(o);
        if (GMIME_IS_MESSAGE_PART(o)) {
            GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
            const char *id = inner ? g_mime_message_get_message_id(inner) : NULL;
            if (id) put_returned(w, charset_line(w->cx, id));
        }
        if (!GMIME_IS_PART(o) || !type) continue;
        const bool status = g_mime_content_type_is_type(type, "message", "delivery-status");
        const bool headers = g_mime_content_type_is_type(type, "text", "rfc822-headers");
        if (!status && !headers) continue;
        const char *z = charset_text(w->cx, decoded(w->cx, GMIME_PART(o)), NULL);
        if (status) put_status(w, z);
        if (headers) put_returned(w, field_in(w->cx, z, "Message-ID"));
    }
}

/* ---- the walk -------------------------------------------------------------------------------- */

static void part_of(struct walk *w, struct words *to, GMimeObject *o, int depth, bool choice);

static void several(struct walk *w, struct words *to, GMimeMultipart *m, int depth, bool choice)
{
    const int n = g_mime_multipart_get_count(m);
    for (int i = 0; i < n; i++) part_of(w, to, g_mime_multipart_get_part(m, i), depth + 1, choice);
}

/* One thing said in several ways. */
static void one_of(struct walk *w, struct words *to, GMimeMultipart *m, int depth)
{
    struct words ways;
    words_init(&ways);
    several(w, &ways, m, depth, true);
    const char *z = ways.plain.p;
    if (!str_trim(buf_slice(&ways.plain)).n && ways.html.n) z = letter_html(w->cx, ways.html.p);
    put_apart(w, &to->plain, z);
    words_done(&ways);
}

static void part_of(struct walk *w, struct words *to, GMimeObject *o, int depth, bool choice)
{
    if (!o) return;
    if (depth > LETTER_DEPTH || ++w->parts > LETTER_PARTS) {
        w->out->cut = true;
        return;
    }
    GMimeContentType *type = g_mime_object_get_content_type(o);
    if (GMIME_IS_MULTIPART(o)) {
        GMimeMultipart *m = GMIME_MULTIPART(o);
        if (type && g_mime_content_type_is_type(type, "multipart", "report")) report(w, m);
        if (type && g_mime_content_type_is_type(type, "multipart", "alternative") && !choice)
            one_of(w, to, m, depth);
        else
            several(w, to, m, depth, choice);
    } else if (GMIME_IS_MESSAGE_PART(o)) {
        GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
        const char *subject = inner ? g_mime_message_get_subject(inner) : NULL;
        if (inner)
            add_file(w, arena_printf(w->cx->arena, "%s.eml", file_name(w, subject, "message")),
                     written(w->cx, GMIME_OBJECT(inner)));
    } else if (GMIME_IS_PART(o)) {
        leaf(w, to, GMIME_PART(o), choice);
    }
}

void letter_parts(struct cx *cx, GMimeMessage *m, struct letter *out)
{
    struct walk w = { .cx = cx, .out = out };
    struct words words;
    words_init(&words);
    part_of(&w, &words, g_mime_message_get_mime_part(m), 0, false);
    /* Only what said so in the way of RFC 3464 is one. */
    if (!out->bounce.is_one) out->bounce.message_id = "";
    /* A page can spell control characters that bytes could not bring. */
    out->whole = charset_text(cx, buf_slice(&words.plain), "UTF-8");
    out->file = w.files.v;
    out->n_files = w.files.n;
    words_done(&words);
}
