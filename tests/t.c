/* SPDX-License-Identifier: EUPL-1.2 */
/* t.c — runs the registered groups and adds up what cmocka counted.
 *
 * Each group runs in a process of its own, so that a crash or a leak is that group's failure and
 * hides no other; KOLO_TEST_JOBS of them at a time, each then writing into a file that is shown
 * when it has ended. Groups that compare times run alone, after the others. It knows nothing of
 * what is tested; a test that needs PostgreSQL looks at KOLO_TEST_PG itself.
 */
#include "tests/t.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOBS_MOST = 16 };

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

/* One group on its way. */
struct run {
    const struct test_group *group;
    struct CMUnitTest *chosen;
    size_t n;
    pid_t pid;  /* 0: this place is free */
    int end;    /* where the child says how many failed */
    FILE *said; /* NULL: it writes where we do */
};

static int run_here(const struct run *r)
{
    return _cmocka_run_group_tests(r->group->name, r->chosen, r->n, NULL, NULL);
}

/* The child: counts its failures into the pipe. */
static _Noreturn void be_child(const struct run *r, int end)
{
    if (r->said) {
        dup2(fileno(r->said), STDOUT_FILENO);
        dup2(fileno(r->said), STDERR_FILENO);
    }
    int bad = run_here(r);
    if (write(end, &bad, sizeof bad) != sizeof bad) abort();
    exit(bad ? 1 : 0);
}

static void start(struct run *r, bool apart)
{
    int ends[2];
    r->said = apart ? tmpfile() : NULL;
    if (pipe(ends) != 0 || (apart && !r->said)) abort();
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    fflush(NULL);
    r->pid = fork();
    if (r->pid < 0) abort();
    if (r->pid == 0) {
        close(ends[0]);
        be_child(r, ends[1]);
    }
    close(ends[1]);
    r->end = ends[0];
}

static void show(FILE *said)
{
    char part[4096];
    size_t n;
    rewind(said);
    while ((n = fread(part, 1, sizeof part, said)) > 0) fwrite(part, 1, n, stdout);
    fclose(said);
    fflush(stdout);
}

/* settle: how many failed. A process that dies, and one that ends badly after its last test (a
 * leak), costs the whole group: nobody knows what it left unsaid. */
static size_t settle(struct run *r, int status)
{
    int bad = 0;
    bool told = read(r->end, &bad, sizeof bad) == sizeof bad;
    close(r->end);
    if (r->said) show(r->said);
    free(r->chosen);
    r->pid = 0;
    if (told && bad > 0) return (size_t)bad;
    if (told && bad == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return 0;
    fprintf(stderr, "[  FAILED  ] group %s did not end well\n", r->group->name);
    return r->n;
}

/* wait_one: the next of them that ends. */
static size_t wait_one(struct run *runs, size_t n)
{
    int status = 0;
    pid_t pid;
    while ((pid = wait(&status)) < 0 && errno == EINTR) continue;
    for (size_t i = 0; i < n; i++)
        if (runs[i].pid == pid) return settle(&runs[i], status);
    return 0;
}

static size_t busy(const struct run *runs, size_t n)
{
    size_t on = 0;
    for (size_t i = 0; i < n; i++) on += runs[i].pid != 0;
    return on;
}

static struct run *free_place(struct run *runs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!runs[i].pid) return &runs[i];
    abort();
}

/* run_groups: those that run ${alone} or not, ${jobs} at a time; how many tests ran. */
static size_t run_groups(char **patterns, bool alone, size_t jobs, size_t *failed)
{
    struct run runs[JOBS_MOST] = { 0 };
    size_t ran = 0;
    for (const struct test_group *g = groups; g; g = g->next) {
        if (g->alone != alone) continue;
        struct run r = { .group = g, .chosen = calloc(g->n, sizeof *r.chosen) };
        if (!r.chosen) abort();
        r.n = choose(g, patterns, r.chosen);
        ran += r.n;
        if (!r.n) {
            free(r.chosen);
            continue;
        }
        if (getenv("KOLO_TEST_TOGETHER")) {
            int bad = run_here(&r);
            *failed += bad < 0 ? r.n : (size_t)bad;
            free(r.chosen);
            continue;
        }
        while (busy(runs, jobs) == jobs) *failed += wait_one(runs, jobs);
        struct run *place = free_place(runs, jobs);
        *place = r;
        start(place, jobs > 1);
    }
    while (busy(runs, jobs)) *failed += wait_one(runs, jobs);
    return ran;
}

int main(int argc, char **argv)
{
    (void)argc;
    const char *asked = getenv("KOLO_TEST_JOBS");
    size_t jobs = asked ? (size_t)strtoul(asked, NULL, 10) : 1, failed = 0;
    if (jobs < 1) jobs = 1;
    if (jobs > JOBS_MOST) jobs = JOBS_MOST;
    size_t ran = run_groups(argv + 1, false, jobs, &failed);
    ran += run_groups(argv + 1, true, 1, &failed);
    fflush(stderr);
    if (ran == 0) {
        fprintf(stderr, "no test has such a name\n");
        failed = 1;
    }
    printf("%zu passed, %zu failed\n", ran > failed ? ran - failed : 0, failed);
    return failed ? 1 : 0;
}
