/* SPDX-License-Identifier: EUPL-1.2 */
/* consult.h — a question or a document put to a body or to partners: what is asked, and the way
 * from draft to decision. Positions are position.h's, answers to comments response.h's.
 *
 * draft → open → closed → decided; closed → open with another round; withdrawn from each of the
 * first three. A round keeps the rule it was opened with, and its seats: one an organisation.
 * Who leads: the chair, who chairs the body or keeps its papers, and the lead coordinator.
 */
#ifndef KOLO_CONSULT_CONSULT_H
#define KOLO_CONSULT_CONSULT_H

#include "body/tally.h"
#include "consult/consult_sql.h"
#include "decide/task.h"
#include "talk/object.h"

enum { CONSULT_OPTIONS = 12, CONSULT_TEXT = 200000 };

struct consult_input {
    const char *title, *question;
    const char *kind;     /* question, document */
    const char *text;     /* of a document: Markdown; NULL otherwise */
    int64_t body;         /* 0: the segment, or the partners of ${asked} */
    int64_t segment;      /* of the network; 0: none */
    const int64_t *asked; /* partners */
    size_t n_asked;
    bool open_to_public;
    const char *rule; /* word of body/rule.h */
    int64_t quorum_e2;
    bool weighted, block_allowed, secret;
    int64_t proxy_limit;
    const char *const *option; /* of a ranked choice, 2 to CONSULT_OPTIONS */
    size_t n_options;
    int64_t chair, drafter; /* accounts; chair 0: who asks, or led it; drafter 0: the chair */
    stamp closes_at;
    const struct object *about; /* type and id count */
    size_t n_about;
};
enum rc consult_add(struct cx *cx, int64_t project, const struct consult_input *in,
                    int64_t *id) MUST_USE;
/** consult_change: while it is a draft. */
enum rc consult_change(struct cx *cx, int64_t id, int64_t version,
                       const struct consult_input *in) MUST_USE;
/** consult_text(cx, id, body, note): a new version of the document of an open or closed one;
 * ${note}: what is new. Who is asked is told while it is open. */
enum rc consult_text(struct cx *cx, int64_t id, const char *body, const char *note) MUST_USE;

/* The way of a consultation; each tells those who are asked. */
/** consult_open(cx, id, version, closes_at): a draft, or another round of a closed one. */
enum rc consult_open(struct cx *cx, int64_t id, int64_t version, stamp closes_at) MUST_USE;
enum rc consult_extend(struct cx *cx, int64_t id, int64_t version, stamp closes_at,
                       const char *reason) MUST_USE;
/** consult_close: before the deadline only when all have spoken. */
enum rc consult_close(struct cx *cx, int64_t id, int64_t version) MUST_USE;
enum rc consult_withdraw(struct cx *cx, int64_t id, int64_t version, const char *reason) MUST_USE;

struct consult_decision {
    const char *outcome; /* of an advisory one: adopted, rejected, noted; else NULL: as counted */
    const char *decided, *reasons, *mandate;
    const char *why_open; /* why it is decided over open objections and comments */
    const struct task_input *task;
    size_t n_tasks;
};
/** consult_decide(cx, id, version, in, decision): of a closed one. RC_INVALID with a sentence on
 * why_open while objections or comments are open and it says nothing. */
enum rc consult_decide(struct cx *cx, int64_t id, int64_t version,
                       const struct consult_decision *in, int64_t *decision) MUST_USE;

/** consult_leads(cx, c): may the viewer lead it? consult_must_lead: or a refusal with a sentence.
 */
bool consult_leads(struct cx *cx, const struct consult_get_row *c);
enum rc consult_must_lead(struct cx *cx, const struct consult_get_row *c) MUST_USE;
/** consult_drafts: may the viewer answer its comments? */
bool consult_drafts(struct cx *cx, const struct consult_get_row *c);

/** Rounds close at their deadline, and a silence procedure to which nothing is open is decided. Who
 * has not spoken is reminded three days and one day before. */
extern const struct due consult_close_due, consult_remind_due;

/** consult_shown: may the viewer know of it? What was never opened (round 0) is for its chair, its
 * drafter, the lead and the auditor. */
bool consult_shown(struct cx *cx, int64_t project, int64_t round_no, int64_t chair,
                   int64_t drafter);
/** consult_by_seat(cx, id, own): may the viewer, who has no role by which it is read, read it for
 * the seat they speak for? */
enum rc consult_by_seat(struct cx *cx, int64_t id, bool *own) MUST_USE;
enum rc consult_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc consult_object(struct cx *cx, int64_t id, struct object *out);
/** consult_care: who is told what is said about it: the chair and the drafter. */
enum rc consult_care(struct cx *cx, const struct object *o, struct object_people *to);
/** consult_quoted: the document as it stands; of a question the question. */
enum rc consult_quoted(struct cx *cx, int64_t id, const char **text);

#endif
