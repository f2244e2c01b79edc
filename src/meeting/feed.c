/* SPDX-License-Identifier: EUPL-1.2 */
/* feed.c — the secret calendar of a person. */
#include "meeting/feed.h"

#include "account/viewer.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "mail/ical.h"
#include "mail/mail.h"
#include "meeting/feed_sql.h"
#include "store/audit.h"
#include "store/db.h"

#include <string.h>

#define YEAR ((stamp)366 * 86400)

static enum rc noted(struct cx *cx, const char *action)
{
    return audit_add(cx, &(struct audit_entry){ .action = action,
                                                .object_type = "account",
                                                .object_id = viewer_is(cx) });
}

static enum rc renew_in(struct cx *cx, char word[44])
{
    char hash[HEX32];
    if (!viewer_is(cx)) return refuse(cx, RC_DENIED, T("Only a person has a calendar."));
    rand_token(word);
    sha256_hex(str_of(word), hash);
    enum rc rc = feed_set(cx, viewer_is(cx), hash, cx->now);
    return rc ? rc : noted(cx, "calendar.renew");
}

enum rc feed_renew(struct cx *cx, char word[44])
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, renew_in(cx, word));
}

static enum rc end_in(struct cx *cx)
{
    enum rc rc = feed_drop(cx, viewer_is(cx));
    return rc ? rc : noted(cx, "calendar.end");
}

enum rc feed_end(struct cx *cx)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, end_in(cx));
}

static const char *place_of(struct cx *cx, const struct feed_meetings_row *m)
{
    if (*m->place && *m->link) return arena_printf(cx->arena, "%s, %s", m->place, m->link);
    return *m->place ? m->place : m->link;
}

static size_t put_meetings(struct cx *cx, const struct feed_meetings_rows *rows,
                           struct ical_event *e)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct feed_meetings_row *m = &rows->v[i];
        e[i] =
            (struct ical_event){ .uid = m->uid,
                                 .sequence = m->sequence,
                                 .starts = m->starts_at,
                                 .ends = m->starts_at + m->minutes * 60,
                                 .summary = arena_printf(cx->arena, "%s (%s)", m->title, m->code),
                                 .description = m->body_name,
                                 .place = place_of(cx, m),
                                 .cancelled = z_eq(m->state, "cancelled") };
    }
    return rows->n;
}

static size_t put_tasks(struct cx *cx, const struct feed_tasks_rows *rows, struct ical_event *e)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct feed_tasks_row *t = &rows->v[i];
        e[i] =
            (struct ical_event){ .uid = arena_printf(cx->arena, "task-%lld@kolo", (long long)t->id),
                                 .day = t->due_on,
                                 .last = t->due_on,
                                 .summary = arena_printf(cx->arena, T("Due: %s (%s)"), t->title,
                                                         t->code) };
    }
    return rows->n;
}

static enum rc write(struct cx *cx, const struct feed_by_word_row *f, const char **out)
{
    struct feed_meetings_rows meetings;
    struct feed_tasks_rows tasks;
    enum rc rc = feed_meetings(cx, f->account, cx->now - YEAR, &meetings);
    if (!rc) rc = feed_tasks(cx, f->account, &tasks);
    if (rc) return rc;
    struct ical_event *e = arena_array(cx->arena, struct ical_event, meetings.n + tasks.n);
    size_t n = put_meetings(cx, &meetings, e);
    n += put_tasks(cx, &tasks, e + n);
    return ical_write(cx, "PUBLISH", arena_printf(cx->arena, "Kolo: %s", f->name), e, n, out);
}

enum rc feed_calendar(struct cx *cx, const char *word, const char **out)
{
    struct feed_by_word_row f;
    char hash[HEX32];
    bool found;
    sha256_hex(str_of(word), hash);
    enum rc rc = feed_by_word(cx, hash, &f, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    const struct locale *was = mail_language(cx, f.lang);
    rc = write(cx, &f, out);
    cx->locale = was;
    if (!rc) rc = db_begin(cx);
    return rc ? rc : db_end(cx, feed_seen(cx, f.id, cx->now));
}
