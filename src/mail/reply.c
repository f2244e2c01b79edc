/* SPDX-License-Identifier: EUPL-1.2 */
/* reply.c — hands an answer to the domain that owns what it is about. */
#include "mail/reply.h"

#include "mail/mail.h"
#include "store/document.h"

#include <string.h>

/* Filled once by app/modules.c before the first mail, read-only afterwards. */
static const struct reply_kind *kinds;
static reply_viewer viewer_of;

void reply_register(const struct reply_kind *all) { kinds = all; }
void reply_viewers(reply_viewer load) { viewer_of = load; }

static const struct reply_kind *kind_of(const char *type)
{
    const struct reply_kind *k = kinds;
    while (k && k->type && strcmp(k->type, type) != 0) k++;
    return k;
}

bool reply_of_guests(const char *type)
{
    const struct reply_kind *k = kind_of(type);
    return k && k->guests_of;
}

enum rc reply_find_thing(struct cx *cx, const char *type, int64_t id, struct reply_thing *out)
{
    const struct reply_kind *k = kind_of(type);
    *out = (struct reply_thing){ .type = type, .id = id, .kind = "", .title = "" };
    return k && k->find ? k->find(cx, type, id, out) : RC_MISSING;
}

enum rc reply_find_guest(struct cx *cx, const struct reply_thing *thing, const char *address,
                         struct reply_guest *out)
{
    const struct reply_kind *k = kinds;
    while (k && k->type && !(k->guests_of && strcmp(k->guests_of, thing->type) == 0)) k++;
    if (!k || !k->type || !*address) return RC_MISSING;
    *out = (struct reply_guest){ .type = k->type };
    return k->guest_at(cx, thing->id, address, out);
}

enum rc reply_give(struct cx *cx, const struct reply *r, const char *lang)
{
    const struct viewer *was = cx->viewer, *theirs = NULL;
    const char *zone = cx->zone;
    const struct reply_kind *kind = kind_of(r->type);
    if (!kind || !kind->take || !viewer_of || !!kind->guests_of == !!r->account) return RC_MISSING;
    enum rc rc = r->account ? viewer_of(cx, r->account, &theirs) : RC_OK;
    if (rc) {
        cx->zone = zone;
        return rc;
    }
    const struct locale *spoken = mail_language(cx, lang);
    cx->viewer = theirs;
    rc = kind->take(cx, r);
    cx->viewer = was;
    cx->zone = zone;
    cx->locale = spoken;
    return rc;
}

enum rc reply_attach(struct cx *cx, const struct reply *r, const char *type, int64_t id)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < r->n_files && !rc; i++) {
        int64_t document, attachment;
        rc = document_put(cx, r->file[i].bytes, r->file[i].name, &document);
        if (!rc) rc = document_attach(cx, document, type, id, r->file[i].name, &attachment);
        if (rc == RC_CONFLICT) rc = RC_OK; /* the same file twice in one mail */
    }
    return rc;
}
