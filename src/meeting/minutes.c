/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes.c — the pen and the texts; votes and what they come to; tasks. */
#include "meeting/minutes.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "body/tally.h"
#include "decide/decision.h"
#include "decide/task.h"
#include "i18n/i18n.h"
#include "meeting/agenda_sql.h"
#include "meeting/meeting_inside.h"
#include "meeting/minutes_sql.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/search.h"

/* ---- the pen --------------------------------------------------------------------------------- */

static enum rc being_held(struct cx *cx, const struct meeting_get_row *m)
{
    if (z_eq(m->state, "held")) return RC_OK;
    if (z_eq(m->state, "proposed") || z_eq(m->state, "invited"))
        return refuse(cx, RC_CONFLICT, T("Open the meeting first; then minutes are taken."));
    return refuse(cx, RC_CONFLICT, T("The minutes of this meeting are closed."));
}

static bool pen_elsewhere(const struct cx *cx, const struct meeting_get_row *m)
{
    return m->pen && m->pen != viewer_is(cx) && m->pen_until > cx->now;
}

/* Who sits at the meeting, but for observers, may write; so may who leads. */
static enum rc may_write(struct cx *cx, const struct meeting_get_row *m)
{
    struct person_of_account_row p;
    bool leads = false, found = false;
    enum rc rc = meeting_led(cx, m, &leads);
    if (!rc && !leads) rc = person_of_account(cx, m->id, viewer_is(cx), &p, &found);
    if (rc || leads || (found && !z_eq(p.role, "observer"))) return rc;
    return refuse(cx, RC_DENIED, T("Minutes are written by who takes part in the meeting."));
}

static enum rc pen_note(struct cx *cx, const char *action, const struct meeting_get_row *m)
{
    struct meeting_get_row after;
    enum rc rc = meeting_get(cx, m->id, &after);
    return rc ? rc
              : audit_change(cx, action, "meeting", m->id, m->project, &meeting_get_meta, m,
                             &after);
}

static enum rc take_in(struct cx *cx, int64_t meeting, bool over)
{
    struct meeting_get_row m;
    bool leads = false;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = being_held(cx, &m);
    if (!rc) rc = may_write(cx, &m);
    if (!rc && over) rc = meeting_led(cx, &m, &leads);
    if (rc) return rc;
    if (pen_elsewhere(cx, &m) && !(over && leads))
        return refuse(cx, RC_CONFLICT,
                      T("%s has the pen until %s. Who leads the meeting can take it over."),
                      m.pen_name, i18n_stamp(cx, m.pen_until));
    const bool other = m.pen != viewer_is(cx);
    rc = minutes_set_pen(cx, meeting, viewer_is(cx), cx->now + PEN_MINUTES * 60);
    return rc ? rc : pen_note(cx, other && m.pen ? "minutes.pen_over" : "minutes.pen", &m);
}

enum rc pen_take(struct cx *cx, int64_t meeting, bool over)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, take_in(cx, meeting, over));
}

static enum rc drop_in(struct cx *cx, int64_t meeting)
{
    struct meeting_get_row m;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (rc || !m.pen || m.pen != viewer_is(cx)) return rc;
    rc = minutes_set_pen(cx, meeting, 0, 0);
    return rc ? rc : pen_note(cx, "minutes.pen_drop", &m);
}

enum rc pen_drop(struct cx *cx, int64_t meeting)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, drop_in(cx, meeting));
}

/* ---- writing --------------------------------------------------------------------------------- */

