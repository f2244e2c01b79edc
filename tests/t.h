/* SPDX-License-Identifier: EUPL-1.2 */
/* t.h — what a test file includes: cmocka, and TESTS, which puts a group into the one test program.
 *
 *     static void adds(void **state) { (void)state; assert_int_equal(1 + 1, 2); }
 *     TESTS(sums, cmocka_unit_test(adds), cmocka_unit_test_setup_teardown(more, open, close));
 *
 * build/asan/kolo-test [PATTERN…] runs all groups in sorted order, or those whose "group" or
 * "group.test" matches a shell pattern. Its last line is "N passed, N failed", and it exits 1 when
 * a test failed or none was run. KOLO_TEST_JOBS=2 runs two groups at a time, those of
 * TESTS_ALONE after them. KOLO_TEST_TOGETHER=1 keeps all groups in one process, as a debugger likes
 * it.
 */
#ifndef KOLO_TESTS_T_H
#define KOLO_TESTS_T_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* fail() is ours (base/cx.h); fail_msg() is all a test needs of cmocka's. */
#undef fail
#undef fail_msg
#define fail_msg(...) (print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

struct test_group {
    const char *name;
    const struct CMUnitTest *tests;
    size_t n;
    bool alone; /* it compares times, so nothing runs beside it */
    struct test_group *next;
};

void test_register(struct test_group *g);

#define TESTS_IN(group, lonely, ...)                                                         \
    static const struct CMUnitTest group##_tests[] = { __VA_ARGS__ };                        \
    static struct test_group group##_group = { #group, group##_tests,                        \
                                               sizeof group##_tests / sizeof *group##_tests, \
                                               lonely, NULL };                               \
    __attribute__((constructor)) static void group##_register(void)                          \
    {                                                                                        \
        test_register(&group##_group);                                                       \
    }                                                                                        \
    struct group##_ends_with_a_semicolon
#define TESTS(group, ...) TESTS_IN(group, false, __VA_ARGS__)
#define TESTS_ALONE(group, ...) TESTS_IN(group, true, __VA_ARGS__)

#endif
