/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_talk.c — lets the acts of demo_talk_words.c happen, each by the person and at the moment it
 * names, between what the bookkeepers book.
 */
#include "app/demo_talk.h"

#include "base/log.h"
#include "body/body.h"
#include "consult/consult.h"
#include "consult/consult_sql.h"
#include "consult/position.h"
#include "consult/response.h"
#include "decide/task.h"
#include "store/db.h"
#include "talk/about.h"
#include "talk/comment.h"

#include <stdlib.h>
#include <string.h>

stamp demo_moment(struct demo *d, const char *when)
{
    stamp s;
    const char *iso = arena_printf(d->cx->arena, "%.10sT%.5s:00Z", when, when + 11);
    if (!stamp_iso(str_of(iso), &s)) BUG("“%s” is no time", when);
    return s;
}

static int by_time(const void *a, const void *b)
{
    const struct demo_act *const *x = a, *const *y = b;
    int order = strcmp((*x)->when, (*y)->when);
    return order ? order : (*x > *y) - (*x < *y);
}

/* The acts are written down story by story, and happen in the order of time. */
static void plan(struct demo *d)
{
    struct demo_talk *t = d->talk;
    t->act = arena_array(d->cx->arena, const struct demo_act *, demo_act_count);
    for (size_t i = 0; i < demo_act_count; i++) t->act[i] = &demo_acts[i];
    qsort(t->act, demo_act_count, sizeof *t->act, by_time);
}

enum rc demo_talk(struct demo *d, stamp until)
{
    struct demo_talk *t = d->talk;
    enum rc rc = RC_OK;
    if (!t->act) plan(d);
    while (!rc && t->next < demo_act_count) {
        const struct demo_act *a = t->act[t->next];
        const stamp when = demo_moment(d, a->when);
        if (when > until) break;
        t->next++;
        rc = demo_book(d, when);
        demo_act(d, a->who, when);
        if (!rc) rc = a->what(d, a);
        if (rc)
            log_line(LOG_ERROR, NULL, "the demonstration stops at %s: %s", a->when,
                     d->cx->problems.first ? d->cx->problems.first->text : "");
    }
    return rc;
}

/* ---- bodies ---------------------------------------------------------------------------------- */

static enum rc seat(struct demo *d, enum demo_body b, enum demo_partner p, const char *role)
{
    int64_t id;
    const struct mandate_input in = {
        .organisation = d->organisation[p],
        .account = d->account[demo_coordinator(p)],
        .role = role,
        .weight = 1,
        .starts_on = demo_day("2007-01-23"),
        .ends_on = demo_day("2008-12-31"),
    };
    return mandate_add(d->cx, d->talk->body[b], &in, &id);
}

enum rc demo_bodies(struct demo *d, const struct demo_act *a)
{
    (void)a;
    const struct body_input steering = {
        .kind = "steering_group",
        .name = "Steering group",
        .purpose = "Agrees on the work plan, on changes of the budget and on what the partners say "
                   "in common. One seat a partner.",
        .quorum_e2 = 6000,
        .rule = "consent",
    };
    const struct body_input advocacy = {
        .kind = "working_group",
        .name = "Working group on advocacy",
        .purpose = "Prepares positions of the network towards governments and the European Union.",
        .quorum_e2 = 5000,
        .rule = "simple_majority",
    };
    enum rc rc = body_add(d->cx, d->project, &steering, &d->talk->body[STEERING]);
    for (int p = 0; p < DEMO_PARTNERS && !rc; p++)
        rc = seat(d, STEERING, (enum demo_partner)p, p == MCIC ? "chair" : "member");
    if (!rc) rc = body_add(d->cx, d->project, &advocacy, &d->talk->body[ADVOCACY]);
    if (!rc) rc = seat(d, ADVOCACY, CNVOS, "chair");
    if (!rc) rc = seat(d, ADVOCACY, DA, "member");
    if (!rc) rc = seat(d, ADVOCACY, EHO, "member");
    return rc;
}

