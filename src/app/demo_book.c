/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_book.c — the bookkeepers of the demonstration at work: what is bought is put in the order of
 * the days it was booked on, then booked line by line, receipt attached, as the story moves on.
 */
#include "app/demo.h"
#include "base/buf.h"
#include "base/log.h"
#include "finance/expenditure.h"
#include "finance/expenditure_write.h"
#include "report/report.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/document.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES_MOST = 1000 };

struct entry {
    const struct demo_cost *cost;
    date on; /* of the document */
    stamp booked;
    int64_t number;
    int period;
};
struct demo_entries {
    struct entry v[ENTRIES_MOST];
    size_t n, done;
};

static const char *const months[] = { "January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December" };

static date last_day(int p)
{
    static const char *const last[] = { "2007-06-30", "2007-12-31", "2008-02-22" };
    return demo_day(last[p]);
}

static date first_day(int p)
{
    static const char *const first[] = { "2007-01-01", "2007-07-01", "2008-01-01" };
    return demo_day(first[p]);
}

/* DA is behind with everything after the summer; ECAS has begun no third period. */
static bool leaves_out(enum demo_partner who, int p, date on)
{
    if (who == DA && p == 2) return true;
    if (who == DA && p == 1) return date_cmp(on, demo_day("2007-12-05")) > 0;
    return false;
}

static void put(struct demo *d, struct demo_entries *all, const struct demo_cost *c, date on, int p)
{
    if (date_cmp(on, first_day(p)) < 0 || date_cmp(on, last_day(p)) > 0) return;
    if (leaves_out(c->partner, p, on)) return;
    if (all->n == ENTRIES_MOST) BUG("more than %d lines", ENTRIES_MOST);
    /* Booked some days later, in office hours, never after the books close. */
    date booked = date_add(on, 2 + (int)seeded_below(&d->seed, 9));
    date closed = date_add(last_day(p), p == 2 ? 0 : 9);
    if ((booked.day + 3) % 7 > 4) booked = date_add(booked, 2); /* not at the week's end */
    if (date_cmp(booked, closed) > 0) booked = closed;
    /* Drawn one after the other: within one initializer each compiler has an order of its own. */
    stamp at = (stamp)booked.day * 86400 + 8 * 3600 + seeded_below(&d->seed, 7 * 3600);
    int64_t number = 14 + (int64_t)all->n * 3 + seeded_below(&d->seed, 3);
    all->v[all->n++] =
        (struct entry){ .cost = c, .on = on, .booked = at, .period = p, .number = number };
}

static void put_monthly(struct demo *d, struct demo_entries *all, const struct demo_cost *c, int p)
{
    if (c->when[1] == '1' && p != 0) return;
    if (c->when[1] == '2' && p == 0) return;
    bool pay = z_eq(c->doc_type, "payslip");
    for (month m = month_of(first_day(p)); m <= month_of(last_day(p)); m++) {
        date on =
            pay ? month_last(m) : date_add(month_first(m), 6 + (int)seeded_below(&d->seed, 18));
        put(d, all, c, on, p);
    }
}

static int by_booking(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return (x->booked > y->booked) - (x->booked < y->booked);
}

static void gather(struct demo *d, struct demo_entries *all, int p)
{
    for (size_t i = 0; i < demo_cost_count; i++) {
        const struct demo_cost *c = &demo_costs[i];
        if (c->when[0] == 'm' || c->when[0] == 'h')
            put_monthly(d, all, c, p);
        else
            put(d, all, c, demo_day(c->when), p);
    }
}

void demo_gather(struct demo *d)
{
    d->entries = arena_alloc(d->cx->arena, sizeof *d->entries);
    for (int p = 0; p < DEMO_PERIODS; p++) gather(d, d->entries, p);
    qsort(d->entries->v, d->entries->n, sizeof d->entries->v[0], by_booking);
}

/* "%m %y" and "%n" of a text of the table. */
static const char *filled(struct demo *d, const char *z, const struct entry *e)
{
    struct buf b;
    month m = month_of(e->on);
    buf_init(&b, 1024);
    for (char before = ' '; *z; before = *z, z++) {
        if (*z != '%' || !z[1] || !strchr("myn", z[1])) {
            buf_char(&b, *z);
            continue;
        }
        z++;
        bool number = before == '/' || before == '-'; /* 14/07, but March 2007 */
        if (*z == 'm') buf_text(&b, months[month_no(m) - 1]);
        if (*z == 'y') buf_printf(&b, "%02d", number ? month_year(m) % 100 : month_year(m));
        if (*z == 'n') buf_printf(&b, "%03lld", (long long)e->number);
    }
    const char *out = arena_str(d->cx->arena, buf_slice(&b));
    buf_done(&b);
    return out;
}

