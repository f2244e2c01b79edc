/* SPDX-License-Identifier: EUPL-1.2 */
/* golden.h — what a test makes, compared with a text that people have read and agreed to. */
#ifndef KOLO_TESTS_GOLDEN_H
#define KOLO_TESTS_GOLDEN_H

/** test_golden(path, made): fails and shows the first line that differs; after "make bless" (with
 * KOLO_BLESS in the environment) the file is ${made}, to be read before it is committed. ${path} is
 * from the top of the house, where tests are run. */
void test_golden(const char *path, const char *made);

#endif
