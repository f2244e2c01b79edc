/* SPDX-License-Identifier: EUPL-1.2 */
/* tray_place_web.c — the form that places a mail by hand: what it is about, and whose contribution
 * it is.
 */
#include "project/tray_place_web.h"

#include "base/utf8.h"
#include "i18n/i18n.h"
#include "mail/reply.h"
#include "project/project_view.h"
#include "project/tray.h"

#include <stdlib.h>
#include <string.h>

#define SENDER "sender"
#define ELSEWHERE_IS "other"

struct place_form {
    const char *about, *address, *account;
};
static const struct form_field place_fields[] = {
    FIELD_OF(place_form, about, FORM_CHOICE, N_("What it is about")),
    FIELD_OF(place_form, address, FORM_TEXT, N_("The address of its page in Kolo"), .max = 500,
             .hint = N_("Where it is not in the list: as it stands in the browser, such as "
                        "…/consultation/12")),
    FIELD_OF(place_form, account, FORM_CHOICE, N_("Whose contribution it is"), .required = true),
};
const struct form tray_place_form = FORM(place_form, place_fields);

/* ---- what it offers -------------------------------------------------------------------------- */

static const char *about_value(struct cx *cx, const char *type, int64_t object)
{
    return arena_printf(cx->arena, "%s:%lld", type, (long long)object);
}

struct offered {
    struct reply_thing thing;
    const char *label, *key;
};

static int by_label(const void *a, const void *b)
{
    return strcmp(((const struct offered *)a)->key, ((const struct offered *)b)->key);
}

/* Each thing once, whatever mails about it were called. */
static enum rc offer(struct cx *cx, int64_t project, const char *type, int64_t id,
                     struct offered *v, size_t *n)
{
    struct reply_thing t;
    enum rc rc = reply_find_thing(cx, type, id, &t);
    if (rc == RC_MISSING || (!rc && t.project != project)) return RC_OK;
    for (size_t i = 0; i < *n && !rc; i++)
        if (z_eq(v[i].thing.type, t.type) && v[i].thing.id == t.id) return RC_OK;
    if (rc) return rc;
    const char *label = arena_printf(cx->arena, "%s: %s", t.kind, t.title);
    v[(*n)++] = (struct offered){ t, label, utf8_fold(cx->arena, label) };
    return RC_OK;
}

/* What mails were about lately, by kind and title; *now is what this one answers. */
static enum rc offer_places(struct cx *cx, int64_t project, const struct tray_one_row *r,
                            struct form_view *f)
{
    struct tray_threads_rows threads;
    size_t n = 0;
    enum rc rc = tray_threads(cx, project, &threads);
    if (rc) return rc;
    struct offered *v = arena_array(cx->arena, struct offered, threads.n + 1);
    if (*r->object_type && r->object) rc = offer(cx, project, r->object_type, r->object, v, &n);
    for (size_t i = 0; i < threads.n && !rc; i++)
        rc = offer(cx, project, threads.v[i].type, threads.v[i].object, v, &n);
    if (rc) return rc;
    qsort(v, n, sizeof *v, by_label);
    struct form_choice *c = arena_array(cx->arena, struct form_choice, n + 2);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct form_choice){ about_value(cx, v[i].thing.type, v[i].thing.id), v[i].label };
    c[n] = (struct form_choice){ ELSEWHERE_IS, T("something else, by its address") };
    form_options(f, "about", c);
    form_change(cx, f, "about")->required = true;
    return RC_OK;
}

/* Who sent it can be chosen where no account has that address. */
static enum rc offer_people(struct cx *cx, int64_t project, const struct tray_one_row *r,
                            struct form_view *f)
{
    struct tray_people_rows people;
    size_t n = 0;
    enum rc rc = tray_people(cx, project, &people);
    if (rc) return rc;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, people.n + 2);
    if (!r->lang && *r->from_address)
        c[n++] = (struct form_choice){ SENDER, arena_printf(cx->arena, T("%s, who has no account"),
                                                            r->from_address) };
    for (size_t i = 0; i < people.n; i++)
        c[n++] = (struct form_choice){ project_number(cx, people.v[i].id),
                                       arena_printf(cx->arena, "%s <%s>", people.v[i].name,
                                                    people.v[i].email) };
    form_options(f, "account", c);
    return RC_OK;
}

/* What it answers and who sent it stand there already, where both can be known. */
static enum rc place_now(struct cx *cx, const struct tray_one_row *r, struct place_form *now)
{
    struct reply_thing t = { 0 };
    struct reply_guest guest;
    if (r->account) now->account = project_number(cx, r->account);
    if (!*r->object_type || !r->object) return RC_OK;
    enum rc rc = reply_find_thing(cx, r->object_type, r->object, &t);
    if (!rc) now->about = about_value(cx, t.type, t.id);
    if (!rc && !r->account) {
        rc = reply_find_guest(cx, &t, r->from_address, &guest);
        if (!rc) now->account = SENDER;
    }
    return rc == RC_MISSING ? RC_OK : rc;
}

enum rc tray_place_view(struct cx *cx, const struct request *rq, const struct tray_one_row *r,
                        struct form_view **out)
{
    struct place_form now = { 0 };
    enum rc rc = place_now(cx, r, &now);
    if (rc) return rc;
    *out = form_view(cx, rq, &tray_place_form, &now);
    rc = offer_places(cx, rq->project, r, *out);
    return rc ? rc : offer_people(cx, rq->project, r, *out);
}

/* ---- what it does ---------------------------------------------------------------------------- */

enum rc tray_place_post(struct cx *cx, struct request *rq, struct response *rs)
{
    struct place_form f;
    struct tray_place to = { 0 };
    enum rc rc = form_read(cx, rq, &tray_place_form, &f);
    if (rc) return rc;
    const char *sign = f.about ? strchr(f.about, ':') : NULL;
    if (!z_eq(f.account, SENDER) && (!str_int64(str_of(f.account), &to.account) || !to.account))
        return problem(cx, "account", T("Choose one of the list."));
    if (f.address) {
        if (!tray_object_of(cx, f.address, &to))
            return problem(cx, "address", T("That is no page of something in Kolo."));
    } else if (sign && str_int64(str_of(sign + 1), &to.object)) {
        to.type = arena_str(cx->arena, (str){ f.about, (size_t)(sign - f.about) });
    } else {
        return problem(cx, "about", T("Choose what it is about, or give the address of its page."));
    }
    rc = tray_place(cx, rq->project, rq->id[1], &to);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/tray", (long long)rq->project),
                                T("The mail is a contribution now."));
}
