/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_talk_words.c — what the partners of the demonstration said to each other, story by story.
 * All of it is invented; places and dates of the events are those of the work plan.
 */
#include "app/demo_talk.h"

static const char rules_first[] =
    "# Communication among the partners\n\n"
    "1. Everything that binds a partner is written down here; what was said on the telephone is "
    "put here within two days by who said it.\n"
    "2. A question to a partner is answered within five working days.\n"
    "3. Letters to the donor are written by the lead. Partners see a draft three working days "
    "before it goes out.\n"
    "4. Each partner may speak to the media about its own activities. About the action as a whole "
    "the lead speaks.\n"
    "5. The working language is English; the texts for participants are translated by the partner "
    "of the region.\n";

static const char rules_second[] =
    "# Communication among the partners\n\n"
    "1. Everything that binds a partner is written down here; what was said on the telephone is "
    "put here within two days by who said it.\n"
    "2. A question to a partner is answered within five working days; in the two weeks before a "
    "report is due, within two.\n"
    "3. Letters to the donor are written by the lead. Partners see a draft five working days "
    "before it goes out, and what concerns their own activities goes out with their consent.\n"
    "4. Each partner may speak to the media about its own activities, naming the action and its "
    "donor. About the action as a whole the lead speaks, or whom it asks.\n"
    "5. The working language is English; the texts for participants are translated by the partner "
    "of the region.\n";

static const char guide[] =
    "# Visibility guide\n\n"
    "- The emblem of the donor stands on every publication, invitation and attendance list, not "
    "smaller than the largest logo beside it.\n"
    "- Every publication ends with the sentence of the contract about who is responsible for the "
    "content.\n"
    "- Before anything is printed the partner sends the proof to the lead, which answers within "
    "two working days.\n"
    "- Photographs of participants are published with their written consent only.\n";

