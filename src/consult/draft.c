/* SPDX-License-Identifier: EUPL-1.2 */
/* draft.c — a consultation is written down: what is asked, of whom, by which rule. */
#include "account/viewer.h"
#include "base/utf8.h"
#include "consult/consult_write.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/search.h"
#include "talk/about.h"

static enum rc need(struct cx *cx, const char *field, const char *z, size_t most)
{
    size_t n = z ? utf8_count(str_of(z)) : 0;
    if (!n) return problem(cx, field, T("This may not be empty."));
    if (n > most)
        return problem(cx, field, T("This has %zu characters; at most %zu fit."), n, most);
    return RC_OK;
}

static bool is_majority(enum decision_rule r)
{
    return r == RULE_SIMPLE_MAJORITY || r == RULE_ABSOLUTE_MAJORITY || r == RULE_TWO_THIRDS;
}

/* What cannot go together: each a sentence at its field. */
static enum rc check_rule(struct cx *cx, const struct consult_input *in)
{
    enum decision_rule rule;
    enum rc rc = RC_OK;
    if (!rule_parse(in->rule, &rule)) return problem(cx, "rule", T("Choose a rule."));
    if (in->quorum_e2 < 0 || in->quorum_e2 > 10000)
        rc = problem(cx, "quorum_e2", T("A quorum is between 0 and 100 %%."));
    if (in->proxy_limit < 0 || in->proxy_limit > 5)
        rc = problem(cx, "proxy_limit", T("One member speaks for at most five absent ones."));
    if (in->secret && !is_majority(rule) && rule != RULE_RANKED_CHOICE && rule != RULE_ADVISORY)
        rc = problem(cx, "secret",
                     T("By this rule an objection needs its reason, so it cannot be secret. Choose "
                       "a majority or ranked choice for a secret ballot."));
    if (in->block_allowed && (in->secret || rule == RULE_RANKED_CHOICE || rule == RULE_ADVISORY))
        rc = problem(cx, "block_allowed",
                     T("A block needs its reason and a proposal to stop: not in a secret ballot, a "
                       "ranked choice or an advisory round."));
    if (in->secret && in->segment)
        rc = problem(cx, "secret",
                     T("A segment answers by mail, and a mail says who voted what. Ask a body or "
                       "partners in a secret ballot."));
    if (in->weighted && !in->body)
        rc = problem(cx, "weighted", T("Only a body has mandates with different votes."));
    return rc;
}

static enum rc check_options(struct cx *cx, const struct consult_input *in)
{
    if (!z_eq(in->rule, rule_name(RULE_RANKED_CHOICE)))
        return in->n_options ? problem(cx, "options", T("Only a ranked choice has options."))
                             : RC_OK;
    if (in->n_options < 2 || in->n_options > CONSULT_OPTIONS)
        return problem(cx, "options", T("Give between two and %d options, one a line."),
                       CONSULT_OPTIONS);
    for (size_t i = 0; i < in->n_options; i++) {
        enum rc rc = need(cx, "options", in->option[i], 200);
        if (rc) return rc;
        for (size_t k = 0; k < i; k++)
            if (z_eq(utf8_fold(cx->arena, in->option[i]), utf8_fold(cx->arena, in->option[k])))
                return problem(cx, "options", T("“%s” stands there twice."), in->option[i]);
    }
    return RC_OK;
}

static enum rc check_people(struct cx *cx, int64_t project, const struct consult_input *in,
                            int64_t chair)
{
    struct consult_project_ok_row ok;
    struct consult_leaders_rows leaders;
    bool found, has_chair = false, has_drafter = !in->drafter;
    enum rc rc = consult_project_ok(cx, project, in->body, in->segment, &ok, &found), bad = RC_OK;
    if (!rc) rc = consult_leaders(cx, project, &leaders);
    if (rc) return rc;
    if (!found)
        bad = in->segment ? problem(cx, "segment", T("Choose a segment of the network."))
                          : problem(cx, "body", T("Choose a body of this project."));
    if (in->body && in->segment)
        bad = problem(cx, "segment", T("Choose a body or a segment, not both."));
    if (!in->body && !in->segment && !in->n_asked && !in->open_to_public)
        bad = problem(cx, "asked",
                      T("Choose who is asked: a body, a segment, partners, or the public."));
    for (size_t i = 0; i < leaders.n; i++) {
        has_chair |= leaders.v[i].id == chair;
        has_drafter |= leaders.v[i].id == in->drafter;
    }
    if (!has_chair) bad = problem(cx, "chair", T("Choose a coordinator of this project."));
    if (!has_drafter) bad = problem(cx, "drafter", T("Choose a coordinator of this project."));
    return bad;
}

