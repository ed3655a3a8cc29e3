# Réciproque: `make run` serves the product, `make test` checks everything.
# Tools and build products live in RECIPROQUE_CACHE (by default ~/.cache/reciproque),
# outside the clone. docs/decisions/001-build-and-tools.md says why.
.DEFAULT_GOAL := help
.PHONY: help run test check bench epreuves setup app captures clean

## run       build, create the demo data the first time, serve http://127.0.0.1:8080 (DONNEES=, ADRESSE=)
run:
	@scripts/run.sh

## test      formatting, lints, Rust tests, browser journeys against the release app
test:
	@scripts/test.sh

## check     formatting and lints only
check:
	@scripts/test.sh check

## bench     what the trace costs (P1, P2), first load of the release app (bytes, first paint)
bench:
	@scripts/bench.sh

## epreuves  a long trial at its full count (QUOI=; without it, their list)
epreuves:
	@scripts/epreuves.sh $(QUOI)

## setup     install all that building and testing need, and nothing else
setup:
	@scripts/tools.sh tests && scripts/packages.sh && scripts/node.sh

## app       build the app into dist/
app:
	@scripts/tools.sh && scripts/app.sh

## captures  browser journeys again, leaving pictures of every screen in end2end/captures/
captures:
	@CAPTURES=1 scripts/test.sh journeys

## clean     remove what was built here and in the cache (the tools stay; so does donnees/)
clean:
	@scripts/clean.sh

help:
	@sed -n 's/^## /  make /p' Makefile
