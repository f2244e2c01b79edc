/* SPDX-License-Identifier: EUPL-1.2 */
/* outbox.c — takes due mails, a few at a time: claimed, handed over, settled. It knows neither
 * causes nor SMTP.
 *
 * A claim and what became of the claim before are one transaction, since a commit costs more than
 * handing over a mail does. How many are claimed follows from how fast the server takes them: as
 * many as it takes in a twentieth of a second, at least one. So that is how many are unclear after
 * a crash.
 */
#include "mail/outbox.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/rand.h"
#include "mail/ical.h"
#include "mail/mail.h"
#include "mail/mail_sql.h"
#include "mail/message_view.h"
#include "mail/sign.h"
#include "store/db.h"

#include <string.h>
#include <time.h>

/* Twenty-four tries from a minute on, each twice as late, six hours at most: four days in all, as
 * RFC 5321 §4.5.4.1 has it. */
enum { TRIES = 24, FIRST_WAIT = 60, LONGEST_WAIT = 6 * 3600 };
/* No mail of a claim begins later than so many seconds after it: well within the lease. */
enum { CLAIM_SECONDS = 60, CLAIM_MOST = 64, CLAIM_US = 50000 };
enum { WRITE_TRIES = 30, REPLY_DAYS = 180, DAY = 86400 };

struct ended {
    int64_t id, tries;
    enum smtp_end end;
    char trouble[600];
};
/* One pass. */
struct run {
    struct cx *cx;
    struct smtp *s;
    const struct smtp_config *cfg;
    struct signer signer;
    stamp began;
    int64_t began_us, claimed_us;
    struct mail_claim_rows claim;
    int64_t size;          /* of the next claim */
    struct ended *ended;   /* what became of the claim before */
    size_t n, sent, tried; /* of ended; of all */
    bool away;
};

static stamp now_of(const struct run *r) { return r->began + (clock_us() - r->began_us) / 1000000; }

static bool stops(const struct run *r) { return r->cfg->stop && atomic_load(r->cfg->stop); }

/* A quarter more or less, so that a thousand that failed together do not come back together. */
static stamp try_again_at(stamp now, int64_t tries)
{
    int64_t wait = FIRST_WAIT;
    for (int64_t i = 1; i < tries && wait < LONGEST_WAIT; i++) wait *= 2;
    if (wait > LONGEST_WAIT) wait = LONGEST_WAIT;
    uint32_t dice;
    rand_bytes(&dice, sizeof dice);
    return now + wait * 3 / 4 + (int64_t)(dice % (uint32_t)(wait / 2 + 1));
}

/* ---- what became of them --------------------------------------------------------------------- */

static enum rc settle(const struct run *r, const struct ended *e)
{
    const stamp now = now_of(r);
    switch (e->end) {
    case SMTP_SENT: return mail_settle(r->cx, e->id, "sent", now, now, "");
    case SMTP_UNCLEAR: return mail_settle(r->cx, e->id, "unclear", now, 0, e->trouble);
    case SMTP_REFUSED:
        return smtp_is_dead(e->trouble) ? mail_bounced(r->cx, e->id, true, e->trouble)
                                        : mail_settle(r->cx, e->id, "failed", now, 0, e->trouble);
    case SMTP_LATER:
    case SMTP_AWAY: break;
    }
    if (!*e->trouble) return mail_give_back(r->cx, e->id, now);
    return e->tries < TRIES
               ? mail_settle(r->cx, e->id, "waiting", try_again_at(now, e->tries), 0, e->trouble)
               : mail_settle(r->cx, e->id, "failed", now, 0, e->trouble);
}

/* One transaction: the claim before is settled, the next one made. */
static enum rc turn_in(struct run *r, int64_t count)
{
    r->claim.n = 0;
    enum rc rc = db_bulk_begin(r->cx);
    for (size_t i = 0; i < r->n && !rc; i++) rc = settle(r, &r->ended[i]);
    if (!rc) rc = db_bulk_end(r->cx);
    if (!rc && count) rc = mail_claim(r->cx, now_of(r), count, now_of(r) + OUTBOX_LEASE, &r->claim);
    return rc;
}

/* What the server has taken must be written down, so this is tried for half a minute; what then is
 * still not written becomes unclear with its lease. */
static enum rc turn(struct run *r, int64_t count)
{
    enum rc rc = RC_OK;
    for (int i = 0; i < WRITE_TRIES; i++) {
        const struct timespec second = { .tv_sec = i > 0 };
        nanosleep(&second, NULL);
        rc = db_begin(r->cx);
        if (!rc) rc = db_end(r->cx, turn_in(r, count));
        if (!rc || !r->n) break;
    }
    r->n = 0;
    r->claimed_us = clock_us();
    return rc;
}

/* ---- handing over ---------------------------------------------------------------------------- */

/* Everything about a mail that leads back to it. */
static enum rc ways_back(const struct run *r, const struct mail_claim_row *m, struct smtp_mail *out)
{
    const char *reply = r->cfg->reply;
    struct cx *cx = r->cx;
    struct signed_word w = { .purpose = MAIL_SELF, .number = { m->id }, .n = 1 };
    enum rc rc = RC_OK;
    out->message_id =
        arena_printf(cx->arena, "%s@%s", signer_word(cx, &r->signer, &w), r->cfg->list);
    w.purpose = MAIL_BOUNCE;
    if (reply) rc = signer_address(cx, &r->signer, reply, &w, &out->envelope);
    w.purpose = MAIL_REPLY;
    w.until = cx->now + (int64_t)REPLY_DAYS * DAY;
    if (!rc && reply && *m->reply_type)
        rc = signer_address(cx, &r->signer, reply, &w, &out->reply_to);
    return rc;
}

