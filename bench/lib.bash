# SPDX-License-Identifier: EUPL-1.2
# What the benches share: the line they print, a demo database, a server on it, a person's cookie.
set -euo pipefail
dir=$(mktemp -d /tmp/kolo-bench.XXXXXX)
pids=()
export KOLO_BALLOT_KEY=$dir/ballot-key # a demo on PostgreSQL has no file to keep it beside
tidy() {
    for p in "${pids[@]}"; do kill "$p" 2> /dev/null || true; done
    wait 2> /dev/null || true
    rm -rf "$dir"
    [ -z "${database:-}" ] || psql -q "$KOLO_BENCH_PG" -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" > /dev/null 2>&1 || true
}
trap tidy EXIT

# bench NAME VALUE UNIT OP GOAL
bench() {
    local verdict=short
    if awk -v a="$2" -v b="$5" -v op="$4" 'BEGIN { exit !(op == "<=" ? a <= b : a >= b) }'; then verdict=ok; fi
    echo "bench $1 $2 $3 goal $4 $5 $verdict"
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }
median() { printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
# seconds COMMAND…: how long it took, its output thrown away.
seconds() {
    local t0=$EPOCHREALTIME
    "$@" > /dev/null
    awk -v a="$t0" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }'
}
# pg_database: makes one of the bench's own; its address is in $pg.
pg_database() {
    database=bench_$$
    psql -q "$KOLO_BENCH_PG" -c "CREATE DATABASE $database"
    pg=${KOLO_BENCH_PG/\/\/\/postgres/\/\/\/$database}
}
# pg_again: the same, empty.
pg_again() {
    psql -q "$KOLO_BENCH_PG" -c "DROP DATABASE $database WITH (FORCE)" -c "CREATE DATABASE $database"
}
free_port() { node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
# serve URL: starts the server; $port, $server.
serve() {
    port=$(free_port)
    KOLO_DB=$1 "$KOLO" serve --listen 127.0.0.1:$port > "$dir/serve.log" 2>&1 &
    server=$!
    pids+=("$server")
    for _ in $(seq 400); do
        curl -fs "http://127.0.0.1:$port/healthz" > /dev/null 2>&1 && return
        sleep 0.01
    done
    cat "$dir/serve.log" >&2
    return 1
}
# sign_in WORD: the demo person whose button says WORD; $cookie.
sign_in() {
    local jar=$dir/jar page form csrf
    rm -f "$jar"
    page=$(curl -fs -c "$jar" "http://127.0.0.1:$port/login")
    form=$(tr '\n' ' ' <<< "$page" | grep -oE '<form[^>]*action="/login/demo/[0-9]+".{0,600}' | sed 's/<\/form>.*//' | grep -m1 -F "$1")
    csrf=$(grep -oE 'name="csrf" value="[^"]*"' <<< "$form" | head -1 | cut -d'"' -f4)
    form=$(grep -oE '/login/demo/[0-9]+' <<< "$form" | head -1)
    curl -fs -b "$jar" -c "$jar" -o /dev/null --data-urlencode "csrf=$csrf" "http://127.0.0.1:$port$form"
    cookie=$(awk '$6 ~ /kolo/ { printf "%s%s=%s", s, $6, $7; s = "; " }' "$jar")
}
