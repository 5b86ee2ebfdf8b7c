#!/bin/bash
# Makes the machine able to build Potok. Idempotent: when all is there it says so in a fraction of a second.
#
#   ./emsdk-setup.sh            everything but the browser: compilers, Emscripten, sources, fonts, time zones
#   ./emsdk-setup.sh --native   without Emscripten
#   ./emsdk-setup.sh --browser  everything, Chromium and Firefox, for the browser tests
#
# POTOK_TOOLCHAIN=DIR   where it all goes (default: .toolchain in the repository); clones may share one
# Archives are kept in ${XDG_CACHE_HOME:-~/.cache}/potok, checked by the SHA-256 of cmake/toolchain.lock.
set -Eeuo pipefail
trap 'echo "setup: ERROR: stopped at ${BASH_SOURCE[0]##*/}:$LINENO: $BASH_COMMAND" >&2' ERR
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tools/setup/common.sh
for part in common packages sources data emscripten; do
    if [ -f "$ROOT/tools/setup/$part.sh" ]; then . "$ROOT/tools/setup/$part.sh"; fi
done

mode=${1:---all}
started=$SECONDS
case $mode in
--native) install_packages "${NATIVE_PACKAGES[@]}" ;;
--all) install_packages "${NATIVE_PACKAGES[@]}" "${WEB_PACKAGES[@]}" ;;
--browser) install_packages "${NATIVE_PACKAGES[@]}" "${WEB_PACKAGES[@]}" "${BROWSER_PACKAGES[@]}" ;;
*) die "unknown argument $mode (see the head of this file)" ;;
esac

mkdir -p "$TOOLCHAIN"
exec 9>"$TOOLCHAIN/.lock"
flock 9 # one at a time: clones may share the folder

fetch_sources
fetch_npm
make_zones
if [ "$mode" != --native ]; then setup_emscripten; fi
say "ready in $((SECONDS - started)) s ($TOOLCHAIN)"
