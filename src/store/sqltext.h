/* SPDX-License-Identifier: EUPL-1.2 */
/* sqltext.h — the two small rewritings that let one SQL text serve two engines. */
#ifndef KOLO_STORE_SQLTEXT_H
#define KOLO_STORE_SQLTEXT_H

#include "base/arena.h"
#include "store/db.h"

/** sqltext_lite(a, sql): every $N outside quotes and comments becomes ?N. SQLite numbers $2, $1 in
 * the order they appear, so that raw text would bind them the wrong way round. */
char *sqltext_lite(struct arena *a, const char *sql);
/** sqltext_ddl(a, engine, sql): "@id@" becomes the engine's autoincrementing primary key, and of
 * "-- @sqlite … -- @pg … -- @end" only the engine's own lines stay. */
char *sqltext_ddl(struct arena *a, enum db_engine engine, const char *sql);

#endif
