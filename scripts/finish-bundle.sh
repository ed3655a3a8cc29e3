#!/usr/bin/env bash
# Trunk's post-build hook: names the pieces of the module, compresses each file once for all
# (the server picks name.br). Runs in the staging folder, before dist/ is replaced.
set -euo pipefail
cd "$TRUNK_STAGING_DIR"

# The pieces and the first one of the same build go together: one folder, named after all of them.
if [ -n "${RECIPROQUE_MORCEAUX:-}" ]; then
  app=$(basename reciproque-app-*.js .js)
  mkdir pieces
  mv "$app.js" pieces/reciproque-app.js
  mv "${app}_bg.wasm" pieces/reciproque-app_bg.wasm
  cp "$RECIPROQUE_MORCEAUX"/* pieces/
  dossier=app-$(cat pieces/* | sha256sum | cut -c1-16)
  mv pieces "$dossier"
  sed -i.avant "s|$app|$dossier/reciproque-app|g" index.html && rm index.html.avant
fi

# One sheet: the parts compress better together, and the first load asks for one file instead of eight.
mapfile -t feuilles < <(grep -o '/[a-z]*-[0-9a-f]*\.css' index.html)
cat "${feuilles[@]/#/.}" >style.css
style=style-$(sha256sum <style.css | cut -c1-16).css
mv style.css "$style"
rm "${feuilles[@]/#/.}"
sed -i.avant -e "s|${feuilles[0]}|/$style|" -e '/rel="stylesheet"/{/style-/!d;}' index.html && rm index.html.avant

total=0
premier=0
while IFS= read -r file; do
  brotli -c -q11 -w22 "$file" "$file.br"
  octets=$(wc -c <"$file.br")
  total=$((total + octets))
  # The other pieces come with the pages that need them (app/src/pages/pieces.rs).
  case $file in */split_*.wasm | */chunk_*.wasm) ;; *) premier=$((premier + octets)) ;; esac
done < <(find . -type f \( -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.wasm' -o -name '*.svg' \))
echo "   brotli: first load $premier bytes, everything $total bytes"
