/* SPDX-License-Identifier: EUPL-1.2 */
/* sign.h — words that only this Kolo can have written: what a link or a reply address in a mail is
 * for, a few numbers, and until when, with an HMAC over all of it. Nothing of it is secret but who
 * can write it, and nothing is kept: the word says it all.
 *
 * A word is of [a-z0-9.-], at most SIGN_MOST long, and survives being written in capitals, as mail
 * servers may do with what stands before an @. It is the same for the same things.
 */
#ifndef KOLO_MAIL_SIGN_H
#define KOLO_MAIL_SIGN_H

#include "base/cx.h"

enum { SIGN_NUMBERS = 5, SIGN_MOST = 104 };

struct signed_word {
    const char *purpose; /* "reply", "unsubscribe", "bounce", "position": a word for one is none
                            for another */
    int64_t number[SIGN_NUMBERS]; /* not below 0 */
    size_t n;
    stamp until; /* 0: for ever */
};

/** signer_load(cx, out): the key, for who signs by the thousand; what follows asks no database. */
struct signer {
    unsigned char secret[32];
};
enum rc signer_load(struct cx *cx, struct signer *out) MUST_USE;
/** signer_word(cx, by, s): the word, in cx->arena. */
const char *signer_word(struct cx *cx, const struct signer *by, const struct signed_word *s);
/** sign_word(cx, s, word): the same at once; *word in cx->arena. */
enum rc sign_word(struct cx *cx, const struct signed_word *s, const char **word) MUST_USE;
/** sign_read(cx, word, purpose, n, s): RC_MISSING: not written here, or not for ${purpose} and ${n}
 * numbers; RC_STALE: it was, but its time is over (*s is filled). Adds no sentence. */
enum rc sign_read(struct cx *cx, const char *word, const char *purpose, size_t n,
                  struct signed_word *s) MUST_USE;

/** sign_link(cx, s, path, title, body): a paragraph more in the text of a mail: a link to
 * PATH/WORD. */
enum rc sign_link(struct cx *cx, const struct signed_word *s, const char *path, const char *title,
                  const char **body) MUST_USE;

/** signer_address(cx, by, address, s, out): "kolo+WORD@example.org" of "kolo@example.org". RC_FAIL:
 * longer than the 64 characters an address may have before its @ (RFC 5321 §4.5.3.1.1). */
enum rc signer_address(struct cx *cx, const struct signer *by, const char *address,
                       const struct signed_word *s, const char **out) MUST_USE;
enum rc sign_address(struct cx *cx, const char *address, const struct signed_word *s,
                     const char **out) MUST_USE;
/** sign_word_in(cx, address, base): the word in ${address}, when it is ${base} with one; else NULL.
 * Case makes no difference. */
const char *sign_word_in(struct cx *cx, const char *address, const char *base);

/** sign_blot(cx, text): without what acts for whoever has it: signed words, and tokens of 43
 * characters behind a "/", each as "…". For texts of mails that others than their recipient read.
 */
const char *sign_blot(struct cx *cx, const char *text);

#endif
