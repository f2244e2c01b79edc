/* SPDX-License-Identifier: EUPL-1.2 */
/* cx_test.c — refusals and failures, the log lines they leave, and the outcomes' table. */
#include "base/cx.h"

#include "base/clock.h"
#include "tests/dies.h"
#include "tests/t.h"

#include <jansson.h>

static int pipe_ends[2];

/* From here to heard(), log lines go into a pipe. */
static void listen_to_log(void)
{
    assert_int_equal(pipe(pipe_ends), 0);
    log_to(pipe_ends[1]);
}

/* heard: the one line that was logged, read as JSON; NULL when there was none. */
static json_t *heard(void)
{
    static char line[8192];
    log_to(2);
    close(pipe_ends[1]);
    size_t n = 0;
    for (ssize_t got; (got = read(pipe_ends[0], line + n, sizeof line - 1 - n)) > 0;)
        n += (size_t)got;
    close(pipe_ends[0]);
    if (n == 0) return NULL;
    line[n] = '\0';
    assert_ptr_equal(strchr(line, '\n'), line + n - 1);
    json_t *read_back = json_loads(line, 0, NULL);
    assert_non_null(read_back);
    return read_back;
}

static const char *get(const json_t *j, const char *key)
{
    return json_string_value(json_object_get(j, key));
}

static void remembers_problems_in_order(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct cx cx;
    clock_fix(1175328900);
    cx_init(&cx, a);
    clock_fix(0);
    assert_int_equal(cx.now, 1175328900);
    assert_null(problem_of(&cx, "amount"));
    char field[] = "amount";
    assert_int_equal(problem(&cx, field, "%s is no amount", "x,y"), RC_INVALID);
    field[0] = 'X'; /* it was copied */
    assert_int_equal(problem(&cx, "amount", "second"), RC_INVALID);
    assert_int_equal(refuse(&cx, RC_CONFLICT, "The period %d is closed", 2), RC_CONFLICT);
    assert_string_equal(problem_of(&cx, "amount"), "x,y is no amount");
    assert_string_equal(problem_of(&cx, ""), "The period 2 is closed");
    assert_int_equal(cx.problems.n, 3);
    assert_string_equal(cx.problems.first->next->text, "second");
    assert_null(cx.problems.first->next->next->next);
    assert_dies(refuse(&cx, RC_OK, "no"), "rc != RC_OK");
    struct cx zero = { .arena = a }; /* also without cx_init */
    assert_int_equal(problem(&zero, "f", "t"), RC_INVALID);
    assert_string_equal(problem_of(&zero, "f"), "t");
    arena_free(a);
}

static void a_failure_is_logged_once(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct cx cx;
    cx_init(&cx, a);
    cx.req_id = "r-42";
    listen_to_log();
    clock_fix(1175328900);
    assert_int_equal(fail(&cx, "could not read \"%s\"\n\x01", "a\\b"), RC_FAIL);
    clock_fix(0);
    json_t *line = heard();
    assert_string_equal(get(line, "request"), "r-42");
    assert_string_equal(get(line, "level"), "error");
    assert_string_equal(get(line, "at"), "2007-03-31T08:15:00Z");
    assert_string_equal(get(line, "message"), "could not read \"a\\b\"\n\x01");
    json_decref(line);
    assert_int_equal(cx.problems.n, 0);
    arena_free(a);
}

static void levels_are_kept(void **state)
{
    (void)state;
    listen_to_log();
    log_line(LOG_DEBUG, NULL, "not at the start");
    assert_null(heard());
    log_set_level(LOG_ERROR);
    listen_to_log();
    log_line(LOG_WARNING, NULL, "too little");
    assert_null(heard());
    log_set_level(LOG_INFO);
    listen_to_log();
    log_line(LOG_INFO, NULL, "%d", 5);
    json_t *line = heard();
    assert_null(json_object_get(line, "request"));
    assert_string_equal(get(line, "message"), "5");
    json_decref(line);
}

