#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# How soon after its start the server answers on an existing demo, and how large the program is.
. "$(dirname "$0")/lib.bash"
KOLO_DB=sqlite:$dir/kolo.db "$KOLO" demo > /dev/null
times=()
for _ in 1 2 3 4 5; do
    port=$(free_port)
    ms=$(KOLO_DB=sqlite:$dir/kolo.db node -e '
const { spawn } = require("child_process"), http = require("http"), t0 = performance.now();
const k = spawn(process.env.KOLO, ["serve", "--listen", "127.0.0.1:'"$port"'"], { stdio: "ignore" });
const ask = () => http.get({ port: '"$port"', path: "/login" }, r => { if (r.statusCode === 200) { console.log((performance.now() - t0).toFixed(1)); k.kill(); process.exit(0); } r.resume(); }).on("error", () => setTimeout(ask, 1));
ask();')
    times+=("$ms")
done
bench first_response "$(median "${times[@]}")" ms '<=' 100
bench binary "$(awk -v b="$(stat -c %s "$KOLO")" 'BEGIN { printf "%.2f", b / 1048576 }')" MiB '<=' 6
