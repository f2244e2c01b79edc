/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound.c — keeps a mail and lets its domain take it, in one transaction, so that a mail that is
 * here has been taken and one that is not will be given again. It knows neither IMAP nor MIME.
 */
#include "mail/inbound.h"

#include "base/log.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "mail/inbound_judge.h"
#include "mail/quote.h"
#include "mail/reply.h"
#include "store/db.h"
#include "store/document.h"

#include <string.h>

/* A Date is believed when it is of the last two weeks and not of the future, but for the clock of
 * who sent it. */
enum { BELIEVED = 14 * 86400, AHEAD = 600 };

struct arrival {
    const struct inbound_config *cfg;
    struct letter l;
    struct judged j;
    str raw;
    int64_t size;
    enum inbound_via via;
    const char *key, *body, *said;
    stamp sent_at;
};

static void settle(struct arrival *a, const char *state, const char *reason)
{
    a->j.state = state;
    a->j.reason = reason;
}

/* ---- keeping --------------------------------------------------------------------------------- */

static enum rc keep_bytes(struct cx *cx, const struct arrival *a, int64_t id)
{
    int64_t document, attachment;
    if (!a->raw.n) return RC_OK;
    enum rc rc = document_put(cx, a->raw, "mail.eml", &document);
    if (!rc) rc = document_attach(cx, document, "inbound", id, "mail.eml", &attachment);
    return rc ? rc : inbound_set_document(cx, id, document);
}

/* What lies in the tray is looked at, file by file. */
static enum rc keep_files(struct cx *cx, const struct arrival *a, int64_t id)
{
    const struct reply files = { .file = a->l.file, .n_files = a->l.n_files };
    return strcmp(a->j.state, INBOUND_TRAY) == 0 ? reply_attach(cx, &files, "inbound", id) : RC_OK;
}

static enum rc claim(struct cx *cx, const struct arrival *a, int64_t *id)
{
    const struct letter *l = &a->l;
    const struct judged *j = &a->j;
    const struct inbound_claim_in in = {
        .message_key = a->key,
        .content_sha256 = l->digest,
        .message_id = l->message_id,
        .via = a->via == INBOUND_IMAP ? "imap" : "pipe",
        .from_address = l->from,
        .from_name = l->from_name,
        .subject = l->subject,
        .sent_at = a->sent_at,
        .now = cx->now,
        .size = a->size,
        .body = a->body,
        .whole = l->whole,
        .state = j->state,
        .reason = j->reason,
        .said = a->said,
        .project = j->project,
        .account = j->has_ours && j->ours.account ? j->ours.account : j->sender.id,
        .mail = j->has_ours ? j->ours.id : 0,
        .object_type = j->has_ours ? j->ours.reply_type : "",
        .object = j->has_ours ? j->ours.reply : 0,
        .search_key = utf8_fold(
            cx->arena, arena_printf(cx->arena, "%s %s %s", l->subject, l->from_name, l->from)),
    };
    return inbound_claim(cx, &in, id);
}

/* ---- giving ---------------------------------------------------------------------------------- */

static enum rc give(struct cx *cx, const struct arrival *a)
{
    const struct reply r = { .type = a->j.ours.reply_type,
                             .id = a->j.ours.reply,
                             .account = a->j.ours.account,
                             .address = a->j.ours.account ? NULL : a->j.ours.email,
                             .text = a->body,
                             .message_id = *a->l.message_id ? a->l.message_id : a->key,
                             .sent_at = a->sent_at ? a->sent_at : cx->now,
                             .received_at = cx->now,
                             .asked_at = a->j.ours.written_at,
                             .calendar = a->l.calendar,
                             .file = a->l.file,
                             .n_files = a->l.n_files };
    return reply_give(cx, &r, a->j.ours.lang);
}

