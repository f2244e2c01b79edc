/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_setup.c — organisations, people, contract, partners, periods, work plan, budget and rates of
 * the demonstration. The partnership, its members and places are real; people, amounts and rates
 * are invented.
 */
#include "account/account.h"
#include "account/grant.h"
#include "activity/activity.h"
#include "app/demo.h"
#include "base/buf.h"
#include "base/log.h"
#include "finance/budget.h"
#include "finance/rates.h"
#include "network/organisation.h"
#include "network/segment.h"
#include "project/project.h"
#include "store/db.h"

const struct demo_person_data demo_people[DEMO_PEOPLE] = {
    [ADMINISTRATOR] = { "Goran Ilievski", "goran@kolo.example", "en", "administrator", -1 },
    [LEAD_COORDINATOR] = { "Ana Stojanovska", "ana@mcic.example", "en", "lead_coordinator", MCIC },
    [LEAD_FINANCE] = { "Biljana Trajkova", "biljana@mcic.example", "en", "lead_finance", MCIC },
    [MCIC_BOOKKEEPER] = { "Зоран Петровски", "zoran@mcic.example", "en", "partner_finance", MCIC },
    [DA_COORDINATOR] = { "Arben Hoxha", "arben@da.example", "en", "partner_coordinator", DA },
    [DA_BOOKKEEPER] = { "Mirela Çela", "mirela@da.example", "en", "partner_finance", DA },
    [EHO_COORDINATOR] = { "Jelena Kovač", "jelena@eho.example", "sr", "partner_coordinator", EHO },
    [EHO_BOOKKEEPER] = { "Милица Ђорђевић", "milica@eho.example", "sr-Cyrl", "partner_finance",
                         EHO },
    [ECAS_COORDINATOR] = { "Claire Delvaux", "claire@ecas.example", "en", "partner_coordinator",
                           ECAS },
    [ECAS_BOOKKEEPER] = { "Tom Peeters", "tom@ecas.example", "en", "partner_finance", ECAS },
    [CNVOS_COORDINATOR] = { "Maja Novak", "maja@cnvos.example", "en", "partner_coordinator",
                            CNVOS },
    [CNVOS_BOOKKEEPER] = { "Janez Žagar", "janez@cnvos.example", "en", "partner_finance", CNVOS },
    [AUDITOR] = { "Ivana Ristova", "ivana@audit.example", "en", "auditor", -1 },
    [DONOR_OFFICER] = { "Marc Lambert", "marc@donor.example", "en", "donor", -1 },
};

/* The first five are the partners; the others are members of the network and its target group. */
static const struct organisation_input organisations[] = {
    { "MCIC", "Македонски центар за меѓународна соработка",
      "Macedonian Center for International Cooperation", "MK", "Skopje", NULL, NULL, NULL },
    { "DA", "Partnerët Shqipëri – Demokraci dhe zhvillim", "DA, Tirana", "AL", "Tirana", NULL, NULL,
      NULL },
    { "EHO", "Ekumenska humanitarna organizacija", "Ecumenical Humanitarian Organization", "RS",
      "Novi Sad", NULL, NULL, NULL },
    { "ECAS", "European Citizen Action Service", "European Citizen Action Service", "BE",
      "Brussels", NULL, NULL, NULL },
    { "CNVOS", "Center za informiranje, sodelovanje in razvoj nevladnih organizacij",
      "Centre for Information Service, Co-operation and Development of NGOs", "SI", "Ljubljana",
      NULL, NULL, NULL },
    { "ACSF", "Fondacioni i Shoqërisë Civile Shqiptare", "Albanian Civil Society Foundation", "AL",
      "Tirana", NULL, NULL, NULL },
    { "PF", "PF", "PF, member of the network in Bulgaria", "BG", "Sofia", "Elena Dimitrova",
      "elena@pf.example", "en" },
    { "WAD", "WAD", "WAD, member of the network in Bulgaria", "BG", "Sofia", "Petar Kolev",
      "petar@wad.example", "en" },
    { "NIT", "NIT", "NIT, member of the network in Croatia", "HR", "Zagreb", "Iva Horvat",
      "iva@nit.example", "sr" },
    { "EOS", "EOS", "EOS, member of the network in Croatia", "HR", "Osijek", "Marko Babić",
      "marko@eos.example", "sr" },
    { "AIDRom", "Asociația Ecumenică a Bisericilor din România",
      "Ecumenical Association of Churches in Romania", "RO", "Bucharest", NULL, NULL, NULL },
    { "OAR", "OAR", "OAR, member of the network in Romania", "RO", "Bucharest", NULL, NULL, NULL },
    { "WAWS", "WAWS", "WAWS, member of the network in Kosovo", "XK", "Prishtina", NULL, NULL,
      NULL },
    { "CRNVO", "Centar za razvoj nevladinih organizacija",
      "Centre for Development of NGOs, Montenegro", "ME", "Podgorica", "Milica Vuković",
      "milica@crnvo.example", "sr" },
};

