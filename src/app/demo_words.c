/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_words.c — what the partners of the demonstration wrote in their reports. The events are
 * those of the partnership; numbers of people, except the 28 of each training, are illustrative.
 */
#include "app/demo.h"

#define ALL_OF(p, n, summary, together, seen)                                    \
    { p, n, "summary", NULL, summary }, { p, n, "cooperation", NULL, together }, \
    {                                                                            \
        p, n, "visibility", NULL, seen                                           \
    }
#define ACT(p, n, code, done, deviation, results)                                           \
    { p, n, "activity.done", code, done }, { p, n, "activity.deviation", code, deviation }, \
    {                                                                                       \
        p, n, "activity.results", code, results                                             \
    }
#define NONE "None."

const struct demo_text demo_texts[] = {
    /* ---- period 1 -----------------------------------------------------------------------------*/
    ALL_OF(MCIC, 0,
           "The partnership is at work. The five partners agreed the work plan and the calendar of "
           "reports at the opening meeting in January, and the regional forum in Skopje brought "
           "together 94 people from nine countries. The website is in preparation. The plan for "
           "the second period holds.",
           "Roles are clear: DA and EHO keep in touch with the members of their regions, ECAS and "
           "CNVOS bring their knowledge to the trainings and the study. The partners speak on the "
           "telephone every second Monday; decisions are noted in shared minutes.",
           "Banner, folders and all invitations carry the emblem of the European Union and the "
           "sentence on funding. 150 programmes of the forum were printed."),
    ACT(MCIC, 0, "A1.1",
        "Two-day meeting in Skopje on 22 and 23 January with eleven people of the five partners. "
        "Topics: contract and special conditions, division of tasks, internal calendar, rules for "
        "procurement and for receipts in five currencies.",
        NONE,
        "- work plan of 18 months agreed\n- one contact person for content and one for finance at "
        "each partner\n- common forms for travel orders and lists of participants"),
    ACT(MCIC, 0, "A1.2",
        "Eleven telephone conferences and one monitoring visit to ECAS in March. MCIC answered 43 "
        "questions of partners on eligibility and receipts.",
        "The steering meeting planned for March was held by telephone, since two coordinators "
        "were at the same conference. It saved travel costs.",
        "The plan is followed; delays are known early. A list of open decisions is kept."),
    ACT(MCIC, 0, "A1.5",
        "Terms of reference were written with CNVOS, three offers were collected in April and one "
        "company was chosen. A first draft of the site was shown at the forum.",
        "The choice took six weeks longer than planned: one of the first two offers was "
        "incomplete, and a third one was needed.",
        "Structure and texts in English are ready. Mailing lists work since March, with 61 "
        "subscribers."),
    ACT(MCIC, 0, "A3.9",
        "Forum on 29 and 30 May in Skopje: 94 participants from nine countries, among them 31 from "
        "ministries and local government. Two plenary sessions and six workshops on the role of "
        "civil society in accession.",
        "The session on structural funds was moved to the second day because a speaker's flight "
        "was cancelled.",
        "Joint conclusions of 12 points were sent to the delegations of the Commission in the "
        "region. Four ministries asked for a follow-up."),
    ACT(MCIC, 0, "A4.1",
        "Bookkeepers of all partners were trained on 24 January. Manual for reporting in English, "
        "with an example for each type of cost. Accounts were checked at DA and EHO.",
        NONE, "All five partners closed their books within ten days of the end of June."),

    ALL_OF(DA, 0,
           "The contact point in Tirana opened in January and is known to the members in Albania, "
           "Kosovo and Bulgaria. Preparation of the training in September has begun with ACSF. "
           "Work on volunteering started with a well attended round table.",
           "Cooperation with MCIC is good. With ACSF we agreed in writing who does what for the "
           "training in Tirana.",
           "Sign board at the office, stickers on equipment; invitations with the emblem of the "
           "European Union."),
    ACT(DA, 0, "A2.1",
        "The contact point answers members of the southern region by telephone and e-mail: 118 "
        "questions in six months, most on calls for proposals. A directory of 74 organisations "
        "was made.",
        "The second desk was delivered only in March.",
        "Members in Albania and Kosovo receive news of the network every month."),
    ACT(DA, 0, "A2.3",
        "Visit to PF and WAD in Sofia from 14 to 16 May and to WAWS in Prishtina on 24 May. Talks "
        "on their needs for training and on common positions.",
        "The visit to Podgorica was moved to October at the wish of CRNVO.",
        "Needs of eight organisations were written down and given to ECAS for the training."),
    ACT(DA, 0, "A3.8",
        "Round table in Tirana on 12 June on the draft law on volunteering, 37 participants, among "
        "them two members of parliament and the Ministry of Labour.",
        NONE, "Comments of civil society, four pages, were handed to the ministry."),

    ALL_OF(EHO, 0,
           "The training on EU funds in Novi Sad was the main event: 28 participants from seven "
           "countries in three days. The contact point for the northern region works since "
           "January, and the first issue of the newsletter came out in June.",
           "ECAS prepared the content with care and came in time; we found a local trainer. MCIC "
           "helped quickly with questions on per diems.",
           "Banner in the training hall, name tags, folders; local television reported and named "
           "the donor. Newsletter: 1 500 copies."),
    ACT(EHO, 0, "A2.2",
        "Contact point for members in Serbia, Croatia and Romania; 96 questions answered. Two "
        "meetings with organisations of Vojvodina. Newsletter, issue 1, in English and Serbian.",
        NONE,
        "A list of 112 organisations that want to be informed. 23 of them had not known the "
        "network before."),
    ACT(EHO, 0, "A2.4",
        "Visits to NIT in Zagreb and EOS in Osijek from 21 to 24 May: two meetings each, on "
        "experience with accession and on common proposals.",
        "Bucharest was moved to November, when AIDRom and OAR have their assemblies.",
        "EOS offered two trainers for the advocacy training in October."),
    ACT(EHO, 0, "A3.3",
        "Search for participants: 71 applications from seven countries, 28 were chosen with ECAS. "
        "Hotel, travel, translation of 64 pages of materials, local trainer.",
        NONE, "All 28 places were taken; half of the participants are women."),

    ALL_OF(ECAS, 0,
           "ECAS prepared and held the training on EU funds and project cycle management in Novi "
           "Sad together with a trainer from OSF Slovakia and a local trainer. The handbook is "
           "being laid out.",
           "EHO was an excellent host. The selection of participants was done jointly and in "
           "time.",
           "Handbook and leaflet carry the emblem of the European Union; 500 leaflets were "
           "printed."),
    ACT(ECAS, 0, "A3.1",
        "Training in Novi Sad from 17 to 19 April, hosted by EHO, 28 participants from Albania, "
        "Bosnia and Herzegovina, Macedonia, Serbia, Kosovo, Croatia and Montenegro. Day 1: the "
        "system of EU funding; day 2: from problem to logical framework; day 3: budget and "
        "writing an application.",
        "One trainer more than planned, since the working groups were larger.",
        "Marks of the participants: 4.6 of 5. Nine draft applications were written in groups; "
        "three of them were handed in by June."),

    ALL_OF(CNVOS, 0,
           "CNVOS hosted the coordination meeting in June and received the national reports of "
           "five countries for the comparative study.",
           "The partners answered our questionnaire in time; DA and EHO found the authors in "
           "their countries.",
           "Poster and folders at the meeting; the study will carry the emblem of the European "
           "Union on its cover."),
    ACT(CNVOS, 0, "A1.3",
        "Meeting in Ljubljana on 14 and 15 June with nine people of the partners and six members. "
        "Topics: first half-year, training in Tirana, outline of the study, finances.",
        NONE,
        "Work plan of the second period agreed; the date of the Ljubljana conference was "
        "fixed."),
    ACT(CNVOS, 0, "A3.4",
        "Questionnaire of 60 questions on registration, taxation, volunteering and public funding. "
        "National reports of Macedonia, Albania, Serbia, Croatia and Montenegro were received and "
        "edited.",
        "The report on Bulgaria is late by five weeks because its author was ill.",
        "Five reports, 140 pages. First tables of comparison were shown in June."),

    /* ---- period 2 -----------------------------------------------------------------------------*/
    ALL_OF(MCIC, 1,
           "The second period was the busiest one: training in Tirana, conference in Ljubljana, "
           "study visit and coordination meeting in Brussels. The website is on line. The report "
           "of DA for this period is late.",
           "Four partners report in time. With DA we agreed on weekly help with the books until "
           "the report is in.",
           "The website names the donor on every page; newsletter, issue 2, 1 500 copies."),
    ACT(MCIC, 1, "A1.2",
        "Twelve telephone conferences; monitoring of the training in Tirana; preparation of the "
        "meeting in Brussels.",
        NONE,
        "The budget was changed between headings in September without an addendum, within "
        "the 15 % of the contract."),
    ACT(MCIC, 1, "A1.5",
        "The site went on line on 3 December, in English, with pages of all members. Newsletter, "
        "issue 2, came out in October.",
        "On line two months later than planned; the reason was the late choice of the company.",
        "In the first four weeks 1 900 visits; mailing lists with 104 subscribers."),
    ACT(MCIC, 1, "A4.1",
        "First donor report sent on 28 August and accepted in October without a change. "
        "Expenditure verification of the first period. Visits to the bookkeepers of DA and CNVOS.",
        "DA has had a new bookkeeper since November and is behind with its books.",
        "Deductions in the first period were 0.4 % of the reported costs."),

    { DA, 1, "summary", NULL,
      "The training in Tirana was held with ACSF as host. The books of December are being "
      "closed." },
    { DA, 1, "activity.done", "A2.1",
      "131 questions of members answered; directory of organisations in its second edition." },

    ALL_OF(EHO, 1,
           "The advocacy training in October and the visit to Bucharest were held as planned. A "
           "public debate on the law on associations closed the year.",
           "Good. The help of EOS with two trainers made the advocacy training possible.",
           "The donor was named at all events; photographs are on the website of the network."),
    ACT(EHO, 1, "A2.2",
        "109 questions answered; public debate on 5 December with 64 participants; one small "
        "initiative in Subotica was supported.",
        NONE,
        "The ministry invited two organisations of the debate into the working group on the "
        "law."),
    ACT(EHO, 1, "A2.4", "Visit to AIDRom and OAR in Bucharest from 7 to 9 November.",
        "Moved from May, as reported.",
        "Both want to take part in the trainings of 2008 at their own cost."),
    ACT(EHO, 1, "A3.3",
        "Help to ACSF with the selection for the training in Tirana; materials in Serbian.", NONE,
        "28 participants, 15 of them women."),
    ACT(EHO, 1, "A3.7",
        "Three days in Novi Sad, 8 to 10 October, 22 participants, two trainers from EOS.",
        "Two participants from Romania could not come; two from Osijek took their places.",
        "Five plans of local campaigns; two were carried out before the end of the year."),

    ALL_OF(ECAS, 1,
           "Second training in Tirana, study visit and coordination meeting in Brussels, first "
           "part of the study of accession funds.",
           "ACSF was a careful host. DA's delay did not touch our work.",
           "The study carries the emblem; the group was received by the Commission and the "
           "Parliament."),
    ACT(ECAS, 1, "A1.4",
        "Meeting of the five partners in Brussels on 22 and 23 November after the study visit, "
        "eleven people and four members.",
        NONE, "Plan for 2008 and first ideas for a proposal after June 2008."),
    ACT(ECAS, 1, "A3.2",
        "Training in Tirana from 25 to 27 September, hosted by ACSF, 28 participants from seven "
        "countries. The programme of Novi Sad was shortened by theory and got a fourth working "
        "group.",
        NONE, "Marks of the participants: 4.7 of 5. Seven draft applications."),
    ACT(ECAS, 1, "A3.6",
        "Twelve participants visited the Commission, the Parliament, the Economic and Social "
        "Committee and four European networks from 19 to 21 November.",
        "The meeting with one cabinet was cancelled on the day before.",
        "Three members joined European networks."),

    ALL_OF(CNVOS, 1,
           "Conference in Ljubljana with 88 participants; the study is finished and goes to print.",
           "Authors in eight countries; EHO and DA checked the facts of their countries.",
           "The study and the conference materials carry the emblem of the European Union."),
    ACT(CNVOS, 1, "A3.4",
        "Reports of three more countries; comparative chapter; editing in English. 212 pages.",
        "The Bulgarian report came in September.",
        "Study finished on 14 December; a summary of eight pages in six languages is under way."),
    ACT(CNVOS, 1, "A3.5",
        "Conference on 18 and 19 October, 88 participants from eleven countries, together with "
        "another project of the programme.",
        NONE, "Declaration on compacts of government and civil society; two ministries joined."),
};
const size_t demo_text_count = sizeof demo_texts / sizeof *demo_texts;

const char demo_donor_text[] =
    "In the first six months the partnership became able to work: the plan was agreed in Skopje in "
    "January, contact points in Tirana and Novi Sad opened, the first of two trainings on EU funds "
    "and project cycle management was held in Novi Sad with 28 participants from seven countries, "
    "and the regional forum in Skopje brought 94 people together.\n\n"
    "Deviations are small: the website is six weeks late, one national report of the comparative "
    "study is late by five weeks, and visits to two members were moved to autumn.";
