/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound_answer.c — why a mail lies in the tray: a sentence for the secretariat, and one for who
 * sent it, where that is somebody we know. Strangers get none: their address may be anybody's.
 */
#include "i18n/i18n.h"
#include "mail/inbound_judge.h"
#include "mail/mail.h"

#include <string.h>

static const struct {
    const char *word, *tray, *sender; /* sender NULL: is not told */
} reasons[] = {
    { "nowhere", N_("It says nowhere what it is about: it went to the plain address of Kolo."),
      N_("It was sent to the plain address of Kolo, which does not say what it is about. "
         "Please use "
         "“Reply” in the mail that you answer.") },
    { "forged", N_("The address it was sent to was not written by this Kolo, or was damaged."),
      N_("The address it was sent to is damaged. Please use “Reply” in the mail that you "
         "answer.") },
    { "expired", N_("The time to answer to that address is over."),
      N_("The time to answer to that address is over. Please write in Kolo itself, or answer a "
         "newer mail.") },
    { "foreign", N_("It was sent to an address that another person was given to answer to."),
      N_("It was sent to an address that another person was given to answer to. Please answer the "
         "mail that you got yourself.") },
    { "stranger",
      N_("The address to answer to is right, but the mail came from another address than "
         "the person has in Kolo."),
      N_("It came from an address that is not yours in Kolo. If it is from you, please send "
         "it once "
         "more from the address that this mail goes to.") },
    { "guest", N_("It answers a mail to somebody who does not sign in to Kolo."), NULL },
    { "locked", N_("The person whom it was sent to can no longer sign in."), NULL },
    { "hidden",
      N_("What it is about is not there any more, or is no longer to be seen by the person "
         "who wrote."),
      N_("What it is about is not there any more, or is no longer open to you.") },
    { "refused", N_("It was refused; the sender has been told why."), "" },
    { "large", N_("It is larger than Kolo takes by mail; only its headers are here."),
      N_("It is larger than 25 MB, so only its headers were kept. Please send the text alone, and "
         "add the documents in Kolo.") },
    { "parts", N_("It has more parts than Kolo looks into."),
      N_("It has more parts than Kolo looks into. Please send the text alone, and add the "
         "documents "
         "in Kolo.") },
    { "empty", N_("There is nothing in it."),
      N_("There was nothing in it, or only what it quotes. Please write your answer above the "
         "quotation.") },
    { "twice", N_("Another mail with the same Message-ID and other words came before."), NULL },
    { "error", N_("Kolo failed to take it; the log says more."), NULL },
    { "own", N_("It is a mail of Kolo's own that came back."), NULL },
    { "flood", N_("Too many came from that address within an hour."), NULL },
    { "unknown", N_("A mail came back, and nobody knows which."), NULL },
};
enum { REASONS = sizeof reasons / sizeof *reasons };

const char *inbound_reason_at(size_t i) { return i < REASONS ? reasons[i].word : NULL; }

static size_t reason_of(const char *word)
{
    size_t i = 0;
    while (i < REASONS && strcmp(reasons[i].word, word) != 0) i++;
    return i;
}

const char *inbound_reason(struct cx *cx, const char *word)
{
    const size_t i = reason_of(word);
    return i < REASONS ? i18n_text(cx, NULL, reasons[i].tray) : "";
}

/* Who is told: the account that the mail was sent to, where its address was good (also when the
 * answer came from elsewhere); otherwise the account whose address it came from. */
struct told {
    int64_t account;
    const char *address, *name, *lang;
};

static bool told_of(const struct judged *j, struct told *out)
{
    const bool theirs = j->proven || strcmp(j->reason, "stranger") == 0;
    if (theirs && j->has_ours && (j->ours.account || reply_of_guests(j->ours.reply_type)))
        *out = (struct told){ j->ours.account, j->ours.email, j->ours.name, j->ours.lang };
    else if (j->has_sender)
        *out = (struct told){ j->sender.id, j->sender.email, j->sender.name, j->sender.lang };
    else
        return false;
    return true;
}

static const char *text_of(struct cx *cx, const struct letter *l, const char *why)
{
    char at[DATE_TEXT];
    return arena_printf(
        cx->arena, "%s\n\n%s\n\n%s",
        arena_printf(cx->arena, T("Your mail “%s” of %s could not be placed."),
                     *l->subject ? l->subject : T("(no subject)"),
                     *date_text(date_of_stamp(cx->now), at) ? i18n_date(cx, date_of_stamp(cx->now))
                                                            : ""),
        why, T("It is kept; the secretariat of the project sees it and can still place it."));
}

enum rc inbound_answer(struct cx *cx, const struct letter *l, const struct judged *j,
                       const char *key, const char *said)
{
    struct told who;
    char day[DATE_TEXT];
    const size_t i = reason_of(j->reason);
    if (i == REASONS || !reasons[i].sender || l->automatic || !told_of(j, &who)) return RC_OK;
    const struct locale *was = mail_language(cx, who.lang);
    const char *why = *said ? said : i18n_text(cx, NULL, reasons[i].sender);
    const bool each = j->proven && strcmp(j->reason, "refused") == 0;
    const struct mail m = {
        .cause = "inbound.tray",
        .cause_key =
            each ? arena_printf(cx->arena, "mail %s", key)
                 : arena_printf(cx->arena, "day %s", date_text(date_of_stamp(cx->now), day)),
        .project = j->project,
        .account = who.account,
        .address = who.address,
        .name = who.name,
        .lang = who.lang,
        .subject = T("Your mail could not be placed"),
        .body = text_of(cx, l, why),
        .path = j->proven && j->has_ours ? j->ours.path : "",
        .thread = j->has_ours ? j->ours.thread
                              : arena_printf(cx->arena, "inbound-%lld", (long long)who.account),
    };
    cx->locale = was;
    return mail_add(cx, &m);
}
