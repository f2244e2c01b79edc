/* SPDX-License-Identifier: EUPL-1.2 */
/* setting_save.c — keeps what a person chose of how they hear of things. */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "notice/setting.h"
#include "notice/setting_sql.h"
#include "store/audit.h"
#include "store/db.h"

enum { HOUR = 60, DAY = 24 * HOUR };

const char *setting_clock(struct cx *cx, int minutes)
{
    return arena_printf(cx->arena, "%02d:%02d", minutes / HOUR, minutes % HOUR);
}

enum rc setting_choices_of(struct cx *cx, int64_t account, struct choices *c)
{
    struct setting_choices_rows rows = { 0 };
    enum rc rc = setting_choices(cx, account, &rows);
    for (int k = 0; k < NOTICE_KINDS; k++) {
        c->how[k] = notice_how_default((enum notice_kind)k);
        c->was[k] = NOTICE_NONE;
    }
    for (size_t i = 0; i < rows.n && !rc; i++) {
        enum notice_kind k;
        enum notice_how how;
        if (!notice_kind_parse(rows.v[i].kind, &k)) continue;
        if (notice_how_parse(rows.v[i].how, &how)) c->how[k] = how;
        if (notice_how_parse(rows.v[i].was, &how)) c->was[k] = how;
    }
    return rc;
}

/* "22:00" */
static bool read_clock(const char *z, int *minutes)
{
    int64_t hour, minute;
    str rest = str_of(z);
    const str first = str_cut(&rest, ':');
    if (!str_int64(first, &hour) || !str_int64(rest, &minute) || rest.n != 2) return false;
    *minutes = (int)(hour * HOUR + minute);
    return hour >= 0 && hour < 24 && minute >= 0 && minute < HOUR;
}

static enum rc check(struct cx *cx, const struct setting_input *in, struct setting *s)
{
    const char *clock = T("Write the time as 22:00.");
    enum rc rc = RC_OK;
    *s = (struct setting){ .zone = in->zone,
                           .quiet_from = -1,
                           .quiet_to = -1,
                           .digest_hour = (int)in->digest_hour,
                           .digest_weekday = (int)in->digest_weekday };
    if (!zone_ok(in->zone))
        rc = problem(cx, "zone", T("There is no time zone “%s”. Write it as Europe/Skopje."),
                     in->zone);
    if (in->digest_hour < 0 || in->digest_hour > 23)
        rc = problem(cx, "digest_hour", T("An hour is between 0 and 23."));
    if (in->digest_weekday < 1 || in->digest_weekday > 7)
        rc = problem(cx, "digest_weekday", T("A weekday is between 1, Monday, and 7, Sunday."));
    if (in->quiet_from && !read_clock(in->quiet_from, &s->quiet_from))
        rc = problem(cx, "quiet_from", "%s", clock);
    if (in->quiet_to && !read_clock(in->quiet_to, &s->quiet_to))
        rc = problem(cx, "quiet_to", "%s", clock);
    if (!in->quiet_from != !in->quiet_to)
        rc = problem(cx, in->quiet_from ? "quiet_to" : "quiet_from",
                     T("Quiet hours have a beginning and an end; choose both or none."));
    else if (in->quiet_from && s->quiet_from == s->quiet_to && !rc)
        rc = problem(cx, "quiet_to", T("Quiet hours end at another time than they begin."));
    return rc;
}

/* What audit tells of it. */
struct chosen {
    const char *zone, *quiet, *digest, *mails;
};
static const struct row_field chosen_fields[] = {
    { "zone", FIELD_TEXT, offsetof(struct chosen, zone), false },
    { "quiet", FIELD_TEXT, offsetof(struct chosen, quiet), false },
    { "digest", FIELD_TEXT, offsetof(struct chosen, digest), false },
    { "mails", FIELD_TEXT, offsetof(struct chosen, mails), false },
};
static const struct row_meta chosen_meta = { "chosen", sizeof(struct chosen), 4, chosen_fields };

static struct chosen chosen_of(struct cx *cx, const struct setting *s, const enum notice_how *how)
{
    const char *mails = "";
    for (int k = 0; k < NOTICE_KINDS; k++)
        mails = arena_printf(cx->arena, "%s%s%s %s", mails, k ? ", " : "",
                             notice_kind_name((enum notice_kind)k), notice_how_name(how[k]));
    return (struct chosen){
        .zone = s->zone,
        .quiet = s->quiet_from < 0
                     ? ""
                     : arena_printf(cx->arena, "%s-%s", setting_clock(cx, s->quiet_from),
                                    setting_clock(cx, s->quiet_to)),
        .digest = arena_printf(cx->arena, "%02d:00, day %d", s->digest_hour, s->digest_weekday),
        .mails = mails,
    };
}

static enum rc save_in(struct cx *cx, const struct setting_input *in, const struct setting *s)
{
    const int64_t account = viewer_is(cx);
    struct setting old;
    struct choices had;
    enum rc rc = setting_of(cx, account, &old);
    if (!rc) rc = setting_choices_of(cx, account, &had);
    if (!rc)
        rc = setting_put(cx, &(struct setting_put_in){ .account = account,
                                                       .zone = s->zone,
                                                       .quiet_from = s->quiet_from,
                                                       .quiet_to = s->quiet_to,
                                                       .digest_hour = s->digest_hour,
                                                       .digest_weekday = s->digest_weekday });
    for (int k = 0; k < NOTICE_KINDS && !rc; k++)
        rc = setting_choose(cx, account, notice_kind_name((enum notice_kind)k),
                            notice_how_name(in->how[k]), "");
    if (rc) return rc;
    const struct chosen before = chosen_of(cx, &old, had.how), after = chosen_of(cx, s, in->how);
    return audit_change(cx, "account.notices", "account", account, 0, &chosen_meta, &before,
                        &after);
}

enum rc setting_save(struct cx *cx, const struct setting_input *in)
{
    struct setting s;
    enum rc rc = check(cx, in, &s);
    if (rc) return rc;
    rc = db_begin(cx);
    return rc ? rc : db_end(cx, save_in(cx, in, &s));
}
