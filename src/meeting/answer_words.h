/* SPDX-License-Identifier: EUPL-1.2 */
/* answer_words.h — what can be answered to an invitation, once for rules, forms, pages and mails.
 * Private to meeting.
 */
#ifndef KOLO_MEETING_ANSWER_WORDS_H
#define KOLO_MEETING_ANSWER_WORDS_H

#include "i18n/i18n.h"

/* What is kept; as one says it of oneself; as it is told of somebody; mark; icon. Their order is
 * that of the buttons, and the number in the links of guests, from 1: it stays. */
#define MEETING_ANSWERS(X)                                           \
    X("accepted", N_("I come"), N_("comes"), "good", "check")        \
    X("tentative", N_("Perhaps"), N_("perhaps"), "wait", "question") \
    X("declined", N_("I do not come"), N_("does not come"), "bad", "cross")

struct meeting_answer_word {
    const char *answer, *says, *is, *kind, *icon;
};
enum { MEETING_ANSWER_WORDS = 3 };
extern const struct meeting_answer_word meeting_answers[MEETING_ANSWER_WORDS];
/** meeting_answer_word(answer): NULL: it is none. */
const struct meeting_answer_word *meeting_answer_word(const char *answer);

#endif
