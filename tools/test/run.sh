#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Tests of the generators: each good input gives exactly what is kept under want/, which both compilers take
# without a warning and which does the right thing when it runs; each bad input gives the message on its second line.
#   tools/test/run.sh [TOOLS]       TOOLS: where the programs are, build/tools at first
#   BLESS=1 tools/test/run.sh       keeps what comes out now; look at the diff before you commit it
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
tools=$(realpath "${1:-build/tools}")
here=tools/test
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
warn=(-std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wformat=2
    -Wvla -Wswitch-enum -Wundef -Werror)
compilers=()
for cc in gcc clang-14 clang; do
    if command -v $cc > "$work/cc" && ! { [ $cc = clang ] && command -v clang-14 > "$work/cc"; }; then compilers+=($cc); fi
done
count=0 passed=0 failed=0

# ok NAME COMMAND…: one test; what the command prints is shown only when it fails.
ok() {
    local name=$1
    shift
    count=$((count + 1))
    if "$@" > "$work/said" 2>&1; then
        passed=$((passed + 1))
        echo "ok $count - $name"
    else
        failed=$((failed + 1))
        echo "not ok $count - $name"
        sed 's/^/# /' "$work/said" | head -n 40
    fi
}

# same WANT GOT
same() {
    if [ -n "${BLESS:-}" ]; then mkdir -p "$(dirname "$1")" && cp "$2" "$1"; else diff -u "$1" "$2"; fi
}

# refuses FILE WANT COMMAND…: exit code 1 and a message about FILE that begins with WANT.
refuses() {
    local file=$1 want=$2 said
    shift 2
    [ -n "$want" ] || { echo "$file: no want: on its second line"; return 1; }
    said=$("$@" 2>&1)
    [ $? = 1 ] || { echo "wanted exit code 1; said: $said"; return 1; }
    case $said in
    "$file:$want"* | "$file: $want"*) [ "$(wc -l <<< "$said")" = 1 ] ;;
    *) printf 'want %s:%s\ngot  %s\n' "$file" "$want" "$said"; return 1 ;;
    esac
}

wanted() { sed -nE '2s#^(--|\{\#|\#|/\*) want: (.*[^ ]) *(\#\}|\*/)?$#\2#p' "$1" | sed -E 's# *(\#\}|\*/)$##'; }

# compiles CC FILE.c FLAGS…
compiles() {
    local cc=$1 file=$2
    shift 2
    "$cc" "${warn[@]}" "$@" -c "$file" -o "$work/out.o"
}

run_program() { "$1" > "$2" 2>&1; }

# ---- mksql ----
gen=$work/mksql
(cd $here/mksql && "$tools/mksql" "$gen" src/demo/line.sql src/demo/other.sql) || exit 1
for f in demo/line_sql.h demo/line_sql.c demo/other_sql.h demo/other_sql.c statements.c; do
    ok "mksql: $f as kept" same $here/mksql/want/$f.txt "$gen/$f"
done
for cc in "${compilers[@]}"; do
    for f in "$gen"/demo/line_sql.c "$gen"/demo/other_sql.c "$gen"/statements.c; do
        ok "mksql: ${f##*/} compiles with $cc" compiles "$cc" "$f" -Isrc -I"$gen"
    done
done
touch -d 2001-01-01 "$gen"/*.c "$gen"/demo/*
unchanged() { [ -z "$(find "$gen" -newermt 2002-01-01 -type f)" ]; }
(cd $here/mksql && "$tools/mksql" "$gen" src/demo/line.sql src/demo/other.sql)
ok 'mksql: what has not changed is not written' unchanged
"$tools/mksql" "$work/none"
ok 'mksql: no file at all' compiles gcc "$work/none/statements.c" -Isrc
for f in $here/mksql/bad/*.sql; do
    ok "mksql: ${f##*/}" refuses "$f" "$(wanted "$f")" "$tools/mksql" "$work/bad" "$f"
done
ok 'mksql: a file that is not there' refuses nowhere.sql 'error: cannot be read' "$tools/mksql" "$work/bad" nowhere.sql

# ---- mktpl ----
gen=$work/mktpl
mkdir -p "$gen/demo"
(cd $here/mktpl && "$tools/mktpl" src/demo/list.html "$gen/demo/list_html.h" "$gen/demo/list_html.c") || exit 1
ok 'mktpl: list_html.h as kept' same $here/mktpl/want/list_html.h.txt "$gen/demo/list_html.h"
ok 'mktpl: list_html.c as kept' same $here/mktpl/want/list_html.c.txt "$gen/demo/list_html.c"
for cc in "${compilers[@]}"; do
    ok "mktpl: list_html.c compiles with $cc" compiles "$cc" "$gen/demo/list_html.c" -Isrc -I"$gen" -I$here/mktpl/src
done
ok 'mktpl: the page runs' gcc "${warn[@]}" -fsanitize=address,undefined -Isrc -I"$gen" -I$here/mktpl/src \
    $here/mktpl/render.c "$gen/demo/list_html.c" -o "$work/render"
