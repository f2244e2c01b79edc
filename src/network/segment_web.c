/* SPDX-License-Identifier: EUPL-1.2 */
/* segment_web.c — the segments of the network: everybody signed in may look them up; who changes
 * organisations makes them.
 */
#include "network/segment.h"

#include "account/viewer.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "network/organisation_web.h"
#include "network/segment_html.h"
#include "network/segment_view.h"
#include "network/stale_web.h"

#include <string.h>

struct segment_form {
    const char *name;
    int64_t version;
};
static const struct form_field segment_fields[] = {
    FIELD_OF(segment_form, name, FORM_TEXT, N_("Name"), .required = true, .max = 100,
             .hint = N_("What people will call it: “Members in Montenegro”.")),
    FIELD_OF(segment_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form segment_form = FORM(segment_form, segment_fields);

static bool may_edit(const struct cx *cx) { return viewer_can_anywhere(cx, MAY_EDIT_ORGANISATION); }

/* ---- the list -------------------------------------------------------------------------------- */

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct segment_list_rows rows;
    enum rc rc = segment_list(cx, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "segments", &segment_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct url *url = arena_array(cx->arena, struct url, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        url[i] = url_path(cx, "/segment/%lld", (long long)rows.v[i].id);
    struct segment_list_view v = { .v = rows.v, .url = url, .n = rows.n };
    if (may_edit(cx))
        v.add = url_path(cx, "/segments/new");
    else
        v.why_not = i18n_text(cx, NULL, role_permission_refusal(MAY_EDIT_ORGANISATION));
    struct page *pg = page_begin(cx, rq, T("Segments of the network"), AREA_PEOPLE);
    page_crumb(cx, pg, T("Organisations"), url_path(cx, "/organisations"));
    page_exports(cx, rq, pg);
    segment_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- one of them ----------------------------------------------------------------------------- */

static const char *joined(struct cx *cx, const char *all, const char *one)
{
    return arena_printf(cx->arena, "%s%s%s", all, *all ? ", " : "", one);
}

static void put_fact(struct fact *f, size_t *n, const char *name, const char *value)
{
    if (*value) f[(*n)++] = (struct fact){ .name = name, .value = value };
}

static struct facts facts_of(struct cx *cx, const struct segment_countries_rows *countries,
                             const struct segment_picks_rows *picks)
{
    const char *where = "", *in = "", *left = "";
    for (size_t i = 0; i < countries->n; i++)
        where = joined(cx, where, i18n_country(cx, countries->v[i].country));
    for (size_t i = 0; i < picks->n; i++)
        *(picks->v[i].included ? &in : &left) =
            joined(cx, picks->v[i].included ? in : left, picks->v[i].short_name);
    struct fact *f = arena_array(cx->arena, struct fact, 3);
    size_t n = 0;
    put_fact(f, &n, T("Countries"), where);
    put_fact(f, &n, T("Picked by hand"), in);
    put_fact(f, &n, T("Left out by hand"), left);
    return (struct facts){ f, n };
}

static void put_members(struct cx *cx, const struct segment_members_rows *rows,
                        struct segment_show_view *v)
{
    struct segment_member_line *line = arena_array(cx->arena, struct segment_member_line, rows->n);
    int silent = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct segment_members_row *r = &rows->v[i];
        const struct locale *l = i18n_locale(r->contact_lang);
        line[i] = (struct segment_member_line){
            .r = r,
            .country = i18n_country(cx, r->country),
            .lang = l ? l->name : r->contact_lang,
            .url = url_path(cx, "/organisation/%lld", (long long)r->id),
        };
        silent += !r->askable;
    }
    v->v = line;
    v->n = rows->n;
    if (silent)
        v->silent = arena_printf(
            cx->arena,
            T_N(silent,
                "%d organisation has no address of a contact: unless it is a partner with people "
                "here, it cannot be asked.",
                "%d organisations have no address of a contact: unless they are partners with "
                "people here, they cannot be asked."),
            silent);
}

static enum rc put_remove(struct cx *cx, int64_t id, struct segment_show_view *v)
{
    struct segment_asked_row asked;
    struct action *a = arena_array(cx->arena, struct action, 1);
    enum rc rc = segment_asked(cx, id, &asked);
    *a = (struct action){ .label = T("Remove the segment"),
                          .kind = ACTION_DANGER,
                          .icon = "trash",
                          .url = url_path(cx, "/segment/%lld/remove", (long long)id),
                          .confirm = T("The selection goes; its organisations stay."),
                          .refusal = !rc && asked.consultations
                                         ? T("A consultation asks it, or did, so it stays.")
                                         : NULL };
    v->actions = (struct actions){ a, 1 };
    return rc;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct segment_get_row s;
    struct segment_members_rows rows;
    struct segment_countries_rows countries;
    struct segment_picks_rows picks;
    enum rc rc = segment_get(cx, rq->id[0], &s);
    if (!rc) rc = segment_members(cx, s.id, &rows);
    if (!rc) rc = segment_countries(cx, s.id, &countries);
    if (!rc) rc = segment_picks(cx, s.id, &picks);
    if (rc) return rc;
    reply_rows(cx, rs, "organisations", &segment_members_meta, rows.v, rows.n);
    reply_row(cx, rs, "segment", &segment_get_meta, &s);
    reply_rows(cx, rs, "countries", &segment_countries_meta, countries.v, countries.n);
    reply_rows(cx, rs, "picks", &segment_picks_meta, picks.v, picks.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct segment_show_view v = { .facts = facts_of(cx, &countries, &picks) };
    put_members(cx, &rows, &v);
    if (may_edit(cx)) {
        v.edit = url_path(cx, "/segment/%lld/edit", (long long)s.id);
        if ((rc = put_remove(cx, s.id, &v))) return rc;
    }
    struct page *pg = page_begin(cx, rq, s.name, AREA_PEOPLE);
    page_crumb(cx, pg, T("Organisations"), url_path(cx, "/organisations"));
    page_crumb(cx, pg, T("Segments"), url_path(cx, "/segments"));
    page_exports(cx, rq, pg);
    segment_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- the form -------------------------------------------------------------------------------- */

static bool posted(const struct request *rq, const char *name, const char *value)
{
    for (size_t i = 0; i < rq->fields.n; i++)
        if (z_eq(rq->fields.v[i].name, name) && z_eq(rq->fields.v[i].value, value)) return true;
    return false;
}

/* Each country once, in the reader's order. */
static void put_country(struct cx *cx, const struct request *rq, const char *code, bool now,
                        struct segment_country_shown *all, size_t *n)
{
    for (size_t i = 0; i < *n; i++)
        if (z_eq(all[i].code, code)) return;
    const struct segment_country_shown one = {
        code, i18n_country(cx, code), rq->method == METHOD_POST ? posted(rq, "country", code) : now
    };
    size_t at = (*n)++;
    for (; at && i18n_compare(cx, one.label, all[at - 1].label) < 0; at--) all[at] = all[at - 1];
    all[at] = one;
}

/* Those of the network's organisations; and, so that saving drops none, those of the segment and
 * those that were chosen, though no organisation is there. */
static enum rc put_countries(struct cx *cx, const struct request *rq, int64_t id,
                             const struct segment_choices_rows *rows, struct segment_form_view *v)
{
    struct segment_countries_rows own;
    enum rc rc = segment_countries(cx, id, &own);
    if (rc) return rc;
    struct segment_country_shown *all =
        arena_array(cx->arena, struct segment_country_shown, rows->n + own.n + rq->fields.n);
    for (size_t i = 0; i < rows->n; i++)
        put_country(cx, rq, rows->v[i].country, rows->v[i].by_country, all, &v->n_countries);
    for (size_t i = 0; i < own.n; i++)
        put_country(cx, rq, own.v[i].country, true, all, &v->n_countries);
    for (size_t i = 0; i < rq->fields.n; i++)
        if (z_eq(rq->fields.v[i].name, "country") && strlen(rq->fields.v[i].value) == 2)
            put_country(cx, rq, rq->fields.v[i].value, true, all, &v->n_countries);
    v->country = all;
    v->country_problem = problem_of(cx, "country");
    return RC_OK;
}

static enum rc put_choices(struct cx *cx, const struct request *rq, int64_t id,
                           struct segment_form_view *v)
{
    struct segment_choices_rows rows;
    enum rc rc = segment_choices(cx, id, &rows);
    if (rc) return rc;
    struct segment_pick_shown *pick = arena_array(cx->arena, struct segment_pick_shown, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct segment_choices_row *r = &rows.v[i];
        const char *value = arena_printf(cx->arena, "%lld", (long long)r->id);
        const bool again = rq->method == METHOD_POST;
        pick[i] = (struct segment_pick_shown){
            .id = r->id,
            .label = z_eq(r->short_name, r->name)
                         ? r->name
                         : arena_printf(cx->arena, "%s, %s", r->short_name, r->name),
            .country = i18n_country(cx, r->country),
            .in = again ? posted(rq, "in", value) : r->included == 1,
            .out = again ? posted(rq, "out", value) : r->included == 0,
        };
    }
    v->pick = pick;
    v->n_picks = rows.n;
    v->pick_problem = problem_of(cx, "in");
    return put_countries(cx, rq, id, &rows, v);
}

static enum rc form_page(struct cx *cx, struct request *rq, struct response *rs, const char *title,
                         int64_t id, struct segment_form_view *v)
{
    enum rc rc = put_choices(cx, rq, id, v);
    if (rc) return rc;
    struct page *pg = page_begin(cx, rq, title, AREA_PEOPLE);
    pg->problem = NULL;
    page_crumb(cx, pg, T("Organisations"), url_path(cx, "/organisations"));
    page_crumb(cx, pg, T("Segments"), url_path(cx, "/segments"));
    segment_form_html(cx, &rs->body, pg, v);
    return RC_OK;
}

static enum rc new_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct segment_form_view v = { .form = form_view(cx, rq, &segment_form, NULL),
                                   .to = url_path(cx, "/segments"),
                                   .back = url_path(cx, "/segments") };
    return form_page(cx, rq, rs, T("Add a segment"), 0, &v);
}

static enum rc edit_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct segment_get_row s;
    enum rc rc = segment_get(cx, rq->id[0], &s);
    if (rc) return rc;
    const struct segment_form now = { s.name, s.version };
    struct form_view *form = form_view(cx, rq, &segment_form, &now);
    if ((rc = stale_show(cx, rq, form, "segment", s.id, s.version))) return rc;
    struct segment_form_view v = { .form = form,
                                   .to = url_path(cx, "/segment/%lld/edit", (long long)s.id),
                                   .back = url_path(cx, "/segment/%lld", (long long)s.id) };
    return form_page(cx, rq, rs, T("Change the segment"), s.id, &v);
}

/* ---- what was posted ------------------------------------------------------------------------- */

static const int64_t *numbers(struct cx *cx, const struct request *rq, const char *name, size_t *n)
{
    VEC(int64_t) all = { 0 };
    int64_t id;
    for (size_t i = 0; i < rq->fields.n; i++)
        if (z_eq(rq->fields.v[i].name, name))
            *vec_push(cx->arena, &all) = str_int64(str_of(rq->fields.v[i].value), &id) ? id : 0;
    *n = all.n;
    return all.v;
}

static struct segment_input input_of(struct cx *cx, const struct request *rq)
{
    const struct segment_form *f = rq->form;
    struct segment_input in = { .name = f->name };
    VEC(const char *) country = { 0 };
    for (size_t i = 0; i < rq->fields.n; i++)
        if (z_eq(rq->fields.v[i].name, "country"))
            *vec_push(cx->arena, &country) = rq->fields.v[i].value;
    in.country = country.v;
    in.n_countries = country.n;
    in.in = numbers(cx, rq, "in", &in.n_in);
    in.out = numbers(cx, rq, "out", &in.n_out);
    return in;
}

static enum rc add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct segment_input in = input_of(cx, rq);
    enum rc rc = segment_add(cx, &in, &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/segment/%lld", (long long)rs->created),
                                T("The segment is added."));
}

static enum rc change_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct segment_form *f = rq->form;
    const struct segment_input in = input_of(cx, rq);
    enum rc rc = segment_change(cx, rq->id[0], f->version, &in);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/segment/%lld", (long long)rq->id[0]),
                                T("The segment is saved."));
}

