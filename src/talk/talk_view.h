/* SPDX-License-Identifier: EUPL-1.2 */
/* talk_view.h — what the templates of this folder need. Private to talk. */
#ifndef KOLO_TALK_TALK_VIEW_H
#define KOLO_TALK_TALK_VIEW_H

#include "talk/talk_web.h"

struct talk_alone_view {
    struct talk_view talk;
    struct url open;
    struct html text;    /* what the thing says */
    const char *answers; /* whom the refused answer was for; NULL none */
    struct about_list from;
};
struct talk_edit_view {
    const struct form_view *form;
    struct url to, back;
};
/** The form that stands at the end of a branch. */
struct talk_form talk_answer_form(struct cx *cx, const struct talk_view *v,
                                  const struct talk_remark *r);

#endif
