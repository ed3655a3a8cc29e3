#!/usr/bin/env bash
# Builds the app into dist/, unless dist/ already comes from the same sources.
cd "$(dirname "$0")/.." && . scripts/env.sh

sources=(.cargo Cargo.toml Cargo.lock Trunk.toml app shared style public scripts)
stamp=$(find "${sources[@]}" -type f | LC_ALL=C sort | xargs sha256sum | sha256sum)
if [ -f dist/index.html ] && [ "$(cat target/dist.stamp 2>/dev/null)" = "$stamp" ]; then
  note "dist/ is up to date"
  exit
fi

say "Building the app (WebAssembly, smallest size: two to four minutes the first time)"
rm -f target/dist.stamp
lock app
# Trunk reads NO_COLOR as a boolean and stops at the usual "1".
RECIPROQUE_MORCEAUX=$CARGO_TARGET_DIR/morceaux PATH=$PWD/scripts/decoupe:$PATH \
  env -u NO_COLOR trunk build --features decoupe
printf '%s\n' "$stamp" >target/dist.stamp
