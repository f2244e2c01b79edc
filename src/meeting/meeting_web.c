/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_web.c — the management of a meeting: its time, its words, its guests; answers; and the
 * routes of meetings.
 */
#include "meeting/meeting_web.h"

#include "account/account_web.h"
#include "account/viewer.h"
#include "body/body_sql.h"
#include "body/body_view.h"
#include "i18n/i18n.h"
#include "meeting/manage_html.h"
#include "meeting/manage_view.h"
#include "meeting/meeting_inside.h"
#include "meeting/meeting_pages.h"
#include "meeting/meeting_view.h"
#include "network/stale_web.h"

struct change_form {
    const char *title, *note, *place, *link;
    int64_t minutes, version;
};
static const struct form_field change_fields[] = {
    FIELD_OF(change_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 200),
    FIELD_OF(change_form, minutes, FORM_INT, N_("How long, in minutes"), .required = true, .min = 5,
             .max = 10080),
    FIELD_OF(change_form, place, FORM_TEXT, N_("Place"), .max = 200),
    FIELD_OF(change_form, link, FORM_TEXT, N_("Link to take part online"), .max = 500),
    FIELD_OF(change_form, note, FORM_LONG, N_("What it is about"), .max = 20000),
    FIELD_OF(change_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form change_form = FORM(change_form, change_fields);

struct move_form {
    stamp starts_at;
    const char *new_place, *new_link;
    int64_t version;
};
static const struct form_field move_fields[] = {
    FIELD_OF(move_form, starts_at, FORM_STAMP, N_("New time"), .required = true),
    FIELD_OF(move_form, new_place, FORM_TEXT, N_("Place"), .max = 200),
    FIELD_OF(move_form, new_link, FORM_TEXT, N_("Link to take part online"), .max = 500),
    FIELD_OF(move_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form move_form = FORM(move_form, move_fields);

struct slot_form {
    stamp starts_at;
    const char *slot_place, *slot_link;
};
static const struct form_field slot_fields[] = {
    FIELD_OF(slot_form, starts_at, FORM_STAMP, N_("One more possible time"), .required = true),
    FIELD_OF(slot_form, slot_place, FORM_TEXT, N_("Place"), .max = 200,
             .hint = N_("Only where it is another than that of the meeting.")),
    FIELD_OF(slot_form, slot_link, FORM_TEXT, N_("Link to take part online"), .max = 500),
};
static const struct form slot_form = FORM(slot_form, slot_fields);

struct guest_form {
    const char *guest, *address, *lang;
    int64_t organisation;
};
static const struct form_field guest_fields[] = {
    FIELD_OF(guest_form, guest, FORM_TEXT, N_("Name"), .required = true, .max = 120),
    FIELD_OF(guest_form, address, FORM_EMAIL, N_("E-mail"),
             .hint = N_("The invitation goes there; the guest answers without signing in.")),
    FIELD_OF(guest_form, organisation, FORM_ID, N_("Organisation")),
    FIELD_OF(guest_form, lang, FORM_TEXT, N_("Language"), .max = 20,
             .hint = N_("Of the mails. Without a choice: as the organisation, or the lead partner, "
                        "writes.")),
};
static const struct form guest_form = FORM(guest_form, guest_fields);

struct cancel_form {
    const char *why;
    int64_t version;
};
static const struct form_field cancel_fields[] = {
    FIELD_OF(cancel_form, why, FORM_TEXT, N_("Why it does not take place"), .required = true,
             .max = 500, .hint = N_("Everyone invited reads it.")),
    FIELD_OF(cancel_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form cancel_form = FORM(cancel_form, cancel_fields);

/* ---- the page -------------------------------------------------------------------------------- */

/* The form that was posted shows what was typed; the others what is stored. */
static struct form_view *shown(struct cx *cx, const struct request *rq, const struct form *f,
                               const void *now)
{
    static const struct request blank = { .method = METHOD_GET };
    if (rq->method == METHOD_GET || rq->route->form == f) return form_view(cx, rq, f, now);
    struct request other = blank;
    other.csrf = rq->csrf;
    return form_view(cx, &other, f, now);
}

static enum rc put_forms(struct cx *cx, struct request *rq, const struct meeting_get_row *m,
                         struct manage_view *v)
{
    struct body_organisations_rows orgs;
    enum rc rc = body_organisations(cx, m->project, &orgs);
    if (rc) return rc;
    const bool invited = z_eq(m->state, "invited");
    const struct change_form change = {
        m->title, m->note, m->place, m->link, m->minutes, m->version
    };
    const struct move_form move = { m->starts_at, m->place, m->link, m->version };
    const struct cancel_form cancel = { .version = m->version };
    struct form_view *change_view = shown(cx, rq, &change_form, &change);
    struct form_choice *c = arena_array(cx->arena, struct form_choice, orgs.n + 1);
    for (size_t i = 0; i < orgs.n; i++)
        c[i] = (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)orgs.v[i].id),
                                     orgs.v[i].short_name };
    struct form_view *guest = shown(cx, rq, &guest_form, NULL);
    form_options(guest, "organisation", c);
    form_options(guest, "lang", signin_languages(cx));
    v->change = change_view;
    v->guest = guest;
    v->cancel = shown(cx, rq, &cancel_form, &cancel);
    if (invited) v->move = shown(cx, rq, &move_form, &move);
    if (!invited) v->slot = shown(cx, rq, &slot_form, NULL);
    v->typed = rq->method == METHOD_POST ? rq->route->form->name : "";
    return stale_show(cx, rq, change_view, "meeting", m->id, m->version);
}

static void put_lists(struct cx *cx, const struct meeting_get_row *m,
                      const struct slot_list_rows *slots, const struct person_list_rows *people,
                      struct manage_view *v)
{
    struct manage_line *s = arena_array(cx->arena, struct manage_line, slots->n),
                       *p = arena_array(cx->arena, struct manage_line, people->n);
    for (size_t i = 0; i < slots->n; i++)
        s[v->n_slots++] = (struct manage_line){
            .text = i18n_stamp(cx, slots->v[i].starts_at),
            .sub = meeting_place(cx, *slots->v[i].place ? slots->v[i].place : m->place,
                                 *slots->v[i].link ? slots->v[i].link : m->link),
            .remove = url_path(cx, "/meeting/%lld/slot/%lld/remove", (long long)m->id,
                               (long long)slots->v[i].id)
        };
    for (size_t i = 0; i < people->n; i++) {
        const struct person_list_row *r = &people->v[i];
        p[v->n_people] = (struct manage_line){
            .id = r->id,
            .text = r->name,
            .sub = arena_printf(cx->arena, "%s%s%s", r->organisation_name,
                                *r->organisation_name ? ", " : "", body_role_word(cx, r->role)),
            .answer = r->answer,
        };
        if (z_eq(r->role, "guest"))
            p[v->n_people].remove = url_path(cx, "/meeting/%lld/person/%lld/remove",
                                             (long long)m->id, (long long)r->id);
        v->n_people++;
    }
    v->slots = s;
    v->people = p;
}

static enum rc manage(struct cx *cx, struct request *rq, struct response *rs)
{
    struct meeting_get_row m;
    struct slot_list_rows slots = { 0 };
    struct person_list_rows people;
    enum rc rc = meeting_to_lead(cx, rq->id[0], &m);
    if (!rc) rc = person_list(cx, m.id, &people);
    if (!rc && z_eq(m.state, "proposed")) rc = slot_list(cx, m.id, &slots);
    if (rc) return rc;
    reply_row(cx, rs, "meeting", &meeting_get_meta, &m);
    reply_rows(cx, rs, "people", &person_list_meta, people.v, people.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct manage_view v = { .m = &m,
                             .self = meeting_url(cx, m.id, "manage"),
                             .slot_to = meeting_url(cx, m.id, "slots"),
                             .move_to = meeting_url(cx, m.id, "move"),
                             .renew_to = meeting_url(cx, m.id, "renew"),
                             .guest_to = meeting_url(cx, m.id, "guests"),
                             .answer_to = meeting_url(cx, m.id, "answer"),
                             .cancel_to = meeting_url(cx, m.id, "cancel"),
                             .invited = z_eq(m.state, "invited") };
    put_lists(cx, &m, &slots, &people, &v);
    if ((rc = put_forms(cx, rq, &m, &v))) return rc;
    struct page *pg = meeting_page(cx, rq, &m, true, "manage");
    const bool hidden = rq->method == METHOD_POST && ((rq->route->form == &move_form && !v.move) ||
                                                      (rq->route->form == &slot_form && !v.slot));
    if (hidden && cx->problems.first) pg->problem = cx->problems.first->text;
    manage_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- what is posted -------------------------------------------------------------------------- */

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, const char *sub,
                    const char *notice)
{
    return reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], sub), notice);
}

static enum rc change_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct change_form *f = rq->form;
    enum rc rc = meeting_change(cx, rq->id[0], f->version,
                                &(struct meeting_input){ .title = f->title,
                                                         .note = f->note,
                                                         .minutes = f->minutes,
                                                         .place = f->place,
                                                         .link = f->link });
    return rc ? rc : back(cx, rq, rs, "", T("The meeting is saved."));
}

static enum rc slot_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct slot_form *f = rq->form;
    enum rc rc = meeting_slot_add(cx, rq->id[0],
                                  &(struct slot_input){ f->starts_at, f->slot_place, f->slot_link },
                                  &rs->created);
    return rc ? rc : back(cx, rq, rs, "manage", T("The time is proposed."));
}

