/* SPDX-License-Identifier: EUPL-1.2 */
/* version_view.h — what the pages of versions and their comparison show. Private to report. */
#ifndef KOLO_REPORT_VERSION_VIEW_H
#define KOLO_REPORT_VERSION_VIEW_H

#include "base/words.h"
#include "report/report_view.h"
#include "report/version_sql.h"

struct version_shown {
    const struct report_versions_row *r;
    struct url url, since; /* since: what changed from the version before; p NULL: the first */
};
struct versions_view {
    const struct version_shown *v;
    size_t n;
    struct url compare, now; /* now: the version being written; p NULL none */
};

struct version_text {
    const char *title, *body;
};
struct version_part {
    const char *title; /* of an activity; NULL: general */
    const struct version_text *v;
    size_t n;
};
struct version_heading {
    const char *code, *title;
    int64_t lines;
    money euro;
};
struct version_view {
    const struct report_facts_row *report;
    int64_t no;
    const struct report_versions_row *submitted; /* NULL: being written */
    struct facts facts;
    const struct version_part *parts;
    size_t part_count;
    const struct version_heading *headings;
    size_t heading_count;
    money total;
    int64_t lines;
    const struct version_lines_row *v;
    size_t n;
    struct pager pager;
};

struct compare_field {
    const char *name, *before, *after;
};
struct compare_line {
    int64_t line_key;
    const char *kind, *word; /* new, changed, gone */
    const char *title, *sub;
    money before, after; /* euro */
    bool was, is;
    const struct compare_field *fields;
    size_t field_count;
};
struct compare_text {
    const char *title;
    const struct words_run *runs;
    size_t n;
};
struct compare_view {
    const struct report_facts_row *report;
    int64_t older, newer;
    const struct compare_line *v;
    size_t n;
    bool more;
    int64_t added, changed, removed;
    const char *summary;
    money difference;
    const struct compare_text *texts;
    size_t text_count;
    const struct report_versions_row *versions;
    size_t version_count;
    int64_t version_no;
    struct url self;
};

#endif
