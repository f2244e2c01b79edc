/* SPDX-License-Identifier: EUPL-1.2 */
/* help.h — the public pages under /help: the texts of doc/help and the page of components.
 *
 * A text is doc/help/LANG/WORD.md: "# Title" on the first line after the licence line, a sentence
 * or two, then parts that begin with "## ". It is found at /help/WORD, each part at /help/WORD#PART
 * (its heading in Latin letters without accents, other characters as "-").
 */
#ifndef KOLO_WEB_HELP_H
#define KOLO_WEB_HELP_H

#include "store/schema.h"
#include "web/page.h"
#include "web/route.h"

extern const struct route help_routes[];   /* /help, /help/{word} */
extern const struct route design_routes[]; /* /help/design */

/** The texts by "LANG.WORD", embedded by the build, ended by a NULL name. */
extern const struct embedded_text help_table[];

struct help_part {
    const char *id, *title;
    struct html html;
}; /* id and title NULL: the opening */
struct help_text {
    const char *word, *title;
    bool foreign; /* not there in the reader's language: English */
    VEC(struct help_part) parts;
};
/** help_find(cx, word, out): the text in the reader's language, Serbian Cyrillic made from the
 *  Latin one, else in English; false when there is none. */
bool help_find(struct cx *cx, const char *word, struct help_text *out);

#endif
