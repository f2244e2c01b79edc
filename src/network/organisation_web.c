/* SPDX-License-Identifier: EUPL-1.2 */
/* organisation_web.c — the organisations of the network: everybody who is signed in may look them
 * up; administrators and lead coordinators add and correct them.
 */
#include "network/organisation_web.h"

#include "account/account_pages_web.h"
#include "account/viewer.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "network/organisation.h"
#include "network/organisation_html.h"
#include "network/organisation_sql.h"
#include "network/organisation_view.h"
#include "network/stale_web.h"

#include <string.h>

struct organisation_form {
    const char *short_name, *name, *name_latin, *country, *city;
    const char *contact_name, *contact_email, *contact_lang;
    int64_t version;
};
/* Every code of ISO 3166-1, and XK, which the European Union uses for Kosovo. */
/* clang-format off */
static const struct form_choice countries[] = {
    { "AD", "AD" }, { "AE", "AE" }, { "AF", "AF" }, { "AG", "AG" }, { "AI", "AI" }, { "AL", "AL" },
    { "AM", "AM" }, { "AO", "AO" }, { "AQ", "AQ" }, { "AR", "AR" }, { "AS", "AS" }, { "AT", "AT" },
    { "AU", "AU" }, { "AW", "AW" }, { "AX", "AX" }, { "AZ", "AZ" }, { "BA", "BA" }, { "BB", "BB" },
    { "BD", "BD" }, { "BE", "BE" }, { "BF", "BF" }, { "BG", "BG" }, { "BH", "BH" }, { "BI", "BI" },
    { "BJ", "BJ" }, { "BL", "BL" }, { "BM", "BM" }, { "BN", "BN" }, { "BO", "BO" }, { "BQ", "BQ" },
    { "BR", "BR" }, { "BS", "BS" }, { "BT", "BT" }, { "BV", "BV" }, { "BW", "BW" }, { "BY", "BY" },
    { "BZ", "BZ" }, { "CA", "CA" }, { "CC", "CC" }, { "CD", "CD" }, { "CF", "CF" }, { "CG", "CG" },
    { "CH", "CH" }, { "CI", "CI" }, { "CK", "CK" }, { "CL", "CL" }, { "CM", "CM" }, { "CN", "CN" },
    { "CO", "CO" }, { "CR", "CR" }, { "CU", "CU" }, { "CV", "CV" }, { "CW", "CW" }, { "CX", "CX" },
    { "CY", "CY" }, { "CZ", "CZ" }, { "DE", "DE" }, { "DJ", "DJ" }, { "DK", "DK" }, { "DM", "DM" },
    { "DO", "DO" }, { "DZ", "DZ" }, { "EC", "EC" }, { "EE", "EE" }, { "EG", "EG" }, { "EH", "EH" },
    { "ER", "ER" }, { "ES", "ES" }, { "ET", "ET" }, { "FI", "FI" }, { "FJ", "FJ" }, { "FK", "FK" },
    { "FM", "FM" }, { "FO", "FO" }, { "FR", "FR" }, { "GA", "GA" }, { "GB", "GB" }, { "GD", "GD" },
    { "GE", "GE" }, { "GF", "GF" }, { "GG", "GG" }, { "GH", "GH" }, { "GI", "GI" }, { "GL", "GL" },
    { "GM", "GM" }, { "GN", "GN" }, { "GP", "GP" }, { "GQ", "GQ" }, { "GR", "GR" }, { "GS", "GS" },
    { "GT", "GT" }, { "GU", "GU" }, { "GW", "GW" }, { "GY", "GY" }, { "HK", "HK" }, { "HM", "HM" },
    { "HN", "HN" }, { "HR", "HR" }, { "HT", "HT" }, { "HU", "HU" }, { "ID", "ID" }, { "IE", "IE" },
    { "IL", "IL" }, { "IM", "IM" }, { "IN", "IN" }, { "IO", "IO" }, { "IQ", "IQ" }, { "IR", "IR" },
    { "IS", "IS" }, { "IT", "IT" }, { "JE", "JE" }, { "JM", "JM" }, { "JO", "JO" }, { "JP", "JP" },
    { "KE", "KE" }, { "KG", "KG" }, { "KH", "KH" }, { "KI", "KI" }, { "KM", "KM" }, { "KN", "KN" },
    { "KP", "KP" }, { "KR", "KR" }, { "KW", "KW" }, { "KY", "KY" }, { "KZ", "KZ" }, { "LA", "LA" },
    { "LB", "LB" }, { "LC", "LC" }, { "LI", "LI" }, { "LK", "LK" }, { "LR", "LR" }, { "LS", "LS" },
    { "LT", "LT" }, { "LU", "LU" }, { "LV", "LV" }, { "LY", "LY" }, { "MA", "MA" }, { "MC", "MC" },
    { "MD", "MD" }, { "ME", "ME" }, { "MF", "MF" }, { "MG", "MG" }, { "MH", "MH" }, { "MK", "MK" },
    { "ML", "ML" }, { "MM", "MM" }, { "MN", "MN" }, { "MO", "MO" }, { "MP", "MP" }, { "MQ", "MQ" },
    { "MR", "MR" }, { "MS", "MS" }, { "MT", "MT" }, { "MU", "MU" }, { "MV", "MV" }, { "MW", "MW" },
    { "MX", "MX" }, { "MY", "MY" }, { "MZ", "MZ" }, { "NA", "NA" }, { "NC", "NC" }, { "NE", "NE" },
    { "NF", "NF" }, { "NG", "NG" }, { "NI", "NI" }, { "NL", "NL" }, { "NO", "NO" }, { "NP", "NP" },
    { "NR", "NR" }, { "NU", "NU" }, { "NZ", "NZ" }, { "OM", "OM" }, { "PA", "PA" }, { "PE", "PE" },
    { "PF", "PF" }, { "PG", "PG" }, { "PH", "PH" }, { "PK", "PK" }, { "PL", "PL" }, { "PM", "PM" },
    { "PN", "PN" }, { "PR", "PR" }, { "PS", "PS" }, { "PT", "PT" }, { "PW", "PW" }, { "PY", "PY" },
    { "QA", "QA" }, { "RE", "RE" }, { "RO", "RO" }, { "RS", "RS" }, { "RU", "RU" }, { "RW", "RW" },
    { "SA", "SA" }, { "SB", "SB" }, { "SC", "SC" }, { "SD", "SD" }, { "SE", "SE" }, { "SG", "SG" },
    { "SH", "SH" }, { "SI", "SI" }, { "SJ", "SJ" }, { "SK", "SK" }, { "SL", "SL" }, { "SM", "SM" },
    { "SN", "SN" }, { "SO", "SO" }, { "SR", "SR" }, { "SS", "SS" }, { "ST", "ST" }, { "SV", "SV" },
    { "SX", "SX" }, { "SY", "SY" }, { "SZ", "SZ" }, { "TC", "TC" }, { "TD", "TD" }, { "TF", "TF" },
    { "TG", "TG" }, { "TH", "TH" }, { "TJ", "TJ" }, { "TK", "TK" }, { "TL", "TL" }, { "TM", "TM" },
    { "TN", "TN" }, { "TO", "TO" }, { "TR", "TR" }, { "TT", "TT" }, { "TV", "TV" }, { "TW", "TW" },
    { "TZ", "TZ" }, { "UA", "UA" }, { "UG", "UG" }, { "UM", "UM" }, { "US", "US" }, { "UY", "UY" },
    { "UZ", "UZ" }, { "VA", "VA" }, { "VC", "VC" }, { "VE", "VE" }, { "VG", "VG" }, { "VI", "VI" },
    { "VN", "VN" }, { "VU", "VU" }, { "WF", "WF" }, { "WS", "WS" }, { "XK", "XK" }, { "YE", "YE" },
    { "YT", "YT" }, { "ZA", "ZA" }, { "ZM", "ZM" }, { "ZW", "ZW" },
    { NULL, NULL },
};
/* clang-format on */
static const struct form_field organisation_fields[] = {
    FIELD_OF(organisation_form, short_name, FORM_TEXT, N_("Short name"), .required = true,
             .max = 20, .hint = N_("As everybody calls it: MCIC, EHO.")),
    FIELD_OF(organisation_form, name, FORM_TEXT, N_("Name as registered"), .required = true,
             .hint = N_("In its own language and script.")),
    FIELD_OF(organisation_form, name_latin, FORM_TEXT, N_("Name in Latin letters"),
             .required = true),
    FIELD_OF(organisation_form, city, FORM_TEXT, N_("City"), .required = true, .max = 100),
    FIELD_OF(organisation_form, country, FORM_CHOICE, N_("Country"), .required = true,
             .choices = countries),
    FIELD_OF(organisation_form, contact_name, FORM_TEXT, N_("Contact"), .max = 100,
             .hint = N_("Who speaks for it where it is asked without having an account.")),
    FIELD_OF(organisation_form, contact_email, FORM_EMAIL, N_("E-mail address of the contact"),
             .max = 200,
             .hint = N_("An answer by mail counts only from this address. Seen by those who may "
                        "change organisations.")),
    FIELD_OF(organisation_form, contact_lang, FORM_TEXT, N_("Language of its mails"), .max = 20),
    FIELD_OF(organisation_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form organisation_form = FORM(organisation_form, organisation_fields);

static bool may_edit(const struct cx *cx) { return viewer_can_anywhere(cx, MAY_EDIT_ORGANISATION); }

/* The countries by their names, in the order of the reader's alphabet. */
const struct form_choice *organisation_countries(struct cx *cx)
{
    const size_t n = sizeof countries / sizeof *countries - 1;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct form_choice one = { countries[i].value, i18n_country(cx, countries[i].value) };
        size_t from = 0, to = i;
        while (from < to) {
            const size_t half = (from + to) / 2;
            if (i18n_compare(cx, one.label, c[half].label) < 0)
                to = half;
            else
                from = half + 1;
        }
        memmove(c + from + 1, c + from, (i - from) * sizeof *c);
        c[from] = one;
    }
    return c;
}

/* ---- the list -------------------------------------------------------------------------------- */

static void put_chips(struct cx *cx, struct organisation_view *v)
{
    struct chip *c = arena_array(cx->arena, struct chip, 2);
    size_t n = 0;
    if (*v->q)
        c[n++] = (struct chip){ v->q,
                                url_with(cx, v->self, "country", *v->country ? v->country : NULL) };
    if (*v->country)
        c[n++] = (struct chip){ i18n_country(cx, v->country),
                                url_with(cx, v->self, "q", *v->q ? v->q : NULL) };
    v->chips = (struct chips){ c, n, v->self };
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *q = request_query(rq, "q"), *country = request_query(rq, "country");
    struct organisation_list_rows rows;
    enum rc rc = organisation_list(cx, utf8_pattern(cx->arena, q),
                                   country && *country ? country : NULL, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "organisations", &organisation_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct organisation_view v = { .self = url_path(cx, "/organisations"),
                                   .q = q ? q : "",
                                   .country = country ? country : "",
                                   .countries = organisation_countries(cx),
                                   .n = rows.n };
    struct organisation_line *lines = arena_array(cx->arena, struct organisation_line, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct organisation_list_row *r = &rows.v[i];
        lines[i] = (struct organisation_line){
            .short_name = r->short_name,
            .name = r->name,
            .latin = z_eq(r->name, r->name_latin) ? NULL : r->name_latin,
            .country = i18n_country(cx, r->country),
            .city = r->city,
            .projects = r->projects,
            .url = url_path(cx, "/organisation/%lld", (long long)r->id),
        };
    }
    v.v = lines;
    if (may_edit(cx)) v.add = url_path(cx, "/organisations/new");
    v.segments = url_path(cx, "/segments");
    put_chips(cx, &v);
    struct page *pg = page_begin(cx, rq, T("Organisations"), AREA_PEOPLE);
    page_exports(cx, rq, pg);
    organisation_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- one of them ----------------------------------------------------------------------------- */

static void put_options(struct cx *cx, struct form_view *form)
{
    form_options(form, "country", organisation_countries(cx));
    form_options(form, "contact_lang", signin_languages(cx));
}

static enum rc new_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct organisation_form_view v = { .form = form_view(cx, rq, &organisation_form, NULL),
                                        .to = url_path(cx, "/organisations"),
                                        .back = url_path(cx, "/organisations") };
    put_options(cx, v.form);
    struct page *pg = page_begin(cx, rq, T("Add an organisation"), AREA_PEOPLE);
    pg->problem = NULL;
    page_crumb(cx, pg, T("Organisations"), v.back);
    organisation_form_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static struct organisation_input input_of(const struct organisation_form *f)
{
    return (struct organisation_input){ .short_name = f->short_name,
                                        .name = f->name,
                                        .name_latin = f->name_latin,
                                        .country = f->country,
                                        .city = f->city,
                                        .contact_name = f->contact_name,
                                        .contact_email = f->contact_email,
                                        .contact_lang = f->contact_lang };
}

static enum rc add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct organisation_input in = input_of(rq->form);
    enum rc rc = organisation_add(cx, &in, &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/organisations"),
                                T("The organisation is added."));
}

static struct facts facts_of(struct cx *cx, const struct organisation_get_row *r)
{
    struct fact *f = arena_array(cx->arena, struct fact, 4);
    f[0] = (struct fact){ .name = T("Name as registered"), .value = r->name };
    f[1] = (struct fact){ .name = T("Name in Latin letters"), .value = r->name_latin };
    f[2] = (struct fact){ .name = T("City"), .value = r->city };
    f[3] = (struct fact){ .name = T("Country"), .value = i18n_country(cx, r->country) };
    return (struct facts){ f, 4 };
}

static enum rc one(struct cx *cx, struct request *rq, struct response *rs)
{
    struct organisation_get_row r;
    enum rc rc = organisation_get(cx, rq->id[0], &r);
    if (rc) return rc;
    /* A person's address is for those who keep it. */
    if (!may_edit(cx)) r.contact_name = r.contact_email = r.contact_lang = "";
    reply_row(cx, rs, "organisation", &organisation_get_meta, &r);
    if (!reply_is_page(rq)) return RC_OK;
    struct organisation_form_view v = { .to = url_path(cx, "/organisation/%lld", (long long)r.id),
                                        .back = url_path(cx, "/organisations") };
    if (may_edit(cx)) {
        const struct organisation_form now = { .short_name = r.short_name,
                                               .name = r.name,
                                               .name_latin = r.name_latin,
                                               .country = r.country,
                                               .city = r.city,
                                               .contact_name = r.contact_name,
                                               .contact_email = r.contact_email,
                                               .contact_lang = r.contact_lang,
                                               .version = r.version };
        struct form_view *form = form_view(cx, rq, &organisation_form, &now);
        put_options(cx, form);
        if ((rc = stale_show(cx, rq, form, "organisation", r.id, r.version))) return rc;
        v.form = form;
    } else {
        v.facts = facts_of(cx, &r);
    }
    struct page *pg = page_begin(cx, rq, r.short_name, AREA_PEOPLE);
    if (v.form) pg->problem = NULL;
    page_crumb(cx, pg, T("Organisations"), v.back);
    organisation_form_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc change_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct organisation_form *f = rq->form;
    const struct organisation_input in = input_of(f);
    enum rc rc = organisation_change(cx, rq->id[0], f->version, &in);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/organisations"),
                                T("The organisation is saved."));
}

const struct route organisation_routes[] = {
    { METHOD_GET, "/organisations", list, .may = ROUTE_SIGNED_IN, .title = N_("Organisations"),
      .rows = &organisation_list_meta },
    { METHOD_GET, "/organisations/new", new_page, .may = MAY_EDIT_ORGANISATION, .of = OF_NETWORK,
      .no_api = true, .title = N_("Add an organisation") },
    { METHOD_POST, "/organisations", add_post, .may = MAY_EDIT_ORGANISATION, .of = OF_NETWORK,
      .form = &organisation_form, .again = new_page, .title = N_("Add an organisation") },
    { METHOD_GET, "/organisation/{organisation}", one, .may = ROUTE_SIGNED_IN,
      .title = N_("An organisation"), .rows = &organisation_get_meta },
    { METHOD_POST, "/organisation/{organisation}", change_post, .may = MAY_EDIT_ORGANISATION,
      .of = OF_NETWORK, .form = &organisation_form, .again = one,
      .title = N_("Change an organisation") },
    { 0 },
};
