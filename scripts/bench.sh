#!/usr/bin/env bash
# `make bench`: the figures of docs/mesures.md, on release builds, with this machine's limits.
cd "$(dirname "$0")/.." && . scripts/env.sh

scripts/tools.sh
scripts/packages.sh
scripts/node.sh
scripts/app.sh
say "Building the server"
cargo build --release --locked -p reciproque-server
cp -f "$CARGO_TARGET_DIR/release/reciproque" target/reciproque

# Built after the product was copied: its feature must not reach it.
cargo build --release --locked -p reciproque-server --features mesure --bin reciproque-mesure
cp -f "$CARGO_TARGET_DIR/release/reciproque-mesure" target/reciproque-mesure

say "Machine: $(nproc) cores$(sed -n 's/^model name.*: /, /p' /proc/cpuinfo | head -1), $(uname -srm)"
note "disk of target/: $(findmnt -no FSTYPE,OPTIONS --target target)"
note "load before: $(cut -d' ' -f1-3 /proc/loadavg) (figures mean something when it is near 0)"
say "Traced reads (P1, P2): the server on core 0, the load on core 1, five rounds"
donnees=$(mktemp -d target/mesure.XXXXXX)
trap 'rm -rf "$donnees"' EXIT
target/reciproque --donnees "$donnees" demo >/dev/null
# The Python of the peer, in an environment of its own with the packages of its lock.
pair=$RECIPROQUE_CACHE/pair-django
installer_pair() {
  has python3 && python3 -c 'from datetime import UTC' && python3 -m venv "$pair" &&
    "$pair/bin/pip" install --quiet --require-hashes --requirement server/mesures/pair_django/requirements.txt
}
if installer_pair >target/pair-django.log 2>&1; then
  python=("$pair/bin/python")
else
  python=() && note "no Python 3.11 with Django here (target/pair-django.log): not measured beside the product"
fi
taskset -c 1 target/reciproque-mesure "$donnees" "${python[@]}"

say "Each page at the size of a département (P14): five traces invented for each foyer"
tailles=(2000 20000 60000)
for foyers in "${tailles[@]}"; do
  target/reciproque --donnees "$donnees/$foyers" demo --foyers "$foyers" --traces $((foyers * 5)) >/dev/null
done
taskset -c 1 target/reciproque-mesure pages "${tailles[@]/#/$donnees/}"
pages_sur_postgres() {
  export RECIPROQUE_BASE=$RECIPROQUE_TEST_PG RECIPROQUE_JOURNAL=$RECIPROQUE_TEST_PG
  target/reciproque --donnees "$1" demo --foyers "$2" --traces $(($2 * 5)) >/dev/null
  taskset -c 1 target/reciproque-mesure pages "$1"
}
export -f pages_sur_postgres
scripts/postgres.sh true >/dev/null 2>&1 || { note "no PostgreSQL here: not measured on it"; tailles=(); }
for foyers in "${tailles[@]}"; do
  say "The same on PostgreSQL, $foyers foyers"
  scripts/postgres.sh bash -euo pipefail -c "pages_sur_postgres '$donnees/postgres-$foyers' $foyers"
done

say "The import (P5): the product, and a script of the trade (same tables and indexes), in turns"
# sorted: the median of three. Wall and CPU seconds.
chronometre() { TIMEFORMAT='%R %U %S'; { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ print $1, $2 + $3 }'; }
mediane() { sort -n | sed -n 2p; }
importer() {
  rm -rf "$donnees/neuf" && mkdir -p "$donnees/neuf"
  chronometre target/reciproque --donnees "$donnees/neuf" import "$1"
}
script_du_metier() {
  rm -f "$donnees"/pair.sqlite*
  PYTHONPATH=target/pair chronometre python3 server/mesures/pair_import.py "$1" "$donnees/neuf/reciproque.sqlite" "$donnees/pair.sqlite"
}
if has python3 && { python3 -c 'import lxml' 2>/dev/null || python3 -m pip install --quiet --target target/pair lxml 2>/dev/null; }; then
  for foyers in 2000 20000; do
    flux=$donnees/flux-$foyers.xml
    target/reciproque --donnees "$donnees/flux" demo --foyers "$foyers" --flux-seul "$flux" >/dev/null
    produit=() pair=()
    for _ in 1 2 3; do
      produit+=("$(importer "$flux")")
      pair+=("$(script_du_metier "$flux")")
    done
    for champ in 1 2; do
      p=$(printf '%s\n' "${produit[@]}" | cut -d' ' -f"$champ" | mediane)
      q=$(printf '%s\n' "${pair[@]}" | cut -d' ' -f"$champ" | mediane)
      note "$foyers foyers, $([ "$champ" = 1 ] && echo wall || echo CPU): product $p s, script $q s, × $(awk -v p="$p" -v q="$q" 'BEGIN { printf "%.2f", q / p }')"
    done
  done
else
  note "no Python with lxml here: not measured"
fi

say "First load (P8, P9): 1.6 Mb/s, 150 ms, CPU slowed four times, five rounds"
cd end2end
CHROMIUM=$(../scripts/browser.sh) RECIPROQUE=../target/reciproque \
  node_modules/.bin/playwright test --project mesures
