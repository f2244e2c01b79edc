/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_try.c — what the tests of notices do again and again. */
#include "tests/notice_try.h"

#include "account/viewer.h"
#include "notice/digest.h"
#include "notice/setting_sql.h"
#include "tests/engine.h"
#include "tests/t.h"

stamp try_at(const char *iso)
{
    stamp s;
    assert_true(stamp_iso(str_of(iso), &s));
    return s;
}

void try_choose(struct cx *cx, int64_t account, enum notice_kind kind, enum notice_how how)
{
    assert_int_equal(db_begin(cx), RC_OK);
    enum rc rc = setting_choose(cx, account, notice_kind_name(kind), notice_how_name(how), "");
    assert_int_equal(db_end(cx, rc), RC_OK);
}

void try_clock(struct cx *cx, int64_t account, const char *zone, int from, int to, int hour,
               int weekday)
{
    const struct setting_put_in in = { account, zone, from, to, hour, weekday };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, setting_put(cx, &in)), RC_OK);
}

void try_digests(struct cx *cx)
{
    const struct viewer *was = cx->viewer;
    cx->viewer = viewer_system(cx, "Kolo");
    assert_int_equal(due_all(cx, &notice_digest_due), RC_OK);
    cx->viewer = was;
}

int64_t try_mails(struct cx *cx, int64_t account, const char *words)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM mail WHERE account_id = %lld AND "
                                       "(subject LIKE '%%%s%%' OR body LIKE '%%%s%%')",
                                       (long long)account, words, words));
}
