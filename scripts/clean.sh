#!/usr/bin/env bash
# Forgets every build. The tools and the npm packages are kept: they are slow to get back.
cd "$(dirname "$0")/.." && . scripts/env.sh
case $CARGO_TARGET_DIR in
"$RECIPROQUE_CACHE"/*) rm -rf "$CARGO_TARGET_DIR" ;;
*) note "$CARGO_TARGET_DIR is yours: left alone" ;;
esac
rm -rf dist target end2end/node_modules end2end/test-results end2end/captures
note "done"
