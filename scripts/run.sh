#!/usr/bin/env bash
# `make run`: build the product, create the demo store if there is none, serve it.
cd "$(dirname "$0")/.." && . scripts/env.sh
donnees=${DONNEES:-donnees}
adresse=${ADRESSE:-127.0.0.1:8080}

scripts/tools.sh
scripts/app.sh
say "Building the server"
cargo build --release --locked -p reciproque-server
# A copy of our own: another clone may rebuild in the same cache while this one serves.
cp -f "$CARGO_TARGET_DIR/release/reciproque" target/reciproque

field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" <<<"$2"; }
accounts() {
  tr -d '\n' <"$donnees/comptes-demo.json" | tr '}' '\n' | while IFS= read -r compte; do
    email=$(field email "$compte")
    [ -z "$email" ] || printf '  %-34s %-22s %s · %s\n' \
      "$email" "$(field motDePasse "$compte")" "$(field profil "$compte")" "$(field organisation "$compte")"
  done
}

if [ ! -d "$donnees" ]; then
  say "Creating the demo département in $donnees/"
  # Made aside, then renamed: an interrupted start never leaves half a store.
  rm -rf "$donnees.partiel"
  target/reciproque demo --donnees "$donnees.partiel"
  mv "$donnees.partiel" "$donnees"
elif [ -f "$donnees/comptes-demo.json" ]; then
  say "Demo accounts of $donnees/"
  accounts
fi
say "Serving (Ctrl-C stops it)"
exec target/reciproque serve --donnees "$donnees" --adresse "$adresse" --app dist
