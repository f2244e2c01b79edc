/* SPDX-License-Identifier: EUPL-1.2 */
/* mktpl_html.h — where in an HTML page a template stands, byte by byte, and which escaper that
 * place needs. */
#ifndef KOLO_TOOLS_MKTPL_HTML_H
#define KOLO_TOOLS_MKTPL_HTML_H

#include <stdbool.h>
#include <stddef.h>

enum html_state {
    HTML_TEXT,
    HTML_LT,        /* "<" */
    HTML_LT_SLASH,  /* "</" */
    HTML_BANG,      /* "<!" */
    HTML_BANG_DASH, /* "<!-" */
    HTML_COMMENT,
    HTML_DECLARATION, /* <!doctype …> */
    HTML_TAG_NAME,
    HTML_TAG, /* between attributes */
    HTML_ATTR_NAME,
    HTML_AFTER_NAME,   /* blanks after an attribute's name */
    HTML_BEFORE_VALUE, /* after "=" */
    HTML_DOUBLE,       /* in a value within "" */
    HTML_SINGLE,       /* in a value within '' */
    HTML_BARE,         /* in a value without quotes */
    HTML_RAW,          /* in <script>, <style> and their like */
    HTML_RCDATA        /* in <textarea>, <title>: text in which no tag begins */
};

struct html_place {
    enum html_state state;
    char tag[16];  /* of the tag it is in, or whose raw text it is in; lower case, cut */
    char attr[64]; /* lower case */
    bool end_tag;
    bool keep;       /* in <pre>: blanks count */
    bool glued;      /* in a tag, right after a value or a block: a blank must follow */
    bool begun;      /* the value holds something already */
    unsigned match;  /* comment: dashes in a row; raw text: matched bytes of its end tag */
    unsigned length; /* comment: bytes seen, at most 2 */
};

/** html_feed(p, c): moves over one byte of literal text; NULL, or why it is refused. */
const char *html_feed(struct html_place *p, char c);
/** html_pause(p): a {% %} begins here: an unfinished attribute or tag name ends. NULL, or why none
 * may stand here. */
const char *html_pause(struct html_place *p);
/** html_escaper(p, why): the macro for {{ }} here; NULL and *why where none is safe. ${why} may
 * hold one %s: the attribute or the element. */
const char *html_escaper(const struct html_place *p, const char **why);
/** Do two places agree in all that the text after them depends on? */
bool html_same(const struct html_place *a, const struct html_place *b);
/** In words, for messages: "in a tag". */
const char *html_words(const struct html_place *p);
/** May blanks with a newline be made one newline here? */
bool html_may_squeeze(const struct html_place *p);
bool html_blank(char c);

#endif