static enum rc remove_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = segment_remove(cx, rq->id[0]);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/segments"),
                                T("The segment is removed."));
}

const struct route segment_routes[] = {
    { METHOD_GET, "/segments", list, .may = ROUTE_SIGNED_IN, .title = N_("Segments of the network"),
      .rows = &segment_list_meta },
    { METHOD_GET, "/segments/new", new_page, .may = MAY_EDIT_ORGANISATION, .of = OF_NETWORK,
      .no_api = true, .title = N_("Add a segment") },
    { METHOD_POST, "/segments", add_post, .may = MAY_EDIT_ORGANISATION, .of = OF_NETWORK,
      .form = &segment_form, .again = new_page, .title = N_("Add a segment") },
    { METHOD_GET, "/segment/{segment}", show, .may = ROUTE_SIGNED_IN,
      .title = N_("Who is in a segment"), .rows = &segment_members_meta },
    { METHOD_GET, "/segment/{segment}/edit", edit_page, .may = MAY_EDIT_ORGANISATION,
      .of = OF_NETWORK, .no_api = true, .title = N_("Change the segment") },
    { METHOD_POST, "/segment/{segment}/edit", change_post, .may = MAY_EDIT_ORGANISATION,
      .of = OF_NETWORK, .form = &segment_form, .again = edit_page,
      .title = N_("Change the segment") },
    { METHOD_POST, "/segment/{segment}/remove", remove_post, .may = MAY_EDIT_ORGANISATION,
      .of = OF_NETWORK, .again = show, .title = N_("Remove the segment") },
    { 0 },
};
