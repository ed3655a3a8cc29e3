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
# The server that the journeys talk to: the very one that the integration tests use,
# hence the same command line (another would compile it again with other features).
server() {
  cargo test --no-run --quiet --locked --workspace --exclude reciproque-app &&
    cp -f "$CARGO_TARGET_DIR/debug/reciproque" target/reciproque-essai
}
journeys() {
  (cd end2end && CHROMIUM=$(../scripts/browser.sh) RECIPROQUE=../target/reciproque-essai \
    node_modules/.bin/playwright test --project journeys)
}

# Stores of tests live as long as their test: in memory where there is room (4 GB), they wait for
# no disk.
memory=/dev/shm
if [ -w "$memory" ] && [ "$(df --output=avail -k "$memory" 2>/dev/null | tail -1)" -gt 4000000 ] 2>/dev/null; then
  TMPDIR=$(mktemp -d "$memory/reciproque.XXXXXX")
  chmod 711 "$TMPDIR" # PostgreSQL runs under an account of its own.
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi

has cargo || scripts/tools.sh tests
cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 ||
  rustup component add rustfmt clippy || missing "rustfmt and clippy" "Run: rustup component add rustfmt clippy"

step "Tools" scripts/tools.sh tests
if [ "$part" = all ] || [ "$part" = check ]; then
  step "Formatting" formatting
  step "Lints" lints
fi
[ "$part" != check ] || exit 0
step "What the tests drive" scripts/packages.sh
step "npm packages" scripts/node.sh
step "Supply chain" scripts/supply.sh
if [ "$part" = all ]; then
  step "Rust tests" rust_tests
  step "Rust tests on PostgreSQL" postgres_tests
fi
step "The app, as released" scripts/app.sh
step "The server" server
step "Browser journeys" journeys
say "All green in $((SECONDS / 60)) min $((SECONDS % 60)) s"
