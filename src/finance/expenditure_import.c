/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_import.c — a whole file of lines, taken or refused as one: every cell is read and
 * every line checked before the first is written. How a row is written is expenditure.c's.
 *
 * Made for 100,000 lines: the lines that are there are read once and found by their key, new ones
 * are written in bulk, and there is one audit entry, which names the file by its hash.
 */
#include "base/rand.h"
#include "base/vec.h"
#include "finance/expenditure_import_cell.h"
#include "finance/expenditure_write.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

#include <stddef.h>
#include <string.h>

enum { MOST_COLUMNS = 256, NEEDED = 7 };
static const char *const needed[NEEDED] = { "line",        "description",   "supplier",
                                            "document_no", "document_date", "currency",
                                            "amount" };

struct importing {
    struct cx *cx;
    const struct import_request *rq;
    const struct expenditure_book *book;
    struct expenditure_current_rows was; /* by key */
    int64_t *row_of;                     /* of each of them: the row that names it, or 0 */
    char decimal;
    int column[MOST_COLUMNS]; /* of each column of the file: which of ours, or IMPORT_… */
    int place[EXPENDITURE_COLUMNS], seq_place;
    const char *head[MOST_COLUMNS];
    size_t columns;
    bool has_share, has_gross;
    VEC(struct import_row) rows;
    VEC(struct import_problem) problems;
    int64_t read, added, changed, same, removed;
};

/* ---- what is wrong --------------------------------------------------------------------------- */

static enum rc bad(struct importing *im, int64_t row, int place, const char *name, str value,
                   const char *why)
{
    struct cx *cx = im->cx;
    const char *column =
        place < 0 ? name
                  : arena_printf(cx->arena, "%s, %s", name, csv_column(cx->arena, (size_t)place));
    *vec_push(cx->arena, &im->problems) =
        (struct import_problem){ row, column, arena_str(cx->arena, value), why,
                                 import_column_advice(cx, name) };
    return im->problems.n >= IMPORT_PROBLEMS ? RC_INVALID : RC_OK;
}

/* ---- the head -------------------------------------------------------------------------------- */

static void read_head(struct importing *im, const struct table_row *head)
{
    struct cx *cx = im->cx;
    bool transactions = false, strange = false;
    im->columns = head->n < MOST_COLUMNS ? head->n : MOST_COLUMNS;
    im->seq_place = -1;
    for (int i = 0; i < EXPENDITURE_COLUMNS; i++) im->place[i] = -1;
    for (size_t k = 0; k < im->columns; k++) {
        int found = import_column_find(cx, head->cells[k]);
        im->column[k] = found;
        im->head[k] = arena_str(cx->arena, str_trim(head->cells[k]));
        if (found == IMPORT_UNKNOWN && *im->head[k]) {
            strange = true;
            (void)bad(im, head->no, (int)k, im->head[k], head->cells[k],
                      T("Kolo does not know this column. Rename it as in the template, or take it "
                        "out."));
        } else if (found == IMPORT_SEQ) {
            im->seq_place = (int)k;
        } else if (found >= 0 && im->place[found] >= 0) {
            (void)bad(im, head->no, (int)k, im->head[k], head->cells[k],
                      T("This column is there twice."));
        } else if (found >= 0) {
            im->place[found] = (int)k;
            im->has_share = im->has_share || strcmp(expenditure_columns[found].name, "share") == 0;
            im->has_gross = im->has_gross || strcmp(expenditure_columns[found].name, "gross") == 0;
        }
        transactions = transactions || z_eq(im->head[k], "accepted_eur");
    }
    if (transactions && im->seq_place >= 0)
        (void)bad(im, head->no, im->seq_place, "seq", STR("seq"),
                  T("This is the list of transactions, whose numbers are not those of the report. "
                    "Take the file of the report, or leave the column out."));
    for (size_t i = 0; i < NEEDED; i++) {
        int at = import_column_find(cx, str_of(needed[i]));
        if (im->place[at] < 0 && (!im->was.n || strange))
            (void)bad(im, head->no, -1, needed[i], STR(""), T("The file has no such column."));
    }
}

/* ---- a row ----------------------------------------------------------------------------------- */

