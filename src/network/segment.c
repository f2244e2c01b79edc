/* SPDX-License-Identifier: EUPL-1.2 */
/* segment.c — selections of organisations, saved under a name. Pages are segment_web.c. */
#include "network/segment.h"

#include "base/utf8.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

#include <stddef.h>

enum { NAME_MOST = 100 };

/* What the trail tells of one: with countries and hand-picked as people call them. */
struct segment_told {
    const char *name, *countries, *in, *out;
};
static const struct row_field told_fields[] = {
    { "name", FIELD_TEXT, offsetof(struct segment_told, name), false },
    { "countries", FIELD_TEXT, offsetof(struct segment_told, countries), false },
    { "in", FIELD_TEXT, offsetof(struct segment_told, in), false },
    { "out", FIELD_TEXT, offsetof(struct segment_told, out), false },
};
static const struct row_meta told_meta = { "segment", sizeof(struct segment_told),
                                           sizeof told_fields / sizeof *told_fields, told_fields };

static const char *more(struct cx *cx, const char *all, const char *one)
{
    return arena_printf(cx->arena, "%s%s%s", all, *all ? " " : "", one);
}

static enum rc tell(struct cx *cx, int64_t id, struct segment_told *out)
{
    struct segment_get_row s;
    struct segment_countries_rows countries;
    struct segment_picks_rows picks;
    enum rc rc = segment_get(cx, id, &s);
    if (!rc) rc = segment_countries(cx, id, &countries);
    if (!rc) rc = segment_picks(cx, id, &picks);
    if (rc) return rc;
    *out = (struct segment_told){ s.name, "", "", "" };
    for (size_t i = 0; i < countries.n; i++)
        out->countries = more(cx, out->countries, countries.v[i].country);
    for (size_t i = 0; i < picks.n; i++) {
        const char **to = picks.v[i].included ? &out->in : &out->out;
        *to = more(cx, *to, picks.v[i].short_name);
    }
    return RC_OK;
}

static bool is_there(const struct segment_choices_rows *all, int64_t id)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].id == id) return true;
    return false;
}

/* What an old page or a program names may be gone, or never have been. */
static enum rc check_known(struct cx *cx, const struct segment_input *in)
{
    struct segment_choices_rows all;
    enum rc rc = segment_choices(cx, 0, &all), bad = RC_OK;
    if (rc) return rc;
    for (size_t i = 0; i < in->n_countries && !bad; i++)
        if (!i18n_country_known(in->country[i]))
            bad = problem(cx, "country", T("“%s” is no country. Choose from the list."),
                          in->country[i]);
    for (size_t i = 0; i < in->n_in + in->n_out; i++)
        if (!is_there(&all, i < in->n_in ? in->in[i] : in->out[i - in->n_in]))
            return problem(cx, "in",
                           T("One of the organisations that were picked is not in the network. "
                             "Look through the list again."));
    return bad;
}

static enum rc check(struct cx *cx, const struct segment_input *in)
{
    enum rc rc = RC_OK;
    size_t n = utf8_count(str_of(in->name));
    if (!n) rc = problem(cx, "name", T("This may not be empty."));
    if (n > NAME_MOST)
        rc = problem(cx, "name", T("This has %zu characters; at most %zu fit."), n,
                     (size_t)NAME_MOST);
    if (!in->n_countries && !in->n_in)
        rc = problem(cx, "country", T("Choose countries, or pick organisations by hand."));
    for (size_t i = 0; i < in->n_in; i++)
        for (size_t k = 0; k < in->n_out; k++)
            if (in->in[i] == in->out[k])
                return problem(cx, "in", T("An organisation cannot be both in and out."));
    enum rc bad = check_known(cx, in);
    return bad ? bad : rc;
}

static struct segment_input clean(struct cx *cx, const struct segment_input *in)
{
    struct segment_input kept = *in;
    kept.name = utf8_line(cx->arena, in->name);
    return kept;
}

static enum rc put_parts(struct cx *cx, int64_t id, const struct segment_input *in)
{
    enum rc rc = segment_country_clear(cx, id);
    if (!rc) rc = segment_pick_clear(cx, id);
    for (size_t i = 0; i < in->n_countries && !rc; i++)
        rc = segment_country_add(cx, id, in->country[i]);
    for (size_t i = 0; i < in->n_in && !rc; i++) rc = segment_pick_add(cx, id, in->in[i], true);
    for (size_t i = 0; i < in->n_out && !rc; i++) rc = segment_pick_add(cx, id, in->out[i], false);
    return rc;
}

static enum rc taken(struct cx *cx, const char *name)
{
    return problem(cx, "name", T("There is a segment “%s” already."), name);
}

static enum rc add_in(struct cx *cx, const struct segment_input *given, int64_t *id)
{
    const struct segment_input kept = clean(cx, given), *in = &kept;
    struct segment_told after;
    enum rc rc = check(cx, in);
    if (rc) return rc;
    rc = segment_add_row(cx, in->name, utf8_fold(cx->arena, in->name), id);
    if (rc == RC_CONFLICT) return taken(cx, in->name);
    if (!rc) rc = put_parts(cx, *id, in);
    if (!rc) rc = tell(cx, *id, &after);
    return rc ? rc : audit_change(cx, "segment.add", "segment", *id, 0, &told_meta, NULL, &after);
}

enum rc segment_add(struct cx *cx, const struct segment_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, add_in(cx, in, id));
}

static enum rc change_in(struct cx *cx, int64_t id, int64_t version,
                         const struct segment_input *given)
{
    const struct segment_input kept = clean(cx, given), *in = &kept;
    struct segment_told before, after;
    enum rc rc = check(cx, in);
    if (!rc) rc = tell(cx, id, &before);
    if (rc) return rc;
    rc = segment_set_row(cx, id, version, in->name, utf8_fold(cx->arena, in->name));
    if (rc == RC_CONFLICT) return taken(cx, in->name);
    if (rc == RC_STALE)
        return refuse(cx, rc, T("Somebody changed the segment since you opened it."));
    if (!rc) rc = put_parts(cx, id, in);
    if (!rc) rc = tell(cx, id, &after);
    return rc ? rc
              : audit_change(cx, "segment.change", "segment", id, 0, &told_meta, &before, &after);
}

enum rc segment_change(struct cx *cx, int64_t id, int64_t version, const struct segment_input *in)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, change_in(cx, id, version, in));
}

static enum rc remove_in(struct cx *cx, int64_t id)
{
    struct segment_told before;
    struct segment_asked_row asked;
    enum rc rc = tell(cx, id, &before);
    if (!rc) rc = segment_asked(cx, id, &asked);
    if (rc) return rc;
    if (asked.consultations)
        return refuse(cx, RC_CONFLICT,
                      T_N(asked.consultations,
                          "%d consultation asks it, or did, so it stays: who was asked is told by "
                          "it.",
                          "%d consultations ask it, or did, so it stays: who was asked is told by "
                          "it."),
                      (int)asked.consultations);
    rc = segment_country_clear(cx, id);
    if (!rc) rc = segment_pick_clear(cx, id);
    if (!rc) rc = segment_delete(cx, id);
    return rc ? rc
              : audit_change(cx, "segment.remove", "segment", id, 0, &told_meta, &before, NULL);
}

enum rc segment_remove(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, remove_in(cx, id));
}
