/* SPDX-License-Identifier: EUPL-1.2 */
/* tray.c — what a person decides about a mail. Placing gives it to the domain as the one whose it
 * is, with the rights of that one; the trail names who placed it.
 */
#include "project/tray.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "mail/inbound.h"
#include "mail/mail.h"
#include "store/audit.h"
#include "store/db.h"

#include <string.h>

enum rc tray_find(struct cx *cx, int64_t project, int64_t id, struct tray_one_row *out)
{
    bool found;
    enum rc rc = tray_one(cx, project, id, out, &found);
    return rc || found ? rc : RC_MISSING;
}

bool tray_may_decide(const char *state) { return z_eq(state, INBOUND_TRAY); }

/* Of one too large only the headers are here. */
bool tray_may_place(const struct tray_one_row *r)
{
    static const char *const open[] = { INBOUND_TRAY, INBOUND_AUTO, INBOUND_LOOP, INBOUND_ANSWERED,
                                        INBOUND_DISCARDED };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (z_eq(r->state, open[i]))
            return r->document && !z_eq(r->reason, "large") && !z_eq(r->reason, "empty");
    return false;
}

static const char *why_not(struct cx *cx, const struct tray_one_row *r)
{
    if (z_eq(r->state, INBOUND_PLACED) || z_eq(r->state, INBOUND_BOUNCE))
        return T("This mail cannot be placed: it is a contribution already, "
                 "or a mail of Kolo's own that came back.");
    return z_eq(r->reason, "large") ? inbound_reason(cx, "large") : inbound_reason(cx, "empty");
}

/* What was decided, with its entry in the trail: without the mail itself, which stays where it is.
 */
static enum rc decide(struct cx *cx, int64_t project, const struct tray_one_row *r,
                      const char *state, const struct tray_place *to, const char *note)
{
    const struct tray_decide_in in = { .inbound = r->id,
                                       .state_before = r->state,
                                       .state = state,
                                       .project = project,
                                       .account = to ? to->account : 0,
                                       .object_type = to ? to->type : r->object_type,
                                       .object = to ? to->object : r->object,
                                       .decided_by = viewer_actor(cx).name,
                                       .now = cx->now,
                                       .note = note };
    struct tray_list_row before = { .id = r->id,
                                    .state = r->state,
                                    .reason = r->reason,
                                    .from_address = r->from_address,
                                    .from_name = r->from_name,
                                    .subject = r->subject,
                                    .received_at = r->received_at,
                                    .via = r->via,
                                    .size = r->size,
                                    .said = r->said,
                                    .decided_by = r->decided_by,
                                    .decided_at = r->decided_at,
                                    .note = r->note };
    struct tray_list_row after = before;
    after.state = state;
    after.decided_by = in.decided_by;
    after.decided_at = cx->now;
    after.note = note;
    enum rc rc = tray_decide(cx, &in);
    if (rc == RC_STALE)
        return refuse(cx, RC_CONFLICT, T("Somebody else decided about this mail meanwhile."));
    return rc ? rc
              : audit_change(cx, arena_printf(cx->arena, "inbound.%s", state), "inbound", r->id,
                             project, &tray_list_meta, &before, &after);
}

/* ---- placed ---------------------------------------------------------------------------------- */

/* To whom, and how they are spoken to. */
struct writer {
    const char *type; /* of the address that an answer of theirs would go to */
    int64_t id, account;
    const char *name, *lang;
};

/* One of the project's own things: of others nobody learns here that there are any. */
static enum rc thing_of(struct cx *cx, int64_t project, const struct tray_place *to,
                        struct reply_thing *out)
{
    enum rc rc = reply_find_thing(cx, to->type, to->object, out);
    if (rc && rc != RC_MISSING) return rc;
    if (rc || out->project != project)
        return refuse(cx, RC_CONFLICT, T("There is no such thing in this project."));
    return RC_OK;
}

static enum rc sender_of(struct cx *cx, const struct tray_one_row *r,
                         const struct reply_thing *thing, struct writer *out)
{
    struct reply_guest guest = { 0 };
    if (!*r->from_address) return problem(cx, "account", T("It does not say whom it came from."));
    enum rc rc = reply_find_guest(cx, thing, r->from_address, &guest);
    if (rc == RC_MISSING)
        return problem(cx, "account",
                       T("%s is not among those who take part in “%s” without an account, so this "
                         "cannot be their contribution."),
                       r->from_address, thing->title);
    *out = (struct writer){ guest.type, guest.id, 0, guest.name, guest.lang };
    return rc;
}

static enum rc account_of(struct cx *cx, int64_t project, const struct tray_place *to,
                          const struct reply_thing *thing, struct writer *out)
{
    struct tray_people_rows people;
    enum rc rc = tray_people(cx, project, &people);
    if (rc) return rc;
    /* What speaks for somebody without an account is itself, for one who has one. */
    const bool itself = reply_of_guests(to->type);
    for (size_t i = 0; i < people.n; i++) {
        const struct tray_people_row *p = &people.v[i];
        if (p->id != to->account) continue;
        *out = (struct writer){ itself ? thing->type : to->type, itself ? thing->id : to->object,
                                p->id, p->name, p->lang };
        return RC_OK;
    }
    return problem(cx, "account", T("Choose somebody who takes part in this project."));
}