ok 'mktpl: it prints' run_program "$work/render" "$work/page.txt"
ok 'mktpl: the page as kept' same $here/mktpl/want/page.txt "$work/page.txt"

# page_says WANT LINE: a page of this one line does not compile as C, and the compiler names the template's line.
page_says() {
    printf '{%% include "demo/list.h" %%}\n{%% page p(const struct list_view *v) %%}\n%s\n' "$2" > "$work/p.html"
    "$tools/mktpl" "$work/p.html" "$work/p_html.h" "$work/p_html.c" || return 1
    local said
    said=$(LC_ALL=C compiles gcc "$work/p_html.c" -Isrc -I"$work" -I$here/mktpl/src 2>&1) && return 1
    [[ $said == *"p.html:3:"* && $said == *"$1"* ]] || { echo "$said"; return 1; }
}
ok 'mktpl: a misspelt field is an error at its line' page_says 'titel' '<p>{{ v->titel }}</p>'
ok 'mktpl: a plain string in href does not compile' page_says '_Generic' '<a href="{{ v->title }}">'
ok 'mktpl: a plain string in hx-get does not compile' page_says '_Generic' '<a data-hx-get="{{ v->title }}">'
ok 'mktpl: raw HTML in an attribute does not compile' page_says '_Generic' '<a title="{{ v->foot }}">'
for f in $here/mktpl/bad/*.html; do
    ok "mktpl: ${f##*/}" refuses "$f" "$(wanted "$f")" "$tools/mktpl" "$f" "$work/bad.h" "$work/bad.c"
done
# bytes_say WANT PRINTF: bytes that no file here should hold.
bytes_say() {
    printf '{%% page p() %%}\n'"$2" > "$work/bytes.html"
    refuses "$work/bytes.html" "$1" "$tools/mktpl" "$work/bytes.html" "$work/bad.h" "$work/bad.c"
}
ok 'mktpl: a lone continuation byte' bytes_say '2:2: error: this is not UTF-8' 'a\200'
ok 'mktpl: an overlong form' bytes_say '2:1: error: this is not UTF-8' '\300\257'
ok 'mktpl: a surrogate' bytes_say '2:1: error: this is not UTF-8' '\355\240\200'
ok 'mktpl: a NUL' bytes_say '2:1: error: a control character' '\000'
long_page() {
    { echo '{% page p() %}'; for _ in $(seq 3000); do printf 'ž??='; done; } > "$work/long.html"
    "$tools/mktpl" "$work/long.html" "$work/long_html.h" "$work/long_html.c" &&
        for cc in "${compilers[@]}"; do compiles "$cc" "$work/long_html.c" -Isrc -I"$work" || return 1; done
}
ok 'mktpl: a long text is cut between characters' long_page

# ---- mkpo ----
gen=$work/mkpo
mkdir -p "$gen"
(cd $here/mkpo/good && "$tools/mkpo" "$gen/catalogues.c" sr.po fr.po ga.po ja.po) || exit 1
ok 'mkpo: catalogues.c as kept' same $here/mkpo/want/catalogues.c.txt "$gen/catalogues.c"
for cc in "${compilers[@]}"; do
    ok "mkpo: catalogues.c compiles with $cc" compiles "$cc" "$gen/catalogues.c" -Isrc
done
ok 'mkpo: the tables run' gcc "${warn[@]}" -fsanitize=address,undefined -Isrc $here/mkpo/lookup.c "$gen/catalogues.c" \
    -o "$work/lookup"
ok 'mkpo: they print' run_program "$work/lookup" "$work/lookup.txt"
ok 'mkpo: the tables as kept' same $here/mkpo/want/lookup.txt "$work/lookup.txt"
for f in $here/mkpo/bad/*.po; do
    ok "mkpo: ${f##*/}" refuses "$f" "$(wanted "$f")" "$tools/mkpo" "$work/bad.c" "$f"
done
for f in $here/mkpo/extract-bad/*; do
    ok "mkpo --extract: ${f##*/}" refuses "$f" "$(wanted "$f")" "$tools/mkpo" --extract "$f"
done
(cd $here/mkpo/extract && "$tools/mkpo" --extract a.c b.html c.json) > "$work/extract.pot"
ok 'mkpo --extract: the template as kept' same $here/mkpo/want/extract.pot "$work/extract.pot"
cp $here/mkpo/merge/sr.po "$work/sr.po"
ok 'mkpo --merge' "$tools/mkpo" --merge "$work/sr.po" $here/mkpo/merge/kolo.pot
ok 'mkpo --merge: the catalogue as kept' same $here/mkpo/want/merged.po "$work/sr.po"
cp "$work/sr.po" "$work/again.po"
ok 'mkpo --merge: once more changes nothing' "$tools/mkpo" --merge "$work/again.po" $here/mkpo/merge/kolo.pot
ok 'mkpo --merge: once more changed nothing' same "$work/sr.po" "$work/again.po"
if command -v msgfmt > "$work/msgfmt"; then
    ok 'mkpo --merge: gettext reads it' msgfmt -o "$work/sr.mo" "$work/sr.po"
