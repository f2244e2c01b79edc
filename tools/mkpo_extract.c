/* SPDX-License-Identifier: EUPL-1.2 */
/* mkpo_extract.c — finds the texts that people read: T(), T_C(), T_N(), N_() in C and in the code
 * of templates, and the titles in data/ (JSON), and prints them as a po template.
 *
 * It reads tokens, not lines, so that comments, strings and calls over several lines do not mislead
 * it; a text that is no literal is refused, since nobody could translate it.
 */
#include "mkpo.h"

#include <stdlib.h>
#include <string.h>

struct scan {
    const char *path, *src, *p, *end;
    bool template; /* C only between {{ }} and {% %} */
};

static struct po found; /* all texts, in the order met */

_Noreturn static void stop(const struct scan *s, const char *at, const char *what)
{
    int line = 1;
    for (const char *p = s->src; p < at; p++) line += *p == '\n';
    source_error(s->path, line, 0, "%s", what);
}

static void add(const struct scan *s, const char *at, char *context, char *id, char *plural)
{
    struct text note = { 0 };
    if (!*id) stop(s, at, "an empty text");
    text_printf(&note, "#: %s\n", s->path);
    struct po_entry *e = po_find(&found, context, id);
    if (!e) {
        found.v = source_grow(found.v, found.n, sizeof *found.v);
        e = &found.v[found.n++];
        *e = (struct po_entry){ .context = context, .id = id, .text = { (char *)"" } };
    }
    if (e->plural && plural && strcmp(e->plural, plural) != 0)
        stop(s, at, "this singular has another plural elsewhere");
    if (plural) {
        e->plural = plural;
        e->text[1] = (char *)"";
    }
    if (!strstr(text_z(&e->notes), note.p)) text_add(&e->notes, note.p);
    text_free(&note);
}

/* ---- C ---- */

static void skip_blanks(struct scan *s)
{
    while (s->p < s->end) {
        if (strchr(" \t\r\n", *s->p)) {
            s->p++;
        } else if (s->end - s->p > 1 && s->p[0] == '\\' && s->p[1] == '\n') {
            s->p += 2; /* the line of a macro goes on */
        } else if (s->end - s->p > 1 && s->p[0] == '/' && s->p[1] == '*') {
            const char *close = strstr(s->p + 2, "*/");
            if (!close) stop(s, s->p, "the comment is not closed");
            s->p = close + 2;
        } else if (s->end - s->p > 1 && s->p[0] == '/' && s->p[1] == '/') {
            while (s->p < s->end && *s->p != '\n') s->p++;
        } else {
            return;
        }
    }
}

static void put_utf8(struct text *t, unsigned long c)
{
    if (c >= 0x10000) {
        text_char(t, (char)(0xf0 | c >> 18));
        text_char(t, (char)(0x80 | (c >> 12 & 0x3f)));
    } else if (c >= 0x800) {
        text_char(t, (char)(0xe0 | c >> 12));
    }
    if (c >= 0x800)
        text_char(t, (char)(0x80 | (c >> 6 & 0x3f)));
    else
        text_char(t, (char)(0xc0 | c >> 6));
    text_char(t, (char)(0x80 | (c & 0x3f)));
}

/* One escape of C; s->p is behind the backslash. */
static void escape(struct scan *s, struct text *t)
{
    static const char from[] = "ntr\"\\'?", to[] = "\n\t\r\"\\'?";
    const char *at = strchr(from, *s->p);
    size_t digits = *s->p == 'x' ? 2 : *s->p == 'u' ? 4 : *s->p == 'U' ? 8 : 0;
    if (*s->p && at) {
        text_char(t, to[at - from]);
        s->p++;
    } else if (digits) {
        char hex[9] = { 0 }, *end = NULL;
        memcpy(hex, s->p + 1, (size_t)(s->end - s->p) > digits ? digits : 0);
        unsigned long c = strtoul(hex, &end, 16);
        if (end != hex + digits || c == 0) stop(s, s->p, "unknown escape in a text");
        if (digits == 2)
            text_char(t, (char)c);
        else
            put_utf8(t, c);
        s->p += 1 + digits;
    } else if (*s->p >= '0' && *s->p <= '7') {
        unsigned c = 0;
        for (int i = 0; i < 3 && *s->p >= '0' && *s->p <= '7'; i++)
            c = c * 8 + (unsigned)(*s->p++ - '0');
        if (c == 0) stop(s, s->p, "a NUL in a text");
        text_char(t, (char)c);
    } else {
        stop(s, s->p, "unknown escape in a text");
    }
}

