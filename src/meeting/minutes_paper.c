/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes_paper.c — minutes on paper: what the page shows, in the order in which it is read. */
#include "meeting/minutes_paper.h"

#include "body/tally.h"
#include "i18n/i18n.h"
#include "meeting/agenda_sql.h"
#include "meeting/meeting_inside.h"
#include "meeting/minutes_sql.h"

static const char *attendance_word(struct cx *cx, const struct person_list_row *p)
{
    const char *word = z_eq(p->attendance, "present")   ? T("present")
                       : z_eq(p->attendance, "excused") ? T("excused")
                       : z_eq(p->attendance, "absent")  ? T("absent")
                                                        : T("not noted");
    if (!p->proxy) return word;
    return arena_printf(cx->arena, T("%s, represented by %s"), word, p->proxy_name);
}

static void put_head(struct cx *cx, struct paper *p, const struct meeting_get_row *m,
                     const struct person_list_rows *people)
{
    if (*m->body_name) paper_fact(p, T("Body"), m->body_name);
    if (m->starts_at) paper_fact(p, T("When"), i18n_stamp(cx, m->starts_at));
    if (*m->place) paper_fact(p, T("Where"), m->place);
    if (*m->link) paper_fact(p, T("Online"), m->link);
    if (!m->body) return;
    const struct meeting_quorum q = meeting_quorum(m, people);
    paper_fact(p, T("Quorum"),
               arena_printf(cx->arena,
                            q.reached ? T("reached: %d of %d votes, %d needed")
                                      : T("not reached: %d of %d votes, %d needed"),
                            (int)q.votes_there, (int)q.votes, (int)q.needed));
}

/* What the paper is given lives as long as it does. */
static void put_people(struct cx *cx, struct paper *p, const struct person_list_rows *people)
{
    struct paper_column *columns = arena_array(cx->arena, struct paper_column, 4);
    columns[0] = (struct paper_column){ T("Organisation"), 2, false };
    columns[1] = (struct paper_column){ T("Person"), 3, false };
    columns[2] = (struct paper_column){ T("Votes"), 1, true };
    columns[3] = (struct paper_column){ T("Attendance"), 3, false };
    paper_heading(p, 1, T("Who was there"));
    paper_table(p, columns, 4);
    for (size_t i = 0; i < people->n; i++) {
        const struct person_list_row *r = &people->v[i];
        const char **cells = arena_array(cx->arena, const char *, 4);
        cells[0] = r->organisation_name;
        cells[1] = r->name;
        cells[2] = i18n_int(cx, r->weight);
        cells[3] = attendance_word(cx, r);
        paper_row(p, cells);
    }
    paper_end_table(p);
}

static void put_tasks(struct cx *cx, struct paper *p, int64_t item,
                      const struct item_tasks_rows *tasks)
{
    for (size_t i = 0; i < tasks->n; i++) {
        const struct item_tasks_row *t = &tasks->v[i];
        if (t->item != item) continue;
        const char *who = *t->owner          ? t->owner
                          : *t->organisation ? t->organisation
                                             : T("not said yet");
        paper_fact(p, T("Task"),
                   date_given(t->due_on) ? arena_printf(cx->arena, T("%s – %s, until %s"), t->title,
                                                        who, i18n_date(cx, t->due_on))
                                         : arena_printf(cx->arena, "%s – %s", t->title, who));
    }
}

static void put_item(struct cx *cx, struct paper *p, const struct agenda_list_row *i, int no,
                     const struct item_tasks_rows *tasks)
{
    enum outcome o;
    paper_heading(p, 2, arena_printf(cx->arena, "%d. %s", no, i->title));
    if (*i->speaker) paper_fact(p, T("Presented by"), i->speaker);
    if (*i->text) paper_text(p, i->text);
    if (i->decision && outcome_parse(i->decision_outcome, &o))
        paper_fact(p, arena_printf(cx->arena, T("Decision %d"), (int)i->decision_no),
                   arena_printf(cx->arena, "%s (%s)", i->decision_title,
                                i18n_text(cx, NULL, outcome_title(o))));
    put_tasks(cx, p, i->id, tasks);
}

static const char *state_line(struct cx *cx, const struct meeting_get_row *m)
{
    if (z_eq(m->state, "approved"))
        return arena_printf(cx->arena, T("Minutes, approved on %s"),
                            i18n_stamp(cx, m->approved_at));
    if (z_eq(m->state, "minutes_draft")) return T("Minutes, not approved yet");
    return T("Minutes, being written");
}

enum rc minutes_paper(struct cx *cx, int64_t meeting, struct paper **out)
{
    struct meeting_get_row m;
    struct person_list_rows people;
    struct agenda_list_rows items;
    struct item_tasks_rows tasks;
    int no = 0;
    enum rc rc = meeting_get(cx, meeting, &m);
    if (!rc) rc = person_list(cx, meeting, &people);
    if (!rc) rc = agenda_list(cx, meeting, &items);
    if (!rc) rc = item_tasks(cx, meeting, &tasks);
    if (rc) return rc;
    struct paper *p = paper_begin(cx, m.code, m.title, state_line(cx, &m));
    put_head(cx, p, &m, &people);
    put_people(cx, p, &people);
    paper_heading(p, 1, T("Minutes"));
    for (size_t i = 0; i < items.n; i++)
        if (z_eq(items.v[i].state, "accepted")) put_item(cx, p, &items.v[i], ++no, &tasks);
    if (*m.minutes_sha) paper_fact(p, T("Digest of the approved minutes"), m.minutes_sha);
    *out = p;
    return RC_OK;
}
