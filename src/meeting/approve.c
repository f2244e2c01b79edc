/* SPDX-License-Identifier: EUPL-1.2 */
/* approve.c — minutes go round and become approved: by silence when the time is over, by a vote
 * when more than half are for it. From then on their digest says whether they are what was
 * approved.
 */
#include "account/viewer.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "meeting/agenda_sql.h"
#include "meeting/meeting_inside.h"
#include "meeting/minutes.h"
#include "meeting/minutes_sql.h"
#include "store/db.h"

/* A field and its end; what is typed cannot look like the end of one. */
static void add(struct sha256 *h, const char *z)
{
    char length[24];
    const size_t n = z ? str_of(z).n : 0;
    size_t k = sizeof length;
    for (size_t rest = n; k == sizeof length || rest; rest /= 10)
        length[--k] = (char)('0' + rest % 10);
    sha256_add(h, length + k, sizeof length - k);
    sha256_add(h, ":", 1);
    sha256_add(h, z ? z : "", n);
}

enum rc minutes_digest(struct cx *cx, int64_t meeting, const char **out)
{
    struct meeting_get_row m;
    struct person_list_rows people;
    struct agenda_list_rows items;
    struct sha256 h;
    char at[STAMP_TEXT], *hex = arena_alloc(cx->arena, HEX32);
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = person_list(cx, meeting, &people);
    if (!rc) rc = agenda_list(cx, meeting, &items);
    if (rc) return rc;
    sha256_init(&h);
    add(&h, "kolo minutes 1");
    add(&h, m.title);
    add(&h, stamp_text(m.starts_at, at));
    add(&h, m.place);
    add(&h, m.link);
    for (size_t i = 0; i < people.n; i++) {
        const struct person_list_row *p = &people.v[i];
        add(&h, arena_printf(cx->arena, "%lld %lld", (long long)p->id, (long long)p->weight));
        add(&h, p->name);
        add(&h, p->role);
        add(&h, p->attendance);
        add(&h, p->proxy_name);
    }
    for (size_t i = 0; i < items.n; i++) {
        const struct agenda_list_row *a = &items.v[i];
        if (!z_eq(a->state, "accepted")) continue;
        add(&h, a->title);
        add(&h, a->note);
        add(&h, a->text);
        add(&h, arena_printf(cx->arena, "%lld", (long long)a->decision_no));
    }
    sha256_end(&h, hex);
    *out = hex;
    return RC_OK;
}

/* ---- going round ----------------------------------------------------------------------------- */

static bool anybody_came(const struct person_list_rows *people)
{
    for (size_t i = 0; i < people->n; i++)
        if (z_eq(people->v[i].attendance, "present")) return true;
    return false;
}

static enum rc check_ready(struct cx *cx, int64_t id, const char *approval, stamp until)
{
    struct agenda_list_rows items;
    struct aside_list_rows asides;
    struct person_list_rows people;
    enum rc rc = agenda_list(cx, id, &items);
    if (!rc) rc = aside_list(cx, id, &asides);
    if (!rc) rc = person_list(cx, id, &people);
    if (rc) return rc;
    if (asides.n)
        return refuse(cx, RC_CONFLICT,
                      T_N((int64_t)asides.n,
                          "%d text stands beside an item, not taken over yet. Settle it first.",
                          "%d texts stand beside items, not taken over yet. Settle them first."),
                      (int)asides.n);
    if (!anybody_came(&people))
        return refuse(cx, RC_CONFLICT,
                      T("Nobody is noted as present. Note who is here first: of whom nothing is "
                        "noted counts as absent."));
    bool written = false;
    for (size_t i = 0; i < items.n; i++) written = written || *items.v[i].text;
    if (!written) return refuse(cx, RC_CONFLICT, T("Nothing is written under any item yet."));
    if (z_eq(approval, "vote")) return RC_OK;
    if (!z_eq(approval, "silence"))
        return problem(cx, "approval", T("Choose approval by silence or by vote."));
    if (until <= cx->now)
        return problem(cx, "until", T("Give a time to come, until when objections are heard."));
    return RC_OK;
}

static enum rc send_in(struct cx *cx, int64_t id, int64_t version, const char *approval,
                       stamp until)
{
    struct meeting_get_row m;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (rc) return rc;
    if (!z_eq(m.state, "held"))
        return refuse(cx, RC_CONFLICT, T("Only minutes of a meeting that was held go round."));
    rc = check_ready(cx, id, approval, until);
    if (rc) return rc;
    rc =
        minutes_set_sent(cx, id, version, approval, z_eq(approval, "silence") ? until : 0, cx->now);
    if (rc == RC_STALE) return meeting_stale(cx);
    if (!rc) rc = person_close_attendance(cx, id);
    if (!rc) rc = person_clear_say(cx, id);
    if (!rc) rc = meeting_audited(cx, "minutes.send", id, &m);
    return rc ? rc : meeting_tell(cx, id, "minutes");
}