static enum rc check(struct cx *cx, int64_t project, const struct consult_input *in, int64_t chair)
{
    enum rc rc = need(cx, "title", in->title, 200), bad;
    bool document = z_eq(in->kind, "document");
    if ((bad = need(cx, "question", in->question, 20000))) rc = bad;
    if (!document && !z_eq(in->kind, "question"))
        rc = problem(cx, "kind", T("Choose a question or a document."));
    if (document && (bad = need(cx, "text", in->text, CONSULT_TEXT))) rc = bad;
    if (!in->closes_at) rc = problem(cx, "closes_at", T("Say until when positions are asked for."));
    if (in->closes_at && in->closes_at <= cx->now)
        rc = problem(cx, "closes_at",
                     T("This is past. Positions are asked for until a time to come."));
    if ((bad = check_rule(cx, in))) rc = bad;
    if ((bad = check_options(cx, in))) rc = bad;
    bad = check_people(cx, project, in, chair);
    return bad ? bad : rc;
}

enum rc consult_audited(struct cx *cx, const char *action, int64_t id,
                        const struct consult_get_row *before)
{
    struct consult_get_row after;
    struct consult_text_at_row text;
    bool found;
    enum rc rc = consult_get(cx, id, &after);
    if (!rc) rc = consult_text_at(cx, id, 0, &text, &found);
    if (rc) return rc;
    rc = audit_change(cx, action, "consultation", id, after.project, &consult_get_meta, before,
                      &after);
    const struct search_text s = {
        .type = "consultation",
        .id = id,
        .project = after.project,
        .title = after.title,
        .text =
            found ? arena_printf(cx->arena, "%s\n\n%s", after.question, text.body) : after.question,
        .at = cx->now,
    };
    return rc || !after.round_no ? rc : search_put(cx, &s);
}

enum rc consult_note(struct cx *cx, const struct consult_get_row *c, const struct consult_event *e)
{
    return consult_event_add(
        cx,
        &(struct consult_event_add_in){ .consultation = c->id,
                                        .round_no = c->round_no,
                                        .kind = e->kind,
                                        .organisation = e->organisation,
                                        .other = e->other ? e->other : "",
                                        .note = e->note ? e->note : "",
                                        .at = cx->now,
                                        .by = viewer_is(cx),
                                        .by_name = cx->viewer ? cx->viewer->name : "" },
        NULL);
}

/* What hangs on a draft: partners, options, the text, what it is about. */
static enum rc put_parts(struct cx *cx, int64_t project, int64_t id, const struct consult_input *in)
{
    enum rc rc = about_set(cx, project, "consultation", id, in->about, in->n_about);
    if (!rc) rc = consult_asked_clear(cx, id);
    if (!rc) rc = consult_options_clear(cx, id);
    if (!rc) rc = consult_text_clear(cx, id);
    for (size_t i = 0; i < in->n_asked && !in->body && !in->segment && !rc; i++)
        rc = consult_asked_add(cx, id, in->asked[i]);
    for (size_t i = 0; i < in->n_options && !rc; i++)
        rc = consult_option_add(cx, id, (int64_t)i + 1, in->option[i]);
    if (!rc && z_eq(in->kind, "document"))
        rc = consult_text_add(cx,
                              &(struct consult_text_add_in){ .consultation = id,
                                                             .no = 1,
                                                             .body = in->text,
                                                             .note = "",
                                                             .now = cx->now,
                                                             .by = viewer_is(cx) },
                              NULL);
    return rc;
}

static const char *key_of(struct cx *cx, const struct consult_input *in)
{
    return utf8_fold(cx->arena, arena_printf(cx->arena, "%s %s", in->title, in->question));
}

static enum rc add_in(struct cx *cx, int64_t project, const struct consult_input *in, int64_t *id)
{
    int64_t chair = in->chair ? in->chair : viewer_is(cx);
    enum rc rc = check(cx, project, in, chair);
    if (rc) return rc;
    rc = consult_add_row(cx,
                         &(struct consult_add_row_in){
                             .project = project,
                             .title = in->title,
                             .question = in->question,
                             .kind = in->kind,
                             .body = in->body,
                             .open_to_public = in->open_to_public,
                             .rule = in->rule,
                             .quorum = in->quorum_e2,
                             .weighted = in->weighted,
                             .block_allowed = in->block_allowed,
                             .secret = in->secret,
                             .proxy_limit = in->proxy_limit,
                             .chair = chair,
                             .drafter = in->drafter == chair ? 0 : in->drafter,
                             .closes_at = in->closes_at,
                             .search_key = key_of(cx, in),
                             .now = cx->now,
                             .by = viewer_is(cx),
                             .segment = in->segment,
                         },
                         id);
    if (!rc) rc = put_parts(cx, project, *id, in);
    return rc ? rc : consult_audited(cx, "consultation.add", *id, NULL);
}

