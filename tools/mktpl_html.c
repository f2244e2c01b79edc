/* SPDX-License-Identifier: EUPL-1.2 */
/* mktpl_html.c — follows HTML as the browser's tokenizer does, but says no where a browser would
 * guess.
 *
 * It does not know which element may stand in which: a template's mistakes of nesting are found by
 * the HTML checker in the tests. Here only what decides the escaping counts, and in doubt it
 * refuses.
 */
#include "mktpl_html.h"

#include <string.h>

bool html_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

static bool one_of(const char *z, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(*list, z) == 0) return true;
    return false;
}

/* Appends ${c} to a name; false when the room is used up. */
static bool name_char(char *name, size_t room, char c)
{
    size_t n = strlen(name);
    if (n + 1 >= room) return false;
    name[n] = lower(c);
    name[n + 1] = '\0';
    return true;
}

static const char *begin_attr(struct html_place *p, char c)
{
    if (c == '"' || c == '\'' || c == '<' || c == '=' || c == '`')
        return "this character cannot begin an attribute";
    if (p->glued) return "a blank is missing before an attribute";
    p->attr[0] = '\0';
    name_char(p->attr, sizeof p->attr, c);
    p->state = HTML_ATTR_NAME;
    return NULL;
}

/* The ">" of a tag: what kind of text follows depends on the element. */
static void close_tag(struct html_place *p)
{
    static const char *const raw[] = { "script",  "style",    "xmp",       "iframe",
                                       "noembed", "noframes", "plaintext", NULL };
    static const char *const rcdata[] = { "textarea", "title", NULL };
    p->state = HTML_TEXT;
    p->glued = false;
    p->attr[0] = '\0';
    if (strcmp(p->tag, "pre") == 0) p->keep = !p->end_tag;
    if (!p->end_tag && one_of(p->tag, raw)) p->state = HTML_RAW;
    if (!p->end_tag && one_of(p->tag, rcdata)) p->state = HTML_RCDATA;
    if (p->state == HTML_TEXT) p->tag[0] = '\0';
    p->end_tag = false;
    p->match = 0;
}

static const char *feed_lt(struct html_place *p, char c)
{
    if (p->state == HTML_LT && c == '/') {
        p->state = HTML_LT_SLASH;
        return NULL;
    }
    if (p->state == HTML_LT && c == '!') {
        p->state = HTML_BANG;
        return NULL;
    }
    if (!letter(c)) return "no tag begins like this; write &lt; for the character <";
    p->end_tag = p->state == HTML_LT_SLASH;
    p->state = HTML_TAG_NAME;
    p->tag[0] = '\0';
    name_char(p->tag, sizeof p->tag, c);
    return NULL;
}

static const char *feed_bang(struct html_place *p, char c)
{
    if (p->state == HTML_BANG && (c == 'd' || c == 'D')) {
        p->state = HTML_DECLARATION;
    } else if (p->state == HTML_BANG && c == '-') {
        p->state = HTML_BANG_DASH;
    } else if (p->state == HTML_BANG_DASH && c == '-') {
        p->state = HTML_COMMENT;
        p->match = 0;
        p->length = 0;
    } else {
        return "only <!doctype …> and <!-- … --> begin with <!";
    }
    return NULL;
}

static const char *feed_comment(struct html_place *p, char c)
{
    if (c == '>' && p->length < 2 && p->match == p->length)
        return "a browser ends the comment here";
    if (c == '!' && p->match >= 2) return "a comment ends with -->";
    if (c == '>' && p->match >= 2) p->state = HTML_TEXT;
    p->match = c == '-' ? p->match + 1 : 0;
    p->length += p->length < 2;
    return NULL;
}

static const char *feed_tag(struct html_place *p, char c)
{
    if (c == '>') {
        close_tag(p);
    } else if (html_blank(c) || c == '/') {
        p->glued = false;
        p->state = p->state == HTML_ATTR_NAME && c != '/'    ? HTML_AFTER_NAME
                   : p->state == HTML_AFTER_NAME && c != '/' ? HTML_AFTER_NAME
                                                             : HTML_TAG;
    } else if (p->state == HTML_TAG_NAME) {
        if (!letter(c) && !(c >= '0' && c <= '9') && c != '-' && c != ':')
            return "this character cannot stand in a tag's name";
        name_char(p->tag, sizeof p->tag, c);
    } else if (p->state == HTML_TAG) {
        return begin_attr(p, c);
    } else if (c == '=') {
        p->state = HTML_BEFORE_VALUE;
    } else if (p->state == HTML_AFTER_NAME) {
        return begin_attr(p, c);
    } else if (c == '"' || c == '\'' || c == '<') {
        return "this character cannot stand in an attribute's name";
    } else if (!name_char(p->attr, sizeof p->attr, c)) {
        return "the attribute's name is too long";
    }
    return NULL;
}

