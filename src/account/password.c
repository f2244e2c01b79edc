/* SPDX-License-Identifier: EUPL-1.2 */
/* password.c — libsodium's argon2id behind a gate: each hash takes 16 MiB, and the server stays
 * below 96, so at most two are worked out at once and a few more wait. It knows no accounts.
 */
#include "account/password.h"

#include "base/log.h"
#include "base/utf8.h"
#include "i18n/i18n.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define OPERATIONS 3
#define MEMORY ((size_t)16 * 1024 * 1024)
enum { AT_ONCE = 2, WAITING = 6 };

/* The gate of the whole process: memory is what it guards, and that is the process's too. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gone = PTHREAD_COND_INITIALIZER;
static int working, waiting;

/* Somebody's whose account is not there; made with the parameters above. */
static const char nobodys[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=16384,t=3,p=1$q5dmRfJr35aci78zx7IBFg$"
    "GSyVkEBqYLggXbmP8q0K1xfGR8/5FXxEk9la8oS0euk";

static enum rc enter(struct cx *cx)
{
    bool full;
    if (sodium_init() < 0) BUG("libsodium found no source of randomness");
    pthread_mutex_lock(&gate);
    full = waiting >= WAITING;
    if (!full) {
        waiting++;
        while (working >= AT_ONCE) pthread_cond_wait(&gone, &gate);
        waiting--;
        working++;
    }
    pthread_mutex_unlock(&gate);
    if (!full) return RC_OK;
    return refuse(cx, RC_BUSY,
                  T("Many people are signing in at this moment. Try again in a few seconds."));
}

static void leave(void)
{
    pthread_mutex_lock(&gate);
    working--;
    pthread_cond_signal(&gone);
    pthread_mutex_unlock(&gate);
}

enum rc password_hash(struct cx *cx, const char *password, const char **out)
{
    char made[crypto_pwhash_STRBYTES];
    enum rc rc = enter(cx);
    if (rc) return rc;
    int failed = crypto_pwhash_str(made, password, strlen(password), OPERATIONS, MEMORY);
    leave();
    if (failed) return fail(cx, "no memory to hash a password");
    *out = arena_dup(cx->arena, made);
    return RC_OK;
}

enum rc password_check(struct cx *cx, const char *hash, const char *password, bool *right)
{
    *right = false;
    enum rc rc = enter(cx);
    if (rc) return rc;
    int differs = crypto_pwhash_str_verify(hash ? hash : nobodys, password, strlen(password));
    leave();
    *right = hash && !differs;
    return RC_OK;
}

/* Told apart by folding, so that "Pa55word…" is not taken for clever. */
static bool tried_first(struct cx *cx, const char *password, const char *email)
{
    static const char *const common[] = { "password", "passw0rd", "lozinka", "1234567",  "7654321",
                                          "qwertyu",  "qwertzu",  "letmein", "welcome",  "dobrodos",
                                          "iloveyou", "11111111", "abcdefg", "admin123", NULL };
    const char *folded = utf8_fold(cx->arena, password);
    for (const char *const *c = common; *c; c++)
        if (strstr(folded, *c)) return true;
    const char *at = email ? strchr(email, '@') : NULL;
    if (!at || at - email < 4) return false;
    const char *name =
        utf8_fold(cx->arena, arena_str(cx->arena, (str){ email, (size_t)(at - email) }));
    return strstr(folded, name) != NULL;
}

enum rc password_good(struct cx *cx, const char *field, const char *password, const char *email)
{
    size_t n = utf8_count(str_of(password)), different = 0;
    bool seen[256] = { false };
    if (n < PASSWORD_LEAST)
        return problem(cx, field, T("Use at least %d characters. A short sentence is good."),
                       PASSWORD_LEAST);
    if (n > PASSWORD_MOST)
        return problem(cx, field, T("Use at most %d characters."), PASSWORD_MOST);
    for (const char *p = password; *p; p++) {
        different += !seen[(unsigned char)*p];
        seen[(unsigned char)*p] = true;
    }
    if (different < 5 || tried_first(cx, password, email))
        return problem(cx, field,
                       T("This is among the first that somebody would try. Use a few words that "
                         "do not belong together."));
    return RC_OK;
}