static const struct expenditure_current_row *find(const struct importing *im, int64_t key,
                                                  size_t *at)
{
    size_t low = 0, high = im->was.n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int64_t here = im->was.v[mid].line_key;
        *at = mid;
        if (here == key) return &im->was.v[mid];
        if (here < key)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* Which line a row means: *was NULL for a new one. */
static enum rc read_seq(struct importing *im, const struct table_row *row,
                        const struct expenditure_current_row **was)
{
    struct cx *cx = im->cx;
    int64_t key;
    size_t at;
    *was = NULL;
    if (im->seq_place < 0 || !im->was.n) return RC_OK;
    str cell = str_trim(row->cells[im->seq_place]);
    if (!cell.n) return RC_OK;
    if (!str_int64(cell, &key) || key <= 0)
        return bad(im, row->no, im->seq_place, "seq", cell, T("This is no number of a line."));
    *was = find(im, key, &at);
    if (!*was)
        return bad(im, row->no, im->seq_place, "seq", cell,
                   T("The report has no line of this number."));
    if (im->row_of[at])
        return bad(im, row->no, im->seq_place, "seq", cell,
                   arena_printf(cx->arena, T("Row %d has the same number."), (int)im->row_of[at]));
    im->row_of[at] = row->no;
    return RC_OK;
}

/* What may be left empty because the rest says it. */
static void fill_in(const struct importing *im, const struct expenditure_current_row *was,
                    struct expenditure_input *in)
{
    if (!in->doc_type) in->doc_type = "invoice";
    if (!in->share_e2 && !im->has_share) in->share_e2 = 10000;
    bool can_share = in->share_e2 > 0 && in->share_e2 <= 10000;
    if (!in->amount && in->gross && can_share)
        in->amount = money_muldiv(in->gross, in->share_e2, 10000);
    bool follows = was && was->gross == was->amount && !im->has_gross;
    if (!in->gross || follows) in->gross = in->amount;
}

static enum rc read_cells(struct importing *im, const struct table_row *row,
                          struct expenditure_input *in)
{
    for (size_t k = 0; k < im->columns; k++) {
        if (im->column[k] < 0) continue;
        const struct expenditure_column *c = &expenditure_columns[im->column[k]];
        const char *why =
            import_cell_read(im->cx, c, row->cells[k], row->kinds[k], im->decimal, in);
        enum rc rc = why ? bad(im, row->no, (int)k, c->name, row->cells[k], why) : RC_OK;
        if (rc) return rc;
    }
    return RC_OK;
}

static int place_of(const struct importing *im, const char *field)
{
    for (int i = 0; i < EXPENDITURE_COLUMNS; i++)
        if (strcmp(expenditure_columns[i].name, field) == 0) return im->place[i];
    return -1;
}

/* Has this column its sentence in this row already? */
static bool is_told(const struct importing *im, size_t from, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = from; i < im->problems.n; i++) {
        const char *column = im->problems.v[i].column;
        if (strncmp(column, name, n) == 0 && (column[n] == ',' || !column[n])) return true;
    }
    return false;
}

/* The rules of a line, as cells. A cell that could not be read gets no second sentence. */
static enum rc check(struct importing *im, const struct table_row *row, size_t from,
                     const struct expenditure_input *in)
{
    struct cx *cx = im->cx;
    struct problems before = cx->problems;
    cx->problems = (struct problems){ 0 };
    enum rc rc = expenditure_check(cx, im->book, in, ""), full = RC_OK;
    const struct problem *p = cx->problems.first;
    cx->problems = before;
    if (rc == RC_FAIL) return rc;
    for (; p && !full; p = p->next) {
        if (is_told(im, from, p->field)) continue;
        int at = place_of(im, p->field);
        full = bad(im, row->no, at, p->field, at < 0 ? STR("") : row->cells[at], p->text);
    }
    return full;
}

static void note(struct importing *im, const struct import_row *row)
{
    *vec_push(im->cx->arena, &im->rows) = *row;
}

static enum rc sort_out(struct importing *im, const struct table_row *row, size_t from,
                        const struct expenditure_current_row *was,
                        const struct expenditure_input *in)
{
    if (was && expenditure_same(was, in)) {
        im->same++;
        return RC_OK;
    }
    enum rc rc = check(im, row, from, in);
    if (was)
        im->changed++;
    else
        im->added++;
    note(im, &(struct import_row){ .row = row->no,
                                   .change = was ? "changed" : "new",
                                   .line_key = was ? was->line_key : 0,
                                   .in = in,
                                   .fields = was ? expenditure_differences(im->cx, was, in) : "" });
    return rc;
}