static enum rc take_in(struct cx *cx, const struct arrival *a, int64_t *id)
{
    enum rc rc = claim(cx, a, id);
    if (!rc) rc = keep_bytes(cx, a, *id);
    if (!rc) rc = keep_files(cx, a, *id);
    if (!rc && strcmp(a->j.state, INBOUND_PLACED) == 0) rc = give(cx, a);
    if (!rc && strcmp(a->j.state, INBOUND_BOUNCE) == 0) rc = inbound_bounced(cx, &a->l, &a->j);
    if (!rc && strcmp(a->j.state, INBOUND_TRAY) == 0)
        rc = inbound_answer(cx, &a->l, &a->j, a->key, a->said);
    return rc;
}

static enum rc attempt(struct cx *cx, const struct arrival *a, int64_t *id)
{
    cx->problems = (struct problems){ 0 };
    cx->problems.last = &cx->problems.first;
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, take_in(cx, a, id));
}

/* Nobody took it: into the tray, with what was said. Another trouble than a refusal is in the log;
 * the mail is not lost for it. */
static enum rc into_tray(struct cx *cx, struct arrival *a, enum rc why, int64_t *id)
{
    const bool refused =
        why == RC_CONFLICT || why == RC_DENIED || why == RC_INVALID || why == RC_STALE;
    if (refused && cx->problems.first) a->said = cx->problems.first->text;
    settle(a, INBOUND_TRAY, why == RC_MISSING ? "hidden" : refused ? "refused" : "error");
    return attempt(cx, a, id);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* A Message-ID that came before: with the same words it is the same mail; with others somebody's
 * program or somebody's malice gave it twice, and a person looks at the second. */
static enum rc known(struct cx *cx, struct arrival *a, struct inbound_end *out, bool *same)
{
    *same = false;
    for (int i = 0; i < 2; i++) {
        struct inbound_before_row before;
        bool found;
        enum rc rc = inbound_before(cx, a->key, &before, &found);
        if (rc || !found) return rc;
        if (strcmp(before.content_sha256, a->l.digest) == 0) {
            *out = (struct inbound_end){ before.id, before.state, before.reason, true };
            *same = true;
            return RC_OK;
        }
        a->key = arena_printf(cx->arena, "sha256:%s", a->l.digest);
        if (strcmp(a->j.state, INBOUND_PLACED) == 0) settle(a, INBOUND_TRAY, "twice");
    }
    return RC_OK;
}

static void look(struct cx *cx, struct arrival *a)
{
    letter_read(cx, a->raw, &a->l);
    a->body = quote_cut(cx, a->l.whole);
    a->said = "";
    a->key = *a->l.message_id ? a->l.message_id : arena_printf(cx->arena, "sha256:%s", a->l.digest);
    if (a->l.date > cx->now - BELIEVED && a->l.date <= cx->now + AHEAD)
        a->sent_at = a->l.date < cx->now ? a->l.date : cx->now;
}

enum rc inbound_take(struct cx *cx, const struct inbound_config *cfg, str raw, int64_t size,
                     enum inbound_via via, struct inbound_end *out)
{
    struct arrival a = { .cfg = cfg, .raw = raw, .size = size, .via = via };
    bool same;
    look(cx, &a);
    enum rc rc = inbound_judge(cx, cfg, &a.l, a.body, size, &a.j);
    /* Twice: another server may be putting the same one in between. */
    for (int i = 0; i < 2 && !rc; i++) {
        rc = known(cx, &a, out, &same);
        if (rc || same) return rc;
        out->id = 0;
        rc = attempt(cx, &a, &out->id);
        const bool raced = rc == RC_CONFLICT && !out->id;
        if (raced && i == 0) {
            rc = RC_OK;
            continue;
        }
        /* A fault that passes is no reason to trouble a person. */
        if (rc == RC_FAIL) rc = attempt(cx, &a, &out->id);
        if (rc && rc != RC_BUSY && strcmp(a.j.state, INBOUND_PLACED) == 0)
            rc = into_tray(cx, &a, rc, &out->id);
        break;
    }
    out->state = a.j.state;
    out->reason = a.j.reason;
    out->again = false;
    return rc;
}
