/* SPDX-License-Identifier: EUPL-1.2 */
/* letter_text.c — HTML and format=flowed to plain lines. Nothing of the HTML survives but its words
 * and where its links lead. The tree is walked without recursion: its depth is the sender's.
 */
#include "mail/letter_text.h"

#include "base/buf.h"
#include "mail/letter.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* ---- HTML ------------------------------------------------------------------------------------ */

struct writer {
    struct buf out;
    int quoted; /* how deep in blockquotes */
    int pre;
    bool begun;   /* something stands on the present line */
    bool blank;   /* a blank is due before the next word */
    int newlines; /* due before the next word */
};

static bool is_one_of(const xmlNode *n, const char *const *names)
{
    for (; *names; names++)
        if (xmlStrcasecmp(n->name, (const xmlChar *)*names) == 0) return true;
    return false;
}

static bool is_el(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && xmlStrcasecmp(n->name, (const xmlChar *)name) == 0;
}

/* 2: an empty line around it; 1: a line of its own; 0: within a line. */
static int block_of(const xmlNode *n)
{
    static const char *const apart[] = { "p",  "h1", "h2", "h3",         "h4",  "h5",
                                         "h6", "ul", "ol", "blockquote", "pre", NULL };
    static const char *const line[] = { "div",    "tr",     "li",      "table",   "hr",
                                        "dt",     "dd",     "section", "article", "header",
                                        "footer", "center", "form",    NULL };
    if (n->type != XML_ELEMENT_NODE) return 0;
    return is_one_of(n, apart) ? 2 : is_one_of(n, line) ? 1 : 0;
}

static bool is_silent(const xmlNode *n)
{
    static const char *const names[] = { "script", "style", "head",   "title",    "meta", "link",
                                         "object", "embed", "iframe", "template", NULL };
    return n->type == XML_ELEMENT_NODE
               ? is_one_of(n, names)
               : n->type != XML_TEXT_NODE && n->type != XML_CDATA_SECTION_NODE;
}

static void break_line(struct writer *w, int n)
{
    if (w->newlines < n) w->newlines = n;
    w->blank = false;
}

static void begin_word(struct writer *w)
{
    if (w->newlines && w->out.n) {
        for (int i = 0; i < w->newlines; i++) {
            /* An empty line within a quotation belongs to it. */
            if (i)
                for (int q = 0; q < w->quoted; q++) buf_char(&w->out, '>');
            buf_char(&w->out, '\n');
        }
        w->begun = false;
    }
    w->newlines = 0;
    if (!w->begun) {
        for (int q = 0; q < w->quoted; q++) buf_char(&w->out, '>');
        if (w->quoted) buf_char(&w->out, ' ');
    } else if (w->blank) {
        buf_char(&w->out, ' ');
    }
    w->begun = true;
    w->blank = false;
}

static void put_words(struct writer *w, const char *z)
{
    for (; *z; z++) {
        const bool nbsp = (unsigned char)z[0] == 0xC2 && (unsigned char)z[1] == 0xA0;
        if (w->pre && *z == '\n') {
            if (!w->newlines)
                w->newlines = 1;
            else if (w->newlines < 3)
                w->newlines++;
        } else if (*z == ' ' || *z == '\t' || *z == '\n' || *z == '\r' || nbsp) {
            if (w->pre && w->begun && !w->newlines)
                buf_char(&w->out, ' ');
            else if (w->begun)
                w->blank = true;
            if (nbsp) z++;
        } else {
            if (w->newlines || !w->begun || w->blank) begin_word(w);
            buf_char(&w->out, *z);
        }
    }
}

static const char *attribute(const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (xmlStrcasecmp(a->name, (const xmlChar *)name) == 0 && a->children &&
            a->children->content)
            return (const char *)a->children->content;
    return NULL;
}

static void enter(struct writer *w, const xmlNode *n)
{
    if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
        if (n->content) put_words(w, (const char *)n->content);
        return;
    }
    break_line(w, block_of(n));
    if (is_el(n, "br")) w->newlines = w->newlines < 3 ? w->newlines + 1 : 3;
    if (is_el(n, "blockquote")) w->quoted += w->quoted < 20;
    if (is_el(n, "pre")) w->pre++;
    if (is_el(n, "li")) {
        begin_word(w);
        buf_text(&w->out, "- ");
    }
    if (is_el(n, "td") && w->begun) w->blank = true;
}

static void leave(struct writer *w, const xmlNode *n)
{
    if (is_el(n, "a")) {
        const char *href = attribute(n, "href");
        xmlChar *words = xmlNodeGetContent(n);
        if (href && strncmp(href, "http", 4) == 0 && words && !strstr((char *)words, "http") &&
            w->begun) {
            w->blank = true;
            put_words(w, "<");
            put_words(w, href);
            put_words(w, ">");
        }
        xmlFree(words);
    }
    break_line(w, block_of(n));
    if (is_el(n, "blockquote") && w->quoted) w->quoted--;
    if (is_el(n, "pre") && w->pre) w->pre--;
}

static void walk(struct writer *w, const xmlNode *root)
{
    const xmlNode *n = root;
    while (n) {
        const bool silent = is_silent(n);
        if (!silent) enter(w, n);
        if (!silent && n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            continue;
        }
        while (n) {
            if (n->type == XML_ELEMENT_NODE && !is_silent(n)) leave(w, n);
            if (n == root) return;
            if (n->next) {
                n = n->next;
                break;
            }
            n = n->parent;
        }
    }
}

const char *letter_html(struct cx *cx, const char *html)
{
    size_t n = strlen(html);
    if (n > 4 * (size_t)LETTER_TEXT) n = 4 * (size_t)LETTER_TEXT;
    htmlDocPtr doc = htmlReadMemory(html, (int)n, NULL, "UTF-8",
                                    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET);
    struct writer w = { .quoted = 0 };
    if (!doc) return "";
    buf_init(&w.out, (size_t)LETTER_TEXT);
    const xmlNode *root = xmlDocGetRootElement(doc);
    if (root) walk(&w, root);
    const char *out = arena_str(cx->arena, buf_slice(&w.out));
    buf_done(&w.out);
    xmlFreeDoc(doc);
    return out;
}

/* ---- format=flowed --------------------------------------------------------------------------- */

static size_t depth_of(str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == '>') n++;
    return n;
}

const char *letter_flowed(struct cx *cx, const char *z, bool delsp)
{
    struct buf b;
    str rest = str_of(z);
    bool open = false; /* the line before goes on */
    size_t before = 0;
    buf_init(&b, 2 * (size_t)LETTER_TEXT);
    while (rest.n) {
        str line = str_cut(&rest, '\n');
        const size_t depth = depth_of(line);
        str words = { line.p + depth, line.n - depth };
        if (words.n && *words.p == ' ') words.p++, words.n--; /* stuffed */
        const bool signature = str_is(words, "-- ");
        if (open && (depth != before || signature)) buf_char(&b, '\n'), open = false;
        if (!open) {
            for (size_t i = 0; i < depth; i++) buf_char(&b, '>');
            if (depth) buf_char(&b, ' ');
        }
        open = words.n && words.p[words.n - 1] == ' ' && !signature;
        if (open && delsp) words.n--;
        buf_str(&b, words);
        if (!open) buf_char(&b, '\n');
        before = depth;
    }
    const char *out = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}
