/* SPDX-License-Identifier: EUPL-1.2 */
/* urn.c — papers of equal size one after the other, as many as there are seats, sealed under a key
 * made of a secret outside the database and a salt that is new each time. So a copy of the database
 * says nothing of the papers, two copies nothing of what came between, and when the last salt is
 * gone no copy of the secret opens what was.
 */
#include "ballot/urn.h"

#include "ballot/ballot_sql.h"
#include "base/log.h"
#include "base/rand.h"
#include "base/seal.h"
#include "i18n/i18n.h"
#include "store/db.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Crockford's: no I, L, O, U. */
static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
enum { RANDOM = 19, SIGNS = 30, GROUP = 5 }; /* 150 bits in six groups of five */
_Static_assert(SIGNS + SIGNS / GROUP == BALLOT_RECEIPT, "BALLOT_RECEIPT");

/* ---- receipts -------------------------------------------------------------------------------- */

static void new_receipt(char out[BALLOT_RECEIPT])
{
    unsigned char bits[RANDOM];
    size_t at = 0;
    rand_bytes(bits, sizeof bits);
    for (size_t i = 0; i < SIGNS; i++) {
        if (i && i % GROUP == 0) out[at++] = '-';
        const size_t bit = i * 5;
        unsigned v = (unsigned)bits[bit / 8] << 8;
        if (bit / 8 + 1 < RANDOM) v |= bits[bit / 8 + 1];
        out[at++] = letters[v >> (11 - bit % 8) & 31];
    }
    out[at] = 0;
    seal_forget(bits, sizeof bits);
}

