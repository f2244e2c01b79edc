/* SPDX-License-Identifier: EUPL-1.2 */
/* imapd.c — starts and ends dovecot with a configuration in a folder of its own. Its rules for
 * users: the part that talks to strangers must not run as root, so where the tests do, dovecot's
 * own users are taken.
 */
#include "tests/imapd.h"

#include "tests/t.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int free_port(void)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&a, n), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
    close(fd);
    return ntohs(a.sin_port);
}

static bool answers(int port)
{
    struct sockaddr_in a = { .sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool yes = connect(fd, (struct sockaddr *)&a, sizeof a) == 0;
    close(fd);
    return yes;
}

static void tick(void)
{
    const struct timespec t = { .tv_nsec = 20000000 };
    nanosleep(&t, NULL);
}

static void configure(const struct imapd *d)
{
    char path[96];
    const bool root = geteuid() == 0;
    const struct passwd *me = getpwuid(geteuid());
    const struct group *ours = getgrgid(getegid());
    assert_non_null(me);
    assert_non_null(ours);
    const char *user = root ? "dovecot" : me->pw_name, *group = root ? "dovecot" : ours->gr_name;
    snprintf(path, sizeof path, "%s/dovecot.conf", d->folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f,
            "base_dir = %s/run\nstate_dir = %s/run\nlog_path = %s/log\nprotocols = imap\n"
            "default_internal_user = %s\ndefault_internal_group = %s\ndefault_login_user = %s\n"
            "service anvil {\n  chroot =\n}\nservice imap-login {\n  chroot =\n"
            "  inet_listener imap {\n    address = 127.0.0.1\n    port = %d\n  }\n"
            "  inet_listener imaps {\n    port = 0\n  }\n}\nssl = no\n"
            "disable_plaintext_auth = no\nfirst_valid_uid = 0\n"
            "passdb {\n  driver = static\n  args = password=secret\n}\n"
            "userdb {\n  driver = static\n  args = uid=%s gid=%s home=%s/home\n}\n"
            "mail_location = maildir:%s/home/Maildir\nmailbox_list_index = no\n%s\n",
            d->folder, d->folder, d->folder, user, group, root ? "dovenull" : user, d->port, user,
            group, d->folder, d->folder, d->more);
    assert_int_equal(fclose(f), 0);
}

static void make_folders(const struct imapd *d)
{
    static const char *const names[] = {
        "run", "home", "home/Maildir", "home/Maildir/new", "home/Maildir/cur", "home/Maildir/tmp"
    };
    const struct passwd *theirs = geteuid() == 0 ? getpwnam("dovecot") : NULL;
    assert_int_equal(chmod(d->folder, 0755), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", d->folder, names[i]);
        assert_int_equal(mkdir(path, 0755), 0);
        if (theirs && i) assert_int_equal(chown(path, theirs->pw_uid, theirs->pw_gid), 0);
    }
}

/* A shell keeps it, which ends it when this program lets go of the pipe, in whatever way. */
void imapd_again(struct imapd *d)
{
    char path[96];
    int ends[2];
    posix_spawn_file_actions_t in;
    snprintf(path, sizeof path, "%s/dovecot.conf", d->folder);
    char *args[] = { "/bin/sh", "-c",
                     "/usr/sbin/dovecot -F -c \"$0\" & p=$!; read x; kill $p; wait $p", path,
                     NULL };
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[1], F_SETFD, FD_CLOEXEC), 0);
    posix_spawn_file_actions_init(&in);
    posix_spawn_file_actions_adddup2(&in, ends[0], 0);
    posix_spawn_file_actions_addclose(&in, ends[0]);
    assert_int_equal(posix_spawn(&d->pid, args[0], &in, NULL, args, environ), 0);
    posix_spawn_file_actions_destroy(&in);
    close(ends[0]);
    d->keep = ends[1];
    for (int i = 0; i < 1000 && !answers(d->port); i++) tick();
    assert_true(answers(d->port));
}

void imapd_start(struct imapd *d, const char *more)
{
    *d = (struct imapd){ .more = more };
    snprintf(d->folder, sizeof d->folder, "/tmp/kolo-imap-XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    d->port = free_port();
    snprintf(d->url, sizeof d->url, "imap://127.0.0.1:%d", d->port);
    make_folders(d);
    configure(d);
    imapd_again(d);
}

void imapd_halt(struct imapd *d)
{
    close(d->keep);
    waitpid(d->pid, NULL, 0);
    for (int i = 0; i < 500 && answers(d->port); i++) tick();
}

void imapd_stop(struct imapd *d)
{
    char *args[] = { "/bin/rm", "-rf", d->folder, NULL };
    pid_t rm;
    imapd_halt(d);
    assert_int_equal(posix_spawn(&rm, args[0], NULL, NULL, args, environ), 0);
    waitpid(rm, NULL, 0);
}

void imapd_put(struct imapd *d, const char *mail)
{
    char from[128], to[128];
    snprintf(from, sizeof from, "%s/home/Maildir/tmp/%u", d->folder, ++d->put);
    snprintf(to, sizeof to, "%s/home/Maildir/new/%u.%d.test", d->folder, d->put + 1700000000,
             (int)getpid());
    FILE *f = fopen(from, "w");
    assert_non_null(f);
    assert_int_equal(fputs(mail, f) >= 0, 1);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(from, 0666), 0);
    assert_int_equal(rename(from, to), 0);
}

size_t imapd_count(const struct imapd *d, const char *folder)
{
    static const char *const parts[] = { "new", "cur" };
    size_t n = 0;
    for (int i = 0; i < 2; i++) {
        glob_t g;
        char pattern[160];
        snprintf(pattern, sizeof pattern, "%s/home/Maildir/%s/%s/*", d->folder, folder, parts[i]);
        if (glob(pattern, 0, NULL, &g) == 0) n += g.gl_pathc;
        globfree(&g);
    }
    return n;
}