static const char *feed_before_value(struct html_place *p, char c)
{
    p->begun = false;
    if (c == '"')
        p->state = HTML_DOUBLE;
    else if (c == '\'')
        p->state = HTML_SINGLE;
    else if (c == '>' || c == '<' || c == '=' || c == '`')
        return "an attribute's value is missing";
    else if (!html_blank(c))
        p->state = HTML_BARE;
    return NULL;
}

static const char *feed_bare(struct html_place *p, char c)
{
    if (c == '"' || c == '\'' || c == '<' || c == '=' || c == '`')
        return "this character cannot stand in a value without quotes";
    if (html_blank(c)) p->state = HTML_TAG;
    if (c == '>') close_tag(p);
    return NULL;
}

static const char *feed_quoted(struct html_place *p, char c)
{
    p->begun = true;
    if (c == (p->state == HTML_DOUBLE ? '"' : '\'')) {
        p->state = HTML_TAG;
        p->glued = true;
    }
    return NULL;
}

/* In raw text only its own end tag matters. */
static void feed_raw(struct html_place *p, char c)
{
    unsigned n = (unsigned)strlen(p->tag) + 2;
    if (p->match == n && (html_blank(c) || c == '/' || c == '>')) {
        p->end_tag = true;
        if (c == '>')
            close_tag(p);
        else
            p->state = HTML_TAG;
        return;
    }
    char want = p->match == 0   ? '<'
                : p->match == 1 ? '/'
                : p->match < n  ? p->tag[p->match - 2]
                                : '\0';
    if (lower(c) == want)
        p->match++;
    else
        p->match = c == '<' ? 1 : 0;
}

const char *html_feed(struct html_place *p, char c)
{
    switch (p->state) {
    case HTML_TEXT:
        if (c == '<') p->state = HTML_LT;
        return NULL;
    case HTML_LT:
    case HTML_LT_SLASH: return feed_lt(p, c);
    case HTML_BANG:
    case HTML_BANG_DASH: return feed_bang(p, c);
    case HTML_COMMENT: return feed_comment(p, c);
    case HTML_DECLARATION:
        if (c == '>') p->state = HTML_TEXT;
        return NULL;
    case HTML_TAG_NAME:
    case HTML_TAG:
    case HTML_ATTR_NAME:
    case HTML_AFTER_NAME: return feed_tag(p, c);
    case HTML_BEFORE_VALUE: return feed_before_value(p, c);
    case HTML_BARE: return feed_bare(p, c);
    case HTML_DOUBLE:
    case HTML_SINGLE: return feed_quoted(p, c);
    case HTML_RAW:
    case HTML_RCDATA: feed_raw(p, c); return NULL;
    }
    return NULL;
}

const char *html_pause(struct html_place *p)
{
    switch (p->state) {
    case HTML_TEXT:
    case HTML_DOUBLE:
    case HTML_TAG: return NULL;
    case HTML_RCDATA: return p->match ? "{% %} cannot stand in the middle of a tag" : NULL;
    case HTML_TAG_NAME:
    case HTML_ATTR_NAME:
        p->state = HTML_TAG;
        p->glued = true;
        return NULL;
    case HTML_AFTER_NAME: p->state = HTML_TAG; return NULL;
    case HTML_RAW: return "{% %} cannot stand in <%s>";
    case HTML_COMMENT: return "{% %} cannot stand in an HTML comment";
    case HTML_DECLARATION: return "{% %} cannot stand in a doctype";
    case HTML_BEFORE_VALUE:
    case HTML_SINGLE:
    case HTML_BARE: return "{% %} can stand only in double-quoted values; write %s=\"…\"";
    case HTML_LT:
    case HTML_LT_SLASH:
    case HTML_BANG:
    case HTML_BANG_DASH: break;
    }
    return "{% %} cannot stand in the middle of a tag";
}

