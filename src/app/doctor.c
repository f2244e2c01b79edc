/* SPDX-License-Identifier: EUPL-1.2 */
/* doctor.c — `kolo doctor`: is this installation sound? It reads and changes nothing; each finding
 * is a line, and any that is bad makes it exit with 5. Every stored figure that something else is
 * derived from is derived once more.
 */
#include "app/app.h"
#include "app/app_sql.h"
#include "ballot/ballot.h"
#include "ballot/ballot_sql.h"
#include "base/clock.h"
#include "decide/decision.h"
#include "i18n/i18n.h"
#include "report/donor.h"
#include "report/report.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/document.h"
#include "store/migrate.h"
#include "store/search.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum { SAMPLE = 500, FREE_LEAST_MIB = 512 };

struct doctor {
    struct cx *cx;
    const struct cli_args *args;
    int bad;
};

__attribute__((format(printf, 3, 4))) static void say(struct doctor *d, bool good, const char *fmt,
                                                      ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *text = arena_vprintf(d->cx->arena, fmt, ap);
    va_end(ap);
    cli_say("%s  %s", good ? "ok " : "BAD", text);
    if (!good) d->bad++;
}

/* The file of a SQLite address without its options; NULL for PostgreSQL. */
static const char *file_of(struct doctor *d)
{
    const char *url = cli_database(d->args);
    if (strncmp(url, "sqlite:", 7) != 0) return NULL;
    str rest = str_of(url + 7);
    return arena_str(d->cx->arena, str_cut(&rest, '?'));
}

static enum rc look_at_files(struct doctor *d)
{
    struct cx *cx = d->cx;
    const char *file = file_of(d);
    struct stat st;
    struct statvfs fs;
    if (!file || stat(file, &st) != 0) return RC_OK;
    say(d, !(st.st_mode & 077), T("%s is %s"), file,
        st.st_mode & 077 ? T("readable by other users: chmod 600") : T("for its owner alone"));
    if (statvfs(file, &fs) == 0) {
        int64_t mib = (int64_t)((uint64_t)fs.f_bavail * fs.f_frsize >> 20);
        say(d, mib >= FREE_LEAST_MIB, T("%s MiB are free on its disk"), i18n_int(cx, mib));
    }
    return RC_OK;
}

static enum rc look_at_facts(struct doctor *d)
{
    struct cx *cx = d->cx;
    struct doctor_facts_row f;
    enum rc rc = doctor_facts(cx, &f);
    if (rc) return rc;
    say(d, f.administrators > 0, "%s",
        f.administrators ? T("There is an administrator")
                         : T("Nobody is administrator: kolo user add"));
    say(d, f.at <= clock_now() + 60, T("The clock says %s, the last change was at %s"),
        i18n_stamp(cx, clock_now()), i18n_stamp(cx, f.at));
    return RC_OK;
}

static enum rc look_at_audit(struct doctor *d)
{
    struct cx *cx = d->cx;
    struct audit_verdict v;
    enum rc rc = audit_verify(cx, &v);
    if (rc) return rc;
    if (v.bad_seq)
        say(d, false, T("The audit trail is broken at entry %lld: %s"), (long long)v.bad_seq,
            v.trouble);
    else
        say(d, true, T("The audit trail is whole: %s entries"), i18n_int(cx, v.entries));
    return RC_OK;
}

static void say_differs(struct doctor *d, const struct doctor_totals_row *r)
{
    struct cx *cx = d->cx;
    say(d, false, T("The stored sums of %s, period %d, differ from its lines"), r->partner,
        (int)r->period);
}

static enum rc look_at_totals(struct doctor *d)
{
    struct cx *cx = d->cx;
    struct doctor_totals_rows by_line, by_currency;
    enum rc rc = doctor_totals(cx, &by_line);
    if (!rc) rc = doctor_currency_totals(cx, &by_currency);
    if (!rc && !by_line.n && !by_currency.n)
        say(d, true, "%s", T("Stored sums agree with the lines"));
    for (size_t i = 0; !rc && i < by_line.n; i++) say_differs(d, &by_line.v[i]);
    for (size_t i = 0; !rc && i < by_currency.n; i++) say_differs(d, &by_currency.v[i]);
    return rc;
}

static enum rc look_at_versions(struct doctor *d)
{
    struct cx *cx = d->cx;
    struct doctor_versions_rows rows;
    struct report_digest digest;
    int bad = 0;
    enum rc rc = doctor_versions(cx, &rows);
    for (size_t i = 0; i < rows.n && !rc; i++) {
        const struct doctor_versions_row *v = &rows.v[i];
        rc = report_digest(cx, v->report, v->no, &digest);
        if (rc || z_eq(digest.sha, v->sha)) continue;
        say(d, false, T("Version %d of %s, period %d, is not what was submitted"), (int)v->no,
            v->partner, (int)v->period);
        bad++;
    }
    if (!rc && !bad)
        say(d, true, T("%s submitted versions are what was submitted"),
            i18n_int(cx, (int64_t)rows.n));
    return rc;
}

static enum rc look_at_donor_reports(struct doctor *d)
{
    struct cx *cx = d->cx;
    struct doctor_donor_reports_rows rows;
    bool whole;
    enum rc rc = doctor_donor_reports(cx, &rows);
    for (size_t i = 0; i < rows.n && !rc; i++) {
        rc = donor_verify(cx, rows.v[i].id, &whole);
        if (!rc)
            say(d, whole, T("Donor report of %s, period %d: %s"), rows.v[i].project,
                (int)rows.v[i].period,
                whole ? T("lines, sums and snapshot agree") : T("its snapshot does not agree"));
    }
    return rc;
}