static const char *link_to(const struct run *r, const char *path)
{
    return r->cfg->base && *path ? arena_printf(r->cx->arena, "%s%s", r->cfg->base, path) : NULL;
}

static enum rc compose(const struct run *r, const struct mail_claim_row *m, struct smtp_mail *out)
{
    struct cx *cx = r->cx;
    *out = (struct smtp_mail){
        .address = m->address,
        .name = m->name,
        .lang = m->lang,
        .subject = m->subject,
        .envelope = r->cfg->from,
        .thread_id = arena_printf(cx->arena, "%s@%s", m->thread, r->cfg->list),
        .unsubscribe = link_to(r, m->unsubscribe),
        .calendar = *m->calendar ? m->calendar : NULL,
        .method = m->calendar_method,
        .date = m->created_at,
    };
    enum rc rc = ways_back(r, m, out);
    if (rc) return rc;
    /* Calendar programs answer to the organizer: that is the way back of this one recipient. */
    if (out->calendar)
        ical_organizer(cx, out->calendar, out->reply_to ? out->reply_to : r->cfg->from,
                       &out->calendar);
    const struct locale *was = mail_language(cx, m->lang);
    const struct message_view v = message_of(cx, &(struct message){
                                                     .lang = m->lang,
                                                     .subject = m->subject,
                                                     .body = m->body,
                                                     .base = r->cfg->base,
                                                     .path = m->path,
                                                     .unsubscribe = out->unsubscribe,
                                                     .answerable = out->reply_to != NULL,
                                                 });
    out->text = message_text(cx, &v);
    out->html = message_page(cx, &v);
    cx->locale = was;
    return RC_OK;
}

static void hand_over(struct run *r, const struct mail_claim_row *m)
{
    struct ended *e = &r->ended[r->n++];
    struct smtp_mail mail;
    const char *trouble = "";
    *e = (struct ended){ .id = m->id, .tries = m->tries, .end = SMTP_AWAY };
    /* Not begun: given back, with no word of trouble. */
    if (r->away || stops(r) || clock_us() - r->claimed_us > (int64_t)CLAIM_SECONDS * 1000000)
        return;
    if (compose(r, m, &mail)) {
        r->away = true;
        return;
    }
    e->end = smtp_send(r->cx, r->s, &mail, &trouble);
    snprintf(e->trouble, sizeof e->trouble, "%s", trouble);
    r->tried++;
    if (e->end == SMTP_SENT) r->sent++;
    if (e->end == SMTP_AWAY) r->away = true;
    if (e->end != SMTP_SENT)
        log_line(LOG_WARNING, NULL, "mail %lld to %s: %s", (long long)m->id, m->address, trouble);
}

/* The next claim is at most twice as large, and what goes in CLAIM_US at the speed of this one. */
static void measure(struct run *r, size_t n, int64_t us)
{
    int64_t most = us > 0 ? CLAIM_US * (int64_t)n / us : CLAIM_MOST;
    r->size *= 2;
    if (r->size > most) r->size = most;
    if (r->size > CLAIM_MOST) r->size = CLAIM_MOST;
    if (r->size < 1) r->size = 1;
}

static int by_id(const void *a, const void *b)
{
    const struct mail_claim_row *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void send_claim(struct run *r)
{
    const int64_t began = clock_us();
    if (r->claim.n > CLAIM_MOST) BUG("%zu mails claimed", r->claim.n);
    qsort(r->claim.v, r->claim.n, sizeof *r->claim.v, by_id);
    for (size_t i = 0; i < r->claim.n; i++) {
        const struct arena_mark mark = arena_mark(r->cx->arena);
        hand_over(r, &r->claim.v[i]);
        arena_rewind(r->cx->arena, mark);
    }
    measure(r, r->claim.n, clock_us() - began);
}

static enum rc sweep(struct cx *cx)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, mail_lost(cx, cx->now));
}

enum rc outbox_pass(struct cx *cx, struct smtp *s, const struct smtp_config *cfg, size_t *sent,
                    bool *away)
{
    struct run r = { .cx = cx,
                     .s = s,
                     .cfg = cfg,
                     .began = cx->now,
                     .began_us = clock_us(),
                     .size = 1,
                     .ended = arena_array(cx->arena, struct ended, CLAIM_MOST) };
    enum rc rc = sweep(cx);
    if (!rc) rc = signer_load(cx, &r.signer);
    bool on = !rc;
    while (on) {
        const struct arena_mark mark = arena_mark(cx->arena);
        const bool more = r.tried < OUTBOX_PASS && !r.away && !stops(&r);
        rc = turn(&r, more ? r.size : 0);
        on = !rc && r.claim.n;
        if (on) send_claim(&r);
        arena_rewind(cx->arena, mark);
    }
    *sent = r.sent;
    *away = r.away;
    return rc;
}
