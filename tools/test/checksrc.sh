#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Each rule of checksrc is broken once and seen to complain; the same file without the fault is silent.
#   tools/test/checksrc.sh PROGRAM
set -uo pipefail
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0 failed=0
head=$'/* SPDX-License-Identifier: EUPL-1.2 */\n/* x — for the test. */\n'

# case_of WANT PATH TEXT: checksrc says WANT about PATH; with WANT "" it says nothing.
case_of() {
    local want=$1 path=$2 said
    mkdir -p "$(dirname "$path")"
    printf '%s' "$3" > "$path"
    said=$("$program" "$path")
    if { [ -z "$want" ] && [ -z "$said" ]; } || { [ -n "$want" ] && [[ $said == *"$want"* ]]; }; then
        passed=$((passed + 1))
    else
        printf 'FAILED %s: wanted "%s", got "%s"\n' "$path" "$want" "$said"
        failed=$((failed + 1))
    fi
    rm "$path"
}

long=$(printf '%0101d' 0)
cyrillic=$(printf 'ж%.0s' $(seq 90))
case_of '' src/base/a.c "${head}int a;"$'\n'
case_of 'the first line has no' src/base/a.c $'/* a */\n/* b */\n'
case_of '' script/a $'#!/bin/bash\n# SPDX-License-Identifier: EUPL-1.2\n'
case_of 'the second line does not say' src/base/a.c $'/* SPDX-License-Identifier: EUPL-1.2 */\nint a;\n'
case_of '101 columns' src/base/a.c "$head/* "$'\n'"$long"$'\n*/\n'
case_of '' src/base/a.c "$head/* $cyrillic */"$'\n'
spdx='// SPDX-License-Identifier: EUPL-1.2'$'\n'
case_of '101 columns' tests/a.mjs "$spdx"'"'"${long#000}"$'";\n'
case_of '' tests/a.mjs "$spdx"'`'"$long"$'`;\n'
case_of 'a.c:3: blanks at the end' src/base/a.c "${head}int a; "$'\n'
case_of 'a tab' src/base/a.c "$head"$'\tint a;\n'
case_of 'a carriage return' src/base/a.c "$head"$'int a;\r\n'
case_of 'no newline at the end' src/base/a.c "${head}int a;"
case_of '1002 lines' src/base/a.c "$head$(yes 'int a;' | head -n 1000)"$'\n'
case_of '' src/base/a.c "$head$(yes 'int a;' | head -n 998)"$'\n'
case_of 'unfinished work' src/base/a.c "$head/* TO""DO later */"$'\n'
case_of 'strcpy() is banned' src/base/a.c "${head}int a = strcpy(b, c);"$'\n'
case_of '' src/base/a.c "$head/* never strcpy() */ const char *a = \"strcpy(x)\";"$'\n'
case_of '' src/base/a.c "${head}int a = b->system(c);"$'\n'
case_of 'malloc() outside base' src/finance/a.c "${head}int a = malloc(1);"$'\n'
case_of '' src/base/a.c "${head}int a = malloc(1);"$'\n'
case_of '' src/finance/a.c "${head}int a = free(1); /* lint: cmark gives memory of its own */"$'\n'
case_of 'free() outside base' src/finance/a.c "${head}int a = free(1); /* lint: */"$'\n'
case_of 'SQLite is called only' src/finance/a.c "${head}int a = sqlite3_open(1);"$'\n'
case_of 'libpq is called only' src/web/a.c "${head}int a = PQexec(1);"$'\n'
case_of '' src/store/a.c "${head}int a = PQexec(1);"$'\n'
case_of 'libmicrohttpd is called only' src/web/gate.c "${head}int a = MHD_YES;"$'\n'
case_of '' src/web/server_io.c "${head}int a = MHD_YES;"$'\n'
case_of 'no double where money' src/finance/a.c "${head}double a;"$'\n'
case_of 'no float where money' src/base/money_text.c "${head}float a;"$'\n'
case_of '' src/web/chart.c "${head}double a;"$'\n'
case_of 'an exclamation mark' src/finance/a.c "${head}const char *a = T(\"Saved!\");"$'\n'
case_of '' src/finance/a.c "${head}const char *a = T(\"Saved\"), *b = \"!\";"$'\n'
case_of 'may not include "finance/b.h"' src/project/a.c "$head#include \"finance/b.h\""$'\n'
case_of '' src/report/a.c "$head#include \"finance/b.h\""$'\n'
case_of 'may not include "store/db.h"' src/base/a.h "$head#include \"store/db.h\""$'\n'
case_of 'may not include "account/role.h"' src/web/a.c "$head#include \"account/role.h\""$'\n'
case_of 'may not include "web/html.h"' src/finance/a.c "$head#include \"web/html.h\""$'\n'
case_of '' src/finance/a_web.c "$head#include \"web/html.h\""$'\n'
case_of 'may not include "finance/a_html.h"' src/finance/a.c "$head#include \"finance/a_html.h\""$'\n'
case_of '' src/finance/a_web.c "$head#include \"finance/a_html.h\""$'\n'
case_of 'may not include "tests/t.h"' src/finance/a.c "$head#include \"tests/t.h\""$'\n'
case_of '' src/base/a_test.c "$head#include \"tests/t.h\""$'\n'
case_of '' src/finance/a_cli.c "$head#include \"app/cli.h\""$'\n'
case_of '' src/app/a_cli.c "$head#include \"app/app.h\""$'\n'
case_of 'may not include "app/cli.h"' src/finance/a.c "$head#include \"app/cli.h\""$'\n'
case_of 'include "folder/b.h"' src/finance/a.c "$head#include \"b.h\""$'\n'
case_of '<sqlite3.h> is for store' src/report/a.c "$head#include <sqlite3.h>"$'\n'
case_of '<microhttpd.h> is for web' src/web/route.c "$head#include <microhttpd.h>"$'\n'
case_of 'may not include "report/b.h"' src/finance/a.html \
    $'{# SPDX-License-Identifier: EUPL-1.2 #}\n{% include "report/b.h" %}\n'
case_of 'has no place in the order' src/strange/a.c "${head}int a;"$'\n'
dual=$'-- SPDX-License-Identifier: EUPL-1.2\n'$(yes -- '-- @pg' | head -n 8)$'\n'
case_of '8 statements have a text for each' src/store/a.sql "$dual"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
