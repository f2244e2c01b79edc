/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_data.h — the rule sets as embedded text: data/rules/NAME.json, ended by a NULL name. */
#ifndef KOLO_PROJECT_RULES_DATA_H
#define KOLO_PROJECT_RULES_DATA_H

#include "store/schema.h"

extern const struct embedded_text rules_table[];

#endif
