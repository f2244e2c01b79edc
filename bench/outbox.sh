#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# 10,000 personalised mails from the outbox through a real SMTP server on loopback (smtp-sink of
# Postfix), against plain libcurl that sends the same bytes over one kept connection
# (outbox_plain.c); and whether the server's memory stays flat meanwhile.
. "$(dirname "$0")/lib.bash"
n=${MAILS:-10000}
# The sink alone, out of Debian's package, which would bring a whole mail system along. It talks
# SMTP, takes what it gets and keeps nothing.
sink=$(command -v smtp-sink || true)
if [ -z "$sink" ]; then
    kept=build/bench/postfix
    if [ ! -x $kept/usr/sbin/smtp-sink ]; then
        mkdir -p $kept
        (cd "$dir" && apt-get -qq download postfix)
        dpkg -x "$dir"/postfix_*.deb $kept
    fi
    sink=$PWD/$kept/usr/sbin/smtp-sink
    export LD_LIBRARY_PATH=$PWD/$kept/usr/lib/postfix
fi
[ "$(id -u)" != 0 ] || sink="$sink -u nobody"
# start_sink OPTION…: on $sink_port; it stays until the end.
start_sink() {
    sink_port=$(free_port)
    $sink "$@" 127.0.0.1:"$sink_port" 1000 &
    pids+=("$!")
    for _ in $(seq 200); do
        (: < "/dev/tcp/127.0.0.1/$sink_port") 2> /dev/null && return
        sleep 0.02
    done
    return 1
}
# mails URL: fills the outbox, and does what PostgreSQL does by itself within a minute: counts.
mails() {
    local sql="WITH RECURSIVE k (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < $n)
INSERT INTO mail (cause, cause_key, project_id, recipient, account_id, address, address_key, name, lang, subject, body, path,
                  thread, state, next_at, created_at, search_key, reply_type, reply_id, unsubscribe)
SELECT 'bench', CAST(i AS text), 1, 'address ' || i, NULL, 'person' || i || '@partner.local', 'person' || i || '@partner.local',
       'Šćepan Đorđević ' || i, CASE i % 3 WHEN 0 THEN 'sr' ELSE 'en' END, 'Konsultacija ' || i || ': predlog izmene plana aktivnosti',
       'Poštovani Šćepane ' || i || ',' || '

' || 'partneri se savetuju o izmeni plana aktivnosti broj ' || i || '. Potrebno je da Vaša organizacija kaže šta misli do petka u podne. Ko ne odgovori do tada, uzima se da je saglasan.

Predlog je u prilogu konsultacije; komentar se daje na deo teksta ili na celinu.',
       '/p/1/consultation/' || i, 'consultation-' || (i % 50), 'waiting', '2007-01-01T00:00:00Z', '2007-01-01T00:00:00Z', '',
       'consultation', i, '/unsubscribe/' || i || '-0-0123456789abcdef01234567' FROM k;"
    case $1 in
    sqlite:*) sqlite3 "${1#sqlite:}" "$sql" ;;
    *) psql -q "$1" -c "$sql" -c "ANALYZE mail" ;;
    esac
}
# Whoever looks must not cost what is measured, so the looking is one session, not a process a look.
# look_through URL: opens it; look: how many have not gone, in $rest; look_away: ends it.
look_through() {
    case $1 in
    sqlite:*) coproc LOOK { exec sqlite3 -cmd '.timeout 5000' "${1#sqlite:}"; } ;;
    *) coproc LOOK { exec psql -qtA "$1"; } ;;
    esac
    looker=$LOOK_PID
}
look() {
    echo "SELECT count(*) FROM mail WHERE state IN ('waiting', 'sending');" >&"${LOOK[1]}"
    read -r rest <&"${LOOK[0]}"
}
look_away() {
    kill "$looker"
    wait "$looker" 2> /dev/null || true
}
rss() { awk '/VmRSS/ { print $2 }' "/proc/$server/status"; }
# outbox URL: sends all that waits; $took, what n mails take at the speed of those that were left when
# the server answered; $grown, the memory at the end against that after a tenth of the mails.
outbox() {
    local t0 early=0 rest first
    export KOLO_SMTP=smtp://127.0.0.1:$sink_port KOLO_MAIL_FROM=kolo@kolo.local KOLO_MAIL_REPLY=reply@kolo.local
    export KOLO_URL=https://kolo.local
    mails "$1"
    look_through "$1"
    look
    serve "$1"
    look
    first=$rest
    t0=$EPOCHREALTIME
    while [ "$rest" -gt 0 ]; do
        if [ "$early" = 0 ] && [ "$rest" -le $((n * 9 / 10)) ]; then early=$(rss); fi
        sleep 0.1
        look
    done
    took=$(awk -v a="$t0" -v b="$EPOCHREALTIME" -v n="$n" -v k="$first" 'BEGIN { printf "%.3f", (b - a) * n / k }')
    grown=$(ratio "$(rss)" "$early")
    look_away
    kill "$server"
    wait "$server" || true
    unset KOLO_SMTP
}
KOLO_DB=sqlite:$dir/kolo.db "$KOLO" demo > /dev/null
cc -O2 -o "$dir/plain" bench/outbox_plain.c -lcurl

# Once to keep what is sent, for the comparison.
mkdir "$dir/kept"
chmod 777 "$dir" "$dir/kept"
start_sink -d "$dir/kept/m."
cp "$dir/kolo.db" "$dir/again.db"
outbox "sqlite:$dir/again.db"
find "$dir/kept" -type f | sort > "$dir/list"
[ "$(wc -l < "$dir/list")" = "$n" ] || { echo "$(wc -l < "$dir/list") mails arrived" >&2; exit 1; }

start_sink
mapfile -t files < "$dir/list"
pg_database
# Each beside a run of libcurl's of its own, so that what else the machine does meets both.
one=() one_pg=()
for i in 1 2 3 4 5; do
    plain=$("$dir/plain" "smtp://127.0.0.1:$sink_port" "${files[@]}")
    cp "$dir/kolo.db" "$dir/again.db"
    outbox "sqlite:$dir/again.db"
    one+=("$(ratio "$plain" "$took")")
    echo "# plain libcurl $plain s, kolo on SQLite $took s"
    [ "$i" = 1 ] || pg_again
    KOLO_DB=$pg "$KOLO" demo > /dev/null
    plain=$("$dir/plain" "smtp://127.0.0.1:$sink_port" "${files[@]}")
    outbox "$pg"
    one_pg+=("$(ratio "$plain" "$took")")
    echo "# plain libcurl $plain s, kolo on PostgreSQL $took s"
done
bench outbox "$(median "${one[@]}")" x_libcurl '>=' 0.8
bench outbox_memory "$grown" x '<=' 1.1
bench outbox_pg "$(median "${one_pg[@]}")" x_libcurl '>=' 0.8
