/* SPDX-License-Identifier: EUPL-1.2 */
/* setting_inside.h — private to notice. */
#ifndef KOLO_NOTICE_SETTING_INSIDE_H
#define KOLO_NOTICE_SETTING_INSIDE_H

#include "notice/setting.h"

/** setting_from(zone, country, chosen): from columns: quiet_from, quiet_to, digest_hour,
 * digest_weekday, each -1 where nothing was chosen. */
struct setting setting_from(const char *zone, const char *country, const int64_t chosen[4]);

#endif
