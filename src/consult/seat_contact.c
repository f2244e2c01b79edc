/* SPDX-License-Identifier: EUPL-1.2 */
/* seat_contact.c — the contact of a seat is corrected while its round is open, because a mail came
 * back or the person has changed: the old address and its links say nothing any more, and the new
 * one is asked once.
 */
#include "account/account.h"
#include "base/utf8.h"
#include "consult/consult_write.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "store/audit.h"
#include "store/db.h"

#include <stddef.h>

enum { NAME_MOST = 100 };

static const struct row_field told_fields[] = {
    { "name", FIELD_TEXT, offsetof(struct seat_contact_input, name), false },
    { "email", FIELD_TEXT, offsetof(struct seat_contact_input, email), false },
    { "lang", FIELD_TEXT, offsetof(struct seat_contact_input, lang), false },
};
static const struct row_meta told_meta = { "contact", sizeof(struct seat_contact_input),
                                           sizeof told_fields / sizeof *told_fields, told_fields };

static enum rc check(struct cx *cx, const struct seat_contact_input *in)
{
    enum rc rc = RC_OK;
    const size_t n = utf8_count(str_of(in->name));
    if (n > NAME_MOST)
        rc = problem(cx, "name", T("This has %zu characters; at most %zu fit."), n,
                     (size_t)NAME_MOST);
    if (!account_email_good(account_key(cx, in->email)))
        rc = problem(cx, "email", T("This is no e-mail address; it looks like name@place.org."));
    if (!i18n_locale(in->lang))
        rc = problem(cx, "lang", T("Choose the language in which Kolo writes there."));
    return rc;
}

/* The seat with a contact in a round that is open, by who leads it. */
static enum rc find(struct cx *cx, int64_t seat, struct consult_get_row *c,
                    struct seat_where_row *at, struct consult_seats_row *s)
{
    struct consult_seats_rows all;
    struct consult_round_row round;
    bool found;
    enum rc rc = seat_where(cx, seat, at, &found);
    if (!rc && !found) return RC_MISSING;
    if (!rc) rc = consult_get(cx, at->consultation, c);
    if (!rc) rc = consult_must_lead(cx, c);
    if (!rc) rc = consult_round_of(cx, c, &round);
    if (!rc) rc = consult_seats(cx, at->round, &all);
    if (rc) return rc;
    if (at->round != round.id || !z_eq(c->state, "open") || round.closes_at <= cx->now)
        return refuse(cx, RC_CONFLICT, T("This round is closed."));
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].id == seat) *s = all.v[i];
    if (!*s->contact_email)
        return refuse(cx, RC_CONFLICT, T("%s speaks here through its own people."),
                      at->organisation_name);
    return RC_OK;
}

enum rc seat_contact_now(struct cx *cx, int64_t seat, struct seat_contact_input *out,
                         int64_t *version)
{
    struct consult_get_row c;
    struct seat_where_row at;
    struct consult_seats_row s;
    enum rc rc = find(cx, seat, &c, &at, &s);
    if (rc) return rc;
    *out = (struct seat_contact_input){ s.contact_name, s.contact_email, s.contact_lang };
    *version = s.version;
    return RC_OK;
}

static enum rc change_in(struct cx *cx, int64_t seat, int64_t version,
                         const struct seat_contact_input *in)
{
    struct consult_get_row c;
    struct seat_where_row at;
    struct consult_seats_row s;
    enum rc rc = find(cx, seat, &c, &at, &s);
    if (!rc) rc = check(cx, in);
    if (rc) return rc;
    const struct seat_contact_input was = { s.contact_name, s.contact_email, s.contact_lang };
    const bool moved = !z_eq(mail_key(cx, was.email), mail_key(cx, in->email));
    /* Another spelling of the address is none: mails went to the one that is there. */
    const struct seat_contact_input now = { in->name, moved ? in->email : was.email, in->lang };
    if (!moved && z_eq(was.name, now.name) && z_eq(was.lang, now.lang)) return RC_OK;
    const int64_t no = at.contact_no + moved;
    rc = seat_set_contact(
        cx, &(struct seat_set_contact_in){ seat, version, now.name, now.email, now.lang, no });
    if (rc == RC_STALE)
        return refuse(cx, rc, T("Somebody changed this seat since you opened the page."));
    const struct consult_event e = { .kind = moved ? "contact" : "contact_name",
                                     .organisation = s.organisation,
                                     .other = *now.name ? now.name : NULL };
    if (!rc) rc = consult_note(cx, &c, &e);
    if (!rc)
        rc = audit_change(cx, "seat.contact", "consultation", c.id, c.project, &told_meta, &was,
                          &now);
    if (rc || !moved) return rc;
    rc = mail_hold(cx, "consultation_contact", seat, was.email,
                   T("The organisation is asked at another address now."));
    return rc ? rc : consult_tell_contact(cx, &c, seat, no);
}

enum rc seat_contact_change(struct cx *cx, int64_t seat, int64_t version,
                            const struct seat_contact_input *in)
{
    const struct seat_contact_input clean = {
        in->name ? in->name : "",
        arena_str(cx->arena, str_trim(str_of(in->email ? in->email : ""))),
        in->lang ? in->lang : "",
    };
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, change_in(cx, seat, version, &clean));
}
