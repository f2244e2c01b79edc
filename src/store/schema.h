/* SPDX-License-Identifier: EUPL-1.2 */
/* schema.h — the migrations that are built in: schema/NNNN_name.sql, embedded by tools/embed. */
#ifndef KOLO_STORE_SCHEMA_H
#define KOLO_STORE_SCHEMA_H

struct embedded_text {
    const char *name; /* "0001_store" */
    const char *text;
};
/** In the order of their numbers, ended by a NULL name. */
extern const struct embedded_text migration_table[];

#endif
