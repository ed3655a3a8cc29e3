#!/usr/bin/env bash
# Trunk's post-build hook: shrink the module, then compress each file once for all
# (the server picks name.br). Runs in the staging folder, before dist/ is replaced.
set -euo pipefail
cd "$TRUNK_STAGING_DIR"

# What Rust emits, and nothing more: with --all-features Chromium refuses the module.
features=(--enable-bulk-memory --enable-bulk-memory-opt --enable-sign-ext --enable-mutable-globals
  --enable-nontrapping-float-to-int --enable-reference-types --enable-multivalue)

for module in *.wasm; do
  if command -v wasm-opt >/dev/null; then
    before=$(wc -c <"$module")
    wasm-opt -Oz "${features[@]}" "$module" --output "$module.opt"
    mv "$module.opt" "$module"
    echo "   wasm-opt: $before → $(wc -c <"$module") bytes"
  fi
done

total=0
while IFS= read -r file; do
  brotli -c -q11 -w22 "$file" "$file.br"
  total=$((total + $(wc -c <"$file.br")))
done < <(find . -type f \( -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.wasm' -o -name '*.svg' \))
echo "   first load, everything, brotli: $total bytes"
