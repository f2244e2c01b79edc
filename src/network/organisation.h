/* SPDX-License-Identifier: EUPL-1.2 */
/* organisation.h — the organisations of the network: partners of projects and others. A name has a
 * native and a Latin form. */
#ifndef KOLO_NETWORK_ORGANISATION_H
#define KOLO_NETWORK_ORGANISATION_H

#include "base/cx.h"

struct organisation_input {
    const char *short_name; /* MCIC, at most 20 characters, unique */
    const char *name;       /* as registered, native script */
    const char *name_latin;
    const char *country; /* ISO 3166-1 alpha-2; XK for Kosovo */
    const char *city;
    /* Who speaks for it where it takes part without an account, in a language of Kolo; NULL: none
     */
    const char *contact_name, *contact_email, *contact_lang;
};
/** organisation_add / organisation_change: texts are kept as utf8_line() has them. RC_INVALID with
 * a problem per field; RC_CONFLICT for a short name that is taken; change RC_STALE. */
enum rc organisation_add(struct cx *cx, const struct organisation_input *in, int64_t *id) MUST_USE;
enum rc organisation_change(struct cx *cx, int64_t id, int64_t version,
                            const struct organisation_input *in) MUST_USE;

#endif