const char *ballot_receipt(struct cx *cx, const char *typed)
{
    char *out = arena_alloc(cx->arena, BALLOT_RECEIPT);
    size_t at = 0, signs = 0;
    for (; *typed && signs <= SIGNS; typed++) {
        char c = *typed;
        if (c == '-' || c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (!strchr(letters, c) || signs == SIGNS) return "";
        if (signs && signs % GROUP == 0) out[at++] = '-';
        out[at++] = c;
        signs++;
    }
    return signs == SIGNS ? out : "";
}

/* ---- the key --------------------------------------------------------------------------------- */

/* KOLO_BALLOT_KEY, else beside the file of SQLite; NULL: the server has none. */
static const char *key_path(struct cx *cx)
{
    const char *path = getenv("KOLO_BALLOT_KEY");
    if (path && *path) return path;
    str url = str_of(db_url(cx->db));
    if (!str_starts(url, "sqlite:")) return NULL;
    str file = { url.p + 7, url.n - 7 };
    return arena_printf(cx->arena, "%s.ballot-key", arena_str(cx->arena, str_cut(&file, '?')));
}

static enum rc key_lost(struct cx *cx)
{
    return refuse(cx, RC_CONFLICT,
                  T("The key that secret ballots were sealed with is not on this server. Its "
                    "administrator puts it back; if it is lost, withdraw the consultation and ask "
                    "anew."));
}

/* A new key beside urns that the old one sealed would hide that it is lost. */
static enum rc may_make(struct cx *cx, bool *make)
{
    struct ballot_urns_row urns;
    enum rc rc = ballot_urns(cx, &urns);
    *make = !rc && !urns.sealed;
    return rc;
}

static enum rc key_of(struct cx *cx, int64_t round, const char *salt, unsigned char key[SEAL_KEY])
{
    unsigned char secret[SEAL_KEY];
    bool make;
    const char *path = key_path(cx);
    enum rc rc = may_make(cx, &make);
    if (rc) return rc;
    if (!path)
        return refuse(cx, RC_CONFLICT,
                      T("This server has no key for secret ballots: its administrator sets "
                        "KOLO_BALLOT_KEY to a file that is not in the database."));
    if (!seal_key_file(path, make, secret)) {
        log_line(LOG_ERROR, NULL, "the key of ballots %s: %s", path,
                 errno ? strerror(errno) : "is not a key of 32 bytes");
        return make ? RC_FAIL : key_lost(cx);
    }
    const char *what = arena_printf(cx->arena, "kolo ballot %lld %s", (long long)round, salt);
    seal_derive(secret, str_of(what), key);
    seal_forget(secret, sizeof secret);
    return RC_OK;
}

enum rc urn_key_there(struct cx *cx)
{
    unsigned char key[SEAL_KEY];
    enum rc rc = key_of(cx, 0, "", key);
    seal_forget(key, sizeof key);
    return rc;
}

/* ---- sealing --------------------------------------------------------------------------------- */

static enum rc sealed_of(struct cx *cx, const struct urn *u, const char *salt, str *out)
{
    unsigned char key[SEAL_KEY];
    enum rc rc = key_of(cx, u->round, salt, key);
    if (rc) return rc;
    MUST(u->n <= u->seats);
    struct paper *padded = arena_array(cx->arena, struct paper, u->seats);
    memcpy(padded, u->paper, u->n * sizeof *padded);
    *out = seal(cx, key, (str){ (const char *)padded, u->seats * sizeof *padded });
    seal_forget(padded, u->seats * sizeof *padded);
    seal_forget(key, sizeof key);
    return RC_OK;
}

enum rc urn_make(struct cx *cx, int64_t round, size_t seats)
{
    struct paper none;
    const struct urn u = { .round = round, .seats = seats, .paper = &none };
    char salt[44];
    str sealed;
    rand_token(salt);
    enum rc rc = sealed_of(cx, &u, salt, &sealed);
    return rc ? rc : ballot_urn_add(cx, round, salt, sealed);
}

enum rc urn_take(struct cx *cx, int64_t round, struct urn *out)
{
    struct ballot_urn_take_row row;
    unsigned char key[SEAL_KEY];
    bool found;
    str plain;
    enum rc rc = ballot_urn_take(cx, round, &row, &found);
    if (rc) return rc;
    if (!found || !*row.salt) return RC_STALE;
    if ((rc = key_of(cx, round, row.salt, key))) return rc;
    const bool opened = unseal(cx, key, row.sealed, &plain);
    seal_forget(key, sizeof key);
    if (!opened || plain.n % sizeof(struct paper)) {
        log_line(LOG_ERROR, NULL, "the urn of round %lld was sealed with another key",
                 (long long)round);
        return key_lost(cx);
    }
    *out = (struct urn){ .round = round, .seats = plain.n / sizeof(struct paper) };
    out->paper = arena_array(cx->arena, struct paper, out->seats + 1);
    memcpy(out->paper, plain.p, plain.n);
    while (out->n < out->seats && *out->paper[out->n].receipt) out->n++;
    return RC_OK;
}

enum rc urn_put_back(struct cx *cx, const struct urn *u)
{
    char salt[44];
    str sealed;
    rand_token(salt);
    enum rc rc = sealed_of(cx, u, salt, &sealed);
    return rc ? rc : ballot_urn_set(cx, u->round, salt, sealed);
}

/* ---- papers ---------------------------------------------------------------------------------- */

static void put_word(char *to, size_t room, const char *z)
{
    const size_t n = strlen(z);
    MUST(n < room);
    memset(to, 0, room);
    memcpy(to, z, n);
}

void urn_add(struct cx *cx, struct urn *u, const char *choice, const char *ranking,
             char receipt[BALLOT_RECEIPT])
{
    struct paper p;
    size_t at = u->n;
    (void)cx;
    MUST(u->n < u->seats);
    memset(&p, 0, sizeof p);
    new_receipt(receipt);
    memcpy(p.receipt, receipt, BALLOT_RECEIPT);
    put_word(p.choice, CHOICE_ROOM, choice);
    put_word(p.ranking, RANKING_ROOM, ranking);
    while (at > 0 && strcmp(u->paper[at - 1].receipt, receipt) > 0) {
        u->paper[at] = u->paper[at - 1];
        at--;
    }
    u->paper[at] = p;
    u->n++;
}

bool urn_replace(struct cx *cx, struct urn *u, const char *old, const char *choice,
                 const char *ranking, char receipt[BALLOT_RECEIPT])
{
    const char *kept = ballot_receipt(cx, old);
    for (size_t i = 0; i < u->n; i++) {
        if (!same_secret(u->paper[i].receipt, kept)) continue;
        memmove(&u->paper[i], &u->paper[i + 1], (u->n - i - 1) * sizeof *u->paper);
        u->n--;
        urn_add(cx, u, choice, ranking, receipt);
        return true;
    }
    return false;
}
