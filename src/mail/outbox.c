/* SPDX-License-Identifier: EUPL-1.2 */
/* outbox.c — takes due mails one by one: marked as being sent, handed over, settled. It knows
 * neither causes nor SMTP.
 */
#include "mail/outbox.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "mail/mail_sql.h"
#include "mail/message_view.h"
#include "store/db.h"

#include <curl/curl.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Twelve tries from a minute on, each twice as late, six hours at most: a day and a half in all. */
enum { TRIES = 12, FIRST_WAIT = 60, LONGEST_WAIT = 6 * 3600, LOOK_EVERY = 2 };

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

static enum rc settle_in(struct cx *cx, const struct mail_due_row *m, enum smtp_end end,
                         const char *trouble)
{
    const int64_t tries = m->tries + 1;
    const char *state = end == SMTP_SENT      ? "sent"
                        : end == SMTP_UNCLEAR ? "unclear"
                        : end == SMTP_REFUSED ? "failed"
                        : tries >= TRIES      ? "failed"
                                              : "waiting";
    return mail_settle(cx, m->id, state,
                       z_eq(state, "waiting") ? try_again_at(cx->now, tries) : cx->now,
                       end == SMTP_SENT ? cx->now : 0, trouble);
}

static enum rc settle(struct cx *cx, const struct mail_due_row *m, enum smtp_end end,
                      const char *trouble)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, settle_in(cx, m, end, trouble));
}

static enum rc claim(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, mail_claim(cx, id));
}

static enum smtp_end send_one(struct cx *cx, struct smtp *s, const struct smtp_config *cfg,
                              const struct mail_due_row *m, const char **trouble)
{
    const struct locale *was = mail_language(cx, m->lang);
    const struct message_view v = message_of(cx, m->lang, m->subject, m->body, cfg->base, m->path);
    const struct smtp_mail mail = {
        .address = m->address,
        .name = m->name,
        .lang = m->lang,
        .subject = m->subject,
        .text = message_text(cx, &v),
        .html = message_page(cx, &v),
        .message_id = arena_printf(cx->arena, "mail-%lld@%s", (long long)m->id, cfg->list),
        .thread_id = arena_printf(cx->arena, "%s@%s", m->thread, cfg->list),
        .date = m->created_at,
    };
    cx->locale = was;
    return smtp_send(cx, s, &mail, trouble);
}

enum rc outbox_pass(struct cx *cx, struct smtp *s, const struct smtp_config *cfg, size_t *sent)
{
    struct mail_due_rows due;
    *sent = 0;
    enum rc rc = mail_due(cx, cx->now, OUTBOX_PASS, &due);
    for (size_t i = 0; i < due.n && !rc; i++) {
        const struct mail_due_row *m = &due.v[i];
        const char *trouble = "";
        rc = claim(cx, m->id);
        if (rc == RC_STALE) {
            rc = RC_OK;
            continue;
        }
        if (rc) break;
        const enum smtp_end end = send_one(cx, s, cfg, m, &trouble);
        if (end == SMTP_SENT) ++*sent;
        if (end != SMTP_SENT)
            log_line(LOG_WARNING, NULL, "mail %lld to %s: %s", (long long)m->id, m->address,
                     trouble);
        rc = settle(cx, m, end, trouble);
        /* When the server itself cannot be had, the others would fare no better. */
        if (end == SMTP_LATER && !rc) break;
    }
    return rc;
}

enum rc outbox_begin(struct cx *cx)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, mail_lost(cx, "the server stopped while it was sending this mail"));
}

/* ---- the thread ------------------------------------------------------------------------------ */

struct outbox {
    const struct smtp_config *cfg;
    const char *url;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stopping;
};

/* Waits for ${seconds}, or for the end, and says whether to go on. */
static bool rest(struct outbox *o, int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&o->lock);
    while (!o->stopping && pthread_cond_timedwait(&o->changed, &o->lock, &until) != ETIMEDOUT) {
    }
    const bool on = !o->stopping;
    pthread_mutex_unlock(&o->lock);
    return on;
}

static void work(struct outbox *o, struct db *db, struct smtp *s)
{
    struct arena *a = arena_new();
    bool begun = false;
    do {
        struct cx cx;
        size_t sent;
        arena_reset(a);
        cx_init(&cx, a);
        cx.db = db;
        cx.locale = i18n_locale("en");
        if (!begun) begun = outbox_begin(&cx) == RC_OK;
        /* What goes wrong is in the log; the next pass tries again. */
        if (begun && outbox_pass(&cx, s, o->cfg, &sent) == RC_OK && sent == OUTBOX_PASS) continue;
        if (!rest(o, LOOK_EVERY)) break;
    } while (rest(o, 0));
    arena_free(a);
}

static void *run(void *arg)
{
    struct outbox *o = arg;
    struct db *db = NULL;
    struct smtp *s = smtp_open(o->cfg);
    while (s && db_open(o->url, &db) == RC_BUSY && rest(o, LOOK_EVERY)) {
    }
    if (s && db)
        work(o, db, s);
    else
        log_line(LOG_ERROR, NULL, "no mail will be sent: the outbox could not be opened");
    if (db) db_close(db);
    smtp_close(s);
    return NULL;
}

struct outbox *outbox_start(const struct smtp_config *cfg, const char *url)
{
    struct outbox *o = calloc(1, sizeof *o);
    if (!o || curl_global_init(CURL_GLOBAL_DEFAULT)) {
        free(o);
        return NULL;
    }
    o->cfg = cfg;
    o->url = url;
    pthread_mutex_init(&o->lock, NULL);
    pthread_cond_init(&o->changed, NULL);
    /* Signals are for who waits for them: the server. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    const int failed = pthread_create(&o->thread, NULL, run, o);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!failed) return o;
    pthread_cond_destroy(&o->changed);
    pthread_mutex_destroy(&o->lock);
    free(o);
    return NULL;
}

void outbox_stop(struct outbox *o)
{
    if (!o) return;
    pthread_mutex_lock(&o->lock);
    o->stopping = true;
    pthread_mutex_unlock(&o->lock);
    pthread_cond_broadcast(&o->changed);
    pthread_join(o->thread, NULL);
    pthread_cond_destroy(&o->changed);
    pthread_mutex_destroy(&o->lock);
    free(o);
    curl_global_cleanup();
}
