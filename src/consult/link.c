/* SPDX-License-Identifier: EUPL-1.2 */
/* link.c — the links of a mail, one a position. What they say nobody else can have written; a mail
 * scanner that opens one sees a page with a button, and changes nothing.
 */
#include "consult/consult_write.h"
#include "consult/word.h"
#include "i18n/i18n.h"
#include "mail/sign.h"

static const char purpose[] = "position";
enum { LINK_NUMBERS = 5 };

enum rc consult_links(struct cx *cx, const struct consult_get_row *c, int64_t seat, int64_t account,
                      const char **out)
{
    struct consult_round_row r;
    struct seat_where_row at = { 0 };
    bool found;
    enum rc rc = consult_round_of(cx, c, &r);
    if (!rc && !account) rc = seat_where(cx, seat, &at, &found);
    *out = "";
    if (rc || z_eq(r.rule, rule_name(RULE_RANKED_CHOICE))) return rc;
    for (int i = CHOICE_SUPPORT; i <= CHOICE_BLOCK && !rc; i++) {
        if (i == CHOICE_BLOCK && !r.block_allowed) break;
        rc = sign_link(cx,
                       &(struct signed_word){ .purpose = purpose,
                                              .number = { r.id, seat, account, i, at.contact_no },
                                              .n = LINK_NUMBERS,
                                              .until = r.closes_at },
                       "/position", i18n_text(cx, NULL, choice_title((enum choice)i)), out);
    }
    return rc;
}

enum rc consult_link_read(struct cx *cx, const char *word, struct position_link *out)
{
    struct signed_word s;
    enum rc rc = sign_read(cx, word, purpose, LINK_NUMBERS, &s);
    if (rc && rc != RC_STALE) return rc;
    if (s.number[3] < CHOICE_SUPPORT || s.number[3] > CHOICE_BLOCK) return RC_MISSING;
    *out = (struct position_link){
        s.number[0], s.number[1], s.number[2], s.number[4], (enum choice)s.number[3], s.until
    };
    return rc;
}
