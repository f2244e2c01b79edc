/* SPDX-License-Identifier: EUPL-1.2 */
/* body_view.h — what the pages of bodies show. Private to body. */
#ifndef KOLO_BODY_BODY_VIEW_H
#define KOLO_BODY_BODY_VIEW_H

#include "body/body_sql.h"
#include "web/parts.h"

struct body_line {
    const char *name, *kind, *rule, *quorum;
    int64_t seats, observers;
    struct mark mark;
    struct url url;
};
struct body_list_view {
    const struct body_line *v;
    size_t n;
    const struct form_view *form; /* NULL: this reader adds none */
    struct url to;
    bool open; /* the form was refused, or asked for */
};
struct body_member {
    const struct mandate_get_row *m;
    const char *role, *span;
    struct mark mark; /* kind NULL: none */
    struct url end;   /* p NULL: cannot be ended by this reader */
};
struct body_members {
    const struct body_member *v;
    size_t n;
};
struct body_show_view {
    struct facts facts;
    const char *const *warning;
    size_t n_warnings;
    struct body_members now, observers, past;
    const struct form_view *form, *mandate; /* NULL: only looked at */
    struct url to, mandate_to;
    bool change_open, mandate_open;
    struct actions actions;
    struct url meetings;
};
/** One mandate, to be ended. */
struct mandate_end_view {
    struct facts facts;
    const struct form_view *form;
    struct url to, back;
};

/* What pages of bodies share (body_words_web.c). */
extern const struct form_choice body_kinds[], mandate_roles[];
const char *body_kind_word(struct cx *cx, const char *kind);
const char *body_role_word(struct cx *cx, const char *role);
/** body_rules(cx): the rules as choices, each with its meaning. */
const struct form_choice *body_rules(struct cx *cx);

#endif
