/* SPDX-License-Identifier: EUPL-1.2 */
/* cli.h — the command line from tables: dispatch, --help and the exit code come from here.
 *
 * A command is named by one or two words ("serve", "report consolidated"). It gets a cx whose db is
 * open and whose viewer is the system under the name of the Unix user; transactions are its own
 * business. Rows go out through cli_rows, which knows --format table|csv|json.
 */
#ifndef KOLO_APP_CLI_H
#define KOLO_APP_CLI_H

#include "base/cx.h"
#include "base/row.h"

struct cli_option {
    const char *name;  /* "period" for --period */
    const char *value; /* "N", shown in help; NULL: a flag without value */
    const char *help;
};
enum { CLI_OPTIONS = 12 };
/** What was given: option values by name, then the words that are left. */
struct cli_args {
    const char *name[CLI_OPTIONS * 2], *value[CLI_OPTIONS * 2];
    size_t n;
    const char **words;
    size_t word_count;
};
struct command {
    const char *name, *summary;
    const char *words; /* "FILE", shown in usage; NULL none */
    enum rc (*run)(struct cx *cx, const struct cli_args *args);
    bool needs_db; /* open and schema checked before run */
    bool rows;     /* takes --format */
    struct cli_option
        options[CLI_OPTIONS];   /* ended by a NULL name; --db, --format, --help are always there */
    int (*exit_of)(enum rc rc); /* the exit code of an end; NULL: rc_exit */
};

/** cli_value(args, name): NULL when not given; a flag gives "". cli_number: RC_INVALID with a
 * sentence when not a number; ${otherwise} when absent. */
const char *cli_value(const struct cli_args *args, const char *name);
enum rc cli_number(struct cx *cx, const struct cli_args *args, const char *name, int64_t otherwise,
                   int64_t *out) MUST_USE;
/** cli_rows(cx, args, meta, rows, n): to standard output in the chosen form; table on a terminal
 * aligns numbers right and keeps to plain text. */
enum rc cli_rows(struct cx *cx, const struct cli_args *args, const struct row_meta *m,
                 const void *rows, size_t n) MUST_USE;
/** For long exports: head once, then row by row (csv and json; table is for what fits the memory).
 */
struct cli_stream;
struct cli_stream *cli_stream_open(struct cx *cx, const struct cli_args *args,
                                   const struct row_meta *m);
enum rc cli_stream_row(struct cli_stream *s, const void *row) MUST_USE;
enum rc cli_stream_close(struct cli_stream *s) MUST_USE;
/** cli_database(args): --db, otherwise KOLO_DB, otherwise sqlite:var/kolo.db. */
const char *cli_database(const struct cli_args *args);
/** cli_say(fmt, ...): a line on standard output for people. */
void cli_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/** cli_main(argc, argv): finds the command in modules' tables, runs it, prints problems to standard
 * error; returns the exit code. */
int cli_main(int argc, char **argv);

#endif
