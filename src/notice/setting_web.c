/* SPDX-License-Identifier: EUPL-1.2 */
/* setting_web.c — the page on which a person chooses what reaches them by mail, and when. */
#include "notice/setting.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "notice/notice_html.h"
#include "notice/notice_view.h"

#include <string.h>

/* The kinds first, in the order of enum notice_kind. */
struct choices_input {
    const char *report, *comment, *mention, *consultation, *meeting, *decision, *task;
    const char *zone, *quiet_from, *quiet_to;
    int64_t digest_hour, digest_weekday;
};
static const struct form_choice hows[] = { { "now", N_("at once") },
                                           { "daily", N_("in the daily digest") },
                                           { "weekly", N_("in the weekly digest") },
                                           { "none", N_("not by mail") },
                                           { NULL, NULL } };
#define KIND_OF(member, label, means) \
    FIELD_OF(choices_input, member, FORM_CHOICE, label, means, .required = true, .choices = hows)

static const struct form_field fields[] = {
    KIND_OF(report, N_("Reports"), N_("A partner report was submitted, returned or accepted.")),
    KIND_OF(comment, N_("Comments"), N_("Somebody wrote in a thread that you take part in.")),
    KIND_OF(mention, N_("Mentions"), N_("Somebody named you in a comment.")),
    KIND_OF(consultation, N_("Consultations"),
            N_("One was opened, changed, is about to close, or closed.")),
    KIND_OF(meeting, N_("Meetings"),
            N_("A date moved, minutes are there. What your calendar has to know comes at once in "
               "any case.")),
    KIND_OF(decision, N_("Decisions"), N_("Something was decided.")),
    KIND_OF(task, N_("Tasks"), N_("You were given a task, or it is due.")),
    FIELD_OF(choices_input, zone, FORM_TEXT, N_("Your time zone"), .required = true,
             .max = ZONE_NAME - 1, .hint = N_("All times in Kolo are shown to you by this clock.")),
    FIELD_OF(choices_input, quiet_from, FORM_TEXT, N_("Quiet from"), .max = 5,
             .hint = N_("In quiet hours no mail goes to you, but for invitations to meetings.")),
    FIELD_OF(choices_input, quiet_to, FORM_TEXT, N_("Quiet until"), .max = 5,
             .hint = N_("What happened meanwhile comes then.")),
    FIELD_OF(choices_input, digest_hour, FORM_INT, N_("Digests come at"), .required = true,
             .max = 23),
    FIELD_OF(choices_input, digest_weekday, FORM_INT, N_("The weekly digest comes on"),
             .required = true, .min = 1, .max = 7),
};
const struct form choices_form = FORM(choices_input, fields);

static const struct row_field row_fields[] = {
    { "report", FIELD_TEXT, offsetof(struct choices_input, report), false },
    { "comment", FIELD_TEXT, offsetof(struct choices_input, comment), false },
    { "mention", FIELD_TEXT, offsetof(struct choices_input, mention), false },
    { "consultation", FIELD_TEXT, offsetof(struct choices_input, consultation), false },
    { "meeting", FIELD_TEXT, offsetof(struct choices_input, meeting), false },
    { "decision", FIELD_TEXT, offsetof(struct choices_input, decision), false },
    { "task", FIELD_TEXT, offsetof(struct choices_input, task), false },
    { "zone", FIELD_TEXT, offsetof(struct choices_input, zone), false },
    { "quiet_from", FIELD_TEXT, offsetof(struct choices_input, quiet_from), false },
    { "quiet_to", FIELD_TEXT, offsetof(struct choices_input, quiet_to), false },
    { "digest_hour", FIELD_INT, offsetof(struct choices_input, digest_hour), false },
    { "digest_weekday", FIELD_INT, offsetof(struct choices_input, digest_weekday), false },
};
const struct row_meta choices_meta = { "notice_choices", sizeof(struct choices_input),
                                       sizeof row_fields / sizeof *row_fields, row_fields };

/* ---- what can be chosen -----------------------------------------------------------------------
 */

typedef VEC(struct form_choice) options;

static void option(struct cx *cx, options *o, const char *value, const char *label)
{
    *vec_push(cx->arena, o) = (struct form_choice){ value, label };
}

