/* SPDX-License-Identifier: EUPL-1.2 */
/* report.h — a partner's report on a period: states, versions, submission, review. Knows nothing of
 * HTTP or HTML.
 *
 *   draft ──submit──▶ submitted ──take──▶ in_check ──accept──▶ accepted
 *                                            │
 *                        returned ◀──return──┘   (returned ──submit──▶ submitted, next version)
 *
 * Submitting freezes: rows of the version never change again. Rates and euro amounts are fixed on
 * each line at its first submission and stay on it through every later one, whatever month that is
 * in. A returned report's lines may be changed, added and removed; the version before stays
 * readable. Accepting needs every line decided and every question answered; an accepted report that
 * a frozen donor report has taken up can never be reopened. Money of a line: accepted (eur −
 * deducted), deducted, parked (neither; may be taken in again once, in a later report, at its old
 * rate).
 */
#ifndef KOLO_REPORT_REPORT_H
#define KOLO_REPORT_REPORT_H

#include "base/cx.h"
#include "base/money.h"
#include "base/rand.h"

/** report_open(cx, partner, period, id): the partner's report on the period, made as a draft when
 * there is none yet. */
enum rc report_open(struct cx *cx, int64_t partner, int64_t period, int64_t *id) MUST_USE;

/** One thing that stands in the way of submitting (or is only worth a look). */
struct report_check {
    const char *severity; /* stop, look */
    const char *what;
    int64_t line_key;
    const char *block;
    int64_t activity;
    bool questions; /* of the lead, not answered */
};
/** report_checks(cx, report, out, n): all of it, in the order of the report: rates not loaded,
 * lines outside the period, missing documents, no text for a required question, the same document
 * twice (here or at another partner), ended currency, over the slice, questions not answered. */
enum rc report_checks(struct cx *cx, int64_t report, struct report_check **out, size_t *n) MUST_USE;

enum rc report_submit(struct cx *cx, int64_t report) MUST_USE;
enum rc report_take(struct cx *cx, int64_t report) MUST_USE; /* into check */
/** report_return(cx, report): needs at least one open question. */
enum rc report_return(struct cx *cx, int64_t report) MUST_USE;
enum rc report_accept(struct cx *cx, int64_t report) MUST_USE;
/** report_reopen(cx, report): accepted → in_check, only while no frozen donor report has taken it
 * up. */
enum rc report_reopen(struct cx *cx, int64_t report) MUST_USE;

/** report_decide(cx, report, line_key, decision, deducted, reason): one line; deducted euro only
 * for "deducted" and at most the line's amount; reason needed for deducted and parked. line_key 0:
 * every undecided line (accept only). */
struct line_decision {
    int64_t report, line_key;
    const char *decision;
    money deducted;
    const char *reason;
};
enum rc report_decide(struct cx *cx, const struct line_decision *d) MUST_USE;

struct question_input {
    int64_t report, line_key, activity;
    const char *block, *body;
};
enum rc report_ask(struct cx *cx, const struct question_input *q, int64_t *id) MUST_USE;
/** report_answer(cx, question, version, answer): RC_STALE when the question is not ${version} any
 * more. */
enum rc report_answer(struct cx *cx, int64_t question, int64_t version,
                      const char *answer) MUST_USE;
enum rc report_close_question(struct cx *cx, int64_t question) MUST_USE;

/** report_write_texts(cx, report, texts, n): all or none; RC_STALE when one is not ${version} any
 * more, with a problem for each such one. An audit entry for each that is another one now. */
struct report_text {
    const char *question;
    int64_t activity, version;
    const char *body;
    const char *field; /* what its problems are named after */
};
enum rc report_write_texts(struct cx *cx, int64_t report, const struct report_text *t,
                           size_t n) MUST_USE;
enum rc report_write(struct cx *cx, int64_t report, const char *question, int64_t activity,
                     int64_t version, const char *body) MUST_USE;
/** report_totals(cx, report): report_total rows made anew from the lines. Part of every change;
 * also proves the stored sums (kolo doctor). */
enum rc report_totals(struct cx *cx, int64_t report) MUST_USE;

/** report_digest(cx, report, version, out): SHA-256 over the canonical lines and texts of a version
 * (report_submit.c), their number and sum. Equal content, equal digest; `kolo doctor` compares it
 * with report_version.content_sha. */
struct report_digest {
    char sha[HEX32];
    int64_t lines;
    money eur;
};
enum rc report_digest(struct cx *cx, int64_t report, int64_t version,
                      struct report_digest *out) MUST_USE;

#endif
