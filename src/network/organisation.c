/* SPDX-License-Identifier: EUPL-1.2 */
/* organisation.c — adding and changing organisations. Lists and pages are organisation_web.c. */
#include "network/organisation.h"

#include "account/account.h"
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "network/organisation_sql.h"
#include "store/audit.h"
#include "store/db.h"

static enum rc need(struct cx *cx, const char *field, const char *z, size_t most)
{
    size_t n = z ? utf8_count(str_of(z)) : 0;
    if (!n) return problem(cx, field, T("This may not be empty."));
    if (n > most)
        return problem(cx, field, T("This has %zu characters; at most %zu fit."), n, most);
    return RC_OK;
}

/* As it is kept, wherever it comes from: a form, the API, a program that reads a file. */
static struct organisation_input clean(struct cx *cx, const struct organisation_input *in)
{
    struct arena *a = cx->arena;
    return (struct organisation_input){ .short_name = utf8_line(a, in->short_name),
                                        .name = utf8_line(a, in->name),
                                        .name_latin = utf8_line(a, in->name_latin),
                                        .country = utf8_line(a, in->country),
                                        .city = utf8_line(a, in->city),
                                        .contact_name = utf8_line(a, in->contact_name),
                                        .contact_email = utf8_line(a, in->contact_email),
                                        .contact_lang = utf8_line(a, in->contact_lang) };
}

/* An address comes with the language that is written to it; without one nothing is. */
static enum rc check_contact(struct cx *cx, const struct organisation_input *in)
{
    enum rc rc = RC_OK;
    const char *email = in->contact_email, *lang = in->contact_lang;
    if (utf8_count(str_of(in->contact_name)) > 100)
        rc = problem(cx, "contact_name", T("This has %zu characters; at most %zu fit."),
                     utf8_count(str_of(in->contact_name)), (size_t)100);
    if (*email && !account_email_good(account_key(cx, email)))
        rc = problem(cx, "contact_email",
                     T("This is no e-mail address; it looks like name@place.org."));
    if ((*email || *lang) && !i18n_locale(lang))
        rc = problem(cx, "contact_lang", T("Choose the language in which Kolo writes there."));
    return rc;
}

static enum rc check(struct cx *cx, const struct organisation_input *in)
{
    enum rc rc = need(cx, "short_name", in->short_name, 20), bad;
    if ((bad = need(cx, "name", in->name, 200))) rc = bad;
    if ((bad = need(cx, "name_latin", in->name_latin, 200))) rc = bad;
    if ((bad = need(cx, "city", in->city, 100))) rc = bad;
    if (!i18n_country_known(in->country))
        rc = problem(
            cx, "country",
            T("Give the country as two capital letters, such as MK or RS (XK for Kosovo)."));
    if ((bad = check_contact(cx, in))) rc = bad;
    return rc;
}

static const char *sort_key(struct cx *cx, const struct organisation_input *in)
{
    return utf8_fold(cx->arena,
                     arena_printf(cx->arena, "%s %s %s", in->name_latin, in->short_name, in->city));
}

static enum rc add_in(struct cx *cx, const struct organisation_input *given, int64_t *id)
{
    const struct organisation_input kept = clean(cx, given), *in = &kept;
    enum rc rc = check(cx, in);
    if (rc) return rc;
    rc = organisation_add_row(cx,
                              &(struct organisation_add_row_in){ .short_name = in->short_name,
                                                                 .name = in->name,
                                                                 .name_latin = in->name_latin,
                                                                 .country = in->country,
                                                                 .city = in->city,
                                                                 .contact_name = in->contact_name,
                                                                 .contact_email = in->contact_email,
                                                                 .contact_lang = in->contact_lang,
                                                                 .sort_key = sort_key(cx, in) },
                              id);
    if (rc == RC_CONFLICT)
        return problem(cx, "short_name", T("There is an organisation “%s” already."),
                       in->short_name);
    struct organisation_get_row after;
    if (!rc) rc = organisation_get(cx, *id, &after);
    return rc ? rc
              : audit_change(cx, "organisation.add", "organisation", *id, 0, &organisation_get_meta,
                             NULL, &after);
}

enum rc organisation_add(struct cx *cx, const struct organisation_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, add_in(cx, in, id));
}

static enum rc change_in(struct cx *cx, int64_t id, int64_t version,
                         const struct organisation_input *given)
{
    const struct organisation_input kept = clean(cx, given), *in = &kept;
    struct organisation_get_row before, after;
    enum rc rc = check(cx, in);
    if (!rc) rc = organisation_get(cx, id, &before);
    if (rc) return rc;
    rc = organisation_set_row(cx,
                              &(struct organisation_set_row_in){ .id = id,
                                                                 .version = version,
                                                                 .short_name = in->short_name,
                                                                 .name = in->name,
                                                                 .name_latin = in->name_latin,
                                                                 .country = in->country,
                                                                 .city = in->city,
                                                                 .contact_name = in->contact_name,
                                                                 .contact_email = in->contact_email,
                                                                 .contact_lang = in->contact_lang,
                                                                 .sort_key = sort_key(cx, in) });
    if (rc == RC_CONFLICT)
        return problem(cx, "short_name", T("There is an organisation “%s” already."),
                       in->short_name);
    if (rc == RC_STALE)
        return refuse(cx, rc, T("Somebody changed the organisation since you opened it."));
    if (!rc) rc = organisation_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, "organisation.change", "organisation", id, 0,
                             &organisation_get_meta, &before, &after);
}

enum rc organisation_change(struct cx *cx, int64_t id, int64_t version,
                            const struct organisation_input *in)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, change_in(cx, id, version, in));
}
