/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_save.c — the rows of a grid become lines: read once, checked all, then written in one
 * transaction, each with its audit entry. How a row is written is expenditure.c's.
 */
#include "finance/expenditure_save.h"

#include "base/buf.h"
#include "finance/expenditure_compare.h"
#include "finance/expenditure_sheet_sql.h"
#include "finance/expenditure_write.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

#include <stdlib.h>

struct saving {
    struct cx *cx;
    const struct expenditure_book *book;
    const struct expenditure_edit *edits;
    size_t n;
    struct expenditure_current_rows was, is; /* the lines that the edits name, by key */
    int64_t *keys;                           /* of each edit that was written; 0: left alone */
};

static const struct expenditure_current_row *find(const struct expenditure_current_rows *rows,
                                                  int64_t key)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->v[i].line_key == key) return &rows->v[i];
    return NULL;
}

static enum rc read_rows(struct saving *s, const int64_t *keys, struct expenditure_current_rows *to)
{
    struct buf b;
    buf_init(&b, (size_t)1 << 20);
    buf_char(&b, '[');
    for (size_t i = 0; i < s->n; i++) {
        if (!keys[i]) continue;
        if (b.n > 1) buf_char(&b, ',');
        buf_int(&b, keys[i]);
    }
    buf_char(&b, ']');
    const char *json = arena_str(s->cx->arena, buf_slice(&b));
    buf_done(&b);
    return expenditure_of_keys(s->cx, s->book->report.id, json, to);
}

/* Two rows of one form for the same line would silently overwrite each other. */
static bool named_before(const struct saving *s, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (s->edits[k].line_key == s->edits[i].line_key) return true;
    return false;
}

static enum rc stale(struct saving *s, const struct expenditure_edit *e)
{
    struct cx *cx = s->cx;
    struct expenditure_who_changed_row who;
    bool found;
    enum rc rc = expenditure_who_changed(cx, s->book->report.id, e->line_key, &who, &found);
    if (rc) return rc;
    const char *field = arena_printf(cx->arena, "%sversion", e->prefix);
    if (!found) {
        (void)problem(cx, field, T("Line %d was removed since you opened it."), (int)e->line_key);
    } else {
        (void)problem(cx, field,
                      T("%s changed line %d since you opened it (%s). What you typed is still "
                        "here, what is there now stands below it; save again to replace it."),
                      who.actor, (int)e->line_key, i18n_stamp(cx, who.at));
    }
    return RC_STALE;
}

static enum rc worse(enum rc a, enum rc b)
{
    return a == RC_FAIL || b == RC_FAIL ? RC_FAIL : a > b ? a : b;
}

/* What takes a parked line in again carries that line's amount and rate. */
static enum rc check_taken_in(struct cx *cx, const struct expenditure_current_row *was,
                              const struct expenditure_edit *e)
{
    if (!was || !was->unparks ||
        (was->amount == e->in->amount && z_eq(was->currency, e->in->currency)))
        return RC_OK;
    return problem(cx, arena_printf(cx->arena, "%samount", e->prefix),
                   T("This line takes a parked one in again, so it keeps that amount: %s."),
                   i18n_money(cx, money_of(was->amount, was->currency)));
}

static enum rc check_all(struct saving *s)
{
    struct cx *cx = s->cx;
    enum rc rc = RC_OK;
    for (size_t i = 0; i < s->n; i++) {
        const struct expenditure_edit *e = &s->edits[i];
        const struct expenditure_current_row *was = find(&s->was, e->line_key);
        if (e->line_key && (!was || was->version != e->version)) {
            rc = worse(rc, stale(s, e));
        } else if (e->line_key && named_before(s, i)) {
            rc = worse(rc, problem(cx, arena_printf(cx->arena, "%sversion", e->prefix),
                                   T("Line %d stands twice in what was sent."), (int)e->line_key));
        } else if (!e->remove && !(was && expenditure_same(was, e->in))) {
            rc = worse(rc, expenditure_check(cx, s->book, e->in, e->prefix));
            rc = worse(rc, check_taken_in(cx, was, e));
        }
    }
    return rc;
}

static enum rc write_all(struct saving *s, struct expenditure_saved *out)
{
    struct cx *cx = s->cx;
    struct expenditure_next_key_row next;
    enum rc rc = expenditure_next_key(cx, s->book->report.id, &next);
    for (size_t i = 0; i < s->n && !rc; i++) {
        const struct expenditure_edit *e = &s->edits[i];
        const struct expenditure_current_row *was = find(&s->was, e->line_key);
        int64_t id;
        if (e->line_key && e->remove) {
            rc = expenditure_write_remove(cx, s->book, was);
            out->removed++;
        } else if (e->line_key) {
            if (expenditure_same(was, e->in)) continue;
            rc = expenditure_write_change(cx, s->book, was, e->in);
            out->changed++;
        } else if (!e->remove) {
            s->keys[i] = next.line_key;
            rc = expenditure_write_new(cx, s->book, e->in, next.line_key++, NULL, &id);
            out->added++;
            continue;
        }
        s->keys[i] = e->line_key;
    }
    return rc;
}

static enum rc audit_all(struct saving *s)
{
    enum rc rc = read_rows(s, s->keys, &s->is);
    for (size_t i = 0; i < s->n && !rc; i++) {
        if (!s->keys[i]) continue;
        const struct expenditure_current_row *was = find(&s->was, s->keys[i]),
                                             *is = find(&s->is, s->keys[i]);
        const char *action = !was  ? "expenditure.add"
                             : !is ? "expenditure.remove"
                                   : "expenditure.change";
        rc = audit_change(s->cx, action, "expenditure", is ? is->id : was->id,
                          s->book->report.project, &expenditure_current_meta, was, is);
    }
    return rc;
}

static enum rc save_in(struct saving *s, int64_t report, struct expenditure_saved *out)
{
    struct cx *cx = s->cx;
    int64_t *named = arena_array(cx->arena, int64_t, s->n + 1);
    s->keys = arena_array(cx->arena, int64_t, s->n + 1);
    for (size_t i = 0; i < s->n; i++) named[i] = s->edits[i].line_key;
    enum rc rc = expenditure_book_read(cx, report, &s->book);
    if (!rc) rc = expenditure_book_open(cx, s->book);
    if (!rc) rc = read_rows(s, named, &s->was);
    if (!rc) rc = check_all(s);
    if (!rc) rc = write_all(s, out);
    return rc ? rc : audit_all(s);
}

enum rc expenditure_save(struct cx *cx, int64_t report, const struct expenditure_edit *edits,
                         size_t n, struct expenditure_saved *out)
{
    struct saving s = { .cx = cx, .edits = edits, .n = n };
    *out = (struct expenditure_saved){ 0 };
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, save_in(&s, report, out));
}
