/* SPDX-License-Identifier: EUPL-1.2 */
/* reply.h — an answer by mail finds its way: a signed address says who was asked and about what,
 * and the domain that owns the thing takes the answer.
 */
#ifndef KOLO_MAIL_REPLY_H
#define KOLO_MAIL_REPLY_H

#include "base/cx.h"

/** A file that came along; bytes live as long as the call. */
struct reply_file {
    const char *name;
    str bytes;
};
/** What a person wrote, without what they quoted and without their signature. */
struct reply {
    const char *type; /* a kind of talk/object.h: "consultation", "report", "meeting" */
    int64_t id;
    int64_t account;        /* who was asked; cx->viewer is this person; 0: see reply_kind */
    const char *address;    /* of who has none: where they were asked; NULL: placed by hand */
    const char *text;       /* plain UTF-8 with LF, may be "" */
    const char *message_id; /* of the mail: the same again changes nothing */
    stamp sent_at;          /* its Date where that is believable, else when it came */
    stamp received_at;
    stamp asked_at;       /* when the mail that it answers was written; 0: placed by hand */
    const char *calendar; /* an iCalendar object with METHOD:REPLY; NULL: none */
    const struct reply_file *file;
    size_t n_files;
};
/** A domain takes answers to its things: inside a write transaction, which also settles the mail.
 * RC_OK: it is kept there. Any refusal (RC_CONFLICT: closed; RC_DENIED; RC_INVALID: not understood)
 * with its sentence goes back to the sender by mail, and the mail stays in the tray. */
typedef enum rc (*reply_take)(struct cx *cx, const struct reply *r);
/** What an answer would be about, as a person knows it: of an address that speaks for somebody the
 * thing itself. */
struct reply_thing {
    const char *type;
    int64_t id, project;
    const char *kind, *title; /* "Consultation", "The law on associations" */
};
/** RC_MISSING: there is none. It asks nobody's permission. */
typedef enum rc (*reply_find)(struct cx *cx, const char *type, int64_t id, struct reply_thing *out);
/** The place of somebody who does not log in, at a thing. */
struct reply_guest {
    const char *type;
    int64_t id;
    const char *name, *lang;
};
/** Who of the thing ${id} has this address (small letters) and does not log in; RC_MISSING: nobody,
 * or nobody of whom it can take an answer now. */
typedef enum rc (*reply_guest_at)(struct cx *cx, int64_t id, const char *address,
                                  struct reply_guest *out);
/** Registered once by app/modules.c; the last with type NULL takes what no other does. */
struct reply_kind {
    const char *type;
    reply_take take;
    reply_find find;
    /* NULL but where whom it was sent to does not log in: then r->account and cx->viewer are 0 and
     * NULL, the domain knows by r->id who it is, and this is the type of the thing itself. */
    const char *guests_of;
    reply_guest_at guest_at;
};
void reply_register(const struct reply_kind *kinds);

/** reply_of_guests(type): is an answer to such a thing taken from somebody who does not log in? */
bool reply_of_guests(const char *type);
/** reply_find_thing(cx, type, id, out): for who places a mail by hand; RC_MISSING: nobody takes
 * such a type, or there is no such thing. reply_find_guest(cx, thing, address, out): see
 * reply_guest_at. */
enum rc reply_find_thing(struct cx *cx, const char *type, int64_t id,
                         struct reply_thing *out) MUST_USE;
enum rc reply_find_guest(struct cx *cx, const struct reply_thing *thing, const char *address,
                         struct reply_guest *out) MUST_USE;

/** How an account becomes who is looking, with the roles held: RC_MISSING when it may not sign in.
 * Sets cx->zone to theirs as well. mail knows no accounts; app says it once. */
struct viewer;
typedef enum rc (*reply_viewer)(struct cx *cx, int64_t account, const struct viewer **out);
void reply_viewers(reply_viewer load);
/** reply_give(cx, r): as the account of ${r}, in its language, to the domain of its type; what the
 * domain returned. RC_MISSING also when nobody takes such a type, or the account may not sign in.
 */
enum rc reply_give(struct cx *cx, const struct reply *r, const char *lang) MUST_USE;
/** reply_attach(cx, r, type, id): the files of ${r} become documents of the thing that it became.
 */
enum rc reply_attach(struct cx *cx, const struct reply *r, const char *type, int64_t id) MUST_USE;

#endif
