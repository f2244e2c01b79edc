/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting.h — meetings: found together, invited to, held, written down, approved.
 *
 * proposed (slots, who can when) → invited (a time; calendars are told) → held (attendance,
 * minutes) → minutes_draft (sent out, objections heard) → approved (frozen); cancelled from the
 * first two. Who leads: the chair and the secretary of its body, who called it, and the lead
 * coordinator.
 */
#ifndef KOLO_MEETING_MEETING_H
#define KOLO_MEETING_MEETING_H

#include "account/role.h"
#include "mail/reply.h"
#include "talk/object.h"

struct slot_input {
    stamp starts_at;
    const char *place, *link; /* NULL: those of the meeting */
};
struct meeting_input {
    int64_t body; /* 0: none, then nobody is invited by itself */
    const char *title, *note;
    int64_t minutes;          /* how long */
    const char *place, *link; /* a room, an address to take part from afar */
    const struct slot_input *slot;
    size_t n_slots;
};
/** meeting_add(cx, project, in, id): with the seats of the body as they are today, who are asked
 * when they can. */
enum rc meeting_add(struct cx *cx, int64_t project, const struct meeting_input *in,
                    int64_t *id) MUST_USE;
/** meeting_change: title, note, length, place, link (body and slots of ${in} are not looked at);
 * who is invited is told of what calendars show. */
enum rc meeting_change(struct cx *cx, int64_t id, int64_t version,
                       const struct meeting_input *in) MUST_USE;
enum rc meeting_slot_add(struct cx *cx, int64_t id, const struct slot_input *in,
                         int64_t *slot) MUST_USE;
enum rc meeting_slot_remove(struct cx *cx, int64_t id, int64_t slot) MUST_USE;
/** meeting_can(cx, id, person, slot, answer): "yes", "if_need", "no"; for oneself, or by who leads.
 */
enum rc meeting_can(struct cx *cx, int64_t id, int64_t person, int64_t slot,
                    const char *answer) MUST_USE;
/** meeting_fix(cx, id, version, slot): proposed → invited at that slot; the people are those who
 * have a seat on its day. */
enum rc meeting_fix(struct cx *cx, int64_t id, int64_t version, int64_t slot) MUST_USE;
/** meeting_move: another time; answers to the old one are void. A change of place alone keeps them.
 */
enum rc meeting_move(struct cx *cx, int64_t id, int64_t version,
                     const struct slot_input *to) MUST_USE;
/** meeting_renew(cx, id, version): the invitation once more, with the agenda as it is now. */
enum rc meeting_renew(struct cx *cx, int64_t id, int64_t version) MUST_USE;
enum rc meeting_cancel(struct cx *cx, int64_t id, int64_t version, const char *why) MUST_USE;
/** meeting_hold(cx, id, version): invited → held, from MEETING_EARLY seconds before it begins, so
 * that the list of attendance can be prepared. */
enum { MEETING_EARLY = 3600 };
enum rc meeting_hold(struct cx *cx, int64_t id, int64_t version) MUST_USE;

/* ---- people ---- */
struct guest_input {
    const char *name, *address; /* address NULL: told by others */
    int64_t organisation;       /* 0: none */
    const char *lang; /* of its mails; NULL: as the organisation, or else the lead partner writes */
};
enum rc meeting_guest(struct cx *cx, int64_t id, const struct guest_input *in,
                      int64_t *person) MUST_USE;
enum rc meeting_uninvite(struct cx *cx, int64_t id, int64_t person) MUST_USE;
/** What somebody answers to the invitation. An answer given before the last one changes nothing and
 * is RC_OK; one to an invitation for another time is RC_CONFLICT with a sentence. */
struct meeting_answer {
    int64_t person;
    const char *answer; /* accepted, tentative, declined */
    const char *by;     /* "web", "mail", "api", "link" */
    stamp at;           /* when it was said; 0: now */
    int64_t sequence;   /* of the invitation answered; below 0: the present one */
};
enum rc meeting_answer(struct cx *cx, int64_t id, const struct meeting_answer *in) MUST_USE;
/** meeting_attend: present, excused, absent; by who leads, while invited or held. */
enum rc meeting_attend(struct cx *cx, int64_t id, int64_t person, const char *attendance) MUST_USE;
/** meeting_proxy(cx, id, person, to): ${to}, a member with a vote, speaks and votes for ${person};
 * 0 takes it back. By the person or who leads. */
enum rc meeting_proxy(struct cx *cx, int64_t id, int64_t person, int64_t to) MUST_USE;
/** How many votes are there, of those there are; a seat counts when its person or their proxy is
 * present. Before it is held: those who said they come. */
struct meeting_quorum {
    int64_t seats, there;       /* seats with a vote */
    int64_t votes, votes_there; /* their weights */
    int64_t needed;             /* votes; 0: no quorum is asked for */
    bool reached;
};
struct person_list_rows;
struct meeting_get_row;
struct meeting_quorum meeting_quorum(const struct meeting_get_row *m,
                                     const struct person_list_rows *people);

/** meeting_led(cx, m, out): does the viewer lead it? */
enum rc meeting_led(struct cx *cx, const struct meeting_get_row *m, bool *out) MUST_USE;
/** meeting_reply: an answer by mail: of a calendar program, a first word (yes, da, po …), or a
 * comment. See mail/reply.h. */
enum rc meeting_reply(struct cx *cx, const struct reply *r);

/** guest_reply: the same of somebody who does not log in; its id is their place at the meeting. */
enum rc guest_reply(struct cx *cx, const struct reply *r);
/** guest_thing, guest_at: the reply_find and the reply_guest_at of a guest's place. */
enum rc guest_thing(struct cx *cx, const char *type, int64_t id, struct reply_thing *out);
enum rc guest_at(struct cx *cx, int64_t id, const char *address, struct reply_guest *out);

enum rc meeting_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc meeting_object(struct cx *cx, int64_t id, struct object *out);
enum rc agenda_object(struct cx *cx, int64_t id, struct object *out);
enum rc meeting_care(struct cx *cx, const struct object *o, struct object_people *to);
enum rc agenda_care(struct cx *cx, const struct object *o, struct object_people *to);

#endif
