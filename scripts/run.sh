#!/usr/bin/env bash
# `make run`: build the product, create the demo store if there is none, serve it. A demo store of
# before the first release is put aside and made again; any other that is too old is left to the
# server, which refuses it and says what to do.
cd "$(dirname "$0")/.." && . scripts/env.sh
donnees=${DONNEES:-donnees}
adresse=${ADRESSE:-127.0.0.1:8080}

scripts/tools.sh
scripts/app.sh
say "Building the server"
cargo build --release --locked -p reciproque-server
# A copy of our own: another clone may rebuild in the same cache while this one serves.
cp -f "$CARGO_TARGET_DIR/release/reciproque" target/reciproque

if [ -d "$donnees" ] && target/reciproque demo --donnees "$donnees" --a-refaire; then
  ancien=$donnees.ancien-$(date +%Y%m%d-%H%M%S)
  say "$donnees/ holds invented people only, in a store of before the first release"
  note "it goes to $ancien/ (remove it when you like); a new one is made"
  mv "$donnees" "$ancien"
fi
if [ ! -d "$donnees" ]; then
  say "Creating the demo département in $donnees/"
  # Made aside, then renamed: an interrupted start never leaves half a store.
  rm -rf "$donnees.partiel"
  target/reciproque demo --donnees "$donnees.partiel"
  mv "$donnees.partiel" "$donnees"
elif [ -f "$donnees/comptes-demo.txt" ]; then
  say "Demo accounts of $donnees/"
  cat "$donnees/comptes-demo.txt"
fi
say "Serving (Ctrl-C stops it)"
exec target/reciproque serve --donnees "$donnees" --adresse "$adresse" --app dist
