/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes_post_web.c — what is posted from the page of the minutes. */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "meeting/meeting_inside.h"
#include "meeting/meeting_view.h"
#include "meeting/meeting_web.h"
#include "meeting/minutes.h"
#include "meeting/minutes_pages.h"

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, const char *notice)
{
    const char *at =
        rq->id[1] ? arena_printf(cx->arena, "minutes#i-%lld", (long long)rq->id[1]) : "minutes";
    return reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], at), notice);
}

/* ---- who is here ----------------------------------------------------------------------------- */

struct here_row {
    int64_t person, proxy;
    const char *attendance;
};
static const struct form_choice attendances[] = { { "present", N_("present") },
                                                  { "excused", N_("excused") },
                                                  { "absent", N_("absent") },
                                                  { NULL, NULL } };
static const struct form_field here_fields[] = {
    FIELD_OF(here_row, person, FORM_ID, N_("Person"), .required = true),
    FIELD_OF(here_row, attendance, FORM_CHOICE, N_("Attendance"), .choices = attendances),
    FIELD_OF(here_row, proxy, FORM_ID, N_("Represented by")),
};
static const struct form here_form = FORM(here_row, here_fields);

static const struct person_list_row *person_at(const struct person_list_rows *people, int64_t id)
{
    for (size_t i = 0; i < people->n; i++)
        if (people->v[i].id == id) return &people->v[i];
    return NULL;
}

static enum rc save_here(struct cx *cx, int64_t meeting, const struct here_row *rows, size_t n)
{
    struct person_list_rows people;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = person_list(cx, meeting, &people);
    for (size_t i = 0; i < n && !rc; i++) {
        const struct person_list_row *p = person_at(&people, rows[i].person);
        if (!p) rc = RC_MISSING;
        if (!rc && rows[i].attendance && !z_eq(rows[i].attendance, p->attendance))
            rc = meeting_attend(cx, meeting, p->id, rows[i].attendance);
        /* Who is noted as present lost the proxy with that. */
        const bool present = z_eq(rows[i].attendance, "present");
        if (!rc && !present && rows[i].proxy != p->proxy)
            rc = meeting_proxy(cx, meeting, p->id, rows[i].proxy);
    }
    return db_end(cx, rc);
}

static enum rc attendance_post(struct cx *cx, struct request *rq, struct response *rs)
{
    void *rows;
    int *numbers;
    size_t n;
    enum rc rc = form_read_rows(cx, rq, &here_form, "here", &rows, &numbers, &n);
    if (!rc) rc = save_here(cx, rq->id[0], rows, n);
    return rc ? rc : back(cx, rq, rs, T("The attendance is noted."));
}

/* ---- the pen and the texts ------------------------------------------------------------------- */

struct pen_form {
    const char *act;
};
static const struct form_choice pen_acts[] = { { "take", N_("Write the minutes") },
                                               { "over", N_("Take the pen over") },
                                               { "drop", N_("Give the pen back") },
                                               { NULL, NULL } };
static const struct form_field pen_fields[] = {
    FIELD_OF(pen_form, act, FORM_CHOICE, N_("What"), .required = true, .choices = pen_acts,
             .act = true),
};
static const struct form pen_form = FORM(pen_form, pen_fields);

static enum rc pen_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct pen_form *f = rq->form;
    enum rc rc = z_eq(f->act, "drop") ? pen_drop(cx, rq->id[0])
                                      : pen_take(cx, rq->id[0], z_eq(f->act, "over"));
    return rc ? rc : back(cx, rq, rs, NULL);
}

struct text_form {
    const char *text;
    int64_t text_version;
};
static const struct form_field text_fields[] = {
    FIELD_OF(text_form, text, FORM_LONG, N_("Minutes"), .max = 100000),
    FIELD_OF(text_form, text_version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form text_form = FORM(text_form, text_fields);

static enum rc text_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct text_form *f = rq->form;
    struct agenda_list_row after;
    enum minutes_kept kept = MINUTES_WRITTEN;
    bool found;
    enum rc rc = minutes_write(cx, rq->id[0], rq->id[1], f->text_version, f->text, &kept);
    /* It is kept, and not where it was meant for: whoever wrote it has to know. */
    if (!rc && kept == MINUTES_ASIDE) rc = RC_CONFLICT;
    if (rc || !rq->api) return rc ? rc : back(cx, rq, rs, T("Saved."));
    rc = agenda_get(cx, rq->id[0], rq->id[1], &after, &found);
    if (!rc) reply_row(cx, rs, "item", &agenda_list_meta, &after);
    return rc;
}

static enum rc settle_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = minutes_settle(cx, rq->id[0], rq->id[1]);
    return rc ? rc
              : reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], "minutes"),
                                T("The text beside the item is settled."));
}

/* ---- votes, decisions, tasks ----------------------------------------------------------------- */

struct vote_row {
    int64_t person;
    const char *vote;
};
static const struct form_choice vote_choices[] = { { "for", N_("for") },
                                                   { "against", N_("against") },
                                                   { "abstain", N_("abstains") },
                                                   { NULL, NULL } };