/* Adjacent literals, joined; NULL when none stands here. */
static char *literal(struct scan *s)
{
    struct text t = { 0 };
    for (skip_blanks(s); s->p < s->end && *s->p == '"'; skip_blanks(s)) {
        text_put(&t, "", 0);
        for (s->p++; s->p < s->end && *s->p != '"' && *s->p != '\n';) {
            char c = *s->p++;
            if (c == '\\')
                escape(s, &t);
            else
                text_char(&t, c);
        }
        if (s->p >= s->end || *s->p != '"') stop(s, s->p, "the string is not closed");
        s->p++;
    }
    return t.p;
}

static bool word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static void skip_quoted(struct scan *s)
{
    char q = *s->p++;
    while (s->p < s->end && *s->p != q && *s->p != '\n')
        s->p += *s->p == '\\' && s->p + 1 < s->end ? 2 : 1;
    if (s->p < s->end) s->p++;
}

/* The first argument of T_N, up to its comma. */
static void skip_argument(struct scan *s)
{
    int depth = 0;
    for (skip_blanks(s); s->p < s->end && !(depth == 0 && *s->p == ','); skip_blanks(s)) {
        if (*s->p == '"' || *s->p == '\'') {
            skip_quoted(s);
            continue;
        }
        depth += strchr("([{", *s->p) ? 1 : strchr(")]}", *s->p) ? -1 : 0;
        if (depth < 0) return;
        s->p++;
    }
}

static void expect(struct scan *s, char c, const char *at, const char *word)
{
    struct text what = { 0 };
    skip_blanks(s);
    if (s->p < s->end && *s->p == c) {
        s->p++;
        return;
    }
    text_printf(&what, "%s() takes literals only: expected `%c`", word, c);
    stop(s, at, what.p);
}

static char *need_literal(struct scan *s, const char *at, const char *word)
{
    char *z = literal(s);
    if (!z) expect(s, '"', at, word);
    return z;
}

/* A word of C has been read; is it one of ours, with its parenthesis? */
enum { WORDS = 4 };
static const char *const words[WORDS] = { "T", "N_", "T_C", "T_N" };
/* Which of them stands at ${at}; WORDS: none. */
static size_t word_at(const char *at, size_t n)
{
    size_t which = 0;
    while (which < WORDS && !(strlen(words[which]) == n && memcmp(words[which], at, n) == 0))
        which++;
    return which;
}
static void call(struct scan *s, const char *at, size_t n)
{
    size_t which = word_at(at, n);
    skip_blanks(s);
    if (which == WORDS || s->p >= s->end || *s->p != '(') return;
    s->p++;
    const char *word = words[which];
    char *context = NULL, *plural = NULL;
    if (which == 2) {
        context = need_literal(s, at, word);
        expect(s, ',', at, word);
    }
    if (which == 3) {
        skip_argument(s);
        expect(s, ',', at, word);
    }
    char *id = need_literal(s, at, word);
    if (which == 3) {
        expect(s, ',', at, word);
        plural = need_literal(s, at, word);
    }
    expect(s, ')', at, word);
    add(s, at, context, id, plural);
}

/* A line "#define T(text) …" says what the words mean; all other lines of the preprocessor are C,
 * and so is what other macros hold.
 */
