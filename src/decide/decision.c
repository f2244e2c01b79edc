/* SPDX-License-Identifier: EUPL-1.2 */
/* decision.c — making a decision, once and for all, and checking that it is still what was made. */
#include "decide/decision.h"

#include "account/viewer.h"
#include "base/json.h"
#include "base/log.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "body/tally.h"
#include "decide/decision_sql.h"
#include "i18n/i18n.h"
#include "notice/notice.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/search.h"

#include <string.h>

enum { TITLE_MOST = 300, TEXT_MOST = 50000, FIGURES_MOST = 1 << 20 };

static const char *or_none(const char *z) { return z ? z : ""; }

/* ---- the digest ------------------------------------------------------------------------------ */

/* The row as JSON without id and digest, then what it is about, in the order of type and id. */
static void digest_of(const struct decision_get_row *d, const struct decision_abouts_rows *about,
                      char sha[65])
{
    struct buf b;
    struct json j;
    buf_init(&b, 1u << 22);
    json_init(&j, &b);
    json_open(&j, NULL, '{');
    json_text(&j, "kind", "kolo decision 1");
    json_int(&j, "project", d->project);
    json_int(&j, "no", d->no);
    json_text(&j, "title", d->title);
    json_int(&j, "body", d->body);
    json_text(&j, "from_type", d->from_type);
    json_int(&j, "from", d->from_id);
    json_text(&j, "outcome", d->outcome);
    json_text(&j, "rule", d->rule);
    json_text(&j, "figures", d->figures);
    json_text(&j, "decided", d->decided);
    json_text(&j, "reasons", d->reasons);
    json_text(&j, "dissent", d->dissent);
    json_text(&j, "mandate", d->mandate);
    json_date(&j, "decided_on", d->decided_on);
    json_stamp(&j, "recorded_at", d->recorded_at);
    json_int(&j, "recorded_by", d->recorded_by);
    json_int(&j, "supersedes", d->supersedes);
    json_open(&j, "about", '[');
    for (size_t i = 0; i < about->n; i++) {
        json_text(&j, NULL, about->v[i].type);
        json_int(&j, NULL, about->v[i].id);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    MUST(buf_ok(&b));
    sha256_hex(buf_slice(&b), sha);
    buf_done(&b);
}

bool decision_is_whole(const struct decision_get_row *d, const struct decision_abouts_rows *about)
{
    char sha[65];
    digest_of(d, about, sha);
    return z_eq(sha, d->sha);
}

enum rc decision_whole(struct cx *cx, int64_t id, bool *whole)
{
    struct decision_get_row d;
    struct decision_abouts_rows about;
    enum rc rc = decision_get(cx, id, &d);
    if (!rc) rc = decision_abouts(cx, id, &about);
    *whole = !rc && decision_is_whole(&d, &about);
    return rc;
}

static bool nothing_came_of_it(enum outcome o)
{
    return o == OUTCOME_REJECTED || o == OUTCOME_NO_QUORUM || o == OUTCOME_NOT_COUNTED;
}

const char *decision_text_title(struct cx *cx, const char *outcome)
{
    enum outcome o;
    return outcome_parse(outcome, &o) && nothing_came_of_it(o) ? T("Text put to the vote")
                                                               : T("Text decided");
}

/* ---- what a decision has to say -------------------------------------------------------------- */

static enum rc check_text(struct cx *cx, const char *field, const char *z, size_t most, bool need)
{
    size_t n = utf8_count(str_of(z));
    if (!n && need) return problem(cx, field, T("This may not be empty."));
    if (n > most)
        return problem(cx, field, T("This has %zu characters; at most %zu fit."), n, most);
    return RC_OK;
}

static enum rc check_words(struct cx *cx, const struct decision_input *in)
{
    enum decision_rule rule;
    enum outcome outcome;
    enum rc rc = RC_OK, bad;
    if ((bad = check_text(cx, "title", in->title, TITLE_MOST, true))) rc = bad;
    if ((bad = check_text(cx, "decided", in->decided, TEXT_MOST, true))) rc = bad;
    if ((bad = check_text(cx, "reasons", in->reasons, TEXT_MOST, false))) rc = bad;
    if ((bad = check_text(cx, "dissent", in->dissent, TEXT_MOST, false))) rc = bad;
    if ((bad = check_text(cx, "mandate", in->mandate, TEXT_MOST, false))) rc = bad;
    if ((bad = check_text(cx, "figures", in->figures, FIGURES_MOST, false))) rc = bad;
    if (!outcome_parse(in->outcome, &outcome))
        rc = problem(cx, "outcome", T("Choose what came of it."));
    else if (in->mandate && *in->mandate && nothing_came_of_it(outcome))
        rc = problem(cx, "mandate",
                     T("Nothing was adopted, so there is nothing to act on: leave this empty."));
    if (!rule_parse(in->rule, &rule)) rc = problem(cx, "rule", T("Choose the rule."));
    if (!date_given(in->decided_on))
        rc = problem(cx, "decided_on", T("Give the day of the decision."));
    else if (date_cmp(in->decided_on, date_add(date_of_stamp(cx->now), 1)) > 0)
        rc = problem(cx, "decided_on", T("A decision cannot be of a day to come."));
    return rc;
}

/* By type and id, each once, as the database will give them back. */
static enum rc gather_about(struct cx *cx, const struct decision_input *in,
                            struct decision_abouts_rows *out)
{
    out->v = arena_array(cx->arena, struct decision_abouts_row, in->n_about ? in->n_about : 1);
    out->n = 0;
    for (size_t i = 0; i < in->n_about; i++) {
        struct object o;
        enum rc rc = object_find(cx, in->about[i].type, in->about[i].id, &o);
        if (rc && rc != RC_MISSING) return rc;
        if (rc || o.project != in->project)
            return problem(cx, "about", T("What it is about is not of this project."));
        size_t at = out->n;
        int cmp = 1;
        while (at > 0) {
            const struct decision_abouts_row *b = &out->v[at - 1];
            cmp = strcmp(o.type, b->type);
            if (!cmp) cmp = (o.id > b->id) - (o.id < b->id);
            if (cmp >= 0) break;
            at--;
        }
        if (at > 0 && cmp == 0) continue;
        memmove(&out->v[at + 1], &out->v[at], (out->n - at) * sizeof *out->v);
        out->v[at] = (struct decision_abouts_row){ .type = o.type, .id = o.id };
        out->n++;
    }
    return RC_OK;
}

/* Under the lock of the number, so that of two that supersede the same the second sees the first.
 */
static enum rc check_supersedes(struct cx *cx, const struct decision_input *in)
{
    struct decision_superseded_row row;
    bool found;
    if (!in->supersedes) return RC_OK;
    enum rc rc = decision_superseded(cx, in->project, in->supersedes, &row, &found);
    if (rc) return rc;
    if (!found) return problem(cx, "supersedes", T("There is no such decision in this project."));
    if (row.by_no)
        return refuse(cx, RC_CONFLICT,
                      T("Decision %d is superseded already, by decision %d. Supersede that one."),
                      (int)row.no, (int)row.by_no);
    return RC_OK;
}

static enum rc check_body(struct cx *cx, const struct decision_input *in)
{
    struct decision_body_ok_row row;
    bool found;
    if (!in->body) return RC_OK;
    enum rc rc = decision_body_ok(cx, in->project, in->body, &row, &found);
    return rc || found ? rc : problem(cx, "body", T("Choose a body of this project."));
}

/* ---- telling --------------------------------------------------------------------------------- */

static const char *sentence(struct cx *cx, const struct decision_get_row *d,
                            const struct decision_facts_row *f)
{
    enum outcome o = OUTCOME_NOTED;
    (void)outcome_parse(d->outcome, &o);
    const char *what = i18n_text(cx, NULL, outcome_title(o));
    if (f->body)
        return arena_printf(cx->arena, T("%s decided on “%s” in %s. Outcome: %s."), f->body,
                            d->title, f->code, what);
    return arena_printf(cx->arena, T("The partners decided on “%s” in %s. Outcome: %s."), d->title,
                        f->code, what);
}

static enum rc tell_one(struct cx *cx, const struct decision_get_row *d,
                        const struct decision_facts_row *f, int64_t account)
{
    const struct locale *was = notice_reader(cx, account);
    struct notice n = {
        .kind = NOTICE_DECISION,
        .cause = "decision.make",
        .cause_key = arena_printf(cx->arena, "decision %lld", (long long)d->id),
        .project = d->project,
        .account = account,
        .subject = arena_printf(cx->arena, T("Decision %d: %s"), (int)d->no, d->title),
        .body = arena_printf(cx->arena, "%s\n\n%s", sentence(cx, d, f), d->decided),
        .path = arena_printf(cx->arena, "/decision/%lld", (long long)d->id),
        .thread = arena_printf(cx->arena, "decision-%lld", (long long)d->id),
        .reply_type = "decision",
        .reply = d->id,
    };
    cx->locale = was;
    return notice_add(cx, &n);
}

static enum rc tell(struct cx *cx, const struct decision_get_row *d)
{
    struct decision_readers_rows people;
    struct decision_facts_row facts;
    enum rc rc = decision_facts(cx, d->id, &facts);
    if (!rc) rc = decision_readers(cx, d->project, &people);
    for (size_t i = 0; !rc && i < people.n; i++) rc = tell_one(cx, d, &facts, people.v[i].id);
    return rc;
}

/* ---- making ---------------------------------------------------------------------------------- */

static const char *search_key(struct cx *cx, const struct decision_get_row *d)
{
    return utf8_fold(cx->arena,
                     arena_printf(cx->arena, "%lld %s %s %s %s %s", (long long)d->no, d->title,
                                  d->decided, d->reasons, d->dissent, d->mandate));
}

static enum rc add_row(struct cx *cx, const struct decision_get_row *d, const char *sha,
                       int64_t *id)
{
    return decision_add_row(cx,
                            &(struct decision_add_row_in){ .project = d->project,
                                                           .no = d->no,
                                                           .title = d->title,
                                                           .body = d->body,
                                                           .from_type = d->from_type,
                                                           .from = d->from_id,
                                                           .outcome = d->outcome,
                                                           .rule = d->rule,
                                                           .figures = d->figures,
                                                           .decided = d->decided,
                                                           .reasons = d->reasons,
                                                           .dissent = d->dissent,
                                                           .mandate = d->mandate,
                                                           .decided_on = d->decided_on,
                                                           .at = d->recorded_at,
                                                           .by = d->recorded_by,
                                                           .supersedes = d->supersedes,
                                                           .sha = sha,
                                                           .search_key = search_key(cx, d) },
                            id);
}

static enum rc put_search(struct cx *cx, const struct decision_get_row *d)
{
    const char *text = arena_printf(cx->arena, "%s\n\n%s\n\n%s\n\n%s", d->decided, d->reasons,
                                    d->dissent, d->mandate);
    return search_put(cx, &(struct search_text){ .type = "decision",
                                                 .id = d->id,
                                                 .project = d->project,
                                                 .title = d->title,
                                                 .text = text,
                                                 .at = d->recorded_at });
}

static enum rc write_down(struct cx *cx, const struct decision_input *in,
                          const struct decision_abouts_rows *about, int64_t *id)
{
    struct decision_next_no_row next;
    struct decision_get_row after;
    char sha[65];
    enum rc rc = decision_next_no(cx, in->project, &next);
    if (!rc) rc = check_supersedes(cx, in);
    if (rc) return rc;
    const struct decision_get_row d = { .project = in->project,
                                        .no = next.no,
                                        .title = in->title,
                                        .body = in->body,
                                        .from_type = or_none(in->from_type),
                                        .from_id = in->from,
                                        .outcome = in->outcome,
                                        .rule = in->rule,
                                        .figures = in->figures ? in->figures : "{}",
                                        .decided = in->decided,
                                        .reasons = or_none(in->reasons),
                                        .dissent = or_none(in->dissent),
                                        .mandate = or_none(in->mandate),
                                        .decided_on = in->decided_on,
                                        .recorded_at = cx->now,
                                        .recorded_by = viewer_is(cx),
                                        .supersedes = in->supersedes };
    digest_of(&d, about, sha);
    rc = add_row(cx, &d, sha, id);
    for (size_t i = 0; !rc && i < about->n; i++)
        rc = decision_about_add(cx, *id, about->v[i].type, about->v[i].id);
    if (!rc) rc = decision_get(cx, *id, &after);
    if (!rc) rc = put_search(cx, &after);
    if (!rc) rc = tell(cx, &after);
    return rc ? rc
              : audit_change(cx, "decision.make", "decision", *id, in->project, &decision_get_meta,
                             NULL, &after);
}

enum rc decision_make(struct cx *cx, const struct decision_input *in, int64_t *id)
{
    struct decision_abouts_rows about;
    MUST(db_in_write(cx->db));
    enum rc rc = check_words(cx, in), bad;
    if ((bad = check_body(cx, in))) rc = bad;
    if ((bad = gather_about(cx, in, &about))) rc = bad;
    return rc ? rc : write_down(cx, in, &about, id);
}

/* ---- what it is to the rest of the house ----------------------------------------------------- */

enum rc decision_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct decision_owner_row row;
    bool found;
    enum rc rc = decision_owner(cx, id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *out = (struct scope_owner){ row.project, 0 };
    return RC_OK;
}

enum rc decision_object(struct cx *cx, int64_t id, struct object *out)
{
    struct decision_owner_row row;
    bool found;
    enum rc rc = decision_owner(cx, id, &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = row.project;
    out->label = arena_printf(cx->arena, T("Decision %d: %s"), (int)row.no, row.title);
    out->path = arena_printf(cx->arena, "/decision/%lld", (long long)id);
    return RC_OK;
}
