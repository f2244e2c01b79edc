/* SPDX-License-Identifier: EUPL-1.2 */
/* icon.h — our own line icons, 24 units square, drawn with the colour of the text beside them. They
 * decorate a word; none stands alone without a label for the screen reader.
 */
#ifndef KOLO_WEB_ICON_H
#define KOLO_WEB_ICON_H

#include "web/html.h"

/** icon(name): the drawing called ${name}; NULL, "" or an unknown name gives nothing. */
struct html icon(const char *name);
/** icon_at(i): the i-th name, NULL past the end: for /help/design. */
const char *icon_at(size_t i);

#endif
