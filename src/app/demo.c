/* SPDX-License-Identifier: EUPL-1.2 */
/* demo.c — `kolo demo`: the demonstration into an empty database, whole or not at all. Who acts
 * when is said here; what happens is in the other demo_*.c.
 */
#include "app/demo.h"

#include "account/viewer.h"
#include "app/app.h"
#include "app/app_sql.h"
#include "app/demo_talk.h"
#include "ballot/ballot.h"
#include "base/log.h"
#include "i18n/i18n.h"
#include "store/db.h"

date demo_day(const char *iso)
{
    date d;
    if (!date_iso(str_of(iso), &d)) BUG("“%s” is no day", iso);
    return d;
}

void demo_act(struct demo *d, enum demo_person who, stamp when)
{
    struct viewer *v = arena_array(d->cx->arena, struct viewer, 1);
    /* By the command line they may do everything; audit names the person. */
    *v = (struct viewer){ .account = d->account[who],
                          .name = demo_people[who].name,
                          .email = demo_people[who].email,
                          .lang = demo_people[who].lang,
                          .system = true };
    d->cx->viewer = v;
    d->cx->now = when;
}

void demo_as(struct demo *d, enum demo_person who, const char *when)
{
    stamp s;
    const char *iso = arena_printf(d->cx->arena, "%.10sT%.5s:00Z", when, when + 11);
    if (!stamp_iso(str_of(iso), &s)) BUG("“%s” is no time", when);
    enum rc rc = demo_talk(d, s);
    if (!rc) rc = demo_book(d, s);
    if (!d->trouble) d->trouble = rc;
    demo_act(d, who, s);
}

enum demo_person demo_coordinator(enum demo_partner p)
{
    static const enum demo_person of[] = { LEAD_COORDINATOR, DA_COORDINATOR, EHO_COORDINATOR,
                                           ECAS_COORDINATOR, CNVOS_COORDINATOR };
    return of[p];
}

enum demo_person demo_bookkeeper(enum demo_partner p)
{
    static const enum demo_person of[] = { MCIC_BOOKKEEPER, DA_BOOKKEEPER, EHO_BOOKKEEPER,
                                           ECAS_BOOKKEEPER, CNVOS_BOOKKEEPER };
    return of[p];
}

const char *demo_currency(enum demo_partner p)
{
    static const char *const of[] = { "MKD", "ALL", "RSD", "EUR", "EUR" };
    return of[p];
}

enum rc demo_make(struct cx *cx, int64_t lines)
{
    struct app_demo_row there;
    struct demo *d = arena_alloc(cx->arena, sizeof *d);
    const struct viewer *viewer = cx->viewer;
    const stamp now = cx->now;
    *d = (struct demo){ .cx = cx,
                        .lines = lines,
                        .seed = { 20070101 },
                        .talk = arena_array(cx->arena, struct demo_talk, 1) };
    enum rc rc = app_demo(cx, &there);
    if (!rc && (there.projects || there.others))
        return refuse(cx, RC_CONFLICT,
                      T("The database holds projects already. The demonstration needs an empty "
                        "one: --db sqlite:demo.db"));
    if (!rc) rc = ballot_ready(cx);
    /* So many lines that the planner must be told of them on the way cannot be one transaction. */
    if (!rc && !lines) rc = db_begin(cx);
    if (rc) return rc;
    rc = demo_set_up(d);
    if (!rc) demo_gather(d);
    if (!rc) rc = demo_tell(d);
    if (!rc) rc = d->trouble;
    cx->viewer = viewer;
    cx->now = now;
    return lines ? rc : db_end(cx, rc);
}

static enum rc demo(struct cx *cx, const struct cli_args *args)
{
    int64_t lines;
    enum rc rc = cli_number(cx, args, "lines", 0, &lines);
    if (!rc && (lines < 0 || lines > 5000000))
        rc = problem(cx, "lines", T("Give a number of lines up to 5 000 000."));
    if (!rc) rc = app_open(cx, args, true);
    if (!rc) rc = demo_make(cx, lines);
    db_close(cx->db);
    if (rc) return rc;
    cli_say("%s", T("The demonstration is made. Start it with: kolo serve"));
    return RC_OK;
}

const struct command demo_commands[] = {
    { "demo", N_("fill an empty database with the demonstration project"), NULL, demo,
      .options = { { "lines", "N",
                     N_("so many more lines in period 2, and all its reports accepted: for "
                        "measuring") } } },
    { 0 },
};
