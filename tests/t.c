/* SPDX-License-Identifier: EUPL-1.2 */
/* t.c — runs the registered groups and adds up what cmocka counted.
 *
 * Each group runs in a process of its own, so that a crash or a leak is that group's failure and
 * hides no other. It knows nothing of what is tested; a test that needs PostgreSQL looks at
 * KOLO_TEST_PG itself.
 */
#include "tests/t.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct test_group *groups;

void test_register(struct test_group *g)
{
    struct test_group **at = &groups;
    while (*at && strcmp((*at)->name, g->name) < 0) at = &(*at)->next;
    if (*at && strcmp((*at)->name, g->name) == 0) {
        fprintf(stderr, "two test groups are called %s\n", g->name);
        exit(2);
    }
    g->next = *at;
    *at = g;
}

static bool wanted(char **patterns, const char *group, const char *test)
{
    if (!*patterns) return true;
    char full[512];
    snprintf(full, sizeof full, "%s.%s", group, test);
    for (; *patterns; patterns++)
        if (fnmatch(*patterns, group, 0) == 0 || fnmatch(*patterns, full, 0) == 0) return true;
    return false;
}

/* choose: the wanted tests of ${g} into ${chosen}, which has room for all; how many. */
static size_t choose(const struct test_group *g, char **patterns, struct CMUnitTest *chosen)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        if (wanted(patterns, g->name, g->tests[i].name)) chosen[n++] = g->tests[i];
    return n;
}

/* count_failures: runs ${n} tests in a process of their own. A process that dies, and one that ends
 * badly after its last test (a leak), costs the whole group: nobody knows what it left unsaid. */
static size_t count_failures(const char *name, const struct CMUnitTest *chosen, size_t n)
{
    int ends[2], bad = 0, status = 0;
    if (getenv("KOLO_TEST_TOGETHER")) {
        bad = _cmocka_run_group_tests(name, chosen, n, NULL, NULL);
        return bad < 0 ? n : (size_t)bad;
    }
    if (pipe(ends) != 0) abort();
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0) abort();
    if (pid == 0) {
        close(ends[0]);
        bad = _cmocka_run_group_tests(name, chosen, n, NULL, NULL);
        if (write(ends[1], &bad, sizeof bad) != sizeof bad) abort();
        exit(bad ? 1 : 0);
    }
    close(ends[1]);
    bool said = read(ends[0], &bad, sizeof bad) == sizeof bad;
    close(ends[0]);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
    if (said && bad > 0) return (size_t)bad;
    if (said && bad == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return 0;
    fprintf(stderr, "[  FAILED  ] group %s did not end well\n", name);
    return n;
}

/* run_group: how many ran; failures are added to ${failed}. */
static size_t run_group(const struct test_group *g, char **patterns, size_t *failed)
{
    struct CMUnitTest *chosen = calloc(g->n, sizeof *chosen);
    if (!chosen) abort();
    size_t n = choose(g, patterns, chosen);
    if (n > 0) *failed += count_failures(g->name, chosen, n);
    free(chosen);
    return n;
}

int main(int argc, char **argv)
{
    (void)argc;
    size_t ran = 0, failed = 0;
    for (const struct test_group *g = groups; g; g = g->next)
        ran += run_group(g, argv + 1, &failed);
    fflush(stderr);
    if (ran == 0) {
        fprintf(stderr, "no test has such a name\n");
        failed = 1;
    }
    printf("%zu passed, %zu failed\n", ran > failed ? ran - failed : 0, failed);
    return failed ? 1 : 0;
}