/* The attributes that a browser, or htmx, follows, runs or reads as a style. */
static const char *attr_escaper(const struct html_place *p, const char **why)
{
    static const char *const urls[] = {
        "href",       "src",        "action",      "formaction",     "poster", "cite",    "data",
        "xlink:href", "background", "longdesc",    "manifest",       "hx-get", "hx-post", "hx-put",
        "hx-delete",  "hx-patch",   "hx-push-url", "hx-replace-url", NULL
    };
    static const char *const never[] = { "style",      "srcdoc",     "srcset",  "imagesrcset",
                                         "ping",       "hx-vals",    "hx-vars", "hx-headers",
                                         "hx-request", "hx-trigger", NULL };
    const char *attr = strncmp(p->attr, "data-hx-", 8) == 0 ? p->attr + 5 : p->attr;
    if (strncmp(attr, "on", 2) == 0 || strncmp(attr, "hx-on", 5) == 0 || one_of(attr, never)) {
        *why = "{{ }} is not allowed in the attribute %s: nothing makes it safe there";
        return NULL;
    }
    if (!one_of(attr, urls)) return "PUT_ATTR";
    if (p->begun) {
        *why = "{{ }} in %s must stand at the beginning of the value: make the whole address with "
               "url_path()";
        return NULL;
    }
    return "PUT_URL";
}

const char *html_escaper(const struct html_place *p, const char **why)
{
    *why = "{{ }} is not allowed here";
    switch (p->state) {
    case HTML_TEXT: return "PUT_TEXT";
    case HTML_RCDATA:
        *why = "{{ }} cannot stand in the middle of a tag";
        return p->match ? NULL : "PUT_TEXT";
    case HTML_DOUBLE: return attr_escaper(p, why);
    case HTML_RAW: *why = "{{ }} is not allowed in <%s>: put the value in a data- attribute"; break;
    case HTML_COMMENT: *why = "{{ }} is not allowed in an HTML comment"; break;
    case HTML_DECLARATION: *why = "{{ }} is not allowed in a doctype"; break;
    case HTML_LT:
    case HTML_LT_SLASH:
    case HTML_BANG:
    case HTML_BANG_DASH:
    case HTML_TAG_NAME: *why = "{{ }} is not allowed in a tag's name"; break;
    case HTML_TAG:
    case HTML_ATTR_NAME:
    case HTML_AFTER_NAME: *why = "{{ }} is not allowed in a tag outside of a quoted value"; break;
    case HTML_SINGLE:
        *why = "{{ }} is not allowed in a single-quoted value; write %s=\"{{ }}\"";
        break;
    case HTML_BEFORE_VALUE:
    case HTML_BARE:
        *why = "{{ }} is not allowed in a value without quotes; write %s=\"{{ }}\"";
        break;
    }
    return NULL;
}

bool html_same(const struct html_place *a, const struct html_place *b)
{
    return a->state == b->state && a->keep == b->keep && a->end_tag == b->end_tag &&
           strcmp(a->tag, b->tag) == 0 &&
           (a->state != HTML_DOUBLE || strcmp(a->attr, b->attr) == 0);
}

const char *html_words(const struct html_place *p)
{
    switch (p->state) {
    case HTML_TEXT: return p->keep ? "in <pre>" : "in text";
    case HTML_COMMENT: return "in a comment";
    case HTML_DECLARATION: return "in a doctype";
    case HTML_DOUBLE:
    case HTML_SINGLE:
    case HTML_BARE:
    case HTML_BEFORE_VALUE: return "in an attribute's value";
    case HTML_RAW:
    case HTML_RCDATA: return "in an element of raw text";
    case HTML_LT:
    case HTML_LT_SLASH:
    case HTML_BANG:
    case HTML_BANG_DASH:
    case HTML_TAG_NAME:
    case HTML_TAG:
    case HTML_ATTR_NAME:
    case HTML_AFTER_NAME: break;
    }
    return "in a tag";
}

bool html_may_squeeze(const struct html_place *p)
{
    return !p->keep &&
           (p->state == HTML_TEXT || p->state == HTML_TAG || p->state == HTML_AFTER_NAME ||
            p->state == HTML_TAG_NAME || p->state == HTML_ATTR_NAME);
}
