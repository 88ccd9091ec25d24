#!/bin/sh
# Installs Chromium where no browser is found; the browser tests drive it. Its headless shell is the same engine without
# a window's machinery and halves the time of those tests: root, as on a build server, gets it beside another browser too.
set -eu
found=""
for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then found="$name"; break; fi
done
if [ -n "${CHROMIUM:-}" ] && [ -n "$found" ]; then exit 0; fi
if [ "$found" = chromium-headless-shell ]; then exit 0; fi
if [ -n "$found" ] && [ "$(id -u)" != 0 ]; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1; then
  if [ -n "$found" ]; then exit 0; fi
  echo "Chromium tidak ditemukan. Pasang Chromium atau Chrome, atau sebutkan letaknya: CHROMIUM=/jalur/chromium make test" >&2
  exit 1
fi
echo "Memasang Chromium untuk uji peramban …"
run=""
if [ "$(id -u)" != 0 ]; then run="sudo"; fi
export DEBIAN_FRONTEND=noninteractive
if [ -n "$found" ]; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium-headless-shell; } >/dev/null 2>&1 || true
  exit 0
fi
$run apt-get update -qq
$run apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-liberation >/dev/null 2>&1 ||
  $run apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
