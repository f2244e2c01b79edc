/* SPDX-License-Identifier: EUPL-1.2 */
/* answer_words.c — the table of answers to an invitation. */
#include "meeting/answer_words.h"

#include "base/str.h"

#define WORD(answer, says, is, kind, icon) { answer, says, is, kind, icon },
const struct meeting_answer_word meeting_answers[MEETING_ANSWER_WORDS] = { MEETING_ANSWERS(WORD) };

const struct meeting_answer_word *meeting_answer_word(const char *answer)
{
    for (size_t i = 0; i < MEETING_ANSWER_WORDS; i++)
        if (z_eq(meeting_answers[i].answer, answer)) return &meeting_answers[i];
    return NULL;
}
