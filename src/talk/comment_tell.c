/* SPDX-License-Identifier: EUPL-1.2 */
/* comment_tell.c — who hears of a comment and in which words. How it reaches them is notice's. */
#include "talk/comment_tell.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "notice/notice.h"

/* What was said, as a mail shows it; the mail itself says how to answer. */
static const char *words(struct cx *cx, const struct comment_get_row *c)
{
    const char *said = c->body;
    if (*c->passage)
        said = arena_printf(cx->arena, "%s\n\n%s", arena_printf(cx->arena, "„%s“", c->passage),
                            *said ? said : "–");
    if (*c->wording)
        said = arena_printf(cx->arena, "%s\n\n%s", said,
                            arena_printf(cx->arena, T("Suggested wording: %s"), c->wording));
    return said;
}

static const char *author(struct cx *cx, const struct comment_get_row *c)
{
    return *c->organisation ? arena_printf(cx->arena, "%s (%s)", c->author, c->organisation)
                            : c->author;
}

static const char cause[] = "comment.add";

static const char *cause_key(struct cx *cx, int64_t comment)
{
    return arena_printf(cx->arena, "comment %lld", (long long)comment);
}

/* In the reader's language, and with the name that the thing has in it. */
static enum rc tell_in(struct cx *cx, const struct object *o, const struct comment_get_row *c,
                       int64_t account, bool named)
{
    struct object thing;
    enum rc rc = object_there(cx, o->type, o->id, &thing);
    if (rc) return rc;
    const char *who = author(cx, c);
    const struct notice n = {
        .kind = named ? NOTICE_MENTION : NOTICE_COMMENT,
        .cause = cause,
        .cause_key = cause_key(cx, c->id),
        .project = o->project,
        .account = account,
        .subject = arena_printf(cx->arena, "%s: %s", who, thing.label),
        .body = arena_printf(
            cx->arena, named ? T("%s named you in “%s”:\n\n%s") : T("%s wrote on “%s”:\n\n%s"), who,
            thing.label, words(cx, c)),
        .path =
            arena_printf(cx->arena, "%s#c-%lld", object_thread_path(cx, &thing), (long long)c->id),
        .thread = arena_printf(cx->arena, "%s-%lld", o->type, (long long)o->id),
        .reply_type = o->type,
        .reply = o->id,
    };
    return notice_add(cx, &n);
}

static enum rc tell(struct cx *cx, const struct object *o, const struct comment_get_row *c,
                    int64_t account, bool named)
{
    if (account == viewer_is(cx)) return RC_OK;
    const struct locale *was = notice_reader(cx, account);
    enum rc rc = tell_in(cx, o, c, account, named);
    cx->locale = was;
    return rc;
}

static bool among(int64_t account, const struct object_people *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i] == account) return true;
    return false;
}

static enum rc muted_by(struct cx *cx, const struct object *o, struct object_people *out)
{
    struct thread_mutes_rows rows;
    enum rc rc = thread_mutes(cx, o->type, o->id, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) object_person(cx, out, rows.v[i].account);
    return rc;
}

static enum rc concerned(struct cx *cx, const struct object *o, struct object_people *out)
{
    struct comment_writers_rows rows;
    enum rc rc = comment_writers(cx, o->type, o->id, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) object_person(cx, out, rows.v[i].account);
    return rc ? rc : object_cares(cx, o, out);
}

enum rc comment_tell_named(struct cx *cx, const struct object *o, const struct comment_get_row *c,
                           const struct mentions *named)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < named->told.n && !rc; i++) rc = tell(cx, o, c, named->told.v[i], true);
    return rc;
}

enum rc comment_tell(struct cx *cx, const struct object *o, const struct comment_get_row *c,
                     const struct mentions *named)
{
    struct object_people all = { 0 }, muted = { 0 };
    bool seen;
    enum rc rc = comment_tell_named(cx, o, c, named);
    if (!rc) rc = muted_by(cx, o, &muted);
    if (!rc) rc = concerned(cx, o, &all);
    for (size_t i = 0; i < all.n && !rc; i++) {
        const int64_t who = all.v[i];
        if (among(who, &named->told) || among(who, &muted) || who == viewer_is(cx)) continue;
        rc = object_seen_by(cx, who, o, &seen);
        if (!rc && seen) rc = tell(cx, o, c, who, false);
    }
    return rc;
}

enum rc comment_untell(struct cx *cx, int64_t comment)
{
    return notice_forget(cx, cause, cause_key(cx, comment));
}
