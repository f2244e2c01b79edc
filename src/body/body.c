/* SPDX-License-Identifier: EUPL-1.2 */
/* body.c — adding, changing and closing bodies. Mandates are mandate.c. */
#include "body/body.h"

#include "base/utf8.h"
#include "body/body_sql.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/search.h"

static enum rc check(struct cx *cx, const struct body_input *in)
{
    static const char *const kinds[] = { "steering_group", "board", "working_group", "council" };
    enum decision_rule rule;
    enum rc rc = RC_OK;
    bool known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known = known || z_eq(in->kind, kinds[i]);
    if (!known) rc = problem(cx, "kind", T("Choose what kind of body it is."));
    size_t n = in->name ? utf8_count(str_of(in->name)) : 0;
    if (!n || n > 120) rc = problem(cx, "name", T("Give a name of at most 120 characters."));
    if (in->purpose && utf8_count(str_of(in->purpose)) > 2000)
        rc = problem(cx, "purpose", T("At most 2,000 characters fit."));
    if (in->quorum_e2 < 0 || in->quorum_e2 > 10000)
        rc = problem(cx, "quorum_e2", T("The quorum is between 0 and 100 percent of the votes."));
    if (!in->rule || !rule_parse(in->rule, &rule))
        rc = problem(cx, "rule", T("Choose the rule by which the body decides."));
    return rc;
}

static enum rc audited(struct cx *cx, const char *action, int64_t id,
                       const struct body_get_row *before)
{
    struct body_get_row after;
    enum rc rc = body_get(cx, id, &after);
    if (!rc)
        rc = search_put(cx, &(struct search_text){ .type = "body",
                                                   .id = id,
                                                   .project = after.project,
                                                   .title = after.name,
                                                   .text = after.purpose,
                                                   .at = cx->now });
    return rc ? rc
              : audit_change(cx, action, "body", id, after.project, &body_get_meta, before, &after);
}

static enum rc name_taken(struct cx *cx, int64_t project, const char *name, int64_t self)
{
    struct body_named_row row;
    bool found;
    enum rc rc = body_named(cx, project, name, &row, &found);
    if (rc || !found || row.id == self) return rc;
    return problem(cx, "name", T("There is a body “%s” already."), name);
}

static enum rc add_in(struct cx *cx, int64_t project, const struct body_input *in, int64_t *id)
{
    enum rc rc = check(cx, in);
    if (!rc) rc = name_taken(cx, project, in->name, 0);
    if (!rc)
        rc = body_add_row(cx,
                          &(struct body_add_row_in){ .project = project,
                                                     .kind = in->kind,
                                                     .name = in->name,
                                                     .purpose = in->purpose ? in->purpose : "",
                                                     .quorum = in->quorum_e2,
                                                     .rule = in->rule,
                                                     .sort_key = utf8_fold(cx->arena, in->name) },
                          id);
    return rc ? rc : audited(cx, "body.add", *id, NULL);
}

enum rc body_add(struct cx *cx, int64_t project, const struct body_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, add_in(cx, project, in, id));
}

static enum rc stale(struct cx *cx)
{
    return refuse(cx, RC_STALE,
                  T("Somebody changed this since you opened it. Your text is still here."));
}

static enum rc change_in(struct cx *cx, int64_t id, int64_t version, const struct body_input *in)
{
    struct body_get_row before;
    enum rc rc = body_get(cx, id, &before);
    if (!rc) rc = check(cx, in);
    if (!rc) rc = name_taken(cx, before.project, in->name, id);
    if (rc) return rc;
    rc = body_set_row(cx, &(struct body_set_row_in){ .id = id,
                                                     .version = version,
                                                     .kind = in->kind,
                                                     .name = in->name,
                                                     .purpose = in->purpose ? in->purpose : "",
                                                     .quorum = in->quorum_e2,
                                                     .rule = in->rule,
                                                     .sort_key = utf8_fold(cx->arena, in->name) });
    if (rc == RC_STALE) return stale(cx);
    return rc ? rc : audited(cx, "body.change", id, &before);
}

enum rc body_change(struct cx *cx, int64_t id, int64_t version, const struct body_input *in)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, change_in(cx, id, version, in));
}

static enum rc close_in(struct cx *cx, int64_t id, int64_t version, date on)
{
    struct body_get_row before;
    struct body_rests_row rests = { 0 };
    enum rc rc = body_get(cx, id, &before);
    if (!rc && date_given(on)) rc = body_rests(cx, id, &rests);
    if (rc) return rc;
    if (rests.meetings)
        return refuse(cx, RC_CONFLICT,
                      T_N(rests.meetings,
                          "%d meeting of this body is still to come. Hold or cancel it first.",
                          "%d meetings of this body are still to come. Hold or cancel them first."),
                      (int)rests.meetings);
    rc = body_set_closed(cx, id, version, on);
    if (rc == RC_STALE) return stale(cx);
    return rc ? rc : audited(cx, date_given(on) ? "body.close" : "body.reopen", id, &before);
}

enum rc body_close(struct cx *cx, int64_t id, int64_t version, date on)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, close_in(cx, id, version, on));
}

enum rc body_led_by(struct cx *cx, int64_t body, int64_t account, bool *out)
{
    struct mandate_leads_row row;
    *out = false;
    return body && account ? mandate_leads(cx, body, account, date_of_stamp(cx->now), &row, out)
                           : RC_OK;
}

int64_t body_quorum(int64_t total, int64_t quorum_e2) { return (total * quorum_e2 + 9999) / 10000; }

enum rc body_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct body_owner_row row;
    bool found;
    enum rc rc = body_owner(cx, id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *out = (struct scope_owner){ row.project, 0 };
    return RC_OK;
}

enum rc body_object(struct cx *cx, int64_t id, struct object *out)
{
    struct body_owner_row row;
    bool found;
    enum rc rc = body_owner(cx, id, &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = row.project;
    out->label = row.name;
    out->path = arena_printf(cx->arena, "/body/%lld", (long long)id);
    return RC_OK;
}