static bool skip_define(struct scan *s)
{
    const char *p = s->p + 1;
    while (*p == ' ') p++;
    if (strncmp(p, "define ", 7) != 0) return false;
    for (p += 7; *p == ' ';) p++;
    size_t n = 0;
    while (word_char(p[n])) n++;
    if (word_at(p, n) == WORDS) return false;
    while (s->p < s->end && !(*s->p == '\n' && s->p[-1] != '\\')) s->p++;
    return true;
}

static void scan_c(struct scan *s)
{
    for (skip_blanks(s); s->p < s->end; skip_blanks(s)) {
        const char *at = s->p;
        if (*at == '"' || *at == '\'') {
            skip_quoted(s);
        } else if (word_char(*at)) {
            while (s->p < s->end && word_char(*s->p)) s->p++;
            call(s, at, (size_t)(s->p - at));
        } else if (*at != '#' || s->template || !skip_define(s)) {
            s->p++;
        }
    }
}

/* ---- templates ---- */

/* From behind the opening mark to the closing one, minding strings. */
static const char *code_end(struct scan *s, const char *from, const char *mark)
{
    struct scan c = *s;
    for (c.p = from; c.p < c.end;) {
        if (strncmp(c.p, mark, 2) == 0) return c.p;
        if (*c.p == '"' || *c.p == '\'')
            skip_quoted(&c);
        else
            c.p++;
    }
    stop(s, from, "{ is not closed");
}

static void scan_template(struct scan *s)
{
    for (const char *p = s->src; (p = strchr(p, '{')) != NULL;) {
        const char *mark = p[1] == '{' ? "}}" : p[1] == '%' ? "%}" : NULL;
        if (p[1] == '#') {
            p = strstr(p, "#}");
            if (!p) return;
        } else if (mark) {
            const char *end = code_end(s, p + 2, mark);
            struct scan c = { s->path, s->src, p + 2, end, true };
            scan_c(&c);
            p = end;
        } else {
            p++;
        }
    }
}

/* ---- data: the words that JSON says for people ---- */

static void scan_json(struct scan *s)
{
    static const char *const keys[] = {
        "title", "help", "era", "unit", "lead_word", "partner_word"
    };
    while (s->p < s->end) {
        if (*s->p != '"') {
            s->p++;
            continue;
        }
        const char *at = s->p + 1;
        skip_quoted(s);
        size_t n = (size_t)(s->p - 1 - at), i = 0;
        while (i < sizeof keys / sizeof *keys &&
               !(strlen(keys[i]) == n && memcmp(keys[i], at, n) == 0))
            i++;
        skip_blanks(s);
        if (s->p >= s->end || *s->p != ':') continue;
        s->p++;
        if (i == sizeof keys / sizeof *keys) continue;
        char *text = literal(s);
        if (text && *text) add(s, at, NULL, text, NULL);
    }
}

/* ---- all ---- */

static bool ends(const char *z, const char *end)
{
    size_t n = strlen(z), m = strlen(end);
    return n >= m && strcmp(z + n - m, end) == 0;
}

void po_extract(int n, char **files)
{
    struct text t = { 0 };
    for (int i = 0; i < n; i++) {
        size_t size = 0;
        char *src = source_read(files[i], &size);
        struct scan s = { files[i], src, src, src + size, false };
        if (ends(files[i], ".html"))
            scan_template(&s);
        else if (ends(files[i], ".json"))
            scan_json(&s);
        else
            scan_c(&s);
        free(src);
    }
    text_add(&t,
             "# SPDX-License-Identifier: EUPL-1.2\n# Made by tools/mkpo --extract. Do not edit.\n"
             "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n");
    for (size_t i = 0; i < found.n; i++) po_write(&t, &found.v[i]);
    t.p[--t.n] = '\0';
    fwrite(t.p, 1, t.n, stdout);
}