fi
ok 'mkpo --complete: not translated' refuses "$work/sr.po" '8: error: `New` is not translated' \
    "$tools/mkpo" --complete "$work/bad.c" "$work/sr.po"
fuzzy() { sed -n '1,/^$/p;/fuzzy/,/^$/p' $here/mkpo/good/sr.po > "$work/fuzzy.po" && [ -s "$work/fuzzy.po" ]; }
ok 'mkpo: the fuzzy part of a catalogue' fuzzy
ok 'mkpo --complete: fuzzy' refuses "$work/fuzzy.po" '9: error: `Fuzzy` is fuzzy' \
    "$tools/mkpo" --complete "$work/bad.c" "$work/fuzzy.po"
ok 'mkpo --complete: a new text' refuses $here/mkpo/good/fr.po '1: error: `New` of ' \
    "$tools/mkpo" --complete "$work/bad.c" $here/mkpo/good/fr.po $here/mkpo/merge/kolo.pot
ok 'mkpo --complete: all there' "$tools/mkpo" --complete "$work/fr.c" $here/mkpo/good/fr.po

# ---- embed ----
gen=$work/embed
mkdir -p "$gen/in" "$gen/out"
printf 'p { color: red }\n%.0s' {1..200} > "$gen/in/app.css"
head -c 5000 /dev/urandom > "$gen/in/noise.png"
: > "$gen/in/empty.js"
printf '??=%.0s' {1..2000} > "$gen/in/trigraph.txt"
printf '%02048d' 0 > "$gen/in/whole-rows.txt"
for i in $(seq 255); do printf "\\x$(printf %x "$i")1"; done > "$gen/in/bytes.svg"
args=()
for f in "$gen"/in/*; do args+=("${f##*/}=$f"); done
ok 'embed: assets' "$tools/embed" "$gen/assets.c" "${args[@]}"
ok 'embed: texts' "$tools/embed" --text "$gen/texts.c" test_table "${args[@]/#noise.png=*/copy=$gen/in/app.css}"
for cc in "${compilers[@]}"; do
    ok "embed: assets.c compiles with $cc" compiles "$cc" "$gen/assets.c" -Isrc -Wno-string-concatenation
    ok "embed: texts.c compiles with $cc" compiles "$cc" "$gen/texts.c" -Isrc -Wno-string-concatenation
done
ok 'embed: the tables run' gcc "${warn[@]}" -fsanitize=address,undefined -Isrc $here/embed/dump.c "$gen/assets.c" \
    "$gen/texts.c" -o "$work/dump"
dump() { "$work/dump" "$gen/out" > "$gen/table.txt"; }
ok 'embed: they are written out' dump
for f in app.css noise.png empty.js trigraph.txt whole-rows.txt bytes.svg; do
    ok "embed: $f is the same" cmp "$gen/in/$f" "$gen/out/$f"
    url="/static/${f%.*}.$(sha256sum < "$gen/in/$f" | cut -c1-12).${f##*.}"
    ok "embed: $f has its fingerprint" grep -qF "$f $url " "$gen/table.txt"
    [ "$f" = noise.png ] || ok "embed: $f is the same as text" cmp "$gen/in/$f" "$gen/out/$f.text"
done
for f in app.css trigraph.txt whole-rows.txt; do
    gunzip -c "$gen/out/$f.gz" > "$gen/out/$f.plain"
    ok "embed: $f is the same after gzip" cmp "$gen/in/$f" "$gen/out/$f.plain"
done
ok 'embed: what gzip does not shrink has no copy' test ! -e "$gen/out/noise.png.gz" -a ! -e "$gen/out/empty.js.gz"
ok 'embed: the MIME type' grep -q '^app.css .* text/css; charset=utf-8 3400$' "$gen/table.txt"
ok 'embed: the same again gives the same' "$tools/embed" "$gen/again.c" "${args[@]}"
ok 'embed: it gave the same' cmp "$gen/assets.c" "$gen/again.c"
printf 'a\000b' > "$gen/nul"
ok 'embed: a NUL in a text' refuses "$gen/nul" 'error: is no text' "$tools/embed" --text "$gen/x.c" t "a=$gen/nul"
ok 'embed: an unknown ending' refuses "$gen/nul" 'error: `a.exe`: no MIME type' "$tools/embed" "$gen/x.c" "a.exe=$gen/nul"
ok 'embed: a name twice' refuses "$gen/nul" 'error: `a.js` is also the name of' \
    "$tools/embed" "$gen/x.c" "a.js=$gen/nul" "a.js=$gen/nul"
ok 'embed: a name with a slash' refuses "$gen/nul" 'error: `../a.js` is no name' "$tools/embed" "$gen/x.c" "../a.js=$gen/nul"
ok 'embed: no name' refuses "$gen/nul" 'error: expected NAME=FILE' "$tools/embed" "$gen/x.c" "$gen/nul"

echo "1..$count"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