static const char *const components[] = {
    "Coordination and consultation among the five partners",
    "Coordination and communication of DA and EHO with the participants of their regions",
    "Preparation and implementation of the activities of DA, EHO, ECAS and CNVOS",
    "Reporting on implementation to MCIC",
};

const struct demo_activity demo_activities[] = {
    { "A1.1", "Opening meeting of the five partners", "Skopje", NULL, 1, MCIC, "2007-01-22",
      "2007-01-23", "done" },
    { "A1.2", "Steering of the partnership", "Skopje", NULL, 1, MCIC, "2007-02-01", "2008-06-15",
      "running" },
    { "A1.3", "Coordination meeting in Ljubljana", "Ljubljana", NULL, 1, CNVOS, "2007-06-14",
      "2007-06-15", "done" },
    { "A1.4", "Coordination meeting in Brussels", "Brussels", NULL, 1, ECAS, "2007-11-22",
      "2007-11-23", "done" },
    { "A1.5", "Common website and mailing lists of the network", "Skopje", NULL, 1, MCIC,
      "2007-03-01", "2007-12-31", "done" },
    { "A2.1", "Contact point for the southern region", "Tirana", NULL, 2, DA, "2007-01-15",
      "2008-06-30", "running" },
    { "A2.2", "Contact point for the northern region", "Novi Sad", NULL, 2, EHO, "2007-01-15",
      "2008-06-30", "running" },
    { "A2.3", "Visits to members in Prishtina, Podgorica and Sofia", "Tirana", NULL, 2, DA,
      "2007-05-02", "2007-10-31", "done" },
    { "A2.4", "Visits to members in Zagreb, Osijek and Bucharest", "Novi Sad", NULL, 2, EHO,
      "2007-05-07", "2007-11-09", "done" },
    { "A3.1", "Training on EU funds and project cycle management, hosted by EHO", "Novi Sad", NULL,
      3, ECAS, "2007-04-17", "2007-04-19", "done" },
    { "A3.2", "Training on EU funds and project cycle management, hosted by ACSF", "Tirana", NULL,
      3, ECAS, "2007-09-25", "2007-09-27", "done" },
    { "A3.3", "Local preparation of the trainings and of their participants", "Novi Sad", NULL, 3,
      EHO, "2007-03-01", "2007-10-31", "done" },
    { "A3.4", "Comparative study of the legal environment of civil society", "Ljubljana", NULL, 3,
      CNVOS, "2007-03-01", "2007-12-14", "done" },
    { "A3.5", "Conference on cooperation of government and civil society", "Ljubljana",
      "Cooperation of civil society and government in the region", 3, CNVOS, "2007-10-18",
      "2007-10-19", "done" },
    { "A3.6", "Study visit to the European institutions", "Brussels", NULL, 3, ECAS, "2007-11-19",
      "2007-11-21", "done" },
    { "A3.7", "Advocacy training for members of the region", "Novi Sad",
      "Advocacy for inclusive communities", 3, EHO, "2007-10-08", "2007-10-10", "done" },
    { "A3.8", "Round tables on the law on volunteering", "Tirana", "Volunteering in Albania", 3, DA,
      "2007-06-04", "2008-04-30", "running" },
    { "A3.9", "Regional forum on civil society and EU integration", "Skopje", NULL, 3, MCIC,
      "2007-05-29", "2007-05-30", "done" },
    { "A4.1", "Financial management and reporting of the partnership", "Skopje", NULL, 4, MCIC,
      "2007-01-15", "2008-06-30", "running" },
};
const size_t demo_activity_count = sizeof demo_activities / sizeof *demo_activities;

