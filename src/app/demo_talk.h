/* SPDX-License-Identifier: EUPL-1.2 */
/* demo_talk.h — how the five partners of the demonstration come to agree: a body, meetings,
 * consultations, decisions and tasks. demo_talk_words.c has what is said, act by act in the order
 * of time; demo_talk.c lets it happen through the rules.
 */
#ifndef KOLO_APP_DEMO_TALK_H
#define KOLO_APP_DEMO_TALK_H

#include "app/demo.h"
#include "consult/position_sql.h"

enum demo_consultation {
    COMMUNICATION, /* rules of communication: a document, consent, two rounds, decided */
    FORUM_PLACE,   /* where the closing forum is held: ranked choice, decided */
    RESERVE,       /* a reserve for small initiatives: two thirds, rejected */
    VISIBILITY,    /* a visibility guide: silence procedure, running */
    ASSOCIATIONS,  /* the law on associations: advisory, public, open */
    SPEAKER,       /* who speaks at the parliament: secret, open */
    VISAS,         /* an appeal for free visas: a segment of the network, silence, open */
    DEMO_CONSULTATIONS
};
enum demo_meeting { BRUSSELS, SKOPJE, TIRANA, DEMO_MEETINGS };
enum demo_body { STEERING, ADVOCACY, DEMO_BODIES };
enum { DEMO_COMMENTS = 64 };

struct demo_talk {
    const struct demo_act **act; /* demo_acts in the order of time */
    size_t next;
    int64_t body[DEMO_BODIES], meeting[DEMO_MEETINGS], consultation[DEMO_CONSULTATIONS];
    int64_t comment[DEMO_COMMENTS], decision[DEMO_CONSULTATIONS];
    size_t comments;
};

/** One thing that somebody does. What ${of}, the texts and ${n} are is said by ${what}. */
struct demo_act {
    const char *when; /* "2007-03-05 10:30" */
    enum demo_person who;
    enum rc (*what)(struct demo *d, const struct demo_act *a);
    int of;
    const char *a, *b, *c;
    int n;
};
extern const struct demo_act demo_acts[];
extern const size_t demo_act_count;

/** demo_talk(d, until): what was said and done before ${until}. */
enum rc demo_talk(struct demo *d, stamp until) MUST_USE;

/** demo_moment("2007-03-12 17:00"), UTC. */
stamp demo_moment(struct demo *d, const char *when);

/* The acts. Those of a consultation have it in ${of}. */
typedef enum rc demo_doing(struct demo *d, const struct demo_act *a);
/** The two bodies with all their mandates. */
demo_doing demo_bodies;
/** a: question. The rest of it is in demo_talk.c's table. */
demo_doing demo_asks;
/** a: when it closes ("2007-03-12 17:00" UTC). */
demo_doing demo_opens;
/** a: until when, b: why. */
demo_doing demo_extends;
/** a: choice, b: reason, c: ranking. */
demo_doing demo_says;
/** Says it for the partner n, which is absent and gave its proxy. */
demo_doing demo_says_for;
/** The own seat's proxy goes to the partner n; a: note. */
demo_doing demo_passes;
/** a: body, b: passage, c: wording; n: the comment it answers, counted from 1; 0 none. */
demo_doing demo_comments;
/** Answers comment n, counted in the order of time: a: outcome, b: reply. */
demo_doing demo_answers;
/** a: the new text, b: what is new. */
demo_doing demo_rewrites;
/** Why the objection of partner n stands: a. */
demo_doing demo_lets_stand;
demo_doing demo_closes;
/** a: decided, b: reasons, c: mandate; n 1: although objections are open. */
demo_doing demo_decides;

/** An answer to the last mail about it. a: text, b: subject, c: from that address, which is not
 * theirs in Kolo, so that it lies in the tray; NULL: their own, and it is placed. */
demo_doing demo_writes;
/** The last mail about it came back; a: why, b: the status of it. */
demo_doing demo_bounces;
/** The contact of the organisation c, which has nobody here, presses the link of its mail:
 * a: choice, b: reason. demo_contact_writes: it answers that mail; a: text, b: subject. */
demo_doing demo_presses;
demo_doing demo_contact_writes;
/** The mail to the contact of the organisation c came back; a: why, b: the status of it. */
demo_doing demo_contact_bounces;
/** The public n says a, and confirms it. */
demo_doing demo_contributes;
/** A secret vote; a: choice. */
demo_doing demo_casts;
/** demo_seat(d, a, p, out): the seat of a partner in the present round. */
enum rc demo_seat(struct demo *d, const struct demo_act *a, enum demo_partner p,
                  int64_t *out) MUST_USE;
/** demo_contact(d, a, s): the seat of the organisation c. */
enum rc demo_contact(struct demo *d, const struct demo_act *a,
                     struct consult_seats_row *s) MUST_USE;

/* Those of a meeting have it in ${of}; an item is the n-th of its agenda, from 1. */
/** a: title, b: first slot, c: place; n: slots, the others a week and eight days later. */
demo_doing demo_calls;
/** a: for each slot "yes", "if_need", "no", with commas. */
demo_doing demo_can;
/** n: the slot, from 0. */
demo_doing demo_fixes;
/** a: accepted, tentative, declined. */
demo_doing demo_comes;
/** a: title, b: note, c: speaker; n: minutes. */
demo_doing demo_item;
/** Everybody is there but the partner n; below 0: all are. The one who acts takes the pen. */
demo_doing demo_held;
/** a: what was said on item n. */
demo_doing demo_minutes;
/** All who are there are for it: a: decided, b: reasons, c: mandate; of item n. */
demo_doing demo_votes;
/** a: what, b: the coordinator's name, c: until; out of item n. */
demo_doing demo_task_of;
/** a: until when objections are heard. */
demo_doing demo_sends;
demo_doing demo_approves;
/** A guest; a: name, b: address, c: language. */
demo_doing demo_invites;
/** What nobody objected to in time is approved. */
demo_doing demo_silence;

#endif
