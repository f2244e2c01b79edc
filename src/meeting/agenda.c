/* SPDX-License-Identifier: EUPL-1.2 */
/* agenda.c — items proposed, accepted, ordered, with their papers. */
#include "meeting/agenda.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "meeting/agenda_sql.h"
#include "meeting/meeting_inside.h"
#include "notice/notice.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/document.h"
#include "store/search.h"

static enum rc check(struct cx *cx, const struct agenda_input *in)
{
    enum rc rc = RC_OK;
    const size_t n = in->title ? utf8_count(str_of(in->title)) : 0;
    if (!n || n > 200) rc = problem(cx, "title", T("Give a title of at most 200 characters."));
    if (in->note && utf8_count(str_of(in->note)) > 20000)
        rc = problem(cx, "note", T("At most 20,000 characters fit."));
    if (in->minutes < 0 || in->minutes > 24 * 60)
        rc = problem(cx, "minutes", T("An item takes between 0 minutes and a day."));
    if (in->speaker && utf8_count(str_of(in->speaker)) > 120)
        rc = problem(cx, "speaker", T("At most 120 characters fit."));
    return rc;
}

static enum rc open_agenda(struct cx *cx, const struct meeting_get_row *m)
{
    if (z_eq(m->state, "proposed") || z_eq(m->state, "invited") || z_eq(m->state, "held"))
        return RC_OK;
    return refuse(cx, RC_CONFLICT, T("The agenda of this meeting is closed."));
}

static enum rc find(struct cx *cx, int64_t meeting, int64_t item, struct agenda_list_row *i)
{
    bool found = false;
    enum rc rc = agenda_get(cx, meeting, item, i, &found);
    return rc || found ? rc : RC_MISSING;
}

static enum rc audited(struct cx *cx, const char *action, const struct meeting_get_row *m,
                       int64_t item, const struct agenda_list_row *before)
{
    struct agenda_list_row after;
    enum rc rc = find(cx, m->id, item, &after);
    if (!rc)
        rc = search_put(cx, &(struct search_text){
                                .type = "agenda_item",
                                .id = item,
                                .project = m->project,
                                .title = after.title,
                                .text = arena_printf(cx->arena, "%s\n\n%s", after.note, after.text),
                                .at = cx->now });
    return rc ? rc
              : audit_change(cx, action, "agenda_item", item, m->project, &agenda_list_meta, before,
                             &after);
}

static int64_t behind_last(const struct agenda_list_rows *rows)
{
    int64_t last = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (z_eq(rows->v[i].state, "accepted") && rows->v[i].position > last)
            last = rows->v[i].position;
    return last + 1;
}

static enum rc add_in(struct cx *cx, int64_t meeting, const struct agenda_input *in, int64_t *id)
{
    struct meeting_get_row m;
    struct agenda_list_rows rows;
    bool leads = false;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = open_agenda(cx, &m);
    if (!rc) rc = check(cx, in);
    if (!rc) rc = meeting_led(cx, &m, &leads);
    if (!rc) rc = agenda_list(cx, meeting, &rows);
    if (rc) return rc;
    rc = agenda_add_row(cx,
                        &(struct agenda_add_row_in){ .meeting = meeting,
                                                     .project = m.project,
                                                     .state = leads ? "accepted" : "proposed",
                                                     .position = leads ? behind_last(&rows) : 0,
                                                     .title = in->title,
                                                     .note = in->note ? in->note : "",
                                                     .minutes = in->minutes,
                                                     .speaker = in->speaker ? in->speaker : "",
                                                     .by = viewer_is(cx),
                                                     .proposer = meeting_who(cx),
                                                     .at = cx->now },
                        id);
    return rc ? rc : audited(cx, "agenda.propose", &m, *id, NULL);
}

enum rc agenda_add(struct cx *cx, int64_t meeting, const struct agenda_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, add_in(cx, meeting, in, id));
}

static enum rc change_in(struct cx *cx, int64_t meeting, int64_t item, int64_t version,
                         const struct agenda_input *in)
{
    struct meeting_get_row m;
    struct agenda_list_row i;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = find(cx, meeting, item, &i);
    if (!rc && !(z_eq(i.state, "proposed") && i.proposed_by && i.proposed_by == viewer_is(cx)))
        rc = meeting_to_lead(cx, meeting, &m);
    if (!rc) rc = open_agenda(cx, &m);
    if (!rc) rc = check(cx, in);
    if (!rc)
        rc = agenda_set_row(
            cx, &(struct agenda_set_row_in){ .id = item,
                                             .version = version,
                                             .title = in->title,
                                             .note = in->note ? in->note : "",
                                             .minutes = in->minutes,
                                             .speaker = in->speaker ? in->speaker : "" });
    if (rc == RC_STALE) return meeting_stale(cx);
    return rc ? rc : audited(cx, "agenda.change", &m, item, &i);
}

enum rc agenda_change(struct cx *cx, int64_t meeting, int64_t item, int64_t version,
                      const struct agenda_input *in)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, change_in(cx, meeting, item, version, in));
}

/* ---- who leads decides on it ----------------------------------------------------------------- */

static enum rc to_order(struct cx *cx, int64_t meeting, int64_t item, struct meeting_get_row *m,
                        struct agenda_list_row *i)
{
    enum rc rc = meeting_to_lead(cx, meeting, m);
    if (!rc) rc = open_agenda(cx, m);
    return rc ? rc : find(cx, meeting, item, i);
}