/* Code, heading, title, unit, units ×1000, euro cents a unit, shares of MCIC DA EHO ECAS CNVOS. */
static const struct {
    const char *code, *heading, *title, *unit;
    int64_t units_e3, cents;
    int64_t share[DEMO_PARTNERS];
} budget[] = {
    { "1.1.1", "1", "Project manager", "per month", 18000, 140000, { 1, 0, 0, 0, 0 } },
    { "1.1.2", "1", "Regional coordinators", "per month", 36000, 78000, { 0, 1, 1, 0, 0 } },
    { "1.1.3", "1", "Legal expert", "per month", 18000, 110000, { 0, 0, 0, 0, 1 } },
    { "1.1.4", "1", "Adviser on EU policies", "per month", 18000, 190000, { 0, 0, 0, 1, 0 } },
    { "1.1.5", "1", "Financial manager", "per month", 18000, 90000, { 1, 0, 0, 0, 0 } },
    { "1.1.6", "1", "Bookkeepers of the partners", "per month", 54000, 32000, { 0, 1, 1, 0, 1 } },
    { "1.1.7", "1", "Administrative assistant", "per month", 18000, 52000, { 1, 0, 0, 0, 0 } },
    { "1.2.1", "1", "International trainers", "per day", 24000, 45000, { 0, 0, 0, 1, 0 } },
    { "1.3.1", "1", "Per diems abroad, staff", "per diem", 180000, 15000, { 3, 2, 2, 2, 1 } },
    { "1.3.2", "1", "Per diems local, staff", "per diem", 220000, 4500, { 3, 2, 2, 0, 1 } },
    { "1.3.3", "1", "Per diems, participants", "per diem", 420000, 11000, { 2, 2, 2, 1, 2 } },
    { "2.1.1", "2", "International travel, staff", "per flight", 70000, 42000, { 3, 2, 2, 2, 1 } },
    { "2.1.2",
      "2",
      "International travel, participants",
      "per flight",
      110000,
      38000,
      { 2, 3, 3, 1, 2 } },
    { "2.2.1", "2", "Local transportation", "per month", 90000, 6000, { 2, 2, 2, 0, 1 } },
    { "2.2.2", "2", "Hire of buses and vans", "per day", 16000, 55000, { 1, 2, 2, 0, 1 } },
    { "3.2.1", "3", "Computers and printers", "per item", 10000, 85000, { 3, 2, 3, 0, 2 } },
    { "3.2.2", "3", "Office furniture", "per set", 5000, 40000, { 1, 2, 2, 0, 0 } },
    { "3.5.1",
      "3",
      "Projector and conference equipment",
      "per item",
      3000,
      130000,
      { 1, 1, 1, 0, 0 } },
    { "4.1.1", "4", "Vehicle costs", "per month", 36000, 14000, { 1, 0, 1, 0, 0 } },
    { "4.2.1", "4", "Office rent", "per month", 72000, 21000, { 1, 1, 1, 0, 1 } },
    { "4.3.1", "4", "Consumables, office supplies", "per month", 72000, 7500, { 1, 1, 1, 0, 1 } },
    { "4.4.1",
      "4",
      "Telephone, internet, electricity",
      "per month",
      90000,
      9500,
      { 2, 2, 2, 1, 2 } },
    { "4.4.2", "4", "Maintenance", "per month", 36000, 4000, { 1, 0, 1, 0, 0 } },
    { "5.1.1",
      "5",
      "Newsletter and handbook on EU funds",
      "per issue",
      4000,
      240000,
      { 1, 0, 1, 1, 0 } },
    { "5.1.2", "5", "Website of the network", "per item", 1000, 650000, { 1, 0, 0, 0, 0 } },
    { "5.2.1",
      "5",
      "Comparative study of the legal environment",
      "per study",
      1000,
      1150000,
      { 0, 0, 0, 0, 1 } },
    { "5.2.2",
      "5",
      "Study of accession funds for civil society",
      "per study",
      1000,
      980000,
      { 0, 0, 0, 1, 0 } },
    { "5.3.1", "5", "Expenditure verification", "per report", 3000, 260000, { 1, 0, 0, 0, 0 } },
    { "5.4.1", "5", "External evaluation", "per item", 1000, 750000, { 1, 0, 0, 0, 0 } },
    { "5.5.1", "5", "Translation", "per page", 900000, 1400, { 3, 2, 3, 0, 1 } },
    { "5.5.2", "5", "Interpreters", "per day", 44000, 18000, { 2, 2, 2, 0, 1 } },
    { "5.6.1", "5", "Bank charges", "per month", 72000, 1800, { 2, 1, 1, 0, 1 } },
    { "5.7.1", "5", "Meetings of the five partners", "per event", 6000, 190000, { 2, 1, 1, 1, 1 } },
    { "5.7.2",
      "5",
      "Trainings: venue, meals, materials",
      "per event",
      6000,
      320000,
      { 0, 3, 3, 2, 0 } },
    { "5.7.3",
      "5",
      "Regional forum and conferences",
      "per event",
      3000,
      560000,
      { 2, 0, 0, 0, 1 } },
    { "5.7.4", "5", "Study visits to Brussels", "per visit", 2000, 690000, { 0, 0, 0, 1, 0 } },
    { "5.7.5",
      "5",
      "Round tables and public debates",
      "per event",
      12000,
      62000,
      { 0, 1, 1, 0, 0 } },
    { "5.8.1", "5", "Visibility", "per partner", 5000, 90000, { 1, 1, 1, 1, 1 } },
    { "6.1",
      "6",
      "Small initiatives of members",
      "per initiative",
      10000,
      250000,
      { 0, 1, 1, 0, 0 } },
    { "8", "8", "Contingency reserve", "", 1000, 1600000, { 1, 0, 0, 0, 0 } },
    { "10", "10", "Administrative costs", "", 1000, 3600000, { 2, 1, 1, 1, 1 } },
};

