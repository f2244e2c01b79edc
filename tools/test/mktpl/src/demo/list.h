/* SPDX-License-Identifier: EUPL-1.2 */
/* list.h — views for the template tests. */
#ifndef KOLO_TEST_LIST_H
#define KOLO_TEST_LIST_H

#include "web/html.h"

struct list_view {
    const char *title;
    size_t n;
    struct {
        struct url url;
        const char *name;
        money budget;
        bool chosen;
    } row[9];
    struct html foot;
};
#endif
