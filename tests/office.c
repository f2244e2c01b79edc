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

/* What it prints goes to the file ${out}. */
static void run(char *const argv[], const char *out)
{
    pid_t pid;
    int status;
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
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

static void remove_all(char *dir)
{
    char *away[] = { "rm", "-rf", dir, NULL };
    run(away, "/dev/null");
}

static str convert(struct cx *cx, const char *file, str bytes, const char *to, const char *made)
{
    char dir[] = "/tmp/kolo-test-XXXXXX";
    str out;
    assert_non_null(mkdtemp(dir));
    always_recalculate(cx, dir);
    write_file(cx, dir, file, bytes);
    char *argv[] = { "soffice",
                     "--headless",
                     arena_printf(cx->arena, "-env:UserInstallation=file://%s/profile", dir),
                     "--convert-to",
                     arena_dup(cx->arena, to),
                     "--outdir",
                     arena_printf(cx->arena, "%s/out", dir),
                     arena_printf(cx->arena, "%s/%s", dir, file),
                     NULL };
    run(argv, "/dev/null");
    const char *path = arena_printf(cx->arena, "%s/out/%s", dir, made);
    if (file_read(cx, path, 1 << 26, &out)) fail_msg("%s was not made", path);
    remove_all(dir);
    return out;
}

str office_convert(struct cx *cx, str bytes, const char *to, const char *end)
{
    return convert(cx, "book.xlsx", bytes, to, arena_printf(cx->arena, "book.%s", end));
}

str office_document(struct cx *cx, str bytes, const char *to, const char *end)
{
    return convert(cx, "paper.docx", bytes, to, arena_printf(cx->arena, "paper.%s", end));
}

str office_pdf(struct cx *cx, const char *tool, const char *option, str bytes)
{
    char dir[] = "/tmp/kolo-test-XXXXXX";
    str said;
    assert_non_null(mkdtemp(dir));
    write_file(cx, dir, "paper.pdf", bytes);
    char *argv[5] = { arena_dup(cx->arena, tool) };
    size_t n = 1;
    const char *out = arena_printf(cx->arena, "%s/out", dir);
    if (option) argv[n++] = arena_dup(cx->arena, option);
    argv[n++] = arena_printf(cx->arena, "%s/paper.pdf", dir);
    if (strcmp(tool, "pdftotext") == 0) argv[n++] = "-";
    run(argv, out);
    if (file_read(cx, out, 1 << 26, &said)) fail_msg("%s said nothing", tool);
    remove_all(dir);
    return said;
}