/* 2007-01 to 2008-02, near what they were, but illustrative: no source was kept. */
static const struct {
    const char *currency;
    int64_t rate_e6[14];
} rates[] = {
    { "MKD",
      { 61196500, 61178100, 61185900, 61203400, 61198700, 61172300, 61190800, 61184200, 61201100,
        61195600, 61187000, 61203900, 61240500, 61338200 } },
    { "ALL",
      { 123510000, 124340000, 126120000, 126480000, 124950000, 123170000, 122480000, 122910000,
        122060000, 121370000, 121650000, 121780000, 122130000, 122460000 } },
    { "RSD",
      { 79384500, 79611200, 80728300, 80219700, 81453600, 81177900, 80036400, 80264800, 79521300,
        78407600, 77629100, 80153400, 79235800, 82187400 } },
};

/* ---- making it --------------------------------------------------------------------------------
 */

static enum rc make_organisations(struct demo *d)
{
    enum rc rc = RC_OK;
    int64_t picked = 0;
    for (size_t i = 0; i < sizeof organisations / sizeof *organisations && !rc; i++) {
        int64_t id;
        rc = organisation_add(d->cx, &organisations[i], &id);
        if (!rc && i < DEMO_PARTNERS) d->organisation[i] = id;
        if (!rc && z_eq(organisations[i].short_name, "CRNVO")) picked = id;
    }
    const struct segment_input members = { .name = "Members of the network in Bulgaria, Croatia "
                                                   "and Montenegro",
                                           .country = (const char *const[]){ "BG", "HR" },
                                           .n_countries = 2,
                                           .in = &picked,
                                           .n_in = 1 };
    return rc ? rc : segment_add(d->cx, &members, &d->segment);
}

static enum rc make_contract(struct demo *d)
{
    const struct project_input in = {
        .code = "BCSDN-PIA",
        .title = "Partnership in Action – Strengthening BCSDN (amounts illustrative)",
        .programme = "EU support to civil society in the Western Balkans",
        .donor = "European Union",
        .contract_no = "ILLUSTRATIVE/2006/001",
        .signed_on = demo_day("2006-12-11"),
        .starts_on = demo_day("2007-01-01"),
        .ends_on = demo_day("2008-06-30"),
        .grant_max = eur(53000000),
        .grant_e2 = 9000,
        .rule_set = "eu-2006",
        .is_demo = 1,
    };
    return project_create(d->cx, &in, &d->project);
}

static enum rc make_partners(struct demo *d)
{
    static const struct {
        const char *language, *currency;
    } of[] = {
        { "mk", "MKD" }, { "sq", "ALL" }, { "sr", "RSD" }, { "en", "EUR" }, { "sl", "EUR" }
    };
    enum rc rc = RC_OK;
    for (size_t i = 0; i < DEMO_PARTNERS && !rc; i++) {
        const struct partner_input in = { .organisation = d->organisation[i],
                                          .role = i == MCIC ? "lead" : "co_beneficiary",
                                          .language = of[i].language,
                                          .book_currency = of[i].currency };
        rc = partner_add(d->cx, d->project, &in, &d->partner[i]);
    }
    return rc;
}

