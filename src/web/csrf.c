/* SPDX-License-Identifier: EUPL-1.2 */
/* csrf.c — a POST counts only when it comes from a page of ours. Who is signed in it does not ask:
 * the session's secret is rq->csrf, and a visitor without a session gets one of the visit in a
 * cookie (sign-in and invitation forms are worth forging too).
 */
#include "base/rand.h"
#include "i18n/i18n.h"
#include "web/web.h"

#include <string.h>

#define VISIT_COOKIE "kolo_visit"
#define SALT 16
#define TOKEN_LENGTH (SALT + HEX32 - 1)

static bool cookie_clean(const char *z)
{
    return z && strlen(z) == 43 &&
           strspn(z, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == 43;
}

void csrf_begin(struct cx *cx, struct request *rq, struct response *rs)
{
    if (rq->csrf && *rq->csrf) return;
    const char *visit = request_cookie(cx, rq, VISIT_COOKIE);
    if (!cookie_clean(visit)) {
        char *made = arena_alloc(cx->arena, 44);
        rand_token(made);
        reply_cookie(cx, rs, rq, VISIT_COOKIE, made, 0);
        visit = made;
    }
    rq->csrf = visit;
}

/* SALT then the digest of salt and secret. */
static const char *salted(struct cx *cx, const char *secret, const char *salt)
{
    char digest[HEX32];
    sha256_hex(str_of(arena_printf(cx->arena, "%.*s.%s", SALT, salt, secret)), digest);
    return arena_printf(cx->arena, "%.*s%s", SALT, salt, digest);
}

const char *csrf_token(struct cx *cx, const struct request *rq)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char noise[SALT];
    char salt[SALT + 1];
    if (!rq->csrf || !*rq->csrf) return "";
    rand_bytes(noise, sizeof noise);
    for (size_t i = 0; i < SALT; i++) salt[i] = hex[noise[i] & 15];
    salt[SALT] = '\0';
    return salted(cx, rq->csrf, salt);
}

/* Browsers say where a request comes from; a stranger's page cannot make them lie. Sec-Fetch-Site
 * is believed first: a proxy may have changed the Host that Origin is compared with. */
static bool same_origin(const struct request *rq)
{
    const char *site = request_header(rq, "sec-fetch-site");
    const char *origin = request_header(rq, "origin");
    if (site) return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
    if (!origin) return true;
    const char *host = strstr(origin, "://");
    const char *ours = request_header(rq, "host");
    return host && ours && str_is_nocase(str_of(host + 3), ours);
}

bool csrf_own_page(const struct request *rq)
{
    const char *site = request_header(rq, "sec-fetch-site");
    return site ? strcmp(site, "same-origin") == 0
                : request_header(rq, "origin") && same_origin(rq);
}

enum rc csrf_check(struct cx *cx, const struct request *rq)
{
    const char *bearer = request_header(rq, "authorization");
    bool by_token = bearer && !*rq->session && str_starts(str_of(bearer), "Bearer ");
    if (by_token && cx->viewer) return RC_OK;
    const char *given = request_field(rq, "csrf");
    if (!given) given = request_header(rq, "x-csrf-token");
    if (same_origin(rq) && given && strlen(given) == TOKEN_LENGTH && rq->csrf && *rq->csrf &&
        same_secret(given, salted(cx, rq->csrf, given)))
        return RC_OK;
    return refuse(cx, RC_DENIED,
                  T("This form was not opened in this session, or the session has ended since. "
                    "Open the page again and send it once more."));
}
