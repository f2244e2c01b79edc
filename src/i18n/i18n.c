/* SPDX-License-Identifier: EUPL-1.2 */
/* i18n.c — which languages there are, and the reader's text for an English one. Formats are in
 * format.c.
 *
 * An unknown text shows in English: a missing translation is a defect of the catalogue, never an
 * empty page.
 */
#include "i18n/i18n.h"

#include "i18n/catalogue.h"

#include <pthread.h>
#include <string.h>

#define THIN "\xE2\x80\xAF" /* U+202F, narrow no-break space */

static struct locale locales[] = {
    { .tag = "en", .name = "English", .decimal = '.', .group = THIN },
    { .tag = "sr", .name = "Srpski", .decimal = ',', .group = THIN },
    { .tag = "sr-Cyrl", .name = "Српски", .decimal = ',', .group = THIN, .cyrillic = true },
};
enum { LOCALES = sizeof locales / sizeof *locales };

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* "sr-Cyrl" reads the catalogue "sr"; English has none. */
static void find_catalogues(void)
{
    for (size_t i = 0; i < LOCALES; i++) {
        size_t n = strcspn(locales[i].tag, "-");
        for (size_t k = 0; catalogue_all[k]; k++) {
            const char *lang = catalogue_all[k]->lang;
            if (strlen(lang) == n && !strncmp(lang, locales[i].tag, n))
                locales[i].catalogue = catalogue_all[k];
        }
    }
}

const struct locale *i18n_locale_at(size_t i)
{
    pthread_once(&once, find_catalogues);
    return i < LOCALES ? &locales[i] : NULL;
}

const struct locale *i18n_locale(const char *tag)
{
    for (size_t i = 0; i < LOCALES; i++) {
        if (z_eq(locales[i].tag, tag)) return i18n_locale_at(i);
    }
    return NULL;
}

/* Serbian, Croatian, Bosnian and Montenegrin readers all read the Latin Serbian catalogue. */
static const struct locale *locale_for(str tag)
{
    size_t script = strlen("sr-Cyrl");
    if (tag.n >= script && str_is_nocase((str){ tag.p, script }, "sr-Cyrl") &&
        (tag.n == script || tag.p[script] == '-'))
        return i18n_locale("sr-Cyrl");
    str rest = tag, lang = str_cut(&rest, '-');
    static const char *const latin[] = { "sr", "hr", "bs", "sh", "cnr" };
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++) {
        if (str_is_nocase(lang, latin[i])) return i18n_locale("sr");
    }
    return str_is_nocase(lang, "en") ? i18n_locale("en") : NULL;
}

/* q=0.8 as 800; no q is 1000; what cannot be read is 0. */
static int64_t quality_of(str params)
{
    while (params.n) {
        str p = str_trim(str_cut(&params, ';'));
        if (!str_starts(p, "q=")) continue;
        int64_t q;
        return scaled_parse((str){ p.p + 2, p.n - 2 }, 3, &q) ? q : 0;
    }
    return 1000;
}

const struct locale *i18n_choose(str accept_language)
{
    const struct locale *best = i18n_locale_at(0);
    int64_t best_q = 0;
    while (accept_language.n) {
        str item = str_cut(&accept_language, ',');
        const struct locale *l = locale_for(str_trim(str_cut(&item, ';')));
        int64_t q = quality_of(item);
        if (l && q > best_q) best = l, best_q = q;
    }
    return best;
}

static const struct catalogue_entry *entry_of(const struct catalogue *c, const char *context,
                                              const char *id)
{
    size_t low = 0, high = c->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        const struct catalogue_entry *e = &c->entries[mid];
        int order = strcmp(e->context, context);
        if (!order) order = strcmp(e->id, id);
        if (!order) return e;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static const char *in_script(struct cx *cx, const char *text)
{
    return cx->locale->cyrillic ? i18n_cyrillic(cx->arena, text) : text;
}

const char *i18n_text(struct cx *cx, const char *context, const char *text)
{
    const struct catalogue *c = cx->locale ? cx->locale->catalogue : NULL;
    const struct catalogue_entry *e = c && *text ? entry_of(c, context ? context : "", text) : NULL;
    return e ? in_script(cx, e->text) : text;
}

const char *i18n_plural(struct cx *cx, int64_t n, const char *one, const char *many)
{
    const struct catalogue *c = cx->locale ? cx->locale->catalogue : NULL;
    const struct catalogue_entry *e = c ? entry_of(c, "", one) : NULL;
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    if (!e) return size == 1 ? one : many;
    return in_script(cx, e->forms ? e->forms[c->plural(size)] : e->text);
}