static enum rc make_people(struct demo *d)
{
    enum rc rc = db_begin(d->cx);
    for (size_t i = 0; i < DEMO_PEOPLE && !rc; i++) {
        const struct demo_person_data *p = &demo_people[i];
        const struct account_new who = {
            .email = p->email, .name = p->name, .lang = p->lang, .demo = true
        };
        const struct grant role = {
            .role = p->role,
            .project = i == ADMINISTRATOR ? 0 : d->project,
            .organisation = p->partner < 0 ? 0 : d->organisation[p->partner],
        };
        rc = account_create(d->cx, &who, &d->account[i]);
        if (!rc) rc = grant_role(d->cx, d->account[i], &role, 0);
    }
    return db_end(d->cx, rc);
}

static enum rc make_plan(struct demo *d)
{
    int64_t component[4] = { 0 };
    struct period_input *periods;
    size_t n;
    enum rc rc = RC_OK;
    for (int i = 0; i < 4 && !rc; i++)
        rc = component_add(d->cx, d->project, i + 1, components[i], &component[i]);
    for (size_t i = 0; i < demo_activity_count && !rc; i++) {
        const struct demo_activity *a = &demo_activities[i];
        const struct activity_input in = { .component = component[a->component - 1],
                                           .partner = d->partner[a->partner],
                                           .code = a->code,
                                           .title = a->title,
                                           .place = a->place,
                                           .programme = a->programme,
                                           .starts_on = demo_day(a->from),
                                           .ends_on = demo_day(a->to),
                                           .state = a->state };
        rc = activity_add(d->cx, d->project, &in, &d->activity[i]);
    }
    if (!rc) rc = period_propose(d->cx, d->project, 6, &periods, &n);
    for (size_t i = 0; !rc && i < n && i < DEMO_PERIODS; i++)
        rc = period_add(d->cx, d->project, &periods[i], &d->period[i]);
    return rc;
}

static enum rc make_budget(struct demo *d)
{
    size_t n = sizeof budget / sizeof *budget;
    struct budget_line_input *lines = arena_array(d->cx->arena, struct budget_line_input, n);
    int64_t version;
    for (size_t i = 0; i < n; i++) {
        money parts[DEMO_PARTNERS];
        int64_t *slices = arena_array(d->cx->arena, int64_t, DEMO_PARTNERS);
        money total = eur(money_muldiv(budget[i].cents, budget[i].units_e3, 1000));
        money_split(total, budget[i].share, DEMO_PARTNERS, parts);
        for (size_t p = 0; p < DEMO_PARTNERS; p++) slices[p] = parts[p].minor;
        lines[i] = (struct budget_line_input){ .code = budget[i].code,
                                               .heading = budget[i].heading,
                                               .title = budget[i].title,
                                               .unit = budget[i].unit,
                                               .units_e3 = budget[i].units_e3,
                                               .unit_cost = eur(budget[i].cents),
                                               .slices = slices };
    }
    return budget_create(d->cx, d->project, lines, n, d->partner, DEMO_PARTNERS, &version);
}

enum rc demo_rates(struct demo *d, const char *first, const char *last)
{
    struct rates_import_row *rows;
    struct buf csv;
    size_t n;
    month from, until;
    char text[MONEY_TEXT];
    const month january = month_make(2007, 1);
    MUST(month_iso(str_of(first), &from) && month_iso(str_of(last), &until));
    buf_init(&csv, 65536);
    buf_text(&csv, "currency,year,month,rate\n");
    for (size_t c = 0; c < sizeof rates / sizeof *rates; c++)
        for (month m = from; m <= until; m++)
            buf_printf(&csv, "%s,%d,%d,%s\n", rates[c].currency, month_year(m), month_no(m),
                       scaled_text(rates[c].rate_e6[m - january], 6, 4, text));
    const struct rates_import in = { .bytes = buf_slice(&csv), .source = "illustrative" };
    enum rc rc = rates_import(d->cx, &in, &rows, &n);
    buf_done(&csv);
    return rc;
}

enum rc demo_set_up(struct demo *d)
{
    d->cx->viewer = viewer_system(d->cx, "kolo demo");
    MUST(stamp_iso(STR("2006-12-14T09:00:00Z"), &d->cx->now));
    enum rc rc = make_organisations(d);
    if (!rc) rc = make_contract(d);
    if (!rc) rc = make_partners(d);
    if (!rc) rc = make_people(d);
    if (rc) return rc;
    demo_as(d, LEAD_COORDINATOR, "2006-12-18 10:12");
    rc = make_plan(d);
    demo_as(d, LEAD_FINANCE, "2006-12-19 15:40");
    if (!rc) rc = make_budget(d);
    demo_as(d, LEAD_COORDINATOR, "2006-12-20 09:05");
    return rc ? rc : project_start(d->cx, d->project);
}
