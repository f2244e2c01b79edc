#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Searching 200,000 comments in five languages and two scripts: the whole page, as a person gets it, by kind of question.
. "$(dirname "$0")/lib.bash"
here=$(dirname "$0")
node "$here/search.mjs" comments "${SEARCH_COMMENTS:-200000}" > "$dir/comments.tsv"
columns='type, object_id, project_id, partner_id, title, body, at'

measure() { # measure NAME URL
    local times
    serve "$2"
    sign_in "Lead coordinator"
    node "$here/search.mjs" ask "$port" "$cookie" > /dev/null # the first time is from the disk
    times=$(node "$here/search.mjs" ask "$port" "$cookie")
    while read -r kind ms; do echo "# $1 $kind: p99 $ms ms"; done <<< "$times"
    bench "$1_p99" "$(awk '$1 == "all" { print $2 }' <<< "$times")" ms '<=' 50
    kill "$server"
}

KOLO_DB=sqlite:$dir/kolo.db "$KOLO" demo > /dev/null
sqlite3 "$dir/kolo.db" > /dev/null << SQL
CREATE TEMP TABLE t (type, object_id, project_id, partner_id, title, body, at);
.mode tabs
.import $dir/comments.tsv t
INSERT INTO search_entry ($columns)
SELECT type, CAST(object_id AS INTEGER), CAST(project_id AS INTEGER), CAST(nullif(partner_id, '') AS INTEGER), title, body, at FROM t;
SQL
echo "# renewing takes $(KOLO_DB=sqlite:$dir/kolo.db seconds "$KOLO" search renew) s on SQLite"
measure search_sqlite "sqlite:$dir/kolo.db"

pg_database
KOLO_DB=$pg "$KOLO" demo > /dev/null
psql -q "$pg" -c "\\copy search_entry ($columns) FROM '$dir/comments.tsv' WITH (NULL '')" > /dev/null
echo "# renewing takes $(KOLO_DB=$pg seconds "$KOLO" search renew) s on PostgreSQL"
psql -q "$pg" -c 'VACUUM ANALYZE' > /dev/null
measure search_pg "$pg"
