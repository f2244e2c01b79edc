/* SPDX-License-Identifier: EUPL-1.2 */
/* agenda_fit.c — an agenda that takes longer than its meeting: one of them gives way. */
#include "i18n/i18n.h"
#include "meeting/agenda.h"
#include "meeting/agenda_sql.h"
#include "meeting/meeting_inside.h"
#include "store/db.h"

#include <string.h>

/* Their sum is exact afterwards. A share below a minute is one; the minutes that rounding down left
 * over go to those that lost most by it, and what the ones too many cost comes from the longest. */
static void share(struct agenda_fit *f, int64_t *rest)
{
    int64_t left = f->minutes;
    for (size_t i = 0; i < f->n; i++) {
        const int64_t part = f->item[i]->minutes * f->minutes;
        f->to[i] = part / f->planned ? part / f->planned : f->item[i]->minutes ? 1 : 0;
        rest[i] = part / f->planned ? part % f->planned : 0;
        left -= f->to[i];
    }
    for (; left > 0; left--) {
        size_t most = 0;
        for (size_t i = 1; i < f->n; i++)
            if (rest[i] > rest[most]) most = i;
        f->to[most]++;
        rest[most] = 0;
    }
    for (; left < 0; left++) {
        size_t longest = 0;
        for (size_t i = 1; i < f->n; i++)
            if (f->to[i] > f->to[longest]) longest = i;
        f->to[longest]--;
    }
}

void agenda_fit_of(struct cx *cx, const struct meeting_get_row *m,
                   const struct agenda_list_rows *rows, struct agenda_fit *out)
{
    struct sha256 h;
    const char *word =
        arena_printf(cx->arena, "%lld %lld", (long long)m->id, (long long)m->minutes);
    size_t boxes = 0;
    sha256_init(&h);
    sha256_add(&h, word, strlen(word));
    *out = (struct agenda_fit){ .minutes = m->minutes };
    out->item = arena_array(cx->arena, const struct agenda_list_row *, rows->n);
    out->to = arena_array(cx->arena, int64_t, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct agenda_list_row *r = &rows->v[i];
        if (!z_eq(r->state, "accepted")) continue;
        out->item[out->n++] = r;
        out->planned += r->minutes;
        boxes += r->minutes > 0;
        word = arena_printf(cx->arena, " %lld:%lld", (long long)r->id, (long long)r->minutes);
        sha256_add(&h, word, strlen(word));
    }
    sha256_end(&h, out->plan);
    out->over = out->planned > out->minutes;
    out->shares = out->over && (int64_t)boxes <= out->minutes;
    if (out->shares) share(out, arena_array(cx->arena, int64_t, rows->n));
}

static enum rc to_fit(struct cx *cx, int64_t meeting, const char *plan, struct meeting_get_row *m,
                      struct agenda_fit *f)
{
    struct agenda_list_rows rows;
    enum rc rc = meeting_to_lead(cx, meeting, m);
    if (!rc) rc = agenda_list(cx, meeting, &rows);
    if (rc) return rc;
    agenda_fit_of(cx, m, &rows, f);
    if (!f->over) return refuse(cx, RC_CONFLICT, T("The agenda fits into the meeting already."));
    if (plan && *plan && !z_eq(plan, f->plan))
        return refuse(cx, RC_STALE,
                      T("The agenda or the length of the meeting was changed since you opened "
                        "this page. Look at it again."));
    return RC_OK;
}

static enum rc lengthen_in(struct cx *cx, int64_t meeting, const char *plan)
{
    struct meeting_get_row m;
    struct agenda_fit f;
    enum rc rc = to_fit(cx, meeting, plan, &m, &f);
    return rc ? rc
              : meeting_change(cx, meeting, m.version,
                               &(struct meeting_input){ .title = m.title,
                                                        .note = m.note,
                                                        .minutes = f.planned,
                                                        .place = m.place,
                                                        .link = m.link });
}

enum rc agenda_lengthen(struct cx *cx, int64_t meeting, const char *plan)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, lengthen_in(cx, meeting, plan));
}

static enum rc shorten_in(struct cx *cx, int64_t meeting, const char *plan)
{
    struct meeting_get_row m;
    struct agenda_fit f;
    enum rc rc = to_fit(cx, meeting, plan, &m, &f);
    if (rc) return rc;
    if (!f.shares)
        return refuse(
            cx, RC_CONFLICT,
            T("There are more items than minutes. Lengthen the meeting, or decline some."));
    for (size_t i = 0; i < f.n && !rc; i++) {
        const struct agenda_list_row *r = f.item[i];
        const struct agenda_input in = { r->title, r->note, f.to[i], r->speaker };
        if (f.to[i] != r->minutes) rc = agenda_change(cx, meeting, r->id, r->version, &in);
    }
    return rc;
}

enum rc agenda_shorten(struct cx *cx, int64_t meeting, const char *plan)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, shorten_in(cx, meeting, plan));
}
