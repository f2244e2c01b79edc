/* SPDX-License-Identifier: EUPL-1.2 */
/* bounce.c — mail that came back, and addresses that none goes to until a person lifts it. How one
 * learns that it came back is not known here.
 */
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "mail/mail_sql.h"
#include "store/audit.h"

#include <string.h>

static enum rc suppress(struct cx *cx, const struct mail_by_id_row *m, const char *text)
{
    struct suppression_of_row now;
    bool found;
    enum rc rc = suppression_of(cx, m->address_key, &now, &found);
    if (rc || found) return rc;
    rc = suppression_put(cx, m->address_key, text, cx->now, m->id);
    if (rc) return rc == RC_STALE ? RC_OK : rc;
    rc = mail_hold_address(cx, m->address_key, text);
    if (!rc) rc = suppression_of(cx, m->address_key, &now, &found);
    return rc ? rc
              : audit_change(cx, "mail.suppress", "mail", m->id, m->project, &suppression_of_meta,
                             NULL, &now);
}

/* Only what went out can come back, or what a demonstration keeps back as if it had. Looked at
 * first: a write that writes nothing has nothing to audit, and would not commit, so a second report
 * about one mail would never be kept. */
static bool went_out(const struct mail_by_id_row *m)
{
    return strcmp(m->state, "sent") == 0 || strcmp(m->state, "unclear") == 0 ||
           strcmp(m->state, "sending") == 0 ||
           (strcmp(m->state, "suppressed") == 0 && mail_is_example(m->address_key));
}

static enum rc bounced(struct cx *cx, const struct mail_by_id_row *before, const char *text)
{
    struct mail_by_id_row after;
    bool found;
    enum rc rc = mail_set_bounced(cx, before->id, text);
    if (!rc) rc = mail_by_id(cx, before->id, &after, &found);
    return rc ? rc
              : audit_change(cx, "mail.bounce", "mail", before->id, before->project,
                             &mail_by_id_meta, before, &after);
}

enum rc mail_bounced(struct cx *cx, int64_t mail, bool dead, const char *text)
{
    struct mail_by_id_row before;
    bool found;
    enum rc rc = mail_by_id(cx, mail, &before, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (went_out(&before)) rc = bounced(cx, &before, text);
    return rc || !dead ? rc : suppress(cx, &before, text);
}

enum rc mail_lift(struct cx *cx, const char *address, int64_t project)
{
    struct suppression_of_row before;
    bool found;
    enum rc rc = suppression_of(cx, mail_key(cx, address), &before, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_CONFLICT, T("Mails go to %s already."), address);
    rc = suppression_lift(cx, before.id);
    return rc ? rc
              : audit_change(cx, "mail.lift", "mail", before.mail, project, &suppression_of_meta,
                             &before, NULL);
}
