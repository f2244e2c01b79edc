#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# A million lines become one donor report: counted anew from the lines themselves (--recount), and as
# people run it, from the sums that each decision keeps; both against ledger on the same data. Then
# shown as a page.
. "$(dirname "$0")/lib.bash"
lines=${LINES_BENCH:-1000000}
url=sqlite:$dir/kolo.db
KOLO_DB=$url "$KOLO" demo --lines "$lines" > /dev/null
KOLO_DB=$url "$KOLO" export transactions --period 2 --format csv > "$dir/transactions.csv"
KOLO_DB=$url "$KOLO" export rates --format csv > "$dir/rates.csv"
node -e '
const fs = require("fs"), rl = require("readline"), [csv, rates, out] = process.argv.slice(1);
const w = fs.createWriteStream(out);
for (const l of fs.readFileSync(rates, "utf8").trim().split("\n").slice(1)) { const [c, y, m, r] = l.split(","); w.write(`P ${y}/${m.padStart(2, "0")}/01 ${c} ${(1 / Number(r)).toFixed(10)} EUR\n`); }
let first = true, pending = "";
rl.createInterface({ input: fs.createReadStream(csv) }).on("line", l => {
  if (first) { first = false; return; }
  const f = l.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map(x => x.replace(/,$/, ""));
  w.write(`${f[8].replaceAll("-", "/")} ${f[0]}\n  Line:${f[3]}:${f[1]}  ${f[11]} ${f[10]}\n  Grant\n\n`);
}).on("close", () => w.end());' "$dir/transactions.csv" "$dir/rates.csv" "$dir/journal"
count=$(($(wc -l < "$dir/transactions.csv") - 1))
ledger_s=$(seconds ledger -f "$dir/journal" bal -X EUR '^Line')
recount() { KOLO_DB=$1 "$KOLO" report consolidated --period 2 --recount --format csv; }
report() { KOLO_DB=$1 "$KOLO" report consolidated --period 2 --format csv; }
# same URL: both give the same table, and one that is not empty: a command that fails is no fast one.
same() {
    recount "$1" > "$dir/recount.csv"
    report "$1" > "$dir/report.csv"
    cmp "$dir/recount.csv" "$dir/report.csv"
    [ "$(wc -l < "$dir/report.csv")" -gt 100 ]
}
# of_ledger WHAT URL: the median of five.
of_ledger() {
    local t=() i
    for i in 1 2 3 4 5; do t[i]=$(seconds "$1" "$2"); done
    echo "# $1 of $count lines: ledger $ledger_s s, kolo ${t[*]} s" >&2
    awk -v a="$(median "${t[@]}")" -v b="$ledger_s" 'BEGIN { printf "%.4f", a / b }'
}
bench consolidation_lines "$count" lines '>=' "$((lines * 9 / 10))"
same "$url"
bench consolidation "$(of_ledger recount "$url")" of_ledger '<=' 0.01
bench consolidation_kept "$(of_ledger report "$url")" of_ledger '<=' 0.01

serve "$url"
sign_in "Lead coordinator"
page=http://127.0.0.1:$port/p/1/donor-report/2
for _ in 1 2 3; do curl -fs -o /dev/null -H "Cookie: $cookie" "$page"; done
sleep 0.3
us=$(grep '"route":"/p/{project}/donor-report/{no}"' "$dir/serve.log" | grep -oE '"us":[0-9]+' | cut -d: -f2 | sort -n | sed -n 2p)
bench donor_page "$(awk -v u="${us:-999999}" 'BEGIN { printf "%.1f", u / 1000 }')" ms '<=' 50
curl -fs -o /dev/null -H "Cookie: $cookie" "http://127.0.0.1:$port/p/1/expenditure"
bench server_memory "$(awk '/VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status")" MiB '<=' 96

pg_database
KOLO_DB=$pg "$KOLO" demo --lines "$lines" > /dev/null
psql -q "$pg" -c 'VACUUM ANALYZE'
# On two cores PostgreSQL 15 needs 0.12 s to do no more than count a million entries of an index.
same "$pg"
bench consolidation_pg "$(of_ledger recount "$pg")" of_ledger '<=' 0.02
bench consolidation_kept_pg "$(of_ledger report "$pg")" of_ledger '<=' 0.01
