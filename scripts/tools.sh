#!/usr/bin/env bash
# What building needs: Rust with its wasm target, a C compiler (SQLite is compiled),
# and four small programs, installed with cargo into the cache. `tools.sh tests` adds the one that
# only `make test` needs.
cd "$(dirname "$0")/.." && . scripts/env.sh

trunk_version=0.21.14
brotli_version=9.1.1
deny_version=0.20.2
split_version=0.2.3
# wasm-bindgen and its command must be of exactly the same version.
bindgen_version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p;}' Cargo.lock)

check_rust() {
  has cargo || missing "Rust (cargo)" "Install it from https://rustup.rs, then run this again."
  local wanted found
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  found=$(rustc --version | cut -d' ' -f2)
  if [ "$(printf '%s\n%s\n' "$wanted" "${found%%-*}" | sort -V | head -1)" != "$wanted" ]; then
    missing "Rust $wanted or newer (found $found)" "Run: rustup update stable"
  fi
  has cc || has gcc || has clang || apt_install build-essential ||
    missing "a C compiler (cc)" "On Debian or Ubuntu: sudo apt-get install build-essential"
  if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
    has rustup || missing "Rust's wasm32-unknown-unknown target" "Install Rust with rustup (https://rustup.rs)."
    note "adding Rust's WebAssembly target: the app runs in the browser as WebAssembly"
    rustup target add wasm32-unknown-unknown
  fi
}

installed() {
  [ -x "$tools/bin/$1" ] && grep -q "^\"$2 $3 " "$tools/.crates.toml" 2>/dev/null
}

# install <program> <crate> <version> <why> [cargo options]
install() {
  local program=$1 crate=$2 version=$3 why=$4
  shift 4
  if installed "$program" "$crate" "$version"; then return; fi
  say "Installing $crate $version ($why), once, into $tools"
  env -u CARGO_TARGET_DIR cargo install "$crate" --version "$version" --root "$tools" --force "$@" ||
    missing "$crate $version" "cargo could not install it: see above (a network is needed the first time)."
}

lock tools
check_rust
# Compiled without optimisation, Trunk also without its download code: minutes less.
CARGO_PROFILE_DEV_DEBUG=0 install trunk trunk "$trunk_version" "assembles the app" \
  --locked --no-default-features --debug
CARGO_PROFILE_DEV_DEBUG=0 install wasm-bindgen wasm-bindgen-cli "$bindgen_version" \
  "makes the browser's side of the app" --debug --bin wasm-bindgen
CARGO_PROFILE_DEV_DEBUG=0 install wasm-split-cli wasm_split_cli_support "$split_version" "cuts the app into pieces" \
  --locked --debug --features build-binary
if [ "${1:-}" = tests ]; then
  CARGO_PROFILE_DEV_DEBUG=0 install cargo-deny cargo-deny "$deny_version" "checks licences and advisories of what we use" \
    --locked --debug
fi
CARGO_PROFILE_RELEASE_LTO=off install brotli brotli "$brotli_version" "compresses the app" --bin brotli
