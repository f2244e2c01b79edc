/* SPDX-License-Identifier: EUPL-1.2 */
/* compat_sqlite.h — what PostgreSQL has and SQLite 3.40 has not. */
#ifndef KOLO_STORE_COMPAT_SQLITE_H
#define KOLO_STORE_COMPAT_SQLITE_H

#include <sqlite3.h>

/** compat_sqlite(h): adds string_agg(text, separator), greatest(…) and least(…); NULLs are left out
 * as PostgreSQL does. Returns a SQLite code. */
int compat_sqlite(sqlite3 *h);

#endif