static enum rc find(struct cx *cx, int64_t meeting, int64_t item, struct agenda_list_row *i)
{
    bool found = false;
    enum rc rc = agenda_get(cx, meeting, item, i, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (!z_eq(i->state, "accepted"))
        return refuse(cx, RC_CONFLICT, T("“%s” is not on the agenda."), i->title);
    return RC_OK;
}

static enum rc keep_aside(struct cx *cx, const struct meeting_get_row *m,
                          const struct agenda_list_row *i, const char *text)
{
    int64_t id;
    if (pen_elsewhere(cx, m))
        (void)problem(cx, "text",
                      T("%s has the pen now. What you wrote is kept beside the item “%s”."),
                      m->pen_name, i->title);
    else
        (void)problem(cx, "text",
                      T("%s wrote here meanwhile. What you wrote is kept beside the item “%s”."),
                      i->text_by, i->title);
    enum rc rc = aside_add_row(cx, i->id, viewer_is(cx), meeting_who(cx), text, cx->now, &id);
    return rc ? rc
              : audit_add(cx, &(struct audit_entry){ .action = "minutes.aside",
                                                     .object_type = "agenda_item",
                                                     .object_id = i->id,
                                                     .project_id = m->project });
}

static enum rc put_text(struct cx *cx, const struct meeting_get_row *m,
                        const struct agenda_list_row *i, const char *text)
{
    struct agenda_list_row after;
    enum rc rc = minutes_set_text(cx, i->id, i->text_version, text, meeting_who(cx), cx->now);
    if (!rc) rc = minutes_set_pen(cx, m->id, viewer_is(cx), cx->now + PEN_MINUTES * 60);
    if (!rc) rc = find(cx, m->id, i->id, &after);
    if (!rc)
        rc = search_put(
            cx, &(struct search_text){ .type = "agenda_item",
                                       .id = i->id,
                                       .project = m->project,
                                       .title = i->title,
                                       .text = arena_printf(cx->arena, "%s\n\n%s", i->note, text),
                                       .at = cx->now });
    return rc ? rc
              : audit_change(cx, "minutes.write", "agenda_item", i->id, m->project,
                             &agenda_list_meta, i, &after);
}

static enum rc write_in(struct cx *cx, int64_t meeting, int64_t item, int64_t version,
                        const char *text, enum minutes_kept *kept)
{
    struct meeting_get_row m;
    struct agenda_list_row i;
    if (!text) text = "";
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = being_held(cx, &m);
    if (!rc) rc = may_write(cx, &m);
    if (!rc) rc = find(cx, meeting, item, &i);
    if (rc) return rc;
    if (utf8_count(str_of(text)) > 100000)
        return problem(cx, "text", T("At most 100,000 characters fit."));
    *kept = MINUTES_WRITTEN;
    if (z_eq(i.text, text)) return RC_OK;
    if (version == i.text_version && !pen_elsewhere(cx, &m)) return put_text(cx, &m, &i, text);
    *kept = MINUTES_ASIDE;
    return keep_aside(cx, &m, &i, text);
}

enum rc minutes_write(struct cx *cx, int64_t meeting, int64_t item, int64_t version,
                      const char *text, enum minutes_kept *kept)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, write_in(cx, meeting, item, version, text, kept));
}

static enum rc settle_in(struct cx *cx, int64_t meeting, int64_t aside)
{
    struct meeting_get_row m;
    struct aside_list_rows rows;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = aside_list(cx, meeting, &rows);
    if (rc) return rc;
    size_t i = 0;
    while (i < rows.n && rows.v[i].id != aside) i++;
    if (i == rows.n) return RC_MISSING;
    if (!rows.v[i].account || rows.v[i].account != viewer_is(cx))
        rc = meeting_to_lead(cx, meeting, &m);
    if (!rc) rc = aside_settle(cx, meeting, aside, cx->now);
    return rc ? rc
              : audit_change(cx, "minutes.settle", "agenda_aside", aside, m.project,
                             &aside_list_meta, &rows.v[i], NULL);
}

enum rc minutes_settle(struct cx *cx, int64_t meeting, int64_t aside)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, settle_in(cx, meeting, aside));
}

/* ---- votes ----------------------------------------------------------------------------------- */

static const struct person_list_row *person_at(const struct person_list_rows *people, int64_t id)
{
    for (size_t i = 0; id && i < people->n; i++)
        if (people->v[i].id == id) return &people->v[i];
    return NULL;
}

/* A seat votes when its person or their proxy is in the room. */
static bool votes(const struct person_list_rows *people, const struct person_list_row *p)
{
    if (!p->weight) return false;
    const struct person_list_row *who = p->proxy ? person_at(people, p->proxy) : p;
    return who && z_eq(who->attendance, "present");
}

