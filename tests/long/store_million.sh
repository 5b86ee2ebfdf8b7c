#!/bin/bash
# A million seeded stories of the page store; the last line is theirs.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
ninja -C build/native store_faults >/dev/null && build/native/store_faults 1 1000000
