/* SPDX-License-Identifier: EUPL-1.2 */
/* search_view.h — what was found in a project, by kind. Private to report. */
#ifndef KOLO_REPORT_SEARCH_VIEW_H
#define KOLO_REPORT_SEARCH_VIEW_H

#include "base/vec.h"
#include "store/search.h"
#include "web/parts.h"

struct search_hit {
    const char *kind; /* activity, partner, budget_line, expenditure, report, donor_report, or what
                         has an entry of its own (store/search.h) */
    const char *title, *about;
    const char *address; /* what ${url} is in data */
    stamp at;            /* 0: not known */
    struct url url;
    const char *word;                 /* the kind, for people; NULL where the group says it */
    const struct search_piece *piece; /* of about, with what fits marked; NULL: about as it is */
    size_t pieces;
};
typedef VEC(struct search_hit) search_hits;
struct search_group {
    const char *title;
    const struct search_hit *v;
    size_t n;
    struct url all; /* where more of the kind are; p NULL: these are all */
    const char *more;
};
enum {
    SEARCH_GROUPS = 7,
    SEARCH_KINDS = 14,
    SEARCH_SHOWN = 20,
    SEARCH_PAGE = 30,
    SEARCH_WORDS = 3
};
struct search_kind_choice {
    const char *value, *word;
};
struct search_view {
    struct url self;
    const char *q, *kind;
    struct search_kind_choice choice[SEARCH_KINDS];
    size_t choices;
    struct search_group group[SEARCH_GROUPS];
    size_t group_count;
    size_t n; /* hits in all */
};

/* What is looked for: folded words, all of which must be there; what stands behind the second blank
 * is the third word. */
struct search {
    struct cx *cx;
    int64_t project;
    const char *q, *word[SEARCH_WORDS];
    size_t n;
    const char *kind; /* "": all */
    int64_t before;
    search_hits hits;
    int64_t next; /* of the entries; 0: there are no more */
};
bool search_wants(const struct search *s, const char *kind);
/* search_plan_web.c: activities, partners, budget lines, expenditure, texts of reports: each is
 * looked through where it lies. */
enum rc search_plan(struct search *s);
/* search_talk_web.c: what has entries: consultations, meetings, decisions, tasks, comments. */
enum rc search_talk(struct search *s);
bool search_talk_open(const struct search *s);
size_t search_talk_choices(struct search *s, struct search_kind_choice *out, size_t room);

#endif
