#!/bin/bash
# Prints what the lines of cmake/toolchain.lock would be today, by the mirror's signed indexes:
#   tools/setup/relock.sh source|deb|tool    those lines anew (npm's integrity: npm view NAME@VERSION dist.integrity)
# Nothing is written: look at the difference, then put it in.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tools/setup/common.sh
. "$ROOT/tools/setup/common.sh"

kind=${1:?source, deb or tool}
private_apt
while read -ra line; do
    case $kind in
    tool) printf 'tool %s %s %s\n' "${line[1]}" "${line[2]}" "$(deb_in_suite "${line[2]}" "${line[1]}")" ;;
    source | deb)
        printf '%s %s %s %s %s %s\n' "$kind" "${line[1]}" "${line[2]}" "${line[3]}" \
            "$("${kind}_in_suite" "${line[2]}" "${line[3]}")" "${line[6]}"
        ;;
    esac
done < <(lock_lines "$kind")