/* ---- consultations --------------------------------------------------------------------------- */

static const char *const places[] = { "Skopje", "Novi Sad", "Tirana" };

static const struct {
    const char *title, *rule;
    bool open_to_public, secret;
    const char *about_type; /* component by number, activity by code; NULL: the project */
    const char *activity;
} asked[DEMO_CONSULTATIONS] = {
    [COMMUNICATION] = { "Rules of communication among the partners", "consent", false, false,
                        "activity", "A1.2" },
    [FORUM_PLACE] = { "Place of the closing forum", "ranked_choice", false, false, "activity",
                      "A1.2" },
    [RESERVE] = { "A reserve for small initiatives", "two_thirds", false, false, NULL, NULL },
    [VISIBILITY] = { "Visibility guide", "silence", false, false, "activity", "A1.5" },
    [ASSOCIATIONS] = { "What the network asks of the new law on associations", "advisory", true,
                       false, "activity", "A3.4" },
    [SPEAKER] = { "Who speaks for the network at the parliament", "simple_majority", false, true,
                  NULL, NULL },
    [VISAS] = { "An appeal for free visas", "silence", false, false, NULL, NULL },
};

static int64_t activity_id(const struct demo *d, const char *code)
{
    for (size_t i = 0; i < demo_activity_count; i++)
        if (z_eq(demo_activities[i].code, code)) return d->activity[i];
    return 0;
}

enum rc demo_asks(struct demo *d, const struct demo_act *a)
{
    struct demo_talk *t = d->talk;
    const bool choice = z_eq(asked[a->of].rule, "ranked_choice");
    const struct consult_input in = {
        .title = asked[a->of].title,
        .question = a->a,
        .kind = a->b ? "document" : "question",
        .text = a->b,
        .body = a->of == VISAS ? 0 : t->body[STEERING],
        .segment = a->of == VISAS ? d->segment : 0,
        .open_to_public = asked[a->of].open_to_public,
        .rule = asked[a->of].rule,
        .quorum_e2 = 5000,
        .secret = asked[a->of].secret,
        .proxy_limit = 1,
        .option = places,
        .n_options = choice ? sizeof places / sizeof *places : 0,
        .closes_at = d->cx->now + 14 * 86400,
    };
    struct object about = { .type = "project", .id = d->project };
    if (asked[a->of].activity)
        about = (struct object){ .type = "activity", .id = activity_id(d, asked[a->of].activity) };
    int64_t *id = &t->consultation[a->of];
    enum rc rc = db_begin(d->cx);
    if (!rc) rc = consult_add(d->cx, d->project, &in, id);
    if (!rc) rc = about_set(d->cx, d->project, "consultation", *id, &about, 1);
    return db_end(d->cx, rc);
}

static enum rc now(struct demo *d, const struct demo_act *a, struct consult_get_row *c)
{
    return consult_get(d->cx, d->talk->consultation[a->of], c);
}

enum rc demo_opens(struct demo *d, const struct demo_act *a)
{
    struct consult_get_row c;
    enum rc rc = now(d, a, &c);
    return rc ? rc : consult_open(d->cx, c.id, c.version, demo_moment(d, a->a));
}

enum rc demo_extends(struct demo *d, const struct demo_act *a)
{
    struct consult_get_row c;
    enum rc rc = now(d, a, &c);
    return rc ? rc : consult_extend(d->cx, c.id, c.version, demo_moment(d, a->a), a->b);
}

enum rc demo_closes(struct demo *d, const struct demo_act *a)
{
    struct consult_get_row c;
    enum rc rc = now(d, a, &c);
    return rc ? rc : consult_close(d->cx, c.id, c.version);
}

enum rc demo_contact(struct demo *d, const struct demo_act *a, struct consult_seats_row *s)
{
    struct consult_get_row c;
    struct consult_count count;
    enum rc rc = now(d, a, &c);
    if (!rc) rc = consult_count(d->cx, &c, &count);
    for (size_t i = 0; i < count.seats.n && !rc; i++)
        if (z_eq(count.seats.v[i].organisation_name, a->c)) {
            *s = count.seats.v[i];
            return RC_OK;
        }
    return rc ? rc : fail(d->cx, "%s has no seat in the demonstration", a->c);
}

