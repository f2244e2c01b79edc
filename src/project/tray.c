/* SPDX-License-Identifier: EUPL-1.2 */
/* tray.c — what a person decides about a mail. Placing gives it to the domain as the one whose it
 * is, with the rights of that one; the trail names who placed it.
 */
#include "project/tray.h"

#include "account/account_sql.h"
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

bool tray_may_place(const char *state)
{
    return z_eq(state, INBOUND_TRAY) || z_eq(state, INBOUND_AUTO) || z_eq(state, INBOUND_LOOP) ||
           z_eq(state, INBOUND_ANSWERED) || z_eq(state, INBOUND_DISCARDED);
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

static enum rc place_in(struct cx *cx, int64_t project, int64_t id, const struct tray_place *to)
{
    struct tray_one_row r;
    struct account_by_id_row who;
    struct reply reply;
    enum rc rc = tray_find(cx, project, id, &r);
    if (rc) return rc;
    if (!tray_may_place(r.state))
        return refuse(cx, RC_CONFLICT,
                      T("This mail cannot be placed: it is a contribution already, "
                        "or a mail of Kolo's own that came back."));
    if (!r.document) return refuse(cx, RC_CONFLICT, T("There is nothing in it."));
    rc = account_by_id(cx, to->account, &who);
    if (!rc) rc = inbound_read(cx, r.document, &reply);
    if (rc) return rc;
    reply.type = to->type;
    reply.id = to->object;
    reply.account = to->account;
    reply.message_id = *r.message_id ? r.message_id : r.message_key;
    reply.sent_at = r.sent_at ? r.sent_at : r.received_at;
    reply.received_at = r.received_at;
    rc = reply_give(cx, &reply, who.lang);
    if (rc == RC_MISSING)
        return refuse(cx, RC_CONFLICT,
                      T("%s may not see what it is to be placed in, or it is not there."),
                      who.name);
    return rc ? rc
              : decide(cx, project, &r, INBOUND_PLACED, to,
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
