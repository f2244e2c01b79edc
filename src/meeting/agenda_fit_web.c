/* SPDX-License-Identifier: EUPL-1.2 */
/* agenda_fit_web.c — what to do when an agenda takes longer than its meeting, each with what would
 * change.
 */
#include "i18n/i18n.h"
#include "meeting/agenda.h"
#include "meeting/meeting_pages.h"
#include "meeting/meeting_view.h"

static const char *longer(struct cx *cx, const struct meeting_get_row *m,
                          const struct agenda_fit *f)
{
    if (!m->starts_at)
        return arena_printf(cx->arena, T("The meeting takes %d instead of %d minutes."),
                            (int)f->planned, (int)f->minutes);
    return arena_printf(cx->arena,
                        T("The meeting ends at %s instead of %s. Everyone invited is told, and "
                          "answers stay."),
                        meeting_clock(cx, m->starts_at + f->planned * 60),
                        meeting_clock(cx, m->starts_at + f->minutes * 60));
}

static const char *shorter(struct cx *cx, const struct agenda_fit *f)
{
    const char *out = "";
    for (size_t i = 0; i < f->n; i++)
        if (f->to[i] != f->item[i]->minutes)
            out = arena_printf(cx->arena, "%s%s%s", out, *out ? "; " : "",
                               arena_printf(cx->arena, T("%s: %d instead of %d minutes"),
                                            f->item[i]->title, (int)f->to[i],
                                            (int)f->item[i]->minutes));
    return arena_printf(cx->arena, "%s.", out);
}

void meeting_fit_put(struct cx *cx, const struct meeting_get_row *m,
                     const struct agenda_list_rows *items, struct meeting_show_view *v)
{
    struct agenda_fit *f = arena_array(cx->arena, struct agenda_fit, 1);
    struct action *a = arena_array(cx->arena, struct action, 2);
    const bool before = z_eq(m->state, "proposed") || z_eq(m->state, "invited");
    if (!v->leads || (!before && !z_eq(m->state, "held"))) return;
    agenda_fit_of(cx, m, items, f);
    if (!f->over) return;
    if (before)
        a[v->fit.n++] = (struct action){ .label = T("Lengthen the meeting"),
                                         .post = true,
                                         .url = meeting_url(cx, m->id, "lengthen"),
                                         .name = "plan",
                                         .value = f->plan,
                                         .confirm = longer(cx, m, f) };
    a[v->fit.n] = (struct action){ .label = T("Shorten the items"),
                                   .post = true,
                                   .url = meeting_url(cx, m->id, "shorten"),
                                   .name = "plan",
                                   .value = f->plan };
    if (f->shares)
        a[v->fit.n].confirm = shorter(cx, f);
    else
        a[v->fit.n].refusal = T("There are more items than minutes.");
    v->fit.n++;
    v->fit.v = a;
}

struct fit_form {
    const char *plan;
};
static const struct form_field fit_fields[] = {
    FIELD_OF(fit_form, plan, FORM_TEXT, N_("The plan that was shown"), .hidden = true, .max = 64),
};
const struct form agenda_fit_form = FORM(fit_form, fit_fields);

enum rc agenda_lengthen_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct fit_form *f = rq->form;
    enum rc rc = agenda_lengthen(cx, rq->id[0], f->plan);
    return rc ? rc
              : reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], ""),
                                T("The meeting takes as long as its agenda now."));
}

enum rc agenda_shorten_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct fit_form *f = rq->form;
    enum rc rc = agenda_shorten(cx, rq->id[0], f->plan);
    return rc ? rc
              : reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], ""),
                                T("The items fit into the meeting now."));
}
