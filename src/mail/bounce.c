/* SPDX-License-Identifier: EUPL-1.2 */
/* bounce.c — mail that came back, and addresses that none goes to until a person lifts it. How one
 * learns that it came back is not known here.
 */
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "mail/mail_sql.h"
#include "store/audit.h"

static enum rc suppress(struct cx *cx, const struct mail_by_id_row *m, const char *text)
{
    struct suppression_of_row now;
    bool found;
    enum rc rc = suppression_put(cx, m->address_key, text, cx->now, m->id);
    if (rc) return rc == RC_STALE ? RC_OK : rc;
    rc = mail_hold_address(cx, m->address_key, text);
    if (!rc) rc = suppression_of(cx, m->address_key, &now, &found);
    return rc ? rc
              : audit_change(cx, "mail.suppress", "mail", m->id, m->project, &suppression_of_meta,
                             NULL, &now);
}

enum rc mail_bounced(struct cx *cx, int64_t mail, bool dead, const char *text)
{
    struct mail_by_id_row before, after;
    bool found;
    enum rc rc = mail_by_id(cx, mail, &before, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    rc = mail_set_bounced(cx, mail, text);
    if (!rc) rc = mail_by_id(cx, mail, &after, &found);
    if (!rc)
        rc = audit_change(cx, "mail.bounce", "mail", mail, before.project, &mail_by_id_meta,
                          &before, &after);
    if (rc == RC_STALE) rc = RC_OK;
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