static const struct form_field vote_fields[] = {
    FIELD_OF(vote_row, person, FORM_ID, N_("Person"), .required = true),
    FIELD_OF(vote_row, vote, FORM_CHOICE, N_("Vote"), .choices = vote_choices),
};
static const struct form vote_form = FORM(vote_row, vote_fields);

static enum rc votes_post(struct cx *cx, struct request *rq, struct response *rs)
{
    void *read;
    int *numbers;
    size_t n;
    enum rc rc = form_read_rows(cx, rq, &vote_form, "vote", &read, &numbers, &n);
    if (!rc) rc = db_begin(cx);
    if (rc) return rc;
    const struct vote_row *rows = read;
    for (size_t i = 0; i < n && !rc; i++)
        rc = minutes_vote(cx, rq->id[0], rq->id[1], rows[i].person,
                          rows[i].vote ? rows[i].vote : "");
    rc = db_end(cx, rc);
    return rc ? rc : back(cx, rq, rs, T("The votes are noted."));
}

struct decision_form {
    const char *title, *decided, *reasons, *dissent, *mandate;
    int64_t in_favour, against, abstained;
};
static const struct form_field decision_fields[] = {
    FIELD_OF(decision_form, title, FORM_TEXT, N_("Title"), .max = 200),
    FIELD_OF(decision_form, decided, FORM_LONG, N_("The text that is decided on"), .required = true,
             .max = 20000),
    FIELD_OF(decision_form, in_favour, FORM_INT, N_("For"), .max = 100000),
    FIELD_OF(decision_form, against, FORM_INT, N_("Against"), .max = 100000),
    FIELD_OF(decision_form, abstained, FORM_INT, N_("Abstain"), .max = 100000),
    FIELD_OF(decision_form, reasons, FORM_LONG, N_("Reasons"), .max = 20000),
    FIELD_OF(decision_form, dissent, FORM_LONG, N_("Dissent"), .max = 20000),
    FIELD_OF(decision_form, mandate, FORM_LONG, N_("Who may act on it"), .max = 20000),
};
static const struct form decision_form = FORM(decision_form, decision_fields);

static enum rc decision_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct decision_form *f = rq->form;
    enum rc rc = minutes_decide(cx, rq->id[0], rq->id[1],
                                &(struct minutes_outcome){ .title = f->title,
                                                           .decided = f->decided,
                                                           .reasons = f->reasons,
                                                           .dissent = f->dissent,
                                                           .mandate = f->mandate,
                                                           .in_favour = f->in_favour,
                                                           .against = f->against,
                                                           .abstained = f->abstained },
                                &rs->created);
    return rc ? rc : back(cx, rq, rs, T("The decision is in the register."));
}

struct task_form {
    const char *title;
    int64_t owner;
    date due_on;
};
static const struct form_field task_fields[] = {
    FIELD_OF(task_form, title, FORM_TEXT, N_("What is to be done"), .required = true, .max = 200),
    FIELD_OF(task_form, owner, FORM_ID, N_("Who does it")),
    FIELD_OF(task_form, due_on, FORM_DATE, N_("Until")),
};
static const struct form task_form = FORM(task_form, task_fields);

static enum rc task_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct task_form *f = rq->form;
    struct person_list_row p = { 0 };
    bool found = true;
    enum rc rc = f->owner ? person_get(cx, rq->id[0], f->owner, &p, &found) : RC_OK;
    if (!rc && !found) return problem(cx, "owner", T("Choose somebody of this meeting."));
    if (!rc)
        rc = minutes_task(cx, rq->id[0], rq->id[1],
                          &(struct minutes_task){ .title = f->title,
                                                  .organisation = p.organisation,
                                                  .account = p.account,
                                                  .due_on = f->due_on },
                          &rs->created);
    return rc ? rc : back(cx, rq, rs, T("The task is given."));
}

struct form_view *minutes_again(struct cx *cx, const struct request *rq,
                                const struct form_choice *owners, const char **sub,
                                const char **button)
{
    const struct form *f = rq->method == METHOD_POST ? rq->route->form : NULL;
    if (f != &decision_form && f != &task_form) return NULL;
    struct form_view *v = form_view(cx, rq, f, NULL);
    if (f == &task_form) form_options(v, "owner", owners);
    *sub = f == &task_form ? "tasks" : "decision";
    *button = f == &task_form ? T("Give the task") : T("Into the register of decisions");
    return v;
}

/* ---- approval -------------------------------------------------------------------------------- */