static enum rc slot_remove_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = meeting_slot_remove(cx, rq->id[0], rq->id[1]);
    return rc ? rc : back(cx, rq, rs, "manage", T("The time is not proposed any more."));
}

struct fix_form {
    int64_t slot, version;
};
static const struct form_field fix_fields[] = {
    FIELD_OF(fix_form, slot, FORM_ID, N_("Time"), .required = true),
    FIELD_OF(fix_form, version, FORM_INT, N_("Version"), .required = true, .hidden = true),
};
static const struct form fix_form = FORM(fix_form, fix_fields);

static enum rc fix_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct fix_form *f = rq->form;
    enum rc rc = meeting_fix(cx, rq->id[0], f->version, f->slot);
    return rc ? rc : back(cx, rq, rs, "", T("The time is fixed, and everyone is invited."));
}

static enum rc move_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct move_form *f = rq->form;
    enum rc rc = meeting_move(cx, rq->id[0], f->version,
                              &(struct slot_input){ f->starts_at, f->new_place, f->new_link });
    return rc ? rc : back(cx, rq, rs, "", T("Everyone invited is told of the change."));
}

struct version_form {
    int64_t version;
};
static const struct form_field version_fields[] = {
    FIELD_OF(version_form, version, FORM_INT, N_("Version"), .hidden = true, .required = true,
             .min = 1),
};
static const struct form version_form = FORM(version_form, version_fields);

