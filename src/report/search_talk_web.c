/* SPDX-License-Identifier: EUPL-1.2 */
/* search_talk_web.c — finds by the entries of store/search.h what the partners say and decide. What
 * is about the things of one partner carries that partner and is found by it and by who reads the
 * reports of all.
 */
#include "account/viewer.h"
#include "base/buf.h"
#include "base/json.h"
#include "i18n/i18n.h"
#include "report/report_pages.h"
#include "report/search_sql.h"
#include "report/search_view.h"

#include <string.h>

/* In the order in which they can be chosen; a choice may be of several types. */
static const struct {
    const char *type, *choice, *word, *one;
    bool own_page; /* /TYPE/ID */
} kinds[] = {
    { "consultation", "consultation", N_("Consultations"), N_("Consultation"), true },
    { "decision", "decision", N_("Decisions"), N_("Decision"), true },
    { "meeting", "meeting", N_("Meetings"), N_("Meeting"), true },
    { "agenda_item", "meeting", NULL, N_("Agenda item"), false },
    { "task", "task", N_("Tasks"), N_("Task"), true },
    { "body", "body", N_("Bodies"), N_("Body"), true },
    { "comment", "comment", N_("Comments"), N_("Comment"), true },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static size_t kind_of(const char *type)
{
    size_t i = 0;
    while (i < KINDS && !z_eq(kinds[i].type, type)) i++;
    return i;
}

bool search_talk_open(const struct search *s)
{
    return viewer_can(s->cx, MAY_READ_CONSULT, s->project, 0);
}

size_t search_talk_choices(struct search *s, struct search_kind_choice *out, size_t room)
{
    struct cx *cx = s->cx;
    size_t n = 0;
    if (!search_talk_open(s)) return 0;
    for (size_t i = 0; i < KINDS && n < room; i++)
        if (kinds[i].word)
            out[n++] =
                (struct search_kind_choice){ kinds[i].choice, i18n_text(cx, NULL, kinds[i].word) };
    return n;
}

/* ---- agenda items have their page below their meeting's ---- */

static enum rc meetings_of(struct search *s, const struct search_page *page,
                           struct search_agenda_rows *out)
{
    struct buf ids;
    enum rc rc = RC_OK;
    *out = (struct search_agenda_rows){ 0 };
    buf_init(&ids, 8192);
    for (size_t i = 0; i < page->n; i++)
        if (z_eq(page->v[i].type, "agenda_item"))
            buf_printf(&ids, "%s%lld", ids.n ? "," : "[", (long long)page->v[i].id);
    buf_char(&ids, ']');
    if (ids.n > 1) rc = search_agenda(s->cx, ids.p, out);
    buf_done(&ids);
    return rc;
}

static struct url address(struct search *s, size_t kind, int64_t id,
                          const struct search_agenda_rows *agenda)
{
    for (size_t i = 0; !kinds[kind].own_page && i < agenda->n; i++)
        if (agenda->v[i].id == id)
            return url_path(s->cx, "/meeting/%lld/item/%lld", (long long)agenda->v[i].meeting,
                            (long long)id);
    if (!kinds[kind].own_page) return url_path(s->cx, "/p/%lld/meetings", (long long)s->project);
    return url_path(s->cx, "/%s/%lld", kinds[kind].type, (long long)id);
}

static void hits_of(struct search *s, const struct search_page *page,
                    const struct search_agenda_rows *agenda)
{
    struct cx *cx = s->cx;
    for (size_t i = 0; i < page->n; i++) {
        const struct search_found *f = &page->v[i];
        size_t kind = kind_of(f->type);
        if (kind == KINDS) continue;
        struct url url = address(s, kind, f->id, agenda);
        *vec_push(cx->arena, &s->hits) =
            (struct search_hit){ .kind = kinds[kind].type,
                                 .title = *f->title ? f->title : f->snippet,
                                 .about = f->snippet,
                                 .address = url.p,
                                 .at = f->at,
                                 .url = url,
                                 .word = i18n_text(cx, NULL, kinds[kind].one),
                                 .piece = f->piece,
                                 .pieces = f->pieces };
    }
}

enum rc search_talk(struct search *s)
{
    struct search_page page;
    struct search_agenda_rows agenda;
    struct search_ask ask = { .project = s->project,
                              .partner = viewer_partner(s->cx, MAY_READ_REPORT, s->project),
                              .q = s->q,
                              .before = s->before,
                              .count = *s->kind ? SEARCH_PAGE : SEARCH_SHOWN };
    size_t n = 0;
    if (!search_talk_open(s)) return RC_OK;
    if (ask.partner < 0) ask.partner = SEARCH_COMMON;
    for (size_t i = 0; i < KINDS; i++)
        if (!*s->kind || z_eq(s->kind, "talk") || z_eq(s->kind, kinds[i].choice))
            ask.type[n++] = kinds[i].type;
    if (!n) return RC_OK;
    enum rc rc = search_find(s->cx, &ask, &page);
    if (!rc) rc = meetings_of(s, &page, &agenda);
    if (rc) return rc;
    s->next = page.next;
    hits_of(s, &page, &agenda);
    return RC_OK;
}
