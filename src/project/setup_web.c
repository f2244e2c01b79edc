/* SPDX-License-Identifier: EUPL-1.2 */
/* setup_web.c — the way from a signed contract to a running project. Each step is the page where
 * the same things are changed later; this file only knows their order and what is there already.
 */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "project/project.h"
#include "project/project_view.h"
#include "project/setup_html.h"

static const struct {
    const char *title, *page;
    bool optional;
} steps[SETUP_STEPS] = {
    [SETUP_CONTRACT] = { N_("Contract"), "contract", false },
    [SETUP_PARTNERS] = { N_("Partners"), "partners", false },
    [SETUP_COMPONENTS] = { N_("Components"), "components", true },
    [SETUP_ACTIVITIES] = { N_("Activities"), "activities", true },
    [SETUP_PERIODS] = { N_("Periods"), "periods", false },
    [SETUP_BUDGET] = { N_("Budget"), "budget", false },
    [SETUP_PEOPLE] = { N_("People"), "people", true },
    [SETUP_START] = { N_("Start"), "setup", false },
};

static struct url step_url(struct cx *cx, int64_t project, enum setup_step s)
{
    return url_path(cx, "/p/%lld/%s", (long long)project, steps[s].page);
}

struct url setup_next(struct cx *cx, int64_t project, enum setup_step from)
{
    return step_url(cx, project, from < SETUP_START ? from + 1 : SETUP_START);
}

/* How many there are of what each step is about; -1 where it is not counted. */
static void count(const struct project_set_up_row *have, int64_t n[SETUP_STEPS])
{
    n[SETUP_CONTRACT] = 1;
    n[SETUP_PARTNERS] = have->leads ? have->partners : 0;
    n[SETUP_COMPONENTS] = have->components;
    n[SETUP_ACTIVITIES] = have->activities;
    n[SETUP_PERIODS] = have->periods;
    n[SETUP_BUDGET] = have->budgets;
    n[SETUP_PEOPLE] = have->people > 1 ? have->people : 0; /* the first is who sets it up */
    n[SETUP_START] = 0;
}

static void fill_steps(struct cx *cx, int64_t project, const struct project_set_up_row *have,
                       enum setup_step here, struct steps *out)
{
    int64_t n[SETUP_STEPS];
    struct step *s = arena_array(cx->arena, struct step, SETUP_STEPS);
    count(have, n);
    for (size_t i = 0; i < SETUP_STEPS; i++) {
        s[i] = (struct step){ .text = i18n_text(cx, NULL, steps[i].title),
                              .url = step_url(cx, project, (enum setup_step)i),
                              .state = i == (size_t)here ? STEP_HERE
                                       : n[i]            ? STEP_DONE
                                                         : STEP_AHEAD };
    }
    *out = (struct steps){ s, SETUP_STEPS };
}

enum rc setup_steps(struct cx *cx, int64_t project, enum setup_step here, struct steps *out)
{
    struct project_set_up_row have;
    *out = (struct steps){ 0 };
    if (!viewer_can(cx, MAY_EDIT_PROJECT, project, 0)) return RC_OK;
    enum rc rc = project_set_up(cx, project, &have);
    if (!rc && z_eq(have.state, "setup")) fill_steps(cx, project, &have, here, out);
    return rc;
}

/* ---- the page of all steps ------------------------------------------------------------------- */

static const char *what_is(struct cx *cx, enum setup_step s, const struct project_set_up_row *have)
{
    switch (s) {
    case SETUP_CONTRACT: return T("the contract");
    case SETUP_PARTNERS:
        if (have->partners && !have->leads)
            return T("partners, but none of them is the lead partner yet");
        return arena_printf(cx->arena, T_N(have->partners, "%d partner", "%d partners"),
                            (int)have->partners);
    case SETUP_COMPONENTS:
        return arena_printf(cx->arena, T_N(have->components, "%d component", "%d components"),
                            (int)have->components);
    case SETUP_ACTIVITIES:
        return arena_printf(cx->arena, T_N(have->activities, "%d activity", "%d activities"),
                            (int)have->activities);
    case SETUP_PERIODS:
        return arena_printf(cx->arena, T_N(have->periods, "%d period", "%d periods"),
                            (int)have->periods);
    case SETUP_BUDGET: return have->budgets ? T("the budget of the contract") : T("nothing yet");
    case SETUP_PEOPLE:
        return arena_printf(cx->arena, T_N(have->people, "%d role given", "%d roles given"),
                            (int)have->people);
    case SETUP_START:
    case SETUP_STEPS: break;
    }
    return "";
}

