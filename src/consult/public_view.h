/* SPDX-License-Identifier: EUPL-1.2 */
/* public_view.h — what people without an account see of a consultation. Private to consult. */
#ifndef KOLO_CONSULT_PUBLIC_VIEW_H
#define KOLO_CONSULT_PUBLIC_VIEW_H

#include "web/page.h"
#include "web/parts.h"

struct public_language {
    const char *name, *tag;
    struct url url;
    bool here;
};
struct public_view {
    const char *who, *until, *question, *document, *result; /* document, result "" none */
    const struct form_view *form;                           /* NULL: closed */
    struct url to;
    const char *consent;
    const struct public_language *languages;
    size_t n_languages;
};
struct contribution_view {
    const char *title, *who, *choice, *body, *sentence;
    struct url consultation, confirm, withdraw; /* p NULL: not now */
};

#endif
