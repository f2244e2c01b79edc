/* SPDX-License-Identifier: EUPL-1.2 */
/* notice.c — tells a person: in the list in Kolo, and by mail at once, later or not at all, as they
 * chose. It knows no cause and no words.
 */
#include "notice/notice.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "notice/notice_sql.h"
#include "notice/setting_inside.h"
#include "notice/unsubscribe.h"

static const char *const kinds[NOTICE_KINDS] = { "report",  "comment",  "mention", "consultation",
                                                 "meeting", "decision", "task" };

const char *notice_kind_name(enum notice_kind kind) { return kinds[kind]; }

bool notice_kind_parse(const char *name, enum notice_kind *out)
{
    for (int i = 0; name && i < NOTICE_KINDS; i++)
        if (z_eq(kinds[i], name)) {
            *out = (enum notice_kind)i;
            return true;
        }
    return false;
}

const struct locale *notice_reader(struct cx *cx, int64_t account)
{
    struct notice_reader_lang_row p;
    bool found = false;
    const int64_t none[] = { -1, -1, -1, -1 };
    if (notice_reader_lang(cx, account, &p, &found) || !found) return cx->locale;
    cx->zone = setting_from(p.zone, p.country, none).zone;
    return mail_language(cx, p.lang);
}

/* What becomes of it. */
struct fate {
    bool mailed;
    enum notice_how waits; /* NOTICE_NONE: for no digest */
    bool covered;          /* told through another kind already */
};

static enum notice_how how_of(const struct notice *n, const struct notice_person_row *p)
{
    enum notice_how how;
    if (n->always || n->calendar) return NOTICE_NOW;
    return notice_how_parse(p->how, &how) ? how : notice_how_default(n->kind);
}

/* One happening, told through two kinds: the sooner one counts, and it counts once. */
static enum rc decide(struct cx *cx, const struct notice *n, const struct notice_person_row *p,
                      struct fate *f)
{
    const enum notice_how how = how_of(n, p);
    enum notice_how other = NOTICE_NONE;
    *f = (struct fate){ .mailed = how == NOTICE_NOW,
                        .waits = how == NOTICE_NOW ? NOTICE_NONE : how };
    if (!p->other || n->always || n->calendar) return RC_OK;
    if (p->other_mailed)
        other = NOTICE_NOW;
    else if (!notice_how_parse(p->other_waits, &other))
        other = NOTICE_NONE;
    if (how > other) return notice_cover(cx, p->other, cx->now);
    *f = (struct fate){ .covered = true };
    return RC_OK;
}

static enum rc put(struct cx *cx, const struct notice *n, const struct fate *f)
{
    return notice_put(cx,
                      &(struct notice_put_in){
                          .account = n->account,
                          .kind = kinds[n->kind],
                          .cause = n->cause,
                          .cause_key = n->cause_key,
                          .project = n->project,
                          .subject = n->subject,
                          /* What has to arrive may hold a secret, which is for the mailbox only. */
                          .body = n->always ? "" : n->body,
                          .path = n->path ? n->path : "",
                          .thread = n->thread ? n->thread : "",
                          .now = cx->now,
                          .read_at = f->covered ? cx->now : 0,
                          .covered = f->covered,
                          .mailed = f->mailed,
                          .waits = f->waits == NOTICE_NONE ? "" : notice_how_name(f->waits),
                      },
                      NULL);
}

static stamp not_before(const struct cx *cx, const struct notice *n,
                        const struct notice_person_row *p)
{
    const int64_t chosen[] = { p->quiet_from, p->quiet_to, p->digest_hour, p->digest_weekday };
    const struct setting s = setting_from(p->zone, p->country, chosen);
    return n->always || n->calendar ? cx->now : setting_quiet_end(&s, cx->now);
}

static enum rc send(struct cx *cx, const struct notice *n, const struct notice_person_row *p)
{
    const char *end = NULL;
    enum rc rc = n->always ? RC_OK : unsubscribe_path(cx, p->id, (int)n->kind, &end);
    if (rc) return rc;
    return mail_add(cx, &(struct mail){ .cause = n->cause,
                                        .cause_key = n->cause_key,
                                        .project = n->project,
                                        .account = p->id,
                                        .address = p->email,
                                        .name = p->name,
                                        .lang = p->lang,
                                        .subject = n->subject,
                                        .body = n->body,
                                        .path = n->path ? n->path : "",
                                        .thread = n->thread ? n->thread : "",
                                        .reply_type = n->reply_type,
                                        .reply = n->reply,
                                        .calendar = n->calendar,
                                        .calendar_method = n->calendar_method,
                                        .unsubscribe = end,
                                        .not_before = not_before(cx, n, p) });
}

static enum rc add(struct cx *cx, const struct notice *n)
{
    struct notice_person_row p;
    struct fate fate;
    bool found;
    enum rc rc = notice_person(cx, n->account, kinds[n->kind], n->cause_key, cx->now, &p, &found);
    if (rc || !found) return rc;
    rc = decide(cx, n, &p, &fate);
    if (!rc) rc = put(cx, n, &fate);
    if (rc == RC_CONFLICT) return RC_OK;
    return rc || !fate.mailed ? rc : send(cx, n, &p);
}

enum rc notice_add(struct cx *cx, const struct notice *n)
{
    /* notice_reader may have left the recipient's. */
    cx->zone = cx->viewer ? cx->viewer->zone : NULL;
    if (n->account == viewer_is(cx) && !n->always) return RC_OK;
    return add(cx, n);
}

enum rc notice_forget(struct cx *cx, const char *cause, const char *cause_key)
{
    enum rc rc = notice_blank(cx, cause, cause_key, cx->now);
    return rc ? rc : mail_forget(cx, cause, cause_key);
}
