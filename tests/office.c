/* SPDX-License-Identifier: EUPL-1.2 */
/* office.c — runs LibreOffice without a screen, in a directory and with a profile of its own. */
#include "tests/office.h"

#include "base/file.h"
#include "tests/t.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void run(char *const argv[])
{
    pid_t pid;
    int status;
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
    int error = posix_spawnp(&pid, argv[0], &quiet, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&quiet);
    if (error) fail_msg("%s: %s; script/bootstrap installs it", argv[0], strerror(error));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

static void write_file(struct cx *cx, const char *dir, const char *file, str bytes)
{
    int fd = open(arena_printf(cx->arena, "%s/%s", dir, file), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.p, bytes.n), bytes.n);
    close(fd);
}

/* Unless told so, LibreOffice believes the stored values. */
static void always_recalculate(struct cx *cx, const char *dir)
{
    char *path = arena_printf(cx->arena, "%s/profile", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(mkdir(arena_printf(cx->arena, "%s/user", path), 0700), 0);
    write_file(cx, dir, "profile/user/registrymodifications.xcu",
               STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?><oor:items "
                   "xmlns:oor=\"http://openoffice.org/2001/registry\"><item "
                   "oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop "
                   "oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item>"
                   "</oor:items>"));
}

str office_convert(struct cx *cx, str bytes, const char *to, const char *end)
{
    char dir[] = "/tmp/kolo-test-XXXXXX";
    str out;
    assert_non_null(mkdtemp(dir));
    always_recalculate(cx, dir);
    write_file(cx, dir, "book.xlsx", bytes);
    char *convert[] = { "soffice",
                        "--headless",
                        arena_printf(cx->arena, "-env:UserInstallation=file://%s/profile", dir),
                        "--convert-to",
                        arena_dup(cx->arena, to),
                        "--outdir",
                        arena_printf(cx->arena, "%s/out", dir),
                        arena_printf(cx->arena, "%s/book.xlsx", dir),
                        NULL };
    run(convert);
    const char *made = arena_printf(cx->arena, "%s/out/book.%s", dir, end);
    if (file_read(cx, made, 1 << 26, &out)) fail_msg("%s was not made", made);
    char *away[] = { "rm", "-rf", dir, NULL };
    run(away);
    return out;
}
