/* SPDX-License-Identifier: EUPL-1.2 */
/* word.h — a position in one word, as people write it on the first line of a mail, in the languages
 * of the partners and their region; and the links of a mail, which say the same with a click.
 */
#ifndef KOLO_CONSULT_WORD_H
#define KOLO_CONSULT_WORD_H

#include "body/tally.h"
#include "consult/consult.h"

/** One that is understood; word_at(i): all of them, NULL behind the last. */
struct position_word {
    enum choice choice;
    const char *lang; /* languages that have it: "sr hr bs" */
    const char *word;
};
const struct position_word *word_at(size_t i);

struct word_found {
    enum choice choice;  /* CHOICE_NONE: the first line is none of the words */
    const char *ranking; /* "2,1,3" */
    const char *rest;    /* what follows: the reason, or the whole text when none was found */
};
/** word_read(cx, text, n_options): the first line that is not empty is a word of the table and
 * nothing else, or the word, a mark (, . : ; ! -) and the beginning of the reason. Case, diacritics
 * and script make no difference. ${n_options}: of a ranked choice, whose answer is their numbers.
 */
struct word_found word_read(struct cx *cx, const char *text, size_t n_options);
/** word_how(cx, rule, block): how a position is given by mail, in the reader's language. */
const char *word_how(struct cx *cx, enum decision_rule rule, bool block_allowed);

/** consult_links(cx, c, seat, account, out): a paragraph a position, "[Support](/position/WORD)",
 * for one person and one seat, until the round closes; of a ranked choice none. */
enum rc consult_links(struct cx *cx, const struct consult_get_row *c, int64_t seat, int64_t account,
                      const char **out) MUST_USE;
/** A link that was read again. */
struct position_link {
    int64_t round, seat, account;
    int64_t contact_no; /* of who has no account: which address of the seat */
    enum choice choice;
    stamp until;
};
/** consult_link_read: RC_MISSING: not one of ours; RC_STALE: its time is over (${out} is filled).
 */
enum rc consult_link_read(struct cx *cx, const char *word, struct position_link *out) MUST_USE;

#endif
