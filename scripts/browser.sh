#!/usr/bin/env bash
# Prints the path of the browser to test with: $CHROMIUM, or the first that is installed.
for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" && exit
done
exit 1
