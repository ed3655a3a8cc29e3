#!/usr/bin/env bash
# `make epreuves QUOI=name`: a long trial at its full count (optimised build). The same code runs
# at small counts in `make test`; RECIPROQUE_EPREUVES tells it which (tests/extranet/bac.rs).
cd "$(dirname "$0")/.." && . scripts/env.sh

# Each line: the trial; the tests that it runs (nextest filter); what it tries.
epreuves=$(sed 's/^ *//' <<'TABLE'
  chronometre ; test(/chronometre::/) ; The time of « not found »: out of scope against unknown, 3,000 answers each
  courses ; test(/unicite::/) ; Each creation 50 times at once: one thing
  falsifications ; test(/journal::.*tamperings/) ; 10,000 random tamperings of the journal, additions included: each is found
  imports-tues ; test(/commande::import::.*killed_is_told/) ; 100 imports killed after their announcement: each has its end told, once
  taille ; test(/echelle::accueil::the_home/) ; the home of those with the longest lists, at 60,000 foyers
  verification ; test(/journal::verification::a_verification/) ; whole verification of 1,000,000 events, beside a loop by hand over the same rows
  surcharge ; test(/surcharge::(afflux|lectures)/) + test(/connexions::silent/) + test(/frein::partage/) ; a flood, a crowd at the door, endless readings, silent connections, a day of guessing
  memoire ; test(/surcharge::memoire/) ; resident memory after 1,000 failed sign-ins, and with 2,000 sessions
TABLE
)

quoi=${1:-}
filtre=$(awk -F ' *; *' -v quoi="$quoi" '$1 == quoi { print $2 }' <<<"$epreuves")
if [ -z "$filtre" ]; then
  say "make epreuves QUOI=…, one of:"
  awk -F ' *; *' '{ printf "   %-18s %s\n", $1, $3 }' <<<"$epreuves"
  [ -z "$quoi" ] || exit 2
  exit
fi

say "$quoi, at its full count, on SQLite then on PostgreSQL"
essais=(cargo nextest run --cargo-profile epreuves --locked -p reciproque-server --test extranet -E "$filtre" --no-capture)
export RECIPROQUE_EPREUVES=1
"${essais[@]}"
scripts/postgres.sh "${essais[@]}"
