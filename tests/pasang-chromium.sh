#!/bin/sh
# Installs Chromium where no browser is found; the browser tests drive it. Its headless shell is the same engine without
# a window's machinery and halves the time of those tests: root, as on a build server, gets it beside another browser too.
set -eu
has() { command -v "$1" >/dev/null 2>&1; }
if has "${CHROMIUM:-chromium-headless-shell}"; then exit 0; fi
other=""
for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
  if has "$name"; then other="$name"; fi
done
run=""
if [ "$(id -u)" != 0 ]; then run="sudo"; fi
if [ -n "$other" ] && { [ -n "$run" ] || ! has apt-get; }; then exit 0; fi
if ! has apt-get; then
  echo "Chromium tidak ditemukan. Pasang Chromium atau Chrome, atau sebutkan letaknya: CHROMIUM=/jalur/chromium make test" >&2
  exit 1
fi
echo "Memasang Chromium untuk uji peramban …"
export DEBIAN_FRONTEND=noninteractive
install() { $run apt-get install -y -qq --no-install-recommends "$@" fonts-liberation >/dev/null; }
$run apt-get update -qq || [ -n "$other" ]
install chromium-headless-shell 2>/dev/null || [ -n "$other" ] || install chromium