/* Minor units of the book currency for about so many euro: varied, then as prices are. */
static int64_t price(struct demo *d, const struct demo_cost *c, const char *currency)
{
    static const struct {
        const char *currency;
        int64_t per_euro_e2, step;
    } of[] = {
        { "MKD", 6120, 1000 }, { "ALL", 12350, 1000 }, { "RSD", 8000, 500 }, { "EUR", 100, 5 }
    };
    bool fixed = z_eq(c->doc_type, "payslip") || z_eq(c->doc_type, "per_diem") ||
                 z_eq(c->doc_type, "contract");
    int64_t e4 = (int64_t)c->about * (fixed ? 10000 : 9400 + seeded_below(&d->seed, 1200));
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        if (!z_eq(of[i].currency, currency)) continue;
        int64_t minor = money_muldiv(e4, of[i].per_euro_e2, 10000);
        return (minor / of[i].step + 1) * of[i].step;
    }
    BUG("no price in %s", currency);
}

static const char *const kept_at[] = { "MCIC, Skopje, archive 2007/PIA", "DA, Tirana, binder PIA",
                                       "EHO, Novi Sad, registrator 12",
                                       "ECAS, Brussels, dossier PIA",
                                       "CNVOS, Ljubljana, mapa PIA" };

static struct expenditure_input line_of(struct demo *d, const struct entry *e)
{
    const struct demo_cost *c = e->cost;
    const char *currency = c->currency ? c->currency : demo_currency(c->partner);
    int64_t charged = price(d, c, currency), share = c->share ? c->share : 100;
    int64_t gross = money_muldiv(charged, 100, share);
    struct expenditure_input in = {
        .line = c->line,
        .activity = c->activity,
        .description = filled(d, c->description, e),
        .supplier = c->supplier,
        .doc_type = c->doc_type,
        .doc_no = filled(d, c->doc_no, e),
        .doc_date = e->on,
        .payment_date = e->on,
        .service_from = DATE_NONE,
        .service_to = DATE_NONE,
        .original_at = kept_at[c->partner],
        .currency = currency,
        .gross = gross,
        .vat = money_muldiv(gross, c->vat, 100 + c->vat),
        .share_e2 = share * 100,
        .amount = charged,
        .is_sensitive = c->flag == 's',
    };
    /* Invoices are paid some days later; the last ones are still open when they are booked. */
    date booked = date_of_stamp(e->booked), paid = date_add(e->on, 5);
    if (z_eq(c->doc_type, "invoice")) in.payment_date = date_cmp(paid, booked) > 0 ? booked : paid;
    if (c->when[0] == 'm' || c->when[0] == 'h') {
        in.service_from = month_first(month_of(e->on));
        in.service_to = month_last(month_of(e->on));
    }
    if (z_eq(c->doc_type, "payslip")) in.staff_ref = arena_printf(d->cx->arena, "S-%d", c->about);
    in.payment_ref = z_eq(c->doc_type, "receipt")
                         ? "cash"
                         : arena_printf(d->cx->arena, "BS-%lld", (long long)e->number / 9 + 1);
    return in;
}

static enum rc attach(struct demo *d, int64_t expenditure, const struct expenditure_input *in)
{
    char amount[MONEY_TEXT], vat[MONEY_TEXT], day[DATE_TEXT];
    int64_t document, attachment;
    const struct demo_receipt r = { .supplier = in->supplier,
                                    .number = *in->doc_no ? in->doc_no : "-",
                                    .date = date_text(in->doc_date, day),
                                    .description = in->description,
                                    .amount = minor_text(in->gross, amount),
                                    .currency = in->currency,
                                    .vat = minor_text(in->vat, vat) };
    bool till = z_eq(in->doc_type, "receipt");
    str bytes =
        till ? demo_receipt_png(d->cx, (uint64_t)d->booked * 977) : demo_receipt_pdf(d->cx, &r);
    const char *name = arena_printf(d->cx->arena, "%s-%04lld.%s", date_text(in->doc_date, day),
                                    (long long)d->booked, till ? "png" : "pdf");
    enum rc rc = document_put(d->cx, bytes, name, &document);
    return rc ? rc
              : document_attach(d->cx, document, "expenditure", expenditure, name, &attachment);
}

