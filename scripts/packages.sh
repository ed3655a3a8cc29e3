#!/usr/bin/env bash
# What the tests drive besides Rust: a browser, PostgreSQL, an XML validator, Node.
# Installed with apt-get where we may (root on Debian or Ubuntu), asked for otherwise.
cd "$(dirname "$0")/.." && . scripts/env.sh

postgres() { has pg_ctl || compgen -G '/usr/lib/postgresql/*/bin/pg_ctl' >/dev/null; }

# need <what> <why> <package> <test command…>
need() {
  local what=$1 why=$2 package=$3
  shift 3
  if "$@"; then return; fi
  say "Installing $what: $why"
  # Fonts: without any, the browser draws empty boxes.
  local more=()
  [ "$package" != chromium ] || more=(fonts-dejavu-core)
  apt_install "$package" "${more[@]}" && "$@" ||
    missing "$what ($why)" "On Debian or Ubuntu: sudo apt-get install $package ${more[*]}"
}

browser() { scripts/browser.sh >/dev/null; }
node_20() { has npm && has node && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]; }

need xmllint "checks the demo flow against the CAF schema" libxml2-utils has xmllint
need PostgreSQL "the integration tests run on it and on SQLite" postgresql postgres
need Chromium "the browser journeys run in it" chromium browser
node_20 || missing "Node 20 or newer, with npm (drives the browser)" "https://nodejs.org, or your system's packages."
