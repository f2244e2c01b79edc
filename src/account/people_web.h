/* SPDX-License-Identifier: EUPL-1.2 */
/* people_web.h — the one form struct of people's pages. Private to account. */
#ifndef KOLO_ACCOUNT_PEOPLE_WEB_H
#define KOLO_ACCOUNT_PEOPLE_WEB_H

#include "account/account.h"
#include "account/account_pages_web.h"

/** What the forms of inviting and of giving a role ask for; each has the fields it needs. */
struct people_invited {
    const char *email, *name, *lang, *role;
    int64_t project, organisation;
};

#endif
