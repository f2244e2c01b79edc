/* SPDX-License-Identifier: EUPL-1.2 */
/* main.c — one binary: the server and the whole command line. */
#include "app/cli.h"

int main(int argc, char **argv) { return cli_main(argc, argv); }