static enum rc check_voter(struct cx *cx, const struct meeting_get_row *m,
                           const struct person_list_rows *people, int64_t person)
{
    const struct person_list_row *p = person_at(people, person);
    struct meeting_get_row again;
    if (!p) return RC_MISSING;
    if (!votes(people, p))
        return refuse(cx, RC_CONFLICT, T("%s is not here and not represented, or has no vote."),
                      p->name);
    const struct person_list_row *proxy = person_at(people, p->proxy);
    const int64_t me = viewer_is(cx);
    if (me && (p->account == me || (proxy && proxy->account == me))) return RC_OK;
    return meeting_to_lead(cx, m->id, &again);
}

static enum rc vote_in(struct cx *cx, int64_t meeting, int64_t item, int64_t person,
                       const char *vote)
{
    struct meeting_get_row m;
    struct agenda_list_row i;
    struct person_list_rows people;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = being_held(cx, &m);
    if (!rc) rc = find(cx, meeting, item, &i);
    if (!rc) rc = person_list(cx, meeting, &people);
    if (!rc) rc = check_voter(cx, &m, &people, person);
    if (rc) return rc;
    if (i.decision)
        return refuse(cx, RC_CONFLICT, T("This item is decided: decision %d."), (int)i.decision_no);
    if (!*vote)
        rc = vote_drop(cx, item, person);
    else if (!z_eq(vote, "for") && !z_eq(vote, "against") && !z_eq(vote, "abstain"))
        return problem(cx, "vote", T("Vote for, against, or abstain."));
    else
        rc = vote_set(cx, item, person, vote, cx->now);
    return rc ? rc
              : audit_add(cx,
                          &(struct audit_entry){
                              .action = "minutes.vote",
                              .object_type = "agenda_item",
                              .object_id = item,
                              .project_id = m.project,
                              .after = arena_printf(cx->arena, "{\"person\":%lld,\"vote\":\"%s\"}",
                                                    (long long)person, vote) });
}

enum rc minutes_vote(struct cx *cx, int64_t meeting, int64_t item, int64_t person, const char *vote)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, vote_in(cx, meeting, item, person, vote));
}

/* ---- what it comes to ------------------------------------------------------------------------ */

struct counted {
    struct ballot *v;
    size_t n;
};

/* Who is in the room and does not vote abstains; who is not in the room has said nothing. */
static enum rc count_seats(struct cx *cx, int64_t item, const struct person_list_rows *people,
                           struct counted *out)
{
    struct vote_list_rows given;
    enum rc rc = vote_of_item(cx, item, &given);
    out->v = arena_array(cx->arena, struct ballot, people->n);
    out->n = 0;
    for (size_t i = 0; i < people->n && !rc; i++) {
        const struct person_list_row *p = &people->v[i];
        if (!p->weight) continue;
        struct ballot *b = &out->v[out->n++];
        *b = (struct ballot){ .weight = p->weight };
        if (!votes(people, p)) continue;
        b->choice = CHOICE_ABSTAIN;
        for (size_t k = 0; k < given.n; k++)
            if (given.v[k].person == p->id)
                b->choice = z_eq(given.v[k].vote, "for")       ? CHOICE_SUPPORT
                            : z_eq(given.v[k].vote, "against") ? CHOICE_OBJECT
                                                               : CHOICE_ABSTAIN;
    }
    return rc;
}

/* Counts by hand are as many votes as the room has, or fewer: then the rest abstained. */
static enum rc count_hands(struct cx *cx, const struct minutes_outcome *in,
                           const struct meeting_quorum *q, struct counted *out)
{
    const int64_t sum = in->in_favour + in->against + in->abstained;
    if (in->in_favour < 0 || in->against < 0 || in->abstained < 0 || sum > q->votes_there)
        return problem(cx, "in_favour",
                       T("%lld votes are counted, and %lld are in the room, proxies included."),
                       (long long)sum, (long long)q->votes_there);
    out->v = arena_array(cx->arena, struct ballot, 4);
    out->v[0] = (struct ballot){ .weight = in->in_favour, .choice = CHOICE_SUPPORT };
    out->v[1] = (struct ballot){ .weight = in->against, .choice = CHOICE_OBJECT };
    out->v[2] =
        (struct ballot){ .weight = in->abstained + q->votes_there - sum, .choice = CHOICE_ABSTAIN };
    out->v[3] = (struct ballot){ .weight = q->votes - q->votes_there };
    out->n = 4;
    return RC_OK;
}

