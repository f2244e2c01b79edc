/* SPDX-License-Identifier: EUPL-1.2 */
/* parts_test.c — the parts that every page is made of, rendered and read back. */
#include "web/parts.h"

#include "tests/dies.h"
#include "tests/t.h"
#include "web/design.h"
#include "web/design_html.h"
#include "web/icon.h"

#include <string.h>

static struct cx cx;
static struct buf out;
static struct page pg;

static int set_up(void **state)
{
    (void)state;
    cx_init(&cx, arena_new());
    cx.locale = i18n_locale("en");
    assert_true(stamp_iso(STR("2007-10-05T09:00:00Z"), &cx.now));
    buf_init(&out, 1 << 22);
    pg = (struct page){ .title = "Title", .lang = "en", .csrf = "token" };
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    buf_done(&out);
    arena_free(cx.arena);
    return 0;
}

static void has(const char *part)
{
    if (!strstr(out.p, part)) fail_msg("no %s in %s", part, out.p);
}
static void has_not(const char *part)
{
    if (strstr(out.p, part)) fail_msg("%s is in %s", part, out.p);
}

/* ---- forms ---------------------------------------------------------------------------------- */
struct sample {
    const char *title, *role;
    int64_t share;
    money amount;
};
static const struct form_choice roles[] = { { "lead", N_("Lead") },
                                            { "co", N_("Donor") },
                                            { NULL, NULL } };
static const struct form_field fields[] = {
    FIELD_OF(sample, title, FORM_TEXT, N_("Title"), .required = true, .hint = N_("Short"),
             .max = 80),
    FIELD_OF(sample, role, FORM_CHOICE, N_("Role"), .required = true, .choices = roles),
    FIELD_OF(sample, share, FORM_PERCENT, N_("Share")),
    FIELD_OF(sample, amount, FORM_EUR, N_("Amount"), .required = true),
};
static const struct form sample = FORM(sample, fields);
static const char *values[4], *problems[4];
static const struct form_choice *options[4];

static struct form_view view(void)
{
    for (size_t i = 0; i < 4; i++) {
        values[i] = "";
        problems[i] = NULL;
        options[i] = NULL;
    }
    return (struct form_view){ &sample, values, problems, options, NULL, "token" };
}

static void a_form_shows_what_was_typed_and_why_it_was_refused(void **state)
{
    (void)state;
    struct form_view v = view();
    values[0] = "\"><script>alert(1)</script>";
    values[3] = "12.5.0";
    problems[3] = "Not an <amount>";
    form_problems_html(&cx, &out, &v);
    has("<a href=\"#f-amount\">Amount</a>: Not an &lt;amount&gt;");
    form_all_html(&cx, &out, &v);
    has("name=\"csrf\" value=\"token\"");
    has("value=\"&quot;&gt;&lt;script&gt;");
    has_not("<script>");
    has("maxlength=\"80\" required aria-describedby=\"f-title-hint\"");
    has("value=\"12.5.0\" required aria-describedby=\"f-amount-wrong\" aria-invalid=\"true\"");
    has("id=\"f-amount-wrong\"");
    has("inputmode=\"decimal\"");
    has("(optional)");
}

static void few_choices_are_radios_given_ones_a_list(void **state)
{
    (void)state;
    static const struct form_choice given[] = {
        { "1", "A & B" }, { "2", "C" }, { "3", "D" }, { "4", "E" }, { NULL, NULL }
    };
    struct form_view v = view();
    values[1] = "co";
    /* form_view puts the form's own list there: it is translated all the same. */
    options[1] = roles;
    cx.locale = i18n_locale("sr");
    form_one_html(&cx, &out, &v, "role");
    has("<span>Donator</span>");
    buf_clear(&out);
    cx.locale = i18n_locale("en");
    form_one_html(&cx, &out, &v, "role");
    has("<fieldset");
    has("type=\"radio\" name=\"role\" value=\"co\" required checked");
    buf_clear(&out);
    options[1] = given;
    values[1] = "2";
    form_one_html(&cx, &out, &v, "role");
    has("<select id=\"f-role\"");
    has("<option value=\"1\">A &amp; B</option>");
    has("<option value=\"2\" selected>");
}

static void an_unknown_field_is_a_bug(void **state)
{
    (void)state;
    struct form_view v = view();
    assert_dies(parts_field(&v, "nothing"), "has no field nothing");
}

