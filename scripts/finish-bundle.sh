#!/usr/bin/env bash
# Trunk's post-build hook: compresses each file once for all (the server picks name.br).
# Runs in the staging folder, before dist/ is replaced.
set -euo pipefail
cd "$TRUNK_STAGING_DIR"

total=0
while IFS= read -r file; do
  brotli -c -q11 -w22 "$file" "$file.br"
  total=$((total + $(wc -c <"$file.br")))
done < <(find . -type f \( -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.wasm' -o -name '*.svg' \))
echo "   first load, everything, brotli: $total bytes"