static enum rc accept_in(struct cx *cx, int64_t meeting, int64_t item)
{
    struct meeting_get_row m;
    struct agenda_list_row i;
    struct agenda_list_rows rows;
    enum rc rc = to_order(cx, meeting, item, &m, &i);
    if (rc || z_eq(i.state, "accepted")) return rc;
    rc = agenda_list(cx, meeting, &rows);
    if (!rc) rc = agenda_set_state(cx, item, "accepted", behind_last(&rows), "");
    return rc ? rc : audited(cx, "agenda.accept", &m, item, &i);
}

enum rc agenda_accept(struct cx *cx, int64_t meeting, int64_t item)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, accept_in(cx, meeting, item));
}

static enum rc tell_proposer(struct cx *cx, const struct meeting_get_row *m,
                             const struct agenda_list_row *i, const char *why)
{
    if (!i->proposed_by) return RC_OK;
    const struct locale *was = notice_reader(cx, i->proposed_by);
    const struct notice n = {
        .kind = NOTICE_MEETING,
        .cause = "agenda.decline",
        .cause_key = arena_printf(cx->arena, "item %lld version %lld", (long long)i->id,
                                  (long long)i->version),
        .project = m->project,
        .account = i->proposed_by,
        .subject = arena_printf(cx->arena, T("Not on the agenda: %s"), i->title),
        .body = arena_printf(cx->arena,
                             T("“%s”, which you proposed for “%s”, is not taken on the agenda.\n\n"
                               "Why: %s"),
                             i->title, m->title, why),
        .path = arena_printf(cx->arena, "/meeting/%lld", (long long)m->id),
        .thread = arena_printf(cx->arena, "meeting-%lld", (long long)m->id),
    };
    cx->locale = was;
    return notice_add(cx, &n);
}

static enum rc decline_in(struct cx *cx, int64_t meeting, int64_t item, const char *why)
{
    struct meeting_get_row m;
    struct agenda_list_row i;
    enum rc rc = to_order(cx, meeting, item, &m, &i);
    if (rc) return rc;
    if (*i.text || i.decision)
        return refuse(cx, RC_CONFLICT,
                      T("Minutes or a decision stand under this item, so it stays."));
    if (!why || !*why || utf8_count(str_of(why)) > 500)
        return problem(cx, "why", T("Say why, in at most 500 characters: the proposer reads it."));
    rc = agenda_set_state(cx, item, "declined", 0, why);
    if (!rc) rc = audited(cx, "agenda.decline", &m, item, &i);
    return rc ? rc : tell_proposer(cx, &m, &i, why);
}

enum rc agenda_decline(struct cx *cx, int64_t meeting, int64_t item, const char *why)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, decline_in(cx, meeting, item, why));
}

/* The accepted ones are numbered anew, since declining leaves gaps. */
static enum rc move_in(struct cx *cx, int64_t meeting, int64_t item, int by)
{
    struct meeting_get_row m;
    struct agenda_list_row one;
    struct agenda_list_rows rows;
    size_t n = 0, at = 0;
    enum rc rc = to_order(cx, meeting, item, &m, &one);
    if (!rc) rc = agenda_list(cx, meeting, &rows);
    if (rc) return rc;
    while (n < rows.n && z_eq(rows.v[n].state, "accepted")) n++;
    while (at < n && rows.v[at].id != item) at++;
    if (at == n) return refuse(cx, RC_CONFLICT, T("Only items on the agenda have an order."));
    const size_t to = by < 0 ? at - (at > 0) : at + (at + 1 < n);
    for (size_t i = 0; i < n && !rc; i++) {
        const size_t place = i == at ? to : i == to ? at : i;
        if (rows.v[i].position != (int64_t)place + 1)
            rc = agenda_set_position(cx, rows.v[i].id, (int64_t)place + 1);
    }
    return rc || to == at ? rc : audited(cx, "agenda.order", &m, item, &one);
}

enum rc agenda_move(struct cx *cx, int64_t meeting, int64_t item, int by)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, move_in(cx, meeting, item, by));
}

/* ---- papers ---------------------------------------------------------------------------------- */

static enum rc paper_in(struct cx *cx, int64_t meeting, int64_t item, const char *title,
                        const char *name, str bytes, int64_t *id)
{
    struct meeting_get_row m;
    struct agenda_list_row i;
    struct agenda_paper_next_row next;
    int64_t document, attachment;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = find(cx, meeting, item, &i);
    if (!rc && (!i.proposed_by || i.proposed_by != viewer_is(cx)))
        rc = meeting_to_lead(cx, meeting, &m);
    if (!rc) rc = open_agenda(cx, &m);
    if (rc) return rc;
    if (!title || !*title) title = name;
    if (utf8_count(str_of(title)) > 200)
        return problem(cx, "title", T("At most %d characters fit."), 200);
    rc = document_put(cx, bytes, name, &document);
    if (!rc) rc = document_attach(cx, document, "agenda_item", item, name, &attachment);
    if (rc == RC_CONFLICT)
        return refuse(cx, rc, T("This very document is with this item already."));
    if (!rc) rc = agenda_paper_next(cx, item, title, &next);
    if (!rc)
        rc = agenda_paper_add_row(cx,
                                  &(struct agenda_paper_add_row_in){ .item = item,
                                                                     .title = title,
                                                                     .no = next.no,
                                                                     .attachment = attachment,
                                                                     .by = meeting_who(cx),
                                                                     .at = cx->now },
                                  id);
    struct agenda_paper_list_row after;
    bool found = false;
    if (!rc) rc = agenda_paper_get(cx, meeting, *id, &after, &found);
    return rc ? rc
              : audit_change(cx, "agenda.paper", "agenda_paper", *id, m.project,
                             &agenda_paper_list_meta, NULL, &after);
}

enum rc agenda_paper(struct cx *cx, int64_t meeting, int64_t item, const char *title,
                     const char *name, str bytes, int64_t *id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, paper_in(cx, meeting, item, title, name, bytes, id));
}
