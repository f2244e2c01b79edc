/* SPDX-License-Identifier: EUPL-1.2 */
/* reply.c — answers by mail: what a calendar program says, a first word, or words for the thread.
 */
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "mail/ical.h"
#include "meeting/meeting_inside.h"
#include "talk/comment_mail.h"

#include <string.h>

/* First words that answer, folded, in the languages of the partners: en sr hr bs sl mk bg sq ro fr
 * nl de. */
static const struct {
    const char *word, *answer;
} words[] = {
    { "yes", "accepted" },        { "ok", "accepted" },         { "accept", "accepted" },
    { "accepted", "accepted" },   { "da", "accepted" },         { "po", "accepted" },
    { "oui", "accepted" },        { "ja", "accepted" },         { "dolazim", "accepted" },
    { "perhaps", "tentative" },   { "maybe", "tentative" },     { "tentative", "tentative" },
    { "mozda", "tentative" },     { "mogoce", "tentative" },    { "mozebi", "tentative" },
    { "moze bi", "tentative" },   { "ndoshta", "tentative" },   { "poate", "tentative" },
    { "peut-etre", "tentative" }, { "misschien", "tentative" }, { "vielleicht", "tentative" },
    { "no", "declined" },         { "decline", "declined" },    { "declined", "declined" },
    { "ne", "declined" },         { "jo", "declined" },         { "nu", "declined" },
    { "non", "declined" },        { "nee", "declined" },        { "nein", "declined" },
};

/* The answer that the first line is, and nothing else; then *rest is what follows it. */
static const char *word_of(struct cx *cx, const char *text, const char **rest)
{
    str all = str_trim(str_of(text)), line = str_cut(&all, '\n');
    line = str_trim(line);
    while (line.n && strchr(".,!;:", line.p[line.n - 1])) line.n--;
    const char *word = utf8_fold(cx->arena, arena_str(cx->arena, line));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!z_eq(words[i].word, word)) continue;
        *rest = arena_str(cx->arena, str_trim(all));
        return words[i].answer;
    }
    return NULL;
}

static enum rc person_of(struct cx *cx, const struct meeting_get_row *m, int64_t account,
                         int64_t *person)
{
    struct person_of_account_row p;
    bool found = false;
    enum rc rc = person_of_account(cx, m->id, account, &p, &found);
    if (rc) return rc;
    if (!found)
        return refuse(cx, RC_DENIED, T("You are not among those invited to “%s”."), m->title);
    *person = p.id;
    return RC_OK;
}

static enum rc answer_of(struct cx *cx, const struct meeting_get_row *m, const struct reply *r,
                         const struct person_list_row *guest, struct meeting_answer said)
{
    enum rc rc = RC_OK;
    said.by = "mail";
    if (guest)
        said.person = guest->id;
    else
        rc = person_of(cx, m, r->account, &said.person);
    return rc ? rc : meeting_answer(cx, m->id, &said);
}

static enum rc calendar_answer(struct cx *cx, const struct meeting_get_row *m,
                               const struct reply *r, const struct person_list_row *guest)
{
    struct ical_reply said;
    enum rc rc = ical_read_reply(cx, str_of(r->calendar), &said);
    if (rc) return rc;
    if (!z_eq(said.uid, m->uid))
        return problem(cx, "", T("The answer of the calendar is about another meeting than “%s”."),
                       m->title);
    if (!*said.answer)
        return problem(cx, "",
                       T("The calendar answers neither yes, perhaps nor no. Please answer on the "
                         "page of the meeting."));
    return answer_of(cx, m, r, guest,
                     (struct meeting_answer){ .answer = said.answer,
                                              .at = said.at ? said.at : r->sent_at,
                                              .sequence = said.sequence });
}

/* What is more than an answer stands in the thread of the meeting. */
static enum rc comment(struct cx *cx, const struct meeting_get_row *m, struct reply r,
                       const struct person_list_row *guest)
{
    if (!guest) return comment_of_mail(cx, &r);
    r.type = "meeting";
    r.id = m->id;
    return comment_of_guest(cx, &r, guest->name, guest->organisation_name);
}

enum rc meeting_heard(struct cx *cx, const struct meeting_get_row *m, const struct reply *r,
                      const struct person_list_row *guest)
{
    struct reply rest = *r;
    enum rc rc = RC_OK;
    /* What a calendar program writes around its answer says the same once more. */
    if (r->calendar) return calendar_answer(cx, m, r, guest);
    const bool over =
        z_eq(m->state, "held") || z_eq(m->state, "minutes_draft") || z_eq(m->state, "approved");
    const char *answer = over ? NULL : word_of(cx, r->text, &rest.text);
    if (answer)
        rc = answer_of(
            cx, m, r, guest,
            (struct meeting_answer){ .answer = answer, .at = r->sent_at, .sequence = -1 });
    if (rc || (answer && !*rest.text && !r->n_files)) return rc;
    return comment(cx, m, rest, guest);
}

enum rc meeting_reply(struct cx *cx, const struct reply *r)
{
    struct meeting_get_row m;
    enum rc rc = meeting_get(cx, r->id, &m);
    return rc ? rc : meeting_heard(cx, &m, r, NULL);
}
