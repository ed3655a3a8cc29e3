#!/usr/bin/env bash
# What comes with us: licences, bans and sources of every crate (deny.toml), known advisories
# where their database can be reached, and the bill of materials.
cd "$(dirname "$0")/.." && . scripts/env.sh

deny() { cargo deny --locked "$@"; }

deny check --hide-inclusion-graph licenses bans sources

if deny fetch db >target/advisories.log 2>&1; then
  deny check advisories
else
  note "advisories: skipped, their database (github.com/rustsec/advisory-db) can't be reached from here"
  note "where it can, run: cargo deny check advisories"
fi

cargo metadata --locked --format-version 1 >target/metadata.json
node scripts/sbom.mjs target/metadata.json Cargo.lock target/reciproque.cdx.json
