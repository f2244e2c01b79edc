/* SPDX-License-Identifier: EUPL-1.2 */
/* postmaster.c — starts tests/smtpd.py and reads what it has taken. */
#include "tests/postmaster.h"

#include "tests/t.h"

#include <arpa/inet.h>
#include <glob.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

int free_port(void)
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

void postmaster_again(struct postmaster *p, const char *words)
{
    char port[8], each[4][12] = { "" }, ready[80];
    char *args[8] = { "/usr/bin/python3", "tests/smtpd.py", port, p->folder };
    size_t n = 4;
    snprintf(port, sizeof port, "%d", p->port);
    snprintf(ready, sizeof ready, "%s/ready", p->folder);
    for (str rest = str_of(words); rest.n; n++) {
        str word = str_cut(&rest, ' ');
        snprintf(each[n - 4], sizeof *each, "%.*s", (int)word.n, word.p);
        args[n] = each[n - 4];
    }
    unlink(ready);
    assert_int_equal(posix_spawn(&p->pid, args[0], NULL, NULL, args, environ), 0);
    const struct timespec tick = { .tv_nsec = 20000000 };
    for (int i = 0; i < 1500 && access(ready, F_OK) != 0; i++) nanosleep(&tick, NULL);
    assert_int_equal(access(ready, F_OK), 0);
}

void postmaster_start(struct postmaster *p, const char *words)
{
    *p = (struct postmaster){ .port = free_port() };
    snprintf(p->folder, sizeof p->folder, "/tmp/kolo-mail-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->url, sizeof p->url, "smtp%s://127.0.0.1:%d", strstr(words, "smtps") ? "s" : "",
             p->port);
    snprintf(p->ca, sizeof p->ca, "%s/cert.pem", p->folder);
    postmaster_again(p, words);
}

void postmaster_stop(struct postmaster *p)
{
    char *args[] = { "/bin/rm", "-rf", p->folder, NULL };
    pid_t rm;
    kill(p->pid, SIGTERM);
    waitpid(p->pid, NULL, 0);
    assert_int_equal(posix_spawn(&rm, args[0], NULL, NULL, args, environ), 0);
    waitpid(rm, NULL, 0);
}

static void find(const struct postmaster *p, glob_t *g)
{
    char pattern[96];
    snprintf(pattern, sizeof pattern, "%s/new/*", p->folder);
    if (glob(pattern, 0, NULL, g) != 0) g->gl_pathc = 0;
}

size_t postmaster_count(const struct postmaster *p)
{
    glob_t g;
    find(p, &g);
    const size_t n = g.gl_pathc;
    globfree(&g);
    return n;
}

static void unfold(char *z)
{
    char *to = z;
    bool head = true;
    for (char *p = z; *p; p++) {
        if (*p == '\r') continue;
        if (head && *p == '\n' && (p[1] == ' ' || p[1] == '\t')) continue;
        if (*p == '\n' && (p[1] == '\r' || p[1] == '\n')) head = false;
        *to++ = *p;
    }
    *to = 0;
}

const char *postmaster_mail(struct cx *cx, const struct postmaster *p, size_t i)
{
    enum { MOST = 200000 };
    glob_t g;
    find(p, &g);
    assert_true(i < g.gl_pathc);
    FILE *f = fopen(g.gl_pathv[i], "r");
    char *room = arena_alloc(cx->arena, MOST + 1);
    assert_non_null(f);
    room[fread(room, 1, MOST, f)] = 0;
    fclose(f);
    globfree(&g);
    unfold(room);
    return room;
}

const char *postmaster_header(struct cx *cx, const char *mail, const char *name)
{
    const size_t n = strlen(name);
    for (str rest = str_of(mail); rest.n && *rest.p != '\n';) {
        str line = str_cut(&rest, '\n');
        if (line.n > n && str_is_nocase((str){ line.p, n }, name) && line.p[n] == ':')
            return arena_str(cx->arena, str_trim((str){ line.p + n + 1, line.n - n - 1 }));
    }
    return NULL;
}
