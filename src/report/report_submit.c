/* SPDX-License-Identifier: EUPL-1.2 */
/* report_submit.c — a report goes to the lead: rates and euro amounts are fixed on its lines, its
 * content is digested, its sums are stored.
 *
 * A line that has its rate keeps it, whatever month this submission is in (field.md §2.4: the bug
 * of overwritten rates). Rates are looked up once a currency and month; each line is converted by
 * itself, since every transaction is rounded once.
 */
#include "base/buf.h"
#include "base/rand.h"
#include "finance/rates.h"
#include "i18n/i18n.h"
#include "project/ruleset.h"
#include "report/report_state.h"
#include "store/audit.h"
#include "store/db.h"

/* The regime of the contract and the months it speaks of. */
struct fixing {
    enum regime regime;
    month first, last, submitted;
    const struct rate_table *table;
};

static enum rc fixing_read(struct cx *cx, const struct report_get_row *r, struct fixing *f)
{
    struct rules rules;
    struct report_period_of_row period;
    enum rc rc = rules_of(cx, r->project, &rules);
    if (!rc) rc = report_period_of(cx, r->period, &period);
    if (rc) return rc;
    if (!regime_parse(rules_text(&rules, "rate_regime"), &f->regime)) {
        return fail(cx, "project %lld has no known rate regime", (long long)r->project);
    }
    f->first = month_of(period.starts_on);
    f->last = month_of(period.ends_on);
    f->submitted = month_of(date_of_stamp(r->first_submitted_at ? r->first_submitted_at : cx->now));
    /* Payments may lie a little outside the period; three years either way hold every month a line
     * can name. */
    return rate_table_read(cx, f->first - 36, f->last + 36, &f->table);
}

static enum rc fix_line(struct cx *cx, const struct fixing *f,
                        const struct report_unrated_lines_row *line)
{
    struct conversion c;
    struct conversion_case given = { .amount = money_of(line->amount, line->currency),
                                     .paid = line->payment_date,
                                     .period_first = f->first,
                                     .period_last = f->last,
                                     .submitted = f->submitted };
    enum rc rc = rates_convert(cx, f->table, f->regime, &given, &c);
    if (rc) return rc;
    return report_rate_line(cx, &(struct report_rate_line_in){ .id = line->id,
                                                               .regime = regime_name(f->regime),
                                                               .rate_sum_e6 = c.rate.sum_e6,
                                                               .rate_n = c.rate.n,
                                                               .rate_basis = c.basis,
                                                               .euro = c.to });
}

static enum rc fix_rates(struct cx *cx, const struct report_get_row *r)
{
    struct fixing f;
    struct report_unrated_lines_rows lines;
    enum rc rc = fixing_read(cx, r, &f);
    if (!rc) rc = report_unrated_lines(cx, r->id, &lines);
    if (rc) return rc;
    if ((rc = db_bulk_begin(cx))) return rc;
    for (size_t i = 0; i < lines.n && !rc; i++) rc = fix_line(cx, &f, &lines.v[i]);
    enum rc ended = db_bulk_end(cx);
    return rc ? rc : ended;
}

/* The digest of a version: one JSON object a line, then one a text block, each followed by LF. */
struct digest {
    struct sha256 sha;
    struct buf line;
    int64_t lines;
    money eur;
};

static void digest_row(struct digest *d, const struct row_meta *meta, const void *row)
{
    struct json j;
    buf_clear(&d->line);
    json_init(&j, &d->line);
    row_json(&j, NULL, meta, row);
    buf_char(&d->line, '\n');
    sha256_add(&d->sha, d->line.p, d->line.n);
}

static enum rc digest_line(void *p, const struct report_canonical_lines_row *row)
{
    struct digest *d = p;
    digest_row(d, &report_canonical_lines_meta, row);
    d->lines++;
    d->eur = money_add(d->eur, row->euro);
    return RC_OK;
}

enum rc report_digest(struct cx *cx, int64_t report, int64_t version, struct report_digest *out)
{
    struct digest d = { .eur = eur(0) };
    sha256_init(&d.sha);
    buf_init(&d.line, (size_t)1 << 20);
    struct report_canonical_blocks_rows blocks;
    enum rc rc = report_canonical_lines(cx, report, version, digest_line, &d);
    if (!rc) rc = report_canonical_blocks(cx, report, version, &blocks);
    for (size_t i = 0; !rc && i < blocks.n; i++)
        digest_row(&d, &report_canonical_blocks_meta, &blocks.v[i]);
    sha256_end(&d.sha, out->sha);
    out->lines = d.lines;
    out->eur = d.eur;
    buf_done(&d.line);
    return rc;
}

enum rc report_totals(struct cx *cx, int64_t report)
{
    enum rc rc = report_totals_clear(cx, report);
    if (!rc) rc = report_currency_totals_clear(cx, report);
    if (!rc) rc = report_totals_make(cx, report);
    return rc ? rc : report_currency_totals_make(cx, report);
}

static enum rc refuse_stops(struct cx *cx, int64_t report)
{
    struct report_check *checks;
    size_t n;
    enum rc rc = report_checks(cx, report, &checks, &n);
    for (size_t i = 0; i < n && rc != RC_FAIL; i++) {
        if (z_eq(checks[i].severity, "stop")) rc = problem(cx, "", "%s", checks[i].what);
    }
    return rc;
}

static enum rc submit_in(struct cx *cx, int64_t report)
{
    struct report_get_row r;
    struct report_digest d;
    enum rc rc = report_in(cx, report, "draft returned", &r);
    if (!rc) rc = refuse_stops(cx, report);
    if (!rc) rc = fix_rates(cx, &r);
    if (!rc) rc = report_release(cx, report);
    if (!rc) rc = report_totals(cx, report);
    if (!rc) rc = report_digest(cx, report, r.version_no, &d);
    if (!rc) {
        rc = report_version_add(cx,
                                &(struct report_version_add_in){ .report = report,
                                                                 .no = r.version_no,
                                                                 .at = cx->now,
                                                                 .by = report_who(cx),
                                                                 .lines = d.lines,
                                                                 .euro = d.eur,
                                                                 .content_sha = d.sha },
                                NULL);
    }
    if (!rc) rc = report_set_submitted(cx, report, r.version, cx->now, report_who(cx));
    return rc ? rc : report_audited(cx, "report.submit", &r);
}

enum rc report_submit(struct cx *cx, int64_t report)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, submit_in(cx, report));
}
