/* SPDX-License-Identifier: EUPL-1.2 */
/* question_mail_test.c — a returned report's questions go out one by one, and what comes back by
 * mail is the answer, once, or a comment.
 */
#include "report/question_sql.h"
#include "report/report.h"
#include "report/report_object.h"
#include "tests/booked.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

static struct booked b;

static void begin(struct cx *cx)
{
    site_setup();
    booked_make(cx, &b);
    test_script(cx,
                arena_printf(cx->arena,
                             "UPDATE partner_report SET state = 'in_check' WHERE id = %lld;"
                             "INSERT INTO question (id, report_id, body, asked_at, asked_version)"
                             " VALUES (7, %lld, 'Where is the contract?', '2007-07-20T10:00:00Z',"
                             " 1), (8, %lld, 'And the invoice?', '2007-07-20T10:00:00Z', 1);",
                             (long long)b.report, (long long)b.report, (long long)b.report));
    people_sign_in(cx, b.people.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(report_return(cx, b.report), RC_OK);
}

static enum rc by_mail(struct cx *cx, int64_t question, enum role who, const char *text,
                       const struct reply_file *file)
{
    const struct reply r = { .type = "question",
                             .id = question,
                             .account = b.people.account[who],
                             .text = text,
                             .message_id = arena_printf(cx->arena, "<%s@x>", text),
                             .sent_at = cx->now,
                             .received_at = cx->now,
                             .file = file,
                             .n_files = file != NULL };
    people_sign_in(cx, b.people.account[who]);
    cx->problems = (struct problems){ 0 };
    assert_int_equal(db_begin(cx), RC_OK);
    return db_end(cx, question_reply(cx, &r));
}

static int64_t comments(struct cx *cx)
{
    return test_count(cx, "SELECT COUNT(*) FROM comment WHERE object_type = 'question'");
}

static void answers(struct cx *cx)
{
    struct question_get_row q;
    const struct reply_file contract = { "contract.txt", STR("signed") };
    begin(cx);
    /* Two people of the partner, two questions each. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM notice WHERE cause = 'question.ask'"), 4);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM notice WHERE cause = 'question.ask' AND"
                                    " path = '/p/1/thread/question/7'"),
                     2);
    /* What the lead writes is no answer of the partner. */
    assert_int_equal(by_mail(cx, 7, ROLE_LEAD_FINANCE, "Today, please.", NULL), RC_OK);
    assert_int_equal(question_get(cx, 7, &q), RC_OK);
    assert_null(q.answer);
    assert_int_equal(comments(cx), 1);

    assert_int_equal(by_mail(cx, 7, ROLE_PARTNER_FINANCE, "In the annex.", &contract), RC_OK);
    assert_int_equal(question_get(cx, 7, &q), RC_OK);
    assert_string_equal(q.answer, "In the annex.");
    assert_int_equal(comments(cx), 2);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM attachment a JOIN comment c ON c.id ="
                                    " a.object_id WHERE a.object_type = 'comment' AND"
                                    " c.object_id = 7"),
                     1);
    /* The same again, and another word later. */
    assert_int_equal(by_mail(cx, 7, ROLE_PARTNER_FINANCE, "In the annex.", &contract), RC_OK);
    assert_int_equal(comments(cx), 2);
    assert_int_equal(by_mail(cx, 7, ROLE_PARTNER_FINANCE, "Page 3.", NULL), RC_OK);
    assert_int_equal(by_mail(cx, 7, ROLE_PARTNER_FINANCE, "Page 3.", NULL), RC_OK);
    assert_int_equal(comments(cx), 3);
    assert_int_equal(question_get(cx, 7, &q), RC_OK);
    assert_string_equal(q.answer, "In the annex.");
    assert_int_equal(by_mail(cx, 8, ROLE_AUDITOR, "I too", NULL), RC_DENIED);
    assert_int_equal(by_mail(cx, 8, ROLE_DONOR, "I too", NULL), RC_MISSING);
}
static void a_mail_is_the_answer_or_a_comment(void **state)
{
    (void)state;
    test_on_engines(answers);
}

TESTS(question_mail, cmocka_unit_test(a_mail_is_the_answer_or_a_comment));
