/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_view.h — what the pages of notices show. Private to notice. */
#ifndef KOLO_NOTICE_NOTICE_VIEW_H
#define KOLO_NOTICE_NOTICE_VIEW_H

#include "notice/notice.h"
#include "web/page.h"
#include "web/parts.h"

struct notice_line {
    const char *subject, *excerpt, *kind, *project;
    stamp at;
    bool unread;
    struct url open, mark; /* open.p NULL: it leads nowhere */
};
struct notice_list_view {
    struct url self;
    const char *kind;
    int64_t project;
    bool unread_only;
    const struct form_choice *kinds, *projects;
    struct chips chips;
    struct pager pager;
    struct actions actions;
    const struct notice_line *v;
    size_t n;
    int64_t unread; /* in all */
};

struct unsubscribe_view {
    struct url self;
    const char *kind, *email;
    bool digest, ended, done; /* done: by this very request */
};

/** notice_is_project(v, value): is that the project that the list is filtered by? */
bool notice_is_project(const struct notice_list_view *v, const char *value);
/** notice_kind_title(cx, kind): "Comments". */
const char *notice_kind_title(struct cx *cx, enum notice_kind kind);

/* The other pages of the table in notice_web.c. */
extern const struct form choices_form;
extern const struct row_meta choices_meta;
enum rc choices_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc choices_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc unsubscribe_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc unsubscribe_post(struct cx *cx, struct request *rq, struct response *rs);

#endif