struct send_form {
    const char *approval;
    stamp until;
    int64_t version;
};
static const struct form_choice approvals[] = {
    { "silence", N_("By silence: approved when nobody objects in time") },
    { "vote", N_("By vote: approved when more than half of the votes are for them") },
    { NULL, NULL }
};
static const struct form_field send_fields[] = {
    FIELD_OF(send_form, approval, FORM_CHOICE, N_("How they are approved"), .required = true,
             .choices = approvals),
    FIELD_OF(send_form, until, FORM_STAMP, N_("Objections are heard until"),
             .hint = N_("For approval by silence.")),
    FIELD_OF(send_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form send_form = FORM(send_form, send_fields);

struct say_form {
    const char *say, *why;
};
static const struct form_choice says[] = { { "approve", N_("I approve the minutes") },
                                           { "object", N_("I object") },
                                           { NULL, NULL } };
static const struct form_field say_fields[] = {
    FIELD_OF(say_form, say, FORM_CHOICE, N_("What do you say?"), .required = true, .choices = says),
    FIELD_OF(say_form, why, FORM_LONG, N_("What is wrong, and what should stand there"),
             .max = 2000),
};
static const struct form say_form = FORM(say_form, say_fields);

static struct form_view *typed_in(struct cx *cx, const struct request *rq, const struct form *f,
                                  const void *now)
{
    struct request blank = { .method = METHOD_GET };
    blank.csrf = rq->csrf;
    const bool here = rq->method == METHOD_GET || rq->route->form == f;
    return form_view(cx, here ? rq : &blank, f, now);
}

struct form_view *minutes_send_view(struct cx *cx, const struct request *rq, int64_t version)
{
    const struct send_form now = { "silence", cx->now + (stamp)14 * 86400, version };
    return typed_in(cx, rq, &send_form, &now);
}

struct form_view *minutes_say_view(struct cx *cx, const struct request *rq)
{
    return typed_in(cx, rq, &say_form, NULL);
}

static enum rc send_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct send_form *f = rq->form;
    enum rc rc = minutes_send(cx, rq->id[0], f->version, f->approval, f->until);
    return rc ? rc : back(cx, rq, rs, T("The minutes went round."));
}

static enum rc say_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct say_form *f = rq->form;
    enum rc rc = minutes_say(cx, rq->id[0], f->say, f->why);
    return rc ? rc : back(cx, rq, rs, T("What you say is noted."));
}

struct version_form {
    int64_t version;
};
static const struct form_field version_fields[] = {
    FIELD_OF(version_form, version, FORM_INT, N_("Version"), .hidden = true, .required = true,
             .min = 1),
};
static const struct form version_form = FORM(version_form, version_fields);

static enum rc reopen_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct version_form *f = rq->form;
    enum rc rc = minutes_reopen(cx, rq->id[0], f->version);
    return rc ? rc : back(cx, rq, rs, T("The minutes are open again."));
}

#define MINUTES .may = MAY_COMMENT, .of = OF_MEETING, .again = minutes_page
const struct route minutes_routes[] = {
    { METHOD_GET, "/meeting/{meeting}/minutes", minutes_page, .may = MAY_READ_CONSULT,
      .of = OF_MEETING, .title = N_("Minutes"), .rows = &agenda_list_meta },
    { METHOD_GET, "/meeting/{meeting}/minutes/pdf", minutes_pdf, .may = MAY_READ_CONSULT,
      .of = OF_MEETING, .title = N_("Minutes as PDF"), .no_api = true },
    { METHOD_GET, "/meeting/{meeting}/minutes/docx", minutes_docx, .may = MAY_READ_CONSULT,
      .of = OF_MEETING, .title = N_("Minutes as DOCX"), .no_api = true },
    { METHOD_POST, "/meeting/{meeting}/attendance", attendance_post, MINUTES, .grid = &here_form,
      .grid_name = "here", .title = N_("Note who is present") },
    { METHOD_POST, "/meeting/{meeting}/pen", pen_post, MINUTES, .form = &pen_form,
      .title = N_("Take or give back the pen") },
    { METHOD_POST, "/meeting/{meeting}/item/{item}/minutes", text_post, MINUTES, .form = &text_form,
      .max = 512 * KB, .title = N_("Write the minutes of an item") },
    { METHOD_POST, "/meeting/{meeting}/aside/{aside}/settle", settle_post, MINUTES,
      .title = N_("Settle a text beside an item") },
    { METHOD_POST, "/meeting/{meeting}/item/{item}/votes", votes_post, MINUTES, .grid = &vote_form,
      .grid_name = "vote", .title = N_("Note votes") },
    { METHOD_POST, "/meeting/{meeting}/item/{item}/decision", decision_post, MINUTES,
      .form = &decision_form, .title = N_("Record the decision on an item") },
    { METHOD_POST, "/meeting/{meeting}/item/{item}/tasks", task_post, MINUTES, .form = &task_form,
      .title = N_("Give a task from an item") },
    { METHOD_POST, "/meeting/{meeting}/minutes/send", send_post, MINUTES, .form = &send_form,
      .title = N_("Send the minutes round") },
    { METHOD_POST, "/meeting/{meeting}/minutes/say", say_post, MINUTES, .form = &say_form,
      .title = N_("Approve or object to minutes") },
    { METHOD_POST, "/meeting/{meeting}/minutes/reopen", reopen_post, MINUTES, .form = &version_form,
      .title = N_("Open minutes again") },
    { 0 },
};
