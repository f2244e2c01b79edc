/* SPDX-License-Identifier: EUPL-1.2 */
/* decision.h — the register of what was decided: numbered, never changed, only superseded. */
#ifndef KOLO_DECIDE_DECISION_H
#define KOLO_DECIDE_DECISION_H

#include "account/role.h"
#include "decide/decision_sql.h"
#include "talk/object.h"

struct decision_input {
    int64_t project;
    const char *title;
    int64_t body;          /* 0: the partners of the project */
    const char *from_type; /* "consultation", "agenda_item"; "" or NULL: recorded by hand */
    int64_t from;
    const char *outcome; /* adopted, rejected, no_quorum, noted */
    const char *rule;    /* word of body/rule.h: "consent", "simple_majority" … */
    const char *figures; /* JSON object of counts, as tally_figures writes it; NULL: none */
    const char *decided, *reasons, *dissent, *mandate; /* Markdown; NULL: none */
    date decided_on;
    int64_t supersedes;         /* 0: none */
    const struct object *about; /* type and id count; of the project */
    size_t n_about;
};
/** decision_make(cx, in, id): inside a write transaction; takes the next number of the project,
 * tells the partners (NOTICE_DECISION). RC_CONFLICT with a sentence: what it supersedes is
 * superseded already. RC_INVALID with sentences for what is missing, and for what it is about when
 * that is not of the project. */
enum rc decision_make(struct cx *cx, const struct decision_input *in, int64_t *id) MUST_USE;
/** decision_text_title(cx, outcome): what its text is called: what was not adopted is no text
 * decided. */
const char *decision_text_title(struct cx *cx, const char *outcome);
/** decision_whole(cx, id, whole): is the decision as it was when it was made? */
enum rc decision_whole(struct cx *cx, int64_t id, bool *whole) MUST_USE;

/** decision_is_whole: the same of rows that were read already. */
bool decision_is_whole(const struct decision_get_row *d, const struct decision_abouts_rows *about);

enum rc decision_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc decision_object(struct cx *cx, int64_t id, struct object *out);

#endif