/* "Europe/Skopje (CET)", ours first. */
static const struct form_choice *zones(struct cx *cx, const char *now)
{
    options o = { 0 };
    bool found = false;
    const char *z;
    for (size_t i = 0; (z = zone_at(i)); i++) {
        char *label = arena_dup(cx->arena, z);
        for (char *c = label; *c; c++)
            if (*c == '_') *c = ' ';
        if (i < zone_near())
            label = arena_printf(cx->arena, "%s (%s)", label, zone_label(cx, z, cx->now));
        found = found || z_eq(z, now);
        option(cx, &o, z, label);
    }
    if (!found) option(cx, &o, now, now);
    option(cx, &o, NULL, NULL);
    return o.v;
}

static const struct form_choice *clock_times(struct cx *cx)
{
    options o = { 0 };
    option(cx, &o, "", T("no quiet hours"));
    for (int m = 0; m < 24 * 60; m += 30)
        option(cx, &o, setting_clock(cx, m), setting_clock(cx, m));
    option(cx, &o, NULL, NULL);
    return o.v;
}

static const struct form_choice *hours(struct cx *cx)
{
    options o = { 0 };
    for (int h = 0; h < 24; h++)
        option(cx, &o, arena_printf(cx->arena, "%d", h), setting_clock(cx, h * 60));
    option(cx, &o, NULL, NULL);
    return o.v;
}

static const struct form_choice *weekdays(struct cx *cx)
{
    const char *const names[] = { T("Monday"), T("Tuesday"),  T("Wednesday"), T("Thursday"),
                                  T("Friday"), T("Saturday"), T("Sunday") };
    options o = { 0 };
    for (int d = 0; d < 7; d++) option(cx, &o, arena_printf(cx->arena, "%d", d + 1), names[d]);
    option(cx, &o, NULL, NULL);
    return o.v;
}

/* ---- the page ---------------------------------------------------------------------------------
 */

/* The member of ${kind}. */
static const char **how_at(struct choices_input *in, int kind)
{
    return (const char **)(void *)((char *)in + fields[kind].offset);
}

static enum rc read_now(struct cx *cx, struct choices_input *out)
{
    struct setting s;
    struct choices c;
    enum rc rc = setting_of(cx, viewer_is(cx), &s);
    if (!rc) rc = setting_choices_of(cx, viewer_is(cx), &c);
    if (rc) return rc;
    *out = (struct choices_input){ .zone = s.zone,
                                   .digest_hour = s.digest_hour,
                                   .digest_weekday = s.digest_weekday };
    if (s.quiet_from >= 0) {
        out->quiet_from = setting_clock(cx, s.quiet_from);
        out->quiet_to = setting_clock(cx, s.quiet_to);
    }
    for (int k = 0; k < NOTICE_KINDS; k++) *how_at(out, k) = notice_how_name(c.how[k]);
    return RC_OK;
}

enum rc choices_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct choices_input now;
    if (!viewer_is(cx)) return RC_LOGIN;
    enum rc rc = read_now(cx, &now);
    if (rc) return rc;
    reply_row(cx, rs, "choices", &choices_meta, &now);
    if (!reply_is_page(rq)) return RC_OK;
    struct form_view *v = form_view(cx, rq, &choices_form, &now);
    form_options(v, "zone", zones(cx, now.zone));
    form_options(v, "quiet_from", clock_times(cx));
    form_options(v, "quiet_to", clock_times(cx));
    form_options(v, "digest_hour", hours(cx));
    form_options(v, "digest_weekday", weekdays(cx));
    struct page *pg = page_begin(cx, rq, T("What reaches you, and when"), AREA_NONE);
    page_tab(cx, pg, T("My account"), url_path(cx, "/me"), false);
    page_tab(cx, pg, T("What reaches you"), url_path(cx, "/me/notices"), true);
    pg->problem = NULL;
    notice_choices_html(cx, &rs->body, pg, v);
    return RC_OK;
}

enum rc choices_post(struct cx *cx, struct request *rq, struct response *rs)
{
    struct choices_input f = *(const struct choices_input *)rq->form;
    struct setting_input in = { .zone = f.zone,
                                .quiet_from = f.quiet_from,
                                .quiet_to = f.quiet_to,
                                .digest_hour = f.digest_hour,
                                .digest_weekday = f.digest_weekday };
    /* The form lets nothing else through. */
    for (int k = 0; k < NOTICE_KINDS; k++)
        if (!notice_how_parse(*how_at(&f, k), &in.how[k])) return RC_INVALID;
    enum rc rc = setting_save(cx, &in);
    return rc ? rc : reply_see_other(cx, rq, rs, url_path(cx, "/me/notices"), T("Saved."));
}