enum rc demo_presses(struct demo *d, const struct demo_act *a)
{
    struct consult_seats_row s;
    enum rc rc = demo_contact(d, a, &s);
    if (rc) return rc;
    const struct position_input in = { .consultation = d->talk->consultation[a->of],
                                       .seat = s.id,
                                       .choice = a->a,
                                       .reason = a->b,
                                       .via = "link",
                                       .contact = true };
    return position_take(d->cx, &in, NULL);
}

enum rc demo_seat(struct demo *d, const struct demo_act *a, enum demo_partner p, int64_t *out)
{
    struct consult_get_row c;
    struct consult_count count;
    enum rc rc = now(d, a, &c);
    if (!rc) rc = consult_count(d->cx, &c, &count);
    for (size_t i = 0; i < count.seats.n && !rc; i++)
        if (count.seats.v[i].organisation == d->organisation[p]) {
            *out = count.seats.v[i].id;
            return RC_OK;
        }
    return rc ? rc : fail(d->cx, "partner %d of the demonstration has no seat", (int)p);
}

static enum rc say(struct demo *d, const struct demo_act *a, int64_t seat)
{
    const struct position_input in = { .consultation = d->talk->consultation[a->of],
                                       .seat = seat,
                                       .choice = a->a,
                                       .reason = a->b,
                                       .ranking = a->c,
                                       .via = "web" };
    return position_take(d->cx, &in, NULL);
}

enum rc demo_says(struct demo *d, const struct demo_act *a)
{
    int64_t seat = 0;
    enum rc rc = demo_seat(d, a, (enum demo_partner)demo_people[a->who].partner, &seat);
    return rc ? rc : say(d, a, seat);
}

enum rc demo_says_for(struct demo *d, const struct demo_act *a)
{
    int64_t seat = 0;
    enum rc rc = demo_seat(d, a, (enum demo_partner)a->n, &seat);
    return rc ? rc : say(d, a, seat);
}

enum rc demo_passes(struct demo *d, const struct demo_act *a)
{
    int64_t own = 0, to = 0;
    enum rc rc = demo_seat(d, a, (enum demo_partner)demo_people[a->who].partner, &own);
    if (!rc) rc = demo_seat(d, a, (enum demo_partner)a->n, &to);
    return rc ? rc : seat_proxy(d->cx, own, to, a->a);
}

enum rc demo_comments(struct demo *d, const struct demo_act *a)
{
    struct demo_talk *t = d->talk;
    const struct comment_input in = { .type = "consultation",
                                      .object = t->consultation[a->of],
                                      .parent = a->n ? t->comment[a->n - 1] : 0,
                                      .body = a->a,
                                      .passage = a->b,
                                      .wording = a->c,
                                      .via = "web" };
    MUST(t->comments < DEMO_COMMENTS);
    enum rc rc = db_begin(d->cx);
    return rc ? rc : db_end(d->cx, comment_add(d->cx, &in, &t->comment[t->comments++]));
}

enum rc demo_answers(struct demo *d, const struct demo_act *a)
{
    return response_give(d->cx, d->talk->comment[a->n - 1], -1, a->a, a->b);
}

enum rc demo_rewrites(struct demo *d, const struct demo_act *a)
{
    return consult_text(d->cx, d->talk->consultation[a->of], a->a, a->b);
}

enum rc demo_decides(struct demo *d, const struct demo_act *a)
{
    struct consult_get_row c;
    const struct consult_decision in = { .decided = a->a,
                                         .reasons = a->b,
                                         .mandate = a->c,
                                         .why_open = a->n ? "The objections are why it is rejected."
                                                          : NULL };
    enum rc rc = now(d, a, &c);
    return rc ? rc : consult_decide(d->cx, c.id, c.version, &in, &d->talk->decision[a->of]);
}