static enum rc look_at_search(struct doctor *d)
{
    struct cx *cx = d->cx;
    struct search_verdict v = { 0 };
    struct doctor_search_rows rows;
    enum rc rc = search_check(cx, &v);
    if (!rc) rc = doctor_search(cx, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++)
        say(d, false, T("%s %lld is not found by searching"), rows.v[i].type,
            (long long)rows.v[i].id);
    if (!rc)
        say(d, !v.wrong,
            v.wrong ? T("Of %s entries of the search %s are wrong: kolo search renew")
                    : T("%s entries of the search agree with their texts"),
            i18n_int(cx, v.entries), i18n_int(cx, v.wrong));
    return rc;
}

/* As many papers as voters; none of too few, or where it was withdrawn before it was counted. */
static bool papers_fit(const struct ballot_rounds_row *r)
{
    if (!r->papers) return r->voted < BALLOT_LEAST || r->destroyed;
    return r->papers == r->voted && r->voted >= BALLOT_LEAST;
}

static enum rc look_at_decisions(struct doctor *d)
{
    struct cx *cx = d->cx;
    struct decision_numbers_rows rows;
    struct ballot_rounds_rows rounds;
    int bad = 0;
    enum rc rc = decision_numbers(cx, &rows);
    for (size_t i = 0; i < rows.n && !rc; i++) {
        const struct decision_numbers_row *r = &rows.v[i];
        const bool first = !i || !z_eq(rows.v[i - 1].project, r->project);
        bool whole;
        rc = decision_whole(cx, r->id, &whole);
        if (rc) break;
        if (!whole)
            say(d, false, T("%s: decision %d is not what was recorded"), r->project, (int)r->no);
        const bool gap = r->no != (first ? 1 : rows.v[i - 1].no + 1);
        if (gap)
            say(d, false, T("%s: a decision before number %d is gone"), r->project, (int)r->no);
        bad += !whole + gap;
    }
    if (!rc && !bad)
        say(d, true, T("%s decisions are what was recorded"), i18n_int(cx, (int64_t)rows.n));
    if (!rc) rc = ballot_rounds(cx, &rounds);
    for (size_t i = 0; i < rounds.n && !rc; i++)
        if (!papers_fit(&rounds.v[i]))
            say(d, false, T("The secret ballot %lld has %d papers of %d voters"),
                (long long)rounds.v[i].round, (int)rounds.v[i].papers, (int)rounds.v[i].voted);
    return rc;
}

static enum rc nothing(void *p, str chunk)
{
    (void)p;
    (void)chunk;
    return RC_OK;
}

static enum rc look_at_documents(struct doctor *d)
{
    struct cx *cx = d->cx;
    struct doctor_facts_row f;
    struct doctor_documents_rows rows;
    enum rc rc = doctor_facts(cx, &f);
    if (rc) return rc;
    int64_t step = cli_value(d->args, "all") ? 1 : f.documents / SAMPLE + 1;
    if ((rc = doctor_documents(cx, step, &rows))) return rc;
    int bad = 0;
    for (size_t i = 0; i < rows.n; i++) {
        struct arena_mark m = arena_mark(cx->arena);
        if (document_get(cx, rows.v[i].id, nothing, NULL)) {
            say(d, false, T("Document %lld does not match its hash"), (long long)rows.v[i].id);
            bad++;
        }
        arena_rewind(cx->arena, m);
    }
    if (!bad)
        say(d, true, T("%s of %s documents read, all match their hashes"),
            i18n_int(cx, (int64_t)rows.n), i18n_int(cx, f.documents));
    return RC_OK;
}

static enum rc doctor(struct cx *cx, const struct cli_args *args)
{
    static enum rc (*const looks[])(struct doctor *) = {
        look_at_files,     look_at_facts,     look_at_audit,
        look_at_totals,    look_at_versions,  look_at_donor_reports,
        look_at_documents, look_at_decisions, look_at_search,
    };
    struct doctor d = { .cx = cx, .args = args };
    enum rc rc = RC_OK;
    say(&d, true, T("The database answers (%s), its schema is at %d"),
        db_engine(cx->db) == DB_SQLITE ? "SQLite" : "PostgreSQL", migrate_newest());
    for (size_t i = 0; i < sizeof looks / sizeof *looks && !rc; i++) rc = looks[i](&d);
    if (!rc && d.bad)
        rc = refuse(cx, RC_CONFLICT, T_N(d.bad, "%d finding is bad.", "%d findings are bad."),
                    d.bad);
    return rc;
}

static enum rc renew(struct cx *cx, const struct cli_args *args)
{
    struct search_verdict v = { 0 };
    (void)args;
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_bulk_begin(cx);
    if (!rc) rc = search_renew(cx);
    if (!rc) rc = db_bulk_end(cx);
    rc = db_end(cx, rc);
    if (!rc) rc = db_analyze(cx);
    if (!rc) rc = search_check(cx, &v);
    if (!rc) cli_say(T("%s entries can be found."), i18n_int(cx, v.entries));
    return rc;
}

const struct command doctor_commands[] = {
    { "doctor",
      N_("is this installation sound: files, clock, audit trail, sums, snapshots, "
         "documents, search"),
      NULL, doctor, .needs_db = true,
      .options = { { "all", NULL, N_("read every document, not a sample") } } },
    { "search renew", N_("the index of words made anew of what can be found"), .run = renew,
      .needs_db = true },
    { 0 },
};
