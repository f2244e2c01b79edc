/* SPDX-License-Identifier: EUPL-1.2 */
/* response.c — the drafter answers comments, and what was suggested goes into the text. */
#include "consult/response.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "consult/consult_write.h"
#include "i18n/i18n.h"
#include "notice/notice.h"
#include "store/audit.h"
#include "store/db.h"

#include <string.h>

static enum rc tell_author(struct cx *cx, const struct consult_get_row *c, int64_t author,
                           const struct response_get_row *r)
{
    if (!author) return RC_OK;
    const struct locale *was = notice_reader(cx, author);
    const char *said = z_eq(r->outcome, "accepted")   ? T("accepted")
                       : z_eq(r->outcome, "partly")   ? T("partly accepted")
                       : z_eq(r->outcome, "rejected") ? T("rejected")
                                                      : T("open again");
    const struct notice n = {
        .kind = NOTICE_CONSULTATION,
        .cause = "response.give",
        .cause_key =
            arena_printf(cx->arena, "comment %lld answer %d", (long long)r->comment, (int)r->no),
        .project = c->project,
        .account = author,
        .subject = arena_printf(cx->arena, T("Your comment is %s: %s"), said, c->title),
        .body = *r->reply ? r->reply : arena_printf(cx->arena, T("Your comment is %s."), said),
        .path = arena_printf(cx->arena, "/consultation/%lld/responses#c-%lld", (long long)c->id,
                             (long long)r->comment),
        .thread = arena_printf(cx->arena, "consultation-%lld", (long long)c->id),
        .reply_type = "consultation",
        .reply = c->id,
    };
    cx->locale = was;
    return notice_add(cx, &n);
}

static bool is_outcome(const char *z)
{
    return z_eq(z, "open") || z_eq(z, "accepted") || z_eq(z, "partly") || z_eq(z, "rejected");
}

static enum rc check(struct cx *cx, const char *outcome, const char *reply)
{
    size_t n = reply ? utf8_count(str_of(reply)) : 0;
    if (!is_outcome(outcome))
        return problem(cx, "outcome", T("Choose accepted, partly accepted, rejected or open."));
    if (!n && (z_eq(outcome, "partly") || z_eq(outcome, "rejected")))
        return problem(cx, "reply", T("Say why; the author and the others read it."));
    if (n > 20000)
        return problem(cx, "reply", T("This has %zu characters; at most %zu fit."), n,
                       (size_t)20000);
    return RC_OK;
}

static enum rc give_in(struct cx *cx, int64_t comment, int64_t seen, const char *outcome,
                       const char *reply)
{
    struct response_comment_row m;
    struct response_get_row r;
    struct consult_get_row c;
    bool found;
    int64_t id = 0;
    enum rc rc = response_comment(cx, comment, &m, &found);
    if (!rc && !found) return RC_MISSING;
    if (!rc) rc = consult_get(cx, m.consultation, &c);
    if (rc) return rc;
    if (!consult_drafts(cx, &c))
        return refuse(cx, RC_DENIED, T("%s answers the comments here."),
                      c.drafter ? c.drafter_name : c.chair_name);
    if (!z_eq(c.state, "open") && !z_eq(c.state, "closed"))
        return refuse(cx, RC_CONFLICT,
                      T("Comments are answered while it is open, or closed and not decided."));
    if ((rc = check(cx, outcome, reply))) return rc;
    rc = seen >= 0 && seen != m.no ? RC_CONFLICT : RC_OK;
    if (!rc)
        rc = response_add(cx,
                          &(struct response_add_in){ .consultation = c.id,
                                                     .comment = comment,
                                                     .no = m.no + 1,
                                                     .outcome = outcome,
                                                     .reply = reply ? reply : "",
                                                     .now = cx->now,
                                                     .by = viewer_is(cx) },
                          &id);
    if (rc == RC_CONFLICT)
        return refuse(cx, RC_STALE,
                      T("Somebody answered this comment meanwhile. Look at it again."));
    if (!rc) rc = response_get(cx, id, &r);
    if (!rc)
        rc = audit_change(cx, "response.give", "consultation", c.id, c.project, &response_get_meta,
                          NULL, &r);
    return rc ? rc : tell_author(cx, &c, m.author, &r);
}

enum rc response_give(struct cx *cx, int64_t comment, int64_t seen, const char *outcome,
                      const char *reply)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, give_in(cx, comment, seen, outcome, reply));
}

const char *response_apply(struct cx *cx, const char *text, const char *passage,
                           const char *wording)
{
    const char *at = *passage ? strstr(text, passage) : NULL;
    if (!at || strstr(at + 1, passage)) return NULL;
    return arena_printf(cx->arena, "%.*s%s%s", (int)(at - text), text, wording,
                        at + strlen(passage));
}
