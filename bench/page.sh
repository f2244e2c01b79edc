#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# A page of 50 expenditure lines for somebody signed in, against nginx serving a file of the same size; and what slow clients do to the others.
. "$(dirname "$0")/lib.bash"

KOLO_DB=sqlite:$dir/kolo.db "$KOLO" demo > /dev/null
rate() { wrk -t1 -c32 -d4 "$@" | awk '/Requests\/sec/ { print $2 }'; }

nginx_for() {
    head -c "$1" /dev/zero | tr '\0' x > "$dir/page.html"
    nginx_port=$(free_port)
    cat > "$dir/nginx.conf" <<CONF
worker_processes 2; pid $dir/nginx.pid; error_log $dir/nginx.err; daemon off;
events { worker_connections 1024; }
http { access_log $dir/nginx.log; sendfile on; keepalive_requests 1000000;
  client_body_temp_path $dir/t1; proxy_temp_path $dir/t2; fastcgi_temp_path $dir/t3; uwsgi_temp_path $dir/t4; scgi_temp_path $dir/t5;
  server { listen 127.0.0.1:$nginx_port; root $dir; } }
CONF
    nginx -c "$dir/nginx.conf" & pids+=($!)
    sleep 0.5
}

measure() { # measure NAME URL GOAL GOAL-MADE-ANEW
    serve "$2"
    sign_in "Lead coordinator"
    local page=http://127.0.0.1:$port/p/1/expenditure size ratios=() made=() k m n
    size=$(curl -fs -H "Cookie: $cookie" "$page" | wc -c)
    [ -n "${nginx_port:-}" ] || nginx_for "$size"
    rate -H "Cookie: $cookie" "$page" > /dev/null
    for _ in 1 2 3; do
        n=$(rate "http://127.0.0.1:$nginx_port/page.html")
        k=$(rate -H "Cookie: $cookie" "$page")
        m=$(rate -s "$(dirname "$0")/fresh.lua" -H "Cookie: $cookie" "$page")
        ratios+=("$(ratio "$k" "$n")") made+=("$(ratio "$m" "$n")")
        echo "# $1: kolo $k/s, made anew $m/s, nginx $n/s, $size bytes"
    done
    bench "$1" "$(median "${ratios[@]}")" "of_nginx" '>=' "$3"
    # The same with each page made anew: what somebody gets who is the first to ask.
    bench "$1_made" "$(median "${made[@]}")" "of_nginx" '>=' "$4"
    # Three clients that send a byte now and then; the others must not notice.
    node "$(dirname "$0")/slow.mjs" "$port" 3 & pids+=($!)
    sleep 0.3
    bench "$1_p99_beside_slow" "$(wrk -t1 -c16 -d4 --latency -H "Cookie: $cookie" "$page" | awk '/99%/ { v = $2; if (v ~ /us$/) print v / 1000; else if (v ~ /ms$/) print v + 0; else print v * 1000 }')" ms '<=' 100
    kill "$server"
    wait "$server" 2> /dev/null || true
}
measure expenditure_page "sqlite:$dir/kolo.db" 0.30 0.08
pg_database
KOLO_DB=$pg "$KOLO" demo > /dev/null
measure expenditure_page_pg "$pg" 0.10 0.015
