/* SPDX-License-Identifier: EUPL-1.2 */
/* proxy_web.c — a member who cannot come lets another vote: the form on the page of the meeting,
 * for oneself, and what was given and taken back.
 */
#include "i18n/i18n.h"
#include "meeting/meeting_pages.h"
#include "meeting/meeting_view.h"

static const char *represents(const struct person_list_rows *people, int64_t id)
{
    for (size_t i = 0; i < people->n; i++)
        if (people->v[i].proxy == id) return people->v[i].name;
    return NULL;
}

/* Why the rule would refuse, said before somebody tries. */
static const char *refusal(struct cx *cx, const struct person_list_rows *people,
                           const struct person_list_row *me, size_t members)
{
    const char *other = represents(people, me->id);
    if (z_eq(me->attendance, "present"))
        return T("You are noted as present, so you vote in person.");
    if (other)
        return arena_printf(cx->arena,
                            T("You represent %s; a proxy is not passed on. They have to take it "
                              "back first."),
                            other);
    return members ? NULL : T("There is no other member with a vote who could be asked.");
}

static void put_ask(struct cx *cx, const struct meeting_get_row *m,
                    const struct person_list_rows *people, const struct person_list_row *me,
                    struct proxy_ask *out)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, people->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < people->n; i++) {
        const struct person_list_row *p = &people->v[i];
        if (!p->weight || p->id == me->id || p->proxy) continue;
        c[n++] =
            (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)p->id),
                                  *p->organisation_name ? arena_printf(cx->arena, "%s, %s", p->name,
                                                                       p->organisation_name)
                                                        : p->name };
    }
    *out = (struct proxy_ask){ .to = meeting_url(cx, m->id, "proxy"),
                               .now = me->proxy ? me->proxy_name : NULL,
                               .members = c };
    out->refusal = me->proxy ? NULL : refusal(cx, people, me, n);
}

static void put_line(struct cx *cx, const struct proxy_list_row *p, struct proxy_line *out)
{
    const char *given =
        arena_printf(cx->arena, T("given on %s by %s"), i18n_stamp(cx, p->given_at), p->given_by);
    out->text = arena_printf(cx->arena, T("%s is represented by %s"), p->name, p->to_name);
    out->sub = !p->revoked_at ? given
                              : arena_printf(cx->arena, T("%s, taken back on %s by %s"), given,
                                             i18n_stamp(cx, p->revoked_at), p->revoked_by);
    out->mark = p->revoked_at ? (struct mark){ "draft", T("taken back") }
                              : (struct mark){ "good", T("in force") };
}

enum rc meeting_proxy_put(struct cx *cx, const struct meeting_get_row *m,
                          const struct person_list_rows *people, const struct person_list_row *me,
                          struct meeting_show_view *v)
{
    struct proxy_list_rows rows;
    const bool open =
        z_eq(m->state, "proposed") || z_eq(m->state, "invited") || z_eq(m->state, "held");
    if (open && me && me->weight) put_ask(cx, m, people, me, &v->proxy);
    enum rc rc = proxy_list(cx, m->id, &rows);
    if (rc) return rc;
    struct proxy_line *lines = arena_array(cx->arena, struct proxy_line, rows.n);
    for (size_t i = 0; i < rows.n; i++) put_line(cx, &rows.v[i], &lines[i]);
    v->proxies = (struct proxy_lines){ lines, rows.n };
    return RC_OK;
}

/* ---- giving and taking back ------------------------------------------------------------------ */

struct proxy_form {
    int64_t person, to;
};
static const struct form_field proxy_fields[] = {
    FIELD_OF(proxy_form, person, FORM_ID, N_("Person"), .hidden = true),
    FIELD_OF(proxy_form, to, FORM_ID, N_("Represented by")),
};
const struct form meeting_proxy_form = FORM(proxy_form, proxy_fields);

enum rc meeting_proxy_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct proxy_form *f = rq->form;
    int64_t person;
    enum rc rc = meeting_person_meant(cx, rq->id[0], f->person, &person);
    if (!rc) rc = meeting_proxy(cx, rq->id[0], person, f->to);
    return rc ? rc
              : reply_see_other(cx, rq, rs, meeting_url(cx, rq->id[0], ""),
                                f->to ? T("The proxy is noted.") : T("The proxy is taken back."));
}
