/* SPDX-License-Identifier: EUPL-1.2 */
/* session.c — sessions from sign-in to end. It knows no cookies and no passwords: who may have a
 * session is decided before it is called.
 */
#include "account/session.h"

#include "account/account_sql.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "store/db.h"

#include <string.h>

enum { SEEN_EVERY = 60, KEPT = 30 * 86400, AGENT_MOST = 200 };

/* Not worth an audit entry, nor a failed page when the database is busy with something else. */
static void note_seen(struct cx *cx, int64_t id)
{
    if (db_begin(cx)) return;
    enum rc rc = session_set_seen(cx, id, cx->now, cx->now - SEEN_EVERY);
    rc = db_end(cx, rc);
    (void)rc;
}

/* Each project once, by code; they are few. */
static void add_project(struct viewer_project *all, size_t *n, const struct session_load_row *r)
{
    size_t at = *n;
    if (!r->code) return;
    for (size_t i = 0; i < *n; i++)
        if (all[i].id == r->project) return;
    for (; at > 0 && strcmp(all[at - 1].code, r->code) > 0; at--) all[at] = all[at - 1];
    all[at] = (struct viewer_project){ r->project, r->code, r->title, r->is_demo };
    ++*n;
}

const struct viewer *session_viewer(struct cx *cx, const struct session_load_rows *rows,
                                    bool by_token)
{
    const struct session_load_row *first = &rows->v[0];
    struct viewer *v = arena_array(cx->arena, struct viewer, 1);
    struct viewer_role *roles = arena_array(cx->arena, struct viewer_role, rows->n);
    struct viewer_project *projects = arena_array(cx->arena, struct viewer_project, rows->n);
    *v = (struct viewer){ .account = first->account,
                          .name = first->name,
                          .email = first->email,
                          .lang = first->lang,
                          .roles = roles,
                          .projects = projects,
                          .unread = first->unread,
                          .by_token = by_token };
    if (first->zone && zone_ok(first->zone)) v->zone = first->zone;
    for (size_t i = 0; i < rows->n; i++) {
        const struct session_load_row *r = &rows->v[i];
        struct viewer_role *to = &roles[v->n];
        if (!role_parse(r->role, &to->role)) continue;
        to->project = r->project;
        to->organisation = r->organisation;
        to->partner = r->partner;
        v->n++;
        add_project(projects, &v->n_projects, r);
        if (!v->zone && r->country) v->zone = zone_of_country(r->country);
    }
    return v;
}

enum rc session_look(struct cx *cx, const char *token, struct session *out)
{
    struct session_load_rows rows;
    char hash[HEX32];
    *out = (struct session){ 0 };
    sha256_hex(str_of(token), hash);
    enum rc rc = session_load(cx, hash, cx->now, cx->now - SESSION_IDLE, &rows);
    if (rc || !rows.n) return rc;
    *out = (struct session){ rows.v[0].id, rows.v[0].csrf, rows.v[0].seen_at,
                             session_viewer(cx, &rows, false) };
    return RC_OK;
}

enum rc session_viewer_of(struct cx *cx, int64_t account, const struct viewer **out)
{
    struct session_load_rows rows;
    *out = NULL;
    enum rc rc = session_load_account(cx, account, &rows);
    if (!rc && rows.n) *out = session_viewer(cx, &rows, false);
    return rc;
}

enum rc session_find(struct cx *cx, const char *token, struct session *out)
{
    enum rc rc = session_look(cx, token, out);
    if (!rc && out->viewer && cx->now - out->seen_at >= SEEN_EVERY) note_seen(cx, out->id);
    return rc;
}

/* Who and when, for ever; from where and with what is forgotten with the session. */
static enum rc audited(struct cx *cx, const char *action, int64_t id)
{
    const struct audit_entry e = { .action = action, .object_type = "session", .object_id = id };
    return audit_add(cx, &e);
}

static void make_token(char token[SESSION_TOKEN], char hash[HEX32], char csrf[SESSION_TOKEN])
{
    rand_token(token);
    rand_token(csrf);
    sha256_hex(str_of(token), hash);
}

enum rc session_start(struct cx *cx, int64_t account, const struct session_place *place,
                      struct session_new *out)
{
    struct account_by_id_row who;
    char hash[HEX32], csrf[SESSION_TOKEN];
    str agent = str_of(place->agent);
    if (agent.n > AGENT_MOST) agent.n = AGENT_MOST;
    make_token(out->token, hash, csrf);
    enum rc rc = account_by_id(cx, account, &who);
    if (rc) return rc;
    struct viewer *v = arena_array(cx->arena, struct viewer, 1);
    *v = (struct viewer){
        .account = account, .name = who.name, .email = who.email, .lang = who.lang
    };
    cx->viewer = v;
    const struct session_insert_in in = { .token_hash = hash,
                                          .account = account,
                                          .csrf = csrf,
                                          .now = cx->now,
                                          .expires_at = cx->now + SESSION_LONGEST,
                                          .address = place->address,
                                          .agent = arena_str(cx->arena, agent) };
    rc = session_insert(cx, &in, &out->id);
    return rc ? rc : audited(cx, "session.start", out->id);
}

enum rc session_rotate(struct cx *cx, int64_t id, struct session_new *out)
{
    char hash[HEX32], csrf[SESSION_TOKEN];
    make_token(out->token, hash, csrf);
    out->id = id;
    return session_set_token(cx, id, hash, csrf);
}

static enum rc end_own(struct cx *cx, int64_t id)
{
    struct session_by_id_row before;
    enum rc rc = session_by_id(cx, id, &before);
    if (rc) return rc;
    if (before.account != viewer_is(cx) || before.ended_at) return RC_MISSING;
    rc = session_set_ended(cx, id, cx->now);
    if (rc) return rc == RC_STALE ? RC_MISSING : rc;
    return audited(cx, "session.end", id);
}

enum rc session_end(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, end_own(cx, id));
}

enum rc session_end_all(struct cx *cx, int64_t account, int64_t kept)
{
    struct session_end_others_rows ended;
    enum rc rc = session_end_others(cx, account, kept, cx->now, &ended);
    for (size_t i = 0; !rc && i < ended.n; i++) rc = audited(cx, "session.end", ended.v[i].id);
    return rc;
}

enum rc session_list(struct cx *cx, int64_t account, struct session_open_rows *out)
{
    return session_open(cx, account, cx->now, cx->now - SESSION_IDLE, out);
}

enum rc session_sweep_old(struct cx *cx) { return session_sweep(cx, cx->now - KEPT); }
