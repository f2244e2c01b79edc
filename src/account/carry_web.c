/* SPDX-License-Identifier: EUPL-1.2 */
/* carry_web.c — a form that came after its session had ended goes along through the sign-in page,
 * so that what was typed is not lost. Only from our own pages, only up to a size, and only to the
 * address it was meant for; it is sent there by the person, once signed in, with a token of the new
 * session. Files and passwords are not carried.
 */
#include "account/account_pages_web.h"
#include "account/account_view.h"
#include "account/signin_html.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "web/parse.h"
#include "web/web.h"

#include <string.h>

static const struct route *route_of(struct cx *cx, enum method method, const char *to)
{
    struct request probe = { .api = false };
    str rest = str_of(to);
    return web_route_find(method, arena_str(cx->arena, str_cut(&rest, '?')), &probe);
}

/* A password never goes into a page. */
static bool asks_a_password(const struct route *r)
{
    for (size_t i = 0; r->form && i < r->form->n; i++)
        if (r->form->fields[i].type == FORM_PASSWORD) return true;
    return false;
}

/* The address takes a POST of somebody who is signed in. */
static const struct route *meant_for(struct cx *cx, const char *to)
{
    if (!to || to[0] != '/' || to[1] == '/' || strpbrk(to, "\\\r\n")) return NULL;
    const struct route *r = route_of(cx, METHOD_POST, to);
    return r && r->may != ROUTE_PUBLIC && !asks_a_password(r) ? r : NULL;
}

/* A page's title is for people; that of a POST may be for programs. */
static const char *title_of(struct cx *cx, const char *to)
{
    const struct route *page = route_of(cx, METHOD_GET, to);
    return i18n_text(cx, NULL, (page ? page : meant_for(cx, to))->title);
}

/* What was left empty is read as empty when it is missing. */
static const char *packed(struct cx *cx, const struct request *rq)
{
    struct buf b;
    buf_init(&b, CARRY_MOST);
    for (size_t i = 0; i < rq->fields.n; i++) {
        const struct pair *p = &rq->fields.v[i];
        if (!*p->value || strcmp(p->name, "csrf") == 0) continue;
        if (b.n) buf_char(&b, '&');
        buf_text(&b, parse_percent_encode(cx->arena, p->name));
        buf_char(&b, '=');
        buf_text(&b, parse_percent_encode(cx->arena, p->value));
    }
    const char *z = buf_ok(&b) && b.n ? arena_str(cx->arena, buf_slice(&b)) : NULL;
    buf_done(&b);
    return z;
}

bool carry_begin(struct cx *cx, const struct request *rq, struct carried *out)
{
    *out = (struct carried){ NULL, NULL };
    if (!csrf_own_page(rq) || !meant_for(cx, rq->self.p)) return false;
    for (size_t i = 0; i < rq->uploads.n; i++)
        if (*rq->uploads.v[i].name) return false;
    *out = (struct carried){ rq->self.p, packed(cx, rq) };
    return out->fields != NULL;
}

bool carry_read(struct cx *cx, const struct request *rq, struct carried *out)
{
    *out = (struct carried){ request_field(rq, "carry_to"), request_field(rq, "carried") };
    return out->to && out->fields && *out->fields && strlen(out->fields) <= CARRY_MOST &&
           meant_for(cx, out->to);
}

enum rc carry_offer(struct cx *cx, struct request *rq, struct response *rs,
                    const struct carried *carried)
{
    struct pairs pairs = { 0 };
    enum rc rc = parse_urlencoded(cx, str_of(carried->fields), &pairs);
    if (rc) return rc;
    struct url to = { carried->to };
    struct carry_view v = {
        .to = to,
        .what = title_of(cx, carried->to),
        .fields = pairs.v,
        .n = pairs.n,
        .leave = account_next(cx, carried->to),
    };
    struct page *pg = page_begin(cx, rq, T("You are signed in again"), AREA_NONE);
    pg->problem = NULL;
    account_carry_html(cx, &rs->body, pg, &v);
    return RC_OK;
}