static enum rc read_mail(struct cx *cx, const struct tray_one_row *r, const struct writer *who,
                         struct reply *out)
{
    enum rc rc = inbound_read(cx, r->document, out);
    if (rc) return rc;
    if (!*out->text && !out->n_files && !out->calendar)
        return refuse(cx, RC_CONFLICT, "%s", inbound_reason(cx, "empty"));
    out->type = who->type;
    out->id = who->id;
    out->account = who->account;
    out->message_id = *r->message_id ? r->message_id : r->message_key;
    out->sent_at = r->sent_at ? r->sent_at : r->received_at;
    out->received_at = r->received_at;
    return RC_OK;
}

static enum rc place_in(struct cx *cx, int64_t project, int64_t id, const struct tray_place *to)
{
    struct tray_one_row r;
    struct reply_thing thing;
    struct writer who = { 0 };
    struct reply reply;
    enum rc rc = tray_find(cx, project, id, &r);
    if (rc) return rc;
    if (!tray_may_place(&r)) return refuse(cx, RC_CONFLICT, "%s", why_not(cx, &r));
    rc = thing_of(cx, project, to, &thing);
    if (!rc && to->account) rc = account_of(cx, project, to, &thing, &who);
    if (!rc && !to->account) rc = sender_of(cx, &r, &thing, &who);
    if (!rc) rc = read_mail(cx, &r, &who, &reply);
    if (rc) return rc;
    rc = reply_give(cx, &reply, who.lang);
    if (rc == RC_MISSING)
        return refuse(cx, RC_CONFLICT,
                      T("%s may not see what it is to be placed in, or it is not there."),
                      who.name);
    const struct tray_place at = { thing.type, thing.id, to->account };
    return rc ? rc
              : decide(cx, project, &r, INBOUND_PLACED, &at,
                       arena_printf(cx->arena, T("as a contribution of %s"), who.name));
}

enum rc tray_place(struct cx *cx, int64_t project, int64_t id, const struct tray_place *to)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, place_in(cx, project, id, to));
}

bool tray_object_of(struct cx *cx, const char *address, struct tray_place *to)
{
    const char *p = strstr(address, "://");
    p = strchr(p ? p + 3 : address, '/');
    if (!p) return false;
    str rest = str_of(p + 1), word = str_cut(&rest, '/');
    rest.n = strcspn(rest.p ? rest.p : "", "/?#");
    char *type = arena_str(cx->arena, word);
    for (char *c = type; *c; c++)
        if (*c == '-') *c = '_';
    to->type = strcmp(type, "p") == 0 ? "project" : type;
    return *type && str_int64(rest, &to->object) && to->object > 0;
}

/* ---- answered, discarded --------------------------------------------------------------------- */

static enum rc answer_in(struct cx *cx, int64_t project, int64_t id, const char *text)
{
    struct tray_one_row r;
    enum rc rc = tray_find(cx, project, id, &r);
    if (rc) return rc;
    if (!tray_may_decide(r.state))
        return refuse(cx, RC_CONFLICT, T("Only what lies in the tray is answered."));
    if (!*r.from_address) return refuse(cx, RC_CONFLICT, T("It does not say whom it came from."));
    const char *lang = r.lang ? r.lang : "en";
    const struct locale *was = mail_language(cx, lang);
    const struct mail m = {
        .cause = "inbound.answer",
        .cause_key = arena_printf(cx->arena, "inbound %lld", (long long)r.id),
        .project = project,
        .address = r.from_address,
        .name = r.from_name,
        .lang = lang,
        .subject = arena_printf(cx->arena, T("Re: %s"), *r.subject ? r.subject : T("(no subject)")),
        .body = text,
        .path = "",
        .thread = arena_printf(cx->arena, "inbound-%lld", (long long)r.id),
    };
    cx->locale = was;
    rc = mail_add(cx, &m);
    return rc ? rc : decide(cx, project, &r, INBOUND_ANSWERED, NULL, text);
}

enum rc tray_answer(struct cx *cx, int64_t project, int64_t id, const char *text)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, answer_in(cx, project, id, text));
}

static enum rc discard_in(struct cx *cx, int64_t project, int64_t id, const char *why)
{
    struct tray_one_row r;
    enum rc rc = tray_find(cx, project, id, &r);
    if (rc) return rc;
    if (!tray_may_decide(r.state))
        return refuse(cx, RC_CONFLICT, T("Only what lies in the tray is put aside."));
    return decide(cx, project, &r, INBOUND_DISCARDED, NULL, why);
}

enum rc tray_discard(struct cx *cx, int64_t project, int64_t id, const char *why)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, discard_in(cx, project, id, why));
}