enum rc minutes_send(struct cx *cx, int64_t id, int64_t version, const char *approval, stamp until)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, send_in(cx, id, version, approval, until));
}

static enum rc reopen_in(struct cx *cx, int64_t id, int64_t version)
{
    struct meeting_get_row m;
    enum rc rc = meeting_to_lead(cx, id, &m);
    if (rc) return rc;
    if (!z_eq(m.state, "minutes_draft"))
        return refuse(cx, RC_CONFLICT, T("Approved minutes are not changed any more."));
    rc = minutes_set_open(cx, id, version);
    if (rc == RC_STALE) return meeting_stale(cx);
    return rc ? rc : meeting_audited(cx, "minutes.reopen", id, &m);
}

enum rc minutes_reopen(struct cx *cx, int64_t id, int64_t version)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, reopen_in(cx, id, version));
}

static enum rc approve(struct cx *cx, const struct meeting_get_row *m)
{
    const char *sha;
    enum rc rc = minutes_digest(cx, m->id, &sha);
    if (!rc) rc = minutes_set_approved(cx, m->id, m->version, cx->now, sha);
    if (!rc) rc = meeting_audited(cx, "minutes.approve", m->id, m);
    return rc ? rc : meeting_tell(cx, m->id, "approved");
}

/* A meeting without a body has no votes; there each person counts. */
static bool has_voice(const struct meeting_get_row *m, const struct person_list_row *p)
{
    return m->body ? p->weight > 0 : p->account != 0;
}

static bool more_than_half(const struct meeting_get_row *m, const struct person_list_rows *people)
{
    int64_t all = 0, in_favour = 0;
    for (size_t i = 0; i < people->n; i++) {
        const struct person_list_row *p = &people->v[i];
        if (!has_voice(m, p)) continue;
        const int64_t weight = m->body ? p->weight : 1;
        all += weight;
        if (z_eq(p->minutes_say, "approve")) in_favour += weight;
    }
    return in_favour * 2 > all;
}

static enum rc check_say(struct cx *cx, const struct meeting_get_row *m,
                         const struct person_list_row *p, const char *say, const char *why)
{
    if (!z_eq(m->state, "minutes_draft"))
        return refuse(cx, RC_CONFLICT, T("These minutes do not wait for approval."));
    if (m->approve_until && cx->now >= m->approve_until)
        return refuse(cx, RC_CONFLICT, T("The time for objections ended on %s."),
                      i18n_stamp(cx, m->approve_until));
    if (!p || !has_voice(m, p))
        return refuse(
            cx, RC_DENIED,
            T("Minutes are approved by the members with a vote. Write a comment instead."));
    if (!z_eq(say, "approve") && !z_eq(say, "object"))
        return problem(cx, "say", T("Approve, or object with a reason."));
    if (z_eq(say, "object") && (!why || !*why))
        return problem(cx, "why", T("An objection needs a reason: say what is wrong."));
    if (why && utf8_count(str_of(why)) > 2000)
        return problem(cx, "why", T("At most 2,000 characters fit."));
    return RC_OK;
}

static enum rc say_in(struct cx *cx, int64_t id, const char *say, const char *why)
{
    struct meeting_get_row m;
    struct person_list_rows people;
    const struct person_list_row *me = NULL;
    enum rc rc = meeting_get(cx, id, &m);
    if (!rc) rc = person_list(cx, id, &people);
    for (size_t i = 0; i < people.n && !rc; i++)
        if (people.v[i].account && people.v[i].account == viewer_is(cx) &&
            (!me || people.v[i].weight > me->weight))
            me = &people.v[i];
    if (!rc) rc = check_say(cx, &m, me, say, why);
    if (!rc) rc = person_set_say(cx, me->id, say, why ? why : "", cx->now);
    if (!rc) rc = meeting_person_audited(cx, "minutes.say", &m, me->id, me);
    if (rc) return rc;
    if (z_eq(say, "object")) {
        rc = meeting_touch(cx, id);
        return rc ? rc : meeting_tell(cx, id, "objection");
    }
    rc = person_list(cx, id, &people);
    return rc || !z_eq(m.approval, "vote") || !more_than_half(&m, &people) ? rc : approve(cx, &m);
}

enum rc minutes_say(struct cx *cx, int64_t id, const char *say, const char *why)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, say_in(cx, id, say, why));
}

static enum rc list_due(struct cx *cx, struct due_keys *out)
{
    struct minutes_due_rows due;
    enum rc rc = minutes_due(cx, cx->now, &due);
    for (size_t i = 0; !rc && i < due.n; i++) due_key(cx, out, due.v[i].id);
    return rc;
}

static enum rc approve_due(struct cx *cx, int64_t id)
{
    struct meeting_get_row m;
    enum rc rc = meeting_get(cx, id, &m);
    return rc ? rc : approve(cx, &m);
}

const struct due minutes_approve_due = { "minutes.approve", 60, list_due, approve_due };
