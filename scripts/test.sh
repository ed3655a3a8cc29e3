#!/usr/bin/env bash
# `make test`, and parts of it: test.sh [check|journeys]. Stops at the first failure.
cd "$(dirname "$0")/.." && . scripts/env.sh
part=${1:-all}
case $part in
all | check | journeys) ;;
*)
  printf 'test.sh [check|journeys]: there is no part « %s »\n' "$part" >&2
  exit 2
  ;;
esac

step() {
  local title=$1 start=$SECONDS
  shift
  say "$title"
  if ! "$@"; then
    printf '\n✗ make test stopped at: %s\n' "$title" >&2
    exit 1
  fi
  note "$title: $((SECONDS - start)) s"
}

formatting() { cargo fmt --all --check; }
lints() {
  # With the bench, which nothing else compiles.
  cargo clippy --locked --workspace --exclude reciproque-app --all-targets \
    --features reciproque-server/mesure -- -D warnings &&
    cargo clippy --locked -p reciproque-app --target wasm32-unknown-unknown -- -D warnings
}
rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked --workspace --exclude reciproque-app &&
      cargo test --locked --doc --workspace --exclude reciproque-app
  else
    cargo test --locked --workspace --exclude reciproque-app
  fi
}
# The integration binary once more, as compiled above (same packages, same features).
postgres_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    scripts/postgres.sh cargo nextest run --locked --workspace --exclude reciproque-app -E 'binary(extranet)'
  else
    scripts/postgres.sh cargo test --locked --workspace --exclude reciproque-app --test extranet
  fi
}
# The tests, and the server that the journeys talk to: the very one that the integration tests use,
# hence the same command line (another would compile it again with other features).
compiled() {
  cargo test --no-run --quiet --locked --workspace --exclude reciproque-app &&
    cp -f "$CARGO_TARGET_DIR/debug/reciproque" target/reciproque-essai
}
# The app is built beside the lints and what they lead to, which leave a core free half of the time,
# and is there before any test runs: some measure time. In a group of its own, to be stopped whole.
app_log=target/app.log
start_app() {
  set -m
  scripts/app.sh >"$app_log" 2>&1 </dev/null &
  app=$!
  set +m
}
app_is_built() {
  local built=0
  wait "$app" || built=$?
  app=
  cat "$app_log"
  return "$built"
}
journeys() {
  (cd end2end && CHROMIUM=$(../scripts/browser.sh) RECIPROQUE=../target/reciproque-essai \
    node_modules/.bin/playwright test --project journeys)
}

# Stores of tests live as long as their test: in memory where there is room (12 GB), they wait for
# no disk.
app=
finish() {
  [ -z "$app" ] || kill -- "-$app" 2>/dev/null || true
  [ -z "${stores:-}" ] || rm -rf "$stores"
}
trap finish EXIT
memory=/dev/shm
if [ -w "$memory" ] && [ "$(df --output=avail -k "$memory" 2>/dev/null | tail -1)" -gt 12000000 ] 2>/dev/null; then
  stores=$(mktemp -d "$memory/reciproque.XXXXXX")
  chmod 711 "$stores" # PostgreSQL runs under an account of its own.
  export TMPDIR=$stores
fi

has cargo || scripts/tools.sh tests
cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 ||
  rustup component add rustfmt clippy || missing "rustfmt and clippy" "Run: rustup component add rustfmt clippy"

step "Tools" scripts/tools.sh tests
[ "$part" = journeys ] || step "Formatting" formatting
[ "$part" = check ] || start_app
[ "$part" = journeys ] || step "Lints" lints
[ "$part" != check ] || exit 0
step "What the tests drive" scripts/packages.sh
step "npm packages" scripts/node.sh
step "Supply chain" scripts/supply.sh
step "The tests and the server, compiled" compiled
step "The app, as released (beside what precedes)" app_is_built
if [ "$part" = all ]; then
  step "Rust tests" rust_tests
  step "Rust tests on PostgreSQL" postgres_tests
fi
step "Browser journeys" journeys
say "All green in $((SECONDS / 60)) min $((SECONDS % 60)) s"
