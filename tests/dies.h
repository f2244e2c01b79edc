/* SPDX-License-Identifier: EUPL-1.2 */
/* dies.h — assert_dies(call, "words"): ${call} ends the process as a bug does, and the log line
 * says
 * ${words}. It runs in a forked child, so the tests go on.
 */
#ifndef KOLO_TESTS_DIES_H
#define KOLO_TESTS_DIES_H

#include "base/log.h"
#include "tests/t.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define assert_dies(call, words)                                    \
    do {                                                            \
        int dies_fd;                                                \
        pid_t dies_pid = dies_fork(&dies_fd);                       \
        if (dies_pid == 0) {                                        \
            (void)(call);                                           \
            _exit(0);                                               \
        }                                                           \
        dies_check(dies_pid, dies_fd, (words), __FILE__, __LINE__); \
    } while (0)

static inline pid_t dies_fork(int *fd)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
        close(ends[0]);
        log_to(ends[1]);
        return 0;
    }
    close(ends[1]);
    *fd = ends[0];
    return pid;
}

static inline void dies_check(pid_t pid, int fd, const char *words, const char *file, int line)
{
    char said[8192];
    size_t n = 0;
    for (ssize_t got; n < sizeof said - 1; n += (size_t)got)
        if ((got = read(fd, said + n, sizeof said - 1 - n)) <= 0) break;
    said[n] = '\0';
    close(fd);
    int status;
    if (waitpid(pid, &status, 0) != pid) _fail(file, line);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT || !strstr(said, words)) {
        print_error("expected a bug saying \"%s\"; status %d, log: %s\n", words, status, said);
        _fail(file, line);
    }
}

#endif
