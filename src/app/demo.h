/* SPDX-License-Identifier: EUPL-1.2 */
/* demo.h — the demonstration: a real partnership of 2007 with invented amounts, told as it
 * happened, through the rules, by the people who did it on the days they did it.
 *
 * demo_setup.c makes the contract; demo_book.c books the expenditure of a period (demo_costs.c says
 * what was bought, demo_receipt.c draws the receipts); demo_words.c has the texts; demo_story.c
 * lets the reports go their way. All randomness is seeded: the same figures every time.
 */
#ifndef KOLO_APP_DEMO_H
#define KOLO_APP_DEMO_H

#include "base/cx.h"
#include "base/money.h"
#include "base/rand.h"

enum demo_partner { MCIC, DA, EHO, ECAS, CNVOS, DEMO_PARTNERS };
enum demo_person {
    ADMINISTRATOR,
    LEAD_COORDINATOR,
    LEAD_FINANCE,
    MCIC_BOOKKEEPER,
    DA_COORDINATOR,
    DA_BOOKKEEPER,
    EHO_COORDINATOR,
    EHO_BOOKKEEPER,
    ECAS_COORDINATOR,
    ECAS_BOOKKEEPER,
    CNVOS_COORDINATOR,
    CNVOS_BOOKKEEPER,
    AUDITOR,
    DONOR_OFFICER,
    DEMO_PEOPLE
};
enum { DEMO_PERIODS = 3, DEMO_ACTIVITIES_MOST = 24 };

struct demo {
    struct cx *cx;
    int64_t lines;   /* --lines: so many in period 2, without documents; 0: the story's own */
    int64_t segment; /* members of the network who are no partners */
    int64_t project, organisation[DEMO_PARTNERS], partner[DEMO_PARTNERS], period[DEMO_PERIODS];
    int64_t account[DEMO_PEOPLE];
    int64_t activity[DEMO_ACTIVITIES_MOST];
    int64_t report[DEMO_PARTNERS][DEMO_PERIODS];
    int64_t booked;               /* lines so far */
    struct demo_entries *entries; /* what is still to be booked */
    struct demo_talk *talk;
    enum rc trouble; /* the first, while time went on */
    struct seeded seed;
};

/** demo_as(d, person, when): from now on this person acts, at this moment ("2007-03-05 10:30");
 * what the bookkeepers had to do before then is done. demo_act: the same without them. */
void demo_as(struct demo *d, enum demo_person who, const char *when);
void demo_act(struct demo *d, enum demo_person who, stamp when);
enum demo_person demo_coordinator(enum demo_partner p);
enum demo_person demo_bookkeeper(enum demo_partner p);
/** demo_day("2007-03-05"): a date of a table; a bug when it is none. */
date demo_day(const char *iso);

struct demo_person_data {
    const char *name, *email, *lang, *role;
    int partner; /* -1: none */
};
extern const struct demo_person_data demo_people[DEMO_PEOPLE];

struct demo_activity {
    const char *code, *title, *place, *programme;
    int component;
    enum demo_partner partner;
    const char *from, *to, *state;
};
extern const struct demo_activity demo_activities[];
extern const size_t demo_activity_count;

/** What a partner buys. when: "m" each month, "p" once a period, otherwise a day. about: euro, to
 * be varied a little and turned into the book currency. In description and doc_no, %m is the
 * month's name, %y the year, %n a running number. */
struct demo_cost {
    enum demo_partner partner;
    const char *line, *activity, *when;
    const char *description, *supplier, *doc_type, *doc_no;
    int about;
    int vat;              /* % inside the amount */
    int share;            /* % charged; 0 is 100 */
    const char *currency; /* NULL: the book currency */
    char flag;            /* s sensitive, x no document, 0 plain */
};
extern const struct demo_cost demo_costs[];
extern const size_t demo_cost_count;
const char *demo_currency(enum demo_partner p);

struct demo_text {
    enum demo_partner partner;
    int period;
    const char *question, *activity; /* activity NULL: of the whole report */
    const char *body;
};
extern const struct demo_text demo_texts[];
extern const size_t demo_text_count;
/** The consolidated narrative of the donor report of period 1. */
extern const char demo_donor_text[];

enum rc demo_set_up(struct demo *d) MUST_USE;
/** demo_rates(d, first, last): the illustrative rates of these months ("2007-01"). */
enum rc demo_rates(struct demo *d, const char *first, const char *last) MUST_USE;
/** demo_gather(d): plans all that is bought; demo_book(d, until): books what is due before. */
void demo_gather(struct demo *d);
enum rc demo_book(struct demo *d, stamp until) MUST_USE;
/** demo_bulk(d): d->lines lines in period 2, round the partners; no documents, one audit entry. */
enum rc demo_bulk(struct demo *d) MUST_USE;
enum rc demo_write(struct demo *d, enum demo_partner p, int period, const char *when) MUST_USE;
enum rc demo_tell(struct demo *d) MUST_USE;

/** A receipt: a PDF of one page with the words of the document, or (every fifth) a small PNG. Bytes
 * in the arena. */
struct demo_receipt {
    const char *supplier, *number, *date, *description, *amount, *currency, *vat;
};
str demo_receipt_pdf(struct cx *cx, const struct demo_receipt *r);
str demo_receipt_png(struct cx *cx, uint64_t seed);

#endif
