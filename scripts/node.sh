#!/usr/bin/env bash
# The packages of end2end/ (browser tests), kept in the cache, one folder
# per lock file; end2end/node_modules only points there.
cd "$(dirname "$0")/.." && . scripts/env.sh

key=$(cat end2end/package.json end2end/package-lock.json | sha256sum | cut -c1-16)
folder=$RECIPROQUE_CACHE/node/$key
lock node
if [ ! -f "$folder/complete" ]; then
  say "Installing the npm packages of end2end/ (browser tests), once, into the cache"
  rm -rf "$folder" && mkdir -p "$folder"
  cp end2end/package.json end2end/package-lock.json end2end/.npmrc "$folder/"
  if ! (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error); then
    note "npm could not install them (a network is needed the first time)"
    exit 1
  fi
  touch "$folder/complete"
fi
[ ! -d end2end/node_modules ] || [ -L end2end/node_modules ] || rm -rf end2end/node_modules
ln -sfn "$folder/node_modules" end2end/node_modules
