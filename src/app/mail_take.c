/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_take.c — `kolo mail take`: a mail server hands over one mail on standard input. The exit
 * code is one of sysexits.h, which all of them know: 0 it is kept, 75 try again later, 65 there was
 * no mail. Nothing else is ever said, since a server would send the mail back for good.
 */
#include "app/app.h"
#include "app/mail_setup.h"
#include "base/buf.h"
#include "base/log.h"
#include "i18n/i18n.h"
#include "mail/inbound.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* All of it is read, or the server would take a broken pipe for a failure; what is above the limit
 * is only counted. */
static enum rc read_mail(struct cx *cx, struct buf *b, int64_t *size)
{
    char *chunk = arena_alloc(cx->arena, 65536);
    for (*size = 0;;) {
        const ssize_t n = read(STDIN_FILENO, chunk, 65536);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(cx, "standard input: %s", strerror(errno));
        if (n == 0) return RC_OK;
        *size += n;
        if (*size <= INBOUND_MOST) buf_put(b, chunk, (size_t)n);
    }
}

static enum rc take_one(struct cx *cx, const struct inbound_config *cfg)
{
    struct inbound_end end;
    struct buf b;
    int64_t size;
    buf_init(&b, INBOUND_MOST + 1);
    enum rc rc = read_mail(cx, &b, &size);
    if (!rc && !str_trim(buf_slice(&b)).n)
        rc = problem(cx, "", T("There is no mail on standard input."));
    if (!rc) {
        str raw = buf_slice(&b);
        if (size > INBOUND_MOST && raw.n > INBOUND_HEAD) raw.n = INBOUND_HEAD;
        rc = inbound_take(cx, cfg, raw, size, INBOUND_PIPE, &end);
        if (rc == RC_INVALID) rc = RC_FAIL;
    }
    if (!rc)
        log_line(LOG_INFO, NULL, "inbound %lld: %s%s%s%s", (long long)end.id, end.state,
                 *end.reason ? ", " : "", end.reason, end.again ? ", was here already" : "");
    buf_done(&b);
    return rc;
}

static enum rc take(struct cx *cx, const struct cli_args *args)
{
    struct inbound_config cfg;
    bool on;
    (void)args;
    enum rc rc = mail_setup_inbound(cx, &cfg, &on);
    if (!rc && !on)
        rc = refuse(cx, RC_CONFLICT,
                    T("KOLO_MAIL_REPLY is not set, so nobody can have been told where to answer."));
    return rc == RC_INVALID ? RC_CONFLICT : rc ? rc : take_one(cx, &cfg);
}

/* Only an empty input is the sender's fault. What is wrong with settings or database is mended by
 * somebody, and the mail waits for that. */
static int exit_of(enum rc rc)
{
    return rc == RC_OK ? EX_OK : rc == RC_INVALID ? EX_DATAERR : EX_TEMPFAIL;
}

const struct command mail_commands[] = {
    { "mail take", N_("take one mail from standard input, as a mail server hands it over"), NULL,
      take, .needs_db = true, .exit_of = exit_of },
    { 0 },
};