const struct demo_act demo_acts[] = {
    { "2007-01-23 15:00", LEAD_COORDINATOR, demo_bodies, 0, NULL, NULL, NULL, 0 },

    /* ---- rules of communication: consent in two rounds ---- */
    { "2007-02-19 09:10", LEAD_COORDINATOR, demo_asks, COMMUNICATION,
      "How do we write to each other, to the donor and to the media? Please read the draft and say "
      "what you could not live with.",
      rules_first, NULL, 0 },
    { "2007-02-19 09:40", LEAD_COORDINATOR, demo_opens, COMMUNICATION, "2007-03-02 16:00", NULL,
      NULL, 0 },
    { "2007-02-20 10:12", CNVOS_COORDINATOR, demo_says, COMMUNICATION, "support",
      "Short and clear. We work like this with our members already.", NULL, 0 },
    { "2007-02-21 13:05", ECAS_COORDINATOR, demo_comments, COMMUNICATION,
      "Three working days are too few for those who travel: a study visit takes a week.",
      "three working days", "five working days", 0 },
    { "2007-02-22 08:47", EHO_COORDINATOR, demo_comments, COMMUNICATION,
      "Before reports are due five days are long. @MCIC, could this be two days then?",
      "A question to a partner is answered within five working days.",
      "A question to a partner is answered within five working days; in the two weeks before a "
      "report is due, within two.",
      0 },
    { "2007-02-22 09:30", EHO_COORDINATOR, demo_says, COMMUNICATION, "support_with_changes",
      "With the shorter time before reports.", NULL, 0 },
    { "2007-02-26 14:20", DA_COORDINATOR, demo_says, COMMUNICATION, "object",
      "Letters to the donor about our own activities went out in the last project without our "
      "knowing. That must not be possible again.",
      NULL, 0 },
    { "2007-02-26 14:41", DA_COORDINATOR, demo_comments, COMMUNICATION,
      "What concerns a partner’s own activities should need its consent.",
      "Letters to the donor are written by the lead.", NULL, 0 },
    { "2007-02-27 11:02", CNVOS_COORDINATOR, demo_comments, COMMUNICATION,
      "We would find that fair. It costs nothing when the draft is seen early.", NULL, NULL, 3 },
    { "2007-02-28 16:30", ECAS_COORDINATOR, demo_says, COMMUNICATION, "support_with_changes",
      "Five days instead of three.", NULL, 0 },
    { "2007-03-01 09:00", LEAD_COORDINATOR, demo_says, COMMUNICATION, "support", NULL, NULL, 0 },
    { "2007-03-02 16:01", LEAD_COORDINATOR, demo_closes, COMMUNICATION, NULL, NULL, NULL, 0 },
    { "2007-03-05 10:15", LEAD_COORDINATOR, demo_answers, COMMUNICATION, "accepted",
      "Five working days stand in the second version.", NULL, 1 },
    { "2007-03-05 10:22", LEAD_COORDINATOR, demo_answers, COMMUNICATION, "accepted",
      "Taken over word for word.", NULL, 2 },
    { "2007-03-05 10:40", LEAD_COORDINATOR, demo_answers, COMMUNICATION, "partly",
      "Consent for what concerns a partner’s own activities, yes. Where the contract gives the "
      "lead a deadline, it writes and tells at once.",
      NULL, 3 },
    { "2007-03-05 10:44", LEAD_COORDINATOR, demo_answers, COMMUNICATION, "accepted",
      "See the answer to DA.", NULL, 4 },
    { "2007-03-05 11:30", LEAD_COORDINATOR, demo_rewrites, COMMUNICATION, rules_second,
      "Points 2, 3 and 4: shorter time before reports, five days for drafts, consent, media.", NULL,
      0 },
    { "2007-03-06 09:00", LEAD_COORDINATOR, demo_opens, COMMUNICATION, "2007-03-16 16:00", NULL,
      NULL, 0 },
    { "2007-03-07 10:05", DA_COORDINATOR, demo_says, COMMUNICATION, "support",
      "The objection is met. Thank you.", NULL, 0 },
    { "2007-03-08 12:00", EHO_COORDINATOR, demo_says, COMMUNICATION, "support", NULL, NULL, 0 },
    { "2007-03-09 15:12", ECAS_COORDINATOR, demo_says, COMMUNICATION, "support", NULL, NULL, 0 },
    { "2007-03-12 08:30", CNVOS_COORDINATOR, demo_says, COMMUNICATION, "support", NULL, NULL, 0 },
    { "2007-03-12 09:00", LEAD_COORDINATOR, demo_says, COMMUNICATION, "support", NULL, NULL, 0 },
    { "2007-03-16 16:10", LEAD_COORDINATOR, demo_closes, COMMUNICATION, NULL, NULL, NULL, 0 },
    { "2007-03-19 10:00", LEAD_COORDINATOR, demo_decides, COMMUNICATION,
      "The rules of communication, version 2, hold from 1 April 2007.",
      "All five partners support the second version; the objection of DA was met in point 3.",
      "MCIC keeps the rules at hand for new staff of every partner.", 0 },

    /* ---- a reserve for small initiatives: two thirds, rejected ---- */
    { "2007-09-03 09:20", EHO_COORDINATOR, demo_asks, RESERVE,
      "Shall three percent of the budget lines of every partner be put together as a reserve for "
      "small initiatives of members in the regions, decided by the steering group?",
      NULL, NULL, 0 },
    { "2007-09-03 09:45", EHO_COORDINATOR, demo_opens, RESERVE, "2007-09-11 15:00", NULL, NULL, 0 },
    { "2007-09-04 11:10", DA_COORDINATOR, demo_says, RESERVE, "support",
      "The members in Prishtina and Podgorica have ideas, and no donor for small amounts.", NULL,
      0 },
    { "2007-09-05 09:33", ECAS_COORDINATOR, demo_says, RESERVE, "object",
      "Re-granting needs a clause in the contract that we do not have; the auditor would find the "
      "costs ineligible.",
      NULL, 0 },
    { "2007-09-06 14:00", CNVOS_COORDINATOR, demo_says, RESERVE, "object",
      "Our lines are committed to the conference in October.", NULL, 0 },
    { "2007-09-07 10:20", EHO_COORDINATOR, demo_says, RESERVE, "support", NULL, NULL, 0 },
    { "2007-09-10 16:45", LEAD_COORDINATOR, demo_says, RESERVE, "abstain",
      "The idea is good, the contract is against it. We would ask the donor first.", NULL, 0 },
    { "2007-09-11 15:05", EHO_COORDINATOR, demo_closes, RESERVE, NULL, NULL, NULL, 0 },
    { "2007-09-11 15:30", EHO_COORDINATOR, demo_decides, RESERVE,
      "There is no reserve for small initiatives in this action.",
      "Two for, two against, one abstention: the rule asks for two thirds. ECAS is right about the "
      "contract; the question can be put to the donor for a next action.",
      NULL, 1 },

    /* ---- the steering group in Brussels ---- */
    { "2007-10-22 09:15", LEAD_COORDINATOR, demo_calls, BRUSSELS, "Steering group, third meeting",
      "2007-11-15 08:00", "Brussels, ECAS, rue du Prince Royal 83", 3 },
    { "2007-10-22 13:40", ECAS_COORDINATOR, demo_can, BRUSSELS, "no,yes,yes", NULL, NULL, 0 },
    { "2007-10-23 08:55", EHO_COORDINATOR, demo_can, BRUSSELS, "yes,yes,if_need", NULL, NULL, 0 },
    { "2007-10-23 10:10", CNVOS_COORDINATOR, demo_can, BRUSSELS, "yes,yes,no", NULL, NULL, 0 },
    { "2007-10-24 16:20", DA_COORDINATOR, demo_can, BRUSSELS, "if_need,yes,yes", NULL, NULL, 0 },
    { "2007-10-25 09:00", LEAD_COORDINATOR, demo_can, BRUSSELS, "yes,yes,yes", NULL, NULL, 0 },
    { "2007-10-25 09:05", LEAD_COORDINATOR, demo_fixes, BRUSSELS, NULL, NULL, NULL, 1 },
    { "2007-10-25 14:12", ECAS_COORDINATOR, demo_comes, BRUSSELS, "accepted", NULL, NULL, 0 },
    { "2007-10-26 08:31", EHO_COORDINATOR, demo_comes, BRUSSELS, "accepted", NULL, NULL, 0 },
    { "2007-10-29 11:45", DA_COORDINATOR, demo_comes, BRUSSELS, "accepted", NULL, NULL, 0 },
    { "2007-10-30 09:20", CNVOS_COORDINATOR, demo_comes, BRUSSELS, "declined", NULL, NULL, 0 },
    { "2007-11-05 10:00", LEAD_COORDINATOR, demo_item, BRUSSELS, "Where we stand in period 2",
      "Expenditure by heading, activities that are late.", "Ana Stojanovska", 60 },
    { "2007-11-06 15:30", ECAS_COORDINATOR, demo_item, BRUSSELS, "Study visit: what we learned",
      NULL, "Claire Delvaux", 45 },
    { "2007-11-07 09:10", DA_COORDINATOR, demo_item, BRUSSELS,
      "Round tables on volunteering in 2008",
      "May the round tables go on until April? The ministry has moved its timetable.",
      "Arben Hoxha", 45 },
    { "2007-11-22 08:05", LEAD_COORDINATOR, demo_held, BRUSSELS, NULL, NULL, NULL, CNVOS },
    { "2007-11-22 09:20", LEAD_COORDINATOR, demo_minutes, BRUSSELS,
      "Travel is below the plan, the conference in Ljubljana cost what was expected after the "
      "transfer. DA is late with the visits; the last one was made in October.",
      NULL, NULL, 1 },
    { "2007-11-22 10:10", LEAD_COORDINATOR, demo_minutes, BRUSSELS,
      "Twelve participants met eight offices. The members ask for the addresses and for the "
      "slides.",
      NULL, NULL, 2 },
    { "2007-11-22 10:15", LEAD_COORDINATOR, demo_task_of, BRUSSELS,
      "Send addresses and slides of the study visit to the members", "Claire Delvaux", "2007-12-07",
      2 },
    { "2007-11-22 11:00", LEAD_COORDINATOR, demo_minutes, BRUSSELS,
      "The ministry hears the draft in March. Without round tables in spring the comments of the "
      "regions would come too late.",
      NULL, NULL, 3 },
    { "2007-11-22 11:05", LEAD_COORDINATOR, demo_votes, BRUSSELS,
      "The round tables on the law on volunteering go on until 30 April 2008 within the budget of "
      "DA.",
      "The timetable of the ministry has moved; the costs stay the same.",
      "DA plans two round tables and tells the dates by the end of January.", 3 },
    { "2007-11-26 09:30", LEAD_COORDINATOR, demo_sends, BRUSSELS, "2007-12-10 16:00", NULL, NULL,
      0 },
    { "2007-12-10 16:05", LEAD_COORDINATOR, demo_silence, BRUSSELS, NULL, NULL, NULL, 0 },

    /* ---- where the closing forum is held: ranked choice ---- */
    { "2007-12-03 08:50", LEAD_COORDINATOR, demo_asks, FORUM_PLACE,
      "Where do we hold the closing forum in May 2008? Put the places in your order; the costs are "
      "nearly the same.",
      NULL, NULL, 0 },
    { "2007-12-03 09:00", LEAD_COORDINATOR, demo_opens, FORUM_PLACE, "2007-12-14 16:00", NULL, NULL,
      0 },
    { "2007-12-04 10:00", LEAD_COORDINATOR, demo_says, FORUM_PLACE, "ranked", NULL, "1,3,2", 0 },
    { "2007-12-05 13:15", DA_COORDINATOR, demo_says, FORUM_PLACE, "ranked",
      "Tirana has not had a meeting of all five yet.", "3,1,2", 0 },
    { "2007-12-06 09:05", EHO_COORDINATOR, demo_says, FORUM_PLACE, "ranked", NULL, "2,3,1", 0 },
    { "2007-12-10 17:20", ECAS_COORDINATOR, demo_passes, FORUM_PLACE,
      "Claire is away until January.", NULL, NULL, CNVOS },
    { "2007-12-11 08:40", CNVOS_COORDINATOR, demo_says, FORUM_PLACE, "ranked", NULL, "3,1,2", 0 },
    { "2007-12-11 08:44", CNVOS_COORDINATOR, demo_says_for, FORUM_PLACE, "ranked",
      "As ECAS wrote to us.", "1,3,2", ECAS },
    { "2007-12-14 16:05", LEAD_COORDINATOR, demo_closes, FORUM_PLACE, NULL, NULL, NULL, 0 },
    { "2007-12-17 09:30", LEAD_COORDINATOR, demo_decides, FORUM_PLACE,
      "The closing forum is held in Tirana in May 2008.",
      "In the first count Skopje and Tirana had two votes each and Novi Sad one, which passed to "
      "Tirana.",
      "DA asks for offers of halls and hotels and chooses the best by the procurement rules.", 0 },

    /* ---- the steering group in Skopje ---- */
    { "2008-01-15 09:00", LEAD_COORDINATOR, demo_calls, SKOPJE, "Steering group, fourth meeting",
      "2008-02-07 09:00", "Skopje, MCIC", 2 },
    { "2008-01-15 15:00", DA_COORDINATOR, demo_can, SKOPJE, "yes,if_need", NULL, NULL, 0 },
    { "2008-01-16 08:10", EHO_COORDINATOR, demo_can, SKOPJE, "yes,no", NULL, NULL, 0 },
    { "2008-01-17 09:00", LEAD_COORDINATOR, demo_fixes, SKOPJE, NULL, NULL, NULL, 0 },
    { "2008-01-18 13:00", EHO_COORDINATOR, demo_comes, SKOPJE, "accepted", NULL, NULL, 0 },
    { "2008-01-21 10:00", DA_COORDINATOR, demo_comes, SKOPJE, "accepted", NULL, NULL, 0 },
    { "2008-01-21 12:30", CNVOS_COORDINATOR, demo_comes, SKOPJE, "accepted", NULL, NULL, 0 },
    { "2008-01-22 09:40", ECAS_COORDINATOR, demo_comes, SKOPJE, "tentative", NULL, NULL, 0 },
    { "2008-01-28 09:00", LEAD_COORDINATOR, demo_item, SKOPJE, "The closing forum in Tirana",
      "Decided in December; programme and costs.", "Arben Hoxha", 90 },
    { "2008-01-29 10:30", LEAD_COORDINATOR, demo_item, SKOPJE, "Visibility guide",
      "Two publications of the autumn had no emblem.", "Ana Stojanovska", 30 },

    /* ---- the law on associations: public, advisory ---- */
    { "2008-02-04 09:00", LEAD_COORDINATOR, demo_asks, ASSOCIATIONS,
      "What should the network ask for in the new law on associations and foundations? Name one "
      "thing that hinders your work and one that would help. The answers go into the position "
      "paper of the network.",
      NULL, NULL, 0 },
    { "2008-02-04 11:30", LEAD_COORDINATOR, demo_opens, ASSOCIATIONS, "2008-03-14 16:00", NULL,
      NULL, 0 },
    { "2008-02-06 11:40", CNVOS_COORDINATOR, demo_comments, ASSOCIATIONS,
      "Registration within five days, and only once: in Slovenia the register of associations and "
      "the tax office exchange the data themselves.",
      NULL, NULL, 0 },
    { "2008-02-07 09:10", LEAD_COORDINATOR, demo_held, SKOPJE, NULL, NULL, NULL, -1 },
    { "2008-02-07 10:40", LEAD_COORDINATOR, demo_minutes, SKOPJE,
      "Two halls were offered. The National Museum is larger and not dearer; it is free from 20 to "
      "22 May.",
      NULL, NULL, 1 },
    { "2008-02-07 10:45", LEAD_COORDINATOR, demo_votes, SKOPJE,
      "The closing forum takes place in the National Museum in Tirana from 20 to 22 May 2008.",
      "The better of two offers.", "DA signs the contract for the hall.", 1 },
    { "2008-02-07 10:50", LEAD_COORDINATOR, demo_task_of, SKOPJE,
      "Sign the contract for the hall of the closing forum", "Arben Hoxha", "2008-02-22", 1 },
    { "2008-02-07 10:52", LEAD_COORDINATOR, demo_task_of, SKOPJE,
      "Draft the programme of the closing forum", "Maja Novak", "2008-03-07", 1 },
    { "2008-02-07 11:30", LEAD_COORDINATOR, demo_minutes, SKOPJE,
      "All agree that a short guide is needed. MCIC writes it and puts it to the partners by a "
      "silence procedure.",
      NULL, NULL, 2 },
    { "2008-02-08 15:02", EHO_COORDINATOR, demo_comments, ASSOCIATIONS,
      "Хуманитарна помоћ из иностранства не би смела да се опорезује као роба. "
      "(Humanitarian aid from abroad should not be taxed as goods.)",
      NULL, NULL, 0 },
    { "2008-02-11 10:10", DA_COORDINATOR, demo_comments, ASSOCIATIONS,
      "Ligji duhet të njohë punën vullnetare. (The law should recognise voluntary work, with "
      "insurance for volunteers.)",
      NULL, NULL, 0 },
    { "2008-02-12 09:00", LEAD_COORDINATOR, demo_answers, ASSOCIATIONS, "accepted",
      "The Slovenian register goes into the paper as the example to follow.", NULL, 5 },
    { "2008-02-13 10:30", CNVOS_COORDINATOR, demo_says, ASSOCIATIONS, "support",
      "We give the text of the Slovenian law of 2006.", NULL, 0 },
    { "2008-02-15 12:12", ECAS_COORDINATOR, demo_says, ASSOCIATIONS, "support_with_changes",
      "With a chapter on access to European funds.", NULL, 0 },

    /* ---- the visibility guide: silence ---- */
    { "2008-02-14 14:00", LEAD_COORDINATOR, demo_asks, VISIBILITY,
      "The visibility guide as agreed in Skopje. Who does not answer by the deadline agrees.",
      guide, NULL, 0 },
    { "2008-02-18 09:00", LEAD_COORDINATOR, demo_opens, VISIBILITY, "2008-03-03 16:00", NULL, NULL,
      0 },
    { "2008-02-18 09:20", LEAD_COORDINATOR, demo_sends, SKOPJE, "2008-03-05 16:00", NULL, NULL, 0 },
    { "2008-02-18 14:00", LEAD_COORDINATOR, demo_calls, TIRANA, "Preparation of the closing forum",
      "2008-04-08 08:00", "Tirana, DA", 3 },
    { "2008-02-18 15:10", DA_COORDINATOR, demo_can, TIRANA, "yes,yes,if_need", NULL, NULL, 0 },
    { "2008-02-19 08:20", DA_COORDINATOR, demo_says, VISIBILITY, "support",
      "Po. We use it for the round tables in March already.", NULL, 0 },
    { "2008-02-19 09:30", CNVOS_COORDINATOR, demo_can, TIRANA, "no,yes,yes", NULL, NULL, 0 },
    { "2008-02-20 13:45", EHO_COORDINATOR, demo_comments, VISIBILITY,
      "Does this hold for attendance lists, too? They are not published.",
      "every publication, invitation and attendance list", NULL, 0 },

    /* ---- who speaks at the parliament: secret ---- */
    { "2008-02-20 09:00", LEAD_COORDINATOR, demo_asks, SPEAKER,
      "Shall Maja Novak speak for the network at the hearing of the parliament on 27 March? The "
      "ballot is secret, for it is about a person.",
      NULL, NULL, 0 },
    { "2008-02-21 09:00", LEAD_COORDINATOR, demo_opens, SPEAKER, "2008-02-29 16:00", NULL, NULL,
      0 },
    { "2008-02-21 10:15", DA_COORDINATOR, demo_casts, SPEAKER, "support", NULL, NULL, 0 },
    { "2008-02-21 16:40", CNVOS_COORDINATOR, demo_casts, SPEAKER, "abstain", NULL, NULL, 0 },
    { "2008-02-22 09:05", ECAS_COORDINATOR, demo_casts, SPEAKER, "support", NULL, NULL, 0 },

    /* ---- an appeal for free visas: members of the network, who have nobody here ---- */
    { "2008-02-20 11:00", LEAD_COORDINATOR, demo_asks, VISAS,
      "Shall the network ask the European Commission for visas free of charge for everybody who "
      "takes part in a project of civil society? The appeal goes out in March, in the name of "
      "every member that does not object.",
      NULL, NULL, 0 },
    { "2008-02-20 11:20", LEAD_COORDINATOR, demo_opens, VISAS, "2008-03-07 16:00", NULL, NULL, 0 },
    { "2008-02-20 11:22", LEAD_COORDINATOR, demo_contact_bounces, VISAS,
      "550 there is no such mailbox", "5.1.1", "PF", 0 },
    { "2008-02-21 08:30", LEAD_COORDINATOR, demo_presses, VISAS, "support",
      "Two of our volunteers could not come to Skopje because of the price of a visa.", "NIT", 0 },
    { "2008-02-22 13:10", LEAD_COORDINATOR, demo_presses, VISAS, "support_with_changes",
      "Please name the weeks of waiting, too; they are worse than the price.", "WAD", 0 },
    { "2008-02-24 17:25", LEAD_COORDINATOR, demo_contact_writes, VISAS,
      "Podržavamo\r\n\r\nPotpisujemo apel. (We sign the appeal.)", "Re: An appeal for free visas",
      "CRNVO", 0 },

    /* ---- by mail, and from outside ---- */
    { "2008-02-19 20:15", EHO_COORDINATOR, demo_writes, ASSOCIATIONS,
      "Još nešto: prag za obavezno računovodstvo trebalo bi podići, mala udruženja ne mogu da "
      "plate knjigovođu. (The threshold for compulsory accounts should rise.)\r\n\r\n-- \r\nJelena "
      "Kovač\r\nEHO, Novi Sad",
      "Re: What the network asks of the new law on associations", NULL, 0 },
    { "2008-02-21 18:40", ECAS_COORDINATOR, demo_writes, VISIBILITY,
      "Support\r\n\r\nOur next newsletter follows it.\r\n\r\nOn 18 Feb 2008, Kolo "
      "wrote:\r\n> Who does not answer by the deadline agrees.",
      "Re: Visibility guide", NULL, 0 },
    { "2008-02-22 20:05", CNVOS_COORDINATOR, demo_writes, ASSOCIATIONS,
      "I write from home: could we add that a register must be open to everybody? Maja",
      "Re: What the network asks of the new law on associations", "maja@posta.example", 0 },
    { "2008-02-21 09:04", DA_COORDINATOR, demo_bounces, SPEAKER, "552 the mailbox is full", "5.2.2",
      NULL, 0 },
    { "2008-02-22 14:30", LEAD_COORDINATOR, demo_contributes, ASSOCIATIONS,
      "Naša registracija je trajala osam meseci. Posle trideset dana udruženje treba smatrati "
      "upisanim. (After thirty days an association should count as registered.)",
      NULL, NULL, 0 },
    { "2008-02-23 11:10", LEAD_COORDINATOR, demo_contributes, ASSOCIATIONS,
      "Small groups without a bank account cannot get grants of their municipality. Let a partner "
      "organisation hold the money for them.",
      NULL, NULL, 1 },
    { "2008-02-21 11:00", LEAD_COORDINATOR, demo_invites, TIRANA, "Drita Leka",
      "drita@muzeu.example", "en", 0 },
};
const size_t demo_act_count = sizeof demo_acts / sizeof *demo_acts;
