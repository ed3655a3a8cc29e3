#!/usr/bin/env bash
# postgres.sh <command…>: runs it beside a throw-away PostgreSQL, told by RECIPROQUE_TEST_PG
# and RECIPROQUE_MOTEUR. The cluster listens on a socket of its own and is removed afterwards.
cd "$(dirname "$0")/.." && . scripts/env.sh

# Debian keeps initdb out of PATH.
find_initdb() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1; }
[ -n "$(find_initdb)" ] || apt_install postgresql || true
initdb=$(readlink -f "$(find_initdb)") ||
  missing "PostgreSQL (initdb, pg_ctl)" "Install it (Debian, Ubuntu: apt-get install postgresql), then run again."
bin=$(dirname "$initdb")

# PostgreSQL refuses to run as root: then the cluster belongs to its own account, or to nobody.
as=()
if [ "$(id -u)" = 0 ]; then
  owner=nobody
  ! id postgres >/dev/null 2>&1 || owner=postgres
  as=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups)
fi

cluster=$(mktemp -d "${TMPDIR:-/tmp}/reciproque-pg.XXXXXX")
stop() {
  (cd "$cluster" && "${as[@]}" "$bin/pg_ctl" -D donnees -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$cluster"
}
trap stop EXIT
trap 'exit 130' INT TERM
[ "$(id -u)" != 0 ] || chown "$owner" "$cluster"
chmod 711 "$cluster"

start() {
  cd "$cluster"
  # C and UTF-8: accents must travel whatever the machine's own locale.
  "${as[@]}" "$bin/initdb" -D donnees -U reciproque -A trust -E UTF8 --locale=C --no-sync &&
    # The tests kill processes, never the machine: what reached the kernel is kept. fsync of
    # hundreds of short-lived databases would only wear the disk, and sweeping hundreds of them take time from the tests.
    "${as[@]}" "$bin/pg_ctl" -D donnees -w -t 60 -l journal.log \
      -o "-c listen_addresses='' -c unix_socket_directories='$cluster' -c unix_socket_permissions=0777 \
          -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=1GB \
          -c checkpoint_timeout=1h -c autovacuum=off -c shared_buffers=512MB -c max_connections=400" start
}
if ! (start) >"$cluster/demarrage.log" 2>&1; then
  cat "$cluster/demarrage.log" "$cluster/journal.log" >&2 2>/dev/null || true
  missing "a PostgreSQL that starts" "Its own words are above."
fi

export RECIPROQUE_MOTEUR=postgres
export RECIPROQUE_TEST_PG="postgres://reciproque@localhost/postgres?host=$cluster"
"$@"
