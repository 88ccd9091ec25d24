#!/bin/sh
# Installs Chromium where no browser is found; the browser tests drive it.
set -eu
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if ! command -v apt-get >/dev/null 2>&1; then
  echo "Chromium tidak ditemukan. Pasang Chromium atau Chrome, atau sebutkan letaknya: CHROMIUM=/jalur/chromium make test" >&2
  exit 1
fi
echo "Memasang Chromium untuk uji peramban …"
run=""
if [ "$(id -u)" != 0 ]; then run="sudo"; fi
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq
$run apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