enum rc consult_add(struct cx *cx, int64_t project, const struct consult_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, add_in(cx, project, in, id));
}

enum rc consult_for_write(struct cx *cx, int64_t id, int64_t version, struct consult_get_row *c)
{
    enum rc rc = consult_get(cx, id, c);
    if (!rc && version && c->version != version)
        return refuse(cx, RC_STALE,
                      T("Somebody changed this consultation meanwhile. Look at it again."));
    return rc;
}

static enum rc change_in(struct cx *cx, int64_t id, int64_t version, const struct consult_input *in)
{
    struct consult_get_row c;
    enum rc rc = consult_for_write(cx, id, version, &c);
    if (!rc) rc = consult_must_lead(cx, &c);
    if (rc) return rc;
    if (!z_eq(c.state, "draft"))
        return refuse(cx, RC_CONFLICT,
                      T("It has been opened; what was asked stays as it was. Withdraw it and ask "
                        "anew, or write a new version of the document."));
    int64_t chair = in->chair ? in->chair : c.chair;
    if ((rc = check(cx, c.project, in, chair))) return rc;
    rc = consult_set_row(cx, &(struct consult_set_row_in){
                                 .id = id,
                                 .version = c.version,
                                 .title = in->title,
                                 .question = in->question,
                                 .kind = in->kind,
                                 .body = in->body,
                                 .open_to_public = in->open_to_public,
                                 .rule = in->rule,
                                 .quorum = in->quorum_e2,
                                 .weighted = in->weighted,
                                 .block_allowed = in->block_allowed,
                                 .secret = in->secret,
                                 .proxy_limit = in->proxy_limit,
                                 .chair = chair,
                                 .drafter = in->drafter == chair ? 0 : in->drafter,
                                 .closes_at = in->closes_at,
                                 .search_key = key_of(cx, in),
                                 .segment = in->segment,
                             });
    if (!rc) rc = put_parts(cx, c.project, id, in);
    return rc ? rc : consult_audited(cx, "consultation.change", id, &c);
}

enum rc consult_change(struct cx *cx, int64_t id, int64_t version, const struct consult_input *in)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, change_in(cx, id, version, in));
}

static enum rc text_in(struct cx *cx, int64_t id, const char *body, const char *note)
{
    struct consult_get_row c;
    struct consult_text_at_row last;
    bool found;
    enum rc rc = consult_for_write(cx, id, 0, &c);
    if (!rc) rc = consult_text_at(cx, id, 0, &last, &found);
    if (rc) return rc;
    if (!consult_drafts(cx, &c)) return consult_must_lead(cx, &c);
    if (!found) return refuse(cx, RC_CONFLICT, T("This consultation is about no document."));
    if (!z_eq(c.state, "open") && !z_eq(c.state, "closed"))
        return refuse(cx, RC_CONFLICT,
                      T("A new version is written while it is open, or closed and not decided."));
    if ((rc = need(cx, "body", body, CONSULT_TEXT))) return rc;
    if ((rc = need(cx, "note", note, 1000))) return rc;
    if (z_eq(body, last.body))
        return problem(cx, "body", T("The text is the same as in version %d."), (int)last.no);
    rc = consult_text_add(cx,
                          &(struct consult_text_add_in){ .consultation = id,
                                                         .no = last.no + 1,
                                                         .body = body,
                                                         .note = note,
                                                         .now = cx->now,
                                                         .by = viewer_is(cx) },
                          NULL);
    if (rc == RC_CONFLICT)
        return refuse(cx, RC_STALE, T("Somebody wrote another version meanwhile. Compare first."));
    const char *no = arena_printf(cx->arena, "%d", (int)last.no + 1);
    const struct consult_event e = { .kind = "text", .other = no, .note = note };
    if (!rc) rc = consult_note(cx, &c, &e);
    if (!rc) rc = consult_audited(cx, "consultation.text", id, &c);
    if (rc || !z_eq(c.state, "open")) return rc;
    return consult_tell(cx, &c, NEWS_TEXT, arena_printf(cx->arena, "text %s", no), note);
}

enum rc consult_text(struct cx *cx, int64_t id, const char *body, const char *note)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, text_in(cx, id, body, note));
}