/* ---- actions -------------------------------------------------------------------------------- */
static void a_refused_action_says_why_and_goes_nowhere(void **state)
{
    (void)state;
    struct action a = { .label = "Submit",
                        .url = { "/submit" },
                        .post = true,
                        .refusal = "Three questions are open." };
    action_html(&cx, &out, &pg, &a);
    has("disabled");
    has("Three questions are open.");
    has_not("/submit");
    buf_clear(&out);
    a.refusal = NULL;
    action_html(&cx, &out, &pg, &a);
    has("<form method=\"post\" action=\"/submit\"><input type=\"hidden\" name=\"csrf\"");
    buf_clear(&out);
    a.confirm = "Gone for good.";
    action_html(&cx, &out, &pg, &a);
    has("<details class=\"confirm\">");
    has("Gone for good.");
}

static void a_date_that_is_past_is_late(void **state)
{
    (void)state;
    due_html(&cx, &out, date_make(2007, 10, 5));
    has_not("late");
    buf_clear(&out);
    due_html(&cx, &out, date_make(2007, 10, 4));
    has("class=\"nowrap late\"");
    has("datetime=\"2007-10-04\"");
    buf_clear(&out);
    due_html(&cx, &out, DATE_NONE);
    assert_null(strstr(out.p, "<time"));
}

/* ---- the frame ------------------------------------------------------------------------------ */
static void area(const char *name, bool here)
{
    *vec_push(cx.arena, &pg.nav) =
        (struct page_link){ .text = name, .url = { "/x" }, .icon = name, .here = here };
}

static const char *bottom(void)
{
    struct buf b;
    buf_init(&b, 1000);
    for (size_t i = 0; parts_bottom(&pg, i); i++) {
        buf_text(&b, parts_bottom(&pg, i)->text);
        buf_char(&b, ' ');
    }
    const char *z = arena_str(cx.arena, buf_slice(&b));
    buf_done(&b);
    return z;
}

static void a_phone_shows_four_areas_in_their_order(void **state)
{
    (void)state;
    static const char *const all[] = { "today",   "plan",    "people",  "money",
                                       "reports", "consult", "library", "project" };
    assert_null(parts_bottom(&pg, 0));
    for (size_t i = 0; i < 8; i++) area(all[i], i == 5);
    assert_string_equal(bottom(), "today plan money reports ");
    assert_true(parts_holds_here(&pg));
    pg.nav.n = 0;
    area("today", true);
    area("people", false);
    area("reports", false);
    area("library", false);
    area("project", false);
    assert_string_equal(bottom(), "today people reports library ");
    assert_false(parts_holds_here(&pg));
}

static void the_frame_escapes_and_leaves_out_what_is_not_offered(void **state)
{
    (void)state;
    pg.title = "<Title> & more";
    pg.notice = "Removed <b>";
    pg.undo = (struct url){ "/undo/1" };
    page_head_html(&cx, &out, &pg);
    page_foot_html(&cx, &out, &pg);
    has("<h1>&lt;Title&gt; &amp; more</h1>");
    has("Removed &lt;b&gt;");
    has("action=\"/undo/1\"");
    has("class=\"skip\" href=\"#main\"");
    has_not("role=\"search\"");
    has_not("<nav class=\"side\"");
    has_not("class=\"menu me\"");
}

static void every_id_stands_once(void)
{
    for (const char *p = out.p; (p = strstr(p, " id=\"")); p++) {
        size_t n = strcspn(p + 5, "\"");
        const char *key = arena_str(cx.arena, (str){ p, n + 6 }), *next = strstr(p + 1, key);
        if (next) fail_msg("twice: %s", key);
    }
}

static void the_page_of_components_is_sound(void **state)
{
    (void)state;
    struct design_view v = { 0 };
    design_fill(&cx, &v);
    design_page_html(&cx, &out, &pg, &v);
    assert_true(buf_ok(&out));
    has_not(" style=");
    has_not("<style");
    has_not("onclick");
    every_id_stands_once();
    assert_null(icon("no such").p);
    for (size_t i = 0; icon_at(i); i++) has(icon(icon_at(i)).p);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
TESTS(parts, CASE(a_form_shows_what_was_typed_and_why_it_was_refused),
      CASE(few_choices_are_radios_given_ones_a_list), CASE(an_unknown_field_is_a_bug),
      CASE(a_refused_action_says_why_and_goes_nowhere), CASE(a_date_that_is_past_is_late),
      CASE(a_phone_shows_four_areas_in_their_order),
      CASE(the_frame_escapes_and_leaves_out_what_is_not_offered),
      CASE(the_page_of_components_is_sound));
