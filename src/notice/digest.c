/* SPDX-License-Identifier: EUPL-1.2 */
/* digest.c — gathers what waited into one mail. Who is told of what, notice.c decided; whether it
 * still waits is asked again here.
 */
#include "notice/digest.h"

#include "base/buf.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "notice/excerpt.h"
#include "notice/notice_sql.h"
#include "notice/setting_inside.h"
#include "notice/unsubscribe.h"

enum { MOST = 1 << 20 };

/* A link where it leads somewhere (mail/message_view.h), in which no bracket ends the words. */
static void put_subject(struct cx *cx, struct buf *b, const struct notice_digest_rows_row *r)
{
    char *subject = arena_dup(cx->arena, r->subject);
    for (char *c = subject; *c && *r->path; c++) *c = *c == '[' ? '(' : *c == ']' ? ')' : *c;
    if (*r->path)
        buf_printf(b, "[%s](%s)\n\n", subject, r->path);
    else
        buf_printf(b, "%s\n\n", subject);
}

static const char *words(struct cx *cx, const struct notice_digest_rows_rows *rows)
{
    struct buf b;
    buf_init(&b, MOST);
    const char *project = NULL;
    for (size_t i = 0; i < rows->n; i++) {
        const struct notice_digest_rows_row *r = &rows->v[i];
        const char *here = r->project ? r->project : T("Without a project");
        if (!project || !z_eq(project, here)) buf_printf(&b, "%s\n\n", here);
        project = here;
        put_subject(cx, &b, r);
        if (*r->body) buf_printf(&b, "%s\n\n", notice_excerpt(cx, r->body));
    }
    const char *out = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}

/* Where all of it is of one project, that one's secretariat sees whether the digest arrived. */
static int64_t project_of(const struct notice_digest_rows_rows *rows)
{
    for (size_t i = 1; i < rows->n; i++)
        if (rows->v[i].project_id != rows->v[0].project_id) return 0;
    return rows->n ? rows->v[0].project_id : 0;
}

static enum rc send(struct cx *cx, const struct notice_digest_people_row *who,
                    const struct setting *s, date day, const struct notice_digest_rows_rows *rows)
{
    char text[DATE_TEXT];
    const char *end;
    enum rc rc = unsubscribe_path(cx, who->account, UNSUBSCRIBE_DIGEST, &end);
    if (rc) return rc;
    const struct locale *was = mail_language(cx, who->lang);
    const struct mail m = {
        .cause = "digest",
        .cause_key = arena_dup(cx->arena, date_text(day, text)),
        .project = project_of(rows),
        .account = who->account,
        .address = who->email,
        .name = who->name,
        .lang = who->lang,
        .subject = arena_printf(
            cx->arena, T_N((int64_t)rows->n, "Digest of %s: %d notice", "Digest of %s: %d notices"),
            i18n_date(cx, day), (int)rows->n),
        .body = words(cx, rows),
        .path = "/notices",
        .thread = "digest",
        .unsubscribe = end,
        .not_before = setting_quiet_end(s, cx->now),
    };
    cx->locale = was;
    return mail_add(cx, &m);
}

/* When the digests of one who waits were last due: daily, weekly; and the day of the daily one. */
struct moments {
    struct setting setting;
    stamp daily, weekly;
    date day;
};

static struct moments moments_of(struct cx *cx, const struct notice_digest_people_row *p)
{
    const int64_t chosen[] = { p->quiet_from, p->quiet_to, p->digest_hour, p->digest_weekday };
    struct moments m = { .setting = setting_from(p->zone, p->country, chosen) };
    date weekly_day;
    m.daily = setting_digest(&m.setting, cx->now, false, &m.day);
    m.weekly = setting_digest(&m.setting, cx->now, true, &weekly_day);
    return m;
}

static enum rc list_due(struct cx *cx, struct due_keys *out)
{
    struct notice_digest_people_rows people;
    enum rc rc = notice_digest_people(cx, &people);
    for (size_t i = 0; !rc && i < people.n; i++) {
        const struct notice_digest_people_row *p = &people.v[i];
        const struct moments m = moments_of(cx, p);
        if (p->first < (p->weekly ? m.weekly : m.daily)) due_key(cx, out, p->account);
    }
    return rc;
}

static enum rc gather(struct cx *cx, const struct notice_digest_people_row *p)
{
    const struct moments m = moments_of(cx, p);
    struct notice_digest_rows_rows rows;
    int64_t id;
    enum rc rc = notice_digest_put(cx, p->account, m.day, cx->now, &id);
    if (rc == RC_CONFLICT) return RC_OK;
    if (!rc) rc = notice_digest_rows(cx, p->account, m.daily, m.weekly, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) rc = notice_digested(cx, rows.v[i].id, id);
    return rc ? rc : send(cx, p, &m.setting, m.day, &rows);
}

static enum rc one(struct cx *cx, int64_t account)
{
    struct notice_digest_people_rows people;
    enum rc rc = notice_digest_people(cx, &people);
    for (size_t i = 0; !rc && i < people.n; i++)
        if (people.v[i].account == account) return gather(cx, &people.v[i]);
    return rc;
}

const struct due notice_digest_due = { "notice.digest", 60, list_due, one };
