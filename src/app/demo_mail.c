/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_mail.c — what comes from outside in the demonstration, each on its real way: answers by mail
 * and one that came back, as bytes through inbound_take; the public by its link; secret ballots.
 */
#include "app/app_sql.h"
#include "app/demo_talk.h"
#include "ballot/ballot.h"
#include "consult/consult_write.h"
#include "consult/public.h"
#include "mail/inbound.h"
#include "mail/letter_write.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "meeting/meeting.h"

#include <string.h>

static const struct inbound_config cfg = { .address = "reply@kolo.example",
                                           .from = "kolo@kolo.example",
                                           .list = "kolo.example" };

/* The address that leads back to a mail of ours. */
static enum rc back_to(struct demo *d, int64_t mail, const char *purpose, const char **address)
{
    return sign_address(d->cx, cfg.address,
                        &(struct signed_word){ .purpose = purpose, .number = { mail }, .n = 1 },
                        address);
}

/* What was sent to ${who} about the consultation. */
static enum rc ours(struct demo *d, const struct demo_act *a, const char *purpose,
                    const char **address)
{
    struct app_mail_to_row m;
    bool found;
    enum rc rc = app_mail_to(d->cx, d->account[a->who], "consultation",
                             d->talk->consultation[a->of], &m, &found);
    if (rc || !found) return rc ? rc : fail(d->cx, "%s was sent no mail", demo_people[a->who].name);
    return back_to(d, m.id, purpose, address);
}

/* What was sent to the contact of a seat. */
static enum rc theirs(struct demo *d, const struct demo_act *a, const char *purpose,
                      struct consult_seats_row *s, const char **address)
{
    struct app_mail_contact_row m;
    bool found;
    enum rc rc = demo_contact(d, a, s);
    if (!rc) rc = app_mail_contact(d->cx, "consultation_contact", s->id, &m, &found);
    if (rc || !found) return rc ? rc : fail(d->cx, "%s was sent no mail", a->c);
    return back_to(d, m.id, purpose, address);
}

static enum rc arrives(struct demo *d, str raw, const char *state)
{
    struct inbound_end end;
    enum rc rc = inbound_take(d->cx, &cfg, raw, (int64_t)raw.n, INBOUND_PIPE, &end);
    if (!rc && !z_eq(end.state, state))
        rc = fail(d->cx, "a mail of the demonstration is “%s” (%s)", end.state, end.reason);
    return rc;
}

static enum rc writes(struct demo *d, const struct demo_act *a, const char *name, const char *from,
                      const char *to, const char *state)
{
    const char *id = arena_printf(d->cx->arena, "%lld.%d@%s", (long long)d->cx->now, (int)a->who,
                                  strchr(from, '@') + 1);
    const struct letter_written w = { name, from, to, a->b, id, a->a };
    return arrives(d, letter_write(d->cx, &w), state);
}

enum rc demo_writes(struct demo *d, const struct demo_act *a)
{
    const struct demo_person_data *who = &demo_people[a->who];
    const char *to = "";
    enum rc rc = ours(d, a, MAIL_REPLY, &to);
    return rc ? rc
              : writes(d, a, who->name, a->c ? a->c : who->email, to,
                       a->c ? INBOUND_TRAY : INBOUND_PLACED);
}

enum rc demo_contact_writes(struct demo *d, const struct demo_act *a)
{
    struct consult_seats_row s = { 0 };
    const char *to = "";
    enum rc rc = theirs(d, a, MAIL_REPLY, &s, &to);
    return rc ? rc : writes(d, a, s.contact_name, s.contact_email, to, INBOUND_PLACED);
}

static enum rc comes_back(struct demo *d, const struct demo_act *a, const char *to,
                          const char *email)
{
    const char *raw = arena_printf(
        d->cx->arena,
        "Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: %s\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <%lld.dsn@mx.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
        "report-type=delivery-status; boundary=\"dsn\"\r\n\r\n--dsn\r\n\r\nThe mail could not be "
        "delivered.\r\n--dsn\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
        "mx.example\r\n\r\nFinal-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: %s\r\n"
        "Diagnostic-Code: smtp; %s\r\n\r\n--dsn--\r\n",
        to, (long long)d->cx->now, email, a->b, a->a);
    return arrives(d, str_of(raw), INBOUND_BOUNCE);
}

enum rc demo_bounces(struct demo *d, const struct demo_act *a)
{
    const char *to = "";
    enum rc rc = ours(d, a, MAIL_BOUNCE, &to);
    return rc ? rc : comes_back(d, a, to, demo_people[a->who].email);
}

enum rc demo_contact_bounces(struct demo *d, const struct demo_act *a)
{
    struct consult_seats_row s = { 0 };
    const char *to = "";
    enum rc rc = theirs(d, a, MAIL_BOUNCE, &s, &to);
    return rc ? rc : comes_back(d, a, to, s.contact_email);
}

/* ---- without an account ---------------------------------------------------------------------- */

static const struct {
    const char *name, *organisation, *email, *lang, *choice;
} outside[] = {
    { "Snežana Ilić", "Udruženje građana Izvor", "snezana@izvor.example", "sr", "support" },
    { "Besnik Dema", "", "besnik@posta.example", "en", NULL },
};

enum rc demo_contributes(struct demo *d, const struct demo_act *a)
{
    const struct public_input in = { .name = outside[a->n].name,
                                     .organisation = outside[a->n].organisation,
                                     .email = outside[a->n].email,
                                     .lang = outside[a->n].lang,
                                     .choice = outside[a->n].choice,
                                     .body = a->a };
    const char *link = "", *word = "";
    struct consult_get_row c;
    int64_t id = 0;
    enum rc rc = consult_get(d->cx, d->talk->consultation[a->of], &c);
    if (!rc) rc = public_word(d->cx, &c, &link);
    if (!rc) rc = public_contribute(d->cx, link, &in, &id);
    if (!rc) rc = public_mail_word(d->cx, id, &word);
    return rc ? rc : public_confirm(d->cx, word);
}

enum rc demo_invites(struct demo *d, const struct demo_act *a)
{
    int64_t id = 0;
    return meeting_guest(d->cx, d->talk->meeting[a->of],
                         &(struct guest_input){ .name = a->a, .address = a->b, .lang = a->c }, &id);
}

/* ---- a secret ballot ------------------------------------------------------------------------- */

enum rc demo_casts(struct demo *d, const struct demo_act *a)
{
    struct consult_get_row c;
    struct consult_round_row r;
    char receipt[BALLOT_RECEIPT];
    int64_t seat = 0;
    enum rc rc = consult_get(d->cx, d->talk->consultation[a->of], &c);
    if (!rc) rc = consult_round_of(d->cx, &c, &r);
    if (!rc) rc = demo_seat(d, a, (enum demo_partner)demo_people[a->who].partner, &seat);
    return rc ? rc
              : ballot_cast(d->cx, r.id, seat, &(struct paper_cast){ .choice = a->a }, receipt);
}
