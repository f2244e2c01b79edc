#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# 100,000 lines of expenditure with all checks, against sqlite3 .import of the same file into a table with as many indexes.
. "$(dirname "$0")/lib.bash"
n=100000
node -e '
const n = '$n', out = ["line,activity,description,supplier,document_type,document_no,document_date,payment_date,currency,gross,vat,share,amount"];
for (let i = 0; i < n; i++) { const a = (100 + (i * 7919) % 900000) / 100, d = `2007-${String(7 + i % 6).padStart(2, "0")}-${String(1 + i % 28).padStart(2, "0")}`;
  out.push(`4.3.1,,Office supplies ${i},Supplier ${i % 300},invoice,N-${i},${d},${d},ALL,${a.toFixed(2)},0,100,${a.toFixed(2)}`); }
require("fs").writeFileSync(process.argv[1], out.join("\n") + "\n");' "$dir/lines.csv"
sqlite_import() {
    rm -f "$dir/plain.db"
    sqlite3 "$dir/plain.db" "CREATE TABLE e (line, activity, description, supplier, document_type, document_no, document_date, payment_date, currency, gross, vat, share, amount);
CREATE UNIQUE INDEX e1 ON e (document_no, line, document_date); CREATE INDEX e2 ON e (currency, line, amount, gross); CREATE INDEX e3 ON e (line, document_no, document_date); CREATE INDEX e4 ON e (supplier);" \
        ".mode csv" ".import --skip 1 $dir/lines.csv e"
}
kolo_import() { # kolo_import URL
    KOLO_DB=$1 "$KOLO" import "$dir/lines.csv" --partner DA --period 2
}
plain=$(median "$(seconds sqlite_import)" "$(seconds sqlite_import)" "$(seconds sqlite_import)")
times=()
for i in 1 2 3; do
    KOLO_DB=sqlite:$dir/kolo$i.db "$KOLO" demo > /dev/null
    times+=("$(seconds kolo_import "sqlite:$dir/kolo$i.db")")
done
echo "# sqlite3 $plain s, kolo ${times[*]} s"
bench import_100k "$(ratio "$(median "${times[@]}")" "$plain")" x_sqlite3 '<=' 6
pg_database
KOLO_DB=$pg "$KOLO" demo > /dev/null
bench import_100k_pg "$(ratio "$(seconds kolo_import "$pg")" "$plain")" x_sqlite3 '<=' 10
