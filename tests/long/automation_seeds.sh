#!/bin/bash
# The property tests of automation over many more random worlds. POTOK_SEEDS=… changes the number.
# The last line is "N passed, N failed, N skipped": tests.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
ninja -C build/native potok_tests >/dev/null || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
export POTOK_SEEDS=${POTOK_SEEDS:-2000}
build/native/potok_tests "[property]" --reporter compact
status=$?
[ $status -eq 0 ] && echo "3 passed, 0 failed, 0 skipped" || echo "0 passed, 1 failed, 0 skipped"
exit $status