static enum rc renew_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct version_form *f = rq->form;
    enum rc rc = meeting_renew(cx, rq->id[0], f->version);
    return rc ? rc : back(cx, rq, rs, "", T("The invitation went out again, with the agenda."));
}

static enum rc hold_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct version_form *f = rq->form;
    enum rc rc = meeting_hold(cx, rq->id[0], f->version);
    return rc ? rc : back(cx, rq, rs, "minutes", T("The meeting is open. Note who is here."));
}

static enum rc cancel_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct cancel_form *f = rq->form;
    enum rc rc = meeting_cancel(cx, rq->id[0], f->version, f->why);
    return rc ? rc : back(cx, rq, rs, "", T("The meeting is cancelled, and everyone is told."));
}

static enum rc guest_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct guest_form *f = rq->form;
    enum rc rc = meeting_guest(
        cx, rq->id[0], &(struct guest_input){ f->guest, f->address, f->organisation, f->lang },
        &rs->created);
    return rc ? rc : back(cx, rq, rs, "manage", T("The guest is on the list."));
}

static enum rc person_remove_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = meeting_uninvite(cx, rq->id[0], rq->id[1]);
    return rc ? rc : back(cx, rq, rs, "manage", T("The guest is off the list."));
}

struct answer_form {
    int64_t person;
    const char *answer;
};
static const struct form_field answer_fields[] = {
    FIELD_OF(answer_form, person, FORM_ID, N_("Person"), .hidden = true),
    FIELD_OF(answer_form, answer, FORM_CHOICE, N_("Answer"), .required = true,
             .choices = meeting_answer_choices),
};
static const struct form answer_form = FORM(answer_form, answer_fields);