static enum rc take_row(void *p, const struct table_row *row)
{
    struct importing *im = p;
    if (!im->columns) {
        read_head(im, row);
        return im->problems.n ? RC_INVALID : RC_OK;
    }
    const struct expenditure_current_row *was;
    struct expenditure_input *in = arena_alloc(im->cx->arena, sizeof *in);
    size_t before = im->problems.n;
    im->read++;
    enum rc rc = read_seq(im, row, &was);
    if (was)
        expenditure_input_of(was, in);
    else
        in->doc_date = in->service_from = in->service_to = in->payment_date = DATE_NONE;
    if (!rc) rc = read_cells(im, row, in);
    if (rc) return rc;
    fill_in(im, was, in);
    return sort_out(im, row, before, was, in);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void note_removed(struct importing *im)
{
    for (size_t i = 0; i < im->was.n && im->rq->replace; i++) {
        if (im->row_of[i]) continue;
        struct expenditure_input *in = arena_alloc(im->cx->arena, sizeof *in);
        expenditure_input_of(&im->was.v[i], in);
        im->removed++;
        note(im,
             &(struct import_row){
                 .change = "removed", .line_key = im->was.v[i].line_key, .in = in, .fields = "" });
    }
}

/* What the file is, and what the lines were when it was looked at. */
static const char *token_of(struct importing *im, const char sha[HEX32])
{
    struct buf b;
    char out[HEX32];
    int64_t versions = 0;
    for (size_t i = 0; i < im->was.n; i++)
        versions += im->was.v[i].version * (im->was.v[i].line_key + 7);
    buf_init(&b, 4096);
    buf_printf(&b, "%s %lld %lld %lld %lld %d %c", sha, (long long)im->rq->report,
               (long long)im->book->report.version_no, (long long)im->was.n, (long long)versions,
               im->rq->replace, im->decimal);
    sha256_hex(buf_slice(&b), out);
    buf_done(&b);
    return arena_dup(im->cx->arena, out);
}

static enum rc read_file(struct importing *im)
{
    struct cx *cx = im->cx;
    const struct import_request *rq = im->rq;
    /* Titles may stand above the head, which has at least two names. */
    const struct table_options options = { .encoding = csv_encoding_of(rq->encoding), .least = 2 };
    enum rc rc = expenditure_book_read(cx, rq->report, &im->book);
    if (!rc) rc = expenditure_book_open(cx, im->book);
    if (!rc) rc = expenditure_of_report(cx, rq->report, &im->was);
    if (rc) return rc;
    im->decimal = rq->decimal ? rq->decimal : cx->locale ? cx->locale->decimal : '.';
    im->row_of = arena_array(cx->arena, int64_t, im->was.n + 1);
    rc = table_each(cx, rq->bytes, rq->name, &options, take_row, im);
    if (rc && !(rc == RC_INVALID && im->problems.n)) return rc;
    note_removed(im);
    return im->problems.n ? RC_INVALID : RC_OK;
}

static enum rc write_row(struct importing *im, const struct import_row *r, int64_t *next)
{
    size_t at;
    if (!r->line_key) return expenditure_write_new(im->cx, im->book, r->in, (*next)++, NULL, NULL);
    const struct expenditure_current_row *was = find(im, r->line_key, &at);
    return z_eq(r->change, "removed") ? expenditure_write_remove(im->cx, im->book, was)
                                      : expenditure_write_change(im->cx, im->book, was, r->in);
}

/* What the audit keeps of an import. */
struct import_audit {
    const char *file, *sha256;
    int64_t added, changed, same, removed;
};
#define FIELD(member, type)                                         \
    {                                                               \
#member, type, offsetof(struct import_audit, member), false \
    }
static const struct row_field audit_fields[] = {
    FIELD(file, FIELD_TEXT),   FIELD(sha256, FIELD_TEXT), FIELD(added, FIELD_INT),
    FIELD(changed, FIELD_INT), FIELD(same, FIELD_INT),    FIELD(removed, FIELD_INT),
};
static const struct row_meta audit_meta = { "import", sizeof(struct import_audit),
                                            sizeof audit_fields / sizeof *audit_fields,
                                            audit_fields };

static enum rc write_all(struct importing *im, const char sha[HEX32])
{
    struct cx *cx = im->cx;
    struct expenditure_next_key_row next;
    enum rc rc = expenditure_next_key(cx, im->rq->report, &next);
    if (!rc) rc = db_bulk_begin(cx);
    if (rc) return rc;
    for (size_t i = 0; i < im->rows.n && !rc; i++) {
        struct arena_mark mark = arena_mark(cx->arena);
        rc = write_row(im, &im->rows.v[i], &next.line_key);
        if (!rc) arena_rewind(cx->arena, mark);
    }
    enum rc ended = db_bulk_end(cx);
    if (rc || ended) return rc ? rc : ended;
    const struct import_audit made = { im->rq->name, sha,      im->added,
                                       im->changed,  im->same, im->removed };
    return audit_change(cx, "expenditure.import", "partner_report", im->rq->report,
                        im->book->report.project, &audit_meta, NULL, &made);
}

static enum rc import_in(struct importing *im, struct import_result *out)
{
    struct cx *cx = im->cx;
    char sha[HEX32];
    sha256_hex(im->rq->bytes, sha);
    enum rc rc = read_file(im);
    *out = (struct import_result){ .rows = im->rows.v,
                                   .row_count = im->rows.n,
                                   .problems = im->problems.v,
                                   .problem_count = im->problems.n,
                                   .read = im->read,
                                   .added = im->added,
                                   .changed = im->changed,
                                   .same = im->same,
                                   .removed = im->removed };
    if (rc) return rc;
    out->token = token_of(im, sha);
    if (!im->rq->save) return RC_OK;
    if (im->rq->token && !z_eq(im->rq->token, out->token))
        return refuse(cx, RC_STALE,
                      T("The lines were changed since you looked at this. Look again at what the "
                        "file would do now."));
    return write_all(im, sha);
}

enum rc expenditure_import(struct cx *cx, const struct import_request *in,
                           struct import_result *out)
{
    struct importing im = { .cx = cx, .rq = in };
    *out = (struct import_result){ 0 };
    enum rc rc = in->save ? db_begin(cx) : RC_OK;
    if (rc) return rc;
    rc = import_in(&im, out);
    if (!in->save) return rc;
    rc = db_end(cx, rc);
    /* The planner's idea of the table was made when it was small. */
    if (!rc && im.added > 5000 && !db_in_write(cx->db)) return db_analyze(cx);
    return rc;
}