static enum rc count(struct cx *cx, const struct meeting_get_row *m, int64_t item,
                     const struct minutes_outcome *in, struct tally *t)
{
    struct person_list_rows people;
    struct counted c = { 0 };
    enum decision_rule rule = RULE_ADVISORY;
    enum rc rc = person_list(cx, m->id, &people);
    if (rc) return rc;
    const struct meeting_quorum q = meeting_quorum(m, &people);
    rc = in->in_favour || in->against || in->abstained ? count_hands(cx, in, &q, &c)
                                                       : count_seats(cx, item, &people, &c);
    if (!rc && m->body && !rule_parse(m->rule, &rule))
        return fail(cx, "a body has the rule %s", m->rule);
    /* A yes or no has no options to rank. */
    if (rule == RULE_RANKED_CHOICE) rule = RULE_SIMPLE_MAJORITY;
    if (!rc) *t = tally_count(cx->arena, rule, c.v, c.n, 0, m->quorum);
    return rc;
}

/* Who leads, or who has the pen. */
static enum rc may_note(struct cx *cx, const struct meeting_get_row *m)
{
    struct meeting_get_row again;
    if (m->pen && m->pen == viewer_is(cx) && m->pen_until > cx->now) return RC_OK;
    return meeting_to_lead(cx, m->id, &again);
}

static enum rc decide_in(struct cx *cx, int64_t meeting, int64_t item,
                         const struct minutes_outcome *in, int64_t *decision)
{
    struct meeting_get_row m;
    struct agenda_list_row i, after;
    struct tally t;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = being_held(cx, &m);
    if (!rc) rc = may_note(cx, &m);
    if (!rc) rc = find(cx, meeting, item, &i);
    if (rc) return rc;
    if (i.decision)
        return refuse(cx, RC_CONFLICT, T("This item is decided: decision %d."), (int)i.decision_no);
    if (!in->decided || !*in->decided)
        return problem(cx, "decided", T("Write the text that was decided on."));
    if ((rc = count(cx, &m, item, in, &t))) return rc;
    rc = decision_make(
        cx,
        &(struct decision_input){ .project = m.project,
                                  .title = in->title && *in->title ? in->title : i.title,
                                  .body = m.body,
                                  .from_type = "agenda_item",
                                  .from = item,
                                  .outcome = outcome_name(t.outcome),
                                  .rule = rule_name(t.rule),
                                  .figures = tally_figures(cx, &t),
                                  .decided = in->decided,
                                  .reasons = in->reasons,
                                  .dissent = in->dissent,
                                  .mandate = in->mandate,
                                  .decided_on = date_of_stamp(m.starts_at) },
        decision);
    if (!rc) rc = item_set_decision(cx, item, *decision);
    if (!rc) rc = find(cx, meeting, item, &after);
    return rc ? rc
              : audit_change(cx, "minutes.decide", "agenda_item", item, m.project,
                             &agenda_list_meta, &i, &after);
}

enum rc minutes_decide(struct cx *cx, int64_t meeting, int64_t item,
                       const struct minutes_outcome *in, int64_t *decision)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, decide_in(cx, meeting, item, in, decision));
}

static enum rc task_in(struct cx *cx, int64_t meeting, int64_t item, const struct minutes_task *in,
                       int64_t *task)
{
    struct meeting_get_row m;
    struct agenda_list_row i;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = being_held(cx, &m);
    if (!rc) rc = may_note(cx, &m);
    if (!rc) rc = find(cx, meeting, item, &i);
    return rc ? rc
              : task_add(cx, m.project,
                         &(struct task_input){ .title = in->title,
                                               .from_type = "agenda_item",
                                               .from = item,
                                               .organisation = in->organisation,
                                               .account = in->account,
                                               .due_on = in->due_on },
                         task);
}

enum rc minutes_task(struct cx *cx, int64_t meeting, int64_t item, const struct minutes_task *in,
                     int64_t *task)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, task_in(cx, meeting, item, in, task));
}