/* The first step that has nothing yet: needed ones before the others. */
static enum setup_step first_open(const int64_t n[SETUP_STEPS])
{
    for (size_t i = 0; i < SETUP_START; i++)
        if (!n[i] && !steps[i].optional) return (enum setup_step)i;
    return SETUP_START;
}

static void put_next(struct cx *cx, const struct request *rq, const struct project_set_up_row *have,
                     const int64_t n[SETUP_STEPS], struct setup_view *v)
{
    bool may = viewer_can(cx, MAY_EDIT_PROJECT, rq->project, 0);
    enum setup_step open = first_open(n);
    struct action *a = arena_array(cx->arena, struct action, 1);
    v->next = (struct next){ .actions = { a, may ? 1 : 0 }, .until = DATE_NONE };
    if (!z_eq(have->state, "setup")) {
        v->next.what = T("The project is running.");
        v->next.kind = "good";
        v->next.actions.n = 0;
    } else if (open == SETUP_START) {
        v->next.what = T("Everything needed is there: start the project");
        v->next.who = T("From then on partners can book expenditure and report.");
        *a = (struct action){ .label = T("Start the project"),
                              .kind = ACTION_PRIMARY,
                              .post = true,
                              .url = url_path(cx, "/p/%lld/setup", (long long)rq->project) };
    } else {
        v->next.what =
            arena_printf(cx->arena, T("Next step: %s"), i18n_text(cx, NULL, steps[open].title));
        *a = (struct action){ .label = T("Go on"),
                              .kind = ACTION_PRIMARY,
                              .url = step_url(cx, rq->project, open) };
    }
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct project_set_up_row have;
    int64_t n[SETUP_STEPS];
    enum rc rc = project_set_up(cx, rq->project, &have);
    if (rc) return rc;
    reply_row(cx, rs, "setup", &project_set_up_meta, &have);
    if (!reply_is_page(rq)) return RC_OK;
    struct setup_view v = { .n = SETUP_START };
    struct setup_line *lines = arena_array(cx->arena, struct setup_line, SETUP_START);
    count(&have, n);
    for (size_t i = 0; i < SETUP_START; i++) {
        lines[i] = (struct setup_line){
            .title = i18n_text(cx, NULL, steps[i].title),
            .what = what_is(cx, (enum setup_step)i, &have),
            .mark = n[i] ? (struct mark){ "good", T("done") } : (struct mark){ "wait", T("open") },
            .url = step_url(cx, rq->project, (enum setup_step)i),
            .optional = steps[i].optional && !n[i],
        };
    }
    v.v = lines;
    if (z_eq(have.state, "setup")) fill_steps(cx, rq->project, &have, SETUP_START, &v.steps);
    put_next(cx, rq, &have, n, &v);
    struct page *pg = page_begin(cx, rq, T("Setting up the project"), AREA_PROJECT);
    struct mark m = project_mark(cx, have.state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    project_tabs(cx, pg, rq->project, "setup");
    setup_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc start_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = project_start(cx, rq->project);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld", (long long)rq->project),
                                T("The project is running. Partners can book expenditure now."));
}

const struct route setup_routes[] = {
    { METHOD_GET, "/p/{project}/setup", show, .may = MAY_READ_PROJECT, .of = OF_PROJECT,
      .title = N_("Setting up the project"), .rows = &project_set_up_meta },
    { METHOD_POST, "/p/{project}/setup", start_post, .may = MAY_EDIT_PROJECT, .of = OF_PROJECT,
      .again = show, .title = N_("Start the project") },
    { 0 },
};