static enum rc answer_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct answer_form *f = rq->form;
    struct person_of_account_row me = { .id = f->person };
    bool found = true;
    enum rc rc = f->person ? RC_OK : person_of_account(cx, rq->id[0], viewer_is(cx), &me, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_DENIED, T("You are not among those invited to this meeting."));
    rc = meeting_answer(
        cx, rq->id[0],
        &(struct meeting_answer){
            .person = me.id, .answer = f->answer, .by = rq->api ? "api" : "web", .sequence = -1 });
    return rc ? rc : back(cx, rq, rs, f->person ? "manage" : "", T("The answer is noted."));
}

#define MEETING .may = MAY_COMMENT, .of = OF_MEETING
const struct route meeting_routes[] = {
    { METHOD_GET, "/p/{project}/meetings", meetings_page, .may = MAY_READ_CONSULT, .of = OF_PROJECT,
      .title = N_("Meetings"), .rows = &meeting_list_meta },
    { METHOD_GET, "/p/{project}/meetings/new", meeting_new_page, .may = MAY_EDIT_MEETING,
      .of = OF_PROJECT, .title = N_("Call a meeting"), .no_api = true },
    { METHOD_POST, "/p/{project}/meetings", meeting_new_post, .may = MAY_EDIT_MEETING,
      .of = OF_PROJECT, .form = &meeting_call_form, .again = meeting_new_page,
      .title = N_("Call a meeting") },
    { METHOD_GET, "/meeting/{meeting}", meeting_show_page, .may = MAY_READ_CONSULT,
      .of = OF_MEETING, .title = N_("A meeting"), .rows = &person_list_meta },
    { METHOD_GET, "/meeting/{meeting}/event", meeting_event_get, .may = MAY_READ_CONSULT,
      .of = OF_MEETING, .title = N_("A meeting for a calendar"), .no_api = true },
    { METHOD_GET, "/meeting/{meeting}/manage", manage, MEETING, .title = N_("Manage a meeting"),
      .rows = &person_list_meta },
    { METHOD_POST, "/meeting/{meeting}/manage", change_post, MEETING, .form = &change_form,
      .again = manage, .title = N_("Change a meeting") },
    { METHOD_POST, "/meeting/{meeting}/slots", slot_post, MEETING, .form = &slot_form,
      .again = manage, .title = N_("Propose a time") },
    { METHOD_POST, "/meeting/{meeting}/slot/{slot}/remove", slot_remove_post, MEETING,
      .again = meeting_show_page, .title = N_("Take a proposed time back") },
    { METHOD_POST, "/meeting/{meeting}/available", meeting_available_post, MEETING,
      .form = &meeting_available_form, .grid = &meeting_can_grid, .grid_name = "can",
      .again = meeting_show_page, .title = N_("Say which times suit") },
    { METHOD_POST, "/meeting/{meeting}/fix", fix_post, MEETING, .form = &fix_form,
      .again = meeting_show_page, .title = N_("Fix the time of a meeting") },
    { METHOD_POST, "/meeting/{meeting}/move", move_post, MEETING, .form = &move_form,
      .again = manage, .title = N_("Move a meeting") },
    { METHOD_POST, "/meeting/{meeting}/renew", renew_post, MEETING, .form = &version_form,
      .again = meeting_show_page, .title = N_("Send the invitation again") },
    { METHOD_POST, "/meeting/{meeting}/hold", hold_post, MEETING, .form = &version_form,
      .again = meeting_show_page, .title = N_("Open a meeting") },
    { METHOD_POST, "/meeting/{meeting}/cancel", cancel_post, MEETING, .form = &cancel_form,
      .again = manage, .title = N_("Cancel a meeting") },
    { METHOD_POST, "/meeting/{meeting}/guests", guest_post, MEETING, .form = &guest_form,
      .again = manage, .title = N_("Invite a guest") },
    { METHOD_POST, "/meeting/{meeting}/person/{person}/remove", person_remove_post, MEETING,
      .again = meeting_show_page, .title = N_("Take a guest off the list") },
    { METHOD_POST, "/meeting/{meeting}/answer", answer_post, MEETING, .form = &answer_form,
      .again = meeting_show_page, .title = N_("Answer an invitation") },
    { METHOD_POST, "/meeting/{meeting}/proxy", meeting_proxy_post, MEETING,
      .form = &meeting_proxy_form, .again = meeting_show_page,
      .title = N_("Give or take back a proxy") },
    { 0 },
};
