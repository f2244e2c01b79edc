#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# A million lines become one donor report: counted from the lines themselves against ledger on the same data, and shown as a page.
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
recount "$url" > /dev/null
kolo_s=$(median "$(seconds recount "$url")" "$(seconds recount "$url")" "$(seconds recount "$url")")
echo "# $count lines: ledger $ledger_s s, kolo $kolo_s s"
bench consolidation_lines "$count" lines '>=' "$((lines * 9 / 10))"
bench consolidation "$(ratio "$kolo_s" "$ledger_s")" of_ledger '<=' 0.01

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
recount "$pg" > /dev/null
bench consolidation_pg "$(ratio "$(median "$(seconds recount "$pg")" "$(seconds recount "$pg")" "$(seconds recount "$pg")")" "$ledger_s")" of_ledger '<=' 0.01
