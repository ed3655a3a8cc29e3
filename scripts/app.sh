#!/usr/bin/env bash
# Builds the app into dist/, unless dist/ already comes from the same sources.
cd "$(dirname "$0")/.." && . scripts/env.sh

# wasm-opt makes the app about a sixth smaller. It comes with npm: optional here.
if has node && has npm && scripts/node.sh; then
  PATH=$PWD/end2end/node_modules/.bin:$PATH
fi
optimiser=$(command -v wasm-opt || true)

sources=(Cargo.toml Cargo.lock Trunk.toml app shared style public scripts)
stamp=$({ echo "${optimiser:+optimised}"; find "${sources[@]}" -type f | LC_ALL=C sort | xargs sha256sum; } | sha256sum)
if [ -f dist/index.html ] && [ "$(cat target/dist.stamp 2>/dev/null)" = "$stamp" ]; then
  note "dist/ is up to date"
  exit
fi

say "Building the app (WebAssembly, smallest size: two to four minutes the first time)"
[ -n "$optimiser" ] ||
  note "wasm-opt not found (no Node): the app works but is larger. With Node 20 or newer, it is used by itself."
rm -f target/dist.stamp
lock app
# Trunk reads NO_COLOR as a boolean and stops at the usual "1".
env -u NO_COLOR trunk build
printf '%s\n' "$stamp" >target/dist.stamp
