/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_try.h — telling, choosing and counting, for the tests of notices. All assert. */
#ifndef KOLO_TESTS_NOTICE_TRY_H
#define KOLO_TESTS_NOTICE_TRY_H

#include "notice/setting.h"

stamp try_at(const char *iso);
/** try_choose(cx, account, kind, how): as somebody does on their page. */
void try_choose(struct cx *cx, int64_t account, enum notice_kind kind, enum notice_how how);
/** try_clock(…): zone, quiet hours in minutes (-1: none), digest hour and weekday. */
void try_clock(struct cx *cx, int64_t account, const char *zone, int from, int to, int hour,
               int weekday);
/** try_digests(cx): what a server does each minute, at cx->now. */
void try_digests(struct cx *cx);
/** try_mails(cx, account, words): mails to ${account} in which ${words} stand. */
int64_t try_mails(struct cx *cx, int64_t account, const char *words);

#endif
