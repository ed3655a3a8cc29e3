#!/usr/bin/env bash
# fixture.sh <migration>: keeps a store of this version, as both engines write it, for the versions
# after it to open (server/tests/extranet/schema/magasins). Made once, when that migration lands.
cd "$(dirname "$0")/.." && . scripts/env.sh
export version=${1:?the name of the last migration, as m0001_socle}
export magasins=$PWD/server/tests/extranet/schema/magasins
has sqlite3 || apt_install sqlite3 || missing "sqlite3" "Install it (Debian, Ubuntu: apt-get install sqlite3), then run again."

cargo build --locked -p reciproque-server
export produit=$CARGO_TARGET_DIR/debug/reciproque
donnees=$(mktemp -d target/fixture.XXXXXX)
export donnees
trap 'rm -rf "$donnees"' EXIT

say "SQLite"
"$produit" --donnees "$donnees/sqlite" demo --foyers 5 >/dev/null
# Its statistics are made again by whoever needs them.
sqlite3 "$donnees/sqlite/reciproque.sqlite" .dump | grep -v '^INSERT INTO sqlite_stat' |
  gzip -9n >"$magasins/$version.sqlite.sql.gz"

say "PostgreSQL"
# Settings of the session and orders to psql are of the version of pg_dump, not of the store.
garder() {
  "$produit" --donnees "$donnees/postgres" --base "$RECIPROQUE_TEST_PG" demo --foyers 5 >/dev/null
  pg_dump --inserts --no-owner --no-privileges "$RECIPROQUE_TEST_PG" |
    grep -Ev '^(SET |SELECT pg_catalog\.set_config|\\)' | gzip -9n >"$magasins/$version.postgres.sql.gz"
}
export -f garder
scripts/postgres.sh bash -euo pipefail -c garder
ls -l "$magasins"