/* However long, and wherever the cut falls, the line is whole JSON in good UTF-8: jansson says so.
 */
static void a_long_message_is_cut(void **state)
{
    (void)state;
    static char text[6000];
    for (size_t shift = 0; shift < 8; shift++) {
        memset(text, '"', shift);
        for (size_t i = shift; i + 2 < sizeof text - 1; i += 2) memcpy(text + i, "ш", 2);
        listen_to_log();
        log_line(LOG_INFO, text, "%s", text);
        json_t *line = heard();
        assert_true(strlen(get(line, "request")) > 1000);
        json_decref(line);
        listen_to_log();
        log_line(LOG_INFO, NULL, "%s", text);
        line = heard();
        assert_true(strlen(get(line, "message")) > 1000);
        json_decref(line);
    }
    listen_to_log();
    log_line(LOG_INFO, NULL, "Shkod\xebr, %s", "\xc5\xa0 \xc5");
    json_t *line = heard();
    assert_string_equal(get(line, "message"), "Shkod?r, Š ?");
    json_decref(line);
}

static void a_bug_says_where(void **state)
{
    (void)state;
    assert_dies(BUG("of kind %d", 7), "bug at src/base/cx_test.c:");
    assert_dies(BUG("of kind %d", 7), "of kind 7");
    assert_dies(MUST(1 + 1 == 3), "expected: 1 + 1 == 3");
}

static void outcomes_have_codes(void **state)
{
    (void)state;
    static const struct {
        enum rc rc;
        int http, exit;
        const char *name;
    } want[] = {
        { RC_OK, 200, 0, "ok" },
        { RC_INVALID, 422, 2, "invalid" },
        { RC_DENIED, 403, 3, "denied" },
        { RC_MISSING, 404, 4, "missing" },
        { RC_CONFLICT, 409, 5, "conflict" },
        { RC_STALE, 409, 5, "stale" },
        { RC_BUSY, 503, 6, "busy" },
        { RC_LOGIN, 401, 3, "login" },
        { RC_FAIL, 500, 1, "fail" },
    };
    assert_int_equal(sizeof want / sizeof *want, RC_FAIL + 1);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        assert_int_equal(rc_http(want[i].rc), want[i].http);
        assert_int_equal(rc_exit(want[i].rc), want[i].exit);
        assert_string_equal(rc_name(want[i].rc), want[i].name);
    }
    assert_dies(rc_http((enum rc)99), "expected");
}

/* What the environment says counts in a fresh process only, so this test runs itself in one. */
static void the_environment_fixes_the_clock(void **state)
{
    (void)state;
    const char *child = getenv("KOLO_TEST_CLOCK");
    if (child) {
        char text[STAMP_TEXT];
        assert_string_equal(stamp_text(clock_now(), text), child);
        return;
    }
    static const struct {
        const char *now;
        bool good;
    } cases[] = { { "2007-10-05T09:00:00Z", true }, { "2007-10-05", false } };
    for (size_t i = 0; i < 2; i++) {
        fflush(NULL);
        pid_t pid = fork();
        if (pid == 0) {
            setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
            setenv("KOLO_NOW", cases[i].now, 1);
            setenv("KOLO_TEST_CLOCK", cases[i].now, 1);
            if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr)) _exit(9);
            execl("/proc/self/exe", "kolo-test", "base_cx.the_environment_fixes_the_clock", NULL);
            _exit(9);
        }
        int status;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        if (cases[i].good)
            assert_int_equal(status, 0);
        else /* the group that aborts is a child of that program, which counts it as failed */
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    }
}

TESTS(base_cx, cmocka_unit_test(remembers_problems_in_order),
      cmocka_unit_test(a_failure_is_logged_once), cmocka_unit_test(levels_are_kept),
      cmocka_unit_test(a_long_message_is_cut), cmocka_unit_test(a_bug_says_where),
      cmocka_unit_test(outcomes_have_codes), cmocka_unit_test(the_environment_fixes_the_clock));
