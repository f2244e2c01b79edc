/* SPDX-License-Identifier: EUPL-1.2 */
/* guest.c — who is invited and does not log in: written to in their own language, and answering by
 * a link of the mail, by its address, or with their calendar. The word in the link says who they
 * are; a mail scanner that opens it sees a page with buttons, and changes nothing.
 */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "meeting/answer_words.h"
#include "meeting/meeting_inside.h"

static const char purpose[] = "invitation", minutes[] = "minutes", page[] = "/invitation";

enum rc guest_lang(struct cx *cx, int64_t project, const struct guest_input *in, const char **lang)
{
    struct guest_language_row of;
    *lang = "en";
    if (in->lang && *in->lang) {
        if (!i18n_locale(in->lang)) return problem(cx, "lang", T("Choose a language of the list."));
        *lang = in->lang;
        return RC_OK;
    }
    enum rc rc = guest_language(cx, project, in->organisation, &of);
    if (rc) return rc;
    const char *theirs = *of.own ? of.own : of.project;
    if (i18n_locale(theirs)) *lang = theirs;
    return RC_OK;
}

const struct viewer *guest_viewer(struct cx *cx, const struct person_list_row *p)
{
    return viewer_system(cx, p->name);
}

/* ---- links ----------------------------------------------------------------------------------- */

/* Links end with the meeting, whose time may be sought still, or change: so the word says who they
 * are, and the meeting whether it is over. */
static struct signed_word word_of(const struct person_list_row *p, int answer)
{
    return (struct signed_word){ .purpose = purpose, .number = { p->id, answer }, .n = 2 };
}

enum rc guest_path(struct cx *cx, const struct person_list_row *p, const char **path)
{
    const struct signed_word s = word_of(p, 0);
    const char *word = "";
    enum rc rc = sign_word(cx, &s, &word);
    *path = arena_printf(cx->arena, "%s/%s", page, word);
    return rc;
}

enum rc guest_links(struct cx *cx, const struct person_list_row *p, const char **links)
{
    enum rc rc = RC_OK;
    *links = "";
    for (int i = 0; i < MEETING_ANSWER_WORDS && !rc; i++) {
        const struct signed_word s = word_of(p, i + 1);
        rc = sign_link(cx, &s, page, i18n_text(cx, NULL, meeting_answers[i].says), links);
    }
    return rc;
}

static enum rc guest_of(struct cx *cx, int64_t person, struct meeting_get_row *m,
                        struct person_list_row *p)
{
    struct person_meeting_row at;
    bool found;
    enum rc rc = person_meeting(cx, person, &at, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    rc = meeting_get(cx, at.meeting, m);
    if (!rc) rc = person_get(cx, at.meeting, person, p, &found);
    return rc || (found && !p->account) ? rc : RC_MISSING;
}

enum rc guest_find(struct cx *cx, const char *word, struct guest_link *l)
{
    struct signed_word s;
    enum rc rc = sign_read(cx, word, purpose, 2, &s);
    if (rc) return rc;
    if (s.number[1] > MEETING_ANSWER_WORDS) return RC_MISSING;
    l->answer = s.number[1] ? meeting_answers[s.number[1] - 1].answer : "";
    return guest_of(cx, s.number[0], &l->m, &l->p);
}

/* ---- the minutes ----------------------------------------------------------------------------- */

enum rc guest_minutes(struct cx *cx, const struct person_list_row *p, const char **path)
{
    const struct signed_word s = { .purpose = minutes,
                                   .number = { p->id },
                                   .n = 1,
                                   .until = cx->now + (stamp)GUEST_MINUTES_DAYS * 86400 };
    const char *word = "";
    enum rc rc = sign_word(cx, &s, &word);
    *path = arena_printf(cx->arena, "%s/%s/minutes", page, word);
    return rc;
}

enum rc guest_find_minutes(struct cx *cx, const char *word, struct guest_link *l)
{
    struct signed_word s;
    const enum rc read = sign_read(cx, word, minutes, 1, &s);
    if (read && read != RC_STALE) return read;
    l->answer = "";
    enum rc rc = guest_of(cx, s.number[0], &l->m, &l->p);
    return rc ? rc : read;
}

/* ---- by mail --------------------------------------------------------------------------------- */

enum rc guest_reply(struct cx *cx, const struct reply *r)
{
    struct meeting_get_row m;
    struct person_list_row p;
    const struct viewer *was = cx->viewer;
    enum rc rc = guest_of(cx, r->id, &m, &p);
    if (rc) return rc;
    cx->viewer = guest_viewer(cx, &p);
    rc = meeting_heard(cx, &m, r, &p);
    cx->viewer = was;
    return rc;
}

enum rc guest_thing(struct cx *cx, const char *type, int64_t id, struct reply_thing *out)
{
    struct meeting_get_row m;
    struct person_list_row p;
    enum rc rc = guest_of(cx, id, &m, &p);
    (void)type;
    if (rc) return rc;
    *out = (struct reply_thing){ "meeting", m.id, m.project, T("Meeting"), m.title };
    return RC_OK;
}

enum rc guest_at(struct cx *cx, int64_t id, const char *address, struct reply_guest *out)
{
    struct person_list_rows people;
    enum rc rc = person_list(cx, id, &people);
    if (rc) return rc;
    for (size_t i = 0; i < people.n; i++) {
        const struct person_list_row *p = &people.v[i];
        if (p->account || !z_eq(mail_key(cx, p->address), address)) continue;
        out->id = p->id;
        out->name = p->name;
        out->lang = p->lang;
        return RC_OK;
    }
    return RC_MISSING;
}