static enum rc book(struct demo *d, const struct entry *e)
{
    const int p = e->period;
    const struct demo_cost *c = e->cost;
    struct expenditure_current_row row;
    int64_t key;
    bool found;
    demo_act(d, demo_bookkeeper(c->partner), e->booked);
    int64_t *report = &d->report[c->partner][p];
    enum rc rc = *report ? RC_OK : report_open(d->cx, d->partner[c->partner], d->period[p], report);
    struct expenditure_input in = line_of(d, e);
    if (!rc) rc = expenditure_add(d->cx, *report, &in, &key);
    if (rc || c->flag == 'x') return rc;
    d->booked++;
    rc = expenditure_current(d->cx, *report, key, &row, &found);
    return rc ? rc : attach(d, row.id, &in);
}

enum rc demo_book(struct demo *d, stamp until)
{
    struct demo_entries *all = d->entries;
    enum rc rc = db_begin(d->cx);
    while (all && all->done < all->n && all->v[all->done].booked < until && !rc) {
        struct arena_mark m = arena_mark(d->cx->arena);
        rc = book(d, &all->v[all->done++]);
        if (!rc) arena_rewind(d->cx->arena, m);
    }
    return db_end(d->cx, rc);
}

/* ---- many -------------------------------------------------------------------------------------
 */

static enum rc bulk_line(struct demo *d, const struct expenditure_book *b, enum demo_partner who,
                         const struct demo_cost *const *of, size_t n, int64_t i)
{
    const struct demo_cost *c = of[seeded_below(&d->seed, (int64_t)n)];
    const struct entry e = { .cost = c,
                             .on = date_add(first_day(1), (int)seeded_below(&d->seed, 184)),
                             .booked = d->cx->now,
                             .number = i };
    struct expenditure_input in = line_of(d, &e);
    struct expenditure_book const *book = b;
    int64_t key = 1000000 + i;
    /* Four currencies, as when everybody travels. */
    static const char *const also[] = { "MKD", "ALL", "RSD", "EUR" };
    if (i % 4 == 0) in.currency = also[seeded_below(&d->seed, 4)];
    in.doc_no = arena_printf(d->cx->arena, "B-%d-%lld", (int)who, (long long)i);
    in.amount = in.amount / 100 + 1;
    in.gross = money_muldiv(in.amount, 10000, in.share_e2) + 1;
    in.vat = 0;
    in.is_sensitive = 0;
    enum rc rc = expenditure_check(d->cx, book, &in, "");
    return rc ? rc : expenditure_write_new(d->cx, book, &in, key, NULL, NULL);
}

static enum rc bulk_partner(struct demo *d, enum demo_partner who, int64_t lines)
{
    const struct demo_cost **of =
        arena_array(d->cx->arena, const struct demo_cost *, demo_cost_count);
    const struct expenditure_book *b;
    size_t n = 0;
    for (size_t i = 0; i < demo_cost_count; i++)
        if (demo_costs[i].partner == who) of[n++] = &demo_costs[i];
    demo_as(d, demo_bookkeeper(who), "2008-01-10 17:00");
    const struct audit_entry note = {
        .action = "expenditure.import",
        .object_type = "partner_report",
        .object_id = d->report[who][1],
        .project_id = d->project,
        .after = arena_printf(d->cx->arena, "{\"lines\":%lld}", (long long)lines),
    };
    enum rc rc = db_begin(d->cx);
    if (rc) return rc;
    rc = expenditure_book_read(d->cx, d->report[who][1], &b);
    if (!rc) rc = db_bulk_begin(d->cx);
    for (int64_t i = 0; i < lines && !rc; i++) {
        struct arena_mark m = arena_mark(d->cx->arena);
        rc = bulk_line(d, b, who, of, n, i);
        if (!rc) arena_rewind(d->cx->arena, m);
    }
    if (!rc) rc = db_bulk_end(d->cx);
    if (!rc) rc = audit_add(d->cx, &note);
    return db_end(d->cx, rc);
}

enum rc demo_bulk(struct demo *d)
{
    enum rc rc = RC_OK;
    for (int p = 0; p < DEMO_PARTNERS && !rc; p++)
        rc = bulk_partner(d, (enum demo_partner)p,
                          d->lines / DEMO_PARTNERS + (p < d->lines % DEMO_PARTNERS));
    return rc;
}
