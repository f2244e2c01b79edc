/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_totals_web.c — the sums under the grid: per heading and currency, in euro line by
 * line, and what the partner may still spend. Reads, decides nothing.
 */
#include "base/vec.h"
#include "finance/expenditure_grid_view.h"
#include "finance/expenditure_preview.h"
#include "i18n/i18n.h"
#include "web/chart.h"

#include <string.h>

typedef VEC(money) money_heap;

struct heap {
    const char *heading;
    money_heap by_currency;
    money euro;
    int64_t lines, unrated, floating;
};
struct counting {
    struct cx *cx; /* of its own: the arena of the stream is rewound after each row */
    struct arena *keep;
    const struct expenditure_preview *preview;
    VEC(struct heap) heaps;
};

static struct heap *heap_of(struct counting *c, const char *heading)
{
    for (size_t i = 0; i < c->heaps.n; i++)
        if (strcmp(c->heaps.v[i].heading, heading) == 0) return &c->heaps.v[i];
    struct heap *h = vec_push(c->keep, &c->heaps);
    h->heading = arena_dup(c->keep, heading);
    h->euro = eur(0);
    return h;
}

static void put_amount(struct arena *keep, money_heap *to, money m)
{
    for (size_t i = 0; i < to->n; i++) {
        if (!money_same(to->v[i], m)) continue;
        to->v[i] = money_add(to->v[i], m);
        return;
    }
    *vec_push(keep, to) = m;
}

static enum rc count(void *p, const struct expenditure_sheet_amounts_row *row)
{
    struct counting *c = p;
    struct heap *h = heap_of(c, row->heading);
    struct conversion made;
    money amount = money_of(row->amount, row->currency);
    h->lines++;
    put_amount(c->keep, &h->by_currency, amount);
    if (row->rated) {
        h->euro = money_add(h->euro, eur(row->eur_minor));
    } else if (expenditure_preview_of(c->cx, c->preview, amount, row->payment_date, &made, NULL)) {
        h->euro = money_add(h->euro, made.to);
        h->floating++;
    } else {
        h->unrated++;
    }
    return RC_OK;
}

static void put_heading(struct cx *cx, const struct rules *rules,
                        const struct expenditure_sheet_rooms_row *room, const struct heap *h,
                        struct grid_heading *out)
{
    const struct budget_node *node = ruleset_node(rules->set, room->heading);
    *out = (struct grid_heading){ .code = room->heading,
                                  .title = node ? i18n_text(cx, NULL, node->title) : "",
                                  .euro = h ? h->euro : eur(0),
                                  .booked = room->booked,
                                  .share = room->slice,
                                  .unrated = h ? h->unrated : 0 };
    if (h) out->sums = (struct sums){ h->by_currency.v, h->by_currency.n };
    money used = money_add(out->booked, out->euro);
    out->left = money_sub(out->share, used);
    out->over = out->left.minor < 0;
    out->meter = chart_meter(cx, arena_printf(cx->arena, T("Your share of heading %s"), out->code),
                             used, out->share, eur(0), out->share);
}

static void add_up(struct arena *keep, const struct counting *c, struct grid_totals *out)
{
    money_heap all = { 0 };
    out->euro = eur(0);
    for (size_t i = 0; i < c->heaps.n; i++) {
        const struct heap *h = &c->heaps.v[i];
        out->euro = money_add(out->euro, h->euro);
        out->lines += h->lines;
        out->unrated += h->unrated;
        out->floating += h->floating;
        for (size_t k = 0; k < h->by_currency.n; k++) put_amount(keep, &all, h->by_currency.v[k]);
    }
    out->sums = (struct sums){ all.v, all.n };
}

static void give_back(void *keep) { arena_free(keep); }

enum rc expenditure_grid_totals(struct cx *cx, const struct expenditure_book *book, int64_t version,
                                const struct expenditure_preview *preview, struct grid_totals *out)
{
    /* What is kept over the rows cannot live in the arena that the stream rewinds. */
    struct arena *keep = arena_new();
    struct counting c = { .cx = cx, .keep = keep, .preview = preview };
    struct expenditure_sheet_rooms_rows rooms;
    enum rc rc = expenditure_sheet_amounts(cx, book->report.id, version, count, &c);
    if (!rc)
        rc = expenditure_sheet_rooms(cx, book->report.project, book->report.partner,
                                     book->report.id, &rooms);
    arena_defer(cx->arena, give_back, keep);
    if (rc) return rc;
    struct grid_heading *v = arena_array(cx->arena, struct grid_heading, rooms.n);
    for (size_t i = 0; i < rooms.n; i++) {
        const struct heap *h = NULL;
        for (size_t k = 0; k < c.heaps.n; k++)
            if (strcmp(c.heaps.v[k].heading, rooms.v[i].heading) == 0) h = &c.heaps.v[k];
        if (!h && !rooms.v[i].slice.minor && !rooms.v[i].booked.minor) continue;
        put_heading(cx, &preview->rules, &rooms.v[i], h, &v[out->n++]);
    }
    out->v = v;
    add_up(keep, &c, out);
    return RC_OK;
}
